"""The web page of an edition, as approval freezes it and as the desk shows it before."""

from datetime import datetime

from digest import config, model
from digest.deliver.links import Links
from digest.render import environment
from digest.render import page as rendering


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
