from datetime import UTC, datetime, timedelta

import pytest

from digest import deliver, model
from digest.pipeline import verdict
from digest.store import deliveries

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
LIMITS = verdict.Limits(NOW + timedelta(hours=6), max_attempts=6)
CLAIM = deliveries.Claim(7, "reader@example.org", "", "p7", "full", attempts=0, doubts=0)


def judged(state: model.DeliveryState, reply: str = "", attempts: int = 0, doubts: int = 0) -> deliveries.Verdict:
    claim = CLAIM._replace(attempts=attempts, doubts=doubts)
    return verdict.judge(deliver.Outcome(7, state, reply), claim, NOW, LIMITS)


@pytest.mark.parametrize("state", [model.DeliveryState.SENT, model.DeliveryState.FAILED])
def test_a_final_answer_is_recorded_as_it_is(state: model.DeliveryState) -> None:
    assert judged(state, "words") == deliveries.Verdict(7, state, "words")


def test_pauses_grow() -> None:
    waits = [judged(model.DeliveryState.DEFERRED, attempts=done).next_attempt_at for done in range(5)]
    pauses = [moment - NOW for moment in waits if moment]
    assert len(pauses) == 5
    assert pauses == sorted(pauses)
    assert timedelta(minutes=4) < pauses[0] < timedelta(minutes=6)


def test_a_server_that_asks_for_a_longer_pause_gets_it() -> None:
    outcome = deliver.Outcome(7, model.DeliveryState.DEFERRED, "429 later", wait_seconds=5400)
    assert verdict.judge(outcome, CLAIM, NOW, LIMITS).next_attempt_at == NOW + timedelta(seconds=5400)
    short = verdict.judge(outcome._replace(wait_seconds=1), CLAIM, NOW, LIMITS).next_attempt_at
    assert short == judged(model.DeliveryState.DEFERRED).next_attempt_at


def test_after_the_last_attempt_a_deferral_fails_with_the_servers_words() -> None:
    found = judged(model.DeliveryState.DEFERRED, "451 later", attempts=5)
    assert found.state is model.DeliveryState.FAILED
    assert found.reply == "451 later (given up after 6 attempts)"


def test_a_deferral_beyond_the_editions_time_fails() -> None:
    late = verdict.Limits(NOW + timedelta(minutes=1), 6)
    found = verdict.judge(deliver.Outcome(7, model.DeliveryState.DEFERRED, "451 later"), CLAIM, NOW, late)
    assert found.state is model.DeliveryState.FAILED
    assert "too late" in found.reply


def test_a_mail_of_unknown_fate_is_sent_once_more_and_then_left_to_the_operator() -> None:
    first = judged(model.DeliveryState.UNKNOWN)
    assert (first.state, first.is_doubt) == (model.DeliveryState.DEFERRED, True)
    second = judged(model.DeliveryState.UNKNOWN, attempts=1, doubts=1)
    assert (second.state, second.is_doubt) == (model.DeliveryState.UNKNOWN, True)


@pytest.mark.parametrize(
    ("reply", "is_dead"),
    [
        ("550 5.1.1 no such user", True),
        ("550-5.1.1 no such user", True),
        ("556 5.1.10 null MX", True),
        ("550 5.7.1 blocked for policy", False),
        ("550 5.7.515 not authenticated", False),
        ("552 5.2.2 mailbox full", False),
        ("550 no", False),
        ("550 5.1.15 odd", False),
    ],
)
def test_only_a_missing_mailbox_is_a_dead_address(reply: str, is_dead: bool) -> None:
    assert verdict.is_dead_address(deliver.Outcome(1, model.DeliveryState.FAILED, reply)) is is_dead


@pytest.mark.parametrize(
    ("failed", "total", "brakes"), [(49, 49, False), (50, 50, True), (50, 1000, False), (51, 1000, True), (0, 0, False)]
)
def test_the_brake(failed: int, total: int, brakes: bool) -> None:
    assert verdict.needs_brake(failed, total) is brakes
