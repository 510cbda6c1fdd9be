"""A mail from outside taken apart, within limits: what it says, its report fields, and the mail it returns.

Nothing here raises, whatever the bytes are: a mail that is too deep, too large or broken is read as plain text as far
as the limits go.
"""

import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from html import unescape
from typing import NamedTuple

MAX_BYTES = 1_000_000
"""Of a mail; what a report says stands at its beginning, the returned mail at its end."""
MAX_TEXT = 60_000
"""Characters read of one part."""
MAX_LINE = 2_000
MAX_PARTS = 50
"""Parts, and boundaries, of one mail; beyond it is read as plain text."""

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:[ \t]*(.*)\Z", re.DOTALL)
_FOLD = re.compile(r"\n[ \t]+")
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]{1,2000}>", re.IGNORECASE | re.DOTALL)
_MAIL_TAG = re.compile(r"<([^<>\s@]+@[^<>\s]+)>")
_ENDS_LINE = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h\d)\b[^<>]{0,2000}>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\xa0]+")

_RECIPIENT = ("original-recipient", "final-recipient")

Fields = dict[str, str]
"""Names in lower case; of a name that occurs twice the first value counts."""


class Parts(NamedTuple):
    """What a mail consists of."""

    headers: Fields
    said: str
    """What stands there for people: the plain text parts, or the HTML without its tags; without the returned mail."""
    status: tuple[Fields, ...]
    """The groups of fields of ``message/delivery-status`` (RFC 3464), in their order."""
    feedback: Fields
    """The fields of ``message/feedback-report`` (RFC 5965)."""
    returned: Fields
    """The headers of the returned mail, where it is a part of its own."""


class _Found:
    """What is being gathered while the parts are walked through."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.page: list[str] = []
        self.status: list[Fields] = []
        self.feedback: Fields = {}
        self.returned: Fields = {}


def read(data: bytes) -> Parts:
    """The parts of a mail as it came."""
    data = data[:MAX_BYTES]
    message = _parsed(data)
    if message is None:
        headers = fields(str(BytesHeaderParser().parsebytes(data.partition(b"\n\n")[0][:MAX_TEXT])))
        return Parts(headers, _lines(data[:MAX_TEXT].decode("utf-8", "replace")), (), {}, {})
    found = _Found()
    for part in _leaves(message, opens_reports=message.get_content_type() != "multipart/report"):
        _take(part, found)
    said = "\n".join(found.plain) if any(text.strip() for text in found.plain) else "\n".join(found.page)
    return Parts(_headers(message), said, tuple(found.status), found.feedback, found.returned)


def groups(text: str) -> Iterator[Fields]:
    """Groups of fields that blank lines part; lines that are no field are passed over."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        for begun in _divided(block):
            found = fields(begun)
            if found:
                yield found


def fields(block: str) -> Fields:
    """``Name: value`` lines, unfolded."""
    found: Fields = {}
    for line in _FOLD.sub(" ", block.strip("\n")).split("\n"):
        match = _FIELD.match(line)
        if match:
            found.setdefault(match[1].lower(), _decoded(match[2].strip()[:MAX_LINE]))
    return found


def _divided(block: str) -> Iterator[str]:
    """The block, parted where a second recipient begins without a blank line."""
    seen: set[str] = set()
    begun: list[str] = []
    for line in block.split("\n"):
        name = line.partition(":")[0].strip().lower()
        if name in seen:
            yield "\n".join(begun)
            seen, begun = set(), []
        if name in _RECIPIENT:
            seen.add(name)
        begun.append(line)
    yield "\n".join(begun)


def _parsed(data: bytes) -> Message | None:
    """The parsed mail; None where it is nested beyond reason."""
    lower = data.lower()
    if lower.count(b"boundary=") > MAX_PARTS or lower.count(b"content-type: message/") > MAX_PARTS:
        return None
    try:
        return BytesParser().parsebytes(data)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError):
        return None


def _headers(message: Message) -> Fields:
    return fields("\n".join(f"{name}: {_one_line(value)}" for name, value in message.items()))


def _leaves(message: Message, *, opens_reports: bool) -> Iterator[Message]:
    """The parts that hold something, in order; a mail within the mail is one, unless it is a report passed on whole."""
    waiting = [message]
    for _ in range(MAX_PARTS * 2):
        if not waiting:
            return
        part = waiting.pop(0)
        inner = part.get_payload()
        within = [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
        if within and (part.get_content_maintype() == "multipart" or (opens_reports and _is_report(within[0]))):
            waiting = within + waiting
        else:
            yield part


def _is_report(message: Message) -> bool:
    return message.get_content_type() == "multipart/report"


def _take(part: Message, found: _Found) -> None:
    kind = part.get_content_type()
    text = _source(part)
    if kind.endswith("delivery-status"):
        found.status += groups(text)
    elif kind.endswith("feedback-report"):
        found.feedback = found.feedback or fields(text.replace("\n\n", "\n"))
    elif kind in ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "text/rfc822"):
        found.returned = found.returned or next(groups(text), {})
    elif kind == "text/html":
        found.page.append(_lines(_plain(text)))
    elif part.get_content_maintype() in ("text", "message", "multipart"):
        found.plain.append(_lines(text))


def _source(part: Message) -> str:
    """The text of a part; of a mail within the mail its headers and its beginning."""
    inner = part.get_payload()
    if isinstance(inner, list):
        blocks = [each for each in inner if isinstance(each, Message)][:MAX_PARTS]
        encoding = _one_line(part.get("content-transfer-encoding", "")).lower()
        if encoding in ("base64", "quoted-printable"):
            body = Message()
            body["content-transfer-encoding"] = encoding
            body.set_payload("\n\n".join(str(each.get_payload()) for each in blocks))
            return _source(body)
        return "\n\n".join(_block(each) for each in blocks)[:MAX_TEXT]
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        raw = None
    if not isinstance(raw, bytes):
        return str(inner or "")[:MAX_TEXT]
    return _text(raw[: MAX_TEXT * 4], str(part.get_param("charset") or ""))[:MAX_TEXT]


def _block(message: Message) -> str:
    """A group of fields, or a returned mail: its headers and what follows."""
    head = "\n".join(f"{name}: {_one_line(value)}" for name, value in message.items())
    inner = message.get_payload()
    return f"{head}\n\n{inner if isinstance(inner, str) else ''}"


def _text(raw: bytes, charset: str) -> str:
    """Decoded by the charset it names, by UTF-8 or by Latin-1, whichever fits first."""
    for name in (charset, "utf-8"):
        try:
            text = raw.decode(name)
        except (LookupError, ValueError):
            continue
        return text
    return raw.decode("latin-1")


def _lines(text: str) -> str:
    return "\n".join(line[:MAX_LINE].rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _plain(page: str) -> str:
    """HTML as text: good enough to find addresses, codes and phrases."""
    page = _MAIL_TAG.sub(r"&lt;\1&gt;", _ENDS_LINE.sub("\n", page.replace("\n", " ")))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in unescape(_TAG.sub("", page)).split("\n"))


def _one_line(value: object) -> str:
    return _FOLD.sub(" ", str(value).replace("\r", "")).replace("\n", " ")


def _decoded(value: str) -> str:
    """Encoded-words as text (RFC 2047), where they can be read."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, TypeError, AssertionError):
        return value
