"""Pictures of stories, served by the archive; and the mark that keeps a story without one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of pictures, and let marks be of the new kind."""
    op.create_table(
        "image",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64 AND width > 0 AND height > 0", name=op.f("ck_image_is_whole")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_image")),
    )
    op.create_index(op.f("ix_image_url"), "image", ["url"])
    op.create_index(op.f("ix_image_used_at"), "image", ["used_at"])
    op.create_table(
        "edition_image",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_image_edition_id")),
        sa.ForeignKeyConstraint(["sha256"], ["image.sha256"], name=op.f("fk_edition_image_sha256")),
        sa.PrimaryKeyConstraint("edition_id", "sha256", name=op.f("pk_edition_image")),
    )
    op.create_index(op.f("ix_edition_image_sha256"), "edition_image", ["sha256"])
    with op.batch_alter_table("mark") as mark:
        mark.drop_constraint(op.f("ck_mark_kind"), type_="check")
        mark.create_check_constraint(
            op.f("ck_mark_kind"), "kind IN ('together', 'apart', 'pin', 'leave_out', 'no_image')"
        )
