"""The gate every line passes: whatever a statement says must stand in the sentences it cites.

The rules are exact, not clever: they compare numbers, names, titles, quotations and words. They hold for lines an
extractor, a model or an editor wrote, and they never take a whole story down: a failing line is replaced or dropped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from digest import model
from digest.text import lines, sentences, similarity, words
from digest.write import agreement

LINE_WORDS = 40
"""A line that is not the outlet's own has at most so many words."""
OUTLET_WORDS = 250
_MINIMUM_WORDS = 3
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
    Failing.LENGTH: "it is too short or too long for a line",
    Failing.FORM: "it is no finished sentence of plain text",
    Failing.NOT_SHARED: "it is offered as common ground, but not each of two articles says it by itself",
}
"""Each failing as the end of a sentence that begins "A line was left out: ...". """

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?|[a-z]+)(?:\s*%|[\s-]+(?:percent|per cent)\b)")
_SPELLED = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
} | dict(zip("thirty forty fifty sixty seventy eighty ninety".split(), map(str, range(30, 100, 10)), strict=True))
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today yesterday tomorrow
    """.split()
)
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_MARKUP = re.compile(r"[*#`|<>]|\[[^\]]*\]\(|^\s*[-•]\s|https?://")
_PREAMBLE = re.compile(
    r"^(?:here (?:is|are)\b|sure\b|certainly\b|summary:|note:|as an ai\b|let me\b|okay\b)", re.IGNORECASE
)
_FINISHED = re.compile(r"[.!?…][\"'’”)\]]*$")


class Gate:
    """Knows every citable sentence of some articles and judges statements by them."""

    def __init__(
        self, articles: Iterable[model.Article], said: Mapping[str, Sequence[model.Sentence]] | None = None
    ) -> None:
        """``articles`` are those a story may draw on; ``said`` are their sentences by article id, where they are known."""
        self.known: dict[tuple[str, int], str] = {}
        for article in articles:
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
        rules = _OF_WHOLE if statement.text in cited else _RULES
        wrong = tuple(failing for failing, is_kept in rules.items() if not is_kept(statement, cited))
        return wrong + ((Failing.NOT_SHARED,) if is_shared and not _is_shared(statement, cited) else ())

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


def _has_numbers(statement: model.Statement, cited: list[str]) -> bool:
    given = numbers(" ".join(cited))
    return numbers(statement.text) <= given


def numbers(text: str) -> set[str]:
    """Numbers in figures or spelled out, and percentages with their sign: 1200, 3.5, 25 %."""
    text = text.casefold().replace("’", "'")
    found = {match.replace(",", "") for match in _NUMBER.findall(text)}
    found |= {_SPELLED[word] for word in re.findall(r"[a-z]+", text) if word in _SPELLED and word != "one"}
    for amount in _PERCENT.findall(text):
        value = _SPELLED.get(amount, amount.replace(",", ""))
        found |= {f"{value} %"} if value[0].isdigit() else set()
    return found


def _has_dates(statement: model.Statement, cited: list[str]) -> bool:
    return _DATES.intersection(lines.bare(statement.text)) <= set(lines.bare(" ".join(cited)))


def _has_names(statement: model.Statement, cited: list[str]) -> bool:
    given = [f" {' '.join(lines.bare(text))} " for text in cited]
    return all(any(f" {name} " in text for text in given) for name in lines.names(statement.text))


def _has_title_words(statement: model.Statement, cited: list[str]) -> bool:
    return words.TITLES.intersection(lines.bare(statement.text)) <= set(lines.bare(" ".join(cited)))


def _has_quotations(statement: model.Statement, cited: list[str]) -> bool:
    given = [_plain(text) for text in cited]
    quoted = [one or other for one, other in _QUOTATION.findall(statement.text)]
    return all(any(_plain(quote).rstrip(",.") in text for text in given) for quote in quoted)


def _plain(text: str) -> str:
    return re.sub(r"[“”\"‘’']", "'", " ".join(text.split()))


def _is_extract(statement: model.Statement, cited: list[str]) -> bool:
    return statement.origin is not model.Origin.EXTRACT or any(lines.is_shortened(statement.text, c) for c in cited)


def _overlaps(statement: model.Statement, cited: list[str]) -> bool:
    said = similarity.tokens(statement.text)
    given = set(similarity.tokens(" ".join(cited)))
    return not said or sum(token in given for token in said) >= _OVERLAP * len(said)


def _negates_alike(statement: model.Statement, cited: list[str]) -> bool:
    said, given = _negations(statement.text), [_negations(text) for text in cited]
    if len(cited) == 1:
        return said == given[0]
    return bool(said) <= any(given) and (bool(said) or not all(given))


def _negations(text: str) -> int:
    return sum(word in words.NEGATIONS for word in lines.bare(text))


def _has_length(statement: model.Statement, cited: list[str]) -> bool:  # noqa: ARG001 - every rule is called alike
    limit = OUTLET_WORDS if statement.origin in (model.Origin.OUTLET, model.Origin.EDITOR) else LINE_WORDS
    return _MINIMUM_WORDS <= len(statement.text.split()) <= limit


def _has_form(statement: model.Statement, cited: list[str]) -> bool:
    text = statement.text
    if statement.origin is model.Origin.OUTLET and text in cited:
        return True
    return bool(_FINISHED.search(text)) and not _MARKUP.search(text) and not _PREAMBLE.match(text)


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
    Failing.NAME: _has_names,
    Failing.TITLE_WORD: _has_title_words,
    Failing.QUOTATION: _has_quotations,
    Failing.NOT_EXTRACTED: _is_extract,
    Failing.OVERLAP: _overlaps,
    Failing.NEGATION: _negates_alike,
    Failing.LENGTH: _has_length,
    Failing.FORM: _has_form,
}
_OF_WHOLE = {failing: _RULES[failing] for failing in (Failing.LENGTH, Failing.FORM)}
"""What can be wrong with a line that is a cited sentence word for word."""
