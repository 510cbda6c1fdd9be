"""The installed command, run as a person runs it."""

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

DIGEST = str(Path(sysconfig.get_path("scripts")) / "digest")

OLD_NEWS = {"DIGEST_NEWSLETTERS__0__COMPOSE__MAX_AGE_HOURS": "1000000"}
"""The sample news are of a fixed day; a build by the real clock must still take them."""


class Ended(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def digest(folder: Path, *words: str, given: str = "", **environment: str) -> Ended:
    """Run ``digest`` with these words in a folder; ``given`` is its standard input."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DIGEST_")}
    ended = subprocess.run(
        [DIGEST, *words],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        env={**clean, "PATH": f"{Path(DIGEST).parent}:{os.environ['PATH']}", **environment},
        check=False,
        timeout=120,
    )
    assert "Traceback" not in ended.stdout + ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)
