"""Whatever a page or feed holds, reading it ends soon."""

import contextlib
import time
from collections.abc import Callable

import pytest

from digest import errors
from digest.collect import feed, furniture, page, plain
from digest.text import clean

SIZE = 25_000
TOKENS = [
    " ", "a ", "A ", "a", "| ", " | a", "- ", "-", ". ", "\n", "\n\n", "By ", "By A, ", "by and ", "1. ", "• x\n", "“", '"a" ',
    "read more ", "share this ", "is a reporter ", "a is the ", "January 1, 2026 ", "1:00 am ", "updated 2020 ", "status: ",
    "the post ", "latest headlines: ", "(AP) ", "(A", "A A A (", "&", "&amp;", "&#38;", "<", "<a ", "<p>", "</p>", "<b>", "<br>", "<div>x",
    "<br><br>x", "<td>x", "<table><tr><td>x", "<li>x", "<ul><li>x", "<blockquote>x ", "<a href=x>y</a> ", "<!--", "<![CDATA[", "]]>", "\u202e", "e\u0301",
    "<time datetime=x>", "<meta name=a content=b>", '<p class="share">x', "<h2>Quick Takes</h2>", "<item><title>x</title></item>", "<!DOCTYPE [",
]  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "page": page.read_markup,
    "text": plain.read,
    "fields": plain.fields,
    "line": clean.line,
    "html": clean.from_html,
    "url": clean.canonical_url,
    "notice": furniture.is_notice,
    "label": furniture.is_label,
    "call": furniture.is_call,
    "byline": furniture.is_byline,
    "feed": lambda text: feed.read(b'<rss version="2.0"><channel>' + text.encode()),
}


@pytest.mark.parametrize("reader", READERS)
def test_many_kilobytes_of_anything_end_soon(reader: str) -> None:
    read = READERS[reader]
    read("<rss><item><title>x</title></item></rss>")  # imports are not counted
    slow = {}
    for token in TOKENS:
        text = (token * SIZE)[:SIZE]
        started = time.process_time()
        with contextlib.suppress(errors.SourceError):
            read(text)
        slow[token] = time.process_time() - started
    assert {token: seconds for token, seconds in slow.items() if seconds > 3} == {}


def test_characters_that_no_tree_may_hold_are_blanks() -> None:
    controls = "".join(chr(code) for code in (*range(1, 9), 11, *range(14, 32), 0x7F, 0x85, 0xD800, 0xFFFE))
    references = "".join(f"&#{code};&#x{code:x};" for code in range(32))
    words = f"Some words{controls} stand{references} here"
    found = page.read_markup(f"<html><body><div>{words}.<br><br>{words} again, &#65;.</div></body></html>")
    assert [block.text for block in found.blocks] == ["Some words stand here.", "Some words stand here again, A."]
