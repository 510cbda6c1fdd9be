"""Pictures of stories, kept by the hash of their bytes; the public sees those that an edition names."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest.store import tables, upsert


class Kept(NamedTuple):
    """A picture that is kept."""

    sha256: str
    width: int
    """Pixels."""
    height: int


def find(session: Session, url: str, now: datetime) -> Kept | None:
    """The picture that was fetched from this address before; ``now`` is noted as its last use."""
    query = select(tables.Image).where(tables.Image.url == url).order_by(col(tables.Image.used_at).desc())
    row = session.exec(query).first()
    if row is None:
        return None
    row.used_at = now
    session.flush()
    return Kept(row.sha256, row.width, row.height)


def keep(session: Session, url: str, content: bytes, width: int, height: int, now: datetime) -> Kept:
    """Keep a picture fetched from this address; the same bytes are kept once."""
    kept = Kept(hashlib.sha256(content).hexdigest(), width, height)
    values = {**kept._asdict(), "url": url, "content": content, "used_at": now}
    insert = upsert.insert(session, tables.Image).values(values)
    session.execute(insert.on_conflict_do_update(index_elements=["sha256"], set_={"url": url, "used_at": now}))
    return kept


def assign(session: Session, edition_id: int, named: Collection[str]) -> None:
    """Say which of the kept pictures an edition names, in place of those it named before."""
    shown = tables.EditionImage
    session.exec(delete(shown).where(col(shown.edition_id) == edition_id))
    known = session.exec(select(tables.Image.sha256).where(col(tables.Image.sha256).in_(named)))
    session.add_all(shown(edition_id=edition_id, sha256=sha256) for sha256 in sorted(known))
    session.flush()


def is_shown(session: Session, edition_id: int) -> bool:
    """Whether an edition names a picture that is kept."""
    found = select(tables.EditionImage.sha256).where(tables.EditionImage.edition_id == edition_id)
    return session.exec(found).first() is not None


def content(session: Session, sha256: str) -> bytes | None:
    """The bytes of a picture that an edition names; None for every other."""
    is_named = select(tables.EditionImage.sha256).where(tables.EditionImage.sha256 == sha256).exists()
    return session.exec(select(tables.Image.content).where(tables.Image.sha256 == sha256, is_named)).first()


def prune(session: Session, before: datetime) -> int:
    """Delete the pictures that no edition names and none took up since this moment; how many they were."""
    named = select(tables.EditionImage.sha256)
    unused = col(tables.Image.sha256).not_in(named) & (col(tables.Image.used_at) < before)
    return session.exec(delete(tables.Image).where(unused)).rowcount
