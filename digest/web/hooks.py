"""Where mail providers post what became of mails: bounces and complaints, proven by a secret, taken once."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from digest import errors
from digest.deliver.hooks import events, proof
from digest.pipeline import bounces
from digest.web import site as sites

routes = APIRouter()
log = structlog.get_logger(__name__)


async def _posted(request: Request) -> proof.Post:
    return proof.Post(dict(request.headers.items()), await request.body())


@routes.post("/hooks/{provider}")
def take(provider: str, site: sites.Here, post: Annotated[proof.Post, Depends(_posted)]) -> Response:
    """Take an event. Whoever cannot prove it gets 401; what is understood and needs nothing gets 200 as well."""
    settings = getattr(site.settings.delivery, provider, None)
    secret = getattr(settings, "hook_secret", None)
    if secret is None:
        raise HTTPException(404)
    if not proof.is_proven(provider, post, secret.get_secret_value(), site.now()):
        log.warning("an event was refused: its secret, signature or time is wrong", provider=provider)
        # Amazon SNS shows its password only where it is asked for it.
        asks = {"www-authenticate": 'Basic realm="events"'}
        return PlainTextResponse("This event is not signed with the secret of this site.\n", 401, asks)
    try:
        report = events.read(provider, post)
    except errors.TemporaryRefusal as error:
        log.warning("Amazon SNS asks to be confirmed", advice=error.message)
        return PlainTextResponse("A person must confirm this.\n")
    except errors.PermanentRefusal as error:
        log.warning("an event was not understood", provider=provider, reason=error.message)
        return PlainTextResponse(f"{error.message}.\n", 400)
    if report is None:
        return PlainTextResponse("ignored\n")
    taken = bounces.Desk(site.database, site.settings, site.now()).report(report)
    return PlainTextResponse(f"{taken.value}\n")
