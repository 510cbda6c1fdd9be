"""What was read, to an article: who published it, what it is called, where it stands."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import takewhile

from digest import model
from digest.collect import feed, furniture, metadata, page
from digest.text import clean
from digest.text import language as languages

MAX_DEK_WORDS = 40
"""A longer summary is the beginning of an article rather than what stands above it."""
_SENTENCE = re.compile(r"(?s)[\"“‘']?[^\W_a-z].*(?<!\.\.)[.!?][\"'”’)]*")
_CREDIT = re.compile(
    r"(?:[^\Wa-z_][^a-z(]{2,40}(?:, [^(]{1,30})?\s)?\(([A-Z][\w’'&. -]{2,60})\)\s*(?:[—–-]|(?=[A-Z“\"]))"
)
"""A dateline: a place in capitals, perhaps state and date, and who reported from it. Lower case is prose, no place."""

_TOLD = 5_000
"""So many characters tell a language."""

Outlets = Mapping[str, model.Outlet]
"""The configured outlets by the key of their name."""


def of_page(source: model.Source, read: page.Page, url: str, outlets: Outlets) -> model.Article:
    """The article of a page that is a source of its own."""
    canonical = clean.canonical_url(url)
    return _credited(_article(source, read, identity=canonical, url=canonical), outlets)


def of_file(source: model.Source, read: page.Page, name: str, outlets: Outlets) -> model.Article:
    """The article of a file; it has an address only where its content names one."""
    url = read.facts.url
    return _credited(_article(source, read, identity=url or f"{source.key}/{name}", url=url), outlets)


def of_entry(
    source: model.Source,
    read: page.Page,
    entry: feed.Entry,
    language: str,
    outlets: Outlets,
    *,
    awaits_page: bool = False,
) -> model.Article:
    """The article of a feed's entry, with the text of its page or of the feed itself."""
    facts = read.facts
    known = metadata.Facts(
        title=metadata.without_outlet(entry.headline, {source.outlet.name, facts.site}) or facts.title,
        author=entry.author or facts.author,
        published=entry.published or facts.published,
        modified=facts.modified or entry.modified,
        section=facts.section or entry.section,
        language=facts.language or language,
        is_opinion=facts.is_opinion or metadata.is_opinion(entry.link, entry.section, entry.title),
        image=facts.image or entry.image,
    )
    article = _article(
        source,
        read.model_copy(update={"facts": known}),
        identity=identity(source, entry),
        url=clean.canonical_url(entry.link),
    )
    update = {
        "outlet": _publisher(source.outlet, entry.publisher, outlets),
        "blocks": _with_dek(article, entry.summary),
        "awaits_page": awaits_page,
    }
    return _credited(article.model_copy(update=update), outlets)


def identity(source: model.Source, entry: feed.Entry) -> str:
    """What tells an entry from all others: its canonical address, or its name in its feed."""
    return clean.canonical_url(entry.link) or f"{source.key}/{entry.id or entry.headline}"


def id_of(source: model.Source, entry: feed.Entry) -> str:
    """The id of the article an entry becomes."""
    return clean.article_id(identity(source, entry))


def _publisher(outlet: model.Outlet, publisher: str, outlets: Outlets) -> model.Outlet:
    """Who published first, where an aggregator says so; an outlet nobody configured is unrated."""
    name, own = furniture.key(publisher), furniture.key(outlet.name)
    if not name or name in own or own in name:
        return outlet
    return outlets.get(name, model.Outlet(name=publisher))


def _with_dek(article: model.Article, summary: str) -> tuple[model.Block, ...]:
    """The blocks, led by the feed's summary where that is a sentence of its own and the text brings no dek."""
    words = furniture.key(summary)
    text = " ".join(furniture.key(block.text) for block in article.blocks)
    is_said = article.dek or not text or words in text or words == furniture.key(article.title)
    if is_said or len(summary.split()) > MAX_DEK_WORDS or not _SENTENCE.fullmatch(summary):
        return article.blocks
    if furniture.is_call(summary) or furniture.is_byline(summary, article.author) or furniture.is_notice(summary):
        return article.blocks
    top = sum(1 for _ in takewhile(lambda block: block.kind is model.BlockKind.CAPTION, article.blocks))
    return (*article.blocks[:top], model.Block(kind=model.BlockKind.DEK, text=summary), *article.blocks[top:])


def _credited(article: model.Article, outlets: Outlets) -> model.Article:
    """The article with the outlet it is credited to where its text begins ("PORT MAREN (Halyard) — ...")."""
    lead = next(iter(article.texts(model.BlockKind.PARAGRAPH)), "")
    credit = None if article.wire else _CREDIT.match(lead)
    if credit is None:
        return article
    words = furniture.key(credit[1]).removeprefix("the ")
    named = {outlet.name for name, outlet in outlets.items() if f"{name} ".removeprefix("the ").startswith(f"{words} ")}
    is_own = f"{furniture.key(article.outlet.name)} ".removeprefix("the ").startswith(f"{words} ")
    return article if is_own or len(named) != 1 else article.model_copy(update={"wire": named.pop()})


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
        language=facts.language or _told(facts.title, read.blocks),
        wire=read.wire,
        is_opinion=facts.is_opinion,
        image=facts.image,
    )


def _told(title: str, blocks: Iterable[model.Block]) -> str:
    """The language of the text, where nobody says it; English where it does not tell."""
    return languages.detect(" ".join((title, *(block.text for block in blocks)))[:_TOLD]) or "en"


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else None
