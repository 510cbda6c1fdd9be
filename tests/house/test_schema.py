"""The migrated schema equals the tables, to the last constraint, on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

from digest.store import database as opening
from digest.store import tables
from tests.conftest import Postgres

SQLITE = "SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
POSTGRESQL = """
SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
UNION SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION SELECT table_name || '.' || column_name, data_type || ' ' || is_nullable
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """On the migrated database."""
    opened = create_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def fresh(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """On a database made from the tables themselves."""
    if database_url.startswith("sqlite"):
        opened = create_engine(f"sqlite:///{tmp_path}/fresh.db")
        tables.METADATA.create_all(opened)
        yield opened
        opened.dispose()
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        opened = create_engine(url)
        tables.METADATA.create_all(opened)
        yield opened
        opened.dispose()


def _made_of(engine: Engine) -> dict[str, list[str]]:
    """Everything the database is made of: name -> its definition, line by line, in any order."""
    query = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    # SQLite writes the name of a table that was renamed in quotes, as batch migrations do.
    plain = {name: re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", said or "") for name, said in rows}
    return {name: sorted(line.strip(" \t,") for line in said.split("\n")) for name, said in plain.items()}


def test_alembic_finds_no_difference(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.METADATA) == []


def test_constraints_and_indexes_are_the_same(engine: Engine, fresh: Engine) -> None:
    assert _made_of(engine) == _made_of(fresh)


def test_every_constraint_has_a_name() -> None:
    for table in tables.METADATA.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table.name


def test_versions_follow_each_other_and_their_files_are_named_after_them() -> None:
    scripts = list(ScriptDirectory(str(opening.MIGRATIONS)).walk_revisions())
    assert [script.revision for script in reversed(scripts)] == opening.versions()
    for script in scripts:
        assert re.fullmatch(rf"{script.revision}_[a-z_]+\.py", Path(script.path).name)
