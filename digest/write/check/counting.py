"""Whether a line counts and dates what its sentences count and date.

It may use only amounts of its sentences, no more often than they do, and beside the words they stand beside there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.write.check import amounts
from digest.write.check.reading import Reading, root

_SAME_FIGURE = {
    "half": ("50", "%"),
    "quarter": ("25", "%"),
    "double": ("2", ""),
    "triple": ("3", ""),
    "dozen": ("12", ""),
}
_FROM_TO = frozenset({"from", "to"})
_ROUGHLY = frozenset(
    "about around nearly almost roughly some approximately just only over under more less than at least most up a the early late".split()
)
_CLAUSE = frozenset(",;:—")
_PARTING = frozenset(
    "and but or while whereas against compared than after before since when as because following with despite amid".split()
)
_OWN, _OTHER = 0, 1
_JOINING = frozenset("of to and out".split())
Anchor = str | amounts.Meaning
_NEAR = 6
_CLOSE = 3
"""So many words at most lie between an amount and the word it belongs to."""


def are_given(line: Reading, cited: Sequence[Reading], *, dates: bool) -> bool:
    """Whether each amount of the line (its dates, or its numbers) stands in the cited sentences, as often as there."""
    given = [amount for reading in cited for amount in amounts.of(reading).amounts]
    known = {meaning for amount in given for meaning in amount.meanings}
    known |= {(value.partition(" ")[2], "") for amount in given if amount.is_date for value, _ in amount.meanings}
    known |= {(part, "") for reading in cited for code in amounts.of(reading).codes for part in code.split("-")}
    said = [amount for amount in amounts.of(line).amounts if amount.is_date == dates]
    roots = frozenset[str]().union(*(reading.roots for reading in cited))
    if not all(any(_is_known(meaning, known, roots) for meaning in amount.meanings) for amount in said):
        return False
    counts = Counter(meaning for amount in given for meaning in set(amount.meanings))
    times = Counter(next((m for m in amount.meanings if m in counts), amount.meanings[0]) for amount in said)
    if any(count > counts[meaning] > 0 for meaning, count in times.items()):
        return False
    return dates or (_codes_are_given(line, cited) and _rates(line) <= roots)


def _is_known(meaning: amounts.Meaning, known: set[amounts.Meaning], roots: frozenset[str]) -> bool:
    value, unit = meaning
    if meaning in known or _SAME_FIGURE.get(value) in known:
        return True
    if any(meaning == same and (figure, "word") in known for figure, same in _SAME_FIGURE.items()):
        return True
    units = {other for figure, other in known if figure == value}
    if not unit:
        return bool(units - {"%", "pp", "word", "th"})
    return "" in units and unit not in ("%", "pp") and unit not in amounts.MONEY.values() and root(unit) in roots


def _rates(line: Reading) -> set[str]:
    """The roots of what amounts are counted by: a day, per hour."""
    pairs = zip(line.words, line.words[1:], strict=False)
    return {
        word.root
        for by, word in pairs
        if by.bare in ("a", "an", "per") and word.bare in amounts.MEASURES and not word.pause
    }


def _codes_are_given(line: Reading, cited: Sequence[Reading]) -> bool:
    known = {code for reading in cited for code in amounts.of(reading).codes}
    known |= {part for code in known for part in code.split("-")}
    spoken = " ".join(f" {reading.text.casefold()} " for reading in cited)
    return all(
        code in known or code.replace("-", " to ") in spoken or code.replace("-", " and ") in spoken
        for code in amounts.of(line).codes
    )


def keep_their_place(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether each amount stands beside a word that it stands beside in a cited sentence, and keeps its from and to.

    An amount without a neighbour that the sentences know is not judged: it may be told in other words.
    """
    line, cited = line.plain, [reading.plain for reading in cited]
    pairs = {pair for reading in cited for pair in _joined(reading)}
    if any((one, other) not in pairs and (other, one) in pairs for one, other in _joined(line)):
        return False
    return all(
        _is_in_place(amount, line, [reading for reading in cited if _has(reading, amount)])
        for amount in amounts.of(line).amounts
    )


def _joined(reading: Reading) -> Iterator[tuple[str, str]]:
    """The values that only small words join: 34 of its 41, between 2015 and 2019."""
    for one, other in pairwise(amounts.of(reading).amounts):
        between = reading.words[one.end : other.at]
        is_bare = not any(reading.is_content(word) or word.pause for word in between)
        if is_bare and one.kind == other.kind and {word.bare for word in between[:3]} & _JOINING:
            yield one.meanings[0][0], other.meanings[0][0]


def _has(reading: Reading, amount: amounts.Amount) -> bool:
    return any(_is_same(amount, other) for other in amounts.of(reading).amounts)


def _is_same(amount: amounts.Amount, other: amounts.Amount) -> bool:
    values = {value for value, _ in other.meanings}
    return amount.kind == other.kind and any(m in other.meanings or m[0] in values for m in amount.meanings)


def _is_in_place(amount: amounts.Amount, line: Reading, cited: Sequence[Reading]) -> bool:
    if not cited:
        return True
    if role := _role(line, amount.at):
        others = [(r, other) for r in cited for other in amounts.of(r).amounts if other.kind == amount.kind]
        like = [_is_same(amount, other) for r, other in others if _role(r, other.at) == role]
        if like:
            return any(like)
    return any(_has_neighbour(amount, line, reading) for reading in cited)


def _role(reading: Reading, at: int) -> str:
    """The "from" or "to" before a word."""
    while at and reading.words[at - 1].bare in _ROUGHLY:
        at -= 1
    word = reading.words[at - 1].bare if at else ""
    return word if word in _FROM_TO else ""


def _has_neighbour(amount: amounts.Amount, line: Reading, reading: Reading) -> bool:
    """Whether a word beside the amount belongs to it in the sentence as well, or no such word belongs to another."""
    rivals = [other for other in amounts.of(reading).amounts if other.kind == amount.kind]
    if len({other.meanings for other in rivals}) < 2:
        return True
    before, behind = _around(amount, line, -1), _around(amount, line, 1)
    anchors = (before or behind) if amount.is_date else (*before, *behind)
    found = [known for anchor in anchors if (known := _belongs(amount, anchor, reading, rivals))]
    return not found or min(found)[1] == _OWN


def _around(amount: amounts.Amount, line: Reading, step: int) -> list[Anchor]:
    """The roots of the words of meaning on one side of an amount, as far as the next clause; or a number beside a date."""
    found: list[Anchor] = []
    at = amount.end if step > 0 else amount.at - 1
    for _ in range(_NEAR):
        if not 0 <= at < len(line.words) or line.words[at].bare in _PARTING:
            break
        word = line.words[at]
        if step > 0 and set(word.pause) & _CLAUSE:
            break
        if other := _amount_at(at, line):
            return [*found, other.meanings[0]] if amount.is_date and not other.is_date else found
        if line.is_content(word):
            found.append(word.root)
        if step < 0 and set(word.pause) & _CLAUSE:
            break
        at += step
    return found


def _places(anchor: Anchor, reading: Reading) -> list[int]:
    """Where a word, or a number, stands in a sentence."""
    if isinstance(anchor, str):
        return [at for at, word in enumerate(reading.words) if anchor in (word.root, *map(root, word.bare.split("-")))]
    return [amount.end - 1 for amount in amounts.of(reading).amounts if anchor in amount.meanings]


def _amount_at(at: int, reading: Reading) -> amounts.Amount | None:
    return next((amount for amount in amounts.of(reading).amounts if amount.at <= at < amount.end), None)


def _belongs(
    amount: amounts.Amount, anchor: Anchor, reading: Reading, rivals: Sequence[amounts.Amount]
) -> tuple[int, int] | None:
    """How closely a word of a sentence belongs to this amount or to another; None where that is not clear.

    It belongs to the amount it stands closely behind, or directly before; what stands before the first amount may
    be said of all of them.
    """
    found: list[tuple[int, int]] = []
    places = _places(anchor, reading)
    for place in places:
        ranked = [(_distance(place, other, reading), _OTHER - _is_same(amount, other)) for other in rivals]
        nearest, whose = min(ranked)
        is_shared = place < min(other.at for other in rivals) and nearest >= 2
        if nearest <= _CLOSE and not is_shared:
            found.append((int(nearest), whose))
    own = [each for each in found if each[1] == _OWN]
    return min(own) if own else (min(found) if found and len(found) == len(places) else None)


def _joined_end(amount: amounts.Amount, reading: Reading) -> int:
    """The place behind the second of two amounts that count the same thing: 1,450 of its 23,000 jobs."""
    after = next((other for other in amounts.of(reading).amounts if other.at >= amount.end), None)
    is_joined = after and after.kind == amount.kind and after.at - amount.end <= 3
    between = {word.bare for word in reading.words[amount.end : after.at]} if after and is_joined else set()
    return after.end if after and "of" in between else amount.end


def _distance(place: int, amount: amounts.Amount, reading: Reading) -> float:
    """How far a word is from an amount: further in another clause, a little further where it stands before it.

    What stands behind a date has mostly nothing to do with it.
    """
    steps: float
    if place >= amount.end:
        joined = _joined_end(amount, reading)
        amount = amount._replace(end=joined) if place >= joined else amount
        steps, between = place - amount.end + 1 + _NEAR * amount.is_date, reading.words[amount.end : place + 1]
    else:
        steps, between = amount.at - place + 0.5, reading.words[place + 1 : amount.at + 1]
    return steps + _NEAR * sum(bool(set(word.pause) & _CLAUSE) or word.bare in _PARTING for word in between)
