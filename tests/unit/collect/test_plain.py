"""Plain text: what begins a list, and what only looks like it."""

import pytest

from digest.collect import plain
from digest.collect.pieces import Form

LONG = "The council met on Monday evening in the old town hall and after some hours of talks"

WRAPPED = "The council met on Monday evening in the old town hall and after some hours\nof talks that were not public,"


def forms(text: str) -> list[tuple[Form, str]]:
    return [(piece.form, piece.text) for piece in plain.read(text, "Bridge closed")[1]]


@pytest.mark.parametrize(
    "text",
    [
        "The vote was 14 to 11. Members went home.",
        "The vote was 14 to\n11. Members went home.",
        f"{WRAPPED} the vote was 14 to\n11. Members went home after it and said that they would come back in the\nmorning.",
        f"{WRAPPED} the mayor went home\n– it was late by then – and said that he would come back in the morning\nfor more.",
        f"{WRAPPED} the mayor went home\n- it was late by then - and said that he would come back in the morning\nfor more.",
        "Members met 1. May and 2) June - it was late - and paid 3 * 4 crowns • each.",
    ],
)
def test_numbers_and_dashes_inside_a_paragraph_survive(text: str) -> None:
    assert forms(text) == [(Form.TEXT, " ".join(text.split()))]


@pytest.mark.parametrize(
    "text",
    [
        "- The bridge is closed.\n- Buses go round.",
        "Buses first:\n\n– The bridge is closed.\n– Buses go round.",
        "Buses first:\n1. The bridge is closed.\n2. Buses go round.",
        "Buses first\n1) The bridge is closed.\n\n2) Buses go round.",
        f"{LONG} this is known.\n- The bridge is closed.\n- Buses go round.",
        f"{LONG} this is known\n• The bridge is closed.\n• Buses go round.",
    ],
)
def test_lists_are_lists(text: str) -> None:
    items = [found for found in forms(text) if found[0] is Form.ITEM]
    assert items == [(Form.ITEM, "The bridge is closed."), (Form.ITEM, "Buses go round.")]
