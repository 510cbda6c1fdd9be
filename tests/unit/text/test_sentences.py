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


def test_a_lost_quotation_mark_does_not_swallow_the_rest() -> None:
    assert sentences.split("“This mark is lost. It goes on. And on.") == [
        "“This mark is lost.",
        "It goes on.",
        "And on.",
    ]


@given(st.text(alphabet='Ab. ?!"“”’‘,(U.S)1\n', max_size=300))
def test_nothing_is_lost(text: str) -> None:
    assert " ".join(sentences.split(text)) == " ".join(text.split())


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
