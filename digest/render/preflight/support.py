"""What a family of clients would ignore in the layer that must hold without a style sheet: tags and style attributes."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.render.preflight import css, facts
from digest.render.preflight.finding import Finding, Rule, Tally
from digest.render.preflight.page import Box, Page, place_of

_FUNCTION = re.compile(r"([a-z-]+)\(")
_UNIT = re.compile(r"\d(rem|ch|vmin|vmax)(?![\w-])")
_LOGICAL = re.compile(r"(margin|padding|border)-(block|inline)(-start|-end)?\b.*")
_NEGATIVE = re.compile(r"(?:^|\s)-[\d.]*[1-9]")
_NOT_ZERO = re.compile(r"[1-9]")
_URL = re.compile(r"url\([^)]*\)?")
_CELLS = frozenset({"td", "th"})
_MARGIN, _PADDING = re.compile(r"margin(-\w+)?\Z"), re.compile(r"padding(-\w+)?\Z")

Uses = list[tuple[str, str]]
"""What is used, and the letters of the clients that do not support it."""


def check(page: Page) -> Iterator[Finding]:
    """Each unsupported feature once, with its first place."""
    tally = Tally(Rule.UNSUPPORTED)
    known: dict[tuple[str, str], Uses] = {}
    for box in page.boxes:
        key = (box.tag, box.element.get("style") or "")
        if key not in known:
            known[key] = list(_declared(box.tag, box.style))
        for use, clients in (*known[key], *_element(box)):
            letters = clients if box.is_seen_by_word else clients.replace("W", "")
            if letters:
                tally.add(f"{facts.named(letters)} would ignore {use}; do without it.", place_of(box))
    for element in page.for_word():
        for use, clients in _declared(element.tag, css.declarations(element.get("style") or "")):
            if "W" in clients:
                tally.add(f"{facts.named('W')} would ignore {use}; do without it.", f"<{element.tag}> in [if mso]")
    yield from tally.findings()


def _element(box: Box) -> Iterator[tuple[str, str]]:
    if box.tag in facts.ELEMENTS:
        yield f"<{box.tag}>", facts.ELEMENTS[box.tag]
    for name in box.element.keys():  # noqa: SIM118 - an element is no dict
        if name in facts.ATTRIBUTES:
            yield f"the attribute {name}", facts.ATTRIBUTES[name]
    if box.tag == "img":
        kind = _kind(box.element.get("src") or "")
        if kind in facts.PICTURES:
            yield f"pictures of the kind {kind}", facts.PICTURES[kind]


def _kind(address: str) -> str:
    if address[:5].lower() == "data:":
        return "data"
    try:
        return urlsplit(address[:2000]).path.rpartition(".")[2].lower()
    except ValueError:
        return ""


def _declared(tag: str, style: css.Declarations) -> Iterator[tuple[str, str]]:
    for name, value in style.items():
        if name.startswith("--"):
            yield "CSS variables", facts.WORDS["var"]
        elif not name.startswith(("mso-", "-")):
            yield from _property(tag, name, value)
            yield from _value(value)


def _property(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    logical = _LOGICAL.sub(r"\1-\2", name)
    if name == "display":
        word = value.partition(" ")[0]
        if word in facts.DISPLAYS:
            yield f"display:{word}", facts.DISPLAYS[word]
        elif word == "none" and tag == "img":
            yield "display:none on a picture", "W"
    elif logical in facts.PROPERTIES:
        yield f"“{name}” in a style attribute", facts.PROPERTIES[logical]
    elif _MARGIN.match(name):
        if _NEGATIVE.search(value):
            yield "negative margins", facts.NO_NEGATIVE_MARGIN
        elif tag in ("span", "body") and _NOT_ZERO.search(value):
            yield f"margins of <{tag}>", "W"
    elif _PADDING.match(name) and tag not in _CELLS and _NOT_ZERO.search(value):
        yield f"padding of <{tag}> (give it to a table cell)", "W"
    elif name == "background" and "url(" in value:
        yield "background pictures", facts.PROPERTIES["background-image"]


def _value(value: str) -> Iterator[tuple[str, str]]:
    plain = _URL.sub("", value)
    for function in _FUNCTION.findall(plain):
        if function in facts.WORDS:
            yield f"{function}()", facts.WORDS[function]
    for unit in _UNIT.findall(plain):
        yield f"the unit {unit}", facts.UNITS[unit]
    if "!important" in value:
        yield "!important in a style attribute", "W"
