"""Mailboxes on real servers: what was understood goes, what was not stays and is marked, and nothing is ever lost."""

import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr
from structlog.testing import capture_logs

from digest import config, errors, model
from digest.deliver.mailbox import Mailbox, imap, lmtp, maildir, pop3
from digest.pipeline import bounces, send
from digest.pipeline.bounces import Taken
from digest.store import deliveries, suppressions
from digest.store import feedback as reports
from digest.store.database import Database
from tests.integration import approved, mail_hosts
from tests.integration.approved import HOUR, address
from tests.integration.mail_hosts import Dovecot
from tests.unit.deliver.bounces import mails

UNDERSTOOD, STRANGE = mails.dsn(), mails.PERSON
Security = config.Security


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Dovecot]:
    with mail_hosts.dovecot(authority) as running:
        yield running


class Reader:
    """Understands reports, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def __call__(self, data: bytes) -> bool:
        self.seen.append(data)
        return b"delivery-status" in data


def settings(
    server: Dovecot, security: Security = Security.TLS, *, deletes: bool = False, password: str = mail_hosts.PASSWORD
) -> config.Bounces:
    is_first = security is Security.TLS
    common: dict[str, Any] = {"host": "localhost", "security": security, "username": "bounces"}
    common["password"] = SecretStr(password)
    return config.Bounces(
        imap=config.Imap(port=server.ports.imaps if is_first else server.ports.imap, **common),
        pop3=config.Pop3(port=server.ports.pop3s if is_first else server.ports.pop3, **common),
        understood=config.Afterwards.DELETE if deletes else config.Afterwards.MOVE,
    )


# --------------------------------------------------------------------------------------- IMAP


@pytest.mark.parametrize("security", Security)
def test_imap_moves_what_was_understood_and_flags_the_rest(
    server: Dovecot, tls: ssl.SSLContext, security: Security
) -> None:
    for data in (UNDERSTOOD, STRANGE):
        server.put(data)
    reader = Reader()
    imap.Imap(settings(server, security), tls=tls).read(reader)
    assert sorted(reader.seen) == sorted([UNDERSTOOD, STRANGE])
    assert len(server.names(".Processed")) == 1
    (left,) = server.names()
    assert "F" in left.partition(":2,")[2]
    imap.Imap(settings(server, security), tls=tls).read(reader)
    assert len(reader.seen) == 2


def test_imap_deletes_where_it_is_told_to(server: Dovecot, tls: ssl.SSLContext) -> None:
    for data in (UNDERSTOOD, STRANGE):
        server.put(data)
    imap.Imap(settings(server, deletes=True), tls=tls).read(Reader())
    assert len(server.names()) == 1
    assert not (server.mail / ".Processed").exists()


def test_pop3_deletes_what_was_understood_and_remembers_the_rest(server: Dovecot, tls: ssl.SSLContext) -> None:
    for data in (UNDERSTOOD, STRANGE):
        server.put(data)
    reader = Reader()
    box = pop3.Pop3(settings(server), (), tls=tls)
    box.read(reader)
    assert len(server.names()) == len(box.left) == 1
    again = pop3.Pop3(settings(server, Security.STARTTLS), box.left, tls=tls)
    again.read(reader)
    assert len(reader.seen) == 2
    assert again.left == box.left


def boxes(server: Dovecot, tls: ssl.SSLContext) -> list[Mailbox]:
    chosen = settings(server)
    return [imap.Imap(chosen, tls=tls), pop3.Pop3(chosen, (), tls=tls), maildir.Maildir(chosen, server.mail)]


def test_what_could_not_be_taken_is_read_the_next_time(server: Dovecot, tls: ssl.SSLContext) -> None:
    server.put(UNDERSTOOD)

    def fails(data: bytes) -> bool:
        raise errors.StoreError("the disk is full")

    for box in boxes(server, tls):
        with pytest.raises(errors.StoreError):
            box.read(fails)
        assert len(server.names()) == 1
    reader = Reader()
    boxes(server, tls)[1].read(reader)
    assert reader.seen == [UNDERSTOOD]


def test_a_mailbox_that_cannot_be_read_says_where_and_what_to_do(
    server: Dovecot, tls: ssl.SSLContext, authority: trustme.CA
) -> None:
    wrong, right = settings(server, password="wrong"), settings(server)
    (closed,) = mail_hosts.free_ports(1)
    nobody = config.Bounces(
        imap=config.Imap(host="localhost", port=closed), pop3=config.Pop3(host="localhost", port=closed)
    )
    plain = right.model_copy(
        update={
            "imap": right.imap.model_copy(update={"port": server.ports.imap}),
            "pop3": right.pop3.model_copy(update={"port": server.ports.pop3}),
        }
    )
    cases: list[tuple[config.Bounces, ssl.SSLContext | None, str]] = [
        (wrong, tls, "check bounces.{} username, password"),
        (right, None, "the certificate is not valid for this host"),
        (nobody, tls, "nobody listens there; check bounces.{} host and port"),
        (plain, tls, "no TLS on this port"),
    ]
    for chosen, trusted, said in cases:
        for key, box in (("imap", imap.Imap(chosen, tls=trusted)), ("pop3", pop3.Pop3(chosen, (), tls=trusted))):
            with pytest.raises(errors.TemporaryRefusal) as caught:
                box.read(Reader())
            assert said.format(key) in str(caught.value)
            assert str(caught.value).startswith("localhost:")


# --------------------------------------------------------------------------------------- Maildir


@pytest.mark.parametrize("deletes", [False, True])
def test_a_maildir_keeps_what_was_not_understood(tmp_path: Path, deletes: bool) -> None:
    path = tmp_path / "Maildir"
    for data in (UNDERSTOOD, STRANGE):
        maildir.keep(path, data)
    chosen = config.Bounces(understood=config.Afterwards.DELETE if deletes else config.Afterwards.MOVE)
    reader = Reader()
    for _ in range(2):
        maildir.Maildir(chosen, path).read(reader)
    assert len(reader.seen) == 2
    (left,) = [each for kind in ("new", "cur") for each in (path / kind).iterdir()]
    assert left.name.endswith(":2,F")
    assert left.read_bytes().replace(b"\r\n", b"\n") == STRANGE.replace(b"\r\n", b"\n")
    assert len(list((path / ".Processed").glob("cur/*"))) == (0 if deletes else 1)


def test_a_maildir_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        errors.TemporaryRefusal, match=r"absent: cannot be read: No such file .*; check bounces\.maildir"
    ):
        maildir.Maildir(config.Bounces(), tmp_path / "absent").read(Reader())


# --------------------------------------------------------------------------------------- LMTP


@pytest.fixture
def door() -> Iterator[Callable[[lmtp.TakeFrom], int]]:
    opened: list[lmtp.Door] = []

    def opens(take: lmtp.TakeFrom) -> int:
        (port,) = mail_hosts.free_ports(1)
        opened.append(lmtp.Door(config.Lmtp(port=port), take))
        return port

    yield opens
    for each in opened:
        each.close()


def test_lmtp_hands_over_the_mail_and_its_recipient(door: Callable[[lmtp.TakeFrom], int]) -> None:
    taken: list[tuple[bytes, str]] = []
    port = door(lambda data, recipient: taken.append((data, recipient)))
    with smtplib.LMTP("127.0.0.1", port) as client:
        refused = client.sendmail("", [mails.RETURN, "second@news.example.org"], UNDERSTOOD)
    assert taken == [(UNDERSTOOD, mails.RETURN)]
    assert {who: code for who, (code, _) in refused.items()} == {"second@news.example.org": 452}


def test_lmtp_asks_to_come_again_where_a_mail_could_not_be_taken(door: Callable[[lmtp.TakeFrom], int]) -> None:
    def fails(data: bytes, recipient: str) -> None:
        raise errors.StoreError("the database is locked")

    with smtplib.LMTP("127.0.0.1", door(fails)) as client, pytest.raises(smtplib.SMTPDataError) as caught:
        client.sendmail("", [mails.RETURN], UNDERSTOOD)
    assert caught.value.smtp_code == 451
    assert b"the database is locked" in caught.value.smtp_error if isinstance(caught.value.smtp_error, bytes) else True


def test_a_port_that_is_taken_is_named() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(errors.ConfigError, match=r"bounces\.lmtp: cannot listen"),
    ):
        lmtp.Door(config.Lmtp(port=taken.getsockname()[1]), lambda data, recipient: None)


# --------------------------------------------------------------------------------------- all together


def read_into(database: Database, chosen: config.Bounces) -> bounces.Read:
    return bounces.read(database, approved.settings().model_copy(update={"bounces": chosen}), HOUR)


def test_one_mailbox_that_fails_stops_no_other(database: Database, tmp_path: Path) -> None:
    maildir.keep(tmp_path / "Maildir", STRANGE)
    (closed,) = mail_hosts.free_ports(1)
    nowhere = config.Imap(host="127.0.0.1", port=closed, username="a", password=SecretStr("b"))
    with capture_logs() as logs:
        read = read_into(database, config.Bounces(imap=nowhere, maildir=tmp_path / "Maildir"))
    assert read.taken == {Taken.LEFT: 1}
    (failed,) = read.failed
    assert failed.startswith(f"127.0.0.1:{closed}: nobody listens there; check bounces.imap host")
    (warning,) = [each for each in logs if each["log_level"] == "warning"]
    assert (warning["mailbox"], "check bounces.imap" in warning["reason"]) == (f"127.0.0.1:{closed}", True)


def test_what_lies_in_a_pop3_mailbox_is_remembered(database: Database) -> None:
    with database.transaction() as session:
        reports.leave(session, "here:995", {"a", "b"})
        reports.leave(session, "there:995", {"a"})
        reports.leave(session, "here:995", {"b", "c"})
    with database.transaction(writes=False) as session:
        assert reports.left(session, "here:995") == {"b", "c"}
        assert reports.left(session, "there:995") == {"a"}


def test_a_mail_handed_over_that_nobody_understands_is_kept(database: Database, tmp_path: Path) -> None:
    chosen = approved.settings().model_copy(update={"bounces": config.Bounces(kept=tmp_path / "kept")})
    assert bounces.hand_over(database, chosen, HOUR, STRANGE) is Taken.LEFT
    (file,) = (tmp_path / "kept" / "new").iterdir()
    assert b"Thank you" in file.read_bytes()
    assert bounces.hand_over(database, chosen, HOUR, mails.HOLIDAY) is Taken.IGNORED
    assert len(list((tmp_path / "kept" / "new").iterdir())) == 1


def test_a_bounce_of_postfix_comes_back_and_suppresses_the_address(database: Database) -> None:
    edition = approved.approve(database, 1)
    with mail_hosts.postfix("inbox.example.org", "news.example.org") as (port, returned):
        chosen = config.Bounces(address="bounces@news.example.org", maildir=returned)
        sending = approved.settings(port=port).model_copy(update={"bounces": chosen})
        assert send.send(database, sending, edition, HOUR).deliveries == {model.DeliveryState.SENT: 1}
        until = time.monotonic() + 60
        while not list(returned.glob("new/*")):
            assert time.monotonic() < until, "the bounce did not come back"
            time.sleep(0.1)
        read = bounces.read(database, sending, HOUR)
    assert read == bounces.Read({Taken.BOUNCE: 1}, ())
    with database.transaction(writes=False) as session:
        assert deliveries.count(session, edition) == {model.DeliveryState.BOUNCED: 1}
        (found,) = suppressions.listed(session)
    assert (found.address, found.reason) == (address(1), model.SuppressionReason.HARD_BOUNCE)
    assert "unknown user" in found.detail
