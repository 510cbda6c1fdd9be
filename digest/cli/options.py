"""The options that every command takes, and the configuration they lead to."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from digest import errors

if TYPE_CHECKING:  # both would cost `digest --help` half a second
    from digest import config as configuration
    from digest import model
    from digest.store.database import Database

DEFAULT = Path("config.toml")


def _config(context: typer.Context, given: Path | None) -> Path:
    """The command's own option, the one before the command, the environment, or ``config.toml`` here."""
    outer = None if context.parent is None else context.find_root().params.get("config")
    return given or outer or Path(os.environ.get("DIGEST_CONFIG") or DEFAULT)


def _as_json(context: typer.Context, given: bool) -> bool:
    outer = None if context.parent is None else context.find_root().params.get("as_json")
    return bool(given or outer)


Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="PATH",
        callback=_config,
        show_default=False,
        help="The configuration file. Without it: DIGEST_CONFIG, else config.toml in this folder.",
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        callback=_as_json,
        help="Print one JSON document instead of text; nothing else goes to standard output.",
    ),
]


class Opened(NamedTuple):
    """What a command works with."""

    settings: "configuration.Settings"
    database: "Database"
    path: Path


def quiet_logs() -> None:
    """A command's report says what happened; only what went wrong is logged beside it, on standard error."""
    import structlog

    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.dev.ConsoleRenderer(colors=False)],
        wrapper_class=structlog.make_filtering_bound_logger("error"),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def settings(path: Path | None) -> "configuration.Settings":
    """The configuration; where there is none, the message says how to start."""
    from digest import config as configuration

    path = path or DEFAULT
    if not path.exists():
        raise errors.ConfigError(
            f"there is no configuration at {path}. Look around first with `digest demo`, "
            f"or begin with `digest init --config {path}`"
        )
    return configuration.load(path)


@contextmanager
def opened(path: Path | None, *, is_current: bool = True) -> Iterator[Opened]:
    """Settings and database, closed at the end. With ``is_current`` another schema version is refused."""
    from digest.store.database import Database

    read = settings(path)
    quiet_logs()
    database = Database(read.database.url.get_secret_value())
    try:
        if is_current:
            database.require_current()
        yield Opened(read, database, path or DEFAULT)
    finally:
        database.close()


def newsletter(read: "configuration.Settings", key: str) -> "configuration.Newsletter":
    """The newsletter of this key, or the only one. Raises ConfigError naming those there are."""
    known = {each.key: each for each in read.newsletters}
    if key in known:
        return known[key]
    if not key and len(known) == 1:
        return read.newsletters[0]
    names = ", ".join(known) or "none; add one to the configuration"
    problem = "there is no newsletter of this key" if key else "say which newsletter is meant"
    raise errors.ConfigError(f"{problem} (there is {names})", about=key)


def now() -> datetime:
    """The clock; everything below the roof is told the time."""
    return datetime.now(UTC)


def day(text: str, chosen: "configuration.Newsletter", moment: datetime) -> date:
    """The local date meant: the one written, or the newsletter's today."""
    from zoneinfo import ZoneInfo

    return parsed_day(text) if text else moment.astimezone(ZoneInfo(chosen.time_zone)).date()


def parsed_day(text: str) -> date:
    """A date as people write it here. Raises ConfigError saying how."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise errors.ConfigError("is no date; write it as 2026-01-13", about=text) from error


def login() -> str:
    """Who runs the command, for the record."""
    import getpass

    try:
        return f"{getpass.getuser()} (command line)"
    except OSError:  # a container's user may have no name
        return "command line"


def unlisted(sections: Iterable[str], newsletter: "configuration.Newsletter") -> list[str]:
    """Those that the newsletter does not list: muting them changes nothing."""
    from digest import model

    known = {model.section_key(name) for name in newsletter.sections}
    return [name for name in sections if model.section_key(name) not in known]


def no_section(newsletter: "configuration.Newsletter") -> str:
    """What is said of a section that the newsletter does not list."""
    listed = ", ".join(newsletter.sections) or "none; list them as newsletters.sections"
    return f"is no section of {newsletter.key} (its sections: {listed})"


def muting(
    variant: "model.Variant", sections: Iterable[str], newsletter: "configuration.Newsletter"
) -> "model.Variant":
    """The variant without these sections and no others. Raises ConfigError where the newsletter does not list one."""
    from digest import model

    asked = tuple(sections)
    for name in unlisted(asked, newsletter):
        raise errors.ConfigError(no_section(newsletter), about=name)
    return model.Variant(length=variant.length, has_perspectives=variant.has_perspectives, muted=asked)
