"""In which shapes an edition goes out: what its readers asked for, as far as the edition has it, each rendered once.

A variant is told from another by length, perspectives and the sections it mutes, so that there are at most four times
two to the number of sections, however many readers there are.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from digest import compose, config, model
from digest.deliver.links import Links
from digest.pipeline import Progress, silent
from digest.render import edition as rendering
from digest.render import environment
from digest.store import subscribers
from digest.store.database import Database

Clock = Callable[[], float]
"""Seconds from some moment on."""


def mailed(variant: model.Variant, edition: model.Edition, newsletter: config.Newsletter) -> model.Variant | None:
    """The variant that a reader who asked for this one gets of this edition; None where they muted all that is in it.

    A mute of a section that the newsletter does not list any more, or that is not in the edition, makes no difference.
    """
    printed = compose.sections(edition)
    listed = {model.section_key(section) for section in newsletter.sections}
    own = variant.among(section for section in printed if model.section_key(section) in listed)
    return None if printed and all(own.mutes(section) for section in printed) else own


def assigned(asked: Iterable[str], edition: model.Edition, newsletter: config.Newsletter) -> dict[str, str | None]:
    """By key of the variant that readers hold, the key of the one ``mailed`` to them; None where no mail is."""
    found = {key: mailed(model.Variant.of(key), edition, newsletter) for key in asked}
    return {key: each.key if each else None for key, each in found.items()}


def render(
    edition: model.Edition,
    newsletter: config.Newsletter,
    variant: model.Variant,
    templates: environment.Templates,
    *,
    archive_url: str,
) -> model.Rendered:
    """The mail of this variant: of the sections it does not mute, with subject and lead of their own.

    Raises RenderError.
    """
    left, muted = compose.narrowed(edition, variant, newsletter), compose.muted(edition, variant)
    return rendering.render(left, newsletter, variant, templates, archive_url=archive_url, muted=muted)


class Rendering(NamedTuple):
    """What was rendered, and how long it took."""

    mails: tuple[model.Rendered, ...]
    milliseconds: int

    def __str__(self) -> str:
        """``6 variants rendered in 412 ms``."""
        return said(len(self.mails), self.milliseconds)


def said(variants: int, milliseconds: int) -> str:
    """``6 variants rendered in 412 ms``."""
    return f"{variants:,} variant{'' if variants == 1 else 's'} rendered in {milliseconds:,} ms"


def rehearse(
    database: Database, settings: config.Settings, newsletter: config.Newsletter, edition: model.Edition, clock: Clock
) -> Rendering:
    """What an approval now would render, for the archive and the readers there are. Raises RenderError, ConfigError."""
    with database.transaction(writes=False) as session:
        asked = subscribers.variants(session, newsletter.key)
    keys = {model.Variant().key, *filter(None, assigned(asked, edition, newsletter).values())}
    return render_all(
        edition,
        newsletter,
        map(model.Variant.of, sorted(keys)),
        environment.environment(settings.templates),
        archive_url=Links(settings.web.base_url, "").archive(newsletter.key, edition.local_date),
        clock=clock,
    )


def render_all(
    edition: model.Edition,
    newsletter: config.Newsletter,
    wanted: Iterable[model.Variant],
    templates: environment.Templates,
    *,
    archive_url: str,
    progress: Progress = silent,
    clock: Clock = time.perf_counter,
) -> Rendering:
    """Each of these variants, once. Raises RenderError."""
    every = list(wanted)

    def mails() -> Iterator[model.Rendered]:
        for done, variant in enumerate(every, start=1):
            yield render(edition, newsletter, variant, templates, archive_url=archive_url)
            progress("rendering the mails", done, len(every))

    begun = clock()
    made = tuple(mails())
    return Rendering(made, round((clock() - begun) * 1000))
