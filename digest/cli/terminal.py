"""What a person sees, and what a program reads: tables, bars and messages, or one JSON document."""

import re
import shlex
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from digest import pipeline

COMMANDS = (
    *(
        "demo",
        "init",
        "migrate",
        "check",
        "dkim",
        "collect",
        "build",
        "preview",
        "explain",
        "approve",
        "send",
        "deliveries",
        "status",
    ),
    *("run", "marks", "sources", "subscribers", "editors", "bounces"),
)
"""All names that may follow ``digest``."""
_COMMAND = re.compile(rf"(?<![\w/.-])digest(?= (?:{'|'.join(COMMANDS)}|--help)\b)")
WIDE = 500
"""Columns of a table that goes to a file or a pipe: nothing is folded there."""


def say(message: str) -> None:
    """A message to the person, on standard error."""
    print(printable(message), file=sys.stderr, flush=True)


def show(text: str) -> None:
    """What was asked for, on standard output."""
    print(printable(text))


def advise(text: str, *, beside: bool = False) -> None:
    """Text that names next steps, on standard output or beside it; the commands in it run as they are printed."""
    (say if beside else show)(runnable(text))


def runnable(text: str) -> str:
    """The text with each ``digest ...`` in it as this person has to type it, in this folder and for this configuration."""
    program = _program()
    given = [value.removeprefix("--config=") for value in sys.argv if value.startswith("--config=")]
    given += [value for name, value in zip(sys.argv, sys.argv[1:], strict=False) if name == "--config"]
    if given and "--config" not in text:
        program += f" --config {shlex.quote(given[-1])}"
    return _COMMAND.sub(lambda _: program, text)


def _program() -> str:
    """``digest`` where the shell finds this very program by that name, else the path it was started by."""
    typed, found = sys.argv[0], shutil.which("digest")
    is_found = found is not None and Path(found).absolute() == Path(typed).absolute()
    return "digest" if "/" not in typed or is_found else shlex.quote(typed)


SHOWN_JSON: list[bool] = []
"""Holds something once a document was printed: there must be no second one."""


def show_json(value: Any) -> None:
    """What was asked for in machine form: values, datetimes, enums and paths become JSON."""
    from pydantic_core import to_json

    print(to_json(value, indent=2).decode())
    SHOWN_JSON.append(True)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows under headings, on standard output; figures stand to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        is_figure = bool(rows) and all(isinstance(row[place], int | float) for row in rows)
        grid.add_column(name, justify="right" if is_figure else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(printable(str(cell))) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    with console.capture() as printed:
        console.print(grid)
    print("\n".join(line.rstrip() for line in printed.get().splitlines()))


@contextmanager
def progress() -> Iterator[pipeline.Progress]:
    """Bars on standard error while a person waits; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield pipeline.silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<12}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show_progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(printable(what), total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show_progress


def printable(text: str) -> str:
    """The text without characters that would move the cursor or change the terminal: titles and replies are foreign."""
    return "".join(char if _is_harmless(char) else "\N{REPLACEMENT CHARACTER}" for char in text)


def _is_harmless(char: str) -> bool:
    """Blanks of any width, joiners and marks of direction are part of how languages are written."""
    return char.isprintable() or char in "\n\t\u200c\u200d\u200e\u200f" or unicodedata.category(char) == "Zs"
