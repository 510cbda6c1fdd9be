"""Titles of articles, without what the outlet hangs on them."""

import re
from collections.abc import Iterable

from digest.text import words

_LABEL = re.compile(
    r"^(?:breaking(?: news)?|update[d]?|exclusive|watch|video|live|analysis|opinion|photos|poll|report)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 4
_ACRONYM = 3
_SEPARATOR = re.compile(r"\s+[-–—|•»:]{1,2}\s+")


def plain(title: str, outlet: str = "") -> str:
    """The title without labels ("BREAKING:") before it and the outlet's name (" - The Outlet", " | outlet.com") after it."""
    title = _LABEL.sub("", title.strip(), count=1)
    while outlet:
        cut = [m for m in _SEPARATOR.finditer(title) if _is_outlet(title[m.end() :], outlet)]
        if not cut or not title[: cut[0].start()].strip():
            break
        title = title[: cut[0].start()].strip()
    return title


def is_shouted(title: str) -> bool:
    """Whether all words of a title are in capitals, short ones and figures aside."""
    long = [word for word in _WORD.findall(title) if len(word) >= _LEAST_LETTERS]
    return len(long) > 1 and all(word.isupper() for word in long)


def spoken(title: str, texts: Iterable[str], language: str = "en") -> str:
    """A shouted title in lower case, with the capitals that its words have inside the ``texts``; others are kept.

    A word of up to three letters that the texts do not have stays as it is, since it may be an acronym.
    """
    if not is_shouted(title):
        return title
    wanted = {word.casefold() for word in _WORD.findall(title)}
    forms: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text):
            key = word.casefold()
            if key in wanted and (key not in forms or word.islower()):
                forms[key] = word
    stop = words.of(language).stop

    def calm(match: re.Match[str]) -> str:
        word = match[0]
        is_acronym = len(word) <= _ACRONYM and word.casefold() not in stop
        return forms.get(word.casefold(), word if is_acronym else word.lower())

    told = _WORD.sub(calm, title)
    return told[:1].upper() + told[1:]


def _is_outlet(text: str, outlet: str) -> bool:
    """Whether a piece of a title names the outlet: "The New York Times", "NYTimes.com", "Fox News Politics"."""

    def key(name: str) -> str:
        return re.sub(r"^the |\.(?:com|org|net|co\.uk)$|[^a-z0-9]", "", name.casefold())

    name, piece = key(outlet), key(text)
    return bool(name) and bool(piece) and len(text.split()) <= 6 and (piece.startswith(name) or name == piece)
