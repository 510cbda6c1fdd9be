"""What every test may ask for: a fresh, migrated database, on SQLite and on PostgreSQL; and no skip in CI."""

import os
import shutil
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import hypothesis
import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from digest.store.database import Database
from digest.store.tables import METADATA

# A deadline in seconds of the clock would measure what else the machine does.
hypothesis.settings.register_profile("digest", deadline=None)
hypothesis.settings.load_profile("digest")

NUMBERS = count()
MAY_SKIP = os.environ.get("CI") != "true"
"""A desk may lack a browser or the public data; the gate may not."""
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what is skipped, where no skip is allowed."""
    report = yield
    return _unskipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a whole module that is skipped, where no skip is allowed."""
    report = yield
    return _unskipped(report)


def _unskipped(report: Report) -> Report:
    if report.skipped and not MAY_SKIP and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI=true allows no skip, and this was skipped: {reason}"
    return report


class Postgres:
    """A PostgreSQL server on which tests make databases of their own."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url).set(drivername="postgresql+psycopg")

    def run(self, statement: str) -> None:
        with psycopg.connect(self.to(self.url).replace("+psycopg", "", 1), autocommit=True) as connection:
            connection.execute(statement)

    @staticmethod
    def to(url: URL) -> str:
        return url.render_as_string(hide_password=False)

    @contextmanager
    def database(self) -> Iterator[str]:
        """URL of an empty database of its own, dropped at the end."""
        name = f"digest_test_{os.getpid()}_{next(NUMBERS)}"
        self.run(f'CREATE DATABASE "{name}"')
        try:
            yield self.to(self.url.set(database=name))
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def wipe(self, url: str) -> None:
        """Leave no row, as if just migrated; ends connections that a test left open.

        Deleting takes some 5 ms, making and dropping a database up to a second: both wait for the disk.
        """
        tables = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(METADATA.sorted_tables))
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid) {others}")
            connection.execute("SET LOCAL synchronous_commit = off")
            connection.execute(tables)
            connection.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")


def _answers(url: str) -> bool:
    try:
        Postgres(url).run("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """``DIGEST_TEST_POSTGRES_URL``, else a server on the standard socket or port, else the pgserver wheel."""
    given = os.environ.get("DIGEST_TEST_POSTGRES_URL")
    usual = ["postgresql:///postgres", "postgresql:///test", "postgresql://postgres@127.0.0.1:5432/postgres"]
    found = given or next(filter(_answers, usual), None)
    if found:
        yield Postgres(found)
        return
    with warnings.catch_warnings(action="ignore"):  # it warns on import where XDG_RUNTIME_DIR is not set
        from pgserver.postgres_server import get_server

    # All workers of a run share one server; the last to leave stops it.
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root) / "postgres"
    with get_server(folder) as server:
        yield Postgres(server.get_uri())


@pytest.fixture(scope="session")
def postgres_worker(postgres: Postgres) -> Iterator[str]:
    """URL of the migrated database that the tests of one worker use in turn."""
    with postgres.database() as url:
        _migrate(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy; made once per worker."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """URL of a fresh, migrated SQLite file of this test."""
    path = tmp_path / "test.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: Postgres, postgres_worker: str) -> str:
    """URL of a migrated PostgreSQL database without rows. Tests that change the schema make one of their own."""
    postgres.wipe(postgres_worker)
    return postgres_worker


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a fresh, migrated database; the test runs on both kinds."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database; the test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A fresh, migrated SQLite database, where the kind does not matter."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()
