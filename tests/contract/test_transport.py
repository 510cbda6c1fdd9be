"""What every transport promises, held against each of them."""

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from digest import config, deliver, errors, model
from digest.deliver import folder, smtp
from digest.deliver.providers import api
from tests.integration import provider_servers
from tests.integration.smtp_server import SmtpServer

DATA = b"From: a@news.example.org\r\nSubject: %d\r\n\r\nHello\r\n.\r\n..dots\r\n"
KINDS = [
    "folder",
    "smtp",
    "smtp one command at a time",
    "smtp with STARTTLS",
    "smtp over TLS, one connection",
    *provider_servers.NAMES,
]


def mail(key: int) -> deliver.Mail:
    sender = "daily@news.example.org"
    return deliver.Mail(key, sender, f"reader{key}@example.org", f"<{key}.x@news.example.org>", DATA % key)


class Way:
    """A transport and what arrived by it."""

    def __init__(self, transport: deliver.Transport, arrived: Callable[[], list[bytes]]) -> None:
        self.transport, self.arrived = transport, arrived


@pytest.fixture(params=KINDS)
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Way]:
    kind = str(request.param)
    if kind == "folder":
        yield Way(
            folder.Folder(tmp_path / "out"), lambda: [each.read_bytes() for each in (tmp_path / "out").glob("*.eml")]
        )
        return
    if kind in provider_servers.NAMES:
        with provider_servers.behaving(kind) as provider:
            yield Way(api.Api(provider.provider), provider.mails)
        return
    authority = trustme.CA()
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    security = config.Security.NONE
    if "TLS" in kind:
        security = config.Security.STARTTLS if "STARTTLS" in kind else config.Security.TLS
    server = SmtpServer(
        extensions=() if "one command" in kind else ("PIPELINING",),
        tls=None if security is config.Security.NONE else theirs,
        is_tls_first=security is config.Security.TLS,
    )
    with server:
        settings = config.Smtp(
            host="127.0.0.1", port=server.port, security=security, connections=1 if "one connection" in kind else 3
        )
        transport = smtp.Smtp(settings, tls=ours, recycle=10)
        yield Way(transport, lambda: [each.data for each in server.accepted])


def test_every_mail_arrives_once_byte_for_byte_and_has_one_outcome(way: Way) -> None:
    outcomes = list(way.transport.send(mail(key) for key in range(40)))
    assert sorted(outcome.key for outcome in outcomes) == list(range(40))
    assert {outcome.state for outcome in outcomes} == {model.DeliveryState.SENT}
    assert sorted(way.arrived()) == sorted(DATA % key for key in range(40))


def test_nothing_to_send_is_no_error(way: Way) -> None:
    assert list(way.transport.send(iter(()))) == []
    assert way.transport.connections >= 1


def test_a_caller_that_records_when_asked_for_a_mail_is_never_behind_by_more_than_the_connections(way: Way) -> None:
    """The contract that bounds what a crash can double."""
    recorded: set[int] = set()
    given: list[int] = []
    behind: list[int] = []

    def mails() -> Iterator[deliver.Mail]:
        for key in range(60):
            behind.append(len(way.arrived()) - len(recorded))
            recorded.update(given)
            yield mail(key)

    for outcome in way.transport.send(mails()):
        given.append(outcome.key)  # noqa: PERF401 - the source of mails reads it meanwhile
    assert sorted(given) == list(range(60))
    assert max(behind) <= way.transport.connections


def test_a_failing_source_of_mails_ends_the_run_and_hands_over_no_further_mail(way: Way) -> None:
    def mails() -> Iterator[deliver.Mail]:
        yield from (mail(key) for key in range(5))
        raise errors.StoreError("the disk is full")

    outcomes: list[deliver.Outcome] = []
    with pytest.raises(errors.StoreError, match="disk is full"):
        outcomes.extend(way.transport.send(mails()))
    assert len(way.arrived()) <= 5


def test_a_caller_may_stop_listening(way: Way) -> None:
    outcomes = way.transport.send(mail(key) for key in range(1000))
    assert next(outcomes).state is model.DeliveryState.SENT
    assert hasattr(outcomes, "close")
    outcomes.close()
    assert len(way.arrived()) <= 1 + 2 * way.transport.connections
