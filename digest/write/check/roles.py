"""Common nouns that do and suffer: "families pay for managers" must not become "managers pay for families"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.write.check.reading import Reading, Word

_AUXILIARY = frozenset(
    """
    has have had having will would can could may might must should did does do not never also again already now still
    just then soon later first once won't don't doesn't didn't can't cannot shouldn't wouldn't couldn't to
    """.split()
)
_PASSIVE = frozenset("was were is are been be being get gets got getting".split())
_CLAUSE = frozenset(",;:—()")
_TURNS = frozenset("while after before as when because that which who whom but although though if since until".split())
_OWNED = frozenset("his her its their".split())
_MUTUAL = frozenset("meet met join between together share agree trad talk marri match equal resembl pass".split())


class Act(NamedTuple):
    """A word with the noun directly before it and the words of its clause behind it."""

    root: str
    subject: Word
    behind: frozenset[str]
    """Roots."""
    is_owned: bool
    """Whether the subject is "his lawyer" or somebody's."""


def are_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether no subject and object have changed places, and nobody does what "his lawyer" does in the sentences."""
    shared = frozenset[str]().union(*(reading.roots for reading in cited))
    given = [act for reading in cited for act in _acts(reading, line.roots)]
    for act in _acts(line, shared):
        same = [other for other in given if other.root == act.root]
        if any(_is_swapped(act, other) for other in same) and all(_is_other(act, other) for other in same):
            return False
        if same and act.subject.is_capital and not act.is_owned and all(_is_anothers(other, line) for other in same):
            return False
    return True


def _is_swapped(one: Act, other: Act) -> bool:
    return one.subject.root in other.behind and other.subject.root in one.behind and _is_other(one, other)


def _is_other(one: Act, other: Act) -> bool:
    return one.subject.root != other.subject.root


def _is_anothers(other: Act, line: Reading) -> bool:
    """Whether somebody's lawyer does it in the sentence, and the line speaks of no lawyer."""
    return other.is_owned and not other.subject.is_capital and other.subject.root not in line.roots


def _acts(reading: Reading, shared: frozenset[str]) -> Iterator[Act]:
    words = reading.words
    for at, word in enumerate(words):
        if word.root not in shared or word.root in _MUTUAL or word.is_capital or not reading.is_content(word):
            continue
        start, is_passive = _verb_start(words, at)
        if start < 1 or is_passive or set(words[start].pause) & _CLAUSE or not reading.is_content(words[start - 1]):
            continue
        behind = list(_behind(words, at))
        if behind[:1] and behind[0].bare == "by":
            continue
        roots = frozenset(each.root for each in behind if reading.is_content(each))
        yield Act(word.root, words[start - 1], roots, _is_owned(words, start - 1))


def _verb_start(words: Sequence[Word], at: int) -> tuple[int, bool]:
    is_passive = False
    while at > 0 and words[at - 1].bare in _AUXILIARY | _PASSIVE:
        if set(words[at].pause) & _CLAUSE:
            break
        at -= 1
        is_passive = is_passive or words[at].bare in _PASSIVE
    return at, is_passive


def _behind(words: Sequence[Word], at: int) -> Iterator[Word]:
    for word in words[at + 1 :]:
        if set(word.pause) & _CLAUSE or word.bare in _TURNS:
            return
        yield word


def _is_owned(words: Sequence[Word], at: int) -> bool:
    near = words[max(0, at - 2) : at]
    return any(word.bare in _OWNED or word.is_owner for word in near)
