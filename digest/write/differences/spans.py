"""The days that a sentence names: as spans of the calendar, seen from the day on which it was published."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from digest.text import catalogue

_DAY = timedelta(days=1)
_NEAR = timedelta(days=8)
"""So far from the day of publication a weekday is meant."""
_HALF_YEAR = timedelta(days=183)
_YEAR = r"(?:19|20)\d\d"
_ON_THE_DAY: Mapping[str, Mapping[str, int]] = {
    "en": {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
    "de": {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "fr": {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1},
    "es": {"anteayer": -2, "ayer": -1, "hoy": 0},
}
"""Days counted from that of publication; "mañana" is the morning as well."""
_PERIODS = {
    "en": r"(?:last|past|previous|this|next|coming) (?:week|weekend|month|year)",
    "de": r"(?:letzte|vergangene|vorige|diese|nächste|kommende)[nrs]? (?:Woche|Wochenende|Monat|Jahr)",
    "fr": r"(?:semaine|mois|an|année) (?:dernière?|passée?|prochaine?)|(?:cette|ce) (?:semaine|mois|année)",
    "es": r"(?:semana|mes|año) (?:pasad[oa]|próxim[oa])|(?:est[ea]|próxim[oa]) (?:semana|mes|año)",
}
"""They mean too many days to contradict one of them."""
_WITHIN = {"en": r"in|of|since|during", "de": r"im|in|seit|im Jahr", "fr": r"en|de|depuis", "es": r"en|de|desde"}
"""Before a month or year that stands alone."""


@dataclass(frozen=True)
class Mention:
    """A day, month, year or other time that a text names."""

    start: int
    end: int
    """Places in the text."""
    spans: tuple[tuple[date, date], ...]
    """What it may mean, first and last day; none where that cannot be known."""
    weekday: int | None = None
    """0 for Monday; of a weekday without a date."""
    is_near: bool = False
    """Whether it is meant to be close to the day of publication."""
    has_year: bool = False

    def conflicts(self, other: "Mention") -> bool:
        """Whether the two cannot be the same time. A month and a day in it can.

        So can times far from each other where one is told by its weekday, or without its year: an outlet tells only what
        is close in that way, so that the other one speaks of something else.
        """
        if self.weekday is not None and other.weekday is not None:
            return self.weekday != other.weekday
        if not self.spans or not other.spans:
            return False
        gap = min(_gap(one, two) for one in self.spans for two in other.spans)
        is_any = self.has_year and other.has_year
        return (
            timedelta() < gap <= (_NEAR if self.is_near or other.is_near else timedelta.max if is_any else _HALF_YEAR)
        )


def _gap(one: tuple[date, date], other: tuple[date, date]) -> timedelta:
    return max(one[0] - other[1], other[0] - one[1], timedelta())


def mentions(text: str, language: str, published: date | None) -> list[Mention]:
    """The times a sentence names, in order. An undated article's weekdays and months without a year have no spans."""
    found: list[Mention] = []
    for match in _pattern(language).finditer(text):
        named = {name: value for name, value in match.groupdict().items() if value}
        kind = next((name for name in ("weekday", "on_the_day", "period") if name in named), "")
        if kind:
            found.append(_near(match, kind, language, published))
        else:
            found.append(_dated(match, named, language, published))
    return found


def _near(match: re.Match[str], kind: str, language: str, published: date | None) -> Mention:
    start, end = match.span()
    number = catalogue.weekdays(language)[match["weekday"]] if kind == "weekday" else None
    if published is None or kind == "period":
        return Mention(start, end, (), weekday=number, is_near=True)
    if number is None:
        # Published is in UTC; where it was written it may be the day before or after.
        day = published + _ON_THE_DAY[language][match["on_the_day"].lower()] * _DAY
        return Mention(start, end, ((day - _DAY, day + _DAY),), is_near=True)
    around = (published + n * _DAY for n in range(-7, 8))
    return Mention(start, end, tuple((day, day) for day in around if day.weekday() == number), number, is_near=True)


def _dated(match: re.Match[str], named: Mapping[str, str], language: str, published: date | None) -> Mention:
    spans = tuple(_spans(named, language, published))
    start = max(match.start(), match.start("m4"), match.start("y4"))
    return Mention(start, match.end(), spans, has_year=any(name.startswith("y") for name in named))


def _spans(named: Mapping[str, str], language: str, published: date | None) -> Iterator[tuple[date, date]]:
    """Of a date without a year: this year's, the last and the next one's."""
    month = next((_months(language)[named[name]] for name in ("m1", "m2", "m3", "m4") if name in named), 0)
    day = next((int(named[name]) for name in ("d1", "d2") if name in named), 0)
    year = next((int(named[name]) for name in ("y1", "y2", "y3", "y4") if name in named), 0)
    years = [year] if year else [published.year + n for n in (-1, 0, 1)] if published else []
    for each in years:
        try:
            first = date(each, month or 1, day or 1)
        except ValueError:
            continue
        if day:
            yield first, first
        elif month:
            yield first, date(each + month // 12, month % 12 + 1, 1) - _DAY
        else:
            yield first, date(each, 12, 31)


def _months(language: str) -> dict[str, int]:
    return catalogue.months(language) | ({"Sept": 9} if language == "en" else {})


@functools.cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_months(language), key=len, reverse=True)
    month = "|".join(re.escape(name) for name in names)
    week = "|".join(catalogue.weekdays(language))
    weekday = rf"(?:\b(?:{week}),? (?:the |den |dem |le |el )?)?"
    of = r"(?:of |de )?"
    parts = (
        rf"{weekday}\b(?P<m1>{month})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.,]\d)(?:,? (?P<y1>{_YEAR})\b)?",
        rf"{weekday}\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.)? {of}(?P<m2>{month})\b\.?(?:,? (?:del? )?(?P<y2>{_YEAR})\b)?",
        rf"\b(?P<m3>{month})\.?,? (?:del? )?(?P<y3>{_YEAR})\b",
        rf"\b(?:{_WITHIN[language]}) (?:(?:early|late) )?(?P<m4>{month})\b(?!\.?,? (?:del? )?\d)",
        rf"\b(?:{_WITHIN[language]}) (?P<y4>{_YEAR})\b(?! ?[%$€£]|[-–.,]\d)",
        rf"\b(?P<weekday>{week})\b",
        rf"\b(?P<on_the_day>(?i:{'|'.join(_ON_THE_DAY[language])}))\b",
        rf"\b(?P<period>{_PERIODS[language]})\b",
    )
    return re.compile("|".join(parts))
