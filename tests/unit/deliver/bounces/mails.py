"""Mails that came back, written for these tests in the forms that mail systems use."""

from textwrap import dedent

OURS = "<morning.2026-01-13.0123456789abcdef01234567@news.example.org>"
RETURN = "bounces+abc@news.example.org"


def mail(text: str) -> bytes:
    return dedent(text).lstrip("\n").replace("\n", "\r\n").encode()


def dsn(status: str = "5.1.1", diagnostic: str = "smtp; 550 5.1.1 user unknown", action: str = "failed") -> bytes:
    """A status report as Postfix writes it."""
    return mail(
        f"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: {RETURN}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        Message-Id: <20260113070000.4XYZ@mx.example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.net.

        Your message could not be delivered to one or more recipients.

        <ada@reader.example>: host mx.reader.example[192.0.2.1] said: see below

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        Arrival-Date: Tue, 13 Jan 2026 07:00:00 +0000

        Final-Recipient: rfc822; ada@reader.example
        Original-Recipient: rfc822;ada@reader.example
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --b1
        Content-Type: text/rfc822-headers

        Return-Path: <{RETURN}>
        From: Morning <news@news.example.org>
        To: ada@reader.example
        Message-ID: {OURS}
        Subject: Morning

        --b1--
        """
    )


QMAIL = mail(
    """
    From: MAILER-DAEMON@mx.reader.example
    To: bounces+abc@news.example.org
    Subject: failure notice

    Hi. This is the qmail-send program at mx.reader.example.
    I'm afraid I wasn't able to deliver your message to the following addresses.
    This is a permanent error; I've given up. Sorry it didn't work out.

    <ada@reader.example>:
    Sorry, no mailbox here by that name. (#5.1.1)

    <bob@reader.example>:
    The user's mailbox is over quota. (#5.2.2)

    --- Below this line is a copy of the message.

    Return-Path: <bounces+abc@news.example.org>
    Message-ID: <morning.2026-01-13.0123456789abcdef01234567@news.example.org>
    To: ada@reader.example
    From: news@news.example.org

    Sorry, no mailbox here by that name. <eve@else.example>: user unknown
    """
)
EXIM_DELAY = mail(
    """
    From: Mail Delivery System <Mailer-Daemon@mx.example.net>
    To: bounces+abc@news.example.org
    Subject: Warning: message 1abc-2def delayed 24 hours
    Auto-Submitted: auto-replied

    This message was created automatically by mail delivery software.
    A message that you sent has not yet been delivered to one or more of its
    recipients after more than 24 hours on the queue on mx.example.net.

    The address to which the message has not yet been delivered is:

      ada@reader.example
        Delay reason: Connection timed out

    No action is required on your part. Delivery attempts will continue for
    some time.
    """
)
EXCHANGE = mail(
    """
    From: postmaster@reader.example
    To: bounces+abc@news.example.org
    Subject: Undeliverable: Morning
    MIME-Version: 1.0
    Content-Type: text/html; charset="nobody-knows"
    Content-Transfer-Encoding: quoted-printable

    <html><style>p { color: red }</style><body><p>Delivery has failed to these recipients:</p>
    <p>ada@reader.example&lt;mailto:ada@reader.example&gt;</p><p>The recipient's mailbox is full and can=
    't accept messages now.</p><p>#550 5.2.2 STOREDRV.Deliver; mailbox full ##</p></body></html>
    """
)
ARF = mail(
    """
    From: fbl@provider.example
    To: complaints@news.example.org
    Subject: FW: Morning
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

    --b1
    Content-Type: text/plain

    This is an email abuse report.

    --b1
    Content-Type: message/feedback-report

    Feedback-Type: abuse
    User-Agent: SomeGenerator/1.0
    Version: 1
    Original-Mail-From: <bounces+abc@news.example.org>
    Original-Rcpt-To: <ada@reader.example>

    --b1
    Content-Type: message/rfc822

    From: news@news.example.org
    To: redacted
    Message-ID: <morning.2026-01-13.0123456789abcdef01234567@news.example.org>

    --b1--
    """
)
HOLIDAY = mail(
    """
    From: Ada <ada@reader.example>
    To: bounces+abc@news.example.org
    Subject: Out of office: Morning
    Auto-Submitted: auto-replied
    In-Reply-To: <morning.2026-01-13.0123456789abcdef01234567@news.example.org>

    I am away. Mails to ada@reader.example are not forwarded; write to bob@reader.example.
    """
)
PERSON = mail(
    """
    From: Ada <ada@reader.example>
    To: bounces+abc@news.example.org
    Subject: Re: Morning

    Thank you. By the way, my mail to carol@reader.example could not be sent last week.
    """
)
