"""Finds the lead a picture among those its outlets offer; off unless the newsletter asks for it.

Whatever fails, the edition stands without a picture and the story says why. A picture is fetched once: building again
shows the one that is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import structlog

from digest import config, model
from digest.collect import image as pictures
from digest.store import images
from digest.store.database import Database

log = structlog.get_logger(__name__)

MAX_TRIED = 3
"""So many pictures are asked for at most: each may take 25 s."""
_OPENING = "Shown without a picture: "
_EMBLEM = "offered it with other stories too, so it is taken for an emblem"


def illustrated(
    edition: model.Edition,
    articles: Sequence[model.Article],
    newsletter: config.Newsletter,
    settings: config.Settings,
    database: Database,
    now: datetime,
    unwanted: Mapping[str, str] | None = None,
) -> model.Edition:
    """The edition with a picture for its lead; the same edition where the newsletter shows none.

    ``unwanted`` holds the articles whose stories an editor wants without one: id -> who said so, and when.
    """
    if newsletter.images is config.Images.NONE or not edition.stories:
        return edition
    lead, *others = edition.stories
    dropped = next((said for ref in lead.articles if (said := (unwanted or {}).get(ref.id))), "")
    found: model.Image | str = f"{dropped} wanted none" if dropped else _found(lead, articles, settings, database, now)
    if isinstance(found, model.Image):
        lead = lead.model_copy(update={"image": found})
    else:
        lead = lead.model_copy(update={"reasons": (*lead.reasons, f"{_OPENING}{found}.")})
        log.info("no picture for the lead", newsletter=newsletter.key, reason=found)
    return edition.model_copy(update={"stories": (lead, *others)})


def shortfall(edition: model.Edition) -> str:
    """A sentence on why the lead has no picture although one was wanted; empty where there is nothing to say."""
    reasons = edition.stories[0].reasons if edition.stories else ()
    return next((reason for reason in reasons if reason.startswith(_OPENING)), "")


def candidates(lead: model.Story, articles: Iterable[model.Article]) -> list[model.Article]:
    """The articles whose pictures may stand above the lead: the headline's, then those of outlets in the centre.

    Opinion shows its author, a reprint the picture of another.
    """
    refs = {ref.id: ref for ref in lead.articles}
    known = {article.id: article for article in articles}
    mine = [known[id_] for id_, ref in refs.items() if id_ in known and not ref.reprint_of]
    fit = [each for each in mine if each.image and not each.is_opinion]
    first = [each for each in fit if each.id == lead.headline_citation.article]
    return [*first, *(each for each in fit if each.outlet.lean is model.Lean.CENTER and each not in first)]


def emblems(lead: model.Story, articles: Iterable[model.Article]) -> set[str]:
    """The addresses of pictures that come with other stories as well: an outlet's emblem shows none of them."""
    refs = {ref.id for ref in lead.articles}
    return {article.image.url for article in articles if article.image and article.id not in refs}


def _found(
    lead: model.Story,
    articles: Sequence[model.Article],
    settings: config.Settings,
    database: Database,
    now: datetime,
) -> model.Image | str:
    """The first picture that can be shown, or why there is none."""
    offered = _distinct(candidates(lead, articles))
    elsewhere = emblems(lead, articles)
    why = [f"{article.outlet.name} {_EMBLEM}" for article, link in offered if link.url in elsewhere]
    for article, link in [each for each in offered if each[1].url not in elsewhere][:MAX_TRIED]:
        kept = _kept(link.url, settings.collect, database, now)
        if isinstance(kept, images.Kept):
            url = f"{settings.web.base_url}/images/{kept.sha256}.jpg"
            return model.Image(url=url, alt=link.alt, credit=link.credit, article=article.id, **kept._asdict())
        why.append(f"that of {article.outlet.name} {kept}")
    return "; ".join(why) or "neither the headline's outlet nor one in the centre offers any"


def _distinct(offering: Iterable[model.Article]) -> list[tuple[model.Article, model.ImageLink]]:
    """Each picture once, with the first article that offers it."""
    links: dict[str, tuple[model.Article, model.ImageLink]] = {}
    for article in offering:
        if article.image:
            links.setdefault(article.image.url, (article, article.image))
    return list(links.values())


def _kept(url: str, settings: config.Collect, database: Database, now: datetime) -> images.Kept | str:
    """The picture of this address, fetched where it was not before; or why it cannot be shown."""
    with database.transaction() as session:
        kept = images.find(session, url, now)
    if kept:
        return kept
    picture = pictures.read(url, settings)
    if picture.error:
        return picture.error
    with database.transaction() as session:
        return images.keep(session, url, picture.content, picture.width, picture.height, now)
