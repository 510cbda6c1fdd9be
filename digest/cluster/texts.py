"""What of an article is compared: its words, read once, and weighed as a day's words ask."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from digest import model
from digest.text import similarity, titles

_BODY = (model.BlockKind.BULLET, model.BlockKind.PARAGRAPH)
_WORDS = 800
"""So much of an article is read: what comes later seldom tells which event it is about, and a book must not hold us up."""
_OPENING = 60
"""Telling words of the opening, about 120 words of text."""
_TITLE = 2
"""A word of the title counts so often."""
_OPEN_ALIKE = 0.06
"""Articles whose openings have less in common are not of one event; their whole texts are not looked at."""
_TITLE_SHARE = 0.1
"""What the titles alone weigh."""
_TELLING = 32
"""Two articles are compared if they share at least one of so many heaviest words."""


class Text(NamedTuple):
    """An article as it is compared: its words, read once."""

    article: model.Article
    day: float | None
    """When it was published, in days since 1970."""
    title: tuple[str, ...]
    dek: tuple[str, ...]
    body: tuple[str, ...]

    def opening(self) -> list[str]:
        """The words of the title, twice, and of the opening."""
        return [*self.title * _TITLE, *(self.dek + self.body)[:_OPENING]]

    def whole(self) -> list[str]:
        """The words of the title, twice, and of all that was read."""
        return [*self.title * _TITLE, *self.dek, *self.body]

    @property
    def is_short(self) -> bool:
        """Whether the opening is the whole."""
        return len(self.dek) + len(self.body) <= _OPENING


class Vectors(NamedTuple):
    """An article among the others: the weights of its words, and the lengths of the three vectors, 1 where one is empty."""

    title: similarity.Vector
    opening: similarity.Vector
    whole: similarity.Vector
    lengths: tuple[float, float, float]

    def telling(self) -> similarity.Vector:
        """The heaviest words of the opening with their weights in a vector of length 1."""
        opening, length = self.opening, self.lengths[1]
        heaviest = sorted(opening, key=lambda term: (-opening[term], term))[:_TELLING]
        return {term: opening[term] / length for term in heaviest}


class Scales:
    """How much each word is worth, as it was when they were made."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._title, self._opening, self._whole = (similarity.Weights(()) for _ in range(3))
        for text in texts:
            self._title.count(text.title)
            self._opening.count(text.opening())
            self._whole.count(text.whole())

    @property
    def size(self) -> int:
        """Texts counted."""
        return self._whole.size

    def vectors(self, text: Text) -> Vectors:
        """The vectors of a text; it need not be one of those the scales were made from."""
        title = self._title.weighed(Counter(text.title))
        opening = self._opening.weighed(Counter(text.opening()))
        whole = opening if text.is_short else self._whole.weighed(Counter(text.whole()))
        first, second, third = (similarity.length(vector) or 1.0 for vector in (title, opening, whole))
        return Vectors(title, opening, whole, (first, second, third))


def read(article: model.Article) -> Text:
    """The words of an article."""
    dek = _first(article.texts(model.BlockKind.DEK), _WORDS)
    body = _first(article.texts(*_BODY), _WORDS - len(dek))
    return Text(
        article,
        article.published.timestamp() / 86400 if article.published else None,
        tuple(similarity.tokens(titles.plain(article.title, article.outlet.name), article.language)),
        tuple(similarity.tokens(" ".join(dek), article.language)),
        tuple(similarity.tokens(" ".join(body), article.language)),
    )


def _first(texts: Iterable[str], most: int) -> list[str]:
    """So many words at most."""
    words: list[str] = []
    for text in texts:
        if len(words) >= most:
            break
        words += text.split(maxsplit=most - len(words))[: most - len(words)]
    return words


def alike(left: Vectors, right: Vectors) -> float:
    """How alike two articles are, 0 to 1, by their openings, their whole texts and, a little, their titles alone."""
    (title, opening, whole), (other_title, other_opening, other_whole) = left.lengths, right.lengths
    texts = similarity.cosine(left.opening, right.opening) / (opening * other_opening)
    if texts >= _OPEN_ALIKE and (left.whole is not left.opening or right.whole is not right.opening):
        texts = (texts + similarity.cosine(left.whole, right.whole) / (whole * other_whole)) / 2
    if not left.title or not right.title:
        return texts
    heads = similarity.cosine(left.title, right.title) / (title * other_title)
    return (1 - _TITLE_SHARE) * texts + _TITLE_SHARE * heads


def days_apart(left: Text, right: Text) -> float | None:
    """Days between two articles; nothing where one has no date."""
    if left.day is None or right.day is None:
        return None
    return abs(left.day - right.day)
