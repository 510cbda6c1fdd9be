"""Feeds of every kind, good and bad."""

import json
import time
from datetime import UTC, datetime

import pytest

from digest import errors
from digest.collect import feed
from digest.text import clean

FIVE = datetime(2026, 1, 13, 5, tzinfo=UTC)
URL = "https://paper.example/news/feed"

RSS2 = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Paper &amp;amp; Co</title><link>https://paper.example/</link>
  <language>en-GB</language>
  <item><title>Port &lt;b&gt;opens&lt;/b&gt; again</title><link>/a?utm_source=rss</link><guid isPermaLink="false">1</guid>
    <pubDate>Tue, 13 Jan 2026 00:00:00 EST</pubDate><dc:creator>Jo Doe</dc:creator><category>Politics</category>
    <category>US</category><description>Short.</description>
    <content:encoded><![CDATA[<p>Full text of it.</p><script>alert(1)</script>]]></content:encoded>
    <source url="https://wire.example/feed">The Wire</source></item>
  <item><title>No date</title><guid>https://paper.example/b</guid></item>
  <item><title>Bad link</title><link>javascript:alert(1)</link></item>
</channel></rss>"""


def test_rss_2() -> None:
    found = feed.read(RSS2, URL)
    assert (found.title, found.language) == ("The Paper & Co", "en")
    first, undated, bad = found.entries
    assert (first.title, first.link) == ("Port opens again", "https://paper.example/a?utm_source=rss")
    assert (first.published, first.author, first.section) == (FIVE, "Jo Doe", "Politics")
    assert first.publisher == "The Wire"
    assert "Full text of it." in first.markup
    assert (undated.link, undated.published) == ("https://paper.example/b", None)
    assert bad.link == ""


RSS091 = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
  "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>P</title>
  <link>https://paper.example/</link><item><title>Port opens</title><link>https://paper.example/a</link>
  <description>It did.</description></item></channel></rss>"""
RSS1 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://paper.example/">
  <title>P</title><link>https://paper.example/</link></channel><item rdf:about="https://paper.example/a"><title>Port opens</title>
  <link>https://paper.example/a</link><description>It did.</description><dc:date>2026-01-13T06:00:00+01:00</dc:date>
  <dc:creator>Jo Doe</dc:creator></item></rdf:RDF>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><link href="https://paper.example/"/>
  <entry><title type="html">Port &amp;lt;i&amp;gt;opens&amp;lt;/i&amp;gt;</title><link rel="alternate" href="a"/><id>tag:1</id>
  <updated>2026-01-13T05:00:00Z</updated><author><name>Jo Doe</name></author><summary>It did.</summary>
  <source><title>The Wire</title></source></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "P",
        "home_page_url": "https://paper.example/",
        "language": "en-US",
        "items": [
            {
                "id": "1",
                "url": "https://paper.example/a",
                "title": "Port opens",
                "content_html": "<p>It did.</p>",
                "date_published": "2026-01-13T05:00:00Z",
                "authors": [{"name": "Jo Doe"}],
            }
        ],
    }
).encode()


@pytest.mark.parametrize("content", [RSS091, RSS1, ATOM, JSON], ids=["rss 0.91", "rss 1.0", "atom", "json"])
def test_other_kinds(content: bytes) -> None:
    (entry,) = feed.read(content, URL).entries
    assert (entry.title, entry.link) == ("Port opens", "https://paper.example/a")
    assert "It did." in entry.markup
    if content is not RSS091:
        assert (entry.published, entry.author) == (FIVE, "Jo Doe")


def test_rss_1_carries_its_full_text() -> None:
    encoded = b"<content:encoded><![CDATA[<p>It did, and ships left.</p>]]></content:encoded><dc:date>"
    content = RSS1.replace(b"<dc:date>", encoded).replace(
        b"xmlns:dc=", b'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc='
    )
    (entry,) = feed.read(content, URL).entries
    assert (entry.markup, entry.summary) == ("<p>It did, and ships left.</p>", "It did.")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("jo@paper.example (Jo Doe)", "Jo Doe"),
        ("Jo Doe &lt;jo@paper.example&gt;", "Jo Doe"),
        ("jo@paper.example (Jo Doe), al@paper.example (Al Roe)", "Jo Doe, Al Roe"),
        ("jo@paper.example", ""),
        ("Jo Doe", "Jo Doe"),
    ],
)
def test_an_author_written_as_an_address(written: str, name: str) -> None:
    content = f'<rss version="2.0"><channel><title>P</title><item><title>A</title><author>{written}</author></item></channel></rss>'
    assert feed.read(content.encode(), URL).entries[0].author == name


def test_an_entry_without_id_and_link_is_not_given_another_ones_publisher() -> None:
    content = ATOM.replace(b"</feed>", b"<entry><title>Other</title></entry></feed>")
    assert [entry.publisher for entry in feed.read(content, URL).entries] == ["The Wire", ""]


@pytest.mark.parametrize(
    ("markup", "headline"),
    [
        ("<p>The port opened. Ships left.</p>", "The port opened"),
        ("<p></p><p>Is the port open?</p><p>It is.</p>", "Is the port open?"),
        ("<p>No full stop here</p><p>Next paragraph.</p>", "No full stop here"),
        ("one two three four five six seven eight nine ten eleven, twelve.", "one two three four five six seven eight nine ten eleven, twelve"),
        ("1 2 3 4 5 6 7 8 9 10 11 twelve, thirteen.", "1 2 3 4 5 6 7 8 9 10 11 twelve…"),
        ("<img src='a.png'>", ""),
    ],
)  # fmt: skip
def test_an_untitled_note_is_called_by_its_beginning(markup: str, headline: str) -> None:
    assert feed.Entry(markup=markup).headline == headline
    assert feed.Entry(title="Its own", markup=markup).headline == "Its own"


def test_an_atom_entry_names_its_first_publisher() -> None:
    assert feed.read(ATOM, URL).entries[0].publisher == "The Wire"


def test_windows_1252() -> None:
    content = '<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>P</title><item><title>Café’s</title><link>https://p.example/</link></item></channel></rss>'
    assert feed.read(content.encode("cp1252"), URL).entries[0].title == "Café’s"


@pytest.mark.parametrize(
    "content",
    [
        b'<rss version="2.0"><channel><title>P</title><item><title>Port opens & more</title><link>https://paper.example/a</link></item>',
        b'<rss version="2.0"><channel><item><title>Port opens & more<link>https://paper.example/a</link></item></channel>',
    ],
)
def test_a_broken_feed_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert feed.read(content, URL).entries[0].title.startswith("Port opens & more")


def test_names_of_html_and_bare_ampersands_are_mended() -> None:
    content = b"""<rss version="2.0"><channel><title>P</title><item><title>Caf&eacute; R&D &amp; more&nbsp;&nosuch;</title>
    <link><![CDATA[https://paper.example/a?b=1&c=2]]></link><description><![CDATA[A&nbsp;&lt; B & C]]></description></item></channel></rss>"""
    (entry,) = feed.read(content, URL).entries
    assert entry.title == "Café R&D & more &nosuch;"
    assert entry.link == "https://paper.example/a?b=1&c=2"
    assert clean.from_html(entry.markup) == "A < B & C"


def test_an_empty_feed_is_a_feed() -> None:
    assert feed.read(b'<rss version="2.0"><channel><title>Quiet day</title></channel></rss>', URL).entries == ()
    assert (
        feed.read(b'{"version": "https://jsonfeed.org/version/1.1", "title": "Quiet day", "items": []}', URL).entries
        == ()
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no feed"),
        (b"hello", "is no feed"),
        (b'{"a": 1', "is no feed"),
        (b"\n<!doctype html><html><body>News</body></html>", "is a web page, not a feed"),
        (
            b"<rss><channel>" + b"<item><title>x</title></item>" * 5001,
            "holds 5001 entries; more than 5000 are not read",
        ),
        (b"<rss><channel><item " + b'a="1" ' * 20_000 + b"/></channel></rss>", "holds a tag of more than"),
        (b"<rss>" + b" " * feed.MAX_BYTES, "is larger than"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(errors.SourceError, match=words):
        feed.read(content, URL)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b'<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>P</title>'
    b"<item><title>Port &j; opens &x;</title><link>https://paper.example/a</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        LAUGHS.replace(b"</channel>", b""),
        b"<rss><channel>" + b"<a>" * 30_000,
        b'<rss version="2.0"><channel><item><title>' + b"&amp;" * 200_000 + b"</title></item></channel></rss>",
        b'<rss version="2.0"><channel><item><title>' + b"<" * 40_000 + b"</title></item></channel></rss>",
    ],
    ids=["laughs", "broken laughs", "deep", "ampersands", "brackets"],
)
def test_bombs_do_not_go_off(content: bytes) -> None:
    started = time.process_time()
    try:
        found = feed.read(content, URL)
    except errors.SourceError:
        found = feed.Feed()
    assert time.process_time() - started < 5
    assert all(len(entry.title) <= 1000 for entry in found.entries)
    assert "root:" not in found.model_dump_json()
    assert "haha" not in found.model_dump_json()


ITEM = b"<item><title>%s</title><link>https://a.example/%s</link><description>A text.</description></item>"


@pytest.mark.parametrize("end", [b"<item><title>x", b"<item><title>Three</title><link>https://a.ex", b"<item>"])
def test_the_entry_a_feed_breaks_off_in_is_left_out(end: bytes) -> None:
    start = b'<rss version="2.0"><channel><title>A</title>' + ITEM % (b"One", b"1") + ITEM % (b"Two", b"2")
    found = feed.read(start + end)
    assert ([entry.title for entry in found.entries], found.is_cut_off) == (["One", "Two"], True)
    whole = feed.read(start + b"</channel></rss>")
    assert ([entry.title for entry in whole.entries], whole.is_cut_off) == (["One", "Two"], False)


def test_a_feed_that_breaks_off_in_its_first_entry_has_failed() -> None:
    with pytest.raises(errors.SourceError, match="breaks off inside its first entry"):
        feed.read(b"<rss><channel><item><title>x")
