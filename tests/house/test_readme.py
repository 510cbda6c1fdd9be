"""The README and the documents say what is so: their commands exist, their links and pictures lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from tests.house.test_commands import COMMANDS
from tests.shared import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SAID = re.compile(r"^(?:\.venv/bin/|/opt/digest/bin/)?digest(?: .*)?$")


def slug(heading: str) -> str:
    """The anchor that a heading gets on the forges."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {slug(found) for found in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}


def commands(page: Path) -> list[str]:
    """Every command of ours on the page, in code blocks and between backticks."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [part.strip() for block in blocks for line in block.split("\n") for part in line.split("&&")]
    lines += re.findall(r"`([^`\n]+)`", text)
    return [line for line in lines if SAID.match(line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_the_page_exists(page: Path) -> None:
    for line in commands(page):
        words = shlex.split(line, comments=True)
        name, meant = named(["digest", *words[1:]])
        assert meant, f"there is no such command: {line}"
        given = {word.partition("=")[0] for word in words if word.startswith("--")} - {"--help", "--version"}
        assert given <= {option for each in meant for option in options(each)}, line
        left = [word for word in words[1:] if not word.startswith("-")][name.count(" ") :]
        assert name != "digest" or left in ([], ["COMMAND"]), f"there is no such command: {line}"


def named(words: list[str]) -> tuple[str, list[str]]:
    """The longest beginning of the words that is a command or a group, and the commands meant by it."""
    for end in range(len(words), 0, -1):
        name = " ".join(words[:end])
        if name in COMMANDS:
            return name, [name]
        if group := [command for command in COMMANDS if command.startswith(f"{name} ")]:
            return name, group
    return "", []


def options(command: str) -> set[str]:
    """The names of the command's options."""
    return {option for parameter in COMMANDS[command].params for option in parameter.opts}


def test_the_readme_shows_the_mail_and_the_desk() -> None:
    pictures = [target for target in LINK.findall((ROOT / "README.md").read_text("utf-8")) if target.endswith(".png")]
    assert len(pictures) >= 2
    for picture in pictures:
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG\r\n")


def test_the_readme_names_two_commands_that_need_nothing_else() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [block.strip().count("\n") for block in blocks[:2]] == [0, 0]
    assert all(block.startswith("python3 -m venv .venv && .venv/bin/pip install ") for block in blocks[:2])
    assert blocks[0].strip().endswith(".venv/bin/digest demo")
    assert blocks[1].strip().endswith("pytest -q")
