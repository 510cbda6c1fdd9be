"""Where we read, and how it went."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest import config, errors, model
from digest.store import tables

ALL = "*"
"""Stands for every source in a newsletter's list."""


class Listed(NamedTuple):
    """A source and how its last checks went."""

    source: model.Source
    state: model.SourceState
    is_configured: bool
    """It follows the configuration file; only there it can be changed or removed."""
    checked_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    """Failed checks since the last success."""
    error: str


class Synced(NamedTuple):
    """Keys of the sources that following the configuration touched."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    paused: tuple[str, ...] = ()
    """No longer configured."""


def sync_configured(session: Session, settings: config.Settings) -> Synced:
    """Let the rows follow the configuration; doing it again changes nothing.

    What the configuration says of a source or an outlet wins, also for sources added by hand whose outlet it names.
    Sources no longer configured are paused, with their articles kept. One that a person paused stays paused.
    """
    rows = {row.key: row for row in session.exec(select(tables.Source))}
    wanted = {source.key: source for source in config.sources(settings)}
    outlets = {outlet.name: outlet for outlet in config.outlets(settings)}
    added = tuple(key for key in sorted(wanted) if key not in rows)
    changed = tuple(key for key in sorted(wanted) if key in rows and _follow(rows[key], wanted[key]))
    gone = [row for key, row in sorted(rows.items()) if row.is_configured and key not in wanted]
    session.add_all(_row(wanted[key], is_configured=True) for key in added)
    for row in gone:
        row.state, row.is_configured = model.SourceState.PAUSED, False
    for row in rows.values():
        if row.key not in wanted and row.outlet.name in outlets:
            row.outlet = outlets[row.outlet.name]
    session.flush()
    return Synced(added, changed, tuple(row.key for row in gone))


def add(session: Session, source: model.Source) -> None:
    """Add a source by hand. Raises StateError where the key is taken."""
    if _find(session, source.key):
        raise errors.StateError("there is a source of this key already; choose another key", about=source.key)
    session.add(_row(source, is_configured=False))
    session.flush()


def remove(session: Session, key: str) -> None:
    """Forget a source and the articles it brought. Raises StateError for a configured one."""
    row = _get(session, key)
    if row.is_configured:
        raise errors.StateError("comes from the configuration file; take it out there", about=key)
    session.exec(delete(tables.Article).where(col(tables.Article.source_id) == row.id))
    session.delete(row)
    session.flush()


def pause(session: Session, key: str) -> None:
    """Keep the source but do not read it."""
    _get(session, key).state = model.SourceState.PAUSED


def resume(session: Session, key: str) -> None:
    """Read the source again."""
    _get(session, key).state = model.SourceState.ACTIVE


def listed(session: Session) -> list[Listed]:
    """All sources by key."""
    return [_listed(row) for row in session.exec(select(tables.Source).order_by(tables.Source.key))]


def active(session: Session, keys: Collection[str] = (ALL,)) -> list[model.Source]:
    """The sources that are read, by key; ``*`` among the keys means all."""
    query = select(tables.Source).where(tables.Source.state == model.SourceState.ACTIVE)
    if ALL not in keys:
        query = query.where(col(tables.Source.key).in_(keys))
    return [_value(row) for row in session.exec(query.order_by(tables.Source.key))]


def record_success(session: Session, key: str, now: datetime, *, etag: str = "", last_modified: str = "") -> None:
    """The source was read, or had not changed; what to ask it with next time."""
    row = _get(session, key)
    row.checked_at = row.succeeded_at = now
    row.etag, row.last_modified = etag, last_modified
    row.failures, row.error = 0, ""


def record_failure(session: Session, key: str, now: datetime, error: str) -> None:
    """The source could not be read."""
    row = _get(session, key)
    row.checked_at = now
    row.failures += 1
    row.error = error


def _find(session: Session, key: str) -> tables.Source | None:
    return session.exec(select(tables.Source).where(tables.Source.key == key)).one_or_none()


def _get(session: Session, key: str) -> tables.Source:
    row = _find(session, key)
    if row is None:
        raise errors.StateError("there is no source of this key; see: digest sources list", about=key)
    return row


def _row(source: model.Source, *, is_configured: bool) -> tables.Source:
    return tables.Source(**_said(source), is_configured=is_configured)


def _said(source: model.Source | tables.Source) -> dict[str, Any]:
    """What a source says of itself, without how it went."""
    return {name: getattr(source, name) for name in ("key", "kind", "location", "outlet", "section", "weight")}


def _follow(row: tables.Source, source: model.Source) -> bool:
    """Bring the row to what is configured; whether that changed anything."""
    wanted = {name: value for name, value in _said(source).items() if getattr(row, name) != value}
    if "location" in wanted:
        wanted |= {"etag": "", "last_modified": "", "failures": 0, "error": ""}
    if not row.is_configured:
        wanted |= {"is_configured": True, "state": model.SourceState.ACTIVE}
    for name, value in wanted.items():
        setattr(row, name, value)
    return bool(wanted)


def _value(row: tables.Source) -> model.Source:
    return model.Source(**_said(row), etag=row.etag, last_modified=row.last_modified)


def _listed(row: tables.Source) -> Listed:
    return Listed(
        source=_value(row),
        state=row.state,
        is_configured=row.is_configured,
        checked_at=row.checked_at,
        succeeded_at=row.succeeded_at,
        failures=row.failures,
        error=row.error,
    )
