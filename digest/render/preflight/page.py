"""The finished page as a flat list of boxes in reading order: read once, asked by every rule."""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from digest.render.preflight import css

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INVISIBLE = re.compile("[\\s\u00ad\u034f\u061c\u200b-\u200f\u2007\u2028-\u202f\u2060-\u2069\ufeff]+")
_NOT_READ = frozenset({"style", "script", "title", "template", "noscript"})
_LOOKS = ("style", "bgcolor", "color", "background")
_FOR_OTHERS = re.compile(r"\[if\s+!\s*mso", re.IGNORECASE)
_FOR_WORD = re.compile(r"\[if\s[^\]]*mso[^\]]*\]>(.*)<!\[endif\]\s*$", re.IGNORECASE | re.DOTALL)


class Box(NamedTuple):
    """One element of the body."""

    element: Any
    tag: str
    parent: int
    """Its place in ``Page.boxes``, or -1."""
    style: css.Declarations
    """Its style attribute."""
    names: frozenset[str]
    """Its classes and id, as selectors write them."""
    look: tuple[object, ...]
    """All that changes how it is drawn, but for its classes: boxes of one look are drawn alike."""
    text: str
    """Its own words, without those of the elements in it; blanks folded, padding characters gone."""
    headline: str
    """The last heading up to here."""
    is_hidden: bool
    is_seen_by_word: bool
    """False inside ``<!--[if !mso]>``, which Outlook for Windows skips."""


class Page:
    """An HTML document, however broken."""

    def __init__(self, source: str) -> None:
        data = source.encode("utf-8", "replace")
        self.source = data.decode()
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True)
        try:
            self.tree: Any = lxml_html.document_fromstring(data, parser=parser)
        except etree.LxmlError:  # nothing but blanks or comments
            self.tree = lxml_html.document_fromstring("<p></p>")
        self.root: Any = self.tree.getroottree().getroot()
        self.body: Any = self.root.find("body")
        self.boxes = tuple(_boxes(self.body)) if self.body is not None else ()

    @functools.cached_property
    def styles(self) -> str:
        """The text of every ``<style>``."""
        return "\n".join(style.text or "" for style in self.tree.iter("style"))

    @functools.cached_property
    def rules(self) -> dict[css.Mode, list[css.Rule]]:
        """The rules of every ``<style>``, by mode."""
        return css.rules(self.styles)

    @functools.cached_property
    def links(self) -> tuple[Box, ...]:
        """Visible links."""
        return tuple(box for box in self.seen if box.tag == "a" and box.element.get("href") is not None)

    @functools.cached_property
    def seen(self) -> tuple[Box, ...]:
        """What a reader gets to see."""
        return tuple(box for box in self.boxes if not box.is_hidden)

    @functools.cached_property
    def words(self) -> str:
        """All that can be read, in order of the boxes."""
        return " ".join(box.text for box in self.seen if box.text)

    @functools.cached_property
    def preheader(self) -> str:
        """The hidden words before the first visible ones."""
        for box in self.boxes:
            if box.text:
                return box.text if box.is_hidden else ""
        return ""

    def meta(self, name: str) -> str | None:
        """What the ``<meta>`` of this name says, or None."""
        for meta in self.root.iter("meta"):
            if (meta.get("name") or "").lower() == name:
                return meta.get("content") or ""
        return None

    def for_word(self) -> Iterator[Any]:
        """The elements that only Outlook for Windows sees, in ``<!--[if mso]>`` comments."""
        for comment in self.root.iter(etree.Comment):
            match = _FOR_WORD.match(comment.text or "")
            if match and "style" in match[1]:
                yield from lxml_html.fragment_fromstring(match[1], create_parent="div").iter(etree.Element)


def words_of(element: Any) -> str:
    """All the words in an element."""
    return _folded("".join(element.itertext()))


def place_of(box: Box) -> str:
    """Where a box is, in words that an editor can look for."""
    words = box.text or words_of(box.element)
    if not words:
        return f"<{box.tag}> under “{box.headline}”" if box.headline else f"<{box.tag}>"
    short = f"“{words[:57]}…”" if len(words) > 58 else f"“{words}”"
    if box.tag in HEADINGS or not box.headline or box.headline == words:
        return short
    return f"{short} under “{box.headline[:50]}”"


def _boxes(body: Any) -> Iterator[Box]:
    places: dict[Any, int] = {}
    hidden: list[bool] = []
    headline, is_seen_by_word = "", True
    read = css.reader()
    for element in body.iter():
        tag = element.tag
        if not isinstance(tag, str):
            is_seen_by_word = _after_comment(element.text or "", before=is_seen_by_word)
            continue
        parent = places.get(element.getparent(), -1)
        style = read(element.get("style") or "")
        is_hidden = (parent >= 0 and hidden[parent]) or tag in _NOT_READ or _hides(style)
        places[element] = len(hidden)
        hidden.append(is_hidden)
        if tag in HEADINGS and not is_hidden:
            headline = words_of(element)
        text = _folded((element.text or "") + " ".join(child.tail or "" for child in element))
        look = (*map(element.get, _LOOKS), element.get("href") is not None)
        yield Box(element, tag, parent, style, css.names(element), look, text, headline, is_hidden, is_seen_by_word)


def _after_comment(text: str, *, before: bool) -> bool:
    """Whether Outlook for Windows sees what follows a comment."""
    if _FOR_OTHERS.match(text):
        return False
    return True if text.startswith("<![endif]") else before


def _hides(style: dict[str, str]) -> bool:
    return style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("mso-hide") == "all"


def _folded(text: str) -> str:
    return _INVISIBLE.sub(" ", text).strip()
