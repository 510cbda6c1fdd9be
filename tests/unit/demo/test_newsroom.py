"""What the sample newsroom is there to show, shown by the rooms that decide it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from digest import cluster, config, model
from digest.demo import sample
from digest.pipeline import build as building
from digest.pipeline import gather
from digest.write import extractive

TODAY = date(2031, 1, 1)
EVENTS = [
    # the first morning
    {"rail-strike-called", "railworkers-strike", "rail-strike-cost", "passengers-pay-for-rail-strike"},
    {"data-act-passes", "data-act-brokers", "data-act-small-firms", "data-act-valley-firms"},
    {
        "sorrel-irrigation-cut",
        "irrigation-cut-farms",
        "irrigation-cut-farms-evening",
        "river-low-barges",
        "drought-climate-sorrel",
    },
    {"school-lunch-committee", "school-meals-committee", "lunch-for-everyone"},
    {"sea-chart-found", "first-map-of-port-maren", "chart-canteen-colonial"},
    {"athletic-reach-final", "cup-semi-final"},
    {"central-bank-holds", "interest-rate-mortgages"},
    {"border-posts-dark", "border-posts-nights"},
    {"aske-bakery"},
    {"opinion-free-trams"},
    {"crane-seven-listed"},
    # the second
    {"rail-strike-suspended", "rail-deal", "rail-deal-night-shifts", "rail-deal-cost", "rail-deal-bill-follows"},
    {"irrigation-cut-begins"},
    {"keld-first-image", "keld-lights-out", "keld-who-gets-the-sky"},
    {"ferry-breakwater", "ferry-breakwater-halyard", "lady-ombre", "lady-ombre-inspections"},
    {
        "rent-cap-bill",
        "rent-cap-what-it-means",
        "rent-cap-bill-presented",
        "rent-cap-builders",
        "rent-cap-small-landlords",
    },
    {"cape-ansel-approved", "cape-ansel-port-work", "cape-ansel-price", "cape-ansel-villages"},
    {"warehouse-inspections", "warehouse-nights"},
    {"surgery-waiting-list", "waiting-list-private"},
    {"lynx-on-the-piste"},
    {"oyster-auction"},
    {"dunmere-choir"},
]
SECTIONS = {
    "Quick Takes": model.BlockKind.BULLET,
    "Progressive View": model.BlockKind.PROGRESSIVE,
    "Conservative View": model.BlockKind.CONSERVATIVE,
    "Common Ground": model.BlockKind.COMMON_GROUND,
}


def blocks(article: sample.SampleArticle) -> Iterator[model.Block]:
    """The blocks as collecting would find them, whatever the shape."""
    if article.dek:
        yield model.Block(kind=model.BlockKind.DEK, text=article.dek)
    kind = model.BlockKind.PARAGRAPH
    for block in article.blocks:
        if block.kind == "heading":
            kind = SECTIONS.get(block.text, model.BlockKind.PARAGRAPH)
        for line in block.lines:
            yield model.Block(kind=model.BlockKind.HEADING if block.kind == "heading" else kind, text=line)


def articles(settings: config.Settings) -> Iterator[model.Article]:
    outlets = {each.name: each for each in settings.outlets}
    for source in settings.sources:
        outlet = model.Outlet(**outlets[source.outlet].model_dump())
        for each in sample.read(source.key, TODAY):
            yield model.Article(
                id=each.slug,
                url=f"https://outlet.example/{each.slug}",
                source=source.key,
                outlet=outlet,
                title=each.title,
                blocks=tuple(blocks(each)),
                published=each.at,
                section=each.section or source.section,
                is_opinion=each.section == "Opinion",
            )


class Mornings:
    """Both mornings, clustered, written and composed as the demo does."""

    def __init__(self, settings: config.Settings) -> None:
        newsletter = settings.newsletters[0]
        everything = list(articles(settings))
        self.clusters: list[model.Cluster] = []
        self.editions: list[model.Edition] = []
        for day in (TODAY - timedelta(days=1), TODAY):
            now = sample.press_time(day)
            fresh = [
                each
                for each in everything
                if each.published and timedelta(0) <= now - each.published < timedelta(hours=24)
            ]
            found = cluster.cluster(fresh, settings.cluster)
            material = gather.Material(
                articles=tuple(fresh),
                misdated=(),
                sources=model.SourceReport(checked=len(settings.sources)),
                weights={},
                previous=tuple(self.editions),
                told={each.id: each for each in everything},
            )
            edition = building.composed(found, newsletter, material, day, now, extractive.Extractive())
            self.clusters.extend(found)
            self.editions.append(edition)

    def story(self, slug: str) -> model.Story:
        return next(
            story
            for edition in self.editions
            for story in edition.stories
            if slug in {each.id for each in story.articles}
        )


@pytest.fixture(scope="module")
def mornings() -> Mornings:
    import tomllib

    return Mornings(config.Settings.model_validate(tomllib.loads(sample.config_text(TODAY))))


def test_articles_about_one_event_find_each_other(mornings: Mornings) -> None:
    found = {frozenset(article.id for article in each.articles) for each in mornings.clusters}
    assert found == {frozenset(event) for event in EVENTS}


def test_both_mornings_fill_an_edition(mornings: Mornings) -> None:
    for edition in mornings.editions:
        assert 7 <= len(edition.stories) <= 8
        assert len(edition.briefs) >= 3
        assert all(len(story.quick_takes) >= 3 for story in edition.stories)


def test_the_reprint_is_recognised_and_not_counted(mornings: Mornings) -> None:
    ferry = mornings.story("ferry-breakwater")
    assert {each.id: each.reprint_of for each in ferry.articles if each.reprint_of} == {
        "ferry-breakwater-halyard": "ferry-breakwater"
    }
    assert ferry.publishers == 3


def test_outlets_of_one_family_count_once(mornings: Mornings) -> None:
    assert mornings.story("sorrel-irrigation-cut").publishers == 4


@pytest.mark.parametrize(
    "slug",
    [
        "data-act-passes",
        "sorrel-irrigation-cut",
        "rail-strike-called",
        "rail-deal",
        "rent-cap-bill",
        "cape-ansel-approved",
    ],
)
def test_both_sides_speak_in_a_political_story_and_agree_on_something(mornings: Mornings, slug: str) -> None:
    views = mornings.story(slug).perspectives
    assert views
    assert views.progressive.statements
    assert views.conservative.statements
    assert views.common_ground.statements


@pytest.mark.parametrize(("slug", "side"), [("border-posts-dark", "progressive"), ("warehouse-nights", "conservative")])
def test_a_side_without_coverage_is_named(mornings: Mornings, slug: str, side: str) -> None:
    views = mornings.story(slug).perspectives
    assert views
    view: model.View = getattr(views, side)
    assert not view.statements
    assert side in view.note


def test_a_quotation_in_two_wordings_is_printed_once_and_both_wordings_as_a_difference(mornings: Mornings) -> None:
    story = mornings.story("rail-strike-called")
    (quote,) = (each for each in story.quotes if each.variants)
    (difference,) = story.differences
    assert difference.about == f"What {quote.speaker} said"
    one, other = (each.text for each in difference.statements)
    assert {"paid in applause" in one, "paid in applause" in other} == {True, False}
    assert {"paid with applause" in one, "paid with applause" in other} == {True, False}


def test_a_quotation_that_is_only_spelled_otherwise_is_none_in_two_wordings(mornings: Mornings) -> None:
    story = mornings.story("rent-cap-bill")
    assert any("cure a shortage" in quote.text for quote in story.quotes)
    assert not any("cure a shortage" in each.text for row in story.differences for each in row.statements)


@pytest.mark.parametrize(("slug", "numbers"), [("ferry-breakwater", {"9", "11"}), ("data-act-passes", {"85", "120"})])
def test_a_number_in_dispute_is_shown(mornings: Mornings, slug: str, numbers: set[str]) -> None:
    (difference,) = mornings.story(slug).differences
    assert {number for each in difference.statements for number in numbers if f" {number} " in each.text} == numbers


def test_an_outlets_own_takes_and_views_are_kept(mornings: Mornings) -> None:
    takes = mornings.story("rail-strike-called").quick_takes
    assert [take.outlet for take in takes if take.origin is model.Origin.OUTLET] == ["The Keystone"] * 4
    views = mornings.story("lunch-for-everyone").perspectives
    assert views
    for view in (views.progressive, views.conservative, views.common_ground):
        assert [each.origin for each in view.statements] == [model.Origin.OUTLET]


def test_the_next_chapter_is_an_update_and_a_repetition_is_left_out(mornings: Mornings) -> None:
    assert [story.articles[0].id for edition in mornings.editions for story in edition.stories if story.is_update] == [
        "rail-deal"
    ]
    assert [(each.articles[0].id, each.reason) for each in mornings.editions[1].left_out] == [
        ("irrigation-cut-begins", model.LeftOutReason.NOTHING_NEW)
    ]
