"""The feed of editions, as its format asks for it and as feed readers read it."""

from datetime import UTC, datetime, timedelta

import feedparser
from lxml import etree

from digest import model
from digest.collect import feed as reading
from digest.render import atom
from tests.golden import editions as samples

ATOM = "{http://www.w3.org/2005/Atom}"
FEED, PAGE = "https://news.example.org/morning/feed.atom", "https://news.example.org/morning"
SENT = datetime(2026, 11, 21, 7, 0, 3, tzinfo=UTC)
ENTRIES = [
    atom.Entry(
        "b" * 64, f"{PAGE}/2026-11-21", "Ports & “piers” <b>", "What happened", "<h2>One</h2><p>a &amp; b</p>", SENT
    ),
    atom.Entry("a" * 64, f"{PAGE}/2026-11-20", "The day before", "", "", SENT - timedelta(days=1)),
]


def made(entries: list[atom.Entry] | None = None, url: str = PAGE) -> bytes:
    chosen = ENTRIES if entries is None else entries
    return atom.feed(samples.NEWSLETTER, chosen, feed_url=FEED, page_url=url)


def test_it_holds_what_rfc_4287_asks_for() -> None:
    root = etree.fromstring(made())
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
        assert all(len(entry.findall(f"{ATOM}{name}")) == 1 for entry in root.iter(f"{ATOM}entry"))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == samples.NEWSLETTER.name
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": FEED, "alternate": PAGE}
    ids = [element.text or "" for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert root.findtext(f"{ATOM}updated") == "2026-11-21T07:00:03Z"
    assert root.find(f"{ATOM}entry/{ATOM}content").get("type") == "html"


def test_feed_readers_read_it() -> None:
    read = feedparser.parse(made())
    assert not read.bozo
    assert read.version == "atom10"
    assert (read.feed.title, read.feed.subtitle) == (samples.NEWSLETTER.name, samples.NEWSLETTER.tagline)
    first, second = read.entries
    assert first.link == ENTRIES[0].url
    assert first.content[0].value == ENTRIES[0].content
    assert first.published_parsed[:6] == (2026, 11, 21, 7, 0, 3)
    assert second.title == ENTRIES[1].title


def test_we_read_it_ourselves() -> None:
    read = reading.read(made(), FEED)
    assert [each.link for each in read.entries] == [each.url for each in ENTRIES]


def test_an_entrys_id_is_of_the_edition_and_not_of_its_address() -> None:
    moved = [entry._replace(url=entry.url.replace("news.", "www.")) for entry in ENTRIES]

    def ids(feed: bytes) -> list[str | None]:
        return [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(feed).iter(f"{ATOM}entry")]

    assert ids(made()) == ids(made(moved, PAGE.replace("news.", "www.")))
    assert ids(made()) != ids(made([entry._replace(sha256="c" * 64) for entry in ENTRIES]))


def test_an_empty_feed_is_one_all_the_same() -> None:
    assert not feedparser.parse(made([])).bozo
    assert made([]) == made([])


def test_controls_do_not_break_it() -> None:
    poisoned = [ENTRIES[0]._replace(title="a\x00\x1b\ufffe]]>", summary="\ud800", content="<p>\x0b]]></p>")]
    assert etree.fromstring(made(poisoned)).findtext(f"{ATOM}entry/{ATOM}title") == "a]]>"


def test_pages_give_it_what_it_tells() -> None:
    assert set(atom.Entry._fields) >= set(model.Page.model_fields) - {"html", "policy"}
