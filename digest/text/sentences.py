"""Splitting text into sentences.

A rule-based splitter for news. It looks at each word once: a sentence ends after a word that closes with a full stop,
question or exclamation mark, unless the word is an abbreviation of its language, the mark stands inside a quotation, or
the next word does not look like a beginning. Text in lower case throughout, and text with blanks before its full stops,
is split as well.
"""

import functools
import itertools
import re
from dataclasses import dataclass

from digest import model
from digest.text import words

_CLOSERS = "\"'”’)]}»›"
_OPENERS = "\"'“‘([{«‹—–-¿¡"
_LONE_CLOSERS = frozenset(("”", "’", "»", "›", ")", "]", "”.", "».", "''"))
"""Closing marks that stand between blanks, as in « oui »."""
_ENDING = re.compile(r"[.!?…][" + re.escape(_CLOSERS) + r"]*$")
_MARK = re.compile(r"[“”\"«»‘]")
_LAST = frozenset(".!?…" + _CLOSERS)
"""What the last word of a sentence ends with."""
_ANY_MARK = re.compile(r"[“”\"«»‘’]")
_LOW = str.maketrans("„“‚‘", "“”‘’")
"""Quotation marks of German and its neighbours, „so“, as English ones."""
_TURNED = str.maketrans("«»‹›", "»«›‹")
_FIRST_ANGLE = re.compile("[«»]")
_DOTTED = re.compile(r"^(?:[^\W\d_]\.){1,}$")
_LOWER_WORDS = 12
"""Shorter text in lower case may be a part of a sentence."""
_ORDINAL = 3
_WIDE_STOP = re.compile(r"([。！？])(?=.)")
"""Scripts without blanks between words end sentences so."""
_ATTRIBUTION_SPAN = 3
_QUOTATION_WORDS = 150
"""A quotation longer than this is taken for a lost mark and does not hold a sentence together."""


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of a paragraph in order; joined by blanks they give the paragraph again (blanks folded).

    ``language`` is a BCP 47 primary tag; of one that is not known the abbreviations are not known either.
    """
    return list(_split(text, language))


@functools.lru_cache(maxsize=4096)
def _split(text: str, language: str) -> tuple[str, ...]:
    """Kept for a while, since the parts of a writer ask for the same paragraphs."""
    parts = text.split()
    if not parts:
        return ()
    if len(parts) == 1:
        return tuple(_WIDE_STOP.sub(r"\1 ", text).split())
    marked = _with_english_marks(text).split()
    quoted = _quoted(marked) if _MARK.search(text) else [False] * len(parts)
    rules = _Rules(words.of(language), is_lower=len(parts) > _LOWER_WORDS and text.islower())
    sentences, start = [], 0
    for at in range(len(parts) - 1):
        if marked[at][-1] in _LAST and not quoted[at] and rules.ends(marked, at):
            sentences.append(" ".join(parts[start : at + 1]))
            start = at + 1
    sentences.append(" ".join(parts[start:]))
    return tuple(sentences)


def _with_english_marks(text: str) -> str:
    """The text with „so“ as “so” and »so« as «so», character by character."""
    if "„" in text or "‚" in text:
        text = text.translate(_LOW)
    first = _FIRST_ANGLE.search(text)
    return text.translate(_TURNED) if first and first[0] == "»" else text


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


@dataclass(frozen=True)
class _Rules:
    """When a sentence of a language ends."""

    vocabulary: words.Vocabulary
    is_lower: bool
    """Whether the text has no capitals at all, so that none can be asked for."""

    def ends(self, parts: list[str], at: int) -> bool:
        """Whether a sentence ends after this word."""
        word = parts[at]
        following = next((part for each in parts[at + 1 : at + 3] if (part := each.lstrip(_OPENERS))), "")
        if parts[at + 1] in _LONE_CLOSERS:
            return False
        if not _ENDING.search(word):
            return word in _LONE_CLOSERS and at > 0 and bool(_ENDING.search(parts[at - 1])) and self._begins(following)
        if word == ".":
            return True
        if following and not self._begins(following):
            return False
        if word[-1] in _CLOSERS and word.rstrip(_CLOSERS)[-1:] in "!?" and self._is_attributed(parts, at + 1):
            return False
        return not (self._is_ordinal(word, following) or self._is_abbreviation(word.lstrip(_OPENERS), parts[at + 1]))

    def _begins(self, word: str) -> bool:
        """Whether a sentence may begin with the word: a capital, a figure, a letter that knows no capitals."""
        return word[:1].isalnum() and (self.is_lower or not word[0].islower())

    def _is_ordinal(self, word: str, following: str) -> bool:
        """Whether a figure with a full stop is the third rather than the end: "3. Oktober", "20. Jahrhundert"."""
        is_short = self.vocabulary.has_ordinal_stop and len(word) <= _ORDINAL and word[:-1].isdigit()
        return is_short and word[-1] == "." and following.casefold() not in self.vocabulary.starters

    def _is_abbreviation(self, word: str, following: str) -> bool:
        bare = word.casefold().rstrip(_CLOSERS).replace("’", "'").rpartition("'")[2]
        begins = following.lstrip(_OPENERS).rstrip(",;:’'").casefold().split("’")[0] in self.vocabulary.starters
        if bare in self.vocabulary.never_last:
            return word[-1] == "."
        if bare in self.vocabulary.before_number and following[:1].isdigit():
            return True
        if bare in self.vocabulary.sometimes_last or _DOTTED.match(bare) or bare in ("a.m.", "p.m."):
            return not begins
        return bare.endswith(("...", "…")) and not begins

    def _is_attributed(self, parts: list[str], at: int) -> bool:
        """Whether a name and a verb of saying follow, as in ``"Is it?" Ms. Lee asked``."""
        near = parts[at : at + _ATTRIBUTION_SPAN]
        return any(part.rstrip(".,;:").casefold() in self.vocabulary.speech for part in near)


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
    first = next((place for place, character in enumerate(word) if character.isalnum()), len(word))
    for place, character in enumerate(word):
        if character in "“«":
            found.append(("“", True))
        elif character in "”»":
            found.append(("“", False))
        elif character == '"':
            found.append(('"', place <= first and place + 1 < len(word)))
        elif character == "‘" and place == 0:
            found.append(("‘", True))
        elif character == "’" and word[place - 1 : place] in (",", ".", "!", "?"):
            found.append(("‘", False))
    return found
