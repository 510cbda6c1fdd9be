"""The steps of a day, taken from rows: on SQLite and on PostgreSQL."""

import threading
from collections import Counter

import pytest

from digest import config, model
from digest.pipeline import approve, due
from digest.store import editions
from digest.store.database import Database
from tests.integration.service.conftest import DAY, KEY, READERS, Clock
from tests.integration.smtp_server import SmtpServer

BUILT = due.Build(KEY, DAY)


def standings(database: Database) -> list[editions.Standing]:
    with database.transaction(writes=False) as session:
        return editions.listed(session)


def approve_it(database: Database, settings: config.Settings, clock: Clock) -> int:
    (standing,) = standings(database)
    approve.approve(database, settings, standing.id, standing.sha256, "ada", clock())
    return standing.id


def test_a_day_builds_waits_and_sends(
    database: Database, settings: config.Settings, readers: list[str], clock: Clock, server: SmtpServer
) -> None:
    assert due.run_due(database, settings, clock) == [due.Done(BUILT)]
    assert due.run_due(database, settings, clock) == []  # a second knock makes no second edition
    clock.goes_on(minutes=2)
    assert due.run_due(database, settings, clock) == []  # nothing leaves unapproved
    number = approve_it(database, settings, clock)
    assert due.run_due(database, settings, clock) == [due.Done(due.Send(number))]
    assert server.recipients == Counter(readers)
    assert due.run_due(database, settings, clock) == []
    assert [standing.state for standing in standings(database)] == [model.EditionState.SENT]


def test_approved_early_it_waits_for_its_hour(
    database: Database, settings: config.Settings, readers: list[str], clock: Clock, server: SmtpServer
) -> None:
    due.run_due(database, settings, clock)
    approve_it(database, settings, clock)
    assert due.run_due(database, settings, clock) == []
    assert not server.accepted


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_missed_hour_is_held_and_says_why(
    database: Database, settings: config.Settings, clock: Clock, is_approved: bool, server: SmtpServer
) -> None:
    due.run_due(database, settings, clock)
    if is_approved:
        approve_it(database, settings, clock)
    clock.goes_on(hours=6, minutes=2)
    (done,) = due.run_due(database, settings, clock)
    assert isinstance(done.step, due.Hold)
    (standing,) = standings(database)
    assert standing.state is model.EditionState.HELD
    assert "within 6 h of its hour" in standing.reason
    assert not server.accepted


def test_held_too_late_and_approved_again_it_is_sent(
    database: Database, settings: config.Settings, readers: list[str], clock: Clock, server: SmtpServer
) -> None:
    due.run_due(database, settings, clock)
    clock.goes_on(hours=7)
    due.run_due(database, settings, clock)
    approve_it(database, settings, clock)
    due.run_due(database, settings, clock)
    assert len(server.accepted) == READERS


def test_a_mail_server_that_is_down_is_a_value_and_nothing_is_lost(
    database: Database, settings: config.Settings, readers: list[str], clock: Clock, server: SmtpServer
) -> None:
    due.run_due(database, settings, clock)
    clock.goes_on(minutes=2)
    approve_it(database, settings, clock)
    nowhere = settings.delivery.smtp.model_copy(update={"port": 9})
    broken = settings.model_copy(update={"delivery": settings.delivery.model_copy(update={"smtp": nowhere})})
    (done,) = due.run_due(database, broken, clock)
    assert "127.0.0.1" in done.error
    assert due.run_due(database, broken, clock, passed_over=[done.step]) == []
    due.run_due(database, settings, clock)
    assert server.recipients == Counter(readers)


def test_an_empty_morning_is_looked_at_again_before_its_hour(
    database: Database, settings: config.Settings, clock: Clock
) -> None:
    later = settings.newsletters[0].model_copy(update={"send_at": clock().replace(hour=23).time()})
    empty = settings.model_copy(update={"newsletters": (later,), "sources": ()})
    assert due.run_due(database, empty, clock) == [due.Done(BUILT)]
    (standing,) = standings(database)
    assert standing.state is model.EditionState.HELD
    assert "No source is read" in standing.reason
    assert due.run_due(database, empty, clock) == []
    clock.goes_on(minutes=15)
    full = settings.model_copy(update={"newsletters": (later,)})
    assert due.run_due(database, full, clock) == [due.Done(BUILT)]
    assert [standing.state for standing in standings(database)] == [model.EditionState.DRAFT]


def test_two_at_once_send_once(
    database_url: str,
    database: Database,
    settings: config.Settings,
    readers: list[str],
    clock: Clock,
    server: SmtpServer,
) -> None:
    due.run_due(database, settings, clock)
    clock.goes_on(minutes=2)
    approve_it(database, settings, clock)
    both = threading.Barrier(2)

    def run() -> None:
        own = Database(database_url)
        both.wait(10)
        due.run_due(own, settings, clock)
        own.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert server.recipients == Counter(readers)
