"""Kept answers of a language model, on both databases."""

from datetime import UTC, datetime, timedelta

from digest.store import answers
from digest.store.database import Database

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)


def known(database: Database, *questions: str) -> dict[str, str]:
    with database.transaction(writes=False) as session:
        return answers.known(session, questions)


def test_an_answer_is_kept_once_and_found_by_its_question(database: Database) -> None:
    with database.transaction() as session:
        answers.keep(session, "small", {"q1": "one", "q2": "two"}, NOON)
    with database.transaction() as session:
        answers.keep(session, "small", {"q1": "another"}, NOON + timedelta(days=1))
    assert known(database, "q1", "q3") == {"q1": "one"}
    assert known(database) == {}


def test_old_answers_are_forgotten(database: Database) -> None:
    with database.transaction() as session:
        answers.keep(session, "small", {"old": "1"}, NOON - timedelta(days=1))
        answers.keep(session, "small", {"new": "2"}, NOON)
        answers.forget(session, NOON)
    assert known(database, "old", "new") == {"new": "2"}
