"""Before the first day: the schema and the signing key. Done again, it changes nothing."""

import os
from pathlib import Path

from digest import config
from digest.store.database import Database


def prepare(database: Database, settings: config.Settings, signing_key: str) -> list[str]:
    """Bring the schema to this version and keep ``signing_key`` (random, 32 characters or more) where there is none.

    Returns what was made, for a person. Settings loaded before do not hold a key that was made here: load them again.
    """
    made = [f"schema {version} in {database.name}" for version in database.migrate()[-1:]]
    file = settings.web.signing_key_file
    if settings.web.signing_key is None and write_once(file, signing_key + "\n", mode=0o600):
        made.append(str(file))
    return made


def write_once(path: Path, text: str, *, mode: int) -> bool:
    """Make a file that nobody has made before, readable as ``mode`` says from its first byte on; False where it exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return True
