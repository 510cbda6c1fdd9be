"""What an edition is made from, as one moment of the database shows it: a day of articles, or a week of editions."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from digest import config, model
from digest.pipeline import due
from digest.store import articles, editions, marks, sources
from digest.store.database import Database

MEMORY = timedelta(days=14)
"""So long a story that was sent is remembered, so that it returns only with something new."""
BEFORE_THE_WEB = datetime(1995, 1, 1, tzinfo=UTC)
"""Earlier dates are mistakes, such as 1970 for no date at all."""
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


class Material(NamedTuple):
    """What an edition is made from."""

    articles: tuple[model.Article, ...]
    misdated: tuple[model.Article, ...]
    """Seen lately and dated after now, or before there was a web: mistakes of their outlets."""
    sources: model.SourceReport
    weights: dict[str, float]
    """By outlet name."""
    previous: tuple[model.Edition, ...] = ()
    told: Mapping[str, model.Article] = {}
    """The articles of the previous editions that are still kept, by id."""
    said: tuple[marks.Mark, ...] = ()
    """What editors said about stories of this newsletter."""
    newest: datetime | None = None
    """Date of the newest article; looked up where the window is empty."""
    since: datetime | None = None
    """Where the window begins."""
    week: tuple[model.Edition, ...] = ()
    """The editions that a round-up tells again."""


def of_day(
    database: Database, newsletter: config.Newsletter, local_date: date, begun: datetime, now: datetime
) -> Material:
    """What the newsletter's sources reported from the window's beginning to its end, which for a past day is its hour."""
    since, until = begun - timedelta(hours=newsletter.compose.max_age_hours), due.closing(newsletter, local_date, now)
    with database.transaction(writes=False) as session:
        active = {source.key: source for source in sources.active(session, newsletter.sources)}
        failing = sorted(row.source.key for row in sources.listed(session) if row.failures and row.source.key in active)
        found = articles.window(session, newsletter.sources, since, until)
        misdated = articles.window(session, newsletter.sources, now, _LAST, seen_since=since)
        misdated += articles.window(session, newsletter.sources, _FIRST, BEFORE_THE_WEB, seen_since=since)
        newest = None if found else articles.newest(session, newsletter.sources, since)
        previous = editions.previous(session, newsletter.key, local_date - MEMORY, local_date)
        told = articles.find(session, _told(previous)) if found else {}
        made = marks.listed(session, newsletter.key)
        later = {article.id for article in articles.window(session, newsletter.sources, until, now)}
        found += _marked(articles.find(session, _marked_since(made, begun) - later).values(), found, active)
        wanted = {article.id for article in found}
    return Material(
        articles=tuple(found),
        misdated=tuple(article for article in misdated if article.id not in wanted),
        sources=model.SourceReport(checked=len(active), failed=tuple(failing)),
        weights=_weights(active.values()),
        previous=tuple(previous),
        told=told,
        said=tuple(made),
        newest=newest,
        since=since,
    )


def of_week(
    database: Database, newsletter: config.Newsletter, source: config.Newsletter, local_date: date, begun: datetime
) -> Material:
    """What readers of ``source`` got in the week that its round-up of this date tells again."""
    first, last = due.week(newsletter, source, local_date)
    with database.transaction(writes=False) as session:
        week = editions.previous(session, source.key, first, last + timedelta(days=1))
        previous = editions.previous(session, newsletter.key, local_date - MEMORY, local_date)
        found, told = (articles.find(session, _told(each)) for each in (week, previous))
        said = [*marks.listed(session, source.key), *marks.listed(session, newsletter.key)]
        active = sources.active(session, source.sources)
    return Material(
        articles=tuple(found.values()),
        misdated=(),
        sources=model.SourceReport(checked=max((each.sources.checked for each in week), default=0)),
        weights=_weights(active),
        previous=tuple(previous),
        told=told,
        said=tuple(said),
        since=begun - timedelta(days=7),
        week=tuple(week),
    )


def _weights(active: Iterable[model.Source]) -> dict[str, float]:
    """By outlet the weight of its best source."""
    weights: dict[str, float] = {}
    for source in active:
        weights[source.outlet.name] = max(source.weight, weights.get(source.outlet.name, 0.0))
    return weights


def _marked_since(made: Iterable[marks.Mark], begun: datetime) -> set[str]:
    """The articles an editor marked since the edition was begun; older marks were about other editions."""
    return {article for mark in made if mark.made_at >= begun for article in (mark.article, mark.other) if article}


def _marked(
    marked: Iterable[model.Article], found: Iterable[model.Article], active: Collection[str]
) -> list[model.Article]:
    """The marked articles of the newsletter's sources that its window lacks, by id."""
    known = {article.id for article in found}
    lacking = (article for article in marked if article.id not in known and article.source in active)
    return sorted(lacking, key=lambda article: article.id)


def _told(previous: Iterable[model.Edition]) -> set[str]:
    """The articles that the editions' stories rest on."""
    told: list[model.Story | model.Brief] = []
    for edition in previous:
        told += [*edition.stories, *edition.briefs]
    return {article.id for one in told for article in one.articles if not article.reprint_of}


def said_by(made: Iterable[marks.Mark], kind: model.MarkKind) -> dict[str, str]:
    """Article id -> who said this of its story, and when."""
    return {mark.article: f"{mark.made_by} on {mark.made_at:%Y-%m-%d}" for mark in made if mark.kind is kind}


def texts(material: Material) -> Callable[[str], str]:
    """The whole text of an article by its id, of today or told before."""
    known = {**material.told, **{article.id: article for article in material.articles}}

    def text(article: str) -> str:
        return " ".join(block.text for block in known[article].blocks) if article in known else ""

    return text
