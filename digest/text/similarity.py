"""How alike texts are: tokens, TF-IDF vectors, cosine. Standard library only."""

import functools
import itertools
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from digest.text import words

Vector = dict[str, float]
"""Term -> weight; of length 1 where it is not empty."""

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_IS_DOTTED = re.compile(r"\.[^\W\d_]\.")
"""Found much sooner than the whole of U.S. or a.m. would be."""
_COMBINING = re.compile(r"[\u0300-\u036f]")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:'\w+)?")
_STEM_LENGTH = 4
_UNSEEN = 10
_KNOWN = 65536
"""So many words are remembered."""
_LONGEST = 40
"""Longer ones are not: they hardly come again."""


def tokens(text: str, language: str = "en") -> list[str]:
    """The words that carry meaning: casefolded, without accents, possessive and plural s; numbers are kept.

    Stop words are those of the language and of English; those of an unknown language carry meaning.
    """
    found = itertools.chain.from_iterable(map(_TOKENS.__getitem__, text.split()))
    stop = _stop(language)
    return [token for token in found if token not in stop] if stop else list(found)


@functools.cache
def _stop(language: str) -> frozenset[str]:
    """The stop words of another language than English, as tokens."""
    own = () if language == "en" else sorted(words.of(language).stop)
    return frozenset(token for word in own for token in _TOKENS[word])


class _Tokens(dict[str, tuple[str, ...]]):
    """What stands between two spaces -> the tokens in it, each once in memory; all are forgotten when there are too many."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = _TOKEN.findall(_folded(word))
        made = tuple([sys.intern(stem) for token in found if (stem := _stem(token))])
        if len(word) <= _LONGEST:
            if len(self) >= _KNOWN:
                self.clear()
            self[word] = made
        return made


_TOKENS = _Tokens()


def _folded(text: str) -> str:
    text = text.replace("’", "'").replace("_", " ")
    if _IS_DOTTED.search(text):
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if text.isascii():
        return text.casefold()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _stem(token: str) -> str:
    """The token without plural s, or an empty string for a stop word. Numbers lose their thousands commas."""
    if token[0].isdigit():
        return token.replace(",", "")
    whole, _, tail = token.partition("'")
    if token in words.STOP or whole in words.STOP or len(whole) == 1:
        return ""
    if tail not in ("", "s"):
        whole = token.replace("'", "")
    if len(whole) < _STEM_LENGTH or not whole.endswith("s") or whole.endswith(("ss", "us", "is")):
        return whole
    if whole.endswith("ies") and len(whole) > _STEM_LENGTH:
        return whole[:-3] + "y"
    return whole[:-2] if whole.endswith(("sses", "shes", "ches", "xes", "zes")) else whole[:-1]


class Weights:
    """Inverse document frequencies: a term is worth the more, the fewer documents hold it.

    A few unseen documents are counted in, so that on a day with one event its own words do not pass for common ones.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        """``documents`` are the tokens of each document."""
        self.size = 0
        self.frequencies: Counter[str] = Counter()
        self._idf: dict[str, float] = {}
        for document in documents:
            self.count(document)

    def count(self, document: Iterable[str]) -> None:
        """Count the tokens of a document in; before any is weighed."""
        self.size += 1
        self.frequencies.update(set(document))

    def idf(self, term: str) -> float:
        """ln((1 + documents) / (1 + documents with the term)) + 1, smoothed as is usual."""
        known = self._idf.get(term)
        if known is None:
            known = self._idf[term] = math.log((1 + self.size + _UNSEEN) / (1 + self.frequencies[term])) + 1
        return known

    def vector(self, counts: Mapping[str, float]) -> Vector:
        """The vector of a text from the counts of its tokens: (1 + ln count) x idf, of length 1."""
        return _unit(self.weighed(counts))

    def weighed(self, counts: Mapping[str, float]) -> Vector:
        """The same before it is brought to length 1; in many vectors this takes less memory, as weights are shared."""
        idf, known = self.idf, self._idf
        return {
            term: known.get(term) or idf(term) if count == 1 else (1 + math.log(count)) * idf(term)
            for term, count in counts.items()
            if count >= 1
        }

    def of(self, text: str, language: str = "en") -> Vector:
        """The vector of a text."""
        return self.vector(Counter(tokens(text, language)))


def cosine(left: Vector, right: Vector) -> float:
    """How alike two vectors of length 1 are, 0 to 1; of other vectors their product."""
    if len(left) > len(right):
        left, right = right, left
    return sum([left[term] * right[term] for term in left if term in right])


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction in the middle of some vectors, of length 1."""
    total: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
    return _unit(total)


def length(vector: Vector) -> float:
    """The length of a vector."""
    return math.sqrt(math.fsum([weight * weight for weight in vector.values()]))


def _unit(vector: Vector) -> Vector:
    size = length(vector)
    return {term: weight / size for term, weight in vector.items()} if size else {}
