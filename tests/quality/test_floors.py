"""Floors a little under what the public benches give, so that no change loses it unseen.

``python -m tests.bench.quality`` prints what is reached. Raise a floor when its figure rises; where a figure falls for a
good reason, lower the floor and say the reason in the commit.
"""

import importlib.util

import pytest

from tests.bench import quality

SETS = {each.name: each for each in quality.SETS}
FLOORS: dict[str, tuple[tuple[str, ...], dict[str, float]]] = {
    "aeb": ((), {"f1": 0.972, "precision": 0.972, "recall": 0.97}),
    "segments": (("--limit", "120"), {"f1": 0.945}),
    "allsides_full-excerpt": ((), {"b3_f1": 0.865, "pair_f1": 0.72}),
    "newsday-full": ((), {"b3_f1": 0.95, "pair_f1": 0.81}),
    "cnndm100": ((), {"r1": 0.412, "empty": 0}),
    "neus": (("--limit", "300"), {"r1": 0.373, "loaded": 7.1, "repeat": 0.145}),
    "lines": (
        (),
        {
            "proven": 1,
            "deletions": 1,
            "false_caught": 0.998,
            "true_passed": 0.99,
            "retold_true_passed": 0.98,
            "retold_caught": 0.98,
        },
    ),
    "realfeeds": (("--limit", "40"), {"met": 0.97}),
    "sisimai": ((), {"hard_p": 0.87, "hard_r": 0.97, "reason_coarse": 0.90, "detected": 0.99, "false_hard": 0}),
    "flufl": ((), {"exact": 0.98, "f1": 0.97}),
}
"""For each set the options that make it cheap, and the floors; for what costs (less is better), a ceiling."""


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(name: str) -> None:
    options, floors = FLOORS[name]
    result = quality.run(SETS[name], *options)
    if result.is_absent:
        pytest.skip(result.note)
    if "pip install rouge-score" in result.note and importlib.util.find_spec("rouge_score") is None:
        pytest.skip("the scorer of summaries needs rouge-score: pip install rouge-score")
    assert result.scores, result.note
    held = {figure.key: figure._replace(required=floors.get(figure.key)) for figure in SETS[name].figures}
    assert set(floors) <= set(result.scores)
    fallen = {
        key: (result.scores[key], floor) for key, floor in floors.items() if held[key].is_below(result.scores[key])
    }
    assert not fallen, f"{name}: reached and floor: {fallen}"


def test_every_requirement_is_known() -> None:
    figures = {f"{each.name}.{figure.key}": figure for each in quality.SETS for figure in each.figures}
    assert figures["aeb.f1"].is_below(0.9719)
    assert not figures["aeb.f1"].is_below(0.972)
    assert figures["newsday.boilerplate"].is_below(1)
    assert not figures["newsday.boilerplate"].is_below(0)
    assert not figures["readability.f1"].is_below(0.0)
