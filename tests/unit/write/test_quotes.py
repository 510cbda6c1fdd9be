import time

import pytest

from digest import model
from digest.text import sentences
from digest.write import material, people, quotes
from tests import news

FULL_NAMES = "Mayor Ines Keller and council member Otto Brandt met on Tuesday in the town hall."


def said(*paragraphs: str) -> list[tuple[str, str]]:
    article = news.article("Bridge closed", FULL_NAMES, *paragraphs)
    found = quotes.of(quotes.read(material.read(model.Cluster(id="a" * 16, articles=(article,)))))
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
    assert people.known(sentences.of(article)) == {"keller": "Ines Keller", "brandt": "Otto Brandt"}


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Andrew Kim met Kim Jong Un. Andrew Kim left.", {"un": "Kim Jong Un"}),
        ("Ann Lee met Bob Lee.", {}),
        ("Ann Lee met Bob Lee. Ann Lee left, and so Ann Lee won.", {"lee": "Ann Lee"}),
        ("Chief of Staff John Marsh met White House Counsel Don Reed.", {"marsh": "John Marsh", "reed": "Don Reed"}),
        ("A photo by the Reuters Agency, File Photo.", {}),
    ],
)
def test_a_surname_means_one_person_or_nobody(said: str, known: dict[str, str]) -> None:
    assert people.known(sentences.of(news.article("Talks", said))) == known


WORDS = "The bridge is closed for now"
CASES = [
    # before and after
    ("“{}.” Keller said.", ""),
    ("Keller said: “{}.”", "Ines Keller"),
    ("Keller, the mayor, said: “{}.”", "Ines Keller"),
    ("Keller told reporters on Tuesday, “{}.”", "Ines Keller"),
    ("“{},” said Keller.", "Ines Keller"),
    ("“{},” said Mayor Keller in a statement.", "Ines Keller"),
    ("“{},” said the mayor, Ines Keller.", "Ines Keller"),
    ("“{},” Mrs. Keller said.", "Ines Keller"),
    ("“{},” Ms. Keller said on Tuesday.", "Ines Keller"),
    ("“{},” Keller added later.", "Ines Keller"),
    ("“{},” Keller has said.", "Ines Keller"),
    ("“{},” Keller also told the council.", "Ines Keller"),
    ("“{},” Keller wrote on the town's page.", "Ines Keller"),
    ("“{},” Keller, who has led the town since May, said.", "Ines Keller"),
    ("“{},” Otto Brandt told the paper.", "Otto Brandt"),
    ("“{},” argued Brandt, a critic of the mayor.", "Otto Brandt"),
    ("“{},” warned Brandt.", "Otto Brandt"),
    ("“{},” engineer Lia Moss of Vellany Rail said.", "Lia Moss"),
    ("“{},” economist Lia Moss of Vellany Economics wrote in a note.", "Lia Moss"),
    ("“{},” White House Counsel Don Reed said.", "Don Reed"),
    ("“{},” Chief of Staff John Marsh said.", "John Marsh"),
    ("“{},” Governor Ana de la Cruz said.", "Ana de la Cruz"),
    ("“{},” said J. R. Moss, who owns the ferry.", "J. R. Moss"),
    ("“{},” according to Lia Moss.", "Lia Moss"),
    ("According to Lia Moss, “{}.”", "Lia Moss"),
    # straight, nested and foreign marks
    ('"{}," Keller said.', "Ines Keller"),
    ('Keller said, "{}."', "Ines Keller"),
    ("„{}“, sagte Keller.", "Ines Keller"),
    ("« {} », a déclaré Keller.", "Ines Keller"),
    ("«{}», dijo Keller.", "Ines Keller"),
    # split
    ("“{},” Keller said, “and it stays closed.”", ""),
    ("“{},” Keller said. “Nobody knows.”", "Ines Keller"),
    # pronouns
    ("Keller came late. “{},” she said.", "Ines Keller"),
    ("Brandt came late. “{},” he said.", "Otto Brandt"),
    ("Keller said little else. “{},” she added.", "Ines Keller"),
    ("Keller saw Brandt. “{},” he said.", ""),
    ("The town was quiet. “{},” he said.", ""),
    ("“Brandt knows that it is all his fault,” Keller said. “{},” she added.", "Ines Keller"),
    ("“Otto Brandt is the first who does not even try to help. “{},” she said.", ""),
    ("Nobody came. “{},” they said.", ""),
    ("Brandt’s wife came. “{},” she said.", ""),
    # nobody, or nobody who is named
    ("“{},” the town said.", ""),
    ("“{},” said the spokesman.", ""),
    ("“{},” a spokeswoman for Keller said.", ""),
    ("“{},” Keller’s office said.", ""),
    ("“{},” Vellany Rail said.", ""),
    ("“{},” Peace Action said.", ""),
    ("“{},” Capital Economics said.", ""),
    ("“{},” the sign read.", ""),
    ("“{}” was the title of the play.", ""),
    ("The song “{}” was played.", ""),
    ("“{}” in the harbour, as Keller put it.", ""),
    ("“{}” for good, Keller said.", ""),
    ("Keller denied that “{}” was ever meant.", ""),
    ("“{},” it was said of Keller.", ""),
    ("“{},” residents told Keller.", ""),
    ("“{},” people close to Brandt said.", ""),
    ("“{},” Keller and Brandt said.", ""),
    ("Brandt was asked by Keller. “{},” came the answer.", ""),
    ("Asked about Keller, Brandt said: “{}.”", "Otto Brandt"),
    ("After Keller left, Brandt said: “{}.”", "Otto Brandt"),
    ("“{},” Brandt said of Keller.", "Otto Brandt"),
    ("“{},” Brandt told Keller.", "Otto Brandt"),
    ("“{},” said Brandt, whom Keller had named.", "Otto Brandt"),
    ("Keller nodded when Brandt said, “{}.”", "Otto Brandt"),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_the_right_speaker_or_none(text: str, speaker: str) -> None:
    found = {who for who, words in said(text.format(WORDS)) if words.rstrip(".") == WORDS}
    assert found == ({speaker} if speaker else set())


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000 + " Keller said.",
        '"Keller said ' * 3000,
        "„" * 3000 + "“ sagte Keller.",
        "Keller said " * 9000 + "“The bridge is closed for now.”",
        "“The bridge is closed for now,” " + "Keller " * 14000,
        "A" * 100_000,
    ],
)
def test_marks_without_a_partner_and_long_sentences_take_no_time(text: str) -> None:
    began = time.process_time()
    said(text)
    assert time.process_time() - began < 2


def worded(*printed: tuple[model.Outlet, str]) -> list[str]:
    """The wordings of the first thing said, in articles of these outlets."""
    articles = tuple(
        news.article(f"Bridge closed {number}", FULL_NAMES, f"“{text},” Keller said.", outlet=outlet)
        for number, (outlet, text) in enumerate(printed)
    )
    (utterance,) = quotes.read(material.read(model.Cluster(id="a" * 16, articles=articles)))
    return [said.text for said in quotes.worded(utterance)]


def test_wordings_of_two_outlets_are_told_apart_and_those_of_one_are_two_occasions() -> None:
    one, other = "We will open the bridge in our own time", "We will open the bridge at our own time"
    assert sorted(worded((news.LEFT, one), (news.RIGHT, other))) == sorted([one, other])
    assert len(worded((news.LEFT, one), (news.RIGHT, other), (news.RIGHT, one))) == 1
    assert len(worded((news.LEFT, one), (news.LEFT, other))) == 2, (
        "where one outlet alone reports, its articles are asked"
    )
    assert len(worded((news.LEFT, one), (news.RIGHT, one.upper()))) == 1
