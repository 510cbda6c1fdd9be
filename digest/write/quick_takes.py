"""Three to five short statements of what happened.

Lines the outlets offer themselves come first. The rest are sentences that other outlets support, close to the titles
and near the top, each unlike those already chosen (maximal marginal relevance), shortened by leaving words out only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digest import model
from digest.text import lines, similarity, words
from digest.write import check
from digest.write.material import Line, Material

MOST = 5
SHORTEST, LONGEST = 7, 20
"""Words of a line."""
_OFFERED = 4
_PER_OUTLET = 2
_LOOKED_AT = 25
_WITNESSES = 12
_TOO_ALIKE = 0.45
_RELEVANCE = 0.75
_SUPPORTED = 0.3
_ONE_SIDED = 0.15
_RATED = (model.Side.PROGRESSIVE, model.Side.CONSERVATIVE)
"""What one outlet of a side alone says belongs into its view rather than into the quick takes."""
_ABOUT_EVENT = 0.08
_TOP = 0.25
"""What the first sentence is worth; later ones get less."""
_BEFORE = 0.25
"""What a line loses that tells what was before."""
_OPINION = words.JUDGING | frozenset("critics supporters advocates opponents".split())
_SAME_FACT = 0.25
"""Alike enough to be the same fact where both give the same figure."""


@dataclass(frozen=True)
class _Fact:
    """What a line says, for comparing: its vector and its figures of two digits and more."""

    vector: similarity.Vector
    figures: frozenset[str]

    def alike(self, other: "_Fact") -> float:
        """How alike two lines are; with a figure in common they say the same much sooner."""
        found = similarity.cosine(self.vector, other.vector)
        return 1.0 if found >= _SAME_FACT and self.figures & other.figures else found


def _fact(text: str, material: Material) -> _Fact:
    return _Fact(material.weights.of(text), _figures(text))


def _figures(text: str) -> frozenset[str]:
    return frozenset(number for number in check.numbers(text) if len(number) > 1)


@dataclass(frozen=True)
class _Candidate:
    line: Line
    text: str
    score: float
    outlet: str
    """To whom the line is attributed; empty where another publisher says nearly the same, or none else reports."""
    fact: _Fact

    @property
    def publisher(self) -> str:
        return self.line.article.outlet.publisher


def choose(material: Material, *, without: Sequence[str] = ()) -> list[model.Statement]:
    """The quick takes, the core of the event first; ``without`` are texts (the dek) they must not repeat."""
    offered = _offered(material)
    used = [_fact(text, material) for text in (*(statement.text for statement in offered), *without)]
    chosen = _diverse(_candidates(material), used, MOST - len(offered), _limits(material, offered))
    if chosen and not offered:
        core = max(chosen, key=lambda candidate: (not lines.is_background(candidate.text), candidate.score))
        chosen = [core, *(candidate for candidate in chosen if candidate is not core)]
    return offered + [candidate.line.statement(candidate.text, candidate.outlet) for candidate in chosen]


def _offered(material: Material) -> list[model.Statement]:
    """The bullets of the article whose title is nearest to the event."""
    ranked = sorted(
        material.articles,
        key=lambda a: (a.is_opinion, -similarity.cosine(material.titles[a.id], material.centre), a.id),
    )
    for article in ranked:
        if bullets := statements_of(material, article, model.BlockKind.BULLET):
            return bullets[:_OFFERED]
    return []


def statements_of(material: Material, article: model.Article, kind: model.BlockKind) -> list[model.Statement]:
    """The blocks of a kind as statements of the outlet, each citing all its sentences."""
    if not article.texts(kind):
        return []
    cited: dict[int, list[model.Citation]] = {}
    for sentence in material.sentences[article.id]:
        if sentence.kind is kind:
            citation = model.Citation(article=article.id, sentence=sentence.index, quote=sentence.text)
            cited.setdefault(sentence.paragraph, []).append(citation)
    return [
        model.Statement(
            text=" ".join(citation.quote for citation in citations),
            citations=tuple(citations),
            origin=model.Origin.OUTLET,
            outlet=article.outlet.name,
        )
        for citations in cited.values()
    ]


def _limits(material: Material, offered: list[model.Statement]) -> dict[str, int]:
    """How many lines each publisher may still give; where one tells the story alone, all of them."""
    alone = len(material.publishers) == 1
    limits = dict.fromkeys(material.publishers, MOST if alone else _PER_OUTLET)
    for article in material.articles:
        if any(article.id == statement.citations[0].article for statement in offered):
            limits[article.outlet.publisher] = 0
    return limits


def _candidates(material: Material) -> list[_Candidate]:
    by_publisher = {p: material.lines_of(p)[:_LOOKED_AT] for p in sorted(material.publishers)}
    found = []
    for publisher, own in by_publisher.items():
        others = [lines_ for name, lines_ in by_publisher.items() if name != publisher][:_WITNESSES]
        for place, line in enumerate(own):
            if similarity.cosine(line.vector, material.centre) < _ABOUT_EVENT:
                continue
            text = line.told(LONGEST)
            if len(text.split()) < SHORTEST or (others and _is_opinion(text)):
                continue
            support = [max((similarity.cosine(line.vector, o.vector) for o in other), default=0.0) for other in others]
            score = sum(support) / max(1, len(others)) + _fitness(line, material) + _TOP / (1 + place)
            outlet = line.article.outlet.name if others and max(support) < _SUPPORTED else ""
            score -= _ONE_SIDED * bool(outlet and material.side_of(line.article) in _RATED)
            vector = line.vector if text == line.sentence.text else material.weights.of(text)
            found.append(_Candidate(line, text, score, outlet, _Fact(vector, _figures(text))))
    return sorted(found, key=lambda c: (-c.score, c.line.article.id, c.line.sentence.index))


def _is_opinion(text: str) -> bool:
    """Whether a line tells what somebody thinks of the event; where several publishers report, the views hold that."""
    return not _OPINION.isdisjoint(lines.bare(text))


def _fitness(line: Line, material: Material) -> float:
    """Close to the titles; news before opinion; figures and no loaded words preferred."""
    loaded = len(lines.loaded(line.sentence.text))
    near = max(similarity.cosine(line.vector, title) for title in material.titles.values())
    has_number = any(character.isdigit() for character in line.sentence.text)
    penalty = 0.1 * loaded + 0.2 * line.article.is_opinion + 0.15 * _points_back(line, material)
    penalty += _BEFORE * lines.is_background(line.sentence.text)
    return near + 0.1 * has_number - penalty


def _points_back(line: Line, material: Material) -> bool:
    """Whether a sentence begins with "The statement ...", a thing no title speaks of."""
    start = line.sentence.text.split()[:3]
    if start[0] not in ("The", "A") or any(word[:1].isupper() for word in start[1:]):
        return False
    told = {term for title in material.titles.values() for term in title}
    return not told.intersection(similarity.tokens(" ".join(start[1:])))


def _diverse(candidates: list[_Candidate], used: list[_Fact], count: int, limits: dict[str, int]) -> list[_Candidate]:
    """The best candidates unlike each other, in the order chosen."""
    chosen: list[_Candidate] = []
    while len(chosen) < count:
        taken = [*used, *(c.fact for c in chosen)]
        open_ = [c for c in candidates if c not in chosen and limits[c.publisher] > 0]
        fresh = [(c, max((c.fact.alike(t) for t in taken), default=0.0)) for c in open_]
        fresh = [(c, alike) for c, alike in fresh if alike <= _TOO_ALIKE]
        if not fresh:
            break
        best, _ = max(fresh, key=lambda pair: _RELEVANCE * pair[0].score - (1 - _RELEVANCE) * pair[1])
        chosen.append(best)
        limits[best.publisher] -= 1
    return chosen
