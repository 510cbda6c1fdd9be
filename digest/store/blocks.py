"""Short blocks of articles, by hash: what an outlet repeats is learned across rounds."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from digest.store import tables, upsert

CHUNK = 500


class Sighting(NamedTuple):
    """A block under an article."""

    outlet: str
    words: str
    article: str


class Counted(NamedTuple):
    """What is known of some outlets."""

    blocks: dict[tuple[str, str], int]
    """(outlet, hash of a block's words) -> under how many different articles it was seen; only what was seen often."""
    articles: dict[str, int]
    """Outlet -> how many articles were looked at."""


def note(session: Session, sightings: Iterable[Sighting], now: datetime) -> None:
    """Keep what was seen; seen again under the same article it only counts as seen later."""
    rows = [
        {"outlet": each.outlet, "words": each.words, "article_id": each.article, "seen_at": now}
        for each in sorted(set(sightings))
    ]
    for start in range(0, len(rows), CHUNK):
        statement = upsert.insert(session, tables.SeenBlock).values(rows[start : start + CHUNK])
        keys = ["outlet", "words", "article_id"]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"seen_at": now}))


def counted(session: Session, outlets: Collection[str], at_least: int) -> Counted:
    """In how many articles of these outlets each block was seen, where they are so many."""
    block, article = tables.SeenBlock, col(tables.SeenBlock.article_id)
    is_of = col(block.outlet).in_(sorted(outlets))
    often = select(block.outlet, block.words, func.count()).where(is_of).group_by(col(block.outlet), col(block.words))
    totals = select(block.outlet, func.count(article.distinct())).where(is_of).group_by(col(block.outlet))
    return Counted(
        {(outlet, words): times for outlet, words, times in session.exec(often.having(func.count() >= at_least))},
        dict(session.exec(totals).all()),
    )


def forget(session: Session, before: datetime) -> int:
    """Delete what was last seen before this moment; how many rows they were."""
    return session.exec(delete(tables.SeenBlock).where(col(tables.SeenBlock.seen_at) < before)).rowcount
