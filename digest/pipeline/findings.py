"""What to mend before an edition leaves, seen by the desk, the commands and the approval alike."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from digest import config, errors, model
from digest.deliver import message
from digest.deliver.links import Links
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
            newsletter, links, _READER, subject=mail.subject, page=mail.html, text=mail.text, moment=_moment(day)
        )
        found = (*preflight.check_message(sent.data, is_edition=False), *found)
    except errors.DigestError as error:
        found = (_refused(error), *found)
    return tuple(_settled(found, settings))


def _refused(error: errors.DigestError) -> Finding:
    """A mail that could not even be put together."""
    return Finding(rule=Rule.HEADER_FORM, place="the mail as sent", advice=str(error))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _settled(found: tuple[Finding, ...], settings: config.Settings) -> Iterator[Finding]:
    """Without what is said of links to our own site: that is the configuration's matter, and said once."""
    base_url, is_said = settings.web.base_url, False
    for each in found:
        if each.rule not in _ABOUT_SITES or not f"{each.place}/".startswith(f"{base_url}/"):
            yield each
        elif not is_said and settings.delivery.transport is not config.TransportKind.FOLDER:
            is_said = True
            advice = f"Links to {base_url} do not reach readers safely; set web.base_url to an https address."
            yield each.model_copy(update={"place": OWN_PAGES, "advice": advice})


_ABOUT_SITES = (Rule.LINK_UNENCRYPTED, Rule.LINK_PLACEHOLDER)
