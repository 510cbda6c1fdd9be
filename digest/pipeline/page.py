"""The web page of an edition, as approval freezes it and as the desk shows it before."""

from datetime import datetime

from digest import config, errors, model
from digest.deliver.links import Links
from digest.render import environment
from digest.render import page as rendering
from digest.store import editions
from digest.store.database import Database


def shown(
    database: Database,
    edition_id: int,
    newsletter: config.Newsletter,
    templates: environment.Templates,
    links: Links,
    now: datetime,
) -> model.Page:
    """The page of an edition as it was frozen, or as it would be if it were approved now.

    Raises StateError where it was approved before there were pages, or where there is nothing to show.
    """
    with database.transaction(writes=False) as session:
        standing = editions.get(session, edition_id)
        frozen = editions.page(session, edition_id)
        edition = editions.load(session, edition_id)
    if frozen:
        return frozen
    if standing.approved_sha256:
        raise errors.StateError(
            "was approved before there were web pages: its full mail stands for it", about=standing.name
        )
    return render(edition, newsletter, templates, links, max(now, standing.send_at))


def render(
    edition: model.Edition,
    newsletter: config.Newsletter,
    templates: environment.Templates,
    links: Links,
    published: datetime,
) -> model.Page:
    """The page under our own addresses; ``published`` is when the edition leaves. Raises RenderError."""
    addresses = rendering.Addresses(
        edition=links.archive(newsletter.key, edition.local_date),
        newsletter=links.sign_up(newsletter.key),
        feed=links.feed(newsletter.key),
    )
    return rendering.render(edition, newsletter, templates, addresses, published)
