"""Plain text for reading: wrapped paragraphs, underlined headings, safe single lines."""

import re
import textwrap
from collections.abc import Iterable

WIDTH = 74
"""Columns; quoted once ("> ") a line still fits 76."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters (a C1 character makes Gmail clip), separators and bidirectional overrides."""
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
"""Invisible letters of a direction: what stands beside one goes its way."""
_LETTERS = {
    "ltr": re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u058f\u0900-\u1fff\u2c00-\ua6ff\uac00-\ud7ff\uff21-\uffdc]"),
    "rtl": re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"),
}
_EDGE = re.compile(r"[\w\u200e\u200f]")


def printable(text: str) -> str:
    """The text without characters that are invisible and harmful; line feeds and tabs stay."""
    return _UNPRINTABLE.sub("", text)


def page(text: str) -> str:
    """A whole text, printable, with at most two empty lines in a row and one line feed at its end."""
    unended = "\n".join(row.rstrip() for row in printable(text).splitlines()).strip("\n")
    return re.sub(r"\n{4,}", "\n\n\n", unended) + "\n"


def line(text: str, limit: int = 2000, *, direction: str = "ltr") -> str:
    """One clean line of at most ``limit`` characters, cut at a word where it is longer.

    ``direction`` is that of what stands around it.
    """
    folded = " ".join(printable(text.replace("\n", " ")).split()).strip(" " + "".join(_MARKS.values()))
    if len(folded) > limit:
        cut = folded[: limit - 1]
        folded = (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut) + "…"
    return _apart(folded, direction)


def _apart(text: str, direction: str) -> str:
    """A text with marks that keep it together and what follows on its own side; <bdi> is dropped by mail clients."""
    other = "rtl" if direction == "ltr" else "ltr"
    if not _LETTERS[other].search(text):
        return text
    own = _MARKS[leaning(text)]
    if own != _MARKS[direction]:  # punctuation at its ends stays with it
        text = f"{'' if _EDGE.match(text[0]) else own}{text}{'' if _EDGE.match(text[-1]) else own}"
    return text + _MARKS[direction]


def leaning(text: str) -> str:
    """``ltr`` or ``rtl``, by the first letter of the text."""
    first = {direction: found.start() for direction, letters in _LETTERS.items() if (found := letters.search(text))}
    return min(first, key=lambda direction: first[direction], default="ltr")


def header(text: str, limit: int = 120, *, direction: str = "ltr") -> str:
    """One line that is safe as a header: an encoded-word hidden in a title would be decoded into headers of its own.

    Python's ``email`` decodes ``=?utf-8?q?...?=`` inside a value that is set (CVE-2024-6923).
    """
    return line(text, limit, direction=direction).replace("=?", "= ?")


def wrap(text: str, first: str = "", rest: str = "", *, direction: str = "ltr") -> str:
    """The text in lines of ``WIDTH`` columns; the first begins with ``first``, the others with ``rest``.

    No-break spaces hold while lines are broken and are plain spaces afterwards. A line that would be read from the
    wrong side, because it begins with a word of another script, gets a mark of its ``direction`` in front.
    """
    filled = textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    rows = filled.replace("\u00a0", " ").replace("\u202f", " ").split("\n")
    if not _LETTERS[direction].search(text):
        direction = leaning(text)
    return "\n".join(row if leaning(row) == direction else _MARKS[direction] + row for row in rows)


def underline(text: str, character: str = "-", *, direction: str = "ltr") -> str:
    """A heading with a rule as long as its longest line below it."""
    wrapped = wrap(text, direction=direction)
    return f"{wrapped}\n{character * min(WIDTH, max(map(len, wrapped.splitlines()), default=0))}"


def numbers(marks: Iterable[int], comma: str = ",") -> str:
    """``1, 3``: the numbers of sources behind a line, held together by no-break spaces."""
    return f"{comma}\u00a0".join(map(str, marks))
