"""Editors' marks, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from digest import errors, model
from digest.store import marks
from digest.store.database import Database

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)
A, B = "a" * 16, "b" * 16


def add(database: Database, kind: model.MarkKind, *articles: str, newsletter: str = "morning") -> marks.Mark:
    with database.transaction() as session:
        return marks.add(session, newsletter, kind, articles, about="Flood in Aldmoor", by="ada", now=NOON)


def listed(database: Database, newsletter: str = "morning") -> list[tuple[model.MarkKind, str, str]]:
    with database.transaction(writes=False) as session:
        return [(mark.kind, mark.article, mark.other) for mark in marks.listed(session, newsletter)]


def test_marks_are_kept_in_order_with_who_and_when(database: Database) -> None:
    pin = add(database, model.MarkKind.PIN, B)
    add(database, model.MarkKind.TOGETHER, B, A)
    assert (pin.about, pin.made_by, pin.made_at) == ("Flood in Aldmoor", "ada", NOON)
    assert listed(database) == [(model.MarkKind.PIN, B, ""), (model.MarkKind.TOGETHER, A, B)]


def test_a_newsletter_has_its_own_marks(database: Database) -> None:
    add(database, model.MarkKind.PIN, A)
    add(database, model.MarkKind.PIN, B, newsletter="evening")
    assert listed(database) == [(model.MarkKind.PIN, A, "")]
    assert len(listed(database, "")) == 2


def test_said_again_it_is_the_newest(database: Database) -> None:
    add(database, model.MarkKind.TOGETHER, A, B)
    add(database, model.MarkKind.APART, A, B)
    add(database, model.MarkKind.TOGETHER, B, A)
    assert [kind for kind, *_ in listed(database)] == [model.MarkKind.APART, model.MarkKind.TOGETHER]


def test_said_twice_in_a_row_it_keeps_its_id(database: Database) -> None:
    first = add(database, model.MarkKind.APART, A, B)
    assert add(database, model.MarkKind.APART, B, A).id == first.id
    assert len(listed(database)) == 1


def test_a_mark_taken_back_is_gone(database: Database) -> None:
    made = add(database, model.MarkKind.LEAVE_OUT, A)
    with database.transaction() as session:
        assert marks.remove(session, made.id) == made
    assert listed(database) == []
    for unknown in (made.id, 10**30):
        with database.transaction() as session, pytest.raises(errors.StateError, match="digest marks list"):
            marks.remove(session, unknown)


def test_no_mark_joins_an_article_with_itself_or_pins_two(database: Database) -> None:
    with pytest.raises((IntegrityError, errors.StoreError)):
        add(database, model.MarkKind.TOGETHER, A, A)
    with pytest.raises((IntegrityError, errors.StoreError)):
        add(database, model.MarkKind.PIN, A, B)
