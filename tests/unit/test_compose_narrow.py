"""What is left of an edition for readers who muted sections."""

from hypothesis import given
from hypothesis import strategies as st

from digest import compose, model
from tests import news
from tests.unit.test_compose import edition, story

SECTIONS = ("World", "Sport", "Culture")
NEWSLETTER = news.NEWSLETTER.model_copy(update={"sections": SECTIONS})


def day() -> model.Edition:
    """Sport leads; world and culture follow; a brief of sport and one of no section at the end."""
    return edition(
        story(1, outlets=3, section="Sport", headline="A cup is won"),
        story(2, outlets=2, section="Culture", headline="A play opens"),
        story(3, outlets=2, section="World", headline="A treaty is signed", hours=9),
        story(4, outlets=1, takes=0, section="sport", headline="A coach leaves"),
        story(5, outlets=1, takes=0, headline="A cat is found"),
        sections=SECTIONS,
    )


def told(of: model.Edition) -> list[model.Story | model.Brief]:
    return [*of.stories, *of.briefs]


def muting(*names: str) -> model.Variant:
    return model.Variant(muted=names)


def test_the_whole_edition_is_left_as_it_is() -> None:
    whole = day()
    assert whole.subject == "A cup is won"
    assert compose.narrowed(whole, muting("Gardening"), NEWSLETTER) is whole
    assert compose.muted(whole, muting("Gardening")) == {}
    assert compose.sections(whole) == ["Sport", "World", "Culture", ""]


def test_without_the_section_of_its_lead_the_best_of_the_others_leads_under_a_subject_of_its_own() -> None:
    left = compose.narrowed(day(), muting("SPORT"), NEWSLETTER)
    assert [one.headline for one in left.stories] == ["A play opens", "A treaty is signed"]
    assert [one.headline for one in left.briefs] == ["A cat is found"]
    assert (left.subject, left.preheader) == ("A play opens", "A treaty is signed; A cat is found")
    assert left.words < day().words
    assert compose.muted(day(), muting("Sport")) == {"Sport": 2}


def test_a_muted_section_stays_muted_though_an_editor_pinned_its_story() -> None:
    pinned = edition(
        story(1, section="Sport"), story(2, section="World"), pinned={story(1).articles[0].id: "ann"}, sections=SECTIONS
    )
    assert pinned.stories[0].is_pinned
    left = compose.narrowed(pinned, muting("Sport"), NEWSLETTER)
    assert [one.section for one in left.stories] == ["World"]


def test_a_pinned_story_of_a_followed_section_leads_what_is_left() -> None:
    pins = {story(3).articles[0].id: "ann"}
    whole = edition(
        story(1, outlets=3, section="Sport"),
        story(2, outlets=3, section="Culture"),
        story(3, outlets=2, section="World"),
        pinned=pins,
        sections=SECTIONS,
    )
    assert compose.narrowed(whole, muting("Sport"), NEWSLETTER).stories[0].section == "World"


def test_what_leads_is_chosen_by_the_rule_of_every_edition() -> None:
    """A story without a date ranks first here, but leads only where none has one."""
    whole = edition(
        story(1, outlets=3, section="Sport"),
        story(2, outlets=3, section="World", hours=None),
        story(3, outlets=2, section="Culture"),
        sections=SECTIONS,
    )
    left = compose.narrowed(whole, muting("Sport"), NEWSLETTER)
    assert [one.section for one in left.stories] == ["Culture", "World"]
    assert left.stories[1].score > left.stories[0].score


def test_where_nothing_left_may_lead_the_best_does_all_the_same() -> None:
    whole = edition(story(1, section="Sport"), story(2, outlets=1, section="World"), sections=SECTIONS)
    left = compose.narrowed(whole, muting("Sport"), NEWSLETTER)
    assert [one.publishers for one in left.stories] == [1]


def test_only_briefs_may_be_left_and_nothing_may_be() -> None:
    briefs = compose.narrowed(day(), muting(*SECTIONS), NEWSLETTER)
    assert (briefs.stories, briefs.subject, briefs.preheader) == ((), "A cat is found", "Left Herald")
    whole = edition(story(1, section="Sport"), sections=SECTIONS)
    nothing = compose.narrowed(whole, muting("Sport"), NEWSLETTER)
    assert (nothing.is_empty, nothing.subject, nothing.words) == (True, "", 0)


@given(st.sets(st.sampled_from([*SECTIONS, "Gardening"])))
def test_what_is_left_and_what_is_muted_are_the_edition(names: set[str]) -> None:
    whole, variant = day(), muting(*names)
    left = compose.narrowed(whole, variant, NEWSLETTER)
    kept = {one.id for one in told(left)}
    assert kept == {one.id for one in told(whole) if not variant.mutes(one.section)}
    assert len(kept) + sum(compose.muted(whole, variant).values()) == len(whole.stories) + len(whole.briefs)
