"""Pages are read as far as their site's robots.txt allows; feeds are published to be read."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from digest import collect, config, model
from tests.integration.collect.server import Reply, Request, Site, serving

NOW = datetime(2026, 1, 13, 6, tzinfo=UTC)
SETTINGS = config.Collect(allow_hosts=("127.0.0.1",))
PAGE = (
    b"<html><body><article>" + b"<p>The port of Maren opened its gates on Monday.</p>" * 3 + b"</article></body></html>"
)
HTML = {"Content-Type": "text/html"}


@contextmanager
def site(robots: Reply) -> Iterator[Site]:
    def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply:
        base = f"http://{request.fields['host']}"
        items = [
            {"id": p, "url": base + p, "title": p, "summary": f"Own words of {p}."}
            for p in ("/open", "/closed/a", "/moved")
        ]
        replies = {
            "/robots.txt": robots,
            "/open": Reply(PAGE, fields=HTML),
            "/moved": Reply(status=302, fields={"Location": "/closed/b"}),
            "/closed/feed": Reply(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()),
        }
        return replies.get(request.path, Reply(PAGE, fields=HTML))

    with serving(answer) as found:
        yield found


def collected(found: Site, count: int = 1) -> list[collect.Collected]:
    sources = [
        model.Source(
            key=f"s{n}", kind=model.SourceKind.FEED, location=found.url("/closed/feed"), outlet=model.Outlet(name="M")
        )
        for n in range(count)
    ]
    return list(collect.collect(sources, SETTINGS, NOW))


def test_what_is_disallowed_is_not_requested() -> None:
    with site(Reply(b"User-agent: *\nDisallow: /closed/\n")) as found:
        (one,) = collected(found)
    paths = [request.path for request in found.requests]
    assert not {"/closed/a", "/closed/b"} & set(paths)
    reason = "its site's robots.txt asks programs not to read it; the feed's own text stands"
    assert set(one.warnings) == {f"{found.url('/closed/a')}: {reason}", f"{found.url('/moved')}: {reason}"}
    bodies = {article.title: article.body for article in one.articles}
    assert (bodies["/closed/a"], bodies["/moved"]) == ("Own words of /closed/a.", "Own words of /moved.")
    assert "gates" in bodies["/open"]
    assert not any(article.awaits_page for article in one.articles)


@pytest.mark.parametrize("robots", [Reply(status=404), Reply(b"User-agent: *\nAllow: /\n")])
def test_robots_txt_is_asked_for_once_for_all_sources(robots: Reply) -> None:
    with site(robots) as found:
        results = collected(found, 4)
    assert [one.warnings for one in results] == [()] * 4
    assert [request.path for request in found.requests].count("/robots.txt") == 1


def test_a_site_whose_rules_cannot_be_read_is_left_alone_until_later() -> None:
    with site(Reply(status=503)) as found:
        (one,) = collected(found)
    assert {request.path for request in found.requests} == {"/closed/feed", "/robots.txt"}
    assert all("its site's robots.txt could not be read: answered 503" in warning for warning in one.warnings)
    assert len(one.warnings) == 3
    assert all(article.awaits_page for article in one.articles)
