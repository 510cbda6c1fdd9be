"""What a claim hangs on: its conditions and exceptions, who makes it, on whom it was found. A line must keep them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.write.check.reading import Reading

_CLAUSE = frozenset(",;:—()")
_TURNS = frozenset("and but because while although though which who whom that".split())
_CONDITIONS = (
    *(
        (word,)
        for word in "if unless provided providing assuming pending barring except excluding excepting absent".split()
    ),
    *(
        tuple(phrase.split())
        for phrase in (
            "as long as, so long as, subject to, on condition, in case, but for, but not, anything but, anyone but, nothing but, "
            "apart from, aside from, other than, save for, with the exception"
        ).split(", ")
    ),
)
"""What begins a condition or an exception."""
_NO_CONDITION = frozenset(("as if", "even if", "if not", "ask if", "asked if", "see if", "know if", "wonder if"))
_KEPT = frozenset(
    """
    if unless provided providing assuming pending barring except excepting excluding subject condition conditions
    conditional otherwise depend depends depending hinge hinges only apart aside exception exceptions threatens threatened
    """.split()
)
"""One of these words keeps a condition or an exception, perhaps turned round: "only if"."""
_PERHAPS_KEPT = frozenset("without but save other absent until requires needs threat as should not no".split())
"""So do these, where the sentence has them in the condition or not at all."""
_TRIED_ON = frozenset(
    "mouse mice rat rats monkey monkeys macaque macaques rabbit rabbits pig pigs rodent rodents animal animals zebrafish".split()
)
"""What was found in them was not found in people."""
_TELLING = frozenset(
    """
    said say says saying added adds argued argues claimed claims insisted insists stated asserted contended contends alleged
    alleges noted warned warns testified predicted explained maintains maintained believes
    """.split()
)
_ATTRIBUTING = frozenset(
    "according denied denies denying pledged pledges promises promise alleged allegedly reportedly critics accusing saying".split()
)
_RECORDERS = frozenset(
    """
    officials official police authorities office bureau survey agency commission prosecutors firefighters rescuers hospital
    statement statistics department people companies it
    """.split()
)
"""Who tells what they count and record; what they say may be told as it is. "It" is named before."""
_ARTICLES = frozenset("a an the who which his her their its".split())
_ASIDE = 6


class Part(NamedTuple):
    """What a sentence says by somebody's word."""

    content: frozenset[str]
    """The roots of what is said."""
    speaker: frozenset[str]
    """The words that name who says it."""


def are_conditions_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether a line that tells what a sentence ties to a condition or an exception ties it as well."""
    if line.vocabulary.language != "en":
        return True
    said = _content(line)
    for reading in cited:
        for marker, tied in _tied(reading):
            if not _tells(said, tied):
                continue
            free = _PERHAPS_KEPT - (reading.bare - set(marker))
            if not (_KEPT | free) & line.bare or _is_swapped(marker[0], reading, line):
                return False
    return True


def _is_swapped(marker: str, reading: Reading, line: Reading) -> bool:
    """Whether "unless" became "if", or the other way round, with no denial that would make up for it."""
    other = {"unless": "if", "if": "unless"}.get(marker, "")
    is_other = other in line.bare and marker not in line.bare and other not in reading.bare
    denials = line.vocabulary.negations
    return is_other and not denials & line.bare and not denials & reading.bare and not _is_missing(line, reading)


def _is_missing(line: Reading, reading: Reading) -> bool:
    lacking = {"miss", "misses", "fail", "fails", "lack", "lacks", "lose", "loses"}
    return bool(lacking & (line.bare | reading.bare))


def _tied(reading: Reading) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """Each marker of a condition with the roots of the clause that it limits."""
    words = [word.bare for word in reading.words]
    for at in range(len(words)):
        marker = next((m for m in _CONDITIONS if tuple(words[at : at + len(m)]) == m), ())
        if not marker or " ".join(words[max(0, at - 1) : at + 1]) in _NO_CONDITION or _is_verb(reading, at):
            continue
        if " ".join(words[at : at + 2]) not in _NO_CONDITION:
            yield marker, _behind(reading, at) if _opens(reading, at) else _before(reading, at)


def _is_verb(reading: Reading, at: int) -> bool:
    """Whether "provided" and its like are what somebody does, or "absent" and "pending" what something is."""
    words = reading.words
    if words[at].bare not in ("provided", "providing", "assuming", "absent", "pending"):
        return False
    after = words[at + 1].bare if at + 1 < len(words) else ""
    return after != "that" and not set(words[at].pause) & _CLAUSE


def _opens(reading: Reading, at: int) -> bool:
    """Whether a condition stands before what it limits: "If it rains, ..."."""
    return at == 0 or (reading.words[at - 1].bare in _TURNS and reading.words[at].bare in ("if", "unless"))


def _before(reading: Reading, at: int) -> frozenset[str]:
    """The roots of the clause before a word; of the one before that as well, where it says but one thing."""
    found: set[str] = set()
    words = reading.words
    while at > 0:
        at -= 1
        word = words[at]
        found |= {word.root} if reading.is_content(word) else set()
        if len(found) > 1 and (set(word.pause) & _CLAUSE or word.bare in _TURNS):
            break
    return frozenset(found)


def _behind(reading: Reading, at: int) -> frozenset[str]:
    """The roots of the clause behind the first comma."""
    found: set[str] = set()
    has_begun = False
    for word in reading.words[at + 1 :]:
        is_new = bool(set(word.pause) & _CLAUSE)
        if has_begun and is_new and len(found) > 1:
            break
        has_begun = has_begun or is_new
        found |= {word.root} if has_begun and reading.is_content(word) else set()
    return frozenset(found)


def _after(reading: Reading, at: int) -> frozenset[str]:
    """The roots of the rest of the clause."""
    return frozenset(w.root for w in reading.words[at + 1 : _end(reading, at + 1)] if reading.is_content(w))


def _content(reading: Reading) -> frozenset[str]:
    return frozenset(word.root for word in reading.words if reading.is_content(word))


def _tells(said: frozenset[str], tied: frozenset[str]) -> bool:
    """Whether most of a clause, or most of the line, is the same."""
    return bool(tied) and 2 * len(said & tied) > min(len(tied), len(said))


# ------------------------------------------------------------------------------------------------ on whom


def is_scope_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether what was found in animals is told of animals."""
    if line.vocabulary.language != "en" or _TRIED_ON & line.bare:
        return True
    said = _content(line)
    limited = [_found_in(reading) for reading in cited]
    plain = frozenset[str]().union(*(_content(r) for r in cited if not _TRIED_ON & r.bare))
    return not any(2 * len(said & tied - plain) > len(said) for tied in limited)


def _found_in(reading: Reading) -> frozenset[str]:
    """The roots of the clauses with an animal that something was found in."""
    words = reading.words
    for at, word in enumerate(words):
        if word.bare in _TRIED_ON and {"in", "of", "on"} & {near.bare for near in words[max(0, at - 3) : at]}:
            return _before(reading, at) | _after(reading, at)
    return frozenset()


# ------------------------------------------------------------------------------------------------ who says it


def is_attributed(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether a line that tells what a sentence has somebody say names him, or that it is said."""
    vocabulary = line.vocabulary
    if vocabulary.language != "en" or (vocabulary.speech | vocabulary.judging | _ATTRIBUTING) & line.bare:
        return True
    said = _content(line)
    parts = {reading: list(_parts(reading)) for reading in cited}
    plain = frozenset[str]().union(*(_plain(reading, found) for reading, found in parts.items()))
    return not any(
        2 * len(said & part.content - plain) > len(said) and not part.speaker & line.bare
        for found in parts.values()
        for part in found
    )


def _plain(reading: Reading, parts: Sequence[Part]) -> frozenset[str]:
    return _content(reading).difference(*(part.content for part in parts))


def _parts(reading: Reading) -> Iterator[Part]:
    words = reading.words
    for at, word in enumerate(words):
        if word.bare == "according" and at + 1 < len(words) and words[at + 1].bare == "to":
            end = _end(reading, at + 2)
            start, stop = (end, len(words)) if at == 0 else (0, at)
            yield from _part(reading, start, stop, at + 2, end)
        elif word.bare in _TELLING:
            yield from _told(reading, at)


def _told(reading: Reading, at: int) -> Iterator[Part]:
    """What a verb of speech has said: before it in "..., Keller said", behind it in "Keller said ..."."""
    words = reading.words
    start = _start(reading, at)
    end = _end(reading, at + 1)
    is_last = end == at + 1 or _is_circumstance(words[at + 1].bare if at + 1 < len(words) else "")
    if start == at and start > 0 and end - at <= _ASIDE + 1 and not _is_apposition(reading, at):
        yield from _part(reading, 0, at, at + 1, end)
    elif start > 0 and is_last:
        yield from _part(reading, 0, start, start, at)
    else:
        first = 0 if start == at else start
        yield from _part(reading, at + 1, _stop(reading, at + 1), first, at)


def _is_circumstance(word: str) -> bool:
    return word in ("on", "in", "at", "to", "during", "after", "before")


def _is_apposition(reading: Reading, at: int) -> bool:
    """Whether the mark before a word closes what stands beside a name: "Keller, the mayor, said"."""
    start = _start(reading, at - 1)
    return start > 0 and reading.words[start].bare in _ARTICLES


def _part(reading: Reading, start: int, stop: int, first: int, last: int) -> Iterator[Part]:
    speaker = frozenset(word.bare for word in reading.words[first:last])
    if speaker & _RECORDERS:
        return
    content = frozenset(word.root for word in reading.words[start:stop] if reading.is_content(word))
    names = frozenset(word.bare for word in reading.words[first:last] if reading.is_content(word))
    yield Part(content, names)


def _start(reading: Reading, at: int) -> int:
    """Where the clause of a word begins."""
    while at > 0 and not set(reading.words[at].pause) & (_CLAUSE | set('"“”')):
        at -= 1
    return at


def _end(reading: Reading, at: int) -> int:
    """The place behind the clause that begins here."""
    while at < len(reading.words) and not set(reading.words[at].pause) & _CLAUSE:
        at += 1
    return min(at, len(reading.words))


def _stop(reading: Reading, at: int) -> int:
    """Where what is said ends: with the sentence, or where another one begins."""
    while at < len(reading.words):
        word = reading.words[at]
        if ";" in word.pause or (word.pause and word.bare in ("while", "but", "though", "although")):
            break
        at += 1
    return at
