"""The editor's desk and the public pages, server-rendered; every page works without JavaScript.

``site``      what every page needs, and how a page is answered
``guard``     what every request passes: host, origin, size, headers
``login``     who is at the desk
``editions``  the desk: read, preview, approve
``deliveries``  the desk: who got it, and another try
``images``    the pictures of editions
``public``    sign-up, confirmation, unsubscribe, preferences
``archive``   sent editions, and the feed of them
``hooks``     what mail providers post: bounces, complaints
``sentences`` what the readers’ pages say of a newsletter
"""

from collections.abc import Callable
from datetime import datetime

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from digest import config, errors
from digest.pipeline import send
from digest.render import environment
from digest.store.database import Database
from digest.text import catalogue
from digest.text.catalogue import Words
from digest.web import archive, deliveries, editions, guard, hooks, images, login, public
from digest.web import site as sites

log = structlog.get_logger(__name__)

OPEN_PATHS = ("/unsubscribe/",)
"""Paths that take a form from anywhere: a mail provider posts the one click (RFC 8058)."""


def app(
    settings: config.Settings,
    database: Database,
    now: Callable[[], datetime],
    *,
    templates: environment.Templates | None = None,
) -> FastAPI:
    """The desk and the public pages over this database; ``now`` tells the time.

    ``templates`` are those of the settings where none are given.

    Raises ConfigError where no signing key is set, RenderError where a template does not compile.
    """
    templates = templates or environment.environment(settings.templates)
    site = _site(settings, database, now, templates)
    made = FastAPI(title="digest", docs_url=None, redoc_url=None, openapi_url=None)
    made.state.site = site
    # The last two begin with a newsletter's key, and the archive's second part is anything.
    for desk in (login, editions, deliveries, images, hooks, public, archive):
        made.include_router(desk.routes)
    made.add_exception_handler(login.LoggedOut, _to_login)
    made.add_exception_handler(HTTPException, _refused)
    made.add_exception_handler(RequestValidationError, _not_found)
    made.add_exception_handler(errors.StateError, _not_allowed)
    made.add_exception_handler(errors.StoreError, _no_database)
    made.add_exception_handler(Exception, _broken)
    web = settings.web
    made.add_middleware(guard.Guard, base_url=web.base_url, listens_on=web.host, open_paths=OPEN_PATHS)
    return made


def _site(
    settings: config.Settings, database: Database, now: Callable[[], datetime], templates: environment.Templates
) -> sites.Site:
    signed = send.links(settings)
    return sites.Site(
        settings=settings,
        database=database,
        now=now,
        templates=templates,
        links=signed,
        style=environment.fill_in(templates, "web/style.css", {}),
    )


def _to_login(request: Request, error: Exception) -> Response:
    site = sites.of(request)
    after = error.after if isinstance(error, login.LoggedOut) else ""
    return sites.go(f"{site.base}/login?next={after}" if after else f"{site.base}/login")


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = error.detail if isinstance(error, HTTPException) else ""
    return _page(request, status, _sentence(_words(request), status) if _is_default(status, said) else said)


def _not_found(request: Request, error: Exception) -> Response:  # noqa: ARG001 - signature of Starlette
    return _page(request, 404, _sentence(_words(request), 404))


def _not_allowed(request: Request, error: Exception) -> Response:
    return _page(request, 409, f"{error}.")


def _no_database(request: Request, error: Exception) -> Response:
    log.error("the database does not answer", reason=str(error))
    return _page(request, 503, _words(request).gettext("The database does not answer. Nothing was changed."))


def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the server logs it with its traceback
    words = _words(request)
    said = words.gettext("Something here is broken. It was written to the log; nothing was sent because of it.")
    return _page(request, 500, said)


def _page(request: Request, status: int, sentence: str) -> Response:
    site, words = sites.of(request), _words(request)
    further = (
        (sites.link(f"{site.base}/login", "Log in"),)
        if status == 401
        else (sites.link(f"{site.base}/", words.gettext("To the front page")),)
    )
    title = _title(words, status)
    return sites.message(site, title, sentence, status=status, language=words.language, further=further)


def _words(request: Request) -> Words:
    """Those of the readers' pages, or English at the desk."""
    site = sites.of(request)
    is_desk = request.url.path.startswith((f"{site.base}/desk", f"{site.base}/log"))
    return catalogue.of(catalogue.SOURCE if is_desk else site.language)


def _title(words: Words, status: int) -> str:
    failed, absent = words.gettext("That did not work"), words.gettext("There is nothing here")
    titles = {
        400: failed,
        401: "You are logged out",
        403: words.gettext("Not from here"),
        404: absent,
        405: failed,
        409: "Not possible any more",
        413: words.gettext("Too large"),
        422: absent,
        503: words.gettext("Please try again in a moment"),
    }
    return titles.get(status) or words.gettext("Something is broken here")


def _sentence(words: Words, status: int) -> str:
    absent = words.gettext("The address may be mistyped, or the page has gone.")
    return {404: absent, 405: words.gettext("This page cannot be asked for in that way."), 422: absent}.get(status, "")


def _is_default(status: int, said: str) -> bool:
    """Whether nobody said anything but the status itself."""
    from http import HTTPStatus

    return said == HTTPStatus(status).phrase
