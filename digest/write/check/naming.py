"""Who and what a sentence names, and with which title: a line may name only what its sentences name."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from digest.write.check.reading import Reading, Word
from digest.write.nations import SAME, SPELLED

_CONNECTORS = frozenset("of the and de la von van for & al bin der di da du el le den und und y et".split())
STATUS = frozenset(
    "former ex acting interim late deputy vice incoming outgoing retired then disgraced ehemalige ehemaliger ehemaligen".split()
)
"""Words that say that somebody holds an office no more, not yet, or for another."""
_STATUS_REACH = 5
_COMMON = frozenset(
    """
    officials authorities police lawmakers legislators prosecutors investigators inspectors researchers scientists
    residents workers employees critics supporters opponents experts analysts economists protesters demonstrators
    investors shares prices people voters talks parents students doctors nurses firefighters rescuers soldiers troops
    witnesses families companies businesses government parliament court courts judges ministers leaders unions teachers
    farmers drivers passengers engineers banks trade traders markets stocks oil fighting fire flooding floods rain
    storms heat snow wind rescue aid women men children girls boys patients users customers consumers homes schools
    hospitals flights trains ships planes negotiators diplomats aides allies rivals lawyers attorneys jurors senators
    republicans democrats conservatives liberals members thousands hundreds dozens millions nearly roughly almost
    fewer several none nobody neither both half plans rules laws taxes wages sales profits exports imports inflation
    unemployment crime violence peace war security health education energy water food housing tourism traffic
    organizers organisers campaigners activists historians neighbors neighbours locals crews divers pilots
    """.split()
)
"""What sentences about news often begin with; it is no name there."""
_ACRONYM = re.compile(r"[A-Z][A-Z.&]+")


class Name(NamedTuple):
    """A run of capitalised words."""

    words: tuple[str, ...]
    """Casefolded, in the one form that a country and its people share; without titles."""
    at: int
    end: int
    initials: str
    is_doubtful: bool = False
    """Its first word begins a sentence, so that the capital says little."""


def of(reading: Reading) -> tuple[Name, ...]:
    """The names of a sentence in order; read once."""
    found = reading.__dict__.get("names")
    if found is None:
        found = reading.__dict__["names"] = tuple(_names(reading))
    return found


def _names(reading: Reading) -> list[Name]:
    found: list[Name] = []
    run: list[int] = []
    for at, word in enumerate(reading.words):
        is_part = _is_part(word, reading)
        if run and (not is_part or _breaks(word, reading.words[run[-1]])):
            found += _made(run, reading)
            run = []
        if is_part:
            run.append(at)
    return found + (_made(run, reading) if run else [])


def _breaks(word: Word, before: Word) -> bool:
    return bool(word.pause.replace(".", "")) or before.is_owner or (word.pause == "." and word.is_first)


def _is_part(word: Word, reading: Reading) -> bool:
    vocabulary = reading.vocabulary
    if not any(part[:1].isupper() for part in word.core.split("-")) or word.bare in vocabulary.months | vocabulary.days:
        return False
    if word.bare in vocabulary.titles or word.bare in STATUS or word.core in ("I", "I'm", "I've", "I'd", "I'll"):
        return False
    if not word.is_first or (len(word.core) > 1 and not word.core[1:].islower()):
        return True
    return (
        word.bare not in vocabulary.numbers
        and word.bare not in vocabulary.starters
        and word.bare not in vocabulary.stop
    )


def _made(run: list[int], reading: Reading) -> list[Name]:
    """The names in a run; the parts of a word with a hyphen are names of their own: US-led, Israeli-Palestinian."""
    words = [reading.words[at] for at in run]
    parts = [part for word in words for part in _parts(word)]
    initials = "".join(part[:1] for part in parts)
    is_doubtful = words[0].is_first and words[0].core[1:].islower()
    return [Name(_same(parts), run[0], run[-1] + 1, initials, is_doubtful)] if parts else []


def _parts(word: Word) -> list[str]:
    if _ACRONYM.fullmatch(word.core):
        return [word.bare.replace(".", "")]
    return [
        bare
        for core, bare in zip(word.core.split("-"), word.bare.split("-"), strict=False)
        if core[:1].isupper() and bare
    ]


def _same(parts: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for part in parts:
        if found and (found[-1], part) in SPELLED:
            found[-1] = SPELLED[found[-1], part]
        else:
            found.append(part)
    return tuple(SAME.get(part, part) for part in found)


# ------------------------------------------------------------------------------------------------ the rules


def are_given(line: Reading, cited: Sequence[Reading], is_common: Callable[[str], bool]) -> bool:
    """Whether every name of the line is one of its sentences; ``is_common`` knows words that are no names."""
    plain = [reading.plain for reading in cited if reading.plain is not reading]
    known = [name for reading in (*cited, *plain) for name in (*of(reading), *_connected(reading))]
    return all(
        any(is_same(name, other) for other in known)
        or (
            name.is_doubtful
            and _is_ordinary(line.words[name.at], cited, is_common)
            and any(is_same(name._replace(words=name.words[1:]), other) for other in known or [name])
        )
        for name in of(line)
    )


def _is_ordinary(word: Word, cited: Sequence[Reading], is_common: Callable[[str], bool]) -> bool:
    if word.bare in _COMMON or any(word.bare in reading.bare or word.root in reading.roots for reading in cited):
        return True
    return is_common(word.bare)


def is_same(name: Name, other: Name) -> bool:
    """Whether a name is another, or a part of it, or its initials."""
    rest = iter(other.words)
    if all(word in rest for word in name.words):
        return True
    return len(name.words) == 1 and len(name.words[0]) > 1 and name.words[0] == other.initials


def _connected(reading: Reading) -> list[Name]:
    """Names with the small words between them: Bank of America."""
    found: list[Name] = []
    names = of(reading)
    for before, after in pairwise(names):
        between = reading.words[before.end : after.at]
        is_one = all(word.bare in _CONNECTORS and not word.pause for word in between) and not _breaks(
            reading.words[after.at], reading.words[before.end - 1]
        )
        if is_one and between:
            last = found.pop() if found and found[-1].end == before.end else before
            found.append(Name(last.words + after.words, last.at, after.end, last.initials + after.initials))
    return found


def titles_are_given(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether each title or office stands in the cited sentences, and is there given to nobody else alone."""
    known = frozenset[str]().union(*(reading.bare for reading in cited))
    said = {part for word in line.words for part in word.bare.split("-")} & (line.vocabulary.titles | STATUS)
    if not said <= known:
        return False
    return all(_is_titled_so(titles, name, cited) for titles, name in _titled(line))


def _titled(reading: Reading) -> list[tuple[frozenset[str], Name]]:
    """The names with titles directly before them."""
    return [(found, name) for name in of(reading) if (found := _titles_before(reading, name))]


def _titles_before(reading: Reading, name: Name) -> frozenset[str]:
    titles = reading.vocabulary.titles | STATUS
    found: set[str] = set()
    at = name.at
    while at and not reading.words[at].pause.strip(".") and not reading.words[at - 1].is_owner:
        parts = set(reading.words[at - 1].bare.split("-"))
        if not parts & titles:
            break
        found |= parts & titles
        at -= 1
    return frozenset(found)


def _is_titled_so(titles: frozenset[str], name: Name, cited: Sequence[Reading]) -> bool:
    """Whether no cited sentence gives these titles to others only, or gives the name a "former" that the line drops."""
    around = [
        (_titles_near(reading, other), _titles_before(reading, other))
        for reading in cited
        for other in of(reading)
        if is_same(name, other)
    ]
    if not around:
        return True
    if not any(titles <= near for near, _ in around):
        return False
    is_past = [bool(before & STATUS) for _, before in around if before]
    return bool(titles & STATUS) or not is_past or not all(is_past)


def _titles_near(reading: Reading, name: Name) -> frozenset[str]:
    """The titles between a name and the names around it: before it, or after it as in "Keller, the mayor,"."""
    titles = reading.vocabulary.titles | STATUS
    others = [other for other in of(reading) if other.at != name.at]
    left = max((other.end for other in others if other.end <= name.at), default=0)
    right = min((other.at for other in others if other.at >= name.end), default=len(reading.words))
    before = reading.words[max(left - 1, name.at - _STATUS_REACH * 2, 0) : name.at]
    after = reading.words[name.end : min(right, name.end + _STATUS_REACH)]
    if right < len(reading.words):  # what stands directly before the next name is that one's
        after = after[: max(0, len(after) - len(_titles_before(reading, next(o for o in others if o.at == right))))]
    return frozenset(part for word in (*before, *after) for part in word.bare.split("-") if part in titles)
