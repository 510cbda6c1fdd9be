"""Feedback: reports about deliveries, kept as they came."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from digest import model
from digest.store import tables


class Report(NamedTuple):
    """One report."""

    address: str
    kind: model.FeedbackKind
    detail: str
    """The words of who reports: a reply, a status, a complaint."""
    reported_at: datetime
    edition_id: int | None = None
    subscriber_id: int | None = None


def add(session: Session, report: Report) -> None:
    """Keep a report."""
    session.add(tables.Feedback(**report._asdict()))
    session.flush()


def listed(session: Session, *, edition_id: int | None = None, address: str = "", limit: int = 100) -> list[Report]:
    """Reports, newest first, of one edition or about one address where given."""
    query = select(tables.Feedback)
    if edition_id is not None:
        query = query.where(tables.Feedback.edition_id == edition_id)
    if address:
        query = query.where(tables.Feedback.address == address)
    rows = session.exec(
        query.order_by(col(tables.Feedback.reported_at).desc(), col(tables.Feedback.id).desc()).limit(limit)
    )
    return [Report(*(getattr(row, name) for name in Report._fields)) for row in rows]
