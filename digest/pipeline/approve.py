"""Draft to approved edition, and the ways back.

An approval names the hash of the document it was read in. In one transaction it fixes who receives the edition,
renders every variant they get and the web page, and keeps these bytes; whatever fails on the way leaves a draft.
"""

import time
from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import product

import structlog
from sqlmodel import Session

from digest import config, errors, model
from digest.pipeline import Progress, findings, page, silent, variants
from digest.pipeline import send as sending
from digest.render import environment, preflight
from digest.store import deliveries, editions
from digest.store.database import Database

log = structlog.get_logger(__name__)

VARIANTS = {
    variant.key: variant
    for variant in (
        model.Variant(length=length, has_perspectives=has) for length, has in product(model.Length, (True, False))
    )
}
"""Every variant that mutes nothing, by key."""
ARCHIVED = model.Variant()
"""The variant the public archive shows; rendered even where no reader gets it."""


class Approved(model.Value):
    """What an approval froze."""

    edition: int
    """Id of its row."""
    newsletter: str
    local_date: date
    sha256: str
    variants: tuple[str, ...]
    """Keys of the variants rendered."""
    milliseconds: int
    """How long rendering them took."""
    readers: dict[str, int]
    """How many readers get each variant, by its key."""
    deliveries: int
    """Readers it goes to, those included who have it already."""
    passed_over: int
    """Readers who muted every section that is in it."""
    send_at: datetime


def approve(
    database: Database,
    settings: config.Settings,
    edition_id: int,
    sha256: str,
    by: str,
    now: datetime,
    progress: Progress = silent,
    clock: variants.Clock = time.perf_counter,
) -> Approved:
    """Approve exactly the document of this hash; ``by`` names the person, for the record.

    Raises StateError where the stored document is another one or the edition is past a draft, RenderError where a mail
    or the page cannot be rendered or read, ConfigError where the newsletter or the signing key is missing.
    """
    with database.transaction() as session:
        standing = editions.approve(session, edition_id, sha256, by, now)
        newsletter, edition = _newsletter(settings, standing), editions.load(session, edition_id)
        owed = deliveries.freeze(session, edition_id, standing.newsletter, now)
        # Asked for after freezing: whoever changes their variant from now on changes the next edition.
        asked = deliveries.variants(session, edition_id)
        deliveries.assign(session, edition_id, variants.assigned(asked, edition, newsletter), now)
        readers = deliveries.variants(session, edition_id)
        keys = sorted({ARCHIVED.key, *readers})
        rendering = _freeze(session, edition, standing, keys, settings, now, progress, clock)
    approved = Approved(
        edition=edition_id,
        newsletter=standing.newsletter,
        local_date=standing.local_date,
        sha256=sha256,
        variants=tuple(keys),
        milliseconds=rendering.milliseconds,
        readers=readers,
        deliveries=sum(readers.values()),
        passed_over=owed - sum(readers.values()),
        send_at=standing.send_at,
    )
    log.info("approved", by=by, **approved.model_dump(mode="json"))
    return approved


def withdraw(database: Database, edition_id: int, now: datetime) -> editions.Standing:
    """Make an approved edition a draft again, of which nothing has left yet. Raises StateError otherwise."""
    with database.transaction() as session:
        standing = editions.get(session, edition_id)
        if standing.state is not model.EditionState.APPROVED:
            raise errors.StateError(
                f"is {standing.state.value}; only an approved one is withdrawn", about=standing.name
            )
        moved = editions.move(session, edition_id, model.EditionState.DRAFT, "", now)
        editions.thaw(session, edition_id)
    log.info("withdrawn", edition=edition_id)
    return moved


def hold(database: Database, edition_id: int, reason: str, now: datetime) -> editions.Standing:
    """Send nothing (more) of it until it is approved again. Raises StateError where it is past that."""
    with database.transaction() as session:
        moved = editions.move(session, edition_id, model.EditionState.HELD, reason, now)
    log.info("held", edition=edition_id, reason=reason)
    return moved


def cancel(database: Database, edition_id: int, reason: str, now: datetime) -> editions.Standing:
    """Never send it (any further): what waits is skipped, with the reason. Raises StateError where it is past that."""
    with database.transaction() as session:
        moved = editions.move(session, edition_id, model.EditionState.CANCELLED, reason, now)
        skipped = editions.skip_open(session, edition_id, reason, now)
    log.info("cancelled", edition=edition_id, reason=reason, skipped=skipped)
    return moved


def retry(database: Database, edition_id: int, states: Collection[model.DeliveryState], now: datetime) -> int:
    """Put deliveries of these states (of ``deliveries.RETRIABLE``) back into the queue; returns how many.

    The next tick of the service hands them over. Raises StateError where the edition is not on its way or sent.
    """
    with database.transaction() as session:
        standing = editions.get(session, edition_id)
        if standing.state not in sending.SENDABLE:
            raise errors.StateError(
                f"is {standing.state.value}; only what was sent before is tried again", about=standing.name
            )
        again = deliveries.retry(session, edition_id, states, now)
    log.info("tried again", edition=standing.name, deliveries=again)
    return again


def _freeze(
    session: Session,
    edition: model.Edition,
    standing: editions.Standing,
    keys: Sequence[str],
    settings: config.Settings,
    now: datetime,
    progress: Progress,
    clock: variants.Clock,
) -> variants.Rendering:
    """Keep each variant as it will leave, and the web page. Raises RenderError where one cannot be rendered or read."""
    newsletter, links = _newsletter(settings, standing), sending.links(settings)
    templates = environment.environment(settings.templates)
    rendering = variants.render_all(
        edition,
        newsletter,
        map(model.Variant.of, keys),
        templates,
        archive_url=links.archive(newsletter.key, standing.local_date),
        progress=progress,
        clock=clock,
    )
    for mail in rendering.mails:
        _require_readable(standing, mail, findings.of_edition(mail, newsletter, settings, links, standing.local_date))
    editions.save_rendered(session, standing.id, rendering.mails)
    web_page = page.render(edition, newsletter, templates, links, max(now, standing.send_at))
    editions.save_page(session, standing.id, web_page)
    return rendering


def _newsletter(settings: config.Settings, standing: editions.Standing) -> config.Newsletter:
    try:
        return settings.newsletter(standing.newsletter)
    except KeyError as error:
        raise errors.ConfigError(
            "is no longer configured; add its [[newsletters]] table", about=standing.newsletter
        ) from error


def _require_readable(standing: editions.Standing, mail: model.Rendered, found: Sequence[preflight.Finding]) -> None:
    """Raises RenderError with everything that would keep readers from reading or leaving."""
    said = [f"{each.place}: {each.advice}" for each in found if each.severity is preflight.Severity.ERROR]
    if said:
        raise errors.RenderError(f"the {mail.variant.key} mail cannot be sent: {' '.join(said)}", about=standing.name)
