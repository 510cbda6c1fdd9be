"""Words and rows without end, as encoded pictures and broken exports leave them in articles."""

import time

import pytest

from digest import model
from digest.text import sentences
from digest.write import check, people

SECONDS = 5


def said(text: str) -> model.Sentence:
    return model.Sentence(article="a" * 16, index=0, text=text, kind=model.BlockKind.PARAGRAPH, paragraph=0)


@pytest.mark.parametrize("text", ["A" * 200_000, "A " * 100_000, "Ab." * 60_000, "Mr. A. " * 50_000])
def test_people_are_looked_for_in_time(text: str) -> None:
    since = time.monotonic()
    found = people.known([said(f"Mayor Ines Keller spoke. {text} Mayor Ines Keller left.")])
    assert time.monotonic() - since < SECONDS
    assert found["keller"] == "Ines Keller"


@pytest.mark.parametrize("text", ['"' * 200_000, "“" * 200_000, "(" * 200_000, "A" * 200_000])
def test_sentences_are_split_in_time(text: str) -> None:
    since = time.monotonic()
    assert list(sentences.split(f"The bridge is closed. {text} It opens in May."))
    assert time.monotonic() - since < SECONDS


def test_numbers_are_looked_for_in_time() -> None:
    since = time.monotonic()
    assert check.numbers(f"{'A' * 200_000} and five percent") >= {"5 %"}
    assert time.monotonic() - since < SECONDS
