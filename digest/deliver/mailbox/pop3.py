"""A mailbox read over POP3 (RFC 1939). It can mark nothing: the caller remembers what was left."""

import contextlib
import poplib
import ssl
from collections.abc import Collection, Iterator

from digest import config
from digest.deliver.mailbox import MAX_BYTES, MAX_MAILS, TIMEOUT_SECONDS, Take, unusable

_LINES = 5_000
"""Fetched of a mail that is too large."""


class Pop3:
    """The mailbox of a POP3 server."""

    def __init__(self, settings: config.Bounces, left: Collection[str], *, tls: ssl.SSLContext | None = None) -> None:
        """``left`` are the mails that were not understood before; ``tls`` replaces the system's trusted authorities."""
        self._settings, self._tls = settings.pop3, tls
        self.name = f"{self._settings.host}:{self._settings.port}"
        self.left = set(left)
        """The mails that lie there because nobody understood them, by their unique ids; true after ``read``."""

    def read(self, take: Take) -> None:
        """See ``Mailbox.read``. What was understood is deleted when the session ends well."""
        try:
            with self._opened() as client:
                waiting, sizes = dict(_numbered(client.uidl()[1])), dict(_numbered(client.list()[1]))
                self.left &= set(waiting.values())
                for number in [each for each, uid in waiting.items() if uid not in self.left][:MAX_MAILS]:
                    is_whole = int(sizes.get(number, "0")) <= MAX_BYTES
                    self._give(client, number, waiting[number], take, is_whole=is_whole)
        except (poplib.error_proto, OSError) as error:
            raise unusable(self._settings, "pop3", error) from error

    @contextlib.contextmanager
    def _opened(self) -> Iterator[poplib.POP3]:
        where, context = self._settings, self._tls or ssl.create_default_context()
        client: poplib.POP3
        if where.security is config.Security.TLS:
            client = poplib.POP3_SSL(where.host, where.port, context=context, timeout=TIMEOUT_SECONDS)
        else:
            client = poplib.POP3(where.host, where.port, timeout=TIMEOUT_SECONDS)
        try:
            if where.security is config.Security.STARTTLS:
                client.stls(context)
            client.user(where.username)
            client.pass_(where.password.get_secret_value() if where.password else "")
            yield client
            client.quit()
        finally:
            client.close()

    def _give(self, client: poplib.POP3, number: int, uid: str, take: Take, *, is_whole: bool) -> None:
        self.left.add(uid)  # first: a mail that breaks the session must not break the next one, too
        lines = client.retr(number)[1] if is_whole else client.top(number, _LINES)[1]
        try:
            is_understood = take(b"\r\n".join([*lines, b""]))
        except BaseException:
            self.left.discard(uid)
            raise
        if is_understood:
            client.dele(number)
            self.left.discard(uid)


def _numbered(lines: list[bytes]) -> Iterator[tuple[int, str]]:
    """Mails by their number, with what a listing says of each."""
    for line in lines:
        number, _, rest = line.decode("ascii", "replace").partition(" ")
        if number.isdigit() and rest:
            yield int(number), rest.strip()
