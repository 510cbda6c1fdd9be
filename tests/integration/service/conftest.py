"""A newsroom with a morning's articles, a clock that stands where the test puts it, and services to run."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from digest import config, service
from digest.demo import sample
from digest.store import subscribers
from digest.store.database import Database
from tests.integration.smtp_server import SmtpServer

DAY = date(2026, 1, 13)
KEY = "first-light"
READERS = 60
Running = Callable[[config.Settings], AbstractContextManager[threading.Thread]]


class Clock:
    """The time, as the test says."""

    def __init__(self) -> None:
        self.now = datetime.combine(DAY, sample.PRESS_TIME, UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """It is the moment the sample articles are out."""
    return Clock()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, clock: Clock, database_url: str, server: SmtpServer) -> config.Settings:
    """The draft is due now, and leaves a minute later."""
    folder = tmp_path / "newsroom"
    folder.mkdir()
    sample.write(folder, DAY, until=clock())
    (folder / "config.toml").write_text(sample.config_text(DAY), encoding="utf-8")
    read = config.load(folder / "config.toml")
    smtp = config.Smtp(host="127.0.0.1", port=server.port, security=config.Security.NONE, connections=2)
    newsletter = read.newsletters[0].model_copy(
        update={
            "time_zone": "UTC",
            "days": tuple(config.Weekday),
            "build_at": clock().time(),
            "send_at": (clock() + timedelta(minutes=1)).time(),
        }
    )
    return read.model_copy(
        update={
            "database": config.Database(url=SecretStr(database_url)),
            "web": config.Web(port=0, signing_key=SecretStr("k" * 40)),
            "delivery": config.Delivery(transport=config.TransportKind.SMTP, smtp=smtp),
            "newsletters": (newsletter,),
        }
    )


@pytest.fixture
def readers(database: Database, clock: Clock) -> list[str]:
    """Addresses of the confirmed readers."""
    addresses = [f"reader{number}@example.org" for number in range(READERS)]
    with database.transaction() as session:
        for address in addresses:
            subscribers.add(session, address, KEY, "test", clock(), public_id=address.partition("@")[0])
    return addresses


@pytest.fixture
def running(clock: Clock) -> Running:
    """A service in a thread, stopped at the end of the block."""

    @contextmanager
    def run(settings: config.Settings) -> Iterator[threading.Thread]:
        stop = threading.Event()
        thread = threading.Thread(target=service.run, args=(settings,), kwargs={"stop": stop, "now": clock})
        thread.start()
        try:
            yield thread
        finally:
            stop.set()
            thread.join(40)
            assert not thread.is_alive()

    return run


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until this holds; fail after the deadline."""
    deadline = threading.Event()
    timer = threading.Timer(seconds, deadline.set)
    timer.start()
    pause = threading.Event()
    try:
        while not holds():
            assert not deadline.is_set(), "it did not come to that in time"
            pause.wait(0.05)
    finally:
        timer.cancel()
