"""Mails that came back to what follows from them: kept once, noted on the delivery, the address given up or not."""

from datetime import timedelta
from typing import Any

import pytest

from digest import config, model
from digest.deliver.links import Subject
from digest.deliver.returns import Delivered
from digest.pipeline import send, subscribe
from digest.pipeline.bounces import Desk, Taken
from digest.store import deliveries, subscribers, suppressions
from digest.store import feedback as reports
from digest.store.database import Database
from tests.integration import approved
from tests.integration.approved import HOUR, NEWSLETTER, address
from tests.integration.smtp_server import SmtpServer
from tests.unit.deliver.bounces import mails

Kind, State = model.FeedbackKind, model.DeliveryState
SETTINGS = approved.settings().model_copy(update={"bounces": config.Bounces(address="bounces@news.example.org")})
RETURNS, LINKS = send.returns(SETTINGS), send.links(SETTINGS)
DEAD = ("5.1.1", "smtp; 550 5.1.1 user unknown")
FULL = ("5.2.2", "smtp; 552 5.2.2 mailbox full")
BLOCKED = ("5.7.1", "smtp; 554 5.7.1 blocked: poor reputation")


@pytest.fixture
def edition(database: Database) -> int:
    """Sent to three readers."""
    edition = approved.approve(database, 3)
    with SmtpServer() as server:
        smtp = approved.settings(port=server.port)
        send.send(database, smtp.model_copy(update={"bounces": SETTINGS.bounces}), edition, HOUR)
        # Each mail left with a return address of its own.
        named = {each.recipient: RETURNS.read(each.sender) for each in server.accepted}
    assert named == {address(number): Delivered(edition, number) for number in (1, 2, 3)}
    return edition


def report(
    said: tuple[str, str], *, about: str = address(1), to: str = "", message_id: str = "", number: int = 0, **more: Any
) -> bytes:
    """A status report about this reader; sent to a return address, or with our Message-ID, or with neither."""
    data = mails.dsn(*said, **more).replace(b"ada@reader.example", about.encode())
    data = data.replace(mails.RETURN.encode(), (to or "bounces@news.example.org").encode())
    data = data.replace(mails.OURS.encode(), (message_id or "<other@elsewhere.example>").encode())
    return data.replace(b"4XYZ", f"4XYZ{number}".encode())


def returned(edition: int, number: int = 1) -> str:
    return RETURNS.address(Delivered(edition, number))


def take(database: Database, data: bytes, *, days: int = 0, envelope: str = "", **limits: Any) -> Taken:
    settings = SETTINGS.model_copy(update={"bounces": SETTINGS.bounces.model_copy(update=limits)})
    return Desk(database, settings, HOUR + timedelta(days=days)).take(data, envelope)


def suppressed(database: Database) -> dict[str, model.SuppressionReason]:
    with database.transaction(writes=False) as session:
        return {each.address: each.reason for each in suppressions.listed(session)}


def kept(database: Database) -> list[tuple[str, model.FeedbackKind]]:
    with database.transaction(writes=False) as session:
        return [(each.address, each.kind) for each in reports.listed(session)]


# --------------------------------------------------------------------------------------- dead addresses


def test_a_dead_address_is_suppressed_at_once_and_its_delivery_shows_it(database: Database, edition: int) -> None:
    data = report(DEAD, to=returned(edition))
    assert take(database, data) is Taken.BOUNCE
    assert suppressed(database) == {address(1): model.SuppressionReason.HARD_BOUNCE}
    with database.transaction(writes=False) as session:
        assert deliveries.count(session, edition) == {State.SENT: 2, State.BOUNCED: 1}
        (standing,) = deliveries.listed(session, edition, [State.BOUNCED])
    assert (standing.address, standing.reply) == (address(1), "user unknown (550 5.1.1 user unknown)")


def test_the_same_report_counts_once(database: Database, edition: int) -> None:
    data = report(FULL, to=returned(edition))
    assert [take(database, data, soft_limit=2) for _ in range(3)] == [Taken.BOUNCE, Taken.AGAIN, Taken.AGAIN]
    assert take(database, b"Received: from elsewhere\r\n" + data, soft_limit=2) is Taken.AGAIN
    assert kept(database) == [(address(1), Kind.SOFT_BOUNCE)]
    assert suppressed(database) == {}


def test_the_envelope_alone_names_the_delivery(database: Database, edition: int) -> None:
    assert take(database, report(DEAD, about="hidden@elsewhere.example"), envelope=returned(edition, 2)) is Taken.BOUNCE
    assert kept(database) == [(address(2), Kind.HARD_BOUNCE)]
    # It failed at an address the reader's mail was forwarded to, so that one report leaves a doubt.
    assert suppressed(database) == {}


def test_our_message_id_proves_it_as_well(database: Database, edition: int) -> None:
    secret = LINKS.message_secret(NEWSLETTER.key, HOUR.date(), "p2")
    data = report(DEAD, about=address(2), message_id=f"<daily.2026-11-21.{secret}@news.example.org>")
    assert take(database, data) is Taken.BOUNCE
    assert suppressed(database) == {address(2): model.SuppressionReason.HARD_BOUNCE}


def test_a_made_up_report_suppresses_nobody_at_once(database: Database, edition: int) -> None:
    local, _, domain = returned(edition).partition("@")
    forged = f"{local[:-1]}{'b' if local[-1] == 'a' else 'a'}@{domain}"
    made_up = f"<daily.2026-11-21.{'0' * 24}@news.example.org>"
    for number, data in enumerate((report(DEAD, to=forged, number=1), report(DEAD, message_id=made_up, number=2))):
        assert take(database, data) is Taken.LEFT  # our mails carry a return address: this one is not about them
        assert take(database, data, address="") is Taken.BOUNCE
        assert len(kept(database)) == number + 1
    assert suppressed(database) == {}  # both speak of one edition


def test_after_several_editions_a_doubtful_report_is_believed(database: Database, edition: int) -> None:
    take(database, report(DEAD, number=1), address="")
    with database.transaction() as session:
        earlier = reports.Report(address(1), Kind.HARD_BOUNCE, "", HOUR - timedelta(days=1), None, 1)
        reports.add(session, earlier)
    assert suppressed(database) == {}
    assert take(database, report(DEAD, number=2), address="") is Taken.BOUNCE
    assert suppressed(database) == {address(1): model.SuppressionReason.HARD_BOUNCE}


def test_a_bounce_of_a_confirmation_names_the_person(database: Database, edition: int) -> None:
    assert take(database, report(DEAD, about=address(3), to=returned(0, 3))) is Taken.BOUNCE
    assert suppressed(database) == {address(3): model.SuppressionReason.HARD_BOUNCE}


def test_a_confirmation_leaves_with_a_return_address_as_well(database: Database) -> None:
    subscribe.sign_up(database, NEWSLETTER, "new@inbox.example.org", HOUR, public_id="new", consent="The form.")
    with SmtpServer() as server:
        smtp = approved.settings(port=server.port).model_copy(update={"bounces": SETTINGS.bounces})
        assert subscribe.send_confirmations(database, smtp, HOUR) == 1
        (mail,) = server.accepted
    named = RETURNS.read(mail.sender)
    assert named
    assert named.edition_id == 0
    with database.transaction(writes=False) as session:
        (person,) = subscribers.listed(session)
    assert named.subscriber_id == person.subscriber_id


# --------------------------------------------------------------------------------------- other reasons


def test_what_is_said_about_us_is_never_held_against_the_address(database: Database, edition: int) -> None:
    for number in range(4):
        data = report(BLOCKED, to=returned(edition), number=number)
        assert take(database, data, soft_limit=1, hard_limit=1) is Taken.BOUNCE
    assert kept(database) == [(address(1), Kind.REFUSAL)] * 4
    assert suppressed(database) == {}
    with database.transaction(writes=False) as session:
        assert deliveries.count(session, edition) == {State.SENT: 2, State.BOUNCED: 1}


def test_an_address_that_cannot_be_reached_time_and_again_is_given_up(database: Database, edition: int) -> None:
    with database.transaction() as session:
        for days in (1, 2, 30):
            reports.add(session, reports.Report(address(1), Kind.SOFT_BOUNCE, "", HOUR - timedelta(days=days), None, 1))
    assert take(database, report(FULL, to=returned(edition)), soft_limit=4) is Taken.BOUNCE
    assert suppressed(database) == {}  # the oldest is not counted any more
    assert take(database, report(FULL, to=returned(edition), number=2), soft_limit=3) is Taken.BOUNCE
    assert suppressed(database) == {address(1): model.SuppressionReason.SOFT_BOUNCE}


def test_a_warning_that_a_mail_is_late_is_ignored(database: Database, edition: int) -> None:
    data = report(("4.4.1", "smtp; timed out"), to=returned(edition), action="delayed")
    assert take(database, data, soft_limit=1) is Taken.IGNORED
    assert kept(database) == []


def test_a_holiday_notice_is_ignored(database: Database, edition: int) -> None:
    data = mails.HOLIDAY.replace(mails.RETURN.encode(), returned(edition).encode())
    assert take(database, data) is Taken.IGNORED


def test_what_is_not_about_us_or_not_understood_is_left(database: Database, edition: int) -> None:
    assert take(database, report(DEAD, about="stranger@elsewhere.example")) is Taken.LEFT
    assert take(database, mails.PERSON) is Taken.LEFT
    assert take(database, b"\0\xff") is Taken.LEFT
    assert kept(database) == []


# --------------------------------------------------------------------------------------- complaints, leaving


def test_who_complains_is_suppressed_and_unsubscribed_at_once(database: Database, edition: int) -> None:
    data = mails.ARF.replace(mails.RETURN.encode(), returned(edition, 2).encode())
    assert take(database, data) is Taken.COMPLAINT
    assert take(database, data) is Taken.AGAIN
    assert suppressed(database) == {address(2): model.SuppressionReason.COMPLAINT}
    with database.transaction(writes=False) as session:
        person = subscribers.get(session, "p2", NEWSLETTER.key)
        assert person
        assert person.state is model.SubscriptionState.UNSUBSCRIBED
        assert deliveries.count(session, edition) == {State.SENT: 2, State.COMPLAINED: 1}


def test_an_unsubscribe_mail_with_the_reader_s_token_is_honoured(database: Database, edition: int) -> None:
    token = LINKS.unsubscribe(Subject("p3", NEWSLETTER.key)).rpartition("/")[2]
    data = mails.mail(
        f"""
        From: somebody@elsewhere.example
        To: unsubscribe@news.example.org
        Subject: unsubscribe {token}

        """
    )
    assert take(database, data.replace(token.encode(), token[:-2].encode() + b"xx")) is Taken.LEFT
    assert take(database, data) is Taken.UNSUBSCRIBED
    assert take(database, data) is Taken.UNSUBSCRIBED  # again changes nothing
    with database.transaction(writes=False) as session:
        person = subscribers.get(session, "p3", NEWSLETTER.key)
    assert person
    assert person.state is model.SubscriptionState.UNSUBSCRIBED
    assert suppressed(database) == {}


def test_other_tokens_of_the_reader_do_not_unsubscribe(database: Database, edition: int) -> None:
    token = LINKS.preferences(Subject("p3", NEWSLETTER.key)).rpartition("/")[2]
    assert take(database, f"From: a@b.example\nSubject: unsubscribe {token}\n\n".encode()) is Taken.LEFT
