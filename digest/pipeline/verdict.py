"""What an outcome means for the delivery: sent, tried again, or given up. Pure."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from digest import deliver, model
from digest.store import deliveries

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 60, 120, 240, 480))
"""How long a deferred delivery waits before its next attempt; the last one repeats."""
MAX_REPEATS = 1
"""A mail whose fate is unknown is sent again by itself so often, under the same Message-ID."""
BRAKE_SHARE = 0.05
"""More permanent refusals than this share stop a run: then something is wrong with us, not with the addresses."""
BRAKE_MIN = 50
"""So many permanent refusals are always allowed."""

_NO_SUCH_MAILBOX = re.compile(r"5\d\d[ -]5\.1\.(1|10)\b")


class Limits(NamedTuple):
    """How long we try."""

    until: datetime
    """No attempt begins after this moment; the edition would be too late."""
    max_attempts: int


def judge(outcome: deliver.Outcome, claim: deliveries.Claim, now: datetime, limits: Limits) -> deliveries.Verdict:
    """What is to be recorded."""
    match outcome.state:
        case model.DeliveryState.DEFERRED:
            return _again(outcome, claim, now, limits, otherwise=model.DeliveryState.FAILED)
        case model.DeliveryState.UNKNOWN if claim.doubts < MAX_REPEATS:
            return _again(outcome, claim, now, limits, otherwise=model.DeliveryState.UNKNOWN)
        case state:
            is_doubt = state is model.DeliveryState.UNKNOWN
            return deliveries.Verdict(claim.subscriber_id, state, outcome.reply, is_doubt=is_doubt)


def is_dead_address(outcome: deliver.Outcome) -> bool:
    """The server says that there is no such mailbox (RFC 3463: 5.1.1, RFC 7505: 5.1.10).

    Refusals about policy (5.7.x) say something about us, not about the address.
    """
    return outcome.state is model.DeliveryState.FAILED and bool(_NO_SUCH_MAILBOX.match(outcome.reply))


def needs_brake(failed: int, total: int) -> bool:
    """So many permanent refusals in one run that going on would only do harm."""
    return failed >= BRAKE_MIN and failed > BRAKE_SHARE * total


def _again(
    outcome: deliver.Outcome,
    claim: deliveries.Claim,
    now: datetime,
    limits: Limits,
    *,
    otherwise: model.DeliveryState,
) -> deliveries.Verdict:
    is_doubt = outcome.state is model.DeliveryState.UNKNOWN
    moment = now + max(_pause(claim), timedelta(seconds=outcome.wait_seconds))
    why = ""
    if claim.attempts + 1 >= limits.max_attempts:
        why = f"given up after {claim.attempts + 1} attempts"
    elif moment > limits.until:
        why = "given up: the next attempt would be too late for this edition"
    if why:
        return deliveries.Verdict(claim.subscriber_id, otherwise, f"{outcome.reply} ({why})", is_doubt=is_doubt)
    return deliveries.Verdict(
        claim.subscriber_id, model.DeliveryState.DEFERRED, outcome.reply, moment, is_doubt=is_doubt
    )


def _pause(claim: deliveries.Claim) -> timedelta:
    """Growing, and up to a tenth longer or shorter by subscriber, so that not all come back in one moment."""
    pause = PAUSES[min(claim.attempts, len(PAUSES) - 1)]
    spread = (claim.subscriber_id * 2654435761 % 2**32) / 2**32
    return pause * (0.9 + 0.2 * spread)
