"""``pytest tests/golden --rewrite-golden`` writes the expected files anew; look at the difference before committing."""

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the expected files of tests/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Asserts that a text equals the file of this name, byte for byte; or writes it."""

    def check(name: str, text: str) -> None:
        path = HERE / name
        if request.config.getoption("--rewrite-golden", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        expected = path.read_bytes().decode()
        assert text == expected, f"{name} changed; if that is right: pytest tests/golden -n 0 --rewrite-golden"

    return check
