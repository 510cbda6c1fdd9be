"""What every writer keeps to."""

from collections.abc import Iterator

import pytest

from digest import model, write
from digest.write import check, extractive
from tests import news

WRITERS: list[write.Writer] = [extractive.Extractive()]


@pytest.fixture(params=WRITERS, ids=lambda writer: type(writer).__name__)
def writer(request: pytest.FixtureRequest) -> write.Writer:
    found: write.Writer = request.param
    return found


def statements(story: model.Story) -> Iterator[model.Statement]:
    yield from story.quick_takes
    for difference in story.differences:
        yield from difference.statements
    if story.perspectives:
        for view in (story.perspectives.progressive, story.perspectives.conservative, story.perspectives.common_ground):
            yield from view.statements


def test_every_statement_passes_the_gate(writer: write.Writer) -> None:
    for cluster in news.clusters(*news.bridge()):
        gate = check.Gate(cluster.articles)
        story = writer.write(cluster, news.NEWSLETTER)
        assert [gate.failings(s) for s in statements(story)] == [()] * len(list(statements(story)))


def test_quotations_are_word_for_word(writer: write.Writer) -> None:
    for cluster in news.clusters(*news.bridge()):
        gate = check.Gate(cluster.articles)
        for quote in writer.write(cluster, news.NEWSLETTER).quotes:
            for text, citation in [(quote.text, quote.citation), *((v.text, v.citation) for v in quote.variants)]:
                assert gate.known[citation.article, citation.sentence] == citation.quote
                assert text in citation.quote


def test_a_story_keeps_its_cluster(writer: write.Writer) -> None:
    for cluster in news.clusters(*news.bridge()):
        story = writer.write(cluster, news.NEWSLETTER)
        assert story.id == cluster.id
        assert [a.id for a in story.articles] == [a.id for a in cluster.articles]
        assert story.score == 0
        assert not story.is_update


def test_the_same_cluster_gives_the_same_story(writer: write.Writer) -> None:
    cluster = news.clusters(*news.bridge())[0]
    assert writer.write(cluster, news.NEWSLETTER) == writer.write(cluster, news.NEWSLETTER)


def test_a_story_survives_json(writer: write.Writer) -> None:
    story = writer.write(news.clusters(*news.bridge())[0], news.NEWSLETTER)
    assert model.Story.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize(
    "paragraph",
    ["", "“", '""', "()", "A", "… … …", "“” “” said", "Dr.", "He said.", "5", "said said said said said said said."],
)
def test_odd_texts_do_no_harm(writer: write.Writer, paragraph: str) -> None:
    articles = [
        news.article("Bridge “closed", paragraph, paragraph, outlet=outlet) for outlet in (news.LEFT, news.RIGHT)
    ]
    story = writer.write(model.Cluster(id="f" * 16, articles=tuple(articles)), news.NEWSLETTER)
    assert story.headline == "Bridge “closed"
