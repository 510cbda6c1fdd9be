"""Who said what, word for word, and how other outlets print the same words.

Only quotations with a speaker are kept: the person named next to a verb of saying, before or after the words, with the
full name the article gives elsewhere. "She said" is resolved to the person who spoke or acted in the sentence before.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest import model
from digest.text import lines, similarity
from digest.write import people
from digest.write.material import Line, Material

_MOST = 4
_PER_SPEAKER = 2
_FEWEST_WORDS, _MOST_WORDS = 4, 80
_SAME_WORDS = 0.7
_MARKED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_BACK = 2
"""So many sentences back a pronoun may point."""


@dataclass(frozen=True)
class _Said:
    text: str
    speaker: str
    line: Line

    @property
    def words(self) -> list[str]:
        return lines.bare(self.text)

    def quote(self, variants: tuple[model.QuoteVariant, ...] = ()) -> model.Quote:
        return model.Quote(text=self.text, speaker=self.speaker, citation=self.line.citation, variants=variants)


def of(material: Material) -> tuple[model.Quote, ...]:
    """The quotations worth printing: those several outlets print first, then those nearest to the event."""
    groups = _grouped([said for article in material.articles for said in _said(article, material)])
    ranked = sorted(groups, key=lambda group: _rank(group, material))
    chosen: list[model.Quote] = []
    for group in ranked:
        if sum(quote.speaker == group[0].speaker for quote in chosen) < _PER_SPEAKER and len(chosen) < _MOST:
            chosen.append(group[0].quote(_variants(group)))
    return tuple(chosen)


def _rank(group: list[_Said], material: Material) -> tuple[float, ...]:
    outlets = len({said.line.article.outlet.publisher for said in group})
    first = group[0].line
    near = similarity.cosine(material.weights.of(group[0].text), material.centre)
    return -outlets, -near, first.sentence.index, int(first.article.id, 16) if _is_hex(first.article.id) else 0


def _is_hex(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]+", text))


# ------------------------------------------------------------------------------------------------ one article


def _said(article: model.Article, material: Material) -> list[_Said]:
    """The quotations of an article with their speakers, in reading order."""
    own = [line for line in material.lines if line.article.id == article.id]
    known = people.known(article)
    found: list[_Said] = []
    for at, line in enumerate(own):
        text = line.sentence.text
        for match in _MARKED.finditer(text):
            words = (match[1] or match[2]).strip().rstrip(",").strip()
            if not _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS:
                continue
            speaker = _speaker(text, match, known, [o.sentence.text for o in own[max(0, at - _BACK) : at]])
            if not speaker and found and _continues(text, found[-1], line):
                speaker = found[-1].speaker
            if speaker:
                found.append(_Said(words, speaker, line))
    return found


def _speaker(text: str, match: re.Match[str], known: dict[str, str], before: Sequence[str]) -> str:
    """The full name of who is said to have said it, or an empty string."""
    after = _MARKED.sub(" ", text[match.end() :])
    ahead = _MARKED.sub(" ", text[: match.start()])
    named = people.who_said(after, known, is_after=True) or people.who_said(ahead, known, is_after=False)
    if named != people.PRONOUN:
        return named
    return people.latest(before, known)


def _continues(text: str, last: _Said, line: Line) -> bool:
    """Whether a sentence that is a quotation and nothing else follows the words of the last speaker."""
    outside = _MARKED.sub("", text).strip(" .,;:-–—")
    return not outside and line.sentence.index - last.line.sentence.index <= 1


# ------------------------------------------------------------------------------------------------ several articles


def _grouped(said: list[_Said]) -> list[list[_Said]]:
    """Quotations of the same words by the same speaker, the longest first."""
    groups: list[list[_Said]] = []
    for one in sorted(said, key=lambda s: (-len(s.words), s.line.article.id, s.line.sentence.index, s.text)):
        home = next((group for group in groups if _same(group[0], one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _same(longer: _Said, shorter: _Said) -> bool:
    if longer.speaker.split()[-1].casefold() != shorter.speaker.split()[-1].casefold():
        return False
    left, right = longer.words, shorter.words
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) >= _SAME_WORDS * len(right)


def _variants(group: list[_Said]) -> tuple[model.QuoteVariant, ...]:
    """The other wordings: of another article, and not contained word for word in what is printed or in each other."""
    shown = [" ".join(group[0].words)]
    variants = []
    for said in group[1:]:
        words = " ".join(said.words)
        if said.line.article.id != group[0].line.article.id and not any(words in other for other in shown):
            variants.append(model.QuoteVariant(text=said.text, citation=said.line.citation))
            shown.append(words)
    return tuple(variants)
