"""An approved edition to inboxes: the account is exact, whatever the server does."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import dkim as oracle
import pytest

from digest import config, deliver, errors, model
from digest.deliver import dkim, smtp
from digest.pipeline import owner, send, verdict
from digest.store import deliveries, editions, feedback, subscribers, suppressions
from digest.store.database import Database
from tests.integration import approved
from tests.integration.approved import HOUR, address
from tests.integration.smtp_server import ACCEPT_AND_DROP, Rule, SmtpServer

State = model.DeliveryState


def answer(stage: str, number: int, said: str, *, times: int = 10**9) -> Rule:
    def rule(reached: str, who: str, count: int) -> str | None:
        return said if (reached, who) == (stage, address(number)) and count <= times else None

    return rule


def test_everybody_gets_it_once_and_a_second_send_sends_none(database: Database) -> None:
    edition = approved.approve(database, 120)
    seen: list[tuple[str, int, int]] = []
    with SmtpServer() as server:
        report = send.send(
            database, approved.settings(port=server.port), edition, HOUR, lambda *step: seen.append(step)
        )
        assert report.sent == report.addressed == 120
        assert report.deliveries == {State.SENT: 120}
        assert report.state is model.EditionState.SENT
        assert server.recipients == {address(number): 1 for number in range(1, 121)}
        assert seen[-1] == ("mails", 120, 120)
        again = send.send(database, approved.settings(port=server.port), edition, HOUR)
        assert (again.sent, again.deliveries) == (0, {State.SENT: 120})
        assert len(server.accepted) == 120
    assert approved.standing(database, edition).sent_at is not None


def test_into_a_folder(sqlite_database: Database, tmp_path: Path) -> None:
    edition = approved.approve(sqlite_database, 10)
    report = send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR)
    assert report.sent == 10
    mails = sorted((tmp_path / "out").iterdir())
    assert len(mails) == 10
    assert all(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in each.read_bytes() for each in mails)
    assert b"QZunsubscribeZQ" not in mails[0].read_bytes()


def test_two_senders_at_once_send_each_mail_once(database: Database) -> None:
    edition = approved.approve(database, 200)
    reports: list[send.SendReport] = []
    with SmtpServer() as server:
        settings = approved.settings(port=server.port, batch=10)
        threads = [
            threading.Thread(target=lambda: reports.append(send.send(database, settings, edition, HOUR)))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.recipients == {address(number): 1 for number in range(1, 201)}
    assert sum(report.sent for report in reports) == 200
    assert approved.states(database, edition) == {State.SENT: 200}
    assert approved.standing(database, edition).state is model.EditionState.SENT


def test_a_missing_mailbox_fails_and_is_suppressed_and_a_policy_refusal_is_not(database: Database) -> None:
    edition = approved.approve(database, 20)

    def rule(stage: str, who: str, count: int) -> str | None:
        refusals = {address(3): "550 5.1.1 no such user", address(4): "550 5.7.1 blocked"}
        return refusals.get(who) if stage == "rcpt" else None

    with SmtpServer(rule) as server:
        report = send.send(database, approved.settings(port=server.port), edition, HOUR)
    assert report.deliveries == {State.SENT: 18, State.FAILED: 2}
    assert report.state is model.EditionState.SENT
    with database.transaction(writes=False) as session:
        gone = suppressions.find(session, address(3))
        assert gone
        assert gone.reason is model.SuppressionReason.HARD_BOUNCE
        assert suppressions.find(session, address(4)) is None
        (report_kept,) = feedback.listed(session, edition_id=edition)
        assert (report_kept.address, report_kept.kind) == (address(3), model.FeedbackKind.HARD_BOUNCE)
        assert report_kept.detail == "550 5.1.1 no such user"
    assert approved.delivery(database, edition, 4).reply == "550 5.7.1 blocked"


def test_a_deferred_mail_waits_and_arrives_later(database: Database) -> None:
    edition = approved.approve(database, 10)
    with SmtpServer(answer("rcpt", 5, "451 4.7.1 greylisted", times=1)) as server:
        settings = approved.settings(port=server.port)
        report = send.send(database, settings, edition, HOUR)
        assert report.deliveries == {State.SENT: 9, State.DEFERRED: 1}
        assert report.state is model.EditionState.SENDING
        assert report.next_attempt_at
        assert send.send(database, settings, edition, HOUR + timedelta(seconds=5)).sent == 0
        later = send.send(database, settings, edition, report.next_attempt_at)
        assert (later.sent, later.state) == (1, model.EditionState.SENT)
        assert server.recipients == {address(number): 1 for number in range(1, 11)}


def test_a_mail_always_deferred_fails_with_the_servers_words(sqlite_database: Database) -> None:
    edition = approved.approve(sqlite_database, 2)
    with SmtpServer(answer("rcpt", 2, "451 4.3.0 later")) as server:
        settings = approved.settings(port=server.port)
        report = send.send(sqlite_database, settings, edition, HOUR)
        while report.next_attempt_at:
            report = send.send(sqlite_database, settings, edition, report.next_attempt_at)
    assert report.deliveries == {State.SENT: 1, State.FAILED: 1}
    found = approved.delivery(sqlite_database, edition, 2)
    assert found.reply.startswith("451 4.3.0 later (given up")
    assert found.attempts <= settings.delivery.max_attempts


def test_a_mail_of_unknown_fate_is_sent_once_more_and_no_more(database: Database) -> None:
    edition = approved.approve(database, 6)
    with SmtpServer(answer("end", 5, ACCEPT_AND_DROP)) as server:
        settings = approved.settings(port=server.port)
        report = send.send(database, settings, edition, HOUR)
        assert report.deliveries == {State.SENT: 5, State.DEFERRED: 1}
        assert report.next_attempt_at
        report = send.send(database, settings, edition, report.next_attempt_at)
        assert report.deliveries == {State.SENT: 5, State.UNKNOWN: 1}
        assert report.state is model.EditionState.SENT
        assert server.recipients[address(5)] == 2
        first, second = (each.data for each in server.accepted if each.recipient == address(5))
        assert first.partition(b"Message-ID")[2][:80] == second.partition(b"Message-ID")[2][:80]
        with database.transaction() as session:
            assert deliveries.retry(session, edition, {State.UNKNOWN}, HOUR) == 1
        server.rule = lambda stage, who, count: None
        assert send.send(database, settings, edition, HOUR).deliveries == {State.SENT: 6}


def test_who_left_or_was_suppressed_after_the_approval_gets_nothing(database: Database) -> None:
    edition = approved.approve(database, 10)
    with database.transaction() as session:
        subscribers.unsubscribe(session, "p3", "daily", HOUR)
        suppressions.add(session, address(4), model.SuppressionReason.COMPLAINT, "", HOUR)
        subscribers.erase(session, address(5), HOUR)
    with SmtpServer() as server:
        report = send.send(database, approved.settings(port=server.port), edition, HOUR)
        assert set(server.recipients) == {address(number) for number in (1, 2, 6, 7, 8, 9, 10)}
    assert report.deliveries == {State.SENT: 7, State.SKIPPED: 3}
    assert approved.delivery(database, edition, 3).reply == deliveries.NOT_SUBSCRIBED
    assert approved.delivery(database, edition, 4).reply == deliveries.SUPPRESSED


def test_an_address_that_cannot_be_mailed_fails_alone(sqlite_database: Database) -> None:
    edition = approved.approve(sqlite_database, 3)
    with sqlite_database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE delivery SET address = '-oQ@x.org' WHERE subscriber_id = 2")
    with SmtpServer() as server:
        report = send.send(sqlite_database, approved.settings(port=server.port), edition, HOUR)
    assert report.deliveries == {State.SENT: 2, State.FAILED: 1}
    assert "dash" in approved.delivery(sqlite_database, edition, 2).reply


def test_a_server_that_is_down_loses_nothing(database: Database) -> None:
    edition = approved.approve(database, 10)
    with SmtpServer() as server:
        port = server.port
    with pytest.raises(errors.TemporaryRefusal, match=f"127.0.0.1:{port}: nobody listens"):
        send.send(database, approved.settings(port=port), edition, HOUR)
    assert approved.states(database, edition) == {State.QUEUED: 10}
    with SmtpServer() as server:
        assert send.send(database, approved.settings(port=server.port), edition, HOUR).sent == 10


def test_a_full_disk_loses_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    edition = approved.approve(sqlite_database, 5)
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(errors.TemporaryRefusal, match="could not be written"):
        send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR)
    assert approved.states(sqlite_database, edition) == {State.QUEUED: 5}
    (tmp_path / "out").unlink()
    assert send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR).sent == 5


class _FillsTheDisk:
    """A way out that takes every mail; after some of them the database has no room left."""

    connections = 4

    def __init__(self, database: Database, after: int) -> None:
        self._database, self._after = database, after
        self.taken = 0

    def send(self, mails: Iterable[deliver.Mail]) -> Iterator[deliver.Outcome]:
        for mail in mails:
            self.taken += 1
            if self.taken == self._after:
                self._fill()
            yield deliver.Outcome(mail.key, State.SENT, "250 " + "x" * 400)

    def _fill(self) -> None:
        with self._database.transaction() as session:
            pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
            session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_database_without_room_says_how_far_it_came(sqlite_database: Database) -> None:
    edition = approved.approve(sqlite_database, 300)
    out = _FillsTheDisk(sqlite_database, 30)
    with pytest.raises(errors.StoreError) as raised:
        send.send(sqlite_database, approved.settings(batch=400), edition, HOUR, transport=out)
    recorded = approved.states(sqlite_database, edition)[State.SENT]
    assert 0 < recorded < out.taken < 300
    said = str(raised.value)
    assert "disk is full; make room" in said
    assert "nothing was saved" not in said
    assert f"{recorded} mails of this run stand in the ledger as sent" in said
    assert "`digest send` goes on" in said
    assert "at most 4 mails" in said


def test_told_to_stop_it_finishes_what_is_under_way_and_goes_on_later(database: Database) -> None:
    edition = approved.approve(database, 100)
    with SmtpServer() as server:
        settings = approved.settings(port=server.port)
        report = send.send(database, settings, edition, HOUR, stop=lambda: len(server.accepted) >= 20)
        assert report.sent == len(server.accepted)
        assert 20 <= report.sent < 60
        assert report.deliveries == {State.QUEUED: 100 - report.sent, State.SENT: report.sent}
        assert report.state is model.EditionState.SENDING
        assert send.send(database, settings, edition, HOUR).sent == 100 - report.sent
        assert server.recipients == {address(number): 1 for number in range(1, 101)}


def test_a_wave_of_refusals_stops_the_run_and_suppresses_nobody(sqlite_database: Database) -> None:
    edition = approved.approve(sqlite_database, 200)
    with SmtpServer(lambda stage, who, count: "550 5.1.1 no" if stage == "rcpt" else None) as server:
        report = send.send(sqlite_database, approved.settings(port=server.port), edition, HOUR)
    assert report.state is model.EditionState.HELD
    assert "were refused for good" in report.reason
    assert verdict.BRAKE_MIN <= report.deliveries[State.FAILED] <= verdict.BRAKE_MIN + 10
    with sqlite_database.transaction() as session:
        assert suppressions.listed(session) == []
        assert deliveries.retry(session, edition, {State.FAILED}, HOUR) == report.deliveries[State.FAILED]


# --------------------------------------------------------------------------------------- what may be sent


def move(database: Database, edition: int, state: model.EditionState) -> None:
    with database.transaction() as session:
        editions.move(session, edition, state, "Because.", HOUR)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (model.EditionState.DRAFT, "is a draft"),
        (model.EditionState.HELD, "is held: Because."),
        (model.EditionState.CANCELLED, "is cancelled"),
    ],
)
def test_only_an_approved_edition_is_sent(
    sqlite_database: Database, tmp_path: Path, state: model.EditionState, said: str
) -> None:
    edition = approved.approve(sqlite_database, 2)
    move(sqlite_database, edition, state)
    with pytest.raises(errors.StateError, match=said):
        send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR)
    assert not (tmp_path / "out").exists()


def test_a_stale_edition_is_held_and_never_sent_by_itself(sqlite_database: Database, tmp_path: Path) -> None:
    edition = approved.approve(sqlite_database, 2)
    with pytest.raises(errors.StateError, match="Not complete 6 h after its hour"):
        send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR + timedelta(hours=7))
    assert approved.standing(sqlite_database, edition).state is model.EditionState.HELD
    assert not (tmp_path / "out").exists()
    with sqlite_database.transaction() as session:
        sha256 = editions.get(session, edition).sha256
        editions.approve(session, edition, sha256, "editor", HOUR + timedelta(hours=7))
    assert send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR + timedelta(hours=7)).sent == 2


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        ("UPDATE edition SET document = '{}'", "Field required|hash"),
        ("DELETE FROM rendered", "no rendered mail"),
        ("UPDATE delivery SET variant = 'odd'", "was not rendered as odd"),
    ],
)
def test_nothing_but_what_was_approved_and_rendered_is_mailed(
    sqlite_database: Database, tmp_path: Path, break_it: str, said: str
) -> None:
    edition = approved.approve(sqlite_database, 2)
    with sqlite_database.transaction() as session:
        session.connection().exec_driver_sql(break_it)
    with pytest.raises((errors.DigestError, ValueError), match=said):
        send.send(sqlite_database, approved.settings(tmp_path / "out"), edition, HOUR)
    assert not (tmp_path / "out").exists()
    assert approved.states(sqlite_database, edition) == {State.QUEUED: 2}


def test_a_newsletter_that_is_gone_and_a_missing_key_are_named(sqlite_database: Database, tmp_path: Path) -> None:
    edition = approved.approve(sqlite_database, 1)
    settings = approved.settings(tmp_path / "out")
    with pytest.raises(errors.ConfigError, match="daily: the configuration has no such newsletter"):
        send.send(sqlite_database, settings.model_copy(update={"newsletters": ()}), edition, HOUR)
    odd = approved.NEWSLETTER.model_copy(update={"sender": "daily@nowhere"})
    with pytest.raises(errors.ConfigError, match="newsletter daily: 'daily@nowhere'"):
        send.send(sqlite_database, settings.model_copy(update={"newsletters": (odd,)}), edition, HOUR)
    assert approved.states(sqlite_database, edition) == {State.QUEUED: 1}
    with pytest.raises(errors.ConfigError, match="signing key"):
        send.send(sqlite_database, settings.model_copy(update={"web": config.Web()}), edition, HOUR)


def test_an_edition_cancelled_in_the_middle_stops_at_the_next_batch(database: Database) -> None:
    edition = approved.approve(database, 100)
    with SmtpServer() as server:

        def progress(what: str, done: int, total: int) -> None:
            if done >= 10 and approved.standing(database, edition).state is model.EditionState.SENDING:
                move(database, edition, model.EditionState.CANCELLED)

        settings = approved.settings(port=server.port, batch=20)
        report = send.send(database, settings, edition, HOUR, progress)
        assert report.state is model.EditionState.CANCELLED
        assert report.sent == len(server.accepted) < 60


# --------------------------------------------------------------------------------------- claims


def claim(database: Database, edition: int, name: str, limit: int = 3) -> list[deliveries.Claim]:
    with database.transaction() as session:
        return deliveries.claim(session, edition, name, limit, HOUR, timedelta(seconds=60)).taken


def test_the_claims_of_a_dead_sender_of_this_machine_are_taken_back_at_once(database: Database, tmp_path: Path) -> None:
    edition = approved.approve(database, 5)
    host, _, start = owner.new().rsplit(":", 2)
    assert len(claim(database, edition, f"{host}:{2**22 + 1}:{start}")) == 3
    assert send.send(database, approved.settings(tmp_path / "out"), edition, HOUR).sent == 5


def test_the_claims_of_another_machine_are_left_until_their_lease_ends(database: Database, tmp_path: Path) -> None:
    edition = approved.approve(database, 5)
    theirs = claim(database, edition, "elsewhere:1:1-1.1")
    settings = approved.settings(tmp_path / "out")
    report = send.send(database, settings, edition, HOUR)
    assert report.deliveries == {State.CLAIMED: 3, State.SENT: 2}
    assert report.state is model.EditionState.SENDING
    assert send.send(database, settings, edition, HOUR + timedelta(seconds=61)).deliveries == {State.SENT: 5}
    with database.transaction() as session:
        late = [deliveries.Verdict(each.subscriber_id, State.FAILED, "late") for each in theirs]
        assert deliveries.record(session, edition, late, "elsewhere:1:1-1.1", HOUR) == 0
    assert approved.states(database, edition) == {State.SENT: 5}


def test_a_living_sender_keeps_its_claims(sqlite_database: Database) -> None:
    assert not owner.is_dead(owner.new())
    assert not owner.is_dead("rubbish")
    assert not owner.is_dead("")


def test_a_sender_that_hides_keeps_its_claims_while_it_lives(tmp_path: Path) -> None:
    """Another user's processes may be hidden (ProtectProc, hidepid); they are there all the same."""
    name = owner.new()
    host, _, start = name.rsplit(":", 2)
    assert not owner.is_dead(name, processes=tmp_path)
    assert owner.is_dead(f"{host}:{2**22 + 1}:{start}", processes=tmp_path)


def test_the_lease_is_renewed_while_a_slow_server_thinks(sqlite_database: Database) -> None:
    edition = approved.approve(sqlite_database, 1)
    leases: list[object] = []

    def slow(stage: str, who: str, count: int) -> str | None:
        if stage == "end":
            with sqlite_database.transaction(writes=False) as session:
                before = session.connection().exec_driver_sql("SELECT lease_until FROM delivery").scalar()
            wait_until(lambda: _lease(sqlite_database) != before)
            leases.append(before)
        return None

    with SmtpServer(slow) as server:
        settings = approved.settings(port=server.port, lease_seconds=10)
        quick = settings.delivery.model_copy(update={"lease_seconds": 0.6})
        report = send.send(sqlite_database, settings.model_copy(update={"delivery": quick}), edition, HOUR)
    assert report.sent == 1
    assert leases


def _lease(database: Database) -> object:
    with database.transaction(writes=False) as session:
        return session.connection().exec_driver_sql("SELECT lease_until FROM delivery").scalar()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = threading.Event()
    for _ in range(500):
        if is_so():
            return
        deadline.wait(0.02)
    raise AssertionError("it never came to that")


def test_the_connections_of_the_settings_are_used() -> None:
    assert smtp.Smtp(approved.settings(port=1, connections=7).delivery.smtp).connections == 7


def test_what_arrives_is_signed(sqlite_database: Database, tmp_path: Path) -> None:
    key = tmp_path / "dkim.pem"
    key.write_bytes(dkim.new_key(config.KeyKind.RSA))
    domain = approved.NEWSLETTER.sender.rpartition("@")[2]
    edition = approved.approve(sqlite_database, 20)
    with SmtpServer() as server:
        settings = approved.settings(port=server.port)
        keys = (config.Dkim(domain=domain, selector="s1", key_file=key),)
        settings = settings.model_copy(update={"delivery": settings.delivery.model_copy(update={"dkim": keys})})
        send.send(sqlite_database, settings, edition, HOUR)
    name, record = dkim.signers(settings.delivery)[0].record()
    assert len(server.accepted) == 20
    for each in server.accepted:
        assert oracle.verify(each.data, dnsfunc=lambda asked, timeout=5: {f"{name}.".encode(): record.encode()}[asked])
