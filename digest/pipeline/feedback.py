"""Reports about deliveries to their consequences: kept, noted on the delivery, and an address suppressed."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from digest import errors, model
from digest.store import deliveries, feedback, suppressions
from digest.store.database import Database

SUPPRESSING = {
    model.FeedbackKind.HARD_BOUNCE: model.SuppressionReason.HARD_BOUNCE,
    model.FeedbackKind.COMPLAINT: model.SuppressionReason.COMPLAINT,
}
"""What ends all mail to an address, and the reason given."""
_STATES = {
    model.FeedbackKind.HARD_BOUNCE: model.DeliveryState.BOUNCED,
    model.FeedbackKind.SOFT_BOUNCE: model.DeliveryState.BOUNCED,
    model.FeedbackKind.REFUSAL: model.DeliveryState.BOUNCED,
    model.FeedbackKind.COMPLAINT: model.DeliveryState.COMPLAINED,
}


def take(database: Database, reports: Iterable[feedback.Report], now: datetime) -> int:
    """Keep what servers said while mails were sent; returns how many addresses were suppressed by it."""
    with database.transaction() as session:
        return sum(keep(session, each, now) and _settle(session, each, now) for each in reports)


def keep(session: Session, report: feedback.Report, now: datetime) -> bool:
    """Keep a report and note it on its delivery; False where it was kept before."""
    if not feedback.add(session, report):
        return False
    if report.edition_id is not None and report.subscriber_id is not None:
        state = _STATES[report.kind]
        deliveries.reported(session, report.edition_id, report.subscriber_id, state, report.detail, now)
    return True


def suppress(session: Session, address: str, reason: model.SuppressionReason, detail: str, now: datetime) -> bool:
    """Never mail this address again; False where that was so already, or where it is none that could be mailed."""
    try:
        return suppressions.add(session, address, reason, detail, now)
    except errors.StateError:
        return False


def _settle(session: Session, report: feedback.Report, now: datetime) -> bool:
    reason = SUPPRESSING.get(report.kind)
    return reason is not None and suppress(session, report.address, reason, report.detail, now)
