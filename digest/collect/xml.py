"""Reading XML that nobody vouches for: no entity is expanded, nothing is loaded, depth and size stay bounded."""

from collections.abc import Iterator

from lxml import etree


def root(content: bytes) -> etree._Element | None:
    """The root of a document, mended where it is broken; None where nothing can be read."""
    parser: etree.XMLParser[etree._Element] = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def elements(content: bytes, name: str) -> Iterator[etree._Element]:
    """Every element of this local name, in document order."""
    top = root(content)
    if top is not None:
        yield from (element for element in top.iter() if local_name(element) == name)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def plain(element: etree._Element) -> str:
    """All text inside it."""
    return "".join(str(text) for text in element.itertext()).strip()
