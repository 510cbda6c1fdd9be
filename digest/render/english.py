"""The words of the desk and the commands, which speak English whatever the newsletters do."""

from collections.abc import Iterable
from datetime import date

from digest import model
from digest.render import terms
from digest.text import catalogue

_WORDS = catalogue.of(catalogue.SOURCE)

LEANS = {lean: terms.lean(_WORDS, lean) for lean in model.Lean}
REASONS = {reason: terms.reason(_WORDS, reason, 1) for reason in model.LeftOutReason}


def date_in_words(day: date) -> str:
    """``Saturday, November 21, 2026``."""
    return _WORDS.date(day)


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 story``, ``5 stories``; the plural is the noun with an s where none is given."""
    return f"{_WORDS.number(number)} {noun if number == 1 else plural or noun + 's'}"


def series(parts: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b, and c``."""
    return _WORDS.series(parts)
