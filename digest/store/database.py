"""Opens the database, holds transactions, knows its version."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session


class Database:
    """SQLite (WAL, foreign keys) or PostgreSQL by URL."""

    def __init__(self, url: str) -> None:
        """Opens lazily. Raises StoreError with what to do where the URL is not usable."""
        raise NotImplementedError

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end and rolls back on any error.

        On SQLite it begins IMMEDIATE, so that a reader never fails when it comes to write.
        Raises StoreError where the database is locked (after 30 s), unreachable, full or read-only.
        """
        raise NotImplementedError
        yield

    def migrate(self) -> list[str]:
        """Bring the schema to this version; returns the names of the migrations that ran."""
        raise NotImplementedError

    def require_current(self) -> None:
        """Raises StoreError naming both versions and ``digest migrate`` where the schema is another one."""
        raise NotImplementedError

    def close(self) -> None:
        """Close all connections."""
        raise NotImplementedError
