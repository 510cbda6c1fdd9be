"""The process: two on one database, starting, serving, stopping, and what it says meanwhile."""

import json
import logging
import os
import re
import signal
import smtplib
import socket
import subprocess
import sys
import threading
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from digest import config, errors, model, service
from digest.deliver.mailbox import maildir
from digest.pipeline import approve, due
from digest.store import editions, leases
from digest.store.database import Database
from tests.integration.service.conftest import Clock, Running, until
from tests.integration.smtp_server import SmtpServer
from tests.unit.deliver.bounces import mails


def standings(database: Database) -> list[editions.Standing]:
    with database.transaction(writes=False) as session:
        return editions.listed(session)


def test_two_services_on_one_database_build_one_edition(
    database: Database, settings: config.Settings, running: Running
) -> None:
    with ExitStack() as both:
        both.enter_context(running(settings))
        both.enter_context(running(settings))
        until(lambda: bool(standings(database)))
    (standing,) = standings(database)
    assert standing.state is model.EditionState.DRAFT
    with database.transaction(writes=False) as session:
        assert leases.holder(session, service.LEASE_NAME) is None  # given back


def test_two_services_on_one_database_send_once(
    database: Database,
    settings: config.Settings,
    readers: list[str],
    clock: Clock,
    running: Running,
    server: SmtpServer,
) -> None:
    due.run_due(database, settings, clock)
    (standing,) = standings(database)
    approve.approve(database, settings, standing.id, standing.sha256, "ada", clock())
    clock.goes_on(minutes=2)
    with ExitStack() as both:
        both.enter_context(running(settings))
        both.enter_context(running(settings))
        until(lambda: standings(database)[0].state is model.EditionState.SENT)
    assert server.recipients == Counter(readers)


def test_only_one_leads_and_another_follows(sqlite_database: Database, clock: Clock) -> None:
    stop = threading.Event()
    first, second = (service.Service(config.Settings(), sqlite_database, clock, stop) for _ in range(2))
    assert first.lead()
    assert not second.lead()
    clock.now += service.LEASE - timedelta(seconds=1)
    assert first.lead()
    assert not second.lead()
    clock.now += service.LEASE + timedelta(seconds=1)
    assert second.lead()
    assert not first.lead()


def test_another_schema_is_refused(tmp_path: Path) -> None:
    fresh = config.Settings(database=config.Database(url=SecretStr(f"sqlite:///{tmp_path / 'new.db'}")))
    with pytest.raises(errors.StoreError, match="digest migrate"):
        service.run(fresh)


def test_a_port_that_is_taken_is_said(sqlite_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = config.Settings(
            database=config.Database(url=SecretStr(sqlite_url)),
            web=config.Web(port=port, signing_key=SecretStr("k" * 40)),
        )
        with pytest.raises(errors.ConfigError, match=f"cannot listen on 127.0.0.1 port {port}") as raised:
            service.run(settings)
        assert "(Address already in use);" in str(raised.value)


def test_the_clock_knocks_right_after_each_minute(sqlite_database: Database, clock: Clock) -> None:
    """What is due at 07:00:00 begins within seconds, and not when the service happens to have been started."""
    made = service.Service(config.Settings(), sqlite_database, clock, threading.Event())
    ticks = made._scheduler()
    begun = datetime(2026, 1, 13, 6, 59, 42, tzinfo=UTC)
    for name in ("build", "send", "confirm"):
        job = ticks.get_job(name)
        assert job is not None
        knock = job.trigger.get_next_fire_time(None, begun)
        assert timedelta(0) < knock - begun.replace(minute=0, hour=7, second=0) <= timedelta(seconds=3)


def test_logs_hold_no_address_no_link_and_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    service.configure_logs(is_terminal=False)
    logging.getLogger("somebody").warning("refused: <ada@readers.example> at http://x/unsubscribe/abc.def-_1 now")
    logging.getLogger("somebody").warning("cannot open postgresql://digest:hunter22@db/news")
    first, second = capsys.readouterr().err.splitlines()
    assert "ada@" not in first
    assert "/unsubscribe/***" in first
    assert re.search(r"<address [0-9a-f]{8}>", first)
    assert "hunter22" not in second
    assert json.loads(first)["level"] == "warning"


def test_systemd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        service.notify("READY=1")
        assert systemd.recv(100) == b"READY=1"
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
        service.notify("STOPPING=1")  # nobody listens: said in the log, nothing else


PROGRAM = """
import sys
from pathlib import Path
from digest import config, service
service.run(config.load(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_starts_serves_and_stops_cleanly(sqlite_url: str, tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "config.toml").write_text(
        f'[database]\nurl = "{sqlite_url}"\n[web]\nport = 0\nsigning_key = "{"k" * 40}"\n', encoding="utf-8"
    )
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "config.toml")],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")},
        )
        try:
            assert systemd.recv(100) == b"READY=1"
            assert process.stderr
            warning, said = (json.loads(process.stderr.readline()) for _ in range(2))
            assert "there is no newsletter yet" in warning["found"]
            root = said["desk"].removesuffix("/desk")
            assert httpx2.get(f"{root}/healthz").text == "ok\n"
            assert httpx2.get(f"{root}/").status_code == 200
            process.send_signal(number)
            assert systemd.recv(100) == b"STOPPING=1"
            _, rest = process.communicate(timeout=40)
        finally:
            process.kill()
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    assert '"stopped"' in rest


def test_the_leader_reads_the_mailboxes_and_takes_what_is_handed_over(
    sqlite_database: Database, tmp_path: Path
) -> None:
    maildir.keep(tmp_path / "Maildir", mails.PERSON)
    bounces = config.Bounces(maildir=tmp_path / "Maildir", kept=tmp_path / "kept", every_minutes=7)
    settings = config.Settings(web=config.Web(signing_key=SecretStr("k" * 40)), bounces=bounces)
    made = service.Service(settings, sqlite_database, service.clock, threading.Event())
    made.read_bounces()
    assert [each.name.partition(":")[2] for each in (tmp_path / "Maildir" / "cur").iterdir()] == ["2,F"]
    job = made._scheduler().get_job("bounces")
    assert job is not None
    assert job.trigger.interval == timedelta(minutes=7)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    opened = settings.model_copy(update={"bounces": bounces.model_copy(update={"lmtp": config.Lmtp(port=port)})})
    with service._taking_bounces(opened, sqlite_database, service.clock), smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail("", ["bounces@news.example.org"], mails.PERSON)
    assert len(list((tmp_path / "kept" / "new").iterdir())) == 1
