"""The states of rows, their allowed moves, and the reasons, each with a sentence of its own."""

from enum import StrEnum


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    """Built; may be rebuilt and changed."""
    APPROVED = "approved"
    """Frozen under its hash; its deliveries exist and wait for the hour."""
    SENDING = "sending"
    """At least one delivery was claimed."""
    SENT = "sent"
    """No delivery is open any more."""
    HELD = "held"
    """Its deadline passed unapproved, or there was nothing to send."""
    CANCELLED = "cancelled"
    """Never to be sent."""


EDITION_MOVES: dict[EditionState, frozenset[EditionState]] = {
    EditionState.DRAFT: frozenset({EditionState.APPROVED, EditionState.HELD, EditionState.CANCELLED}),
    EditionState.APPROVED: frozenset(
        {EditionState.DRAFT, EditionState.SENDING, EditionState.SENT, EditionState.HELD, EditionState.CANCELLED}
    ),
    EditionState.SENDING: frozenset({EditionState.SENT, EditionState.HELD, EditionState.CANCELLED}),
    EditionState.HELD: frozenset(
        {EditionState.DRAFT, EditionState.APPROVED, EditionState.SENDING, EditionState.CANCELLED}
    ),
    EditionState.SENT: frozenset(),
    EditionState.CANCELLED: frozenset(),
}


class SubscriptionState(StrEnum):
    """Where a subscription stands."""

    UNCONFIRMED = "unconfirmed"
    """Asked for; the confirmation has not been answered."""
    CONFIRMED = "confirmed"
    """Receives every edition."""
    PAUSED = "paused"
    """Confirmed, but wants nothing for now."""
    UNSUBSCRIBED = "unsubscribed"
    """Left; kept as proof."""


class DeliveryState(StrEnum):
    """Where one edition to one subscriber stands."""

    QUEUED = "queued"
    """Waits for its hour."""
    CLAIMED = "claimed"
    """A sender has it, under a lease."""
    SENT = "sent"
    """The receiving server accepted it."""
    DEFERRED = "deferred"
    """Refused for now; tried again at ``next_attempt_at``."""
    FAILED = "failed"
    """Refused for good."""
    UNKNOWN = "unknown"
    """The connection broke after the mail was handed over and before the answer."""
    SKIPPED = "skipped"
    """Not sent on purpose: suppressed, unsubscribed, too late, or every story in a muted section."""
    BOUNCED = "bounced"
    """Accepted, then reported as undeliverable."""
    COMPLAINED = "complained"
    """Accepted, then reported as unwanted."""


OPEN_DELIVERIES = frozenset({DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED})
"""The states from which a delivery can still be sent by itself."""


class FeedbackKind(StrEnum):
    """What a report about a delivery says."""

    HARD_BOUNCE = "hard_bounce"
    """The address does not exist."""
    SOFT_BOUNCE = "soft_bounce"
    """It could not be delivered this time."""
    REFUSAL = "refusal"
    """It was refused for what we are or what we sent; that says nothing about the address."""
    COMPLAINT = "complaint"
    """The reader marked it as unwanted."""


class SuppressionReason(StrEnum):
    """Why an address is never mailed again."""

    HARD_BOUNCE = "hard_bounce"
    """A receiving server said that it does not exist."""
    SOFT_BOUNCE = "soft_bounce"
    """It could not be reached time and again."""
    COMPLAINT = "complaint"
    """The person marked an edition as unwanted."""
    ERASED = "erased"
    """The person asked to be forgotten."""
    OPERATOR = "operator"
    """The operator said so."""


class MarkKind(StrEnum):
    """What an editor said about a story."""

    TOGETHER = "together"
    """Its two articles report one event."""
    APART = "apart"
    """Its two articles report different events."""
    PIN = "pin"
    """The story with this article leads, or follows a better one that is pinned as well."""
    LEAVE_OUT = "leave_out"
    """The story with this article is not printed."""
    NO_IMAGE = "no_image"
    """The story with this article shows no picture."""
