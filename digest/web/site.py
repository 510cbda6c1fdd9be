"""What every page needs: the settings, the rows, the clock, the templates; and how a page is answered."""

import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

import structlog
from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from digest import config, errors
from digest.deliver import links
from digest.pipeline import subscribe
from digest.render import environment
from digest.store.database import Database
from digest.text import catalogue
from digest.web import throttle

log = structlog.get_logger(__name__)

MAX_FIELDS = 50
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Site:
    """What the pages share while the server runs."""

    settings: config.Settings
    database: Database
    now: Callable[[], datetime]
    templates: environment.Templates
    links: links.Links
    style: str
    """The style sheet."""
    sign_ups: throttle.Throttle = field(default_factory=lambda: throttle.Throttle(5, HOUR))
    """Sign-ups per visitor."""
    logins: throttle.Throttle = field(default_factory=lambda: throttle.Throttle(10, HOUR / 4))
    """Failed logins per visitor, and per name."""
    subjects: dict[int, str] = field(default_factory=dict)
    """Subjects of sent editions by id, which never change."""
    mailing: threading.Lock = field(default_factory=threading.Lock)
    """Held while confirmations are handed over: one run at a time is enough."""

    @property
    def base(self) -> str:
        """The path of ``base_url``, without a slash at its end."""
        return urlsplit(self.settings.web.base_url).path.rstrip("/")

    @property
    def name(self) -> str:
        """What stands in the masthead: the only newsletter's name, or ours."""
        newsletters = self.settings.newsletters
        return newsletters[0].name if len(newsletters) == 1 else "Digest"

    @property
    def language(self) -> str:
        """Of pages that belong to no newsletter: that of all newsletters, English where they differ."""
        languages = {newsletter.language for newsletter in self.settings.newsletters}
        return languages.pop() if len(languages) == 1 else catalogue.SOURCE

    @property
    def style_name(self) -> str:
        """Name of the style sheet; changes with its content, so that it may be cached for ever."""
        return f"style-{hashlib.sha256(self.style.encode()).hexdigest()[:12]}.css"

    def mail_confirmations(self) -> None:
        """Hand over the confirmations that are promised; who finds a run under way leaves it to that and the service.

        Runs after the answer went out. A transport that is down costs nobody their page, and the row stays.
        """
        if not self.mailing.acquire(blocking=False):
            return
        try:
            subscribe.send_confirmations(self.database, self.settings, self.now(), templates=self.templates)
        except errors.DigestError as error:
            log.warning("confirmations wait", reason=error.message)
        finally:
            self.mailing.release()

    def newsletter(self, key: str) -> config.Newsletter:
        """The newsletter of this key. Raises 404 where there is none."""
        try:
            return self.settings.newsletter(key)
        except (KeyError, StopIteration):
            raise HTTPException(404) from None

    def form_token(self, cookie: str) -> str:
        """What a form of the desk carries, so that only our own pages can have made it."""
        return self.links.fingerprint("form", cookie)

    def require_form_token(self, cookie: str, given: str) -> None:
        """Raises 403 where a form does not carry the token of this browser."""
        if not cookie or not hmac.compare_digest(self.form_token(cookie).encode(), given.encode()):
            raise HTTPException(403, "The page this form came from is too old. Open it again and repeat the step.")


def of(request: Request) -> Site:
    """The site that answers this request."""
    site: Site = request.app.state.site
    return site


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, urlencoded or multipart; the last of each name counts. Raises 400 or 413."""
    fields = await request.form(max_fields=MAX_FIELDS, max_files=0)
    return {name: value for name, value in fields.multi_items() if isinstance(value, str)}


Here = Annotated[Site, Depends(of)]
Form = Annotated[dict[str, str], Depends(form)]


def visitor(request: Request) -> str:
    """Whom a try is counted for."""
    return throttle.network(request.client.host if request.client else "")


def page(
    site: Site, name: str, /, *, status: int = 200, language: str = catalogue.SOURCE, **variables: Any
) -> HTMLResponse:
    """A page of ``templates/web`` in a newsletter's language; the desk speaks English."""
    templates = site.templates.in_language(language)
    shared = {"base": site.base, "home": f"{site.base}/", "site_name": site.name, "style": site.style_name}
    return HTMLResponse(environment.fill_in(templates, f"web/{name}.html", {**shared, **variables}), status)


def message(
    site: Site,
    title: str,
    *paragraphs: str,
    status: int = 200,
    language: str = catalogue.SOURCE,
    actions: tuple[dict[str, object], ...] = (),
    further: tuple[dict[str, str], ...] = (),
) -> HTMLResponse:
    """A page that says one thing and offers a few next steps."""
    said = {"title": title, "paragraphs": paragraphs, "actions": actions, "further": further}
    return page(site, "message", status=status, language=language, **said)


def action(url: str, label: str, *, is_quiet: bool = False) -> dict[str, object]:
    """A button of a message: a form without fields."""
    return {"url": url, "label": label, "is_quiet": is_quiet}


def link(url: str, label: str) -> dict[str, str]:
    """A link of a message."""
    return {"url": url, "label": label}


def go(url: str) -> RedirectResponse:
    """On to a page of ours, after a form was acted upon."""
    return RedirectResponse(url, status_code=303)
