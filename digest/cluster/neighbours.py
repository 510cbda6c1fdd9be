"""Which articles are compared, and how alike they are. Each one is compared with a bounded number of others."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from digest import config
from digest.cluster import texts
from digest.cluster.meanings import Embedder, Meanings
from digest.text import similarity

_GROWTH = 1.5
"""Words are weighed anew once there are so many times more articles than when they were weighed."""
_POSTINGS = 200
"""Of the articles that share a telling word, the latest so many are looked at."""
_COMPARED = 100
"""Each article is compared with so many before it: those that share most weight of telling words."""
_WORTH = 0.03
"""Less shared weight than this makes no two articles alike."""
_MEANING = 0.3
"""What sentence vectors weigh beside words."""
_ON_ONE_SCALE = 0.5
"""Reports of one event are about twice as alike by sentence vectors as by words."""


class Neighbours:
    """Articles by number, each with those it was compared with.

    Words keep the weights they had until there are 1.5 times as many articles; then all are weighed and compared anew.
    So over the life of a day each article is compared a bounded number of times.
    """

    def __init__(self, settings: config.Cluster, embed: Embedder | None = None) -> None:
        self.near: dict[int, dict[int, float]] = {}
        """Number -> numbers of articles like it -> similarity, 0 to 1; symmetric. Another table once all are compared anew."""
        self.numbers: dict[str, int] = {}
        """Article id -> number; numbers rise in the order of coming."""
        self.compared = 0
        """Pairs compared so far: the measure of the work done."""
        self._settings = settings
        self._fresh = itertools.count()
        self._scales = texts.Scales(())
        self._texts: dict[int, texts.Text] = {}
        self._vectors: dict[int, texts.Vectors] = {}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._meanings = Meanings(embed) if embed else None

    def add(self, read: Iterable[texts.Text]) -> None:
        """Compare articles with those before them, and keep them for those after; those already here are passed over."""
        new = {next(self._fresh): text for text in read if text.article.id not in self.numbers}
        self.numbers.update((text.article.id, number) for number, text in new.items())
        self._texts |= new
        if self._meanings:
            self._meanings.add({number: text.article for number, text in new.items()})
        if len(self._texts) >= _GROWTH * self._scales.size:
            self._weigh()
            new = self._texts
        for number, text in new.items():
            self._place(number, text, self._scales.vectors(text))

    def drop(self, name: str) -> None:
        """Forget an article, if it was ever added."""
        number = self.numbers.pop(name, None)
        if number is None:
            return
        for other in self.near.pop(number):
            del self.near[other][number]
        for term, weight in self._vectors.pop(number).telling().items():
            self._postings[term].remove((number, weight))
        del self._texts[number]
        if self._meanings:
            self._meanings.drop(number)

    def _weigh(self) -> None:
        self._scales = texts.Scales(self._texts.values())
        self.near, self._vectors, self._postings = {}, {}, defaultdict(list)
        if self._meanings:
            self._meanings.weigh()

    def _place(self, number: int, text: texts.Text, vectors: texts.Vectors) -> None:
        near = self.near[number] = {}
        telling = vectors.telling()
        for other in self._candidates(text, telling):
            self.compared += 1
            closeness = math.exp(-self._days_apart(text, self._texts[other]) / self._settings.decay_days)
            alike = texts.alike(vectors, self._vectors[other])
            if self._meanings:
                alike += _MEANING * (_ON_ONE_SCALE * self._meanings.alike(number, other) - alike)
            near[other] = self.near[other][number] = alike * closeness
        self._vectors[number] = vectors
        for term, weight in telling.items():
            self._postings[term].append((number, weight))

    def _candidates(self, text: texts.Text, telling: similarity.Vector) -> Sequence[int]:
        shared: dict[int, float] = defaultdict(float)
        for term, weight in telling.items():
            for other, theirs in self._postings[term][-_POSTINGS:]:
                shared[other] += weight * theirs
        window = self._settings.window_hours / 24
        worth = sorted((-weight, other) for other, weight in shared.items() if weight >= _WORTH)
        in_window = (other for _, other in worth if self._days_apart(text, self._texts[other]) <= window)
        return list(itertools.islice(in_window, _COMPARED))

    def _days_apart(self, left: texts.Text, right: texts.Text) -> float:
        """Without a date it may be any article of the window: it is taken to stand at its edge."""
        days = texts.days_apart(left, right)
        return self._settings.window_hours / 24 if days is None else days
