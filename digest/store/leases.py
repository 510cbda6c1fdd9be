"""Who may do what only one process may do."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, or_
from sqlmodel import Session, col

from digest.store import tables, upsert


class Lease(NamedTuple):
    """Who holds it, until when."""

    owner: str
    until: datetime


def acquire(session: Session, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """Take or renew the lease; False while another owner holds it."""
    values = {"name": name, "owner": owner, "until": until}
    is_free = or_(col(tables.Lease.owner) == owner, col(tables.Lease.until) <= now)
    statement = (
        upsert.insert(session, tables.Lease)
        .values(values)
        .on_conflict_do_update(index_elements=["name"], set_={"owner": owner, "until": until}, where=is_free)
        .returning(col(tables.Lease.owner))
    )
    return session.execute(statement).scalar() == owner


def renew(session: Session, name: str, owner: str, now: datetime, until: datetime) -> bool:
    """Hold on to the lease; False where it lapsed or went to another owner: stop then."""
    row = session.get(tables.Lease, name, with_for_update=True, populate_existing=True)
    if row is None or row.owner != owner or row.until <= now:
        return False
    row.until = until
    return True


def release(session: Session, name: str, owner: str) -> None:
    """Give the lease back, so that another need not wait for its end."""
    mine = (col(tables.Lease.name) == name) & (col(tables.Lease.owner) == owner)
    session.exec(delete(tables.Lease).where(mine))


def holder(session: Session, name: str) -> Lease | None:
    """Who took the lease last, lapsed or not."""
    row = session.get(tables.Lease, name)
    return None if row is None else Lease(row.owner, row.until)
