"""How each kind of source is read: a source in, what it brought out. One bad source never stops the others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from digest import config, errors, model
from digest.collect import article, feed, fetch, file, page, repeats

FULL_TEXT_WORDS = 200
"""A feed that gives so many words of an article, and does not break off, is taken to give all of it."""
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""Clocks and time zones are wrong by hours; what is dated later than this is dated wrongly."""
_MARKUP_TYPES = ("text/", "application/xhtml", "application/xml")


class Collected(model.Value):
    """What reading one source brought."""

    source: str
    """Key of the source."""
    articles: tuple[model.Article, ...] = ()
    candidates: dict[str, frozenset[repeats.Block]] = Field(default_factory=dict)
    """Article id -> what may be furniture of its outlet, for a memory that outlives the round."""
    error: str = ""
    """Why the source could not be read, for a person; empty where it could."""
    warnings: tuple[str, ...] = ()
    """What was passed over: pages that failed (where, then why), entries without title and text."""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False
    """The server answered 304: nothing new since last time."""
    requests: int = 0
    bytes_read: int = 0


class Tools(NamedTuple):
    """What a reader needs besides its source."""

    door: fetch.Door
    settings: config.Collect
    now: datetime
    is_known: Callable[[str], bool]
    outlets: article.Outlets


class _Candidate(NamedTuple):
    """An entry with the text the feed itself gives."""

    entry: feed.Entry
    own: page.Page
    needs_page: bool


class _Text(NamedTuple):
    """The text of an entry, and why it is not that of its page."""

    page: page.Page
    failure: str = ""
    awaits_page: bool = False


def read(source: model.Source, tools: Tools) -> Collected:
    """Read a source; an expected failure becomes ``Collected.error``."""
    try:
        collected = _READERS[source.kind](source, tools)
    except errors.SourceError as error:
        where = error.about or fetch.without_password(source.location)
        return Collected(source=source.key, error=f"{where}: {error.message}")
    collected = _plausibly_dated(collected, tools.now)
    counts = repeats.count(collected.articles)
    known = repeats.furniture_of(counts)
    return collected.model_copy(
        update={
            "articles": tuple(repeats.without(found, known) for found in collected.articles),
            "candidates": {found.id: repeats.candidates(found) for found in collected.articles},
        }
    )


def _plausibly_dated(collected: Collected, now: datetime) -> Collected:
    """Without dates that cannot be: before there was news on the web (1970 stands for "none"), or yet to come."""
    kept, wrong = [], []
    for found in collected.articles:
        is_wrong = found.published is not None and not _FIRST <= found.published <= now + _AHEAD
        wrong += [found] if is_wrong else []
        kept.append(found.model_copy(update={"published": None}) if is_wrong else found)
    if not wrong:
        return collected
    example = wrong[0]
    said = (
        f"{len(wrong)} of {len(kept)} articles are dated before {_FIRST.year} or in the future and count as undated"
        f" (“{example.title[:60]}”: {example.published:%Y-%m-%d})"
    )
    return collected.model_copy(update={"articles": tuple(kept), "warnings": (*collected.warnings, said)})


def _feed(source: model.Source, tools: Tools) -> Collected:
    answer = _on_disk(source, tools.settings) if source.location.startswith("/") else _get(source, tools.door)
    if answer.error or answer.is_unchanged:
        return _without_articles(source, answer)
    found = feed.read(answer.content, "" if source.location.startswith("/") else answer.url)
    entries, warnings = _chosen(source, found, tools)
    answers = tools.door.fetch_pages([candidate.entry.link for candidate in entries if candidate.needs_page])
    pages = iter(answers)
    articles = []
    for candidate in entries:
        entry = candidate.entry
        text = _text(candidate, next(pages), source) if candidate.needs_page else _Text(candidate.own)
        if text.failure:
            warnings.append(f"{entry.link}: {text.failure}; the feed's own text stands")
        articles.append(
            article.of_entry(source, text.page, entry, found.language, tools.outlets, awaits_page=text.awaits_page)
        )
    is_complete = not any(one.awaits_page for one in articles)
    return Collected(
        source=source.key,
        articles=tuple(articles),
        warnings=tuple(warnings),
        # Asked for unconditionally, the feed names the pages again that are still to be read.
        etag=answer.etag if is_complete else "",
        last_modified=answer.last_modified if is_complete else "",
        requests=answer.requests + sum(one.requests for one in answers),
        bytes_read=answer.bytes_read + sum(one.bytes_read for one in answers),
    )


def _chosen(source: model.Source, found: feed.Feed, tools: Tools) -> tuple[list[_Candidate], list[str]]:
    """The newest entries, each once, without those whose page was read before."""
    titled: dict[str, feed.Entry] = {}
    for entry in found.entries:
        if entry.headline:
            titled.setdefault(article.identity(source, entry), entry)
    newest = sorted(titled.values(), key=lambda entry: entry.published or tools.now, reverse=True)
    warnings = ["breaks off before its end; the entry it breaks off in was passed over"] if found.is_cut_off else []
    if untitled := sum(1 for entry in found.entries if not entry.headline):
        warnings.append(f"{untitled} of {len(found.entries)} entries have neither title nor text and were passed over")
    candidates = (_candidate(source, entry) for entry in newest[: tools.settings.max_articles_per_source])
    return [
        one for one in candidates if not (one.needs_page and tools.is_known(article.id_of(source, one.entry)))
    ], warnings


def _candidate(source: model.Source, entry: feed.Entry) -> _Candidate:
    """A feed kept as a file stands for itself: what it links to is not fetched."""
    own = page.read_fragment(entry.markup, title=entry.title, outlet=source.outlet.name)
    is_whole = own.is_whole and own.words >= FULL_TEXT_WORDS
    return _Candidate(entry, own, bool(entry.link) and not is_whole and not source.location.startswith("/"))


def _text(candidate: _Candidate, answer: fetch.Answer, source: model.Source) -> _Text:
    """The page's text, or the feed's own where the page failed or says less."""
    entry, own, _ = candidate
    if answer.error:
        return _Text(own, answer.error, awaits_page=not answer.is_disallowed)
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind and not kind.startswith(_MARKUP_TYPES):
        return _Text(own, f"answered with {kind}, which is no page")
    try:
        read_page = page.read(
            answer.content,
            content_type=answer.content_type,
            url=answer.url,
            outlet=source.outlet.name,
            title=entry.title,
        )
    except errors.SourceError as error:
        return _Text(own, error.message)
    if read_page.words >= own.words and read_page.words:
        return _Text(read_page)
    said = own.model_copy(update={"facts": read_page.facts})
    return _Text(said, "" if own.words else "holds no text that could be found")


def _page(source: model.Source, tools: Tools) -> Collected:
    answer = _get(source, tools.door)
    if answer.error or answer.is_unchanged:
        return _without_articles(source, answer)
    read_page = page.read(answer.content, content_type=answer.content_type, url=answer.url, outlet=source.outlet.name)
    if not read_page.facts.title or not read_page.words:
        raise errors.SourceError("holds no article: neither a title nor text was found")
    return Collected(
        source=source.key,
        articles=(article.of_page(source, read_page, source.location, tools.outlets),),
        etag=answer.etag,
        last_modified=answer.last_modified,
        requests=answer.requests,
        bytes_read=answer.bytes_read,
    )


def _folder(source: model.Source, tools: Tools) -> Collected:
    settings = tools.settings
    articles, warnings, size = [], [], 0
    limit = settings.max_articles_per_source
    for found in file.files(Path(source.location), limit=limit, max_bytes=settings.max_body_bytes):
        if isinstance(found, str):
            warnings.append(found)
            continue
        size += len(found.content)
        try:
            # A clock that runs ahead is no reason to lose the article.
            dated = found.model_copy(update={"modified": min(found.modified, tools.now)})
            articles.append(file.read(dated, source, tools.outlets))
        except errors.SourceError as error:
            warnings.append(str(error))
    return Collected(source=source.key, articles=tuple(articles), warnings=tuple(warnings), bytes_read=size)


def _get(source: model.Source, door: fetch.Door) -> fetch.Answer:
    return door.fetch(source.location, etag=source.etag, last_modified=source.last_modified)


def _on_disk(source: model.Source, settings: config.Collect) -> fetch.Answer:
    """A feed kept as a file, in the form of an answer."""
    path = Path(source.location)
    try:
        with path.open("rb") as stream:
            content = stream.read(settings.max_body_bytes + 1)
    except OSError as error:
        raise errors.SourceError(f"cannot read the file: {error.strerror}", about=source.location) from error
    if len(content) > settings.max_body_bytes:
        raise errors.SourceError(f"is larger than {settings.max_body_bytes} bytes (collect.max_body_bytes)")
    return fetch.Answer(url=source.location, content=content, requests=0, bytes_read=len(content))


def _without_articles(source: model.Source, answer: fetch.Answer) -> Collected:
    return Collected(
        source=source.key,
        error=f"{answer.url}: {answer.error}" if answer.error else "",
        etag=answer.etag or source.etag,
        last_modified=answer.last_modified or source.last_modified,
        is_unchanged=answer.is_unchanged,
        requests=answer.requests,
    )


_READERS: dict[model.SourceKind, Callable[[model.Source, Tools], Collected]] = {
    model.SourceKind.FEED: _feed,
    model.SourceKind.PAGE: _page,
    model.SourceKind.FOLDER: _folder,
}
