"""Mails that came back, from bytes to a report."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.deliver import bounces
from digest.deliver.bounces import Kind, Reason, mime
from tests.unit.deliver.bounces import mails


def only(data: bytes) -> bounces.Bounce:
    (found,) = bounces.read(data).bounces
    return found


# --------------------------------------------------------------------------------------- status reports


def test_a_status_report_names_address_reason_and_mail() -> None:
    report = bounces.read(mails.dsn())
    assert report.kind is Kind.HARD
    assert report.bounces == (
        bounces.Bounce("ada@reader.example", Reason.USER_UNKNOWN, "5.1.1", "550", "550 5.1.1 user unknown"),
    )
    assert report.bounces[0].is_certain
    assert mails.OURS in report.message_ids
    assert mails.RETURN in report.addresses


@pytest.mark.parametrize(
    ("status", "diagnostic", "reason"),
    [
        (
            "5.1.1",
            "smtp; 550 5.1.1 <ada@reader.example>: Recipient address rejected: User unknown",
            Reason.USER_UNKNOWN,
        ),
        ("5.0.0", "smtp; 554 delivery error: dd This user doesn't have a reader.example account", Reason.USER_UNKNOWN),
        ("5.1.2", "X-Postfix; Host or domain name not found. type=AAAA: Host not found", Reason.HOST_UNKNOWN),
        ("5.4.4", "X-Postfix; unable to look up host", Reason.HOST_UNKNOWN),
        ("5.1.6", "smtp; 550 no words we know", Reason.MOVED),
        ("5.1.10", "smtp; 556 5.1.10 the domain has a Null MX", Reason.NO_MAIL),
        ("5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled", Reason.DISABLED),
        ("5.2.2", "smtp; 552 5.2.2 The email account that you tried to reach is over quota", Reason.MAILBOX_FULL),
        ("4.2.2", "smtp; 452 4.2.2 mailbox full", Reason.MAILBOX_FULL),
        ("5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed limit", Reason.TOO_LARGE),
        ("5.7.1", "smtp; 550 5.7.1 Message rejected as spam", Reason.SPAM),
        ("5.7.1", "smtp; 554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org", Reason.BLOCKED),
        ("5.7.25", "smtp; 550 5.7.25 no PTR record for the IP", Reason.BLOCKED),
        ("5.7.26", "smtp; 550 5.7.26 This mail is unauthenticated: SPF and DKIM did not pass", Reason.AUTHENTICATION),
        ("5.1.8", "smtp; 553 5.1.8 Domain of sender address does not exist", Reason.POLICY),
        ("5.7.1", "smtp; 550 5.7.1 Sender address rejected: user unknown", Reason.POLICY),
        ("5.7.1", "smtp; 550 5.7.1 relaying denied", Reason.POLICY),
        ("5.7.1", "smtp; 550 5.7.1 refused by the recipient", Reason.FILTERED),
        ("5.6.0", "smtp; 554 5.6.0 message contains a virus", Reason.CONTENT),
        ("4.4.1", "X-Postfix; connect to mx.reader.example[192.0.2.1]:25: Connection timed out", Reason.NETWORK),
        ("5.3.0", "smtp; 554 5.3.0 local configuration error", Reason.SYSTEM),
        ("5.0.0", "smtp; 550 nnn", Reason.UNSAID),
    ],
)
def test_the_reason_is_in_the_words_or_else_in_the_status(status: str, diagnostic: str, reason: Reason) -> None:
    assert only(mails.dsn(status, diagnostic)).reason is reason


def test_policy_says_nothing_about_the_address() -> None:
    for words in ("550 5.7.1 blocked: reputation", "550 5.7.1 user unknown to our sender policy: spf"):
        assert only(mails.dsn("5.7.1", f"smtp; {words}")).kind is Kind.SOFT


def test_a_name_that_cannot_be_looked_up_now_is_the_network() -> None:
    assert only(mails.dsn("4.4.3", "X-Postfix; Host not found, try again")).kind is Kind.SOFT


def test_a_delay_is_a_warning_only() -> None:
    found = only(mails.dsn("4.4.1", "smtp; 450 4.1.1 user unknown", action="delayed"))
    assert not found.is_final
    assert found.kind is Kind.SOFT


def test_a_report_that_all_is_well_is_no_bounce() -> None:
    assert bounces.read(mails.dsn("2.1.5", "smtp; 250 ok", action="delivered")).kind is Kind.AUTOREPLY


def test_two_recipients_without_a_blank_line_are_two() -> None:
    second = b"Diagnostic-Code: smtp; x\r\nFinal-Recipient: rfc822; bob@reader.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
    data = mails.dsn().replace(b"Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n", second)
    found = {each.address: each.reason for each in bounces.read(data).bounces}
    assert found == {"ada@reader.example": Reason.USER_UNKNOWN, "bob@reader.example": Reason.MAILBOX_FULL}


# --------------------------------------------------------------------------------------- free text


def test_each_address_of_a_free_text_has_its_own_reason() -> None:
    report = bounces.read(mails.QMAIL)
    assert {each.address: each.reason for each in report.bounces} == {
        "ada@reader.example": Reason.USER_UNKNOWN,
        "bob@reader.example": Reason.MAILBOX_FULL,
    }
    assert report.message_ids == (mails.OURS,)
    assert mails.RETURN in report.addresses


def test_a_delay_in_free_text_is_a_warning_only() -> None:
    found = only(mails.EXIM_DELAY)
    assert (found.address, found.reason, found.is_final) == ("ada@reader.example", Reason.NETWORK, False)


def test_html_with_an_unknown_charset_is_read() -> None:
    found = only(mails.EXCHANGE)
    assert (found.address, found.reason, found.status) == ("ada@reader.example", Reason.MAILBOX_FULL, "5.2.2")


def test_a_refusal_after_the_content_is_a_filter() -> None:
    words = "550 User unknown (in reply to end of DATA command)"
    data = mails.dsn("5.0.0", "smtp; 550 User unknown").replace(b"see below", words.encode())
    assert only(data).reason is Reason.FILTERED
    assert only(mails.dsn("5.0.0", "smtp; 550 User unknown")).reason is Reason.USER_UNKNOWN


# --------------------------------------------------------------------------------------- what is no bounce


def test_a_complaint_names_the_reader() -> None:
    report = bounces.read(mails.ARF)
    assert (report.kind, report.complainants) == (Kind.COMPLAINT, ("ada@reader.example",))
    assert mails.RETURN in report.addresses
    assert mails.OURS in report.message_ids


def test_not_spam_is_no_complaint() -> None:
    assert bounces.read(mails.ARF.replace(b"Type: abuse", b"Type: not-spam")).kind is Kind.AUTOREPLY


def test_a_holiday_notice_is_an_answer_of_a_machine() -> None:
    report = bounces.read(mails.HOLIDAY)
    assert (report.kind, report.bounces) == (Kind.AUTOREPLY, ())


def test_a_person_is_not_understood() -> None:
    report = bounces.read(mails.PERSON)
    assert (report.kind, report.bounces) == (Kind.UNKNOWN, ())


def test_the_same_report_has_the_same_key_by_whatever_way_it_came() -> None:
    again = b"Received: from elsewhere\r\n" + mails.dsn()
    assert bounces.read(mails.dsn()).key == bounces.read(again).key
    other = mails.dsn().replace(b"4XYZ", b"4XYA")
    assert bounces.read(mails.dsn()).key != bounces.read(other).key
    nameless = mails.dsn().replace(b"Message-Id: <20260113070000.4XYZ@mx.example.net>\r\n", b"")
    assert bounces.read(nameless).key == bounces.read(b"Received: x\r\n" + nameless).key


# --------------------------------------------------------------------------------------- hostile input

PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/report; boundary=b\r\n",
        b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: base64\r\n",
        b"\r\n--b\r\n",
        b"--b--\r\n",
        b"\r\n",
        b"Final-Recipient: rfc822;",
        b"Final-Recipient: utf-8; \xff@\xfe\r\nAction: failed\r\n",
        b"Status: 5.1.1\r\n",
        b"Subject: =?utf-8?b?////?= =?x?q?=?=\r\n",
        b"From: mailer-daemon <>\r\n",
        b"<ada@reader.example>:\r\n550 user unknown\r\n",
        b"\0\0\xff\xfe",
        b"Feedback-Type: abuse\r\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=25).map(b"".join))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    report = bounces.read(data)
    assert report == bounces.read(data)
    assert all(len(each.words) <= 300 and "\n" not in each.words for each in report.bounces)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1500), st.integers(1, 200), st.binary(max_size=30))
def test_a_damaged_report_never_fails(at: int, length: int, instead: bytes) -> None:
    data = mails.dsn()
    bounces.read(data[:at] + instead + data[at + length :])


@pytest.mark.parametrize(
    "data",
    [
        b"From: mailer-daemon@x.example\n\n" + b"a@" * 3_000_000,
        b"From: mailer-daemon@x.example\nSubject: failure\n\n" + b"<ada@reader.example>: 550 user\n" * 50_000,
        b"Content-Type: text/html\n\n" + b"<style " * 200_000,
        b"Content-Type: message/rfc822\n\n" * 40_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5_000)),
        b"From: mailer-daemon@x.example\nSubject: failure\n\n" + b"550 user " * 200_000,
        b"Content-Type: message/delivery-status\n\n" + b"Final-Recipient: a@b.example\nAction: failed\n\n" * 20_000,
        b"From: " + b"<" * 500_000 + b"\n\n",
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\n",
        b"From: mailer-daemon@x.example\n\n" + b"\n" * 900_000,
    ],
)
def test_huge_and_deep_mails_are_read_in_bounded_time(data: bytes) -> None:
    begun = time.process_time()
    report = bounces.read(data)
    assert time.process_time() - begun < 5
    assert len(report.bounces) <= 100


def test_a_mail_nested_beyond_reason_is_read_as_text() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(mime.MAX_PARTS + 1))
    assert mime.read(deep + b"\nhere").said.endswith("here")
