"""The pictures of editions: what a mail or a page shows comes from here, never from an outlet's server."""

import re

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from digest.store import images
from digest.web import site as sites

routes = APIRouter()

_NAME = re.compile(r"([0-9a-f]{64})\.jpg")
_HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    # Mails are read on other sites, whose browsers would refuse what is meant for ours alone.
    "cross-origin-resource-policy": "cross-origin",
}


@routes.get("/images/{name}")
def picture(name: str, site: sites.Here) -> Response:
    """A picture that an edition shows; its name is the hash of its bytes, so it never changes."""
    found = _NAME.fullmatch(name)
    with site.database.transaction(writes=False) as session:
        content = images.content(session, found[1]) if found else None
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type="image/jpeg", headers=_HEADERS)
