"""The web page of an edition: every story in full, in one file that loads nothing.

It is frozen at approval with its style sheet, and with what the newsletter's feed tells of the edition.
"""

import base64
import hashlib
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from digest import config, errors, model
from digest.render import budget, outline, plain, shown, theme
from digest.render import environment as files

_EVERYTHING = model.Variant()
_PAGE = "template page/page.html"
_PERSONAL = frozenset(model.Slot)
"""Variables of a mail that a page, the same for everybody, does not have."""


class Addresses(NamedTuple):
    """Where things stand, as whole URLs."""

    edition: str
    newsletter: str
    feed: str


def render(
    edition: model.Edition,
    newsletter: config.Newsletter,
    templates: files.Templates,
    addresses: Addresses,
    published: datetime,
) -> model.Page:
    """The page, what it may load, and what a feed tells of it; ``published`` is when the edition leaves.

    The same arguments give the same bytes. Raises RenderError where a template cannot be filled in.
    """
    templates = templates.in_language(newsletter.language)
    looks = theme.load(newsletter.theme, templates)
    style = plain.printable(files.fill_in(templates, "page/style.css", {"theme": looks}))
    told = _told(edition, newsletter, addresses)
    variables: dict[str, object] = {
        **{name: getattr(told, name) for name in shown.Outline.model_fields if name not in _PERSONAL},
        "theme": looks,
        "style": Markup(style),  # noqa: S704 - made of our own template and a checked theme alone
        "day": edition.local_date.isoformat(),
        "published": published.isoformat(timespec="seconds"),
        "newsletter_url": outline.address(addresses.newsletter),
        "feed_url": outline.address(addresses.feed),
    }
    html = plain.printable(files.fill_in(templates, "page/page.html", variables))
    if f"<style>{style}</style>" not in html:
        raise errors.RenderError("has no <style>{{ style }}</style>; no other style sheet is let in", about=_PAGE)
    return model.Page(
        html=html,
        policy=_policy(style, told.lead),
        title=told.subject,
        summary=told.preheader,
        content=plain.printable(files.fill_in(templates, "page/feed.html", variables)),
    )


def _told(edition: model.Edition, newsletter: config.Newsletter, addresses: Addresses) -> shown.Outline:
    """Everything there is of every story, for nobody in particular."""
    plan, slots = budget.largest(edition, _EVERYTHING), dict.fromkeys(model.Slot, "")
    return outline.outline(edition, newsletter, _EVERYTHING, plan, archive_url=addresses.edition, slots=slots)


def _policy(style: str, lead: shown.Story | None) -> str:
    """Nothing runs, nothing but the lead's picture is loaded, and no style sheet holds that a headline smuggled in."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    picture = urlsplit(lead.image.url) if lead and lead.image else None
    pictures = f"{picture.scheme}://{picture.netloc}" if picture else "'none'"
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src {pictures}; base-uri 'none'; form-action 'none'"
