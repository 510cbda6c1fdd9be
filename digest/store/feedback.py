"""Feedback: reports about deliveries, kept as they came."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from digest import model
from digest.store import tables, upsert


class Report(NamedTuple):
    """One report."""

    address: str
    kind: model.FeedbackKind
    detail: str
    """The words of who reports: a reply, a status, a complaint."""
    reported_at: datetime
    edition_id: int | None = None
    subscriber_id: int | None = None
    key: str | None = None
    """Names a report that came by mail: it is kept once."""


def add(session: Session, report: Report) -> bool:
    """Keep a report; False where one of the same key is kept already."""
    insert = upsert.insert(session, tables.Feedback).values(report._asdict()).on_conflict_do_nothing()
    return session.execute(insert.returning(col(tables.Feedback.id))).scalar() is not None


def is_kept(session: Session, key: str) -> bool:
    """Whether a report of this key was kept before."""
    return session.execute(select(tables.Feedback.id).where(tables.Feedback.key == key)).first() is not None


def count(session: Session, address: str, kinds: Collection[model.FeedbackKind], since: datetime) -> int:
    """How many editions such reports about this address speak of, since then; a report without one counts by itself."""
    which = func.coalesce(col(tables.Feedback.edition_id), -col(tables.Feedback.id))
    query = select(func.count(which.distinct())).where(
        tables.Feedback.address == address,
        col(tables.Feedback.kind).in_(kinds),
        col(tables.Feedback.reported_at) >= since,
    )
    return int(session.execute(query).scalar_one())


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


def left(session: Session, mailbox: str) -> set[str]:
    """The mails that lie in this mailbox because nobody understood them, by the names it gives them."""
    return set(session.exec(select(tables.LeftMail.uid).where(tables.LeftMail.mailbox == mailbox)))


def leave(session: Session, mailbox: str, uids: Collection[str]) -> None:
    """These mails, and no others, lie there from now on."""
    kept = left(session, mailbox)
    gone = col(tables.LeftMail.uid).in_(kept.difference(uids))
    session.execute(delete(tables.LeftMail).where(col(tables.LeftMail.mailbox) == mailbox, gone))
    session.add_all(tables.LeftMail(mailbox=mailbox, uid=uid) for uid in set(uids) - kept)
    session.flush()
