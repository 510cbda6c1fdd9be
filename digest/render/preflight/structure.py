"""Tables, headings and pictures, as screen readers and clients without pictures need them."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from digest.render.preflight.finding import Finding, Rule, Tally, found
from digest.render.preflight.page import HEADINGS, Box, Page, place_of, words_of

_DROPPED = frozenset(
    {"script", "form", "iframe", "object", "embed", "video", "audio", "svg", "canvas", "input", "textarea", "select"}
)
_FILE_NAME = re.compile(
    r"[\w.-]+\.(png|jpe?g|gif|webp|svg|bmp)\Z|(image|img|picture|photo|logo)\W*\d*\Z", re.IGNORECASE
)
_FEW_WORDS = 20


def check(page: Page) -> Iterator[Finding]:
    """The findings of the body's build."""
    yield from _tables(page)
    yield from _headings(page)
    yield from _images(page)
    dropped = Tally(Rule.ELEMENT_DROPPED)
    for box in page.boxes:
        if box.tag in _DROPPED:
            dropped.add(f"Mail programs drop <{box.tag}>; take it out.", place_of(box))
    yield from dropped.findings()


def _tables(page: Page) -> Iterator[Finding]:
    tally = Tally(Rule.TABLE_ROLE)
    for box in page.boxes:
        if box.tag == "table" and not _is_explained(box.element):
            tally.add('A table that only places things needs role="presentation".', place_of(box))
    yield from tally.findings()


def _is_explained(table: Any) -> bool:
    """Whether a screen reader is told that a table is layout, or what its columns are."""
    is_layout = (table.get("role") or "").lower() in ("presentation", "none")
    return is_layout or bool(table.xpath("./tr/th|./*/tr/th|./caption"))


def _headings(page: Page) -> Iterator[Finding]:
    headings = [box for box in page.seen if box.tag in HEADINGS]
    levels = [int(box.tag[1]) for box in headings]
    if levels.count(1) != 1:
        advice = f"There are {levels.count(1)} first-level headings; one is right."
        yield found(Rule.HEADING_FIRST, "html", advice)
    above = [0 if 1 in levels else 6, *levels]
    for before, now, box in zip(above, levels, headings, strict=False):
        if now > before + 1:
            advice = f"This heading skips from level {before} to {now}; screen readers take it for a gap. Make it {before + 1}."
            yield found(Rule.HEADING_SKIP, place_of(box), advice)
        if not words_of(box.element) and not box.element.xpath(".//img[@alt != '']"):
            yield found(Rule.HEADING_EMPTY, place_of(box), f"This <{box.tag}> is empty; fill it or take it out.")


def _images(page: Page) -> Iterator[Finding]:
    images = [box for box in page.seen if box.tag == "img"]
    for box in images:
        yield from _image(box)
    words = len(page.words.split())
    if images and words < _FEW_WORDS and len(page.words) < 10 * _FEW_WORDS:
        advice = f"The mail is pictures with {words} words; with pictures off nothing is left. Say it in words too."
        yield found(Rule.IMAGE_ONLY, "html", advice)


def _image(box: Box) -> Iterator[Finding]:
    element = box.element
    address, alt = (element.get("src") or "").strip(), element.get("alt")
    name = address if len(address) < 100 else f"{address[:99]}…"
    place = f"{name or '<img>'} under “{box.headline[:40]}”" if box.headline else name or "<img>"
    if alt is None:
        advice = "This image has no alt text; say what it shows, or give an empty alt."
        yield found(Rule.IMAGE_ALT, place, advice)
    elif _FILE_NAME.match(alt.strip()):
        yield found(Rule.IMAGE_ALT_POOR, place, f"“{alt.strip()[:40]}” does not say what the image shows; describe it.")
    scheme = urlsplit(address[:2000].replace("[", "")).scheme
    if scheme not in ("https", "http", "data"):
        advice = "This image has no whole address, so nothing is shown; begin it with https://."
        yield found(Rule.IMAGE_ADDRESS, place, advice)
    if scheme == "http":
        advice = "This image is not fetched over https, so many mail programs show a gap or a warning; use https."
        yield found(Rule.IMAGE_UNENCRYPTED, place, advice)
    if not (element.get("width") or "").strip():
        advice = "This image has no width, so Outlook shows it in its full size; give width and height."
        yield found(Rule.IMAGE_WIDTH, place, advice)
    if {element.get("width"), element.get("height")} & {"0", "1"}:
        advice = "This image cannot be seen, so filters take it for a tracking pixel; take it out."
        yield found(Rule.IMAGE_PIXEL, place, advice)
