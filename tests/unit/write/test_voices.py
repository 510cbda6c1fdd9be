"""What is a view, and who says what."""

import time

import pytest

from digest import model
from digest.write import differences, extractive, material, people, viewpoints, voices
from tests import news


@pytest.mark.parametrize(
    "text",
    [
        "Critics argue that the harbour board ignored warnings about the pier.",
        "Keller accused the board of hiding the cracks from the town.",
        "The tax should go, because it hurts those who earn least.",
        "The plan means that ferries will never come back to the bay.",
        "Brandt said: “We will not pay for this bridge a second time.”",
        "The reform is a costly mistake that the town will regret.",
    ],
)
def test_a_view_judges_explains_or_demands(text: str) -> None:
    assert voices.weight(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "The fire started at six in the morning, police said.",
        "Republicans hold 53 seats in the chamber.",
        "New claims for benefits rose to 4.4 million, the office said.",
        "The court dismissed the case on Tuesday.",
        "The captain called his brother before the ferry left.",
        "Two men are accused of stealing the bell.",
        "While ministers should act in the coming weeks.",
        "The mayor will speak on Tuesday, she said.",
    ],
)
def test_a_bare_fact_is_no_view(text: str) -> None:
    assert voices.weight(text) == 0


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Keller said repairs would take six weeks.", "Ines Keller"),
        ("Repairs take six weeks, said Keller in a statement.", "Ines Keller"),
        ("Brandt, the head of the union, said Keller did not answer.", "Otto Brandt"),
        ("Lawmakers joined in saying Keller should go.", ""),
        ("Keller said the bridge is safe, but Brandt said it is not.", ""),
        ("A spokesman for Keller said the bridge is safe.", ""),
        ("“Brandt said so,” Keller said.", "Ines Keller"),
        ("The bridge is safe.", ""),
    ],
)
def test_the_one_who_speaks_in_a_sentence(sentence: str, speaker: str) -> None:
    assert people.speaker_in(sentence, {"keller": "Ines Keller", "brandt": "Otto Brandt"}) == speaker


def _material(*texts: str) -> material.Material:
    outlets = (model.Outlet(name="Plain Paper"), model.Outlet(name="Other Paper"))
    articles = tuple(
        news.article("Harbor Bridge closed over cracks", *texts[at::2], outlet=outlet)
        for at, outlet in enumerate(outlets)
    )
    return material.read(model.Cluster(id="f" * 16, articles=articles))


def test_who_says_what_with_their_office() -> None:
    found = viewpoints.of(
        _material(
            "Mayor Ines Keller said the repairs of the Harbor Bridge would take six weeks at least.",
            "Otto Brandt, the head of the transport union, said years of cuts had left the bridge unsafe.",
        ),
        None,
        (),
    )
    assert {(each.speaker, each.role, each.statement.outlet) for each in found} == {
        ("Ines Keller", "Mayor", "Plain Paper"),
        ("Otto Brandt", "the head of the transport union", "Other Paper"),
    }


def test_one_viewpoint_alone_is_none_and_views_of_a_side_come_first() -> None:
    one = "Mayor Ines Keller said the repairs of the Harbor Bridge would take six weeks at least."
    other = "Otto Brandt, the head of the transport union, said years of cuts had left the bridge unsafe."
    assert viewpoints.of(_material(one, "The bridge is closed."), None, ()) == ()
    assert viewpoints.of(_material(one, other), None, (one,)) == ()
    view = model.View(statements=(model.Statement(text="A view.", citations=()),))
    assert viewpoints.of(_material(one, other), model.Perspectives(progressive=view), ()) == ()


@pytest.mark.parametrize(
    ("left", "right", "about"),
    [
        ("found 14 cracks in the beams", "found 17 cracks in the beams", "Number of cracks"),
        ("found six cracks in the beams", "found 9 cracks in the beams", "Number of cracks"),
        ("spend $3 million in taxes on the beams", "spend $5 million in taxes on the beams", "Money for taxes"),
        ("found six cracks in the beams", "found 6 cracks in the beams", ""),
        ("found about 200 cracks in the beams", "found 198 cracks in the beams", ""),
        ("found 14 cracks in the beams", "found 17 cracks in the beams, not 14", ""),
        ("found 14 cracks in the beams on Monday", "found 17 cracks in the beams on Tuesday", ""),
        ("found 14 cracks in the beams in Ostrava", "found 17 cracks in the beams in Vellany", ""),
        ("found 14 new cracks in the beams", "found 17 cracks in the beams in all", "Number of new cracks"),
        ("looked for 14 days at the beams", "looked for 17 days at the beams", ""),
        ("found 14 cracks and later 15 cracks in the beams", "found 17 cracks in the beams", ""),
        ("said their motion passed by 120 votes", "said their budget passed by 98 votes", ""),
        ("added 190 million crowns to the cost", "put 84 million crowns into the cost", ""),
        ("found 14 million cracks in the beams", "found 17 cracks in the beams, 14 million in all", ""),
    ],
)
def test_what_differs(left: str, right: str, about: str) -> None:
    found = differences.of(_material(f"Inspectors of the bridge {left}.", f"Inspectors of the bridge {right}."))
    assert [each.about for each in found] == ([about] if about else [])


def test_a_figure_of_something_else_hides_no_difference() -> None:
    found = differences.of(
        _material(
            "The city said that 9 people were hurt on the bridge, two of them badly.",
            "The guard said that 11 people were hurt on the bridge, two of them badly.",
            "The bridge was closed.",
            "Four of the nine people on duty at the bridge were new.",
        )
    )
    assert [each.about for each in found] == ["Number of people"]


def test_a_later_figure_may_be_newer() -> None:
    texts = ("Inspectors found 14 cracks in the bridge.", "Inspectors found 17 cracks in the bridge.")
    articles = tuple(
        news.article("Bridge", text, outlet=model.Outlet(name=text), hours=hours)
        for text, hours in zip(texts, (9, 1), strict=True)
    )
    found = differences.of(material.read(model.Cluster(id="f" * 16, articles=articles)))
    assert found[0].about == "Number of cracks (reported hours apart; the later figure may be newer)"


@pytest.mark.parametrize("text", ["", "x", "Keller " * 9_000, "14 cracks " * 9_000, "“" * 9_000])
def test_bad_articles_are_told_or_refused(text: str) -> None:
    articles = tuple(news.article("Ferry", text, outlet=outlet) for outlet in (news.LEFT, news.RIGHT, news.CENTRE))
    cluster = model.Cluster(id="f" * 16, articles=articles, reprints={articles[1].id: articles[0].id})
    began = time.process_time()
    assert extractive.Extractive().write(cluster, news.NEWSLETTER).headline == "Ferry"
    assert time.process_time() - began < 5
