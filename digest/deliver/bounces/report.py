"""What a mail that came back says, as values."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a mail that came back is."""

    HARD = "hard"
    """The address is dead: nobody is there, now or later."""
    SOFT = "soft"
    """It was not delivered, for another reason."""
    COMPLAINT = "complaint"
    """The reader called it unwanted (RFC 5965)."""
    AUTOREPLY = "autoreply"
    """A machine answered for a person, such as a holiday notice (RFC 3834), or says that all is well."""
    UNKNOWN = "unknown"
    """Not understood."""


class Reason(StrEnum):
    """Why a mail was not delivered."""

    USER_UNKNOWN = "user_unknown"
    """There is no such mailbox."""
    HOST_UNKNOWN = "host_unknown"
    """There is no such domain."""
    MOVED = "moved"
    """The person has another address now."""
    NO_MAIL = "no_mail"
    """The domain takes no mail at all (RFC 7505)."""
    DISABLED = "disabled"
    """The mailbox exists and is switched off."""
    MAILBOX_FULL = "mailbox_full"
    """The mailbox, or the disk it lies on, is full."""
    TOO_LARGE = "too_large"
    """The mail is larger than is taken there."""
    FILTERED = "filtered"
    """The recipient, or a filter of theirs, does not want it."""
    SPAM = "spam"
    """It was taken for spam."""
    BLOCKED = "blocked"
    """The sending machine is refused: listed, without a name, too busy."""
    AUTHENTICATION = "authentication"
    """SPF, DKIM or DMARC did not hold."""
    POLICY = "policy"
    """Sender or mail are against the rules there."""
    CONTENT = "content"
    """Something in the mail is refused: a virus, an attachment, its form."""
    NETWORK = "network"
    """The server could not be reached, or not in time."""
    SYSTEM = "system"
    """Something is broken there."""
    UNSAID = "unsaid"
    """No reason is given that we understand."""


DEAD = frozenset({Reason.USER_UNKNOWN, Reason.HOST_UNKNOWN, Reason.MOVED, Reason.NO_MAIL})
"""Reasons that say something about the address, and not about the mail, the sender or the day."""


class Bounce(NamedTuple):
    """One address a mail did not reach."""

    address: str
    reason: Reason
    status: str = ""
    """Enhanced status (RFC 3463) such as ``5.1.1``; empty where none was given."""
    reply: str = ""
    """The reply code of the server, such as ``550``; empty where none was given."""
    words: str = ""
    """What the server said, one line."""
    is_final: bool = True
    """Given up; otherwise it is tried on, and this is but a warning."""

    @property
    def kind(self) -> Kind:
        """HARD or SOFT."""
        return Kind.HARD if self.reason in DEAD and self.is_final else Kind.SOFT

    @property
    def is_certain(self) -> bool:
        """A code for a dead address stands there, not words alone."""
        return self.kind is Kind.HARD and (self.status.startswith("5.1.") or self.reply.startswith("5"))


class Report(NamedTuple):
    """A mail that came back, read."""

    kind: Kind
    bounces: tuple[Bounce, ...] = ()
    """With HARD and SOFT: each address it names. HARD where one of them is."""
    complainants: tuple[str, ...] = ()
    """With COMPLAINT: the addresses it names; often none."""
    message_ids: tuple[str, ...] = ()
    """Of the mail that came back or that is answered, with their angle brackets."""
    addresses: tuple[str, ...] = ()
    """Addresses of the envelope and those the report was sent to: one of them may be a return address of ours."""
    subject: str = ""
    """Of the mail itself; an unsubscribe request writes its token here."""
    key: str = ""
    """The same for the same report, however often it is read."""
