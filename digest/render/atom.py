"""The feed of a newsletter's editions, in Atom (RFC 4287)."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from digest import config
from digest.render import plain

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: RFC 4287 asks for a moment, and the same feed must be the same bytes."""


class Entry(NamedTuple):
    """An edition as the feed tells it."""

    sha256: str
    """Of the approved document: what makes its id, whatever address it is read at."""
    url: str
    title: str
    summary: str
    content: str
    """HTML; empty where none was kept."""
    sent: datetime


def feed(newsletter: config.Newsletter, entries: Sequence[Entry], *, feed_url: str, page_url: str) -> bytes:
    """The feed, newest entry first as given. The same arguments give the same bytes."""
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: newsletter.language}, nsmap={None: _ATOM})
    _add(root, "id", uuid.uuid5(uuid.NAMESPACE_URL, page_url).urn)
    _add(root, "title", newsletter.name)
    if newsletter.tagline:
        _add(root, "subtitle", newsletter.tagline)
    _add(root, "updated", _moment(updated(entries)))
    _add(_add(root, "author"), "name", newsletter.name)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed_url)
    _add(root, "link", rel="alternate", type="text/html", href=page_url)
    for entry in entries:
        _add_entry(root, entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def updated(entries: Sequence[Entry]) -> datetime:
    """When the newest of these was sent."""
    return max((entry.sent for entry in entries), default=_NEVER)


def _add_entry(root: etree._Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", uuid.uuid5(uuid.NAMESPACE_OID, entry.sha256).urn)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.sent))
    _add(element, "published", _moment(entry.sent))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.content:
        _add(element, "content", entry.content, type="html")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = plain.printable(text) or None
    return element


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
