"""The archive: each sent edition as it was frozen at its approval, and the feed of them."""

import hashlib
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response

from digest import config, model
from digest.render import atom
from digest.render import edition as editions_rendered
from digest.store import editions
from digest.text import catalogue
from digest.web import guard
from digest.web import site as sites

routes = APIRouter()

SENT = (model.EditionState.SENT,)
ANCESTORS = (
    "frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
FEED_ENTRIES = 30
_AS_MAIL, _AS_PAGE = 'role="article" aria-roledescription="email"', 'role="main"'
"""In a mailbox an edition is one mail among others; on the web it is what the page is about."""


@routes.get("/{key}/feed.atom")
def feed(key: str, request: Request, site: sites.Here) -> Response:
    """The newest editions, for feed readers."""
    newsletter = site.newsletter(key)
    entries = _entries(site, newsletter)
    body = atom.feed(
        newsletter,
        entries,
        feed_url=site.links.feed(newsletter.key),
        page_url=site.links.sign_up(newsletter.key),
    )
    headers = {"content-type": f"{atom.MEDIA_TYPE}; charset=utf-8", "cache-control": "public, max-age=900"}
    return _fresh(request, body, headers, atom.updated(entries))


@routes.get("/{key}/{day}")
def edition(key: str, day: str, request: Request, site: sites.Here) -> Response:
    """A sent edition as it was frozen, with nobody's links in it."""
    newsletter = site.newsletter(key)
    try:
        local_date = date.fromisoformat(day)
    except ValueError:
        raise HTTPException(404) from None
    with site.database.transaction(writes=False) as session:
        found = editions.find(session, newsletter.key, local_date)
        if found is None or found.state not in SENT:
            raise HTTPException(404, catalogue.of(site.language).gettext("There is no edition of this day."))
        page = editions.page(session, found.id)
        mails = {} if page else editions.rendered(session, found.id)
    page = page or _from_mail(site, newsletter, mails)
    headers = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": f"{page.policy}; {ANCESTORS}",
        "cache-control": "public, max-age=3600",
    }
    return _fresh(request, page.html.encode(), headers, found.sent_at or site.now())


def past(site: sites.Site, newsletter: config.Newsletter, limit: int) -> list[dict[str, str]]:
    """Sent editions, newest first."""
    with site.database.transaction(writes=False) as session:
        found = editions.listed(session, newsletter.key, SENT, limit)
        subjects = [_subject(site, session, each.id) for each in found]
    words = catalogue.of(newsletter.language)
    return [
        {
            "date": words.date(each.local_date),
            "url": f"{site.base}/{newsletter.key}/{each.local_date}",
            "subject": subject,
        }
        for each, subject in zip(found, subjects, strict=True)
    ]


def _subject(site: sites.Site, session: Session, edition_id: int) -> str:
    """Kept once it was read: a sent edition never changes."""
    if edition_id not in site.subjects:
        site.subjects[edition_id] = editions.load(session, edition_id).subject
    return site.subjects[edition_id]


def _from_mail(site: sites.Site, newsletter: config.Newsletter, mails: dict[str, model.Rendered]) -> model.Page:
    """An edition that was approved before there were pages: its mail. Raises 404 where none was kept."""
    mail = mails.get(model.Variant().key) or next(iter(mails.values()), None)
    if mail is None:
        raise HTTPException(404, catalogue.of(site.language).gettext("There is no edition of this day."))
    neutral = dict.fromkeys(model.Slot, site.links.sign_up(newsletter.key))
    html = editions_rendered.fill(mail.html, mail, neutral).replace(_AS_MAIL, _AS_PAGE, 1)
    return model.Page(html=html, policy=guard.MAIL_POLICY, title=mail.subject, summary=mail.preheader, content="")


def _entries(site: sites.Site, newsletter: config.Newsletter) -> list[atom.Entry]:
    """The newest sent editions; of one without a page only its subject is told."""
    with site.database.transaction(writes=False) as session:
        found = editions.listed(session, newsletter.key, SENT, FEED_ENTRIES)
        told = editions.told(session, [each.id for each in found])
        subjects = {each.id: _subject(site, session, each.id) for each in found if each.id not in told}
    entries = []
    for each in found:
        title, summary, content = told.get(each.id) or (subjects[each.id], "", "")
        url, sent = site.links.archive(newsletter.key, each.local_date), each.sent_at or each.send_at
        entries.append(atom.Entry(each.approved_sha256, url, title, summary, content, sent))
    return entries


def _fresh(request: Request, body: bytes, headers: dict[str, str], modified: datetime) -> Response:
    """The answer, or only that nothing changed since the visitor was here (RFC 9110, 13)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers |= {"etag": tag, "last-modified": format_datetime(modified.astimezone(UTC), usegmt=True)}
    if _is_known(request.headers, tag, modified):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers)


def _is_known(headers: Headers, tag: str, modified: datetime) -> bool:
    """Whether the visitor has it; a tag counts alone where one is sent."""
    known = headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in known.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and modified.replace(microsecond=0) <= since
