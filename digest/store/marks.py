"""Editors' marks: what they put together or apart, pinned or left out. The later of two that contradict holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest import errors, model
from digest.store import tables

LARGEST_ID = 2**31 - 1
ABOUT_LENGTH = 400


class Mark(NamedTuple):
    """One thing an editor said."""

    id: int
    newsletter: str
    kind: model.MarkKind
    article: str
    """Id of the article it is about."""
    other: str
    """The second article of a pair."""
    about: str
    """What it was said of, for people."""
    made_by: str
    made_at: datetime


def add(
    session: Session,
    newsletter: str,
    kind: model.MarkKind,
    articles: Sequence[str],
    *,
    about: str,
    by: str,
    now: datetime,
) -> Mark:
    """Keep a mark on an article, or on two for ``TOGETHER`` and ``APART``.

    A mark that holds already keeps its id. One that its opposite overruled is moved to the end, as the newest.
    """
    article, other = (*articles, "")[:2]
    if other:
        article, other = sorted((article, other))
    concerned = (col(tables.Mark.newsletter) == newsletter) & (col(tables.Mark.article) == article)
    concerned &= col(tables.Mark.other) == other
    last = session.exec(select(tables.Mark).where(concerned).order_by(col(tables.Mark.id).desc())).first()
    if last and last.kind is kind:
        last.about, last.made_by, last.made_at = about[:ABOUT_LENGTH], by, now
        session.flush()
        return _mark(last)
    session.exec(delete(tables.Mark).where(concerned, col(tables.Mark.kind) == kind))
    row = tables.Mark(
        newsletter=newsletter,
        kind=kind,
        article=article,
        other=other,
        about=about[:ABOUT_LENGTH],
        made_by=by,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return _mark(row)


def listed(session: Session, newsletter: str = "") -> list[Mark]:
    """The marks of a newsletter, or of all, in the order they were made."""
    query = select(tables.Mark).order_by(col(tables.Mark.id))
    if newsletter:
        query = query.where(tables.Mark.newsletter == newsletter)
    return [_mark(row) for row in session.exec(query)]


def remove(session: Session, mark_id: int) -> Mark:
    """Take a mark back. Raises StateError where there is none of this id."""
    row = session.get(tables.Mark, mark_id) if mark_id <= LARGEST_ID else None
    if row is None:
        raise errors.StateError("there is no such mark; see: digest marks list", about=f"mark {mark_id}")
    taken = _mark(row)
    session.delete(row)
    return taken


def _mark(row: tables.Mark) -> Mark:
    if row.id is None:
        raise errors.StoreError("a mark has no id before it is stored")
    return Mark(row.id, *(getattr(row, name) for name in Mark._fields[1:]))
