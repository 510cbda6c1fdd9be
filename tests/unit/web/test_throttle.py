"""How often something may be tried."""

from datetime import UTC, datetime, timedelta

import pytest

from digest.web import throttle

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_window_slides() -> None:
    tries = throttle.Throttle(2, HOUR)
    assert tries.count("a", NOON)
    assert tries.count("a", NOON + HOUR / 2)
    assert not tries.count("a", NOON + HOUR / 2)
    assert not tries.allows("a", NOON + HOUR - timedelta(seconds=1))
    assert tries.count("a", NOON + HOUR)
    assert not tries.allows("a", NOON + HOUR)


def test_keys_count_apart_and_can_be_forgotten() -> None:
    tries = throttle.Throttle(1, HOUR)
    assert tries.count("a", NOON)
    assert tries.count("b", NOON)
    tries.forget("a")
    assert tries.allows("a", NOON)
    assert not tries.allows("b", NOON)


def test_a_flood_of_keys_does_not_fill_the_memory() -> None:
    tries = throttle.Throttle(1, HOUR)
    for number in range(throttle.MAX_KEYS + 100):
        tries.count(str(number), NOON)
    assert tries.allows("0", NOON)  # forgotten, as the oldest
    assert not tries.allows(str(throttle.MAX_KEYS + 99), NOON)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_whom_a_try_is_counted_for(address: str, counted: str) -> None:
    assert throttle.network(address) == counted
