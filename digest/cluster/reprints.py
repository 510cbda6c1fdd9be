"""Which articles repeat which word for word."""

import functools
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence

from digest import config, model
from digest.cluster import texts

_MIX, _BITS = (0x9E3779B1, 0x85EBCA77), 0xFFFFFFFF
"""Odd multipliers that make three hashes of words one of their sequence."""
_SAME = 0.8
_OPENING = 20
"""Outlets cut and lengthen what an agency sends: of texts that credit the same one, so many sequences are compared."""
_SHORTEST = 30
"""Three-word sequences; shorter texts may be alike by chance."""
_SKETCH = 8


class Originals:
    """The texts seen so far, to be asked whether a further one repeats one of them.

    Candidates share one of the smallest hashes of their three-word sequences; each text is compared with originals
    only, so that a thousand copies cost a thousand comparisons.
    """

    def __init__(self, settings: config.Cluster) -> None:
        self._window = settings.window_hours / 24
        self._texts: dict[str, texts.Text] = {}
        self._shingles: dict[str, Sequence[int]] = {}
        self._sketches: dict[int, list[str]] = defaultdict(list)

    def add(self, text: texts.Text) -> str:
        """Id of the text that this one repeats, or an empty string where it is a text of its own."""
        article, mine = text.article, _shingles(text.body)
        if len(mine) < _SHORTEST:
            return ""
        sketch = sorted(set(mine))[:_SKETCH]
        if article.wire:
            sketch += sorted(set(mine[:_OPENING]))[:_SKETCH]
        seen = dict.fromkeys(other for key in sketch for other in self._sketches[key][-_SKETCH:])
        for other in filter(self._shingles.__contains__, seen):
            is_near = (texts.days_apart(text, self._texts[other]) or 0) <= self._window
            theirs = self._shingles[other]
            read = _OPENING if _is_one_wire(article, self._texts[other].article) else max(len(mine), len(theirs))
            if is_near and _overlap(mine[:read], theirs[:read]) >= _SAME:
                return other
        self._texts[article.id], self._shingles[article.id] = text, mine
        for key in sketch:
            self._sketches[key].append(article.id)
        return ""

    def drop(self, name: str) -> None:
        """Forget a text."""
        self._shingles.pop(name, None)
        self._texts.pop(name, None)


def _is_one_wire(left: model.Article, right: model.Article) -> bool:
    return bool(left.wire) and left.wire.casefold() == right.wire.casefold()


def _shingles(words: Sequence[str]) -> Sequence[int]:
    """Hashes of the three-word sequences, in reading order."""
    first = list(map(_number, words))
    runs = zip(first, first[1:], first[2:], strict=False)
    return array("I", [(one * _MIX[0] + two * _MIX[1] + three) & _BITS for one, two, three in runs])


@functools.lru_cache(maxsize=65536)
def _number(word: str) -> int:
    """The same on every day and machine, as Python's own hash is not."""
    return zlib.crc32(word.encode())


def _overlap(left: Sequence[int], right: Sequence[int]) -> float:
    """Weighted Jaccard of two texts, the longer one cut to the length of the shorter."""
    length = min(len(left), len(right))
    one, two = Counter(left[:length]), Counter(right[:length])
    both = sum([min(count, two[run]) for run, count in one.items() if run in two])
    return both / (2 * length - both)
