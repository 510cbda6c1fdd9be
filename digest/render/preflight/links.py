"""Links: whether they lead somewhere, safely, and say where."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from digest.render.preflight.finding import Finding, Rule, Tally, found
from digest.render.preflight.page import Page, words_of

_VAGUE = frozenset(
    "here|click|click here|read more|more|link|this|this link|learn more|view|view more|see more|details|continue"
    "|hier|hier klicken|mehr|mehr lesen|weiterlesen|mehr erfahren|ici|cliquez ici|lire la suite|en savoir plus|plus"
    "|aquí|haga clic aquí|leer más|más|más información|ver más".split("|")
)
_NO_HOST = frozenset({"mailto", "tel"})
_SCHEMES = _NO_HOST | {"http", "https"}
_UNFILLED = re.compile(
    r"\{\{|\}\}|\{%|%7B%7B|%7B%25|\$\{|\*\||%%\w+%%|[{<]\w+[}>]|\A\[\w+\]|[/=](?:undefined|None|null)\Z"
)
_FOR_EXAMPLES = re.compile(r"(^|\.)(example\.(com|net|org)|test|invalid|localhost|local|internal)\Z")
"""Names where no reader gets an answer (RFC 2606, 6761, 6762). Bare ``.example`` is left to the sample newsroom."""
_HOST = re.compile(
    r"(?:(?:https?://|www\.)((?:[\w-]+\.)+[a-z]{2,})|((?:[\w-]+\.)+(?:com|net|org|edu|gov|info)))(?:/\S*)?\Z",
    re.IGNORECASE,
)
"""A link that shows an address; "Node.js" is none."""


def check(page: Page, tokens: set[str]) -> Iterator[Finding]:
    """The findings of every link; ``tokens`` stand for personal links and are right."""
    addresses: dict[str, str] = {}
    open_hosts, no_hosts = Tally(Rule.LINK_UNENCRYPTED), Tally(Rule.LINK_PLACEHOLDER)
    for box in page.links:
        address = " ".join((box.element.get("href") or "").split())
        name = _name(box.element)
        url = None if address in tokens else _split(address)
        if address not in tokens:
            yield from _address(url, address, name)
        host = url.netloc.rpartition("@")[2] if url else ""
        if url and url.scheme == "http" and host:
            open_hosts.add(f"Links to {host} are not encrypted; use https if the site offers it.", address)
        if url and url.hostname and is_placeholder(url.hostname):
            advice = f"{host} answers no reader: it is a name for examples or an address of your own network."
            no_hosts.add(f"{advice} Put in the real address.", address)
        yield from _words(address, name)
        if name and addresses.setdefault(name, address) != address:
            advice = "Two links with different addresses have the same words; tell them apart."
            yield found(Rule.LINK_TWICE, name, advice)
    yield from open_hosts.findings()
    yield from no_hosts.findings()


def _name(element: object) -> str:
    """What a screen reader calls the link."""
    words = words_of(element)
    if words:
        return words
    alts = element.xpath(".//img/@alt")  # type: ignore[attr-defined]  # lxml is not typed
    return " ".join([*alts, element.get("aria-label") or ""]).strip()  # type: ignore[attr-defined]


def _address(url: SplitResult | None, address: str, name: str) -> Iterator[Finding]:
    said = f" (“{name[:40]}”)" if name else ""
    if _UNFILLED.search(address):
        advice = f"This link{said} holds a placeholder that was not filled in; fill it or take the link out."
        yield found(Rule.LINK_UNFILLED, address, advice)
    elif url is None or url.scheme not in _SCHEMES or not (url.hostname or (url.path and url.scheme in _NO_HOST)):
        advice = f"This link{said} leads nowhere from a mail; use an https address."
        yield found(Rule.LINK_DEAD, address or name or "a link", advice)
    elif url.scheme == "mailto" and "@" not in url.path:
        yield found(Rule.LINK_DEAD, address, f"This link{said} names no mail address; give one.")
    elif url.hostname:
        yield from _misleading(url, url.hostname, address, name)


def _misleading(url: SplitResult, host: str, address: str, name: str) -> Iterator[Finding]:
    shown = _HOST.match(name)
    place = (shown[1] or shown[2]) if shown else host
    if not _is_same(place.lower(), host):
        advice = f"This link shows {place} and leads to {host}, as fraud does; show the place it leads to."
        yield found(Rule.LINK_MISLEADS, address, advice)
    elif "@" in url.netloc:
        yield found(Rule.LINK_MISLEADS, address, "This link has a name before its host, as fraud does; take it out.")


def _words(address: str, name: str) -> Iterator[Finding]:
    if not name:
        yield found(Rule.LINK_SILENT, address or "a link", "This link has no words; say where it leads.")
    elif name.casefold().strip(" .…›»→>") in _VAGUE:
        yield found(Rule.LINK_VAGUE, name, "This link does not say where it leads; use words that do.")


def _split(address: str) -> SplitResult | None:
    try:
        url = urlsplit(address)
        _ = url.hostname, url.port
    except ValueError:  # "http://[::1", port 99999
        return None
    return url._replace(scheme=url.scheme.lower())


def is_placeholder(host: str) -> bool:
    """Whether no reader gets an answer from a host: a name for examples, an address of one network."""
    host = host.rstrip(".")
    if _FOR_EXAMPLES.search(host):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host


def _is_same(shown: str, host: str) -> bool:
    return f".{host}".endswith(f".{shown}") or f".{shown}".endswith(f".{host.removeprefix('www.')}")
