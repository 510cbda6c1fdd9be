"""Articles as last read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, col, select

from digest import errors, model
from digest.store import columns, sources, tables

CHUNK = 500
"""Ids asked for at once; SQLite takes 32,766 parameters, PostgreSQL 65,535."""


class Saved(NamedTuple):
    """How many articles a save touched."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def save(session: Session, articles: Iterable[model.Article], now: datetime) -> Saved:
    """Insert what is new, replace what reads differently; ``now`` is when the new ones were first seen.

    Raises StateError where an article names a source that has no row.
    """
    unique = {(article.source, article.id): article for article in articles}
    numbers = _numbers(session, {article.source for article in unique.values()})
    rows: dict[tuple[str, int], tables.Article] = {}
    for ids in _chunks(sorted({article.id for article in unique.values()})):
        for row in session.exec(select(tables.Article).where(col(tables.Article.id).in_(ids))):
            rows[row.id, row.source_id] = row
    new = changed = 0
    for article in unique.values():
        old = rows.get((article.id, numbers[article.source]))
        if old is None:
            session.add(_row(article, numbers[article.source], now))
            new += 1
        elif old.document != article:
            old.document, old.published_at = article, article.published
            changed += 1
    session.flush()
    return Saved(new, changed, len(unique) - new - changed)


def window(
    session: Session, keys: Collection[str], since: datetime, until: datetime, *, seen_since: datetime | None = None
) -> list[model.Article]:
    """Articles of these sources (``*`` means all) dated in ``since <= date < until``, by date and id.

    The date is the published one, or when it was first seen; ``seen_since`` takes only those first seen from then on. An article that several sources bring comes once, as the
    source that is first by key has it.
    """
    query = (
        select(col(tables.Article.document), _dated())
        .join(tables.Source, col(tables.Source.id) == tables.Article.source_id)
        .where(_dated() >= since, _dated() < until)
        .order_by(col(tables.Source.key).desc())
    )
    if sources.ALL not in keys:
        query = query.where(col(tables.Source.key).in_(keys))
    if seen_since is not None:
        query = query.where(col(tables.Article.fetched_at) >= seen_since)
    once = {article.id: (dated, article.id, article) for article, dated in session.exec(query)}
    return [article for _, _, article in sorted(once.values(), key=lambda each: each[:2])]


def find(session: Session, ids: Iterable[str]) -> dict[str, model.Article]:
    """Those of these articles that are still kept, by id; of several copies the one of the source first by key."""
    found: dict[str, model.Article] = {}
    for chunk in _chunks(sorted(set(ids))):
        query = (
            select(col(tables.Article.document))
            .join(tables.Source, col(tables.Source.id) == tables.Article.source_id)
            .where(col(tables.Article.id).in_(chunk))
            .order_by(col(tables.Source.key).desc())
        )
        found.update({article.id: article for article in session.exec(query)})
    return found


def newest(session: Session, keys: Collection[str], until: datetime) -> datetime | None:
    """The date of the newest article of these sources (``*`` means all) before this moment, however old it is."""
    query = select(func.max(_dated(), type_=columns.Utc())).join(
        tables.Source, col(tables.Source.id) == tables.Article.source_id
    )
    if sources.ALL not in keys:
        query = query.where(col(tables.Source.key).in_(keys))
    found: datetime | None = session.exec(query.where(_dated() < until)).one()
    return found


def known(session: Session, ids: Iterable[str], retry_since: datetime | None = None) -> frozenset[str]:
    """Those of the ids that are stored; with ``retry_since`` without those dated later whose page is still to be read."""
    found: set[str] = set()
    for chunk in _chunks(sorted(set(ids))):
        query = select(col(tables.Article.document), _dated()).where(col(tables.Article.id).in_(chunk))
        for article, dated in session.exec(query):
            if retry_since is None or not article.awaits_page or dated < retry_since:
                found.add(article.id)
    return frozenset(found)


def prune(session: Session, before: datetime) -> int:
    """Delete articles published and first seen before this moment; how many they were.

    Articles without a date stay: read again they would look new.
    """
    old = (col(tables.Article.published_at) < before) & (col(tables.Article.fetched_at) < before)
    return session.exec(delete(tables.Article).where(old)).rowcount


def _dated() -> ColumnElement[Any]:
    return func.coalesce(tables.Article.published_at, tables.Article.fetched_at, type_=columns.Utc())


def _numbers(session: Session, keys: Collection[str]) -> dict[str, int]:
    query = select(tables.Source.key, tables.Source.id).where(col(tables.Source.key).in_(keys))
    numbers = {key: number for key, number in session.exec(query) if number is not None}
    for key in sorted(set(keys) - set(numbers)):
        raise errors.StateError("there is no source of this key to file articles under", about=key)
    return numbers


def _row(article: model.Article, source_id: int, now: datetime) -> tables.Article:
    return tables.Article(
        id=article.id, source_id=source_id, published_at=article.published, fetched_at=now, document=article
    )


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
