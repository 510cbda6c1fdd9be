"""How the sides tell one event, by the lean of the outlets, and what both of them report.

Sections an outlet wrote itself are printed as its own. Otherwise a side's view is made of sentences in which its
outlets, or somebody they quote, judge, explain or demand, and differ from the other side's. Where a side has no outlet,
the story says so; nothing is invented for it. What one publisher alone reports has no perspectives but those it brings
itself.
"""

import re
from collections.abc import Sequence

from digest import model
from digest.text import similarity
from digest.write import common_ground, quick_takes, terms, voices
from digest.write.material import Line, Material

_MOST = 3
_PER_OUTLET = 2
_WORDS = 60
"""Words of a view in all."""
_FEWEST_TAKES = 3
"""So many quick takes stay where one makes room for the common ground."""
_SHORTEST, _LONGEST = 8, 30
_TOO_ALIKE = 0.45
_ABOUT_EVENT = 0.1
_AGAINST = 0.7
_FEWEST_SAME, _SAME = 4, 0.75
_CLAUSES = re.compile(r"[,;:] | [–—] | and | but ")
_SECTIONS = {
    model.Side.PROGRESSIVE: model.BlockKind.PROGRESSIVE,
    model.Side.CONSERVATIVE: model.BlockKind.CONSERVATIVE,
}


def of(
    material: Material, takes: Sequence[model.Statement], *, dek: str = ""
) -> tuple[model.Perspectives | None, tuple[model.Statement, ...]]:
    """The perspectives of a cluster, or None where neither side takes part; and the quick takes that remain.

    The views repeat neither the dek nor the takes. Where no outlet of the story is on either side there may still be what
    its outlets agree on. Where the takes say all that the sides share, one of them makes room
    for it as common ground, while enough are left.
    """
    common, left = _common(material, takes, dek)
    printed = (*left, *common.statements)
    used = [text for text in (dek, *(statement.text for statement in printed)) if text]
    progressive = _view(material, model.Side.PROGRESSIVE, used)
    used += [statement.text for statement in progressive.statements]
    conservative = _view(material, model.Side.CONSERVATIVE, used)
    if not (progressive.articles or conservative.articles or common.articles):
        return None, tuple(takes)
    progressive, conservative = _noted_together(material, progressive, conservative)
    return model.Perspectives(progressive=progressive, conservative=conservative, common_ground=common), left


def _common(
    material: Material, takes: Sequence[model.Statement], dek: str
) -> tuple[model.View, tuple[model.Statement, ...]]:
    """The common ground, and the takes without the one that made room for it."""
    if section := _section(material, model.BlockKind.COMMON_GROUND):
        return section, tuple(takes)
    vectors = [material.weights.of(take.text) for take in takes]
    told = [material.weights.of(dek)] if dek else []
    shared = common_ground.Shared(material)
    if (common := shared.view([*told, *vectors])).statements:
        return common, tuple(takes)
    for at in range(len(takes) - 1, _FEWEST_TAKES - 1, -1):
        without = [*told, *vectors[:at], *vectors[at + 1 :]]
        is_ours = takes[at].origin is model.Origin.EXTRACT
        if is_ours and (common := shared.view(without)).statements:
            return common, (*takes[:at], *takes[at + 1 :])
    return model.View(), tuple(takes)


def _section(material: Material, kind: model.BlockKind) -> model.View | None:
    """The paragraphs of a section that an article brings, of the first article that has one."""
    for article in material.articles:
        if statements := quick_takes.statements_of(material, article, kind):
            note = material.words.gettext("As %(outlet)s sums it up.", outlet=article.outlet.name)
            return model.View(statements=tuple(statements), articles=(article.id,), note=note)
    return None


def _view(material: Material, side: model.Side, used: list[str]) -> model.View:
    articles = material.on_side(side)
    if section := _section(material, _SECTIONS[side]):
        return section
    if len(material.publishers) == 1:
        return model.View()
    if not articles:
        return model.View(note=_absent(material, side))
    statements = _distinctive(material, side, used)
    outlets = sorted({article.outlet.name for article in articles})
    note = material.words.gettext("From one outlet: %(outlet)s.", outlet=outlets[0]) if len(outlets) == 1 else ""
    if not statements:
        note = _without_view(material, articles)
    return model.View(statements=tuple(statements), articles=tuple(article.id for article in articles), note=note)


def _absent(material: Material, side: model.Side) -> str:
    """What stands where a side wrote nothing of its own; who printed another outlet's text did cover the story."""
    names = sorted({article.outlet.name for article in material.repeated if material.side_of(article) is side})
    words = material.words
    if names:
        return words.ngettext(
            "%(outlets)s printed the text of another outlet.",
            "%(outlets)s printed the text of another outlet.",
            len(names),
            outlets=words.series(names),
        )
    if side is model.Side.PROGRESSIVE:
        return words.gettext("No progressive-rated outlet in today’s sources covered this story.")
    return words.gettext("No conservative-rated outlet in today’s sources covered this story.")


def _noted_together(
    material: Material, progressive: model.View, conservative: model.View
) -> tuple[model.View, model.View]:
    """The two views; where outlets of both sides wrote and neither has a view, one note names them all."""
    views = (progressive, conservative)
    if any(view.statements or not view.articles for view in views):
        return views
    wrote = {name for view in views for name in view.articles}
    note = _without_view(material, [article for article in material.articles if article.id in wrote])
    return progressive.model_copy(update={"note": note}), conservative.model_copy(update={"note": note})


def _without_view(material: Material, articles: Sequence[model.Article]) -> str:
    """What stands instead of a view; that there is none is said only where none of the sentences holds one."""
    outlets, wrote = sorted({article.outlet.name for article in articles}), {article.id for article in articles}
    said = [line.sentence.text for line in material.lines if line.article.id in wrote]
    words, named = material.words, material.words.series(outlets)
    if material.language != "en" or any(voices.weight(text) for text in said):
        return words.ngettext(
            "Covered by %(outlets)s; no line of it is shown here as a view.",
            "Covered by %(outlets)s; no line of theirs is shown here as a view.",
            len(outlets),
            outlets=named,
        )
    return words.ngettext(
        "%(outlets)s reports the event without a view of its own.",
        "%(outlets)s report the event without views of their own.",
        len(outlets),
        outlets=named,
    )


def _distinctive(material: Material, side: model.Side, used: list[str]) -> list[model.Statement]:
    """The views of a side on the event that are least like what the other side says."""
    other = model.Side.CONSERVATIVE if side is model.Side.PROGRESSIVE else model.Side.PROGRESSIVE
    theirs = [line.vector for line in material.lines if material.side_of(line.article) is other]
    ranked = []
    for line in (line for line in material.lines if material.side_of(line.article) is side):
        about = similarity.cosine(line.vector, material.centre)
        text = line.told(_LONGEST) if about >= _ABOUT_EVENT else ""
        is_view = (
            len(text.split()) >= _SHORTEST
            and material.is_undisputed(line)
            and voices.weight(text)
            and not voices.is_of_other_camp(text, side)
        )
        if is_view:
            against = max((similarity.cosine(line.vector, vector) for vector in theirs), default=0.0)
            ranked.append((about - _AGAINST * against + voices.weight(text), line, text))
    ranked.sort(key=lambda entry: (-entry[0], entry[1].article.id, entry[1].sentence.index))
    return _unlike(material, [(line, text) for _, line, text in ranked], used)


def _unlike(material: Material, ranked: list[tuple[Line, str]], used: list[str]) -> list[model.Statement]:
    taken = [material.weights.of(text) for text in used]
    told = [terms.keys(clause) for text in used for clause in _CLAUSES.split(text)]
    counts: dict[str, int] = {}
    chosen: list[model.Statement] = []
    alone = len({line.article.outlet.name for line, _ in ranked}) == 1
    room = _WORDS
    for line, text in ranked:
        outlet = line.article.outlet.name
        vector = material.weights.of(text)
        is_new = all(similarity.cosine(vector, other) <= _TOO_ALIKE for other in taken) and not _says(text, told)
        fits = len(text.split()) <= room and len(chosen) < _MOST
        if is_new and fits and counts.get(outlet, 0) < (_MOST if alone else _PER_OUTLET):
            chosen.append(line.statement(text, outlet))
            counts[outlet] = counts.get(outlet, 0) + 1
            taken.append(vector)
            room -= len(text.split())
    return chosen


def _says(text: str, told: Sequence[frozenset[str]]) -> bool:
    """Whether a line says what a clause told in other words: almost all words of meaning of one are in the other."""
    own = terms.keys(text)
    return any(len(own & other) >= max(_FEWEST_SAME, _SAME * min(len(own), len(other))) for other in told)
