"""What to mend before an edition leaves, seen by the desk, the commands and the approval alike."""

import ipaddress
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from digest import config, errors, model
from digest.deliver import message
from digest.deliver.links import Links
from digest.net import address
from digest.render import notice, preflight
from digest.render.preflight import Finding, Rule, Severity

OWN_PAGES = "Links to your own pages"
"""Where a finding is about the configured address of our site."""
_READER = message.Reader(0, "reader@mail.example", "A Reader", "sample")


def of_edition(
    mail: model.Rendered,
    newsletter: config.Newsletter,
    settings: config.Settings,
    links: Links,
    local_date: date,
) -> tuple[Finding, ...]:
    """The findings in a variant: as rendered, and as bytes on their way to a reader. Errors first."""
    found = preflight.check(mail)
    if not any(each.severity is Severity.ERROR for each in found):
        try:
            template = message.Template(mail, newsletter, links, local_date=local_date, moment=_moment(local_date))
            found = (*preflight.check_message(template.mail(_READER).data), *found)
        except errors.DigestError as error:
            found = (_refused(error), *found)
    return tuple(_settled(found, settings))


def of_notice(
    mail: notice.Notice, newsletter: config.Newsletter, settings: config.Settings, links: Links, day: date
) -> tuple[Finding, ...]:
    """The same for a mail that is no edition."""
    found = preflight.check_notice(mail)
    try:
        sent = message.notice(
            newsletter,
            links,
            _READER,
            subject=mail.subject,
            page=mail.html,
            text=mail.text,
            moment=_moment(day),
            is_to_subscriber=mail.is_to_subscriber,
        )
        found = (*preflight.check_message(sent.data, is_to_subscriber=mail.is_to_subscriber), *found)
    except errors.DigestError as error:
        found = (_refused(error), *found)
    return tuple(_settled(found, settings))


def _refused(error: errors.DigestError) -> Finding:
    """A mail that could not even be put together."""
    return Finding(rule=Rule.HEADER_FORM, place="the mail as sent", advice=str(error))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _settled(found: tuple[Finding, ...], settings: config.Settings) -> Iterator[Finding]:
    """Without what the operator decided of a site: our own address, said once, and hosts listed to be read from."""
    is_said = False
    for each in found:
        is_about_site = each.rule in _ABOUT_SITES
        if is_about_site and f"{each.place}/".startswith(f"{settings.web.base_url}/"):
            if not is_said and settings.delivery.transport is not config.TransportKind.FOLDER:
                is_said = True
                advice = f"Links to {settings.web.base_url} do not reach readers safely; set web.base_url to https."
                yield each.model_copy(update={"place": OWN_PAGES, "advice": advice})
        elif not (is_about_site and _is_listed(each.place, settings.collect.allow_hosts)):
            yield each


_ABOUT_SITES = (Rule.LINK_UNENCRYPTED, Rule.LINK_PLACEHOLDER, Rule.IMAGE_UNENCRYPTED)


def _is_listed(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether a link leads to a host of the operator's own network that ``collect.allow_hosts`` names."""
    host = urlsplit(url).hostname or ""
    try:
        where = str(ipaddress.ip_address(host))
    except ValueError:
        where = _NO_ADDRESS
    closed, opened = address.Guard((), ""), address.Guard(hosts, "")
    return bool(host and closed.refusal(host, where, 80)) and not opened.refusal(host, where, 80)


_NO_ADDRESS = "240.0.0.1"
"""Stands for the address of a name, which is not looked up: no network that anybody lists holds it."""
