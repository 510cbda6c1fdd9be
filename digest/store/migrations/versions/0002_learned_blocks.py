"""Blocks an outlet repeats under its articles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of seen blocks."""
    op.create_table(
        "seen_block",
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("outlet", "words", "article_id", name=op.f("pk_seen_block")),
    )
    op.create_index(op.f("ix_seen_block_seen_at"), "seen_block", ["seen_at"])
