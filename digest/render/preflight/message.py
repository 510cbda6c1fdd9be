"""A whole mail as bytes, as it would leave: its headers, lines and parts, looked at raw.

Parsers mend what they read: the headers of a parsed mail look right where the bytes are wrong
(https://github.com/python/cpython/issues/85725).
"""

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from digest.render import budget
from digest.render.preflight.finding import Finding, Rule, found
from digest.render.preflight.slots import TOKEN

MAX_LINE, WIDTH = 998, 78
"""Octets of a line without its end: what must not and what should not be passed (RFC 5322, 2.1.1)."""
MAX_ENCODED_WORD = 75
_NEXT_HEADER = re.compile(rb"\r?\n(?![ \t])")
_ENCODED_WORD = re.compile(rb"=\?[^?\s]{1,40}\?[BbQq]\?[^?\s]*\?=")
_MESSAGE_ID = re.compile(r"<[^<>@\s]+@([^<>@\s]+)>\Z")
_LIST_ID = re.compile(r"<[^<>\s.]+(\.[^<>\s.]+)+>\Z")
_FREE_TEXT = frozenset({"subject", "from", "to", "cc", "reply-to", "sender", "comments"})
"""Headers whose words may be encoded (RFC 2047, 5)."""
_ONCE = frozenset(
    "from sender reply-to to cc date message-id subject in-reply-to references mime-version content-type"
    " content-transfer-encoding list-id list-unsubscribe list-unsubscribe-post list-archive precedence".split()
)
_NEEDED = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type")
_NEEDED_BY_LISTS = ("list-id", "list-unsubscribe", "list-unsubscribe-post")
_NAMES = {"message-id": "Message-ID", "mime-version": "MIME-Version", "list-id": "List-Id"}
_ENCODINGS = frozenset({"quoted-printable", "base64", "7bit"})

Headers = list[tuple[str, bytes]]
"""Name in lower case, and value as it stands, folded."""


def check(raw: bytes, *, is_to_subscriber: bool) -> Iterator[Finding]:
    """The findings of a mail's bytes."""
    head, _, _ = re.sub(rb"\r\n", b"\n", raw).partition(b"\n\n")
    headers = _headers(head)
    yield from _lines(raw, head)
    yield from _needed(headers, is_to_subscriber=is_to_subscriber)
    yield from _encoded(headers)
    values = {name: _unfolded(value) for name, value in headers}
    yield from _form(values)
    if "list-unsubscribe" in values:
        yield from _unsubscribe(values)
    yield from _parts(message_from_bytes(raw))
    if token := TOKEN.search(raw.decode("latin-1")):
        advice = f"{token[0]} was to become a personal link; render the edition again."
        yield found(Rule.TOKEN_LEFT, "the mail as sent", advice)


def _headers(head: bytes) -> Headers:
    lines = (line.partition(b":") for line in _NEXT_HEADER.split(head))
    return [(name.strip().lower().decode("latin-1"), value) for name, colon, value in lines if colon]


def _unfolded(value: bytes) -> str:
    return " ".join(value.decode("utf-8", "replace").split())


def _lines(raw: bytes, head: bytes) -> Iterator[Finding]:
    whole = raw.replace(b"\r\n", b"")
    if b"\n" in whole or b"\r" in whole:
        advice = "A line ends without CR LF, which servers refuse or repair wrongly; end every line with both."
        yield found(Rule.LINE_END, "the mail as sent", advice)
    if b"\0" in raw:
        yield found(Rule.LINE_END, "the mail as sent", "There is a NUL character, which servers refuse; take it out.")
    lines = raw.split(b"\n")
    longest = max(lines, key=len).rstrip(b"\r")
    if len(longest) > MAX_LINE:
        advice = f"A line has {len(longest):,} octets; servers cut after {MAX_LINE}. Encode the body, fold the header."
        yield found(Rule.LINE_LONG, _beginning(longest), advice)
    for line in head.split(b"\n"):
        if len(line) > WIDTH and b" " in line.partition(b": ")[2].strip() and len(line) <= MAX_LINE:
            advice = f"This header line has {len(line)} octets; fold it at a blank after at most {WIDTH}."
            yield found(Rule.HEADER_LONG, _beginning(line), advice)


def _beginning(line: bytes) -> str:
    return f"the line “{line[:40].decode('latin-1').strip()}…”"


def _needed(headers: Headers, *, is_to_subscriber: bool) -> Iterator[Finding]:
    counted = Counter(name for name, _ in headers)
    for name in (*_NEEDED, *(_NEEDED_BY_LISTS if is_to_subscriber else ())):
        if not counted[name]:
            yield found(
                Rule.HEADER_MISSING, _title(name), f"The header {_title(name)} is missing; every mail needs it."
            )
    for name in sorted(_ONCE):
        if counted[name] > 1:
            advice = f"The header {_title(name)} stands {counted[name]} times; servers refuse that. Write it once."
            yield found(Rule.HEADER_DOUBLED, _title(name), advice)
    for name in sorted({"bcc", "resent-bcc"} & counted.keys()):
        yield found(Rule.HEADER_FORM, _title(name), "This header shows readers to each other; take it out.")


def _encoded(headers: Headers) -> Iterator[Finding]:
    for name, value in headers:
        words = _ENCODED_WORD.findall(value)
        if words and name not in _FREE_TEXT:
            advice = "This header is written as an encoded-word, which no program reads there; write it as it is."
            yield found(Rule.HEADER_ENCODED, _title(name), advice)
        elif any(len(word) > MAX_ENCODED_WORD for word in words):
            advice = f"An encoded-word here is over {MAX_ENCODED_WORD} octets long (RFC 2047); split it."
            yield found(Rule.HEADER_ENCODED, _title(name), advice)
        elif name not in ("from", "to", "reply-to") and not value.isascii():
            advice = "There are letters outside ASCII in this header; encode them (RFC 2047)."
            yield found(Rule.HEADER_ENCODED, _title(name), advice)


def _form(values: dict[str, str]) -> Iterator[Finding]:
    """Whether each header says what programs read from it."""
    senders, readers = (getaddresses([values.get(name, "")]) for name in ("from", "to"))
    domain = senders[0][1].rpartition("@")[2].lower() if senders else ""
    identity = _MESSAGE_ID.match(values.get("message-id", ""))
    wrong = {
        "from": (len(senders) != 1 or "@" not in senders[0][1], "must name one sender with an address"),
        "to": (len(readers) != 1 or "@" not in readers[0][1], "must name one reader, and no other reader's address"),
        "subject": (not values.get("subject"), "is empty; write one"),
        "date": (not _is_moment(values.get("date", "")), "must be a date with its time zone (RFC 5322, 3.3)"),
        "message-id": (
            identity is None or bool(domain and not _are_related(identity[1].lower(), domain)),
            f"must be like <something@{domain or 'the sender’s domain'}>",
        ),
        "list-id": (not _LIST_ID.search(values.get("list-id", "")), "must end in <name.domain> (RFC 2919)"),
    }
    for name, (is_wrong, advice) in wrong.items():
        if name in values and is_wrong:
            yield found(Rule.HEADER_FORM, _title(name), f"The header {_title(name)} {advice}.")


def _unsubscribe(values: dict[str, str]) -> Iterator[Finding]:
    """One click to leave (RFC 8058), as Gmail and Yahoo ask of everybody who sends to many."""
    addresses = re.findall(r"<([^<>]*)>", values["list-unsubscribe"])
    place = "List-Unsubscribe"
    if not any(address.lower().startswith(("https://", "http://")) for address in addresses):
        advice = "There is no address of a page in it, so mail programs show no way to leave; add one in < >."
        yield found(Rule.UNSUBSCRIBE, place, advice)
    if any(re.search(r"\s", address) or "=?" in address for address in addresses):
        yield found(
            Rule.UNSUBSCRIBE, place, "An address in it is broken by a blank or an encoded-word; write it whole."
        )
    if values.get("list-unsubscribe-post", "List-Unsubscribe=One-Click") != "List-Unsubscribe=One-Click":
        advice = "It must say exactly List-Unsubscribe=One-Click (RFC 8058), or the button to leave is not shown."
        yield found(Rule.UNSUBSCRIBE, f"{place}-Post", advice)


def _parts(mail: Message) -> Iterator[Finding]:
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    kinds = [part.get_content_type() for part in leaves]
    if mail.get_content_type() != "multipart/alternative" or kinds[:1] != ["text/plain"] or "text/html" not in kinds:
        advice = f"The mail must be multipart/alternative with the plain text first and HTML after it, not {', '.join(kinds)[:80]}."
        yield found(Rule.PARTS, "Content-Type", advice)
    for part in leaves:
        kind, encoding = part.get_content_type(), str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower()
        if part.get_content_maintype() == "text" and (part.get_content_charset() or "") != "utf-8":
            yield found(Rule.PARTS, kind, "This part does not say charset=utf-8; else letters may come out wrong.")
        if encoding not in _ENCODINGS:
            yield found(Rule.PARTS, kind, f"The encoding {encoding} does not reach every server; use quoted-printable.")
        size = len(str(part.get_payload()).encode("utf-8", "surrogateescape"))
        if kind == "text/html" and size > budget.MAX_ENCODED_BYTES:
            advice = (
                f"Encoded, the page has {size:,} bytes; Gmail cuts off near {budget.MAX_ENCODED_BYTES:,}. Shorten it."
            )
            yield found(Rule.PART_SIZE, kind, advice)


def _is_moment(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except (ValueError, TypeError, IndexError):
        return False


def _are_related(one: str, other: str) -> bool:
    """Whether two hosts lie in one domain: equal, or one below the other."""
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def _title(name: str) -> str:
    return _NAMES.get(name, "-".join(part.capitalize() for part in name.split("-")))
