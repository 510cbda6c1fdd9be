"""Deliveries that left: whose they are, for whoever is told about them afterwards."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from digest.store import tables


class Delivered(NamedTuple):
    """A delivery, and whose it is."""

    edition_id: int | None
    """None for a mail that was no edition."""
    subscriber_id: int
    address: str
    public_id: str
    newsletter: str
    """Empty for a mail that was no edition."""


def get(session: Session, edition_id: int, subscriber_id: int) -> Delivered | None:
    """This delivery; with an ``edition_id`` of 0 the person alone. None where it is not known, or was erased."""
    if not edition_id:
        person = session.get(tables.Subscriber, subscriber_id)
        return None if person is None else Delivered(None, subscriber_id, person.address, person.public_id, "")
    here = (col(tables.Delivery.edition_id) == edition_id, col(tables.Delivery.subscriber_id) == subscriber_id)
    return _last(session, *here)


def to(session: Session, address: str, newsletter: str, local_date: date) -> Delivered | None:
    """The delivery of this edition to the person of this address."""
    edition = (col(tables.Edition.newsletter) == newsletter, col(tables.Edition.local_date) == local_date)
    return _last(session, *edition, _is_of(address))


def latest(session: Session, address: str, since: datetime) -> Delivered | None:
    """The last delivery to the person of this address that was touched since then."""
    return _last(session, col(tables.Delivery.updated_at) >= since, _is_of(address))


def _is_of(address: str) -> ColumnElement[bool]:
    """By the person's number, which is indexed; their address is, too."""
    person = select(col(tables.Subscriber.id)).where(col(tables.Subscriber.address) == address)
    return col(tables.Delivery.subscriber_id).in_(person)


def _last(session: Session, *which: ColumnElement[bool]) -> Delivered | None:
    columns: tuple[Any, ...] = (
        tables.Delivery.edition_id,
        tables.Delivery.subscriber_id,
        tables.Delivery.address,
        tables.Delivery.public_id,
        tables.Edition.newsletter,
    )
    query = select(*columns).join(tables.Edition, col(tables.Edition.id) == col(tables.Delivery.edition_id))
    row = session.execute(query.where(*which).order_by(col(tables.Delivery.updated_at).desc()).limit(1)).first()
    return None if row is None or not row[2] else Delivered(*row)
