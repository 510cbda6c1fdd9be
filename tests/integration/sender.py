"""A sender in a process of its own, to be killed: ``python -m tests.integration.sender URL PORT EDITION CONNECTIONS``."""

import sys

from digest.pipeline import send
from digest.store.database import Database
from tests.integration import approved


def main() -> None:
    url, port, edition, connections = sys.argv[1:]
    settings = approved.settings(port=int(port), connections=int(connections), batch=40)
    send.send(Database(url), settings, int(edition), approved.HOUR)


if __name__ == "__main__":
    main()
