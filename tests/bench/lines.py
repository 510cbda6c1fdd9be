"""What is printed of a news day, checked without the house's own gate; then the gate itself, on true and false lines.

    python -m tests.bench.lines            # the last line is JSON

Printed: every statement of every story of the day cites sentences that stand in their articles, and every quick take
can be made from one cited sentence by leaving words out. The gate: sentences of the day, whole and shortened, must
pass; the same with one thing made wrong (a number, a name, a day, an office, a quotation, a denial, a source that says
something else, a preamble, markup) must not. Then lines that retell sentences of our own truly and falsely (``told``):
entities and numbers swapped, actors turned round, other units, dates, titles and quotations. Nothing is random: each fault is made wherever its pattern stands.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from digest import cluster, config, model
from digest.text import lines, sentences
from digest.write import check, extractive
from tests import news
from tests.bench import adapters, told
from tests.shared import SHARED

DATA = SHARED / "bench" / "data" / "clustering" / "newsday.jsonl.gz"
OPENING = 8
"""So many sentences of each article are tried."""
SHORT = 20

_WORD = re.compile(r"\w+")
_PERSON = re.compile(r"\b(?:Mr|Ms|Mrs|Sen|Rep|Gov)\. ([A-Z][a-z]{3,})")
_DAYS = {
    "Monday": "Thursday",
    "Tuesday": "Friday",
    "Wednesday": "Sunday",
    "Thursday": "Monday",
    "Friday": "Tuesday",
    "Saturday": "Wednesday",
    "Sunday": "Saturday",
}


def day() -> list[model.Article]:
    """The articles of the news day."""
    with gzip.open(DATA, "rt", encoding="utf-8") as rows:
        return [adapters.entry_article(row, row["id"]) for row in map(json.loads, rows)]


# ------------------------------------------------------------------------------------------------ what is printed


def statements(story: model.Story) -> Iterator[model.Statement]:
    """Every line of a story with what it cites."""
    yield model.Statement(text=story.headline, citations=(story.headline_citation,))
    if story.dek_citation:
        yield model.Statement(text=story.dek, citations=(story.dek_citation,))
    yield from story.quick_takes
    if story.perspectives:
        for name in model.Perspectives.model_fields:
            yield from getattr(story.perspectives, name).statements
    for quote in story.quotes:
        yield model.Statement(text=quote.text, citations=(quote.citation,))
    for difference in story.differences:
        yield from difference.statements


def is_proven(statement: model.Statement, articles: dict[str, model.Article]) -> bool:
    """Whether it cites anything, and each cited sentence stands in its article where it is said to stand."""
    return bool(statement.citations) and all(_stands(citation, articles) for citation in statement.citations)


def _stands(citation: model.Citation, articles: dict[str, model.Article]) -> bool:
    article = articles.get(citation.article)
    if article is None:
        return False
    if citation.sentence < 0:
        return citation.quote == article.title
    found = sentences.of(article)
    in_place = citation.sentence < len(found) and found[citation.sentence].text == citation.quote
    return in_place and any(citation.quote in " ".join(block.text.split()) for block in article.blocks)


def is_deletion(statement: model.Statement) -> bool:
    """Whether its words stand, in their order, in a sentence it cites."""
    return any(_is_within(_WORD.findall(statement.text), citation.quote) for citation in statement.citations)


def _is_within(said: Sequence[str], quote: str) -> bool:
    rest = iter(word.casefold() for word in _WORD.findall(quote))
    return all(word.casefold() in rest for word in said)


# ------------------------------------------------------------------------------------------------ the gate


def _next_number(text: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), text, count=1)


def _other_name(text: str) -> str:
    return _PERSON.sub(lambda found: found[0].replace(found[1], "Quillfeather"), text, count=1)


def _other_day(text: str) -> str:
    return re.sub("|".join(_DAYS), lambda found: _DAYS[found[0]], text, count=1)


def _former(text: str) -> str:
    return text if "former" in text.casefold() else re.sub(r"\b(?=President )", "former ", text, count=1)


def _other_words(text: str) -> str:
    return re.sub(r"([“\"])(\w+ )(\w+)", r"\1\2notably \3", text, count=1)


def _denied(text: str) -> str:
    return re.sub(r"\b(is|was|were|will|has|had|are)\b(?! not\b)", r"\1 not", text, count=1)


FAULTS: dict[str, Callable[[str], str]] = {
    "number": _next_number,
    "name": _other_name,
    "day": _other_day,
    "office": _former,
    "quotation": _other_words,
    "denial": _denied,
    "preamble": lambda text: f"Here is the summary: {text}",
    "markup": lambda text: f"**{text}**",
}


def judged(articles: Sequence[model.Article]) -> dict[str, Counter[str]]:
    """For true lines and each kind of fault: how many were tried, and how many passed."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for other, article in pairwise(articles):
        gate = check.Gate(articles=(article, other))
        elsewhere = sentences.of(other)[:1]
        for sentence in sentences.of(article)[:OPENING]:
            for text in dict.fromkeys((sentence.text, lines.shortened(sentence.text, SHORT))):
                for kind, line in _variants(text):
                    _judge(gate, found[kind], line, sentence)
                    if kind == "true" and elsewhere:
                        _judge(gate, found["other source"], line, elsewhere[0])
    return found


def _variants(text: str) -> Iterator[tuple[str, str]]:
    """The line as it is, where it could be printed at all, and with each fault its words allow."""
    if not lines.stands_alone(text) or not 3 <= len(text.split()) < check.LINE_WORDS:
        return
    yield "true", text
    for kind, made in FAULTS.items():
        if (wrong := made(text)) != text:
            yield kind, wrong


def _judge(gate: check.Gate, counts: Counter[str], text: str, cited: model.Sentence) -> None:
    citation = model.Citation(article=cited.article, sentence=cited.index, quote=cited.text)
    line = model.Statement(text=text, citations=(citation,), origin=model.Origin.MODEL)
    counts["tried"] += 1
    counts["passed"] += not gate.failings(line)


def retold() -> tuple[float, dict[str, float]]:
    """Of our own retellings: the share of true lines that pass, and of false ones that are caught, by what is wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in told.ALL:
        article = news.article("What happened today", *case.said)
        gate = check.Gate([article])
        cited = tuple(model.Citation(article=article.id, sentence=s.index, quote=s.text) for s in sentences.of(article))
        for kind, text in (*(("true", text) for text in case.true), *case.false):
            line = model.Statement(text=text, citations=cited, origin=model.Origin.MODEL)
            counts[kind]["tried"] += 1
            counts[kind]["passed"] += not gate.failings(line)
    true = counts.pop("true")
    counts["all"] = sum(counts.values(), Counter())
    return true["passed"] / true["tried"], {
        kind: 1 - found["passed"] / found["tried"] for kind, found in sorted(counts.items())
    }


# ------------------------------------------------------------------------------------------------ together


def measured() -> dict[str, Any]:
    """All of it, as one row."""
    articles = day()
    clusters = cluster.cluster(articles, config.Cluster())
    writer = extractive.Extractive()
    stories = [writer.write(found, news.NEWSLETTER) for found in clusters]
    known = {article.id: article for article in articles}
    printed = [statement for story in stories for statement in statements(story)]
    takes = [take for story in stories for take in story.quick_takes]
    by_kind = judged(articles)
    true = by_kind.pop("true")
    caught = {kind: 1 - counts["passed"] / counts["tried"] for kind, counts in sorted(by_kind.items())}
    tried = sum(counts["tried"] for counts in by_kind.values())
    retold_true, retold_false = retold()
    return {
        "bench": "lines",
        "stories": len(stories),
        "statements": len(printed),
        "proven": sum(is_proven(statement, known) for statement in printed) / len(printed),
        "takes": len(takes),
        "deletions": sum(map(is_deletion, takes)) / len(takes),
        "true": true["tried"],
        "true_passed": true["passed"] / true["tried"],
        "false": tried,
        "false_caught": 1 - sum(counts["passed"] for counts in by_kind.values()) / tried,
        "worst_kind": min(caught.values()),
        "caught": caught,
        "retold_true_passed": retold_true,
        "retold_caught": retold_false.pop("all"),
        "retold_caught_by_kind": retold_false,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(
        arguments
    )
    if not DATA.exists():
        print(f"no {DATA}: skipped (DIGEST_TEST_DATA says where the test data lie)")
        print(json.dumps({"bench": "lines", "skipped": True}))
        return
    found = measured()
    for name, value in found.items():
        print(f"{name:<13} {value:.4f}" if isinstance(value, float) else f"{name:<13} {value}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
