"""The ledger, on both databases."""

from datetime import timedelta

from digest import model
from digest.store import deliveries, editions, subscribers, suppressions, tables
from digest.store.database import Database
from tests.integration import approved
from tests.integration.approved import HOUR, address

State = model.DeliveryState
LEASE = timedelta(seconds=60)


def taken(database: Database, edition: int, owner: str, limit: int) -> set[int]:
    with database.transaction() as session:
        claims = deliveries.claim(session, edition, owner, limit, HOUR, LEASE).taken
    return {claim.subscriber_id for claim in claims}


def settle(database: Database, edition: int, owner: str, who: set[int], state: model.DeliveryState) -> int:
    verdicts = [deliveries.Verdict(number, state, "words", HOUR + LEASE) for number in who]
    with database.transaction() as session:
        return deliveries.record(session, edition, verdicts, owner, HOUR)


def test_owed_is_who_is_confirmed_and_not_suppressed(database: Database) -> None:
    edition = approved.approve(database, 6)
    with database.transaction() as session:
        subscribers.unsubscribe(session, "p1", "daily", HOUR)
        subscribers.prefer(session, "p2", "daily", variant=model.Variant(), is_paused=True)
        suppressions.add(session, address(3), model.SuppressionReason.OPERATOR, "", HOUR)
        assert deliveries.freeze(session, edition, "daily", HOUR) == 3
        found = deliveries.listed(session, edition)
        assert [(each.subscriber_id, each.variant) for each in found] == [(4, "full"), (5, "brief"), (6, "full")]
        assert {each.state for each in found} == {State.QUEUED}


def test_frozen_again_what_left_stays_and_the_rest_is_counted_afresh(database: Database) -> None:
    edition = approved.approve(database, 4)
    mine = taken(database, edition, "me", 2)
    settle(database, edition, "me", mine, State.SENT)
    gone = min(set(range(1, 5)) - mine)
    with database.transaction() as session:
        subscribers.unsubscribe(session, f"p{gone}", "daily", HOUR)
        assert deliveries.freeze(session, edition, "daily", HOUR) == 3
        assert deliveries.count(session, edition) == {State.QUEUED: 1, State.SENT: 2}
        assert deliveries.open_count(session, edition) == 1


def test_no_two_owners_get_the_same_delivery_and_only_the_owner_records_it(database: Database) -> None:
    edition = approved.approve(database, 10)
    mine, theirs = taken(database, edition, "me", 4), taken(database, edition, "them", 100)
    assert len(mine) == 4
    assert mine | theirs == set(range(1, 11))
    assert not mine & theirs
    assert settle(database, edition, "me", theirs, State.SENT) == 0
    assert settle(database, edition, "me", mine, State.SENT) == 4
    assert settle(database, edition, "me", mine, State.FAILED) == 0
    with database.transaction() as session:
        assert deliveries.owners(session, edition) == ["them"]
        assert deliveries.renew(session, edition, "them", HOUR + 2 * LEASE) == 6
        assert deliveries.release_lapsed(session, edition, HOUR + LEASE) == 0
        assert deliveries.release_lapsed(session, edition, HOUR + 2 * LEASE) == 6
        assert deliveries.count(session, edition) == {State.QUEUED: 6, State.SENT: 4}


def test_a_deferred_delivery_is_claimed_when_its_moment_has_come(database: Database) -> None:
    edition = approved.approve(database, 1)
    settle(database, edition, "me", taken(database, edition, "me", 1), State.DEFERRED)
    with database.transaction() as session:
        assert deliveries.next_attempt(session, edition) == HOUR + LEASE
        assert deliveries.claim(session, edition, "me", 1, HOUR, LEASE) == ([], 0)
        again = deliveries.claim(session, edition, "me", 1, HOUR + LEASE, LEASE)
        assert [(claim.subscriber_id, claim.attempts) for claim in again.taken] == [(1, 1)]


def test_an_operator_finds_deliveries_and_puts_them_back(database: Database) -> None:
    edition = approved.approve(database, 5)
    mine = taken(database, edition, "me", 5)
    settle(database, edition, "me", mine - {2}, State.SENT)
    settle(database, edition, "me", {2}, State.FAILED)
    with database.transaction() as session:
        (failed,) = deliveries.listed(session, edition, {State.FAILED})
        assert (failed.subscriber_id, failed.reply, failed.attempts) == (2, "words", 1)
        assert [each.subscriber_id for each in deliveries.listed(session, edition, search="READER3@")] == [3]
        assert [each.subscriber_id for each in deliveries.listed(session, edition, after=3, limit=1)] == [4]
        assert deliveries.retry(session, edition, {State.FAILED, State.SENT}, HOUR) == 1
        assert deliveries.count(session, edition) == {State.QUEUED: 1, State.SENT: 4}


def test_a_report_changes_only_what_was_accepted(database: Database) -> None:
    edition = approved.approve(database, 2)
    settle(database, edition, "me", taken(database, edition, "me", 1), State.SENT)
    with database.transaction() as session:
        (sent,) = deliveries.listed(session, edition, {State.SENT})
        (other,) = deliveries.listed(session, edition, {State.QUEUED})
        assert deliveries.reported(session, edition, sent.subscriber_id, State.BOUNCED, "5.1.1", HOUR)
        assert not deliveries.reported(session, edition, other.subscriber_id, State.BOUNCED, "5.1.1", HOUR)
        assert deliveries.count(session, edition) == {State.QUEUED: 1, State.BOUNCED: 1}


def test_a_suppression_keeps_its_first_reason_and_an_erasure_is_not_undone(database: Database) -> None:
    with database.transaction() as session:
        assert suppressions.add(session, "Ann@Example.ORG", model.SuppressionReason.HARD_BOUNCE, "5.1.1", HOUR)
        assert not suppressions.add(session, "Ann@example.org", model.SuppressionReason.COMPLAINT, "", HOUR)
        suppressions.add(session, "bob@example.org", model.SuppressionReason.ERASED, "", HOUR)
        found = suppressions.find(session, "Ann@example.org")
        assert found
        assert found.reason is model.SuppressionReason.HARD_BOUNCE
        assert [each.address for each in suppressions.listed(session, search="ann")] == ["Ann@example.org"]
        assert suppressions.remove(session, "Ann@example.org")
        assert not suppressions.remove(session, "bob@example.org")
        assert session.get(tables.Suppression, "bob@example.org")


def test_a_sent_edition_is_open_again_where_somebody_put_deliveries_back(database: Database) -> None:
    edition = approved.approve(database, 3)
    mine = taken(database, edition, "me", 3)
    settle(database, edition, "me", mine, State.FAILED)
    with database.transaction() as session:
        editions.move(session, edition, model.EditionState.SENT, "", HOUR)
        assert deliveries.reopened(session, HOUR) == []
        assert deliveries.retry(session, edition, (State.FAILED,), HOUR) == 3
        assert deliveries.reopened(session, HOUR) == [edition]
    settle(database, edition, "me", taken(database, edition, "me", 3), State.DEFERRED)
    with database.transaction() as session:
        assert deliveries.reopened(session, HOUR) == []
        assert deliveries.reopened(session, HOUR + LEASE) == [edition]
