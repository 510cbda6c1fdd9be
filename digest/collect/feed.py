"""A feed, bytes to entries: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed.

The fast parser reads first; what it cannot read goes to the lenient one. Neither is trusted: limits are checked before
parsing, document type declarations are cut away (no entity is ever defined), and every text and address is cleaned.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import getaddresses
from html.entities import html5
from typing import Any, NamedTuple

from lxml import etree

from digest import errors, model
from digest.collect import dates, image_link, metadata, xml
from digest.text import clean, sentences

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 5_000
_MAX_LENIENT_BYTES = 4 * 1024 * 1024
"""The lenient parser is a hundred times slower, so it gets less."""
_MAX_UNCLOSED = 5_000
"""Its time grows with the square of the depth as well."""
_MAX_TAG_BYTES = 50_000
"""A tag with so many attributes is an attack on the lenient parser, whose time grows with their square."""
_MAX_MARKUP = 500_000
MAX_HEADLINE_WORDS = 12
"""So much of an untitled entry's first sentence is its headline."""
_MAX_SUMMARY = 5_000

_ENTRY_START = re.compile(rb"<(?:[\w-]{1,20}:)?(?:item|entry)[\s>]")
_ENTRY_END = re.compile(rb"</(?:[\w-]{1,20}:)?(?:item|entry)\s*>")
_ROOT_END = re.compile(rb"(?i)</(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\s*>")
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _MAX_TAG_BYTES)
_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)([A-Za-z]\w{1,30};)?")
_ROOT = re.compile(rb"(?i)<(?:[\w-]{1,20}:)?(?:rss|feed|rdf)[\s>]")
_RDF = re.compile(rb"(?i)<(?:[\w-]{1,20}:)?rdf[\s>]")
_BREAK = re.compile(r"(?i)</?(?:p|br|div|li|h\d|blockquote)\b[^<>]*>")
_DOCTYPE = re.compile(rb"(?i)<!DOCTYPE[^\[>]*(?:\[.*\]\s*)?>", re.DOTALL)
_HTML = re.compile(rb"(?i)\s*(?:<!doctype html|<html[\s>])")
_HEAD_BYTES = 64 * 1024


class Entry(model.Value):
    """One article as the feed tells it, cleaned."""

    id: str = ""
    """What the feed calls it (guid)."""
    link: str = ""
    title: str = ""
    markup: str = ""
    """The longest text the feed gives, as HTML that nobody has cleaned yet."""
    summary: str = ""
    """The short text the feed gives, where it gives one."""
    published: datetime | None = None
    modified: datetime | None = None
    author: str = ""
    section: str = ""
    """Its first category."""
    publisher: str = ""
    """Who published it first, where the feed is an aggregator's and says so."""
    image: model.ImageLink | None = None

    @property
    def headline(self) -> str:
        """Its title; where it has none (a note), how its text begins; empty where it has neither."""
        return self.title or _beginning(self.markup)


class Feed(model.Value):
    """What a feed holds."""

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    is_cut_off: bool = False
    """Its end is missing, as after a broken download; the entry it breaks off in is left out."""


def read(content: bytes, url: str = "") -> Feed:
    """Read a feed; relative links are resolved against ``url``. Pure, so that it can run in a process of its own.

    Raises SourceError where it is no feed, or too large or too deep to be read safely.
    """
    content = _checked(content)
    parsed = _fast(content) or _lenient(content)
    if parsed is None:
        raise errors.SourceError("is no feed (neither RSS nor Atom nor JSON Feed)", about=url)
    is_cut_off, is_in_entry = _cut_off(content)
    if is_in_entry:
        parsed["entries"] = parsed["entries"][:-1]
        if not parsed["entries"]:
            raise errors.SourceError(
                "breaks off inside its first entry; it will be read again when it is due", about=url
            )
    base = clean.safe_url(_string(parsed["feed"].get("link")), url) or url
    left_out = _LeftOut(_publishers(content), _full_texts(content))
    entries = (_entry(entry, base, left_out) for entry in parsed["entries"][:MAX_ENTRIES])
    return Feed(
        title=clean.from_html(_string(parsed["feed"].get("title"))),
        language=metadata.language(_string(parsed["feed"].get("language")) or _channel_language(content)),
        entries=tuple(entry for entry in entries if entry.title or entry.markup),
        is_cut_off=is_cut_off,
    )


def _cut_off(content: bytes) -> tuple[bool, bool]:
    """Whether a feed in XML never ends, and whether it breaks off inside an entry."""
    is_open = content.lstrip()[:1] != b"{" and not _ROOT_END.search(content)
    last = max((found.start() for found in _ENTRY_START.finditer(content)), default=None) if is_open else None
    return is_open, last is not None and not _ENTRY_END.search(content, last)


def _checked(content: bytes) -> bytes:
    """The bytes without a document type; raises SourceError where a limit is passed."""
    if len(content) > MAX_BYTES:
        raise errors.SourceError(f"is larger than {MAX_BYTES} bytes")
    if _HTML.match(content):
        raise errors.SourceError('is a web page, not a feed; give the address of its feed, or use the kind "page"')
    count = sum(1 for _ in _ENTRY_START.finditer(content))
    if count > MAX_ENTRIES:
        raise errors.SourceError(f"holds {count} entries; more than {MAX_ENTRIES} are not read")
    if _LONG_TAG.search(content):
        raise errors.SourceError(f"holds a tag of more than {_MAX_TAG_BYTES} bytes, as no feed does")
    root = _ROOT.search(content)
    head = content[: root.start()] if root else content[:_HEAD_BYTES]
    if content.lstrip()[:1] == b"{":
        return content
    return _AMPERSAND.sub(_mended, _DOCTYPE.sub(b"", head) + content[len(head) :])


def _mended(match: re.Match[bytes]) -> bytes:
    """An ampersand XML does not know: HTML's own names become numbers, a bare one is escaped."""
    name = match[1] or b""
    character = html5.get(name.decode(), "") if name else ""
    return "".join(f"&#{ord(c)};" for c in character).encode() or b"&amp;" + name


def _fast(content: bytes) -> dict[str, Any] | None:
    """What the fast parser reads, or None where the lenient one should try."""
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(content)
    except Exception:  # noqa: BLE001 - it raises whatever its parts raise; the lenient parser has the last word
        return None
    has_text = parsed.entries and not any("\ufffd" in _string(entry.get("title")) for entry in parsed.entries)
    is_empty_json = content.lstrip()[:1] == b"{" and not parsed.entries
    return {"feed": parsed.feed, "entries": parsed.entries} if has_text or is_empty_json else None


def _lenient(content: bytes) -> dict[str, Any] | None:
    """What the lenient parser makes of a broken feed; None where it is none."""
    import feedparser

    if len(content) > _MAX_LENIENT_BYTES:
        raise errors.SourceError(f"is broken, and at {len(content)} bytes too large to be mended")
    unclosed = content.count(b"<") - 2 * content.count(b"</") - content.count(b"/>")
    if unclosed > _MAX_UNCLOSED:
        raise errors.SourceError(f"is broken: {unclosed} of its tags are never closed")
    try:
        # A stream, because a bare string would be taken for an address or a file name and opened.
        parsed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise errors.SourceError(f"cannot be read as a feed: {error}") from error
    is_feed = parsed.entries or parsed.get("version") or parsed.feed.get("title")
    return {"feed": parsed.feed, "entries": parsed.entries} if is_feed else None


class _LeftOut(NamedTuple):
    """What the fast parser leaves out, by id and by link of the entry."""

    publishers: Mapping[str, str]
    texts: Mapping[str, str]


def _entry(entry: Mapping[str, Any], base: str, left_out: _LeftOut) -> Entry:
    names = [_string(entry.get("id")), _string(entry.get("link"))]
    bodies = [_string(part.get("value")) for part in entry.get("content") or () if isinstance(part, Mapping)]
    summary = _string(entry.get("description") or entry.get("summary"))
    categories = (
        clean.from_html(_string(tag.get("term"))) for tag in entry.get("tags") or () if isinstance(tag, Mapping)
    )
    source = entry.get("source")
    publisher = _string(source.get("title")) if isinstance(source, Mapping) else ""
    return Entry(
        id=clean.line(names[0], 2000),
        link=_link(entry, base),
        title=clean.from_html(_string(entry.get("title")))[:1000],
        markup=max([*bodies, summary, _named(left_out.texts, names)], key=len)[:_MAX_MARKUP],
        summary=clean.from_html(summary[:_MAX_SUMMARY]),
        published=_moment(entry, "published") or _moment(entry, "updated"),
        modified=_moment(entry, "updated"),
        author=_author(_string(entry.get("author"))[:1000]),
        section=next(filter(None, categories), "")[:100],
        publisher=clean.from_html(publisher or _named(left_out.publishers, names))[:200],
        image=image_link.fed(entry, base),
    )


def _named(found: Mapping[str, str], names: Iterable[str]) -> str:
    return next((found[name] for name in names if name in found), "")


def _author(text: str) -> str:
    """The name; RSS wants an address with the name in brackets behind it, others write it the other way round."""
    return metadata.author(name for name, _ in getaddresses([text])) if "@" in text else metadata.author([text])


def _beginning(markup: str) -> str:
    """The first sentence of a text, or as much of it as a headline holds."""
    parts = map(clean.from_html, _BREAK.split(markup[:_MAX_SUMMARY]))
    words = next((sentences.split(part)[0].split() for part in parts if part), [])
    if len(words) > MAX_HEADLINE_WORDS:
        return " ".join(words[:MAX_HEADLINE_WORDS]).rstrip(",;:–—-") + "…"
    return " ".join(words).removesuffix(".")


def _link(entry: Mapping[str, Any], base: str) -> str:
    """The entry's address: its link, another link it gives, or an id that is an address."""
    others = (_string(link.get("href")) for link in entry.get("links") or () if isinstance(link, Mapping))
    for candidate in (_string(entry.get("link")), *others):
        if candidate.strip() and (found := clean.safe_url(candidate.replace("&amp;", "&"), base)):
            return found
    return clean.safe_url(_string(entry.get("id")))


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    parsed = entry.get(f"{name}_parsed")
    if parsed:
        try:
            year, month, day, hour, minute, second = parsed[:6]
            return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        except (ValueError, TypeError):
            return None
    return dates.moment(_string(entry.get(name)))


def _string(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _publishers(content: bytes) -> dict[str, str]:
    """Id and link of an entry -> title of its RSS or Atom ``source``."""
    if b"<source" not in content:
        return {}
    found: dict[str, str] = {}
    for source in xml.elements(content, "source"):
        titles = (xml.plain(child) for child in source if xml.local_name(child) == "title")
        found |= dict.fromkeys(_names(source), next(titles, "") or xml.plain(source))
    return found


def _full_texts(content: bytes) -> dict[str, str]:
    """Id and link of an RSS 1.0 item -> its ``content:encoded``."""
    if b":encoded" not in content or not _RDF.search(content[:_HEAD_BYTES]):
        return {}
    found: dict[str, str] = {}
    for text in xml.elements(content, "encoded"):
        found |= dict.fromkeys(_names(text), xml.plain(text))
    return found


def _names(element: etree._Element) -> set[str]:
    """Id and link of the entry that holds the element."""
    found: set[str] = set()
    for sibling in (*element.itersiblings(preceding=True), *element.itersiblings()):
        if xml.local_name(sibling) in {"guid", "id", "link"}:
            found |= {xml.plain(sibling), str(sibling.get("href", ""))}
    return found - {""}


def _channel_language(content: bytes) -> str:
    if b"language>" not in content[:_HEAD_BYTES]:
        return ""
    return next((xml.plain(element) for element in xml.elements(content, "language")), "")
