import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import model
from digest.text import sentences
from tests import news


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump met U.S. officials. He left.", ["Trump met U.S. officials.", "He left."]),
        ("He lives in the U.S. The law passed.", ["He lives in the U.S.", "The law passed."]),
        ("Sen. Tim Scott met Mr. Lee. It rained.", ["Sen. Tim Scott met Mr. Lee.", "It rained."]),
        ("George W. Bush came at 5 p.m. Tuesday. All left.", ["George W. Bush came at 5 p.m. Tuesday.", "All left."]),
        ("It rose 3.5 percent to $1.2 million. So what?", ["It rose 3.5 percent to $1.2 million.", "So what?"]),
        ("“We won. We really won,” he said. They left.", ["“We won. We really won,” he said.", "They left."]),
        ('"Is it?" Ms. Lee asked. "No." He left.', ['"Is it?" Ms. Lee asked.', '"No."', "He left."]),
        ("No. 5 came. No. That is it.", ["No. 5 came.", "No.", "That is it."]),
        ("Apple Inc. said so on Jan. 5. It fell.", ["Apple Inc. said so on Jan. 5.", "It fell."]),
        (
            "It was late... Lee slept. (Not well.) Then came day.",
            ["It was late... Lee slept.", "(Not well.)", "Then came day."],
        ),
        ("", []),
    ],
)
def test_hard_cases(text: str, expected: list[str]) -> None:
    assert sentences.split(text) == expected


@pytest.mark.parametrize(
    ("language", "sentences_"),
    [
        ("de", ["Am 3. Oktober kam z. B. Dr. Keller.", "Sie sagte: „Wir warten. Noch lange.“", "Danach ging sie."]),
        ("de", ["Es kostet 1.234,5 Mio. Euro.", "Das war im 20. Jahrhundert.", "Ca. 25 Prozent kamen bzw. blieben."]),
        ("de", ["»Das geht nicht. Nie«, sagte er.", "Dann fuhr er u. a. nach Bonn.", "Er wurde 1990 geboren."]),
        ("fr", ["M. Macron a vu Mme. Royal.", "« Pourquoi ? C'est faux. »", "Il est parti.", "Oui !"]),
        (
            "fr",
            ["« Est-ce vrai ? » demande Mme. Royal.", "Le 3 janv. 2020, J.-C. Dupont est arrivé.", "L'art. 3 reste."],
        ),
        ("es", ["EE. UU. anunció el plan.", "El Sr. Pérez dijo: «No iremos. Nunca».", "¿Por qué?", "¡Basta!"]),
        ("es", ["La Dra. Ruiz llegó a las 5 p.m.", "El 25 % ganó 1.234,5 euros.", "Los EE.UU. lo saben."]),
        (
            "de",
            ["Das Wasser war weg! – und die Brücke stand.", "– Es war gut.", "In Brenn, Lkr. Ostrava, blieb es still."],
        ),
        ("it", ["Il ponte è chiuso.", "Sono 14 le crepe."]),
        ("ar", ["أغلق المجلس الجسر.", "تم العثور على شقوق."]),
        ("en", ["the mayor closed it , and nobody was hurt .", "was it safe ?", "she said : ‘ it was . ’", "no ."]),
        ("en", ["the mayor closed the bridge on tuesday.", "nobody was hurt, she said.", "ferries will run."]),
    ],
)
def test_other_languages_and_texts_in_lower_case(language: str, sentences_: list[str]) -> None:
    assert sentences.split(" ".join(sentences_), language) == sentences_


def test_scripts_without_blanks() -> None:
    assert sentences.split("市議会は橋を閉鎖した。検査員が見つけた。", "ja") == [
        "市議会は橋を閉鎖した。",
        "検査員が見つけた。",
    ]


def test_a_lost_quotation_mark_does_not_swallow_the_rest() -> None:
    assert sentences.split("“This mark is lost. It goes on. And on.") == [
        "“This mark is lost.",
        "It goes on.",
        "And on.",
    ]


@given(st.text(alphabet='Ab. ?!"“”’‘,(U.S)1\n„«»', max_size=300), st.sampled_from(["en", "de", "fr", "es", "xx"]))
def test_nothing_is_lost(text: str, language: str) -> None:
    assert " ".join(sentences.split(text, language)) == " ".join(text.split())


@pytest.mark.parametrize("unit", ["A. ", "“ a. B” ", "x", '" Hello. ', "e.g. ", "(“‘", "He said so. "])
def test_a_hundred_thousand_characters_take_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    sentences.split(text)
    assert time.process_time() - start < 3


def test_of_counts_all_blocks_but_headings_and_captions() -> None:
    kinds = (
        (model.BlockKind.CAPTION, "A bridge."),
        (model.BlockKind.DEK, "It closed."),
        (model.BlockKind.HEADING, "Why"),
    )
    article = news.article("Bridge closed", "First one. Second one.", "Third one.", kinds=kinds)
    found = sentences.of(article)
    assert [(s.index, s.text, s.paragraph) for s in found] == [
        (0, "It closed.", 1),
        (1, "First one.", 3),
        (2, "Second one.", 3),
        (3, "Third one.", 4),
    ]
    assert found[0].kind is model.BlockKind.DEK
