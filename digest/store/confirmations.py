"""Confirmations to be mailed: a subscription that was asked for and not yet written to is the promise of one mail."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import Session, col, select

from digest import model
from digest.store import subscribers, tables


def renew(session: Session, public_id: str, newsletter: str, last_before: datetime) -> bool:
    """Promise another confirmation, unless one was sent at or after ``last_before``; whether one is promised now."""
    row = _find(session, public_id, newsletter)
    if row is None or row.state is not model.SubscriptionState.UNCONFIRMED:
        return False
    if row.confirmation_sent_at and row.confirmation_sent_at >= last_before:
        return False
    row.confirmation_sent_at = None
    return True


def promised(session: Session, since: datetime, limit: int) -> list[subscribers.Subscription]:
    """Subscriptions asked for since then whose confirmation is still to be mailed, oldest first."""
    query = (
        select(tables.Subscriber.public_id, tables.Subscription.newsletter)
        .join(tables.Subscription, col(tables.Subscription.subscriber_id) == tables.Subscriber.id)
        .where(_is_promised(), tables.Subscription.requested_at >= since)
        .order_by(col(tables.Subscription.requested_at))
        .limit(limit)
    )
    found = (subscribers.get(session, public_id, newsletter) for public_id, newsletter in session.exec(query).all())
    return [subscription for subscription in found if subscription]


def claim(session: Session, subscription: subscribers.Subscription, now: datetime) -> bool:
    """Take a promised confirmation, so that of several senders one mails it; False where another was first."""
    statement = (
        update(tables.Subscription)
        .where(
            col(tables.Subscription.subscriber_id) == subscription.subscriber_id,
            col(tables.Subscription.newsletter) == subscription.newsletter,
            _is_promised(),
        )
        .values(confirmation_sent_at=now)
    )
    return session.exec(statement).rowcount == 1


def release(session: Session, subscription: subscribers.Subscription) -> None:
    """Promise it again: the mail could not be handed over this time."""
    row = _find(session, subscription.public_id, subscription.newsletter)
    if row:
        row.confirmation_sent_at = None


def count(session: Session, since: datetime) -> int:
    """Confirmations mailed since then, and those promised since then."""
    sent = col(tables.Subscription.confirmation_sent_at) >= since
    waiting = and_(_is_promised(), col(tables.Subscription.requested_at) >= since)
    return session.exec(select(func.count()).select_from(tables.Subscription).where(or_(sent, waiting))).one()


def _is_promised() -> ColumnElement[bool]:
    return and_(
        col(tables.Subscription.state) == model.SubscriptionState.UNCONFIRMED,
        col(tables.Subscription.confirmation_sent_at).is_(None),
    )


def _find(session: Session, public_id: str, newsletter: str) -> tables.Subscription | None:
    query = (
        select(tables.Subscription)
        .join(tables.Subscriber, col(tables.Subscription.subscriber_id) == tables.Subscriber.id)
        .where(tables.Subscriber.public_id == public_id, tables.Subscription.newsletter == newsletter)
    )
    return session.exec(query).one_or_none()
