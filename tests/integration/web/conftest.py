"""A site on a real database, and a browser-like client without a browser."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from digest import config, model, web
from digest.render import environment
from digest.store import editions, editors, subscribers
from digest.store.database import Database
from tests.golden import editions as samples

BASE = "http://127.0.0.1:8080"
NAME, PASSWORD = "ada", "correct horse battery"
MORNING = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
OTHER = {"key": "evening", "name": "The Evening Note", "sender": "news@example.org"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Clock:
    """The time, as the test says."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> config.Settings:
    return config.Settings.model_validate(
        {
            "home": tmp_path,
            "web": {"base_url": BASE, "signing_key": "k" * 40},
            "delivery": {"folder": tmp_path / "outbox"},
            "newsletters": [samples.NEWSLETTER.model_dump(), OTHER],
        }
    )


@pytest.fixture(scope="session")
def templates() -> environment.Templates:
    """Compiled once per worker."""
    return environment.environment()


@pytest.fixture
def client(
    settings: config.Settings, sqlite_database: Database, clock: Clock, templates: environment.Templates
) -> Iterator[TestClient]:
    """Somebody without a login."""
    app = web.app(settings, sqlite_database, clock, templates=templates)
    with TestClient(app, base_url=BASE, client=("203.0.113.7", 1), follow_redirects=False) as client:
        yield client


@pytest.fixture
def editor(sqlite_database: Database, clock: Clock) -> int:
    """Id of somebody who may log in."""
    with sqlite_database.transaction() as session:
        return editors.create(session, NAME, PASSWORD, clock())


@pytest.fixture
def desk(client: TestClient, sqlite_database: Database, editor: int, clock: Clock) -> TestClient:
    """The client with an editor logged in."""
    with sqlite_database.transaction() as session:
        editors.log_in(session, editor, "secret-of-this-login", clock(), clock() + timedelta(hours=12))
    client.cookies.set("digest", "secret-of-this-login", domain="127.0.0.1")
    return client


@pytest.fixture
def draft(sqlite_database: Database, clock: Clock) -> int:
    """Id of a draft that leaves in an hour."""
    with sqlite_database.transaction() as session:
        return editions.save_draft(session, samples.edition(), clock() + timedelta(hours=1), clock()).edition_id


@pytest.fixture
def reader(sqlite_database: Database, clock: Clock) -> subscribers.Subscription:
    """A confirmed reader."""
    with sqlite_database.transaction() as session:
        return subscribers.add(
            session, "reader@example.org", samples.NEWSLETTER.key, "test", clock(), public_id="reader-1"
        )


@pytest.fixture
def mails(tmp_path: Path) -> Callable[[], list[EmailMessage]]:
    """What lies in the outbox."""

    def read() -> list[EmailMessage]:
        files = sorted((tmp_path / "outbox").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    return read


def log_in(client: TestClient, name: str = NAME, password: str = PASSWORD, after: str = "") -> Response:
    token = form_token(client.get("/login").text)
    return client.post("/login", data={"token": token, "name": name, "password": password, "next": after})


def form_token(page: str) -> str:
    """The token of the forms of a page."""
    found = TOKEN.search(page)
    assert found
    return found[1]


def state(database: Database, edition_id: int) -> model.EditionState:
    with database.transaction(writes=False) as session:
        return editions.get(session, edition_id).state
