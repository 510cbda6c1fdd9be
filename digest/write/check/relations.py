"""Who does what to whom: a line must not turn it round.

For every word of meaning that a line shares with its sentences, the names directly before and behind it are compared:
"A sued B", "B was sued by A" and "A's suit against B" agree, "B sued A" does not. What has no name beside it is not judged.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from digest.write.check import naming, roles
from digest.write.check.naming import Name
from digest.write.check.reading import Reading, Word

_PASSIVE = frozenset("was were is are been be being get gets got getting".split())
_BETWEEN = frozenset(
    """
    has have had having will would can could may might must should did does do not never also again already now still
    just then soon later first once since was were is are been be being officially formally publicly reportedly
    allegedly recently repeatedly to
    """.split()
)
"""Words between a name and what it does."""
_TOWARDS = frozenset(
    "a an the his her its their own against on with to at for over about toward towards upon new".split()
)
"""Words between what is done and to whom."""
_WHERE = frozenset("in at near from by inside outside across through".split())
_TURNS = frozenset(
    "while after before as when because that which who whom but or although though if since until and".split()
)
_MUTUAL = frozenset(
    "meet met meeting talk marri married wed join between together share agree trad rival ally alli neighbour neighbor partn counterpart".split()
)
"""Roots of what two do alike, in whichever order they are named."""
_CLAUSE = frozenset(",;:—()")
_LISTING = frozenset("and or und et y oder ou".split())
_ASIDE = frozenset(",—")
_REACH = 12
_COMPARING = frozenset(
    "more less fewer higher lower larger smaller bigger better worse older younger faster slower than".split()
)


class Deed(NamedTuple):
    """A word with the names beside it."""

    root: str
    agents: tuple[Name, ...]
    patients: tuple[Name, ...]
    at: int


def are_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether nobody does in the line what a cited sentence says somebody else does, or suffers what he does there."""
    line, cited = line.plain, [reading.plain for reading in cited]
    if line.vocabulary.language != "en":  # who does what is told by English word order
        return True
    if not roles.are_kept(line, cited):
        return False
    if not naming.of(line):
        return True
    shared = frozenset[str]().union(*(reading.roots for reading in cited))
    given = {reading: list(_deeds(reading, line.roots)) for reading in cited}
    return all(_is_kept(deed, given) for deed in _deeds(line, shared)) and _keeps_from_and_to(line, cited)


def _is_kept(deed: Deed, given: dict[Reading, list[Deed]]) -> bool:
    same = [(reading, other) for reading, deeds in given.items() for other in deeds if other.root == deed.root]
    agents = [name for _, other in same for name in other.agents]
    patients = [name for _, other in same for name in other.patients]
    for agent in deed.agents:
        if agents and not _is_among(agent, agents):
            earlier = any(_is_among(agent, _names_before(reading, other.at)) for reading, other in same)
            if not earlier or _is_among(agent, patients):
                return False
        if not agents and _is_among(agent, patients):
            return False
    for patient in deed.patients:
        if not _is_among(patient, patients) and _is_among(patient, agents):
            return False
        if patients and not _is_among(patient, patients):
            later = any(_is_among(patient, _names_behind(reading, other.at)) for reading, other in same)
            if not later:
                return False
    return True


def _is_among(name: Name, names: Sequence[Name]) -> bool:
    return any(naming.is_same(name, other) or naming.is_same(other, name) for other in names)


def _deeds(reading: Reading, shared: frozenset[str]) -> Iterator[Deed]:
    named = {at for name in naming.of(reading) for at in range(name.at, name.end)}
    for at, word in enumerate(reading.words):
        if at in named or word.root not in shared or word.root in _MUTUAL:
            continue
        if not reading.is_content(word) and word.bare not in reading.vocabulary.speech:
            continue
        if word.bare in reading.vocabulary.titles or word.bare in _COMPARING:
            continue
        agents, patients = _sides(reading, at, word)
        if agents or patients:
            yield Deed(word.root, agents, patients, at)


def _sides(reading: Reading, at: int, word: Word) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    before, is_passive = _before(reading, at)
    behind, is_by = _behind(reading, at)
    if word.bare in reading.vocabulary.speech and not (before or is_by) and _is_inverted(reading, at, behind):
        return behind, ()  # "...", said Keller
    if is_by:
        return behind, before if is_passive else ()
    return ((), before) if is_passive else (before, behind)


def _before(reading: Reading, at: int) -> tuple[tuple[Name, ...], bool]:
    """The names directly before a word, and whether the word stands in the passive."""
    words, is_passive, is_bare = reading.words, False, False
    place = start = _skip_aside(reading, at)
    while place > 0 and (_is_between(words[place - 1])):
        if set(words[place].pause) & _CLAUSE and place != start:
            return (), False
        is_bare = is_bare or words[place - 1].bare == "to"
        is_passive = is_passive or (words[place - 1].bare in _PASSIVE and not is_bare)
        place -= 1
    if place != start and set(words[place].pause) & _CLAUSE:
        place = _skip_aside(reading, place)
    return _ending_at(reading, place), is_passive and not words[at].bare.endswith("ing")


def _is_inverted(reading: Reading, at: int, names: tuple[Name, ...]) -> bool:
    """Whether a verb of speech and its speaker stand between marks: "..., said Keller, who", but not "said Keller was"."""
    return bool(names and reading.words[at].pause) and (
        names[-1].end >= len(reading.words) or bool(reading.words[names[-1].end].pause)
    )


def _is_between(word: Word) -> bool:
    return word.bare in _BETWEEN or (word.bare.endswith("ly") and not word.is_capital)


def _skip_aside(reading: Reading, at: int) -> int:
    """The place behind the word before an aside between two marks: "Keller, the mayor, said"; -1 where none begins."""
    words = reading.words
    marks = set(words[at].pause) & _CLAUSE if at < len(words) else set()
    if not marks:
        return at
    if marks <= _ASIDE:
        for place in range(at - 1, max(0, at - _REACH), -1):
            if marks <= set(words[place].pause):
                return place
    return -1


def _ending_at(reading: Reading, place: int) -> tuple[Name, ...]:
    """The names of a list that ends at a place: "A, B and C sued"."""
    names = naming.of(reading)
    at = next((i for i, name in enumerate(names) if name.end == place), -1)
    if at < 0 or (names[at].at > 0 and reading.words[names[at].at - 1].bare in _WHERE):
        return ()
    first = at
    while first > 0 and _link(reading, names[first - 1], names[first]):
        first -= 1
    return _listed(reading, names[first : at + 1]) or names[at : at + 1]


def _listed(reading: Reading, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names, where "and" or "or" makes a list of them; commas alone do not."""
    links = {_link(reading, one, other) for one, other in pairwise(names)}
    return names if not links or links & _LISTING else ()


def _link(reading: Reading, one: Name, other: Name) -> str:
    """What joins two names of a list: a comma, "and", or nothing."""
    between = [word.bare for word in reading.words[one.end : other.at]]
    if len(between) == 1 and between[0] in _LISTING:
        return "" if reading.words[one.end].pause else between[0]
    return "," if not between and reading.words[other.at].pause == "," else ""


def _behind(reading: Reading, at: int) -> tuple[tuple[Name, ...], bool]:
    """The names directly behind a word, and whether "by" stands between."""
    words, names = reading.words, naming.of(reading)
    titles = reading.vocabulary.titles | naming.STATUS
    place, is_by = at + 1, False
    while place < len(words) and not set(words[place].pause) & _CLAUSE:
        found = next((i for i, name in enumerate(names) if name.at == place), -1)
        if found >= 0:
            last = found
            while last + 1 < len(names) and _link(reading, names[last], names[last + 1]):
                last += 1
            return _listed(reading, names[found : last + 1]) or names[found : found + 1], is_by
        word = words[place].bare
        is_by = is_by or word == "by"
        if word != "by" and word not in _TOWARDS and word not in titles:
            break
        place += 1
    return (), False


def _names_before(reading: Reading, at: int) -> list[Name]:
    """The names before a word with nothing but names, titles and small words between: "Keller of Bonn resigned"."""
    titles = reading.vocabulary.titles | naming.STATUS
    named = {place for name in naming.of(reading) for place in range(name.at, name.end)}
    start = at
    while start > 0:
        word = reading.words[start - 1]
        if start - 1 not in named and word.bare not in titles and (reading.is_content(word) or word.bare in _TURNS):
            break
        start -= 1
    return [name for name in naming.of(reading) if start <= name.at < at]


def _names_behind(reading: Reading, at: int) -> list[Name]:
    """The names of the clause behind a word; "and" begins another, unless a name follows."""
    end = at + 1
    while end < len(reading.words):
        is_and = reading.words[end].bare == "and" and end + 1 < len(reading.words) and reading.words[end + 1].is_capital
        if reading.words[end].bare in _TURNS and not is_and:
            break
        end += 1
    return [name for name in naming.of(reading) if at < name.at < end]


def _keeps_from_and_to(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether no name that the sentences put behind "from" alone stands behind "to", or the other way round."""
    for name in naming.of(line):
        role = _role(line, name)
        roles = {_role(r, other) for r in cited for other in naming.of(r) if naming.is_same(name, other)}
        if role and roles and "" not in roles and role not in roles:
            return False
    return True


def _role(reading: Reading, name: Name) -> str:
    at = name.at
    while at and reading.words[at - 1].bare in _TOWARDS - {"to"}:
        at -= 1
    word = reading.words[at - 1].bare if at else ""
    return word if word in ("from", "to") else ""
