"""Plain text for reading: wrapped paragraphs, underlined headings, safe single lines."""

import re
import textwrap
import unicodedata
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
_NO_BREAK = "\u00a0\u202f"
_FILLER, _GAP = "\x00", "\v"
"""Stand behind a letter of two columns while lines are broken: a gap, being white space, lets the line end there."""
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
"""Wide as well, but written in words with blanks between them."""
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

    A no-break space between two words stays what it is; every other white space is one blank.
    ``direction`` is that of what stands around it.
    """
    folded = re.sub(r"\s+", _blank, printable(text.replace("\n", " "))).strip(
        _NO_BREAK + " " + "".join(_MARKS.values())
    )
    if len(folded) > limit:
        cut = folded[: limit - 1]
        folded = (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut) + "…"
    return _apart(folded, direction)


def _blank(found: re.Match[str]) -> str:
    return found[0] if found[0] in {*_NO_BREAK} else " "


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

    A line may end between two ideographs as well. No-break spaces hold while lines are broken; the wide ones are plain
    spaces afterwards. A line that would be read from the wrong side, because it begins with a word of another script,
    gets a mark of its ``direction`` in front.
    """
    spaced = _spaced(re.sub(r"[\t-\r]", " ", text))
    filled = textwrap.fill(
        spaced,
        WIDTH - (_GAP in spaced),  # a letter at the end of a line has lost its gap
        initial_indent=first,
        subsequent_indent=rest,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    rows = re.sub(f"[{_FILLER}{_GAP}]", "", filled).replace("\u00a0", " ").split("\n")
    if not _LETTERS[direction].search(text):
        direction = leaning(text)
    return "\n".join(row if leaning(row) == direction else _MARKS[direction] + row for row in rows)


def _spaced(text: str) -> str:
    """The text as long as it is wide: behind each letter of two columns one character more."""
    if text.isascii():
        return text
    following = zip(text, [*text[1:], ""], strict=True)
    return "".join(one + (_behind(one, after) if _is_wide(one) else "") for one, after in following)


def _behind(one: str, after: str) -> str:
    """A gap, unless what follows may not begin a line, or ``one`` may not end it."""
    is_open = unicodedata.category(one) in {"Ps", "Pi"}
    begins = after and unicodedata.category(after) in {"Lo", "Lu", "Ll", "Nd", "Ps", "Pi", "So"}
    return _GAP if begins and not is_open and not _HANGUL.match(one) else _FILLER


def _is_wide(one: str) -> bool:
    return unicodedata.east_asian_width(one) in {"W", "F"}


def columns(text: str) -> int:
    """How many columns a line takes where every letter is as wide as another: ideographs two, combining marks none."""
    seen = (one for one in text if unicodedata.category(one) not in {"Mn", "Me", "Cf"})
    return sum(2 if _is_wide(one) else 1 for one in seen)


def underline(text: str, character: str = "-", *, direction: str = "ltr") -> str:
    """A heading with a rule as long as its longest line below it."""
    wrapped = wrap(text, direction=direction)
    return f"{wrapped}\n{character * min(WIDTH, max(map(columns, wrapped.splitlines()), default=0))}"


def numbers(marks: Iterable[int], comma: str = ",") -> str:
    """``1, 3``: the numbers of sources behind a line, held together by no-break spaces."""
    return f"{comma}\u00a0".join(map(str, marks))
