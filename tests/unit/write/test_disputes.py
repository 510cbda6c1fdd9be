"""What is taken back, denied or contradicted close by is not told as if it stood alone."""

import pytest

from digest import model
from digest.text import sentences
from digest.write import disputes, extractive
from tests import news

OPENING = "The trial of the former treasurer opened in Maren on Monday before a crowded court."


@pytest.mark.parametrize(
    ("claim", "answer", "language"),
    [
        ("Two witnesses said that Reed had fired the shots.", "They were mistaken, police found.", "en"),
        ("Paul Grady told the court that Huxley had taken the money.", "He later withdrew the statement.", "en"),
        ("A clerk accused Huxley of theft.", "The complaint was later withdrawn.", "en"),
        ("A clerk said that the tower would fall.", "It was a hoax.", "en"),
        ("Brandt said that Senator Lopez had lied to farmers.", "Lopez denied it.", "en"),
        ("The teacher abused children, an anonymous letter claimed.", "The letter was invented, police said.", "en"),
        ("Ein Zeuge sagte, der Kämmerer habe Geld genommen.", "Er zog die Aussage später zurück.", "de"),
        ("Un témoin a affirmé que le maire avait reçu de l'argent.", "Le maire dément.", "fr"),
        ("Un testigo dijo que el alcalde recibió dinero.", "El alcalde lo negó.", "es"),
    ],
)
def test_a_claim_that_is_taken_back_is_disowned(claim: str, answer: str, language: str) -> None:
    said = sentences.of(article(f"{claim} {answer}", language))
    assert disputes.disowned(said, language) == {said[0].index}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Witnesses said that the bridge swayed before it fell.", "Two hundred people live beside it."),
        ("The council closed the bridge on Monday.", "Its engineers denied the claim that it was late."),
        ("Aides said that Dr. Reed had the council's trust.", "Reed withdrew from the contest on Thursday."),
        ("Lopez said he has released all the papers.", "“It is the greatest crime, the Harbour Hoax,” Lopez wrote."),
    ],
)
def test_other_sentences_stay(first: str, second: str) -> None:
    assert not disputes.disowned(sentences.of(article(f"{first} {second}")), "en")


@pytest.mark.parametrize(
    ("one", "other", "is_opposed"),
    [
        (
            "Governor Hark will appeal the ruling on the river.",
            "Governor Hark will not appeal the ruling on the river.",
            True,
        ),
        (
            "The coastguard has finished its inquiry into the ferry.",
            "The coastguard has not finished its inquiry into the ferry.",
            True,
        ),
        (
            "Governor Hark will appeal the ruling on the river.",
            "Governor Hark said he will appeal the ruling on the river.",
            False,
        ),
        ("Governor Hark will appeal the ruling.", "The mayor of Brenn will not sell the old harbour.", False),
    ],
)
def test_sentences_that_say_the_opposite_are_opposed(one: str, other: str, *, is_opposed: bool) -> None:
    assert disputes.are_opposed(one, other) is is_opposed


def test_neither_is_printed_as_take_or_dek() -> None:
    claim = "Two witnesses said that Reed had fired the shots at the harbour gate."
    text = f"{OPENING}\n{claim} They were mistaken, police said on Tuesday.\nThe court will hear ten more witnesses."
    cluster = model.Cluster(id="f" * 16, articles=(article(text),))
    story = extractive.Extractive().write(cluster, news.NEWSLETTER)
    assert claim not in [story.dek, *(take.text for take in story.quick_takes)]
    assert OPENING in [story.dek, *(take.text for take in story.quick_takes)]


def article(text: str, language: str = "en") -> model.Article:
    return news.article("Trial opens in Maren", text).model_copy(update={"language": language})
