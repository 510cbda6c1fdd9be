import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import model
from digest.render import budget
from digest.render.budget import Shape
from tests.golden import editions

VARIANTS = [model.Variant(length=length) for length in model.Length]


def scored(*scores: float, briefs: int = 0) -> model.Edition:
    base = editions.edition()
    stories = tuple(base.stories[0].model_copy(update={"id": str(n), "score": s}) for n, s in enumerate(scores))
    return base.model_copy(update={"stories": stories, "briefs": base.briefs[:briefs]})


def test_what_is_given_up_and_in_which_order() -> None:
    shown = [(*map(int, plan.shapes), plan.briefs) for plan in budget.plans(scored(1, 9, 5, briefs=1), VARIANTS[0])]
    assert shown == [
        (4, 4, 4, 1),  # everything
        (4, 4, 2, 1),  # the lowest-ranked story to its takes, then the next
        (4, 2, 2, 1),
        (4, 2, 1, 1),  # then to a line
        (4, 1, 1, 1),
        (4, 1, 1, 0),  # then the briefs
        (2, 1, 1, 0),  # then the lead, whatever its score
        (2, 1, 0, 0),
        (2, 0, 0, 0),
        (1, 0, 0, 0),
        (0, 0, 0, 0),
    ]


@given(st.lists(st.floats(0, 10), max_size=6), st.integers(0, 5), st.sampled_from(VARIANTS))
def test_every_step_gives_up_exactly_one_thing_until_nothing_is_left(
    scores: list[float], briefs: int, variant: model.Variant
) -> None:
    value = scored(*scores, briefs=briefs)
    plans = budget.plans(value, variant)
    assert plans[0] == budget.largest(value, variant)
    for before, after in itertools.pairwise(plans):
        drops = [b > a for b, a in zip((*before.shapes, before.briefs), (*after.shapes, after.briefs), strict=True)]
        assert sum(drops) == 1
    assert plans[-1] == budget.Plan(shapes=(Shape.WEB,) * len(scores), briefs=0)


def test_load_counts_what_the_transfer_encoding_adds() -> None:
    assert budget.load("a" * budget.MAX_HTML_BYTES) == pytest.approx(1, rel=0.02)
    in_base64 = 78 / 76 * 4 / 3 * budget.MAX_HTML_BYTES / budget.MAX_ENCODED_BYTES
    assert budget.load("漢" * (budget.MAX_HTML_BYTES // 3)) == pytest.approx(in_base64, rel=0.02)


@given(st.lists(st.floats(0.001, 1), max_size=80), st.floats(0, 1.2))
def test_the_first_place_within_the_budget_is_found(drops: list[float], least: float) -> None:
    loads = [least + sum(drops[place:]) for place in range(len(drops) + 1)]
    asked: list[int] = []

    def load(place: int) -> float:
        asked.append(place)
        return loads[place]

    last = len(drops)
    first = next((place for place, each in enumerate(loads) if each <= 1), last)
    assert budget.first_within(load, 0, last) == first
    assert set(asked) <= set(range(last + 1))


def test_few_loads_are_asked_for() -> None:
    asked = []

    def load(place: int) -> float:
        """Forty stories of unequal length to headlines, then three hundred short briefs."""
        asked.append(place)
        told = sum(0.05 + 0.02 * (number % 3) for number in range(max(40 - place, 0)))
        return told + 0.001 * (340 - max(place, 40)) + 0.1

    found = budget.first_within(load, 0, 340)
    assert len(asked) <= 10
    assert load(found - 1) > 1 >= load(found)
