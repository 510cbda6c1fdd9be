"""A demo that was run once, a newsroom before its first day, and one with a draft; copies are there to be changed."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.command import OLD_NEWS, digest

DAY = "2026-01-13"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run for a fixed day; to be read, not changed."""
    folder = tmp_path_factory.mktemp("demo")
    ended = digest(folder, "demo", "--dir", "here", "--date", DAY)
    assert ended.code == 0, ended.err
    return folder / "here"


@pytest.fixture(scope="session")
def newsroom_template(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's configuration and sources with a database of their own; no readers and no edition yet."""
    folder = tmp_path_factory.mktemp("newsroom") / "template"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("digest.db*", "outbox", "edition.html"))
    ended = digest(folder, "migrate")
    assert ended.code == 0, ended.err
    return folder


@pytest.fixture(scope="session")
def drafted_template(newsroom_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the day's draft."""
    folder = tmp_path_factory.mktemp("drafted") / "template"
    shutil.copytree(newsroom_template, folder)
    for words in (("collect",), ("build", "--date", DAY)):
        ended = digest(folder, *words, **OLD_NEWS)
        assert ended.code == 0, ended.err
    return folder


@pytest.fixture
def newsroom(newsroom_template: Path, tmp_path: Path) -> Path:
    """A newsroom before its first day, to be changed."""
    return Path(shutil.copytree(newsroom_template, tmp_path / "newsroom"))


@pytest.fixture
def drafted(drafted_template: Path, tmp_path: Path) -> Path:
    """A newsroom with the day's draft, to be changed."""
    return Path(shutil.copytree(drafted_template, tmp_path / "newsroom"))
