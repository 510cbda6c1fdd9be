"""Why a story stands where it stands: what holds its articles together, what its score is made of, and each line's proof.

Everything comes from the stored edition, which keeps the cited sentences and how alike the articles are. The sentences
around them, and the words that articles share, come from the articles as long as these are kept.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from digest import config, model
from digest.pipeline import named
from digest.render import english
from digest.store import articles, editions, marks
from digest.store.database import Database
from digest.text import sentences, similarity, titles

_TERMS = 6
_OPENING_WORDS = 250
_SIBLINGS, _ALIKE = 5, 0.15
"""So many left-out stories are named that share words with the story, at least so much like it."""
_EDGES = "\"'“”‘’()[]{}.,;:!?…—–-«»"
_QUOTE = "Quote"
_COMPARED_WORDS = 2000
"""A longer sentence is shown as it is."""


class Witness(model.Value):
    """An article of the story, and what it counts for."""

    article: model.ArticleRef
    counts: str
    """``counted``, or why it is not: what it repeats, or whose family it is of."""
    is_kept: bool
    """Whether its text is still in the store."""


class Pair(model.Value):
    """Two articles by their numbers in the story, how alike they are, and the words that tell it most."""

    left: int
    right: int
    similarity: float
    terms: tuple[str, ...] = ()


class Proof(model.Value):
    """A sentence that a line rests on."""

    before: str = ""
    """The sentence before it; empty where there is none or the article is not kept."""
    sentence: str
    marked: str
    """The sentence with what the line leaves out in ``[-`` ``-]``."""
    after: str = ""
    article: model.ArticleRef | None = None


class Line(model.Value):
    """A printed line and its proofs."""

    kind: str
    text: str
    origin: model.Origin
    proofs: tuple[Proof, ...]


class Sibling(model.Value):
    """Something like it that was left out."""

    title: str
    reason: model.LeftOutReason
    detail: str
    likeness: float


class Explanation(model.Value):
    """All that is known of why a story is as it is."""

    newsletter: str
    date: str
    state: model.EditionState
    id: str = ""
    headline: str
    place: str
    """``story 2 of 8``, ``brief 3 of 12`` or ``left out``."""
    section: str = ""
    publishers: int = 0
    news: str = ""
    """What is new since it was sent before."""
    score: float = 0.0
    points: model.Points | None = None
    floor: float | None = None
    """Of the newsletter as it is configured now."""
    rank: str = ""
    """Among all that was printed, and what stands above and below it."""
    reasons: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    pairs: tuple[Pair, ...] = ()
    marks: tuple[str, ...] = ()
    """What editors said about its articles, in words."""
    lines: tuple[Line, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    missing: str = ""
    """What cannot be shown any more, in a sentence."""


def explain(database: Database, settings: config.Settings, edition_id: int, text: str) -> Explanation:
    """Explain the story of an edition that ``text`` means: its number, its id, or words of its headline.

    Raises StateError where no story is meant, or several are.
    """
    with database.transaction(writes=False) as session:
        standing = editions.get(session, edition_id)
        edition = editions.load(session, edition_id)
        said = marks.listed(session, standing.newsletter)
        meant = named.find(edition, text)
        refs = [*meant.articles, *(ref for one in named.printed(edition) for ref in one.articles)]
        kept = articles.find(session, {ref.id for ref in refs if not ref.reprint_of})
    newsletter = {each.key: each for each in settings.newsletters}.get(standing.newsletter)
    about: dict[str, Any] = {
        "newsletter": edition.newsletter,
        "date": edition.local_date.isoformat(),
        "state": standing.state,
        "headline": named.headline(meant),
        "floor": newsletter.compose.floor if newsletter else None,
        "witnesses": tuple(_witness(ref, meant.articles, kept) for ref in meant.articles),
        "marks": tuple(_marked(mark, meant.articles) for mark in said if _concerns(mark, meant.articles)),
        "missing": _missing(meant.articles, kept),
        "siblings": _siblings(meant, edition),
    }
    if isinstance(meant, model.LeftOut):
        reasons = (f"Left out {english.REASONS[meant.reason]}. {meant.detail}".strip(),)
        return Explanation(place="left out", reasons=reasons, **about)
    return _printed(meant, edition, kept, newsletter.labels if newsletter else config.Labels(), about)


def _printed(
    one: named.Printed,
    edition: model.Edition,
    kept: Mapping[str, model.Article],
    labels: config.Labels,
    about: dict[str, Any],
) -> Explanation:
    return Explanation(
        id=one.id,
        place=_place(one, edition),
        section=one.section,
        publishers=one.publishers,
        news=one.news,
        score=one.score,
        points=one.points,
        rank=_rank(one, edition),
        reasons=one.reasons if isinstance(one, model.Story) else (),
        pairs=_pairs(one, edition, kept),
        lines=tuple(_lines(one, kept, labels)),
        **about,
    )


# ------------------------------------------------------------------------------------------------ why together


def _witness(ref: model.ArticleRef, together: Sequence[model.ArticleRef], kept: Mapping[str, model.Article]) -> Witness:
    names = {other.id: other.outlet for other in together}
    first = next(
        other for other in together if (other.publisher == ref.publisher and not other.reprint_of) or other is ref
    )
    counts = "counted"
    if ref.reprint_of:
        counts = f"not counted: it reprints {names.get(ref.reprint_of, 'another article')}"
    elif first is not ref:
        counts = f"not counted again: one publisher with {first.outlet}"
        if first.outlet == ref.outlet:
            counts = "not counted again: the same outlet"
    return Witness(article=ref, counts=counts, is_kept=ref.id in kept)


def _pairs(one: named.Printed, edition: model.Edition, kept: Mapping[str, model.Article]) -> tuple[Pair, ...]:
    """The most alike first."""
    numbers = {ref.id: number for number, ref in enumerate(one.articles, start=1)}
    texts = {ref.id: _opening(ref, kept) for ref in one.articles}
    others = [ref for other in named.printed(edition) for ref in other.articles if not ref.reprint_of]
    background = [similarity.tokens(_opening(ref, kept)) for ref in others]
    weights = similarity.Weights([*background, *(similarity.tokens(left.title) for left in edition.left_out)])
    vectors = {article: weights.of(text) for article, text in texts.items()}
    return tuple(
        Pair(
            left=numbers[link.left],
            right=numbers[link.right],
            similarity=link.similarity,
            terms=_spelled(_telling(vectors[link.left], vectors[link.right]), texts[link.left]),
        )
        for link in sorted(one.links, key=lambda link: (-link.similarity, link.left, link.right))
        if link.left in numbers and link.right in numbers
    )


def _opening(ref: model.ArticleRef, kept: Mapping[str, model.Article]) -> str:
    """What clustering reads of an article: its title, twice, and its opening; the title alone where no more is kept."""
    title = titles.plain(ref.title, ref.outlet)
    text = " ".join(block.text for block in kept[ref.id].blocks[:40]) if ref.id in kept else ""
    return " ".join([title, title, *text[: _OPENING_WORDS * 20].split()[:_OPENING_WORDS]])


def _telling(left: similarity.Vector, right: similarity.Vector) -> tuple[str, ...]:
    """The shared words that make up most of the likeness."""
    shared = {term: left[term] * right[term] for term in left if term in right}
    return tuple(sorted(shared, key=lambda term: (-shared[term], term))[:_TERMS])


def _spelled(terms: Sequence[str], text: str) -> tuple[str, ...]:
    """The terms as the text spells them: "series", not "sery"."""
    found: dict[str, str] = {}
    for word in text.split():
        tokens = similarity.tokens(word)
        if len(tokens) == 1:
            found.setdefault(tokens[0], word.strip(_EDGES))
    return tuple(found.get(term, term) for term in terms)


def _concerns(mark: marks.Mark, together: Iterable[model.ArticleRef]) -> bool:
    ids = {ref.id for ref in together}
    return mark.article in ids or mark.other in ids


def _marked(mark: marks.Mark, together: Iterable[model.ArticleRef]) -> str:
    outlets = {ref.id: ref.outlet for ref in together}
    pair = " and ".join(outlets.get(each, "an article elsewhere") for each in (mark.article, mark.other) if each)
    said = {
        model.MarkKind.TOGETHER: f"{pair} put together",
        model.MarkKind.APART: f"{pair} put apart",
        model.MarkKind.PIN: "pinned",
        model.MarkKind.LEAVE_OUT: "left out",
        model.MarkKind.NO_IMAGE: "kept without a picture",
    }
    return f"{said[mark.kind]} by {mark.made_by} on {mark.made_at:%Y-%m-%d} (mark {mark.id})"


def _missing(together: Sequence[model.ArticleRef], kept: Mapping[str, model.Article]) -> str:
    wanted = [ref for ref in together if not ref.reprint_of]
    gone = sum(ref.id not in kept for ref in wanted)
    if not gone:
        return ""
    return (
        f"{gone} of {english.count(len(wanted), 'article')} are not kept any more (articles are kept for 60 days):"
        " their cited sentences stand here without what stood around them."
    )


# ------------------------------------------------------------------------------------------------ why there


def _place(one: named.Printed, edition: model.Edition) -> str:
    at = [other.id for other in named.printed(edition)].index(one.id) + 1
    stories = len(edition.stories)
    if at > stories:
        return f"brief {at - stories} of {len(edition.briefs)}"
    return f"story {at} of {stories}" + (", the lead" if at == 1 else "")


def _rank(one: named.Printed, edition: model.Edition) -> str:
    """Where it stands by score, and between which others."""
    ranked = sorted(named.printed(edition), key=lambda other: (-other.score, other.id))
    at = next(place for place, other in enumerate(ranked) if other.id == one.id)
    parts = [f"{at + 1} of {len(ranked)} printed, by score"]
    if at > 0:
        parts.append(f"below {ranked[at - 1].headline} ({ranked[at - 1].score:.2f})")
    if at + 1 < len(ranked):
        parts.append(f"above {ranked[at + 1].headline} ({ranked[at + 1].score:.2f})")
    return "; ".join(parts)


def _siblings(one: named.Printed | model.LeftOut, edition: model.Edition) -> tuple[Sibling, ...]:
    """What was left out and shares words with it, by titles."""

    def words(one: named.Printed | model.LeftOut) -> list[str]:
        heads = dict.fromkeys([named.headline(one), *(ref.title for ref in one.articles[:10])])
        return similarity.tokens(" ".join(heads))

    everything = [words(other) for other in named.printed(edition)] + [words(left) for left in edition.left_out]
    weights = similarity.Weights(everything)
    mine = weights.vector(Counter(words(one)))
    found = [
        Sibling(
            title=left.title,
            reason=left.reason,
            detail=left.detail,
            likeness=round(similarity.cosine(mine, weights.vector(Counter(words(left)))), 2),
        )
        for left in edition.left_out
        if left is not one
    ]
    alike = sorted(found, key=lambda sibling: (-sibling.likeness, sibling.title))
    return tuple(sibling for sibling in alike if sibling.likeness >= _ALIKE)[:_SIBLINGS]


# ------------------------------------------------------------------------------------------------ the lines


def _lines(one: named.Printed, kept: Mapping[str, model.Article], labels: config.Labels) -> Iterable[Line]:
    """Every printed line in reading order, with its proofs."""
    refs = {ref.id: ref for ref in one.articles}
    said = {article: sentences.of(text) for article, text in kept.items() if article in refs}

    def line(
        kind: str, text: str, cited: Iterable[model.Citation], origin: model.Origin = model.Origin.EXTRACT
    ) -> Line:
        shown = (
            "" if kind.startswith(_QUOTE) else text
        )  # nothing is cut out of a quotation, what is around it is no part
        proofs = tuple(_proof(shown, citation, refs, said.get(citation.article, ())) for citation in cited)
        return Line(kind=kind, text=text, origin=origin, proofs=proofs)

    yield line("Headline", one.headline, [one.headline_citation])
    if isinstance(one, model.Brief):
        return
    if one.dek:
        yield line("Dek", one.dek, [one.dek_citation] if one.dek_citation else [])
    for kind, statement in _statements(one, labels):
        yield line(kind, statement.text, statement.citations, statement.origin)
    shown = {citation for row in one.differences for each in row.statements for citation in each.citations}
    for quote in one.quotes:
        yield line(f"{_QUOTE}, {quote.speaker}", quote.text, [quote.citation])
        for variant in (variant for variant in quote.variants if variant.citation not in shown):
            yield line(f"{_QUOTE}, as printed elsewhere", variant.text, [variant.citation])


def _statements(story: model.Story, labels: config.Labels) -> Iterable[tuple[str, model.Statement]]:
    for number, take in enumerate(story.quick_takes, start=1):
        yield f"Quick take {number}", take
    if views := story.perspectives:
        parts = (labels.progressive, views.progressive), (labels.conservative, views.conservative)
        for label, view in (*parts, (labels.common_ground, views.common_ground)):
            for statement in view.statements:
                yield label, statement
    for viewpoint in story.viewpoints:
        yield f"Viewpoint, {viewpoint.speaker}", viewpoint.statement
    for difference in story.differences:
        for statement in difference.statements:
            yield f"What differs, {difference.about}", statement


def _proof(
    text: str, citation: model.Citation, refs: Mapping[str, model.ArticleRef], said: Sequence[model.Sentence]
) -> Proof:
    around = {sentence.index: sentence.text for sentence in said} if citation.sentence >= 0 else {}
    is_there = around.get(citation.sentence) == citation.quote
    return Proof(
        before=around.get(citation.sentence - 1, "") if is_there else "",
        sentence=citation.quote,
        marked=marked(citation.quote, text),
        after=around.get(citation.sentence + 1, "") if is_there else "",
        article=refs.get(citation.article),
    )


def marked(sentence: str, line: str) -> str:
    """The sentence with the words that the line leaves out in ``[-`` ``-]``; as it is where the line has none of them."""
    words = sentence.split()
    if len(words) > _COMPARED_WORDS:
        return sentence
    bare = [[word.casefold().strip(_EDGES) for word in each] for each in (words, line.split())]
    blocks = difflib.SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_matching_blocks()
    if not any(block.size for block in blocks):
        return sentence
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.a > at:
            parts.append(f"[-{' '.join(words[at : block.a])}-]")
        parts += words[block.a : block.a + block.size]
        at = block.a + block.size
    return " ".join(parts)
