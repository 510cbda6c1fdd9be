"""The articles of a day as they come in: an hour's articles cost an hour's work, not the day's again."""

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from digest import config, model
from digest.cluster import bonds as bonding
from digest.cluster import texts
from digest.cluster.events import Events
from digest.cluster.groups import Group
from digest.cluster.meanings import Embedder
from digest.cluster.neighbours import Neighbours
from digest.cluster.reprints import Originals

_LATEST = datetime.max.replace(tzinfo=UTC)


class Day:
    """Articles, compared as they are added, and their clusters at any moment.

    Added in parts or at once, the same articles give nearly the same clusters (see ``Neighbours``); added at once, they
    give the same ones in any order.
    """

    def __init__(self, settings: config.Cluster, embed: Embedder | None = None) -> None:
        self._articles: dict[str, model.Article] = {}
        self._addresses: dict[str, str] = {}
        self._copies: dict[str, str] = {}
        self._originals = Originals(settings)
        self._neighbours = Neighbours(settings, embed)
        self._events = Events(settings)

    @property
    def work(self) -> int:
        """Pairs compared and articles grouped so far."""
        return self._neighbours.compared + self._events.joined

    def add(self, articles: Iterable[model.Article]) -> None:
        """Take articles in. Of several with one id or address the one with most text stays."""
        ranked = sorted(articles, key=lambda a: (-_length(a), *_order(a), a.source, a.title))
        new = {article.id: article for article in ranked if self._is_wanted(article)}
        read = [texts.read(article) for article in sorted(new.values(), key=_order)]
        for text in read:
            self._set_aside(text)
        self._neighbours.add(text for text in read if text.article.id not in self._copies)

    def clusters(self, constraints: Sequence[model.Constraint] = ()) -> tuple[model.Cluster, ...]:
        """The articles so far, each in exactly one cluster; ordered by size, then time, then id."""
        bonds = bonding.bonds(self._articles, self._copies.items(), constraints)
        copies = {copy: text for copy, text in self._copies.items() if bonds.of[copy] == bonds.of.get(text)}
        parted = self._copies.keys() - copies.keys() - self._neighbours.numbers.keys()
        self._neighbours.add(map(texts.read, sorted((self._articles[name] for name in parted), key=_order)))
        of_text: dict[str, list[model.Article]] = defaultdict(list)
        for copy in sorted(copies):
            of_text[_original(copy, copies)].append(self._articles[copy])
        names = {number: name for name, number in self._neighbours.numbers.items() if name not in copies}
        units, apart = _bound(names, bonds)
        found = []
        for group in self._events.group(units, self._neighbours.near, apart):
            own = [self._articles[names[number]] for number in group]
            found.append(_cluster(own, {text.id: of_text[text.id] for text in own}, self._links(group, names)))
        return tuple(sorted(found, key=lambda one: (-len(one.articles), *_order(one.articles[0]))))

    def _is_wanted(self, article: model.Article) -> bool:
        """Whether nothing as long stands at its id or address; what is shorter gives way."""
        known = {article.id, self._addresses.get(article.url, article.id)} & self._articles.keys()
        if any(_length(self._articles[name]) >= _length(article) for name in known):
            return False
        for name in known:
            del self._articles[name]
            self._copies.pop(name, None)
            self._originals.drop(name)
            self._neighbours.drop(name)
        self._articles[article.id] = article
        if article.url:
            self._addresses[article.url] = article.id
        return True

    def _set_aside(self, text: texts.Text) -> None:
        """Note what a text repeats. One that credits another gives way to one that does not, whichever came first."""
        copied = self._originals.add(text)
        if copied and self._articles[copied].wire and not text.article.wire:
            self._copies[copied] = text.article.id
            self._originals.drop(copied)
            self._neighbours.drop(copied)
            self._set_aside(text)
        elif copied:
            self._copies[text.article.id] = copied

    def _links(self, group: Group, names: Mapping[int, str]) -> tuple[model.Link, ...]:
        near = self._neighbours.near
        pairs = itertools.combinations(sorted(group, key=lambda at: _order(self._articles[names[at]])), 2)
        return tuple(
            model.Link(left=names[left], right=names[right], similarity=round(near[left][right], 4))
            for left, right in pairs
            if near[left].get(right, 0.0) > 0
        )


def _original(copy: str, copies: Mapping[str, str]) -> str:
    """The text that a copy, or what it was copied from, goes back to."""
    while copy in copies:
        copy = copies[copy]
    return copy


def _bound(names: Mapping[int, str], bonds: bonding.Bonds) -> tuple[list[Group], dict[int, frozenset[int]]]:
    """The numbers that must be together, and for each number those it must be apart from."""
    units: dict[str, list[int]] = defaultdict(list)
    for number in sorted(names):
        units[bonds.of[names[number]]].append(number)
    apart = {
        number: frozenset(other for unit in bonds.apart[name] for other in units[unit])
        for name, members in list(units.items())
        if bonds.apart[name]
        for number in members
    }
    return [tuple(members) for members in units.values()], apart


def _cluster(
    own: Sequence[model.Article], copies: Mapping[str, Sequence[model.Article]], links: tuple[model.Link, ...]
) -> model.Cluster:
    together = sorted(itertools.chain(own, *copies.values()), key=_order)
    digest = hashlib.sha256("\n".join(sorted(article.id for article in together)).encode())
    reprints = {copy.id: text for text, copied in copies.items() for copy in copied}
    return model.Cluster(
        id=digest.hexdigest()[:16],
        articles=tuple(together),
        links=links,
        reprints=dict(sorted(reprints.items())),
    )


def _length(article: model.Article) -> int:
    return sum(len(block.text) for block in article.blocks)


def _order(article: model.Article) -> tuple[datetime, str]:
    return article.published or _LATEST, article.id
