"""Replies of a mail server, parsed from bytes within limits (RFC 5321, 4.2)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_LINE = 2048
"""Octets of a reply line."""
MAX_LINES = 200
"""Lines of one reply."""
_LINE = re.compile(rb"([2-5][0-9][0-9])([ -]|$)(.*)\Z", re.DOTALL)


class Reply(NamedTuple):
    """One reply: its code and its lines without the code."""

    code: int
    lines: tuple[str, ...]

    @property
    def is_positive(self) -> bool:
        """2xx: done."""
        return 200 <= self.code < 300

    @property
    def is_temporary(self) -> bool:
        """4xx: try again later."""
        return 400 <= self.code < 500

    def __str__(self) -> str:
        """The server's own words in one line."""
        return f"{self.code} {' '.join(self.lines)}".strip()


class BadReply(Exception):
    """What came is no reply of a mail server; the connection is of no use any more."""


class Parser:
    """Collects bytes until whole replies are there."""

    def __init__(self) -> None:
        self._rest = b""
        self._code = 0
        self._lines: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Nothing begun is waiting; checked before TLS starts, so that nothing said in clear is taken as secured."""
        return not self._rest and not self._lines

    def feed(self, data: bytes) -> Iterator[Reply]:
        """The replies completed by these bytes. Raises BadReply."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            reply = self._take(line)
            if reply:
                yield reply
        if len(self._rest) > MAX_LINE:
            raise BadReply("a reply line without end")

    def _take(self, line: bytes) -> Reply | None:
        match = _LINE.match(line.rstrip(b"\r")) if len(line) <= MAX_LINE else None
        if match is None:
            raise BadReply(f"not a reply: {line[:60]!r}")
        code, mark, words = int(match[1]), match[2], match[3]
        if self._lines and code != self._code:
            raise BadReply(f"reply {self._code} continues as {code}")
        self._code = code
        self._lines.append(_printable(words.decode("utf-8", "replace")))
        if mark == b"-":
            if len(self._lines) >= MAX_LINES:
                raise BadReply("a reply of too many lines")
            return None
        reply = Reply(code, tuple(self._lines))
        self._lines = []
        return reply


def _printable(words: str) -> str:
    if words.isprintable():
        return words.strip()
    return "".join(char if char.isprintable() else " " for char in words).strip()
