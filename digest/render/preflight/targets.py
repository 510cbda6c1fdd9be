"""Whether a finger can hit a link: WCAG 2.2 (2.5.8) asks for 24 px, and for a button 44 px are good advice.

A link among other words is as high as its line, which the criterion allows.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from digest.render.preflight import css, paint
from digest.render.preflight.finding import Finding, Rule, Tally
from digest.render.preflight.page import Box, Page, place_of

SMALLEST, SMALLEST_BUTTON = 24.0, 44.0
"""Pixels."""
_BLOCKS = frozenset({"p", "li", "td", "th", "div", "h1", "h2", "h3", "h4", "h5", "h6", "body"})
_PIXELS = re.compile(r"-?[\d.]+(?=px|\b)")
_LETTER = re.compile(r"\w")


def check(page: Page, light: list[paint.Ink]) -> Iterator[Finding]:
    """The links that stand alone and are too low; ``light`` is how the page is drawn."""
    small, low = Tally(Rule.TARGET_SMALL), Tally(Rule.BUTTON_SMALL)
    drawn = {box.element: (box, ink) for box, ink in zip(page.boxes, light, strict=True)}
    links = [(link, _block(link.element)) for link in page.links]
    counted = Counter(block for _, block in links)
    alone = {block for block, number in counted.items() if block in drawn and _stands_alone(block, number)}
    for link, block in links:
        if block not in alone:
            continue
        box = drawn[block][0]
        height = drawn[link.element][1].leading + _sides(link.style, "padding")
        room = _sides(box.style, "padding") + _sides(box.style, "margin") if counted[block] == 1 else 0
        if _is_button(box, link, drawn):
            height += _sides(box.style, "padding")
            if height < SMALLEST_BUTTON:
                advice = f"This button is {height:g} px high; give it padding up to {SMALLEST_BUTTON:g} px."
                low.add(advice, place_of(link))
        elif height + room < SMALLEST:
            advice = f"This link takes {height + room:g} px in height; {SMALLEST:g} px are needed to hit it."
            small.add(f"{advice} Give it more line height or padding.", place_of(link))
    yield from small.findings()
    yield from low.findings()


def _block(element: Any) -> Any:
    """The paragraph, list line or cell around a link."""
    above = element.getparent()
    while above is not None and above.tag not in _BLOCKS:
        above = above.getparent()
    return above


def _stands_alone(block: Any, links: int) -> bool:
    """Whether a block is nothing but links, and they stand one below the other."""
    if links > 1 and not block.xpath(".//br"):
        return False
    others = block.xpath(".//text()[not(ancestor::a[@href])]")
    return not _LETTER.search("".join(others))


def _is_button(block: Box, link: Box, drawn: dict[Any, tuple[Box, paint.Ink]]) -> bool:
    """Whether the link or its cell has a colour of its own."""
    around = drawn.get(block.element.getparent())
    ground = drawn[link.element][1].ground
    return around is not None and ground is not None and around[1].ground not in (None, ground)


def _sides(style: css.Declarations, name: str) -> float:
    """Above and below together, in px."""
    values = _PIXELS.findall(style.get(name, ""))
    top, bottom = (values[0], values[2] if len(values) > 2 else values[0]) if values else ("0", "0")
    first = _PIXELS.match(style.get(f"{name}-top", "")), _PIXELS.match(style.get(f"{name}-bottom", ""))
    return sum(_number(own[0] if own else given) for own, given in zip(first, (top, bottom), strict=True))


def _number(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0
