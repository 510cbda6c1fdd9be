"""The gate every line passes: whatever a statement says must stand in the sentences it cites.

The rules are exact, not clever: they compare numbers, names, titles, quotations and words. They hold for lines an
extractor, a model or an editor wrote, and they never take a whole story down: a failing line is replaced or dropped.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from digest import model
from digest.text import lines, sentences, similarity, words
from digest.write import agreement
from digest.write.check import counting, naming, polarity, provisos, relations
from digest.write.check.reading import Reading, read

LINE_WORDS = 45
"""A line that is not the outlet's own has at most so many words."""
OUTLET_WORDS = 250
_MINIMUM_WORDS = 3
_WORD_LENGTH = 30
"""Characters of a word on average; names and links of letters are shorter."""
_OVERLAP = 0.5
TITLE = -1
"""``Citation.sentence`` of a title."""


class Failing(StrEnum):
    """Why a line does not pass."""

    NO_CITATION = "no_citation"
    UNKNOWN_CITATION = "unknown_citation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    TITLE_WORD = "title_word"
    QUOTATION = "quotation"
    NOT_EXTRACTED = "not_extracted"
    OVERLAP = "overlap"
    NEGATION = "negation"
    MISPLACED = "misplaced"
    TURNED = "turned"
    DOUBT = "doubt"
    CONDITION = "condition"
    SPEAKER = "speaker"
    SCOPE = "scope"
    LENGTH = "length"
    FORM = "form"
    NOT_SHARED = "not_shared"


WHY = {
    Failing.NO_CITATION: "it cites no sentence",
    Failing.UNKNOWN_CITATION: "it cites a sentence that is not in the story's articles",
    Failing.NUMBER: "it has a number or percentage that the cited sentences do not have",
    Failing.DATE: "it names a day or month that the cited sentences do not name",
    Failing.NAME: "it names somebody or something that the cited sentences do not name",
    Failing.TITLE_WORD: "it gives a title or office that the cited sentences do not give",
    Failing.QUOTATION: "its words in quotation marks are not word for word in the cited sentences",
    Failing.NOT_EXTRACTED: "it is offered as an extract, but is not made from the cited sentence by leaving words out",
    Failing.OVERLAP: "less than half of what it says is in the cited sentences",
    Failing.NEGATION: "it denies what the cited sentences affirm, or the other way round",
    Failing.MISPLACED: "one of its numbers or dates stands beside something else than in the cited sentences",
    Failing.TURNED: "it has somebody do or suffer what another one does in the cited sentences",
    Failing.DOUBT: "it tells as a fact what the cited sentences only suppose",
    Failing.CONDITION: "it leaves out a condition or an exception that the cited sentences make",
    Failing.SPEAKER: "it tells as a fact what the cited sentences have somebody say",
    Failing.SCOPE: "it leaves out that the cited sentences speak of animals",
    Failing.LENGTH: "it is too short or too long for a line",
    Failing.FORM: "it is no finished sentence of plain text",
    Failing.NOT_SHARED: "it is offered as common ground, but not each of two articles says it by itself",
}
"""Each failing as the end of a sentence that begins "A line was left out: ...". """

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?|(?<![a-z])[a-z]+)(?:\s*%|[\s-]+(?:percent|per cent)\b)")
_SPELLED = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
} | dict(zip("thirty forty fifty sixty seventy eighty ninety".split(), map(str, range(30, 100, 10)), strict=True))
_SPOKEN = re.compile(r"“[^“”]+”")
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«\s?([^»]+?)\s?»|„([^“”]+)[“”]|(?<![\w])‘([^‘]{3,}?)’(?!\w)")
_OWN_WORDS = 4
"""A quotation of so many words must be one in the cited sentence as well; fewer may be a name or a term."""
_MARKUP = re.compile(
    r"[*#`|<>\n\r\t\0]|\[[^\]]*\]\(|\[\^?\d+\]|\(\s*s?\d+\s*\)\.?$|^\s*(?:[-•]|\d+[.)])\s|https?://|www\.|&\w+;|\{|\}|\\"
)
_PREAMBLE = re.compile(
    r"^(?:here(?:'s| is| are)\b|sure\b|certainly\b|of course\b|absolutely\b|great question|summary\b|note:|output:|answer:"
    r"|as an? (?:ai|language model|assistant)\b|let me\b|let's\b|okay\b|ok\b|alright\b|i(?:'ll| will|'m| am| have|'ve| can| cannot"
    r"| can't| need| should| think| must)\b|we (?:need|should|must|are asked)\b|the user\b|based on (?:the|these|this|your|what)\b"
    r"|according to the (?:article|text|provided|source|sentence|given)|(?:in summary|to summari[sz]e|in conclusion|in short)\b"
    r"|(?:the )?(?:key|main) (?:facts|points?|takeaways?)\b|(?:first|step \d+|thinking|reasoning|analysis|headline|title|bullet"
    r"|line|take|takeaway|json)\s*\d*:|the (?:article|text|story|passage|provided|given|source|sentence|summary)s?"
    r" (?:is|are|says?|states?|discuss\w*|describes?|reports?|mentions?|provided|explains?|covers?|sentences?|text|information)\b"
    r"|this (?:article|story|text|summary) )",
    re.IGNORECASE,
)
_REASONING = re.compile(
    r"\bas an ai\b|\blanguage model\b|\bi cannot verify\b|\bprovided (?:text|sentences|information|article)\b|\bsentence s?\d+\b",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?…][\"'’”»“)\]]*$")


class Judged(NamedTuple):
    """A statement and its cited sentences, taken apart."""

    statement: model.Statement
    cited: list[str]
    line: Reading
    given: list[Reading]
    language: str
    is_common: Callable[[str], bool]
    """Whether the story's articles write a word without a capital."""


class Gate:
    """Knows every citable sentence of some articles and judges statements by them."""

    def __init__(
        self, articles: Iterable[model.Article], said: Mapping[str, Sequence[model.Sentence]] | None = None
    ) -> None:
        """``articles`` are those a story may draw on; ``said`` are their sentences by article id, where they are known."""
        self.known: dict[tuple[str, int], str] = {}
        self._languages: dict[str, str] = {}
        for article in articles:
            self._languages[article.id] = article.language
            self.known[article.id, TITLE] = article.title
            for sentence in sentences.of(article) if said is None else said[article.id]:
                self.known[article.id, sentence.index] = sentence.text

    def failings(self, statement: model.Statement, *, is_shared: bool = False) -> tuple[Failing, ...]:
        """What is wrong with a statement, in the order of the rules; empty where it passes.

        ``is_shared`` holds it to be common ground: each cited sentence must say it without the others.
        """
        if not statement.citations:
            return (Failing.NO_CITATION,)
        cited = [c.quote for c in statement.citations if self.known.get((c.article, c.sentence)) == c.quote]
        if len(cited) < len(statement.citations):
            return (Failing.UNKNOWN_CITATION,)
        if not _has_length(statement):
            return (Failing.LENGTH,)
        rules = _OF_WHOLE if statement.text in (*cited, " ".join(cited)) else _RULES
        rules = _OF_SPOKEN if _is_spoken(statement) else rules
        judged = self._judged(statement, cited)
        wrong = tuple(failing for failing, is_kept in rules.items() if not is_kept(judged))
        return wrong + ((Failing.NOT_SHARED,) if is_shared and not _is_shared(statement, cited) else ())

    def _judged(self, statement: model.Statement, cited: list[str]) -> Judged:
        languages = [self._languages[citation.article] for citation in statement.citations]
        given = [read(text, language) for text, language in zip(cited, languages, strict=True)]
        return Judged(statement, cited, Reading(statement.text, languages[0]), given, languages[0], self._is_common)

    def _is_common(self, word: str) -> bool:
        return word in self._common

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that some sentence writes without a capital."""
        found = (word for text in self.known.values() for word in text.replace("’", "'").split() if word[:1].islower())
        return frozenset(word for each in found for word in lines.bare(each))

    def passed(
        self,
        statements: Sequence[model.Statement],
        fallbacks: Sequence[model.Statement] = (),
        *,
        is_shared: bool = False,
    ) -> tuple[tuple[model.Statement, ...], tuple[str, ...]]:
        """The statements that pass, and why others did not; a failing one is replaced by a passing fallback."""
        spare = [s for s in fallbacks if not self.failings(s, is_shared=is_shared) and s not in statements]
        kept: list[model.Statement] = []
        reasons = []
        for statement in statements:
            wrong = self.failings(statement, is_shared=is_shared)
            if not wrong:
                kept.append(statement)
                continue
            done = "replaced" if spare else "left out"
            reasons.append(f"A line was {done}: {WHY[wrong[0]]} ({_shown(statement.text)}).")
            kept += [spare.pop(0)] if spare else []
        return tuple(kept), tuple(reasons)


def _shown(text: str, limit: int = 60) -> str:
    return f"“{text}”" if len(text) <= limit else f"“{text[:limit].rsplit(' ', 1)[0]} …”"


# ------------------------------------------------------------------------------------------------ the rules


def _has_numbers(judged: Judged) -> bool:
    return counting.are_given(judged.line, judged.given, dates=False)


def numbers(text: str) -> set[str]:
    """Numbers in figures or spelled out, and percentages with their sign: 1200, 3.5, 25 %."""
    text = text.casefold().replace("’", "'")
    found = {match.replace(",", "") for match in _NUMBER.findall(text)}
    found |= {_SPELLED[word] for word in re.findall(r"[a-z]+", text) if word in _SPELLED and word != "one"}
    for amount in _PERCENT.findall(text):
        value = _SPELLED.get(amount, amount.replace(",", ""))
        found |= {f"{value} %"} if value[0].isdigit() else set()
    return found


def _has_dates(judged: Judged) -> bool:
    return counting.are_given(judged.line, judged.given, dates=True)


def _has_names(judged: Judged) -> bool:
    return naming.are_given(judged.line, judged.given, judged.is_common)


def _has_title_words(judged: Judged) -> bool:
    return naming.titles_are_given(judged.line, judged.given)


def _has_quotations(judged: Judged) -> bool:
    """Whether quoted words stand word for word in a cited sentence; more than a few of them inside its own quotation."""
    quoted = [quote for found in _QUOTATION.findall(judged.statement.text) if (quote := next(filter(None, found), ""))]
    return all(any(_quotes(quote, text) for text in judged.cited) for quote in quoted)


def _quotes(quote: str, text: str) -> bool:
    said, given = _plain(quote).rstrip(",.!?"), _plain(text)
    at = given.find(said)
    if at < 0 or len(said.split()) < _OWN_WORDS:
        return at >= 0
    return "'" in given[:at] or given.count("'") != given[:at].count("'") + given[at : at + len(said)].count("'")


def _plain(text: str) -> str:
    return re.sub(r"[“”„\"‘’'«»]", "'", " ".join(text.casefold().split()))


def _is_extract(judged: Judged) -> bool:
    statement = judged.statement
    return statement.origin is not model.Origin.EXTRACT or any(
        lines.is_shortened(statement.text, cited) for cited in judged.cited
    )


def _overlaps(judged: Judged) -> bool:
    said = similarity.tokens(judged.statement.text)
    given = set(similarity.tokens(" ".join(judged.cited)))
    return not said or sum(token in given for token in said) >= _OVERLAP * len(said)


def _affirms_alike(judged: Judged) -> bool:
    return polarity.are_denied_alike(judged.line, judged.given) and polarity.are_not_opposed(judged.line, judged.given)


def _keeps_places(judged: Judged) -> bool:
    return counting.keep_their_place(judged.line, judged.given)


def _keeps_actors(judged: Judged) -> bool:
    return relations.are_kept(judged.line, judged.given)


def _keeps_doubts(judged: Judged) -> bool:
    return polarity.are_doubts_kept(judged.line, judged.given) and polarity.are_plans_kept(judged.line, judged.given)


def _keeps_conditions(judged: Judged) -> bool:
    return provisos.are_conditions_kept(judged.line, judged.given)


def _keeps_speakers(judged: Judged) -> bool:
    return provisos.is_attributed(judged.line, judged.given)


def _keeps_scope(judged: Judged) -> bool:
    return provisos.is_scope_kept(judged.line, judged.given)


def _is_spoken(statement: model.Statement) -> bool:
    """Whether it is an extract of nothing but somebody's words in quotation marks; it is headed by who said them."""
    return statement.origin is model.Origin.EXTRACT and bool(_SPOKEN.fullmatch(statement.text))


def _has_length(statement: model.Statement) -> bool:
    """Asked first, so that no other rule meets a text without end."""
    most = OUTLET_WORDS if statement.origin in (model.Origin.OUTLET, model.Origin.EDITOR) else LINE_WORDS
    return _MINIMUM_WORDS <= len(statement.text.split()) <= most and len(statement.text) <= most * _WORD_LENGTH


def _has_form(judged: Judged) -> bool:
    text = judged.statement.text
    if judged.statement.origin is model.Origin.OUTLET and text in judged.cited:
        return True
    if not _FINISHED.search(text) or _MARKUP.search(text) or _REASONING.search(text):
        return False
    if judged.statement.origin is model.Origin.MODEL and not _stands_alone(judged):
        return False
    begun = _PREAMBLE.match(text)
    return begun is None or any(cited.casefold().startswith(begun[0].casefold()) for cited in judged.cited)


def _stands_alone(judged: Judged) -> bool:
    """Whether a model's line needs no other one; asked of a language that is known."""
    return not words.of(judged.language) or lines.stands_alone(judged.statement.text, judged.language)


def _is_shared(statement: model.Statement, cited: list[str]) -> bool:  # noqa: ARG001 - called as the rules are
    """Whether two articles say it, each by itself. What an outlet sums up in its own section is its own word."""
    if statement.origin is model.Origin.OUTLET:
        return True
    said_by: dict[str, list[str]] = {}
    for citation in statement.citations:
        said_by.setdefault(citation.article, []).append(citation.quote)
    given = numbers(statement.text)
    return len(said_by) > 1 and all(
        given <= numbers(" ".join(quotes)) and agreement.is_said_by(statement.text, quotes)
        for quotes in said_by.values()
    )


_RULES = {
    Failing.NUMBER: _has_numbers,
    Failing.DATE: _has_dates,
    Failing.MISPLACED: _keeps_places,
    Failing.NAME: _has_names,
    Failing.TITLE_WORD: _has_title_words,
    Failing.TURNED: _keeps_actors,
    Failing.QUOTATION: _has_quotations,
    Failing.NOT_EXTRACTED: _is_extract,
    Failing.OVERLAP: _overlaps,
    Failing.NEGATION: _affirms_alike,
    Failing.DOUBT: _keeps_doubts,
    Failing.CONDITION: _keeps_conditions,
    Failing.SPEAKER: _keeps_speakers,
    Failing.SCOPE: _keeps_scope,
    Failing.FORM: _has_form,
}
_OF_WHOLE = {failing: _RULES[failing] for failing in (Failing.FORM,)}
"""What can be wrong with a line that is a cited sentence word for word, or all of them one after another."""
_OF_SPOKEN = {failing: _RULES[failing] for failing in (Failing.QUOTATION, Failing.NOT_EXTRACTED)}
"""What can be wrong with words in quotation marks: a wording may begin and end in mid-sentence, and names no speaker."""
