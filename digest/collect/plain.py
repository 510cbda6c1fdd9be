"""Plain text without any markup, to a title and pieces: lines, bullets, headings and captions by their looks."""

import re
from collections.abc import Iterator, Sequence

from digest.collect import furniture, shape
from digest.collect.pieces import Form, Piece
from digest.text import clean

_MARKER = re.compile(r"\A\s*(?:[•·▪◦‣⁃●*]|(?P<dash>[–-])|(?P<number>\d{1,2})[.)])\s+(?=\S)")
_FIELD = re.compile(
    r"(title|headline|url|link|date|published|updated|author|by|section|language|dek|summary)\s*:\s*(.*)", re.IGNORECASE
)
_NAMES = {"headline": "title", "link": "url", "published": "date", "by": "author", "summary": "dek"}
_SENTENCE_END = re.compile(r"[.!…;,][\"'”’)\]]*\Z")
_OPENS_LIST = re.compile(r"[.!?…:;][\"'”’)\]]*\Z")
_MAX_HEADING_WORDS = 16
_SHORT_LINE = 40
"""Characters; a line as long as this that ends no sentence goes on in the next one."""


def fields(text: str) -> tuple[dict[str, str], str]:
    """The lines "Title: ...", "Date: ..." a file begins with, under one name each, and the text after them."""
    found: dict[str, str] = {}
    rest = text.lstrip("\ufeff \t\r\n")
    while match := _FIELD.match(line := rest.partition("\n")[0].strip()):
        name = match[1].lower()
        found.setdefault(_NAMES.get(name, name), clean.line(match[2], 2000))
        rest = rest[len(rest.partition("\n")[0]) + 1 :].lstrip(" \t")
        if not line:
            break
    return found, rest


def read(text: str, title: str = "") -> tuple[str, list[Piece]]:
    """The title and the pieces below it; the title is the first line where none is given."""
    lines = [line for line in _lines(text) if not furniture.is_notice(line.text)]
    title = title or _title(lines)
    known = furniture.key(title)
    body = [line for line in lines if furniture.key(line.text) != known]
    return title, list(_with_captions(body))


def _title(lines: Sequence[Piece]) -> str:
    """The line that stands twice at the top, else the first."""
    top = [line.text for line in lines[:6] if line.form is not Form.ITEM]
    return next((text for text in top if top.count(text) > 1), next(iter(top), ""))


def _with_captions(lines: Sequence[Piece]) -> Iterator[Piece]:
    """Short lines between the title and the first sentence belong to a picture, unless they open a section."""
    is_top = True
    for line in lines:
        is_top = is_top and line.form is Form.HEADING and not shape.is_section_title(line.text)
        yield line.model_copy(update={"form": Form.CAPTION}) if is_top else line


def _lines(text: str) -> Iterator[Piece]:
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        raw = list(filter(None, map(clean.line, block.split("\n"))))
        items = _items(raw)
        if not any(items) and _is_wrapped(raw):
            yield Piece(form=_form(" ".join(raw)), text=" ".join(raw))
            continue
        for line, is_item in _joined(raw, items):
            yield Piece(form=Form.ITEM, text=_MARKER.sub("", line)) if is_item else Piece(form=_form(line), text=line)


def _items(lines: Sequence[str]) -> list[bool]:
    """Which lines of a block begin an item: a dash or a number may also stand where a sentence was broken."""
    found: list[bool] = []
    number = 0
    for index, line in enumerate(lines):
        marker = _MARKER.match(line)
        is_item = marker is not None
        if marker and index:
            opens_list = found[-1] or len(lines[index - 1]) < _SHORT_LINE or bool(_OPENS_LIST.search(lines[index - 1]))
            follows = marker["number"] is None or int(marker["number"]) == number + 1
            is_item = follows and (opens_list or not (marker["dash"] or marker["number"]))
        if marker and is_item and marker["number"]:
            number = int(marker["number"])
        found.append(is_item)
    return found


def _joined(lines: Sequence[str], items: Sequence[bool]) -> list[tuple[str, bool]]:
    """The lines and whether each is an item; what only looks like one goes on with the line before it."""
    found: list[tuple[str, bool]] = []
    for line, is_item in zip(lines, items, strict=True):
        if not is_item and found and _MARKER.match(line):
            found[-1] = (f"{found[-1][0]} {line}", found[-1][1])
        else:
            found.append((line, is_item))
    return found


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a paragraph was broken into lines of about one length, as mail programs do."""
    lengths = [len(line.strip()) for line in lines]
    goes_on = (line.strip()[0].islower() for line in lines[1:])
    return len(lines) > 1 and 30 <= max(lengths) <= 100 and min(lengths[:-1]) >= 0.6 * max(lengths) and any(goes_on)


def _form(line: str) -> Form:
    is_short = len(line.split()) <= _MAX_HEADING_WORDS and len(line) <= 110
    is_quoted = line[:1] in "\"“‘'"
    return Form.HEADING if is_short and not is_quoted and not _SENTENCE_END.search(line) else Form.TEXT
