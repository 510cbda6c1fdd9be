import math

from hypothesis import given
from hypothesis import strategies as st

from digest.text import similarity


def test_tokens_fold_case_accents_plurals_and_possessives() -> None:
    found = similarity.tokens("The Cafés’ policies: Trump’s boxes, classes and 1,200 U.K. voters")
    assert found == ["cafe", "policy", "trump", "box", "class", "1200", "uk", "voter"]


def test_stop_words_go_and_numbers_stay() -> None:
    assert similarity.tokens("He said that it was 3.5 of the 10") == ["3.5", "10"]


def test_rare_words_weigh_more() -> None:
    weights = similarity.Weights([["bridge", "city"], ["city"], ["city"]])
    assert weights.idf("bridge") > weights.idf("city") > 0


@given(st.lists(st.sampled_from("bridge city cracks ferry mayor season".split()), max_size=12))
def test_vectors_have_length_one_and_cosine_is_symmetric(words: list[str]) -> None:
    weights = similarity.Weights([words, ["bridge"]])
    vector = weights.of(" ".join(words))
    other = weights.of("bridge mayor")
    assert math.isclose(math.fsum(w * w for w in vector.values()), 1 if words else 0, abs_tol=1e-9)
    assert math.isclose(similarity.cosine(vector, other), similarity.cosine(other, vector), abs_tol=1e-12)
    assert -1e-9 <= similarity.cosine(vector, other) <= 1 + 1e-9


def test_texts_without_a_common_word_are_unlike() -> None:
    weights = similarity.Weights([])
    assert similarity.cosine(weights.of("bridge cracks"), weights.of("orchestra season")) == 0
    assert similarity.cosine(weights.of("bridge"), weights.of("")) == 0


def test_mean_points_between() -> None:
    weights = similarity.Weights([])
    middle = similarity.mean([weights.of("bridge"), weights.of("ferry")])
    assert math.isclose(middle["bridge"], middle["ferry"])
    assert similarity.mean([]) == {}
