"""The pages for readers: what there is, sign up, confirm, unsubscribe, preferences.

Reading never changes anything: every link of a mail leads to a page with a button. Nobody learns here whether an
address is known.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from digest import config, errors, model
from digest.deliver import links
from digest.pipeline import subscribe
from digest.store import editions
from digest.text import catalogue
from digest.web import archive, sentences
from digest.web import site as sites

routes = APIRouter()

_SECTION = "section "
"""Begins the name of the field of a section a reader may want."""


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
            "rhythm": sentences.rhythm(newsletter),
            "latest": next(iter(archive.past(site, newsletter, 1)), None),
        }
        for newsletter in site.settings.newsletters
    ]
    title = catalogue.of(site.language).gettext("Newsletters")
    return sites.page(site, "home", language=site.language, title=title, newsletters=letters)


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
    """Browsers ask for it; there is none.

    Sandboxed pages (previews, the archive) are of no origin: what is meant for ours alone would be an error there.
    """
    return Response(
        status_code=204,
        headers={"cache-control": "public, max-age=86400", "cross-origin-resource-policy": "cross-origin"},
    )


def _signed(purpose: str, token: str, site: sites.Site) -> links.Subject:
    """For whom a link speaks. Raises 404 where it was not made here."""
    subject = site.links.read(purpose, token)
    if subject is None:
        said = catalogue.of(site.language).gettext(
            "This link is not complete. Copy it from the mail once more, from end to end."
        )
        raise HTTPException(404, said)
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
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("Confirm %(newsletter)s", newsletter=newsletter.name),
        words.gettext("One press on the button, and the next edition comes to you."),
        words.gettext("If you did not ask for it, close this page: nothing will be sent."),
        language=newsletter.language,
        actions=(sites.action(f"{site.base}/confirm/{token}", words.gettext("Yes, subscribe me")),),
    )


def _confirmed_already(
    site: sites.Site, subject: links.Subject, newsletter: config.Newsletter, state: model.SubscriptionState
) -> Response:
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("You have confirmed already"),
        words.gettext(
            "%(newsletter)s: %(state)s Nothing is left to do here.",
            newsletter=newsletter.name,
            state=sentences.state(words, state),
        ),
        language=newsletter.language,
        further=_further(site, newsletter, subject),
    )


def _further(
    site: sites.Site, newsletter: config.Newsletter, subject: links.Subject
) -> tuple[dict[str, str], dict[str, str]]:
    """Where a subscriber may go next."""
    words = catalogue.of(newsletter.language)
    return (
        sites.link(site.links.preferences(subject), words.gettext("Choose what you receive")),
        sites.link(f"{site.base}/{newsletter.key}", words.gettext("Past editions")),
    )


@routes.post("/confirm/{token}")  # noqa: FAST003 - read by the dependency
def confirm(site: sites.Here, subject: Confirming) -> Response:
    """Consent is given."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.confirm(site.database, subject, site.now())
    if found is None or found.state is model.SubscriptionState.UNCONFIRMED:
        return _unknown(site, newsletter)
    words = catalogue.of(newsletter.language)
    if found.state is model.SubscriptionState.UNSUBSCRIBED:
        return sites.message(
            site,
            words.gettext("You have left since"),
            words.gettext(
                "This confirmation is older than your leaving %(newsletter)s. To receive it again, sign up once more.",
                newsletter=newsletter.name,
            ),
            language=newsletter.language,
            further=(sites.link(f"{site.base}/{newsletter.key}", words.gettext("Sign up again")),),
        )
    return sites.message(
        site,
        words.gettext("You are subscribed"),
        words.gettext(
            "%(newsletter)s comes to you from the next edition on. %(rhythm)s.",
            newsletter=newsletter.name,
            rhythm=sentences.rhythm(newsletter),
        ),
        words.gettext("Every mail holds a link to change what you receive, and one to leave."),
        language=newsletter.language,
        further=_further(site, newsletter, subject),
    )


@routes.get("/unsubscribe/{token}")
def ask_unsubscribe(token: str, site: sites.Here, subject: Leaving) -> Response:
    """The button that unsubscribes."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.find(site.database, subject)
    if found is None or found.state is model.SubscriptionState.UNSUBSCRIBED:
        return _left(token, site, newsletter, can_return=found is not None and found.confirmed_at is not None)
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("Leave %(newsletter)s?", newsletter=newsletter.name),
        words.gettext("One press on the button and nothing more is sent to you."),
        language=newsletter.language,
        actions=(sites.action(f"{site.base}/unsubscribe/{token}", words.gettext("Unsubscribe")),),
        further=(sites.link(site.links.preferences(subject), words.gettext("Receive less instead")),),
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
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("Welcome back"),
        words.gettext("%(newsletter)s comes to you again from the next edition on.", newsletter=newsletter.name),
        language=newsletter.language,
    )


@routes.get("/preferences/{token}")
def show_preferences(request: Request, token: str, site: sites.Here, subject: Preferring) -> Response:
    """What a reader receives."""
    newsletter = site.newsletter(subject.newsletter)
    found = subscribe.find(site.database, subject)
    if found is None or found.state not in (model.SubscriptionState.CONFIRMED, model.SubscriptionState.PAUSED):
        return _unknown(site, newsletter)
    words, is_paused = catalogue.of(newsletter.language), found.state is model.SubscriptionState.PAUSED
    wanted = {name: not found.variant.mutes(name) for name in newsletter.sections}
    return sites.page(
        site,
        "preferences",
        language=newsletter.language,
        title=words.gettext("What you receive"),
        newsletter=newsletter.name,
        url=f"{site.base}/preferences/{token}",
        leave_url=site.links.unsubscribe(subject),
        is_saved="saved" in request.query_params,
        state_sentence=sentences.state(words, found.state),
        wants_no_section=bool(wanted) and not any(wanted.values()) and not is_paused,
        length=found.variant.length.value,
        has_perspectives=found.variant.has_perspectives,
        sections=[
            {"name": name, "field": f"{_SECTION}{name}", "is_wanted": is_wanted} for name, is_wanted in wanted.items()
        ],
        is_paused=is_paused,
    )


@routes.post("/preferences/{token}")
def save_preferences(token: str, site: sites.Here, subject: Preferring, form: sites.Form) -> Response:
    """Another length, with or without perspectives, other sections, a pause or its end."""
    found = subscribe.find(site.database, subject)
    try:
        length = model.Length(form.get("length", ""))
    except ValueError:
        said = catalogue.of(site.language).gettext("Choose one of the two lengths.")
        raise HTTPException(400, said) from None
    muted = _muted(form, found.variant.muted if found else ())
    variant = model.Variant(length=length, has_perspectives=form.get("perspectives") == "yes", muted=muted)
    subscribe.prefer(site.database, subject, variant, is_paused=form.get("paused") == "yes")
    return sites.go(f"{site.base}/preferences/{token}?saved")


def _muted(form: dict[str, str], before: tuple[str, ...]) -> tuple[str, ...]:
    """The sections left out. What the page did not ask about, such as a section that is new since, stays as it was."""
    asked = form.get("sections", "").splitlines()
    known = {model.section_key(name) for name in asked}
    kept = (name for name in before if name not in known)
    return (*kept, *(name for name in asked if form.get(f"{_SECTION}{name}") != "yes"))


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
        return _too_many(site, newsletter)
    try:
        taken = subscribe.sign_up(
            site.database,
            newsletter,
            address,
            now,
            public_id=secrets.token_urlsafe(16),
            consent=sentences.consent(newsletter),
        )
    except errors.StateError as error:
        problem = sentences.problem(newsletter, error)
        return _newsletter_page(site, newsletter, address=address, problem=problem, status=422)
    if taken is subscribe.Request.TOO_MANY:
        return _too_many(site, newsletter)
    site.sign_ups.count(visitor, now)  # a mistyped address is no try
    tasks.add_task(site.mail_confirmations)
    return _asked(site, newsletter, address)


def _asked(site: sites.Site, newsletter: config.Newsletter, address: str) -> Response:
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("Check your inbox"),
        words.gettext(
            "If %(address)s is not subscribed yet, a mail with a link to confirm is on its way.", address=address
        ),
        words.gettext(
            "Nothing else is sent before you press the button behind that link. "
            "If no mail comes within ten minutes, look into the spam folder."
        ),
        language=newsletter.language,
        further=(sites.link(f"{site.base}/{newsletter.key}", words.gettext("Back")),),
    )


def _newsletter_page(
    site: sites.Site, newsletter: config.Newsletter, *, address: str = "", problem: str = "", status: int = 200
) -> Response:
    source = site.settings.newsletter(newsletter.round_up_of) if newsletter.round_up_of else None
    return sites.page(
        site,
        "newsletter",
        language=newsletter.language,
        status=status,
        title=newsletter.name,
        tagline=newsletter.tagline,
        rhythm=sentences.rhythm(newsletter),
        outlets=sentences.outlets(site.settings, source or newsletter),
        week_of=source.name if source else "",
        url=f"{site.base}/{newsletter.key}",
        consent=sentences.consent(newsletter),
        address=address,
        problem=problem,
        editions=archive.past(site, newsletter, 60),
        feed_url=f"{site.base}/{newsletter.key}/feed.atom",
    )


def _left(token: str, site: sites.Site, newsletter: config.Newsletter, *, can_return: bool) -> Response:
    words, url = catalogue.of(newsletter.language), f"{site.base}/unsubscribe/{token}/undo"
    undo = sites.action(url, words.gettext("I did not mean to leave"), is_quiet=True)
    return sites.message(
        site,
        words.gettext("You have left"),
        words.gettext("%(newsletter)s is not sent to you any more.", newsletter=newsletter.name),
        words.gettext("A mail that is already on its way may still arrive."),
        language=newsletter.language,
        actions=(undo,) if can_return else (),
    )


def _unknown(site: sites.Site, newsletter: config.Newsletter) -> Response:
    words, name = catalogue.of(newsletter.language), newsletter.name
    return sites.message(
        site,
        words.gettext("Nothing to change here"),
        words.gettext(
            "No subscription to %(newsletter)s belongs to this link any more. To receive it, sign up.", newsletter=name
        ),
        language=newsletter.language,
        further=(sites.link(f"{site.base}/{newsletter.key}", words.gettext("To %(newsletter)s", newsletter=name)),),
    )


def _too_many(site: sites.Site, newsletter: config.Newsletter) -> Response:
    words = catalogue.of(newsletter.language)
    return sites.message(
        site,
        words.gettext("Please try again in an hour"),
        words.gettext(
            "Many people sign up at this moment, from here or elsewhere. This protects mailboxes from being flooded."
        ),
        language=newsletter.language,
        status=429,
    )
