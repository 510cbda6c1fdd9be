"""Who claims deliveries: ``host:pid:start``, so that the claims of a dead process are given back at once."""

import itertools
import os
import socket
from pathlib import Path

_RUNS = itertools.count(1)
PROC = Path("/proc")
_HIDDEN = "0-"
"""Begins the start of a process that lives and shows no more."""


def new() -> str:
    """A name for one run of a sender in this process; no other run has it."""
    return f"{socket.gethostname()}:{os.getpid()}:{_start(os.getpid())}.{next(_RUNS)}"


def is_dead(owner: str, processes: Path = PROC) -> bool:
    """Whether this owner ran on this machine and runs no more. Of other machines nobody here knows: False."""
    host, pid, run = ["", "", *owner.rsplit(":", 2)][-3:]
    start = run.rpartition(".")[0]
    if host != socket.gethostname() or not pid.isdigit() or start.partition("-")[2] != _space():
        return False
    now = _start(int(pid), processes)
    # Of a process whose start is hidden from us (another user's, under ProtectProc or hidepid) we know only that it lives.
    return now != start and not now.startswith(_HIDDEN)


def _start(pid: int, processes: Path = PROC) -> str:
    """When the process began, in ticks since the machine started, and its space of process numbers; empty: not alive.

    Process numbers are given again; together with the start they are unique. Where there is no /proc only whether
    the process lives is known.
    """
    try:
        status = (processes / f"{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return _alive(pid)
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else f"{fields[19]}-{_space()}"


def _alive(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return f"{_HIDDEN}{_space()}"


def _space() -> str:
    """Containers may share a host name and count their processes apart."""
    try:
        return str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        return ""
