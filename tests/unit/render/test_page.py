"""The web page of an edition: what it is made of, what it may load, and what it does not tell."""

import base64
import hashlib
import itertools
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html as lxml_html

from digest import errors, model
from digest.render import edition as mails
from digest.render import environment, page
from tests.golden import editions as samples
from tests.unit.render import test_hostile as hostile

TEMPLATES = environment.environment()
PLACES = page.Addresses(
    edition=samples.ARCHIVE_URL,
    newsletter="https://news.morning-ledger.example/morning",
    feed="https://news.morning-ledger.example/morning/feed.atom",
)
HOUR = datetime(2026, 11, 21, 7, tzinfo=UTC)
WORDS = {
    "closing script": "</script></style><script>alert(1)</script>",
    "braces": "{{ 7 * 7 }} {% include 'page/page.html' %}",
    "long": "Very long headline words " * 12,
    "unbroken": "x" * 200,
    **hostile.POISONS,
}


def made(edition: model.Edition | None = None, theme: str = "paper") -> model.Page:
    newsletter = samples.NEWSLETTER.model_copy(update={"theme": Path(theme)})
    return page.render(edition or samples.edition(), newsletter, TEMPLATES, PLACES, HOUR)


def tree(shown: model.Page) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(shown.html)


def meta(document: lxml_html.HtmlElement) -> dict[str, str]:
    """Name or property -> content."""
    return {each.get("property") or each.get("name"): each.get("content") for each in document.iter("meta")}


@pytest.fixture(scope="module")
def document() -> lxml_html.HtmlElement:
    return tree(made())


def test_it_has_its_landmarks_and_one_way_past_them(document: lxml_html.HtmlElement) -> None:
    assert [len(list(document.iter(name))) for name in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    skip = document.xpath("//body/*[1]")[0]
    assert document.get_element_by_id(skip.get("href").removeprefix("#")).tag == "main"
    assert (document.get("lang"), document.get("dir")) == ("en", "ltr")


def test_every_story_is_an_article_that_can_be_linked_to(document: lxml_html.HtmlElement) -> None:
    stories = samples.edition().stories
    assert {each.get("id") for each in document.iter("article")} == {f"story-{story.id}" for story in stories}
    told = [f"#{each.get('id')}" for each in document.iter("article")]
    assert document.xpath("//nav/details//li/a/@href") == told
    assert document.xpath("//nav/div//li/a/@href") == told
    for link in document.xpath("//a[starts-with(@href, '#')]"):
        document.get_element_by_id(link.get("href").removeprefix("#"))  # raises where there is none
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_headings_skip_no_level(document: lxml_html.HtmlElement) -> None:
    levels = [int(each.tag[1]) for each in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_mark_leads_to_its_numbered_source(document: lxml_html.HtmlElement) -> None:
    marks = document.xpath("//sup/a")
    assert marks
    for mark in marks:
        source = document.get_element_by_id(mark.get("href").removeprefix("#"))
        place = source.getparent().index(source) + 1
        assert (source.getparent().tag, str(place)) == ("ol", mark.text)
        assert mark.get("aria-label") == f"Source {mark.text}"


def test_quotations_differences_and_coverage_say_what_they_are(document: lxml_html.HtmlElement) -> None:
    lead = next(document.iter("article"))
    story = samples.edition().stories[0]
    cited = [each.get("cite") for each in lead.iter("blockquote")]
    assert cited == [story.articles[2].url, story.articles[3].url]
    assert lead.xpath(".//figure[@class='quote']//cite/text()")[0] == story.articles[2].outlet
    scopes = [
        scope for difference in story.differences for scope in ("rowgroup", *["row"] * len(difference.statements))
    ]
    assert lead.xpath(".//table//th/@scope") == ["col", "col", *scopes]
    bar = lead.xpath(".//figure[@class='coverage']/svg/rect")
    assert sum(int(each.get("width").rstrip("%")) for each in bar) == 100
    assert lead.xpath(".//figure[@class='coverage']/svg/@aria-hidden") == ["true"]
    said = [each.text_content().strip() for each in lead.xpath(".//figure[@class='coverage']//li")]
    assert said == ["2 progressive", "1 center", "2 conservative"]


def test_everything_is_there_in_full_where_the_mail_has_to_shorten() -> None:
    first = samples.edition().stories[1]
    many = tuple(first.model_copy(update={"id": f"copy{number}"}) for number in range(60))
    edition = samples.edition().model_copy(update={"stories": many})
    mail = mails.render(edition, samples.NEWSLETTER, model.Variant(), TEMPLATES, archive_url=samples.ARCHIVE_URL)
    assert "Mail programs cut off long mails" in mail.html
    document = tree(made(edition))
    assert len(list(document.iter("article"))) == 60
    assert len(document.xpath("//aside[@class='perspectives']")) == 60
    assert "Mail programs" not in document.text_content()


def test_what_links_to_it_finds_title_picture_of_it_and_hour(document: lxml_html.HtmlElement) -> None:
    edition = samples.edition()
    found = meta(document)
    assert found["og:title"] == edition.subject
    assert found["og:description"] == found["description"] == edition.preheader
    assert found["og:url"] == document.xpath("//link[@rel='canonical']/@href")[0] == PLACES.edition
    assert found["og:site_name"] == samples.NEWSLETTER.name
    assert datetime.fromisoformat(found["article:published_time"]) == HOUR
    feed = document.xpath("//link[@rel='alternate']")[0]
    assert (feed.get("type"), feed.get("href")) == ("application/atom+xml", PLACES.feed)
    assert document.xpath("//time/@datetime") == ["2026-11-21"]


@pytest.mark.parametrize("theme", ["paper", "slate"])
def test_it_loads_nothing_and_allows_only_its_own_style_sheet(theme: str) -> None:
    shown = made(theme=theme)
    document = tree(shown)
    (style,) = document.iter("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in shown.policy
    assert "default-src 'none'" in shown.policy
    assert "unsafe" not in shown.policy
    assert document.xpath("//@style") == []
    assert document.xpath("//script|//img|//iframe|//form|//link[@rel='stylesheet']|//base") == []
    assert not re.search(r"url\(|@import|@font-face", style.text)


def pictured() -> model.Edition:
    """The sample with a picture above its lead."""
    edition = samples.edition()
    lead = edition.stories[0]
    image = model.Image(
        url="https://news.morning-ledger.example/images/a.jpg",
        sha256="a" * 64,
        width=1200,
        height=800,
        alt="A crane over the “harbor”",
        credit="A. Photographer",
        article=lead.articles[0].id,
    )
    return edition.model_copy(update={"stories": (lead.model_copy(update={"image": image}), *edition.stories[1:])})


def test_the_leads_picture_comes_from_our_own_server_and_nothing_else_does() -> None:
    shown = made(pictured())
    (image,) = tree(shown).iter("img")
    assert image.getparent().tag == "figure"
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("1200", "800", "A crane over the “harbor”")
    assert "A. Photographer" in image.getparent().text_content()
    assert "img-src https://news.morning-ledger.example;" in shown.policy
    assert "img-src 'none';" in made().policy
    assert meta(tree(shown))["og:image"] == image.get("src")


def test_a_theme_gives_it_its_colours_in_light_and_dark() -> None:
    paper, slate = made().html, made(theme="slate").html
    for shown, light, dark in ((paper, "#1c5a4b", "#93cbb8"), (slate, "#522f94", "#bfaaf5")):
        before, after = shown.split("prefers-color-scheme: dark) {", 1)
        assert f"--accent: {light}" in before
        assert f"--accent: {dark}" in after.split("@media")[0]


def test_it_knows_no_reader() -> None:
    shown = made()
    assert "nsubscribe" not in shown.html
    assert "You receive this" not in shown.html
    assert "preferences" not in shown.html
    assert f'href="{PLACES.newsletter}"' in shown.html


def test_the_same_edition_is_the_same_bytes() -> None:
    assert made() == made()


def test_a_template_without_the_style_sheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "page.html").write_text("<!DOCTYPE html><style>p { color: red }</style>", "utf-8")
    with pytest.raises(errors.RenderError, match=r"<style>\{\{ style \}\}</style>"):
        page.render(samples.edition(), samples.NEWSLETTER, environment.environment(tmp_path), PLACES, HOUR)


def test_a_template_that_asks_for_a_readers_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "feed.html").write_text("{{ unsubscribe_url }}", "utf-8")
    with pytest.raises(errors.RenderError, match=r"page/feed\.html:1: 'unsubscribe_url' is undefined"):
        page.render(samples.edition(), samples.NEWSLETTER, environment.environment(tmp_path), PLACES, HOUR)


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_words_from_outside_stay_words(text: str) -> None:
    for url in ("https://a.example/x", "javascript:alert(1)", 'https://a.example/"onclick="x'):
        shown = made(hostile.poisoned(text, url))
        document = tree(shown)
        assert document.xpath("//script|//@style|//@onclick|//@onmouseover|//*[starts-with(@href, 'javascript')]") == []
        assert len(list(document.iter("style"))) == 1
        assert "49 " not in document.text_content()
        assert [len(list(document.iter(name))) for name in ("main", "footer", "h1")] == [1] * 3
        content = lxml_html.fragment_fromstring(shown.content, create_parent="div")
        assert {each.tag for each in content.iter()} <= {"div", "h2", "a", "p", "ul", "li"}
        assert all(link.get("href").startswith(PLACES.edition) for link in content.iter("a"))


def test_a_page_from_right_to_left_says_which_stories_are_not(document: lxml_html.HtmlElement) -> None:
    assert document.xpath("//body//@lang") == []
    edition = samples.edition()
    lead = edition.stories[0]
    english = tuple(article.model_copy(update={"language": "en"}) for article in lead.articles)
    told = (lead.model_copy(update={"articles": english}), *edition.stories[1:])
    newsletter = samples.NEWSLETTER.model_copy(update={"language": "ar"})
    shown = page.render(edition.model_copy(update={"stories": told}), newsletter, TEMPLATES, PLACES, HOUR)
    turned = tree(shown)
    assert (turned.get("lang"), turned.get("dir")) == ("ar", "rtl")
    first, second = list(turned.iter("article"))[:2]
    headlines = [article.xpath(".//*[contains(@class, 'headline')]")[0] for article in (first, second)]
    assert [(each.get("lang"), each.get("dir")) for each in headlines] == [("en", "ltr"), (None, None)]
    assert {(each.get("lang"), each.get("dir")) for each in first.xpath(".//li[sup]/..|.//blockquote|.//td")} == {
        ("en", "ltr")
    }
    assert turned.xpath("//nav/details//li[1]/a/@lang") == ["en"]
    assert "Quick takes" not in turned.text_content()
    assert f"{newsletter.name}، {newsletter.postal_address}" in shown.html


def test_what_a_feed_tells_leads_to_the_stories() -> None:
    shown = made()
    content = lxml_html.fragment_fromstring(shown.content, create_parent="div")
    stories = samples.edition().stories
    links = [each.get("href") for each in content.xpath("./h2/a")]
    assert sorted(links) == sorted(f"{PLACES.edition}#story-{story.id}" for story in stories)
    assert (shown.title, shown.summary) == (samples.edition().subject, samples.edition().preheader)
