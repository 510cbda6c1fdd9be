"""Mails as files: one .eml each, for trying out, for tests, and for handing over by other means."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from digest import errors, model
from digest.deliver import Mail, Outcome

_UNFIT = re.compile(r"[^A-Za-z0-9@._-]")


class Folder:
    """The transport into a folder. A mail sent twice overwrites its file, as the name is its Message-ID."""

    connections = 1

    def __init__(self, path: Path) -> None:
        """``path`` is made where it does not exist."""
        self._path = path

    def send(self, mails: Iterator[Mail]) -> Iterator[Outcome]:
        """See ``Transport.send``. A full disk, or a folder that cannot be written, raises TemporaryRefusal."""
        for mail in mails:
            try:
                written = self._write(mail)
            except OSError as error:
                raise errors.TemporaryRefusal(
                    f"the mail could not be written ({error.strerror or error}); make room or give this user write"
                    " access, then send again: nothing is lost",
                    about=str(self._path),
                ) from error
            yield Outcome(mail.key, model.DeliveryState.SENT, f"written to {written.name}")

    def _write(self, mail: Mail) -> Path:
        """Whole or not at all, and on the disk before it counts as sent."""
        self._path.mkdir(parents=True, exist_ok=True)
        target = self._path / f"{_UNFIT.sub('_', mail.message_id.strip('<>'))[:200]}.eml"
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with open(part, "wb", opener=_private) as file:
                file.write(mail.data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
            _settle(self._path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        return target


def _private(path: str, flags: int) -> int:
    """Names and addresses are nobody else's to read."""
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
