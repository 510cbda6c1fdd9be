"""Two at once on every database: one of them does it, neither fails."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session

from digest import model
from digest.store import editions, leases, subscribers
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
WORKERS = 4
R = TypeVar("R")


def _at_once(database: Database, work: Callable[[Session, int], R]) -> list[R]:
    """What each of the workers got, all begun at the same moment in transactions of their own."""
    barrier = threading.Barrier(WORKERS)

    def run(number: int) -> R:
        barrier.wait(timeout=30)
        with database.transaction() as session:
            return work(session, number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def test_of_several_builders_one_creates_the_day(database: Database) -> None:
    edition = model.Edition(
        newsletter="daily",
        local_date=date(2026, 3, 2),
        subject="Bridge approved",
        preheader="",
        stories=(),
        sources=model.SourceReport(checked=1),
        words=100,
    )
    saved = _at_once(database, lambda session, _: editions.save_draft(session, edition, NOW, NOW))
    assert len({each.edition_id for each in saved}) == 1
    assert sorted(each.change for each in saved) == ["created"] + ["unchanged"] * (WORKERS - 1)


def test_of_several_services_one_holds_the_lease(database: Database) -> None:
    until = NOW + timedelta(minutes=1)
    held = _at_once(database, lambda session, number: leases.acquire(session, "tick", f"owner-{number}", NOW, until))
    assert sorted(held) == [False] * (WORKERS - 1) + [True]


def test_a_person_who_signs_up_several_times_at_once_is_one_person(database: Database) -> None:
    for newsletter in ("daily", "evening"):

        def sign_up(session: Session, number: int, newsletter: str = newsletter) -> str:
            asked = subscribers.subscribe(session, "ann@example.org", newsletter, "form", NOW, public_id=f"p{number}")
            return asked.subscription.public_id if asked.subscription else ""

        assert len(set(_at_once(database, sign_up))) == 1
        with database.transaction(writes=False) as session:
            assert subscribers.count(session, newsletter)[model.SubscriptionState.UNCONFIRMED] == 1
