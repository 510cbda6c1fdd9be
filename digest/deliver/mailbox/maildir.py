"""A Maildir on this machine: mails are files, and their flags stand in the names. Nothing is parsed, only renamed."""

import mailbox
from pathlib import Path

from digest import config, errors
from digest.deliver.mailbox import MAX_BYTES, MAX_MAILS, Take

_LEFT = "F"
"""Flagged: mail programs show it."""


class Maildir:
    """One Maildir."""

    def __init__(self, settings: config.Bounces, path: Path) -> None:
        """``path`` holds ``new``, ``cur`` and ``tmp``."""
        self.name = str(path)
        self._path = path
        self._processed = None if settings.understood is config.Afterwards.DELETE else settings.processed

    def read(self, take: Take) -> None:
        """See ``Mailbox.read``."""
        try:
            for file in self._waiting()[:MAX_MAILS]:
                with file.open("rb") as opened:
                    data = opened.read(MAX_BYTES)
                self._put_away(file, is_understood=take(data))
        except OSError as error:
            said = f"cannot be read: {error.strerror}; check bounces.maildir and its rights"
            raise errors.TemporaryRefusal(said, about=self.name) from error

    def _waiting(self) -> list[Path]:
        files = [*(self._path / "new").iterdir(), *(self._path / "cur").iterdir()]
        return sorted(each for each in files if not each.name.startswith(".") and _LEFT not in _flags(each))

    def _put_away(self, file: Path, *, is_understood: bool) -> None:
        base = file.name.partition(":2,")[0]
        if not is_understood:
            file.rename(self._path / "cur" / f"{base}:2,{''.join(sorted({*_flags(file), _LEFT}))}")
        elif self._processed is None:
            file.unlink()
        else:
            folder = self._path / f".{self._processed}"
            mailbox.Maildir(folder)
            file.rename(folder / "cur" / f"{base}:2,S")


def keep(path: Path, data: bytes) -> None:
    """Put a mail into the Maildir here, made where there is none; it is on the disk when this returns.

    Raises TemporaryRefusal where it cannot be written.
    """
    try:
        mailbox.Maildir(path).add(data)
    except OSError as error:
        said = f"cannot be written: {error.strerror}; check bounces.kept, and the room on the disk"
        raise errors.TemporaryRefusal(said, about=str(path)) from error


def _flags(file: Path) -> str:
    return file.name.partition(":2,")[2]
