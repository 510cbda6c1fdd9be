"""Sources to articles: every source's outcome is recorded, and one bad source never stops the others."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from digest import collect as collecting
from digest import config, errors, model, pipeline
from digest.collect import repeats
from digest.store import articles, blocks, sources
from digest.store.database import Database

log = structlog.get_logger(__name__)

MEMORY = timedelta(days=60)
"""So long a block is remembered after it was last seen: outlets change their pages now and then."""


class SourceOutcome(model.Value):
    """How reading one source went."""

    source: str
    articles: int = 0
    new: int = 0
    """Articles never seen before."""
    error: str = ""
    warnings: tuple[str, ...] = ()
    is_unchanged: bool = False


class CollectReport(model.Value):
    """What a round over the sources brought."""

    sources: tuple[SourceOutcome, ...]
    """By key."""

    @property
    def failed(self) -> tuple[SourceOutcome, ...]:
        """The sources that could not be read."""
        return tuple(outcome for outcome in self.sources if outcome.error)

    @property
    def articles(self) -> int:
        """Articles read."""
        return sum(outcome.articles for outcome in self.sources)

    @property
    def new(self) -> int:
        """Articles never seen before."""
        return sum(outcome.new for outcome in self.sources)


def collect(
    database: Database,
    settings: config.Settings,
    now: datetime,
    progress: pipeline.Progress = pipeline.silent,
    keys: Collection[str] = (sources.ALL,),
) -> CollectReport:
    """Read the active sources of these keys and keep their articles; every outcome is recorded at its source.

    Expected failures are values in the report. A paused source is passed over. Raises StateError where
    a key names no source.
    """
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        chosen = sources.active(session, keys)
        _require(keys, sources.listed(session))
        blocks.forget(session, now - MEMORY)
    outcomes: list[SourceOutcome] = []
    progress("collect", 0, len(chosen))
    window = max((newsletter.compose.max_age_hours for newsletter in settings.newsletters), default=0.0)
    retry_since = now - timedelta(hours=window)
    for collected in collecting.collect(
        chosen, settings.collect, now, is_known=lambda id_: _is_known(database, id_, retry_since)
    ):
        outcomes.append(_record(database, collected, now))
        progress("collect", len(outcomes), len(chosen))
    report = CollectReport(sources=tuple(sorted(outcomes, key=lambda outcome: outcome.source)))
    log.info("collected", sources=len(outcomes), failed=len(report.failed), articles=report.articles, new=report.new)
    return report


def _require(keys: Collection[str], known: Sequence[sources.Listed]) -> None:
    missing = sorted(set(keys) - {sources.ALL} - {each.source.key for each in known})
    if missing:
        raise errors.StateError("there is no source of this key; see: digest sources list", about=", ".join(missing))


def _is_known(database: Database, article_id: str, retry_since: datetime) -> bool:
    """Whether its page was read, or is too old for an edition by now."""
    with database.transaction(writes=False) as session:
        return bool(articles.known(session, [article_id], retry_since))


def _learned(session: Session, collected: collecting.Collected, now: datetime) -> frozenset[repeats.Block]:
    """What earlier rounds and this one show to be furniture of these outlets."""
    seen = [
        blocks.Sighting(block.outlet, block.words, article)
        for article, found in collected.candidates.items()
        for block in found
    ]
    blocks.note(session, seen, now)
    counted = blocks.counted(session, {each.outlet for each in seen}, repeats.MIN_ARTICLES)
    often = Counter({repeats.Block(outlet, words): times for (outlet, words), times in counted.blocks.items()})
    return repeats.furniture_of(repeats.Counts(often, Counter(counted.articles)))


def _record(database: Database, collected: collecting.Collected, now: datetime) -> SourceOutcome:
    """Keep what a source brought, and how it went, in one transaction."""
    key = collected.source
    with database.transaction() as session:
        known = _learned(session, collected, now)
        saved = articles.save(session, [repeats.without(article, known) for article in collected.articles], now)
        if collected.error:
            sources.record_failure(session, key, now, collected.error)
        else:
            sources.record_success(session, key, now, etag=collected.etag, last_modified=collected.last_modified)
    if collected.error:
        log.warning("source failed", source=key, error=collected.error)
    return SourceOutcome(
        source=key,
        articles=len(collected.articles),
        new=saved.new,
        error=collected.error,
        warnings=collected.warnings,
        is_unchanged=collected.is_unchanged,
    )
