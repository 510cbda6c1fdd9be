from datetime import date, timedelta

import pytest

from digest import model
from digest.render import english, terms
from digest.text import catalogue


def test_a_date_in_words() -> None:
    assert english.date_in_words(date(2026, 11, 21)) == "Saturday, November 21, 2026"
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    assert [english.date_in_words(day) for day in days] == [f"{day:%A}, {day:%B} {day.day}, {day.year}" for day in days]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (1234, "1,234 stories")]
)
def test_a_count(number: int, words: str) -> None:
    assert english.count(number, "story", "stories") == words


@pytest.mark.parametrize(
    ("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b, and c")]
)
def test_a_series(parts: list[str], words: str) -> None:
    assert english.series(parts) == words


def test_every_member_has_its_words() -> None:
    assert set(english.LEANS) == set(model.Lean)
    assert set(english.REASONS) == set(model.LeftOutReason)
    assert all(terms.side(catalogue.of("de"), side, 2) for side in model.Side)
