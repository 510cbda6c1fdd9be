import email
import email.policy
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest import config, errors, model
from digest.deliver import encoding, headers, message
from digest.deliver.links import Links, Subject

LINKS = Links("https://news.example.org", "k" * 40)
DAILY = config.Newsletter(
    key="daily",
    name="The Daily — Digest",
    sender="daily@bücher.example",
    reply_to="desk@news.example.org",
    unsubscribe_address="leave@news.example.org",
)
MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
TOKENS = {model.Slot.UNSUBSCRIBE_URL: "QZ9d1fX1ZQ", model.Slot.PREFERENCES_URL: "QZ9d1fX2ZQ"}
BOTH = " ".join(TOKENS.values())
READER = message.Reader(7, "reader@example.org", "Ann Reader", "p7")


def rendered(text: str, page: str, subject: str = "Today") -> model.Rendered:
    return model.Rendered(
        variant=model.Variant(), subject=subject, preheader="", html=page, text=text, slots=dict(TOKENS)
    )


def template(text: str = BOTH, page: str = BOTH, subject: str = "Today") -> message.Template:
    return message.Template(rendered(text, page, subject), DAILY, LINKS, local_date=date(2026, 11, 21), moment=MOMENT)


def parsed(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def assert_sound(data: bytes) -> None:
    """What must hold of the bytes of any mail, whatever was put in."""
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 998
        assert not line.startswith(b".")
        assert not set(line) & set(b"\r\n\0")
    head = data.partition(b"\r\n\r\n")[0] + b"\r\n"
    headers.check(head)
    found = headers.names(head)
    assert len(set(found)) == len(found)
    assert set(found) <= message.HEADERS
    assert {"from", "to", "subject", "date", "message-id", "mime-version", "content-type"} <= set(found)


TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(["\n", ".", "\n.", "  ", " \n", "=", "=?utf-8?q?x?=", "--", "漢字", "<a&b>", "\r\n", "\x85"]),
        max_size=40,
    ).map("".join),
)


@settings(max_examples=150)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
@example("plain", "漢字" * 200, "漢字" * 100, "=?utf-8?q?Bob=0D=0ABcc:_v@e.test?=")
def test_a_filled_mail_says_what_the_standard_library_would_have_said(
    text: str, page: str, subject: str, name: str
) -> None:
    text, page = f"{text}{BOTH}{text}\n", f"<p>{page}{BOTH}{page}</p>\n"
    mail = template(text, page, subject).mail(READER._replace(name=name))
    assert_sound(mail.data)

    subject_of = Subject("p7", "daily")
    urls = {
        TOKENS[model.Slot.UNSUBSCRIBE_URL]: LINKS.unsubscribe(subject_of),
        TOKENS[model.Slot.PREFERENCES_URL]: LINKS.preferences(subject_of),
    }
    for token, url in urls.items():
        text, page = text.replace(token, url), page.replace(token, url)
    oracle = EmailMessage(policy=email.policy.SMTP)
    oracle.set_content(encoding.clean(text))
    oracle.add_alternative(encoding.clean(page), subtype="html")

    ours, theirs = parsed(mail.data), parsed(oracle.as_bytes())
    assert body(ours, "plain") == body(theirs, "plain")
    assert body(ours, "html") == body(theirs, "html")
    assert ours.get_content_type() == theirs.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in ours.iter_parts()] == ["text/plain", "text/html"]


def test_the_head_of_an_edition() -> None:
    mail = template().mail(READER)
    url = LINKS.unsubscribe(Subject("p7", "daily"))
    token = url.rpartition("/")[2]
    head = mail.data.partition(b"\r\n\r\n")[0].decode()
    secret = mail.message_id.split(".")[2].partition("@")[0]
    assert head.startswith(
        "From: =?utf-8?q?The_Daily_=E2=80=94_Digest?= <daily@xn--bcher-kva.example>\r\n"
        "To: Ann Reader <reader@example.org>\r\n"
        "Reply-To: desk@news.example.org\r\n"
        "Subject: Today\r\n"
        "Date: Sat, 21 Nov 2026 07:00:00 +0000\r\n"
        f"Message-ID: <daily.2026-11-21.{secret}@xn--bcher-kva.example>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "List-Id: <daily.xn--bcher-kva.example>\r\n"
        f"List-Unsubscribe: <{url}>,\r\n <mailto:leave@news.example.org?subject=unsubscribe%20{token}>\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        "List-Archive: <https://news.example.org/daily>\r\n"
        "Precedence: bulk\r\n"
        "MIME-Version: 1.0\r\n"
    )
    assert (mail.key, mail.sender, mail.recipient) == (7, "daily@xn--bcher-kva.example", "reader@example.org")


def test_the_same_mail_is_the_same_bytes_and_each_reader_has_an_id_of_their_own() -> None:
    assert template().mail(READER) == template().mail(READER)
    assert template().mail(READER).message_id != template().mail(READER._replace(public_id="p8")).message_id


def test_no_url_of_a_mail_holds_an_address() -> None:
    mail = template().mail(READER)
    for word in mail.data.decode().replace("=\r\n", "").split():
        assert not ("http" in word and ("@" in word or "%40" in word))


@pytest.mark.parametrize("bad", ["u@[127.0.0.1]", "-oQ@example.org", "u@example.org\r\nBcc: v@example.org", ""])
def test_an_address_that_cannot_be_mailed_is_refused_for_good(bad: str) -> None:
    with pytest.raises(errors.PermanentRefusal):
        template().mail(READER._replace(address=bad))


def test_a_local_part_outside_ascii_stays_for_a_server_that_can_take_it() -> None:
    mail = template().mail(READER._replace(address="jörg@example.org"))
    assert mail.recipient == "jörg@example.org"
    assert "To: Ann Reader <jörg@example.org>\r\n".encode() in mail.data


def test_a_rendered_edition_without_its_token_is_not_mailed() -> None:
    with pytest.raises(errors.RenderError, match="unsubscribe_url"):
        message.Template(
            rendered(TOKENS[model.Slot.PREFERENCES_URL], ""), DAILY, LINKS, local_date=date(2026, 1, 1), moment=MOMENT
        )


@given(TEXTS, TEXTS, TEXTS, st.booleans())
@settings(max_examples=50)
def test_a_notice_goes_the_same_way(subject: str, text: str, page: str, is_to_subscriber: bool) -> None:
    mail = message.notice(
        DAILY,
        LINKS,
        READER,
        subject=subject,
        page=page,
        text=text,
        moment=MOMENT,
        is_to_subscriber=is_to_subscriber,
    )
    assert_sound(mail.data)
    found = parsed(mail.data)
    assert body(found, "plain") == encoding.clean(text)
    assert body(found, "html") == encoding.clean(page)
    assert found["Auto-Submitted"] == "auto-generated"
    way_out = "List-Unsubscribe: <https://", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "List-Id: <"
    assert [line.encode() in mail.data for line in way_out] == [is_to_subscriber] * 3
