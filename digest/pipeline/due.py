"""What the clock knocks for: decided from the rows and the schedule, so that a missed or doubled tick changes nothing.

``decide`` is pure. The unique row of a newsletter and local date says what was already done; the schedule says what
should have been. Local times are meant in the newsletter's zone: a time that daylight saving skips is the next minute
that exists, a time that it repeats is the first of the two.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog

from digest import config, errors, model
from digest.store import deliveries, editions
from digest.store.database import Database

log = structlog.get_logger(__name__)

RETRY_EMPTY = timedelta(minutes=15)
"""So often a draft that came out empty is built again before its hour."""
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WEEKDAYS = tuple(config.Weekday)


class Build(NamedTuple):
    """Make the draft of this newsletter's local date."""

    newsletter: str
    local_date: date


class Send(NamedTuple):
    """Hand over the open deliveries of this edition."""

    edition: int


class Hold(NamedTuple):
    """Stop this edition: its hour passed."""

    edition: int
    reason: str


Step = Build | Send | Hold


def hour(edition: editions.Standing) -> datetime:
    """The moment lateness counts from: an approval after the planned hour starts a new one."""
    return max(edition.send_at, edition.approved_at or edition.send_at)


class Done(NamedTuple):
    """A step that was taken, and why it failed, if it did."""

    step: Step
    error: str = ""


def due(database: Database, settings: config.Settings, now: datetime) -> list[Step]:
    """The steps due now, as the rows and the schedule say."""
    max_lateness = timedelta(hours=settings.delivery.max_lateness_hours)
    with database.transaction(writes=False) as session:
        standings = editions.due(session, now - max_lateness - _DAY * 2)
        reopened = deliveries.reopened(session, now)
    steps = decide(settings.newsletters, standings, now, max_lateness)
    return [*steps, *(Send(edition_id) for edition_id in reopened)]


def run_due(
    database: Database,
    settings: config.Settings,
    now: Callable[[], datetime],
    *,
    kinds: tuple[type[Step], ...] = (Hold, Build, Send),
    passed_over: Collection[Step] = (),
    should_stop: Callable[[], bool] = lambda: False,
) -> list[Done]:
    """Take the steps of these kinds that are due, one after the other; a failed one stops no other.

    Nothing is ever approved here. Sources are read once for all the drafts that are due.
    """
    steps = [step for step in due(database, settings, now()) if isinstance(step, kinds) and step not in passed_over]
    builds = [step for step in steps if isinstance(step, Build)]
    if builds:
        _collect(database, settings, builds, now())
    done: list[Done] = []
    for step in steps:
        if should_stop():
            break
        done.append(_take(step, database, settings, now, should_stop))
    return done


def _take(
    step: Step,
    database: Database,
    settings: config.Settings,
    now: Callable[[], datetime],
    should_stop: Callable[[], bool],
) -> Done:
    """Take one step; what is known to fail is a value."""
    try:
        match step:
            case Build(newsletter, local_date):
                _build(database, settings, newsletter, local_date, now())
            case Hold(edition, reason):
                with database.transaction() as session:
                    held = editions.move(session, edition, model.EditionState.HELD, reason, now())
                log.warning("held", edition=held.name, reason=reason)
            case Send(edition):
                _send(database, settings, edition, now, should_stop)
    except errors.DigestError as error:
        log.error("a step failed", step=type(step).__name__.lower(), reason=str(error))  # noqa: TRY400 - foreseen
        return Done(step, str(error))
    return Done(step)


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local time: in a gap the next minute that exists, in a fold the first of the two."""
    local = datetime.combine(day, clock)
    while True:
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment
        local = local.replace(second=0, microsecond=0) + _MINUTE


def appears_on(newsletter: config.Newsletter, day: date) -> bool:
    """Whether an edition is planned for this local date."""
    return _WEEKDAYS[day.weekday()] in newsletter.days


def send_time(newsletter: config.Newsletter, day: date) -> datetime:
    """When the edition of this local date leaves, UTC."""
    return instant(day, newsletter.send_at, ZoneInfo(newsletter.time_zone))


def build_time(newsletter: config.Newsletter, day: date) -> datetime:
    """When the draft of this local date is made, UTC; a time later than ``send_at`` is the evening before."""
    is_evening_before = newsletter.build_at > newsletter.send_at
    return instant(day - _DAY if is_evening_before else day, newsletter.build_at, ZoneInfo(newsletter.time_zone))


def closing(newsletter: config.Newsletter, day: date, now: datetime) -> datetime:
    """Where the news of this local date's edition ends: now, or once that day is over, at the hour it was to leave."""
    return min(now, send_time(newsletter, day)) if day < today(newsletter, now) else now


def today(newsletter: config.Newsletter, now: datetime) -> date:
    """The newsletter's local date."""
    return now.astimezone(ZoneInfo(newsletter.time_zone)).date()


def week(newsletter: config.Newsletter, source: config.Newsletter, day: date) -> tuple[date, date]:
    """First and last local date of the editions of ``source`` that its round-up of this day tells again: seven days.

    The last is the same day, unless the source's hour comes after the round-up's.
    """
    last = day if send_time(source, day) <= send_time(newsletter, day) else day - _DAY
    return last - 6 * _DAY, last


def next_date(newsletter: config.Newsletter, now: datetime) -> date:
    """The local date of the next planned edition whose hour has not come."""
    here = today(newsletter, now)
    days = (here + _DAY * ahead for ahead in range(-1, 9))
    return next(day for day in days if appears_on(newsletter, day) and send_time(newsletter, day) > now)


def decide(
    newsletters: Iterable[config.Newsletter],
    standings: Sequence[editions.Standing],
    now: datetime,
    max_lateness: timedelta,
) -> list[Step]:
    """The steps due now: holds first, then builds, then sends.

    ``standings`` are the editions of at least the last ``max_lateness``, all that wait to be sent, and the first of
    each newsletter. No draft is made for a day before a newsletter's first edition, or before one that readers have.
    """
    dated = {(edition.newsletter, edition.local_date) for edition in standings if not is_to_retry(edition, now)}
    holds: list[Step] = []
    sends: list[Step] = []
    for edition in sorted(standings, key=lambda edition: (edition.send_at, edition.id)):
        step = _edition_step(edition, now, max_lateness)
        (holds if isinstance(step, Hold) else sends).extend([step] if step else [])
    leaving = {step.edition for step in sends if isinstance(step, Send)}
    known = {newsletter.key: newsletter for newsletter in newsletters}
    builds: list[Step] = [
        Build(newsletter.key, day)
        for newsletter in known.values()
        for day in _buildable(newsletter, now, max_lateness)
        if day >= _earliest(newsletter, standings, leaving, now)
        and (newsletter.key, day) not in dated
        and not _waits(newsletter, day, known.get(newsletter.round_up_of), standings, now)
    ]
    return [*holds, *builds, *sends]


def _earliest(
    newsletter: config.Newsletter, standings: Iterable[editions.Standing], leaving: Collection[int], now: datetime
) -> date:
    """The first local date that may still be built: today for a new newsletter, else none that readers are past."""
    mine = [each for each in standings if each.newsletter == newsletter.key]
    had = [each.local_date + _DAY for each in mine if each.state in editions.WITH_READERS or each.id in leaving]
    return max([min((each.local_date for each in mine), default=today(newsletter, now)), *had])


def _waits(
    newsletter: config.Newsletter,
    day: date,
    source: config.Newsletter | None,
    standings: Iterable[editions.Standing],
    now: datetime,
) -> bool:
    """Whether a round-up waits for the edition of its newsletter that leaves the same day, but not past its own hour."""
    if source is None or not appears_on(source, day) or week(newsletter, source, day)[1] != day:
        return False
    states = {each.state for each in standings if (each.newsletter, each.local_date) == (source.key, day)}
    is_to_come = not states or bool(states & {model.EditionState.DRAFT, model.EditionState.APPROVED})
    return is_to_come and now < send_time(newsletter, day)


def is_to_retry(edition: editions.Standing, now: datetime) -> bool:
    """Whether a day on which there was nothing to compose is looked at again: each quarter of an hour until its hour."""
    is_empty = edition.state is model.EditionState.HELD and not edition.sha256
    is_fresh = edition.built_at is None or now - edition.built_at < RETRY_EMPTY
    return is_empty and not is_fresh and now < edition.send_at


def _buildable(newsletter: config.Newsletter, now: datetime, max_lateness: timedelta) -> list[date]:
    """The local dates whose draft may be made now."""
    here = today(newsletter, now)
    back = math.ceil(max_lateness / _DAY) + 1
    days = (here + _DAY * offset for offset in range(-back, 3))
    return [
        day
        for day in days
        if appears_on(newsletter, day)
        and build_time(newsletter, day) <= now <= send_time(newsletter, day) + max_lateness
    ]


def _edition_step(edition: editions.Standing, now: datetime, max_lateness: timedelta) -> Step | None:
    """What an existing edition needs now, if anything."""
    waits = {model.EditionState.DRAFT, model.EditionState.APPROVED, model.EditionState.SENDING}
    if edition.state not in waits or now < edition.send_at:
        return None
    if now > hour(edition) + max_lateness:
        return Hold(edition.id, _missed(edition, max_lateness))
    return None if edition.state is model.EditionState.DRAFT else Send(edition.id)


def _missed(edition: editions.Standing, max_lateness: timedelta) -> str:
    """Why an edition is held, for the editor."""
    hours = f"{max_lateness / timedelta(hours=1):g} h"
    due = f"{hour(edition):%Y-%m-%d %H:%M} UTC"
    match edition.state:
        case model.EditionState.DRAFT:
            return f"Not approved within {hours} of its hour ({due}). Approve it to send it all the same."
        case model.EditionState.APPROVED:
            return f"Approved, but no sender ran within {hours} of its hour ({due}). Approve it again to send it now."
        case _:
            return f"Still not complete {hours} after its hour ({due}). What is open stays unsent until you resume it."


def _collect(database: Database, settings: config.Settings, builds: Sequence[Build], now: datetime) -> None:
    """Read the sources of these drafts; what fails is recorded at its source, and the drafts are built all the same."""
    from digest.pipeline import collect as collecting  # slow to import

    keys = {key for step in builds for key in settings.newsletter(step.newsletter).sources}
    if not keys:
        return  # round-ups alone
    try:
        collecting.collect(database, settings, now, keys=("*",) if "*" in keys else sorted(keys))
    except errors.DigestError as error:
        log.error("sources could not be read", reason=str(error))  # noqa: TRY400 - foreseen


def _build(database: Database, settings: config.Settings, newsletter: str, day: date, now: datetime) -> None:
    from digest.pipeline import build as building  # it reads the schedule from here, and it is slow to import

    building.build(database, settings, newsletter, day, now)


def _send(
    database: Database,
    settings: config.Settings,
    edition: int,
    now: Callable[[], datetime],
    should_stop: Callable[[], bool],
) -> None:
    from digest.pipeline import send as sending

    sending.send(database, settings, edition, now, stop=should_stop)
