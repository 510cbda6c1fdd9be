"""What leads, in which order and at what length the others follow, and the lines above them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest import config, model
from digest.compose import choose
from digest.compose.continuity import statements
from digest.text import catalogue, similarity

_VOICES = 2
"""One viewpoint alone is no account of who says what."""
_SAID_ALREADY = 0.6
"""A quotation of which so much stands in another line adds nothing."""
_SUBJECT_LENGTH = 78
"""What ``render.preflight`` lets pass unremarked."""
_PREHEADER_LENGTH = 110


def lead(full: Sequence[model.Story], limits: config.Compose) -> model.Story | None:
    """The story that leads, of those told in full, best first; None where none may.

    A pinned one, else one that enough independent publishers report. One without a date only where none has one.
    """
    pinned = [story for story in full if story.is_pinned]
    supported = [story for story in full if story.publishers >= limits.lead_publishers]
    dated = [story for story in supported if choose.newest(story)]
    return next(iter(pinned or dated or supported), None)


def told(full: Sequence[model.Story], first: model.Story | None, newsletter: config.Newsletter) -> list[model.Story]:
    """The lead at length, then the others in their sections, shorter."""
    if first is None:
        return []
    others = in_sections([story for story in full if story.id != first.id], newsletter)
    return [first, *(_shorter(story, newsletter.compose) for story in others)]


def in_sections(stories: Sequence[model.Story], newsletter: config.Newsletter) -> list[model.Story]:
    """In the newsletter's order of sections, then others by name, then those without; by rank within each."""
    order = {name.casefold(): place for place, name in enumerate(newsletter.sections)}

    def key(story: model.Story) -> tuple[int, bool, str]:
        name = story.section.casefold()
        return order.get(name, len(order)), not name, name

    return sorted(stories, key=key)


def brief(story: model.Story) -> model.Brief:
    """The story by its headline alone."""
    kept = {name: getattr(story, name) for name in model.Brief.model_fields}
    return model.Brief(**kept)


# ------------------------------------------------------------------------------------------------ length


def _shorter(story: model.Story, limits: config.Compose) -> model.Story:
    """A story as it is told below the lead: its first lines."""
    views = story.perspectives
    if views:
        few = {name: _first(getattr(views, name), limits.max_view_lines) for name in model.Perspectives.model_fields}
        views = model.Perspectives(**few)
    short = story.model_copy(update={"quick_takes": story.quick_takes[: limits.max_takes], "perspectives": views})
    printed = [set(similarity.tokens(statement.text)) for statement in statements(short)]
    new = [quote for quote in story.quotes if not any(_is_within(quote.text, line) for line in printed)]
    several = story.viewpoints[: max(_VOICES, limits.max_view_lines)]
    fewer = {"quotes": tuple(new[: limits.max_quotes]), "viewpoints": several if len(several) >= _VOICES else ()}
    return short.model_copy(update=fewer)


def _first(view: model.View, count: int) -> model.View:
    return view.model_copy(update={"statements": view.statements[:count]})


def _is_within(text: str, line: set[str]) -> bool:
    said = similarity.tokens(text)
    return sum(token in line for token in said) >= _SAID_ALREADY * len(said)


# ------------------------------------------------------------------------------------------------ lines


class Heads(NamedTuple):
    """The lines above an edition; empty where there is nothing in it."""

    subject: str = ""
    preheader: str = ""


def heads(full: Sequence[model.Story], briefs: Sequence[model.Brief], newsletter: config.Newsletter) -> Heads:
    """Subject and preheader of an edition of these stories; those of a round-up say what it is."""
    told: list[model.Story | model.Brief] = [*full, *briefs]
    if not told:
        return Heads()
    first, *others = told
    words = catalogue.of(newsletter.language)
    headline = first.headline
    if first.is_update:
        headline = words.gettext("Update: %(headline)s", headline=headline)
    if newsletter.round_up_of:
        headline = words.gettext("The week: %(headline)s", headline=headline)
    below = preheader([one.headline for one in others], words) or _cut(_gist(first, words), _PREHEADER_LENGTH)
    return Heads(_cut(headline, _SUBJECT_LENGTH), below)


def _gist(told: model.Story | model.Brief, words: catalogue.Words) -> str:
    """What the only story of an edition has to say below its headline; of a brief what stands there: who reports it."""
    if isinstance(told, model.Brief):
        outlets = dict.fromkeys(article.outlet for article in told.articles if not article.reprint_of)
        return " · ".join(filter(None, (told.section, words.series(outlets))))
    return told.dek or next((take.text for take in told.quick_takes), "")


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (
        text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
        if " " in text[:length]
        else text[: length - 1] + "…"
    )


def preheader(headlines: Sequence[str], words: catalogue.Words) -> str:
    """The next headlines that fit, whole, and never a headline cut in two unless it stands alone."""
    shown = ""
    for headline in headlines:
        longer = words.gettext("%(one)s; %(other)s", one=shown, other=headline) if shown else headline
        if len(longer) > _PREHEADER_LENGTH:
            return shown or _cut(headline, _PREHEADER_LENGTH)
        shown = longer
    return shown


def words(stories: Iterable[model.Story], briefs: Iterable[model.Brief]) -> int:
    """Words a reader of the full edition reads."""
    texts = [brief.headline for brief in briefs]
    for story in stories:
        texts += [story.headline, story.dek, *(statement.text for statement in statements(story))]
        texts += [quote.text for quote in story.quotes]
        texts += [viewpoint.statement.text for viewpoint in story.viewpoints]
        views = story.perspectives
        texts += [view.note for view in (views.progressive, views.conservative, views.common_ground)] if views else []
    return sum(len(text.split()) for text in texts)
