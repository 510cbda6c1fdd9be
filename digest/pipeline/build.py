"""Articles of the window to clusters to stories to edition: the draft, one for a newsletter and local day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import structlog

from digest import cluster as clustering
from digest import compose as composing
from digest import config, errors, model, pipeline
from digest.pipeline import due
from digest.store import articles, editions, sources
from digest.store.database import Database
from digest.write import extractive

log = structlog.get_logger(__name__)

MEMORY = timedelta(days=14)
"""So long a story that was sent is remembered, so that it returns only with something new."""
HINDSIGHT = timedelta(days=60)
"""So far ahead articles are looked for that are dated after now."""


class Built(StrEnum):
    """What building came to."""

    DRAFT = "draft"
    """A draft was made, or made anew."""
    UNCHANGED = "unchanged"
    """The draft that was there says the same."""
    KEPT = "kept"
    """The edition is past its draft; nothing was touched."""
    EMPTY = "empty"
    """There is nothing to send; the edition is held and says why."""


class BuildReport(model.Value):
    """What building one edition came to."""

    edition: int
    """Id of its row."""
    newsletter: str
    local_date: date
    outcome: Built
    reason: str = ""
    """Why nothing was made or touched, in words."""
    sha256: str = ""
    articles: int = 0
    """Articles of the window."""
    clusters: int = 0
    stories: int = 0
    briefs: int = 0
    left_out: int = 0


class Material(NamedTuple):
    """What an edition is made from."""

    articles: tuple[model.Article, ...]
    future: tuple[model.Article, ...]
    """Dated after now: a mistake of their outlet."""
    sources: model.SourceReport
    weights: dict[str, float]
    """By outlet name."""
    previous: tuple[model.Edition, ...]
    newest: datetime | None
    """Date of the newest article; looked up where the window is empty."""


def build(
    database: Database,
    settings: config.Settings,
    newsletter_key: str,
    local_date: date,
    now: datetime,
    progress: pipeline.Progress = pipeline.silent,
) -> BuildReport:
    """Make the draft of a newsletter's local date from the articles of its window.

    Building again gives the same edition, or replaces a draft by a newer one; an edition past its draft is left
    alone, and where there is nothing to send the day's edition is held. Raises ConfigError for an unknown newsletter.
    """
    newsletter = _newsletter(settings, newsletter_key)
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        standing = editions.find(session, newsletter.key, local_date)
    if standing and _is_settled(standing):
        return _kept(standing)
    material = _material(database, newsletter, local_date, now)
    clusters = clustering.cluster(material.articles, settings.cluster)
    stories, unwritable = _write(clusters, newsletter, progress)
    edition = composing.compose(
        stories,
        newsletter,
        local_date,
        now,
        sources=material.sources,
        left_out=sorted([*map(_from_the_future, material.future), *unwritable], key=_order),
        previous=material.previous,
        weights=material.weights,
    )
    outcome = edition or emptiness(newsletter, material, len(stories), len(unwritable))
    report = _save(database, newsletter, local_date, now, outcome)
    report = report.model_copy(update={"articles": len(material.articles), "clusters": len(clusters)})
    log.info("built", **report.model_dump(mode="json"))
    return report


def emptiness(newsletter: config.Newsletter, material: Material, stories: int, unwritable: int) -> str:
    """Why there is no edition, in words: which sources failed, how old the newest article is, what was passed over."""
    hours = f"{newsletter.compose.max_age_hours:g} h"
    failed, checked = material.sources.failed, material.sources.checked
    if not checked:
        return "No source is read for this newsletter; add one to the configuration, or with: digest sources add"
    sources_said = f"{len(failed)} of {checked} sources failed" + (f" ({', '.join(failed[:5])})" if failed else "")
    if not material.articles:
        newest = "no article was ever collected (digest collect reads them)"
        if material.newest:
            newest = f"the newest article is from {material.newest:%Y-%m-%d %H:%M} UTC"
        return f"No article younger than {hours}: {sources_said}, {newest}"
    return (
        f"{len(material.articles)} articles younger than {hours}, but no story worth an edition: {stories} were below"
        f" the floor of {newsletter.compose.floor:g} or told before, {unwritable} could not be written; {sources_said}"
    )


def _newsletter(settings: config.Settings, key: str) -> config.Newsletter:
    try:
        return settings.newsletter(key)
    except KeyError as error:
        known = ", ".join(newsletter.key for newsletter in settings.newsletters) or "none is configured"
        raise errors.ConfigError(f"there is no newsletter of this key (known: {known})", about=key) from error


def _material(database: Database, newsletter: config.Newsletter, local_date: date, now: datetime) -> Material:
    """Everything an edition is made from, as one moment of the database shows it."""
    since = now - timedelta(hours=newsletter.compose.max_age_hours)
    with database.transaction(writes=False) as session:
        active = {source.key: source for source in sources.active(session, newsletter.sources)}
        failing = sorted(row.source.key for row in sources.listed(session) if row.failures and row.source.key in active)
        found = articles.window(session, newsletter.sources, since, now)
        future = articles.window(session, newsletter.sources, now, now + HINDSIGHT)
        newest = None if found else articles.newest(session, newsletter.sources, since)
        previous = editions.previous(session, newsletter.key, local_date - MEMORY, local_date)
    weights: dict[str, float] = {}
    for source in active.values():
        weights[source.outlet.name] = max(source.weight, weights.get(source.outlet.name, 0.0))
    return Material(
        articles=tuple(found),
        future=tuple(future),
        sources=model.SourceReport(checked=len(active), failed=tuple(failing)),
        weights=weights,
        previous=tuple(previous),
        newest=newest,
    )


def _write(
    clusters: Sequence[model.Cluster], newsletter: config.Newsletter, progress: pipeline.Progress
) -> tuple[list[model.Story], list[model.LeftOut]]:
    """A story for each cluster; where nothing can be said, the cluster is left out with the reason."""
    writer = extractive.Extractive()
    stories: list[model.Story] = []
    unwritable: list[model.LeftOut] = []
    for done, found in enumerate(clusters, start=1):
        try:
            stories.append(writer.write(found, newsletter))
        except errors.WriteError as error:
            unwritable.append(_left_out(found.articles, model.LeftOutReason.UNWRITABLE, str(error)))
        progress("write", done, len(clusters))
    return stories, unwritable


def _from_the_future(article: model.Article) -> model.LeftOut:
    return _left_out((article,), model.LeftOutReason.FUTURE, f"dated {article.published:%Y-%m-%d %H:%M} UTC")


def _left_out(found: Sequence[model.Article], reason: model.LeftOutReason, detail: str) -> model.LeftOut:
    listed = tuple(
        model.ArticleRef(
            id=article.id,
            url=article.url,
            outlet=article.outlet.name,
            lean=article.outlet.lean,
            rater=article.outlet.rater,
            title=article.title,
            published=article.published,
        )
        for article in found
    )
    return model.LeftOut(title=found[0].title, reason=reason, detail=detail, articles=listed)


def _order(left_out: model.LeftOut) -> tuple[str, str, str]:
    return left_out.reason, left_out.title, left_out.articles[0].id


def _is_settled(standing: editions.Standing) -> bool:
    """Approved once, or at an end: a held edition may have been sent to some already."""
    is_open = standing.state in (model.EditionState.DRAFT, model.EditionState.HELD)
    return not is_open or standing.approved_at is not None


def _kept(standing: editions.Standing) -> BuildReport:
    return BuildReport(
        edition=standing.id,
        newsletter=standing.newsletter,
        local_date=standing.local_date,
        outcome=Built.KEPT,
        reason=f"The edition is {standing.state.value} already and was left as it is",
        sha256=standing.sha256,
    )


def _save(
    database: Database, newsletter: config.Newsletter, local_date: date, now: datetime, made: model.Edition | str
) -> BuildReport:
    """Keep the draft, or hold the day's edition with the reason."""
    send_at = due.send_time(newsletter, local_date)
    with database.transaction() as session:
        standing = editions.find(session, newsletter.key, local_date)
        if standing and _is_settled(standing):  # approved while we wrote
            return _kept(standing)
        if isinstance(made, str):
            saved = editions.save_empty(session, newsletter.key, local_date, send_at, made, now)
        else:
            saved = editions.save_draft(session, made, send_at, now)
    report = BuildReport(
        edition=saved.edition_id, newsletter=newsletter.key, local_date=local_date, outcome=Built.DRAFT
    )
    if isinstance(made, str):
        return report.model_copy(update={"outcome": Built.EMPTY, "reason": made})
    counts = {"stories": len(made.stories), "briefs": len(made.briefs), "left_out": len(made.left_out)}
    outcome = Built.UNCHANGED if saved.change is editions.Change.UNCHANGED else Built.DRAFT
    return report.model_copy(update={"outcome": outcome, "sha256": made.sha256, **counts})
