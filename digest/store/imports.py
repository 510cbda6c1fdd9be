"""Many readers at once, from a file."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from digest import errors, model
from digest.store import addresses, tables, upsert
from digest.text import clean

CHUNK = 1000
"""Rows stored at once."""


class Row(NamedTuple):
    """A reader as a line of the file has them."""

    line: int
    address: str
    name: str = ""
    variant: model.Variant = model.Variant()


class Refused(NamedTuple):
    """A line that was not taken in, and why, in words."""

    line: int
    address: str
    reason: str


class Report(NamedTuple):
    """What an import came to."""

    added: int = 0
    unchanged: int = 0
    """Confirmed readers before."""
    refused: tuple[Refused, ...] = ()


def run(
    session: Session,
    rows: Iterable[Row],
    newsletter: str,
    proof: str,
    now: datetime,
    public_id: Callable[[], str],
) -> Report:
    """Add confirmed readers; doing it again changes nothing.

    Names are cleaned. ``proof`` says where their consent comes from (``import of readers.csv``); the line is added to it. Refused are
    addresses that are none, that are suppressed, and people who unsubscribed. ``public_id`` makes random ids.
    """
    report = Report()
    proof = clean.line(proof)
    lines = iter(rows)
    while chunk := list(islice(lines, CHUNK)):
        part = _Chunk(session, newsletter, proof, now).take(chunk, public_id)
        report = Report(report.added + part.added, report.unchanged + part.unchanged, (*report.refused, *part.refused))
    return report


class _Chunk:
    """The rows that fit into one round of statements."""

    def __init__(self, session: Session, newsletter: str, proof: str, now: datetime) -> None:
        self.session = session
        self.newsletter = newsletter
        self.proof = proof
        self.now = now

    def take(self, rows: Sequence[Row], public_id: Callable[[], str]) -> Report:
        valid, refused = _checked(rows)
        suppressed = self._suppressed(valid)
        states = self._states(valid)
        refused += [
            Refused(row.line, address, _reason(address in suppressed))
            for address, row in valid.items()
            if address in suppressed or states.get(address) is model.SubscriptionState.UNSUBSCRIBED
        ]
        lines = {each.line for each in refused}
        welcome = {address: row for address, row in valid.items() if row.line not in lines}
        waiting = [each for each in welcome if states.get(each) is model.SubscriptionState.UNCONFIRMED]
        new = {address: row for address, row in welcome.items() if address not in states}
        self._confirm(waiting)
        self._insert(new, public_id)
        added = len(waiting) + len(new)
        return Report(added, len(rows) - added - len(refused), tuple(sorted(refused)))

    def _suppressed(self, addresses: Iterable[str]) -> set[str]:
        found = col(tables.Suppression.address)
        return set(self.session.exec(select(found).where(found.in_(addresses))))

    def _states(self, addresses: Iterable[str]) -> dict[str, model.SubscriptionState]:
        query = (
            select(col(tables.Subscriber.address), col(tables.Subscription.state))
            .join(tables.Subscription, col(tables.Subscription.subscriber_id) == tables.Subscriber.id)
            .where(col(tables.Subscriber.address).in_(addresses), tables.Subscription.newsletter == self.newsletter)
        )
        return dict(self.session.exec(query).all())

    def _ids(self, addresses: Iterable[str]) -> dict[str, int]:
        query = select(col(tables.Subscriber.address), col(tables.Subscriber.id))
        found = self.session.exec(query.where(col(tables.Subscriber.address).in_(addresses)))
        return {address: number for address, number in found if number is not None}

    def _confirm(self, addresses: Sequence[str]) -> None:
        values = {"state": model.SubscriptionState.CONFIRMED, "confirmed_at": self.now, "proof": self.proof}
        mine = col(tables.Subscription.subscriber_id).in_(self._ids(addresses).values())
        its = col(tables.Subscription.newsletter) == self.newsletter
        if addresses:
            self.session.exec(update(tables.Subscription).where(mine, its).values(**values))

    def _insert(self, rows: dict[str, Row], public_id: Callable[[], str]) -> None:
        if not rows:
            return
        people = [
            {"public_id": public_id(), "address": address, "name": clean.line(row.name), "created_at": self.now}
            for address, row in rows.items()
        ]
        statement = upsert.insert(self.session, tables.Subscriber).on_conflict_do_nothing(index_elements=["address"])
        self.session.execute(statement, people)
        ids = self._ids(rows)
        consents = [self._consent(ids[address], row) for address, row in rows.items()]
        self.session.execute(insert(tables.Subscription), consents)

    def _consent(self, subscriber_id: int, row: Row) -> dict[str, object]:
        return {
            "subscriber_id": subscriber_id,
            "newsletter": self.newsletter,
            "state": model.SubscriptionState.CONFIRMED,
            "variant": row.variant,
            "requested_at": self.now,
            "confirmed_at": self.now,
            "proof": f"{self.proof}, line {row.line}",
        }


def _checked(rows: Iterable[Row]) -> tuple[dict[str, Row], list[Refused]]:
    """Rows by their normal address, the first of each; and the lines that hold no address."""
    valid: dict[str, Row] = {}
    refused: list[Refused] = []
    for row in rows:
        try:
            valid.setdefault(addresses.normal(row.address), row)
        except errors.StateError as error:
            refused.append(Refused(row.line, row.address, error.message))
    return valid, refused


def _reason(is_suppressed: bool) -> str:
    if is_suppressed:
        return "is suppressed and never mailed again"
    return "unsubscribed; only the person can sign up again"
