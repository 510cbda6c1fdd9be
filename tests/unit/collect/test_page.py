"""Article pages of invented outlets, in the shapes pages come in."""

from datetime import UTC, datetime

import pytest

from digest import model
from digest.collect import page

Kind = model.BlockKind

BODY = [
    "The port of Maren opened its gates on Monday after a strike of eleven days, and the first ship left before noon.",
    "Dock workers had voted by a narrow margin to accept an offer of four percent, the union said in a statement.",
    "“We did not get all we asked for, but we got a date,” said Ines Calder, who led the talks for the dockers.",
    "The harbour master expects a backlog of forty ships to be cleared by the end of the month, weather permitting.",
    "Traders said that prices for grain, which had risen by a tenth during the strike, fell within hours of the news.",
    "The government, which owns a third of the port, welcomed the agreement and announced a review of safety rules.",
]
WANTED = list(BODY)


def html(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


MARKED = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Port opens after strike | Maren Mercury</title>
<link rel="canonical" href="https://mercury.example/business/port?utm_source=x">
<meta property="og:site_name" content="Maren Mercury"><meta property="og:title" content="Port opens after strike - Maren Mercury">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "Organization", "name": "x"}},
 {{"@type": ["NewsArticle"], "headline": "Port opens after strike", "datePublished": "2026-01-13T06:00:00+01:00",
 "dateModified": "2026-01-13T07:00:00Z", "author": [{{"@type": "Person", "name": "Jo Doe"}}, {{"name": "Al Roe"}}],
 "articleSection": ["Business"]}}]}}</script></head><body>
<div class="marquee"><span>STATUS: Our archive is offline, back within 24 hours. ----- Latest Headlines: One | Two | Three | Four</span></div>
<div id="cookie-wall" role="dialog"><p>This website uses cookies. By continuing you accept our use of cookies.</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<main><article><h1>Port opens after strike</h1><p class="standfirst">Eleven days of strike end with a narrow vote and four percent more pay.</p>
<p class="byline">By Jo Doe and Al Roe</p><time datetime="2026-01-13T05:00:00Z">13 January 2026</time>
<figure><img src="x.jpg"><figcaption>Cranes at the port of Maren. Photo: Pool/Agency</figcaption></figure>
<h2>Quick Takes</h2><ul><li>The port of Maren opened on Monday.</li><li>Dock workers take four percent.</li></ul>
{html(*BODY[:2])}<div><div>ADVERTISEMENT</div><div>One spoon of this before bed changes everything</div></div>
<h2>What happens next</h2>{html(*BODY[2:4])}<p><strong><a href="/x">READ MORE: Another story of ours</a></strong></p>
<blockquote class="quote"><p>We did not get all we asked for, but we got a date</p></blockquote>
{html(*BODY[4:])}<p>Sign up for our free newsletter and never miss a story. You can unsubscribe at any time.</p>
<h2>The Other Side</h2><h3>Progressive View</h3><p>The strike shows what dockers can win when they stand together and vote as one body.</p>
<h3>Conservative View</h3><p>Four percent is a price that every importer and, in the end, every family will have to pay.</p>
<h3>Common Ground</h3><p>Both sides want the port to work and the safety rules to be looked at without delay.</p>
<p class="tagline"><em>Jo Doe is a reporter at Maren Mercury. Follow on social media for more.</em></p></article>
<section><h3>Most read</h3><ol><li><a href="/a">Some other story</a></li></ol></section></main>
<footer><p>© 2026 Maren Mercury. All rights reserved. Terms of use. Privacy policy.</p></footer></body></html>"""


def test_a_marked_page_gives_all_it_has() -> None:
    read = page.read(
        MARKED.encode(),
        content_type="text/html",
        url="https://mercury.example/business/port?x=1",
        outlet="Maren Mercury",
    )
    facts = read.facts
    assert facts.title == "Port opens after strike"
    assert facts.url == "https://mercury.example/business/port"
    assert facts.author == "Jo Doe, Al Roe"
    assert (facts.section, facts.language, facts.is_opinion) == ("Business", "en", False)
    assert facts.published == datetime(2026, 1, 13, 5, tzinfo=UTC)
    assert facts.modified == datetime(2026, 1, 13, 7, tzinfo=UTC)
    assert [(block.kind, block.text) for block in read.blocks] == [
        (Kind.CAPTION, "Cranes at the port of Maren"),
        (Kind.DEK, "Eleven days of strike end with a narrow vote and four percent more pay."),
        (Kind.BULLET, "The port of Maren opened on Monday."),
        (Kind.BULLET, "Dock workers take four percent."),
        (Kind.PARAGRAPH, BODY[0]),
        (Kind.PARAGRAPH, BODY[1]),
        (Kind.HEADING, "What happens next"),
        (Kind.PARAGRAPH, BODY[2]),
        (Kind.PARAGRAPH, BODY[3]),
        (Kind.PARAGRAPH, BODY[4]),
        (Kind.PARAGRAPH, BODY[5]),
        (Kind.PROGRESSIVE, "The strike shows what dockers can win when they stand together and vote as one body."),
        (
            Kind.CONSERVATIVE,
            "Four percent is a price that every importer and, in the end, every family will have to pay.",
        ),
        (Kind.COMMON_GROUND, "Both sides want the port to work and the safety rules to be looked at without delay."),
    ]


TABLE = (
    "<HTML><HEAD><TITLE>Maren Mercury - Port opens after strike</TITLE><META http-equiv=Content-Type content='text/html; charset=windows-1252'>"
    "</HEAD><BODY><TABLE><TR><TD colspan=3><A href='#'>Front</A> | <A href='#'>Sports</A></TD></TR><TR><TD><B>Top headlines</B><BR><A href='/a'>Story one of the day</A>"
    "<BR><A href='/b'>Story two of the day</A></TD><TD><FONT size=+1><B>Port opens after strike</B></FONT><BR><I>By Jo Doe, staff writer</I><BR>"
    "January 13, 2026 5:00 AM UTC<P>"
    + "<P>".join(BODY)
    + "<P><FONT size=-1>Click here to order reprints. Comments are closed.</FONT></TD>"
    "<TD><B>Sponsored</B><P>Refinance now at low rates before the window closes.</TD></TR></TABLE></BODY></HTML>"
)
BREAKS = (
    "<html><head><title>Port opens after strike</title></head><body><div><a href='#'>Maren Mercury</a></div><div><h3>Port opens after strike</h3>"
    "<small>Jo Doe / January 13, 2026 5:00 AM UTC</small><br><br>"
    + "<br><br>".join(BODY)
    + "<br><br><small>Like what you read? Chip in a few dollars.</small></div>"
    "<div><b>Also on this site</b><br><a href='/a'>Some other story</a><br>It began as it was bound to begin, with a letter nobody …</div></body></html>"
)
BOXES = (
    "<html><head><title>Port opens after strike</title></head><body><div><div>Menu</div><div>Log in</div></div><div><div role=heading aria-level=1>"
    "Port opens after strike</div><div>Jo Doe · January 13, 2026 5:00 AM UTC · 4 min read</div>"
    + "".join(f"<div class='c1'>{p}</div>" for p in BODY)
    + "<div><div>You may also like</div><div><a href='/a'>Some other story</a><div>It began as it was bound to …</div></div></div></div>"
    "<div><div>We and our 842 partners store and access personal data on your device.</div><div>I Accept</div></div></body></html>"
)


@pytest.mark.parametrize("markup", [TABLE, BREAKS, BOXES], ids=["table", "breaks", "boxes"])
def test_pages_without_any_marks(markup: str) -> None:
    read = page.read(markup.encode("cp1252"), url="https://mercury.example/a", outlet="Maren Mercury")
    assert read.facts.title == "Port opens after strike"
    assert [block.text for block in read.blocks] == WANTED
    assert {block.kind for block in read.blocks} == {Kind.PARAGRAPH}


def test_a_title_of_the_feed_is_dropped_from_the_text() -> None:
    markup = f"<html><head><title>Strike ends</title></head><body><article><p>Port opens after strike</p>{html(*BODY)}</article></body></html>"
    assert [b.text for b in page.read_markup(markup, title="Port opens after strike").blocks] == WANTED


@pytest.mark.parametrize(
    ("first", "author", "last", "wire"),
    [
        ("MAREN (AP) — The port opened.", "", "", "AP"),
        ("Maren, Jan 13 (Reuters) - The port opened.", "", "", "Reuters"),
        ("The port opened.", "Associated Press", "", "AP"),
        ("The port opened.", "Jo Doe", "— Reuters", "Reuters"),
        ("The port opened.", "Jo Doe, Associated Press", "", "AP"),
        ("By The Associated Press", "", "", "AP"),
        (
            "The port opened.",
            "",
            "© 2026 Associated Press. All Rights Reserved. This material may not be published.",
            "AP",
        ),
        ("The port opened.", "", "Copyright 2026 The Associated Press. All rights reserved.", "AP"),
        ("Maren (dpa/mm) – Der Hafen ist offen.", "", "", "dpa"),
        ("Maren, 13 ene (EFE).- El puerto abrió.", "", "", "EFE"),
        ("PARIS, 13 jan (AFP) - Le port a ouvert.", "", "", "AFP"),
        ("Der Hafen ist offen.", "", "Quelle: dpa", "dpa"),
        ("The port opened (AP photographers were there) on Monday.", "", "", ""),
        ("The port opened.", "", "Reuters said on Monday that the port was open.", ""),
        ("The harbour authority (HA) said so.", "Jo Doe", "", ""),
    ],
)
def test_the_agency_is_credited(first: str, author: str, last: str, wire: str) -> None:
    head = f'<meta name="author" content="{author}"><title>Port</title>'
    markup = f"<html><head>{head}</head><body><article>{html(first, *BODY, last)}</article></body></html>"
    assert page.read_markup(markup).wire == wire


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://m.example/opinion/2026/port", ""),
        ("https://m.example/a", '<meta property="article:section" content="Opinion">'),
        ("https://m.example/a", "<title>Opinion: The port should close</title>"),
        (
            "https://m.example/a",
            '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "x"}</script>',
        ),
    ],
)
def test_opinion_is_flagged(url: str, head: str) -> None:
    markup = f"<html><head>{head}</head><body><article>{html(*BODY)}</article></body></html>"
    assert page.read_markup(markup, url=url).facts.is_opinion
    assert not page.read_markup(markup.replace(head, ""), url="https://m.example/opinionated-man").facts.is_opinion


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        ("Café – “x”".encode("cp1252"), "text/html; charset=iso-8859-1", "Café – “x”"),
        ("Café".encode(), "text/html", "Café"),
        ("Café".encode("cp1252"), "", "Café"),
        (b"<meta charset='koi8-r'>" + "Порт".encode("koi8-r"), "", "<meta charset='koi8-r'>Порт"),
        ("Café".encode("utf-16"), "text/html; charset=utf-8", "Café"),
        ("Café".encode(), "text/html; charset=nonsense", "Café"),
        ("Café".encode(), "text/html; charset=ascii", "CafÃ©"),
    ],
)
def test_bytes_become_text(content: bytes, content_type: str, text: str) -> None:
    assert page.decode(content, content_type) == text


@pytest.mark.parametrize(
    "markup",
    ["", "<", "\0" * 50, "<html></html>", "<table>" * 3000, "<p>" * 70_000, "<div>" * 5000 + "x", "&" * 10_000, "]]>"],
)
def test_nothing_readable_is_an_empty_page(markup: str) -> None:
    assert page.read(markup.encode(), url="https://m.example/").words <= 1


def test_hostile_metadata_is_cleaned() -> None:
    head = """<script type="application/ld+json">[[[[{"@type":"NewsArticle","headline":"<img src=x onerror=alert(1)>Port\\u202e",
    "author":{"name":"https://evil.example"},"datePublished":"never","mainEntityOfPage":7,"articleSection":{"a":1}}]]]]</script>
    <script type="application/ld+json">{broken</script><link rel=canonical href="javascript:alert(1)">"""
    facts = page.read_markup(f"<html lang='<b>'><head>{head}</head><body>{html(*BODY)}</body></html>").facts
    assert (facts.title, facts.author, facts.published, facts.url, facts.language) == ("Port", "", None, "", "")


LEAD = "Eleven days of strike end with a narrow vote, and both sides say that they have won."


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        (f'<div class="article__intro"><p>{LEAD}</p></div>', ""),
        (f'<p class="lead">{LEAD}</p>', ""),
        (f"<div><p>{LEAD}</p></div>", f'<meta name="description" content="{LEAD}">'),
        (f"<h3>{LEAD}</h3>", f'<meta property="og:description" content="{LEAD[:50]}...">'),
    ],
)
def test_a_lead_between_headline_and_text_is_the_dek(lead: str, head: str) -> None:
    markup = f"<html><head>{head}</head><body><header><h1>Port opens</h1>{lead}</header><article>{html(*BODY)}</article></body></html>"
    read = page.read_markup(markup)
    assert [(block.kind, block.text) for block in read.blocks][:2] == [(Kind.DEK, LEAD), (Kind.PARAGRAPH, BODY[0])]


@pytest.mark.parametrize(
    "below",
    [
        f'<div class="teaser"><p>{LEAD[:-1]}...</p></div>',
        '<div class="intro"><p>Sign up for our newsletter and never miss a story about the port again.</p></div>',
        f'<ul><li><p class="teaser">{LEAD}</p></li></ul>',
        f'<aside><p class="lead">{LEAD}</p></aside>',
    ],
)
def test_a_teaser_of_something_else_is_no_dek(below: str) -> None:
    markup = f"<html><body><header><h1>Port opens</h1>{below}</header><article>{html(*BODY)}</article></body></html>"
    assert [block.text for block in page.read_markup(markup).blocks if block.kind is Kind.DEK] == []


def test_a_first_paragraph_that_is_the_description_stays_a_paragraph() -> None:
    head = f'<meta name="description" content="{BODY[0]}">'
    markup = f"<html><head>{head}</head><body><article><h1>Port opens</h1>{html(*BODY)}</article></body></html>"
    assert [(block.kind, block.text) for block in page.read_markup(markup).blocks] == [
        (Kind.PARAGRAPH, t) for t in BODY
    ]


@pytest.mark.parametrize("name", ["row non-paywall", "entry no-share", "post tag-newsletter"])
def test_a_part_with_most_of_the_prose_is_the_article_whatever_its_name(name: str) -> None:
    listed = "".join(f'<li><a href="/{i}">Another story of the day, number {i}</a></li>' for i in range(200))
    markup = f'<html><body><h1>Port opens</h1><div class="{name}">{html(*BODY)}</div><ul>{listed}</ul></body></html>'
    assert [block.text for block in page.read_markup(markup).blocks] == WANTED
