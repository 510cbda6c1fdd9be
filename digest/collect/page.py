"""An article page, bytes to text: what it says about itself (``Facts``) and its blocks."""

import codecs
import re
from collections.abc import Sequence
from itertools import dropwhile

from digest import model
from digest.collect import furniture, layout, metadata, shape, wire
from digest.collect.pieces import Piece
from digest.text import clean

_DECLARED = re.compile(
    rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{1,40})"
)
_HEADER_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]{1,40})")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252"})
"""Pages that say Latin-1 or ASCII mean windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels)."""

_CUT_OFF = re.compile(r"(?i)(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:read|continue) (?:more|reading)\W*)\W*\Z")


class Page(model.Value):
    """What was read from a page."""

    facts: metadata.Facts
    blocks: tuple[model.Block, ...] = ()
    wire: str = ""
    is_whole: bool = True
    """Whether the text comes to its end; False where it breaks off ("...", "Read more")."""

    @property
    def words(self) -> int:
        """How much text there is, headings and captions not counted."""
        kinds = {model.BlockKind.HEADING, model.BlockKind.CAPTION}
        return sum(len(block.text.split()) for block in self.blocks if block.kind not in kinds)


def read(content: bytes, *, content_type: str = "", url: str = "", outlet: str = "", title: str = "") -> Page:
    """Read a page. Pure, and values in and out, so that it can run in a process of its own.

    ``title`` is what the page is known as elsewhere (the feed); where it repeats in the text it is dropped.
    Raises SourceError where the markup defeats the libraries.
    """
    return read_markup(decode(content, content_type), url=url, outlet=outlet, title=title)


def read_markup(markup: str, *, url: str = "", outlet: str = "", title: str = "") -> Page:
    """Read a page that is text already."""
    tree = layout.parse(markup)
    if tree is None:
        return Page(facts=metadata.Facts())
    facts = metadata.facts(tree, url, outlet)
    headlines = {furniture.key(clean.line(element.text_content(), 1000)) for element in tree.iter("h1")}
    found = list(dropwhile(lambda piece: furniture.key(piece.text) in headlines, layout.pieces(tree, url)))
    if title and title != facts.title:
        found = [piece for piece in found if furniture.key(piece.text) != furniture.key(title)]
    kept = furniture.without(found, title=facts.title, author=facts.author, outlet=facts.site)
    dek = facts.dek if not facts.lead or _holds(kept, facts.lead) else facts.lead
    blocks = shape.blocks(kept, dek=dek, captions=facts.captions)
    return Page(facts=facts, blocks=blocks, wire=wire.credited(found, facts.author))


def _holds(pieces: Sequence[Piece], text: str) -> bool:
    """Whether the words of a text stand in the pieces."""
    return furniture.key(text) in " ".join(furniture.key(piece.text) for piece in pieces)


def read_fragment(markup: str, *, title: str = "", outlet: str = "", dek: str = "", infers_dek: bool = False) -> Page:
    """Read HTML that is the article and nothing else: what a feed carries, a Markdown file."""
    tree = layout.parse(f"<html><body><article>{markup}</article></body></html>") if markup.strip() else None
    if tree is None:
        return Page(facts=metadata.Facts())
    heading = next((clean.from_html(element.text_content()) for element in tree.iter("h1")), "")
    found = layout.plain_pieces(tree)
    kept = furniture.without(found, title=title or heading, outlet=outlet)
    is_whole = not any(_CUT_OFF.search(piece.text) for piece in (*found[-1:], *kept[-1:]))
    blocks = shape.blocks(kept, dek=dek, infers_dek=infers_dek)
    return Page(facts=metadata.Facts(title=heading), blocks=blocks, wire=wire.credited(found), is_whole=is_whole)


def decode(content: bytes, content_type: str = "") -> str:
    """Bytes to text: by byte order mark, the header's charset, the page's own word, UTF-8, windows-1252."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    header = _HEADER_CHARSET.search(content_type)
    declared = _DECLARED.search(content[:4096])
    names = [header[1] if header else "", (declared[1] or declared[2]).decode() if declared else "", "utf-8", "cp1252"]
    for name in filter(None, names):
        try:
            codec = codecs.lookup(name).name
            return content.decode("cp1252" if codec in _WESTERN else codec)
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8" if content.isascii() else "cp1252", "replace")
