"""A real news day through the whole job, scored, then sent to a thousand readers and killed on the way.

    python -m tests.bench.newsday [--data DIR] [--no-send] [--keep FOLDER] [--explain FILE]

DIR holds ``serve.py``, ``score_newsday.py`` and their data; without it the test data's ``newsday``. The day is served on
the loopback, its OPML imported, collected and built with the installed command. The last line is the scorer's JSON.
``--explain`` writes the whole edition as an editor reads it: each line with the sentences it rests on, in their context.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen  # noqa: TID251 - the bench is no part of the house

from tests.integration.smtp_server import Accepted, SmtpServer
from tests.shared import SHARED

CONNECTIONS = 4
READERS = 1000
CONFIGURATION = """
[database]
url = "sqlite:///digest.db"

[web]
base_url = "https://news.example"

[collect]
allow_hosts = ["127.0.0.1"]

[delivery]
transport = "smtp"
lease_seconds = 10

[delivery.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
connections = {connections}

[[newsletters]]
key = "{newsletter}"
name = "Newsday"
sender = "news@news.example"
postal_address = "1 Test Street"

# The whole day is wanted, not the best of it.
[newsletters.compose]
max_age_hours = 96
max_stories = 50
max_briefs = 100
max_per_outlet = 100
floor = 0
"""


class Digest:
    """The command, run as a person would, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", "from digest.cli import main; main()", *words]
        return subprocess.Popen(command, cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words: str) -> Any:
        """What the command says in JSON; its messages where it fails."""
        process = self.start(*words, "--json")
        out, err = process.communicate()
        if process.returncode:
            sys.exit(f"digest {' '.join(words)} ended with {process.returncode}:\n{err}")
        return json.loads(out)


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The day's address, while it is served; everything moved so that the newest article is ten minutes old."""
    command = [
        sys.executable,
        str(data / "serve.py"),
        "--port",
        "0",
        "--print-port",
        "--date",
        "now",
        "--data",
        str(data),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait(10)


def edition_for_the_scorer(document: dict[str, Any]) -> dict[str, Any]:
    """Every cluster of the edition, those left out too; stories with what was written of them."""
    stories = [
        {
            "title": story["headline"],
            "articles": [article["url"] for article in story["articles"]],
            "quick_takes": [take["text"] for take in story["quick_takes"]],
            "perspectives": {
                side: [each["text"] for each in view["statements"]]
                for side, view in (story["perspectives"] or {}).items()
            },
        }
        for story in document["stories"]
    ]
    listed = [
        {"title": each.get("headline") or each["title"], "articles": [article["url"] for article in each["articles"]]}
        for each in (*document["briefs"], *document["left_out"])
    ]
    return {"stories": stories + listed}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "newsday")
    parser.add_argument("--send", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--explain", type=Path, help="write every story, explained line by line, into this file")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    chosen = parser.parse_args(arguments)
    data = chosen.data.resolve()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        score = run(data, chosen.keep.resolve(), is_sent=chosen.send, explained=chosen.explain)
    else:
        with tempfile.TemporaryDirectory() as folder:
            score = run(data, Path(folder), is_sent=chosen.send, explained=chosen.explain)
    print(score)


def run(data: Path, folder: Path, *, is_sent: bool, explained: Path | None = None) -> str:
    """The whole bench in a folder; the scorer's JSON line."""
    digest = Digest(folder)
    with SmtpServer() as server:
        write_configuration(folder, server.port)
        digest.run("migrate")
        make(digest, data)
        document = digest.run("preview", "latest")
        edition = folder / "edition-for-scorer.json"
        edition.write_text(json.dumps(edition_for_the_scorer(document)), encoding="utf-8")
        command = [sys.executable, str(data / "score_newsday.py"), str(edition), "--data", str(data)]
        score = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
        if explained:
            explained.write_text("\n\n\n".join(pages(folder, document)), encoding="utf-8")
        if is_sent:
            send(digest, server)
            kill_on_the_way(digest, server)
    return score


def write_configuration(folder: Path, port: int, newsletter: str = "newsday") -> None:
    text = CONFIGURATION.format(port=port, connections=CONNECTIONS, newsletter=newsletter)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def make(digest: Digest, data: Path) -> None:
    """Serve, import, collect, build; what each took."""
    with served(data) as address:
        opml = digest.folder / "newsday.opml"
        opml.write_bytes(urlopen(f"{address}/opml", timeout=30).read())
        imported = digest.run("sources", "import", str(opml))
        began = time.monotonic()
        collected = digest.run("collect")
        read = time.monotonic()
    built = digest.run("build")
    failed = sum(1 for source in collected["sources"] if source["error"])
    print(
        f"imported {len(imported['added'])} sources; collected {sum(s['articles'] for s in collected['sources'])} articles"
    )
    print(f"in {read - began:.1f} s ({failed} sources failed); built in {time.monotonic() - read:.1f} s:", end=" ")
    print(
        f"{built['clusters']} clusters, {built['stories']} stories, {built['briefs']} briefs, {built['left_out']} left out"
    )


def pages(folder: Path, document: dict[str, Any]) -> Iterator[str]:
    """Each story and brief of the edition, explained, as ``digest explain`` prints it."""
    from digest import config as configuration
    from digest.cli import explain as printing
    from digest.pipeline import explain as explaining
    from digest.store import editions
    from digest.store.database import Database

    database = Database(f"sqlite:///{folder / 'digest.db'}")
    settings = configuration.load(folder / "config.toml")
    with database.transaction(writes=False) as session:
        edition = editions.listed(session, limit=1)[0].id
    for number in range(1, len(document["stories"]) + len(document["briefs"]) + 1):
        found = explaining.explain(database, settings, edition, str(number))
        yield f"{number}. " + "\n".join(printing.page(found))
    database.close()


def add_readers(digest: Digest) -> set[str]:
    readers = {f"reader{number}@readers.example" for number in range(READERS)}
    file = digest.folder / "readers.csv"
    file.write_text("address\n" + "\n".join(sorted(readers)) + "\n", encoding="utf-8")
    digest.run("subscribers", "import", str(file), "--consent", "made for the bench")
    return readers


def send(digest: Digest, server: SmtpServer) -> None:
    """A thousand readers, each mailed once; a second send mails nobody."""
    readers = add_readers(digest)
    digest.run("approve", "latest")
    began = time.monotonic()
    digest.run("send", "latest")
    seconds = time.monotonic() - began
    assert set(server.recipients) == readers, f"{len(readers - set(server.recipients))} readers got nothing"
    doubled = [reader for reader, times in server.recipients.items() if times > 1]
    assert not doubled, f"{len(doubled)} readers got it twice"
    print(f"sent: {len(server.accepted)} mails arrived, each once, in {seconds:.1f} s")
    digest.run("send", "latest")
    assert len(server.accepted) == READERS, "the second send sent something"
    print("sent again: 0 mails")


def kill_on_the_way(digest: Digest, server: SmtpServer) -> None:
    """The same edition under another newsletter, killed without warning in the middle, then sent again."""
    before = Counter(server.recipients)
    rename(digest, server.port)
    readers = add_readers(digest)
    digest.run("build")
    digest.run("approve", "latest")
    process = digest.start("send", "latest")
    middle = len(server.accepted) + READERS // 2

    def kill(_: Accepted) -> None:
        if len(server.accepted) == middle:
            os.kill(process.pid, signal.SIGKILL)

    server.on_accept = kill
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the sender ended before it was killed"
    arrived = len(server.accepted) - sum(before.values())
    server.on_accept = lambda _: None
    digest.run("send", "latest")
    after = server.recipients - before
    lost, doubled = len(readers - set(after)), sum(after.values()) - len(readers)
    print(
        f"killed after {arrived} of {READERS} mails, sent again: {lost} lost, {doubled} doubled, {CONNECTIONS} connections"
    )
    assert lost == 0
    assert doubled <= CONNECTIONS


def rename(digest: Digest, port: int) -> None:
    """Another newsletter for the same day, so that its edition is a new one."""
    write_configuration(digest.folder, port, newsletter="killed")


if __name__ == "__main__":
    main()
