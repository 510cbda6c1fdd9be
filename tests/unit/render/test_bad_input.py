"""What a reader sees of odd input: its words, whole and in place, and nothing that pretends to be more."""

import pytest
from lxml import html as lxml_html

from digest import model
from digest.render import edition, environment
from tests.golden import editions
from tests.unit.render import test_hostile as hostile

TEMPLATES = environment.environment()
MARK = "\u200e"
HEADLINE = " ".join(["Harbor"] * 42) + " ends"
SHOWN = {
    "a headline of 299 letters": HEADLINE,
    "a word of 200 letters": "x" * 200,
    "emoji": "👩‍👩‍👧‍👦 Family 🇺🇳 day 🎉",
    "a tag": "Vote</td></tr></table> passed",
    "a variable": "Vote {{ unsubscribe_url }} {{ 7 * 7 }} passed",
    "a statement": "Vote {% include 'edition/body.html' %} passed",
    "a script": "javascript:alert(1) is no link",
}


def lead(**changes: object) -> model.Rendered:
    """An edition of the golden lead alone, changed."""
    story = editions.edition().stories[0].model_copy(update=changes)
    value = editions.edition().model_copy(update={"stories": (story,), "briefs": ()})
    return edition.render(value, editions.NEWSLETTER, model.Variant(), TEMPLATES, archive_url="")


def seen(mail: model.Rendered, path: str) -> list[str]:
    """The words of these elements, as a reader reads them."""
    tree = lxml_html.document_fromstring(mail.html)
    return [" ".join(each.text_content().split()) for each in tree.xpath(path)]


@pytest.mark.parametrize("words", SHOWN.values(), ids=SHOWN)
def test_a_headline_stands_as_it_was_written(words: str) -> None:
    mail = lead(headline=words)
    assert words in seen(mail, "//h2")
    assert words in " ".join(mail.text.split())


def test_a_longer_headline_ends_at_a_word_and_shows_that_it_goes_on() -> None:
    (headline,) = (each for each in seen(lead(headline=HEADLINE + " never"), "//h2") if "Harbor" in each)
    assert headline.endswith(("Harbor ends…", "Harbor…"))
    assert len(headline) <= 300


def test_a_name_from_right_to_left_does_not_turn_the_line_round() -> None:
    name = "صحيفة الميناء"
    articles = tuple(a.model_copy(update={"outlet": name}) for a in editions.edition().stories[0].articles)
    sources = seen(lead(articles=articles), "//ol/li")
    assert sources
    assert all(each.startswith(f"{name}{MARK}: ") for each in sources)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", ""])
def test_an_address_that_is_none_leaves_the_title_without_a_link(url: str) -> None:
    articles = tuple(a.model_copy(update={"url": url}) for a in editions.edition().stories[0].articles)
    mail = lead(articles=articles)
    assert len(seen(mail, "//ol/li")) == len(articles)
    assert seen(mail, "//ol/li//a") == []


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (10_000, 40)])
def test_a_picture_is_as_wide_as_the_words(width: int, height: int) -> None:
    story = editions.edition().stories[0]
    url = "https://news.example/pictures/1.jpg"
    image = model.Image(url=url, sha256="0" * 64, width=width, height=height, article=story.articles[0].id)
    tree = lxml_html.document_fromstring(lead(image=image).html)
    (picture,) = tree.xpath("//img")
    assert int(picture.get("width")) < 600
    assert int(picture.get("height")) <= int(picture.get("width"))
    assert "max-width" in picture.get("style")


def test_what_is_missing_is_not_announced() -> None:
    bare = hostile.MEAGRE["headline and source"]
    mail = edition.render(
        editions.edition().model_copy(update={"stories": (bare,), "briefs": ()}),
        editions.NEWSLETTER,
        model.Variant(),
        TEMPLATES,
        archive_url="",
    )
    assert seen(mail, "//h2 | //h3") == [bare.headline, "Source"]
    assert "None" not in mail.text


def test_a_silent_side_is_named_as_silent() -> None:
    perspectives = editions.edition().stories[0].perspectives
    assert perspectives
    silent = perspectives.model_copy(update={"conservative": model.View(note="No such outlet covered this story.")})
    assert "Conservative View No such outlet covered this story." in seen(
        lead(perspectives=silent), "//table[@class='cv']"
    )


def test_an_undated_story_says_nothing_of_dates() -> None:
    articles = tuple(a.model_copy(update={"published": None}) for a in editions.edition().stories[0].articles)
    assert seen(lead(articles=articles), "//body") == seen(lead(), "//body")


def test_one_story_leads_and_has_no_list_of_contents() -> None:
    assert "In this edition" not in seen(lead(), "//h2")
    assert seen(lead(), "//h2") == [editions.edition().stories[0].headline]
