"""Editions whose words come from somebody who wishes us ill."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest import model
from digest.render import budget, edition, environment, outline, preflight
from tests.golden import editions

TEMPLATES = environment.environment()
POISONS = {
    "long headline": "Very long headline words " * 12,
    "unbroken word": "x" * 200,
    "script address": "javascript:alert(1) and data:text/html,<script>",
    "emoji": "👩‍👩‍👧‍👦 Family 🇺🇳 day 🎉",
    "right to left": "صحيفة الميناء: تصويت",
    "override": "abc\u202egnp.exe",
    "closing tags": "</td></tr></table></body></html>",
    "comment": "--><!--[if mso]><b>",
    "style": "</style><script>alert(1)</script>",
    "quotes": "\" onmouseover=\"alert(1)' x='",
    "braces": "{{ 7 * 7 }} {% include 'edition/body.html' %} {{ unsubscribe_url }}",
    "encoded word": "=?utf-8?q?Bob=0D=0ABcc:_v@e.test?=",
    "line ends": "one\r\nBcc: v@e.test\r\n.\r\nMAIL FROM:<x>",
    "control": "a\x00b\x1bc\x85d\x9be",
    "entities": "&amp; &lt; &#0; &nbsp",
    "empty": "",
}


def poisoned(text: str, url: str = "https://a.example/x") -> model.Edition:
    """An edition that says this wherever words from outside stand."""
    reference = editions.article(1, "Harbor Tribune", text, url=url).model_copy(update={"outlet": text, "rater": text})
    other = editions.article(2, "Harbor Tribune", text, url=url).model_copy(update={"reprint_of": reference.id})
    statement = model.Statement(text=text, citations=(editions.cited(reference, 0, text),), outlet=text)
    citation = editions.cited(reference, 0, text)
    view = model.View(statements=(statement,), articles=(reference.id,), note=text)
    story = (
        editions.edition()
        .stories[0]
        .model_copy(
            update={
                "section": text,
                "headline": text,
                "dek": text,
                "articles": (reference, other),
                "quick_takes": (statement, statement),
                "perspectives": model.Perspectives(progressive=view, conservative=view, common_ground=view),
                "quotes": (
                    model.Quote(
                        text=text,
                        speaker=text,
                        citation=citation,
                        variants=(model.QuoteVariant(text=text, citation=citation),),
                    ),
                ),
                "differences": (model.Difference(about=text, statements=(statement,)),),
            }
        )
    )
    brief = (
        editions.edition().briefs[0].model_copy(update={"section": text, "headline": text, "articles": (reference,)})
    )
    return editions.edition().model_copy(
        update={
            "subject": text,
            "preheader": text,
            "stories": (story, story),
            "briefs": (brief,),
            "sources": model.SourceReport(checked=1, failed=(text,)),
        }
    )


def rendered(value: model.Edition) -> model.Rendered:
    return edition.render(
        value, editions.NEWSLETTER, model.Variant(), TEMPLATES, archive_url="https://news.example/morning/2026-11-21"
    )


def shape(page: str) -> list[str]:
    """The tags of a page and the names of their attributes: what words must never change."""
    tree = lxml_html.document_fromstring(page)
    return [f"{e.tag} {sorted(e.attrib)}" for e in tree.iter() if isinstance(e.tag, str)]


@pytest.mark.parametrize("text", POISONS.values(), ids=POISONS)
def test_words_stay_words(text: str) -> None:
    mail = rendered(poisoned(text))
    harmless = rendered(poisoned("" if not text else "word"))
    assert shape(mail.html) == shape(harmless.html)
    assert mail.subject
    assert not re.search(r"[\r\n\x00-\x1f\x7f-\x9f]|=\?", mail.subject)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", mail.html + mail.text)
    assert not [found for found in preflight.check(mail) if found.severity == preflight.Severity.ERROR]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=80))
def test_any_words_stay_words(text: str) -> None:
    mail = rendered(poisoned(f"a{text}z"))
    assert shape(mail.html) == shape(rendered(poisoned("word")).html)
    assert budget.load(mail.html) <= 1


def meagre(**changes: object) -> model.Story:
    """The golden lead with less to tell."""
    return editions.edition().stories[0].model_copy(update=changes)


SILENT = model.Perspectives(conservative=model.View(note="No conservative-rated outlet covered this story."))
MEAGRE = {
    "no takes": meagre(quick_takes=()),
    "no dek": meagre(dek="", dek_citation=None),
    "one side": meagre(
        perspectives=SILENT.model_copy(update={"progressive": editions.edition().stories[0].perspectives.progressive})  # type: ignore[union-attr]
    ),
    "no sides": meagre(perspectives=SILENT),
    "no perspectives": meagre(perspectives=None),
    "no dates": meagre(
        articles=tuple(a.model_copy(update={"published": None}) for a in editions.edition().stories[0].articles)
    ),
    "headline and source": meagre(
        quick_takes=(),
        dek="",
        dek_citation=None,
        perspectives=None,
        quotes=(),
        differences=(),
        articles=editions.edition().stories[0].articles[:1],
    ),
}


@pytest.mark.parametrize("story", MEAGRE.values(), ids=MEAGRE)
@pytest.mark.parametrize("briefs", [0, 5])
def test_an_edition_of_one_meagre_story_is_a_sound_mail(story: model.Story, briefs: int) -> None:
    base = editions.edition()
    mail = rendered(base.model_copy(update={"stories": (story,), "briefs": base.briefs[:briefs]}))
    assert story.headline in mail.text
    assert preflight.check(mail) == ()


def test_a_right_to_left_name_leaves_what_follows_it_in_place() -> None:
    mail = rendered(poisoned("صحيفة الميناء"))
    for text in (mail.html, mail.text):
        assert not re.search("الميناء(?!\u200e)", text)


def test_braces_are_shown_and_never_run() -> None:
    mail = rendered(poisoned(POISONS["braces"]))
    assert "{{ 7 * 7 }}" in mail.html
    assert "49" not in mail.text
    assert mail.html.count(mail.slots[model.Slot.UNSUBSCRIBE_URL]) == 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//a.example/x",
        "https://user:password@a.example/",
        "https://",
        "http://[::1",
        " \tjavascript:alert(1)",
    ],
)
def test_addresses_that_are_none_are_listed_without_a_link(url: str) -> None:
    mail = rendered(poisoned("Words", url))
    links = lxml_html.document_fromstring(mail.html).xpath("//a/@href")
    assert {link for link in links if link not in mail.slots.values()} == {"https://news.example/morning/2026-11-21"}
    assert "1. Words: Words" in mail.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/é b\nc", "https://a.example/%C3%A9%20b%0Ac"),
        ("https://a.example/%C3%A9", "https://a.example/%C3%A9"),
        (" http://a.example/x ", "http://a.example/x"),
    ],
)
def test_addresses_are_printable_ascii(url: str, expected: str) -> None:
    assert outline.address(url) == expected
