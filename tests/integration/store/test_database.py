"""What goes wrong with a database is said in plain words, and nothing is lost or half done."""

import shutil
import socketserver
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlmodel import select

from digest import errors
from digest.store import database as opening
from digest.store import tables
from digest.store.database import Database
from tests.conftest import Postgres

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
MIGRATE = "import sys; from digest.store.database import Database; print(Database(sys.argv[1]).migrate())"


def _edition(newsletter: str = "daily") -> tables.Edition:
    return tables.Edition(newsletter=newsletter, local_date=date(2026, 3, 2), send_at=NOW)


def _write(database: Database) -> None:
    with database.transaction() as session:
        session.add(_edition())


def _editions(database: Database) -> int:
    with database.transaction(writes=False) as session:
        return len(session.exec(select(tables.Edition.id)).all())


Opens = Callable[..., Database]


@pytest.fixture
def opens() -> Iterator[Opens]:
    """Opens databases and closes them at the end."""
    opened: list[Database] = []

    def open_one(url: str, lock_seconds: float = 5) -> Database:
        opened.append(Database(url, lock_seconds=lock_seconds))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database that was never migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


# ------------------------------------------------------------------------------------------------ versions


def test_migrating_is_done_once_and_can_be_repeated(empty_url: str, opens: Opens) -> None:
    database = opens(empty_url)
    with pytest.raises(errors.StoreError, match="run: digest migrate"):
        database.require_current()
    assert database.migrate() == opening.versions()
    database.require_current()
    assert database.migrate() == []


def test_two_processes_may_migrate_at_once(empty_url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, empty_url]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    assert sorted(said.strip() for said, _ in outputs) == sorted([str(opening.versions()), "[]"])


def test_another_version_is_refused_with_both_versions_and_the_command(database: Database) -> None:
    current = opening.versions()[-1]
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.StoreError, match=rf"has schema 9999, this digest knows up to {current}.*newer digest"):
        database.require_current()
    with pytest.raises(errors.StoreError, match="newer digest"):
        database.migrate()
    with database.transaction() as session:
        session.connection().exec_driver_sql(f"UPDATE alembic_version SET version_num = '{current}'")
    database.require_current()


def test_an_older_version_is_refused_and_a_failed_step_leaves_it_as_it_was(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: Opens
) -> None:
    database = opens(empty_url)
    database.migrate()
    _write(database)
    steps = tmp_path / "migrations"
    shutil.copytree(opening.MIGRATIONS, steps)
    last = opening.versions()[-1]
    (steps / "versions" / "9998_broken.py").write_text(
        f"from alembic import op\nrevision, down_revision = '9998', '{last}'\n"
        "def upgrade():\n    op.execute('DELETE FROM edition')\n    op.execute('CREATE TABLE made (id INTEGER)')\n"
        "    op.execute('SELECT * FROM nowhere')\n",
        "utf-8",
    )
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", steps)
        with pytest.raises(
            errors.StoreError, match=f"has schema {last}, this digest needs schema 9998; run: digest migrate"
        ):
            database.require_current()
        with pytest.raises(Exception, match="nowhere"):
            database.migrate()
    database.require_current()
    assert _editions(database) == 1
    with database.transaction() as session, pytest.raises(Exception, match="made"):
        session.connection().exec_driver_sql("SELECT * FROM made")


# ------------------------------------------------------------------------------------------------ SQLite


def test_a_database_that_does_not_exist_is_not_made_by_looking(tmp_path: Path, opens: Opens) -> None:
    with pytest.raises(errors.StoreError, match=r"absent\.db: does not exist yet; run: digest migrate"):
        opens(f"sqlite:///{tmp_path}/absent.db").require_current()
    assert not (tmp_path / "absent.db").exists()


def test_a_locked_database_says_so_and_a_reader_does_not_wait(sqlite_url: str, opens: Opens) -> None:
    database = opens(sqlite_url, lock_seconds=0.2)
    _write(database)
    other = sqlite3.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.StoreError, match="is locked by another process; stop it or try again"):
        _write(database)
    assert _editions(database) == 1
    other.execute("ROLLBACK")
    other.close()
    with database.transaction() as session:
        session.add(_edition("evening"))
    assert _editions(database) == 2


def test_a_full_disk_saves_nothing_and_loses_nothing(sqlite_database: Database) -> None:
    _write(sqlite_database)
    with (  # noqa: PT012 - the transaction is the subject
        pytest.raises(errors.StoreError, match="disk is full, nothing was saved"),
        sqlite_database.transaction() as session,
    ):
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        session.add(tables.Edition(newsletter="x" * 1_000_000, local_date=date(2026, 3, 3), send_at=NOW))
    assert _editions(sqlite_database) == 1


def test_a_read_only_database_says_so(sqlite_url: str, opens: Opens) -> None:
    path = make_url(sqlite_url).database
    _write(opens(sqlite_url))
    with pytest.raises(errors.StoreError, match="cannot be written; give this user write access"):
        _write(opens(f"sqlite:///file:{path}?mode=ro&uri=true"))


def test_what_is_no_database_and_what_cannot_be_opened_are_named(tmp_path: Path, opens: Opens) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, this is not a database at all.\n" * 100, "utf-8")
    with pytest.raises(errors.StoreError, match=r"letter\.db: this file is not a SQLite database"):
        opens(f"sqlite:///{tmp_path}/letter.db").migrate()
    with pytest.raises(errors.StoreError, match="check that its folder exists"):
        opens(f"sqlite:///{tmp_path}/nowhere/digest.db").migrate()


def test_sqlite_is_durable_and_keeps_foreign_keys(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as session:
        told = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "oracle://x"])
def test_a_url_that_is_not_usable_is_explained(url: str, opens: Opens) -> None:
    with pytest.raises(errors.StoreError, match=r"sqlite:///digest\.db"):
        opens(url)


def test_a_reading_transaction_refuses_to_write(database: Database) -> None:
    with pytest.raises(errors.StoreError), database.transaction(writes=False) as session:
        session.add(_edition())
    assert _editions(database) == 0


# ------------------------------------------------------------------------------------------------ PostgreSQL


def test_a_lock_held_for_too_long_says_so(postgres_url: str, opens: Opens) -> None:
    database = opens(postgres_url, lock_seconds=0.2)
    with psycopg.connect(postgres_url.replace("+psycopg", "", 1)) as other:
        other.execute("LOCK TABLE edition")
        with pytest.raises(errors.StoreError, match="holds a lock for too long"):
            _write(database)
    _write(database)
    assert _editions(database) == 1


def test_a_standby_and_a_missing_database_are_named(postgres_url: str, opens: Opens) -> None:
    url = make_url(postgres_url)
    standby = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    with pytest.raises(errors.StoreError, match="read-only"):
        _write(opens(Postgres.to(standby)))
    with pytest.raises(errors.StoreError, match="no such database; create it with createdb"):
        _write(opens(Postgres.to(url.set(database="digest_test_nowhere"))))


class _Refusal(socketserver.BaseRequestHandler):
    """Answers a start-up message as a server does that refuses the password."""

    def handle(self) -> None:
        self.request.recv(4096)
        fields = b'SFATAL\0C28P01\0Mpassword authentication failed for user "ann"\0\0'
        self.request.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)


def test_a_wrong_password_is_never_shown(opens: Opens) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Refusal) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        port = server.server_address[1]
        with pytest.raises(errors.StoreError, match="refuses this user or password") as raised:
            _write(opens(f"postgresql://ann:hunter2@127.0.0.1:{port}/name?sslmode=disable"))
    assert "hunter2" not in str(raised.value)


def test_a_server_that_cannot_be_reached_says_so(opens: Opens) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Refusal) as server:
        port = server.server_address[1]
    with pytest.raises(errors.StoreError, match="cannot be reached; check that it runs"):
        _write(opens(f"postgresql://ann:hunter2@127.0.0.1:{port}/name"))


def test_what_readers_wanted_before_variants_had_keys_is_kept(database_url: str) -> None:
    kept = {
        '{"length":"full","has_perspectives":true}': "full",
        '{"length":"full","has_perspectives":false}': "full-without-perspectives",
        '{"length": "brief", "has_perspectives": true}': "brief",
        '{"length":"brief","has_perspectives":false}': "brief-without-perspectives",
    }
    people = "INSERT INTO subscriber (id, public_id, address, name, created_at) VALUES (:id, :name, :address, '', :at)"
    consents = (
        "INSERT INTO subscription (subscriber_id, newsletter, state, variant, requested_at, confirmed_at, proof)"
        " VALUES (:id, 'daily', 'confirmed', :variant, :at, :at, '')"
    )
    move = "UPDATE alembic_version SET version_num = :version"
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for number, document in enumerate(kept, start=1):
            who = {"id": number, "name": f"p{number}", "address": f"a{number}@b.example", "at": NOW}
            connection.execute(text(people), who)
            connection.execute(text(consents), {"id": number, "variant": document, "at": NOW})
        connection.execute(text(move), {"version": "0005"})
        command.upgrade(opening._alembic(connection), "0006")
        found = connection.execute(text("SELECT variant FROM subscription ORDER BY subscriber_id")).scalars().all()
        connection.execute(text(move), {"version": opening.versions()[-1]})
    engine.dispose()
    assert found == list(kept.values())
