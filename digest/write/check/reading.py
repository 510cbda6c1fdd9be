"""A sentence taken apart for the gate: its words with what stands between them."""

import functools
import re
from dataclasses import dataclass
from functools import cached_property

from digest.text import words

_EDGES = "\"'“”‘’„‚«»‹›()[]{}.,;:!?…*"
_PAUSES = frozenset(',;:.!?…()[]"“”„«»—–')
_DASH = re.compile(r"\s*[—–]\s*|\s+--?\s+")
_FIGURES = re.compile(r"(?<=\d)\s*[–—]\s*(?=\d)")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_MOST = 2000
"""So many characters of a sentence are read; no honest one is longer."""
_ENDINGS = ("ingly", "ings", "edly", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "e", "y")
_ROOT = 3


@dataclass(frozen=True)
class Word:
    """A word of a sentence."""

    core: str
    """As written, without marks at its edges."""
    bare: str
    """Casefolded, without possessive s."""
    pause: str
    """The marks between the word before and this one; empty where they follow directly."""
    is_first: bool
    """Whether it begins a sentence, so that its capital says nothing."""
    is_owner: bool
    """Whether it has a possessive s."""

    @property
    def root(self) -> str:
        """What it shares with its other forms."""
        return root(self.bare)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.core[:1].isupper()


@functools.lru_cache(maxsize=65536)
def root(word: str) -> str:
    """A word without its ending: killed, killing and kills have one root."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT and not word.endswith("eed"):
            stem = word[: -len(ending)]
            is_double = len(stem) > _ROOT and stem[-1] == stem[-2] and stem[-1] not in "lsz"
            return stem[:-1] if is_double else stem
    return word


class Reading:
    """A sentence taken apart. Language: the BCP 47 tag of its words; what is not known is read as English."""

    def __init__(self, text: str, language: str = "en") -> None:
        self.text = text
        self.vocabulary = words.of(language) or words.of("en")

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        text = _FIGURES.sub("-", self.text[:_MOST].replace("’", "'").replace("‘", "'"))
        found: list[Word] = []
        pause, is_first = "", True
        for part in _DASH.sub(" — ", text).split():
            core = part.strip(_EDGES)
            if core in ("", "—", "%"):
                pause += "—" if core == "—" else ""
                if core == "%" and found and found[-1].bare[-1:].isdigit():
                    last = found.pop()
                    found.append(Word(last.core + "%", last.bare + "%", last.pause, last.is_first, last.is_owner))
                pause += "".join(mark for mark in part if mark in _PAUSES) if not core else ""
                continue
            head, _, tail = part.partition(core)
            bare = core.casefold()
            owned = bare.removesuffix("'s")
            pause += "".join(mark for mark in head if mark in _PAUSES)
            found.append(Word(core, owned.strip(_EDGES) or bare, pause, is_first, owned != bare or tail[:1] == "'"))
            pause = "".join(mark for mark in tail if mark in _PAUSES)
            is_first = bool(set(pause) & set("!?:")) or (pause[:1] == "." and len(core) > 3 and "." not in core)
        return tuple(found)

    @cached_property
    def bare(self) -> frozenset[str]:
        """Its words casefolded; parts of a word with hyphens as well."""
        whole = {word.bare for word in self.words}
        return frozenset(whole | {part for word in whole if "-" in word for part in word.split("-") if part})

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of its words."""
        return frozenset(root(word) for word in self.bare)

    @cached_property
    def plain(self) -> "Reading":
        """The same without what stands in brackets."""
        text = _BRACKETS.sub("", self.text[:_MOST]) if "(" in self.text else self.text
        return self if text == self.text else Reading(text, self.vocabulary.language)

    def is_content(self, word: Word) -> bool:
        """Whether a word says something about what a sentence is about."""
        return word.bare not in self.vocabulary.stop and word.bare[:1].isalpha() and len(word.bare) > 1


@functools.lru_cache(maxsize=4096)
def read(text: str, language: str = "en") -> Reading:
    """The reading of a text; the same one for the same text."""
    return Reading(text, language)
