"""Whether words can be read: contrast in light, dark and inverted colours (WCAG 2.2, 1.4.3), and their size."""

import functools
from collections.abc import Iterable, Iterator

from digest.render import colours
from digest.render.colours import Colour
from digest.render.preflight import css, paint
from digest.render.preflight.finding import Finding, Rule, Tally
from digest.render.preflight.page import Box, Page, place_of

ENOUGH, ENOUGH_IF_LARGE = 4.5, 3.0
"""Contrast ratios of level AA."""
LARGE, LARGE_IF_BOLD = 24.0, 18.66
"""Font sizes in px: 18 and 14 points."""
SMALLEST = 12.0
"""Font size in px below which words are hard to read on a phone."""


def check(page: Page, light: list[paint.Ink]) -> Iterator[Finding]:
    """The findings of all words; ``light`` is how the page is drawn in light colours."""
    words = [(box, ink) for box, ink in zip(page.boxes, light, strict=True) if box.text and not box.is_hidden]
    yield from _faint(Rule.CONTRAST_LIGHT, "light colours", words)
    for mode in (css.Mode.DARK, css.Mode.OUTLOOK_DARK):
        if page.rules[mode]:
            inks = paint.inks(page, mode)
            dark = [(box, ink) for box, ink in zip(page.boxes, inks, strict=True) if box.text and not box.is_hidden]
            yield from _faint(Rule.CONTRAST_DARK, str(mode), dark)
    yield from _inverted(words)
    small = Tally(Rule.TEXT_SMALL)
    for box, ink in words:
        if ink.size < SMALLEST:
            small.add(
                f"These words are {ink.size:g} px high; below {SMALLEST:g} px they are hard to read.", place_of(box)
            )
    yield from small.findings()


def _faint(rule: Rule, mode: str, words: Iterable[tuple[Box, paint.Ink]]) -> Iterator[Finding]:
    tally = Tally(rule)
    for box, ink in words:
        if ink.colour is None or ink.ground is None:
            continue
        ratio, needed = colours.contrast(ink.colour, ink.ground), _needed(ink)
        if ratio < needed:
            advice = (
                f"In {mode} these words are {ink.colour} on {ink.ground}, a contrast of {_told(ratio)}:1;"
                f" {needed:g}:1 is needed. Choose a colour that stands out more."
            )
            tally.add(advice, place_of(box))
    yield from tally.findings()


def _inverted(words: Iterable[tuple[Box, paint.Ink]]) -> Iterator[Finding]:
    """Two models of clients that turn the light page dark: the whole of it, or what is light."""
    tally = Tally(Rule.CONTRAST_INVERTED)
    for box, ink in words:
        if ink.colour is None or ink.ground is None or colours.contrast(ink.colour, ink.ground) < _needed(ink):
            continue  # said already
        ratio = min(_ratios(ink.colour, ink.ground))
        if ratio < _needed(ink):
            advice = (
                f"{ink.colour} on {ink.ground} becomes {_told(ratio)}:1 where a mail program inverts colours by itself;"
                f" {_needed(ink):g}:1 is needed. Move the two colours further apart."
            )
            tally.add(advice, place_of(box))
    yield from tally.findings()


@functools.lru_cache(maxsize=4096)
def _ratios(ink: Colour, ground: Colour) -> tuple[float, float]:
    whole = colours.contrast(colours.inverted(ink), colours.inverted(ground))
    return whole, colours.contrast(colours.lightened(ink), colours.darkened(ground))


def _needed(ink: paint.Ink) -> float:
    is_large = ink.size >= LARGE or (ink.is_bold and ink.size >= LARGE_IF_BOLD)
    return ENOUGH_IF_LARGE if is_large else ENOUGH


def _told(ratio: float) -> str:
    """Rounded down, so that 4.49 does not read as enough."""
    return f"{int(ratio * 10) / 10:.1f}"
