"""Lists of feeds as OPML 2.0, the format every feed reader imports and exports (http://opml.org/spec2.opml).

Beyond the standard's own attributes a list keeps what a newsletter needs: the lean in ``category`` ("lean/left"), who
rated it (``rater``) and when (``ratedOn``), and the publisher several outlets belong to (``family``).
"""

import re
from collections.abc import Iterable
from datetime import date

from lxml import etree

from digest import errors, model
from digest.collect import xml
from digest.text import clean

MAX_BYTES = 10 * 1024 * 1024

_LEANS = {lean.value: lean for lean in model.Lean} | {
    "centre": model.Lean.CENTER,
    "left_center": model.Lean.LEAN_LEFT,
    "center_left": model.Lean.LEAN_LEFT,
    "right_center": model.Lean.LEAN_RIGHT,
    "center_right": model.Lean.LEAN_RIGHT,
}


class Outline(model.Value):
    """One feed of a list."""

    outlet: model.Outlet
    url: str
    section: str = ""


def read(content: bytes) -> tuple[Outline, ...]:
    """The feeds of a list, each address once. Raises SourceError where it is no list or holds no feed."""
    if len(content) > MAX_BYTES:
        raise errors.SourceError(f"is larger than {MAX_BYTES} bytes")
    root = xml.root(content)
    if root is None or xml.local_name(root).lower() != "opml":
        raise errors.SourceError("is no OPML: its first element is not <opml>")
    outlines = (_outline(element) for element in root.iter("outline") if _attribute(element, "xmlUrl"))
    found: dict[str, Outline] = {}
    for outline in filter(None, outlines):
        found.setdefault(outline.url, outline)
    if not found:
        raise errors.SourceError("holds no feed: no <outline> has an xmlUrl with an http or https address")
    return tuple(found.values())


def write(outlines: Iterable[Outline], title: str) -> bytes:
    """The list as OPML 2.0, in the order given; ``read`` gives the same back."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean.line(title)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        outlet = outline.outlet
        categories = [f"lean/{outlet.lean}", outline.section.replace(",", " ").replace("/", " ")]
        attributes = {
            "type": "rss",
            "text": outlet.name,
            "title": outlet.name,
            "xmlUrl": outline.url,
            "category": ",".join(filter(None, categories)),
            "rater": outlet.rater,
            "ratedOn": outlet.rated_on.isoformat() if outlet.rated_on else "",
            "family": outlet.family,
        }
        etree.SubElement(body, "outline", {name: clean.line(value) for name, value in attributes.items() if value})
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _outline(element: etree._Element) -> Outline | None:
    url = clean.safe_url(_attribute(element, "xmlUrl"))
    categories = [part.strip() for part in _attribute(element, "category").split(",") if part.strip()]
    folders = [_attribute(parent, "text") or _attribute(parent, "title") for parent in element.iterancestors("outline")]
    names = [*categories, *filter(None, folders)]
    lean = next((found for name in names if (found := _lean(name))), model.Lean.UNRATED)
    section = next(
        (name.strip("/").rpartition("/")[2] for name in names if not _lean(name) and not _says_lean(name)), ""
    )
    outlet = model.Outlet(
        name=(_attribute(element, "title") or _attribute(element, "text") or url)[:200],
        lean=lean,
        rater=_attribute(element, "rater"),
        rated_on=_date(_attribute(element, "ratedOn") or _attribute(element, "rated_on")),
        family=_attribute(element, "family"),
    )
    return Outline(outlet=outlet, url=url, section=section[:100]) if url else None


def _says_lean(category: str) -> bool:
    return category.strip("/").lower().startswith("lean/")


def _lean(category: str) -> model.Lean | None:
    """The lean a category names: "lean/left", "Lean Left", "left-center", "right"."""
    name = re.sub(r"[\s-]+", "_", category.strip().strip("/").lower().removeprefix("lean/"))
    return _LEANS.get(name)


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name in any case, as lists in the wild write it."""
    wanted = name.lower()
    return next((clean.line(value, 2000) for key, value in element.attrib.items() if key.lower() == wanted), "")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
