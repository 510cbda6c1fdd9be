"""What an outlet repeats is learned from round to round, and forgotten when it is not seen any more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import config, model
from digest.pipeline import collect
from digest.store import articles
from digest.store.database import Database

NOW = datetime(2026, 1, 13, 6, tzinfo=UTC)
LINE = "The Paper is owned by its readers since the day it was founded."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "paper"
    made.mkdir()
    return made


def settings(folder: Path) -> config.Settings:
    return config.Settings(
        outlets=(config.OutletSetting(name="The Paper"),),
        sources=(config.SourceSetting(key="paper", kind=model.SourceKind.FOLDER, path=folder, outlet="The Paper"),),
    )


def put(folder: Path, number: int) -> None:
    """One article in the folder, in place of what was there."""
    for old in folder.iterdir():
        old.unlink()
    text = f"Bridge {number} closed\n\nThe council closed bridge {number} on Tuesday for repairs.\n\n{LINE}\n"
    (folder / f"{number}.txt").write_text(text, "utf-8")


def lines(database: Database) -> dict[str, bool]:
    """Title of each article -> whether it has the line."""
    with database.transaction(writes=False) as session:
        found = articles.window(session, ["*"], NOW - timedelta(days=9_999), NOW + timedelta(days=9_999))
    return {article.title: LINE in article.body for article in found}


def test_a_line_seen_in_earlier_rounds_is_known(database: Database, folder: Path) -> None:
    for number in range(4):
        put(folder, number)
        collect.collect(database, settings(folder), NOW + timedelta(hours=number))
    assert list(lines(database).values()) == [True, True, False, False]


def test_the_same_article_read_in_many_rounds_teaches_nothing(database: Database, folder: Path) -> None:
    put(folder, 1)
    for number in range(5):
        collect.collect(database, settings(folder), NOW + timedelta(hours=number))
    assert lines(database) == {"Bridge 1 closed": True}


def test_what_was_not_seen_for_long_is_forgotten(database: Database, folder: Path) -> None:
    for number in range(3):
        put(folder, number)
        collect.collect(database, settings(folder), NOW)
    put(folder, 3)
    collect.collect(database, settings(folder), NOW + collect.MEMORY + timedelta(days=1))
    assert lines(database)["Bridge 3 closed"]
