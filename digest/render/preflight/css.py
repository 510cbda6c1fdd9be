"""As much of CSS as mails use: declarations, rules of a sheet by mode, selectors of tags, classes, ids and attributes."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

Declarations = dict[str, str]
_PART = re.compile(r"""([.#]?)([a-zA-Z_][\w-]*)|\*|\[\s*([\w-]+)\s*(?:[~|^$*]?=\s*["']?([^"'\]]*)["']?\s*)?\]""")
_LINK = re.compile(r"(?<=\ba):(?:link|visited)\b")
_OUTLOOK_MARKS = ("data-ogsc", "data-ogsb")


class Mode(StrEnum):
    """How a mail program shows the colours."""

    LIGHT = "light"
    DARK = "dark"
    OUTLOOK_DARK = "dark in Outlook.com"
    """Which marks the page with ``data-ogsc`` instead of asking the media query."""


class _Compound(NamedTuple):
    """What stands between two blanks of a selector."""

    tag: str
    names: frozenset[str]
    """Classes as ``.name``, the id as ``#name``."""
    attributes: tuple[tuple[str, str | None], ...]

    def matches(self, element: Any) -> bool:
        if (self.tag and element.tag != self.tag) or (self.names and not self.names <= names(element)):
            return False
        return all(
            element.get(key) is not None if value is None else element.get(key) == value
            for key, value in self.attributes
        )


class Rule(NamedTuple):
    """A selector with what it declares."""

    last: _Compound
    ancestors: tuple[_Compound, ...]
    """From the nearest outwards."""
    weight: tuple[int, int, int, int]
    """Ids, classes, tags, position: the cascade's order."""
    declarations: Declarations
    important: Declarations

    def matches(self, element: Any) -> bool:
        """Whether it applies to an element."""
        if not self.last.matches(element):
            return False
        above = element.getparent()
        for compound in self.ancestors:
            while above is not None and not (isinstance(above.tag, str) and compound.matches(above)):
                above = above.getparent()
            if above is None:
                return False
            above = above.getparent()
        return True

    @property
    def is_simple(self) -> bool:
        """Whether tag, classes and id alone decide."""
        return not self.ancestors and not self.last.attributes

    @property
    def key(self) -> str:
        """What an element must have: a class or id, else its tag, else anything."""
        return min(self.last.names, default=self.last.tag or "*")


def names(element: Any) -> frozenset[str]:
    """Classes and id of an element, as selectors write them."""
    found = {f".{name}" for name in (element.get("class") or "").split()}
    return frozenset(found | ({f"#{element.get('id')}"} if element.get("id") else set()))


def declarations(text: str) -> Declarations:
    """Property -> value, in lower case and in order; the last of two wins."""
    found: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            merge(found, {name.strip().lower(): " ".join(value.lower().split())})
    return found


def merge(style: Declarations, later: Declarations) -> None:
    """Declare more; what a shorthand sets anew is forgotten."""
    for name, value in later.items():
        for old in _SET_ANEW.get(name, (name,)):
            style.pop(old, None)
        style[name] = value


_SET_ANEW = {
    "background": ("background", "background-color", "background-image"),
    "font": ("font", "font-size", "font-weight", "line-height"),
}


def reader() -> Callable[[str], Declarations]:
    """``declarations`` that reads each text once; a mail repeats a few styles a hundred times."""
    seen: dict[str, Declarations] = {}

    def read(text: str) -> Declarations:
        if text not in seen:
            seen[text] = declarations(text)
        return seen[text]

    return read


def blocks(sheet: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each innermost block of a sheet: the at-rules around it, its prelude, its content."""
    text = _without_comments(sheet)
    around: list[str] = []
    since = 0
    for brace in re.finditer("[{}]", text):
        piece = text[since : brace.start()]
        since = brace.end()
        if brace[0] == "{":
            around.append(piece.rpartition(";")[2].strip())
        elif around:
            prelude = around.pop()
            if piece.strip() or not prelude.startswith("@"):
                yield tuple(around), prelude, piece


def rules(sheet: str) -> dict[Mode, list[Rule]]:
    """The rules by the mode they are for; what depends on the width is left out."""
    found: dict[Mode, list[Rule]] = {mode: [] for mode in Mode}
    for place, (around, prelude, content) in enumerate(blocks(sheet)):
        conditions = " ".join(around).lower()
        if around and "prefers-color-scheme" not in conditions:
            continue
        mode = Mode.DARK if "dark" in conditions else Mode.LIGHT
        declared, important = _split(declarations(content))
        for selector in prelude.split(","):
            rule = _rule(selector, place, declared, important)
            if rule:
                marked = any(mark in selector for mark in _OUTLOOK_MARKS)
                found[Mode.OUTLOOK_DARK if marked else mode].append(rule)
    return found


def _split(all_of_it: Declarations) -> tuple[Declarations, Declarations]:
    declared: Declarations = {}
    important: Declarations = {}
    for name, value in all_of_it.items():
        bare, mark, _ = value.partition("!")
        (important if mark else declared)[name] = bare.strip()
    return declared, important


def _rule(selector: str, place: int, declared: Declarations, important: Declarations) -> Rule | None:
    """None where the selector says more than tags, classes, ids and attributes."""
    compounds = [_compound(word) for word in _LINK.sub("", selector.replace(">", " ")).split()]
    kept = [compound for compound in compounds if compound is not None and any(compound)]
    if not kept or None in compounds:
        return None
    every = [name for compound in kept for name in compound.names]
    ids = sum(name.startswith("#") for name in every)
    others = len(every) - ids + sum(len(compound.attributes) for compound in kept)
    weight = (ids, others, sum(bool(compound.tag) for compound in kept), place)
    return Rule(kept[-1], tuple(kept[-2::-1]), weight, declared, important)


def _compound(word: str) -> _Compound | None:
    tag, found, attributes, at = "", set(), [], 0
    for part in _PART.finditer(word):
        if part.start() != at:
            return None
        at = part.end()
        mark, name, attribute, value = part.groups()
        if attribute and attribute not in _OUTLOOK_MARKS:
            attributes.append((attribute, value))
        elif mark:
            found.add(mark + name)
        elif name:
            tag = name.lower()
    return _Compound(tag, frozenset(found), tuple(attributes)) if at == len(word) else None


def _without_comments(sheet: str) -> str:
    kept, at = [], 0
    while (begin := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:begin])
        end = sheet.find("*/", begin + 2)
        at = len(sheet) if end < 0 else end + 2
    kept.append(sheet[at:])
    return "".join(kept).replace("<!--", "").replace("-->", "")
