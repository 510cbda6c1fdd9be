"""Sign-up to confirmed subscription.

Signing up writes a row; the row promises one confirmation mail, which is handed over afterwards and by whoever comes
first. So a visitor's answer takes the same time and says the same, whether the address is known, new or refused.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from digest import config, deliver, errors, model
from digest.deliver import links as signed
from digest.deliver import message, way
from digest.deliver.returns import Delivered
from digest.pipeline import send
from digest.render import environment, notice
from digest.store import confirmations, subscribers
from digest.store.database import Database

log = structlog.get_logger(__name__)

ONCE_PER = timedelta(hours=24)
"""A subscription is confirmed by mail at most once in this time, however often it is asked for."""
PER_HOUR = 60
"""Confirmations of all newsletters together; more at once is an attack on somebody's mailbox, not a crowd."""
PATIENCE = timedelta(hours=2)
"""So long a confirmation that the mail server puts off is tried again."""
CONFIRM_TEMPLATE = "confirm"


class Request(StrEnum):
    """What became of a sign-up, as far as the visitor is told."""

    TAKEN = "taken"
    """If the address can be mailed and is not confirmed yet, a confirmation is on its way."""
    TOO_MANY = "too_many"
    """Too many people sign up this hour."""


def sign_up(
    database: Database,
    newsletter: config.Newsletter,
    address: str,
    now: datetime,
    *,
    public_id: str,
    consent: str,
) -> Request:
    """A visitor asks for a newsletter. ``consent`` is the text they were shown, kept as proof; ``public_id`` is random.

    Raises StateError where the address is none.
    """
    with database.transaction() as session:
        if confirmations.count(session, now - timedelta(hours=1)) >= PER_HOUR:
            log.warning("sign-ups refused: too many this hour", limit=PER_HOUR)
            return Request.TOO_MANY
        proof = f"Form of {newsletter.key}, {now:%Y-%m-%d %H:%M} UTC: {consent}"
        asked = subscribers.subscribe(session, address, newsletter.key, proof, now, public_id=public_id)
        if asked.outcome is subscribers.SignUp.ASKED and asked.subscription:
            confirmations.renew(session, asked.subscription.public_id, newsletter.key, now - ONCE_PER)
    return Request.TAKEN


def send_confirmations(
    database: Database,
    settings: config.Settings,
    now: datetime,
    *,
    transport: deliver.Transport | None = None,
    templates: environment.Templates | None = None,
) -> int:
    """Hand over every confirmation that is promised; how many were accepted.

    ``transport`` and ``templates`` are those of the settings where none are given. A refused address stays
    unconfirmed; what was put off is promised again, also where this fails. Raises RenderError, StoreError, ConfigError.
    """
    claimed = _claim(database, now)
    if not claimed:
        return 0
    outcomes: dict[int, deliver.Outcome] = {}
    try:
        way_out = transport or way.transport(settings.delivery)
        mails = _mails(claimed, settings, templates or environment.environment(settings.templates), now)
        for outcome in way_out.send(mails):
            outcomes[outcome.key] = outcome
    except errors.DeliveryError as error:
        log.warning("confirmations were put off", reason=str(error))
    finally:
        for number, subscription in enumerate(claimed):
            _settle(database, subscription, outcomes.get(number))
    accepted = sum(outcome.state is model.DeliveryState.SENT for outcome in outcomes.values())
    log.info("confirmations handed over", accepted=accepted, of=len(claimed))
    return accepted


def confirm(database: Database, subject: signed.Subject, now: datetime) -> subscribers.Subscription | None:
    """The person answered the confirmation; None where nobody is known under this link."""
    with database.transaction() as session:
        return subscribers.confirm(session, *subject, now)


def unsubscribe(database: Database, subject: signed.Subject, now: datetime) -> subscribers.Subscription | None:
    """The person leaves; again changes nothing. None where nobody is known under this link."""
    with database.transaction() as session:
        return subscribers.unsubscribe(session, *subject, now)


def come_back(database: Database, subject: signed.Subject, now: datetime) -> subscribers.Subscription | None:
    """The person takes back that they left; only who had confirmed before comes back this way."""
    proof = f"Came back from the unsubscribe page, {now:%Y-%m-%d %H:%M} UTC."
    with database.transaction() as session:
        return subscribers.come_back(session, *subject, proof, now)


def prefer(
    database: Database, subject: signed.Subject, variant: model.Variant, *, is_paused: bool
) -> subscribers.Subscription | None:
    """What the person wants from the next edition on; None where nobody is known under this link."""
    with database.transaction() as session:
        return subscribers.prefer(session, *subject, variant=variant, is_paused=is_paused)


def find(database: Database, subject: signed.Subject) -> subscribers.Subscription | None:
    """The subscription a link speaks for."""
    with database.transaction(writes=False) as session:
        return subscribers.get(session, *subject)


def _claim(database: Database, now: datetime) -> list[subscribers.Subscription]:
    """Take what is promised, so that of several senders one mails it."""
    with database.transaction() as session:
        promised = confirmations.promised(session, now - PATIENCE, PER_HOUR)
        return [each for each in promised if confirmations.claim(session, each, now)]


def _mails(
    claimed: list[subscribers.Subscription],
    settings: config.Settings,
    templates: environment.Templates,
    now: datetime,
) -> Iterator[deliver.Mail]:
    """One mail each; who cannot be written to is passed over."""
    links, returns = send.links(settings), send.returns(settings)
    for number, subscription in enumerate(claimed):
        newsletter = settings.newsletter(subscription.newsletter)
        url = links.confirm(signed.Subject(subscription.public_id, newsletter.key))
        text = notice.render(CONFIRM_TEMPLATE, templates, newsletter=newsletter, confirm_url=url)
        returns_to = returns.address(Delivered(0, subscription.subscriber_id))
        reader = message.Reader(number, subscription.address, "", subscription.public_id, returns_to)
        try:
            yield message.notice(
                newsletter, links, reader, subject=text.subject, page=text.html, text=text.text, moment=now
            )
        except errors.PermanentRefusal as error:
            log.warning("a confirmation cannot be mailed", reason=error.message)


def _settle(database: Database, subscription: subscribers.Subscription, outcome: deliver.Outcome | None) -> None:
    """What was put off is promised again; what was refused, or is in doubt, is not."""
    if outcome and outcome.state is not model.DeliveryState.DEFERRED:
        if outcome.state is model.DeliveryState.FAILED:
            log.warning("a confirmation was refused", reply=outcome.reply)
        return
    with database.transaction() as session:
        confirmations.release(session, subscription)
