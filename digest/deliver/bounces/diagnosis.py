"""From codes and words to a reason: enhanced status, reply code, the SMTP command that was answered, and what was said."""

import re
from typing import NamedTuple

from digest.deliver.bounces import wording
from digest.deliver.bounces.report import DEAD, Bounce, Reason

MAX_WORDS = 3_000
"""Characters of what was said that are looked at; a reason stands at the beginning."""

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.#:+-])([45]\d\d)(?=[ \-:;>]|$)(?! (?:hours|days|minutes|seconds|bytes|lines|k))")
_CODE = re.compile(r"(?:\A|(?<=[\s\[\"'#(:]))[45](?:\d\d[ -]|\.\d{1,2}\.\d{1,3}\b)")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_STAGES = (
    (
        "connect",
        re.compile(r"(?:after|to) (?:initial connection|helo|ehlo)|>>> (?:helo|ehlo)\b|\(state [1-6]\)", re.IGNORECASE),
    ),
    ("mail", re.compile(r"(?:after|our|to) mail from\b|>>> mail from|\(state 8\)", re.IGNORECASE)),
    ("data", re.compile(r"end of data|(?:after|our|to) data\b|>>> (?:data|\.)|\(state 18\)", re.IGNORECASE)),
)
_ADDRESS = re.compile(r"<?[^\s<>@\"'()\[\]:;,=]+@[^\s<>@\"'()\[\]:;,]+>?")
_URL = re.compile(r"https?://([^\s/?#]+)\S*")
_HOST = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9-]+\b", re.IGNORECASE)
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_WRAPPED = re.compile(r"[245]\.\d\.\d - unknown address error (?=\d{3})", re.IGNORECASE)
"""What Cisco's gateways put before every refusal, whatever it is."""
_CONTINUED = re.compile(r"\b([45]\d\d)-(?:[45]\.\d\.\d{1,3} )?")
_GENERIC = re.compile(r"[245]\.0\.0\Z")


class Said(NamedTuple):
    """What is known about one address."""

    status: str = ""
    """The Status field."""
    diagnostic: str = ""
    """The server's own words, where they stand apart."""
    around: str = ""
    """What else is said of it, for people."""
    is_final: bool = True


def bounce(address: str, said: Said) -> Bounce:
    """The bounce of this address."""
    own = _WRAPPED.sub("", said.diagnostic or _of_server(said.around))
    server, around = _plain(own), _plain(said.around)
    status = _status(said.status, server, around)
    reply = _first(_REPLY, server) or _first(_REPLY, around)
    reason = _weighed(_reason(status, server, around), status, reply, _stage(f"{said.around} {said.diagnostic}"))
    words = " ".join((own or said.around).split())[:300]
    return Bounce(address, reason, status, reply, words, said.is_final)


def status_in(words: str) -> str:
    """The first enhanced status in these words."""
    return _first(_STATUS, words)


def _of_server(text: str) -> str:
    """From the first code to the end of its paragraph: what a server said within a report for people."""
    found = _CODE.search(text[: MAX_WORDS * 2])
    return _EMPTY_LINE.split(text[found.start() : MAX_WORDS * 2], maxsplit=1)[0] if found else ""


def _status(field: str, server: str, around: str) -> str:
    """The most telling of the statuses that were given: ``X.0.0`` says nothing beyond its class."""
    given = [status_in(text) for text in (field, server, around)]
    telling = [each for each in given if each and not _GENERIC.match(each)]
    return next(iter(telling), "") or next(filter(None, given), "")


def _reason(status: str, server: str, around: str) -> Reason:
    """What is named goes before what is hinted at, and what the server said before what was written around it."""
    asked = (
        (wording.specific, server),
        (wording.of_status, status),
        (wording.generic, server),
        (wording.of_subject, status),
        (wording.specific, around),
        (wording.generic, around),
    )
    found = (look(words) for look, words in asked)
    return next((reason for reason in found if reason is not Reason.UNSAID), Reason.UNSAID)


def _weighed(reason: Reason, status: str, reply: str, stage: str) -> Reason:
    """The reason in the light of when it was said, and whether for good."""
    is_temporary = status.startswith("4") or (not status and reply.startswith("4"))
    if stage in ("connect", "mail") and reason in {*DEAD, Reason.UNSAID, Reason.FILTERED}:
        # No recipient was named yet: it speaks of us.
        return Reason.BLOCKED if stage == "connect" else Reason.POLICY
    if stage == "data" and reason is Reason.UNSAID:
        return Reason.FILTERED
    if stage == "data" and reason is Reason.USER_UNKNOWN and reply == "550" and ".1.1" not in status:
        return Reason.FILTERED  # the recipient had been accepted: a filter says so
    if is_temporary and reason in (Reason.HOST_UNKNOWN, Reason.NO_MAIL):
        return Reason.NETWORK  # a name that could not be looked up now
    return reason


def _stage(words: str) -> str:
    return next((name for name, pattern in _STAGES if pattern.search(words)), "")


def _plain(words: str) -> str:
    """The words as ``wording`` compares them; an empty line ends a sentence."""
    words = _EMPTY_LINE.sub(" ; ", words[: MAX_WORDS * 2])
    words = _IP.sub("ip", _HOST.sub(_dashed, _ADDRESS.sub("<>", _URL.sub(r"\1", words))))
    return _CONTINUED.sub(r"\1 ", " ".join(words.split()))[:MAX_WORDS]


def _dashed(found: re.Match[str]) -> str:
    return found[0].replace(".", "-")


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found[1] if found else ""
