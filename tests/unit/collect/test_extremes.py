"""Articles no newspaper should print, and some do: nothing crashes, and cost grows with size."""

import time

import pytest

from digest import model
from digest.collect import page

SENTENCE = "The port of Maren opened its gates on Monday, and ship number {} left the harbour before noon. "


def article(body: str, title: str = "Port opens") -> str:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def seconds(markup: str) -> float:
    started = time.process_time()
    page.read_markup(markup)
    return time.process_time() - started


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>  </p><p>\u200b</p>", "<img src='x.png'>"])
def test_an_empty_article_has_no_blocks(body: str) -> None:
    read = page.read_markup(article(body))
    assert (read.facts.title, read.blocks) == ("Port opens", ())


@pytest.mark.parametrize(
    "shape", ["<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<li>{}</li>", "<blockquote>{}</blockquote>"]
)
def test_a_megabyte_costs_what_its_size_says(shape: str) -> None:
    page.read_markup(article("<p>imports are not counted</p>"))
    small, large = (
        article("".join(shape.format(SENTENCE.format(number)) for number in range(count))) for count in (1_000, 10_000)
    )
    assert len(large) > 1_000_000
    assert seconds(large) < 50 * max(seconds(small), 0.02)  # ten times the size; a square would cost a hundred times


def test_a_sentence_of_a_hundred_thousand_characters_stands() -> None:
    sentence = " ".join(f"word{number}" for number in range(12_000))
    read = page.read_markup(article(f"<p>{SENTENCE.format(1)}</p><p>{sentence}.</p>"))
    assert len(sentence) > 100_000
    assert read.blocks[-1].text.startswith("word0 word1")
    assert len(read.blocks[-1].text) <= 100_000


def test_languages_may_be_mixed() -> None:
    texts = [
        "The port of Maren opened its gates on Monday after a strike of eleven days.",
        "Der Hafen von Maren hat am Montag nach elf Tagen Streik wieder geöffnet.",
        "马伦港在罢工十一天后于周一重新开放，第一艘船在中午前离开港口。",
        "افتتح ميناء مارن أبوابه يوم الاثنين بعد إضراب استمر أحد عشر يوما.",
    ]
    read = page.read_markup(article("".join(f"<p>{text}</p>" for text in texts)))
    assert [block.text for block in read.blocks] == texts


def test_markup_in_a_title_is_text() -> None:
    title = "&lt;b&gt;Port&lt;/b&gt; opens &lt;script&gt;alert(1)&lt;/script&gt;&amp;amp; closes"
    assert page.read_markup(article(f"<p>{SENTENCE.format(1)}</p>", title)).facts.title == "Port opens & closes"


def test_capitals_are_no_reason_to_lose_a_headline_or_a_text() -> None:
    body = "".join(f"<p>{SENTENCE.format(number).upper()}</p>" for number in range(4))
    read = page.read_markup(article(body, "PORT OF MAREN OPENS"))
    assert read.facts.title == "PORT OF MAREN OPENS"
    assert [block.kind for block in read.blocks] == [model.BlockKind.PARAGRAPH] * 4
