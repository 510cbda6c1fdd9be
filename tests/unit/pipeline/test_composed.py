"""An edition made of clusters: ranked before it is written, with the same result as if all were written."""

import random
from collections.abc import Iterator

from digest import cluster, compose, config, model
from digest.pipeline import build as building
from digest.pipeline import gather
from digest.write import extractive, sketch
from tests import news

LIMITS = config.Compose(max_stories=6, max_briefs=8, max_per_outlet=2)
LETTERS = "abcdefghiklmnoprstuvw"


def word(number: int, place: int) -> str:
    """A word that one event alone uses."""
    picked = random.Random(number * 100 + place)
    return "".join(picked.choice(LETTERS) for _ in range(8))


def told(number: int, place: int) -> str:
    """A sentence about an event."""
    one, two, three = (word(number, place + step) for step in range(3))
    return (
        f"The {one} of {word(number, 0).title()} {two} the {three} after {number + place + 20} days, the council said."
    )


def day(events: int) -> Iterator[model.Article]:
    """So many events, told by one to three outlets each."""
    for number in range(events):
        for place, outlet in enumerate((news.CENTRE, news.LEFT, news.RIGHT)[: 1 + number % 3]):
            yield news.article(
                f"{word(number, 0).title()} {word(number, 1)} {word(number, 2)} and {word(number, 3)}",
                *(told(number, step) for step in (1, 2, 3, 4)),
                outlet=outlet,
                hours=1 + number % 20 + place / 10,
                section=("World", "Sport", "")[number % 3],
            )


class CountingWriter:
    """The default writer, which counts what it is asked for."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, found: model.Cluster, newsletter: config.Newsletter) -> model.Story:
        self.written.append(found.id)
        return extractive.Extractive().write(found, newsletter)


def made(
    articles: list[model.Article], writer: CountingWriter | None = None, limits: config.Compose = LIMITS
) -> model.Edition:
    newsletter = news.NEWSLETTER.model_copy(update={"compose": limits})
    material = gather.Material(articles=tuple(articles), misdated=(), sources=news.SOURCES, weights={})
    found = cluster.cluster(articles, config.Cluster())
    return building.composed(found, newsletter, material, news.TODAY, news.NOON, writer or CountingWriter())


def test_few_are_written_and_the_edition_is_the_same_as_if_all_were() -> None:
    articles = list(day(90))
    writer = CountingWriter()
    edition = made(articles, writer)
    assert len(edition.stories) + len(edition.briefs) == LIMITS.max_stories + LIMITS.max_briefs
    assert len(writer.written) == len(set(writer.written)) <= 20

    newsletter = news.NEWSLETTER.model_copy(update={"compose": LIMITS})
    found = cluster.cluster(articles, config.Cluster())
    links = {each.id: sketch.sketch(each, ()).links for each in found}
    whole = [extractive.Extractive().write(each, newsletter) for each in found]
    stories = [story.model_copy(update={"links": links[story.id]}) for story in whole]
    everything = compose.compose(stories, compose.Day(newsletter, news.TODAY, news.NOON, news.SOURCES))
    assert edition.stories == everything.stories
    assert edition.briefs == everything.briefs
    assert edition.left_out_by_reason() == everything.left_out_by_reason()


def test_a_sketch_knows_what_the_story_will_be_ranked_by() -> None:
    for found in cluster.cluster(list(day(30)), config.Cluster()):
        draft = sketch.sketch(found, ("World",))
        story = extractive.Extractive().write(found, news.NEWSLETTER.model_copy(update={"sections": ("World",)}))
        assert (draft.id, draft.section, draft.publishers) == (story.id, story.section, story.publishers)
        assert [ref.id for ref in draft.articles] == [ref.id for ref in story.articles]


def test_every_cluster_is_printed_or_left_out_and_the_many_are_counted() -> None:
    edition = made(list(day(1200)))
    shown = len(edition.stories) + len(edition.briefs)
    assert shown + sum(edition.left_out_by_reason().values()) == 1200
    assert len(edition.left_out) < 1000
    assert len(edition.document()) < 500_000


def test_one_huge_event_is_one_story() -> None:
    """A cluster holds so many articles; what is beyond makes further clusters, and they tell nothing else."""
    outlets = [model.Outlet(name=f"Outlet {number}") for number in range(100)]
    sentences = [told(7, step) for step in range(1, 31)]
    articles = [
        news.article(
            f"{word(7, 0).title()} {word(7, 1)} {word(7, 2)}: {word(7, 3 + number % 9)}",
            *random.Random(number).sample(sentences, 6),
            outlet=outlet,
        )
        for number, outlet in enumerate(outlets)
    ]
    assert len(cluster.cluster(articles, config.Cluster())) > 1
    edition = made(articles)
    assert len(edition.stories) == 1
    assert edition.briefs == ()
    assert edition.left_out
    assert {left.reason for left in edition.left_out} == {model.LeftOutReason.DUPLICATE}
    assert edition.stories[0].headline in edition.left_out[0].detail


def test_of_thousands_of_reprints_the_first_are_listed_and_one_publisher_is_counted() -> None:
    text = [told(3, step) for step in range(1, 9)]
    articles = [
        news.article("One text for all", *text, outlet=model.Outlet(name=f"Outlet {number}"), hours=1 + number / 1000)
        for number in range(300)
    ]
    edition = made(articles)
    (brief,) = edition.briefs
    assert brief.publishers == 1
    assert len(brief.articles) == 1 + 100
    assert edition.stories == ()


def test_one_outlet_fills_no_section_unless_it_is_the_only_one() -> None:
    single = [article.model_copy(update={"section": ""}) for article in day(40) if article.outlet is news.CENTRE]
    assert len(made(single).briefs) == LIMITS.max_briefs
    beside = news.article("Another matter altogether", told(99, 1), told(99, 2), outlet=news.LEFT)
    edition = made([*single, beside])
    assert len(edition.briefs) == LIMITS.max_per_outlet + 1
    assert edition.left_out_by_reason() == {model.LeftOutReason.OUTLET_LIMIT: 38}
