"""The rows. A row has a life of its own and never leaves the store's transaction.

Table classes do not validate on construction: a value is always built first. This module must not postpone
annotations, which would break SQLModel.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from pydantic import TypeAdapter
from sqlalchemy import Column, DateTime, Dialect, Index, Text, TypeDecorator, UniqueConstraint
from sqlmodel import Field, SQLModel

from digest import model


class Utc(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Refuse naive datetimes, convert the others."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """SQLite forgets the zone; it was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Document(TypeDecorator[Any]):
    """A frozen value kept as JSON text; it comes back as the same, validated value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        """``kind`` is the value's type, for example ``model.Article`` or ``dict[str, str]``."""
        super().__init__()
        self.kind = kind
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Value to JSON."""
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - signature of SQLAlchemy
        """JSON to value."""
        return None if value is None else self.adapter.validate_json(value)


class Source(SQLModel, table=True):
    """Where we read, and how it went."""

    __tablename__: ClassVar[Any] = "source"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: model.SourceKind
    location: str
    outlet: model.Outlet = Field(sa_column=Column(Document(model.Outlet), nullable=False))
    section: str = ""
    weight: float = 1.0
    state: model.SourceState = model.SourceState.ACTIVE
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
    source_id: int = Field(foreign_key="source.id", index=True)
    published_at: datetime | None = Field(default=None, sa_type=Utc, index=True)
    fetched_at: datetime = Field(sa_type=Utc, index=True)
    """When it was first seen."""
    document: model.Article = Field(sa_column=Column(Document(model.Article), nullable=False))


class Edition(SQLModel, table=True):
    """One dated number of a newsletter, stored whole."""

    __tablename__: ClassVar[Any] = "edition"
    __table_args__ = (UniqueConstraint("newsletter", "local_date"),)
    id: int | None = Field(default=None, primary_key=True)
    newsletter: str
    local_date: date
    state: model.EditionState = model.EditionState.DRAFT
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
    """A variant of an edition, frozen at approval: what is mailed and what the archive shows."""

    __tablename__: ClassVar[Any] = "rendered"
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    variant: str = Field(primary_key=True)
    """``model.Variant.key``."""
    document: model.Rendered = Field(sa_column=Column(Document(model.Rendered), nullable=False))


class Subscriber(SQLModel, table=True):
    """A person with an address."""

    __tablename__: ClassVar[Any] = "subscriber"
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
    __table_args__ = (UniqueConstraint("subscriber_id", "newsletter"),)
    id: int | None = Field(default=None, primary_key=True)
    subscriber_id: int = Field(foreign_key="subscriber.id")
    newsletter: str = Field(index=True)
    state: model.SubscriptionState = model.SubscriptionState.UNCONFIRMED
    variant: model.Variant = Field(default=model.Variant(), sa_column=Column(Document(model.Variant), nullable=False))
    requested_at: datetime = Field(sa_type=Utc)
    confirmation_sent_at: datetime | None = Field(default=None, sa_type=Utc)
    confirmed_at: datetime | None = Field(default=None, sa_type=Utc)
    unsubscribed_at: datetime | None = Field(default=None, sa_type=Utc)
    proof: str = Field(default="", sa_type=Text)
    """How consent was given, in words: the form, the text shown, the import file and line."""


class Delivery(SQLModel, table=True):
    """One edition to one subscriber: the outbox and the ledger."""

    __tablename__: ClassVar[Any] = "delivery"
    __table_args__ = (Index("ix_delivery_open", "edition_id", "state", "next_attempt_at"),)
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    subscriber_id: int = Field(primary_key=True)
    """No foreign key: the account outlives an erased person."""
    address: str
    name: str = ""
    public_id: str
    variant: str
    """``model.Variant.key``."""
    state: model.DeliveryState = model.DeliveryState.QUEUED
    owner: str = ""
    """The sender that claimed it."""
    lease_until: datetime | None = Field(default=None, sa_type=Utc)
    attempts: int = 0
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
    address: str
    kind: model.FeedbackKind
    detail: str = ""
    reported_at: datetime = Field(sa_type=Utc)


class Suppression(SQLModel, table=True):
    """An address never mailed again; outlives the subscriber and any import."""

    __tablename__: ClassVar[Any] = "suppression"
    address: str = Field(primary_key=True)
    reason: model.SuppressionReason
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


class Lease(SQLModel, table=True):
    """Who may tick: one service at a time."""

    __tablename__: ClassVar[Any] = "lease"
    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=Utc)


METADATA = SQLModel.metadata
