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

from digest import model
from digest.text import catalogue, similarity, words
from digest.write import terms
from digest.write.differences import counting, spans
from digest.write.material import Line, Material

_ALIKE = 0.25
_LONGEST = 36
_NEAR = 4
"""Words around a figure that tell what it counts."""
_READABLE = 600
"""Characters; what is longer is no sentence."""
_COMPARED = 60
"""So many figures of a thing are compared with each other."""
_ROUND = 0.1
"""So far from an exact figure a rounded one may be."""
_HOURS_APART = timedelta(hours=3)
_TIME = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|(?:19|20)\d\d|last (?:year|month|week)|(?:per|a|each) (?:day|week|month|year)|average|overall"
    r"|additional|new|more|other)\b"
)


@dataclass(frozen=True)
class _Figure:
    line: Line
    value: float
    written: str
    """As the sentence has it."""
    counted: str
    """What is counted or paid for, in the sentence's words: "bridge inspectors"."""
    is_sum: bool
    """Whether it is money."""
    is_rounded: bool
    bound: int
    """1 where it may be more ("at least"), -1 where it may be less."""
    around: frozenset[str]
    """Keys of the words that stand near."""

    @property
    def thing(self) -> tuple[bool, str]:
        """The same without what is said closer of it: "inspectors"."""
        return self.is_sum, self.counted.split()[-1].casefold()

    def about(self, spoken: catalogue.Words) -> str:
        """The heading, in the newsletter's language."""
        if self.is_sum:
            return spoken.gettext("Money for %(things)s", things=self.counted)
        return spoken.gettext("Number of %(things)s", things=self.counted)

    def contradicts(self, other: "_Figure") -> bool:
        if self.value == other.value or not self._counts_the_same(other):
            return False
        if f"{other.value:g}" in _figures(self.line) or f"{self.value:g}" in _figures(other.line):
            return False
        if max(self.bound * (other.value - self.value), other.bound * (self.value - other.value)) > 0:
            return False
        slack = _ROUND * max(self.value, other.value) if self.is_rounded or other.is_rounded else 0.0
        return abs(self.value - other.value) > slack

    def _counts_the_same(self, other: "_Figure") -> bool:
        """Whether what is said closely around one figure is all said in the other's sentence too, on one occasion."""
        said = [_keys(figure.line.sentence.text, figure.line) for figure in (self, other)]
        is_same = bool(self.around & other.around) and (self.around <= said[1] or other.around <= said[0])
        return is_same and _are_of_one_occasion(self.line, other.line)


def _are_of_one_occasion(one: Line, other: Line) -> bool:
    """Whether two sentences name the same days, months and years, or one of them none; and somebody or some place alike."""
    left, right = (_times(line) for line in (one, other))
    places = [terms.names(line.sentence.text) for line in (one, other)]
    return (left <= right or right <= left) and (not all(places) or bool(places[0] & places[1]))


def _times(line: Line) -> set[str]:
    text, language = line.sentence.text, line.article.language
    if language == "en":
        return {*_TIME.findall(text)}
    return {text[each.start : each.end].casefold() for each in spans.mentions(text, language, None)}


def _figures(line: Line) -> set[str]:
    """All numbers of a sentence, with and without the "million" behind them."""
    language, parts = line.article.language, [part.strip(".,;:()") or "-" for part in line.sentence.text.split()]
    found = [(counting.value_of(parts[at], language), counting.number(parts, at, language)) for at in range(len(parts))]
    return {f"{value:g}" for alone, number in found if number for value in (alone, number.value)}


def of(material: Material) -> tuple[model.Difference, ...]:
    """The differences, each with one statement of each of two publishers."""
    if material.language not in counting.KNOWN:
        return ()
    by_thing: dict[tuple[bool, str], list[_Figure]] = {}
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
    statements = tuple(figure.line.statement_with(figure.written, _LONGEST) for figure in (one, other))
    if any(material.gate.failings(statement) for statement in statements):
        return None
    dates = [figure.line.article.published for figure in (one, other)]
    is_later = all(dates) and abs(dates[0] - dates[1]) >= _HOURS_APART  # type: ignore[operator]
    about = one.about(material.words)
    if is_later:
        about = material.words.gettext("%(about)s (reported hours apart; the later figure may be newer)", about=about)
    return model.Difference(about=about, statements=statements)


def _alone(figures: list[_Figure]) -> list[_Figure]:
    """Those of a thing that the sentence counts once."""
    counts = Counter(figure.thing for figure in figures)
    return [figure for figure in figures if counts[figure.thing] == 1]


# ------------------------------------------------------------------------------------------------ figures


def _counts(line: Line) -> Iterator[_Figure]:
    """Numbers before a plural within three words: "14 large cracks"."""
    parts, language = line.sentence.text.split(), line.article.language
    for at, part in enumerate(parts):
        number = counting.number(parts, at, language) if "$" not in part else None
        if number and (thing := counting.thing(parts[number.after : number.after + 4], language)):
            yield _figure(line, parts, at, number, thing, is_sum=False)


def _sums(line: Line) -> Iterator[_Figure]:
    """Sums with what they are of: "$50 billion in tariffs"."""
    parts, language = line.sentence.text.split(), line.article.language
    for at, part in enumerate(parts):
        number = counting.number(parts, at, language) if part.startswith("$") else None
        after = parts[number.after : at + 6] if number else []
        if number and after[:1] in (["in"], ["of"], ["worth"]):
            thing = counting.thing([word for word in after[1:4] if word != "of"], language)
            if thing:
                yield _figure(line, parts, at, number, thing, is_sum=True)


def _figure(line: Line, parts: list[str], at: int, number: counting.Number, thing: str, *, is_sum: bool) -> _Figure:
    language = line.article.language
    return _Figure(
        line,
        number.value,
        " ".join(parts[at : number.after]),
        thing,
        is_sum,
        counting.is_rounded(parts, at, language) or (number.is_scaled and not is_sum),
        counting.bound(parts, at, language),
        _around(line, parts, at, number.after, thing),
    )


def _around(line: Line, parts: list[str], at: int, behind: int, thing: str) -> frozenset[str]:
    """Keys of the words near a figure in its own clause, without who says so ("the coastguard said that")."""
    before, after = parts[max(0, at - _NEAR) : at], parts[behind : behind + 1 + _NEAR]
    speech = words.of(line.article.language).speech
    first = max((n + 1 for n, part in enumerate(before) if part[-1] in ",;:" or _bare(part) in speech), default=0)
    last = next((n + 1 for n, part in enumerate(after) if part[-1] in ",;:"), len(after))
    return _keys(" ".join(before[first:] + after[:last]), line) - _keys(thing, line)


def _keys(text: str, line: Line) -> frozenset[str]:
    """What the words of meaning of a text are compared by."""
    language = line.article.language
    if language == "en":
        return terms.keys(text)
    return frozenset(token for token in similarity.tokens(text, language) if not token.isdigit())


def _bare(part: str) -> str:
    return part.strip('.,;:”"').casefold()
