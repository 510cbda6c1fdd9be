"""The picture offered with an article: its address, what it shows, and whose it is. Nothing is fetched here.

Of a page JSON-LD first, because many outlets print their name over the picture that Open Graph names; then the meta tags.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import html

from digest import model
from digest.collect import phrases
from digest.text import clean

_LEAST = (600, 300)
"""Width and height in pixels; what is smaller is a logo or a thumbnail."""
_MAX_ALT, _MAX_CREDIT = 300, 120
"""Characters."""
_MAX_LISTED = 20
_SAYS_NOTHING = re.compile(
    r"(?i)[\w.-]+\.(?:png|jpe?g|gif|webp|avif|svg)|(?:image|img|picture|photo|logo|thumbnail|untitled)\W*\d*"
)
_EMBLEM = re.compile(r"(?i)(?:^|[._-])(?:logo|placeholder|favicon|avatar)(?:[._-]|$)")
"""In the name of a file: a picture of the outlet, not of the event."""
_CREDIT = re.compile(
    rf"(?i)(?<!\w)(?:{phrases.CREDIT}\s?(?:[:/©]|\bby\b|\bcourtesy(?: of)?\b)|©|photograph(?:ed)? (?:by|courtesy(?: of)?)\b)"
    r"\s*:?\s*([^()\[\]|]{2,120})"
)


class _Offer(NamedTuple):
    """A picture as one place of the page names it."""

    url: str
    alt: str = ""
    credit: str = ""


def offered(tree: html.HtmlElement, listed: Any, meta: Mapping[str, str], url: str = "") -> model.ImageLink | None:
    """The first picture with a whole address that is large enough, where the page says how large it is; else None.

    ``listed`` is the ``image`` of the article's JSON-LD, ``meta`` the page's meta tags by name, ``url`` the page's.
    """
    for offer in (*_listed(listed), *_tagged(meta)):
        if address := _address(offer, url):
            alt, credit = _shown(tree, address)
            said = next(filter(None, map(_told, (meta.get("og:image:alt", ""), offer.alt, alt))), "")
            return model.ImageLink(url=address, alt=said, credit=clean.from_html(offer.credit)[:_MAX_CREDIT] or credit)
    return None


def fed(entry: Mapping[str, Any], base: str = "") -> model.ImageLink | None:
    """The first picture that the entry of a feed carries (Media RSS, an enclosure, JSON Feed), or None."""
    for offer in _carried(entry):
        if address := _address(offer, base):
            return model.ImageLink(
                url=address, alt=_told(offer.alt), credit=clean.from_html(offer.credit)[:_MAX_CREDIT]
            )
    return None


def _carried(entry: Mapping[str, Any]) -> Iterator[_Offer]:
    """What an entry lists; both parsers name these things alike."""
    for name in ("media_content", "enclosures"):
        listed = entry.get(name)
        for each in (listed if isinstance(listed, list) else [])[:_MAX_LISTED]:
            kind = f"{_name(each.get('medium'))} {_name(each.get('type'))}" if isinstance(each, Mapping) else ""
            if "image" in kind and _is_large(each.get("width"), each.get("height")):
                url = _name(each.get("url") or each.get("href"))
                yield _Offer(url, _name(each.get("description")), _name(each.get("credit")))
    yield _Offer(_name(entry.get("image")))


def _address(offer: _Offer, base: str) -> str:
    """The whole address of a picture; empty where it is none, or that of an emblem."""
    address = clean.safe_url(offer.url, base)
    is_emblem = _EMBLEM.search(_path(address).rpartition("/")[2])
    return "" if is_emblem or address == clean.safe_url(base) else address


def _listed(value: Any) -> Iterator[_Offer]:
    """What JSON-LD lists: an address, an ImageObject, or several."""
    for each in (value if isinstance(value, list) else [value])[:_MAX_LISTED]:
        if isinstance(each, str):
            yield _Offer(each)
        elif isinstance(each, dict) and _is_large(each.get("width"), each.get("height")):
            credit = next(filter(None, (_name(each.get(key)) for key in _CREDITED)), "")
            yield _Offer(_name(each.get("url") or each.get("contentUrl")), _name(each.get("caption")), credit)


_CREDITED = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")


def _tagged(meta: Mapping[str, str]) -> Iterator[_Offer]:
    """What the meta tags name."""
    names = ("og:image:secure_url", "og:image:url", "og:image")
    if _is_large(meta.get("og:image:width"), meta.get("og:image:height")):
        yield from (_Offer(meta[name]) for name in names if meta.get(name))
    for name in ("twitter:image", "twitter:image:src"):
        if meta.get(name):
            yield _Offer(meta[name], meta.get("twitter:image:alt", ""))


def _is_large(width: Any, height: Any) -> bool:
    """False where the page itself says that it is too small."""
    sizes = (re.match(r"\d{1,6}(?=\D|\Z)", _name(size)) for size in (width, height))
    return all(found is None or int(found[0]) >= least for found, least in zip(sizes, _LEAST, strict=True))


def _name(value: Any) -> str:
    """A JSON-LD value as text: a string, a number, the first of a list, or an object's name."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or ""
    return str(value) if isinstance(value, str | int | float) else ""


def _told(text: str) -> str:
    """What a picture shows, or an empty string where the words say nothing."""
    said = clean.from_html(text)
    return "" if _SAYS_NOTHING.fullmatch(said) or len(said) < 3 else clean.line(said, _MAX_ALT)


def _shown(tree: html.HtmlElement, address: str) -> tuple[str, str]:
    """The alternative text of this picture where the page shows it, and the credit of its caption."""
    name = urlsplit(address).path.rpartition("/")[2]
    for element in tree.iter("img"):
        sources = (element.get("src") or "", element.get("data-src") or "")
        if name and any(_path(source).endswith(f"/{name}") for source in sources):
            figure = next(element.iterancestors("figure"), None)
            captions = [] if figure is None else [each.text_content() for each in figure.iter("figcaption")]
            found = _CREDIT.search(clean.line(" ".join(captions), 1000))
            return element.get("alt") or "", found[1].strip(" .-–—/") if found else ""
    return "", ""


def _path(url: str) -> str:
    """The path of an address, however broken."""
    try:
        return "/" + urlsplit(url[:2000]).path.lstrip("/")
    except ValueError:
        return ""
