"""Bounces and complaints to suppressions."""

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
    model.FeedbackKind.COMPLAINT: model.DeliveryState.COMPLAINED,
}


def take(database: Database, reports: Iterable[feedback.Report], now: datetime) -> int:
    """Keep each report, note it on its delivery, suppress where it says so; returns how many were suppressed by it."""
    with database.transaction() as session:
        return sum(_take(session, report, now) for report in reports)


def _take(session: Session, report: feedback.Report, now: datetime) -> bool:
    feedback.add(session, report)
    if report.edition_id is not None and report.subscriber_id is not None:
        state = _STATES[report.kind]
        deliveries.reported(session, report.edition_id, report.subscriber_id, state, report.detail, now)
    reason = SUPPRESSING.get(report.kind)
    if reason is None:
        return False
    try:
        return suppressions.add(session, report.address, reason, report.detail, now)
    except errors.StateError:
        return False  # what is no address can never be mailed anyway
