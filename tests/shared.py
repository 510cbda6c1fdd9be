"""Where the public test data lie; tests that need them skip where they are absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DIGEST_TEST_DATA", ROOT.parent / "shared"))


def needs(*parts: str) -> pytest.MarkDecorator:
    """Skip a test where this part of the test data is absent."""
    path = SHARED.joinpath(*parts)
    return pytest.mark.skipif(not path.exists(), reason=f"test data absent: {path} (set DIGEST_TEST_DATA)")
