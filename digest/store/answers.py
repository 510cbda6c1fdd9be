"""Answers of a language model, kept by the hash of what was asked."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest.store import tables, upsert


def known(session: Session, questions: Collection[str]) -> dict[str, str]:
    """Question -> answer, of those that were asked before."""
    found = select(tables.ModelAnswer).where(col(tables.ModelAnswer.question).in_(questions))
    return {row.question: row.text for row in session.exec(found)}


def keep(session: Session, name: str, answers: Mapping[str, str], now: datetime) -> None:
    """Keep what the model of this name answered, by question; an answer that is there stays."""
    for question, text in sorted(answers.items()):
        values = {"question": question, "name": name, "text": text, "made_at": now}
        session.execute(upsert.insert(session, tables.ModelAnswer).values(values).on_conflict_do_nothing())


def forget(session: Session, before: datetime) -> None:
    """Drop the answers made before this moment."""
    session.exec(delete(tables.ModelAnswer).where(col(tables.ModelAnswer.made_at) < before))
