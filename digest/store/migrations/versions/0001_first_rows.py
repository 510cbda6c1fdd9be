"""The first rows: sources, articles, editions, subscribers, deliveries, editors."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _source()
    _article()
    _edition()
    _rendered()
    _subscriber()
    _subscription()
    _delivery()
    _feedback()
    _suppression()
    _editor()
    _login()
    _lease()


def _word(column: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=column, native_enum=False, create_constraint=True, length=32)


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", _word("kind", "feed", "page", "folder"), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("state", _word("state", "active", "paused"), nullable=False),
        sa.Column("is_configured", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("succeeded_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint("key <> '' AND location <> ''", name=op.f("ck_source_is_named")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_source_failures")),
        sa.CheckConstraint("weight BETWEEN 0 AND 5", name=op.f("ck_source_weight")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_article_source_id")),
        sa.PrimaryKeyConstraint("id", "source_id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_fetched_at"), "article", ["fetched_at"])
    op.create_index(op.f("ix_article_published_at"), "article", ["published_at"])
    op.create_index(op.f("ix_article_source_id"), "article", ["source_id"])


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("newsletter", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("state", _word("state", "draft", "approved", "sending", "sent", "held", "cancelled"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("built_at", MOMENT, nullable=True),
        sa.Column("send_at", MOMENT, nullable=False),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_sha256", sa.String(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(document = '') = (sha256 = '') AND length(sha256) IN (0, 64)", name=op.f("ck_edition_document_has_hash")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'sending', 'sent') OR (sha256 <> '' AND approved_sha256 = sha256 AND approved_at IS NOT NULL)",
            name=op.f("ck_edition_approval_names_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("newsletter", "local_date", name=op.f("uq_edition_newsletter_local_date")),
    )
    op.create_index(op.f("ix_edition_state_send_at"), "edition", ["state", "send_at"])


def _rendered() -> None:
    op.create_table(
        "rendered",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_rendered_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "variant", name=op.f("pk_rendered")),
    )


def _subscriber() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("address LIKE '%_@_%' AND address NOT LIKE '% %'", name=op.f("ck_subscriber_address")),
        sa.CheckConstraint("public_id <> ''", name=op.f("ck_subscriber_public_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("address", name=op.f("uq_subscriber_address")),
        sa.UniqueConstraint("public_id", name=op.f("uq_subscriber_public_id")),
        sqlite_autoincrement=True,
    )


def _subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("newsletter", sa.String(), nullable=False),
        sa.Column("state", _word("state", "unconfirmed", "confirmed", "paused", "unsubscribed"), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("confirmation_sent_at", MOMENT, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("unsubscribed_at", MOMENT, nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_at IS NOT NULL", name=op.f("ck_subscription_confirmed_has_date")
        ),
        sa.CheckConstraint(
            "state <> 'unsubscribed' OR unsubscribed_at IS NOT NULL", name=op.f("ck_subscription_unsubscribed_has_date")
        ),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name=op.f("fk_subscription_subscriber_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("subscriber_id", "newsletter", name=op.f("uq_subscription_subscriber_id_newsletter")),
    )
    op.create_index(op.f("ix_subscription_newsletter_state"), "subscription", ["newsletter", "state"])


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column(
            "state",
            _word(
                "state",
                "queued",
                "claimed",
                "sent",
                "deferred",
                "failed",
                "unknown",
                "skipped",
                "bounced",
                "complained",
            ),
            nullable=False,
        ),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state <> 'claimed' OR (owner <> '' AND lease_until IS NOT NULL)", name=op.f("ck_delivery_claim_has_owner")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_delivery_attempts")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_delivery_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "subscriber_id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_open"), "delivery", ["edition_id", "state", "next_attempt_at"])
    op.create_index(op.f("ix_delivery_subscriber_id"), "delivery", ["subscriber_id"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("subscriber_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", _word("kind", "hard_bounce", "soft_bounce", "complaint"), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_edition_id"), "feedback", ["edition_id"])
    op.create_index(op.f("ix_feedback_subscriber_id"), "feedback", ["subscriber_id"])


def _suppression() -> None:
    op.create_table(
        "suppression",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("reason", _word("reason", "hard_bounce", "complaint", "erased", "operator"), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_suppression")),
    )


def _editor() -> None:
    op.create_table(
        "editor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editor")),
        sa.UniqueConstraint("name", name=op.f("uq_editor_name")),
    )


def _login() -> None:
    op.create_table(
        "login",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["editor.id"], name=op.f("fk_login_editor_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_login")),
    )
    op.create_index(op.f("ix_login_editor_id"), "login", ["editor_id"])


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
