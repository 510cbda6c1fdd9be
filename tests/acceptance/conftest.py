"""A demo that was run once, and copies of it to change."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.command import digest

DAY = "2026-01-13"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run for a fixed day; to be read, not changed."""
    folder = tmp_path_factory.mktemp("demo")
    ended = digest(folder, "demo", "--dir", "here", "--date", DAY)
    assert ended.code == 0, ended.err
    return folder / "here"


@pytest.fixture
def newsroom(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's folder without its days: configuration, sources, readers, and no edition yet."""
    folder = tmp_path / "newsroom"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("digest.db*", "outbox", "edition.html"))
    ended = digest(folder, "migrate")
    assert ended.code == 0, ended.err
    return folder
