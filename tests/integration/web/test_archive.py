"""The archive: pages that stay as they were approved, and the feed of them."""

from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from digest import config, web
from digest.pipeline import approve, send
from digest.render import environment
from digest.store import editions, tables
from digest.store.database import Database
from tests.golden import editions as samples
from tests.integration.web.conftest import BASE, Clock

PAGE, FEED = "/morning/2026-11-21", "/morning/feed.atom"


def approved(database: Database, settings: config.Settings, draft: int, clock: Clock) -> None:
    approve.approve(database, settings, draft, samples.edition().sha256, "ada", clock())


@pytest.fixture
def sent(sqlite_database: Database, settings: config.Settings, draft: int, clock: Clock) -> int:
    """Id of an edition that was sent at 06:30."""
    approved(sqlite_database, settings, draft, clock)
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    return draft


def changed(folder: Path, settings: config.Settings) -> config.Settings:
    """The settings with other templates and another theme."""
    (folder / "page").mkdir(parents=True)
    (folder / "page" / "page.html").write_text("<!DOCTYPE html><style>{{ style }}</style>Quite another page.", "utf-8")
    (folder / "page" / "style.css").write_text("p { color: red; }", "utf-8")
    (folder / "page" / "feed.html").write_text("<p>Quite another feed.</p>", "utf-8")
    newsletter = settings.newsletters[0].model_copy(update={"theme": Path("slate"), "name": "Another Name"})
    return settings.model_copy(update={"templates": folder, "newsletters": (newsletter,)})


def test_an_edition_is_a_page_of_its_own(client: TestClient, sent: int) -> None:
    answer = client.get(PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<article" in answer.text
    assert 'role="presentation"' not in answer.text
    assert f'<link rel="canonical" href="{BASE}{PAGE}">' in answer.text
    assert '<meta property="article:published_time" content="2026-11-21T06:30:00+00:00">' in answer.text
    policy = answer.headers["content-security-policy"]
    for part in ("default-src 'none'", "style-src 'sha256-", "frame-ancestors 'none'", "sandbox"):
        assert part in policy
    assert "unsafe-inline" not in policy


def test_it_never_changes_whatever_happens_to_templates_and_theme(
    client: TestClient, sent: int, sqlite_database: Database, settings: config.Settings, clock: Clock, tmp_path: Path
) -> None:
    before, told = client.get(PAGE), feedparser.parse(client.get(FEED).content).entries
    other = changed(tmp_path / "own", settings)
    app = web.app(other, sqlite_database, clock, templates=environment.environment(other.templates))
    with TestClient(app, base_url=BASE) as again:
        after, retold = again.get(PAGE), feedparser.parse(again.get(FEED).content).entries
    assert after.content == before.content
    assert after.headers["content-security-policy"] == before.headers["content-security-policy"]
    assert retold == told


def test_what_is_withdrawn_is_frozen_anew(
    client: TestClient, draft: int, sqlite_database: Database, settings: config.Settings, clock: Clock, tmp_path: Path
) -> None:
    approved(sqlite_database, settings, draft, clock)
    approve.withdraw(sqlite_database, draft, clock())
    with sqlite_database.transaction(writes=False) as session:
        assert editions.page(session, draft) is None
    approved(sqlite_database, changed(tmp_path / "own", settings), draft, clock)
    with sqlite_database.transaction(writes=False) as session:
        page = editions.page(session, draft)
    assert page
    assert "Quite another page." in page.html


def test_an_edition_from_before_there_were_pages_is_shown_as_its_mail(
    client: TestClient, sent: int, sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as session:
        session.delete(session.get_one(tables.Page, sent))
    answer = client.get(PAGE)
    assert 'role="presentation"' in answer.text
    assert "style-src 'unsafe-inline'" in answer.headers["content-security-policy"]
    (entry,) = feedparser.parse(client.get(FEED).content).entries
    assert (entry.title, entry.link) == (samples.edition().subject, BASE + PAGE)


def test_the_feed_tells_sent_editions_only(
    client: TestClient, draft: int, sqlite_database: Database, settings: config.Settings, clock: Clock
) -> None:
    assert feedparser.parse(client.get(FEED).content).entries == []
    approved(sqlite_database, settings, draft, clock)
    assert feedparser.parse(client.get(FEED).content).entries == []
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    answer = client.get(FEED)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert {link.rel: link.href for link in read.feed.links} == {"self": BASE + FEED, "alternate": f"{BASE}/morning"}
    (entry,) = read.entries
    edition = samples.edition()
    assert (entry.title, entry.summary, entry.link) == (edition.subject, edition.preheader, BASE + PAGE)
    assert entry.updated == "2026-11-21T06:30:00Z"
    assert f"{BASE}{PAGE}#story-{edition.stories[0].id}" in entry.content[0].value


def test_the_pages_lead_to_the_feed(client: TestClient, sent: int) -> None:
    for path in ("/morning", PAGE):
        assert f'href="{BASE if path == PAGE else ""}{FEED}"' in client.get(path).text


@pytest.mark.parametrize("path", [PAGE, FEED])
def test_who_has_it_is_told_so(client: TestClient, sent: int, path: str) -> None:
    first = client.get(path)

    def asked(**headers: str) -> Response:
        return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    tag, modified = first.headers["etag"], first.headers["last-modified"]
    assert modified == "Sat, 21 Nov 2026 06:30:00 GMT"
    for known in (
        asked(if_none_match=tag),
        asked(if_none_match=f'"other", W/{tag}'),
        asked(if_none_match="*"),
        asked(if_modified_since=modified),
        asked(if_modified_since="Sun, 22 Nov 2026 06:30:00 GMT"),
    ):
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    for unknown in (
        asked(if_none_match='"other"'),
        asked(if_none_match='"other"', if_modified_since=modified),
        asked(if_modified_since="Fri, 20 Nov 2026 06:30:00 GMT"),
        asked(if_modified_since="yesterday"),
        asked(if_modified_since="Sat, 21 Nov 2026 06:30:00"),
    ):
        assert (unknown.status_code, unknown.content) == (200, first.content)


def test_the_feed_changes_with_the_next_edition(
    client: TestClient, sent: int, sqlite_database: Database, settings: config.Settings, clock: Clock
) -> None:
    before = client.get(FEED)
    clock.goes_on(days=1)
    day = samples.edition().local_date + timedelta(days=1)
    edition = samples.edition().model_copy(update={"local_date": day, "subject": "The next day"})
    with sqlite_database.transaction() as session:
        draft = editions.save_draft(session, edition, clock(), clock()).edition_id
    approve.approve(sqlite_database, settings, draft, edition.sha256, "ada", clock())
    send.send(sqlite_database, settings, draft, clock())
    after = client.get(FEED, headers={"if-none-match": before.headers["etag"]})
    assert [entry.title for entry in feedparser.parse(after.content).entries] == [
        "The next day",
        samples.edition().subject,
    ]


def test_other_newsletters_and_days_are_not_there(client: TestClient, sent: int) -> None:
    assert feedparser.parse(client.get("/evening/feed.atom").content).entries == []
    for path in ("/nothing/feed.atom", "/morning/2026-11-22", "/morning/feed", "/evening/2026-11-21"):
        assert client.get(path).status_code == 404


def test_the_desk_shows_the_page_as_it_will_be(
    desk: TestClient, draft: int, sqlite_database: Database, settings: config.Settings, clock: Clock
) -> None:
    url = f"/desk/editions/{draft}/preview/page"
    shown = desk.get(url).text
    assert f'<a href="{url}" aria-current="page">Web page</a>' in shown
    assert shown.count(f'<iframe src="{url}/html"') == 2
    assert "Plain text" not in shown
    page = desk.get(f"{url}/html")
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'self'; sandbox" in policy
    assert "unsafe-inline" not in policy
    approved(sqlite_database, settings, draft, clock)
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    assert desk.get(PAGE).content == page.content
    assert f'href="{url}"' in desk.get(f"/desk/editions/{draft}").text


def test_only_editors_see_the_page_of_a_draft(client: TestClient, draft: int) -> None:
    for path in ("", "/html"):
        assert client.get(f"/desk/editions/{draft}/preview/page{path}").status_code == 303
