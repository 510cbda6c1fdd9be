"""An edition as the desk reads it: every line beside the sentences it rests on. Values in, values out."""

from typing import NamedTuple

from digest import config, model
from digest.render import english


class Proof(NamedTuple):
    """A sentence a line rests on, and where it stands."""

    quote: str
    outlet: str
    lean: str
    title: str
    url: str


class Line(NamedTuple):
    """A printed line with its proofs."""

    text: str
    proofs: tuple[Proof, ...]
    origin: str


class Said(NamedTuple):
    """A quotation, and the same words as others print them."""

    text: str
    speaker: str
    proof: Proof
    variants: tuple[Line, ...]


class Part(NamedTuple):
    """One part of the perspectives."""

    kind: str
    """``progressive``, ``conservative`` or ``common``."""
    label: str
    lines: tuple[Line, ...]
    note: str


class StoryPage(NamedTuple):
    """A story with everything an editor wants to check."""

    headline: Line
    dek: Line | None
    section: str
    counts: str
    publishers: str
    """How many independent outlets, in words."""
    takes: tuple[Line, ...]
    parts: tuple[Part, ...]
    quotes: tuple[Said, ...]
    differences: tuple[tuple[str, tuple[Line, ...]], ...]
    articles: tuple[model.ArticleRef, ...]
    leans: dict[str, str]
    """Article id -> its outlet's lean in words."""
    reasons: tuple[str, ...]
    lacks: tuple[str, ...]
    """The sides that say nothing, by label."""


class Missing(NamedTuple):
    """Something that is not in the edition, and why."""

    title: str
    reason: str
    detail: str
    outlets: str


_KINDS = ("progressive", "conservative", "common")
_ORIGINS = {
    model.Origin.EXTRACT: "",
    model.Origin.OUTLET: "the outlet's own line",
    model.Origin.MODEL: "worded by a model",
    model.Origin.EDITOR: "worded by an editor",
}


def edition_page(edition: model.Edition | None, labels: config.Labels, errors: dict[str, str]) -> dict[str, object]:
    """What the page of an edition prints; ``errors`` says by source key what its last failed check said."""
    if edition is None:
        return {
            "stories": (), "briefs": (), "left_out": (), "sources": "", "failed_sources": (),
            "subject": "", "preheader": "", "reading_time": "", "gaps": (), "amount": "",
        }  # fmt: skip
    named = (labels.progressive, labels.conservative, labels.common_ground)
    failed = edition.sources.failed
    return {
        "stories": [story_page(story, named) for story in edition.stories],
        "briefs": [_brief(brief) for brief in edition.briefs],
        "left_out": [*map(missing, edition.left_out), *_unlisted(edition)],
        "sources": f"{english.count(edition.sources.checked, 'source')} checked, {len(failed)} failed.",
        "failed_sources": [{"key": key, "error": errors.get(key, "")} for key in failed],
        "subject": edition.subject,
        "preheader": edition.preheader,
        "reading_time": f"{edition.minutes} min, {edition.words:,} words",
        "amount": f"{english.count(len(edition.stories), 'story', 'stories')}, {english.count(len(edition.briefs), 'brief')}",
        "gaps": gaps(edition, named),
    }


def gaps(edition: model.Edition, labels: tuple[str, str, str]) -> tuple[str, ...]:
    """What an editor should know to be missing before approving: sources that failed, a lead told from one side."""
    found = []
    failed = edition.sources.failed
    if failed:
        sources = english.count(edition.sources.checked, "source")
        found.append(f"{len(failed)} of {sources} could not be read: {english.series(failed)}.")
    lacks = _lacks(edition.stories[0], labels) if edition.stories else ()
    if lacks:
        found.append(f"The lead story has no {english.series(lacks)}.")
    others = sum(bool(_lacks(story, labels)) for story in edition.stories[1:])
    if others:
        found.append(f"{english.count(others, 'further story', 'further stories')} told from one side or none.")
    return tuple(found)


def _lacks(story: model.Story, labels: tuple[str, str, str]) -> tuple[str, ...]:
    """The labels of the two sides that say nothing in a story."""
    views = _views(story.perspectives or model.Perspectives(), labels)[:2]
    return tuple(label for label, view in views if not view.statements)


def story_page(story: model.Story, labels: tuple[str, str, str]) -> StoryPage:
    """A story for the desk; ``labels`` name the progressive, conservative and common parts."""
    articles = {article.id: article for article in story.articles}

    def proof(citation: model.Citation) -> Proof:
        return _proof(citation, articles)

    def lines(statements: tuple[model.Statement, ...]) -> tuple[Line, ...]:
        return tuple(Line(each.text, tuple(map(proof, each.citations)), _ORIGINS[each.origin]) for each in statements)

    said = lines(tuple(viewpoint.statement for viewpoint in story.viewpoints))
    return StoryPage(
        headline=Line(story.headline, (proof(story.headline_citation),), ""),
        dek=Line(story.dek, (proof(story.dek_citation),) if story.dek_citation else (), "") if story.dek else None,
        section=story.section,
        counts=_counts(story),
        publishers=english.count(story.publishers, "outlet"),
        takes=lines(story.quick_takes),
        parts=tuple(
            Part(kind, label, lines(view.statements), view.note)
            for kind, (label, view) in zip(_KINDS, _views(story.perspectives, labels), strict=False)
        )
        + ((Part("common", "Who says what", said, ""),) if said else ()),
        quotes=tuple(
            Said(
                quote.text,
                quote.speaker,
                proof(quote.citation),
                tuple(Line(variant.text, (proof(variant.citation),), "") for variant in quote.variants),
            )
            for quote in story.quotes
        ),
        differences=tuple((each.about, lines(each.statements)) for each in story.differences),
        articles=story.articles,
        leans={article.id: english.LEANS[article.lean] for article in story.articles},
        reasons=story.reasons,
        lacks=_lacks(story, labels),
    )


def missing(left_out: model.LeftOut) -> Missing:
    """A left-out story or article for the desk."""
    outlets = english.series(dict.fromkeys(article.outlet for article in left_out.articles))
    return Missing(left_out.title, english.REASONS[left_out.reason], left_out.detail, outlets)


def _unlisted(edition: model.Edition) -> list[Missing]:
    """A line for what is counted only: of a reason that holds for very many, the first are listed."""
    return [
        Missing(f"and {count:,} more", english.REASONS[reason], "", "") for reason, count in edition.unlisted.items()
    ]


def _brief(brief: model.Brief) -> dict[str, str]:
    outlets = english.series(dict.fromkeys(article.outlet for article in brief.articles))
    headline = f"Update: {brief.headline}" if brief.is_update else brief.headline
    return {"headline": headline, "section": brief.section, "outlets": outlets}


def _proof(citation: model.Citation, articles: dict[str, model.ArticleRef]) -> Proof:
    article = articles.get(citation.article)
    if article is None:
        return Proof(citation.quote, "an article that is not listed", "", "", "")
    return Proof(citation.quote, article.outlet, english.LEANS[article.lean], article.title, article.url)


def _views(perspectives: model.Perspectives | None, labels: tuple[str, str, str]) -> list[tuple[str, model.View]]:
    if perspectives is None:
        return []
    views = (perspectives.progressive, perspectives.conservative, perspectives.common_ground)
    return list(zip(labels, views, strict=True))


def _counts(story: model.Story) -> str:
    counts = [
        english.count(len(story.articles), "article"),
        f"{english.count(story.publishers, 'independent outlet')}",
    ]
    return " · ".join([*counts, "update of an earlier story"] if story.is_update else counts)
