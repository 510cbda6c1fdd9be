"""Readers, editors and leases on every database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from digest import errors, model
from digest.store import addresses, editors, imports, leases, subscribers, tables
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BRIEF = model.Variant(length=model.Length.BRIEF)
State = model.SubscriptionState
ANN = "ann@example.org"


def _ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"r{next(numbers)}"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ann@EXAMPLE.org ", "Ann@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("o'neil+news@sub.example.co", "o'neil+news@sub.example.co"),
        ("ann@desk.internal", "ann@desk.internal"),
    ],
)
def test_an_address_is_kept_in_one_form(given: str, kept: str) -> None:
    assert addresses.normal(given) == kept
    assert addresses.normal(kept) == kept


@pytest.mark.parametrize(
    "given",
    [
        "", "ann", "ann@", "@example.org", "ann@gmail", "root@localhost", "ann@[127.0.0.1]", "-oQ@example.org", "ann bob@example.org",
        "ann@example.org ORCPT=x", "ann@exa mple.org", "a@b@example.org", "ann@example..org", "ann@-example.org",
        "ann@example.org\r\nBcc: bob@example.org", "ann\x00@example.org", "jörg@example.org", f"{'a' * 65}@example.org",
        "Ann <ann@example.org>", ".ann@example.org", "ann@example.org,bob@example.org", '"ann bob"@example.org',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_reason(given: str) -> None:
    with pytest.raises(errors.StateError) as raised:
        addresses.normal(given)
    assert len(raised.value.message) > 10


def test_signing_up_asks_confirms_and_leaves(database: Database) -> None:
    with database.transaction() as session:
        asked = subscribers.subscribe(session, ANN, "daily", "the form", NOW, public_id="p", name="Ann", variant=BRIEF)
        assert asked.outcome is subscribers.SignUp.ASKED
        again = subscribers.subscribe(session, ANN, "daily", "the form again", NOW + HOUR, public_id="q")
        assert again.subscription
        assert (again.outcome, again.subscription.public_id, again.subscription.variant) == ("asked", "p", BRIEF)
        confirmed = subscribers.confirm(session, "p", "daily", NOW + HOUR)
        assert confirmed
        assert (confirmed.state, confirmed.confirmed_at, confirmed.proof) == (
            State.CONFIRMED,
            NOW + HOUR,
            "the form again",
        )
        third = subscribers.subscribe(session, ANN, "daily", "once more", NOW, public_id="z")
        assert third == subscribers.Asked(subscribers.SignUp.ALREADY, confirmed)
    for _ in range(2):
        with database.transaction() as session:
            left = subscribers.unsubscribe(session, "p", "daily", NOW + 2 * HOUR)
            assert left
            assert (left.state, left.unsubscribed_at) == (State.UNSUBSCRIBED, NOW + 2 * HOUR)
    with database.transaction() as session:
        old_link = subscribers.confirm(session, "p", "daily", NOW + 3 * HOUR)
        assert old_link
        assert old_link.state is State.UNSUBSCRIBED
        back = subscribers.subscribe(session, ANN, "daily", "came back", NOW + 4 * HOUR, public_id="z")
        assert back.subscription
        assert (back.subscription.state, back.subscription.proof) == (State.UNCONFIRMED, "came back")


def test_links_of_nobody_do_nothing(database: Database) -> None:
    with database.transaction() as session:
        assert subscribers.confirm(session, "nobody", "daily", NOW) is None
        assert subscribers.unsubscribe(session, "nobody", "daily", NOW) is None
        assert subscribers.prefer(session, "nobody", "daily", variant=BRIEF) is None
        assert subscribers.get(session, "nobody", "daily") is None


def test_preferences_change_variant_and_pause(database: Database) -> None:
    with database.transaction() as session:
        subscribers.add(session, ANN, "daily", "on paper", NOW, public_id="p")
        paused = subscribers.prefer(session, "p", "daily", variant=BRIEF, is_paused=True)
        assert paused
        assert (paused.state, paused.variant) == (State.PAUSED, BRIEF)
        assert subscribers.subscribe(session, ANN, "daily", "form", NOW, public_id="z").outcome == "already"
        resumed = subscribers.prefer(session, "p", "daily", is_paused=False)
        assert resumed
        assert (resumed.state, resumed.variant) == (State.CONFIRMED, BRIEF)
        subscribers.unsubscribe(session, "p", "daily", NOW)
        left = subscribers.prefer(session, "p", "daily", is_paused=False)
        assert left
        assert left.state is State.UNSUBSCRIBED


def test_the_operator_adds_once_and_never_brings_back_who_left(database: Database) -> None:
    with database.transaction() as session:
        added = subscribers.add(session, ANN, "daily", "on paper", NOW, public_id="p")
        assert subscribers.add(session, ANN, "daily", "again", NOW + HOUR, public_id="q") == added
        assert subscribers.remove(session, ANN, None, NOW) == 1
        assert subscribers.remove(session, ANN, None, NOW) == 0
        with pytest.raises(errors.StateError, match=f"{ANN}: unsubscribed"):
            subscribers.add(session, ANN, "daily", "again", NOW, public_id="q")
        assert subscribers.add(session, ANN, "evening", "on paper", NOW, public_id="q").public_id == "p"


def test_a_suppressed_address_is_never_let_in(database: Database) -> None:
    with database.transaction() as session:
        reason = model.SuppressionReason.COMPLAINT
        session.add(tables.Suppression(address=ANN, reason=reason, created_at=NOW))
        session.flush()
        asked = subscribers.subscribe(session, "ann@EXAMPLE.org", "daily", "form", NOW, public_id="p")
        assert asked == subscribers.Asked(subscribers.SignUp.SUPPRESSED, None)
        with pytest.raises(errors.StateError, match="never mailed again"):
            subscribers.add(session, ANN, "daily", "paper", NOW, public_id="p")
        report = imports.run(session, [imports.Row(2, ANN)], "daily", "import", NOW, _ids())
        assert report.refused == (imports.Refused(2, ANN, "is suppressed and never mailed again"),)
        assert sum(subscribers.count(session).values()) == 0


def test_an_erased_person_is_forgotten_everywhere_and_their_number_is_not_given_away(database: Database) -> None:
    with database.transaction() as session:
        person = subscribers.add(session, ANN, "daily", "paper", NOW, public_id="p", name="Ann")
        edition = tables.Edition(newsletter="daily", local_date=NOW.date(), send_at=NOW)
        session.add(edition)
        session.flush()
        session.add(
            tables.Delivery(
                edition_id=edition.id or 0,
                subscriber_id=person.subscriber_id,
                address=ANN,
                name="Ann",
                public_id="p",
                variant="full",
                updated_at=NOW,
            )
        )
        session.flush()
        assert subscribers.erase(session, ANN, NOW + HOUR)
        assert not subscribers.erase(session, ANN, NOW + HOUR)
        session.expire_all()
        delivery = session.get(tables.Delivery, (edition.id, person.subscriber_id))
        assert delivery
        assert (delivery.address, delivery.name, delivery.state) == ("", "", model.DeliveryState.SKIPPED)
        assert subscribers.listed(session) == []
        assert subscribers.is_suppressed(session, ANN)
        bob = subscribers.add(session, "bob@example.org", "daily", "paper", NOW, public_id="b")
        assert bob.subscriber_id != person.subscriber_id


def test_an_import_can_be_done_again_and_says_what_it_refused(database: Database) -> None:
    rows = [
        imports.Row(2, "Ann@Example.org", "Ann"),
        imports.Row(3, "bob@example.org", "Bob", BRIEF),
        imports.Row(4, "not an address"),
        imports.Row(5, "left@example.org"),
        imports.Row(6, "asked@example.org"),
        imports.Row(7, "bob@example.org", "Bob again"),
    ]
    with database.transaction() as session:
        subscribers.add(session, "left@example.org", "daily", "paper", NOW, public_id="l")
        subscribers.unsubscribe(session, "l", "daily", NOW)
        subscribers.subscribe(session, "asked@example.org", "daily", "form", NOW, public_id="a")
        first = imports.run(session, rows, "daily", "import of readers.csv", NOW, _ids())
        assert (first.added, first.unchanged) == (3, 1)
        assert [(each.line, each.address) for each in first.refused] == [(4, "not an address"), (5, "left@example.org")]
        again = imports.run(session, rows, "daily", "import of readers.csv", NOW + HOUR, _ids())
        assert (again.added, again.unchanged, again.refused) == (0, 4, first.refused)
        session.expire_all()
        found = {each.address: each for each in subscribers.export(session, "daily")}
    assert {each.state for each in found.values()} == {State.CONFIRMED, State.UNSUBSCRIBED}
    assert found["bob@example.org"].variant == BRIEF
    assert found["bob@example.org"].proof == "import of readers.csv, line 3"
    assert found["asked@example.org"].state is State.CONFIRMED


def test_what_no_database_keeps_is_cleaned_away(database: Database) -> None:
    with database.transaction() as session:
        imports.run(session, [imports.Row(2, ANN, "An\x00n \x1bLee\n")], "daily", "import of \x00a.csv", NOW, _ids())
        subscribers.add(session, "bob@example.org", "daily", "by\x00 phone", NOW, public_id="b", name="B\x00ob")
        assert [(each.name, each.proof) for each in subscribers.listed(session)] == [
            ("Ann Lee", "import of a.csv, line 2"),
            ("Bob", "by phone"),
        ]
        assert [each.name for each in subscribers.listed(session, search="B\x00o")] == ["Bob"]


def test_readers_are_listed_searched_counted_and_paged(database: Database) -> None:
    with database.transaction() as session:
        for number in range(5):
            subscribers.add(session, f"r{number}@example.org", "daily", "x", NOW, public_id=f"p{number}", name="Al_x")
        subscribers.add(session, "r0@example.org", "evening", "x", NOW, public_id="z")
        subscribers.unsubscribe(session, "p4", "daily", NOW)
        first = subscribers.listed(session, limit=2)
        assert [(each.address, each.newsletter) for each in first] == [
            ("r0@example.org", "daily"),
            ("r0@example.org", "evening"),
            ("r1@example.org", "daily"),
        ]
        assert [each.public_id for each in subscribers.listed(session, after=first[-1].subscriber_id)] == [
            "p2",
            "p3",
            "p4",
        ]
        assert [each.public_id for each in subscribers.listed(session, search="R3@")] == ["p3"]
        assert len(subscribers.listed(session, "daily", search="l_X")) == 5
        assert subscribers.listed(session, search="%") == []
        assert [each.public_id for each in subscribers.listed(session, "daily", State.UNSUBSCRIBED)] == ["p4"]
        assert subscribers.count(session, "daily") == {
            State.UNCONFIRMED: 0,
            State.CONFIRMED: 4,
            State.PAUSED: 0,
            State.UNSUBSCRIBED: 1,
        }
        assert len(list(subscribers.export(session))) == 6


def test_editors_log_in_with_their_password_only(database: Database) -> None:
    with database.transaction() as session:
        number = editors.create(session, "ann", "a long passphrase", NOW)
        with pytest.raises(errors.StateError, match="ann: there is an editor of this name already"):
            editors.create(session, "ann", "a long passphrase", NOW)
        with pytest.raises(errors.StateError, match="12 to 1024 characters, this one 5"):
            editors.create(session, "bob", "short", NOW)
        assert editors.count(session) == 1
    with database.transaction(writes=False) as session:
        assert editors.verify(session, "ann", "a long passphrase") == editors.Editor(number, "ann")
        assert editors.verify(session, "ann", "another passphrase") is None
        assert editors.verify(session, "nobody", "a long passphrase") is None


def test_logins_are_kept_hashed_end_and_end_with_the_password(database: Database) -> None:
    with database.transaction() as session:
        number = editors.create(session, "ann", "a long passphrase", NOW)
        for token in ("one", "two", "three"):
            editors.log_in(session, number, token, NOW, NOW + HOUR)
        assert editors.logged_in(session, "one", NOW) == editors.Editor(number, "ann")
        assert editors.logged_in(session, "one", NOW + HOUR) is None
        assert editors.logged_in(session, "forged", NOW) is None
        editors.log_out(session, "one")
        assert editors.logged_in(session, "one", NOW) is None
        stored = session.connection().exec_driver_sql("SELECT token_sha256 FROM login").scalars().all()
        assert not {"one", "two", "three"} & set(stored)
        editors.set_password(session, "ann", "another passphrase")
        assert editors.logged_in(session, "two", NOW) is None
        editors.log_in(session, number, "four", NOW, NOW + HOUR)
        assert editors.expire(session, NOW + HOUR) == 1


def test_one_owner_holds_a_lease_until_it_lapses_or_is_released(database: Database) -> None:
    with database.transaction() as session:
        assert leases.acquire(session, "tick", "a", NOW, NOW + HOUR)
        assert not leases.acquire(session, "tick", "b", NOW, NOW + HOUR)
        assert leases.acquire(session, "tick", "a", NOW, NOW + 2 * HOUR)
        assert leases.renew(session, "tick", "a", NOW, NOW + 3 * HOUR)
        assert not leases.renew(session, "tick", "b", NOW, NOW + 3 * HOUR)
        assert leases.holder(session, "tick") == leases.Lease("a", NOW + 3 * HOUR)
        assert not leases.renew(session, "tick", "a", NOW + 3 * HOUR, NOW + 4 * HOUR)
        assert leases.acquire(session, "tick", "b", NOW + 3 * HOUR, NOW + 4 * HOUR)
        leases.release(session, "tick", "a")
        assert not leases.acquire(session, "tick", "c", NOW, NOW + HOUR)
        leases.release(session, "tick", "b")
        assert leases.acquire(session, "tick", "c", NOW, NOW + HOUR)
        assert leases.acquire(session, "other", "a", NOW, NOW + HOUR)
