"""A news day of fifty outlets, collected from loopback and compared with the gold text word by word."""

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from digest import collect, config, model
from digest.collect import fetch, furniture, opml
from digest.text import clean
from tests import shared

pytestmark = [shared.needs("newsday")]

NEWSDAY = shared.SHARED / "newsday"
SETTINGS = config.Collect(allow_hosts=("127.0.0.1",))
NOW = datetime(2026, 1, 15, tzinfo=UTC)
SENTENCE = re.compile(r"(?<=[.!?])[\"'’”]?\s+(?=[A-Z\"“'‘])|\n+")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    command = [sys.executable, str(NEWSDAY / "serve.py"), "--port", "0", "--print-port"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(re.sub(r"\D", "", server.stdout.readline()))
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def sources(base: str) -> list[model.Source]:
    with fetch.Door(SETTINGS) as door:
        outlines = opml.read(door.fetch(f"{base}/opml").content)
    return [
        model.Source(key=f"s{number}", kind=model.SourceKind.FEED, location=outline.url, outlet=outline.outlet)
        for number, outline in enumerate(outlines)
    ]


@pytest.fixture(scope="module")
def results(sources: list[model.Source]) -> list[collect.Collected]:
    return list(collect.collect(sources, SETTINGS, NOW))


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    with gzip.open(NEWSDAY / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["path"]: row for row in map(json.loads, lines)}


def test_every_article_comes_with_what_is_known_of_it(results: list[collect.Collected], gold: dict[str, Any]) -> None:
    assert [(one.error, one.warnings) for one in results if one.error or one.warnings] == []
    articles = {urlsplit(article.url).path: article for one in results for article in one.articles}
    assert set(articles) == set(gold)
    for path, article in articles.items():
        row = gold[path]
        assert (article.title, article.author) == (clean.line(row["title"]), row["author"])
        assert article.published == datetime.fromisoformat(row["published"])
        assert (article.outlet.name, article.outlet.lean.value) == (row["outlet"], row["lean"])


def test_the_text_is_the_article_and_nothing_else(results: list[collect.Collected], gold: dict[str, Any]) -> None:
    strange: list[str] = []
    sentences = found = wanted = 0
    for article in (article for one in results for article in one.articles):
        row = gold[urlsplit(article.url).path]
        truth = " ".join(furniture.key(text) for text in (row["title"], *row["text"]))
        text = "\n".join(block.text for block in article.blocks)
        parts = [part for part in SENTENCE.split(text) if len(furniture.key(part).split()) >= 3]
        sentences += len(parts)
        strange += [part for part in parts if furniture.key(part) not in truth]
        words = Counter(" ".join(map(furniture.key, row["text"])).split())
        found += sum((words & Counter(furniture.key(text).split())).values())
        wanted += sum(words.values())
    assert len(strange) <= 0.001 * sentences, strange[:5]
    assert found >= 0.995 * wanted


def test_the_next_round_brings_only_what_is_new(sources: list[model.Source], results: list[collect.Collected]) -> None:
    marks = {one.source: {"etag": one.etag, "last_modified": one.last_modified} for one in results}
    again = list(collect.collect([one.model_copy(update=marks[one.key]) for one in sources], SETTINGS, NOW))
    assert all(one.is_unchanged and one.requests == 1 for one in again)
    known = {article.id for one in results for article in one.articles}
    third = list(collect.collect(sources, SETTINGS, NOW, is_known=known.__contains__))
    assert sum(len(one.articles) for one in third) == 0
    assert sum(one.requests for one in third) == len(sources)
