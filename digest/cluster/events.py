"""From similarities to groups: first the cores, which are alike beyond doubt, then what stands out from what is around.

A running story is the trap: its next chapter is nearly as much like today's as today's reports are like each other. So
groups below the first threshold become one only where their similarity stands out from their surroundings: from what
else is like them without belonging to them. Within a core nothing is taken off, so a story that very many outlets report
does not crowd itself out.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence

from digest import config
from digest.cluster import groups
from digest.cluster.groups import Group

_SURROUNDING = 5
"""What crowds an article: so many most like it outside its core."""


class Events:
    """Groups articles; what was grouped before, with the same similarities, is not grouped again."""

    def __init__(self, settings: config.Cluster) -> None:
        self.joined = 0
        """Articles that went through grouping so far: the measure of the work done."""
        self._settings = settings
        self._near: groups.Near = {}
        self._known: dict[object, list[Group]] = {}
        self._used: dict[object, list[Group]] = {}

    def group(self, units: Sequence[Group], near: groups.Near, apart: Mapping[int, frozenset[int]]) -> list[Group]:
        """The units, each of articles that must be together, joined to events."""
        if near is not self._near:  # all were compared anew
            self._near, self._known = near, {}
        self._used = {}
        settings = self._settings
        cores = self._joined(units, near, groups.Rule(settings.threshold, settings.max_size, {}, apart))
        crowding = _crowding(cores, near)
        found = self._joined(cores, near, groups.Rule(settings.margin, settings.max_size, crowding, apart))
        self._known = self._used
        return found

    def _joined(self, parts: Sequence[Group], near: groups.Near, rule: groups.Rule) -> list[Group]:
        found: list[Group] = []
        for component in groups.components(parts, _links(parts, near, rule)):
            if len(component) == 1:
                found += component
                continue
            members = [at for part in component for at in part]
            around = tuple(rule.crowding.get(at, 0.0) for at in members)
            kept_apart = tuple((at, rule.apart[at]) for at in members if at in rule.apart)
            key = (rule.threshold, tuple(component), around, kept_apart)
            known = self._known.get(key)
            if known is None:
                self.joined += len(members)
                known = groups.joined(component, near, rule)
            self._used[key] = known
            found += known
        return found


def _links(parts: Sequence[Group], near: groups.Near, rule: groups.Rule) -> Iterator[tuple[int, int]]:
    """The pairs alike enough to make one of two groups: without one of them no average reaches the threshold."""
    crowding = rule.crowding
    present = {at for part in parts for at in part}
    for at in present:
        least = rule.threshold + crowding.get(at, 0.0) / 2
        for other, value in near[at].items():
            if other < at and value >= least and value >= least + crowding.get(other, 0.0) / 2 and other in present:
                yield other, at


def _crowding(cores: Sequence[Group], near: groups.Near) -> dict[int, float]:
    """For each article the mean similarity of those around its core that are most like it."""
    core = {at: number for number, members in enumerate(cores) for at in members}
    found = {}
    for at, mine in core.items():
        around = [value for other, value in near[at].items() if core.get(other, mine) != mine]
        found[at] = sum(heapq.nlargest(_SURROUNDING, around)) / _SURROUNDING
    return found
