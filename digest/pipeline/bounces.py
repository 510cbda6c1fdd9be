"""Mails that came back to what follows from them.

Whose mail it was is told by the signed return address, else by our Message-ID together with the address it went to:
both prove that the report is about a mail of ours. An address alone proves nothing, as anybody can write a report: it
counts only where mails leave without return addresses, and is believed after several editions. What is not understood,
or not about us, is left where it lies.
"""

import hmac
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import structlog
from sqlmodel import Session

from digest import config, errors, model
from digest.deliver import bounces, mailbox
from digest.deliver.mailbox import imap, maildir, pop3
from digest.pipeline import feedback, send
from digest.store import addresses, delivered, subscribers
from digest.store import feedback as reports
from digest.store.database import Database

log = structlog.get_logger(__name__)

ABOUT_US = frozenset(
    {
        bounces.Reason.SPAM,
        bounces.Reason.BLOCKED,
        bounces.Reason.AUTHENTICATION,
        bounces.Reason.POLICY,
        bounces.Reason.CONTENT,
        bounces.Reason.TOO_LARGE,
    }
)
"""Reasons that say nothing against an address, however often they are given."""
_OUR_ID = re.compile(r"<([a-z0-9][a-z0-9-]*)\.(\d{4}-\d\d-\d\d)\.([0-9a-f]{24})@")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,400}\.[A-Za-z0-9_-]{20,80}")


class Taken(StrEnum):
    """What became of a mail that was read."""

    BOUNCE = "bounce"
    """A mail of ours did not arrive; it is written down."""
    COMPLAINT = "complaint"
    """A reader called a mail of ours unwanted; they are mailed no more."""
    UNSUBSCRIBED = "unsubscribed"
    """A reader left by mail."""
    AGAIN = "again"
    """The same report was read before."""
    IGNORED = "ignored"
    """A holiday notice, or a warning that a mail is late."""
    LEFT = "left"
    """Not understood, or not about a mail of ours; a person should look."""


class Subject(NamedTuple):
    """Whose delivery a report is about."""

    of: delivered.Delivered
    is_proven: bool
    """The report carries something that only we and that mail know."""


class Desk:
    """Takes mails that came back, one by one."""

    def __init__(self, database: Database, settings: config.Settings, now: datetime) -> None:
        """Raises ConfigError where there is no signing key."""
        self._database, self._now = database, now
        self._limits = settings.bounces
        self._since = now - timedelta(days=settings.bounces.days)
        self._links, self._returns = send.links(settings), send.returns(settings)

    def take(self, data: bytes, envelope: str = "") -> Taken:
        """What a mail came to; ``envelope`` is the address it was delivered to, where known. Raises StoreError."""
        return self.report(bounces.read(data, envelope=envelope))

    def report(self, report: bounces.Report) -> Taken:
        """What a report came to that was read already. Raises StoreError."""
        with self._database.transaction() as session:
            taken = self._taken(session, report)
        if taken is not Taken.AGAIN:
            log.info("a mail came back", became=taken.value, kind=report.kind.value)
        return taken

    def _taken(self, session: Session, report: bounces.Report) -> Taken:
        match report.kind:
            case bounces.Kind.HARD | bounces.Kind.SOFT:
                return self._bounced(session, report)
            case bounces.Kind.COMPLAINT:
                return self._complained(session, report)
        if self._has_left(session, report):
            return Taken.UNSUBSCRIBED
        return Taken.IGNORED if report.kind is bounces.Kind.AUTOREPLY else Taken.LEFT

    # ----------------------------------------------------------------------------------- bounces

    def _bounced(self, session: Session, report: bounces.Report) -> Taken:
        found = list(self._pairs(session, report))
        if not found:
            return Taken.LEFT
        final = [(bounce, subject) for bounce, subject in found if bounce.is_final]
        if not final:
            return Taken.IGNORED
        fresh = [self._keep_bounce(session, report, *each) for each in final]
        return Taken.BOUNCE if any(fresh) else Taken.AGAIN

    def _pairs(self, session: Session, report: bounces.Report) -> Iterator[tuple[bounces.Bounce, Subject]]:
        """Each bounce with its delivery. A return address names one; addresses beyond it were forwarded to."""
        named = self._named(session, report)
        if named:
            own = [each for each in report.bounces if _same(each.address, named.of.address)]
            yield (own or list(report.bounces))[0], named
            return
        for bounce in report.bounces:
            subject = self._of_address(session, report, bounce.address)
            if subject:
                yield bounce, subject

    def _keep_bounce(self, session: Session, report: bounces.Report, bounce: bounces.Bounce, subject: Subject) -> bool:
        kind = _kind(bounce)
        said = " ".join(filter(None, [bounce.reason.value.replace("_", " "), bounce.words and f"({bounce.words})"]))
        if not self._keep(session, report, subject, kind, said):
            return False
        is_sure = kind is model.FeedbackKind.HARD_BOUNCE and bounce.is_certain and subject.is_proven
        # A forwarded mail may fail at an address that is not the reader's own.
        is_own = _same(bounce.address, subject.of.address)
        if (is_sure and is_own) or self._is_enough(session, subject.of.address, kind):
            reason = model.SuppressionReason(kind.value)
            self._suppress(session, subject, reason, said)
        return True

    def _is_enough(self, session: Session, address: str, kind: model.FeedbackKind) -> bool:
        """Whether so many editions bounced lately that the address is given up."""
        hard, soft = model.FeedbackKind.HARD_BOUNCE, model.FeedbackKind.SOFT_BOUNCE
        if kind is hard and reports.count(session, address, [hard], self._since) >= self._limits.hard_limit:
            return True
        return kind is soft and reports.count(session, address, [hard, soft], self._since) >= self._limits.soft_limit

    # ----------------------------------------------------------------------------------- complaints, leaving

    def _complained(self, session: Session, report: bounces.Report) -> Taken:
        subject = self._named(session, report)
        named = (self._of_address(session, report, each) for each in report.complainants)
        subject = subject or next(filter(None, named), None)
        if subject is None:
            return Taken.LEFT
        kind = model.FeedbackKind.COMPLAINT
        if not self._keep(session, report, subject, kind, "reported as unwanted"):
            return Taken.AGAIN
        count = reports.count(session, subject.of.address, [kind], self._since)
        if subject.is_proven or count >= self._limits.hard_limit:
            self._suppress(session, subject, model.SuppressionReason.COMPLAINT, "reported as unwanted")
            subscribers.remove(session, subject.of.address, subject.of.newsletter or None, self._now)
        return Taken.COMPLAINT

    def _has_left(self, session: Session, report: bounces.Report) -> bool:
        """A request to unsubscribe carries in its subject the token of the reader's own link."""
        tokens = _TOKEN.findall(report.subject[:2000])
        readers = filter(None, (self._links.read("unsubscribe", each) for each in tokens))
        return any(subscribers.unsubscribe(session, *each, self._now) for each in readers)

    # ----------------------------------------------------------------------------------- whose mail it was

    def _named(self, session: Session, report: bounces.Report) -> Subject | None:
        """By the return address."""
        for read in filter(None, map(self._returns.read, report.addresses)):
            found = delivered.get(session, *read)
            if found:
                return Subject(found, is_proven=True)
        return None

    def _of_address(self, session: Session, report: bounces.Report, address: str) -> Subject | None:
        """By the address, and our Message-ID where the report has it."""
        try:
            address = addresses.normal(address)
        except errors.StateError:
            return None
        for newsletter, day, secret in _our_ids(report):
            found = delivered.to(session, address, newsletter, day)
            if found and hmac.compare_digest(secret, self._links.message_secret(newsletter, day, found.public_id)):
                return Subject(found, is_proven=True)
        if self._limits.address:
            return None  # our mails name their delivery: what does not is not about them, or made up
        found = delivered.latest(session, address, self._since)
        return Subject(found, is_proven=False) if found else None

    # ----------------------------------------------------------------------------------- writing it down

    def _keep(
        self, session: Session, report: bounces.Report, subject: Subject, kind: model.FeedbackKind, said: str
    ) -> bool:
        key = f"{report.key}:{subject.of.subscriber_id}"
        return feedback.keep(
            session,
            reports.Report(
                subject.of.address, kind, said, self._now, subject.of.edition_id, subject.of.subscriber_id, key
            ),
            self._now,
        )

    def _suppress(self, session: Session, subject: Subject, reason: model.SuppressionReason, said: str) -> None:
        if feedback.suppress(session, subject.of.address, reason, said, self._now):
            log.info("an address is mailed no more", address=subject.of.address, reason=reason.value)


class Read(NamedTuple):
    """What a round over the mailboxes came to."""

    taken: dict[Taken, int]
    """How many mails became what."""
    failed: tuple[str, ...]
    """The mailboxes that could not be read, and why."""


def is_read(settings: config.Bounces) -> bool:
    """Whether there is a mailbox to be read."""
    return bool(settings.imap.host or settings.pop3.host or settings.maildir)


def read(database: Database, settings: config.Settings, now: datetime) -> Read:
    """Read every mailbox of the settings; one that fails stops no other. Raises StoreError, ConfigError."""
    desk = Desk(database, settings, now)
    count: Counter[Taken] = Counter()
    failed = []

    def take(data: bytes) -> bool:
        taken = desk.take(data)
        count[taken] += 1
        return taken is not Taken.LEFT

    for box in _mailboxes(database, settings.bounces):
        try:
            box.read(take)
        except errors.TemporaryRefusal as error:
            log.warning("a mailbox could not be read", mailbox=box.name, reason=error.message)
            failed.append(str(error))
        finally:
            if isinstance(box, pop3.Pop3):
                with database.transaction() as session:
                    reports.leave(session, box.name, box.left)
    return Read(dict(count), tuple(failed))


def hand_over(database: Database, settings: config.Settings, now: datetime, data: bytes, envelope: str = "") -> Taken:
    """Take a mail that was handed over; kept in a Maildir where it was not understood, so that it is never lost.

    Raises StoreError, TemporaryRefusal, ConfigError: it was not taken then, and should be handed over again.
    """
    taken = Desk(database, settings, now).take(data, envelope)
    if taken is Taken.LEFT:
        maildir.keep(settings.bounces.kept, data)
    return taken


def _mailboxes(database: Database, settings: config.Bounces) -> Iterator[mailbox.Mailbox]:
    if settings.maildir:
        yield maildir.Maildir(settings, settings.maildir)
    if settings.imap.host:
        yield imap.Imap(settings)
    if settings.pop3.host:
        name = f"{settings.pop3.host}:{settings.pop3.port}"
        with database.transaction(writes=False) as session:
            left = reports.left(session, name)
        yield pop3.Pop3(settings, left)


def _kind(bounce: bounces.Bounce) -> model.FeedbackKind:
    if bounce.kind is bounces.Kind.HARD:
        return model.FeedbackKind.HARD_BOUNCE
    return model.FeedbackKind.REFUSAL if bounce.reason in ABOUT_US else model.FeedbackKind.SOFT_BOUNCE


def _our_ids(report: bounces.Report) -> Iterator[tuple[str, date, str]]:
    for found in filter(None, map(_OUR_ID.match, report.message_ids)):
        try:
            yield found[1], date.fromisoformat(found[2]), found[3]
        except ValueError:
            continue


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()
