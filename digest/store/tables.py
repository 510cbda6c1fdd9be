"""The rows. A row has a life of its own and never leaves the store's transaction.

Table classes do not validate on construction: a value is always built first. This module must not postpone
annotations, which would break SQLModel.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from digest import model
from digest.store.columns import Document, Utc, VariantKey, word

# Every constraint has a name, so that a migration can change it and a refusal says which promise it keeps.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Source(SQLModel, table=True):
    """Where we read, and how it went."""

    __tablename__: ClassVar[Any] = "source"
    __table_args__ = (
        CheckConstraint("key <> '' AND location <> ''", name="is_named"),
        CheckConstraint("weight BETWEEN 0 AND 5", name="weight"),
        CheckConstraint("failures >= 0", name="failures"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: model.SourceKind = Field(sa_type=word(model.SourceKind, "kind"))
    location: str
    outlet: model.Outlet = Field(sa_column=Column(Document(model.Outlet), nullable=False))
    section: str = ""
    weight: float = 1.0
    state: model.SourceState = Field(default=model.SourceState.ACTIVE, sa_type=word(model.SourceState, "state"))
    is_configured: bool = False
    """Comes from the configuration file and follows it; others were added by hand or import."""
    etag: str = ""
    last_modified: str = ""
    checked_at: datetime | None = Field(default=None, sa_type=Utc)
    succeeded_at: datetime | None = Field(default=None, sa_type=Utc)
    failures: int = 0
    """Failed checks since the last success."""
    error: str = ""
    """What the last failed check said."""


class Article(SQLModel, table=True):
    """One outlet's text as last read."""

    __tablename__: ClassVar[Any] = "article"
    id: str = Field(primary_key=True)
    """``model.Article.id``."""
    source_id: int = Field(foreign_key="source.id", primary_key=True, index=True)
    """Two sources may bring the same article, and a newsletter may read only one of them."""
    published_at: datetime | None = Field(default=None, sa_type=Utc, index=True)
    fetched_at: datetime = Field(sa_type=Utc, index=True)
    """When it was first seen."""
    document: model.Article = Field(sa_column=Column(Document(model.Article), nullable=False))


class SeenBlock(SQLModel, table=True):
    """A short block an outlet printed at the edge of an article; seen under many articles, it is the outlet's furniture."""

    __tablename__: ClassVar[Any] = "seen_block"
    outlet: str = Field(primary_key=True)
    words: str = Field(primary_key=True)
    """16 hex digits of the SHA-256 of its words: no text is kept."""
    article_id: str = Field(primary_key=True)
    """``model.Article.id``; the article itself may be gone."""
    seen_at: datetime = Field(sa_type=Utc, index=True)
    """When it was last seen there."""


class Edition(SQLModel, table=True):
    """One dated number of a newsletter, stored whole."""

    __tablename__: ClassVar[Any] = "edition"
    __table_args__ = (
        UniqueConstraint("newsletter", "local_date"),
        Index(None, "state", "send_at"),
        CheckConstraint("(document = '') = (sha256 = '') AND length(sha256) IN (0, 64)", name="document_has_hash"),
        # What is mailed is what was approved, byte for byte.
        CheckConstraint(
            "state NOT IN ('approved', 'sending', 'sent')"
            " OR (sha256 <> '' AND approved_sha256 = sha256 AND approved_at IS NOT NULL)",
            name="approval_names_document",
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    newsletter: str
    local_date: date
    state: model.EditionState = Field(default=model.EditionState.DRAFT, sa_type=word(model.EditionState, "state"))
    reason: str = ""
    """Why it is held or cancelled, in words."""
    document: str = Field(default="", sa_type=Text)
    """``model.Edition.document()``; empty where nothing could be composed."""
    sha256: str = ""
    built_at: datetime | None = Field(default=None, sa_type=Utc)
    send_at: datetime = Field(sa_type=Utc)
    """The hour it is due."""
    approved_at: datetime | None = Field(default=None, sa_type=Utc)
    approved_by: str = ""
    approved_sha256: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=Utc)
    """When its last delivery left the open states."""


class Rendered(SQLModel, table=True):
    """A variant of an edition, frozen at approval: what is mailed."""

    __tablename__: ClassVar[Any] = "rendered"
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    variant: str = Field(primary_key=True)
    """``model.Variant.key``."""
    document: model.Rendered = Field(sa_column=Column(Document(model.Rendered), nullable=False))


class Page(SQLModel, table=True):
    """The web page of an edition, frozen at approval: what the archive shows. Its columns are those of ``model.Page``."""

    __tablename__: ClassVar[Any] = "page"
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    html: str = Field(sa_type=Text)
    policy: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    summary: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)


class Subscriber(SQLModel, table=True):
    """A person with an address."""

    __tablename__: ClassVar[Any] = "subscriber"
    __table_args__ = (
        CheckConstraint("address LIKE '%_@_%' AND address NOT LIKE '% %'", name="address"),
        CheckConstraint("public_id <> ''", name="public_id"),
        # Deliveries outlive a subscriber; the number of an erased one is never given to another.
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True)
    """Random; stands for the person in links."""
    address: str = Field(unique=True)
    """Normalised: domain in lower case."""
    name: str = ""
    created_at: datetime = Field(sa_type=Utc)


class Subscription(SQLModel, table=True):
    """A person's consent to one newsletter."""

    __tablename__: ClassVar[Any] = "subscription"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "newsletter"),
        Index(None, "newsletter", "state"),
        CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_has_date"),
        CheckConstraint("state <> 'unsubscribed' OR unsubscribed_at IS NOT NULL", name="unsubscribed_has_date"),
    )
    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = Field(foreign_key="subscriber.id")
    newsletter: str
    state: model.SubscriptionState = Field(
        default=model.SubscriptionState.UNCONFIRMED, sa_type=word(model.SubscriptionState, "state")
    )
    variant: model.Variant = Field(default=model.Variant(), sa_column=Column(VariantKey(), nullable=False))
    requested_at: datetime = Field(sa_type=Utc)
    confirmation_sent_at: datetime | None = Field(default=None, sa_type=Utc)
    confirmed_at: datetime | None = Field(default=None, sa_type=Utc)
    unsubscribed_at: datetime | None = Field(default=None, sa_type=Utc)
    proof: str = Field(default="", sa_type=Text)
    """How consent was given, in words: the form, the text shown, the import file and line."""


class Delivery(SQLModel, table=True):
    """One edition to one subscriber: the outbox and the ledger."""

    __tablename__: ClassVar[Any] = "delivery"
    __table_args__ = (
        Index("ix_delivery_open", "edition_id", "state", "next_attempt_at"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("state <> 'claimed' OR (owner <> '' AND lease_until IS NOT NULL)", name="claim_has_owner"),
    )
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    subscriber_id: int = Field(primary_key=True, index=True)
    """No foreign key: the account outlives an erased person."""
    address: str
    name: str = ""
    public_id: str
    variant: str
    """``model.Variant.key``."""
    state: model.DeliveryState = Field(default=model.DeliveryState.QUEUED, sa_type=word(model.DeliveryState, "state"))
    owner: str = ""
    """The sender that claimed it."""
    lease_until: datetime | None = Field(default=None, sa_type=Utc)
    attempts: int = 0
    doubts: int = 0
    """How often the connection broke after the mail was handed over; it is sent again by itself once."""
    next_attempt_at: datetime | None = Field(default=None, sa_type=Utc)
    """Not before this moment; none means at once."""
    reply: str = ""
    """The server's last words, or the reason it was skipped."""
    updated_at: datetime = Field(sa_type=Utc)


class Feedback(SQLModel, table=True):
    """One report about a delivery, kept as it came."""

    __tablename__: ClassVar[Any] = "feedback"
    id: int | None = Field(default=None, primary_key=True)
    edition_id: int | None = Field(default=None, index=True)
    subscriber_id: int | None = Field(default=None, index=True)
    address: str = Field(index=True)
    kind: model.FeedbackKind = Field(sa_type=word(model.FeedbackKind, "kind"))
    detail: str = ""
    reported_at: datetime = Field(sa_type=Utc)
    key: str | None = Field(default=None, unique=True)
    """Names a report that came by mail: it counts once, however often it is read. None: said while sending."""


class LeftMail(SQLModel, table=True):
    """A mail that was not understood and lies in a mailbox that cannot mark it: it is not fetched again."""

    __tablename__: ClassVar[Any] = "left_mail"
    mailbox: str = Field(primary_key=True)
    uid: str = Field(primary_key=True)
    """The name the mailbox gives it."""


class Suppression(SQLModel, table=True):
    """An address never mailed again; outlives the subscriber and any import."""

    __tablename__: ClassVar[Any] = "suppression"
    address: str = Field(primary_key=True)
    reason: model.SuppressionReason = Field(sa_type=word(model.SuppressionReason, "reason"))
    detail: str = ""
    created_at: datetime = Field(sa_type=Utc)


class Editor(SQLModel, table=True):
    """A person who may log in at the desk."""

    __tablename__: ClassVar[Any] = "editor"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    password_hash: str
    """Argon2id."""
    created_at: datetime = Field(sa_type=Utc)


class Login(SQLModel, table=True):
    """A session of an editor; deleting the row logs out."""

    __tablename__: ClassVar[Any] = "login"
    token_sha256: str = Field(primary_key=True)
    """The cookie holds the token, the row its hash."""
    editor_id: int = Field(foreign_key="editor.id", index=True)
    created_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)


class Mark(SQLModel, table=True):
    """What an editor said about stories, by the ids of their articles; replayed whenever an edition is built."""

    __tablename__: ClassVar[Any] = "mark"
    __table_args__ = (
        CheckConstraint("newsletter <> '' AND article <> '' AND article <> other", name="is_named"),
        CheckConstraint("(kind IN ('together', 'apart')) = (other <> '')", name="pair_has_other"),
    )
    id: int | None = Field(default=None, primary_key=True)
    newsletter: str = Field(index=True)
    kind: model.MarkKind = Field(sa_type=word(model.MarkKind, "kind"))
    article: str
    """``model.Article.id``; the article itself may be gone."""
    other: str = ""
    """The second article of a pair."""
    about: str = Field(default="", sa_type=Text)
    """The headline or titles it was said of, for people."""
    made_by: str
    made_at: datetime = Field(sa_type=Utc)


class ModelAnswer(SQLModel, table=True):
    """What a language model answered, so that the same is not asked twice."""

    __tablename__: ClassVar[Any] = "model_answer"
    question: str = Field(primary_key=True)
    """Hex SHA-256 of the model's name and all that it was asked."""
    name: str
    """The model's name."""
    text: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=Utc, index=True)


class Image(SQLModel, table=True):
    """A picture that we show, as we made it anew; shown to the public while an edition names it."""

    __tablename__: ClassVar[Any] = "image"
    __table_args__ = (CheckConstraint("length(sha256) = 64 AND width > 0 AND height > 0", name="is_whole"),)
    sha256: str = Field(primary_key=True)
    """Of the content; hex."""
    url: str = Field(index=True)
    """Where it was fetched."""
    content: bytes
    """A JPEG."""
    width: int
    """Pixels."""
    height: int
    used_at: datetime = Field(sa_type=Utc, index=True)
    """When an edition took it up last."""


class EditionImage(SQLModel, table=True):
    """An edition shows a picture."""

    __tablename__: ClassVar[Any] = "edition_image"
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    sha256: str = Field(foreign_key="image.sha256", primary_key=True, index=True)


class Lease(SQLModel, table=True):
    """Who may tick: one service at a time."""

    __tablename__: ClassVar[Any] = "lease"
    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=Utc)


METADATA = SQLModel.metadata
