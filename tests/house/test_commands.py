"""Every command teaches, answers at once, and is documented as it is.

``DIGEST_REWRITE_DOCS=1 pytest tests/house/test_commands.py`` writes the documentation anew from the help.
"""

import os
import resource
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from digest.cli.app import app
from tests.acceptance.command import DIGEST
from tests.shared import ROOT

PAGE = ROOT / "docs" / "commands.md"
MARK = "<!-- From here on written by tests/house/test_commands.py from the commands' own help. -->\n"
CPU_SECONDS = 0.5


def walk(command: Any, name: str = "digest") -> Iterator[tuple[str, Any]]:
    """Every command that can be run, by its full name."""
    children = getattr(command, "commands", None)
    if children is None or name == "digest":
        yield name, command
    for child, each in (children or {}).items():
        yield from walk(each, f"{name} {child}")


COMMANDS = dict(walk(typer.main.get_command(app)))


def paragraphs(text: str | None) -> list[str]:
    return [" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip()]


def described(name: str, command: Any) -> str:
    """A command as a section of the page."""
    shown = [each for each in command.params if each.name not in ("install_completion", "show_completion")]
    options = [
        (f"`{' '.join(filter(None, (', '.join(each.opts), each.metavar)))}`", each)
        for each in shown
        if each.param_type_name == "option"
    ]
    arguments = [(f"`{each.metavar}`", each) for each in shown if each.param_type_name == "argument"]
    rows = [f"| {title} | {cell(each)} |" for title, each in (*arguments, *options)]
    table = "\n".join(["| option | meaning |", "| --- | --- |", *rows])
    example = paragraphs(command.epilog)[0].removeprefix("Example: ")
    said = "\n\n".join(paragraphs(command.help))
    sample = f"\n\n    {example}" if name != "digest" else ""
    return f"## {name}\n\n{said}\n\n{table}{sample}\n"


def cell(parameter: Any) -> str:
    default = parameter.default
    is_said = isinstance(parameter.show_default, str)
    if is_said:
        suffix = f" Default: {parameter.show_default}."
    elif parameter.show_default and default not in (None, False, "") and not callable(default):
        suffix = f" Default: `{default}`."
    else:
        suffix = ""
    return " ".join(str(parameter.help).split()).replace("|", "\\|") + suffix


def test_every_command_and_option_is_documented_as_its_help_says() -> None:
    written = "\n".join(described(name, command) for name, command in COMMANDS.items())
    before = PAGE.read_text(encoding="utf-8").partition(MARK)
    if os.environ.get("DIGEST_REWRITE_DOCS"):
        PAGE.write_text(before[0] + MARK + "\n" + written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").partition(MARK)[2] == "\n" + written, "see the top of this file"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_config_and_json(name: str) -> None:
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert "--json" in options
    assert "--config" in options or name == "digest demo", "the demo writes its own"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches(name: str) -> None:
    command = COMMANDS[name]
    first = paragraphs(command.help)[0].partition(". ")[0].removesuffix(".") + "."
    assert first.endswith(".")
    assert all(parameter.help for parameter in command.params)
    if name != "digest":
        assert len(first) < 64, "it is cut in the list of commands"
        assert command.epilog.startswith(f"Example: {name}")
        assert all(parameter.metavar for parameter in command.params if parameter.param_type_name == "argument")


def test_help_answers_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([DIGEST, "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < CPU_SECONDS
