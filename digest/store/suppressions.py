"""Suppressions: addresses never mailed again. They outlive the subscriber and any import."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest import model
from digest.store import addresses, tables, upsert


class Suppression(NamedTuple):
    """An address never mailed again, and why."""

    address: str
    reason: model.SuppressionReason
    detail: str
    created_at: datetime


def add(session: Session, address: str, reason: model.SuppressionReason, detail: str, now: datetime) -> bool:
    """Never mail this address again; False where that was so already (the first reason stays).

    Raises StateError where it is no address.
    """
    values = {"address": addresses.normal(address), "reason": reason, "detail": detail, "created_at": now}
    insert = upsert.insert(session, tables.Suppression).values(values).on_conflict_do_nothing()
    return session.execute(insert.returning(col(tables.Suppression.address))).scalar() is not None


def remove(session: Session, address: str) -> bool:
    """Let this address be mailed again; whether it was suppressed. An erased person's own word is not undone."""
    statement = delete(tables.Suppression).where(
        col(tables.Suppression.address) == addresses.normal(address),
        col(tables.Suppression.reason) != model.SuppressionReason.ERASED,
    )
    return bool(session.execute(statement.returning(col(tables.Suppression.address))).scalar())


def find(session: Session, address: str) -> Suppression | None:
    """Whether and why this address is suppressed."""
    row = session.get(tables.Suppression, addresses.normal(address))
    return None if row is None else _value(row)


def listed(session: Session, *, search: str = "", limit: int = 100) -> list[Suppression]:
    """The suppressed addresses that contain ``search``, newest first."""
    query = select(tables.Suppression).where(col(tables.Suppression.address).icontains(search, autoescape=True))
    rows = session.exec(
        query.order_by(col(tables.Suppression.created_at).desc(), tables.Suppression.address).limit(limit)
    )
    return [_value(row) for row in rows]


def _value(row: tables.Suppression) -> Suppression:
    return Suppression(row.address, row.reason, row.detail, row.created_at)
