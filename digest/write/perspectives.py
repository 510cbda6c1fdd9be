"""How the sides tell one event, by the lean of the outlets, and what both of them report.

Sections an outlet wrote itself are printed as its own. Otherwise a side's view is made of sentences in which its
outlets differ from the other side's. Where a side has no outlet, the story says so; nothing is invented for it. What one
publisher alone reports has no perspectives but those it brings itself.
"""

from collections.abc import Sequence

from digest import model
from digest.text import lines, similarity, words
from digest.write import check, quick_takes
from digest.write.material import Line, Material

_MOST = 3
_PER_OUTLET = 2
_WORDS = 60
"""Words of a view in all."""
_COMMON = 2
_FEWEST_TAKES = 3
"""So many quick takes stay where one makes room for the common ground."""
_SHORTEST, _LONGEST = 8, 30
_ALIKE = 0.3
_TOO_ALIKE = 0.45
_ABOUT_EVENT = 0.1
_AGAINST = 0.7
_CUES = words.JUDGING | frozenset(
    """
    critics supporters advocates should must need needs failed failure crisis threat rights freedom justice unfair wrong
    dangerous bold conservatives liberals progressives republicans democrats opponents
    """.split()
)
_WEIGHING = (
    _CUES
    | (words.SPEECH - frozenset("announced announces added adds continued posted".split()))
    | words.LOADED
    | frozenset(
        """
        because owed thanks cause caused causes despite although instead merely finally worse worst
        better best victory defeat burden relief mistake lesson risk risks danger hope fear
        fair costly punish punishes punished protect protects protected bought squeeze price reason proof proves proved
        means meant according concern concerns concerned serious important significant historic unprecedented clear
        clearly support supports supported against appeared seems
        """.split()
    )
)
"""Without one of these words a sentence tells a fact or a scene, and no view of it."""
_SECTIONS = {
    model.Side.PROGRESSIVE: model.BlockKind.PROGRESSIVE,
    model.Side.CONSERVATIVE: model.BlockKind.CONSERVATIVE,
}


def of(
    material: Material, takes: Sequence[model.Statement], *, dek: str = ""
) -> tuple[model.Perspectives | None, tuple[model.Statement, ...]]:
    """The perspectives of a cluster, or None where neither side takes part; and the quick takes that remain.

    The views repeat neither the dek nor the takes. Where the takes say all that the sides share, one of them makes room
    for it as common ground, while enough are left.
    """
    common, left = _common(material, takes, dek)
    printed = (*left, *common.statements)
    used = [material.weights.of(text) for text in (dek, *(statement.text for statement in printed)) if text]
    progressive = _view(material, model.Side.PROGRESSIVE, used)
    conservative = _view(material, model.Side.CONSERVATIVE, used)
    if not (progressive.articles or conservative.articles or common.articles):
        return None, tuple(takes)
    return model.Perspectives(progressive=progressive, conservative=conservative, common_ground=common), left


def _common(
    material: Material, takes: Sequence[model.Statement], dek: str
) -> tuple[model.View, tuple[model.Statement, ...]]:
    """The common ground, and the takes without the one that made room for it."""
    if section := _section(material, model.BlockKind.COMMON_GROUND):
        return section, tuple(takes)
    pairs = _pairs(material)
    vectors = [material.weights.of(take.text) for take in takes]
    told = [material.weights.of(dek)] if dek else []
    if (common := _common_ground(material, pairs, [*told, *vectors])).statements:
        return common, tuple(takes)
    for at in range(len(takes) - 1, _FEWEST_TAKES - 1, -1):
        without = [*told, *vectors[:at], *vectors[at + 1 :]]
        is_ours = takes[at].origin is model.Origin.EXTRACT
        if is_ours and (common := _common_ground(material, pairs, without)).statements:
            return common, (*takes[:at], *takes[at + 1 :])
    return model.View(), tuple(takes)


def _section(material: Material, kind: model.BlockKind) -> model.View | None:
    """The paragraphs of a section that an article brings, of the first article that has one."""
    for article in material.articles:
        if statements := quick_takes.statements_of(material, article, kind):
            note = f"As {article.outlet.name} sums it up."
            return model.View(statements=tuple(statements), articles=(article.id,), note=note)
    return None


def _view(material: Material, side: model.Side, used: list[similarity.Vector]) -> model.View:
    articles = material.on_side(side)
    if section := _section(material, _SECTIONS[side]):
        return section
    if len(material.publishers) == 1:
        return model.View()
    if not articles:
        return model.View(note=f"No {side}-rated outlet in today's sources covered this story.")
    statements = _distinctive(material, side, used)
    outlets = sorted({article.outlet.name for article in articles})
    note = f"From one outlet: {outlets[0]}." if len(outlets) == 1 else ""
    if not statements:
        note = _without_view(material, side, outlets)
    return model.View(statements=tuple(statements), articles=tuple(article.id for article in articles), note=note)


def _without_view(material: Material, side: model.Side, outlets: list[str]) -> str:
    """What stands instead of a view; that a side has none is said only where none of its sentences holds one."""
    said = [line.sentence.text for line in material.lines if line.article.outlet.side is side]
    if any(holds_view(text) for text in said):
        return f"Covered by {_listed(outlets)}, with no view that could be shown here in one line."
    if len(outlets) == 1:
        return f"{outlets[0]} reports the event without a view of its own."
    return f"{_listed(outlets)} report the event without views of their own."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _distinctive(material: Material, side: model.Side, used: list[similarity.Vector]) -> list[model.Statement]:
    """The views of a side on the event that are least like what the other side says."""
    other = model.Side.CONSERVATIVE if side is model.Side.PROGRESSIVE else model.Side.PROGRESSIVE
    theirs = [line.vector for line in material.lines if line.article.outlet.side is other]
    ranked = []
    for line in (line for line in material.lines if line.article.outlet.side is side):
        about = similarity.cosine(line.vector, material.centre)
        text = line.told(_LONGEST) if about >= _ABOUT_EVENT else ""
        if len(text.split()) >= _SHORTEST and holds_view(text):
            against = max((similarity.cosine(line.vector, vector) for vector in theirs), default=0.0)
            ranked.append((about - _AGAINST * against + _cue(text), line, text))
    ranked.sort(key=lambda entry: (-entry[0], entry[1].article.id, entry[1].sentence.index))
    return _unlike(material, [(line, text) for _, line, text in ranked], used)


def holds_view(text: str) -> bool:
    """Whether a sentence claims, judges, explains or has somebody speak, rather than tell a bare fact or a scene."""
    return not _WEIGHING.isdisjoint(lines.bare(text))


def _cue(text: str) -> float:
    """A bonus for words of judgement and attributed speech."""
    found = set(lines.bare(text))
    return 0.1 * bool(found & _CUES) + 0.05 * ("“" in text or '"' in text)


def _unlike(material: Material, ranked: list[tuple[Line, str]], used: list[similarity.Vector]) -> list[model.Statement]:
    taken = list(used)
    counts: dict[str, int] = {}
    chosen: list[model.Statement] = []
    alone = len({line.article.outlet.name for line, _ in ranked}) == 1
    room = _WORDS
    for line, text in ranked:
        outlet = line.article.outlet.name
        vector = material.weights.of(text)
        is_new = all(similarity.cosine(vector, other) <= _TOO_ALIKE for other in taken)
        fits = len(text.split()) <= room and len(chosen) < _MOST
        if is_new and fits and counts.get(outlet, 0) < (_MOST if alone else _PER_OUTLET):
            chosen.append(line.statement(text, outlet))
            counts[outlet] = counts.get(outlet, 0) + 1
            taken.append(vector)
            room -= len(text.split())
    return chosen


def _pairs(material: Material) -> list[tuple[float, Line, Line]]:
    """Sentences about the event that an outlet of each side reports alike, the most alike first."""
    about = [line for line in material.lines if similarity.cosine(line.vector, material.centre) >= _ABOUT_EVENT * 1.5]
    sided = {side: [line for line in about if line.article.outlet.side is side] for side in _SECTIONS}
    pairs = [
        (similarity.cosine(left.vector, right.vector), left, right)
        for left in sided[model.Side.PROGRESSIVE][:60]
        for right in sided[model.Side.CONSERVATIVE][:60]
        if left.article.outlet.publisher != right.article.outlet.publisher
    ]
    pairs = [pair for pair in pairs if pair[0] >= _ALIKE and _count_alike(pair[1], pair[2])]
    pairs.sort(key=lambda pair: (-round(pair[0], 9), pair[1].sentence.index, pair[1].article.id, pair[2].article.id))
    return pairs


def _common_ground(
    material: Material, pairs: list[tuple[float, Line, Line]], used: list[similarity.Vector]
) -> model.View:
    """The clearer sentence of each pair, both cited, that both of them say and that says nothing used already."""
    chosen: list[model.Statement] = []
    articles: dict[str, None] = {}
    taken = list(used)
    for _, left, right in pairs:
        statement = _shared(left, right, material.gate) if len(chosen) < _COMMON else None
        vector = material.weights.of(statement.text) if statement else {}
        if statement and all(similarity.cosine(vector, other) <= _TOO_ALIKE for other in taken):
            chosen.append(statement)
            taken.append(vector)
            articles |= dict.fromkeys((left.article.id, right.article.id))
    return model.View(statements=tuple(chosen), articles=tuple(articles))


def _count_alike(left: Line, right: Line) -> bool:
    """Whether two sentences that both give figures give the same ones: one has no figure that the other lacks."""
    one, other = check.numbers(left.sentence.text), check.numbers(right.sentence.text)
    return one <= other or other <= one


def _shared(left: Line, right: Line, gate: check.Gate) -> model.Statement | None:
    """The shorter of two like sentences that stands alone and that each of them says; it cites both."""
    options = []
    for line, other in ((left, right), (right, left)):
        text = line.told(_LONGEST)
        if len(text.split()) >= _SHORTEST:
            statement = model.Statement(text=text, citations=(line.citation, other.citation))
            options.append((len(lines.loaded(text)), len(text.split()), line.article.id, statement))
    ranked = (option[-1] for option in sorted(options, key=lambda option: option[:3]))
    return next((statement for statement in ranked if not gate.failings(statement, is_shared=True)), None)
