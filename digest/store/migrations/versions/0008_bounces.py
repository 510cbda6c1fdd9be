"""Reports that came by mail count once; refusals and soft bounces have words of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give reports a key, widen the two lists of words, and keep what mailboxes cannot mark."""
    with op.batch_alter_table("feedback") as feedback:
        feedback.add_column(sa.Column("key", sa.String(), nullable=True))
        feedback.create_unique_constraint(op.f("uq_feedback_key"), ["key"])
        feedback.create_index(op.f("ix_feedback_address"), ["address"])
        feedback.drop_constraint(op.f("ck_feedback_kind"), type_="check")
        feedback.create_check_constraint(
            op.f("ck_feedback_kind"), "kind IN ('hard_bounce', 'soft_bounce', 'refusal', 'complaint')"
        )
    with op.batch_alter_table("suppression") as suppression:
        suppression.drop_constraint(op.f("ck_suppression_reason"), type_="check")
        suppression.create_check_constraint(
            op.f("ck_suppression_reason"),
            "reason IN ('hard_bounce', 'soft_bounce', 'complaint', 'erased', 'operator')",
        )
    op.create_table(
        "left_mail",
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "uid", name=op.f("pk_left_mail")),
    )
