"""Whether the plain text says what the page says: some readers see nothing else."""

import re
from collections.abc import Iterator
from typing import Any

from digest import model
from digest.render.preflight.finding import Finding, Rule, found
from digest.render.preflight.page import HEADINGS, Page, place_of

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\W_]+")
_MARKS = re.compile(r"\[\d+(?:[,،] \d+)*\]")
"""Numbers of sources, as the text writes them; the page has them in <sup>."""
_TAGS = re.compile(r"</?(?:p|div|td|tr|table|a|span|br|b|i|sup|h[1-6])\b[^<>]{0,500}>")
_MIXED = "self::p//a|self::p//br|.//p|.//ul|.//ol|.//table"
"""What a text lays out otherwise: rows of links, addresses, lists in lists."""
_TOLERATED = 0.1
"""Share of words that may be missing: notes such as "logo", which only the page needs."""


def check(mail: model.Rendered, page: Page) -> Iterator[Finding]:
    """What is missing from the plain text, and what should not be in it."""
    if not mail.text.strip():
        yield found(Rule.TEXT_EMPTY, "text", "There is no plain text; some readers see nothing else.")
        return
    seen = set(_WORD.findall(mail.text.lower()))
    words = _WORD.findall(page.words.lower())
    missing = [word for word in words if word not in seen]
    if len(missing) > len(words) * _TOLERATED:
        advice = f"{len(missing)} of {len(words)} words of the page are not in the plain text; put them there too."
        yield found(Rule.TEXT_INCOMPLETE, "text", advice)
    else:
        yield from _lines(page, _squeezed(mail.text))
        yield from _addresses(page, mail.text)
    if tag := _TAGS.search(mail.text):
        yield found(Rule.TEXT_MARKUP, tag[0][:40], "There are HTML tags in the plain text; write it without.")


def _addresses(page: Page, text: str) -> Iterator[Finding]:
    for address in dict.fromkeys(" ".join(box.element.get("href").split()) for box in page.links):
        wanted = address.removeprefix("mailto:").partition("?")[0] if address.startswith("mailto:") else address
        if wanted not in text:
            yield found(Rule.TEXT_LINK, address, "This address of the page is not in the plain text; put it there too.")


def _lines(page: Page, text: str) -> Iterator[Finding]:
    """Headlines, paragraphs and lines of lists that the text does not have, letter by letter."""
    for box in page.seen:
        if box.tag in HEADINGS:
            rule, what = Rule.TEXT_HEADLINE, "headline"
        elif box.tag in ("li", "p") and not box.element.xpath(_MIXED):
            rule, what = Rule.TEXT_LINE, "line"
        else:
            continue
        if _squeezed(_read(box.element)) not in text:
            advice = f"This {what} is not in the plain text; put it there in the same words."
            yield found(rule, place_of(box), advice)


def _read(element: Any) -> str:
    """The words of an element without the numbers of its sources."""
    return "".join(element.xpath(".//text()[not(ancestor::sup)]"))


def _squeezed(text: str) -> str:
    """Letters and digits alone, so that wrapping, bullets and capitals do not matter."""
    return _BETWEEN.sub("", _MARKS.sub("", text).casefold())
