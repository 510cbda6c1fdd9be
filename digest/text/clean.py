"""Cleaning of what comes from outside: characters, markup, addresses. All functions are idempotent."""

import hashlib
import html
import re
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import nh3

_JOINERS = "\u200c\u200d"
"""Invisible, but part of how some scripts and emoji are written."""
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control, format (bidirectional overrides, tag characters), surrogate and private use."""

_BLOCK_TAG = re.compile(
    r"(?i)(?=</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|section|article|blockquote|figure|figcaption|pre)\b)"
)
_NESTED_AMPERSAND = re.compile(r"&(?:amp;|#0{0,9}38;|#[xX]0{0,9}26;)+")
_UNREAD_TAGS = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "textarea",
    "title",
    "head",
}
_ROUNDS = 6
_MARKUP_LIMIT = 40_000
"""Fragments are titles and summaries; the time of a parser grows with the square of a hostile one."""

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\]")
_URL_LIMIT = 2000
_TRACKING = re.compile(
    r"(?i)(?:utm_\w*|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|twclid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id"
    r"|oly_enc_id|oly_anon_id|wickedid|ref_src|ref_url|cmpid|ncid|smid|ftag|ito|xtor|at_medium|at_campaign|amp|__twitter_impression)"
)
_AMP_ENDING = re.compile(r"(?<=[^/])(?:/amp)+/?\Z")


def line(text: str, limit: int = 100_000) -> str:
    """One clean line: NFC, no control or bidirectional override characters, blanks folded, at most ``limit`` characters."""
    text = text[: 4 * limit]
    if not text.isascii():
        text = "".join(c for c in text if _is_kept(c))
        text = unicodedata.normalize("NFC", text)
    folded = " ".join(text.split())
    if not folded.isprintable():
        folded = "".join(c for c in folded if _is_kept(c))
        folded = " ".join(folded.split())
    return folded[:limit].rstrip()


def _is_kept(character: str) -> bool:
    return (
        character.isspace()
        or character in _JOINERS
        or (unicodedata.category(character) not in _DROPPED_CATEGORIES and ord(character) & 0xFFFE != 0xFFFE)
    )


def from_html(markup: str) -> str:
    """Plain text of a fragment of HTML, one clean line; scripts, styles and comments are gone.

    Markup that was escaped once too often, as titles in feeds are, goes as well: nothing comes out that a second
    reading would take for a tag or an entity.
    """
    text = line(markup, _MARKUP_LIMIT)
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        plain = _without_markup(text)
        if plain == text:
            return text
        text = plain
    return line(text.replace("<", " ").replace("&", " "), _MARKUP_LIMIT)


def _without_markup(markup: str) -> str:
    markup = _NESTED_AMPERSAND.sub("&", markup)
    if "<" in markup:
        markup = nh3.clean(_BLOCK_TAG.sub(" ", markup), tags=set(), clean_content_tags=_UNREAD_TAGS)
    return line(html.unescape(markup))


def safe_url(url: str, base: str = "") -> str:
    """The absolute http or https URL, or an empty string for anything else (``javascript:``, ``data:``, user names)."""
    url = line(url, _URL_LIMIT + 1)
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = f":{parts.port}" if parts.port is not None else ""
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host:
        return ""
    safe = urlunsplit(
        (
            parts.scheme,
            host + port,
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]"),
            quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?"),
        )
    )
    return safe if len(safe) <= _URL_LIMIT else ""


def _ascii_host(host: str) -> str:
    """The host name as the resolver gets it, or an empty string where it is none."""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    return host if len(host) <= 253 and _HOST.fullmatch(host) else ""


def canonical_url(url: str) -> str:
    """The URL without fragment, tracking parameters and default port, host in lower case."""
    safe = safe_url(url)
    if not safe:
        return ""
    parts = urlsplit(safe)
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    path = _AMP_ENDING.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, _without_default_port(parts), path, query, ""))


def _without_default_port(parts: SplitResult) -> str:
    default = ":443" if parts.scheme == "https" else ":80"
    return parts.netloc.lower().removesuffix(default).rstrip(":")


def article_id(identity: str) -> str:
    """16 hex digits of the SHA-256 of a canonical URL, or of ``<source key>/<file name>``."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
