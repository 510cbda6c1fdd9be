"""What a site asks of programs: its robots.txt (RFC 9309), and whether it allows a page."""

from typing import NamedTuple

from protego import Protego

AGENT = "digest"
"""The name a site may address us by."""
MAX_BYTES = 500 * 1024
"""What lies behind is not read (RFC 9309, section 2.5)."""


class Rules(NamedTuple):
    """What a site asks, or why it could not be asked."""

    parsed: Protego
    error: str = ""
    """Why no page of the site may be read for now; empty where its robots.txt was read or is not there."""

    def allows(self, url: str) -> bool:
        """Whether a program may read this address."""
        return bool(self.parsed.can_fetch(url, AGENT))


def read(status: int, content: bytes, error: str) -> Rules:
    """The rules in the answer to a request for robots.txt.

    None there (4xx, or redirects without end) allows everything; a site that cannot be asked is left alone (RFC 9309, section 2.3.1).
    """
    if not error:
        return Rules(Protego.parse(content[:MAX_BYTES].decode("utf-8", "replace")))
    if 300 <= status < 500:
        return Rules(Protego())
    return Rules(Protego(), f"its site's robots.txt could not be read: {error}")
