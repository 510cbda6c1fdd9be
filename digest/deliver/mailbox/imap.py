"""A mailbox read over IMAP (RFC 3501, RFC 6851). What was not understood is flagged, so that a person finds it."""

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from typing import Any

from digest import config
from digest.deliver.mailbox import MAX_BYTES, MAX_MAILS, TIMEOUT_SECONDS, Take, unusable

_WAITING = "UNFLAGGED UNDELETED"


class Imap:
    """One folder of an IMAP server."""

    def __init__(self, settings: config.Bounces, *, tls: ssl.SSLContext | None = None) -> None:
        """``tls`` replaces the system's trusted authorities."""
        self._settings, self._tls = settings.imap, tls
        self._moves = settings.understood is config.Afterwards.MOVE
        self._processed = settings.processed
        self._capabilities: list[str] = []
        self.name = f"{self._settings.host}:{self._settings.port}"

    def read(self, take: Take) -> None:
        """See ``Mailbox.read``."""
        try:
            with self._opened() as client:
                for uid in _uids(client)[:MAX_MAILS]:
                    self._give(client, uid, take)
        except (imaplib.IMAP4.error, OSError) as error:
            raise unusable(self._settings, "imap", error) from error

    @contextlib.contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        where, context = self._settings, self._tls or ssl.create_default_context()
        client: imaplib.IMAP4
        if where.security is config.Security.TLS:
            client = imaplib.IMAP4_SSL(where.host, where.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        else:
            client = imaplib.IMAP4(where.host, where.port, timeout=TIMEOUT_SECONDS)
        try:
            if where.security is config.Security.STARTTLS:
                client.starttls(context)
            self._log_in(client)
            # Many servers tell what they can do only to whom they know.
            self._capabilities = _require(client.capability())[-1].decode("ascii", "replace").upper().split()
            _require(client.select(_quoted(where.folder)))
            if self._moves:
                client.create(_quoted(self._processed))  # refused where it exists, which is as good
            yield client
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                client.logout()

    def _log_in(self, client: imaplib.IMAP4) -> None:
        password = self._settings.password.get_secret_value() if self._settings.password else ""
        if "AUTH=PLAIN" in client.capabilities:
            secret = f"\0{self._settings.username}\0{password}".encode()
            client.authenticate("PLAIN", lambda _: secret)
        else:
            client.login(_quoted(self._settings.username), password)

    def _give(self, client: imaplib.IMAP4, uid: str, take: Take) -> None:
        answer = _require(client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MAX_BYTES}>)"))
        data = next((part[1] for part in answer if isinstance(part, tuple)), None)
        if data is None:
            return  # somebody else took it meanwhile
        if not take(data):
            _require(client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Flagged)"))
        elif self._moves and "MOVE" in self._capabilities:
            _require(client.uid("MOVE", uid, _quoted(self._processed)))
        else:
            if self._moves:
                _require(client.uid("COPY", uid, _quoted(self._processed)))
            _require(client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
            if "UIDPLUS" in self._capabilities:  # without it, mails that others marked would go as well
                _require(client.uid("EXPUNGE", uid))


def _uids(client: imaplib.IMAP4) -> list[str]:
    found = _require(client.uid("SEARCH", _WAITING))
    return found[0].decode("ascii").split() if found and found[0] else []


def _require(answer: tuple[str, list[Any]]) -> list[Any]:
    """The data of an answer. Raises IMAP4.error where the server refused."""
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(data[0] if data else kind)
    return data


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
