"""How fast mails leave: our path against a plain ``EmailMessage`` and ``smtplib`` loop, on the same machine and server.

``python -m tests.bench.delivery [MAILS]`` prints one JSON line. The server is postfix's ``smtp-sink`` where it is
installed. CPU is the sender's own; ratios hold on any machine, rates do not.
"""

import contextlib
import json
import resource
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from digest import config, deliver, model
from digest.deliver import message, smtp
from digest.deliver.links import Links
from digest.pipeline import send
from digest.store.database import Database
from tests.integration import approved

PARAGRAPHS = 330
"""A mail of about 50 KB on the wire."""


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """The port of a running ``smtp-sink``."""
    program = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin")
    if program is None:
        raise SystemExit("smtp-sink is not installed (Debian: apt-get install postfix)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with subprocess.Popen([program, "-u", "nobody", f"127.0.0.1:{port}", "100"], stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.recv(100)
            return
    raise SystemExit("smtp-sink did not start")


def measured(work: Callable[[], None], mails: int) -> dict[str, float]:
    """Rate per second and CPU microseconds per mail."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"per_second": round(mails / seconds), "cpu_us": round(cpu / mails * 1e6)}


def naive(port: int, mails: int) -> None:
    """What one writes first: a message object per reader, one connection."""
    shape = approved.rendered(model.Variant(), PARAGRAPHS)
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(mails):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = "daily@news.example.org", approved.address(number), "Today"
            mail.set_content(
                shape.text.replace("QZunsubscribeZQ", f"https://news.example.org/u/{number}"), cte="quoted-printable"
            )
            mail.add_alternative(
                shape.html.replace("QZunsubscribeZQ", f"https://news.example.org/u/{number}"),
                subtype="html",
                cte="quoted-printable",
            )
            server.send_message(mail)


def mails_of(template: message.Template, mails: int) -> Iterator[deliver.Mail]:
    """One mail per reader."""
    for number in range(mails):
        yield template.mail(message.Reader(number, approved.address(number), "Ann Reader", f"p{number}"))


def template() -> message.Template:
    """The mail of the bench."""
    rendered = approved.rendered(model.Variant(), PARAGRAPHS)
    links = Links("https://news.example.org", "k" * 40)
    return message.Template(rendered, approved.NEWSLETTER, links, local_date=date(2026, 11, 21), moment=approved.HOUR)


def ours(port: int, mails: int) -> None:
    """Composed and handed over, no rows."""
    settings = config.Smtp(host="127.0.0.1", port=port, security=config.Security.NONE, connections=4)
    outcomes = list(smtp.Smtp(settings).send(mails_of(template(), mails)))
    assert len(outcomes) == mails


def compose(mails: int) -> None:
    """Composed only."""
    for _ in mails_of(template(), mails):
        pass


def recorded(port: int, mails: int) -> dict[str, float]:
    """The whole path: claimed, composed, handed over and recorded in SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.migrate()
        edition = approved.approve(database, mails, paragraphs=PARAGRAPHS)
        settings = approved.settings(port=port, batch=200)
        figures = measured(lambda: _send(database, settings, edition), mails)
        database.close()
    return figures


def _send(database: Database, settings: config.Settings, edition: int) -> None:
    send.send(database, settings, edition, approved.HOUR)


def main() -> None:
    """Print the figures."""
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with sink() as port:
        figures = {
            "naive": measured(lambda: naive(port, mails // 4), mails // 4),
            "compose": measured(lambda: compose(mails), mails),
            "compose_and_send": measured(lambda: ours(port, mails), mails),
            "recorded": recorded(port, mails),
        }
    octets = len(next(mails_of(template(), 1)).data)
    ratios = {
        "cpu_ratio": figures["naive"]["cpu_us"] / figures["compose_and_send"]["cpu_us"],
        "cpu_ratio_recorded": figures["naive"]["cpu_us"] / figures["recorded"]["cpu_us"],
        "rate_ratio": figures["compose_and_send"]["per_second"] / figures["naive"]["per_second"],
    }
    print(json.dumps({"octets": octets, **figures, **{name: round(value, 1) for name, value in ratios.items()}}))


if __name__ == "__main__":
    main()
