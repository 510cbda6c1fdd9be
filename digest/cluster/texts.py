"""What of an article is compared: its telling words, counted once, and weighed as a day's words ask."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from digest import model
from digest.text import similarity, titles

_KINDS = (model.BlockKind.DEK, model.BlockKind.BULLET, model.BlockKind.PARAGRAPH)
_WORDS = 800
"""So much of an article is read: what comes later seldom tells which event it is about, and a book must not hold us up."""
_OPENING = 60
"""Telling words of the opening, about 120 words of text."""
_TITLE = 2
"""A word of the title counts so often."""
_TITLE_SHARE = 0.1
"""What the titles alone weigh."""
_TELLING = 32
"""Two articles are compared if they share at least one of so many heaviest words."""


class Text(NamedTuple):
    """The words of an article: how often each stands in the title, in title and opening, and in title and text."""

    title: Counter[str]
    opening: Counter[str]
    whole: Counter[str]


class Vectors(NamedTuple):
    """An article among the others: vectors of length 1, and its heaviest words with their weights."""

    title: similarity.Vector
    opening: similarity.Vector
    whole: similarity.Vector
    telling: similarity.Vector


class Scales:
    """How much each word is worth, as it was when they were made."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.size = len(texts)
        self._title = similarity.Weights(text.title for text in texts)
        self._opening = similarity.Weights(text.opening for text in texts)
        self._whole = similarity.Weights(text.whole for text in texts)

    def vectors(self, text: Text) -> Vectors:
        """The vectors of a text; it need not be one of those the scales were made from."""
        opening = self._opening.vector(text.opening)
        whole = opening if text.whole == text.opening else self._whole.vector(text.whole)
        heaviest = sorted(opening, key=lambda term: (-opening[term], term))[:_TELLING]
        return Vectors(self._title.vector(text.title), opening, whole, {term: opening[term] for term in heaviest})


def read(article: model.Article) -> Text:
    """The words of an article."""
    words: list[str] = []
    for text in article.texts(*_KINDS):
        words += text.split(maxsplit=_WORDS - len(words))[: _WORDS - len(words)]
        if len(words) >= _WORDS:
            break
    tokens = similarity.tokens(" ".join(words))
    title = similarity.tokens(titles.plain(article.title, article.outlet.name))
    opening = Counter(title * _TITLE + tokens[:_OPENING])
    whole = Counter(title * _TITLE + tokens) if len(tokens) > _OPENING else opening
    return Text(Counter(title), opening, whole)


def alike(left: Vectors, right: Vectors) -> float:
    """How alike two articles are, 0 to 1, by their openings, their whole texts and, a little, their titles alone."""
    texts = (similarity.cosine(left.opening, right.opening) + similarity.cosine(left.whole, right.whole)) / 2
    if not left.title or not right.title:
        return texts
    return (1 - _TITLE_SHARE) * texts + _TITLE_SHARE * similarity.cosine(left.title, right.title)


def days_apart(left: model.Article, right: model.Article) -> float | None:
    """Days between two articles; nothing where one has no date."""
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).total_seconds()) / 86400
