"""Colours as mails write them, their contrast, and what clients make of them that turn a page dark by themselves."""

import colorsys
import functools
import re
from typing import NamedTuple

_HEX = re.compile(r"([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_RGB = re.compile(
    r"rgba?\(\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})\s*(?:[,/]\s*([0-9]{0,3}\.?[0-9]{1,9})(%?)\s*)?\)\Z"
)
_NAMED = {
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000",
    "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff", "magenta": "ff00ff", "green": "008000", "lime": "00ff00",
    "olive": "808000", "yellow": "ffff00", "navy": "000080", "blue": "0000ff", "teal": "008080", "aqua": "00ffff",
    "cyan": "00ffff", "orange": "ffa500", "whitesmoke": "f5f5f5", "gainsboro": "dcdcdc", "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3", "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "dimgray": "696969", "dimgrey": "696969",
}  # fmt: skip


class Colour(NamedTuple):
    """sRGB, each channel from 0 to 255; ``alpha`` from 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where it lies on an opaque ground."""
        if self.alpha >= 1:
            return self
        mixed = (round(self.alpha * a + (1 - self.alpha) * b) for a, b in zip(self[:3], ground[:3], strict=True))
        return Colour(*mixed)

    @property
    def luminance(self) -> float:
        """Relative luminance (WCAG 2.2)."""
        linear = [_linear(channel / 255) for channel in self[:3]]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
TRANSPARENT = Colour(0, 0, 0, 0.0)


def parse(text: str) -> Colour | None:
    """The colour of a CSS value or a ``bgcolor``; None where it is none that we know."""
    if text == "transparent":
        return TRANSPARENT
    bare = _NAMED.get(text, text.removeprefix("#"))
    if _HEX.match(bare) and (text != bare or len(bare) == len("rrggbb")):
        digits = bare if len(bare) > 4 else "".join(2 * digit for digit in bare)
        red, green, blue, alpha = bytes.fromhex(f"{digits:f<8}")
        return Colour(red, green, blue, alpha / 255)
    if match := _RGB.match(text):
        red, green, blue = (min(255, int(match[at])) for at in (1, 2, 3))
        return Colour(red, green, blue, min(1.0, float(match[4] or 1) / (100 if match[5] else 1)))
    return None


@functools.lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def inverted(colour: Colour) -> Colour:
    """As clients show it that invert a whole page (Gmail on iOS)."""
    return Colour(*(255 - channel for channel in colour[:3]))


def darkened(ground: Colour) -> Colour:
    """As clients show a light background that invert in part (Gmail on Android, Outlook.com); dark ones stay."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in ground[:3]))
    if lightness <= 0.5:
        return ground
    return _from_hls(hue, max(0.12, 1.12 - lightness), 0.6 * saturation)


def lightened(ink: Colour) -> Colour:
    """As the same clients show dark text; light text stays."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in ink[:3]))
    if lightness >= 0.55:
        return ink
    return _from_hls(hue, min(0.92, max(0.68, 1 - lightness)), 0.8 * saturation)


def _from_hls(hue: float, lightness: float, saturation: float) -> Colour:
    return Colour(*(round(255 * channel) for channel in colorsys.hls_to_rgb(hue, lightness, saturation)))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
