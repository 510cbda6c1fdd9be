"""What a database says when it cannot, in sentences a person can act on."""

import sqlite3

from sqlalchemy.exc import DBAPIError

SQLITE = {
    "SQLITE_BUSY": "the database is locked by another process; stop it or try again",
    "SQLITE_LOCKED": "the database is locked by another connection; try again",
    "SQLITE_FULL": "the disk is full, nothing was saved; make room and try again",
    "SQLITE_READONLY": "the database cannot be written; give this user write access to the file and its folder",
    "SQLITE_CANTOPEN": "the database cannot be opened; check that its folder exists and this user may write there",
    "SQLITE_IOERR": "the disk failed while the database was read or written; check the disk",
    "SQLITE_NOTADB": "this file is not a SQLite database; give another path",
    "SQLITE_CORRUPT": "the database is damaged; restore a backup",
    "SQLITE_PERM": "the database cannot be opened; give this user access to the file",
    "SQLITE_AUTH": "the database cannot be opened; give this user access to the file",
}
"""Primary result code -> sentence (https://www.sqlite.org/rescode.html)."""

POSTGRESQL = {
    "55P03": "another process holds a lock for too long; stop it or try again",
    "40P01": "two transactions waited for each other; try again",
    "40001": "another transaction changed the same rows; try again",
    "57014": "the server cancelled the statement; try again",
    "53": "the server is out of disk, memory or connections, nothing was saved; make room and try again",
    "25006": "the server is read-only (a standby?); give the address of the primary",
    "28": "the server refuses this user or password; correct the database URL",
    "3D000": "the server has no such database; create it with createdb",
    "42501": "this user lacks a right on the database; grant it",
    "57P": "the server is stopping or starting; try again",
    "58": "the server's disk failed; look at its log",
    "08": "the connection to the server broke; try again",
}
"""SQLSTATE, or its beginning -> sentence (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


def sentence(error: DBAPIError) -> str | None:
    """What happened and what to do, or None where it is no failure of the database but of the caller."""
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite(error.orig)
    return _postgresql(error)


def _sqlite(error: sqlite3.Error) -> str | None:
    name: str = getattr(error, "sqlite_errorname", "")
    return next((said for code, said in SQLITE.items() if name == code or name.startswith(f"{code}_")), None)


def _postgresql(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state:
        return next((said for code, said in POSTGRESQL.items() if state.startswith(code)), None)
    if type(error.orig).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    # The driver gives no SQLSTATE while it connects: what the server said stands in the text.
    said = str(error.orig)
    if "password authentication failed" in said or "no password supplied" in said:
        return POSTGRESQL["28"]
    if "does not exist" in said and "database" in said:
        return POSTGRESQL["3D000"]
    return "the server cannot be reached; check that it runs and the host and port of the database URL"
