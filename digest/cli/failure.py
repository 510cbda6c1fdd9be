"""What a failure says: one sentence that a person can act on, never a traceback."""

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Callable

from digest import errors
from digest.cli import terminal

DONE, FAILED, MISUSED = 0, 1, 2
STOPPED = 130
"""By Ctrl-C, as shells count it."""


def exit_code(command: Callable[[], object]) -> int:
    """Run a command; 0 done, 1 it failed, 2 the configuration or the usage is wrong. The reason is on standard error."""
    try:
        return _run(command)
    except errors.ConfigError as error:
        return _told(str(error), MISUSED)
    except errors.DigestError as error:
        return _told(str(error), FAILED)
    except BrokenPipeError:
        _drop_output()
        return FAILED
    except OSError as error:
        _drop_output()
        return _told(of_system(error), FAILED)
    except Exception as error:  # noqa: BLE001 - the last door: a person never meets a traceback
        return _told(_unexpected(error), FAILED)


def of_system(error: OSError) -> str:
    """What the operating system refused, and where: ``readers.csv: Permission denied``."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else f"the system refused to go on: {reason}"


def _run(command: Callable[[], object]) -> int:
    """The command's own exit code, once all it printed has really been written."""
    try:
        command()
        code = DONE
    except SystemExit as leave:  # typer leaves so, with the code of the command or of its usage message
        code = leave.code if isinstance(leave.code, int) else FAILED
    sys.stdout.flush()
    if code == STOPPED:
        return _told("stopped; run it again to go on", code)
    if code == MISUSED:
        _show_failure("the usage is wrong; standard error says how", code)
    return code


def _told(message: str, code: int) -> int:
    terminal.advise(f"digest: {message}", beside=True)
    with contextlib.suppress(OSError):
        _show_failure(message, code)
    return code


def _show_failure(message: str, code: int) -> None:
    """The one document that a program waits for, where the command printed none."""
    if "--json" in sys.argv and not terminal.SHOWN_JSON:
        terminal.show_json({"error": message, "code": code})
        sys.stdout.flush()


def _unexpected(error: Exception) -> str:
    """A sentence, and the traceback in a file that only this user can read."""
    handle, path = tempfile.mkstemp(prefix="digest-failure-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    return (
        f"something unexpected happened ({type(error).__name__}); this is a mistake in digest, and nothing was sent "
        f"that is not in the ledger. Please report it with this file, which says where: {path}"
    )


def _drop_output() -> None:
    """Standard output is gone or full: let the interpreter's last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
