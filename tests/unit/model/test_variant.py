import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import model

SECTIONS = st.lists(st.one_of(st.text(min_size=1, max_size=12), st.sampled_from(["a.b", "a_b", "-muting-", "ß", "İ"])))
VARIANTS = st.builds(
    model.Variant,
    length=st.sampled_from(model.Length),
    has_perspectives=st.booleans(),
    muted=SECTIONS.map(tuple),
)


@given(VARIANTS)
def test_a_key_leads_back_to_its_variant_and_needs_no_escaping(variant: model.Variant) -> None:
    assert model.Variant.of(variant.key) == variant
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", variant.key)


@given(VARIANTS, VARIANTS)
def test_two_variants_never_share_a_key(one: model.Variant, other: model.Variant) -> None:
    assert (one.key == other.key) == (one == other)


def test_keys_are_names_for_people() -> None:
    assert model.Variant().key == "full"
    assert model.Variant(length=model.Length.BRIEF, has_perspectives=False).key == "brief-without-perspectives"
    muted = model.Variant(muted=("World ", "science & Tech", "WORLD"))
    assert muted.muted == ("science & tech", "world")
    assert muted.key == "full-muting-science_20_26_20tech.world"


@pytest.mark.parametrize(
    "key", ["", "long", "full-muting-", "full-muting-b.a", "full-muting-Sport", "full-muting-_ff", "Full", "full "]
)
def test_what_no_variant_is_called_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"no variant's key|is not a valid|decode"):
        model.Variant.of(key)


def test_a_variant_mutes_by_any_spelling_and_keeps_only_what_is_there() -> None:
    variant = model.Variant(muted=("Sport", "World"))
    assert variant.mutes("SPORT")
    assert not variant.mutes("Culture")
    assert variant.among(["sport", "Culture"]) == model.Variant(muted=("sport",))
    assert variant.among([]) == model.Variant()
