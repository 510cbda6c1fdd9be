"""Forgets what nobody needs any more: logins whose time is over, articles and pictures no edition can take up again.

Editions, their deliveries and everything about readers stay: they are the record.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from digest import config
from digest.store import articles, editors, images
from digest.store.database import Database

log = structlog.get_logger(__name__)

KEEP_ARTICLES = timedelta(days=60)
"""At least so long: an empty day says how old the newest article is, and what a slow feed still lists is not new again."""

KEEP_IMAGES = timedelta(days=1)
"""A picture is kept before its edition is; and a draft that is built again may come back to it."""


class Tidied(NamedTuple):
    """What was forgotten."""

    logins: int
    articles: int
    images: int
    """Pictures that no edition shows."""


def tidy(database: Database, settings: config.Settings, now: datetime) -> Tidied:
    """Forget expired logins, articles older than any edition looks back, and pictures of none. Again, it does nothing."""
    hours = max((newsletter.compose.max_age_hours for newsletter in settings.newsletters), default=0.0)
    # Stories are compared over the time that clusters span, so an article is kept beyond the edition's own window.
    looks_back = timedelta(hours=hours + settings.cluster.window_hours)
    with database.transaction() as session:
        tidied = Tidied(
            logins=editors.expire(session, now),
            articles=articles.prune(session, now - max(KEEP_ARTICLES, looks_back)),
            images=images.prune(session, now - KEEP_IMAGES),
        )
    if any(tidied):
        log.info("tidied", **tidied._asdict())
    return tidied
