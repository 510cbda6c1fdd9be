"""Deliveries: the outbox and the ledger. One row per edition and subscriber says what is owed and what became of it.

A sender claims rows under a lease, hands the mails over, and records what the server said. Only the owner of a claim
can record it. What a dead sender claimed goes back to the queue.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)
from sqlmodel import Session, col

from digest import model
from digest.store import columns, tables, upsert
from digest.text import clean

Delivery = tables.Delivery
_STATE = tables.METADATA.tables["delivery"].c.state.type

SUPPRESSED = "the address is suppressed"
NOT_SUBSCRIBED = "no longer subscribed"
ALL_MUTED = "every story of the edition is in a section they muted"
_RECORD = (
    update(tables.METADATA.tables["delivery"])
    .where(
        col(Delivery.edition_id) == bindparam("which"),
        col(Delivery.subscriber_id) == bindparam("who"),
        col(Delivery.state) == model.DeliveryState.CLAIMED,
        col(Delivery.owner) == bindparam("claimer"),
    )
    .values(
        state=bindparam("new_state", type_=_STATE),
        reply=bindparam("words"),
        next_attempt_at=bindparam("next", type_=columns.Utc()),
        attempts=col(Delivery.attempts) + 1,
        doubts=col(Delivery.doubts) + bindparam("doubt"),
        owner="",
        lease_until=None,
        updated_at=bindparam("moment", type_=columns.Utc()),
    )
)
"""Built once: it runs for every few mails, and building it takes longer than running it."""
RETRIABLE = frozenset({model.DeliveryState.FAILED, model.DeliveryState.UNKNOWN, model.DeliveryState.DEFERRED})
"""States an operator may put back into the queue: the mail did not arrive, or nobody knows."""


class Claim(NamedTuple):
    """A delivery somebody has taken on."""

    subscriber_id: int
    address: str
    name: str
    public_id: str
    variant: str
    """``model.Variant.key``."""
    attempts: int
    doubts: int


class Claims(NamedTuple):
    """What a call of ``claim`` took from the queue; nothing of both: nothing is due."""

    taken: list[Claim]
    skipped: int
    """Suppressed or unsubscribed since the edition was approved."""


class Verdict(NamedTuple):
    """What is to be recorded of a delivery."""

    subscriber_id: int
    state: model.DeliveryState
    reply: str
    next_attempt_at: datetime | None = None
    """With DEFERRED."""
    is_doubt: bool = False
    """The connection broke after the mail was handed over."""


class Standing(NamedTuple):
    """Where a delivery stands."""

    edition_id: int
    subscriber_id: int
    address: str
    """Empty where the person was erased."""
    variant: str
    state: model.DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    reply: str
    """The server's last words, or the reason it was skipped."""
    updated_at: datetime


def freeze(session: Session, edition_id: int, newsletter: str, now: datetime) -> int:
    """Owe this edition to every confirmed, unsuppressed subscriber of the newsletter; returns how many are owed it.

    Belongs into the transaction of the approval. Done again, what never left is counted afresh and what left stays.
    Each is owed the variant they hold; ``assign`` says which of these this edition has.
    """
    thaw(session, edition_id)
    owed = (
        select(
            literal(edition_id),
            col(tables.Subscriber.id),
            col(tables.Subscriber.address),
            col(tables.Subscriber.name),
            col(tables.Subscriber.public_id),
            type_coerce(col(tables.Subscription.variant), String),
            literal(model.DeliveryState.QUEUED, _STATE),
            *(literal(value) for value in ("", 0, 0, "")),
            literal(now, columns.Utc()),
        )
        .join(tables.Subscription, col(tables.Subscription.subscriber_id) == tables.Subscriber.id)
        .where(
            col(tables.Subscription.newsletter) == newsletter,
            col(tables.Subscription.state) == model.SubscriptionState.CONFIRMED,
            ~exists().where(col(tables.Suppression.address) == tables.Subscriber.address),
        )
    )
    named = "edition_id subscriber_id address name public_id variant state owner attempts doubts reply updated_at"
    insert = upsert.insert(session, Delivery).from_select(named.split(), owed)
    session.execute(insert.on_conflict_do_nothing())
    return sum(count(session, edition_id).values())


def thaw(session: Session, edition_id: int) -> None:
    """Undo what ``freeze`` and ``assign`` did for everybody whom nothing was handed over to."""
    is_passed_over = and_(col(Delivery.state) == model.DeliveryState.SKIPPED, col(Delivery.reply) == ALL_MUTED)
    is_untouched = or_(col(Delivery.state) == model.DeliveryState.QUEUED, is_passed_over)
    session.execute(delete(Delivery).where(_of(edition_id), is_untouched))


def variants(session: Session, edition_id: int) -> dict[str, int]:
    """By ``Variant.key``, sorted, how many readers are owed it; who is passed over is owed none."""
    query = select(col(Delivery.variant), func.count()).where(
        _of(edition_id), or_(col(Delivery.state) != model.DeliveryState.SKIPPED, col(Delivery.reply) != ALL_MUTED)
    )
    rows = session.execute(query.group_by(col(Delivery.variant)).order_by(col(Delivery.variant)))
    return {key: number for key, number in rows}  # noqa: C416 - rows are no pairs for the type checker


def assign(session: Session, edition_id: int, mailed: Mapping[str, str | None], now: datetime) -> None:
    """Owe another variant to those who wait for one of these keys; no variant at all: they are passed over."""
    waits = and_(_of(edition_id), col(Delivery.state) == model.DeliveryState.QUEUED)
    asked = col(Delivery.variant)
    others = {key: other for key, other in mailed.items() if other not in (None, key)}
    nothing = [key for key, other in mailed.items() if other is None]
    if others:
        statement = update(Delivery).where(waits, asked.in_(others)).values(variant=case(others, value=asked))
        _changed(session, statement)
    if nothing:
        values = {"state": model.DeliveryState.SKIPPED, "reply": ALL_MUTED, "updated_at": now}
        _changed(session, update(Delivery).where(waits, asked.in_(nothing)).values(**values))


def claim(session: Session, edition_id: int, owner: str, limit: int, now: datetime, lease: timedelta) -> Claims:
    """Take on at most ``limit`` deliveries that are due. Two callers never get the same one.

    Who is suppressed or no longer confirmed by now is skipped, with the reason, in the same statement.
    """
    is_due = and_(col(Delivery.state) == model.DeliveryState.DEFERRED, col(Delivery.next_attempt_at) <= now)
    due = (
        select(col(Delivery.subscriber_id))
        .where(_of(edition_id), or_(col(Delivery.state) == model.DeliveryState.QUEUED, is_due))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    said = case((_is_suppressed(), SUPPRESSED), (~_is_subscribed(), NOT_SUBSCRIBED), else_="")
    is_unwanted = or_(_is_suppressed(), ~_is_subscribed())
    statement = (
        update(Delivery)
        .where(_of(edition_id), col(Delivery.subscriber_id).in_(select(due.c.subscriber_id)))
        .values(
            state=case(
                (is_unwanted, literal(model.DeliveryState.SKIPPED, _STATE)),
                else_=literal(model.DeliveryState.CLAIMED, _STATE),
            ),
            owner=case((is_unwanted, ""), else_=owner),
            lease_until=now + lease,
            reply=case((is_unwanted, said), else_=col(Delivery.reply)),
            updated_at=now,
        )
        .returning(col(Delivery.state), *(getattr(Delivery, name) for name in Claim._fields))
    )
    rows = session.execute(statement, execution_options={"synchronize_session": False}).all()
    taken = [Claim(*row[1:]) for row in rows if row[0] is model.DeliveryState.CLAIMED]
    return Claims(taken, len(rows) - len(taken))


def edition_state(session: Session, edition_id: int) -> model.EditionState:
    """The state of the edition, which nobody else changes before this transaction ends."""
    query = select(col(tables.Edition.state)).where(col(tables.Edition.id) == edition_id).with_for_update()
    state: model.EditionState = session.execute(query).scalar_one()
    return state


def renew(session: Session, edition_id: int, owner: str, until: datetime) -> int:
    """Hold on to what this owner still has; returns how many deliveries that is."""
    mine = and_(_of(edition_id), _claimed_by([owner]))
    return _changed(session, update(Delivery).where(mine).values(lease_until=until))


def record(session: Session, edition_id: int, verdicts: Collection[Verdict], owner: str, now: datetime) -> int:
    """Write down what became of claimed deliveries; returns how many were still this owner's.

    A delivery whose lease lapsed and that somebody else took on is left to them.
    """
    values = [
        {
            "which": edition_id,
            "who": verdict.subscriber_id,
            "claimer": owner,
            "new_state": verdict.state,
            "words": verdict.reply,
            "next": verdict.next_attempt_at,
            "doubt": int(verdict.is_doubt),
            "moment": now,
        }
        for verdict in verdicts
    ]
    return int(session.connection().execute(_RECORD, values).rowcount) if values else 0


def release(session: Session, edition_id: int, owners: Collection[str], now: datetime) -> int:
    """Put back what these owners claimed and never recorded; only for owners known to be dead, or the caller itself."""
    return _put_back(session, and_(_of(edition_id), _claimed_by(owners)), now)


def release_lapsed(session: Session, edition_id: int, now: datetime) -> int:
    """Put back what was claimed under a lease that has ended."""
    is_lapsed = and_(col(Delivery.state) == model.DeliveryState.CLAIMED, col(Delivery.lease_until) <= now)
    return _put_back(session, and_(_of(edition_id), is_lapsed), now)


def owners(session: Session, edition_id: int) -> list[str]:
    """Who holds claims on this edition."""
    query = select(col(Delivery.owner)).where(_of(edition_id), col(Delivery.state) == model.DeliveryState.CLAIMED)
    return sorted(session.execute(query.distinct()).scalars())


def count(session: Session, edition_id: int) -> dict[model.DeliveryState, int]:
    """How many deliveries are in which state; states without any are left out."""
    query = select(col(Delivery.state), func.count()).where(_of(edition_id)).group_by(col(Delivery.state))
    found: dict[model.DeliveryState, int] = {state: number for state, number in session.execute(query)}  # noqa: C416 - rows are no pairs for the type checker
    return {state: found[state] for state in model.DeliveryState if state in found}


def open_count(session: Session, edition_id: int) -> int:
    """How many deliveries can still be sent by themselves."""
    return sum(number for state, number in count(session, edition_id).items() if state in model.OPEN_DELIVERIES)


def next_attempt(session: Session, edition_id: int) -> datetime | None:
    """When the first deferred delivery is tried again."""
    query = select(func.min(col(Delivery.next_attempt_at), type_=columns.Utc()))
    moment: datetime | None = session.execute(
        query.where(_of(edition_id), col(Delivery.state) == model.DeliveryState.DEFERRED)
    ).scalar()
    return moment


def listed(
    session: Session,
    edition_id: int,
    states: Collection[model.DeliveryState] = tuple(model.DeliveryState),
    *,
    search: str = "",
    after: int = 0,
    limit: int = 100,
) -> list[Standing]:
    """Deliveries in these states whose address or reply contains ``search``, by subscriber id beyond ``after``."""
    query = select(*(getattr(Delivery, name) for name in Standing._fields)).where(
        _of(edition_id), col(Delivery.state).in_(states), col(Delivery.subscriber_id) > after
    )
    if search:
        found = (
            col(column).icontains(clean.line(search), autoescape=True) for column in (Delivery.address, Delivery.reply)
        )
        query = query.where(or_(*found))
    rows = session.execute(query.order_by(col(Delivery.subscriber_id)).limit(limit))
    return [Standing(*row) for row in rows]


def retry(session: Session, edition_id: int, states: Collection[model.DeliveryState], now: datetime) -> int:
    """Put deliveries of these states (of ``RETRIABLE``) back into the queue, as if never tried; returns how many."""
    again = and_(_of(edition_id), col(Delivery.state).in_(RETRIABLE.intersection(states)), col(Delivery.address) != "")
    return _put_back(session, again, now, attempts=0, doubts=0)


def reopened(session: Session, now: datetime) -> list[int]:
    """Ids of sent editions of which somebody put deliveries back that are due now."""
    is_due = or_(
        col(Delivery.state) == model.DeliveryState.QUEUED,
        and_(col(Delivery.state) == model.DeliveryState.DEFERRED, col(Delivery.next_attempt_at) <= now),
        and_(col(Delivery.state) == model.DeliveryState.CLAIMED, col(Delivery.lease_until) <= now),
    )
    has_due = exists().where(col(Delivery.edition_id) == tables.Edition.id, is_due)
    is_sent = col(tables.Edition.state) == model.EditionState.SENT
    query = select(col(tables.Edition.id)).where(is_sent, has_due).order_by(col(tables.Edition.id))
    return list(session.execute(query).scalars())


def reported(
    session: Session, edition_id: int, subscriber_id: int, state: model.DeliveryState, words: str, now: datetime
) -> bool:
    """Note a bounce or complaint that came after the mail was accepted; False where it was not."""
    accepted = and_(_of(edition_id), col(Delivery.subscriber_id) == subscriber_id)
    is_sent = col(Delivery.state).in_((model.DeliveryState.SENT, model.DeliveryState.BOUNCED))
    statement = update(Delivery).where(accepted, is_sent).values(state=state, reply=words, updated_at=now)
    return bool(_changed(session, statement))


def _of(edition_id: int) -> ColumnElement[bool]:
    return col(Delivery.edition_id) == edition_id


def _claimed_by(names: Collection[str]) -> ColumnElement[bool]:
    return and_(col(Delivery.state) == model.DeliveryState.CLAIMED, col(Delivery.owner).in_(names))


def _put_back(session: Session, which: ColumnElement[bool], now: datetime, **more: int) -> int:
    values: dict[str, Any] = {"state": model.DeliveryState.QUEUED, "owner": "", "lease_until": None, "updated_at": now}
    return _changed(session, update(Delivery).where(which).values(**values, next_attempt_at=None, **more))


def _changed(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)


def _is_suppressed() -> ColumnElement[bool]:
    return exists().where(col(tables.Suppression.address) == Delivery.address).correlate(Delivery)


def _is_subscribed() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(tables.Subscription.subscriber_id) == Delivery.subscriber_id,
            col(tables.Subscription.newsletter) == tables.Edition.newsletter,
            col(tables.Edition.id) == Delivery.edition_id,
            col(tables.Subscription.state) == model.SubscriptionState.CONFIRMED,
        )
        .correlate(Delivery)
    )
