"""A mail that came back, from bytes to a report."""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain

from digest.deliver.bounces import diagnosis, free_text, mime
from digest.deliver.bounces.diagnosis import Said
from digest.deliver.bounces.report import Bounce, Kind, Report

_DAEMON = re.compile(
    r"mailer[-.]?daemon|post-?_?master|mdaemon|mail[-. ]?delivery|delivery[-. ](?:sub)?system|mail[-. ]?(?:system|admin)"
    r"|system administrator|interscan|imss@",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"un-?deliver|return(?:ed|ing) (?:mail|message|to sender)|failure|fail(?:ed|ing)\b|non[- ]?(?:delivery|remis)"
    r"|delivery (?:status|report|problem|warning|notif|error|delay)|not (?:be )?delivered|delayed\b|error sending"
    r"|mail (?:system |delivery )?(?:error|warning|status)|unzustellbar|nicht zugestellt|не доставлено|no se (?:pudo|puede) entregar|配信|退信",
    re.IGNORECASE,
)
_CAME_BACK = re.compile(
    r"(?:could ?not|cannot|can.t|was not|wasn.t|were not|not been|unable to|failed to|not able to)\b.{0,40}?\b(?:deliver|sen[dt]|reach)"
    r"|undeliver|deliver\w*\b.{0,60}?\bfail|did not reach|permanent (?:fatal |delivery )?(?:errors?|failure)|returned to sender"
    r"|has been delayed|postponed|did not receive|mailbox (?:exceeds|is full)|(?:trouble|error) (?:while )?(?:delivering|sending)"
    r"|rejected recipient|refused to accept your",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_TO_WHOM = re.compile(
    r"(?:could not|was not|cannot|unable to|not) (?:be )?deliver(?:ed)?\b[^\n]{0,60}\bto\b ?:?\s*<?[^\s@<>]+@",
    re.IGNORECASE,
)
_CODE = re.compile(r"^[\s<\[|*-]*[45](?:\d\d[ -]|\.\d\.\d{1,3} )\S", re.MULTILINE)
_ADDRESS_LINE = re.compile(r"^<[^\s<>@]+@[^\s<>]+>:", re.MULTILINE)
_STILL_TRIED = re.compile(
    r"not (?:yet )?been delivered|\bdelayed\b|warning message only|will (?:continue|be retried|retry|keep trying)|postponed"
    r"|delivery incomplete|advisory-only",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(r"permanent|giving up|given up|will not (?:be )?(?:retr|try)|no further attempts", re.IGNORECASE)
_ANSWER = re.compile(
    r"\bauto(?:matic|mated|matische)?[- ]?(?:reply|response|respond\w*|antwort)|out of (?:the )?office|vacation|abwesen"
    r"|r[ée]ponse automatique|respuesta autom[áa]tica|absence",
    re.IGNORECASE,
)
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-vacation", "x-mail-autoreply")
_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s]{1,200}>")
_ID_LINE = re.compile(r"^[ \t>]*message-id:[ \t]*(<[^<>\s]{3,400}>)", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(r"\A\s*[a-z0-9-]{1,20}\s*;\s*", re.IGNORECASE)
_BODY = re.compile(rb"\A.*?\r?\n\r?\n", re.DOTALL)
_TRACES = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "return-path",
    "errors-to",
    "sender",
)
_FEEDBACK = ("original-mail-from", "original-envelope-id", "original-rcpt-to")
_GOOD = ("deliver", "relay", "expand")
_NO_COMPLAINT = ("not-spam", "auth-failure", "dkim", "virus")


def read(data: bytes, *, envelope: str = "") -> Report:
    """What a mail says that came back. ``envelope`` is the address it was delivered to, where that is known.

    Never raises: what is not understood is of kind UNKNOWN.
    """
    parts = mime.read(data)
    text, below = free_text.divided(parts.said)
    if not parts.returned:
        parts = parts._replace(returned=next(mime.groups(below), {}))
    kind, bounces, complainants = _judged(parts, text)
    return Report(
        kind=kind,
        bounces=bounces,
        complainants=complainants,
        message_ids=_message_ids(parts),
        addresses=tuple(dict.fromkeys(filter(None, [envelope, *_traces(parts)]))),
        subject=parts.headers.get("subject", ""),
        key=_key(parts, data),
    )


def _judged(parts: mime.Parts, text: str) -> tuple[Kind, tuple[Bounce, ...], tuple[str, ...]]:
    feedback = parts.feedback.get("feedback-type", "").strip().lower()
    if feedback:
        kind = Kind.AUTOREPLY if feedback in _NO_COMPLAINT else Kind.COMPLAINT
        named = parts.feedback.get("original-rcpt-to") or parts.returned.get("to", "")
        return kind, (), tuple(free_text.addresses(named)) if kind is Kind.COMPLAINT else ()
    groups = [each for each in parts.status or mime.groups(parts.said) if _is_of_recipient(each)]
    bounces = _of_groups(groups, parts, text)
    if not bounces and (not groups or any(_is_bad(each) for each in groups)) and _is_report(parts, text):
        bounces = _of_text(parts, text, groups)
    if bounces:
        return Kind.HARD if any(each.kind is Kind.HARD for each in bounces) else Kind.SOFT, tuple(bounces), ()
    return Kind.AUTOREPLY if groups or _is_answer(parts) else Kind.UNKNOWN, (), ()


# --------------------------------------------------------------------------------------- fields of a status report


def _is_of_recipient(group: mime.Fields) -> bool:
    """Fields about one recipient (RFC 3464, 2.3)."""
    return bool(
        {"final-recipient", "original-recipient"} & group.keys()
        and {"action", "status", "diagnostic-code"} & group.keys()
    )


def _is_bad(group: mime.Fields) -> bool:
    return not group.get("action", "failed").lower().startswith(_GOOD)


def _of_groups(groups: list[mime.Fields], parts: mime.Parts, text: str) -> list[Bounce]:
    bad = [(each, _recipient(each)) for each in groups if _is_bad(each)]
    spoken = {each.address.lower(): each.words for each in free_text.passages(text, _others(parts))}
    found: dict[str, Bounce] = {}
    for group, address in bad[: free_text.MAX_ADDRESSES]:
        if address:
            around = text if len(bad) == 1 else spoken.get(address.lower(), "")
            found.setdefault(address.lower(), diagnosis.bounce(address, _said(group, around)))
    return list(found.values())


def _said(group: mime.Fields, around: str) -> Said:
    diagnostic = _TYPE.sub("", group.get("diagnostic-code", ""), count=1)
    return Said(group.get("status", ""), diagnostic, around, not group.get("action", "").lower().startswith("delay"))


def _recipient(group: mime.Fields) -> str:
    """The address of a group: as it was at the end, else as it was sent to."""
    fields = (group.get(name, "") for name in ("final-recipient", "original-recipient", "x-actual-recipient"))
    return next(chain.from_iterable(free_text.addresses(_TYPE.sub("", each, count=1)) for each in fields), "")


# --------------------------------------------------------------------------------------- free text


def _of_text(parts: mime.Parts, text: str, groups: list[mime.Fields]) -> list[Bounce]:
    found = _passages(parts, text)
    if len(found) == 1:
        found = [free_text.Passage(found[0].address, text)]
        if groups:
            return [diagnosis.bounce(found[0].address, _said(groups[0], text))]
    is_final = not _STILL_TRIED.search(f"{parts.headers.get('subject', '')}\n{text}") or bool(_GIVEN_UP.search(text))
    return [diagnosis.bounce(each.address, Said(around=each.words, is_final=is_final)) for each in found]


def _passages(parts: mime.Parts, text: str) -> list[free_text.Passage]:
    """The addresses a report speaks of: those its header names, else its text, else those of the returned mail."""
    found = free_text.passages(text, _others(parts))
    named = free_text.addresses(parts.headers.get("x-failed-recipients", ""))
    if named:
        spoken = {each.address.lower(): each.words for each in found}
        return [free_text.Passage(each, spoken.get(each.lower(), "")) for each in dict.fromkeys(named)]
    if found:
        return found
    returned = free_text.addresses(parts.returned.get("to", ""))
    if len(returned) == 1:
        return [free_text.Passage(returned[0], text)]
    domain = parts.headers.get("from", "").rpartition("@")[2].strip("<> ").lower()
    return [free_text.Passage(f"{each}@{domain}", text) for each in free_text.local_parts(text) if "." in domain]


def _is_report(parts: mime.Parts, text: str) -> bool:
    """Whether a mail system speaks here of a mail that did not arrive: one sign alone may deceive."""
    sender, subject = parts.headers.get("from", ""), parts.headers.get("subject", "")
    if "x-failed-recipients" in parts.headers or _SAYS_TO_WHOM.search(text):
        return True
    if _ANSWER.search(subject):
        return False
    signs = (
        _DAEMON.search(sender),
        _SUBJECT.search(subject),
        _CAME_BACK.search(text),
        _CODE.search(text),
        parts.returned,
        _ADDRESS_LINE.search(text),
    )
    return sum(map(bool, signs)) >= 2


def _is_answer(parts: mime.Parts) -> bool:
    """Whether a machine answers for a person (RFC 3834)."""
    return (
        not parts.headers.get("auto-submitted", "no").lower().startswith("no")
        or any(name in parts.headers for name in _ANSWERING)
        or parts.headers.get("precedence", "").lower() in ("auto_reply", "auto-reply")
        or bool(_ANSWER.search(parts.headers.get("subject", "")))
    )


def _others(parts: mime.Parts) -> list[str]:
    """Addresses a report may name without being about them: its own sender and recipient, and whose mail it was."""
    own = (parts.headers.get(name, "") for name in ("to", "from", "return-path", "reply-to", "sender"))
    theirs = (parts.returned.get(name, "") for name in ("from", "return-path", "sender", "reply-to"))
    return [address for field in (*own, *theirs) for address in free_text.addresses(field)]


# --------------------------------------------------------------------------------------- whose mail it was


def _message_ids(parts: mime.Parts) -> tuple[str, ...]:
    fields = [
        parts.returned.get("message-id", ""),
        parts.headers.get("in-reply-to", ""),
        parts.headers.get("references", ""),
    ]
    found = [each for field in (*fields, *_ID_LINE.findall(parts.said)) for each in _ID.findall(field)]
    return tuple(dict.fromkeys(found[:20]))


def _traces(parts: mime.Parts) -> Iterator[str]:
    """Where it was sent to, and whom the returned mail names as its sender."""
    for fields, names in ((parts.headers, _TRACES), (parts.feedback, _FEEDBACK), (parts.returned, _TRACES)):
        for name in names:
            yield from free_text.addresses(fields.get(name, ""))[:10]


def _key(parts: mime.Parts, data: bytes) -> str:
    """By its own Message-ID where it has one, else by what stands below its header."""
    own = parts.headers.get("message-id", "").encode("utf-8", "replace")
    return hashlib.sha256(own or _BODY.sub(b"", data[: mime.MAX_BYTES], count=1)).hexdigest()
