"""The people an article names: full names, and who is said to speak."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from digest import model
from digest.text import words

_SPEECH = frozenset[str]().union(*(vocabulary.speech for vocabulary in words.KNOWN.values()))
"""Verbs of saying in any language; a sentence holds those of one."""
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|„[^„“”]*(?:[“”]|$)|«[^«»]*(?:»|$)|\"[^\"]*(?:\"|$)")
_CAPITAL = "[^\\W\\d_a-zß-öø-ÿ]"
_FULL_NAME = re.compile(rf"{_CAPITAL}[\w.'’-]*(?:\s(?:\w{{1,3}}\s){{0,2}}{_CAPITAL}[\w.'’-]*)+[,;:!?)”\"]*")
"""Capitalised words in a row, short words between them; a cheap first look."""
_ENDLESS = re.compile(r"\S{61,}")
"""No name is so long; without it an encoded picture would be searched from each of its letters."""

PRONOUN = "\0"
"""Somebody named before: he or she."""

_PARTICLES = frozenset("de da di del della van von der bin ibn al el la le du dos st.".split())
_NO_PERSON = frozenset(
    """
    house senate congress court department party university college post times news journal press state states united
    america american americans us uk eu u.s u.k e.u economics analytics research partners bureau committee commission agency bureau administration association council center centre
    institute company corp inc street city county district north south east west republican republicans democrat
    democrats democratic gop white monday tuesday wednesday thursday friday saturday sunday january february march
    asia africa europe coalition alliance society team office family agency press media spokesman israel
    china russia iran mexico ukraine syria iraq act bill law week day
    april may june july august september october november december army navy force police office union nations world
    national federal supreme international foundation group bank fund board ministry parliament kremlin pentagon twitter
    facebook google abc cbs nbc cnn msnbc fox bbc npr reuters york washington california texas florida the a an and but
    observatory museum hospital clinic church institute laboratory journal
    action airlines citizenship company customs energy homeland immigration motors network project rail railway railways
    photo photos file image images picture getty sipa ap war embassy capitol security service services trust union watch in on at for to of with by as he she they we i it his her their this that when if while after
    """.split()
)
_OFFICES = frozenset(
    """
    staff defense treasury commerce education interior labor health affairs budget counsel interviewer host reporter
    anchor author analyst coach actor actress singer correspondent editor columnist founder manager adviser advisor aide
    attorney-general democrat republican
    """.split()
)
"""Words of an office that may stand right before a full name."""
_DOMINANT = 3
"""So many times as often as all others a full name is given, for its surname to mean it."""
_TRADES = ("woman", "person", "sman", "erman", "cilman", "ist", "ician", "gineer", "lawyer")
_GIVEN_NAMES = frozenset(["Sherman", "Herman"])
_PRONOUNS = frozenset(["he", "she"])
_AUXILIARY = frozenset("has had have also then later once himself herself who jr. sr. and will would".split())
_BELONGING = frozenset("of at from with the".split())
"""A name may go on so before its verb: Lia Moss of Vellany Rail said."""
_NO_SUBJECT = frozenset("of at from with for to by about against near over than on in and or whom".split())
"""A name right after one of these does not say it, or not alone."""
_WITH_OBJECT = frozenset(["told", "tells", "telling", "asked", "asks"])
"""Whoever is named right after these is spoken to."""
_FOLLOWING = frozenset("in on at to during after who before when as with of".split())
_NEAR = 12
"""Words between the quotation and the verb of saying."""
_OPENING = 3
_BETWEEN = 14
"""Words between the name and its verb ("Lee, who has led the board since May, said")."""


def known(said: Iterable[model.Sentence]) -> dict[str, str]:
    """Surname, casefolded -> the full name that the sentences of an article give most often."""
    counts: dict[str, Counter[str]] = {}
    for sentence in said:
        for run in _FULL_NAME.findall(_ENDLESS.sub(" , ", sentence.text)):
            for name, _, _ in named(run.split()):
                if " " in name:
                    counts.setdefault(name.split()[-1].casefold(), Counter())[name] += 1
    first = Counter(name.split()[0].casefold() for names in counts.values() for name in names.elements())
    found = {surname: _most_named(names, first[surname]) for surname, names in counts.items()}
    return {surname: name for surname, name in found.items() if name}


def _most_named(names: Counter[str], others: int) -> str:
    """The full name meant by a surname; empty where it may mean another one as well.

    ``others`` counts full names that begin with the word: Kim in Kim Jong Un is no Andrew Kim.
    """
    best = max(sorted(names), key=lambda name: names[name])
    same = sum(count for name, count in names.items() if name.split()[0] == best.split()[0])
    return best if same >= _DOMINANT * (names.total() - same + others) else ""


def speaker_in(sentence: str, people: dict[str, str]) -> str:
    """The full name of the one person a sentence has speak outside its quotations; empty where it is unclear who does."""
    parts = _QUOTED.sub(" , ", sentence).split()
    verbs = [at for at, part in enumerate(parts) if _bare(part) in _SPEECH]
    found = set()
    for at in verbs:
        found.add(_subject(parts, at, people, is_after=_is_turned(parts, at)))
    named_ = found - {""}
    return named_.pop() if len(named_) == 1 and PRONOUN not in named_ else ""


def _is_turned(parts: list[str], verb: int) -> bool:
    """Whether the speaker follows: "..., said Lee in a statement"; not "Lee, the mayor, said Moss did not come"."""
    if not verb or not parts[verb - 1].endswith(","):
        return False
    for _, at, end in named(parts[verb + 1 : verb + 1 + _NEAR]):
        after = parts[verb + 1 + end : verb + 2 + end]
        is_closed = not after or parts[verb + end][-1] in ",.;:" or _bare(after[0]) in _FOLLOWING
        return at <= _OPENING and is_closed
    return False


def who_said(text: str, people: dict[str, str], *, is_after: bool) -> str:
    """The speaker in the text beside a quotation: a full name, PRONOUN, or an empty string.

    ``is_after`` says that the text follows the quotation; the verb nearest to the quotation counts.
    """
    parts = text.split()
    verbs = [at for at, part in enumerate(parts) if _bare(part) in _SPEECH or _is_according(parts, at)]
    verbs = [at for at in verbs if (at if is_after else len(parts) - 1 - at) < _NEAR]
    for at in verbs if is_after else reversed(verbs):
        found = _subject(parts, at, people, is_after=is_after)
        if found:
            return found
    return ""


def is_speech(word: str) -> bool:
    """Whether a word is a verb of saying."""
    return _bare(word) in _SPEECH


def latest(before: Sequence[str], people: dict[str, str]) -> str:
    """Whom a pronoun means: in the nearest sentence with a person, who speaks there, else the only one if it begins with them."""
    for text in reversed(before):
        parts = _QUOTED.sub(" , ", text).split()
        found = [(full, at) for name, at, _ in named(parts) if (full := _full(name, parts, at, people))]
        if found:
            opens = len(found) == 1 and found[0][1] <= _OPENING and not _is_possessive(parts[found[0][1]])
            return _speaks(parts, people) or (found[0][0] if opens else "")
    return ""


def _speaks(parts: list[str], people: dict[str, str]) -> str:
    """Who says something in a sentence, by its first verb of saying."""
    verbs = [at for at, part in enumerate(parts) if _bare(part) in _SPEECH]
    return _subject(parts, verbs[0], people).replace(PRONOUN, "") if verbs else ""


def _is_according(parts: list[str], at: int) -> bool:
    return _bare(parts[at]) == "to" and at > 0 and _bare(parts[at - 1]) == "according"


def _subject(parts: list[str], verb: int, people: dict[str, str], *, is_after: bool = False) -> str:
    """Who does the saying: after a quotation named right after the verb ("said Lee"), else the nearest before it."""
    runs = [(name, at, end) for name, at, end in named(parts)]
    may_follow = (is_after and _bare(parts[verb]) not in _WITH_OBJECT) or _is_according(parts, verb)
    for name, at, _ in runs if may_follow else ():
        between = [_bare(part) for part in parts[verb + 1 : at]]
        if verb < at and all(b in words.TITLES or b in ("the", "u.s", "us") or not b for b in between):
            return _full(name, parts, at, people)
    if verb and _bare(parts[verb - 1]) in _PRONOUNS:
        return PRONOUN
    for name, at, end in reversed(runs):
        if at and parts[at - 1] in _NO_SUBJECT and _bare(parts[at]) not in _OFFICES:
            continue
        if end <= verb and _is_subject(parts, end, verb) and (full := _full(name, parts, at, people)):
            return full
    near = {_bare(part) for part in parts[max(0, verb - 3) : verb + 2]}
    return PRONOUN if near & _PRONOUNS else ""


def _is_subject(parts: list[str], end: int, verb: int) -> bool:
    """Whether the verb belongs to a name that ends before ``end``: it follows at once, or after an apposition."""
    between = parts[end:verb]
    if between and between[0] in _BELONGING and all(part[0].isupper() or part in _BELONGING for part in between):
        return True
    if not between:
        return not _is_possessive(parts[end - 1]) and not parts[end - 1].endswith(",")
    if parts[end - 1].endswith(",") or between[0].startswith("("):
        return len(between) <= _BETWEEN and between[-1].endswith((",", ")"))
    return all(_bare(part) in _AUXILIARY or _bare(part).endswith("ly") for part in between)


def _full(name: str, parts: list[str], at: int, people: dict[str, str]) -> str:
    """The full name; a lone surname only where the article gives the full name or a title stands before it."""
    if " " in name:
        return name
    full = people.get(name.casefold(), "")
    has_title = at > 0 and _bare(parts[at - 1]) in words.TITLES
    return full or (name if has_title else "")


def named(parts: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Person-like runs of capitalised words without titles: name, first and following position."""
    after = 0
    for at in [at for at, part in enumerate(parts) if _may_be_name(part)]:
        if at < after:
            continue
        end = at
        while end < len(parts) and _belongs(parts, at, end) and (end == at or parts[end][0] != "("):
            end += 1
            if parts[end - 1][-1] in ',;:!?)”"' or _is_possessive(parts[end - 1]):
                break
        run = [part.strip("\"“”‘’'(),;:!?").removesuffix("’s").removesuffix("'s") for part in parts[at:end]]
        while run and (run[-1].casefold() in _PARTICLES):
            run.pop()
        until = at + len(run)
        run = _without_office(run)
        if run and _is_person(run):
            yield " ".join(run).rstrip("."), at, until
        after = end


def _belongs(parts: Sequence[str], start: int, at: int) -> bool:
    bare = _bare(parts[at])
    return (start < at and bare in _PARTICLES) or _may_be_name(parts[at])


@functools.lru_cache(maxsize=65536)
def _may_be_name(part: str) -> bool:
    bare = _bare(part)
    is_capital = part.lstrip('"“‘(')[:1].isupper()
    return is_capital and not (bare in words.TITLES or bare in words.STARTERS or bare in _SPEECH)


def _without_office(run: list[str]) -> list[str]:
    """A name without what stands before it: "Staff John Kelly", "White House Counsel Don Lee", "Trawlerman Lia Moss"."""
    last = max((at for at, word in enumerate(run) if _bare(word) in _NO_PERSON), default=-1)
    if last >= 0 and len(run) - last - 1 >= 2:
        run = run[last + 1 :]
    while len(run) > 2 and (_is_trade(run[0]) or _bare(run[0]) in _OFFICES):
        run = run[1:]
    return run


def _is_trade(word: str) -> bool:
    """Whether a word before a full name says what somebody does: Trawlerman, Councilwoman, Economist."""
    return word.casefold().endswith(_TRADES) and word not in _GIVEN_NAMES


def _is_person(run: list[str]) -> bool:
    bare = [_bare(part) for part in run]
    is_short = len(run) <= 4 and len(bare[-1]) > 1 and not bare[0].endswith("ing") and not bare[-1][-1].isdigit()
    return is_short and not any(b in _NO_PERSON for b in bare) and not all(part.isupper() for part in run)


def _is_possessive(part: str) -> bool:
    return part.endswith(("’s", "'s"))


@functools.lru_cache(maxsize=65536)
def _bare(part: str) -> str:
    return part.strip("\"“”‘’'().,;:!?—–-").casefold().removesuffix("’s").removesuffix("'s")
