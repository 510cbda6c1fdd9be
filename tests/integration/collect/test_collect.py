"""Sources read side by side: feeds by address and from disk, pages, folders; what fails is a value."""

import json
import socketserver
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import collect, config, model
from digest.collect import reading
from tests.integration.collect.server import Reply, Request, Site, serving

NOW = datetime(2026, 1, 13, 6, tzinfo=UTC)
SETTINGS = config.Collect(allow_hosts=("127.0.0.1",), max_articles_per_source=20)
OUTLET = model.Outlet(name="Maren Mercury", lean=model.Lean.LEFT)

PROSE = "The port of Maren opened its gates on Monday after a strike of {} days, and the first ship left the harbour before noon."
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}<p>Made with care in Maren.</p></article></body></html>"
FULL = "".join(f"<p>{PROSE.format(number)}</p>" for number in range(12))


def page(title: str) -> bytes:
    return PAGE.format(title, "".join(f"<p>{PROSE.format(number)} {title}.</p>" for number in range(6))).encode()


def feed(base: str, *items: Mapping[str, object]) -> bytes:
    entries = [{"id": str(n), "date_published": f"2026-01-13T0{n}:00:00Z", **item} for n, item in enumerate(items)]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "F", "home_page_url": base, "items": entries}
    ).encode()


def stories(base: str) -> bytes:
    return feed(
        base,
        *(
            {"url": f"{base}/page/{n}?utm_source=rss", "title": f"Story {n}", "summary": f"Short of {n}."}
            for n in range(4)
        ),
    )


def mixed(base: str) -> bytes:
    return feed(
        base,
        {"url": f"{base}/gone", "title": "Gone page", "content_html": "<p>The feed's own words stand.</p>"},
        {"url": f"{base}/picture", "title": "A picture", "summary": "Own words."},
        {"url": f"{base}/empty", "title": "Empty page", "summary": ""},
        {"url": f"{base}/never-asked", "title": "Full text", "content_html": FULL},
        {"url": "", "title": "No link", "summary": "Only words."},
        {"url": f"{base}/page/8", "title": "", "summary": "A note of the harbour master. It has no title."},
        {"url": f"{base}/page/9", "title": "", "content_html": "<img src='x.png'>"},
        {"url": "http://10.0.0.5/x", "title": "Inside", "summary": "Own words again."},
    )


def dead_links(base: str) -> bytes:
    return feed(base, *({"url": f"{base}/gone/{n}", "title": f"Gone {n}", "summary": "Words."} for n in range(3)))


def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply:
    base = f"http://{request.fields['host']}"
    if request.path == "/feed" and request.fields.get("if-none-match") == '"1"':
        return Reply(status=304)
    if request.path.startswith("/page/"):
        return Reply(page(f"Story {request.path[6]}"), fields={"Content-Type": "text/html", "ETag": '"p"'})
    replies = {
        "/feed": Reply(stories(base), fields={"ETag": '"1"'}),
        "/mixed": Reply(mixed(base)),
        "/dead-links": Reply(dead_links(base), fields={"ETag": '"d"'}),
        "/picture": Reply(b"\x89PNG", fields={"Content-Type": "image/png"}),
        "/empty": Reply(b"<html><body></body></html>", fields={"Content-Type": "text/html"}),
        "/nonsense": Reply(b"no feed at all"),
    }
    return replies.get(request.path, Reply(status=404))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(answer) as found:
        yield found


def source(key: str, location: str, kind: model.SourceKind = model.SourceKind.FEED) -> model.Source:
    return model.Source(key=key, kind=kind, location=location, outlet=OUTLET, section="Harbour")


def only(one: model.Source, **known: set[str]) -> collect.Collected:
    (collected,) = collect.collect([one], SETTINGS, NOW, is_known=known.get("known", set()).__contains__)
    return collected


def test_a_feed_and_its_pages(site: Site) -> None:
    found = only(source("mercury", site.url("/feed")))
    assert (found.error, found.warnings, found.requests, found.etag) == ("", (), 5, '"1"')
    assert [article.title for article in found.articles] == ["Story 3", "Story 2", "Story 1", "Story 0"]
    first = found.articles[0]
    assert first.url == site.url("/page/3")
    assert (first.source, first.outlet, first.section) == ("mercury", OUTLET, "Harbour")
    assert first.published == datetime(2026, 1, 13, 3, tzinfo=UTC)
    assert len(first.texts(model.BlockKind.PARAGRAPH)) == 6
    assert "Made with care in Maren." not in first.body


def test_nothing_new(site: Site) -> None:
    one = source("mercury", site.url("/feed")).model_copy(update={"etag": '"1"'})
    found = only(one)
    assert (found.is_unchanged, found.articles, found.error, found.etag) == (True, (), "", '"1"')


def test_a_page_that_was_read_is_not_read_again(site: Site) -> None:
    one = source("mercury", site.url("/feed"))
    known = {article.id for article in only(one).articles[:3]}
    asked = len(site.requests)
    again = only(one, known=known)
    assert [article.title for article in again.articles] == ["Story 0"]
    assert [request.path for request in site.requests[asked:]] == ["/feed", "/robots.txt", "/page/0?utm_source=rss"]


def test_where_a_page_fails_the_feeds_own_text_stands(site: Site) -> None:
    found = only(source("mercury", site.url("/mixed")))
    bodies = {article.title: article.body for article in found.articles}
    assert bodies["Gone page"] == "The feed's own words stand."
    assert bodies["A picture"] == "Own words."
    assert bodies["Inside"] == "Own words again."
    assert bodies["No link"] == "Only words."
    assert len(bodies["Full text"].split("\n")) == 12
    assert bodies["Empty page"] == ""
    assert PROSE.format(0) in bodies["A note of the harbour master"]
    stands = "; the feed's own text stands"
    inside = "its address 10.0.0.5 lies inside the own network; list it in collect.allow_hosts to allow it"
    assert set(found.warnings) == {
        "1 of 8 entries have neither title nor text and were passed over",
        f"{site.url('/gone')}: answered 404 (Not Found){stands}",
        f"{site.url('/picture')}: answered with image/png, which is no page{stands}",
        f"{site.url('/empty')}: holds no text that could be found{stands}",
        f"http://10.0.0.5/x: its site's robots.txt could not be read: {inside}{stands}",
    }
    assert not any(request.path == "/never-asked" for request in site.requests)
    assert {article.title for article in found.articles if article.awaits_page} == {"Gone page", "Inside"}


def test_every_page_that_failed_is_named(site: Site) -> None:
    found = only(source("mercury", site.url("/dead-links")))
    assert set(found.warnings) == {
        f"{site.url(f'/gone/{number}')}: answered 404 (Not Found); the feed's own text stands" for number in range(3)
    }


def test_a_feed_whose_pages_failed_is_asked_for_again(site: Site) -> None:
    """With its ETag it would answer that nothing changed, and the pages would never be read."""
    assert only(source("mercury", site.url("/dead-links"))).etag == ""


def test_an_article_without_an_address_keeps_its_id(site: Site) -> None:
    one = source("mercury", site.url("/mixed"))
    ids = [next(a.id for a in only(one).articles if a.title == "No link") for _ in range(2)]
    assert ids[0] == ids[1]


def test_one_bad_source_never_stops_the_others(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge closed\n\nThe council voted on Tuesday.")
    sources = [
        source("good", site.url("/feed")),
        source("gone", site.url("/gone")),
        source("nonsense", site.url("/nonsense")),
        source("password", "http://user:secret@127.0.0.1/feed"),
        source("inside", "http://192.168.7.7/feed"),
        source("nowhere", str(tmp_path / "gone"), model.SourceKind.FOLDER),
        source("lost", str(tmp_path / "gone.xml")),
        source("folder", str(tmp_path), model.SourceKind.FOLDER),
        source("page", site.url("/page/1"), model.SourceKind.PAGE),
        source("empty", site.url("/empty"), model.SourceKind.PAGE),
    ]
    found = {one.source: one for one in collect.collect(sources, SETTINGS, NOW)}
    assert {key: len(one.articles) for key, one in found.items() if not one.error} == {
        "good": 4,
        "folder": 1,
        "page": 1,
    }
    failed = {key: one.error for key, one in found.items() if one.error}
    assert failed["gone"] == f"{site.url('/gone')}: answered 404 (Not Found)"
    assert failed["nonsense"] == f"{site.url('/nonsense')}: is no feed (neither RSS nor Atom nor JSON Feed)"
    assert "secret" not in failed["password"]
    assert "lies inside the own network" in failed["inside"]
    assert failed["nowhere"] == f"{tmp_path / 'gone'}: cannot read the folder: No such file or directory"
    assert failed["lost"] == f"{tmp_path / 'gone.xml'}: cannot read the file: No such file or directory"
    assert failed["empty"] == f"{site.url('/empty')}: holds no article: neither a title nor text was found"


def test_a_feed_on_disk_stands_for_itself_and_its_links_are_kept(site: Site, tmp_path: Path) -> None:
    items = [
        {"url": "https://paper.example/a", "title": "Away", "content_html": "<p>Words of the feed.</p>"},
        {"url": "file:///etc/passwd", "title": "File", "content_html": "<p>Words.</p>"},
        {"url": "/etc/hostname", "title": "Path", "content_html": "<p>Words.</p>"},
        {"url": site.url("/page/5"), "title": "Here", "summary": "Short."},
    ]
    path = tmp_path / "feed.json"
    path.write_bytes(feed("", *items))
    asked = len(site.requests)
    found = only(source("disk", str(path)))
    assert (found.error, found.warnings, found.requests, len(site.requests)) == ("", (), 0, asked)
    by_title = {article.title: article for article in found.articles}
    assert by_title["Away"].url == "https://paper.example/a"
    assert by_title["Away"].body == "Words of the feed."
    assert {by_title["File"].url, by_title["Path"].url} == {""}
    assert (by_title["Here"].url, by_title["Here"].body) == (site.url("/page/5"), "Short.")
    assert not any(article.awaits_page for article in found.articles)


def test_the_newest_entries_are_read(site: Site) -> None:
    settings = SETTINGS.model_copy(update={"max_articles_per_source": 2})
    (found,) = collect.collect([source("mercury", site.url("/feed"))], settings, NOW)
    assert [article.title for article in found.articles] == ["Story 3", "Story 2"]


def test_an_aggregator_names_the_outlet(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        """<rss version="2.0"><channel><title>All news</title>
        <item><title>One</title><link>https://a.example/1</link><source url="https://m.example/">Maren Mercury</source></item>
        <item><title>Two</title><link>https://a.example/2</link><source url="https://o.example/">Other Paper</source></item>
        <item><title>Three</title><link>https://a.example/3</link></item></channel></rss>"""
    )
    aggregator = source("all", str(path)).model_copy(update={"outlet": model.Outlet(name="All News")})
    results = collect.collect([aggregator, source("mercury", site.url("/feed"))], SETTINGS, NOW)
    found = next(one for one in results if one.source == "all")
    assert {article.title: (article.outlet.name, article.outlet.lean) for article in found.articles} == {
        "One": ("Maren Mercury", "left"),
        "Two": ("Other Paper", "unrated"),
        "Three": ("All News", "unrated"),
    }


def test_what_nobody_expected_is_raised(site: Site) -> None:
    def broken(article_id: str) -> bool:
        raise ZeroDivisionError(article_id)

    with pytest.raises(ZeroDivisionError):
        list(collect.collect([source("mercury", site.url("/feed"))], SETTINGS, NOW, is_known=broken))


def test_leaving_early_ends_everything(site: Site) -> None:
    results = collect.collect([source(f"s{n}", site.url("/feed")) for n in range(6)], SETTINGS, NOW)
    assert next(results).error == ""
    results.close()  # type: ignore[attr-defined]  # a generator; declared as what it is used as


def test_no_source_is_no_result() -> None:
    assert list(collect.collect([], SETTINGS, NOW)) == []
    assert set(reading._READERS) == set(model.SourceKind)


def dated(folder: Path, *dates: str) -> model.Source:
    for number, date in enumerate(dates):
        (folder / f"{number}.txt").write_text(
            f"Title: Story {number}\nDate: {date}\n\n{PROSE.format(number)}\n", "utf-8"
        )
    return source("folder", str(folder), model.SourceKind.FOLDER)


def test_dates_that_cannot_be_count_as_none_and_are_named(tmp_path: Path) -> None:
    dates = ["2026-01-13T05:00:00Z", "1970-01-01T00:00:00Z", "2062-01-13T05:00:00Z", "2026-01-13T09:00:00Z"]
    found = only(dated(tmp_path, *dates))
    assert [bool(article.published) for article in found.articles] == [True, False, False, True]
    said = "2 of 4 articles are dated before 1990 or in the future and count as undated (“Story 1”: 1970-01-01)"
    assert found.warnings == (said,)


def test_a_feed_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    item = f"<item><title>One</title><description>{PROSE.format(1)}</description></item>"
    path.write_text(f'<rss version="2.0"><channel>{item}<item><title>x', "utf-8")
    found = only(source("cut", str(path)))
    assert [article.title for article in found.articles] == ["One"]
    assert found.warnings == ("breaks off before its end; the entry it breaks off in was passed over",)
    path.write_text("<rss><channel><item><title>x", "utf-8")
    failed = only(source("cut", str(path)))
    assert "breaks off inside its first entry" in failed.error
    assert not failed.articles
