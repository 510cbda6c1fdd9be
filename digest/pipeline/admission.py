"""Whether an edition may be sent, and all that is needed to send it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from digest import config, errors, model
from digest.pipeline import due
from digest.store import deliveries, editions
from digest.store.database import Database


class Job(NamedTuple):
    """An edition that may be sent."""

    standing: editions.Standing
    newsletter: config.Newsletter
    rendered: dict[str, model.Rendered]
    until: datetime
    """No mail of it begins after this moment."""


def admitted(database: Database, settings: config.Settings, edition_id: int, now: datetime) -> Job | None:
    """The edition with all it needs, None where everything has left. Raises StateError, RenderError, ConfigError."""
    late = ""
    with database.transaction() as session:
        standing = editions.get(session, edition_id)
        has_open = deliveries.open_count(session, edition_id) > 0
        if standing.state is model.EditionState.SENT and not has_open:
            return None
        _require_approval(standing)
        editions.load(session, edition_id)  # raises where the document does not have its hash
        lateness = timedelta(hours=settings.delivery.max_lateness_hours)
        # Deliveries of a sent edition are open only because an operator put them back: their hour is now.
        until = (now if standing.state is model.EditionState.SENT else due.hour(standing)) + lateness
        if has_open and now > until:
            late = f"Not complete {settings.delivery.max_lateness_hours:g} h after its hour ({due.hour(standing):%Y-%m-%d %H:%M} UTC)."
            editions.move(session, edition_id, model.EditionState.HELD, late, now)
        rendered = editions.rendered(session, edition_id)
    if late:
        raise errors.StateError(f"{late} It is held; approve it again to send it all the same", about=standing.name)
    if has_open and not rendered:
        raise errors.RenderError("has no rendered mail; approve it again", about=standing.name)
    return Job(standing, _newsletter(settings, standing), rendered, until)


def _require_approval(standing: editions.Standing) -> None:
    match standing.state:
        case model.EditionState.DRAFT:
            raise errors.StateError("is a draft; read it, then: digest approve", about=standing.name)
        case model.EditionState.HELD:
            if not standing.sha256:
                said = editions.nothing_composed(standing.newsletter, standing.reason)
                raise errors.StateError(said, about=standing.name)
            reason = standing.reason.removesuffix(".")
            raise errors.StateError(f"is held: {reason}. Approve it to send it", about=standing.name)
        case model.EditionState.CANCELLED:
            raise errors.StateError("is cancelled and never sent", about=standing.name)
    if standing.approved_sha256 != standing.sha256:
        raise errors.StateError("was changed after its approval; approve it again", about=standing.name)


def _newsletter(settings: config.Settings, standing: editions.Standing) -> config.Newsletter:
    found = next((each for each in settings.newsletters if each.key == standing.newsletter), None)
    if found is None:
        raise errors.ConfigError("the configuration has no such newsletter any more", about=standing.newsletter)
    return found
