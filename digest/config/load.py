"""Reads ``config.toml`` and the environment into ``Settings``; reports every mistake at once."""

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digest import errors
from digest.config import checks, environment, fields, files, lines
from digest.config.lines import Place
from digest.config.mistakes import Mistake, Origins, from_pydantic, unknown_key
from digest.config.settings import Settings


def load(path: Path) -> Settings:
    """Read the file, then the environment (``DIGEST_WEB__PORT=8081``); resolve paths and secret files.

    Raises ConfigError with one line per mistake: file, line, key, what was expected, the nearest known key. What works
    but should be looked at is in ``Settings.warnings``, in the same form.
    """
    text = _read(path)
    data = _parse(path, text)
    changes = environment.read()
    misplaced = list(environment.misplaced(data, changes))
    variables = environment.merge(data, changes)
    environment.settle(data, variables)
    mistyped = [*environment.unknown(), *misplaced]
    origins = Origins(str(path), lines.find(text), variables | {each.place: name for name, each in mistyped})
    found = [each for _, each in mistyped]
    found += [unknown_key((key,)) for key in fields.NOT_KEYS & data.keys()]
    data = {key: value for key, value in data.items() if key not in fields.NOT_KEYS}
    settings, misfits = _fitting(data)
    found += [*misfits, *checks.mistakes(settings, data)]
    settings = files.resolve(settings, path.resolve().parent)
    settings, unreadable = files.read_secrets(settings)
    found += [*unreadable, *([] if unreadable else checks.database_url(settings))]
    if found:
        unique = dict.fromkeys(origins.line(each) for each in sorted(found, key=origins.order))
        raise errors.ConfigError("\n".join(unique))
    warnings = tuple(origins.line(each) for each in sorted(checks.warnings(settings), key=origins.order))
    return settings.model_copy(update={"warnings": warnings})


def _read(path: Path) -> str:
    if path.is_dir():
        raise errors.ConfigError(f"is a folder; name the file in it: {path / 'config.toml'}", about=str(path))
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise errors.ConfigError("there is no such file; make one with: digest init", about=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise errors.ConfigError(f"{path}:{line}: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise errors.ConfigError(f"cannot be read: {error.strerror}", about=str(path)) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The position is an attribute from Python 3.14 on only.
        said = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
        what, line = (said[1], said[2]) if said else (str(error), None)
        where = line or text.count("\n") + 1
        raise errors.ConfigError(f"{path}:{where}: is not valid TOML: {what}") from error


def _fitting(data: dict[str, Any]) -> tuple[Settings, list[Mistake]]:
    """The settings without what does not fit, so that the rest can be checked as well; and what did not fit."""
    rest = copy.deepcopy(data)
    found: dict[Place, Mistake] = {}
    while True:
        try:
            return Settings.model_validate(rest), list(found.values())
        except ValidationError as error:
            for each in error.errors(include_url=False):
                place = each["loc"]
                if place in found:  # mending it did not help: its whole table goes, so that this comes to an end
                    rest.pop(str(place[0]), None)
                    continue
                found[place] = from_pydantic(each)
                _repair(rest, place, is_missing=each["type"] == "missing")


def _repair(rest: dict[str, Any], place: Place, *, is_missing: bool) -> None:
    """Take the key out (a list as a whole, so that positions stay), or put an example where one is needed."""
    while isinstance(place[-1], int):
        place = place[:-1]
    table: Any = rest
    try:
        for key in place[:-1]:
            table = table[key]
    except (KeyError, IndexError, TypeError):
        return  # went with another mistake
    if is_missing:
        field = fields.field(place)
        table[place[-1]] = ((field and field.examples) or ["example"])[0]
    else:
        table.pop(place[-1], None)
