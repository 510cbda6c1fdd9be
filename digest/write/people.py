"""The people an article names: full names, and who is said to speak."""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence

from digest import model
from digest.text import words

PRONOUN = "\0"
"""Somebody named before: he or she."""

_PARTICLES = frozenset("de da di del della van von der bin ibn al el la le du dos st.".split())
_NO_PERSON = frozenset(
    """
    house senate congress court department party university college post times news journal press state states united
    america american americans committee commission agency bureau administration association council center centre
    institute company corp inc street city county district north south east west republican republicans democrat
    democrats democratic gop white monday tuesday wednesday thursday friday saturday sunday january february march
    asia africa europe coalition alliance society team office family agency press media spokesman israel
    china russia iran mexico ukraine syria iraq act bill law week day
    april may june july august september october november december army navy force police office union nations world
    national federal supreme international foundation group bank fund board ministry parliament kremlin pentagon twitter
    facebook google abc cbs nbc cnn msnbc fox bbc npr reuters york washington california texas florida the a an and but
    action airlines citizenship company customs energy homeland immigration motors network project rail railway railways
    security service services trust union watch in on at for to of with by as he she they we i it his her their this that when if while after
    """.split()
)
_TRADES = ("woman", "person", "sman", "erman", "cilman", "ist", "ician", "gineer", "lawyer")
_GIVEN_NAMES = frozenset(["Sherman", "Herman"])
_PRONOUNS = frozenset(["he", "she"])
_AUXILIARY = frozenset("has had have also then later once himself herself who jr. sr. and will would".split())
_NEAR = 12
"""Words between the quotation and the verb of saying."""
_OPENING = 3
_BETWEEN = 14
"""Words between the name and its verb ("Lee, who has led the board since May, said")."""


def known(article: model.Article) -> dict[str, str]:
    """Surname, casefolded -> the full name the article gives most often."""
    counts: dict[str, Counter[str]] = {}
    for text in article.texts(model.BlockKind.DEK, model.BlockKind.PARAGRAPH, model.BlockKind.CAPTION):
        for name, _, _ in named(text.split()):
            if " " in name:
                counts.setdefault(name.split()[-1].casefold(), Counter())[name] += 1
    return {surname: max(sorted(names), key=lambda name: names[name]) for surname, names in counts.items()}


def who_said(text: str, people: dict[str, str], *, is_after: bool) -> str:
    """The speaker in the text beside a quotation: a full name, PRONOUN, or an empty string.

    ``is_after`` says that the text follows the quotation; the verb nearest to the quotation counts.
    """
    parts = text.split()
    verbs = [at for at, part in enumerate(parts) if _bare(part) in words.SPEECH or _is_according(parts, at)]
    verbs = [at for at in verbs if (at if is_after else len(parts) - 1 - at) < _NEAR]
    for at in verbs if is_after else reversed(verbs):
        found = _subject(parts, at, people, is_after=is_after)
        if found:
            return found
    return ""


def is_speech(word: str) -> bool:
    """Whether a word is a verb of saying."""
    return _bare(word) in words.SPEECH


def latest(before: Sequence[str], people: dict[str, str]) -> str:
    """Whom a pronoun means: in the nearest sentence with a person, who speaks there, else the only one if it begins with them."""
    for text in reversed(before):
        parts = text.split()
        found = [(full, at) for name, at, _ in named(parts) if (full := _full(name, parts, at, people))]
        if found:
            opens = len(found) == 1 and found[0][1] <= _OPENING and not _is_possessive(parts[found[0][1]])
            return _speaks(parts, people) or (found[0][0] if opens else "")
    return ""


def _speaks(parts: list[str], people: dict[str, str]) -> str:
    """Who says something in a sentence, by its first verb of saying."""
    verbs = [at for at, part in enumerate(parts) if _bare(part) in words.SPEECH]
    return _subject(parts, verbs[0], people).replace(PRONOUN, "") if verbs else ""


def _is_according(parts: list[str], at: int) -> bool:
    return _bare(parts[at]) == "to" and at > 0 and _bare(parts[at - 1]) == "according"


def _subject(parts: list[str], verb: int, people: dict[str, str], *, is_after: bool = False) -> str:
    """Who does the saying: after a quotation named right after the verb ("said Lee"), else the nearest before it."""
    runs = [(name, at, end) for name, at, end in named(parts)]
    for name, at, _ in runs:
        between = [_bare(part) for part in parts[verb + 1 : at]]
        if is_after and verb < at and all(b in words.TITLES or b in ("the", "u.s", "us") or not b for b in between):
            return _full(name, parts, at, people)
    if verb and _bare(parts[verb - 1]) in _PRONOUNS:
        return PRONOUN
    for name, at, end in reversed(runs):
        if end <= verb and _is_subject(parts, end, verb) and (full := _full(name, parts, at, people)):
            return full
    near = {_bare(part) for part in parts[max(0, verb - 3) : verb + 2]}
    return PRONOUN if near & _PRONOUNS else ""


def _is_subject(parts: list[str], end: int, verb: int) -> bool:
    """Whether the verb belongs to a name that ends before ``end``: it follows at once, or after an apposition."""
    between = parts[end:verb]
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
        if len(run) > 2 and _is_trade(run[0]):
            run = run[1:]
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
    return is_capital and not (bare in words.TITLES or bare in words.STARTERS or bare in words.SPEECH)


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
