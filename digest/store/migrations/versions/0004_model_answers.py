"""Answers of a language model, kept by the hash of what was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of kept answers."""
    op.create_table(
        "model_answer",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("question", name=op.f("pk_model_answer")),
    )
    op.create_index(op.f("ix_model_answer_made_at"), "model_answer", ["made_at"])
