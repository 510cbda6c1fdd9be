"""Groups of articles: the two most alike on average become one, as long as they are alike enough."""

import heapq
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Near = Mapping[int, Mapping[int, float]]
"""Article -> articles compared with it -> similarity; symmetric. A pair that was not compared counts as unlike."""
Group = tuple[int, ...]
"""Articles in ascending order."""


class Rule(NamedTuple):
    """When two groups become one."""

    threshold: float
    """Their average similarity, less what surrounds them, is at least this."""
    max_size: int
    crowding: Mapping[int, float] = {}
    """Article -> how alike it is to what is not its event; absent: not at all."""
    apart: Mapping[int, frozenset[int]] = {}
    """Article -> articles that must not be with it; symmetric."""


def joined(parts: Iterable[Group], near: Near, rule: Rule) -> list[Group]:
    """The parts, joined by average link. Ties go to those that come first."""
    table = _Table(parts, near, rule)
    heap = [(-value, left, right) for left in table.groups for right, value in table.joinable(left) if left < right]
    heapq.heapify(heap)
    while heap:
        _, left, right = heapq.heappop(heap)
        if left in table.groups and right in table.groups:
            new = table.join(left, right)
            for other, value in table.joinable(new):
                heapq.heappush(heap, (-value, other, new))
    return sorted(table.groups.values())


class _Table:
    """The groups as they are, by number, and the summed similarities between them."""

    def __init__(self, parts: Iterable[Group], near: Near, rule: Rule) -> None:
        self.groups = dict(enumerate(sorted(parts)))
        self._rule = rule
        self._fresh = itertools.count(len(self.groups))
        of = {at: number for number, group in self.groups.items() for at in group}
        self._totals: dict[int, dict[int, float]] = {number: {} for number in self.groups}
        self._crowding = {
            number: sum(rule.crowding.get(at, 0.0) for at in group) for number, group in self.groups.items()
        }
        self._apart = {
            number: {of[other] for at in group for other in rule.apart.get(at, ()) if other in of}
            for number, group in self.groups.items()
        }
        for number, group in self.groups.items():
            totals = self._totals[number]
            for at in group:
                for other, value in near.get(at, {}).items():
                    theirs = of.get(other, number)
                    if theirs != number:
                        totals[theirs] = totals.get(theirs, 0.0) + value

    def joinable(self, number: int) -> list[tuple[int, float]]:
        """The groups this one may be joined with, and how alike they are."""
        size, crowding = len(self.groups[number]), self._crowding[number]
        found = []
        for other, total in self._totals[number].items():
            theirs = len(self.groups[other])
            value = total / (size * theirs) - (crowding / size + self._crowding[other] / theirs) / 2
            fits = size + theirs <= self._rule.max_size and other not in self._apart[number]
            if value >= self._rule.threshold and fits:
                found.append((other, value))
        return found

    def join(self, left: int, right: int) -> int:
        """Two groups as one; its number."""
        new = next(self._fresh)
        self.groups[new] = tuple(sorted(self.groups.pop(left) + self.groups.pop(right)))
        self._crowding[new] = self._crowding.pop(left) + self._crowding.pop(right)
        self._apart[new] = self._apart.pop(left) | self._apart.pop(right)
        for other in self._apart[new]:
            if other in self._apart:
                self._apart[other].add(new)
        totals = self._totals[new] = self._totals.pop(left)
        for other, total in self._totals.pop(right).items():
            totals[other] = totals.get(other, 0.0) + total
        totals.pop(left, None)
        totals.pop(right, None)
        for other, total in totals.items():
            theirs = self._totals[other]
            theirs.pop(left, None)
            theirs.pop(right, None)
            theirs[new] = total
        return new


def components(parts: Sequence[Group], links: Iterable[tuple[int, int]]) -> list[list[Group]]:
    """The parts that hang together by links between articles, in order; what hangs on nothing stands alone."""
    of = {at: number for number, part in enumerate(parts) for at in part}
    root = list(range(len(parts)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    for left, right in links:
        one, two = sorted((find(of[left]), find(of[right])))
        root[two] = one
    found: dict[int, list[Group]] = {}
    for number, part in enumerate(parts):
        found.setdefault(find(number), []).append(part)
    return list(found.values())
