"""A page that could not be read is read in a later round, as long as an edition may still print it."""

import json
import socketserver
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from digest import config, model
from digest.pipeline import collect
from digest.store import articles
from digest.store.database import Database
from tests.integration.collect.server import Reply, Request, Site, serving

NOW = datetime(2026, 1, 13, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = b"<html><body><article><p>The port of Maren opened its gates on Monday.</p></article></body></html>"


class Paper:
    """A site with a feed of one article, whose page may be down."""

    def __init__(self) -> None:
        self.is_down = True

    def answer(self, request: Request, handler: socketserver.StreamRequestHandler) -> Reply | None:
        base = f"http://{request.fields['host']}"
        if request.path == "/feed" and request.fields.get("if-none-match") == '"1"':
            return Reply(status=304)
        item = {
            "id": "1",
            "url": f"{base}/a",
            "title": "Port opens",
            "date_published": NOW.isoformat(),
            "summary": "It did.",
        }
        feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
        replies = {
            "/feed": Reply(json.dumps(feed).encode(), fields={"ETag": '"1"'}),
            "/a": Reply(status=503) if self.is_down else Reply(PAGE, fields={"Content-Type": "text/html"}),
        }
        return replies.get(request.path, Reply(status=404))


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def site(paper: Paper) -> Iterator[Site]:
    with serving(paper.answer) as found:
        yield found


@pytest.fixture
def settings(site: Site) -> config.Settings:
    return config.Settings(
        collect=config.Collect(allow_hosts=("127.0.0.1",)),
        outlets=(config.OutletSetting(name="The Paper"),),
        sources=(
            config.SourceSetting(key="paper", kind=model.SourceKind.FEED, url=site.url("/feed"), outlet="The Paper"),
        ),
        newsletters=(config.Newsletter(key="morning", name="Morning", sender="news@news.example"),),
    )


def stored(database: Database) -> model.Article:
    with database.transaction(writes=False) as session:
        (article,) = articles.window(session, ["*"], NOW - HOUR, NOW + HOUR)
    return article


def asked(site: Site) -> list[str]:
    paths = [request.path for request in site.requests if request.path != "/robots.txt"]
    site.requests.clear()
    return paths


def test_a_later_round_reads_the_page(database: Database, settings: config.Settings, paper: Paper, site: Site) -> None:
    first = collect.collect(database, settings, NOW)
    assert first.sources[0].warnings == (
        f"{site.url('/a')}: answered 503 (Service Unavailable); the feed's own text stands",
    )
    before = stored(database)
    assert (before.body, before.awaits_page) == ("It did.", True)
    paper.is_down = False
    collect.collect(database, settings, NOW + HOUR)
    after = stored(database)
    assert (after.id, after.body, after.awaits_page) == (
        before.id,
        "The port of Maren opened its gates on Monday.",
        False,
    )
    asked(site)
    collect.collect(database, settings, NOW + 2 * HOUR)
    assert asked(site) == ["/feed"]


def test_an_article_no_edition_prints_any_more_is_let_be(
    database: Database, settings: config.Settings, site: Site
) -> None:
    collect.collect(database, settings, NOW)
    collect.collect(database, settings, NOW + 23 * HOUR)
    assert asked(site) == ["/feed", "/a", "/feed", "/a"]
    last = collect.collect(database, settings, NOW + 25 * HOUR)
    assert asked(site) == ["/feed"]
    assert last.sources[0].warnings == ()
    assert collect.collect(database, settings, NOW + 26 * HOUR).sources[0].is_unchanged
