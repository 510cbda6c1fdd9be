"""Three to five short statements of what happened.

Lines the outlets offer themselves come first. The rest are the sentences that say most of what the outlets agree on,
each unlike those already chosen (see ``choice``), shortened by leaving words out only. Where fewer than three are short
enough, longer ones stand in.
"""

import math
from collections.abc import Iterator, Sequence

from digest import model
from digest.text import lines, similarity, words
from digest.write import choice
from digest.write.material import Line, Material

LEAST, MOST = 3, 5
SHORTEST, LONGEST = 7, 20
"""Words of a line."""
_LONGER = (LONGEST, 30, 40)
"""What else may be printed where there are fewer than three."""
_OFFERED = 4
_PER_OUTLET = 2
_LOOKED_AT = 25
"""So many sentences of a publisher are looked at ..."""
_CONSIDERED = 60
"""... and so many of the most promising of all are shortened and compared."""
_WITNESSES = 12
_SUPPORTED = 0.3
"""So alike must a sentence of another publisher be, or the line is attributed to its outlet."""
_ABOUT_EVENT = 0.08


def choose(material: Material, *, without: Sequence[str] = (), room: float = math.inf) -> list[model.Statement]:
    """The quick takes, the core of the event first, in at most ``room`` words.

    ``without`` are texts (the dek) they must not repeat.
    """
    offered = _offered(material)
    printed = (*(statement.text for statement in offered), *without)
    told = [choice.said(text, material.language) for text in printed]
    if not words.of(material.language):
        return offered or _opening(material, without)
    promising = _promising(material)
    space = room - sum(len(statement.text.split()) for statement in offered)
    limits = choice.Room(MOST - len(offered), _limits(material, offered), space)
    chosen: list[choice.Choice] = []
    for longest in _LONGER:
        choices = list(_choices(promising, longest, material))
        chosen = choice.best(choices, material, told, limits)
        if len(chosen) + len(offered) >= LEAST:
            break
    ordered = chosen if offered else _in_order(chosen, material)
    return offered + [c.line.statement(c.text, _attributed(c.line, material)) for c in ordered]


def _opening(material: Material, without: Sequence[str]) -> list[model.Statement]:
    """The first sentences of the article nearest to the event, whole: all that is safe in an unknown language."""
    own = [a for a in material.articles if a.language == material.language]
    first = max(own, key=lambda a: (similarity.cosine(material.titles[a.id], material.centre), a.id), default=None)
    opening = [line for line in material.lines if first and line.article.id == first.id and line.told(_LONGER[-1])]
    return [line.statement(line.sentence.text) for line in opening if line.sentence.text not in without][:LEAST]


def _in_order(chosen: list[choice.Choice], material: Material) -> list[choice.Choice]:
    """The first choice that tells the news begins; what was before comes last."""
    core = next((c for c in chosen if not (lines.is_background(c.text) or choice.points_back(c.line, material))), None)
    rest = sorted((c for c in chosen if c is not core), key=lambda c: lines.is_background(c.text))
    return [core, *rest] if core else rest


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


def _promising(material: Material) -> list[tuple[Line, float]]:
    """The lines that would be worth most by themselves, with their factors."""
    found = []
    for publisher in sorted(material.publishers):
        for line in filter(material.is_undisputed, material.lines_of(publisher)[:_LOOKED_AT]):
            factor = choice.factor(line, material)
            gain = sum(material.worth.get(term, 0.0) for term in sorted(line.counts)) * factor
            found.append((round(-gain, 9), line.article.id, line.sentence.index, line, factor))
    found.sort(key=lambda entry: entry[:3])
    return [(line, factor) for *_, line, factor in found[:_CONSIDERED]]


def _choices(promising: list[tuple[Line, float]], longest: int, material: Material) -> Iterator[choice.Choice]:
    """The lines that can be told in so many words, in a fixed order."""
    has_others = len(material.publishers) > 1
    for line, factor in promising:
        if similarity.cosine(line.vector, material.centre) < _ABOUT_EVENT:
            continue
        for text in dict.fromkeys(line.told(most) for most in _LONGER if most <= longest):
            if len(text.split()) >= SHORTEST and not (has_others and _is_opinion(text, material.language)):
                yield choice.Choice(line, text, choice.said(text, material.language), factor)


def _is_opinion(text: str, language: str) -> bool:
    """Whether a line tells what somebody thinks of the event; where several publishers report, the views hold that."""
    return not words.of(language).opinion.isdisjoint(lines.bare(text))


def _attributed(line: Line, material: Material) -> str:
    """The outlet, where other publishers report and none of them says nearly the same."""
    own = line.article.outlet.publisher
    others = [name for name in sorted(material.publishers) if name != own][:_WITNESSES]
    near = (similarity.cosine(line.vector, o.vector) for name in others for o in material.lines_of(name)[:_LOOKED_AT])
    return line.article.outlet.name if others and all(alike < _SUPPORTED for alike in near) else ""
