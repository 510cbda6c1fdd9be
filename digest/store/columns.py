"""Types of columns: words of an enum, moments in UTC, validated documents, variants."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import DateTime, Dialect, Enum, Text, TypeDecorator

from digest import errors, model


def word(kind: type[StrEnum], column: str) -> Any:
    """The column type of an enum: its value as text, with a CHECK that it is one of the members."""
    return Enum(
        kind,
        name=column,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


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
        """JSON to value. Raises StoreError where it is damaged."""
        try:
            return None if value is None else self.adapter.validate_json(value)
        except ValidationError as error:
            kind = getattr(self.kind, "__name__", "document")
            raise errors.StoreError(f"a stored {kind} is damaged ({first_fault(error)}); restore a backup") from error


class VariantKey(TypeDecorator[model.Variant]):
    """A variant, kept as its key: what a delivery is owed is copied from here for a million readers at once."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: model.Variant | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Variant to key."""
        return None if value is None else value.key

    def process_result_value(self, value: str | None, dialect: Dialect) -> model.Variant | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Key to variant. Raises StoreError where it is none."""
        try:
            return None if value is None else model.Variant.of(value)
        except ValueError as error:
            raise errors.StoreError(f"a stored variant is damaged ({value}); restore a backup") from error


def first_fault(error: ValidationError) -> str:
    """Where a document does not fit and why, without what stands there."""
    fault = error.errors(include_url=False, include_input=False)[0]
    return ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"])))
