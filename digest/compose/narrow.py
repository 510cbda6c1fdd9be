"""An edition without the sections that a variant mutes, as readers of that variant get it."""

from collections import Counter

from digest import config, model
from digest.compose import choose, order


def sections(edition: model.Edition) -> list[str]:
    """The sections it prints something in, as they are spelled there first."""
    spelled: dict[str, str] = {}
    for one in _told(edition):
        spelled.setdefault(model.section_key(one.section), one.section)
    return list(spelled.values())


def muted(edition: model.Edition, variant: model.Variant) -> dict[str, int]:
    """How many stories the variant leaves out, by section."""
    counts = Counter(model.section_key(one.section) for one in _told(edition))
    return {name: counts[model.section_key(name)] for name in sections(edition) if variant.mutes(name)}


def narrowed(edition: model.Edition, variant: model.Variant, newsletter: config.Newsletter) -> model.Edition:
    """What is left of the edition, with a lead, subject and preheader of its own; itself where nothing is muted.

    An editor's pin makes a story lead, but does not bring it to a reader who muted its section. Where nothing that is
    left may lead by the newsletter's rule, the best leads all the same: readers of fewer sections get whole stories.
    """
    if not muted(edition, variant):
        return edition
    left = sorted((story for story in edition.stories if not variant.mutes(story.section)), key=choose.rank)
    briefs = tuple(brief for brief in edition.briefs if not variant.mutes(brief.section))
    lead = order.lead(left, newsletter.compose) or next(iter(left), None)
    full = [lead, *order.in_sections([story for story in left if story is not lead], newsletter)] if lead else []
    return edition.model_copy(
        update={
            **order.heads(full, briefs, newsletter)._asdict(),
            "stories": tuple(full),
            "briefs": briefs,
            "words": order.words(full, briefs),
        }
    )


def _told(edition: model.Edition) -> tuple[model.Story | model.Brief, ...]:
    return (*edition.stories, *edition.briefs)
