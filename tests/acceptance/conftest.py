"""A demo that was run once, a newsroom before its first day, and one with a draft; copies are there to be changed."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.command import OLD_NEWS, digest

DAY = "2026-01-13"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker of a run makes, and all of them read."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    folder = root / f"made-{name}"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = root / f"making-{name}"
            make(making)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run for a fixed day; to be read, not changed."""

    def make(folder: Path) -> None:
        ended = digest(folder.parent, "demo", "--dir", folder.name, "--date", DAY)
        assert ended.code == 0, ended.err

    return once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def newsroom_template(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's configuration and sources with a database of their own; no readers and no edition yet."""

    def make(folder: Path) -> None:
        shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("digest.db*", "outbox", "edition.html"))
        ended = digest(folder, "migrate")
        assert ended.code == 0, ended.err

    return once(tmp_path_factory, "newsroom", make)


@pytest.fixture(scope="session")
def drafted_template(newsroom_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the day's draft."""

    def make(folder: Path) -> None:
        shutil.copytree(newsroom_template, folder)
        for words in (("collect",), ("build", "--date", DAY)):
            ended = digest(folder, *words, **OLD_NEWS)
            assert ended.code == 0, ended.err

    return once(tmp_path_factory, "drafted", make)


@pytest.fixture
def newsroom(newsroom_template: Path, tmp_path: Path) -> Path:
    """A newsroom before its first day, to be changed."""
    return Path(shutil.copytree(newsroom_template, tmp_path / "newsroom"))


@pytest.fixture
def drafted(drafted_template: Path, tmp_path: Path) -> Path:
    """A newsroom with the day's draft, to be changed."""
    return Path(shutil.copytree(drafted_template, tmp_path / "newsroom"))
