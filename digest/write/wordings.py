"""Whether two outlets print one utterance in other words, or the same words shortened, spelled or marked otherwise."""

import difflib
import functools
import re
from collections import Counter

from digest.text import lines, words

_GAP = "…"
"""Stands for what was left out or put in by the outlet: an ellipsis, words in brackets."""
_GAPS = re.compile(r"\[[^\]]*\]|\([^)]*\)|\.{3}|…|(?:\. ){2,}\.")
_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
"""The "[W]e" of a quotation that begins in the middle of a sentence."""
_SPELLED = (
    (re.compile(r"(?<=\w)-(?=\w)"), ""),
    (re.compile(r"\s*[–—―]+\s*|--+"), " "),
    (re.compile(r"\bno\. ?(?=\d|one\b)", re.IGNORECASE), "number "),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE), ""),
    (re.compile(r"%"), " percent"),
    (re.compile(r"&"), " and "),
    (re.compile(r"[@#](?=\w)"), ""),
    (re.compile(r"\b(?:can't|cannot)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"n't\b", re.IGNORECASE), " not"),
    (re.compile(r"'re\b", re.IGNORECASE), " are"),
    (re.compile(r"'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"'m\b", re.IGNORECASE), " am"),
    (re.compile(r"(?<=\w)'(?:s|d)\b", re.IGNORECASE), ""),
)
"""Ways of writing that are no other words; what "'s" and "'d" stand for is not known."""
_BRITISH = (
    (re.compile(r"(?<=\w)our"), "or"),
    (re.compile(r"is(?=(?:e[ds]?|ing|ation)$)"), "iz"),
    (re.compile(r"ll"), "l"),
)
_FEWEST = 4
"""Words that two wordings of one utterance have in common."""
_ALIKE = 0.75
"""This share of the words, where two wordings overlap, are the same; else somebody said something else."""
_HALF = 0.5
_REPLACED = 3
"""So many words stand in the place of others; where there are more, something was left out."""
_EDGE = 2
"""So many words at an end may be other ones; more of them and the outlets stop at different places."""
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"']?\s+(?=[\"'“‘]?[A-ZÀ-Ý])")


def differ(one: str, other: str, language: str = "en") -> bool:
    """Whether one has a word in the place of another word, or a denial that the other one lacks.

    Words left out, with an ellipsis or without, are no difference; nor are marks, capitals, spelling or what stands in
    brackets.
    """
    left, right = _plain(one, language), _plain(other, language)
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if same < _FEWEST or not _overlaps(left, right, blocks, same):
        return False
    return any(_replaces(left, right, code, language) for code in matcher.get_opcodes())


def shared(one: str, other: str, language: str = "en") -> str:
    """The sentences of a quotation that another wording of it prints as well, from the first such to the last."""
    parts = _SENTENCE.split(one)
    home = [at for at, part in enumerate(parts) for _ in _plain(part, language)]
    left = tuple(token for part in parts for token in _plain(part, language))
    blocks = difflib.SequenceMatcher(None, left, _plain(other, language), autojunk=False).get_matching_blocks()
    same = Counter(home[place] for block in blocks for place in range(block.a, block.a + block.size))
    found = [at for at, count in sorted(same.items()) if count >= _HALF * home.count(at)]
    if not found:
        return one
    start = one.index(parts[found[0]])
    return one[start : one.index(parts[found[-1]], start) + len(parts[found[-1]])]


def _overlaps(left: tuple[str, ...], right: tuple[str, ...], blocks: list[difflib.Match], same: int) -> bool:
    """Whether they are the same words nearly throughout where they overlap."""
    first, last = blocks[0], blocks[-1]
    here, there = left[first.a : last.a + last.size], right[first.b : last.b + last.size]
    return same >= _ALIKE * max(len(here) - here.count(_GAP), len(there) - there.count(_GAP))


def _replaces(
    left: tuple[str, ...], right: tuple[str, ...], code: tuple[str, int, int, int, int], language: str
) -> bool:
    tag, start, end, begin, stop = code
    here, there = left[start:end], right[begin:stop]
    if tag == "equal" or _GAP in left[max(0, start - 1) : end + 1] or _GAP in right[max(0, begin - 1) : stop + 1]:
        return False
    is_inner = min(start, begin) > 0 and end < len(left) and stop < len(right)
    if tag != "replace":
        return is_inner and not words.of(language).negations.isdisjoint(here + there)
    is_short = len(here) == len(there) <= _EDGE
    is_inner = is_inner and max(len(here), len(there)) <= _REPLACED
    return (is_inner or is_short) and "".join(here) != "".join(there)


@functools.lru_cache(maxsize=1024)
def _plain(text: str, language: str) -> tuple[str, ...]:
    """The words, spelled in one way; what was left out or put in is one mark."""
    text = _GAPS.sub(f" {_GAP} ", _CAPITAL.sub(r"\1", text.replace("’", "'")))
    for found, written in _SPELLED:
        text = found.sub(written, text)
    for spelled in words.of(language).percent:
        text = re.sub(rf"\b{re.escape(spelled)}\b", "percent", text, flags=re.IGNORECASE)
    tokens = (token for part in text.split() for token in ((_GAP,) if part == _GAP else lines.bare(part)))
    return tuple(_spelled(token, language) for token in tokens)


def _spelled(token: str, language: str) -> str:
    vocabulary = words.of(language)
    if token in vocabulary.numbers:
        return str(vocabulary.numbers[token])
    token = token.replace(".", "").replace(",", "")
    for found, written in _BRITISH if language == "en" else ():
        token = found.sub(written, token)
    return token
