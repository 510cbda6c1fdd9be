import pytest

from digest import model
from digest.write import material, people, quotes
from tests import news

FULL_NAMES = "Mayor Ines Keller and council member Otto Brandt met on Tuesday in the town hall."


def said(*paragraphs: str) -> list[tuple[str, str]]:
    article = news.article("Bridge closed", FULL_NAMES, *paragraphs)
    found = quotes.of(material.read(model.Cluster(id="a" * 16, articles=(article,))))
    return [(quote.speaker, quote.text) for quote in found]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("“The bridge is closed for now,” Keller said.", "Ines Keller", "The bridge is closed for now"),
        ("“The bridge is closed for now,” said Keller, the mayor.", "Ines Keller", "The bridge is closed for now"),
        ('Brandt told reporters: "The bridge is closed for now."', "Otto Brandt", "The bridge is closed for now."),
        (
            "“The bridge is closed for now,” Brandt, a critic of the plan, said.",
            "Otto Brandt",
            "The bridge is closed for now",
        ),
        ("“The bridge is closed for now,” engineer Lia Moss said.", "Lia Moss", "The bridge is closed for now"),
        (
            "“The bridge is closed for now,” said Ian Moss, chief executive of Vellany Rail.",
            "Ian Moss",
            "The bridge is closed for now",
        ),
        ("Trawlerman Lia Moss said: “The bridge is closed for now.”", "Lia Moss", "The bridge is closed for now."),
        ("“The bridge is closed for now,” said Trawlerman Lia Moss.", "Lia Moss", "The bridge is closed for now"),
        (
            "“The bridge is closed for now,” Brandt, who once ran Vellany Holding, said.",
            "Otto Brandt",
            "The bridge is closed for now",
        ),
        ("Keller walked out. “The bridge is closed for now,” she said.", "Ines Keller", "The bridge is closed for now"),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str, words: str) -> None:
    assert said(text) == [(speaker, words)]


@pytest.mark.parametrize(
    "text",
    [
        "A sign read “The bridge is closed for now” in red.",
        "“The bridge is closed for now,” Keller’s lawyer said.",
        "“The bridge is closed for now,” the city said.",
        "Keller met Brandt in town. “The bridge is closed for now,” she said.",
        "“Keller must resign at once for this,” she said of Keller.",
        "Keller called it “closed for now and then” in court.",
        "“It is closed,” Keller said.",
        "“The bridge is closed for now,” Vellany Rail said in a statement.",
        "“The bridge is closed for now,” Peace Action said in a statement.",
        "Keller said it would end “Riverside's old, unsafe ways of going to town.”",
        "“The bridge is closed for families,” said Keller, “and for the lorries of the harbour.”",
    ],
)
def test_no_speaker_no_quotation(text: str) -> None:
    assert said(text) == []


def test_a_second_part_has_the_first_ones_speaker() -> None:
    found = said("“The bridge is closed for now,” Keller said. “Nobody knows how long it takes.”")
    assert found == [
        ("Ines Keller", "The bridge is closed for now"),
        ("Ines Keller", "Nobody knows how long it takes."),
    ] or {text for _, text in found} == {"The bridge is closed for now", "Nobody knows how long it takes."}


def test_known_people_by_surname() -> None:
    article = news.article("Talks In Town Hall", FULL_NAMES, "Ines Keller left. White House staff stayed.")
    assert people.known(article) == {"keller": "Ines Keller", "brandt": "Otto Brandt"}
