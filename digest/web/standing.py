"""Where a newsletter and its edition stand, in the words of the desk, and the one thing to do next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.exceptions import HTTPException

from digest import config, errors, model
from digest.pipeline import due
from digest.render import english
from digest.store import deliveries, editions, images, subscribers
from digest.web import site as sites

HOUR = timedelta(hours=1)
DRAFT, APPROVED, SENDING = model.EditionState.DRAFT, model.EditionState.APPROVED, model.EditionState.SENDING
HELD, SENT, CANCELLED = model.EditionState.HELD, model.EditionState.SENT, model.EditionState.CANCELLED

DONE = {
    "approve": "Approved.",
    "withdraw": "The approval is withdrawn. The edition is a draft again.",
    "hold": "Held. Nothing more is sent of it until you approve it.",
    "cancel": "Cancelled. It will never be sent.",
    "rebuild": "Built again from the articles collected so far.",
    "no-image": "Built again without the picture. It stays away, however often the edition is built.",
    "retry": "Back in the queue. They leave within a minute, while the service runs.",
}
"""What a page says after a step, by the step's name."""
_LABELS = {
    "approve": "Approve this edition",
    "withdraw": "Withdraw approval",
    "hold": "Hold it back",
    "cancel": "Cancel for good",
    "rebuild": "Build it again",
    "no-image": "Drop the picture",
}
_STEPS = {
    DRAFT: ("approve", "rebuild", "no-image", "hold", "cancel"),
    APPROVED: ("withdraw", "hold", "cancel"),
    SENDING: ("hold",),
    HELD: ("approve", "rebuild", "no-image", "cancel"),
    SENT: (),
    CANCELLED: (),
}
DELIVERIES = {
    model.DeliveryState.QUEUED: "Waiting",
    model.DeliveryState.CLAIMED: "Being handed over",
    model.DeliveryState.DEFERRED: "Put off, tried again",
    model.DeliveryState.SENT: "Accepted",
    model.DeliveryState.FAILED: "Refused for good",
    model.DeliveryState.UNKNOWN: "In doubt",
    model.DeliveryState.SKIPPED: "Not sent on purpose",
    model.DeliveryState.BOUNCED: "Returned",
    model.DeliveryState.COMPLAINED: "Reported as unwanted",
}
"""What the desk calls the states of a delivery."""
MEANINGS = {
    model.DeliveryState.QUEUED: "They leave at the edition’s hour, or within a minute if that has passed.",
    model.DeliveryState.CLAIMED: "A sender has them in hand. Should it die, they go back to the queue by themselves.",
    model.DeliveryState.DEFERRED: "Their server asked for patience; they are tried again by themselves.",
    model.DeliveryState.SENT: "Their server has accepted the mail.",
    model.DeliveryState.FAILED: "Their server refused the mail, or every attempt was used up. "
    "Trying again passes over addresses that were found dead.",
    model.DeliveryState.UNKNOWN: "The connection broke after the mail was handed over. "
    "Tried again, a few of them may receive it twice.",
    model.DeliveryState.SKIPPED: "They left, or their address was suppressed, after the approval.",
    model.DeliveryState.BOUNCED: "Accepted first, then returned.",
    model.DeliveryState.COMPLAINED: "They marked it as unwanted and are not mailed again.",
}
"""What that means for the people behind the number."""
RETRIED = (model.DeliveryState.FAILED, model.DeliveryState.UNKNOWN)
"""What the desk offers to try again; what is put off is tried again by itself."""

_WHY = {HELD: "Held back. Approve it to send it.", CANCELLED: "Cancelled. It will never be sent."}


def card(session: Session, site: sites.Site, newsletter: config.Newsletter) -> dict[str, object]:
    """One newsletter on the first page of the desk."""
    now = site.now()
    zone = ZoneInfo(newsletter.time_zone)
    found = next(iter(editions.listed(session, newsletter.key, limit=1)), None)
    is_current = found is not None and (
        found.state in editions.NOT_AT_AN_END or found.local_date >= now.astimezone(zone).date()
    )
    day = found.local_date if found and is_current else due.next_date(newsletter, now)
    readers = subscribers.count(session, newsletter.key)[model.SubscriptionState.CONFIRMED]
    last = next(iter(editions.listed(session, newsletter.key, (SENT,), limit=1)), None)
    shown: dict[str, object] = {
        "key": newsletter.key,
        "name": newsletter.name,
        "date": english.date_in_words(day),
        "subscribers": f"{readers:,}",
        "last": {"url": f"{site.base}/desk/editions/{last.id}", "date": english.date_in_words(last.local_date)}
        if last
        else None,
        "build_at": local(due.build_time(newsletter, day), newsletter, now),
        "send_at": _leaves(newsletter, day, now, found if is_current else None),
        "missing": " ".join([*_lacks(site, newsletter, readers), *_slept(site, newsletter, found)]),
        "state": "planned",
        "subject": "",
        "next_step": _planned(newsletter, due.build_time(newsletter, day), now),
        "url": "",
        "label": "",
        "is_asked": False,
    }
    if found and is_current:
        shown |= {
            "state": found.state.value,
            "subject": editions.load(session, found.id).subject if found.sha256 else "",
            "next_step": next_step(session, site, found),
            "url": f"{site.base}/desk/editions/{found.id}",
            "label": "Read and approve" if found.state in (DRAFT, HELD) else "Open",
            "is_asked": found.state in (DRAFT, HELD),
        }
    return shown


def facts(session: Session, site: sites.Site, found: editions.Standing) -> dict[str, object]:
    """What the page of an edition says beside its text."""
    counts = deliveries.count(session, found.id)
    approved = ""
    if found.approved_at:
        approved = f"{found.approved_by}, {hour(site, found, found.approved_at)}"
    return {
        "newsletter": name(site, found),
        "title": english.date_in_words(found.local_date),
        "state": found.state.value,
        "is_open": found.state in (DRAFT, HELD, APPROVED),
        "reason": found.reason,
        "next_step": next_step(session, site, found),
        "actions": [
            {
                "url": f"{site.base}/desk/editions/{found.id}/{step}",
                "label": _LABELS[step],
                "is_quiet": step != "approve",
            }
            for step in _STEPS[found.state]
            if _is_open_to(session, found, step)
        ],
        "sha256": found.sha256,
        "send_at": "" if found.state is SENT else hour(site, found),
        "approved": approved,
        "deliveries": [
            {
                "label": label,
                "count": f"{counts[state]:,}",
                "url": f"{site.base}/desk/editions/{found.id}/deliveries/{state.value}",
            }
            for state, label in DELIVERIES.items()
            if counts.get(state)
        ],
        "retry_url": f"{site.base}/desk/editions/{found.id}/retry"
        if any(counts.get(state) and can_retry(found, state) for state in RETRIED)
        else "",
    }


def can_retry(found: editions.Standing, state: model.DeliveryState) -> bool:
    """Whether deliveries of this state may be put back into the queue."""
    return found.state in (SENDING, SENT) and state in RETRIED


def get(session: Session, edition_id: int) -> editions.Standing:
    """Where an edition stands. Raises 404 where there is none."""
    try:
        return editions.get(session, edition_id)
    except errors.StateError:
        raise HTTPException(404, "There is no such edition.") from None


def _is_open_to(session: Session, found: editions.Standing, step: str) -> bool:
    """Nothing is approved that was not composed, and nothing is built again that may have left already."""
    if step in ("rebuild", "no-image") and found.approved_at is not None:
        return False
    if step == "no-image":
        return images.is_shown(session, found.id)
    return step != "approve" or bool(found.sha256)


def next_step(session: Session, site: sites.Site, found: editions.Standing) -> str:
    """The one thing to do next, or that there is none."""
    when, is_ahead = hour(site, found), site.now() < found.send_at
    if found.state is DRAFT:
        late = f"It is late: it was to leave {when}. Approved now, it leaves at once."
        return f"Read it and approve it. It leaves {when}; unapproved it does not leave." if is_ahead else late
    if found.state is APPROVED:
        late = "Nothing to do. It leaves within a minute, while the service runs."
        return f"Nothing to do. It leaves {when}." if is_ahead else late
    if found.state is SENDING:
        counts = deliveries.count(session, found.id)
        waiting = sum(counts.get(state, 0) for state in model.OPEN_DELIVERIES)
        return f"On its way: {waiting:,} of {sum(counts.values()):,} still to go."
    if found.state is SENT:
        counts = deliveries.count(session, found.id)
        again = sum(counts.get(state, 0) for state in model.OPEN_DELIVERIES)
        lost = sum(counts.get(state, 0) for state in RETRIED)
        said = [f"Sent, {hour(site, found, found.sent_at) if found.sent_at else 'complete'}."]
        said += [f"{again:,} on their way again."] if again else []
        said += [f"{english.count(lost, 'reader')} may not have got it."] if lost else []
        return " ".join(said)
    return found.reason or _WHY[found.state]


def name(site: sites.Site, found: editions.Standing) -> str:
    """The newsletter's name; its key where it is configured no more."""
    newsletter = known(site, found.newsletter)
    return newsletter.name if newsletter else found.newsletter


def hour(site: sites.Site, found: editions.Standing, moment: datetime | None = None) -> str:
    """When an edition is due (or another moment), in its newsletter's time."""
    newsletter = known(site, found.newsletter)
    zone = ZoneInfo(newsletter.time_zone if newsletter else "UTC")
    return _spoken((moment or found.send_at).astimezone(zone), site.now().astimezone(zone))


def local(moment: datetime, newsletter: config.Newsletter, now: datetime) -> str:
    """A moment in the newsletter's time."""
    zone = ZoneInfo(newsletter.time_zone)
    return _spoken(moment.astimezone(zone), now.astimezone(zone))


def _spoken(moment: datetime, now: datetime) -> str:
    """``today at 07:00``, ``tomorrow at 07:00``, or with the date."""
    days = (moment.date() - now.date()).days
    names = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return f"{names.get(days) or 'on ' + english.date_in_words(moment.date())} at {moment:%H:%M}"


def _leaves(newsletter: config.Newsletter, day: date, now: datetime, found: editions.Standing | None) -> str:
    """When it leaves; empty where it has left, or never will."""
    is_over = found is not None and found.state in (SENT, CANCELLED)
    return "" if is_over else local(due.send_time(newsletter, day), newsletter, now)


def _planned(newsletter: config.Newsletter, build_at: datetime, now: datetime) -> str:
    if build_at <= now:
        return "The draft is due now. It is built within a minute, while the service runs."
    return f"Nothing to do. The draft is built {local(build_at, newsletter, now)}."


def _lacks(site: sites.Site, newsletter: config.Newsletter, readers: int) -> list[str]:
    """What keeps an edition from reaching anybody."""
    lacks = []
    if not readers:
        lacks.append(f"Nobody is subscribed yet: share {site.links.sign_up(newsletter.key)}.")
    if site.settings.delivery.transport is config.TransportKind.FOLDER:
        lacks.append(f"Mails are written to {site.settings.delivery.folder}; set delivery.transport to send them.")
    return lacks


def _slept(site: sites.Site, newsletter: config.Newsletter, newest: editions.Standing | None) -> list[str]:
    """That today has no edition, because nothing ran while it could have been built."""
    now, hours = site.now(), timedelta(hours=site.settings.delivery.max_lateness_hours)
    today = now.astimezone(ZoneInfo(newsletter.time_zone)).date()
    is_over = due.appears_on(newsletter, today) and now > due.send_time(newsletter, today) + hours
    if newest is None or newest.local_date >= today or not is_over:
        return []
    begun = local(due.build_time(newsletter, today), newsletter, now)
    return [
        f"No edition appeared today: the service did not run between {begun} and {hours / HOUR:g} h after its hour."
    ]


def known(site: sites.Site, key: str) -> config.Newsletter | None:
    """The newsletter of this key, unless it is configured no more."""
    return next((newsletter for newsletter in site.settings.newsletters if newsletter.key == key), None)
