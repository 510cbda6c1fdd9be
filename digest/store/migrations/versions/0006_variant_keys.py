"""What a reader wants is kept as the key of the variant, no longer as a document."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There were four variants; each key follows from two words of its document."""
    op.execute(
        "UPDATE subscription SET variant = "
        "CASE WHEN variant LIKE '%\"brief\"%' THEN 'brief' ELSE 'full' END || "
        "CASE WHEN variant LIKE '%false%' THEN '-without-perspectives' ELSE '' END "
        "WHERE variant LIKE '{%'"
    )
