"""Plain text for reading: wrapped paragraphs, underlined headings, safe single lines."""

import re
import textwrap

WIDTH = 74
"""Columns; quoted once ("> ") a line still fits 76."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters (a C1 character makes Gmail clip), separators and bidirectional overrides."""
_MARK = "\u200e"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def printable(text: str) -> str:
    """The text without characters that are invisible and harmful; line feeds and tabs stay."""
    return _UNPRINTABLE.sub("", text)


def page(text: str) -> str:
    """A whole text, printable, with at most two empty lines in a row and one line feed at its end."""
    unended = "\n".join(row.rstrip() for row in printable(text).splitlines()).strip("\n")
    return re.sub(r"\n{4,}", "\n\n\n", unended) + "\n"


def line(text: str, limit: int = 2000) -> str:
    """One clean line of at most ``limit`` characters, cut at a word where it is longer."""
    folded = " ".join(printable(text.replace("\n", " ")).split())
    if len(folded) > limit:
        cut = folded[: limit - 1]
        folded = (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut) + "…"
    # A left-to-right mark keeps what follows a right-to-left name on its side; <bdi> is dropped by mail clients.
    return folded.rstrip(_MARK) + _MARK if _RIGHT_TO_LEFT.search(folded) else folded


def header(text: str, limit: int = 120) -> str:
    """One line that is safe as a header: an encoded-word hidden in a title would be decoded into headers of its own.

    Python's ``email`` decodes ``=?utf-8?q?...?=`` inside a value that is set (CVE-2024-6923).
    """
    return line(text, limit).replace("=?", "= ?")


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """The text in lines of ``WIDTH`` columns; the first begins with ``first``, the others with ``rest``.

    No-break spaces hold while lines are broken and are plain spaces afterwards.
    """
    filled = textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return filled.replace("\u00a0", " ")


def underline(text: str, character: str = "-") -> str:
    """A heading with a rule as long as its longest line below it."""
    wrapped = wrap(text)
    return f"{wrapped}\n{character * min(WIDTH, max(map(len, wrapped.splitlines()), default=0))}"
