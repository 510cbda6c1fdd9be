"""Editions as the installed command builds them, each in a folder of its own, and those of other scripts."""

import contextlib
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from digest import config, model
from digest.store import editions
from digest.store.database import Database
from tests.bench import newsday
from tests.days import Day, arabic, chinese
from tests.shared import SHARED

SEEDS = """
[database]
url = "sqlite:///digest.db"

[web]
base_url = "https://news.example"

[[newsletters]]
key = "seeds"
name = "Two Readings"
sender = "news@news.example"
postal_address = "1 Test Street"

[newsletters.compose]
max_age_hours = 1000000
floor = 0
"""

NEEDED = ("newsday", "seeds")
"""Editions that are built from the public test data of the same name."""


class Built(NamedTuple):
    """An edition and its newsletter."""

    name: str
    newsletter: config.Newsletter
    edition: model.Edition


def editions_in(folder: Path, names: Sequence[str] = ()) -> list[Built]:
    """These editions, or every one that can be built here: the public test data may be absent."""
    made = []
    for name, build in ways().items():
        if (names and name not in names) or (name in NEEDED and not (SHARED / name).exists()):
            continue
        place = folder / name
        place.mkdir(parents=True)
        made.append(build(place))
    return made


def ways() -> dict[str, Callable[[Path], Built]]:
    """How each edition is built, by its name."""
    return {
        "demo": demo,
        "newsday": news_day,
        "seeds": seeds,
        "CJK": lambda _: of_day("CJK", chinese.DAY),
        "RTL": lambda _: of_day("RTL", arabic.DAY),
    }


def of_day(name: str, day: Day) -> Built:
    """40 stories in another script."""
    return Built(name, day.newsletter(), day.edition())


def demo(folder: Path) -> Built:
    """The sample newsroom's day."""
    newsday.Digest(folder).run("demo", "--dir", str(folder / "demo"), "--date", "2026-01-13")
    return _newest("demo", folder / "demo")


def news_day(folder: Path) -> Built:
    """A real news day of many outlets."""
    digest = newsday.Digest(folder)
    newsday.write_configuration(folder, 2525)
    digest.run("migrate")
    with contextlib.redirect_stdout(sys.stderr):
        newsday.make(digest, SHARED / "newsday")
    made = _newest("newsday", folder)
    # The outlets were served on loopback; in a reader's mail they have addresses of their own.
    document = re.sub(r"http://127\.0\.0\.1:\d+", "https://outlets.example", made.edition.model_dump_json())
    return made._replace(edition=model.Edition.model_validate_json(document))


def seeds(folder: Path) -> Built:
    """Two files, each of an outlet."""
    digest = newsday.Digest(folder)
    (folder / "config.toml").write_text(SEEDS, encoding="utf-8")
    digest.run("migrate")
    for number, (file, lean) in enumerate(
        zip(sorted((SHARED / "seeds").glob("*.txt")), ("left", "right"), strict=True)
    ):
        place = folder / f"outlet-{number}"
        place.mkdir()
        shutil.copy(file, place)
        said = ("--outlet", f"Outlet {number}", "--lean", lean, "--rater", "nobody")
        digest.run("sources", "add", str(place), *said)
    digest.run("collect")
    digest.run("build")
    return _newest("seeds", folder)


def _newest(name: str, folder: Path) -> Built:
    settings = config.load(folder / "config.toml")
    database = Database(f"sqlite:///{folder / 'digest.db'}")
    with database.transaction(writes=False) as session:
        edition = editions.load(session, editions.listed(session, limit=1)[0].id)
    database.close()
    return Built(name, settings.newsletters[0], edition)
