import email
import email.policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.deliver import headers

POISON = [
    "=?utf-8?q?Bob=0D=0ABcc:_v@e.test?=",
    "=?utf-8?b?Qm9iDQpCY2M6IHZAZS50ZXN0?=",
    "Bob\r\nBcc: v@e.test",
    "Bob\nBcc: v@e.test",
    "Bob\rBcc: v@e.test",
    "Bob\x00Bcc",
    "Bob\u2028Bcc: v@e.test",
    "Bob\x85Bcc: v@e.test",
    "= ?utf-8?q?=0A?=",
    "\u202eevil",
    "a" * 5000,
    "ä" * 5000,
    "=" * 100 + "?",
    '"; Bcc: v@e.test',
    "<v@e.test>, other@e.test",
    "\\",
    "",
]


def lines_of(raw: bytes) -> list[str]:
    return headers.names(raw)


@given(st.text(max_size=400))
@example("=?utf-8?q?Bob=0D=0ABcc:_v@e.test?=")
def test_a_cleaned_text_is_one_printable_line_and_stays_as_it_is(text: str) -> None:
    clean = headers.header_text(text)
    assert headers.header_text(clean) == clean
    assert len(clean) <= 200
    assert "=?" not in clean
    assert not set(clean) & set("\r\n\0\x85\u2028\u2029")


@pytest.mark.parametrize("text", ["نامه‌ها در خانه‌ها", "👩‍👩‍👧 at home", "Lire\u202fmore"])
def test_what_words_and_emoji_are_written_with_stays(text: str) -> None:
    raw = headers.text("Subject", text)
    assert email.message_from_bytes(raw + b"\r\n", policy=email.policy.default)["Subject"].split() == text.split()


@pytest.mark.parametrize("poison", POISON)
def test_no_text_makes_a_header_of_its_own(poison: str) -> None:
    raw = headers.text("Subject", poison) + headers.mailbox("To", poison, "reader@example.org")
    assert lines_of(raw) == ["subject", "to"]
    parsed = email.message_from_bytes(raw + b"\r\n", policy=email.policy.default)
    assert parsed.keys() == ["Subject", "To"]
    assert [each.addr_spec for each in parsed["To"].addresses] == ["reader@example.org"]


@given(st.text(max_size=250))
def test_any_subject_and_name_come_back_as_cleaned(text: str) -> None:
    raw = headers.text("Subject", text) + headers.mailbox("To", text, "reader@example.org")
    headers.check(raw)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    parsed = email.message_from_bytes(raw + b"\r\n", policy=email.policy.default)
    clean = headers.header_text(text)
    assert parsed["Subject"].split() == clean.split()
    # The new parser puts blanks between the encoded-words of a name, so the name is read by the old one.
    name, address = parseaddr(email.message_from_bytes(raw + b"\r\n")["To"])
    assert address == "reader@example.org"
    assert str(make_header(decode_header(name))).split() == clean.split()


def test_an_unsubscribe_url_longer_than_a_line_stays_as_it_is() -> None:
    url = "https://news.example.org/unsubscribe/" + "a,b." * 60
    raw = headers.raw("List-Unsubscribe", f"<{url}>", "<mailto:leave@example.org>")
    assert raw == f"List-Unsubscribe: <{url}>,\r\n <mailto:leave@example.org>\r\n".encode()


@pytest.mark.parametrize("value", ["a\r\nBcc: x", "a\nb", "ä", "a\0b", "a" * 1000])
def test_a_raw_header_refuses_what_is_no_printable_line(value: str) -> None:
    with pytest.raises(ValueError, match=r"header|ascii"):
        headers.raw("List-Id", value)


def test_names_are_quoted_only_where_they_must_be() -> None:
    assert headers.mailbox("To", "Ann Reader", "a@b.org") == b"To: Ann Reader <a@b.org>\r\n"
    assert headers.mailbox("To", 'Dr. "Ann"', "a@b.org") == b'To: "Dr. \\"Ann\\"" <a@b.org>\r\n'
    assert headers.mailbox("To", "", "a@b.org") == b"To: a@b.org\r\n"
    assert headers.mailbox("To", "Jörg", "a@b.org") == b"To: =?utf-8?b?SsO2cmc=?= <a@b.org>\r\n"
