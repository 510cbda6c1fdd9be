"""The few words the renderer itself puts into a mail: dates, counts, leans, reasons."""

from collections.abc import Iterable
from datetime import date

from digest import model

# strftime follows the process's locale; a mail must be the same bytes everywhere.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

LEANS = {
    model.Lean.LEFT: "left",
    model.Lean.LEAN_LEFT: "lean left",
    model.Lean.CENTER: "center",
    model.Lean.LEAN_RIGHT: "lean right",
    model.Lean.RIGHT: "right",
    model.Lean.UNRATED: "not rated",
}
SIDES = {
    model.Side.PROGRESSIVE: "progressive",
    model.Side.CENTER: "center",
    model.Side.CONSERVATIVE: "conservative",
    model.Side.UNRATED: "not rated",
}
REASONS = {
    model.LeftOutReason.DUPLICATE: "repeating another",
    model.LeftOutReason.TOO_OLD: "too old",
    model.LeftOutReason.FUTURE: "dated in the future",
    model.LeftOutReason.NO_TEXT: "without readable text",
    model.LeftOutReason.BELOW_FLOOR: "too little reported",
    model.LeftOutReason.NO_ROOM: "for want of room",
    model.LeftOutReason.OUTLET_LIMIT: "beyond one outlet’s share",
    model.LeftOutReason.NOTHING_NEW: "with nothing new",
    model.LeftOutReason.UNWRITABLE: "without a line that could be proved",
    model.LeftOutReason.EDITOR: "by an editor’s choice",
}


def date_in_words(day: date) -> str:
    """``Saturday, November 21, 2026``."""
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 story``, ``5 stories``; the plural is the noun with an s where none is given."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def series(parts: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *head, last = list(parts) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def numbers(marks: Iterable[int]) -> str:
    """``1, 3``: the numbers of sources behind a line, held together by no-break spaces."""
    return ",\u00a0".join(map(str, marks))
