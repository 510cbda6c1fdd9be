"""Titles of articles, without what the outlet hangs on them."""

import re

_LABEL = re.compile(
    r"^(?:breaking(?: news)?|update[d]?|exclusive|watch|video|live|analysis|opinion|photos|poll|report)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
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


def _is_outlet(text: str, outlet: str) -> bool:
    """Whether a piece of a title names the outlet: "The New York Times", "NYTimes.com", "Fox News Politics"."""

    def key(name: str) -> str:
        return re.sub(r"^the |\.(?:com|org|net|co\.uk)$|[^a-z0-9]", "", name.casefold())

    name, piece = key(outlet), key(text)
    return bool(name) and bool(piece) and len(text.split()) <= 6 and (piece.startswith(name) or name == piece)
