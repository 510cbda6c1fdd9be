"""A mail taken apart, for providers that make the MIME themselves, and the names under which events come back."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import NamedTuple

from digest.deliver import Mail

_OURS = re.compile(r"<([a-z0-9][a-z0-9-]*)\.(\d{4}-\d\d-\d\d)\.([0-9a-f]{24})@")
_THEIRS = frozenset({"from", "to", "reply-to", "subject", "date", "mime-version", "dkim-signature"})
"""Headers that are fields of their own there, or written by the provider."""


class Parts(NamedTuple):
    """What stands in a mail."""

    sender: str
    recipient: str
    reply_to: str
    """Empty where there is none."""
    subject: str
    text: str
    html: str
    """Empty where there is none."""
    headers: dict[str, str]
    """The others, unfolded, such as List-Unsubscribe; without those of the MIME parts."""


def take_apart(mail: Mail) -> Parts:
    """The parts of a mail; it goes to the envelope's recipient, whatever its To says."""
    message = message_from_bytes(mail.data, EmailMessage, policy=policy.default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    others = {
        name: str(value)
        for name, value in message.items()
        if name.lower() not in _THEIRS and not name.lower().startswith("content-")
    }
    return Parts(
        sender=_mailbox(message, "From") or mail.sender,
        recipient=_mailbox(message, "To", mail.recipient) or mail.recipient,
        reply_to=_mailbox(message, "Reply-To"),
        subject=str(message.get("Subject", "")),
        text=_content(plain),
        html=_content(page),
        headers=others,
    )


def tags(mail: Mail) -> dict[str, str]:
    """What names an edition's mail in later events: of letters, digits, dashes and underscores alone.

    Empty for mails that are no edition.
    """
    found = _OURS.match(mail.message_id)
    return {"newsletter": found[1], "day": found[2], "mail": found[3]} if found else {}


def _content(part: MIMEPart | None) -> str:
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _mailbox(message: EmailMessage, name: str, only: str = "") -> str:
    """``Name <address>`` of the first mailbox of a header; where ``only`` is given, of that address alone."""
    found = getattr(message.get(name), "addresses", ())
    first = found[0] if found else None
    return "" if first is None or (only and first.addr_spec != only) else str(first)
