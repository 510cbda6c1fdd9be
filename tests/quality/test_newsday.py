"""The stories of a news day of real articles, written from their texts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from digest import cluster, compose, config, model
from digest.text import lines
from digest.write import check, extractive
from tests import news, shared
from tests.quality import test_clustering

pytestmark = [shared.needs("newsday", "articles.jsonl.gz")]
LEANS = {"left": model.Lean.LEFT, "center": model.Lean.CENTER, "right": model.Lean.RIGHT}


def article(row: dict[str, Any]) -> model.Article:
    outlet = model.Outlet(name=row["outlet"], lean=LEANS[row["lean"]])
    return test_clustering.article(row).model_copy(update={"outlet": outlet})


@pytest.fixture(scope="module")
def clusters() -> tuple[model.Cluster, ...]:
    data = test_clustering.rows(shared.SHARED / "newsday" / "articles.jsonl.gz")
    return cluster.cluster([article(row) for row in data], config.Cluster())


@pytest.fixture(scope="module")
def stories(clusters: tuple[model.Cluster, ...]) -> list[model.Story]:
    writer = extractive.Extractive()
    return [writer.write(found, news.NEWSLETTER) for found in clusters]


def statements(story: model.Story) -> Iterator[model.Statement]:
    yield from story.quick_takes
    if story.perspectives:
        for view in (story.perspectives.progressive, story.perspectives.conservative, story.perspectives.common_ground):
            yield from view.statements


def test_every_line_passes_the_gate(clusters: tuple[model.Cluster, ...], stories: list[model.Story]) -> None:
    for found, story in zip(clusters, stories, strict=True):
        gate = check.Gate(found.articles)
        assert not [gate.failings(s) for s in statements(story) if gate.failings(s)]


def test_every_line_stands_alone_and_no_story_says_a_line_twice(stories: list[model.Story]) -> None:
    for story in stories:
        texts = [s.text for s in statements(story)]
        assert len(texts) == len(set(texts))
        assert all(lines.stands_alone(text) for text in texts)


def test_takes_are_three_to_five_and_short(stories: list[model.Story]) -> None:
    shared_stories = [s for s in stories if s.publishers > 1]
    assert all(len(story.quick_takes) <= 5 for story in shared_stories)
    sizes = [len(take.text.split()) for story in shared_stories for take in story.quick_takes]
    assert all(7 <= size <= 40 for size in sizes)
    assert sum(size <= 20 for size in sizes) / len(sizes) >= 0.9  # longer ones only where three short ones lack
    enough = sum(len(s.quick_takes) >= 3 for s in shared_stories)
    assert enough / len(shared_stories) >= 0.95


def test_most_sides_with_coverage_have_a_view(stories: list[model.Story]) -> None:
    views = covered = 0
    for story in stories:
        sides = {model.Sides().of(a.lean) for a in story.articles}
        if story.publishers > 1 and {model.Side.PROGRESSIVE, model.Side.CONSERVATIVE} <= sides:
            assert story.perspectives
            views += bool(story.perspectives.progressive.statements) + bool(story.perspectives.conservative.statements)
            covered += 2
    assert views / covered >= 0.4  # the others report without judging, or judge in quotations alone


def test_common_ground_is_said_by_each_of_its_sentences(
    clusters: tuple[model.Cluster, ...], stories: list[model.Story]
) -> None:
    for found, story in zip(clusters, stories, strict=True):
        gate = check.Gate(found.articles)
        shared_lines = story.perspectives.common_ground.statements if story.perspectives else ()
        assert not [s for s in shared_lines if gate.failings(s, is_shared=True)]


def test_quotations_are_word_for_word_and_many(stories: list[model.Story]) -> None:
    quotes = [quote for story in stories if story.publishers > 1 for quote in story.quotes]
    assert all(quote.text in quote.citation.quote for quote in quotes)
    assert len(quotes) >= 100


def test_the_day_makes_an_edition(clusters: tuple[model.Cluster, ...], stories: list[model.Story]) -> None:
    now = max(a.published for c in clusters for a in c.articles if a.published) + timedelta(minutes=10)
    found = compose.compose(stories, compose.Day(news.NEWSLETTER, now.date(), now, news.SOURCES))
    assert found.stories[0].publishers >= 2
    assert len(found.subject) <= 78
    assert 800 <= found.words <= 3500
