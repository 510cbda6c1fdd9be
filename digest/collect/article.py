"""What was read, to an article: who published it, what it is called, where it stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from digest import model
from digest.collect import feed, furniture, metadata, page
from digest.text import clean


def of_page(source: model.Source, read: page.Page, url: str) -> model.Article:
    """The article of a page that is a source of its own."""
    canonical = clean.canonical_url(url)
    return _article(source, read, identity=canonical, url=canonical)


def of_file(source: model.Source, read: page.Page, name: str) -> model.Article:
    """The article of a file; it has an address only where its content names one."""
    url = read.facts.url
    return _article(source, read, identity=url or f"{source.key}/{name}", url=url)


def of_entry(
    source: model.Source, read: page.Page, entry: feed.Entry, language: str, outlets: Mapping[str, model.Outlet]
) -> model.Article:
    """The article of a feed's entry, with the text of its page or of the feed itself."""
    facts = read.facts
    known = metadata.Facts(
        title=metadata.without_outlet(entry.title, {source.outlet.name, facts.site}) or facts.title,
        author=entry.author or facts.author,
        published=entry.published or facts.published,
        modified=facts.modified or entry.modified,
        section=facts.section or entry.section,
        language=facts.language or language,
        is_opinion=facts.is_opinion or metadata.is_opinion(entry.link, entry.section, entry.title),
    )
    article = _article(
        source,
        read.model_copy(update={"facts": known}),
        identity=identity(source, entry),
        url=clean.canonical_url(entry.link),
    )
    return article.model_copy(update={"outlet": _publisher(source.outlet, entry.publisher, outlets)})


def identity(source: model.Source, entry: feed.Entry) -> str:
    """What tells an entry from all others: its canonical address, or its name in its feed."""
    return clean.canonical_url(entry.link) or f"{source.key}/{entry.id or entry.title}"


def id_of(source: model.Source, entry: feed.Entry) -> str:
    """The id of the article an entry becomes."""
    return clean.article_id(identity(source, entry))


def _publisher(outlet: model.Outlet, publisher: str, outlets: Mapping[str, model.Outlet]) -> model.Outlet:
    """Who published first, where an aggregator says so; an outlet nobody configured is unrated."""
    name, own = furniture.key(publisher), furniture.key(outlet.name)
    if not name or name in own or own in name:
        return outlet
    return outlets.get(name, model.Outlet(name=publisher))


def outlets(sources: Iterable[model.Source]) -> dict[str, model.Outlet]:
    """The configured outlets by the key of their name."""
    return {furniture.key(source.outlet.name): source.outlet for source in sources}


def _article(source: model.Source, read: page.Page, *, identity: str, url: str) -> model.Article:
    facts = read.facts
    return model.Article(
        id=clean.article_id(identity),
        url=url,
        source=source.key,
        outlet=source.outlet,
        title=clean.line(facts.title, 500),
        blocks=read.blocks,
        published=_aware(facts.published),
        modified=_aware(facts.modified),
        author=facts.author,
        section=facts.section or source.section,
        language=facts.language or "en",
        wire=read.wire,
        is_opinion=facts.is_opinion,
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else None
