"""A week told again: every event once, in its newest telling."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import compose, config, model
from tests import news
from tests.unit.test_compose import story

WEEKLY = news.NEWSLETTER.model_copy(update={"key": "weekly", "round_up_of": "morning"})


def edition(days_ago: int, *stories: model.Story, briefs: tuple[model.Brief, ...] = ()) -> model.Edition:
    """What was sent so many days ago."""
    return model.Edition(
        newsletter="morning",
        local_date=news.TODAY - timedelta(days=days_ago),
        subject="",
        preheader="",
        stories=stories,
        briefs=briefs,
        sources=news.SOURCES,
        words=1,
    )


def brief(of: model.Story) -> model.Brief:
    return model.Brief(**{name: getattr(of, name) for name in model.Brief.model_fields})


def told(*parts: model.Story, headline: str, **more: Any) -> model.Story:
    """The first story's lines under another headline, with the articles of all of them."""
    articles = {article.id: article for part in parts for article in part.articles}
    changes = {"headline": headline, "articles": tuple(articles.values()), **more}
    return parts[0].model_copy(update=changes)


def round_up(*week: model.Edition, limits: config.Compose | None = None, **more: Any) -> model.Edition:
    newsletter = WEEKLY.model_copy(update={"compose": limits or config.Compose()})
    day = compose.Day(newsletter, news.TODAY, news.NOON, news.SOURCES, **more)
    again = compose.told_again(week, day)
    return compose.compose(again.stories, again.day)


def headlines(edition: model.Edition) -> list[str]:
    return [one.headline for one in edition.stories] + [one.headline for one in edition.briefs]


def test_five_days_on_one_event_are_one_story_in_its_newest_telling() -> None:
    parts = [story(number, outlets=2, hours=24 * (5 - number)) for number in range(5)]
    week = [
        edition(4 - at, told(*parts[max(0, at - 1) : at + 1][::-1], headline=f"Telling {at}", is_update=at > 0))
        for at in range(5)
    ]
    made = round_up(*week)
    assert headlines(made) == ["Telling 4"]
    (only,) = made.stories
    assert not only.is_update
    assert only.reasons[-1].startswith("It ran on 5 days from 2026-02-28 to 2026-03-04")
    assert only.points
    assert only.points.days == pytest.approx(1.6094)
    assert only.points.recency == 0
    assert made.subject == "The week: Telling 4"


def test_every_line_keeps_the_citations_it_was_approved_with() -> None:
    sent = story(1, outlets=3)
    (only,) = round_up(edition(2, sent)).stories
    assert only.quick_takes == sent.quick_takes
    assert {c.article for take in only.quick_takes for c in take.citations} <= {a.id for a in only.articles}
    assert (only.headline, only.headline_citation, only.links) == (sent.headline, sent.headline_citation, sent.links)


def test_outlets_that_only_an_earlier_telling_had_are_listed_and_counted() -> None:
    first, second = story(1, outlets=3), story(2, outlets=1)
    shared = told(second, headline="Now", publishers=1, articles=(*second.articles, first.articles[0]))
    made = round_up(edition(3, first), edition(1, shared))
    (only,) = made.stories
    assert only.headline == "Now"
    assert only.publishers == 3
    assert [article.outlet for article in only.articles] == [
        *(article.outlet for article in shared.articles),
        *(article.outlet for article in first.articles[1:]),
    ]


def test_an_update_in_other_words_of_no_shared_article_is_known_by_its_texts() -> None:
    first, second, other = (story(number, outlets=2) for number in (1, 2, 3))
    bridge = "The harbor bridge stays closed while engineers repair cracks in its beams. "
    texts = {first.articles[0].id: bridge * 3, second.articles[0].id: bridge * 2 + "Ferries run.", other.articles[0].id: "An orchestra plays Mahler in a park for children. " * 3}  # fmt: skip
    update = told(second, headline="Ferries run", is_update=True, news="names Ferries")
    made = round_up(edition(2, first, other), edition(1, update), texts=lambda article: texts.get(article, ""))
    assert headlines(made) == ["Ferries run", other.headline]
    parted = frozenset({frozenset((first.articles[0].id, second.articles[0].id))})
    made = round_up(
        edition(2, first, other), edition(1, update), texts=lambda article: texts.get(article, ""), apart=parted
    )
    assert len(headlines(made)) == 3


def test_it_ranks_by_outlets_and_the_days_they_ran_and_not_by_how_new_it_is() -> None:
    long, wide, new = story(1, outlets=2, hours=150), story(2, outlets=3, hours=100), story(3, outlets=2, hours=1)
    again = told(story(4, outlets=2, hours=60), long, headline="Long", publishers=2)
    made = round_up(edition(6, long), edition(3, wide, again), edition(0, new))
    assert headlines(made) == [wide.headline, "Long", new.headline]
    score = {one.headline: one.score for one in made.stories}
    assert score["Long"] == pytest.approx(score[new.headline] + 0.6931)


def test_what_editors_said_of_one_telling_holds_for_the_event() -> None:
    first, second, other = (story(number, outlets=2) for number in (1, 2, 3))
    later = told(second, headline="Later", articles=(*second.articles, first.articles[0]))
    pinned = first.model_copy(update={"is_pinned": True})
    made = round_up(edition(3, pinned, story(9, outlets=3)), edition(1, later, other))
    assert made.stories[0].headline == "Later"
    assert made.stories[0].is_pinned
    unwanted = {first.articles[1].id: "ann on 2026-03-03"}
    made = round_up(edition(3, first), edition(1, later, other), unwanted=unwanted)
    assert headlines(made) == [other.headline]
    assert [(left.title, left.reason.value) for left in made.left_out] == [("Later", "editor")]


def test_an_event_that_ended_as_a_brief_is_told_in_full_under_its_last_headline() -> None:
    first, second = story(1, outlets=3), story(2, outlets=1)
    ended = brief(told(second, headline="It is over", publishers=1, articles=(*second.articles, first.articles[1])))
    made = round_up(edition(3, first), edition(1, story(5, outlets=2), briefs=(ended,)))
    over = made.stories[0]
    assert (over.headline, over.headline_citation) == ("It is over", second.headline_citation)
    assert over.quick_takes == first.quick_takes
    ids = {article.id for article in over.articles}
    assert ids == {article.id for article in (*second.articles, *first.articles)}
    assert over.publishers == 2  # one of its own, one that only the first telling had


def test_what_was_never_more_than_a_brief_stays_one() -> None:
    made = round_up(edition(1, story(5, outlets=2), briefs=(brief(story(1, outlets=2, headline="In short")),)))
    assert [one.headline for one in made.briefs] == ["In short"]


def test_beyond_its_places_stories_are_left_out_with_the_reason() -> None:
    made = round_up(
        edition(1, *(story(number, outlets=2) for number in range(6))),
        limits=config.Compose(max_stories=2, max_briefs=1),
    )
    assert (len(made.stories), len(made.briefs)) == (2, 1)
    assert made.left_out_by_reason() == {model.LeftOutReason.NO_ROOM: 3}


def test_a_story_of_last_weeks_round_up_does_not_return_without_news() -> None:
    sent = story(1, outlets=2)
    last = round_up(edition(6, sent)).model_copy(update={"local_date": news.TODAY - timedelta(days=7)})
    made = round_up(edition(6, sent), edition(1, story(2, outlets=2)), previous=(last,))
    assert headlines(made) == [story(2, outlets=2).headline]
    assert model.LeftOutReason.NOTHING_NEW in made.left_out_by_reason()


def test_of_no_editions_nothing_is_made() -> None:
    assert round_up().is_empty


@given(st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=4, unique=True), max_size=6))
def test_no_article_and_no_headline_is_told_twice(days: list[list[int]]) -> None:
    """Each number is an event; on each day some of them are told with the articles of the day before."""
    week = [
        edition(6 - at, *(story(number, outlets=2, headline=f"Event {number}") for number in numbers))
        for at, numbers in enumerate(days)
    ]
    made = round_up(*week, limits=config.Compose(max_stories=50, max_per_outlet=50))
    assert sorted(headlines(made)) == [f"Event {number}" for number in sorted({n for each in days for n in each})]
    ids = [article.id for one in made.stories for article in one.articles]
    assert len(ids) == len(set(ids))
