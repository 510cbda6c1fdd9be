"""The size of a mail: Gmail cuts one off near 102 KB and hides its end, the unsubscribe link with it.

So a mail never grows past the budget: the lowest-ranked stories shrink first, and the mail says so.
"""

import math
from collections.abc import Callable
from enum import IntEnum

from digest import model
from digest.text import transfer

MAX_HTML_BYTES = 90 * 1024
"""Decoded HTML, UTF-8."""
MAX_ENCODED_BYTES = 100 * 1024
"""HTML as it travels: in quoted-printable, or in base64 where that is shorter."""
_OWN_LINKS = 1024
"""Room for what a reader's own links are longer than their tokens."""


class Shape(IntEnum):
    """How much of a story is shown, from nothing to everything."""

    WEB = 0
    """Only on the web page."""
    HEADLINE = 1
    """A line among the briefs."""
    TAKES = 2
    """Headline, dek, quick takes and sources."""
    VIEWS = 3
    """The same with perspectives."""
    FULL = 4
    """Everything."""


class Plan(model.Value):
    """How much of each story, and how many of the briefs, a mail shows."""

    shapes: tuple[Shape, ...]
    """By position in ``Edition.stories``."""
    briefs: int


def load(page: str) -> float:
    """How much of the budget this page uses; more than 1 is too much."""
    decoded, encoded = len(page.encode()) + _OWN_LINKS, transfer.size(page) + _OWN_LINKS
    return max(decoded / MAX_HTML_BYTES, encoded / MAX_ENCODED_BYTES)


def largest(edition: model.Edition, variant: model.Variant) -> Plan:
    """All that the variant asks for."""
    count = len(edition.stories)
    if variant.length == model.Length.FULL:
        shapes = (Shape.FULL,) * count
    else:
        shapes = (Shape.VIEWS, *(Shape.HEADLINE,) * (count - 1)) if count else ()
    return Plan(shapes=shapes, briefs=len(edition.briefs))


def plans(edition: model.Edition, variant: model.Variant) -> list[Plan]:
    """From all that the variant asks for down to nothing, in the order in which things are given up.

    Lowest-ranked first: stories to headline and takes, then to a line; then briefs from the last; then the lead.
    """
    ranked = sorted(range(1, len(edition.stories)), key=lambda place: (edition.stories[place].score, -place))
    lead = [0] if edition.stories else []
    plan = largest(edition, variant)
    steps = [plan]

    def shrink(places: list[int], shape: Shape) -> None:
        for place in places:
            shapes = steps[-1].shapes
            if shapes[place] > shape:
                steps.append(Plan(shapes=(*shapes[:place], shape, *shapes[place + 1 :]), briefs=steps[-1].briefs))

    shrink(ranked, Shape.TAKES)
    shrink(ranked, Shape.HEADLINE)
    steps.extend(Plan(shapes=steps[-1].shapes, briefs=left) for left in reversed(range(plan.briefs)))
    shrink(lead, Shape.TAKES)
    shrink(ranked, Shape.WEB)
    shrink(lead, Shape.HEADLINE)
    shrink(lead, Shape.WEB)
    return steps


def first_within(load: Callable[[int], float], low: int, high: int) -> int:
    """The first place whose load is at most 1; ``high`` where none before it is.

    Loads fall from place to place, and each is dear to learn: so the next one asked for is where a straight line
    between two known ones meets 1 (regula falsi, with Illinois' halving of the end that stays).
    """
    above = load(low) - 1
    if above <= 0 or low == high:
        return low
    below, last = 1 - load(high), -1
    while high - low > 1 and below > 0:
        guess = min(low + math.ceil((high - low) * above / (above + below)), high - 1)
        excess = load(guess) - 1
        if excess > 0:
            low, above, below, last = guess, excess, below / 2 if last == low else below, guess
        else:
            high, above, below, last = guess, above / 2 if last == high else above, -excess, guess
    return high
