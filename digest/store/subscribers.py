"""Readers and their consent: one subscription per person and newsletter, with date and proof."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, delete, func, or_, type_coerce, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from digest import errors, model
from digest.store import addresses, tables, upsert
from digest.text import clean

PAGE = 1000
"""Rows read at once where all are wanted."""


class Subscription(NamedTuple):
    """A person and their consent to one newsletter."""

    subscriber_id: int
    public_id: str
    """Stands for the person in links."""
    address: str
    name: str
    newsletter: str
    state: model.SubscriptionState
    variant: model.Variant
    requested_at: datetime
    confirmation_sent_at: datetime | None
    confirmed_at: datetime | None
    unsubscribed_at: datetime | None
    proof: str
    """How consent was given, in words."""


class SignUp(StrEnum):
    """What signing up came to; the visitor gets the same answer each time."""

    ASKED = "asked"
    """Unconfirmed: the person must answer the confirmation."""
    ALREADY = "already"
    """Confirmed before; nothing changed."""
    SUPPRESSED = "suppressed"
    """The address is never mailed again; nothing was stored."""


class Asked(NamedTuple):
    """What signing up came to, and the subscription where there is one."""

    outcome: SignUp
    subscription: Subscription | None


def subscribe(
    session: Session,
    address: str,
    newsletter: str,
    proof: str,
    now: datetime,
    *,
    public_id: str,
    name: str = "",
    variant: model.Variant | None = None,
) -> Asked:
    """A person asks for a newsletter; they are mailed nothing but a confirmation until they answer it.

    ``public_id`` is random and used where the person is new. Asking again never demotes a confirmed reader.
    Raises StateError where the address is none.
    """
    address = addresses.normal(address)
    if is_suppressed(session, address):
        return Asked(SignUp.SUPPRESSED, None)
    person = _person(session, address, public_id, name, now)
    row = _consent(session, person, newsletter)
    if row and row.state in (model.SubscriptionState.CONFIRMED, model.SubscriptionState.PAUSED):
        return Asked(SignUp.ALREADY, _value(person, row))
    row = row or tables.Subscription(subscriber_id=_id(person), newsletter=newsletter, requested_at=now)
    row.state, row.requested_at, row.proof = model.SubscriptionState.UNCONFIRMED, now, clean.line(proof)
    row.variant = variant or row.variant
    session.add(row)
    session.flush()
    return Asked(SignUp.ASKED, _value(person, row))


def confirmation_sent(session: Session, public_id: str, newsletter: str, now: datetime) -> None:
    """The confirmation was handed over; so that nobody is mailed confirmations again and again."""
    found = _find(session, public_id, newsletter)
    if found:
        found[1].confirmation_sent_at = now


def confirm(session: Session, public_id: str, newsletter: str, now: datetime) -> Subscription | None:
    """The person answered the confirmation; None where nobody asked.

    An old confirmation revives nothing: who unsubscribed since stays so.
    """
    found = _find(session, public_id, newsletter)
    if found is None:
        return None
    person, row = found
    if row.state is model.SubscriptionState.UNCONFIRMED and not is_suppressed(session, person.address):
        row.state, row.confirmed_at = model.SubscriptionState.CONFIRMED, now
    return _value(person, row)


def unsubscribe(session: Session, public_id: str, newsletter: str, now: datetime) -> Subscription | None:
    """The person leaves; doing it again changes nothing. None where nobody is known under this id."""
    found = _find(session, public_id, newsletter)
    if found is None:
        return None
    _leave(found[1], now)
    return _value(*found)


def come_back(session: Session, public_id: str, newsletter: str, proof: str, now: datetime) -> Subscription | None:
    """The person takes back that they left; who had never confirmed, or is suppressed, stays out."""
    found = _find(session, public_id, newsletter)
    if found is None:
        return None
    person, row = found
    has_left = row.state is model.SubscriptionState.UNSUBSCRIBED and row.confirmed_at is not None
    if has_left and not is_suppressed(session, person.address):
        row.state, row.confirmed_at, row.unsubscribed_at = model.SubscriptionState.CONFIRMED, now, None
        row.proof = f"{row.proof}\n{clean.line(proof)}".strip()
    return _value(person, row)


def prefer(
    session: Session,
    public_id: str,
    newsletter: str,
    *,
    variant: model.Variant | None = None,
    is_paused: bool | None = None,
) -> Subscription | None:
    """What the person wants: another variant, a pause or its end. None where nobody is known under this id."""
    found = _find(session, public_id, newsletter)
    if found is None:
        return None
    row = found[1]
    if variant is not None:
        row.variant = variant
    if is_paused is not None and row.state in (model.SubscriptionState.CONFIRMED, model.SubscriptionState.PAUSED):
        row.state = model.SubscriptionState.PAUSED if is_paused else model.SubscriptionState.CONFIRMED
    return _value(*found)


def add(
    session: Session,
    address: str,
    newsletter: str,
    proof: str,
    now: datetime,
    *,
    public_id: str,
    name: str = "",
    variant: model.Variant | None = None,
) -> Subscription:
    """The operator adds a confirmed reader and says in ``proof`` how consent was given.

    Doing it again changes nothing. Raises StateError where the address is none, is suppressed, or left before.
    """
    address = addresses.normal(address)
    if is_suppressed(session, address):
        raise errors.StateError("is suppressed and never mailed again", about=address)
    person = _person(session, address, public_id, name, now)
    row = _consent(session, person, newsletter)
    if row and row.state is model.SubscriptionState.UNSUBSCRIBED:
        raise errors.StateError("unsubscribed; only the person can sign up again", about=address)
    if row is None:
        row = tables.Subscription(subscriber_id=_id(person), newsletter=newsletter, requested_at=now)
    if row.state is model.SubscriptionState.UNCONFIRMED:
        row.state, row.confirmed_at, row.proof = model.SubscriptionState.CONFIRMED, now, clean.line(proof)
        row.variant = variant or row.variant
    session.add(row)
    session.flush()
    return _value(person, row)


def remove(session: Session, address: str, newsletter: str | None, now: datetime) -> int:
    """The operator takes a reader off one newsletter, or off all; how many subscriptions ended.

    The person stays on record as unsubscribed, so that no import brings them back.
    """
    query = _joined().where(tables.Subscriber.address == addresses.normal(address))
    if newsletter is not None:
        query = query.where(tables.Subscription.newsletter == newsletter)
    rows = [row for _, row in session.exec(query) if row.state is not model.SubscriptionState.UNSUBSCRIBED]
    for row in rows:
        _leave(row, now)
    return len(rows)


def erase(session: Session, address: str, now: datetime) -> bool:
    """Forget a person: their rows, and their name and address in every record; whether there was one.

    The address alone stays, as a suppression, so that they are never mailed again.
    """
    address = addresses.normal(address)
    person = session.exec(select(tables.Subscriber).where(tables.Subscriber.address == address)).one_or_none()
    if person:
        _forget_deliveries(session, _id(person), now)
        session.exec(delete(tables.Subscription).where(col(tables.Subscription.subscriber_id) == person.id))
        session.delete(person)
    session.exec(update(tables.Feedback).where(col(tables.Feedback.address) == address).values(address="", detail=""))
    if not is_suppressed(session, address):
        session.add(tables.Suppression(address=address, reason=model.SuppressionReason.ERASED, created_at=now))
    session.flush()
    return person is not None


def get(session: Session, public_id: str, newsletter: str) -> Subscription | None:
    """The subscription that a signed link speaks for."""
    found = _find(session, public_id, newsletter)
    return None if found is None else _value(*found)


def of_address(session: Session, address: str, newsletter: str) -> Subscription:
    """The subscription of this address. Raises StateError where there is none."""
    address = addresses.normal(address)
    query = _joined().where(tables.Subscriber.address == address, tables.Subscription.newsletter == newsletter)
    found = session.exec(query).one_or_none()
    if found is None:
        raise errors.StateError(f"does not receive {newsletter}; see: digest subscribers list", about=address)
    return _value(*found)


def listed(
    session: Session,
    newsletter: str | None = None,
    state: model.SubscriptionState | None = None,
    search: str = "",
    *,
    after: int = 0,
    limit: int = 100,
) -> list[Subscription]:
    """Subscriptions in the order people came; ``search`` is a part of address or name.

    ``after`` is the last ``subscriber_id`` of the page before; the subscriptions of a person are never parted, so
    that a page may hold a few more than ``limit``.
    """
    people = select(tables.Subscriber.id).join(tables.Subscription).where(col(tables.Subscriber.id) > after)
    wanted = []
    if newsletter is not None:
        wanted.append(col(tables.Subscription.newsletter) == newsletter)
    if state is not None:
        wanted.append(col(tables.Subscription.state) == state)
    if search:
        wanted.append(_matches(search))
    page = people.where(*wanted).distinct().order_by(col(tables.Subscriber.id)).limit(limit).subquery()
    query = _joined().where(*wanted).where(col(tables.Subscriber.id).in_(select(page.c.id)))
    rows = session.exec(query.order_by(col(tables.Subscriber.id), tables.Subscription.newsletter))
    return [_value(person, row) for person, row in rows]


def export(session: Session, newsletter: str | None = None) -> Iterator[Subscription]:
    """All subscriptions, read page by page."""
    after = 0
    while page := listed(session, newsletter, after=after, limit=PAGE):
        yield from page
        after = page[-1].subscriber_id
        session.expunge_all()


def count(session: Session, newsletter: str | None = None) -> dict[model.SubscriptionState, int]:
    """Subscriptions in each state."""
    query = select(col(tables.Subscription.state), func.count()).group_by(col(tables.Subscription.state))
    if newsletter is not None:
        query = query.where(tables.Subscription.newsletter == newsletter)
    return dict.fromkeys(model.SubscriptionState, 0) | dict(session.exec(query).all())


def variants(session: Session, newsletter: str) -> dict[str, int]:
    """By ``Variant.key``, sorted, how many confirmed readers of the newsletter hold it."""
    key = type_coerce(col(tables.Subscription.variant), String)
    query = select(key, func.count()).where(
        tables.Subscription.newsletter == newsletter,
        col(tables.Subscription.state) == model.SubscriptionState.CONFIRMED,
    )
    return dict(session.exec(query.group_by(key).order_by(key)).all())


def is_suppressed(session: Session, address: str) -> bool:
    """Whether this address is never to be mailed again."""
    return session.get(tables.Suppression, address) is not None


def _joined() -> Select[tables.Subscriber, tables.Subscription]:
    return select(tables.Subscriber, tables.Subscription).join(
        tables.Subscription, col(tables.Subscription.subscriber_id) == tables.Subscriber.id
    )


def _matches(search: str) -> ColumnElement[bool]:
    search = clean.line(search)
    return or_(
        col(tables.Subscriber.address).icontains(search, autoescape=True),
        col(tables.Subscriber.name).icontains(search, autoescape=True),
    )


def _find(session: Session, public_id: str, newsletter: str) -> tuple[tables.Subscriber, tables.Subscription] | None:
    query = _joined().where(tables.Subscriber.public_id == public_id, tables.Subscription.newsletter == newsletter)
    return session.exec(query).one_or_none()


def _person(session: Session, address: str, public_id: str, name: str, now: datetime) -> tables.Subscriber:
    """The person of this address, made where there is none; of two sign-ups at once one makes it."""
    name = clean.line(name)
    values = {"public_id": public_id, "address": address, "name": name, "created_at": now}
    session.execute(
        upsert.insert(session, tables.Subscriber).values(values).on_conflict_do_nothing(index_elements=["address"])
    )
    # Locked, so that two sign-ups of one person follow each other.
    query = select(tables.Subscriber).where(tables.Subscriber.address == address)
    person = session.exec(query.with_for_update()).one()
    person.name = person.name or name
    return person


def _consent(session: Session, person: tables.Subscriber, newsletter: str) -> tables.Subscription | None:
    query = select(tables.Subscription).where(
        tables.Subscription.subscriber_id == person.id, tables.Subscription.newsletter == newsletter
    )
    return session.exec(query.with_for_update()).one_or_none()


def _leave(row: tables.Subscription, now: datetime) -> None:
    if row.state is not model.SubscriptionState.UNSUBSCRIBED:
        row.state, row.unsubscribed_at = model.SubscriptionState.UNSUBSCRIBED, now


def _forget_deliveries(session: Session, subscriber_id: int, now: datetime) -> None:
    mine = col(tables.Delivery.subscriber_id) == subscriber_id
    waits = col(tables.Delivery.state).in_((model.DeliveryState.QUEUED, model.DeliveryState.DEFERRED))
    skipped = {"state": model.DeliveryState.SKIPPED, "reply": "erased", "updated_at": now}
    session.exec(update(tables.Delivery).where(mine, waits).values(**skipped))
    session.exec(update(tables.Delivery).where(mine).values(address="", name=""))


def _id(person: tables.Subscriber) -> int:
    if person.id is None:
        raise errors.StoreError("a subscriber has no id before it is stored")
    return person.id


def _value(person: tables.Subscriber, row: tables.Subscription) -> Subscription:
    return Subscription(
        subscriber_id=_id(person),
        public_id=person.public_id,
        address=person.address,
        name=person.name,
        newsletter=row.newsletter,
        state=row.state,
        variant=row.variant,
        requested_at=row.requested_at,
        confirmation_sent_at=row.confirmation_sent_at,
        confirmed_at=row.confirmed_at,
        unsubscribed_at=row.unsubscribed_at,
        proof=row.proof,
    )
