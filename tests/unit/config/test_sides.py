"""Which leans make up each side, as a newsletter says."""

import pytest
from pydantic import ValidationError

from digest import config, model
from tests import news

ELSEWHERE = model.Sides(
    progressive=(model.Lean.LEFT,),
    center=(model.Lean.LEAN_LEFT, model.Lean.CENTER, model.Lean.LEAN_RIGHT),
    conservative=(model.Lean.RIGHT,),
)


def test_each_lean_has_the_side_it_is_put_into() -> None:
    assert [ELSEWHERE.of(lean) for lean in model.Lean] == [
        *(model.Side.PROGRESSIVE, model.Side.CENTER, model.Side.CENTER, model.Side.CENTER),
        *(model.Side.CONSERVATIVE, model.Side.UNRATED),
    ]


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ({"progressive": ["left"]}, "lean_left is in no side; put it into one of progressive, center and conservative"),
        ({"center": ["center", "left"]}, "left is in two sides"),
        ({"center": ["center", "unrated"]}, "unrated outlets belong to no side; take unrated out"),
        ({"center": ["centre"]}, "Input should be"),
        ({"centre": ["center"]}, "Extra inputs are not permitted"),
    ],
)
def test_sides_that_overlap_or_leave_a_lean_out_are_refused(sides: dict[str, list[str]], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        config.Newsletter.model_validate({**news.NEWSLETTER.model_dump(), "buckets": sides})
