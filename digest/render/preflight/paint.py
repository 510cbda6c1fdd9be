"""Which colours and sizes each box is drawn in: style attributes and what a sheet overrides, in one mode."""

import re
from collections import defaultdict
from typing import NamedTuple

from digest.render import colours
from digest.render.colours import Colour
from digest.render.preflight import css
from digest.render.preflight.page import Box, Page

_FONT = re.compile(r"(?:^|\s)([\d.]+)(px|pt|em|rem|%)(?:\s*/\s*([\d.]+)(px|pt|em|%)?)?(?=\s)")
_LENGTH = re.compile(r"([\d.]+)(px|pt|em|rem|%)?\Z")
_DRAWN = frozenset(
    {"color", "background", "background-color", "background-image", "font", "font-size", "font-weight", "line-height"}
)
_NORMAL = 1.2
"""What browsers make of ``line-height: normal``, nearly; it depends on the font."""
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = re.compile(r"\b(bold|bolder|[6-9]00)\b")
_GROUNDS = frozenset({"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"})
"""Tags whose attributes ``bgcolor`` and ``background`` count."""
_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sup": 0.83, "sub": 0.83}
_LINK, _LINK_IN_THE_DARK = Colour(0, 0, 238), Colour(158, 158, 255)
_CANVAS_IN_THE_DARK = Colour(18, 18, 18)


class Ink(NamedTuple):
    """How a box is drawn. A colour is None where it cannot be known: over a picture, by an unknown name."""

    colour: Colour | None
    ground: Colour | None
    size: float
    """Font size in px."""
    leading: float
    """Line height in px."""
    factor: float
    """Line height as a multiple of the font size, where it is given so; else 0."""
    is_bold: bool


def inks(page: Page, mode: css.Mode) -> list[Ink]:
    """One for each box of the page, in order."""
    follows_dark = mode is not css.Mode.LIGHT and bool(page.meta("color-scheme") or "color-scheme" in page.styles)
    above = Ink(colours.WHITE, _CANVAS_IN_THE_DARK, 16, 19.2, _NORMAL, is_bold=False) if follows_dark else _PAPER
    brush = _Brush(page, mode, _LINK_IN_THE_DARK if follows_dark else _LINK)
    drawn: list[Ink] = []
    for box in page.boxes:
        drawn.append(brush.ink(box, drawn[box.parent] if box.parent >= 0 else above))
    return drawn


_PAPER = Ink(colours.BLACK, colours.WHITE, 16, 19.2, _NORMAL, is_bold=False)


class _Brush:
    """Draws boxes by the rules of a page's sheets; boxes alike are worked out once."""

    def __init__(self, page: Page, mode: css.Mode, link: Colour) -> None:
        self._link = link
        rules = page.rules
        self._by_key: dict[str, list[css.Rule]] = defaultdict(list)
        for rule in (*rules[css.Mode.LIGHT], *(rules[mode] if mode is not css.Mode.LIGHT else ())):
            if _DRAWN & (rule.declarations.keys() | rule.important.keys()):
                self._by_key[rule.key].append(rule)
        self._drawn: dict[object, Ink] = {}
        self._candidates: dict[tuple[str, frozenset[str]], list[css.Rule]] = {}

    def ink(self, box: Box, above: Ink) -> Ink:
        candidates = self._near(box)
        is_alike = all(rule.is_simple for rule in candidates)
        key = (box.tag, box.names, box.look, above)
        if is_alike and key in self._drawn:
            return self._drawn[key]
        style = _cascaded(box, [rule for rule in candidates if rule.matches(box.element)])
        size = _size(box.tag, style, above)
        ground = _ground(box, style, above.ground)
        colour = _colour(box, style, above, ground, self._link)
        leading, factor = _leading(style, size, above)
        ink = Ink(colour, ground, size, leading, factor, is_bold=_is_bold(box.tag, style, above))
        if is_alike:
            self._drawn[key] = ink
        return ink

    def _near(self, box: Box) -> list[css.Rule]:
        """The rules that may apply, in the order of the cascade."""
        kind = box.tag, box.names
        if kind not in self._candidates:
            found = [rule for key in ("*", box.tag, *box.names) for rule in self._by_key.get(key, ())]
            self._candidates[kind] = sorted(found, key=lambda rule: rule.weight)
        return self._candidates[kind]


def _cascaded(box: Box, matching: list[css.Rule]) -> css.Declarations:
    """What applies to a box: rules, then its style attribute, then what is marked important."""
    if not matching:
        return box.style
    style: css.Declarations = {}
    for rule in matching:
        css.merge(style, rule.declarations)
    css.merge(style, box.style)
    for rule in matching:
        css.merge(style, rule.important)
    return style


def _colour(box: Box, style: css.Declarations, above: Ink, ground: Colour | None, link: Colour) -> Colour | None:
    value = style.get("color") or ((box.element.get("color") or "").lower() if box.tag == "font" else "")
    if value in ("", "inherit"):
        colour = link if box.tag == "a" and value == "" and box.element.get("href") is not None else above.colour
    else:
        colour = colours.parse(value.removesuffix("!important").strip())
    if colour is None or ground is None:
        return colour
    return colour.over(ground)


def _ground(box: Box, style: css.Declarations, above: Colour | None) -> Colour | None:
    own = (box.element.get("bgcolor") or "").lower() if box.tag in _GROUNDS else ""
    value = style.get("background-color") or style.get("background") or own
    pictured = any(mark in f"{value} {style.get('background-image', '')}" for mark in ("url(", "gradient"))
    if pictured or (box.tag in _GROUNDS and box.element.get("background")):
        return None
    if value in ("", "none", "inherit", "initial"):
        return above
    first = value.removesuffix("!important").strip()
    colour = colours.parse(first) or colours.parse(first.split()[0])
    if colour is None or (colour.alpha < 1 and above is None):
        return None
    return colour.over(above) if above else colour


def _size(tag: str, style: css.Declarations, above: Ink) -> float:
    """Font size in px."""
    match = _LENGTH.match(style.get("font-size", "")) or _FONT.search(style.get("font", ""))
    return _pixels(match[1], match[2] or "px", above.size) if match else above.size * _SIZES.get(tag, 1.0)


def _leading(style: css.Declarations, size: float, above: Ink) -> tuple[float, float]:
    """Line height in px, and as a factor where it grows with the font size."""
    font = _FONT.search(style.get("font", ""))
    match = _LENGTH.match(style.get("line-height", ""))
    number, unit = (match[1], match[2]) if match else (font[3], font[4]) if font else (None, None)
    if number and unit:
        return _pixels(number, unit, size), 0.0
    if number is None and font is None and "line-height" not in style:
        return (size * above.factor, above.factor) if above.factor else (above.leading, 0.0)
    factor = _pixels(number, "px", 1) if number else _NORMAL
    return size * factor, factor


def _pixels(number: str, unit: str, em: float) -> float:
    try:
        value = float(number)
    except ValueError:  # "1.2.3"
        return em
    return value * {"px": 1, "pt": 4 / 3, "em": em, "rem": 16, "%": em / 100}[unit]


def _is_bold(tag: str, style: css.Declarations, above: Ink) -> bool:
    weight = style.get("font-weight") or style.get("font")
    if weight is None:
        return above.is_bold or tag in _BOLD_TAGS
    return bool(_BOLD.search(weight))
