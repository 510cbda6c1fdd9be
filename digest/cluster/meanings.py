"""How alike articles are by sentence vectors, where somebody hands in who makes them."""

import math
import operator
from array import array
from collections.abc import Callable, Mapping, Sequence

from digest import model
from digest.text import titles

Embedder = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts to vectors of one length, which point alike where texts mean alike."""

_WORDS = 150
"""So much of an article is read beside its title; sentence vectors of long texts say less."""
_UNSEEN = 10
"""Articles counted in that lie in no direction, so that two articles are not opposites of each other."""
_Vector = Sequence[float]


class Meanings:
    """The vectors of title and of title with opening, seen from the middle of all: what they have in common says nothing."""

    def __init__(self, embed: Embedder) -> None:
        self._embed = embed
        self._read: dict[int, _Vector] = {}
        self._middle: _Vector = array("f")
        self._seen: dict[int, _Vector] = {}

    def add(self, articles: Mapping[int, model.Article]) -> None:
        """Read articles; each is read once only."""
        heads = [titles.plain(article.title, article.outlet.name) for article in articles.values()]
        openings = [
            f"{head}. {' '.join(article.dek.split() + article.body.split(maxsplit=_WORDS)[:_WORDS])}"
            for head, article in zip(heads, articles.values(), strict=True)
        ]
        for number, head, opening in zip(articles, self._embed(heads), self._embed(openings), strict=True):
            self._read[number] = array("f", [*head, *opening])
            if self._middle:
                self._seen[number] = self._from_the_middle(self._read[number])

    def weigh(self) -> None:
        """Find the middle anew."""
        sums = map(math.fsum, zip(*self._read.values(), strict=True))
        self._middle = array("f", [total / (len(self._read) + _UNSEEN) for total in sums])
        self._seen = {number: self._from_the_middle(vector) for number, vector in self._read.items()}

    def drop(self, number: int) -> None:
        """Forget an article."""
        del self._read[number], self._seen[number]

    def alike(self, left: int, right: int) -> float:
        """0 to 1."""
        product: float = sum(map(operator.mul, self._seen[left], self._seen[right]))
        return max(0.0, product)

    def _from_the_middle(self, vector: _Vector) -> _Vector:
        """Both halves moved and of the same length, together 1."""
        moved = [value - middle for value, middle in zip(vector, self._middle, strict=True)]
        half = len(moved) // 2
        return array("f", [*_unit(moved[:half]), *_unit(moved[half:])])


def _unit(vector: Sequence[float]) -> list[float]:
    """The vector with its square summing to a half."""
    length = math.sqrt(2 * math.fsum(value * value for value in vector))
    return [value / length if length else 0.0 for value in vector]
