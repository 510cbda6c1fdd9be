"""Dates as feeds and pages write them, to moments in UTC."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_OFFSETS = {"BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "WET": "+0000", "WEST": "+0100",
    "MSK": "+0300", "JST": "+0900", "KST": "+0900", "AEST": "+1000", "AEDT": "+1100", "AKST": "-0900", "HST": "-1000", "UTC": "+0000", "Z": "+0000"}  # fmt: skip
"""Names of zones that RFC 2822 does not define and that mean one thing only in news."""
_NAMED = re.compile(r"\b([A-Z]{1,5})\Z")


def moment(text: str) -> datetime | None:
    """The moment of an ISO 8601 or RFC 2822 date; one without a zone is read as UTC; None where it is neither."""
    text = text.strip()[:64]
    for read in (datetime.fromisoformat, _of_mail):
        try:
            found = read(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _of_mail(text: str) -> datetime:
    return parsedate_to_datetime(_NAMED.sub(lambda name: _OFFSETS.get(name[1], name[1]), text))
