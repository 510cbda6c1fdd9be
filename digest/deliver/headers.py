"""Header lines as bytes. Every text passes ``header_text``, every finished line is checked.

The standard library's policies are not used for writing: they fold long List-Unsubscribe URLs into encoded-words
(https://github.com/python/cpython/issues/85725) and, up to 3.12, decode an encoded-word inside a text into real line
breaks. ``email.header.Header`` only encodes, and only text that was cleaned.
"""

import re
import unicodedata
from email.header import Header

_CLEAN = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_LINE = re.compile(rb"[\x20-\x7e\x80-\xff]*\Z")
_NEXT_HEADER = re.compile(rb"\r\n(?![ \t])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PART_OF_WORDS = "\u200c\u200d\u200e\u200f"
"""Invisible too, but how Persian words and emoji are written, and which way a name runs."""
_WORD_OVER_75 = re.compile(rb"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=")

MAX_LINE = 998
"""Octets of a line without its end (RFC 5322, 2.1.1)."""


def header_text(text: str, limit: int = 200) -> str:
    """The text as one line without controls, overrides of direction or anything that reads as an encoded-word."""
    if len(text) <= limit and _CLEAN.match(text) and "=?" not in text:
        return text
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if _is_unfit(char) else char for char in text)
    return " ".join(text.replace("=?", "= ?").split())[:limit].strip(f" {_PART_OF_WORDS}")


def _is_unfit(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE and char not in _PART_OF_WORDS


def text(name: str, value: str) -> bytes:
    """A line of free text, as Subject: encoded-words where it is not ASCII (RFC 2047)."""
    return _line(name, _encoded(header_text(value), len(name) + 2))


def mailbox(name: str, display: str, address: str) -> bytes:
    """A line with one mailbox, as From: display name, quoted or encoded where it must be, and address."""
    return _line(name, mailbox_value(display, address, len(name) + 2))


def mailbox_value(display: str, address: str, indent: int) -> bytes:
    """``"Name" <address>``, folded where the line would be long; ``indent`` columns are already taken."""
    display = header_text(display)
    # RFC 6532 lets an address outside ASCII stand as UTF-8; it only travels where the server offers SMTPUTF8.
    where = f"<{address}>".encode()
    if not display:
        return address.encode() if address.isascii() else where
    phrase = _phrase(display, indent)
    is_long = indent + len(phrase) + len(where) > 76 or b"\r\n" in phrase
    return phrase + (b"\r\n " if is_long else b" ") + where


def raw(name: str, *values: str) -> bytes:
    """A structured line of URLs, ids or fixed words: printable ASCII as it is, folded only between the values."""
    for value in values:
        if not (value.isascii() and value.isprintable()):
            raise ValueError(f"{name}: only printable ASCII may stand in this header, not {value[:80]!r}")
    return _line(name, b",\r\n ".join(value.encode() for value in values))


def check(lines: bytes) -> None:
    """Assert what must hold of every finished header. Raises ValueError naming the line."""
    if not lines.endswith(b"\r\n"):
        raise ValueError(f"not closed by CRLF: {lines[-40:]!r}")
    for line in lines[:-2].split(b"\r\n"):
        if not line.strip() or len(line) > MAX_LINE or not _LINE.match(line):
            raise ValueError(f"not a header line: {line[:80]!r}")
        if any(len(word) > 75 for word in _WORD_OVER_75.findall(line)):
            raise ValueError(f"encoded-word over 75 octets: {line[:80]!r}")


def names(lines: bytes) -> list[str]:
    """The names of the headers in these lines, in lower case, in order."""
    return [line.partition(b":")[0].decode().lower() for line in _NEXT_HEADER.split(lines) if line]


def _line(name: str, value: bytes) -> bytes:
    line = name.encode("ascii") + b": " + value + b"\r\n"
    check(line)
    if _NEXT_HEADER.search(value):
        raise ValueError(f"{name}: the value would begin another header: {value[:80]!r}")
    return line


def _phrase(display: str, indent: int) -> bytes:
    if not display.isascii():
        return _encoded(display, indent)
    if _ATOMS.match(display):
        return display.encode()
    escaped = display.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode()


def _encoded(clean: str, indent: int) -> bytes:
    charset = "us-ascii" if clean.isascii() else "utf-8"
    header = Header(clean, charset, maxlinelen=76, header_name="x" * (indent - 2))
    return header.encode(linesep="\r\n").encode("ascii")
