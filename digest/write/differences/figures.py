"""On what outlets disagree: how many of the same thing, how much money.

Two sentences of independent publishers that say nearly the same, of the same thing, with another figure. A rounded figure
("about 200", "more than 190") contradicts no exact one near it. Where hours lie between the two reports the heading says
so, since the later figure may simply be newer. Other wordings of a quotation stand beside the quotation.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from digest import model
from digest.text import lines, similarity, words
from digest.write import terms
from digest.write.check import amounts
from digest.write.material import Line, Material

_ALIKE = 0.25
_LONGEST = 36
_NEAR = 4
"""Words around a figure that tell what it counts."""
_SHORT = 3
"""Letters; so short a word with an s is no plural."""
_READABLE = 600
"""Characters; what is longer is no sentence."""
_COMPARED = 60
"""So many figures of a thing are compared with each other."""
_ROUND = 0.1
"""So far from an exact figure a rounded one may be."""
_HOURS_APART = timedelta(hours=3)
_SPELLED = {
    word: value
    for value, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURE = re.compile(r"^(\$?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$")
_ROUNDING = frozenset(
    "about around nearly almost roughly approximately some over least than up to estimated an dozens".split()
)
_PLURALS = frozenset("people children women men workers staff police crew homes lives".split())
_NO_THING = (
    frozenset(
        """
        percent million billion trillion times percentage thousand hundred ways others yards crowns francs kroner kronor
        pesos rubles roubles rupees shekels yuan rand lira dirhams riyals dinars
        """.split()
    )
    | amounts.MEASURES
    | amounts.MONEY.keys()
)
"""Measures and money count nothing by themselves."""
_TIME = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|(?:19|20)\d\d|last (?:year|month|week)|(?:per|a|each) (?:day|week|month|year)|average|overall"
    r"|additional|new|more|other)\b"
)


@dataclass(frozen=True)
class _Figure:
    line: Line
    value: float
    about: str
    """What is counted or paid for, in the sentence's words: "Number of bridge inspectors"."""
    is_rounded: bool
    around: frozenset[str]
    """Keys of the words that stand near."""

    @property
    def thing(self) -> str:
        """The same without what is said closer of it: "Number inspectors"."""
        return f"{self.about.split()[0]} {self.about.split()[-1].casefold()}"

    def contradicts(self, other: "_Figure") -> bool:
        if self.value == other.value or not self._counts_the_same(other):
            return False
        if f"{other.value:g}" in _figures(self.line) or f"{self.value:g}" in _figures(other.line):
            return False
        slack = _ROUND * max(self.value, other.value) if self.is_rounded or other.is_rounded else 0.0
        return abs(self.value - other.value) > slack

    def _counts_the_same(self, other: "_Figure") -> bool:
        """Whether what is said closely around one figure is all said in the other's sentence too, on one occasion."""
        said = [terms.keys(figure.line.sentence.text) for figure in (self, other)]
        is_same = bool(self.around & other.around) and (self.around <= said[1] or other.around <= said[0])
        return is_same and _are_of_one_occasion(self.line, other.line)


def _are_of_one_occasion(one: Line, other: Line) -> bool:
    """Whether two sentences name the same days, months and years, or one of them none; and somebody or some place alike."""
    left, right = ({*_TIME.findall(line.sentence.text)} for line in (one, other))
    places = [terms.names(line.sentence.text) for line in (one, other)]
    return (left <= right or right <= left) and (not all(places) or bool(places[0] & places[1]))


def _figures(line: Line) -> set[str]:
    """All numbers of a sentence, with and without the "million" behind them."""
    parts = [part.strip(".,;:()") for part in line.sentence.text.split()]
    found = [(value, _SCALES.get(after, 1)) for part, after in pairwise([*parts, ""]) if (value := _number(part))]
    return {f"{value * times:g}" for value, scale in found for times in (1, scale)}


def of(material: Material) -> tuple[model.Difference, ...]:
    """The differences, each with one statement of each of two publishers."""
    by_thing: dict[str, list[_Figure]] = {}
    for line in (line for line in material.lines if len(line.sentence.text) <= _READABLE):
        for figure in _alone([*_counts(line), *_sums(line)]):
            by_thing.setdefault(figure.thing, []).append(figure)
    found = [
        difference
        for figures in by_thing.values()
        if (pair := _conflict(figures[:_COMPARED])) and (difference := _difference(material, *pair))
    ]
    return tuple(found)


def _conflict(figures: list[_Figure]) -> tuple[_Figure, _Figure] | None:
    """The two sentences most alike that give another figure; none where one outlet gives both figures."""
    given = [_publishers(one, figures) for one in figures]
    pairs = []
    for at, one in enumerate(figures):
        for place, other in enumerate(figures[at + 1 :], at + 1):
            is_independent = given[at].isdisjoint(given[place])
            alike = similarity.cosine(one.line.vector, other.line.vector) if is_independent else 0.0
            if alike >= _ALIKE and one.contradicts(other):
                pairs.append((alike, one, other))
    return max(pairs, key=lambda pair: pair[0])[1:] if pairs else None


def _publishers(figure: _Figure, figures: list[_Figure]) -> set[str]:
    """Those who give this figure of the same: the nine injured are not the nine on duty."""
    same = [
        other for other in figures if other.value == figure.value and (other is figure or other.around & figure.around)
    ]
    return {other.line.article.outlet.publisher for other in same}


def _difference(material: Material, one: _Figure, other: _Figure) -> model.Difference | None:
    statements = tuple(_statement(figure.line) for figure in (one, other))
    if any(material.gate.failings(statement) for statement in statements):
        return None
    dates = [figure.line.article.published for figure in (one, other)]
    is_later = all(dates) and abs(dates[0] - dates[1]) >= _HOURS_APART  # type: ignore[operator]
    note = " (reported hours apart; the later figure may be newer)" if is_later else ""
    return model.Difference(about=f"{one.about}{note}", statements=statements)


def _statement(line: Line) -> model.Statement:
    return line.statement(lines.shortened(line.sentence.text, _LONGEST), line.article.outlet.name)


def _alone(figures: list[_Figure]) -> list[_Figure]:
    """Those of a thing that the sentence counts once."""
    counts = Counter(figure.thing for figure in figures)
    return [figure for figure in figures if counts[figure.thing] == 1]


# ------------------------------------------------------------------------------------------------ figures


def _counts(line: Line) -> Iterator[_Figure]:
    """Numbers before a plural within three words: "14 large cracks"."""
    parts = line.sentence.text.split()
    for at, part in enumerate(parts):
        value = _number(part)
        scale = _SCALES.get(parts[at + 1].casefold(), 1) if at + 1 < len(parts) else 1
        if (
            value is not None
            and "$" not in part
            and (thing := _thing(parts[at + 1 + (scale > 1) : at + 4 + (scale > 1)]))
        ):
            is_rounded = scale > 1 or _is_rounded(parts, at)
            yield _Figure(line, value * scale, f"Number of {thing}", is_rounded, _around(parts, at, thing))


def _sums(line: Line) -> Iterator[_Figure]:
    """Sums with what they are of: "$50 billion in tariffs"."""
    parts = line.sentence.text.split()
    for at, part in enumerate(parts[:-2]):
        value = _number(part) if part.startswith("$") else None
        scale = _SCALES.get(parts[at + 1].casefold(), 1)
        after = parts[at + 1 + (scale > 1) : at + 6]
        if value is not None and after[:1] in (["in"], ["of"], ["worth"]):
            thing = _thing([word for word in after[1:4] if word != "of"])
            if thing:
                yield _Figure(
                    line, value * scale, f"Money for {thing}", _is_rounded(parts, at), _around(parts, at, thing)
                )


def _number(part: str) -> float | None:
    bare = part.strip("(“\"'").casefold()
    if bare in _SPELLED:
        return float(_SPELLED[bare])
    found = _FIGURE.match(bare)
    return float(found[2].replace(",", "") + (found[3] or "")) if found else None


def _thing(after: list[str]) -> str:
    """What is counted: the words up to the first plural within three; empty where there is none."""
    for at, part in enumerate(after):
        word = part.rstrip(',.;:”"')
        if word.casefold() in _NO_THING or word.casefold() in words.STOP or not word.isalpha():
            return ""
        is_plural = len(word) > _SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is"))
        if word.casefold() in _PLURALS or is_plural:
            return " ".join([*after[:at], word])
        if part != word:
            return ""
    return ""


def _is_rounded(parts: list[str], at: int) -> bool:
    return not _ROUNDING.isdisjoint(part.casefold() for part in parts[max(0, at - 2) : at])


def _around(parts: list[str], at: int, thing: str) -> frozenset[str]:
    """Keys of the words near a figure in its own clause, without who says so ("the coastguard said that")."""
    before, after = parts[max(0, at - _NEAR) : at], parts[at + 1 : at + 2 + _NEAR]
    first = max((n + 1 for n, part in enumerate(before) if part[-1] in ",;:" or _bare(part) in words.SPEECH), default=0)
    last = next((n + 1 for n, part in enumerate(after) if part[-1] in ",;:"), len(after))
    return terms.keys(" ".join(before[first:] + after[:last])) - terms.keys(thing)


def _bare(part: str) -> str:
    return part.strip('.,;:”"').casefold()
