"""Mistakes in the configuration, in sentences: where it stands, what is wrong, what was expected."""

import difflib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import SecretStr
from pydantic_core import ErrorDetails

from digest.config import fields
from digest.config.lines import Place

SHOWN = 60
"""Characters of a wrong value that are shown."""
PLAIN = {
    "tuple_type": 'should be a list, such as ["a", "b"]',
    "model_type": "should be a table",
    "string_type": "should be text in quotes",
    "path_type": "should be a path in quotes",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "date_type": "should be a day, such as 2026-01-31",
    "date_from_datetime_parsing": "should be a day, such as 2026-01-31",
    "time_type": "should be a time of day, such as 07:30:00",
    "time_parsing": "should be a time of day, such as 07:30:00",
}
"""Pydantic's kinds of error in plain words, where its own are not."""
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")


class Mistake(NamedTuple):
    """One mistake."""

    place: Place
    sentence: str


class Origins(NamedTuple):
    """Where the values come from."""

    file: str
    lines: dict[Place, int]
    variables: dict[Place, str]
    """Place -> environment variable."""

    def line(self, mistake: Mistake) -> str:
        """``config.toml:12: collect.timeout_secs: unknown key; did you mean timeout_seconds?``."""
        where, key = self._where(mistake.place), name(mistake.place)
        return f"{where}: {mistake.sentence}" if where == key else f"{where}: {key}: {mistake.sentence}"

    def _where(self, place: Place) -> str:
        for end in range(len(place), 0, -1):
            if place[:end] in self.variables:
                return self.variables[place[:end]]
            if place[:end] in self.lines:
                return f"{self.file}:{self.lines[place[:end]]}"
        return self.file

    def order(self, mistake: Mistake) -> tuple[int, str]:
        """By line; what the environment says comes last."""
        found = (self.lines.get(mistake.place[:end]) for end in range(len(mistake.place), 0, -1))
        return next((line for line in found if line), 1 << 30), name(mistake.place)


def name(place: Place) -> str:
    """``newsletters[0].sender``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).removeprefix(".")


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean ...?`` or, where nothing comes near, what there is."""
    choices = sorted(set(known))
    close = difflib.get_close_matches(word, choices, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    listing = ", ".join(choices[:12]) + (" ..." if len(choices) > 12 else "")
    return f"; known here: {listing}" if choices else ""


def unknown_key(place: Place) -> Mistake:
    """A key that no table has, with the nearest one, here or in another table."""
    word = str(place[-1])
    table = fields.owner(place)
    here = fields.keys(table) if table else []
    if not difflib.get_close_matches(word, here, n=1):
        elsewhere = [".".join(keys) for keys, _ in fields.walk() if keys[-1] == word]
        if elsewhere:
            return Mistake(place, f"unknown key; did you mean {elsewhere[0]}?")
    return Mistake(place, f"unknown key{nearest(word, here)}")


def from_pydantic(error: ErrorDetails) -> Mistake:
    """What pydantic found, as a sentence; secrets are not shown."""
    place: Place = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            return unknown_key(place)
        case "missing":
            described = fields.field(place)
            meaning = f": {described.description}" if described and described.description else ""
            return Mistake(place, f"is missing{meaning}")
        case "string_pattern_mismatch":
            return Mistake(place, f"{_expected_form(place)}{_but_is(place, error['input'])}")
        case "enum" | "literal_error":
            return Mistake(place, f"{_sentence(error['msg'])}{_but_is(place, error['input'])}{_choice(error)}")
        case _:
            return Mistake(
                place, f"{PLAIN.get(error['type']) or _sentence(error['msg'])}{_but_is(place, error['input'])}"
            )


def shown(place: Place, value: Any) -> str:
    """The value as it may be printed: short, without passwords."""
    if fields.is_secret(place) or isinstance(value, SecretStr):
        return "the secret given"
    text = _CREDENTIALS.sub("...", repr(value))
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


def _sentence(message: str) -> str:
    """Pydantic's message in our form: ``should be a valid integer``."""
    return re.sub(r"^(Input|String|Value|Tuple) (?=should)|^Value error, ", "", message).rstrip(".")


def _but_is(place: Place, value: Any) -> str:
    return "" if isinstance(value, dict | list) else f"; it is {shown(place, value)}"


def _expected_form(place: Place) -> str:
    found = fields.field(place)
    examples = ", ".join(str(example) for example in (found.examples or ())) if found else ""
    return f"has another form than expected, for example {examples}" if examples else "has another form than expected"


def _choice(error: ErrorDetails) -> str:
    choices = re.findall(r"'([^']+)'", error.get("ctx", {}).get("expected", ""))
    close = difflib.get_close_matches(str(error["input"]).lower(), choices, n=1)
    return f"; did you mean {close[0]}?" if close else ""
