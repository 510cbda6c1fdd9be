"""Numbers in a sentence and what they count, in the languages that are known: "14 large cracks", "3 millions de personnes"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from digest.text import words
from digest.write.check import amounts

_SHORT = 3
"""Letters; so short a word with an s is no plural."""
_FIGURE = {
    ".": re.compile(r"^(\$?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$"),
    ",": re.compile(r"^()(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?$"),
}
"""By the mark before decimals."""
_EDGES = ',.;:”"»“'
_MONEY = amounts.MONEY.keys() | frozenset(
    """
    yards crowns francs francos franken kronen kroner kronor pesos rubles roubles rubel rublos rupees rupien roupies
    shekels yuan rand lira liras dirhams riyals dinars dólares libras pfund reais
    """.split()
)


@dataclass(frozen=True)
class Counting:
    """How a language counts."""

    scales: dict[str, int]
    """What a word behind a number multiplies it by."""
    rounding: frozenset[str]
    """Before a number they make it a rough one."""
    no_thing: frozenset[str]
    """Measures, which count nothing by themselves."""
    linking: frozenset[str] = frozenset()
    """Between a number word and what it counts: "millions de"."""
    before_noun: frozenset[str] = frozenset()
    """Adjectives that stand before what is counted, and have a plural of their own."""
    plurals: frozenset[str] = frozenset()
    """Plurals without an s."""
    capitals: bool = False
    """Whether a noun is known by its capital."""
    floors: tuple[str, ...] = ()
    """Before a number they say that it may be more."""
    ceilings: tuple[str, ...] = ()
    """Before a number they say that it may be less."""


KNOWN = {
    "en": Counting(
        scales={"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
        rounding=frozenset(
            "about around nearly almost roughly approximately some over least than up to estimated an dozens".split()
        ),
        no_thing=frozenset("percent million billion trillion times percentage thousand hundred ways others".split())
        | amounts.MEASURES,
        plurals=frozenset("people children women men workers staff police crew homes lives".split()),
        floors=("at least", "more than", "over", "upwards of", "no fewer than", "no less than"),
        ceilings=(
            "up to",
            "as many as",
            "fewer than",
            "less than",
            "under",
            "at most",
            "no more than",
            "nearly",
            "almost",
        ),
    ),
    "de": Counting(
        scales={"dutzend": 12, "hundert": 100, "tausend": 10**3, "million": 10**6, "millionen": 10**6}
        | {"mio.": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mrd.": 10**9, "billion": 10**12}
        | {"billionen": 10**12},
        rounding=frozenset("rund etwa fast knapp gut über circa ca. ungefähr mindestens als bis zu beinahe".split()),
        no_thing=frozenset(
            """
            prozent prozentpunkte prozentpunkten millionen milliarden mal uhr sekunden minuten stunden tage tagen wochen
            monate monaten jahre jahren jahrzehnte jahrzehnten meter metern kilometer kilometern quadratmeter hektar
            tonnen kilogramm kilo liter grad punkte punkten zentimeter grad euro dollar
            """.split()
        ),
        capitals=True,
        floors=("mindestens", "mehr als", "über"),
        ceilings=("bis zu", "weniger als", "höchstens", "unter", "knapp", "fast"),
    ),
    "fr": Counting(
        scales={"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
        | {"billion": 10**12, "billions": 10**12},
        rounding=frozenset("environ près presque quelque plus moins jusqu'à autour".split()),
        no_thing=frozenset(
            """
            secondes minutes heures jours semaines mois ans années décennies mètres kilomètres hectares tonnes
            kilogrammes kilos litres degrés points fois siècles centimètres millions milliards autres
            """.split()
        ),
        linking=frozenset(("de", "d")),
        before_noun=frozenset(
            "grands grandes petits petites nouveaux nouvelles jeunes vieux vieilles premiers premières anciens".split()
        ),
        floors=("au moins", "plus de"),
        ceilings=("jusqu'à", "moins de", "au plus", "près de", "presque"),
    ),
    "es": Counting(
        scales={"mil": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12},
        rounding=frozenset("unos unas cerca casi más menos alrededor aproximadamente hasta".split()),
        no_thing=frozenset(
            """
            segundos minutos horas días semanas meses años décadas metros kilómetros hectáreas toneladas kilogramos
            kilos litros grados puntos veces siglos centímetros millones otros otras
            """.split()
        ),
        linking=frozenset(("de",)),
        before_noun=frozenset("grandes pequeños pequeñas nuevos nuevas jóvenes primeros primeras antiguos".split()),
        floors=("al menos", "más de", "por lo menos"),
        ceilings=("hasta", "menos de", "como mucho", "casi"),
    ),
}


class Number(NamedTuple):
    """A number in a sentence."""

    value: float
    after: int
    """Place of the word behind it and its scale."""
    is_scaled: bool


def number(parts: Sequence[str], at: int, language: str) -> Number | None:
    """The number that begins at a word of a sentence, times what the words behind it say: "3 million"."""
    value = value_of(parts[at], language)
    if value is None:
        return None
    scales, after = KNOWN[language].scales, at + 1
    while after < len(parts) and (scale := scales.get(parts[after].casefold())) and parts[after - 1][-1] not in ",;:":
        value, after = value * scale, after + 1
    return Number(value, after, after > at + 1)


def value_of(part: str, language: str) -> float | None:
    """The number that a word is, in figures or letters; "one" is none."""
    vocabulary = words.of(language)
    bare = part.strip("(“\"'").casefold()
    if vocabulary.numbers.get(bare, 0) > 1:
        return float(vocabulary.numbers[bare])
    found = _FIGURE[vocabulary.decimal].match(bare)
    if not found:
        return None
    groups = "," if vocabulary.decimal == "." else "."
    return float(found[2].replace(groups, "") + (found[3] or "").replace(",", "."))


def thing(after: Sequence[str], language: str) -> str:
    """What is counted by a number before these words, in the words of the text; empty where that is not clear."""
    known = KNOWN[language]
    after = [part for each in after for part in _parted(each, known)]
    while after and after[0].casefold() in known.linking:
        after = after[1:]
    for at, part in enumerate(after[:3]):
        word = part.rstrip(_EDGES)
        if not word.isalpha() or _counts_nothing(word, language):
            return ""
        if _is_thing(word, known):
            return " ".join([*after[:at], word])
        if part != word or (known.linking and word.casefold() not in known.before_noun):
            return ""
    return ""


def _parted(part: str, known: Counting) -> list[str]:
    """The word, or both words of "d’euros"."""
    head, mark, tail = part.replace("’", "'").partition("'")
    return [head, tail] if mark and tail and head.casefold() in known.linking else [part]


def _counts_nothing(word: str, language: str) -> bool:
    bare, vocabulary = word.casefold(), words.of(language)
    named = vocabulary.months | vocabulary.days
    return bare in KNOWN[language].no_thing | _MONEY or bare in named or bare in vocabulary.stop


def _is_thing(word: str, known: Counting) -> bool:
    bare = word.casefold()
    if known.capitals:
        return word[0].isupper()
    if bare in known.before_noun:
        return False
    ends = ("s", "x") if known.linking else ("s",)
    is_plural = len(word) > _SHORT and bare.endswith(ends) and (known.linking or not bare.endswith(("ss", "us", "is")))
    return bare in known.plurals or bool(is_plural)


def is_rounded(parts: Sequence[str], at: int, language: str) -> bool:
    """Whether the words before a number make it a rough one."""
    return not KNOWN[language].rounding.isdisjoint(part.casefold() for part in parts[max(0, at - 2) : at])


def bound(parts: Sequence[str], at: int, language: str) -> int:
    """1 where the words before a number say that it may be more, -1 where it may be less, 0 where neither."""
    before, known = " ".join(["", *parts[max(0, at - 3) : at]]).casefold(), KNOWN[language]
    ceilings = tuple(f" {each}" for each in known.ceilings)
    floors = tuple(f" {each}" for each in known.floors)
    is_ceiling = before.endswith(ceilings) and not before.endswith((" no less than", " no fewer than"))
    return -1 if is_ceiling else int(before.endswith(floors) and not before.endswith(" no more than"))
