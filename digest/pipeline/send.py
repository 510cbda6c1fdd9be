"""Approved edition to inboxes.

The rows decide: a sender claims deliveries under a lease, hands the mails over, and records each answer before
anything further leaves on that connection. Killed at any moment it has lost nothing, and has sent again at most as
many mails as it had connections open. Two senders at once never claim the same delivery.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import structlog

from digest import config, deliver, errors, model
from digest.deliver import message, way
from digest.deliver.links import Links
from digest.deliver.returns import Delivered, Returns
from digest.pipeline import Progress, admission, feedback, owner, silent, verdict
from digest.render import english
from digest.store import deliveries, editions
from digest.store import feedback as reports
from digest.store.database import Database

Clock = Callable[[], datetime]

SENDABLE = (model.EditionState.APPROVED, model.EditionState.SENDING, model.EditionState.SENT)
"""A sent edition has something to send only where an operator put deliveries back into the queue."""

log = structlog.get_logger(__name__)


class SendReport(model.Value):
    """What one run came to, and how the edition stands after it."""

    edition: int
    """Id of its row."""
    state: model.EditionState
    reason: str = ""
    """Why it is held, in words."""
    sent: int = 0
    """Mails accepted in this run."""
    deliveries: dict[model.DeliveryState, int]
    """All deliveries of the edition by state."""
    next_attempt_at: model.Moment | None = None
    """When the first deferred delivery is tried again."""

    @property
    def addressed(self) -> int:
        """To how many people the edition was owed; every one of them is in one of the states."""
        return sum(self.deliveries.values())

    def __str__(self) -> str:
        """One line for a person."""
        states = ", ".join(f"{number} {state.value}" for state, number in self.deliveries.items())
        line = f"{self.state.value}; {english.count(self.sent, 'mail')} left now; {self.addressed} addressed: {states or 'nobody'}"
        if self.next_attempt_at:
            line += f"; next attempt {self.next_attempt_at:%Y-%m-%d %H:%M} UTC"
        return f"{line}; {self.reason}" if self.reason else line


def send(
    database: Database,
    settings: config.Settings,
    edition_id: int,
    now: datetime | Clock,
    progress: Progress = silent,
    *,
    stop: Callable[[], bool] = lambda: False,
    transport: deliver.Transport | None = None,
) -> SendReport:
    """Hand over every delivery of an approved edition that is due; what is deferred waits for a later call.

    ``now`` is the clock, or the moment it is now. Once ``stop`` says True nothing new is begun; what is under way is
    awaited and recorded. A sent edition is left as it is. Raises StateError where it may not be sent (a draft, held,
    cancelled, changed since its approval, or too late: it is held then), TemporaryRefusal where the mail server
    cannot be reached; nothing is lost then. Raises StoreError where the rows cannot be written any further; it says
    how far the run came.
    """
    clock = now if callable(now) else _ticking(now)
    job = admission.admitted(database, settings, edition_id, clock())
    if job is None:
        return _report(database, edition_id, 0)
    run = _Run(database, settings, job, clock, progress, stop)
    out = transport or way.transport(settings.delivery)
    try:
        try:
            with _Heartbeat(run):
                run.drive(out)
        finally:
            run.finish()
    except errors.StoreError as error:
        raise errors.StoreError(run.stopped(error, out.connections), about=error.about) from error
    return _report(database, edition_id, run.sent)


def _ticking(moment: datetime) -> Clock:
    """A clock that shows this moment now and goes on from there."""
    begun = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - begun)


def _report(database: Database, edition_id: int, sent: int) -> SendReport:
    with database.transaction(writes=False) as session:
        standing = editions.get(session, edition_id)
        return SendReport(
            edition=edition_id,
            state=standing.state,
            reason=standing.reason,
            sent=sent,
            deliveries=deliveries.count(session, edition_id),
            next_attempt_at=deliveries.next_attempt(session, edition_id),
        )


# --------------------------------------------------------------------------------------- sending it


class _Run:
    """One sender at work on one edition."""

    def __init__(
        self,
        database: Database,
        settings: config.Settings,
        job: admission.Job,
        clock: Clock,
        progress: Progress,
        stop: Callable[[], bool],
    ) -> None:
        self.database, self.job, self.clock = database, job, clock
        self.edition_id = job.standing.id
        self.owner = owner.new()
        self.lease = timedelta(seconds=settings.delivery.lease_seconds)
        self.lease_until = clock()
        self.sent = 0
        self._settings = settings.delivery
        self._links, self._returns = links(settings), returns(settings)
        self._limits = verdict.Limits(job.until, settings.delivery.max_attempts)
        self._progress, self._stop = progress, stop
        self._templates: dict[str, message.Template] = {}
        self._under_way: dict[int, deliveries.Claim] = {}
        self._pending: list[deliver.Outcome] = []
        self._dead: list[reports.Report] = []
        self._has_no_more = False
        self._failed = self._done = self._total = 0
        self._last_refusal = ""

    def drive(self, transport: deliver.Transport) -> None:
        """Hand over until nothing is due, or told to stop."""
        log.info("sending", edition=self.job.standing.name, owner=self.owner)
        with _closing(transport.send(self._mails())) as outcomes:
            for outcome in outcomes:
                self._pending.append(outcome)
                if self._has_no_more:
                    self._record()

    def finish(self) -> None:
        """Record what is known, give back what was not handed over, close the edition where nothing is open."""
        self._record()
        now = self.clock()
        with self.database.transaction() as session:
            state = deliveries.edition_state(session, self.edition_id)
            deliveries.release(session, self.edition_id, [self.owner], now)
            is_complete = deliveries.open_count(session, self.edition_id) == 0
            if self._is_braked and state is model.EditionState.SENDING:
                editions.move(session, self.edition_id, model.EditionState.HELD, self._brake_reason, now)
            elif is_complete and state in (model.EditionState.APPROVED, model.EditionState.SENDING):
                editions.move(session, self.edition_id, model.EditionState.SENT, "", now)
                log.info("edition sent", edition=self.job.standing.name)
        if self._dead and not self._is_braked:
            feedback.take(self.database, self._dead, now)

    def stopped(self, error: errors.StoreError, connections: int) -> str:
        """Why the rows stopped the run, how far it came, and how it goes on."""
        # The database speaks of its last transaction; whoever reads it would take it for the whole run.
        reason = error.message.replace(", nothing was saved", "")
        return (
            f"{reason}. {self.job.standing.name} stopped on its way: {english.count(self.sent, 'mail')} of this run"
            " stand in the ledger as sent, and stay so. Once that is mended, `digest send` goes on with the others;"
            f" at most {english.count(connections, 'mail')}, sent but not recorded, may arrive twice"
        )

    # ----------------------------------------------------------------------------------- for the transport

    def _mails(self) -> Iterator[deliver.Mail]:
        """The mails that are due. Each time one is asked for, what is known of earlier ones is recorded first."""
        while not self._must_end() and (claims := self._claim()):
            for claim in claims:
                self._record()
                if self._must_end():
                    break
                mail = self._compose(claim)
                if mail:
                    yield mail
        self._record()
        self._has_no_more = True

    def _must_end(self) -> bool:
        return self._stop() or self._is_braked

    def _compose(self, claim: deliveries.Claim) -> deliver.Mail | None:
        """The reader's mail; None where the address can never be mailed, which is recorded like a refusal."""
        if self.clock() > self.lease_until - self.lease / 4:
            raise errors.StoreError("this sender lost its claims: the lease could not be renewed; send again")
        self._under_way[claim.subscriber_id] = claim
        returns_to = self._returns.address(Delivered(self.edition_id, claim.subscriber_id))
        reader = message.Reader(claim.subscriber_id, claim.address, claim.name, claim.public_id, returns_to)
        try:
            return self._template(claim.variant).mail(reader)
        except errors.PermanentRefusal as error:
            self._pending.append(deliver.Outcome(claim.subscriber_id, model.DeliveryState.FAILED, error.message))
            return None

    def _template(self, variant: str) -> message.Template:
        if variant not in self._templates:
            rendered = self.job.rendered.get(variant)
            if rendered is None:
                raise errors.RenderError(
                    f"was not rendered as {variant}; approve it again", about=self.job.standing.name
                )
            self._templates[variant] = message.Template(
                rendered,
                self.job.newsletter,
                self._links,
                local_date=self.job.standing.local_date,
                moment=self.clock(),
            )
        return self._templates[variant]

    # ----------------------------------------------------------------------------------- for the rows

    def _claim(self) -> list[deliveries.Claim]:
        """The next batch; none: nothing is due. What dead senders left is taken back first."""
        self._record()
        now = self.clock()
        with self.database.transaction() as session:
            state = deliveries.edition_state(session, self.edition_id)
            if state not in SENDABLE:
                return []  # held, cancelled or taken back meanwhile
            dead = [name for name in deliveries.owners(session, self.edition_id) if owner.is_dead(name)]
            deliveries.release(session, self.edition_id, dead, now)
            deliveries.release_lapsed(session, self.edition_id, now)
            claims = deliveries.claim(session, self.edition_id, self.owner, self._settings.batch, now, self.lease)
            while not claims.taken and claims.skipped:
                claims = deliveries.claim(session, self.edition_id, self.owner, self._settings.batch, now, self.lease)
            if claims.taken and state is model.EditionState.APPROVED:
                editions.move(session, self.edition_id, model.EditionState.SENDING, "", now)
            counts = deliveries.count(session, self.edition_id)
        self.lease_until = now + self.lease
        self._total = sum(counts.values())
        self._done = self._total - sum(counts.get(state, 0) for state in model.OPEN_DELIVERIES)
        return claims.taken

    def _record(self) -> None:
        """Write down every outcome at hand, in one transaction."""
        if not self._pending:
            return
        now, outcomes = self.clock(), self._pending
        verdicts = [verdict.judge(each, self._under_way[each.key], now, self._limits) for each in outcomes]
        with self.database.transaction() as session:
            changed = deliveries.record(session, self.edition_id, verdicts, self.owner, now)
        self._pending = []  # only now: what could not be recorded is recorded at the next chance
        if changed < len(verdicts):
            log.warning(
                "claims were lost to another sender", edition=self.job.standing.name, lost=len(verdicts) - changed
            )
        for outcome in outcomes:
            self._count(outcome, self._under_way.pop(outcome.key), now)
        self._progress("mails", self._done, self._total)

    def _count(self, outcome: deliver.Outcome, claim: deliveries.Claim, now: datetime) -> None:
        self._done += 1
        self.sent += outcome.state is model.DeliveryState.SENT
        if outcome.state is not model.DeliveryState.FAILED:
            return
        self._failed += 1
        self._last_refusal = outcome.reply
        if verdict.is_dead_address(outcome):
            kind = model.FeedbackKind.HARD_BOUNCE
            self._dead.append(
                reports.Report(claim.address, kind, outcome.reply, now, self.edition_id, claim.subscriber_id)
            )

    @property
    def _is_braked(self) -> bool:
        return verdict.needs_brake(self._failed, self._failed + self.sent)

    @property
    def _brake_reason(self) -> str:
        return (
            f"Stopped: {self._failed} of {self._failed + self.sent} mails were refused for good, the last with"
            f" “{self._last_refusal}”. Nobody was suppressed. Find the cause before you approve it again."
        )


@contextlib.contextmanager
def _closing(outcomes: Iterator[deliver.Outcome]) -> Generator[Iterator[deliver.Outcome]]:
    """Let a transport that is a generator close its connections even when we stop early."""
    try:
        yield outcomes
    finally:
        if isinstance(outcomes, Generator):
            outcomes.close()


class _Heartbeat:
    """Renews the lease of a run while it waits for a slow server."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        run = self._run
        while not self._over.wait(run.lease.total_seconds() / 3):
            until = run.clock() + run.lease
            try:
                with run.database.transaction() as session:
                    deliveries.renew(session, run.edition_id, run.owner, until)
            except errors.StoreError as error:
                log.warning("the lease could not be renewed", reason=str(error))
            else:
                run.lease_until = until


def links(settings: config.Settings) -> Links:
    """The links under the configured base URL. Raises ConfigError where there is no signing key."""
    return Links(settings.web.base_url, _signing_key(settings))


def returns(settings: config.Settings) -> Returns:
    """The return addresses of the configured address. Raises ConfigError where there is no signing key."""
    return Returns(settings.bounces.address, _signing_key(settings))


def _signing_key(settings: config.Settings) -> str:
    if settings.web.signing_key is None:
        raise errors.ConfigError("there is no signing key; run: digest migrate", about="web.signing_key")
    return settings.web.signing_key.get_secret_value()
