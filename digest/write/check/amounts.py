"""What a sentence counts and dates, and whether a line says it of the same things.

Every amount has a value and a unit: three million dollars are "$3m", and 25 % are neither 25 nor 25 points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from digest.write.check.reading import Reading, root

_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6, "m": 10**6, "mn": 10**6, "mio": 10**6, "millionen": 10**6,
    "millones": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "milliarden": 10**9, "milliards": 10**9, "mrd": 10**9, "tausend": 10**3,
    "mille": 10**3, "mil": 10**3, "trillion": 10**12, "tn": 10**12, "t": 10**12, "dozen": 12,
}  # fmt: skip
MONEY = {
    "$": "$", "us$": "$", "dollar": "$", "dollars": "$", "€": "€", "euro": "€", "euros": "€", "£": "£", "pound": "£", "pounds": "£", "¥": "¥", "yen": "¥",
    "cent": "cent", "cents": "cent",
}  # fmt: skip
MEASURES = frozenset(
    """
    second seconds minute minutes hour hours day days week weeks month months year years decade decades km kilometer
    kilometers kilometre kilometres mile miles meter meters metre metres foot feet inch inches acre acres hectare
    hectares kg kilogram kilograms ton tons tonne tonnes barrel barrels gallon gallons liter liters litre litres degree
    degrees megawatt megawatts gigawatt gigawatts mph am pm a.m p.m point points basis
    """.split()
)
_SAME_MEASURE = {
    "kilometer": "km", "kilometre": "km", "metre": "meter", "feet": "foot", "tonne": "ton", "litre": "liter", "kilogram": "kg", "a.m": "am", "p.m": "pm",
}  # fmt: skip
_ORDINALS = """
third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth
""".split()
_FIGURES = {word: f"{value}th" for value, word in enumerate(_ORDINALS, 3)} | {
    "half": "half", "halves": "half", "quarter": "quarter", "quarters": "quarter", "twice": "double", "double": "double", "doubled": "double",
    "doubles": "double", "doubling": "double", "triple": "triple", "tripled": "triple", "triples": "triple", "tripling": "triple", "dozens": "dozens", "hundreds": "hundreds",
    "thousands": "thousands", "millions": "millions", "billions": "billions", "halved": "half", "thirds": "3th",
}  # fmt: skip
"""Words that count without a figure."""
_FIGURE = re.compile(
    r"(?P<money>(?:us|c|a|hk)?[$€£¥])?(?P<value>\d[\d.,]*)(?P<unit>%|bn|tn|mn|k|m|b|t|st|nd|rd|th|am|pm|km|kg|mph)?"
    r"(?:-(?P<more>[^\d].*))?(?P<euro>€)?"
)
_CODE = re.compile(r"(?=.*\d)[\w./&'+%$€£:-]+")
_RELATIVE = {
    "last": "last",
    "past": "last",
    "previous": "last",
    "next": "next",
    "coming": "next",
    "following": "next",
    "this": "this",
}
_PERIODS = frozenset(
    root(period)
    for period in "second minute hour day night weekend week month quarter year decade century season summer winter spring autumn fall".split()
)
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_LONGEST = 24
_YEARS = range(1500, 2200)

Kind = str
Meaning = tuple[str, str]
"""Value and unit."""


class Amount(NamedTuple):
    """A number, date or figure word of a sentence."""

    meanings: tuple[Meaning, ...]
    """What it may mean: the first number of "3 to 4 million" is 3 or three million."""
    at: int
    """Place of its first word."""
    end: int
    """Place behind its last word."""
    is_date: bool = False

    @property
    def kind(self) -> Kind:
        """Amounts of different kinds are never taken for one another."""
        value, unit = self.meanings[0]
        if self.is_date:
            return "date"
        if unit in ("%", "pp"):
            return "share"
        if unit == "word":
            return "word"
        if unit and unit not in MONEY.values():
            return unit
        is_year = not unit and len(value) == 4 and value.isdigit() and int(value) in _YEARS
        return "year" if is_year else ("money" if unit in MONEY.values() else "count")


@dataclass(frozen=True)
class Counted:
    """The amounts of a sentence, and its words of letters and figures: G20, 5-4, F-16."""

    amounts: tuple[Amount, ...]
    codes: tuple[str, ...]


def of(reading: Reading) -> Counted:
    """What a sentence counts; read once."""
    found = reading.__dict__.get("counted")
    if found is None:
        found = reading.__dict__["counted"] = _counted(reading)
    return found


def _counted(reading: Reading) -> Counted:
    amounts: list[Amount] = []
    codes: list[str] = []
    at = 0
    while at < len(reading.words):
        amount = _date(reading, at) or _number(reading, at) or _figure_word(reading, at)
        word = reading.words[at].bare
        if amount is None and any(map(str.isdigit, word)) and _CODE.fullmatch(word):
            after = reading.words[at + 1].bare.replace(".", "") if at + 1 < len(reading.words) else ""
            codes += [word, word + after] if ":" in word and after in ("am", "pm") else [word]
        if amount:
            amounts.append(amount)
        at = amount.end if amount else at + 1
    return Counted(tuple(_ranges(reading, amounts)), tuple(codes))


def _number(reading: Reading, at: int) -> Amount | None:
    """The number that begins at a word, with its scale and unit, or its month."""
    begun = _digits(reading, at) or _spelled(reading, at)
    if begun is None:
        return None
    value, unit, end = begun
    words = reading.words
    while not unit and end < len(words) and not words[end].pause and words[end].bare in _SCALES:
        value *= _SCALES[words[end].bare]
        end += 1
    if not unit:
        unit, end = _unit(reading, end)
    is_age = words[at].bare.endswith(("-year-old", "-year-olds"))
    meanings = ((_shown(value), unit), (_shown(value), "")) if is_age else ((_shown(value), unit),)
    return Amount(meanings, at, end)


def _digits(reading: Reading, at: int) -> tuple[Decimal, str, int] | None:
    word = reading.words[at].bare
    match = _FIGURE.fullmatch(word) if len(word) <= 2 * _LONGEST else None
    if match is None or (value := _decimal(match["value"], reading.vocabulary.decimal)) is None:
        return None
    unit = match["unit"] or ""
    money = "".join(c for c in (match["money"] or match["euro"] or "") if c in "$€£¥")
    if unit in _SCALES:
        value, unit = value * _SCALES[unit], ""
    if unit in ("st", "nd", "rd", "th"):
        return None if match["more"] else (value, "th", at + 1)
    if match["more"]:
        first = match["more"].split("-")[0]
        if first in _SCALES:
            value *= _SCALES[first]
            first = match["more"].partition("-")[2].partition("-")[0]
        unit = _unit_of(first, reading) or unit
    if money:
        return _with_scale(reading, value, at + 1, money)
    return value, unit, at + 1


def _with_scale(reading: Reading, value: Decimal, end: int, unit: str) -> tuple[Decimal, str, int]:
    while end < len(reading.words) and not reading.words[end].pause and reading.words[end].bare in _SCALES:
        value *= _SCALES[reading.words[end].bare]
        end += 1
    return value, unit, end


def _decimal(text: str, mark: str) -> Decimal | None:
    text = text.rstrip(".,")
    if len(text) > _LONGEST:
        return None
    groups = "," if mark == "." else "."
    whole, _, rest = text.replace(groups, "").partition(mark)
    plain = f"{whole}.{rest}" if rest else whole
    return Decimal(plain) if plain.replace(".", "", 1).isdecimal() and plain.isascii() else None


def _spelled(reading: Reading, at: int) -> tuple[Decimal, str, int] | None:
    """Two, twenty-five, one hundred; "one" alone is no number."""
    numbers, words = reading.vocabulary.numbers, reading.words
    parts = words[at].bare.split("-")
    if len(parts) > 1 and parts[0] in numbers and parts[1] not in numbers:
        unit = _unit_of(parts[1], reading)
        return (Decimal(numbers[parts[0]]), unit, at + 1) if unit and parts[0] != "one" else None
    if not all(part in numbers for part in parts):
        return None
    is_counted = at + 1 < len(words) and words[at + 1].bare in _SCALES and not words[at + 1].pause
    if parts == ["one"] and not is_counted:
        return None
    return Decimal(sum(numbers[part] for part in parts)), "", at + 1


def _unit(reading: Reading, at: int) -> tuple[str, int]:
    """The unit that begins at a word, and the place behind it."""
    words = reading.words
    if at >= len(words) or words[at].pause:
        return "", at
    word = words[at].bare
    after = words[at + 1].bare if at + 1 < len(words) else ""
    if word == "percentage" and after.startswith("point"):
        return "pp", at + 2
    if f"{word} {after}" in reading.vocabulary.percent:
        return "%", at + 2
    if word in ("us", "u.s", "american", "canadian", "australian") and after in MONEY:
        return MONEY[after], at + 2
    unit = _unit_of(word, reading)
    return unit, at + bool(unit)


def _unit_of(word: str, reading: Reading) -> str:
    if word in ("%", *reading.vocabulary.percent):
        return "%"
    if word in MONEY:
        return MONEY[word]
    if word in MEASURES:
        plain = word.removesuffix("s")
        return _SAME_MEASURE.get(plain, plain)
    return ""


def _date(reading: Reading, at: int) -> Amount | None:
    """The day or month that a word begins, or the period that two of them tell: March 3, the 3rd of March, last year."""
    words, vocabulary = reading.words, reading.vocabulary
    word = words[at].bare
    after = words[at + 1].bare if at + 1 < len(words) else ""
    if word in _RELATIVE and root(after) in _PERIODS:
        return Amount(((f"{_RELATIVE[word]} {root(after)}", ""),), at, at + 2, is_date=True)
    if word in vocabulary.days:
        return Amount(((word, ""),), at, at + 1, is_date=True)
    if _is_month(reading, at):
        day = _DAY.fullmatch(after)
        end = at + 1 + bool(day)
        return Amount(((f"{day[1]} {word}" if day else word, ""),), at, end, is_date=True)
    day = _DAY.fullmatch(word)
    month = at + 1 + (after in ("of", "de"))
    if day and _is_month(reading, month):
        return Amount(((f"{day[1]} {words[month].bare}", ""),), at, month + 1, is_date=True)
    return None


def _is_month(reading: Reading, at: int) -> bool:
    """Whether a word is a month; "may" and "march" are none where their capital says nothing."""
    if at >= len(reading.words) or reading.words[at].bare not in reading.vocabulary.months:
        return False
    word = reading.words[at]
    if reading.vocabulary.language in ("fr", "es"):
        return True
    after = reading.words[at + 1].bare if at + 1 < len(reading.words) else ""
    return word.is_capital and not (word.is_first and word.bare in ("may", "march") and not _DAY.fullmatch(after))


def _figure_word(reading: Reading, at: int) -> Amount | None:
    if reading.vocabulary.language != "en":
        return None
    parts = reading.words[at].bare.split("-")
    found = [_FIGURES[part] for part in parts if part in _FIGURES]
    return Amount(((found[0], "word"),), at, at + 1) if found else None


def _ranges(reading: Reading, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts; the first of a range may have the scale and unit of the second."""
    for amount, after in zip_longest(amounts, amounts[1:]):
        between = [word.bare for word in reading.words[amount.end : after.at]] if after else []
        value, unit = amount.meanings[0]
        if (
            not after
            or unit
            or amount.is_date
            or after.is_date
            or between not in (["to"], ["and"], ["or"], ["bis"], ["a"], ["à"])
        ):
            yield amount
            continue
        top, top_unit = after.meanings[0]
        scale = next((s for s in (10**12, 10**9, 10**6, 10**3) if top.isdigit() and int(top) % s == 0), 1)
        scaled = _shown(Decimal(value) * scale) if value.replace(".", "", 1).isdigit() else value
        yield amount._replace(meanings=tuple(dict.fromkeys([(value, ""), (value, top_unit), (scaled, top_unit)])))


def _shown(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
