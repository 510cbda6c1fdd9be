"""What is a view, and who says what."""

import time

import pytest

from digest import model
from digest.write import differences, extractive, material, people, perspectives, viewpoints, voices
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
        "Keller criticized the plan for its price.",
        "Brandt welcomed the ruling as a gift to the town.",
        "Police called the law a dangerous mistake.",
        "The bill caps fares, even if critics don’t think it goes far enough.",
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
        "In a message on Monday, Keller criticized the lawsuit.",
        "Brandt praised Moss on Tuesday, who had left the post.",
        "The gunman “was there to kill as many people as he could get,” police chief Ann Moss said.",
        "Police called it a “targeted attack,” saying the gunman had sent threats.",
        "A number of women came forward and accused Moss of sexual acts.",
        "Keller and Moss are reported to have argued against leaving the bay.",
        "Keller said she had authorized the guard to look into it “given the great seriousness of the situation.”",
        "Moss told the board that she raised her concerns with her managers in May.",
        "The hikers woke on Monday to a closed bridge.",
        "The guild sent files about two critics of the bridge to the press.",
        "The car was taken in a process called forfeiture that lets the guard keep it.",
        "The new colour is supposed to help hunters see each other.",
    ],
)
def test_a_bare_fact_is_no_view(text: str) -> None:
    assert voices.weight(text) == 0


@pytest.mark.parametrize(
    ("text", "is_view"),
    [
        (
            "Half of the fall in the list is owed to private clinics, according to figures that the Health Ministry published.",
            False,
        ),
        ("Rents fell because fewer people moved, according to data from the Bureau of Statistics.", False),
        ("According to government figures, the fall is owed to cheaper gas.", False),
        ("Half of the fall is owed to private clinics, according to figures from the Taxpayers’ League.", True),
        ("The fall means that clinics must stay, according to figures that the Health Ministry published.", True),
        ("Critics say the fall is owed to luck, according to a report of the Health Ministry.", True),
        ("The fall is owed to private clinics.", True),
    ],
)
def test_what_an_authoritys_figures_say_is_no_view_unless_somebody_judges(text: str, *, is_view: bool) -> None:
    assert bool(voices.weight(text)) is is_view


@pytest.mark.parametrize(
    ("text", "is_say"),
    [
        ("Ann Lee said the ferry would never come back to the bay.", True),
        ("Ann Lee said the law punishes those who repair their houses, because rents are fixed.", True),
        ("Ann Lee, who is allowed to sit on the board, said Moss did not testify.", False),
        ("Ann Lee said Moss fired from two floors.", False),
        ("Police chief Ann Lee said three people are in custody.", False),
    ],
)
def test_who_tells_what_happened_says_no_view(text: str, *, is_say: bool) -> None:
    assert voices.is_say(text) == is_say


@pytest.mark.parametrize(
    ("text", "side", "is_other"),
    [
        ("Republicans argued that the tax hurts.", model.Side.PROGRESSIVE, True),
        ("Republicans argued that the tax hurts.", model.Side.CONSERVATIVE, False),
        ("Rep. Ann Lee (D-Calif.) said the tax helps Republicans.", model.Side.CONSERVATIVE, True),
        ("Democrats and Republicans argued that the tax hurts.", model.Side.CONSERVATIVE, False),
        ("Critics argued that Republicans hurt the town.", model.Side.PROGRESSIVE, False),
        ("The tax of the Republicans is a mistake.", model.Side.PROGRESSIVE, False),
    ],
)
def test_what_the_other_party_says_is_no_view_of_a_side(text: str, side: model.Side, *, is_other: bool) -> None:
    assert voices.is_of_other_camp(text, side) == is_other


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


@pytest.mark.parametrize(
    ("take", "is_printed"),
    [
        (
            "The guild rejects the right of ferries to land and remains in a state of perpetual, declared war with Keller, Brandt, all councils and every tram company of Ostrava.",
            False,
        ),
        ("The mayor of the bay and the guild are at odds over the ferries and over a closed bridge.", True),
    ],
)
def test_a_view_says_no_quick_take_again(take: str, *, is_printed: bool) -> None:
    view = "The guild, to its very core, believes that ferries have no right to land at the pier."
    pairs = ((take, news.LEFT), (view, news.RIGHT))
    articles = tuple(news.article("Quarrel over ferries at the pier", text, outlet=outlet) for text, outlet in pairs)
    read = material.read(model.Cluster(id="f" * 16, articles=articles))
    found, _ = perspectives.of(read, (model.Statement(text=take, citations=(read.lines[0].citation,)),))
    assert found
    assert [each.text for each in found.conservative.statements] == ([view] if is_printed else [])


@pytest.mark.parametrize("text", ["", "x", "Keller " * 9_000, "14 cracks " * 9_000, "“" * 9_000])
def test_bad_articles_are_told_or_refused(text: str) -> None:
    articles = tuple(news.article("Ferry", text, outlet=outlet) for outlet in (news.LEFT, news.RIGHT, news.CENTRE))
    cluster = model.Cluster(id="f" * 16, articles=articles, reprints={articles[1].id: articles[0].id})
    began = time.process_time()
    assert extractive.Extractive().write(cluster, news.NEWSLETTER).headline == "Ferry"
    assert time.process_time() - began < 5
