"""What an edition is composed with, beside its stories."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from digest import config, model


def unknown(article: str) -> str:  # noqa: ARG001 - the signature of ``Day.texts``
    """The text of an article that is not kept any more."""
    return ""


@dataclass(frozen=True)
class Day:
    """A newsletter's day."""

    newsletter: config.Newsletter
    local_date: date
    now: datetime
    sources: model.SourceReport
    since: datetime | None = None
    """Where its window begins; ``max_age_hours`` before now where nothing is said."""
    left_out: Sequence[model.LeftOut] = ()
    """What was left out before any story was made of it."""
    previous: Sequence[model.Edition] = ()
    """The editions sent lately: their stories return only with something new."""
    texts: Callable[[str], str] = unknown
    """The whole text of an article by its id, of today or of a previous edition; empty where it is not known."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """The weights of the sources by outlet name."""
    pinned: Mapping[str, str] = field(default_factory=dict)
    """Article id -> by whom the story with this article was pinned."""
    unwanted: Mapping[str, str] = field(default_factory=dict)
    """Article id -> by whom the story with this article was left out."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Story id -> on how many days it ran, in a round-up."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs of articles that an editor said report different events."""
