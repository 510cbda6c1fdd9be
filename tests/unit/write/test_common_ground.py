"""What both sides say: the test each line has to pass, and what is left of a sentence that one side says only in part."""

import time

import pytest

from digest import model
from digest.write import agreement, common_ground, material
from tests import news

LINE = "The House voted on Thursday to limit the powers of President Ann Lee."


@pytest.mark.parametrize(
    ("line", "given"),
    [
        (LINE, ["On Thursday the House approved limits, voting to curb the powers of President Lee."]),
        (LINE, ["Lawmakers in the House voted Thursday to limit Ms. Lee's powers, as the president of the senate did."]),
        ("Six people died when the ferry struck a pier.", ["The ferry struck a pier, killing 6 people."]),
        ("The union dropped its demand for a new pier.", ["The union dropped its demand for a new pier, and critics say that it was wrong."]),
        ("Mayor Ines Keller said the bridge needs new cables.", ["The bridge needs new cables, Keller said."]),
        ("The harbor strike ends on Friday after a deal.", ["A deal was found in Ostrava.", "The harbor strike ends Friday."]),
    ],
)  # fmt: skip
def test_said_in_other_words(line: str, given: list[str]) -> None:
    assert agreement.is_said_by(line, given)


@pytest.mark.parametrize(
    ("line", "given"),
    [
        (LINE, "The Senate voted on Thursday to limit the powers of President Ann Lee."),
        (LINE, "The House voted on Thursday to limit the powers of President Bob Lee."),
        (LINE, "The House voted on Thursday not to limit the powers of President Ann Lee."),
        (LINE, "The House may vote on Thursday to limit the powers of President Ann Lee."),
        (LINE, "The House voted on Thursday to limit the powers of President Ann Lee, critics said."),
        (LINE, "Aides said that the House voted on Thursday to limit the powers of President Ann Lee."),
        (LINE, "“The House voted on Thursday to limit the powers of President Ann Lee.”"),
        (LINE, "Brandt: The House voted on Thursday to limit the powers of President Ann Lee."),
        (LINE, "The House will on Thursday limit the powers of President Ann Lee."),
        (LINE, "The House ended on Thursday its debate on the powers of President Ann Lee."),
        ("North Korea fired a missile over the sea on Monday.", "South Korea fired a missile over the sea on Monday."),
        ("The House passed the farm bill on Monday.", "The White House passed on the farm bill on Monday."),
        ("Ann Lee sued Bob Moss over the pier on Monday.", "Bob Moss sued Ann Lee over the pier on Monday."),
        ("Keller praised the plan for the pier on Monday.", "Keller condemned the plan for the pier on Monday."),
        ("Keller said the pier of the bridge is safe.", "Brandt said the pier of the bridge is safe."),
        ("All ferries stopped at the pier on Monday.", "Ferries stopped at the pier on Monday."),
        ("The council voted for the new pier on Monday.", "The council voted against the new pier on Monday."),
        ("Virginia’s attorney general also called for Moss to resign.", "Former Virginia Gov. Reed calls on Moss to resign."),
        ("“If they do not like it, let them leave,” Lee said.", "“If they do not love it, tell them to leave,” Lee said."),
        ("“The pier will not be paid for in tears,” Lee said.", "“The pier will not be paid for with tears,” Lee said."),
        ("The mayor has asked for a new pier for years.", "The mayor asked for a new pier."),
        ("The pier broke.", "The pier broke."),
        (LINE, ""),
    ],
)  # fmt: skip
def test_not_said(line: str, given: str) -> None:
    assert not agreement.is_said_by(line, [given])


def test_one_text_printed_twice_proves_nothing() -> None:
    text = "The harbor board of Ostrava Bay closed the river to ships of every size on Monday."
    assert agreement.is_copied(text, text[:-1] + ", it added.")
    assert not agreement.is_copied(text, "On Monday the river was closed to all ships by the harbor board.")


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("The House voted to end the war after a long debate in the night.", "The House voted to end the war."),
        ("Mayor Ines Keller closed the bridge on Tuesday, as engineers had asked.", "Mayor Ines Keller closed the bridge."),
        ("The pier needs a new lamp, which Keller has demanded for years.", "The pier needs a new lamp, which Keller has demanded."),
        ("Keller, the mayor, closed the old bridge for six weeks.", "Keller closed the old bridge for six weeks."),
    ],
)  # fmt: skip
def test_what_is_left_of_a_sentence(sentence: str, kept: str) -> None:
    assert kept in common_ground.cuts(sentence)


@pytest.mark.parametrize(
    ("sentence", "broken"),
    [
        ("A man accused of killing six people in Ohio was sentenced on Monday.", "A man accused of killing six people."),
        ("No country has such a long bridge in the whole of Europe today.", "No country has such a long bridge."),
        ("Keller would close the bridge for good if the cracks were any wider.", "Keller would close the bridge for good."),
        ("Under a law signed on Tuesday by Keller, the bridge stays closed.", "Under a law signed on Tuesday by Keller."),
        ("The bridge looks the very same way as all other bridges.", "The bridge looks the very same way."),
        ("The rate of the tax rose to 78.9 crowns in 2014.", "The rate of the tax rose to 78.9 crowns."),
        ("The river board closed the bridges, ferries and piers of the town.", "The river board closed the bridges and piers of the town."),
    ],
)  # fmt: skip
def test_a_cut_never_breaks_a_sentence_or_its_claim(sentence: str, broken: str) -> None:
    assert broken not in common_ground.cuts(sentence)


PLAIN = model.Outlet(name="Plain Paper")
OTHER = model.Outlet(name="Other Paper")
TWO = (
    "The ferry Lady Ombre struck the pier of the Harbor Bridge in thick fog on Tuesday, while trams crossed above.",
    "In thick fog the Lady Ombre ferry struck a Harbor Bridge pier Tuesday. The town has no other bridge for its trams.",
)
WIDER = model.Sides(
    progressive=(model.Lean.LEFT, model.Lean.LEAN_LEFT),
    center=(),
    conservative=(model.Lean.CENTER, model.Lean.LEAN_RIGHT, model.Lean.RIGHT),
)


@pytest.mark.parametrize(
    ("outlets", "sides", "is_shared"),
    [
        ((news.LEFT, news.RIGHT), model.Sides(), True),
        ((PLAIN, OTHER), model.Sides(), True),
        ((news.LEFT, news.CENTRE), model.Sides(), False),
        ((news.LEFT, news.CENTRE), WIDER, True),
        ((news.LEFT, PLAIN), WIDER, False),
    ],
)
def test_common_ground_needs_both_sides_where_there_is_one(
    outlets: tuple[model.Outlet, model.Outlet], sides: model.Sides, *, is_shared: bool
) -> None:
    articles = tuple(news.article("A ferry", text, outlet=outlet) for outlet, text in zip(outlets, TWO, strict=True))
    found = common_ground.Shared(material.read(model.Cluster(id="f" * 16, articles=articles), sides)).view([])
    cited = {citation.article for statement in found.statements for citation in statement.citations}
    assert cited == ({article.id for article in articles} if is_shared else set())


COPIED = "Hospital trains and milk trains of the bay will run on Friday as on any other day."


@pytest.mark.parametrize(
    ("left", "right", "is_shared"),
    [
        (COPIED, f"The ferry trains of the bay carry milk and the sick. {COPIED}", False),
        (
            "Trains must wait for ships at the bridge, which the pilots have demanded for years.",
            "At the bridge trains must wait for ships, which the pilots had demanded.",
            True,
        ),
    ],
)
def test_copies_are_no_agreement_and_what_was_demanded_is(left: str, right: str, *, is_shared: bool) -> None:
    pairs = ((left, news.LEFT), (right, news.RIGHT))
    articles = tuple(news.article("Trains at the bridge", text, outlet=outlet) for text, outlet in pairs)
    found = common_ground.Shared(material.read(model.Cluster(id="f" * 16, articles=articles))).view([])
    assert bool(found.statements) == is_shared


@pytest.mark.parametrize("text", ["word, " * 17_000, "A" * 100_000, "The ferry (struck, ; " * 5_000, "“" * 9_000, ""])
def test_long_and_broken_sentences_take_no_time(text: str) -> None:
    articles = tuple(news.article("Ferry", text, outlet=outlet) for outlet in (news.LEFT, news.RIGHT))
    began = time.process_time()
    common_ground.Shared(material.read(model.Cluster(id="f" * 16, articles=articles))).view([])
    assert time.process_time() - began < 3
