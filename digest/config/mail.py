"""The settings of mail: how it leaves, how it is signed, and where what comes back is read."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr

from digest.config.part import Part
from digest.config.providers import Mailgun, Postmark, Resend, Ses


class Security(StrEnum):
    """How the connection to the mail server is secured."""

    STARTTLS = "starttls"
    """Plain at first, then TLS, which is required."""
    TLS = "tls"
    """TLS from the first byte."""
    NONE = "none"
    """No TLS; allowed to this machine only."""


class Smtp(Part):
    """The mail server."""

    host: str = "127.0.0.1"
    """Name or address of the mail server."""
    port: int = Field(default=587, ge=1, le=65535)
    """587 with STARTTLS, 465 with TLS, 25 between mail servers."""
    security: Security = Security.STARTTLS
    """How the connection is secured; ``none`` is allowed to this machine only."""
    username: str = ""
    """Empty: no log-in."""
    password: SecretStr | None = None
    """Better kept in a file, or in the environment: ``DIGEST_DELIVERY__SMTP__PASSWORD``."""
    password_file: Path | None = None
    """A file that holds the password, instead of ``password``."""
    connections: int = Field(default=4, ge=1, le=100)
    """Connections at once; also the most mails that a crash can send twice."""
    timeout_seconds: float = Field(default=60.0, gt=0)
    """Deadline of one reply; the answer to a whole message may take 600 s (RFC 5321, 4.5.3.2)."""


class TransportKind(StrEnum):
    """The way out."""

    FOLDER = "folder"
    """Each mail becomes an .eml file; nothing leaves the machine."""
    SMTP = "smtp"
    """A mail server."""
    POSTMARK = "postmark"
    RESEND = "resend"
    MAILGUN = "mailgun"
    SES = "ses"
    """Amazon SES."""


class KeyKind(StrEnum):
    """The algorithm of a DKIM key."""

    RSA = "rsa"
    """2048 bits; every receiver knows it."""
    ED25519 = "ed25519"
    """Short and quick; not yet known everywhere, so use it beside an RSA key."""


class Dkim(Part):
    """A key that signs mails; `digest dkim` makes it and prints its DNS record."""

    domain: str = Field(pattern=r"^[a-z0-9.-]+\.[a-z0-9-]+$", examples=["example.org"])
    """The sender's domain, or one above it, in lower case (punycode for others)."""
    selector: str = Field(default="digest", pattern=r"^[a-z0-9][a-z0-9.-]{0,62}$", examples=["digest"])
    """Names the key: its record stands at ``selector._domainkey.domain``."""
    key_file: Path = Path("dkim.pem")
    """The private key in PEM, RSA or Ed25519."""


class Delivery(Part):
    """How mails leave."""

    transport: TransportKind = TransportKind.FOLDER
    """``folder``, ``smtp``, or a provider: ``postmark``, ``resend``, ``mailgun``, ``ses``."""
    folder: Path = Path("outbox")
    """Where the folder transport writes."""
    smtp: Smtp = Smtp()
    postmark: Postmark = Postmark()
    resend: Resend = Resend()
    mailgun: Mailgun = Mailgun()
    ses: Ses = Ses()
    batch: int = Field(default=200, ge=1, le=5000)
    """Deliveries claimed at once."""
    lease_seconds: int = Field(default=120, ge=10)
    """A sender that is silent for so long loses what it claimed."""
    max_attempts: int = Field(default=6, ge=1)
    """A delivery deferred so often fails."""
    max_lateness_hours: float = Field(default=6, gt=0)
    """An edition later than this is held, never sent by itself."""
    dkim: tuple[Dkim, ...] = ()
    """Keys that sign each mail whose sender is of their domain."""


class Imap(Part):
    """A mailbox read over IMAP."""

    host: str = ""
    """Name or address of the mail server; empty: not read."""
    port: int = Field(default=993, ge=1, le=65535)
    """993 with TLS, 143 with STARTTLS."""
    security: Security = Security.TLS
    """How the connection is secured; ``none`` is allowed to this machine only."""
    username: str = ""
    """Name to log in with."""
    password: SecretStr | None = None
    """Better kept in a file, or in the environment: ``DIGEST_BOUNCES__IMAP__PASSWORD``."""
    password_file: Path | None = None
    """A file that holds the password, instead of ``password``."""
    folder: str = Field(default="INBOX", min_length=1)
    """The folder that is read."""


class Pop3(Part):
    """A mailbox read over POP3."""

    host: str = ""
    """Name or address of the mail server; empty: not read."""
    port: int = Field(default=995, ge=1, le=65535)
    """995 with TLS, 110 with STARTTLS."""
    security: Security = Security.TLS
    """How the connection is secured; ``none`` is allowed to this machine only."""
    username: str = ""
    """Name to log in with."""
    password: SecretStr | None = None
    """Better kept in a file, or in the environment: ``DIGEST_BOUNCES__POP3__PASSWORD``."""
    password_file: Path | None = None
    """A file that holds the password, instead of ``password``."""


class Lmtp(Part):
    """A door through which a mail server on this machine hands over mails itself."""

    port: int = Field(default=0, ge=0, le=65535)
    """The port listened on; 0: no door is opened."""
    host: str = "127.0.0.1"
    """The address listened on; keep it to this machine, as whoever reaches it may hand over mails."""


class Afterwards(StrEnum):
    """What becomes of a mail that was understood."""

    MOVE = "move"
    """It goes to another folder of the mailbox."""
    DELETE = "delete"
    """It is deleted."""


class Bounces(Part):
    """What comes back: bounces, complaints, requests to unsubscribe."""

    address: str = Field(
        default="",
        pattern=r"^([A-Za-z0-9_.-]{1,31}@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+)?$",
        examples=["bounces@news.example.org"],
    )
    """Mails leave with this address as envelope sender, ``+`` and the name of the delivery before the @-sign; empty: with the newsletter's own."""
    imap: Imap = Imap()
    pop3: Pop3 = Pop3()
    maildir: Path | None = None
    """A Maildir on this machine that is read; none: not read."""
    lmtp: Lmtp = Lmtp()
    every_minutes: int = Field(default=5, ge=1, le=24 * 60)
    """The mailboxes are read so often."""
    understood: Afterwards = Afterwards.MOVE
    """``move`` or ``delete`` mails that were understood; POP3 has no folders and always deletes them."""
    processed: str = Field(default="Processed", pattern=r"^[A-Za-z0-9_-]([A-Za-z0-9_./ -]*[A-Za-z0-9_-])?$")
    """The folder they are moved to."""
    kept: Path = Path("bounces")
    """A Maildir for mails that came by pipe or LMTP and were not understood."""
    hard_limit: int = Field(default=2, ge=1)
    """So many editions must bounce as dead before an address is suppressed, where a report leaves a doubt."""
    soft_limit: int = Field(default=5, ge=1)
    """So many editions must bounce for other reasons before an address is suppressed."""
    days: int = Field(default=14, ge=1)
    """Bounces are counted over so many days."""
