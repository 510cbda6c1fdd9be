"""Providers' answers, right and wrong, to outcomes: refused, too soon, dead, slow, half an answer."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from digest import deliver, errors, model
from digest.deliver import message
from digest.deliver.links import Links
from digest.deliver.providers import api
from tests.golden import editions as samples
from tests.integration.collect.server import Reply, Request
from tests.integration.provider_servers import NAMES, accepted, arrived, behaving, provider, refused

State = model.DeliveryState
BATCHED, SINGLE = ["postmark", "resend"], ["mailgun", "ses"]
NO_KEY = ["postmark", "mailgun", "ses"]
"""Those that do not know a request again."""


def mail(key: int) -> deliver.Mail:
    data = b"From: a@news.example.org\r\nSubject: %d\r\n\r\nHello\r\n" % key
    return deliver.Mail(key, "a@news.example.org", f"reader{key}@example.org", f"<{key}.x@news.example.org>", data)


def mails(number: int) -> Iterator[deliver.Mail]:
    return (mail(key) for key in range(number))


def sent(by: api.Provider, number: int) -> list[deliver.Outcome]:
    return sorted(api.Api(by, pause_seconds=0).send(mails(number)))


def states(outcomes: list[deliver.Outcome]) -> list[State]:
    return [each.state for each in outcomes]


def whole(number: int = 3) -> deliver.Mail:
    """A real mail of an edition, as the sender makes it."""
    own = samples.NEWSLETTER.model_copy(update={"sender_name": "Größe, Daily", "reply_to": "desk@news.example.org"})
    template = message.Template(
        model.Rendered(
            variant=model.Variant(),
            subject="Zürich “votes”",
            preheader="",
            html="<p>Hällo</p>\n",
            text="Hällo\n",
            slots={},
        ),
        own,
        Links("https://news.example.org", "k" * 40),
        local_date=datetime(2026, 11, 22, tzinfo=UTC).date(),
        moment=datetime(2026, 11, 22, 6, tzinfo=UTC),
    )
    return template.mail(message.Reader(number, "reader@example.org", "Ann", f"p{number}"))


# --------------------------------------------------------------------------------------- what leaves


def test_postmark_gets_the_parts_of_a_mail_and_our_headers() -> None:
    made = whole()
    with behaving("postmark") as server:
        list(api.Api(server.provider).send(iter([made])))
        (request,) = server.site.requests
    (sent_,) = json.loads(request.body)
    headers = {each["Name"]: each["Value"] for each in sent_.pop("Headers")}
    assert headers["List-Unsubscribe"].startswith("<https://news.example.org/unsubscribe/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == made.message_id
    assert headers["X-PM-KeepID"] == "true"
    assert not {"From", "Subject", "Date", "Content-Type", "MIME-Version"} & headers.keys()
    assert sent_.pop("Metadata").keys() == {"newsletter", "day", "mail"}
    assert sent_ == {
        "From": '"Größe, Daily" <' + made.sender + ">",
        "To": "Ann <reader@example.org>",
        "ReplyTo": "desk@news.example.org",
        "Subject": "Zürich “votes”",
        "TextBody": "Hällo\n",
        "HtmlBody": "<p>Hällo</p>\n",
        "MessageStream": "broadcast",
        "TrackOpens": False,
        "TrackLinks": "None",
    }
    assert request.path == "/email/batch"
    assert request.fields["x-postmark-server-token"] == "key-of-the-test"


def test_resend_gets_the_parts_and_a_key_that_depends_on_them_alone() -> None:
    with behaving("resend") as server:
        for made in (whole(), whole(), whole(4)):
            list(api.Api(server.provider).send(iter([made])))
        first, again, other = server.site.requests
    (sent_,) = json.loads(first.body)
    assert sent_["to"] == ["Ann <reader@example.org>"]
    assert sent_["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {each["name"] for each in sent_["tags"]} == {"newsletter", "day", "mail"}
    keys = [each.fields["idempotency-key"] for each in (first, again, other)]
    assert keys[0] == keys[1] != keys[2]
    assert first.fields["authorization"] == "Bearer key-of-the-test"


@pytest.mark.parametrize("name", SINGLE)
def test_a_whole_mail_goes_byte_for_byte_to_its_envelope_recipient(name: str) -> None:
    made = whole()
    with behaving(name) as server:
        list(api.Api(server.provider).send(iter([made])))
        (request,) = server.site.requests
        assert server.mails() == [made.data]
    assert made.recipient.encode() in request.body
    assert request.fields["authorization"].startswith("Basic " if name == "mailgun" else "AWS4-HMAC-SHA256 Credential=")


def test_a_batch_never_goes_to_an_address_of_the_header_alone() -> None:
    other = mail(1)._replace(data=b"From: a@news.example.org\r\nTo: Eve <eve@example.org>\r\n\r\nHi\r\n")
    with behaving("postmark") as server:
        list(api.Api(server.provider).send(iter([other])))
        (request,) = server.site.requests
    assert json.loads(request.body)[0]["To"] == other.recipient


# --------------------------------------------------------------------------------------- refusals


def test_postmark_names_the_mails_of_a_batch_that_it_refuses() -> None:
    def behaviour(request: Request) -> Reply:
        results = json.loads(accepted("postmark", request).body)
        results[1] = {"ErrorCode": 406, "Message": "Inactive recipient: hard\r\nbounce."}
        return Reply(json.dumps(results).encode())

    with behaving("postmark", behaviour) as server:
        outcomes = sent(server.provider, 3)
    assert states(outcomes) == [State.SENT, State.FAILED, State.SENT]
    assert outcomes[1].reply == "406 Inactive recipient: hard bounce."


def test_resend_names_the_mails_of_a_batch_that_it_refuses() -> None:
    def behaviour(request: Request) -> Reply:
        assert request.fields["x-batch-validation"] == "permissive"
        said = {"data": [{"id": "a"}, {"id": "c"}], "errors": [{"index": 1, "message": "Invalid `to` field."}]}
        return Reply(json.dumps(said).encode())

    with behaving("resend", behaviour) as server:
        outcomes = sent(server.provider, 3)
    assert [(each.state, each.reply) for each in outcomes] == [
        (State.SENT, "taken as a"),
        (State.FAILED, "422 Invalid `to` field."),
        (State.SENT, "taken as c"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_that_is_refused_fails_alone_with_the_provider_s_words(name: str) -> None:
    def behaviour(request: Request) -> Reply:
        is_bad = any(b"Subject: 4\r\n" in each for each in arrived(name, request))
        return refused(name, 400, "this one is bad") if is_bad else accepted(name, request)

    with behaving(name, behaviour) as server:
        outcomes = sent(server.provider, 7)
    assert states(outcomes) == [State.FAILED if key == 4 else State.SENT for key in range(7)]
    assert "this one is bad" in outcomes[4].reply


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_is_refused_ends_the_run_and_leaves_every_mail_queued(name: str) -> None:
    with behaving(name, lambda _: refused(name, 401, "wrong key", "10" if name == "postmark" else "")) as server:
        with pytest.raises(errors.TemporaryRefusal, match=rf"401.*wrong key; check delivery\.{name}\.\w+ and"):
            sent(server.provider, 20)
        assert len(server.site.requests) <= 3


# --------------------------------------------------------------------------------------- not now


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_put_off_is_deferred_for_as_long_as_asked_and_nothing_further_is_handed_over(
    name: str, status: int
) -> None:
    def behaviour(_: Request) -> Reply:
        reply = refused(name, status, "too much", "429" if name == "postmark" else "")
        return reply._replace(fields={**reply.fields, "Retry-After": "900"})

    outcomes: list[deliver.Outcome] = []
    with behaving(name, behaviour) as server:
        with pytest.raises(errors.TemporaryRefusal, match="takes nothing now"):
            outcomes.extend(api.Api(server.provider).send(mails(20)))
        assert len(server.mails()) == 3
    assert [(each.state, each.wait_seconds) for each in outcomes] == [(State.DEFERRED, 900)] * 3
    assert all("too much" in each.reply for each in outcomes)


@pytest.mark.parametrize("name", NAMES)
def test_a_pause_that_is_short_is_waited_for(name: str) -> None:
    asked: list[Request] = []

    def behaviour(request: Request) -> Reply:
        asked.append(request)
        return (
            refused(name, 429, "slow down", "429" if name == "postmark" else "")
            if len(asked) == 1
            else accepted(name, request)
        )

    with behaving(name, behaviour, size=1) as server:
        assert states(sent(server.provider, 2)) == [State.SENT, State.SENT]
    assert len(asked) == 3


# --------------------------------------------------------------------------------------- nobody knows


@pytest.mark.parametrize("name", NO_KEY)
@pytest.mark.parametrize("broken", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{", b"hello?\r\n\r\n"])
def test_a_lost_answer_leaves_the_mails_unknown_and_they_are_not_sent_again(name: str, broken: bytes) -> None:
    with behaving(name, lambda _: broken) as server:
        outcomes = sent(server.provider, 3)
        assert len(server.mails()) == 3
    assert states(outcomes) == [State.UNKNOWN] * 3


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_in_another_form_leaves_the_mails_unknown(name: str) -> None:
    with behaving(name, lambda _: Reply(b'{"ok": true}')) as server:
        outcomes = sent(server.provider, 3)
    assert states(outcomes) == [State.UNKNOWN] * 3
    assert f"in a form that is not {name}'s" in outcomes[0].reply


@pytest.mark.parametrize("name", NO_KEY)
def test_a_provider_that_never_answers_ends_the_run_after_one_round(name: str) -> None:
    done: list[deliver.Outcome] = []
    with behaving(name, lambda _: None, timeout=0.3) as server:
        with pytest.raises(errors.TemporaryRefusal, match=r"took longer than 0\.3 s"):
            done.extend(api.Api(server.provider).send(mails(20)))
        server.release.set()
        assert len(server.mails()) == 3
    assert states(done) == [State.UNKNOWN] * 3


def test_a_request_that_is_known_again_is_repeated_with_the_same_key() -> None:
    asked: list[Request] = []

    def behaviour(request: Request) -> Reply | bytes:
        asked.append(request)
        return b"" if len(asked) == 1 else accepted("resend", request)

    with behaving("resend", behaviour) as server:
        assert states(sent(server.provider, 3)) == [State.SENT] * 3
    assert len(asked) == 2
    assert asked[0].fields["idempotency-key"] == asked[1].fields["idempotency-key"]
    assert asked[0].body == asked[1].body


def test_a_request_that_is_never_answered_is_unknown_in_the_end() -> None:
    with behaving("resend", lambda _: b"") as server:
        assert states(sent(server.provider, 3)) == [State.UNKNOWN] * 3
        assert len(server.site.requests) == api.MAX_TRIES


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_that_cannot_be_reached_gives_no_outcome(name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
        by = provider(name, f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(errors.TemporaryRefusal, match="could not be connected to; nothing was handed over"):
            sent(by, 3)


# --------------------------------------------------------------------------------------- the check


@pytest.mark.parametrize("name", NAMES)
def test_a_key_is_tried_without_sending(name: str) -> None:
    with behaving(name, lambda _: Reply(b"{}")) as server:
        api.probe(server.provider)
        assert server.mails() == []
        assert len(server.site.requests) == 1
    wrong = refused(name, 403, "no such key", "9" if name == "postmark" else "")
    with behaving(name, lambda _: wrong) as server, pytest.raises(errors.TemporaryRefusal, match="no such key"):
        api.probe(server.provider)


@pytest.mark.parametrize(("name", "code"), [("resend", "restricted_api_key"), ("ses", "AccessDeniedException")])
def test_a_key_that_may_only_send_is_good_enough(name: str, code: str) -> None:
    with behaving(name, lambda _: refused(name, 401, "restricted", code)) as server:
        api.probe(server.provider)
