"""What a mail client, a filter or a reader would stumble over, found before anybody approves it."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from lxml import html as lxml_html

from digest import model
from digest.render import budget

MAX_SUBJECT = 78
"""Characters; most programs show fewer."""
MAX_PREHEADER = 140
MAX_STYLE_CHARACTERS = 16_384
"""Beyond it Gmail drops every ``<style>``."""
UNENCRYPTED = "This link is not encrypted; use https if the site offers it."
_TOKEN = re.compile(r"QZ[0-9a-f]{12}X\d+ZQ")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w+")
_BARE_LINK_TEXTS = {"here", "click here", "read more", "more", "link", "this", "learn more"}


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Some readers could not read or leave: do not send."""
    WARNING = "warning"
    """It can be sent, but better not like this."""


class Finding(model.Value):
    """One thing to mend."""

    severity: Severity
    place: str
    """``subject``, ``preheader``, ``html``, ``text``, or the words or address where it is."""
    advice: str
    """What is wrong and what to do, in a sentence or two."""


def check(rendered: model.Rendered) -> tuple[Finding, ...]:
    """The findings, errors first, in reading order; nothing where all is well."""
    tree = lxml_html.document_fromstring(rendered.html or "<p></p>")
    found = [
        *_lines(rendered),
        *_size(rendered.html),
        *_slots(rendered),
        *_frame(tree),
        *_tables_and_images(tree),
        *_headings(tree),
        *_links(tree, set(rendered.slots.values())),
        *_text(rendered, tree),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != Severity.ERROR))


def _error(place: str, advice: str) -> Finding:
    return Finding(severity=Severity.ERROR, place=place[:120], advice=advice)


def _warning(place: str, advice: str) -> Finding:
    return Finding(severity=Severity.WARNING, place=place[:120], advice=advice)


def _lines(rendered: model.Rendered) -> Iterator[Finding]:
    if not rendered.subject.strip():
        yield _error("subject", "The subject is empty; write one.")
    if len(rendered.subject) > MAX_SUBJECT:
        yield _warning(
            "subject",
            f"The subject has {len(rendered.subject)} characters and will be cut; {MAX_SUBJECT} are shown at most.",
        )
    if not rendered.preheader.strip():
        yield _warning(
            "preheader", "The preheader is empty; mail programs will show the first words of the mail instead."
        )
    if len(rendered.preheader) > MAX_PREHEADER:
        yield _warning(
            "preheader", f"The preheader has {len(rendered.preheader)} characters; about {MAX_PREHEADER} are shown."
        )


def _size(page: str) -> Iterator[Finding]:
    if budget.load(page) > 1:
        yield _error(
            "html", f"The page has {len(page.encode()):,} bytes and would be cut off; show fewer stories in full."
        )
    style = sum(map(len, _STYLE.findall(page)))
    if style > MAX_STYLE_CHARACTERS:
        yield _error("html", f"The style sheet has {style:,} characters; over {MAX_STYLE_CHARACTERS:,} Gmail drops it.")


def _slots(rendered: model.Rendered) -> Iterator[Finding]:
    known = set(rendered.slots.values())
    for place, text in (("html", rendered.html), ("text", rendered.text)):
        for slot, token in rendered.slots.items():
            if token not in text:
                yield _error(place, f"The link {slot} is missing; put {{{{ {slot} }}}} back into the template.")
        for token in sorted(set(_TOKEN.findall(text)) - known):
            yield _error(place, f"{token} would be sent as it stands; render the edition again.")
        if "{{" in text or "{%" in text:
            yield _warning(place, "There are template braces in the text; look whether a template was not filled in.")
    for place, text in (("subject", rendered.subject), ("preheader", rendered.preheader)):
        if _TOKEN.search(text):
            yield _error(place, "A personal link stands here; it may only stand in the mail itself.")


def _frame(tree: Any) -> Iterator[Finding]:
    root = tree.getroottree().getroot()
    body = root.find("body")
    children = [child for child in body if isinstance(child.tag, str)] if body is not None else []
    for attribute in ("lang", "dir"):
        if not root.get(attribute) or not any(child.get(attribute) for child in children):
            yield _error(
                "html", f"The attribute {attribute} must stand on <html> and on the first block: clients drop <html>."
            )
    if not (root.findtext(".//title") or "").strip():
        yield _error("html", "The page has no <title>; screen readers announce it.")


def _tables_and_images(tree: Any) -> Iterator[Finding]:
    if tree.xpath("//table[not(@role)][not(.//th)]"):
        yield _error("html", 'A table that only places things needs role="presentation".')
    for image in tree.xpath("//img[not(@alt)]"):
        yield _error(image.get("src", "html"), "This image has no alt text; say what it shows, or give an empty alt.")
    for tag in tree.xpath("//script|//form|//iframe|//object|//embed|//video|//audio|//svg"):
        yield _error("html", f"Mail programs drop <{tag.tag}>; take it out.")


def _headings(tree: Any) -> Iterator[Finding]:
    headings = tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    levels = [int(heading.tag[1]) for heading in headings]
    if levels.count(1) != 1:
        yield _error("html", f"There are {levels.count(1)} first-level headings; one is right.")
    for before, now, heading in zip([0, *levels], levels, headings, strict=False):
        if now > before + 1:
            yield _error(_words_of(heading), f"This heading skips from level {before} to {now}.")


def _links(tree: Any, tokens: set[str]) -> Iterator[Finding]:
    addresses: dict[str, str] = {}
    for link in tree.xpath("//a[@href]"):
        url, name = link.get("href").strip(), _words_of(link)
        scheme = url.partition(":")[0].lower()
        if url not in tokens and scheme not in {"http", "https", "mailto"}:
            yield _error(url, "This link leads nowhere from a mail; use an https address.")
        elif scheme == "http":
            yield _warning(url, UNENCRYPTED)
        if not name:
            yield _error(url, "This link has no words; say where it leads.")
        elif name.lower().strip(" .…›»") in _BARE_LINK_TEXTS:
            yield _warning(name, "This link does not say where it leads; use words that do.")
        elif addresses.setdefault(name, url) != url:
            yield _warning(name, "Two links with different addresses have the same words; tell them apart.")


def _text(rendered: model.Rendered, tree: Any) -> Iterator[Finding]:
    if not rendered.text.strip():
        yield _error("text", "There is no plain text; some readers see nothing else.")
        return
    seen = set(_WORD.findall(rendered.text.lower()))
    words = [word for word in _WORD.findall(_visible(tree).lower()) if word]
    missing = [word for word in words if word not in seen]
    if len(missing) > len(words) / 10:
        yield _error("text", f"{len(missing)} of {len(words)} words of the page are not in the plain text.")
    addresses = dict.fromkeys(link.get("href").strip() for link in tree.xpath("//a[@href]"))
    for url in (url for url in addresses if url not in rendered.text):
        yield _warning(url, "This address of the page is not in the plain text.")
    if re.search(r"</?(?:p|div|td|a|span|br)\b[^>]*>", rendered.text):
        yield _warning("text", "There are HTML tags in the plain text.")


def _words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _visible(tree: Any) -> str:
    texts = tree.xpath("//body//text()[not(ancestor::style)][not(ancestor::*[contains(@style, 'display:none')])]")
    return " ".join(texts)
