"""Who is at the desk: log in, log out, and the check every page of the desk begins with."""

import secrets
from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from digest.store import editors
from digest.web import site as sites

routes = APIRouter()

_LOGGED_OUT = "You are logged out. Log in and repeat the step."
_WRONG = "No editor has this name and password. Check both; capital letters count."
_TOO_OFTEN = "Too many failed logins from here or for this name. Wait a quarter of an hour and try again."


class Visit(NamedTuple):
    """An editor at the desk."""

    editor: editors.Editor
    cookie: str
    """The secret of this login."""


class LoggedOut(Exception):
    """Nobody is logged in; the reader is sent to the login page and back."""

    def __init__(self, after: str) -> None:
        """``after`` names the page to return to."""
        super().__init__(after)
        self.after = after


def visit(request: Request, site: sites.Here) -> Visit:
    """The editor of this request. Raises LoggedOut on a page, 401 on a form."""
    cookie = request.cookies.get(_cookie_name(site), "")
    editor = None
    if cookie:
        with site.database.transaction(writes=False) as session:
            editor = editors.logged_in(session, cookie, site.now())
    if editor is None and request.method in {"GET", "HEAD"}:
        raise LoggedOut(_after(request))
    if editor is None:
        raise HTTPException(401, _LOGGED_OUT)
    return Visit(editor, cookie)


Here = Annotated[Visit, Depends(visit)]


def guarded(request: Request, site: sites.Here, visit: Here, form: sites.Form) -> None:
    """Somebody is logged in, and what they post comes from our own page. Every route of the desk depends on it."""
    if request.method not in {"GET", "HEAD"}:
        site.require_form_token(visit.cookie, form.get("token", ""))


@routes.get("/login")
def show(request: Request, site: sites.Here) -> Response:
    """The login page."""
    return _login_page(request, site, after=request.query_params.get("next", ""))


@routes.post("/login")
def log_in(request: Request, site: sites.Here, form: sites.Form) -> Response:
    """Check name and password; a new login has a new secret."""
    site.require_form_token(request.cookies.get(_form_cookie_name(site), ""), form.get("token", ""))
    name, after = form.get("name", "")[:100], form.get("next", "")
    keys = (f"visitor {sites.visitor(request)}", f"name {name.strip().lower()}")
    now = site.now()
    if not all(site.logins.allows(key, now) for key in keys):
        return _login_page(request, site, after=after, name=name, problem=_TOO_OFTEN, status=429)
    with site.database.transaction(writes=False) as session:
        editor = editors.verify(session, name, form.get("password", ""))
    if editor is None:
        for key in keys:
            site.logins.count(key, now)
        return _login_page(request, site, after=after, name=name, problem=_WRONG, status=401)
    site.logins.forget(keys[1])
    token, until = secrets.token_urlsafe(32), timedelta(hours=site.settings.web.session_hours)
    with site.database.transaction() as session:
        editors.expire(session, now)
        editors.log_in(session, editor.id, token, now, now + until)
    answer = sites.go(f"{site.base}{landing(after)}")
    _set_cookie(site, answer, _cookie_name(site), token, until)
    return answer


@routes.post("/logout", dependencies=[Depends(guarded)])
def log_out(site: sites.Here, visit: Here) -> Response:
    """Forget this login, here and on the server."""
    with site.database.transaction() as session:
        editors.log_out(session, visit.cookie)
    answer = sites.go(f"{site.base}/login")
    answer.delete_cookie(_cookie_name(site), path="/", secure=_is_secure(site), httponly=True, samesite="lax")
    return answer


def _login_page(
    request: Request, site: sites.Site, *, after: str, name: str = "", problem: str = "", status: int = 200
) -> Response:
    cookie = request.cookies.get(_form_cookie_name(site), "")
    is_new = len(cookie) < 32
    cookie = secrets.token_urlsafe(32) if is_new else cookie
    with site.database.transaction(writes=False) as session:
        has_editors = editors.count(session) > 0
    variables = {"title": "Log in", "form_token": site.form_token(cookie), "next": after, "name": name}
    answer = sites.page(site, "login", status=status, problem=problem, has_editors=has_editors, **variables)
    if is_new:
        _set_cookie(site, answer, _form_cookie_name(site), cookie, timedelta(hours=12))
    return answer


def _set_cookie(site: sites.Site, answer: Response, name: str, value: str, until: timedelta) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=int(until.total_seconds()),
        path="/",
        secure=_is_secure(site),
        httponly=True,
        samesite="lax",
    )


def _is_secure(site: sites.Site) -> bool:
    return site.settings.web.base_url.startswith("https:")


def _cookie_name(site: sites.Site) -> str:
    """With the prefix by which a browser refuses cookies of other hosts and of plain http."""
    return "__Host-digest" if _is_secure(site) else "digest"


def _form_cookie_name(site: sites.Site) -> str:
    return f"{_cookie_name(site)}-form"


def _after(request: Request) -> str:
    """The page to return to, as a word and never as an address: ``editions``, or the number of an edition."""
    number = request.path_params.get("edition_id")
    if number is not None:
        return str(number)
    return "editions" if request.url.path.endswith("/editions") else ""


def landing(after: str) -> str:
    """The page of a word made by ``_after``; the desk for any other."""
    if after == "editions":
        return "/desk/editions"
    return f"/desk/editions/{after}" if after.isascii() and after.isdigit() and len(after) < 12 else "/desk"
