"""Which articles stand together or apart whatever their similarity: the editors' constraints, and reprints."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest import model


class Bonds(NamedTuple):
    """What holds before any similarity is looked at."""

    of: dict[str, str]
    """Article id -> the id that stands for all those which must be together, in many cases its own."""
    apart: dict[str, set[str]]
    """Such a standing id -> those that must not be together with it; symmetric."""


def bonds(ids: Iterable[str], copies: Iterable[tuple[str, str]], constraints: Sequence[model.Constraint]) -> Bonds:
    """The constraints that hold; ids that are not there are ignored.

    A constraint that contradicts later ones is void: they are taken from the last to the first, each as far as those
    taken before allow. ``copies`` (an article and what it repeats) are weaker than any constraint.
    """
    members = {name: [name] for name in ids}
    of = {name: name for name in members}
    apart: dict[str, set[str]] = {name: set() for name in members}
    weakest = [model.Constraint(kind=model.ConstraintKind.MUST_LINK, left=a, right=b) for a, b in copies]
    for constraint in reversed([*weakest, *constraints]):
        if constraint.left not in of or constraint.right not in of:
            continue
        left, right = sorted((of[constraint.left], of[constraint.right]), key=lambda name: (-len(members[name]), name))
        if left == right or right in apart[left]:
            continue
        if constraint.kind is model.ConstraintKind.CANNOT_LINK:
            apart[left].add(right)
            apart[right].add(left)
            continue
        of.update(dict.fromkeys(members[right], left))
        members[left] += members.pop(right)
        for other in apart.pop(right):
            apart[other].discard(right)
            apart[other].add(left)
            apart[left].add(other)
    return Bonds(of, apart)
