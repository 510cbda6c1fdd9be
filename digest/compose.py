"""Stories to an edition: choose, order, subject line, preheader."""

from collections.abc import Sequence
from datetime import date, datetime

from digest import config, model


def compose(
    stories: Sequence[model.Story],
    newsletter: config.Newsletter,
    local_date: date,
    now: datetime,
    *,
    sources: model.SourceReport,
    left_out: Sequence[model.LeftOut] = (),
    previous: Sequence[model.Edition] = (),
    weights: dict[str, float] | None = None,
) -> model.Edition | None:
    """The edition of a day, or None where no story is worth one.

    ``previous`` are the editions sent lately: their stories return only with something new. ``weights`` are the
    sources' weights by outlet name. Independent of the order of ``stories``.
    """
    raise NotImplementedError
