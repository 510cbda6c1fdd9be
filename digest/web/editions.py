"""The editor's desk: the state of each newsletter, what an edition says and rests on, its preview, its approval."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from digest import config, errors, model
from digest.pipeline import approve as approving
from digest.pipeline import build as building
from digest.pipeline import findings as looking
from digest.pipeline import mark as marking
from digest.pipeline import page as pages
from digest.pipeline import variants
from digest.render import edition as rendering
from digest.render import english, preflight
from digest.store import editions, sources
from digest.web import guard, login, reading, standing
from digest.web import site as sites

routes = APIRouter(prefix="/desk", dependencies=[Depends(login.guarded)])

_WEB_PAGE = "Web page"
_CLOSED_OFF = "frame-ancestors 'self'; sandbox"
PREVIEW_POLICY = f"{guard.MAIL_POLICY}; {_CLOSED_OFF}"


@routes.get("")
def desk(site: sites.Here, visit: login.Here) -> Response:
    """The state of each newsletter: its edition, what is missing, and the one next action."""
    with site.database.transaction(writes=False) as session:
        failing = [row for row in sources.listed(session) if row.failures]
        cards = [standing.card(session, site, newsletter) for newsletter in site.settings.newsletters]
    said = [
        {"key": row.source.key, "failures": english.count(row.failures, "time"), "error": row.error} for row in failing
    ]
    return _page(site, visit, "desk", here="desk", title="Today", cards=cards, failing=said)


@routes.get("/editions")
def every(site: sites.Here, visit: login.Here) -> Response:
    """All editions, newest first."""
    with site.database.transaction(writes=False) as session:
        found = editions.listed(session, limit=200)
    rows = [
        {
            "url": f"{site.base}/desk/editions/{each.id}",
            "date": english.date_in_words(each.local_date),
            "newsletter": standing.name(site, each),
            "state": each.state.value,
            "reason": each.reason,
            "send_at": standing.hour(site, each),
        }
        for each in found
    ]
    return _page(site, visit, "editions", here="editions", title="Editions", editions=rows)


@routes.get("/editions/{edition_id}")
def show(edition_id: int, request: Request, site: sites.Here, visit: login.Here) -> Response:
    """One edition: every line with its source, what was left out, what to do next."""
    done = standing.DONE.get(request.query_params.get("done", ""), "")
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
        edition = editions.load(session, edition_id) if found.sha256 else None
        facts = standing.facts(session, site, found)
        said = {row.source.key: row.error for row in sources.listed(session)}
    newsletter = standing.known(site, found.newsletter)
    shown = reading.edition_page(edition, newsletter.labels if newsletter else config.Labels(), said)
    can_show = edition is not None and newsletter is not None
    previews = _previews(site, edition_id) if can_show else []
    findings = _findings(site, *_rendered(site, edition_id, approving.ARCHIVED.key)) if can_show else ()
    return _page(
        site, visit, "edition", here="editions", done=done, previews=previews, findings=findings, **facts, **shown
    )


@routes.get("/editions/{edition_id}/preview/page")
def preview_page(edition_id: int, site: sites.Here, visit: login.Here) -> Response:
    """The web page, on a desktop and on a phone."""
    found, page = _web_page(site, edition_id)
    shown = {"subject": page.title, "preheader": page.summary, "text_url": "", "findings": (), "mutes": ()}
    return _preview(site, visit, found, "page", name=_WEB_PAGE, html=page.html, **shown)


@routes.get("/editions/{edition_id}/preview/page/html")
def preview_page_html(edition_id: int, site: sites.Here) -> Response:
    """The web page itself, closed off."""
    _, page = _web_page(site, edition_id)
    return HTMLResponse(page.html, headers={"content-security-policy": f"{page.policy}; {_CLOSED_OFF}"})


@routes.get("/editions/{edition_id}/preview/{variant}")
def preview(edition_id: int, variant: str, site: sites.Here, visit: login.Here) -> Response:
    """One variant of the mail as a reader sees it, on a desktop and on a phone."""
    found, rendered = _rendered(site, edition_id, variant)
    shown = {
        "subject": rendered.subject,
        "preheader": rendered.preheader,
        "text_url": f"{site.base}/desk/editions/{edition_id}/preview/{variant}/text",
        "findings": _findings(site, found, rendered),
        "mutes": _mutes(site, found, rendered.variant),
    }
    return _preview(site, visit, found, variant, name=_name(rendered.variant), html=rendered.html, **shown)


@routes.get("/editions/{edition_id}/preview/{variant}/html")
def preview_html(edition_id: int, variant: str, site: sites.Here) -> Response:
    """The mail's HTML, closed off: nothing in it runs, and nothing in it reaches the desk."""
    found, rendered = _rendered(site, edition_id, variant)
    page = rendering.fill(rendered.html, rendered, _neutral(site, found))
    return HTMLResponse(page, headers={"content-security-policy": PREVIEW_POLICY})


@routes.get("/editions/{edition_id}/preview/{variant}/text")
def preview_text(edition_id: int, variant: str, site: sites.Here) -> Response:
    """The mail's plain text."""
    found, rendered = _rendered(site, edition_id, variant)
    text = rendering.fill(rendered.text, rendered, _neutral(site, found))
    return PlainTextResponse(text, headers={"content-security-policy": PREVIEW_POLICY})


@routes.post("/editions/{edition_id}/approve")
def approve(edition_id: int, site: sites.Here, visit: login.Here, form: sites.Form) -> Response:
    """Approve exactly the document whose hash the page showed."""
    now, sha256 = site.now(), form.get("sha256", "")
    approving.approve(site.database, site.settings, edition_id, sha256, visit.editor.name, now)
    return _done(site, edition_id, "approve")


@routes.post("/editions/{edition_id}/withdraw")
def withdraw(edition_id: int, site: sites.Here) -> Response:
    """Make an approved edition a draft again."""
    approving.withdraw(site.database, edition_id, site.now())
    return _done(site, edition_id, "withdraw")


@routes.post("/editions/{edition_id}/hold")
def hold(edition_id: int, site: sites.Here, visit: login.Here) -> Response:
    """Send nothing (more) of it until it is approved again."""
    approving.hold(site.database, edition_id, f"Held back by {visit.editor.name}. Approve it to send it.", site.now())
    return _done(site, edition_id, "hold")


@routes.post("/editions/{edition_id}/cancel")
def cancel(edition_id: int, site: sites.Here, visit: login.Here) -> Response:
    """Never send it."""
    approving.cancel(site.database, edition_id, f"Cancelled by {visit.editor.name}.", site.now())
    return _done(site, edition_id, "cancel")


@routes.post("/editions/{edition_id}/rebuild")
def rebuild(edition_id: int, site: sites.Here) -> Response:
    """Build the draft again from the articles collected so far; nothing but a new lead's picture is fetched meanwhile."""
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
    report = building.build(site.database, site.settings, found.newsletter, found.local_date, site.now())
    if report.outcome is building.Built.KEPT:
        raise errors.StateError(report.reason, about=found.name)
    return _done(site, edition_id, "rebuild")


@routes.post("/editions/{edition_id}/no-image")
def drop_image(edition_id: int, site: sites.Here, visit: login.Here, form: sites.Form) -> Response:
    """Build the draft again without the picture of its lead, and remember that nobody wants one there."""
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
    if found.sha256 != form.get("sha256", ""):
        raise errors.StateError("was changed since you read it; read it again", about=found.name)
    marking.single(site.database, edition_id, "1", model.MarkKind.NO_IMAGE, visit.editor.name, site.now())
    rebuild(edition_id, site)
    return _done(site, edition_id, "no-image")


def _page(site: sites.Site, visit: login.Visit, name: str, /, **variables: Any) -> Response:
    token = site.form_token(visit.cookie)
    return sites.page(site, name, editor=visit.editor.name, form_token=token, **variables)


def _done(site: sites.Site, edition_id: int, step: str) -> Response:
    return sites.go(f"{site.base}/desk/editions/{edition_id}?done={step}")


def _preview(
    site: sites.Site, visit: login.Visit, found: editions.Standing, key: str, *, name: str, html: str, **shown: Any
) -> Response:
    url = f"{site.base}/desk/editions/{found.id}"
    return _page(
        site,
        visit,
        "preview",
        here="editions",
        title=f"Preview: {name}",
        edition=english.date_in_words(found.local_date),
        edition_url=url,
        tabs=[{**each, "is_here": each["url"].endswith(f"/{key}")} for each in _previews(site, found.id)],
        size=f"{len(html.encode()) / 1000:.0f} kB",
        html_url=f"{url}/preview/{key}/html",
        **shown,
    )


def _previews(site: sites.Site, edition_id: int) -> list[dict[str, str]]:
    url = f"{site.base}/desk/editions/{edition_id}/preview"
    mails = [{"url": f"{url}/{key}", "label": _name(each)} for key, each in approving.VARIANTS.items()]
    return [*mails, {"url": f"{url}/page", "label": _WEB_PAGE}]


def _mutes(site: sites.Site, found: editions.Standing, variant: model.Variant) -> list[dict[str, object]]:
    """For each section readers may mute, the same mail with it or without it."""
    url = f"{site.base}/desk/editions/{found.id}/preview"
    shown: list[dict[str, object]] = []
    for name in site.newsletter(found.newsletter).sections:
        toggled = {model.section_key(name)}.symmetric_difference(variant.muted)
        other = model.Variant(length=variant.length, has_perspectives=variant.has_perspectives, muted=tuple(toggled))
        shown.append({"url": f"{url}/{other.key}", "label": f"Without {name}", "is_here": variant.mutes(name)})
    return shown


def _rendered(site: sites.Site, edition_id: int, variant: str) -> tuple[editions.Standing, model.Rendered]:
    """A variant as it was frozen, or as it would be approved now."""
    try:
        shape = model.Variant.of(variant)
    except ValueError:
        raise HTTPException(404, "There is no such variant.") from None
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
        frozen = editions.rendered(session, edition_id).get(variant)
        edition = editions.load(session, edition_id)
    if frozen:
        return found, frozen
    newsletter = site.newsletter(found.newsletter)
    archive_url = site.links.archive(newsletter.key, found.local_date)
    return found, variants.render(edition, newsletter, shape, site.templates, archive_url=archive_url)


def _web_page(site: sites.Site, edition_id: int) -> tuple[editions.Standing, model.Page]:
    """The web page as it was frozen, or as it would be approved now."""
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
    newsletter = site.newsletter(found.newsletter)
    return found, pages.shown(site.database, edition_id, newsletter, site.templates, site.links, site.now())


def _findings(site: sites.Site, found: editions.Standing, rendered: model.Rendered) -> tuple[preflight.Finding, ...]:
    """What to mend before it goes out."""
    newsletter = site.newsletter(found.newsletter)
    return looking.of_edition(rendered, newsletter, site.settings, site.links, found.local_date)


def _neutral(site: sites.Site, found: editions.Standing) -> dict[model.Slot, str]:
    """Links that act for nobody."""
    return dict.fromkeys(model.Slot, site.links.sign_up(found.newsletter))


def _name(variant: model.Variant) -> str:
    length = "Full" if variant.length is model.Length.FULL else "Brief"
    without = [*variant.muted, *(() if variant.has_perspectives else ["perspectives"])]
    return f"{length}, without {english.series(without)}" if without else length
