"""Settings from the environment: ``DIGEST_WEB__PORT=8081``, ``DIGEST_NEWSLETTERS__0__SENDER=news@example.org``."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource

from digest.config import fields
from digest.config.lines import Place
from digest.config.mistakes import Mistake, nearest
from digest.config.settings import Settings

PREFIX = "DIGEST_"
DELIMITER = "__"
FILE = "_file"
"""Ends the name of a setting that names a file in which another setting is kept."""


class _Source(EnvSettingsSource):
    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """JSON where it is JSON; otherwise the text goes on, and its key is named when it does not fit."""
        with suppress(ValueError):
            return super().decode_complex_value(field_name, field, value)
        return value


def read() -> dict[str, Any]:
    """What the environment sets, nested like the file; lists are JSON, positions in lists are keys ("0")."""
    variables = create_model("Variables", __base__=BaseSettings, **_settings())
    source = _Source(variables, env_prefix=PREFIX, env_nested_delimiter=DELIMITER, case_sensitive=False)
    return source()


def _settings() -> dict[str, Any]:
    """The fields of the settings, as pydantic-settings wants them."""
    return {
        name: (Settings.model_fields[name].annotation, Settings.model_fields[name]) for name in fields.keys(Settings)
    }


def unknown() -> Iterator[tuple[str, Mistake]]:
    """Variables that begin like a setting and name no table: a typing mistake."""
    for variable in sorted(os.environ):
        first, delimiter, _ = variable.upper().removeprefix(PREFIX).partition(DELIMITER)
        if variable.upper().startswith(PREFIX) and delimiter and first.lower() not in fields.keys(Settings):
            near = nearest(first.lower(), fields.keys(Settings))
            yield variable, Mistake((variable,), f"unknown table {first.lower()}{near}")


def misplaced(data: Mapping[str, Any], changes: dict[str, Any]) -> Iterator[tuple[str, Mistake]]:
    """Variables that speak of a table of a list where none is; they are taken out of the changes."""
    for key, tables in changes.items():
        there = data.get(key, [])
        if not (fields.is_list((key,)) and isinstance(tables, Mapping) and isinstance(there, list)):
            continue
        free = len(there)
        for position in sorted(tables, key=lambda each: int(each) if each.isdecimal() else -1):
            if not position.isdecimal() or int(position) > free:
                variable = variable_name((key, position))
                example = variable_name((key, free, "..."))
                found = f"there are {len(there)} {key}, counted from 0; another one is written {example}"
                yield variable, Mistake((variable,), found)
            free += position == str(free)
        changes[key] = {each: tables[each] for each in tables if each.isdecimal() and int(each) < free}


def merge(data: dict[str, Any], changes: Mapping[str, Any], above: Place = ()) -> dict[Place, str]:
    """Put the changes into the data; the places they touch, each with the name of its variable."""
    touched: dict[Place, str] = {}
    for key, value in changes.items():
        place = (*above, key)
        if isinstance(value, Mapping):
            touched |= _merge_table(data, key, value, place)
        else:
            data[key] = _decoded(place, value)
            touched[place] = variable_name(place)
    return touched


def _merge_table(data: dict[str, Any], key: str, changes: Mapping[str, Any], place: Place) -> dict[Place, str]:
    inner = data.setdefault(key, [] if all(each.isdigit() for each in changes) else {})
    if isinstance(inner, dict):
        return merge(inner, changes, place)
    touched: dict[Place, str] = {}
    for position, change in sorted(changes.items(), key=lambda each: int(each[0]) if each[0].isdigit() else -1):
        index = int(position) if position.isdigit() else -1
        if not isinstance(inner, list) or not 0 <= index <= len(inner) or not isinstance(change, Mapping):
            # Leave it to be refused under its own name.
            data[key] = change
            return {place: variable_name((*place, position))}
        if index == len(inner):
            inner.append({})
        touched |= merge(inner[index], change, (*place, index))
    return touched


def settle(data: dict[str, Any], variables: Mapping[Place, str]) -> None:
    """Where the environment gives a secret, or the file that holds it, take the other of the two out of the data."""
    for *table, key in ([str(key) for key in place] for place in variables):
        other = key.removesuffix(FILE) if key.endswith(FILE) else f"{key}{FILE}"
        place = (*table, other)
        if place not in variables and fields.field(place):
            inner: Any = data
            for each in table:
                inner = inner[each]
            inner.pop(other, None)


def _decoded(place: Place, value: Any) -> Any:
    if isinstance(value, str) and fields.is_list(place):
        with suppress(ValueError):
            return json.loads(value)
    return value


def variable_name(place: Place) -> str:
    """``DIGEST_WEB__PORT``."""
    return PREFIX + DELIMITER.join(str(key) for key in place).upper()
