"""On which line of a TOML text each key stands, so that a mistake can be shown to its author.

The text is valid TOML (``tomllib`` read it before); this only finds where keys are. https://toml.io/en/v1.0.0
"""

import re
from collections import Counter
from typing import Any

Place = tuple[str | int, ...]
"""Keys and positions from the root: ``("newsletters", 0, "sender")``."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(r"[^\n,\]}#]*")


def find(text: str) -> dict[Place, int]:
    """Place -> line, from 1, of every key, table and array element."""
    scan = _Scan(text)
    scan.document()
    return scan.lines


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.lengths: Counter[Place] = Counter()
        """Elements seen so far of each array of tables."""

    def document(self) -> None:
        table: Place = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Place:
        is_element = self.text.startswith("[[", self.at)
        line = self._line()
        self.at += 2 if is_element else 1
        self._skip(_BLANK)
        keys = self._keys()
        self._skip(_BLANK)
        self.at += 2 if is_element else 1
        place: Place = ()
        for depth, key in enumerate(keys):
            place = (*place, key)
            self.lines.setdefault(place, line)
            if depth < len(keys) - 1 and self.lengths[place]:
                place = (*place, self.lengths[place] - 1)
        if is_element:
            self.lengths[place] += 1
            place = (*place, self.lengths[place] - 1)
        elif self.lengths[place]:
            place = (*place, self.lengths[place] - 1)
        self.lines[place] = line
        return place

    def _pair(self, table: Place) -> None:
        line = self._line()
        place = table
        for key in self._keys():
            place = (*place, key)
            self.lines.setdefault(place, line)
        self._skip(re.compile(r"[ \t]*=[ \t]*"))
        self._value(place)

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._skip(_DOT):
            keys.append(self._key())
        self._skip(re.compile(r"[ \t]*"))
        return keys

    def _key(self) -> str:
        if self.text[self.at] in "\"'":
            import tomllib

            quoted = self._take(_STRING)
            read: dict[str, Any] = tomllib.loads(f"key = {quoted}")
            return str(read["key"])
        return self._take(_BARE_KEY)

    def _value(self, place: Place) -> None:
        match self.text[self.at]:
            case "[":
                self._array(place)
            case "{":
                self._inline_table(place)
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)

    def _array(self, place: Place) -> None:
        self.at += 1
        index = 0
        while not self._closes("]"):
            self.lines[*place, index] = self._line()
            self._value((*place, index))
            index += 1
            self._comma()

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(place)
            self._comma()

    def _closes(self, bracket: str) -> bool:
        self._skip(_BLANK)
        if not self.text.startswith(bracket, self.at):
            return False
        self.at += 1
        return True

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not valid TOML at character {self.at}")
        self.at = found.end()
        return found[0]

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Move past what the pattern matches here; whether it matched."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return False
        self.at = found.end()
        return True
