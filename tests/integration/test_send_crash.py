"""``kill -9`` in the middle of a send: nobody is left out, and at most one mail per connection arrives twice.

``python -m tests.integration.test_send_crash [KILLS] [URL]`` prints what a longer series gives.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from digest import model
from digest.pipeline import send
from digest.store.database import Database
from tests.integration import approved
from tests.integration.smtp_server import Accepted, SmtpServer

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 4


class Crashes(NamedTuple):
    """What a series of kills came to."""

    readers: int
    kills: int
    lost: int
    doubled: int
    most_copies: int


class Killer:
    """Kills a process when the server has accepted so many mails more, before the client hears of the last one."""

    def __init__(self) -> None:
        self.victim: subprocess.Popen[bytes] | None = None
        self.countdown = 0

    def __call__(self, mail: Accepted) -> None:
        self.countdown -= 1
        if self.countdown == 0 and self.victim:
            os.kill(self.victim.pid, signal.SIGKILL)


def crash(url: str, readers: int, kills: int, seed: int) -> Crashes:
    """Send, kill, send again, ... and at last let it finish."""
    dice = random.Random(seed)
    database = Database(url)
    edition = approved.approve(database, readers)
    killer = Killer()
    killed = 0
    with SmtpServer(on_accept=killer) as server:
        command = [
            sys.executable,
            "-m",
            "tests.integration.sender",
            url,
            str(server.port),
            str(edition),
            str(CONNECTIONS),
        ]
        for _ in range(kills):
            killer.countdown = dice.randint(1, max(2, readers // (kills + 1)))
            killer.victim = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            killed += killer.victim.wait(120) == -signal.SIGKILL
        report = send.send(database, approved.settings(port=server.port), edition, approved.HOUR)
        copies = server.recipients
    database.close()
    assert report.state is model.EditionState.SENT
    assert report.deliveries == {model.DeliveryState.SENT: readers}
    lost = sum(copies[approved.address(number)] == 0 for number in range(1, readers + 1))
    return Crashes(readers, killed, lost, sum(copies.values()) - len(copies), max(copies.values()))


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_in_the_middle_nobody_is_lost_and_few_are_doubled(database_url: str, seed: int) -> None:
    found = crash(database_url, readers=160, kills=2, seed=seed)
    assert found.kills == 2
    assert found.lost == 0
    assert found.doubled <= found.kills * CONNECTIONS


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(crash(sys.argv[2], readers=100 * kills, kills=kills, seed=0))


if __name__ == "__main__":
    main()
