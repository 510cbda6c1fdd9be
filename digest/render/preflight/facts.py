"""What mail clients do not support, as far as these rules ask.

Facts from https://www.caniemail.com (MIT licence), state of 2026-05-13: features that one family of clients at least
ignores or removes. Left out is what does no harm where it is ignored, such as rounded corners, and what mails never
use. Each letter is a family; where its programs differ, one that fails is enough.
"""

CLIENTS = {
    "G": "Gmail",
    "W": "Outlook for Windows",
    "O": "Outlook.com",
    "A": "Apple Mail",
    "Y": "Yahoo",
    "S": "Samsung Email",
    "T": "Thunderbird",
}

_PROPERTIES = {
    "GW": "position z-index",
    "GWO": "text-shadow",
    "GWOY": "accent-color backdrop-filter border-image clip-path filter grid-template grid-template-columns"
    " grid-template-rows hyphenate-character list-style-image mask-image outline-offset scroll-snap shape-margin"
    " shape-outside text-decoration-skip-ink transform white-space-collapse block-size border-block border-inline"
    " max-block-size max-inline-size min-block-size min-inline-size",
    "GWOAY": "inline-size",
    "GWOYS": "inset text-emphasis-position margin-block margin-inline padding-block padding-inline",
    "GWOYST": "aspect-ratio",
    "GWY": "align-items flex-direction flex-wrap justify-content top right bottom left orphans widows",
    "GWYS": "font-stretch text-emphasis",
    "GAYS": "text-justify",
    "W": "background-image background-position background-repeat background-size caption-side clear float"
    " font-size-adjust list-style-position text-decoration-color text-decoration-line text-decoration-style word-spacing",
    "WOY": "text-align-last",
    "WY": "background-blend-mode background-clip background-origin column-count column-gap columns empty-cells gap"
    " mix-blend-mode object-position row-gap text-orientation text-underline-position writing-mode",
    "WYS": "text-overflow",
}
_WORDS = {
    "GWOY": "var light-dark conic-gradient",
    "GWOYST": "oklch oklab lch lab color-mix color",
    "W": "rgba",
    "WOY": "calc clamp max min linear-gradient radial-gradient",
}
_UNITS = {"WY": "rem ch vmin vmax"}
_DISPLAYS = {"W": "flex inline-flex grid inline-grid"}
_ELEMENTS = {
    "GW": "marquee rp rt ruby",
    "GWOY": "bdi dialog object picture progress svg audio video",
    "GWY": "meter",
    "WOY": "button",
    "WY": "abbr acronym form select",
    "WYS": "input textarea",
    "Y": "map",
}
_ATTRIBUTES = {"GWYT": "aria-describedby", "OYT": "aria-live", "GWOYT": "popover", "GWOY": "inert"}
_PICTURES = {"G": "svg data", "GW": "apng", "W": "webp avif ico", "WOYST": "heic heif tif tiff", "GWYST": "mp4"}


def _by_name(table: dict[str, str]) -> dict[str, str]:
    return {name: clients for clients, names in table.items() for name in names.split()}


PROPERTIES = _by_name(_PROPERTIES)
"""CSS property -> letters of the clients that ignore it."""
WORDS = _by_name(_WORDS)
"""CSS function -> the same."""
UNITS = _by_name(_UNITS)
DISPLAYS = _by_name(_DISPLAYS)
ELEMENTS = _by_name(_ELEMENTS)
ATTRIBUTES = _by_name(_ATTRIBUTES)
PICTURES = _by_name(_PICTURES)
"""Last part of a picture's file name, or ``data`` for one inside the page -> clients that show none."""
NO_NEGATIVE_MARGIN = "GWOY"


def named(letters: str) -> str:
    """``Gmail and Yahoo``."""
    *others, last = (name for letter, name in CLIENTS.items() if letter in letters)
    return f"{', '.join(others)} and {last}" if others else last
