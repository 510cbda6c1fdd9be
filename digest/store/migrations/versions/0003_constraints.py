"""What editors put together or apart, pinned or left out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of editors' marks."""
    kind = sa.Enum(
        *("together", "apart", "pin", "leave_out"), name="kind", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("newsletter", sa.String(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("newsletter <> '' AND article <> '' AND article <> other", name=op.f("ck_mark_is_named")),
        sa.CheckConstraint("(kind IN ('together', 'apart')) = (other <> '')", name=op.f("ck_mark_pair_has_other")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_index(op.f("ix_mark_newsletter"), "mark", ["newsletter"])
