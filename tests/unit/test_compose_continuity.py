"""A story that was sent returns only with something new, and says what."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from digest import cluster, config, model
from digest.pipeline import build as building
from digest.pipeline import gather
from digest.write import extractive
from tests import news

TODAY = news.TODAY + timedelta(days=1)
LATER = -20.0
"""Hours before yesterday's noon: four hours before today's."""
FIRST = (
    "The Harbor Bridge in Ostrava Bay closed on Tuesday after inspectors found 14 cracks in its main beams.",
    "Mayor Ines Keller said repairs of the Harbor Bridge would take six weeks and cost $3 million.",
    "Ferries will run every 20 minutes between the two banks until the Harbor Bridge opens again.",
    "The bridge carries 41,500 cars on a working day, according to a count of the state from last year.",
)
AGAIN = (
    "Ostrava Bay is still without its Harbor Bridge, which inspectors closed because of cracks in the main beams.",
    "Repairs of the Harbor Bridge would take six weeks, as Mayor Ines Keller said, and cost the bay $3 million.",
    "Between the two banks of Ostrava Bay people take the ferries while the Harbor Bridge stays closed to cars.",
)
OTHER = (
    "Inspectors shut the Harbor Bridge of Ostrava Bay on Tuesday because its main beams had cracks.",
    "Without the Harbor Bridge the poorer east bank of Ostrava Bay is cut off, said the transport union of the bay.",
    "Unions argued that years of spending cuts had left the Harbor Bridge without inspections.",
)


def report(*sentences: str, outlet: model.Outlet = news.CENTRE, hours: float = 2, title: str = "") -> model.Article:
    return news.article(
        title or "Harbor Bridge in Ostrava Bay closed over cracks", *sentences, outlet=outlet, hours=hours
    )


def edition(
    articles: Sequence[model.Article],
    previous: tuple[model.Edition, ...] = (),
    told: Sequence[model.Article] = (),
) -> model.Edition:
    material = gather.Material(
        articles=tuple(articles),
        misdated=(),
        sources=news.SOURCES,
        weights={},
        previous=previous,
        told={article.id: article for article in told},
    )
    day, now = (TODAY, news.NOON + timedelta(days=1)) if previous else (news.TODAY, news.NOON)
    newsletter = news.NEWSLETTER.model_copy(update={"compose": config.Compose(lead_publishers=1, max_age_hours=48)})
    found = cluster.cluster(articles, config.Cluster())
    return building.composed(found, newsletter, material, day, now, extractive.Extractive())


YESTERDAY = (report(*FIRST), report(*OTHER, outlet=news.LEFT, title="Cracked Harbor Bridge shut"))


def next_day(*articles: model.Article, has_texts: bool = True) -> model.Edition:
    sent = edition(YESTERDAY)
    assert len(sent.stories) == 1
    return edition(articles, (sent,), YESTERDAY if has_texts else ())


def only(found: model.Edition) -> model.Story | model.Brief:
    printed: list[model.Story | model.Brief] = [*found.stories]
    printed += found.briefs
    assert len(printed) == 1
    return printed[0]


def reasons(found: model.Edition) -> list[model.LeftOutReason]:
    return [left.reason for left in found.left_out]


def test_the_same_articles_are_not_sent_again() -> None:
    assert reasons(next_day(*YESTERDAY)) == [model.LeftOutReason.NOTHING_NEW]


def test_what_a_told_outlet_says_again_in_other_words_is_not_sent_again() -> None:
    again = report(*AGAIN, hours=LATER, title="Harbor Bridge stays closed")
    assert reasons(next_day(again)) == [model.LeftOutReason.NOTHING_NEW]


def test_a_new_number_makes_an_update_that_says_so() -> None:
    number = "The Harbor Bridge in Ostrava Bay has 27 cracks in its main beams, inspectors found on Wednesday."
    story = only(next_day(report(number, *AGAIN, hours=LATER, title="More cracks found in Harbor Bridge")))
    assert story.is_update
    assert story.news == "figures 27"
    assert story.points
    assert story.points.repeated < 0


def test_a_new_name_makes_an_update() -> None:
    name = "Engineer Wanda Osei will lead the repairs of the Harbor Bridge in Ostrava Bay, the city said."
    story = only(next_day(report(name, *AGAIN, hours=LATER, title="Harbor Bridge repairs begin")))
    assert "Wanda Osei" in story.news


def test_a_new_outlet_counts_as_new() -> None:
    again = report(*AGAIN, outlet=news.RIGHT, hours=LATER, title="Harbor Bridge stays closed")
    story = only(next_day(again))
    assert story.news == "outlets Right Ledger"


def test_a_new_outlet_that_only_reprints_is_no_news() -> None:
    again = report(*FIRST, outlet=news.RIGHT, hours=LATER)
    assert reasons(next_day(again)) == [model.LeftOutReason.NOTHING_NEW]
    brief = report(*FIRST[:2], outlet=news.RIGHT, hours=LATER)
    assert reasons(next_day(brief)) == [model.LeftOutReason.NOTHING_NEW]


def test_an_outlet_of_a_family_that_was_told_is_no_new_outlet() -> None:
    cousin = model.Outlet(name="Centre Wire Online", family=news.CENTRE.name)
    again = report(*AGAIN, outlet=cousin, hours=LATER, title="Harbor Bridge stays closed")
    assert reasons(next_day(again)) == [model.LeftOutReason.NOTHING_NEW]


@pytest.mark.parametrize("has_texts", [True, False])
def test_a_figure_that_stood_in_a_sentence_nobody_printed_is_no_news(has_texts: bool) -> None:
    number = "The closed Harbor Bridge carries 41,500 cars across Ostrava Bay on every working day of the week."
    sent = edition(YESTERDAY)
    printed = sent.model_copy(
        update={"stories": tuple(story.model_copy(update={"quick_takes": ()}) for story in sent.stories)}
    )
    again = report(number, *AGAIN, hours=LATER, title="Harbor Bridge stays closed")
    found = edition([again], (printed,), YESTERDAY if has_texts else ())
    if has_texts:
        assert reasons(found) == [model.LeftOutReason.NOTHING_NEW]
    else:  # what is not kept cannot be known
        assert "41,500" in only(found).news


def test_dates_and_times_of_day_are_no_news() -> None:
    when = "The Harbor Bridge in Ostrava Bay stays closed, inspectors said at 10:30 a.m. on March 5, 2026, a Thursday."
    again = report(when, *AGAIN, hours=LATER, title="Harbor Bridge stays closed")
    assert reasons(next_day(again)) == [model.LeftOutReason.NOTHING_NEW]


def test_another_event_is_no_update() -> None:
    other = news.bridge()[3].model_copy(update={"published": news.NOON + timedelta(hours=20)})
    assert not only(next_day(other)).is_update


def test_a_brief_that_was_sent_before_says_update() -> None:
    number = "The Harbor Bridge in Ostrava Bay has 27 cracks in its main beams, inspectors found on Wednesday."
    again = report(number, hours=LATER, title="More cracks found in Harbor Bridge")
    found = next_day(again)
    assert found.stories == ()
    assert found.briefs[0].is_update
    assert found.subject.startswith("Update: ")


def test_an_outlet_told_before_editions_named_publishers_is_no_new_outlet() -> None:
    group = news.CENTRE.model_copy(update={"family": "Example Group"})
    again = report(*AGAIN, outlet=group, hours=LATER, title="Harbor Bridge stays closed")
    assert reasons(next_day(again)) == [model.LeftOutReason.NOTHING_NEW]
