"""People who may log in at the desk, and their logins."""

import hashlib
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from digest import errors
from digest.store import tables

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_PASSWORD = 12
"""Characters a password has at least (NIST SP 800-63B asks for 8 at least, and for no other rule)."""
MAX_PASSWORD = 1024
"""Longer ones would only cost time."""


class Editor(NamedTuple):
    """Who is logged in."""

    id: int
    name: str


def create(session: Session, name: str, password: str, now: datetime) -> int:
    """Id of a new editor. Raises StateError where the name is taken or empty, or the password too short."""
    name = name.strip()
    if not name:
        raise errors.StateError("an editor needs a name")
    if session.exec(select(tables.Editor.id).where(tables.Editor.name == name)).first():
        raise errors.StateError("there is an editor of this name already", about=name)
    row = tables.Editor(name=name, password_hash=_hash(password), created_at=now)
    session.add(row)
    session.flush()
    return _editor(row).id


def set_password(session: Session, name: str, password: str) -> None:
    """Another password; ends every login of this editor. Raises StateError where there is none of this name."""
    row = session.exec(select(tables.Editor).where(tables.Editor.name == name.strip())).one_or_none()
    if row is None:
        raise errors.StateError("there is no editor of this name", about=name)
    row.password_hash = _hash(password)
    session.exec(delete(tables.Login).where(col(tables.Login.editor_id) == row.id))


def count(session: Session) -> int:
    """How many editors there are; none means that nobody can log in yet."""
    return len(session.exec(select(tables.Editor.id)).all())


def verify(session: Session, name: str, password: str) -> Editor | None:
    """The editor of this name and password, or None; takes as long for a name nobody has.

    It takes some 50 ms of computing: call it in a transaction that does not write.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    row = session.exec(select(tables.Editor).where(tables.Editor.name == name.strip())).one_or_none()
    try:
        _hasher().verify(row.password_hash if row else _dummy(), password[:MAX_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    return _editor(row) if row else None


def log_in(session: Session, editor_id: int, token: str, now: datetime, expires_at: datetime) -> None:
    """Remember a login; ``token`` is random, and only its hash is kept."""
    session.add(tables.Login(token_sha256=_digest(token), editor_id=editor_id, created_at=now, expires_at=expires_at))
    session.flush()


def logged_in(session: Session, token: str, now: datetime) -> Editor | None:
    """Who is logged in with this token."""
    query = (
        select(tables.Editor)
        .join(tables.Login, col(tables.Login.editor_id) == tables.Editor.id)
        .where(tables.Login.token_sha256 == _digest(token), tables.Login.expires_at > now)
    )
    row = session.exec(query).one_or_none()
    return _editor(row) if row else None


def log_out(session: Session, token: str) -> None:
    """Forget a login."""
    session.exec(delete(tables.Login).where(col(tables.Login.token_sha256) == _digest(token)))


def expire(session: Session, now: datetime) -> int:
    """Forget the logins whose time is over; how many they were."""
    return session.exec(delete(tables.Login).where(col(tables.Login.expires_at) <= now)).rowcount


def _hash(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise errors.StateError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters, this one {len(password)}")
    return _hasher().hash(password)


@cache
def _hasher() -> "PasswordHasher":
    """Argon2id with the library's parameters (RFC 9106, second recommended set)."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _dummy() -> str:
    """A hash no password is checked against but in vain, so that unknown names take as long as known ones."""
    return _hasher().hash("nobody has this password")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _editor(row: tables.Editor) -> Editor:
    if row.id is None:
        raise errors.StoreError("an editor has no id before it is stored")
    return Editor(row.id, row.name)
