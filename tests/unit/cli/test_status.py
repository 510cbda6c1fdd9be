"""What bare ``digest`` says of a day, and the step it names next."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from digest import config, model
from digest.cli import status
from digest.store import editions

HOUR = datetime(2026, 1, 13, 7, 0, tzinfo=UTC)
NEWSLETTER = config.Newsletter(key="morning", name="Morning", sender="news@news.example")


def day(state: model.EditionState | None = None, *, sha256: str = "f" * 64, **changes: Any) -> status.Day:
    standing = state and editions.Standing(
        id=1,
        newsletter="morning",
        local_date=HOUR.date(),
        state=state,
        reason="the mail server said no",
        sha256=sha256,
        built_at=HOUR,
        send_at=HOUR,
        approved_at=None,
        approved_by="",
        approved_sha256="",
        sent_at=None,
    )
    whole = status.Day(
        newsletter=NEWSLETTER,
        local_date=date(2026, 1, 13),
        edition=standing or None,
        readers=3,
        sources=2,
        failing=0,
        is_collected=True,
        deliveries={model.DeliveryState.SENT: 2, model.DeliveryState.FAILED: 1},
    )
    return whole._replace(**changes)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (day(sources=0), "digest sources add"),
        (day(is_collected=False), "digest collect, then: digest build morning"),
        (day(), "digest build morning"),
        (day(model.EditionState.HELD, sha256=""), "digest collect, then: digest build morning"),
        (day(model.EditionState.DRAFT), "digest approve morning/2026-01-13"),
        (day(model.EditionState.HELD), "digest approve morning/2026-01-13"),
        (day(model.EditionState.APPROVED), "digest send morning/2026-01-13"),
        (day(model.EditionState.SENDING), "digest send morning/2026-01-13"),
        (day(model.EditionState.SENT, readers=0), "digest subscribers add"),
        (day(model.EditionState.SENT), "tomorrow"),
        (day(model.EditionState.CANCELLED), "tomorrow"),
    ],
)
def test_each_day_has_a_next_step(standing: status.Day, said: str) -> None:
    assert said in status.next_step(standing)


@pytest.mark.parametrize("state", [None, *model.EditionState])
def test_each_day_is_told_in_a_sentence(state: model.EditionState | None) -> None:
    said = status.situation(day(state))
    assert said
    if state in (model.EditionState.HELD, model.EditionState.CANCELLED):
        assert "the mail server said no" in said
    if state in (model.EditionState.SENDING, model.EditionState.SENT, model.EditionState.APPROVED):
        assert "2 sent, 1 failed" in said


def test_hours_are_those_of_the_newsletter() -> None:
    there = NEWSLETTER.model_copy(update={"time_zone": "America/New_York"})
    said = status.situation(day(model.EditionState.DRAFT)._replace(newsletter=there))
    assert said.endswith("before 02:00 (America/New_York)")


def test_an_edition_nobody_gets_says_so() -> None:
    assert status.counted({}) == "no mails"
