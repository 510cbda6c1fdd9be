"""Who said what, word for word, and where other outlets print other words.

Only quotations with a speaker are kept: the person named next to a verb of saying, before or after the words, with the
full name the article gives elsewhere. "She said" is resolved to the person who spoke or acted in the sentence before.
"""

import difflib
import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest import model
from digest.text import lines, similarity
from digest.write import people, wordings
from digest.write.material import Line, Material

_MOST = 3
_PER_SPEAKER = 2
_FEWEST_WORDS, _MOST_WORDS = 4, 60
_SAME_WORDS = 0.7
_MARKED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")
_MARK = re.compile(r"[“\"„«]")
_ENDED = re.compile(r"[,.!?…:]\s*$")
_GOES_ON = re.compile(r"\s+(?:of|in|at|on|for|to|from|by|with|using|when|after|during)\b|\s*[-–—]\s")
_BEFORE_SPEECH = ',:.!?…—–”"'
_BACK = 2
"""So many sentences back a pronoun may point."""


@dataclass(frozen=True)
class Said:
    """A quotation in an article."""

    text: str
    speaker: str
    line: Line
    is_whole: bool
    """Whether the words are a sentence, not a piece of one."""

    @functools.cached_property
    def words(self) -> list[str]:
        """Casefolded, without marks."""
        return lines.bare(self.text)

    def quote(self, variants: tuple[model.QuoteVariant, ...] = ()) -> model.Quote:
        """It as printed; ``variants`` are other wordings of it."""
        return model.Quote(text=self.text, speaker=self.speaker, citation=self.line.citation, variants=variants)


Utterance = tuple[Said, ...]
"""Quotations of the same words by the same speaker, whole sentences first, then the longest; at least one."""


def read(material: Material) -> tuple[Utterance, ...]:
    """What was said, each with the quotations of it; those several outlets print first, then those nearest to the event."""
    if not any(_MARK.search(line.sentence.text) for line in material.lines):
        return ()
    by_article: dict[str, list[Line]] = {}
    for line in material.lines:
        by_article.setdefault(line.article.id, []).append(line)
    groups = _grouped([said for key, own in by_article.items() for said in _said(own, material.people[key])])
    return tuple(map(tuple, sorted(groups, key=lambda group: _rank(group, material))))


def of(utterances: Sequence[Utterance]) -> tuple[model.Quote, ...]:
    """The quotations worth printing of those in a cluster, ranked."""
    chosen: list[model.Quote] = []
    for group in (group for group in utterances if group[0].is_whole):
        if (
            sum(_surname(quote.speaker) == _surname(group[0].speaker) for quote in chosen) < _PER_SPEAKER
            and len(chosen) < _MOST
        ):
            variants = [model.QuoteVariant(text=s.text, citation=s.line.citation) for s in worded(group)[1:]]
            chosen.append(group[0].quote(tuple(variants)))
    return tuple(chosen)


def _surname(speaker: str) -> str:
    return speaker.rsplit(maxsplit=1)[-1].casefold()


def _rank(group: Sequence[Said], material: Material) -> tuple[int, float, int, str]:
    outlets = len({said.line.article.outlet.publisher for said in group})
    first = group[0].line
    near = similarity.cosine(material.weights.of(group[0].text), material.centre)
    return -outlets, -near, first.sentence.index, first.article.id


# ------------------------------------------------------------------------------------------------ one article


def _said(own: Sequence[Line], known: dict[str, str]) -> list[Said]:
    """The quotations among the sentences of an article with their speakers, in reading order."""
    found: list[Said] = []
    for at, line in enumerate(own):
        text = line.sentence.text
        if not _MARK.search(text):
            continue
        for match in _MARKED.finditer(text):
            words = _inner(match).strip().rstrip(",").strip()
            if not _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS:
                continue
            speaker = _speaker(text, match, known, [o.sentence.text for o in own[max(0, at - _BACK) : at]])
            if not speaker and found and _continues(text, found[-1], line):
                speaker = found[-1].speaker
            if speaker and _surname(speaker) not in lines.bare(words):
                found.append(Said(words, speaker, line, _is_whole(text, match, words)))
    return found


def _is_whole(text: str, match: re.Match[str], words: str) -> bool:
    """Whether a quotation is a sentence of its own.

    Not where the sentence leads into it ("would end “China's efforts”") or it goes on after the speaker in lower case.
    """
    ahead = text[: match.start()].rstrip()
    leads_in = bool(ahead) and ahead[-1] not in _BEFORE_SPEECH and not people.is_speech(ahead.split()[-1])
    goes_on = _MARKED.search(text, match.end())
    is_split = goes_on is not None and _inner(match).rstrip().endswith(",") and goes_on[0][1:2].islower()
    is_cut = not _ENDED.search(_inner(match)) and bool(_GOES_ON.match(text, match.end()))
    is_long = len(words.split()) > _FEWEST_WORDS
    return words[0].isupper() and is_long and not (leads_in or is_split or is_cut)


def _inner(match: re.Match[str]) -> str:
    """The words between the marks."""
    return next(filter(None, match.groups()), "")


def _speaker(text: str, match: re.Match[str], known: dict[str, str], before: Sequence[str]) -> str:
    """The full name of who is said to have said it, or an empty string."""
    after = _MARKED.sub(" ", text[match.end() :])
    ahead = _MARKED.sub(" ", text[: match.start()])
    named = people.who_said(after, known, is_after=True) or people.who_said(ahead, known, is_after=False)
    if named != people.PRONOUN:
        return named
    return people.latest(before, known)


def _continues(text: str, last: Said, line: Line) -> bool:
    """Whether a sentence that is a quotation and nothing else follows the words of the last speaker."""
    outside = _MARKED.sub("", text).strip(" .,;:-–—")
    return not outside and line.sentence.index - last.line.sentence.index <= 1


# ------------------------------------------------------------------------------------------------ several articles


def _grouped(said: list[Said]) -> list[list[Said]]:
    """Quotations of the same words by the same speaker, whole sentences first, then the longest."""
    groups: list[list[Said]] = []
    by_speaker: dict[str, list[list[Said]]] = {}
    order = sorted(said, key=lambda s: (s.line.article.id, s.line.sentence.index, s.text))
    for one in sorted(order, key=lambda s: (not s.is_whole, -len(s.words))):
        own = by_speaker.setdefault(_surname(one.speaker), [])
        home = next((group for group in own if _same(group[0], one)), None)
        if home is None:
            groups.append(home := [one])
            own.append(home)
        else:
            home.append(one)
    return groups


def _same(one: Said, other: Said) -> bool:
    right, left = sorted((one.words, other.words), key=len)
    if (Counter(left) & Counter(right)).total() < _SAME_WORDS * len(right):
        return False
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) >= _SAME_WORDS * len(right)


def worded(utterance: Utterance) -> tuple[Said, ...]:
    """The first quotation, and one for each other wording; the first alone where one publisher prints two of them.

    Who prints both tells of two occasions. Where one publisher alone reports, this is asked of its articles.
    """
    is_told_by_one = len({said.line.article.outlet.publisher for said in utterance}) == 1
    kept: list[Said] = []
    by: list[set[str]] = []
    for said in utterance:
        article = said.line.article
        witness = article.id if is_told_by_one else article.outlet.publisher
        others = [wordings.differ(one.text, said.text, article.language) for one in kept]
        if all(others):
            kept.append(said)
            by.append({witness})
        else:
            by[others.index(False)].add(witness)
    witnesses = [name for names in by for name in names]
    return tuple(kept) if len(witnesses) == len(set(witnesses)) else utterance[:1]
