"""Choosing lines by what the outlets agree on.

A word is worth the more, the more publishers use it; what only one of them says costs a little. Where one publisher
alone reports, what it says again and again stands for what others confirm. A line is worth the words it adds to those
already chosen: the more, the nearer it stands to the top of its article, and a little less by its length. Nothing is
told twice: no line with too many words of another, none with the same figure of the same thing, none in which the same
one does the same.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest import model
from digest.text import deeds, lines, similarity, words
from digest.write import check
from digest.write.material import Line, Material

_ALONE_COSTS = 0.1
"""What a word costs that only one publisher uses; it ranks lines, and seldom forbids one."""
_TOP, _FALL = 10.0, 0.2
"""The first sentence counts 1 + 10 times, one further down 1 + 10 / (1 + 0.2 x place) times."""
_LENGTH = 0.3
_LENGTH_FROM = 8
"""Worth is divided by the length, from so many words on, to this power: a word more must be worth something."""
_ALIKE = 0.29
"""F1 of the words of two lines, common words too; two sentences of one event share a fifth by chance."""
_SAME_FACT = 0.25
"""F1 of the telling words of two lines that have a figure in common."""
_CALM, _NEWS, _SELF_STANDING, _FIRST_HAND, _CENTRAL = 0.2, 0.9, 0.8, 0.5, 0.85
"""What is left of the worth of a line: less a fifth for each loaded word; of one that tells what was before; of one that
begins with "The statement"; of one from an opinion piece; of one by an outlet far from the centre."""
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_THOUSANDS_ABROAD = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\s]\d{3})+(?!\d)")
_COUNTED = re.compile(
    r"(?<![\d.,])(?!(?:19|20)\d\d\b)(\d{3,})(?![\d%]|\.\d| (?:%|(?:m|b|tr)illion))"
    r"(?: ([^\W\d_][\w'’-]*)(?: ([^\W\d_][\w'’-]*))?)?"
)
_EXACT = 4
"""Digits of a figure that hardly counts two things of one event."""
_STEM, _ENDING = 4, 2
"""Two words are forms of one where they begin with the same so many letters, and differ in their last two at most."""
_OUTER = (model.Lean.LEFT, model.Lean.RIGHT)


@dataclass(frozen=True)
class Said:
    """What a line says, for comparing."""

    terms: frozenset[str]
    bag: Mapping[str, int]
    """All its words, counted."""
    size: int
    figures: frozenset[str]
    counted: tuple[tuple[str, str], ...]
    """Long figures, each with a word that tells what it counts; empty where none stands behind it."""
    action: tuple[str, str] | None
    """Who does what, see ``deeds.action``."""

    def repeats(self, other: "Said") -> bool:
        """Whether the two say the same."""
        shared = sum(min(count, other.bag.get(word, 0)) for word, count in self.bag.items())
        if 2 * shared > _ALIKE * (self.size + other.size) or (self.action and self.action == other.action):
            return True
        if any(one == two and _is_one(thing, another) for one, thing in self.counted for two, another in other.counted):
            return True
        alike = 2 * len(self.terms & other.terms) >= _SAME_FACT * (len(self.terms) + len(other.terms))
        return alike and not self.figures.isdisjoint(other.figures)


@functools.lru_cache(maxsize=2048)
def said(text: str, language: str = "en") -> Said:
    """What a text says."""
    bag = Counter(lines.bare(text))
    plain = _in_english(text, words.of(language))
    figures = frozenset(number for number in check.numbers(plain) if len(number) > 1)
    terms = frozenset(similarity.tokens(text, language))
    return Said(terms, bag, bag.total(), figures, _counted(plain, words.of(language).stop), deeds.action(text))


def _in_english(text: str, vocabulary: words.Vocabulary) -> str:
    """The text with its figures written as in English: 640000 for 640.000 and 640 000, 4.2 % for 4,2 Prozent."""
    if vocabulary.decimal != ",":
        return _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)
    text = _THOUSANDS_ABROAD.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    spelled = "|".join(map(re.escape, vocabulary.percent))
    return re.sub(rf"(?<=\d)\s*(?:{spelled})(?!\w)", " %", text, flags=re.IGNORECASE)


def _counted(text: str, stop: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Each figure that is long enough to be no chance, and no year, with the words of meaning among the two behind it."""
    found = []
    for number, *behind in (match.groups() for match in _COUNTED.finditer(text.casefold())):
        things = [word for word in behind if word and word not in stop]
        found += [(number, thing) for thing in things or ([""] if len(number) >= _EXACT else [])]
    return tuple(found)


def _is_one(thing: str, other: str) -> bool:
    """Whether two words are forms of one, as Haushalte and Haushalten, or one is not told."""
    same = max(_STEM, len(thing) - _ENDING, len(other) - _ENDING)
    return not (thing and other) or thing[:same] == other[:same]


@dataclass(frozen=True)
class Room:
    """How much may be chosen."""

    lines: int
    publishers: Mapping[str, int]
    """Lines of each publisher; those of others have no room."""
    words: float = math.inf
    """All lines together."""


@dataclass(frozen=True)
class Choice:
    """A line as it would be printed."""

    line: Line
    text: str
    said: Said
    factor: float

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self.line.article.outlet.publisher

    def worth(self, worth: Mapping[str, float], told: set[str]) -> float:
        """What it adds to what is told."""
        added = math.fsum(worth.get(term, -_ALONE_COSTS) for term in self.said.terms if term not in told)
        return added * self.factor / math.pow(max(_LENGTH_FROM, self.said.size), _LENGTH)


def factor(line: Line, material: Material) -> float:
    """How much of its worth a line keeps by its place and manner."""
    text = line.sentence.text
    kept = 1 + _TOP / (1 + _FALL * line.place)
    kept *= max(0.2, 1 - _CALM * len(lines.loaded(text)))
    kept *= _NEWS if lines.is_background(text) else 1
    kept *= _SELF_STANDING if points_back(line, material) else 1
    kept *= _CENTRAL if line.article.outlet.lean in _OUTER else 1
    return kept * (_FIRST_HAND if line.article.is_opinion else 1)


def points_back(line: Line, material: Material) -> bool:
    """Whether a sentence begins with "The statement ...", a thing no title speaks of."""
    start = line.sentence.text.split()[:3]
    if start[0] not in ("The", "A") or any(word[:1].isupper() for word in start[1:]):
        return False
    told = {term for title in material.titles.values() for term in title}
    return not told.intersection(similarity.tokens(" ".join(start[1:])))


def best(
    choices: Sequence[Choice],
    material: Material,
    told: Sequence[Said],
    room: Room,
) -> list[Choice]:
    """The choices that add most to what is ``told`` and for which there is room, in the order chosen."""
    left, space = dict(room.publishers), room.words
    used = {term for one in told for term in one.terms}
    open_ = [choice for choice in choices if not any(choice.said.repeats(one) for one in told)]
    chosen: list[Choice] = []
    while len(chosen) < room.lines and open_:
        fitting = (c for c in open_ if left.get(c.publisher, 0) > 0 and len(c.text.split()) <= space)
        gains = [(choice.worth(material.worth, used), choice) for choice in fitting]
        gain, first = max(gains, key=lambda pair: pair[0], default=(0.0, None))
        if first is None or gain <= 0:
            break
        chosen.append(first)
        left[first.publisher] -= 1
        space -= len(first.text.split())
        used |= first.said.terms
        open_ = [c for c in open_ if c.line is not first.line and not c.said.repeats(first.said)]
    return chosen
