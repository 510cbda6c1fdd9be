"""Where mails that came back are read: IMAP, POP3, a Maildir; and LMTP, where they are handed over.

Each mail is given to ``Take``. What was understood is moved or deleted, as the settings say; what was not stays where
it is, marked, and is not read again. Where taking fails, the mail stays as it was and is read the next time.
"""

import imaplib
import poplib
import socket
import ssl
from collections.abc import Callable
from typing import Protocol

from digest import config, errors

Take = Callable[[bytes], bool]
"""Gets a mail as it came; whether it was understood."""

MAX_BYTES = 2_000_000
"""Of one mail; the rest is not fetched."""
MAX_MAILS = 1_000
"""Taken in one round; others wait for the next."""
TIMEOUT_SECONDS = 60.0


class Mailbox(Protocol):
    """One place where mails are read."""

    name: str
    """For people: ``imap.example.org:993``, or a path."""

    def read(self, take: Take) -> None:
        """Give every mail that waits to ``take``. Raises TemporaryRefusal where it cannot be read now."""
        ...


def unusable(settings: config.Imap | config.Pop3, key: str, error: Exception) -> errors.TemporaryRefusal:
    """The reason in words a person can act on; ``key`` is the table of the settings."""
    check = f"check bounces.{key} host and port, and that the server runs"
    match error:
        case ssl.SSLCertVerificationError():
            said = f"the certificate is not valid for this host ({error.verify_message}); nothing was sent"
        case ssl.SSLError():
            said = f'no TLS on this port ({error.reason}); check bounces.{key} port and security ("tls" or "starttls")'
        case socket.gaierror():
            said = f"no such host name; check bounces.{key} host"
        case TimeoutError():
            said = f"no answer within {TIMEOUT_SECONDS:g} s; {check}"
        case ConnectionRefusedError():
            said = f"nobody listens there; {check}"
        case imaplib.IMAP4.error() | poplib.error_proto():
            said = f"the server refuses: {_words(error)}; check bounces.{key} username, password and folder"
        case _:
            said = f"{error}; {check}"
    return errors.TemporaryRefusal(said, about=f"{settings.host}:{settings.port}")


def _words(error: Exception) -> str:
    """The server's own words, one line."""
    said = error.args[0] if error.args else ""
    return " ".join((said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)).split())[:200]
