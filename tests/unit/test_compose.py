import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import compose, config, model
from tests import news

OUTLETS = (news.LEFT, news.CENTRE, news.RIGHT)


def story(
    number: int,
    *,
    outlets: int = 2,
    takes: int = 3,
    section: str = "",
    hours: float | None = 1,
    headline: str = "",
    text: str = "",
) -> model.Story:
    """A story told in words of its own, by so many outlets."""
    words = f"alpha{number} beta{number} gamma{number} delta{number} epsilon{number} zeta{number}"
    articles = [
        model.ArticleRef(
            id=f"{number:08x}{place:08x}",
            url=f"https://news.example/{number}/{place}",
            outlet=outlet.name,
            lean=outlet.lean,
            title=words,
            published=None if hours is None else news.NOON - timedelta(hours=hours),
        )
        for place, outlet in enumerate(OUTLETS[:outlets])
    ]
    citation = model.Citation(article=articles[0].id, sentence=0, quote=words)
    lines = [model.Statement(text=text or f"Take {words} eta{n}.", citations=(citation,)) for n in range(takes)]
    return model.Story(
        id=f"{number:016x}",
        section=section,
        headline=headline or f"Headline {words}",
        headline_citation=citation,
        articles=tuple(articles),
        quick_takes=tuple(lines),
        publishers=outlets,
    )


def edition(
    *stories: model.Story,
    limits: config.Compose | None = None,
    sections: tuple[str, ...] = (),
    previous: tuple[model.Edition, ...] = (),
    **more: Any,
) -> model.Edition:
    newsletter = news.NEWSLETTER.model_copy(update={"compose": limits or config.Compose(), "sections": sections})
    day = compose.Day(newsletter, news.TODAY, news.NOON, news.SOURCES, previous=previous, **more)
    return compose.compose(stories, day)


def made(*stories: model.Story, **more: Any) -> model.Edition:
    found = edition(*stories, **more)
    assert not found.is_empty
    return found


def numbers(stories: tuple[model.Story | model.Brief, ...]) -> list[int]:
    return [int(s.id, 16) for s in stories]


def reasons(found: model.Edition) -> dict[str, model.LeftOutReason]:
    return {out.title.split()[1]: out.reason for out in found.left_out}


def test_an_empty_day_has_no_edition() -> None:
    assert edition().is_empty
    old = edition(story(1, hours=100))
    assert old.is_empty
    assert reasons(old) == {"alpha1": model.LeftOutReason.TOO_OLD}


def test_more_publishers_and_sides_rank_higher() -> None:
    found = made(story(1), story(2, outlets=3), story(3))
    assert numbers(found.stories)[0] == 2
    assert found.stories[0].score > found.stories[1].score
    assert found.stories[0].reasons[0] == "Ranked by 3 independent publishers and 3 sides."


def test_newer_stories_rank_higher() -> None:
    assert numbers(made(story(1, hours=20), story(2, hours=1)).stories) == [2, 1]


def test_the_weight_of_a_source_counts() -> None:
    one, two = story(1, outlets=1), story(2, outlets=1)
    heavy = two.model_copy(update={"articles": (two.articles[0].model_copy(update={"outlet": "Heavy"}),)})
    assert numbers(made(one, heavy, weights={"Heavy": 3.0}).briefs) == [2, 1]


def test_two_publishers_lead_even_where_one_scores_higher() -> None:
    single = story(1, outlets=1)
    heavy = single.model_copy(update={"articles": (single.articles[0].model_copy(update={"outlet": "Heavy"}),)})
    found = made(heavy, story(2), weights={"Heavy": 5.0})
    assert found.stories[0].publishers == 2


def test_nothing_leads_that_one_outlet_alone_reports() -> None:
    found = made(story(1, outlets=1), story(2, outlets=1))
    assert found.stories == ()
    assert numbers(found.briefs) == [1, 2]
    assert found.subject == found.briefs[0].headline
    short = made(story(1, outlets=1), story(2, outlets=1), limits=config.Compose(max_briefs=1))
    assert reasons(short) == {"alpha2": model.LeftOutReason.NO_ROOM}


def test_the_operator_may_let_one_outlet_lead() -> None:
    found = made(story(1, outlets=1), story(2, outlets=1), limits=config.Compose(lead_publishers=1))
    assert numbers(found.stories) == [1, 2]


def test_a_pinned_story_leads_though_one_outlet_reports_it_and_it_scores_below_the_floor() -> None:
    pin = story(3, outlets=1, takes=1)
    pinned = {pin.articles[0].id: "ada on 2026-03-04"}
    found = made(story(1), story(2, outlets=3), pin, pinned=pinned, limits=config.Compose(floor=3.0))
    assert numbers(found.stories) == [3, 2, 1]
    assert found.stories[0].reasons[0] == "Pinned by ada on 2026-03-04."
    assert found.subject == found.stories[0].headline


def test_of_two_pinned_stories_the_better_leads() -> None:
    one, two = story(1), story(2, outlets=3)
    pinned = dict.fromkeys((one.articles[0].id, two.articles[1].id), "ada")
    assert numbers(made(one, two, story(3, outlets=3), pinned=pinned).stories) == [2, 1, 3]


def test_what_an_editor_left_out_is_out_even_where_it_is_pinned() -> None:
    one = story(1, outlets=3)
    said = {one.articles[0].id: "ada on 2026-03-04"}
    found = made(one, story(2), unwanted=said, pinned=said)
    assert numbers(found.stories) == [2]
    assert [(out.reason, out.detail) for out in found.left_out] == [
        (model.LeftOutReason.EDITOR, "By ada on 2026-03-04.")
    ]


def test_an_undated_story_never_leads_over_a_dated_one() -> None:
    found = made(story(1, outlets=3, hours=None), story(2))
    assert numbers(found.stories) == [2, 1]


def test_single_sources_become_briefs_beside_full_stories() -> None:
    found = made(*(story(n) for n in range(1, 5)), story(9, outlets=1), limits=config.Compose(max_stories=8))
    assert len(found.stories) == 4
    assert numbers(found.briefs) == [9]


def test_what_does_not_fit_is_left_out_with_its_reason() -> None:
    found = made(*(story(n) for n in range(1, 7)), limits=config.Compose(max_stories=2, max_briefs=3))
    assert (len(found.stories), len(found.briefs)) == (2, 3)
    assert list(reasons(found).values()) == [model.LeftOutReason.NO_ROOM]


def test_the_floor_makes_a_slow_day_short() -> None:
    found = made(story(1), story(2, outlets=1), limits=config.Compose(floor=3.5))
    assert numbers(found.stories) == [1]
    assert reasons(found) == {"alpha2": model.LeftOutReason.BELOW_FLOOR}


def test_old_and_future_stories_are_left_out() -> None:
    found = made(story(1), story(2, hours=30), story(3, hours=-5))
    assert reasons(found) == {"alpha2": model.LeftOutReason.TOO_OLD, "alpha3": model.LeftOutReason.FUTURE}


def test_one_outlet_alone_fills_no_section() -> None:
    found = made(story(1), *(story(n, outlets=1, section="World") for n in (2, 3, 4)))
    assert list(reasons(found).values()) == [model.LeftOutReason.OUTLET_LIMIT]


def test_sections_come_in_the_newsletters_order_after_the_lead() -> None:
    found = made(
        story(1, outlets=3, section="Sport"),
        story(2, section="Arts"),
        story(3, section="World"),
        story(4, section="us"),
        story(5),
        sections=("US", "World"),
    )
    assert [s.section for s in found.stories] == ["Sport", "us", "World", "Arts", ""]


def test_a_repeat_without_news_is_left_out() -> None:
    before = made(story(1), story(2))
    found = made(story(1), story(3), previous=(before,))
    assert numbers(found.stories) == [3]
    assert reasons(found) == {"alpha1": model.LeftOutReason.NOTHING_NEW}


def test_a_repeat_with_a_new_figure_is_an_update_and_ranks_lower() -> None:
    before = made(story(1), story(2))
    again = story(1, text="Now 17 alpha1 beta1 gamma1 delta1 were found.")
    new = again.articles[0].model_copy(update={"id": "f" * 16, "published": news.NOON})
    own = model.Citation(article=new.id, sentence=0, quote=again.quick_takes[0].text)
    again = again.model_copy(
        update={"quick_takes": tuple(take.model_copy(update={"citations": (own,)}) for take in again.quick_takes)}
    )
    found = made(again.model_copy(update={"articles": (*again.articles, new)}), story(3), previous=(before,))
    update = next(s for s in found.stories if s.id == again.id)
    assert update.is_update
    assert update.news == "figures 17"
    assert "Sent before; new since: figures 17." in update.reasons
    assert found.stories[0].id != again.id


def test_a_follow_up_under_another_address_is_known_by_its_words() -> None:
    before = made(story(1))
    again = story(1)
    articles = tuple(a.model_copy(update={"id": f"{n:016x}"}) for n, a in enumerate(again.articles, 500))
    assert edition(again.model_copy(update={"articles": articles}), previous=(before,)).is_empty


def test_an_old_figure_that_was_not_printed_is_no_news() -> None:
    """The article that brings it came before those that were told, or they said it where it was not printed."""
    before = made(story(1, hours=2), story(2))
    again = story(1, hours=2, text="In all 17 alpha1 beta1 gamma1 delta1 were found.")
    cited = model.Citation(article="f" * 16, sentence=0, quote=again.quick_takes[0].text)
    takes = tuple(take.model_copy(update={"citations": (cited,)}) for take in again.quick_takes)
    earlier = again.articles[0].model_copy(update={"id": "f" * 16, "published": news.NOON - timedelta(hours=5)})
    late = again.model_copy(update={"quick_takes": takes, "articles": (*again.articles, earlier)})
    assert reasons(made(late, story(3), previous=(before,))) == {"alpha1": model.LeftOutReason.NOTHING_NEW}
    whole = story(1, hours=2)
    quoted = cited.model_copy(update={"article": whole.articles[0].id, "quote": "Of the alpha1 17 were found in all."})
    takes = (whole.quick_takes[0].model_copy(update={"citations": (quoted,)}),)
    before = made(whole.model_copy(update={"quick_takes": takes}), story(2))
    after = earlier.model_copy(update={"published": news.NOON})
    late = late.model_copy(update={"articles": (*again.articles, after)})
    assert reasons(made(late, story(3), previous=(before,))) == {"alpha1": model.LeftOutReason.NOTHING_NEW}


def test_below_the_lead_stories_are_short() -> None:
    def long(number: int, outlets: int) -> model.Story:
        made_of = story(number, outlets=outlets, takes=5)
        lines = tuple(
            take.model_copy(update={"text": f"{take.text} view {at}."}) for at, take in enumerate(made_of.quick_takes)
        )
        view = model.View(statements=lines[:3], articles=(made_of.articles[0].id,), note="From one outlet.")
        said = ("Take alpha1 beta1 gamma1 delta1 epsilon1 zeta1", "Nobody ever asked the ferrymen", "Ask them now then")
        cited = made_of.headline_citation
        return made_of.model_copy(
            update={
                "perspectives": model.Perspectives(progressive=view, conservative=view),
                "quotes": tuple(model.Quote(text=text, speaker="Ines Keller", citation=cited) for text in said),
            }
        )

    limits = config.Compose(max_takes=3, max_view_lines=2, max_quotes=1)
    lead, below = made(long(1, 2), long(2, 3), limits=limits).stories
    assert (len(lead.quick_takes), len(lead.quotes)) == (5, 3)
    assert below.quick_takes == long(1, 2).quick_takes[:3]
    assert below.perspectives
    assert len(below.perspectives.progressive.statements) == 2
    assert below.perspectives.progressive.note == "From one outlet."
    assert [quote.text for quote in below.quotes] == ["Nobody ever asked the ferrymen"]


@pytest.mark.parametrize("length", [20, 78, 79, 300])
def test_subject_and_preheader_fit(length: int) -> None:
    long = ("word " * 80)[: length - 1] + "x"
    found = made(story(1, outlets=3, headline=long), *(story(n) for n in range(2, 6)))
    assert len(found.subject) <= 78
    assert found.subject == long if length <= 78 else found.subject.endswith("…")
    assert len(found.preheader) <= 110
    assert found.preheader.startswith("Headline alpha")


def test_below_the_only_headline_the_preheader_says_more_of_it() -> None:
    alone = story(1, outlets=3).model_copy(update={"dek": "The council voted at night."})
    assert made(alone).preheader == "The council voted at night."
    without = alone.model_copy(update={"dek": "", "dek_citation": None})
    assert made(without).preheader == without.quick_takes[0].text
    brief = made(alone, limits=config.Compose(lead_publishers=9))
    assert (brief.stories, len(brief.briefs)) == ((), 1)
    outlets = [article.outlet for article in alone.articles]
    assert brief.preheader == f"{outlets[0]}, {outlets[1]}, and {outlets[2]}"


def test_words_are_counted() -> None:
    assert made(story(1, takes=1)).words == 7 + 8


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.permutations([story(n, outlets=1 + n % 3, section=("", "World")[n % 2]) for n in range(1, 9)]))
def test_the_order_of_stories_does_not_matter(order: list[model.Story]) -> None:
    limits = config.Compose(max_stories=3, max_briefs=2)
    first = made(*sorted(order, key=lambda s: s.id), limits=limits)
    assert made(*order, limits=limits).document() == first.document()


def test_every_story_is_somewhere() -> None:
    stories = [story(n, outlets=1 + n % 3) for n in range(1, 30)]
    found = made(*stories)
    shown = itertools.chain(found.stories, found.briefs)
    assert len(list(shown)) + len(found.left_out) == len(stories)


def test_an_edition_survives_json() -> None:
    found = made(story(1), story(2, outlets=1))
    assert model.Edition.model_validate_json(found.document()) == found
