"""Stories to an edition: choose, order, subject line, preheader.

A story scores 2 ln(1 + independent publishers) + 0.8 for each of the sides that report it + 0.6 x recency (half after
24 hours) + (weight of its best source - 1) - 1 where it was sent before. The best become stories, led by one that two
independent publishers report or an editor pinned; the next become briefs; everything else is left out with a reason.
In a round-up ln(days it ran) takes the place of recency.
"""

from collections.abc import Sequence

from digest import model
from digest.compose import choose, order
from digest.compose.day import Day
from digest.compose.narrow import muted, narrowed, sections
from digest.compose.round_up import told_again

__all__ = ["Day", "compose", "muted", "narrowed", "sections", "told_again"]


def as_it_is(story: model.Story) -> model.Story:
    """For stories that are written already."""
    return story


def compose(stories: Sequence[model.Story], day: Day, write: choose.Write = as_it_is) -> model.Edition:
    """The edition of a day; an empty one, with all that was left out, where no story is worth one.

    ``stories`` may be drafts without lines: ``write`` is then asked for those that a place is left for, and may raise
    WriteError. Independent of the order of ``stories``.
    """
    sheet = choose.Sheet(day, write)
    sheet.fill(stories)
    lead = order.lead(sheet.full, day.newsletter.compose)
    if lead is None:
        sheet.without_lead()
    full = order.told(sheet.full, lead, day.newsletter)
    briefs = tuple(map(order.brief, order.in_sections(sheet.briefs, day.newsletter)))
    heads = order.heads(full, briefs, day.newsletter)
    return model.Edition(
        newsletter=day.newsletter.key,
        local_date=day.local_date,
        subject=heads.subject,
        preheader=heads.preheader,
        stories=tuple(full),
        briefs=briefs,
        left_out=tuple(sorted(sheet.left_out, key=lambda left: left.reason)),
        unlisted=dict(sorted(sheet.unlisted.items())),
        sources=day.sources,
        words=order.words(full, briefs),
    )
