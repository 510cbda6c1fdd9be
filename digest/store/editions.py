"""Editions: one per newsletter and local day, stored whole, moved by the rules of ``model.EDITION_MOVES``."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy import delete, func, tuple_, update
from sqlmodel import Session, col, select

from digest import errors, model
from digest.store import columns, deliveries, images, tables, upsert

LARGEST_ID = 2**31 - 1
"""Larger numbers fit no column of ids; databases answer them with errors of their own."""
NOT_AT_AN_END = (model.EditionState.DRAFT, model.EditionState.APPROVED, model.EditionState.SENDING)
WITH_READERS = (model.EditionState.SENDING, model.EditionState.SENT)


class Standing(NamedTuple):
    """Where an edition stands; its document is read apart."""

    id: int
    newsletter: str
    local_date: date
    state: model.EditionState
    reason: str
    """Why it is held or cancelled, in words."""
    sha256: str
    """Of the stored document; empty where nothing could be composed."""
    built_at: datetime | None
    send_at: datetime
    approved_at: datetime | None
    approved_by: str
    approved_sha256: str
    sent_at: datetime | None

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.newsletter} {self.local_date}"


class Told(NamedTuple):
    """Of a frozen ``model.Page``, what a feed needs."""

    title: str
    summary: str
    content: str


class Change(StrEnum):
    """What saving a draft did."""

    CREATED = "created"
    """The day had none."""
    REPLACED = "replaced"
    """The draft that was there said something else."""
    UNCHANGED = "unchanged"
    """The draft that was there says the same."""


class Saved(NamedTuple):
    """Id of the edition and what saving did."""

    edition_id: int
    change: Change


def find(session: Session, newsletter: str, local_date: date) -> Standing | None:
    """The edition of this newsletter and local date."""
    row = _of_day(session, newsletter, local_date)
    return None if row is None else _standing(row)


def get(session: Session, edition_id: int) -> Standing:
    """The edition of this id; StateError where there is none."""
    return _standing(_row(session, edition_id))


def listed(
    session: Session,
    newsletter: str | None = None,
    states: Collection[model.EditionState] = tuple(model.EditionState),
    limit: int = 50,
) -> list[Standing]:
    """Editions in these states, newest first."""
    query = select(tables.Edition).where(col(tables.Edition.state).in_(states))
    if newsletter is not None:
        query = query.where(tables.Edition.newsletter == newsletter)
    ordered = query.order_by(col(tables.Edition.local_date).desc(), tables.Edition.newsletter)
    return [_standing(row) for row in session.exec(ordered.limit(limit))]


def due(session: Session, since: datetime) -> list[Standing]:
    """Every edition not at an end, every other whose hour is not before ``since``, and each newsletter's first; by hour."""
    is_open = col(tables.Edition.state).in_(NOT_AT_AN_END)
    firsts = select(tables.Edition.newsletter, func.min(tables.Edition.local_date)).group_by(tables.Edition.newsletter)
    is_first = tuple_(col(tables.Edition.newsletter), col(tables.Edition.local_date)).in_(firsts)
    query = select(tables.Edition).where(is_open | is_first | (col(tables.Edition.send_at) >= since))
    return [
        _standing(row) for row in session.exec(query.order_by(col(tables.Edition.send_at), tables.Edition.newsletter))
    ]


def nothing_composed(newsletter: str, reason: str) -> str:
    """Why an edition without a document can be neither approved nor sent, and what to do."""
    why = reason.removesuffix(".") or "nothing was composed"
    return f"holds nothing to send: {why}. Once there is news: digest collect, then: digest build {newsletter}"


def document(session: Session, edition_id: int) -> str:
    """The stored JSON, byte for byte; empty where nothing could be composed."""
    return _row(session, edition_id).document


def load(session: Session, edition_id: int) -> model.Edition:
    """The edition itself. Raises StateError where nothing could be composed, StoreError where it is damaged."""
    row = _row(session, edition_id)
    if not row.document:
        raise errors.StateError(nothing_composed(row.newsletter, row.reason), about=_name(row))
    edition = _edition(row.document, _name(row))
    if hashlib.sha256(row.document.encode()).hexdigest() != row.sha256:
        raise errors.StoreError("the stored document does not have its hash; restore a backup", about=_name(row))
    return edition


def previous(session: Session, newsletter: str, since: date, before: date) -> list[model.Edition]:
    """What readers got in ``since <= date < before``, newest first; StoreError where one is damaged."""
    query = select(tables.Edition).where(
        tables.Edition.newsletter == newsletter,
        col(tables.Edition.state).in_(WITH_READERS),
        tables.Edition.local_date >= since,
        tables.Edition.local_date < before,
    )
    ordered = session.exec(query.order_by(col(tables.Edition.local_date).desc()))
    return [_edition(row.document, _name(row)) for row in ordered]


def is_any_sent_after(session: Session, newsletter: str, day: date) -> bool:
    """Whether an edition of a later local date was sent, or is leaving."""
    query = select(tables.Edition.id).where(
        tables.Edition.newsletter == newsletter,
        col(tables.Edition.state).in_(WITH_READERS),
        tables.Edition.local_date > day,
    )
    return session.exec(query.limit(1)).first() is not None


def save_draft(session: Session, edition: model.Edition, send_at: datetime, now: datetime) -> Saved:
    """Make the day's draft, or replace the document of the draft or held edition that is there.

    Raises StateError where it is approved, being sent, sent or cancelled: nothing is touched then.
    """
    row, is_new = _claim_day(session, edition.newsletter, edition.local_date, send_at)
    if row.state not in (model.EditionState.DRAFT, model.EditionState.HELD):
        raise errors.StateError(f"is {row.state.value} and is not changed any more", about=_name(row))
    sha256 = edition.sha256
    is_same = row.sha256 == sha256 and row.state is model.EditionState.DRAFT
    row.send_at = send_at
    if not is_same:
        row.document, row.sha256, row.built_at = edition.document(), sha256, now
        row.state, row.reason = model.EditionState.DRAFT, ""
        _void_approval(row)
    session.flush()
    images.assign(session, _id(row), {story.image.sha256 for story in edition.stories if story.image})
    change = Change.CREATED if is_new else Change.UNCHANGED if is_same else Change.REPLACED
    return Saved(_id(row), change)


def save_empty(
    session: Session, newsletter: str, local_date: date, send_at: datetime, reason: str, now: datetime
) -> Saved:
    """Hold the day's edition, because nothing could be composed; ``reason`` tells the editor why.

    A draft that is there keeps its document. Raises StateError where the edition is past that.
    """
    row, is_new = _claim_day(session, newsletter, local_date, send_at)
    if row.state not in (model.EditionState.DRAFT, model.EditionState.HELD):
        raise errors.StateError(f"is {row.state.value} and is not changed any more", about=_name(row))
    is_same = row.state is model.EditionState.HELD and row.reason == reason
    row.state, row.reason, row.built_at = model.EditionState.HELD, reason, now
    session.flush()
    return Saved(_id(row), Change.CREATED if is_new else Change.UNCHANGED if is_same else Change.REPLACED)


def move(session: Session, edition_id: int, state: model.EditionState, reason: str, now: datetime) -> Standing:
    """Bring the edition to another state. Raises StateError where that is no allowed move.

    Back to draft voids the approval. To APPROVED only ``approve`` leads.
    """
    row = _row(session, edition_id, is_locked=True)
    _check_move(row, state)
    if state is model.EditionState.APPROVED:
        raise errors.StateError("can only be approved under the hash of its document", about=_name(row))
    needs_approval = state in (model.EditionState.SENDING, model.EditionState.SENT)
    if needs_approval and (not row.sha256 or row.approved_sha256 != row.sha256):
        raise errors.StateError("was not approved; approve it first", about=_name(row))
    if state is model.EditionState.DRAFT:
        if not row.document:
            raise errors.StateError("has no document; build it first", about=_name(row))
        _void_approval(row)
    row.state, row.reason = state, reason
    row.sent_at = now if state is model.EditionState.SENT else None
    session.flush()
    return _standing(row)


def approve(session: Session, edition_id: int, sha256: str, by: str, now: datetime) -> Standing:
    """Approve exactly the document of this hash.

    Raises StateError where the stored document is another one (somebody changed it meanwhile), or there is none.
    """
    row = _row(session, edition_id, is_locked=True)
    _check_move(row, model.EditionState.APPROVED)
    if not row.document:
        raise errors.StateError(nothing_composed(row.newsletter, row.reason), about=_name(row))
    if row.sha256 != sha256:
        raise errors.StateError(
            f"was changed since you read it: its hash is {row.sha256[:12]}, not {sha256[:12]}; read it again",
            about=_name(row),
        )
    row.state, row.reason = model.EditionState.APPROVED, ""
    row.approved_at, row.approved_by, row.approved_sha256 = now, by, sha256
    session.flush()
    return _standing(row)


def save_rendered(session: Session, edition_id: int, rendered: Iterable[model.Rendered]) -> None:
    """Keep the variants of an edition in place of everything frozen before."""
    _delete_rendered(session, edition_id)
    session.add_all(
        tables.Rendered(edition_id=edition_id, variant=each.variant.key, document=each) for each in rendered
    )
    session.flush()


def save_page(session: Session, edition_id: int, page: model.Page) -> None:
    """Keep the web page of an edition beside its variants."""
    session.merge(tables.Page(edition_id=edition_id, **page.model_dump()))
    session.flush()


def page(session: Session, edition_id: int) -> model.Page | None:
    """The frozen web page; None before approval, and of an edition that was approved before there were such pages."""
    row = session.get(tables.Page, edition_id)
    return None if row is None else model.Page(**row.model_dump(exclude={"edition_id"}))


def told(session: Session, edition_ids: Collection[int]) -> dict[int, Told]:
    """What a feed tells of these editions, by id; those without a frozen web page are missing."""
    frozen = tables.Page
    query = select(frozen.edition_id, frozen.title, frozen.summary, frozen.content)
    return {row[0]: Told(*row[1:]) for row in session.exec(query.where(col(frozen.edition_id).in_(edition_ids)))}


def rendered(session: Session, edition_id: int) -> dict[str, model.Rendered]:
    """The frozen variants by ``Variant.key``; empty before approval."""
    query = select(tables.Rendered).where(tables.Rendered.edition_id == edition_id)
    return {row.variant: row.document for row in session.exec(query)}


def thaw(session: Session, edition_id: int) -> None:
    """Undo what an approval froze: the variants, the web page, and the deliveries that nobody has taken on."""
    _delete_rendered(session, edition_id)
    deliveries.thaw(session, edition_id)


def skip_open(session: Session, edition_id: int, reason: str, now: datetime) -> int:
    """End the deliveries that wait, with the reason; how many. What a sender has taken on is its to record."""
    mine = col(tables.Delivery.edition_id) == edition_id
    waits = col(tables.Delivery.state).in_((model.DeliveryState.QUEUED, model.DeliveryState.DEFERRED))
    values = {"state": model.DeliveryState.SKIPPED, "reply": reason, "updated_at": now}
    return session.exec(update(tables.Delivery).where(mine, waits).values(**values)).rowcount


def _delete_rendered(session: Session, edition_id: int) -> None:
    session.exec(delete(tables.Rendered).where(col(tables.Rendered.edition_id) == edition_id))
    session.exec(delete(tables.Page).where(col(tables.Page.edition_id) == edition_id))


def _edition(document: str, name: str) -> model.Edition:
    try:
        return model.Edition.model_validate_json(document)
    except ValidationError as error:
        raise errors.StoreError(
            f"the stored document is damaged ({columns.first_fault(error)}); restore a backup", about=name
        ) from error


def _of_day(session: Session, newsletter: str, local_date: date, *, is_locked: bool = False) -> tables.Edition | None:
    query = select(tables.Edition).where(
        tables.Edition.newsletter == newsletter, tables.Edition.local_date == local_date
    )
    # populate_existing: a row read before the lock may be stale.
    locked = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(locked if is_locked else query).one_or_none()


def _claim_day(session: Session, newsletter: str, local_date: date, send_at: datetime) -> tuple[tables.Edition, bool]:
    """The day's row, locked, and whether it was made just now; of two builders at once one makes it."""
    new = tables.Edition(newsletter=newsletter, local_date=local_date, send_at=send_at)
    values = new.model_dump(exclude={"id"})
    insert = (
        upsert.insert(session, tables.Edition).values(values).on_conflict_do_nothing().returning(col(tables.Edition.id))
    )
    is_new = session.execute(insert).scalar() is not None
    row = _of_day(session, newsletter, local_date, is_locked=True)
    if row is None:
        raise errors.StoreError("the edition was deleted meanwhile; try again", about=f"{newsletter} {local_date}")
    return row, is_new


def _row(session: Session, edition_id: int, *, is_locked: bool = False) -> tables.Edition:
    row = None
    if edition_id <= LARGEST_ID:
        row = session.get(tables.Edition, edition_id, with_for_update=is_locked, populate_existing=is_locked)
    if row is None:
        raise errors.StateError("there is no such edition; see: digest status", about=f"edition {edition_id}")
    return row


def _check_move(row: tables.Edition, state: model.EditionState) -> None:
    allowed = model.EDITION_MOVES[row.state]
    if state not in allowed:
        names = ", ".join(sorted(each.value for each in allowed))
        following = f", only {names}" if names else "; it is at its end"
        raise errors.StateError(f"is {row.state.value} and cannot become {state.value}{following}", about=_name(row))


def _void_approval(row: tables.Edition) -> None:
    row.approved_at, row.approved_by, row.approved_sha256 = None, "", ""


def _name(row: tables.Edition) -> str:
    return _standing(row).name


def _id(row: tables.Edition) -> int:
    if row.id is None:
        raise errors.StoreError("an edition has no id before it is stored")
    return row.id


def _standing(row: tables.Edition) -> Standing:
    return Standing(_id(row), *(getattr(row, name) for name in Standing._fields[1:]))
