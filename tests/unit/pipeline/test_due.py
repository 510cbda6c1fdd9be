"""What is due, over days, years, restarts and clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from digest import config, model
from digest.pipeline import due
from digest.store import editions

SIX_HOURS = timedelta(hours=6)
DAY = date(2026, 11, 20)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham")
MOMENTS = some.datetimes(timezones=some.just(UTC)).map(
    lambda moment: moment.replace(year=2024 + moment.year % 10, day=min(moment.day, 28))
)


def letter(key: str = "daily", **changes: Any) -> config.Newsletter:
    return config.Newsletter.model_validate({"key": key, "name": "Daily", "sender": "news@example.org", **changes})


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC)


def edition(
    state: model.EditionState,
    approved_at: datetime | None = None,
    *,
    number: int = 7,
    day: date = DAY,
    send_at: datetime | None = None,
) -> editions.Standing:
    hour = send_at or at("07:00")
    return editions.Standing(number, "daily", day, state, "", "", None, hour, approved_at, "", "", None)


def decide(clock: str, *editions: editions.Standing, **changes: Any) -> list[due.Step]:
    return due.decide([letter(**changes)], editions, at(clock), SIX_HOURS)


def test_nothing_is_due_before_the_hour() -> None:
    assert decide("04:59") == []


@pytest.mark.parametrize("clock", ["05:00", "06:30", "07:00", "13:00"])
def test_a_missing_draft_is_built_until_it_would_be_too_late(clock: str) -> None:
    assert decide(clock) == [due.Build("daily", DAY)]


def test_a_day_that_was_missed_altogether_is_not_built() -> None:
    assert decide("13:01") == []


TWO_DAYS = timedelta(hours=48)


def builds(clock: str, *rows: editions.Standing, **changes: Any) -> list[date]:
    """The days built at this time of ``DAY`` where lateness of two days is allowed."""
    steps = due.decide([letter(**changes)], rows, at(clock), TWO_DAYS)
    return [step.local_date for step in steps if isinstance(step, due.Build)]


def back(days: int, state: model.EditionState = model.EditionState.SENT) -> editions.Standing:
    """The edition of so many days before ``DAY``."""
    day = DAY - timedelta(days=days)
    return edition(state, number=days, day=day, send_at=at("07:00", day))


def test_days_that_were_missed_are_caught_up_with_within_the_lateness() -> None:
    assert builds("06:00", back(3)) == [DAY - timedelta(days=2), DAY - timedelta(days=1), DAY]


@pytest.mark.parametrize("state", [model.EditionState.SENDING, model.EditionState.SENT, model.EditionState.APPROVED])
def test_no_day_is_caught_up_with_before_an_edition_that_was_sent_or_is_leaving(state: model.EditionState) -> None:
    assert builds("06:00", back(9), back(1, state)) == [DAY]


def test_an_edition_whose_hour_is_still_to_come_keeps_no_day_before_it_from_being_built() -> None:
    rows = (back(3), edition(model.EditionState.APPROVED))
    assert builds("06:59", *rows) == [DAY - timedelta(days=2), DAY - timedelta(days=1)]
    assert builds("07:00", *rows) == []


@pytest.mark.parametrize("state", [model.EditionState.HELD, model.EditionState.CANCELLED, model.EditionState.DRAFT])
def test_an_edition_that_nobody_gets_stands_in_no_other_s_way(state: model.EditionState) -> None:
    assert builds("06:00", back(9), back(1, state)) == [DAY - timedelta(days=2), DAY]


def test_a_new_newsletter_begins_with_today_s_edition_or_the_next() -> None:
    assert builds("06:00") == [DAY]
    assert builds("18:00") == [DAY]
    assert builds("18:00", days=["sat"]) == []
    assert builds("18:00", build_at="17:00", send_at="06:00") == [DAY, DAY + timedelta(days=1)]
    assert builds("06:00", edition(model.EditionState.DRAFT)) == []


@given(
    moment=MOMENTS, zone=some.sampled_from(ZONES), states=some.lists(some.sampled_from(model.EditionState), max_size=4)
)
def test_no_draft_is_older_than_what_readers_have_or_than_the_newsletter(
    moment: datetime, zone: str, states: list[model.EditionState]
) -> None:
    newsletter = letter(time_zone=zone)
    rows = []
    for number, state in enumerate(states):
        day = due.today(newsletter, moment) - timedelta(days=number)
        rows.append(edition(state, number=number, day=day, send_at=due.send_time(newsletter, day)))
    had = [row.local_date for row in rows if row.state in editions.WITH_READERS]
    first = min((row.local_date for row in rows), default=due.today(newsletter, moment))
    for step in due.decide([newsletter], rows, moment, TWO_DAYS):
        if isinstance(step, due.Build):
            assert step.local_date > max(had, default=date.min)
            assert step.local_date >= first


def test_a_day_without_an_edition_is_skipped() -> None:
    assert decide("05:00", days=["mon"]) == []


def test_a_row_of_any_state_means_the_day_was_built() -> None:
    for state in model.EditionState:
        assert not any(isinstance(step, due.Build) for step in decide("06:00", edition(state)))


def test_a_draft_late_at_night_is_built_the_evening_before() -> None:
    late = {"build_at": "22:00", "send_at": "06:00"}
    assert decide("22:00", **late) == [due.Build("daily", DAY + timedelta(days=1))]
    assert due.Build("daily", DAY) not in decide("21:59", **late)


@pytest.mark.parametrize(
    ("state", "clock", "step"),
    [
        (model.EditionState.DRAFT, "07:00", None),
        (model.EditionState.DRAFT, "13:01", due.Hold),
        (model.EditionState.APPROVED, "06:59", None),
        (model.EditionState.APPROVED, "07:00", due.Send),
        (model.EditionState.APPROVED, "13:00", due.Send),
        (model.EditionState.APPROVED, "13:01", due.Hold),
        (model.EditionState.SENDING, "07:05", due.Send),
        (model.EditionState.SENDING, "13:01", due.Hold),
        (model.EditionState.SENT, "07:05", None),
        (model.EditionState.HELD, "07:05", None),
        (model.EditionState.CANCELLED, "07:05", None),
    ],
)
def test_what_an_edition_needs(state: model.EditionState, clock: str, step: type[due.Step] | None) -> None:
    steps = decide(clock, edition(state))
    assert [type(found) for found in steps] == ([step] if step else [])


def test_a_missed_hour_says_why() -> None:
    (step,) = decide("13:01", edition(model.EditionState.DRAFT))
    assert isinstance(step, due.Hold)
    assert "Not approved within 6 h of its hour (2026-11-20 07:00 UTC)" in step.reason


def test_an_edition_approved_late_is_sent_as_the_editor_knew_the_hour() -> None:
    assert decide("18:00", edition(model.EditionState.APPROVED, at("17:59"))) == [due.Send(7)]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),  # gap: 03:00 is the next that exists
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # fold: the first
        ("America/New_York", date(2026, 11, 1), time(1, 0), "2026-11-01T05:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-03T15:30"),  # a gap of half an hour
        ("Pacific/Apia", date(2011, 12, 30), time(7, 0), "2011-12-30T10:00"),  # a day that never was
    ],
)
def test_local_times_that_clocks_skip_or_repeat(zone: str, day: date, clock: time, utc: str) -> None:
    assert due.instant(day, clock, ZoneInfo(zone)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(
    zone=some.sampled_from(ZONES),
    day=some.dates(date(2024, 1, 1), date(2034, 12, 31)),
    clock=some.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)
@settings(max_examples=300)
def test_each_local_day_has_one_moment_and_days_keep_their_order(zone: str, day: date, clock: time) -> None:
    place = ZoneInfo(zone)
    moment = due.instant(day, clock, place)
    assert moment < due.instant(day + timedelta(days=1), clock, place)
    assert moment.astimezone(place).date() == day


@given(moment=MOMENTS)
def test_the_next_date_is_ahead(moment: datetime) -> None:
    newsletter = letter(days=["tue"], time_zone="America/New_York")
    day = due.next_date(newsletter, moment)
    assert day.weekday() == 1
    assert timedelta(0) < due.send_time(newsletter, day) - moment <= timedelta(days=7, hours=1)


class World:
    """Rows with their unique key, and what the services did to them."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, date], editions.Standing] = {}
        self.built: list[tuple[str, date]] = []
        self.sent: list[tuple[str, date]] = []

    def act(self, step: due.Step, newsletter: config.Newsletter, now: datetime) -> None:
        if isinstance(step, due.Build):
            self._build(step, newsletter)
            return
        (key, row) = next((key, row) for key, row in self.rows.items() if row.id == step.edition)
        if isinstance(step, due.Hold):
            self.rows[key] = row._replace(state=model.EditionState.HELD)
        elif row.state is model.EditionState.APPROVED:  # the row decides, whoever comes second finds it sent
            assert timedelta(0) <= now - row.send_at <= SIX_HOURS
            self.rows[key] = row._replace(state=model.EditionState.SENT)
            self.sent.append(key)

    def _build(self, step: due.Build, newsletter: config.Newsletter) -> None:
        key = (step.newsletter, step.local_date)
        if key not in self.rows:
            hour = due.send_time(newsletter, step.local_date)
            self.rows[key] = edition(
                model.EditionState.APPROVED, number=len(self.rows), day=step.local_date, send_at=hour
            )
            self.built.append(key)


def ticks(seed: int) -> Iterator[datetime]:
    """A year of minutes seen by two services: late, and away for hours at a time."""
    random = Random(seed)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    while now < datetime(2027, 1, 1, tzinfo=UTC):
        yield now
        away = random.choice((1, 29, 61, 120)) if random.random() < 0.99 else random.randrange(300)
        now += timedelta(minutes=away)


@pytest.mark.parametrize(("seed", "zone"), [(1, "UTC"), (2, "Europe/Berlin"), (3, "America/New_York")])
def test_a_year_of_restarts_and_doubled_ticks_sends_each_day_once(seed: int, zone: str) -> None:
    newsletter = letter(time_zone=zone, build_at="01:30", send_at="02:30")
    world = World()
    for now in ticks(seed):
        recent = list(world.rows.values())[-3:]
        for step in due.decide([newsletter], recent, now, SIX_HOURS) * 2:  # both services decided before either acted
            world.act(step, newsletter, now)
    assert len(world.sent) == len(set(world.sent))
    assert world.sent == world.built[: len(world.sent)]  # each built day is sent, in order
    assert len(world.sent) >= 364  # never away for longer than the window: no day is missed


SUNDAY = date(2026, 11, 22)
WEEKLY = letter("weekly", round_up_of="daily", days=["sun"], build_at="08:00", send_at="10:00")


@pytest.mark.parametrize(
    ("clock", "state", "is_built"),
    [
        ("08:00", None, False),
        ("08:00", model.EditionState.DRAFT, False),
        ("08:00", model.EditionState.APPROVED, False),
        ("08:00", model.EditionState.SENDING, True),
        ("08:00", model.EditionState.SENT, True),
        ("08:00", model.EditionState.HELD, True),
        ("08:00", model.EditionState.CANCELLED, True),
        ("09:59", model.EditionState.DRAFT, False),
        ("10:00", model.EditionState.DRAFT, True),
        ("10:00", None, True),
    ],
)
def test_a_round_up_waits_for_the_edition_of_its_day_until_its_own_hour(
    clock: str, state: model.EditionState | None, is_built: bool
) -> None:
    rows = [edition(state, day=SUNDAY, send_at=at("07:00", SUNDAY))] if state else []
    steps = due.decide([letter(), WEEKLY], rows, at(clock, SUNDAY), SIX_HOURS)
    assert (due.Build("weekly", SUNDAY) in steps) is is_built


def test_a_round_up_waits_for_nothing_that_comes_after_it_or_not_at_all() -> None:
    evening = letter(build_at="16:00", send_at="18:00")
    workdays = letter(days=["mon", "tue", "wed", "thu", "fri"])
    for source in (evening, workdays):
        steps = due.decide([source, WEEKLY], [], at("08:00", SUNDAY), SIX_HOURS)
        assert due.Build("weekly", SUNDAY) in steps


def test_a_week_is_seven_days_and_ends_with_the_last_edition_before_the_hour() -> None:
    assert due.week(WEEKLY, letter(), SUNDAY) == (date(2026, 11, 16), SUNDAY)
    assert due.week(WEEKLY, letter(send_at="18:00"), SUNDAY) == (date(2026, 11, 15), date(2026, 11, 21))
