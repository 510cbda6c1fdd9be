"""What no single key can say: names that must exist, keys that exclude each other, and what deserves a warning."""

import difflib
import importlib.util
import ipaddress
import re
import zoneinfo
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError, localedata

from digest import model
from digest.config.files import HOOK_SECRETS, PROVIDER_SECRETS
from digest.config.lines import Place
from digest.config.mail import Security, TransportKind
from digest.config.mistakes import Mistake, nearest
from digest.config.settings import Images, Newsletter, Settings, SourceSetting

MIN_SIGNING_KEY = 32
"""Characters a signing key has at least."""
SAMPLE_ADDRESS = "1 Example Street"
"""Begins the postal address of the configuration that ``digest init`` writes."""
_SAMPLE = re.compile(r"\.(example(\.(com|net|org))?|invalid|test)$")
_HOST = re.compile(r"(?=.{1,253}$)(?!(.*\.)?[0-9]+\.?$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?)+", re.IGNORECASE)
"""A host name; its last part is never a number (RFC 1123, 2.1)."""
_URL_FORMS = "sqlite:///digest.db or postgresql+psycopg://user:password@host/name"
RESERVED = frozenset(
    {"desk", "login", "logout", "confirm", "unsubscribe", "preferences", "static", "images", "healthz", "hooks"}
)
"""First parts of the paths of our own pages, which no newsletter may be called."""


def mistakes(settings: Settings, data: dict[str, Any]) -> Iterator[Mistake]:
    """What is wrong between the keys. ``data`` is what was written, also where it did not fit ``settings``."""
    yield from _doubled("outlets", "name", data)
    yield from _doubled("sources", "key", data)
    yield from _doubled("newsletters", "key", data)
    outlets, keys = _written("outlets", "name", data), _written("sources", "key", data)
    for index, source in enumerate(settings.sources):
        yield from _source(source, ("sources", index), outlets)
        if len({"url", "path"} & data["sources"][index].keys()) != 1:
            yield Mistake(("sources", index), "needs either url or path, and not both")
    for index, newsletter in enumerate(settings.newsletters):
        yield from _newsletter(newsletter, ("newsletters", index), keys)
        yield from _labels(newsletter, ("newsletters", index, "labels"))
        yield from _round_up(newsletter, ("newsletters", index), settings, data)
        yield from _images(newsletter, ("newsletters", index, "images"))
    yield from _hosts(settings)
    yield from _mail_server(settings)
    yield from _providers(settings)
    yield from _bounces(settings)
    yield from _model(settings)
    yield from _secrets(settings)


def _labels(newsletter: Newsletter, place: Place) -> Iterator[Mistake]:
    """A heading without words would leave its part of a story unnamed."""
    for name, label in newsletter.labels:
        if not str(label).strip():
            yield Mistake((*place, name), "is empty; write a heading, or leave the key out")


def _images(newsletter: Newsletter, place: Place) -> Iterator[Mistake]:
    """Found out before the first edition would go without its picture."""
    if newsletter.images is not Images.NONE and importlib.util.find_spec("PIL") is None:
        said = "needs the extra package Pillow; install it with: pip install '.[images]' in the checkout, or set it to none"
        yield Mistake(place, said)


def warnings(settings: Settings) -> Iterator[Mistake]:
    """What works but should be looked at."""
    if settings.delivery.transport is not TransportKind.FOLDER:
        yield from _samples(settings)
    if not settings.newsletters:
        yield Mistake(("newsletters",), "there is no newsletter yet; add a [[newsletters]] table")
    for index, outlet in enumerate(settings.outlets):
        if outlet.lean is not model.Lean.UNRATED and not outlet.rater:
            yield Mistake(("outlets", index, "lean"), "readers are told who rated the lean; add rater and rated_on")
    for index, newsletter in enumerate(settings.newsletters):
        if not newsletter.postal_address:
            yield Mistake(("newsletters", index, "key"), "has no postal_address; many countries require one in mails")
        if newsletter.build_at.replace(tzinfo=None) >= newsletter.send_at.replace(tzinfo=None):
            yield Mistake(
                ("newsletters", index, "build_at"),
                f"the draft is built at {newsletter.build_at:%H:%M} and the edition leaves at {newsletter.send_at:%H:%M} "
                "of the same day, so that nobody could read it before; choose an earlier build_at",
            )


def _samples(settings: Settings) -> Iterator[Mistake]:
    """What would reach real readers as a placeholder or a dead link."""
    url, place = urlsplit(settings.web.base_url), ("web", "base_url")
    if is_loopback(url.hostname or ""):
        yield Mistake(place, "leads readers to their own machine; set the https address of this site")
    elif is_sample(url.hostname or ""):
        yield Mistake(place, f"{url.hostname} is a name for examples; set the https address of this site")
    elif url.scheme == "http":
        yield Mistake(place, "links travel unencrypted, and one-click unsubscribing needs https")
    for index, newsletter in enumerate(settings.newsletters):
        for key in ("sender", "reply_to", "unsubscribe_address"):
            domain = getattr(newsletter, key).rpartition("@")[2].rstrip(">")
            if is_sample(domain):
                yield Mistake(("newsletters", index, key), f"{domain} is a name for examples; give an address of yours")
        if SAMPLE_ADDRESS in newsletter.postal_address:
            yield Mistake(("newsletters", index, "postal_address"), "is that of the sample; give your own")


def is_sample(host: str) -> bool:
    """Whether the name is kept for examples, and nobody answers there (RFC 2606)."""
    return bool(_SAMPLE.search(f".{host.lower().rstrip('.')}"))


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _written(table: str, key: str, data: dict[str, Any]) -> list[str]:
    """The names that stand in the file, right or wrong."""
    written = data.get(table)
    tables = written if isinstance(written, list) else []
    return [each[key] for each in tables if isinstance(each, dict) and isinstance(each.get(key), str)]


def _doubled(table: str, key: str, data: dict[str, Any]) -> Iterator[Mistake]:
    seen: set[str] = set()
    written = data.get(table)
    for index, each in enumerate(written if isinstance(written, list) else []):
        name = each.get(key) if isinstance(each, dict) else None
        if isinstance(name, str) and name in seen:
            yield Mistake((table, index, key), f"there are two {table} {name!r}; names are unique")
        elif isinstance(name, str):
            seen.add(name)


def _source(source: SourceSetting, place: Place, outlets: Collection[str]) -> Iterator[Mistake]:
    if source.url and urlsplit(source.url).scheme not in ("http", "https"):
        yield Mistake((*place, "url"), "should begin with https:// or http://")
    if source.kind is model.SourceKind.FOLDER and source.url:
        yield Mistake((*place, "url"), "a folder lies on this machine; give its path")
    if source.outlet and source.outlet not in outlets:
        yield Mistake((*place, "outlet"), f"there is no outlet {source.outlet!r}{nearest(source.outlet, outlets)}")


def _newsletter(newsletter: Newsletter, place: Place, keys: Collection[str]) -> Iterator[Mistake]:
    if newsletter.key in RESERVED:
        yield Mistake((*place, "key"), f"/{newsletter.key} is the address of one of our own pages; choose another key")
    for index, key in enumerate(newsletter.sources):
        if key != "*" and key not in keys:
            yield Mistake((*place, "sources", index), f"there is no source {key!r}{nearest(key, keys)}")
    if not _is_zone(newsletter.time_zone):
        near = _nearest_zones(newsletter.time_zone)
        yield Mistake((*place, "time_zone"), f"{newsletter.time_zone!r} is no IANA time zone; {near}")
    if not _is_language(newsletter.language):
        tags = [name.replace("_", "-") for name in localedata.locale_identifiers()]
        near = nearest(newsletter.language, tags) or "; write it like en, de or pt-BR"
        yield Mistake((*place, "language"), f"{newsletter.language!r} is no language known here{near}")
    for key in ("build_at", "send_at"):
        if getattr(newsletter, key).tzinfo is not None:
            yield Mistake((*place, key), "is meant in the newsletter's time_zone; leave the offset out")
    if not newsletter.days:
        yield Mistake((*place, "days"), "needs at least one day")


def _is_language(tag: str) -> bool:
    """Whether it is a BCP 47 tag whose dates and numbers are known."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _round_up(newsletter: Newsletter, place: Place, settings: Settings, data: dict[str, Any]) -> Iterator[Mistake]:
    """A round-up tells again what another newsletter sent, once a week; it has nothing else to draw on."""
    key, here = newsletter.round_up_of, (*place, "round_up_of")
    if not key:
        return
    keys = _written("newsletters", "key", data)
    source = next((each for each in settings.newsletters if each.key == key), None)
    if key == newsletter.key:
        yield Mistake(here, "is this newsletter itself; name the one whose editions it tells again")
    elif source is None and key not in keys:
        yield Mistake(here, f"there is no newsletter {key!r}{nearest(key, keys)}")
    elif source and source.round_up_of:
        yield Mistake(here, f"{key} is a round-up itself; name {source.round_up_of}, or another one with sources")
    elif source:
        yield from _unlike(newsletter, source, place)
    if newsletter.sources:
        yield Mistake((*place, "sources"), f"a round-up reads no sources: its stories are those of {key}; leave it out")
    if len(set(newsletter.days)) != 1:
        days = "days" if "days" in newsletter.model_fields_set else "round_up_of"
        yield Mistake((*place, days), 'a round-up appears on one day of the week; for example days = ["sun"]')


def _unlike(newsletter: Newsletter, source: Newsletter, place: Place) -> Iterator[Mistake]:
    """Its stories are written already: in one language, with views by one division of the leans."""
    for name in ("language", "buckets"):
        if getattr(newsletter, name) != getattr(source, name):
            said = f"a round-up has the {name} of the newsletter that it tells again; write it as in {source.key}"
            yield Mistake((*place, name if name in newsletter.model_fields_set else "round_up_of"), said)


def _nearest_zones(word: str) -> str:
    """``did you mean Europe/Berlin?``: by the whole name, else by the city in it."""
    names = {name.casefold(): name for name in sorted(zoneinfo.available_timezones())}
    cities = {name.rpartition("/")[2]: full for name, full in names.items() if "/" in name}
    asked = word.strip().replace(" ", "_").casefold()
    found = [names[each] for each in difflib.get_close_matches(asked, names, n=1, cutoff=0.75)]
    city = asked.rpartition("/")[2]
    found = found or [cities[each] for each in difflib.get_close_matches(city, cities, n=2, cutoff=0.75)]
    return f"did you mean {' or '.join(found)}?" if found else "write it like Europe/Berlin or America/New_York"


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _hosts(settings: Settings) -> Iterator[Mistake]:
    if not (_is_address(settings.web.host) or _HOST.fullmatch(settings.web.host)):
        said = f"{settings.web.host!r} is neither an IP address nor a host name; for example 127.0.0.1 or 0.0.0.0"
        yield Mistake(("web", "host"), said)
    for index, entry in enumerate(settings.collect.allow_hosts):
        if not (_is_address(entry.strip("[]")) or _is_network(entry) or _HOST.fullmatch(entry)):
            said = f"{entry!r} is no IP address, network or host name; for example 127.0.0.1, 10.0.0.0/8 or news.lan"
            yield Mistake(("collect", "allow_hosts", index), said)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _mail_server(settings: Settings) -> Iterator[Mistake]:
    for server, place in (
        (settings.delivery.smtp, ("delivery", "smtp")),
        (settings.bounces.imap, ("bounces", "imap")),
        (settings.bounces.pop3, ("bounces", "pop3")),
    ):
        if server.host and server.security is Security.NONE and not is_loopback(server.host):
            yield Mistake(
                (*place, "security"),
                f"would send mails and password unencrypted to {server.host}; use starttls or tls (none is for this machine)",
            )
        if server.username and not (server.password or server.password_file):
            variable = "DIGEST_" + "__".join((*place, "password")).upper()
            yield Mistake(
                (*place, "username"), f"needs a password: give password_file (or password), or set {variable}"
            )


def _providers(settings: Settings) -> Iterator[Mistake]:
    for name, key in PROVIDER_SECRETS:
        provider = getattr(settings.delivery, name)
        url = provider.base_url or ""
        host = urlsplit(url).hostname or ""
        if url.startswith("http:") and not is_loopback(host):
            yield Mistake(("delivery", name, "base_url"), f"would send mails and key unencrypted to {host}; use https")
        if settings.delivery.transport.value != name:
            continue
        if not (getattr(provider, key) or getattr(provider, f"{key}_file")):
            variable = f"DIGEST_DELIVERY__{name}__{key}".upper()
            said = f"{name} needs delivery.{name}.{key}: give {key}_file (or {key}), or set {variable}"
            yield Mistake(("delivery", "transport"), said)
        for other in ("domain", "access_key_id"):
            if getattr(provider, other, "given") == "":
                yield Mistake(("delivery", "transport"), f"{name} needs delivery.{name}.{other}")


def _bounces(settings: Settings) -> Iterator[Mistake]:
    for name, mailbox in (("imap", settings.bounces.imap), ("pop3", settings.bounces.pop3)):
        if mailbox.host and not mailbox.username:
            yield Mistake(("bounces", name, "host"), f"needs a log-in: set bounces.{name}.username and its password")
    if settings.bounces.lmtp.port and importlib.util.find_spec("aiosmtpd") is None:
        said = (
            "needs the extra package aiosmtpd; install it with: pip install '.[lmtp]' in the checkout, or set it to 0"
        )
        yield Mistake(("bounces", "lmtp", "port"), said)


def _model(settings: Settings) -> Iterator[Mistake]:
    asked = settings.model
    host = urlsplit(asked.base_url).hostname or ""
    if asked.base_url and not asked.name:
        yield Mistake(("model", "base_url"), "needs the name of a model as well: set model.name")
    has_key = asked.api_key or asked.api_key_file
    if asked.base_url.startswith("http:") and has_key and not is_loopback(host):
        yield Mistake(("model", "base_url"), f"would send the key unencrypted to {host}; use https")


def database_url(settings: Settings) -> Iterator[Mistake]:
    """Whether it names a database we know; asked once the files that hold secrets are read."""
    database = settings.database
    place = ("database", "url_file" if database.url_file else "url")
    scheme, mark, rest = database.url.get_secret_value().partition("://")
    kind = scheme.partition("+")[0].lower()
    if not mark:
        yield Mistake(place, f"should be {_URL_FORMS}; it has no ://")
    elif kind not in ("sqlite", "postgresql", "postgres"):
        yield Mistake(place, f"should be {_URL_FORMS}; it begins with {scheme[:20]}://")
    elif kind == "sqlite" and rest.strip("/") in ("", ":memory:"):
        yield Mistake(place, "names no file; for example sqlite:///digest.db")


def _secrets(settings: Settings) -> Iterator[Mistake]:
    groups = (
        (settings.database, ("database",), "url"),
        (settings.web, ("web",), "signing_key"),
        (settings.delivery.smtp, ("delivery", "smtp"), "password"),
        (settings.bounces.imap, ("bounces", "imap"), "password"),
        (settings.bounces.pop3, ("bounces", "pop3"), "password"),
        (settings.model, ("model",), "api_key"),
        *(
            (getattr(settings.delivery, name), ("delivery", name), key)
            for name, key in (*PROVIDER_SECRETS, *HOOK_SECRETS)
        ),
    )
    for owner, place, key in groups:
        if {key, f"{key}_file"} <= owner.model_fields_set:
            yield Mistake((*place, key), f"is given twice; keep either {key} or {key}_file")
    signing_key = settings.web.signing_key
    if signing_key and len(signing_key.get_secret_value()) < MIN_SIGNING_KEY:
        yield Mistake(("web", "signing_key"), f"should have at least {MIN_SIGNING_KEY} characters")
