"""The SMTP transport against a server that misbehaves."""

import random
import socket
import ssl
from collections import Counter
from collections.abc import Iterable

import pytest
import trustme
from pydantic import SecretStr

from digest import config, deliver, errors, model
from digest.deliver import smtp
from tests.integration.smtp_server import ACCEPT_AND_DROP, DROP, GO_AHEAD, SILENCE, Rule, SmtpServer

SENT, DEFERRED, FAILED, UNKNOWN = (
    model.DeliveryState.SENT,
    model.DeliveryState.DEFERRED,
    model.DeliveryState.FAILED,
    model.DeliveryState.UNKNOWN,
)
ONE_AT_A_TIME: tuple[str, ...] = ()
PIPELINED = ("PIPELINING",)


def recipient(key: int) -> str:
    return f"reader{key}@example.org"


def mail(key: int, size: int = 100) -> deliver.Mail:
    data = b"Subject: %d\r\n\r\n" % key + b"x" * 70 + b"\r\n" + b"line\r\n" * (size // 6)
    return deliver.Mail(key, "daily@news.example.org", recipient(key), f"<{key}@news.example.org>", data)


def settings(server: SmtpServer, **more: object) -> config.Smtp:
    values = {"host": "127.0.0.1", "port": server.port, "security": "none", "connections": 3, **more}
    return config.Smtp.model_validate(values)


def send(server: SmtpServer, keys: Iterable[int], **more: object) -> dict[int, deliver.Outcome]:
    outcomes = list(smtp.Smtp(settings(server, **more), recycle=10).send(mail(key) for key in keys))
    assert len({outcome.key for outcome in outcomes}) == len(outcomes)
    return {outcome.key: outcome for outcome in outcomes}


def at(stage: str, key: int, answer: str, *, times: int = 10**9) -> Rule:
    """This answer at this stage for one recipient, the first so many times."""

    def rule(reached: str, who: str, count: int) -> str | None:
        return answer if (reached, who) == (stage, recipient(key)) and count <= times else None

    return rule


@pytest.mark.parametrize("extensions", [PIPELINED, ONE_AT_A_TIME])
@pytest.mark.parametrize(
    ("stage", "answer", "state"),
    [
        ("rcpt", "550 5.1.1 nobody here", FAILED),
        ("rcpt", "451 4.3.0 later", DEFERRED),
        ("data", "554 5.5.1 no", FAILED),
        ("end", "554 5.7.1 spam", FAILED),
        ("end", "452 4.2.2 full", DEFERRED),
        ("end", ACCEPT_AND_DROP, UNKNOWN),
        ("end", DROP, UNKNOWN),
    ],
)
def test_a_refused_mail_does_not_touch_the_others(
    extensions: tuple[str, ...], stage: str, answer: str, state: model.DeliveryState
) -> None:
    with SmtpServer(at(stage, 5, answer), extensions=extensions) as server:
        outcomes = send(server, range(12))
        assert {key for key, outcome in outcomes.items() if outcome.state is not SENT} == {5}
        assert outcomes[5].state is state
        assert answer in (ACCEPT_AND_DROP, DROP) or outcomes[5].reply == answer
        others = {recipient(key): 1 for key in range(12) if key != 5}
        assert server.recipients == (others | {recipient(5): 1} if answer == ACCEPT_AND_DROP else others)


@pytest.mark.parametrize("extensions", [PIPELINED, ONE_AT_A_TIME])
@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_connection_lost_before_the_content_costs_nothing(extensions: tuple[str, ...], stage: str) -> None:
    with SmtpServer(at(stage, 5, DROP, times=1), extensions=extensions) as server:
        outcomes = send(server, range(12))
        assert {outcome.state for outcome in outcomes.values()} == {SENT}
        assert server.recipients == {recipient(key): 1 for key in range(12)}


def test_a_mail_that_ends_every_connection_is_deferred_after_three() -> None:
    with SmtpServer(at("rcpt", 5, DROP)) as server:
        outcomes = send(server, range(12))
        assert {key for key, outcome in outcomes.items() if outcome.state is not SENT} == {5}
        assert outcomes[5].state is DEFERRED
        assert server.times["rcpt", recipient(5)] == smtp.MAX_TRIES


def test_too_many_mails_on_one_connection_421_means_open_another() -> None:
    served: Counter[int] = Counter()

    def rule(stage: str, who: str, count: int) -> str | None:
        if stage != "rcpt":
            return None
        served[server.connections] += 1
        return "421 4.7.0 too many messages" if served[server.connections] > 4 else None

    with SmtpServer(rule) as server:
        outcomes = send(server, range(20), connections=1)
        assert {outcome.state for outcome in outcomes.values()} == {SENT}
        assert server.recipients == {recipient(key): 1 for key in range(20)}


def test_go_ahead_without_a_recipient_delivers_no_blank_mail() -> None:
    def rule(stage: str, who: str, count: int) -> str | None:
        if who != recipient(5):
            return None
        return {"rcpt": "550 5.1.1 nobody", "data": GO_AHEAD}.get(stage)

    with SmtpServer(rule) as server:
        outcomes = send(server, range(12))
        assert outcomes[5] == deliver.Outcome(5, FAILED, "550 5.1.1 nobody")
        assert server.recipients == {recipient(key): 1 for key in range(12) if key != 5}
        assert all(accepted.data for accepted in server.accepted)


def test_a_refused_sender_with_an_accepted_recipient_delivers_no_blank_mail() -> None:
    def rule(stage: str, who: str, count: int) -> str | None:
        return {"mail": "553 5.1.8 sender refused", "data": GO_AHEAD}.get(stage)

    with SmtpServer(rule) as server:
        outcomes = send(server, range(4), connections=1)
        assert {str(outcome.state): outcome.reply for outcome in outcomes.values()} == {
            "failed": "553 5.1.8 sender refused"
        }
        assert server.accepted == []


def test_after_every_refusal_the_transaction_is_reset() -> None:
    def rule(stage: str, who: str, count: int) -> str | None:
        return "550 5.1.1 no" if stage == "rcpt" and int(who[6:].partition("@")[0]) % 2 else None

    with SmtpServer(rule) as server:
        outcomes = send(server, range(30))
        assert Counter(outcome.state for outcome in outcomes.values()) == {SENT: 15, FAILED: 15}
        assert "RSET" in server.lines


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("connections", [1, 4])
def test_whatever_happens_each_mail_has_one_outcome_that_the_server_does_not_contradict(
    seed: int, connections: int
) -> None:
    """One outcome each, none doubled, none lost, and unknown is exactly what was accepted or dropped in the end."""
    dice = random.Random(seed)
    faults = {
        "rcpt": ["550 5.1.1 no", "451 later", DROP, "421 4.3.2 busy"],
        "data": ["554 no", DROP],
        "end": ["451 later", "554 5.7.1 spam", DROP, ACCEPT_AND_DROP, "421 4.3.2 busy"],
    }

    def rule(stage: str, who: str, count: int) -> str | None:
        return dice.choice(faults[stage]) if stage in faults and dice.random() < 0.04 else None

    with SmtpServer(rule) as server:
        outcomes = send(server, range(400), connections=connections)
        assert sorted(outcomes) == list(range(400))
        assert set(server.recipients.values()) == {1}
        accepted = set(server.recipients)
        sent = {recipient(key) for key, outcome in outcomes.items() if outcome.state is SENT}
        unknown = {recipient(key) for key, outcome in outcomes.items() if outcome.state is UNKNOWN}
        assert sent <= accepted
        assert accepted <= sent | unknown
        assert not any("503" in outcome.reply for outcome in outcomes.values())


def test_a_large_mail_is_not_cut_and_not_stuck() -> None:
    big = mail(1, size=3_000_000)
    with SmtpServer(extensions=("PIPELINING", "SIZE 10000000")) as server:
        assert [o.state for o in smtp.Smtp(settings(server)).send(iter([mail(0), big, mail(2)]))] == [SENT] * 3
        assert big.data in [accepted.data for accepted in server.accepted]


def test_what_the_server_can_never_take_is_refused_for_good() -> None:
    strange = mail(1)._replace(recipient="jörg@example.org")
    with SmtpServer(extensions=("PIPELINING", "SIZE 1000")) as server:
        outcomes = {o.key: o for o in smtp.Smtp(settings(server)).send(iter([mail(0), strange, mail(2, size=5000)]))}
        assert outcomes[0].state is SENT
        assert outcomes[1].state is outcomes[2].state is FAILED
        assert "SMTPUTF8" in outcomes[1].reply
        assert "the server takes 1000" in outcomes[2].reply
    with SmtpServer(extensions=("SMTPUTF8",)) as server:
        assert [o.state for o in smtp.Smtp(settings(server)).send(iter([strange]))] == [SENT]
        assert any(line.endswith("SMTPUTF8") for line in server.lines)


# --------------------------------------------------------------------------------------- reaching the server


def unreachable(server_settings: config.Smtp, tls: ssl.SSLContext | None = None) -> str:
    with pytest.raises(errors.TemporaryRefusal) as caught:
        list(smtp.Smtp(server_settings, tls=tls).send(mail(key) for key in range(5)))
    assert str(caught.value).startswith(f"{server_settings.host}:{server_settings.port}: ")
    return caught.value.message


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = unreachable(config.Smtp(host="127.0.0.1", port=port, security=config.Security.NONE))
    assert "nobody listens" in said
    assert "check delivery.smtp host and port" in said


def test_no_such_host() -> None:
    assert "no such host" in unreachable(config.Smtp(host="mail.invalid", port=25))


@pytest.mark.parametrize("stage", ["connect", "ehlo"])
def test_a_server_that_never_answers(stage: str) -> None:
    with SmtpServer(lambda reached, who, count: SILENCE if reached == stage else None) as server:
        assert "no answer within 0.2 s" in unreachable(settings(server, timeout_seconds=0.2))


def test_a_server_that_falls_silent_over_an_envelope_costs_only_time() -> None:
    with SmtpServer(at("rcpt", 1, SILENCE, times=1)) as server:
        outcomes = send(server, range(3), timeout_seconds=0.2, connections=1)
        assert {outcome.state for outcome in outcomes.values()} == {SENT}


def test_a_server_that_takes_nobody_now() -> None:
    with SmtpServer(lambda stage, who, count: "421 4.3.2 maintenance" if stage == "connect" else None) as server:
        assert "421 4.3.2 maintenance" in unreachable(settings(server))


def test_a_server_that_ends_every_connection_is_given_up_and_nothing_left() -> None:
    with SmtpServer(lambda stage, who, count: "421 4.7.0 not you" if stage == "mail" else None) as server:
        said = unreachable(settings(server, connections=1))
        assert "421 4.7.0 not you" in said
        assert server.accepted == []


def test_something_that_is_no_mail_server() -> None:
    with SmtpServer(lambda stage, who, count: "HTTP/1.1 400 Bad Request" if stage == "connect" else None) as server:
        assert "does not speak SMTP" in unreachable(settings(server))


@pytest.mark.parametrize("flood", ["250-" + "x" * 5_000_000, "250-x\r\n" * 1000 + "250 x"])
def test_endless_replies_are_cut(flood: str) -> None:
    with SmtpServer(lambda stage, who, count: flood if stage == "ehlo" else None) as server:
        assert "does not speak SMTP" in unreachable(settings(server))


# --------------------------------------------------------------------------------------- security


def contexts(name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's and a client's, with a certificate for this name."""
    authority = trustme.CA()
    theirs, ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(name).configure_cert(theirs)
    authority.configure_trust(ours)
    return theirs, ours


def test_a_stripped_starttls_sends_nothing_in_clear() -> None:
    with SmtpServer(login=("user", "secret")) as server:
        said = unreachable(settings(server, security="starttls", username="user", password="secret"))
        assert "offers no STARTTLS" in said
        assert not any(line.startswith(("MAIL", "AUTH")) for line in server.lines)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_host_or_of_nobody_known_sends_nothing(security: str) -> None:
    theirs, ours = contexts("other.example.org")
    for trusted in (ours, None):
        with SmtpServer(tls=theirs, is_tls_first=security == "tls") as server:
            assert "certificate is not valid" in unreachable(settings(server, security=security), trusted)
            assert not any(line.startswith("MAIL") for line in server.lines)


def test_tls_to_a_port_without_names_the_setting() -> None:
    with SmtpServer() as server:
        assert "check delivery.smtp security" in unreachable(settings(server, security="tls"))


def test_no_security_leaves_this_machine_never() -> None:
    with pytest.raises(errors.TemporaryRefusal, match="this machine only"):
        list(smtp.Smtp(config.Smtp(host="mail.example.org", security=config.Security.NONE)).send(iter([mail(1)])))


@pytest.mark.parametrize("offered", ["PLAIN LOGIN", "LOGIN"])
def test_login(offered: str) -> None:
    theirs, ours = contexts("127.0.0.1")
    with SmtpServer(tls=theirs, login=("user", "secret"), mechanisms=offered) as server:
        good = settings(server, security="starttls", username="user", password=SecretStr("secret"))
        assert [o.state for o in smtp.Smtp(good, tls=ours).send(iter([mail(1)]))] == [SENT]
        bad = settings(server, security="starttls", username="user", password=SecretStr("wrong"))
        said = unreachable(bad, ours)
        assert "login as user was refused" in said
        assert "535 5.7.8" in said
        assert "wrong user" in said
        assert "d3Jvbmc" not in said
