"""Whether a line affirms what its sentences affirm: denials, doubts and opposites."""

import functools
from collections.abc import Iterator, Sequence

from digest.write.check.reading import Reading, Word, root

_CLAUSE = frozenset(",;:—")
_TURNS = frozenset("but because while although though which who whom if unless".split())
_SCOPE = 3
"""So many words of meaning behind a "not" are what it denies."""
_REACH = 7
"""So many words, twice, around a word may hold its "not"."""
_WHOLE = frozenset("none nobody neither nothing keine keiner niemand aucun personne ninguno nadie".split())
"""Where one of them is the subject, the whole clause is denied."""
_NO_DENIAL = frozenset("only just merely least".split())
"""Behind "not" or "no" they make no denial of what follows."""
_SOFT = frozenset(
    """
    block blocked blocks blocking dismiss dismissed overturned overturn bar barred bars ban banned bans banning halt halted
    halts stop stopped stops oppose opposed opposes against prevent prevented prevents withheld withhold avoid avoided
    lack lacked lacks absent missing lost lose loses cut cuts void voided annulled cancel cancelled canceled cancels unable
    impossible vetoed veto vetoes cleared disputed disputes dispute contradicted unsuccessful unsuccessfully little few unclear
    unknown uncertain suspend suspended suspends withdrew withdraw withdraws withdrawn abandoned abandon skipped skip
    missed misses unless despite failure failures refusal denial rejection
    """.split()
)
"""Words that deny in other words: who "turned down" an appeal did not grant it."""
_SOFT_PAIRS = frozenset(
    (verb, particle)
    for verbs, particle in (
        ("turned turn turns voted vote struck strikes strike shot", "down"),
        ("thrown threw throw ruled rules rule kept keep", "out"),
        ("fell fall falls", "short"),
        ("held hold holds", "back"),
        ("free clear", "of"),
    )
    for verb in verbs.split()
)
_SOFT_PARTS = ("un", "non", "dis", "im", "il", "ir", "in")
_PREFIXES = ("un", "non", "dis")
_PAIRS = """
gain loss, gained lost, gains losses, gains loses, above below, more fewer, more less, highest lowest, most least,
over under, win lose, won lost, wins loses, before after, imports exports, import export, imported exported,
buy sell, bought sold, buys sells, approve reject, approved rejected, approves rejects, accept refuse,
accepted refused, accepted rejected, support oppose, supported opposed, supports opposes, north south, north east,
north west, south east, south west, northern southern, northern eastern, northern western, southern eastern,
southern western, east west, eastern western, men women, man woman, male female, boys girls, boy girl, open close,
opened closed, opens closes, opening closing, opened shut, start end, started ended, starts ends, began ended,
begins ends, arrive leave, arrived left, arrives leaves, strengthen weaken, strengthened weakened, strong weak,
legal illegal, guilty innocent, convicted acquitted, alive dead, survived died, survive die, tighten ease,
tightened eased, expand shrink, expanded shrank, hire dismiss, hired dismissed, hire fire, hired fired,
majority minority, largest smallest, best worst, better worse, faster slower, older younger, early late,
earlier later, allow ban, allowed banned, allows bans, permit forbid, permitted forbade, upheld overturned,
uphold overturn, confirm deny, confirmed denied, confirms denies, borrow lend, borrowed lent, arrested released,
acquire divest, defended criticized, praised criticized, praised criticised, praise criticize, safe dangerous,
success failure, succeeded failed, profit loss, profits losses, deficit surplus, summer winter, morning evening,
advance retreat, advanced retreated, possible impossible, regular irregular, known unknown, enter exit, entered left,
heed ignore, heeds ignores, heeded ignored, heeding ignoring, obey ignore, obeyed ignored, reveal conceal, revealed concealed,
reveals conceals, reveal hide, revealed hid, create destroy, created destroyed, build demolish, built demolished,
encourage discourage, encouraged discouraged, encourages discourages, welcome condemn, welcomed condemned,
welcomes condemns, help hinder, helped hindered, helps hinders, improve worsen, improved worsened, improves worsens,
respect violate, respected violated, respects violates, honored broke, honoured broke, kept broke, keeps breaks,
remember forget, remembered forgot, trust distrust, trusts distrusts, trusted distrusted, backed opposed, backs opposes,
followed ignored, follow ignore, follows ignores, hired fired, hires fires, appoint dismiss, appointed dismissed,
lifted imposed, lift impose, lifts imposes, freed jailed, frees jails, free jail, protect endanger, protects endangers,
join leave, joined left, joins leaves, include exclude, included excluded, widen narrow, widened narrowed,
public private, rich poor, hot cold, attack defend, attacked defended, maximum minimum, innocent guilty
"""
_UP = frozenset(
    """
    rose rise rises rising risen climbed climb climbs climbing jumped jump jumps increased increase increases increasing grew grow grows growing gained gain gains soared soar soars surged surge surges up higher rallied rally raised raise raises raising
    """.split()
)
_DOWN = frozenset(
    """
    fell fall falls falling fallen dropped drop drops dropping declined decline declines declining decreased decrease decreases eased ease eases easing slipped slip slips slid slide slides sank sink sinks plunged plunge plunges tumbled tumble tumbles down lower reduced reduce reduces reducing cut cuts cutting lowered lowers shrank shrink shrinks
    """.split()
)
_PLANNED = frozenset(
    """
    planned plan plans planning expected expects expect due scheduled set slated poised aims aim aimed intends intend intended hopes hope
    hoped wants want wanted seeks seek sought proposes propose proposed
    """.split()
)
"""With "to" they say that something is yet to be done."""
_PLANNING = _PLANNED | frozenset("will would shall should planned upcoming future proposal prepares ready".split())
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split(","):
    _one, _other = _pair.split()
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)


def are_denied_alike(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether the line denies what the sentences deny, and nothing else; what it leaves out it need not deny."""
    negations = _forms(line.vocabulary.negations)
    given = [scope for reading in cited for scope in _scopes(reading, negations)]
    said = list(_scopes(line, negations))
    if _doubled(line, negations) > sum(_doubled(reading, negations) for reading in cited):
        return False
    if len(said) > len(given) + sum(_soft(reading) - _soft(line) > 0 for reading in cited):
        return False
    if _partial(line) > sum(map(_partial, cited)):
        return False
    is_kept = all(_is_marked(scope, line, negations) for scope in given if _speaks_of(line, scope))
    return is_kept and all(_is_denied_there(scope, cited) for scope in said)


@functools.cache
def _forms(negations: frozenset[str]) -> frozenset[str]:
    """With the other forms of verbs that deny: failing, denying."""
    return negations | {root(word) + "ing" for word in negations if len(word) > 5 and "'" not in word}


def _soft(reading: Reading) -> int:
    """How often a sentence denies in other words."""
    pairs = zip(reading.words, reading.words[1:], strict=False)
    told = sum((one.bare, other.bare) in _SOFT_PAIRS for one, other in pairs)
    return told + len(_SOFT & reading.bare) + sum(_is_prefixed(word) for word in reading.bare)


def _is_prefixed(word: str) -> bool:
    return len(word) > 6 and word.startswith(_PREFIXES)


def _speaks_of(line: Reading, scope: tuple[str, ...]) -> bool:
    """Whether a line speaks of what is denied: of its first word, or of most of the words."""
    return bool(scope) and (scope[0] in line.roots or 2 * len(line.roots.intersection(scope)) > len(scope[:_SCOPE]))


def _partial(reading: Reading) -> int:
    """How often a sentence says "not only"."""
    return sum(word.bare == "not" and _is_no_denial(reading, at) for at, word in enumerate(reading.words))


def _doubled(reading: Reading, negations: frozenset[str]) -> int:
    """How often a denial is itself denied: "did not reject"."""
    pairs = zip(reading.words, reading.words[1:], strict=False)
    return sum(one.bare in negations and other.bare in negations and not other.pause for one, other in pairs)


def _is_denied_there(scope: tuple[str, ...], cited: Sequence[Reading]) -> bool:
    """Whether some sentence denies what a line denies, as far as they speak of the same."""
    about = [reading for reading in cited if reading.roots.intersection(scope)]
    return not about or any(_is_marked(scope, reading, _forms(reading.vocabulary.negations)) for reading in about)


def _scopes(reading: Reading, markers: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """For each marker the roots of the first words of meaning that it holds for."""
    for at, word in enumerate(reading.words):
        if word.bare in markers and not (_is_month(word, reading) or _is_no_denial(reading, at)):
            is_whole = word.bare in _WHOLE
            yield tuple(_held(reading, at, markers))[: 3 * _SCOPE if is_whole else _SCOPE]


def _is_no_denial(reading: Reading, at: int) -> bool:
    return at + 1 < len(reading.words) and reading.words[at + 1].bare in _NO_DENIAL


def _held(reading: Reading, at: int, markers: frozenset[str]) -> Iterator[str]:
    for word in reading.words[at + 1 : at + 1 + 2 * _REACH]:
        if set(word.pause) & _CLAUSE or word.bare in _TURNS:
            return
        if reading.is_content(word) and word.bare not in markers:
            yield word.root


def _is_marked(scope: tuple[str, ...], reading: Reading, markers: frozenset[str]) -> bool:
    """Whether the clause of one of these words holds a marker, or the sentence denies it in other words."""
    return _is_softly_denied(scope, reading) or _has_clause_marker(scope, reading, markers)


def _has_clause_marker(scope: tuple[str, ...], reading: Reading, markers: frozenset[str]) -> bool:
    return any(
        _has_marker(reading, at, markers, -1) or _has_marker(reading, at, markers, 1)
        for at, word in enumerate(reading.words)
        if word.root in scope
    )


def _is_softly_denied(scope: tuple[str, ...], reading: Reading) -> bool:
    """Whether one of these words stands near a word that denies it: "blocked the bill", "turned down the appeal"."""
    told = [at for at, word in enumerate(reading.words) if word.root in scope]
    denying = [at for at, word in enumerate(reading.words) if _is_soft(word, scope) or _is_soft_pair(reading, at)]
    return any(abs(at - place) <= _REACH for at in denying for place in told or denying)


def _is_soft_pair(reading: Reading, at: int) -> bool:
    after = reading.words[at + 1].bare if at + 1 < len(reading.words) else ""
    return (reading.words[at].bare, after) in _SOFT_PAIRS


def _is_soft(word: Word, scope: tuple[str, ...]) -> bool:
    if word.bare in _SOFT:
        return word.root not in scope
    return any(word.bare.startswith(part) and root(word.bare.removeprefix(part)) in scope for part in _SOFT_PARTS)


def _has_marker(reading: Reading, at: int, markers: frozenset[str], step: int) -> bool:
    """Whether a marker stands before (-1) or behind (1) a word in the same clause."""
    words = reading.words
    for _ in range(2 * _REACH):
        later = at if step < 0 else at + 1
        if later >= len(words) or set(words[later].pause) & _CLAUSE or words[later].bare in _TURNS:
            return False
        at += step
        if at < 0:
            return False
        if words[at].bare in markers and not _is_no_denial(reading, at):
            return True
    return False


# ------------------------------------------------------------------------------------------------ doubts


def are_doubts_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether what the sentences only suppose is not told as a fact."""
    doubts = line.vocabulary.hedges - {"if", "unless", "except", "but", "only", "would"}
    if doubts & _uttered(line) or line.vocabulary.speech & line.bare or line.vocabulary.judging & line.bare:
        return True
    given = [scope for reading in cited for scope in _scopes(reading, doubts)]
    return not any(root_ in line.roots for scope in given for root_ in scope[:1])


def are_plans_kept(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether what the sentences only plan is not told as done: "is planned to start" is not "starts"."""
    if line.vocabulary.language != "en" or (_PLANNING | line.vocabulary.hedges) & _uttered(line) or _is_to_come(line):
        return True
    planned = frozenset(verb for reading in cited for verb in _planned(reading))
    plain = frozenset(word.root for reading in cited for word in _unplanned(reading))
    return (planned - plain).isdisjoint(line.roots)


def _uttered(reading: Reading) -> frozenset[str]:
    """Its words without those that are months: "in May" is no "may"."""
    return frozenset(word.bare for word in reading.words if not _is_month(word, reading))


def _is_month(word: Word, reading: Reading) -> bool:
    return word.is_capital and not word.is_first and word.bare in reading.vocabulary.months


def _is_to_come(line: Reading) -> bool:
    pairs = zip(line.words, line.words[1:], strict=False)
    return any(one.bare in ("is", "are", "was", "were") and other.bare == "to" for one, other in pairs)


def _planned(reading: Reading) -> Iterator[str]:
    """The roots of the verbs behind "planned to"."""
    for at, word in enumerate(reading.words[:-2]):
        if word.bare in _PLANNED and reading.words[at + 1].bare in ("to", "for"):
            yield next((each.root for each in reading.words[at + 2 : at + 5] if reading.is_content(each)), "")


def _unplanned(reading: Reading) -> Iterator[Word]:
    """The words that stand behind no plan."""
    behind = {at + step for at, word in enumerate(reading.words) if word.bare in _PLANNED for step in range(2, 5)}
    return (word for at, word in enumerate(reading.words) if at not in behind)


# ------------------------------------------------------------------------------------------------ opposites


def are_not_opposed(line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether the line has no word that is the opposite of a word of its sentences, and not in them itself."""
    known = frozenset[str]().union(*(reading.bare for reading in cited))
    roots = frozenset[str]().union(*(reading.roots for reading in cited))
    if any(_is_against(line, cited, *ways) for ways in ((_UP, _DOWN), (_DOWN, _UP))):
        return False
    for word in sorted(line.bare - known):
        opposites = _OPPOSITES.get(word, set()) & known - line.bare
        if opposites and root(word) not in roots and not _is_denied(word, opposites, line, cited):
            return False
        if _is_reversed(word, known, roots) and not line.vocabulary.negations & known:
            return False
    return all(not _has_lost_prefix(word, line) for word in known - line.bare)


def _is_against(line: Reading, cited: Sequence[Reading], way: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a line says that something went one way, where its sentences only say that it went the other."""
    known = frozenset[str]().union(*(reading.bare for reading in cited))
    is_turned = bool(line.bare & way) and not line.bare & other and not known & way and bool(known & other)
    return is_turned and not any(_follows_denial(reading, way | other) for reading in (line, *cited))


def _follows_denial(reading: Reading, words: frozenset[str]) -> bool:
    """Whether one of these words stands closely behind a negation: "did not rise"."""
    return any(
        word.bare in words and reading.vocabulary.negations & {near.bare for near in reading.words[max(0, at - 3) : at]}
        for at, word in enumerate(reading.words)
    )


def _is_denied(word: str, opposites: set[str], line: Reading, cited: Sequence[Reading]) -> bool:
    """Whether "not open" stands for "closed"."""
    negations = line.vocabulary.negations
    return _has_clause_marker((root(word),), line, negations) or any(
        _has_clause_marker(tuple(map(root, sorted(opposites))), reading, negations) for reading in cited
    )


def _is_reversed(word: str, known: frozenset[str], roots: frozenset[str]) -> bool:
    """Whether a word says with un-, non- or dis- the contrary of a known one."""
    return root(word) not in roots and any(
        word.startswith(part) and len(word) > len(part) + 3 and word.removeprefix(part).strip("-") in known
        for part in _PREFIXES
    )


def _has_lost_prefix(word: str, line: Reading) -> bool:
    if line.vocabulary.negations & line.bare or word.startswith(("under", "uni", "until", "distr", "disc")):
        return False
    return any(
        word.startswith(part) and len(word) > len(part) + 3 and word.removeprefix(part).strip("-") in line.bare
        for part in _PREFIXES
    )
