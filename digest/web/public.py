"""The pages for readers: what there is, sign up, confirm, unsubscribe, preferences, archive.

Reading never changes anything: every link of a mail leads to a page with a button. Nobody learns here whether an
address is known.
"""

import secrets
from datetime import date
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from digest import config, errors, model
from digest.deliver import links
from digest.pipeline import subscribe
from digest.render import edition as editions_rendered
from digest.render import english
from digest.store import editions
from digest.web import guard
from digest.web import site as sites

routes = APIRouter()

ARCHIVE_POLICY = (
    f"{guard.MAIL_POLICY}; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
_AS_MAIL, _AS_PAGE = 'role="article" aria-roledescription="email"', 'role="main"'
"""In a mailbox an edition is one mail among others; on the web it is what the page is about."""
_SENT = (model.EditionState.SENT,)
_FULL = model.Variant()
_DAYS = dict(
    zip(
        config.Weekday,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_STATES = {
    model.SubscriptionState.CONFIRMED: "It comes with every edition.",
    model.SubscriptionState.PAUSED: "It is paused: nothing is sent for now.",
    model.SubscriptionState.UNSUBSCRIBED: "You have left: nothing is sent any more.",
    model.SubscriptionState.UNCONFIRMED: "It waits for your confirmation: nothing is sent yet.",
}


@routes.get("/")
def home(site: sites.Here) -> Response:
    """The newsletters of this place; where there is only one, its own page."""
    if len(site.settings.newsletters) == 1:
        return _newsletter_page(site, site.settings.newsletters[0])
    letters = [
        {
            "name": newsletter.name,
            "tagline": newsletter.tagline,
            "url": f"{site.base}/{newsletter.key}",
            "rhythm": rhythm(newsletter),
            "latest": next(iter(_past(site, newsletter, 1)), None),
        }
        for newsletter in site.settings.newsletters
    ]
    return sites.page(site, "home", title="Newsletters", newsletters=letters)


@routes.get("/healthz")
def health(site: sites.Here) -> Response:
    """Whether the process answers and reaches its database."""
    try:
        with site.database.transaction(writes=False) as session:
            editions.listed(session, limit=1)
    except errors.StoreError:
        return PlainTextResponse("the database does not answer\n", status_code=503)
    return PlainTextResponse("ok\n")


@routes.get("/static/{name}")
def static(name: str, site: sites.Here) -> Response:
    """The style sheet; its name changes with its content."""
    if name != site.style_name:
        raise HTTPException(404)
    forever = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(site.style, media_type="text/css; charset=utf-8", headers=forever)


@routes.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for it; there is none."""
    return Response(status_code=204, headers={"cache-control": "public, max-age=86400"})


def _signed(purpose: str, token: str, site: sites.Site) -> links.Subject:
    """For whom a link speaks. Raises 404 where it was not made here."""
    subject = site.links.read(purpose, token)
    if subject is None:
        raise HTTPException(404, "This link is not complete. Copy it from the mail once more, from end to end.")
    return subject


def _confirming(token: str, site: sites.Here) -> links.Subject:
    return _signed("confirm", token, site)


def _leaving(token: str, site: sites.Here) -> links.Subject:
    return _signed("unsubscribe", token, site)


def _preferring(token: str, site: sites.Here) -> links.Subject:
    return _signed("preferences", token, site)


Confirming = Annotated[links.Subject, Depends(_confirming)]
Leaving = Annotated[links.Subject, Depends(_leaving)]
Preferring = Annotated[links.Subject, Depends(_preferring)]


@routes.get("/confirm/{token}")
def ask_confirm(token: str, site: sites.Here, subject: Confirming) -> Response:
    """The button that confirms: a machine that follows links must not."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.find(site.database, subject)
    if found is not None and found.state in (model.SubscriptionState.CONFIRMED, model.SubscriptionState.PAUSED):
        return _confirmed_already(site, subject, newsletter, found.state)
    return sites.message(
        site,
        f"Confirm {newsletter.name}",
        "One press on the button, and the next edition comes to you.",
        "If you did not ask for it, close this page: nothing will be sent.",
        actions=(sites.action(f"{site.base}/confirm/{token}", "Yes, subscribe me"),),
    )


def _confirmed_already(
    site: sites.Site, subject: links.Subject, newsletter: config.Newsletter, state: model.SubscriptionState
) -> Response:
    return sites.message(
        site,
        "You have confirmed already",
        f"{newsletter.name}: {_STATES[state]} Nothing is left to do here.",
        further=(
            sites.link(site.links.preferences(subject), "Choose what you receive"),
            sites.link(f"{site.base}/{newsletter.key}", "Past editions"),
        ),
    )


@routes.post("/confirm/{token}")  # noqa: FAST003 - read by the dependency
def confirm(site: sites.Here, subject: Confirming) -> Response:
    """Consent is given."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.confirm(site.database, subject, site.now())
    if found is None or found.state is model.SubscriptionState.UNCONFIRMED:
        return _unknown(site, newsletter)
    if found.state is model.SubscriptionState.UNSUBSCRIBED:
        return sites.message(
            site,
            "You have left since",
            f"This confirmation is older than your leaving {newsletter.name}. To receive it again, sign up once more.",
            further=(sites.link(f"{site.base}/{newsletter.key}", "Sign up again"),),
        )
    return sites.message(
        site,
        "You are subscribed",
        f"{newsletter.name} comes to you from the next edition on. {rhythm(newsletter)}.",
        "Every mail holds a link to change what you receive, and one to leave.",
        further=(
            sites.link(site.links.preferences(subject), "Choose what you receive"),
            sites.link(f"{site.base}/{newsletter.key}", "Past editions"),
        ),
    )


@routes.get("/unsubscribe/{token}")
def ask_unsubscribe(token: str, site: sites.Here, subject: Leaving) -> Response:
    """The button that unsubscribes."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.find(site.database, subject)
    if found is None or found.state is model.SubscriptionState.UNSUBSCRIBED:
        return _left(token, site, newsletter, can_return=found is not None and found.confirmed_at is not None)
    return sites.message(
        site,
        f"Leave {newsletter.name}?",
        "One press on the button and nothing more is sent to you.",
        actions=(sites.action(f"{site.base}/unsubscribe/{token}", "Unsubscribe"),),
        further=(sites.link(site.links.preferences(subject), "Receive less instead"),),
    )


@routes.post("/unsubscribe/{token}")
def unsubscribe(token: str, site: sites.Here, subject: Leaving) -> Response:
    """Leave; also what a mail program's one click posts (RFC 8058), so no cookie, no redirect, and repeatable."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.unsubscribe(site.database, subject, site.now())
    return _left(token, site, newsletter, can_return=found is not None and found.confirmed_at is not None)


@routes.post("/unsubscribe/{token}/undo")  # noqa: FAST003 - read by the dependency
def come_back(site: sites.Here, subject: Leaving) -> Response:
    """Take back that one left."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.come_back(site.database, subject, site.now())
    if found is None or found.state is not model.SubscriptionState.CONFIRMED:
        return _unknown(site, newsletter)
    return sites.message(site, "Welcome back", f"{newsletter.name} comes to you again from the next edition on.")


@routes.get("/preferences/{token}")
def show_preferences(request: Request, token: str, site: sites.Here, subject: Preferring) -> Response:
    """What a reader receives."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.find(site.database, subject)
    if found is None or found.state not in (model.SubscriptionState.CONFIRMED, model.SubscriptionState.PAUSED):
        return _unknown(site, newsletter)
    return sites.page(
        site,
        "preferences",
        title="What you receive",
        newsletter=newsletter.name,
        url=f"{site.base}/preferences/{token}",
        leave_url=site.links.unsubscribe(subject),
        is_saved="saved" in request.query_params,
        state_sentence=_STATES[found.state],
        length=found.variant.length.value,
        has_perspectives=found.variant.has_perspectives,
        is_paused=found.state is model.SubscriptionState.PAUSED,
    )


@routes.post("/preferences/{token}")
def save_preferences(token: str, site: sites.Here, subject: Preferring, form: sites.Form) -> Response:
    """Another length, with or without perspectives, a pause or its end."""
    try:
        length = model.Length(form.get("length", ""))
    except ValueError:
        raise HTTPException(400, "Choose one of the two lengths.") from None
    variant = model.Variant(length=length, has_perspectives=form.get("perspectives") == "yes")
    subscribe.prefer(site.database, subject, variant, is_paused=form.get("paused") == "yes")
    return sites.go(f"{site.base}/preferences/{token}?saved")


@routes.get("/{key}")
def newsletter_page(key: str, site: sites.Here) -> Response:
    """What a newsletter is, the form to sign up, and its past editions."""
    return _newsletter_page(site, site.newsletter(key))


@routes.post("/{key}")
def sign_up(key: str, request: Request, site: sites.Here, form: sites.Form, tasks: BackgroundTasks) -> Response:
    """Ask for a newsletter: the same answer whether the address is known or not; the mail leaves afterwards."""
    newsletter = site.newsletter(key)
    address = form.get("address", "").strip()[:320]
    now, visitor = site.now(), sites.visitor(request)
    if not site.sign_ups.allows(visitor, now):
        return _too_many(site)
    try:
        taken = subscribe.sign_up(
            site.database,
            newsletter,
            address,
            now,
            public_id=secrets.token_urlsafe(16),
            consent=consent(newsletter),
        )
    except errors.StateError as error:
        return _newsletter_page(site, newsletter, address=address, problem=error.message, status=422)
    if taken is subscribe.Request.TOO_MANY:
        return _too_many(site)
    site.sign_ups.count(visitor, now)  # a mistyped address is no try
    tasks.add_task(site.mail_confirmations)
    return sites.message(
        site,
        "Check your inbox",
        f"If {address} is not subscribed yet, a mail with a link to confirm is on its way.",
        "Nothing else is sent before you press the button behind that link. "
        "If no mail comes within ten minutes, look into the spam folder.",
        further=(sites.link(f"{site.base}/{newsletter.key}", "Back"),),
    )


@routes.get("/{key}/{day}")
def archive(key: str, day: str, site: sites.Here) -> Response:
    """A sent edition as it was mailed, with nobody's links in it."""
    newsletter = site.newsletter(key)
    try:
        local_date = date.fromisoformat(day)
    except ValueError:
        raise HTTPException(404) from None
    with site.database.transaction(writes=False) as session:
        standing = editions.find(session, newsletter.key, local_date)
        is_sent = standing is not None and standing.state in _SENT
        rendered = editions.rendered(session, standing.id) if standing and is_sent else {}
    found = rendered.get(_FULL.key) or next(iter(rendered.values()), None)
    if found is None:
        raise HTTPException(404, "There is no edition of this day.")
    neutral = dict.fromkeys(model.Slot, site.links.sign_up(newsletter.key))
    headers = {"content-security-policy": ARCHIVE_POLICY, "cache-control": "public, max-age=3600"}
    page = editions_rendered.fill(found.html, found, neutral).replace(_AS_MAIL, _AS_PAGE, 1)
    return HTMLResponse(page, headers=headers)


def rhythm(newsletter: config.Newsletter) -> str:
    """``Every day at 07:00 (Europe/Berlin)``."""
    days = set(newsletter.days)
    if len(days) == 7:
        which = "Every day"
    elif days == set(tuple(config.Weekday)[:5]):
        which = "Monday to Friday"
    else:
        which = english.series(name for day, name in _DAYS.items() if day in days)
    return f"{which} at {newsletter.send_at:%H:%M} ({newsletter.time_zone})"


def consent(newsletter: config.Newsletter) -> str:
    """What a person agrees to; shown at the form and kept as proof."""
    return (
        f"You get {newsletter.name} by mail after you confirmed your address. "
        "Every mail holds a link to leave. Your address is used for nothing else."
    )


def _newsletter_page(
    site: sites.Site, newsletter: config.Newsletter, *, address: str = "", problem: str = "", status: int = 200
) -> Response:
    return sites.page(
        site,
        "newsletter",
        status=status,
        title=newsletter.name,
        tagline=newsletter.tagline,
        rhythm=rhythm(newsletter),
        outlets=_outlets(site.settings, newsletter),
        url=f"{site.base}/{newsletter.key}",
        consent=consent(newsletter),
        address=address,
        problem=problem,
        editions=_past(site, newsletter, 60),
    )


def _outlets(settings: config.Settings, newsletter: config.Newsletter) -> str:
    """``8 outlets``; added sources are not counted, as their outlets may change any day."""
    is_all = "*" in newsletter.sources
    chosen = {source.outlet or source.key for source in settings.sources if is_all or source.key in newsletter.sources}
    return english.count(len(chosen), "outlet") if chosen else "many outlets"


def _past(site: sites.Site, newsletter: config.Newsletter, limit: int) -> list[dict[str, str]]:
    """Sent editions, newest first."""
    with site.database.transaction(writes=False) as session:
        found = editions.listed(session, newsletter.key, _SENT, limit)
        for standing in found:
            if standing.id not in site.subjects:  # a sent edition never changes
                site.subjects[standing.id] = editions.load(session, standing.id).subject
    return [
        {
            "date": english.date_in_words(standing.local_date),
            "url": f"{site.base}/{newsletter.key}/{standing.local_date}",
            "subject": site.subjects[standing.id],
        }
        for standing in found
    ]


def _left(token: str, site: sites.Site, newsletter: config.Newsletter, *, can_return: bool) -> Response:
    undo = sites.action(f"{site.base}/unsubscribe/{token}/undo", "I did not mean to leave", is_quiet=True)
    return sites.message(
        site,
        "You have left",
        f"{newsletter.name} is not sent to you any more.",
        "A mail that is already on its way may still arrive.",
        actions=(undo,) if can_return else (),
    )


def _unknown(site: sites.Site, newsletter: config.Newsletter) -> Response:
    return sites.message(
        site,
        "Nothing to change here",
        f"No subscription to {newsletter.name} belongs to this link any more. To receive it, sign up.",
        further=(sites.link(f"{site.base}/{newsletter.key}", f"To {newsletter.name}"),),
    )


def _too_many(site: sites.Site) -> Response:
    return sites.message(
        site,
        "Please try again in an hour",
        "Many people sign up at this moment, from here or elsewhere. This protects mailboxes from being flooded.",
        status=429,
    )
