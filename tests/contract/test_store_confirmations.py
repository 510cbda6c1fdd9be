"""Confirmations to be mailed, on both databases."""

from datetime import UTC, datetime, timedelta

from digest.store import confirmations, subscribers
from digest.store.database import Database

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(database: Database, now: datetime = NOON) -> subscribers.Subscription:
    with database.transaction() as session:
        made = subscribers.subscribe(session, "a@example.org", "daily", "form", now, public_id="a").subscription
    assert made
    return made


def promised(database: Database, since: datetime) -> list[str]:
    with database.transaction(writes=False) as session:
        return [each.address for each in confirmations.promised(session, since, 10)]


def test_a_sign_up_promises_one_mail_and_one_sender_takes_it(database: Database) -> None:
    subscription = asked(database)
    assert promised(database, NOON) == ["a@example.org"]
    assert promised(database, NOON + timedelta(seconds=1)) == []  # asked too long ago
    with database.transaction() as session:
        assert confirmations.claim(session, subscription, NOON)
    with database.transaction() as session:
        assert not confirmations.claim(session, subscription, NOON)
    assert promised(database, NOON) == []


def test_what_could_not_be_handed_over_is_promised_again(database: Database) -> None:
    subscription = asked(database)
    with database.transaction() as session:
        confirmations.claim(session, subscription, NOON)
        confirmations.release(session, subscription)
    assert promised(database, NOON) == ["a@example.org"]


def test_asked_again_it_is_promised_again_only_after_a_while(database: Database) -> None:
    subscription = asked(database)
    with database.transaction() as session:
        confirmations.claim(session, subscription, NOON)
        assert not confirmations.renew(session, "a", "daily", NOON - DAY)
        assert confirmations.renew(session, "a", "daily", NOON + timedelta(seconds=1))
        assert not confirmations.renew(session, "nobody", "daily", NOON)
    assert promised(database, NOON) == ["a@example.org"]


def test_who_confirmed_is_promised_nothing(database: Database) -> None:
    asked(database)
    with database.transaction() as session:
        subscribers.confirm(session, "a", "daily", NOON)
        assert not confirmations.renew(session, "a", "daily", NOON + DAY)
    assert promised(database, NOON) == []


def test_mails_of_an_hour_are_counted_sent_or_not(database: Database) -> None:
    subscription = asked(database)
    with database.transaction() as session:
        assert confirmations.count(session, NOON) == 1
        confirmations.claim(session, subscription, NOON)
        assert confirmations.count(session, NOON) == 1
        assert confirmations.count(session, NOON + timedelta(seconds=1)) == 0


def test_who_left_comes_back_only_where_they_had_confirmed(database: Database) -> None:
    asked(database)
    with database.transaction() as session:
        subscribers.unsubscribe(session, "a", "daily", NOON)
        unproved = subscribers.come_back(session, "a", "daily", "page", NOON)
    assert unproved
    assert unproved.state.value == "unsubscribed"
    asked(database, NOON + DAY)
    with database.transaction() as session:
        subscribers.confirm(session, "a", "daily", NOON + DAY)
        subscribers.unsubscribe(session, "a", "daily", NOON + DAY)
        back = subscribers.come_back(session, "a", "daily", "page", NOON + DAY)
    assert back
    assert back.state.value == "confirmed"
    assert back.proof.endswith("page")
