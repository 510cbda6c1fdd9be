"""Hands mails over. ``Transport`` is the protocol; ``folder``, ``smtp`` and ``providers`` are the ways out."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from digest import model


class Mail(NamedTuple):
    """One mail to one reader, ready for the wire."""

    key: int
    """The caller's number for it, given back in the outcome."""
    sender: str
    """Envelope sender."""
    recipient: str
    """Envelope recipient."""
    message_id: str
    data: bytes
    """The whole message, CRLF line ends."""


class Outcome(NamedTuple):
    """What became of a mail."""

    key: int
    state: model.DeliveryState
    """SENT, DEFERRED (temporary refusal), FAILED (permanent refusal) or UNKNOWN (broke after the data)."""
    reply: str
    """The server's own words, one line."""
    wait_seconds: int = 0
    """With DEFERRED: how long the server asks to wait; 0 where it says nothing."""


class Transport(Protocol):
    """The way out."""

    connections: int
    """At most so many mails are under way at once: the most that a crash can double."""

    def send(self, mails: Iterator[Mail]) -> Iterator[Outcome]:
        """Hand over each mail; yield one outcome for each, in any order, as soon as it is known.

        A mail is pulled only when a connection is free for it or for its envelope. Before the content of any mail
        leaves, one more mail is pulled (unless none is left), and between the outcomes that came before and that
        pull nothing is handed over. So a caller that records what it was given whenever it is asked for a mail, and
        each outcome at once when it has no more, doubles at most ``connections`` mails if it dies at any moment.

        Refusals are outcomes; TemporaryRefusal is raised where the server cannot be reached at all (nothing pulled
        is lost: what has no outcome was not handed over).
        """
        ...
