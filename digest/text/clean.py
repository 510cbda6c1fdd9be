"""Cleaning of what comes from outside: characters, markup, addresses. All functions are idempotent."""


def line(text: str, limit: int = 100_000) -> str:
    """One clean line: NFC, no control or bidirectional override characters, blanks folded, at most ``limit`` characters."""
    raise NotImplementedError


def from_html(markup: str) -> str:
    """Plain text of a fragment of HTML, one clean line; scripts, styles and comments are gone."""
    raise NotImplementedError


def safe_url(url: str, base: str = "") -> str:
    """The absolute http or https URL, or an empty string for anything else (``javascript:``, ``data:``, user names)."""
    raise NotImplementedError


def canonical_url(url: str) -> str:
    """The URL without fragment, tracking parameters and default port, host in lower case."""
    raise NotImplementedError


def article_id(identity: str) -> str:
    """16 hex digits of the SHA-256 of a canonical URL, or of ``<source key>/<file name>``."""
    raise NotImplementedError
