"""Splitting text into sentences.

A rule-based splitter for news English. It looks at each word once: a sentence ends after a word that closes with a
full stop, question or exclamation mark, unless the word is an abbreviation, the mark stands inside a quotation, or the
next word does not look like a beginning.
"""

import functools
import itertools
import re

from digest import model
from digest.text import words

_CLOSERS = "\"'”’)]}»›"
_OPENERS = "\"'“‘([{«‹—–-"
_ENDING = re.compile(r"[.!?…][" + re.escape(_CLOSERS) + r"]*$")
_MARK = re.compile(r"[“”\"«»‘]")
_LAST = frozenset(".!?…" + _CLOSERS)
"""What the last word of a sentence ends with."""
_ANY_MARK = re.compile(r"[“”\"«»‘’]")
_DOTTED = re.compile(r"^(?:[^\W\d_]\.){1,}$")
_ATTRIBUTION_SPAN = 3
_QUOTATION_WORDS = 150
"""A quotation longer than this is taken for a lost mark and does not hold a sentence together."""

_NEVER_LAST = frozenset(
    """
    mr. mrs. ms. messrs. dr. prof. sen. sens. rep. reps. gov. govs. gen. lt. col. sgt. capt. cmdr. adm. maj. cpl. pvt.
    hon. rev. fr. pres. supt. det. insp. amb. st. ste. mt. ft. vs. v. e.g. i.e. cf. al. approx. dept. univ. assn.
    """.split()
)
"""Abbreviations that something always follows."""
_BEFORE_NUMBER = frozenset(
    "no. nos. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. art. sec. p. pp. fig. vol. ch.".split()
)
"""Abbreviations only when a number follows."""
_SOMETIMES_LAST = frozenset(
    """
    inc. corp. co. ltd. llc. bros. jr. sr. esq. ph.d. m.d. etc. ala. ariz. ark. calif. colo. conn. del. fla. ga. ill.
    ind. kan. ky. la. mass. md. mich. minn. miss. mo. mont. neb. nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa.
    r.i. s.c. s.d. tenn. tex. vt. va. wash. w.va. wis. wyo. ave. blvd. rd. jan. feb. aug. sept. oct. nov. dec. no.
    """.split()
)
"""Abbreviations that may end a sentence; they do where a typical beginning follows."""


def split(text: str, language: str = "en") -> list[str]:  # noqa: ARG001 - other languages come with their own rules
    """The sentences of a paragraph in order; joined by blanks they give the paragraph again (blanks folded)."""
    return list(_split(text))


@functools.lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    """Kept for a while, since the parts of a writer ask for the same paragraphs."""
    parts = text.split()
    quoted = _quoted(parts) if _MARK.search(text) else [False] * len(parts)
    sentences, start = [], 0
    for at in range(len(parts) - 1):
        if parts[at][-1] in _LAST and not quoted[at] and _ends(parts, at):
            sentences.append(" ".join(parts[start : at + 1]))
            start = at + 1
    if start < len(parts):
        sentences.append(" ".join(parts[start:]))
    return tuple(sentences)


def of(article: model.Article) -> tuple[model.Sentence, ...]:
    """Every citable sentence of an article: all blocks but headings and captions, in reading order, counted from 0."""
    kinds = (model.BlockKind.HEADING, model.BlockKind.CAPTION)
    pieces = (
        (position, block.kind, sentence)
        for position, block in enumerate(article.blocks)
        if block.kind not in kinds
        for sentence in split(block.text, article.language)
    )
    return tuple(
        model.Sentence(article=article.id, index=index, text=text, kind=kind, paragraph=position)
        for index, (position, kind, text) in enumerate(pieces)
    )


def _ends(parts: list[str], at: int) -> bool:
    """Whether a sentence ends after this word."""
    word = parts[at]
    if not _ENDING.search(word):
        return False
    following = parts[at + 1].lstrip(_OPENERS)
    if following and not (following[0].isupper() or following[0].isdigit()):
        return False
    if word[-1] in _CLOSERS and word.rstrip(_CLOSERS)[-1:] in "!?" and _is_attributed(parts, at + 1):
        return False
    return not _is_abbreviation(word.lstrip(_OPENERS), parts[at + 1])


def _is_abbreviation(word: str, following: str) -> bool:
    bare = word.casefold().rstrip(_CLOSERS)
    begins = following.lstrip(_OPENERS).rstrip(",;:’'").casefold().split("’")[0] in words.STARTERS
    if bare in _NEVER_LAST:
        return word[-1] == "."
    if bare in _BEFORE_NUMBER and following[:1].isdigit():
        return True
    if bare in _SOMETIMES_LAST or _DOTTED.match(bare) or bare in ("a.m.", "p.m."):
        return not begins
    return bare.endswith(("...", "…")) and not begins


def _is_attributed(parts: list[str], at: int) -> bool:
    """Whether a name and a verb of saying follow, as in ``"Is it?" Ms. Lee asked``."""
    near = parts[at : at + _ATTRIBUTION_SPAN]
    return any(part.rstrip(".,;:").casefold() in words.SPEECH for part in near)


def _quoted(parts: list[str]) -> list[bool]:
    """For each word, whether a quotation that is closed later is open after it. Marks without a partner do not count."""
    steps = [0] * (len(parts) + 1)
    opened: dict[str, int] = {}
    for at, word in enumerate(parts):
        if word.isalnum() or not _ANY_MARK.search(word):
            continue
        for mark, is_opening in _marks(word):
            if is_opening:
                opened.setdefault(mark, at)
            elif mark in opened:
                since = opened.pop(mark)
                if at - since <= _QUOTATION_WORDS:
                    steps[since] += 1
                    steps[at] -= 1
    return [depth > 0 for depth in itertools.accumulate(steps[:-1])]


def _marks(word: str) -> list[tuple[str, bool]]:
    """The quotation marks of a word: which, and whether it opens."""
    found = []
    for place, character in enumerate(word):
        if character in "“«":
            found.append(("“", True))
        elif character in "”»":
            found.append(("“", False))
        elif character == '"':
            found.append(('"', not any(c.isalnum() for c in word[:place]) and place + 1 < len(word)))
        elif character == "‘" and place == 0:
            found.append(("‘", True))
        elif character == "’" and word[place - 1 : place] in (",", ".", "!", "?"):
            found.append(("‘", False))
    return found
