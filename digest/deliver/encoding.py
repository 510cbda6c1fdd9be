"""Bodies as bytes with slots: encoded once per variant, filled per reader by joining pieces.

The rules of the quoted-printable encoder (RFC 2045, 6.7) make later steps free: no physical line begins with a dot,
so nothing needs dot-stuffing; no line ends in a blank and no two blanks meet, so the relaxed body of DKIM (RFC 6376,
3.4.4) is the body itself. A slot always owns whole physical lines, so any value fits.
"""

import binascii
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[!-<>-~]+\Z")
"""Text that needs no encoding but line breaks: no ``=``, no blank; tokens, URLs and addresses."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_WIDTH = 75
"""Octets of a physical line before its soft break."""

Piece = bytes | str
"""Bytes as they are, or the name of a value to put in."""


def clean(body: str) -> str:
    """The body with LF as the only line end, at its end too, and without control characters.

    One C1 control makes Gmail clip a mail as if it were too long.
    """
    body = _CONTROLS.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
    return body.rstrip("\n") + "\n"


def quoted_printable(body: str, slots: Mapping[str, str]) -> list[Piece]:
    """The cleaned body as bytes between names; ``slots`` maps each token in the body to the name of its value."""
    pieces: list[Piece] = []
    for line in body.split("\n")[:-1]:
        pieces.extend(_line(_cut(line, slots), slots))
        pieces.append(b"\r\n")
    return joined(pieces)


def base64(body: str) -> bytes:
    """The whole filled body, 76 octets a line, each line closed by CRLF."""
    packed = binascii.b2a_base64(body.replace("\n", "\r\n").encode(), newline=False)
    return b"".join([packed[at : at + 76] + b"\r\n" for at in range(0, len(packed), 76)])


def value(text: str) -> bytes:
    """A personal value as whole physical lines of quoted-printable, without the last line end."""
    if _PLAIN.match(text):
        lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
        if not any(line[0] == "." for line in lines):
            return "=\r\n".join(lines).encode()
    return _encoded(_CONTROLS.sub("", text.replace("\n", " ")))


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces with neighbouring bytes put together."""
    result: list[Piece] = []
    for piece in pieces:
        if result and isinstance(piece, bytes) and isinstance(result[-1], bytes):
            result[-1] += piece
        else:
            result.append(piece)
    return result


def _cut(line: str, slots: Mapping[str, str]) -> list[str]:
    """The line as text, token, text, token, ... text."""
    if not slots:
        return [line]
    return re.split("(" + "|".join(map(re.escape, slots)) + ")", line)


def _line(parts: list[str], slots: Mapping[str, str]) -> list[Piece]:
    """One logical line; a slot gets a physical line of its own by soft breaks before and behind it."""
    present = [(part, index % 2 == 1) for index, part in enumerate(parts) if part]
    pieces: list[Piece] = []
    for position, (part, is_slot) in enumerate(present):
        if position:
            pieces.append(b"=\r\n")
        is_last = position == len(present) - 1
        pieces.append(slots[part] if is_slot else _encoded(part, closes_line=is_last))
    return pieces


def _encoded(line: str, *, closes_line: bool = True) -> bytes:
    """One logical line as physical lines of at most 76 octets."""
    lines: list[bytes] = []
    current, previous = b"", b""
    for octet in line.encode():
        unit = _unit(octet, previous)
        previous = unit
        if len(current) + len(unit) > _WIDTH:
            lines.append(current + b"=")
            current = b""
        if not current and unit in (b".", b" "):
            unit = b"=%02X" % unit[0]
        current += unit
    if closes_line and current.endswith(b" "):
        lines, current = _without_blank_end(lines, current)
    return b"\r\n".join([*lines, current])


def _unit(octet: int, previous: bytes) -> bytes:
    if octet == 32 and previous != b" ":
        return b" "
    return bytes((octet,)) if 33 <= octet <= 126 and octet != 61 else b"=%02X" % octet


def _without_blank_end(lines: list[bytes], current: bytes) -> tuple[list[bytes], bytes]:
    """The same line with its last blank encoded, on a line of its own where it no longer fits."""
    if len(current) + 2 <= _WIDTH:
        return lines, current[:-1] + b"=20"
    return [*lines, current[:-1] + b"="], b"=20"
