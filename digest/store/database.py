"""Opens the database, holds transactions, knows its version."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from digest import errors
from digest.store import failures

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_SECONDS = 30.0
MIGRATION_LOCK = 0x6469676573740001
"""Number of the PostgreSQL advisory lock that lets one process migrate at a time ("digest", 1)."""

Purpose = Literal["write", "read", "migrate"]


def versions() -> list[str]:
    """The versions of the schema, oldest first; read from the names of the steps, without Alembic."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


class Database:
    """SQLite (WAL, foreign keys) or PostgreSQL by URL."""

    def __init__(self, url: str, *, lock_seconds: float = LOCK_SECONDS) -> None:
        """Opens lazily. Raises StoreError with what to do where the URL is not usable.

        ``lock_seconds``: so long a transaction waits for another one before it gives up.
        """
        self._url = _usable(url)
        self.name = self._url.render_as_string(hide_password=True)
        """The URL without its password, for messages."""
        self._engine = (_sqlite if self.is_sqlite else _postgresql)(self._url, lock_seconds)
        event.listen(self._engine, "begin", _begin_sqlite if self.is_sqlite else _begin_postgresql)

    @property
    def is_sqlite(self) -> bool:
        """A file of this machine, rather than a server."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a server."""
        return Path(self._url.database or "") if self.is_sqlite else None

    @contextmanager
    def transaction(self, *, writes: bool = True) -> Iterator[Session]:
        """A session that commits at the end and rolls back on any error.

        On SQLite it begins IMMEDIATE, so that a reader never fails when it comes to write; with ``writes=False``
        it never waits for a writer, and any change is refused.
        Raises StoreError where the database is locked (after 30 s), unreachable, full or read-only.
        """
        purpose: Purpose = "write" if writes else "read"
        with self._failures(), Session(self._for(purpose), expire_on_commit=False) as session, session.begin():
            yield session

    def migrate(self) -> list[str]:
        """Bring the schema to this version; returns the names of the migrations that ran.

        All steps run in one transaction, one process at a time; a failure leaves the database as it was.
        """
        from alembic import command

        with self._failures(), self._for("migrate").begin() as connection:
            before = self._version(connection)
            self._refuse_newer(before)
            command.upgrade(_alembic(connection), "head")
            if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise errors.StoreError("rows without their parents; the database was left as it was", about=self.name)
        return [version for version in versions() if before is None or version > before]

    def require_current(self) -> None:
        """Raises StoreError naming both versions and ``digest migrate`` where the schema is another one."""
        if self.path and not self.path.exists():
            raise errors.StoreError("does not exist yet; run: digest migrate", about=self.name)
        with self._failures(), self._for("read").connect() as connection:
            found = self._version(connection)
        self._refuse_newer(found)
        wanted = versions()[-1]
        if found != wanted:
            state = f"has schema {found}" if found else "is empty"
            raise errors.StoreError(f"{state}, this digest needs schema {wanted}; run: digest migrate", about=self.name)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _for(self, purpose: Purpose) -> Engine:
        return self._engine.execution_options(digest_purpose=purpose)

    def _version(self, connection: Connection) -> str | None:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found

    def _refuse_newer(self, found: str | None) -> None:
        if found and found not in versions():
            raise errors.StoreError(
                f"has schema {found}, this digest knows up to {versions()[-1]};"
                " it was made by a newer digest: install that version",
                about=self.name,
            )

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            sentence = failures.sentence(error)
            if sentence is None:
                raise
            raise errors.StoreError(sentence, about=self.name) from error
        except PoolTimeoutError as error:
            raise errors.StoreError("too many transactions at once; try again", about=self.name) from error


def _usable(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise errors.StoreError(
            "the database URL cannot be read; write sqlite:///digest.db or postgresql+psycopg://user@host/name"
        ) from error
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise errors.StoreError(
        "the database must be a SQLite file (sqlite:///digest.db) or PostgreSQL (postgresql+psycopg://user@host/name)",
        about=parsed.render_as_string(hide_password=True),
    )


def _sqlite(url: URL, lock_seconds: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": lock_seconds})

    @event.listens_for(engine, "do_connect")
    def _make_private(*_: Any) -> None:
        # SQLite would make it readable by all; -wal and -shm get the mode of the file. An existing file is never opened
        # here: closing it would drop the locks that this process holds.
        with suppress(OSError):
            os.close(os.open(url.database or "", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # We begin transactions ourselves: the driver would begin them too late, and not at all before DDL.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        # A mail that left must stay recorded when the power fails. WAL with NORMAL would lose the last commits;
        # FULL costs one fsync per commit, so batches commit together.
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def _postgresql(url: URL, lock_seconds: float) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise errors.StoreError(
            "PostgreSQL needs its driver; run in the checkout: pip install '.[postgres]'"
        ) from error

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(lock_seconds * 1000)}")
        connection.commit()

    return engine


def _purpose(connection: Connection) -> Purpose:
    purpose: Purpose = connection.get_execution_options().get("digest_purpose", "write")
    return purpose


def _begin_sqlite(connection: Connection) -> None:
    purpose = _purpose(connection)
    # A migration may copy a table, which foreign keys would take for a deletion; they are checked at its end.
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if purpose == 'migrate' else 'ON'}")
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if purpose == 'read' else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if purpose == "read" else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    purpose = _purpose(connection)
    if purpose == "read":
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    if purpose == "migrate":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _alembic(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
