"""HTML to pieces: layout markup is put in order first, then trafilatura finds the text.

Pages made of tables, of line breaks or of anonymous boxes hold the same prose as others, but nothing in them is marked
as a paragraph. Here every run of text that stands alone becomes a paragraph, and the part of the page that holds most
of the prose becomes the page. What that loses (a lead beside the text, a page that hides its text from screen readers)
a second reading of the page as it came brings back (``second``).
"""

import copy
import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from digest import errors
from digest.collect import furniture, second
from digest.collect.pieces import Form, Piece
from digest.text import clean

_BOXES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_CONTAINERS = frozenset(["article", "body", "center", "div", "main", "section", "td"])
_UNREAD = (
    "//script[not(contains(@type, 'ld+json'))] | //style | //noscript | //template | //iframe | //svg | //object"
    " | //embed | //comment() | //processing-instruction()"
)
_TOOLS = "//script | //button | //select | //textarea | //input"
_BESIDE = (
    "//nav | //form | //*[@hidden or @aria-hidden='true' or @role='dialog' or @role='alertdialog'"
    " or @role='navigation' or @role='search' or @role='contentinfo' or @role='complementary']"
)
_FURNITURE_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:advert|advertisements?|ad-?(?:slot|unit|container|wrapper)|breadcrumbs?|byline|comments?(?:-list|-section)?"
    r"|cookies?|consent|disqus|gdpr|most-?(?:read|popular)|newsletters?|nextprev|outbrain|paywall|post-meta|promo|promotion"
    r"|pull-?quotes?|recirc|recommended|related|share|sharing|signup|social|sponsored|subscribe|taboola|tagline|trending"
    r"|author-bio)(?:$|[\s_-])"
)
_COMMENTS_NAME = re.compile(r"(?i)(?:^|[\s_-])(?:comments?|disqus)(?:$|[\s_-])")
_DENIED = re.compile(r"(?i)(?:^|[\s_-])(?:no|non|not|without)[_-]?\Z")
"""Stands before a name that says what a part is not ("non-paywall")."""
_FURNITURE_SHARE = 0.3
"""What holds more of the page's text than this is no furniture, whatever its name says."""
_ARTICLE_SHARE = 0.5
"""What holds so much of the page's prose is no furniture either; comments may be longer than what they are about."""
_MAIN_SHARE = 0.8
_SMALL_BOXES = frozenset(["div", "section", "aside", "td", "tr", "table", "li", "ul", "p", "span"])
_MAX_ADVERT_WORDS = 40
_LINE_FEEDS = re.compile(r"[\r\n]+")
_MAX_ELEMENTS = 60_000
_MAX_PIECES = 2_000
_MAX_CHARACTERS = 4_000_000


_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F]));?(?![\da-fA-F])"
)
"""Characters that no tree may hold, as they are or as references: lxml reads them and then refuses to write them."""


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is nothing to read. Never loads anything, never grows past limits."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        readable = _CONTROLS.sub(" ", markup[:_MAX_CHARACTERS])
        tree = html.document_fromstring(readable.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if sum(1 for _ in tree.iter()) <= _MAX_ELEMENTS else None


def pieces(tree: html.HtmlElement, url: str = "") -> list[Piece]:
    """The pieces of the page's text, in reading order. Changes the tree. Raises SourceError where it defeats us."""
    try:
        return _main_text(tree, url)
    except Exception as error:  # lxml and trafilatura raise whatever their parts raise, and pages are not ours
        raise errors.SourceError(f"its markup cannot be read: {error}") from error


def _main_text(tree: html.HtmlElement, url: str) -> list[Piece]:
    _prune_unread(tree)
    as_it_came = copy.deepcopy(tree)
    _prune_beside(tree)
    _paragraphs(tree)
    _keep_main(tree)
    return second.joined(_extracted(tree, url, fast=True), _extracted(as_it_came, url, fast=False))


def _extracted(tree: html.HtmlElement, url: str, *, fast: bool) -> list[Piece]:
    """What trafilatura takes for the text. ``fast``: without asking other extractors when it is in doubt."""
    import trafilatura  # 0.7 s CPU

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is our result, not news
    document = trafilatura.bare_extraction(
        tree, url=url or None, fast=fast, include_comments=False, include_tables=True, include_links=True
    )
    body = getattr(document, "body", None)
    return [] if body is None else list(islice(_pieces_of(body), _MAX_PIECES))


def _prune_unread(tree: html.HtmlElement) -> None:
    """Take out what nobody reads, and what says by its name that it is not the article."""
    for element in tree.xpath(_UNREAD):
        _drop(element)
    whole = len(tree.text_content())
    prose = _prose_of_parts(tree)
    for element in tree.xpath("//body//*[@class or @id]"):
        name = f"{element.get('class', '')} {element.get('id', '')}"
        if not _is_furniture_name(name) or len(element.text_content()) >= _FURNITURE_SHARE * whole:
            continue
        if _COMMENTS_NAME.search(name) or not _is_article(element, prose, tree):
            _drop(element)
    _drop_advertising(tree)


def _prune_beside(tree: html.HtmlElement) -> None:
    """Take out what says by its role that it stands beside the article."""
    for element in tree.xpath(_TOOLS):
        _drop(element)
    prose = _prose_of_parts(tree)
    whole = len(tree.text_content())
    for element in tree.xpath(_BESIDE):
        is_small = element.tag != "form" or len(element.text_content()) < _FURNITURE_SHARE * whole
        if is_small and not _is_article(element, prose, tree):
            _drop(element)


def _is_furniture_name(name: str) -> bool:
    return any(not _DENIED.search(name[: found.start() + 1]) for found in _FURNITURE_NAME.finditer(name))


def _is_article(element: html.HtmlElement, prose: Counter[html.HtmlElement], tree: html.HtmlElement) -> bool:
    """Whether it holds half of the page's prose."""
    return prose[element] > 0 and prose[element] >= _ARTICLE_SHARE * prose[tree]


def _prose_of_parts(tree: html.HtmlElement) -> Counter[html.HtmlElement]:
    """Characters of running text in every element that holds any."""
    found: Counter[html.HtmlElement] = Counter()
    for paragraph in tree.iter("p"):
        amount = _prose(paragraph)
        for element in (paragraph, *paragraph.iterancestors()) if amount else ():
            found[element] += amount
    return found


def _drop_advertising(tree: html.HtmlElement) -> None:
    """A small box that begins with "Advertisement" goes whole: what follows the label inside it is the advertisement."""
    for label in tree.xpath("//body//*[not(*) and string-length(normalize-space(.)) < 30]"):
        if not furniture.is_advert_label(clean.line(label.text_content())):
            continue
        box, parent = label, label.getparent()
        while parent is not None and parent.tag in _SMALL_BOXES and _begins_with(parent, box):
            box, parent = parent, parent.getparent()
        _drop(box)


def _begins_with(parent: html.HtmlElement, box: html.HtmlElement) -> bool:
    """Whether the parent is small and holds nothing before this box."""
    text = clean.line(parent.text_content(), 2000)
    return len(text.split()) <= _MAX_ADVERT_WORDS and text.startswith(clean.line(box.text_content(), 2000))


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _paragraphs(tree: html.HtmlElement) -> None:
    """Make a paragraph of every run of text that stands directly in a box."""
    for table in tree.xpath("//table[.//p or .//br or .//table or .//div]"):
        for element in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
            element.tag = "div"
    for element in tree.xpath("//body//*"):
        if element.tag not in _BOXES and element.xpath("./div | ./p | ./ul | ./ol | ./blockquote | ./section"):
            element.tag = "div"
    for box in list(tree.iter(*_CONTAINERS)):
        _wrap_runs(box)
    for paragraph in tree.xpath("//p[br]"):
        _split_at_breaks(paragraph)


def _wrap_runs(box: html.HtmlElement) -> None:
    run: html.HtmlElement | None = None
    children = list(box)
    if box.text and box.text.strip():
        run = _new_paragraph(box, 0, box.text)
        box.text = None
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in _BOXES:
            run = None
        elif run is None:
            run = _new_paragraph(box, box.index(child), None)
            run.append(child)
        else:
            run.append(child)
        if tail and tail.strip():
            if run is None:
                run = _new_paragraph(box, box.index(child) + 1, tail)
            elif len(run):
                run[-1].tail = (run[-1].tail or "") + tail
            else:
                run.text = (run.text or "") + tail
        elif run is not None and len(run):
            run[-1].tail = (run[-1].tail or "") + (tail or "")


def _new_paragraph(box: html.HtmlElement, index: int, text: str | None) -> html.HtmlElement:
    paragraph = html.Element("p")
    paragraph.text = text
    box.insert(index, paragraph)
    return paragraph


def _split_at_breaks(paragraph: html.HtmlElement) -> None:
    """Two line breaks in a row end a paragraph."""
    current = paragraph
    pending: html.HtmlElement | None = None
    for child in list(paragraph):
        if child.tag == "br" and pending is not None:
            after = html.Element("p")
            after.text, child.tail = child.tail, None
            current.remove(pending)
            child.drop_tree()
            current.addnext(after)
            current, pending = after, None
            continue
        if current is not paragraph:
            current.append(child)
        pending = child if child.tag == "br" and not (child.tail or "").strip() else None


def _keep_main(tree: html.HtmlElement) -> None:
    """Leave only the smallest part that holds nearly all the prose, where one does."""
    body = tree.find("body")
    if body is None:
        return
    prose = _prose_of_parts(body)
    best: html.HtmlElement = body
    while prose[body]:
        child = max(best, key=lambda part: prose[part], default=None)
        if child is None or child.tag == "p" or prose[child] < _MAIN_SHARE * prose[body]:
            break
        best = child
    while best is not body:
        for other in [*best.itersiblings(preceding=True), *best.itersiblings()]:
            _drop(other)
        parent = best.getparent()
        best = body if parent is None else parent


def _prose(paragraph: html.HtmlElement) -> int:
    """Characters of running text; labels and links count nothing."""
    text = clean.line(paragraph.text_content())
    linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
    is_prose = len(text.split()) >= 8 and linked < 0.5 * len(text)
    return len(text) if is_prose else 0


_FORMS = {"head": Form.HEADING, "item": Form.ITEM, "quote": Form.PULL}


def _pieces_of(body: etree._Element) -> Iterator[Piece]:
    """Walk what trafilatura found: p, head, list/item, quote, table/row/cell, with ref for links."""
    for element in body:
        if element.tag in {"list", "table", "row"}:
            yield from _pieces_of(element)
        elif element.tag == "quote" and element.find("p") is not None:
            for part in element:
                yield from _piece(part, Form.PULL)
        else:
            yield from _piece(element, _FORMS.get(str(element.tag), Form.TEXT))


def _piece(element: etree._Element, form: Form) -> Iterator[Piece]:
    """The piece of an element; one per line where single line breaks part finished lines."""
    text = "".join(_texts(element))
    linked = sum(len("".join(link.itertext())) for link in element.iter("ref", "a"))
    share = min(1.0, linked / len(text)) if text else 0.0
    lines: list[str] = []
    for part in filter(None, map(clean.line, text.split("\n"))):
        if lines and part[0].islower():
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    for line in lines:
        yield Piece(form=form, text=line, linked=share)


def _texts(element: etree._Element) -> Iterator[str]:
    """Its text in order; a line feed stands only where the page broke the line."""
    for node in element.iter():
        if node.tag in {"lb", "br"}:
            yield "\n"
        elif node.text:
            yield _LINE_FEEDS.sub(" ", node.text)
        if node is not element and node.tail:
            yield _LINE_FEEDS.sub(" ", node.tail)


def plain_pieces(tree: html.HtmlElement) -> list[Piece]:
    """The pieces of a tree that is all article (a feed's text, a Markdown file): nothing is searched for."""
    _prune_unread(tree)
    _prune_beside(tree)
    _paragraphs(tree)
    forms = dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Form.HEADING) | {"li": Form.ITEM, "figcaption": Form.CAPTION}
    found: list[Piece] = []
    for element in tree.iter("p", "li", "pre", *forms):
        if element.tag == "li" and element.find(".//p") is not None:
            continue
        parents = {parent.tag for parent in element.iterancestors()}
        form = (
            Form.PULL
            if "blockquote" in parents
            else Form.ITEM
            if "li" in parents
            else forms.get(str(element.tag), Form.TEXT)
        )
        found.extend(_piece(element, form))
    return found[:_MAX_PIECES]
