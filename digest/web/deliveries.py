"""What became of an edition's mails: the people behind each number with the server's words, and another try."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from digest import errors, model
from digest.pipeline import approve as approving
from digest.render import english
from digest.store import deliveries, editions
from digest.web import login, standing
from digest.web import site as sites

routes = APIRouter(prefix="/desk/editions/{edition_id}", dependencies=[Depends(login.guarded)])

PAGE = 100
"""People on one page."""


@routes.get("/deliveries/{state}")
def people(
    edition_id: int, state: model.DeliveryState, request: Request, site: sites.Here, visit: login.Here
) -> Response:
    """Everybody whose mail is in this state, and what was said of it."""
    given = request.query_params.get("after", "")
    after = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
        total = deliveries.count(session, edition_id).get(state, 0)
        rows = deliveries.listed(session, edition_id, (state,), after=after, limit=PAGE + 1)
    shown, url = rows[:PAGE], f"{site.base}/desk/editions/{edition_id}"
    return sites.page(
        site,
        "deliveries",
        here="editions",
        editor=visit.editor.name,
        form_token=site.form_token(visit.cookie),
        title=standing.DELIVERIES[state],
        edition=english.date_in_words(found.local_date),
        edition_url=url,
        meaning=standing.MEANINGS[state],
        total=english.count(total, "reader"),
        people=[_person(site, found, row) for row in shown],
        more_url=f"{url}/deliveries/{state.value}?after={shown[-1].subscriber_id}" if len(rows) > PAGE else "",
        retry_url=f"{url}/retry" if total and standing.can_retry(found, state) else "",
        state=state.value,
    )


@routes.post("/retry")
def retry(edition_id: int, site: sites.Here, form: sites.Form) -> Response:
    """Put what was refused or is in doubt back into the queue; the service hands it over within a minute."""
    chosen = form.get("state", "")
    states = [state for state in standing.RETRIED if chosen in ("", state.value)]
    with site.database.transaction(writes=False) as session:
        found = standing.get(session, edition_id)
    if not approving.retry(site.database, edition_id, states, site.now()):
        raise errors.StateError("has nothing to try again; it may be under way already", about=found.name)
    return sites.go(f"{site.base}/desk/editions/{edition_id}?done=retry")


def _person(site: sites.Site, found: editions.Standing, row: deliveries.Standing) -> dict[str, str]:
    then = f"; next {standing.hour(site, found, row.next_attempt_at)}" if row.next_attempt_at else ""
    return {
        "address": row.address or "erased at the reader’s wish",
        "reply": row.reply,
        "tries": f"{english.count(row.attempts, 'time')}{then}",
        "when": standing.hour(site, found, row.updated_at),
    }
