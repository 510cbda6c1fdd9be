"""Mails in each language: words, marks of quotation, direction, and what is told in another language."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from digest import config, model
from digest.render import edition, environment, notice, page, plain, preflight
from digest.render import theme as themes
from digest.text import catalogue
from tests.golden import arabic, editions, test_mails

TEMPLATES = environment.environment()
LANGUAGES = ("en", "de", "fr", "es", "ar")
LTR, RTL = "\u200e", "\u200f"


def told(language: str, value: model.Edition | None = None, **changes: object) -> model.Rendered:
    newsletter = editions.NEWSLETTER.model_copy(update={"language": language, **changes})
    return edition.render(
        value or editions.edition(), newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL
    )


def in_english() -> model.Edition:
    """The golden edition with its articles' language said."""

    def said(part: model.Story | model.Brief) -> dict[str, object]:
        return {"articles": tuple(each.model_copy(update={"language": "en"}) for each in part.articles)}

    base = editions.edition()
    stories = tuple(story.model_copy(update=said(story)) for story in base.stories)
    briefs = tuple(brief.model_copy(update=said(brief)) for brief in base.briefs)
    return base.model_copy(update={"stories": stories, "briefs": briefs})


OURS = re.compile(
    r"\b(?:minutes? to read|Read on the web|Quick takes|rated|In brief|Unsubscribe|Lead story|In their words"
    r"|What differs|View|Common Ground|left out|You receive|not rated|conservative|progressive)\b"
)


@pytest.mark.parametrize("variant", test_mails.VARIANTS, ids=lambda variant: variant.key)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_english_word_of_ours_is_left(language: str, variant: model.Variant) -> None:
    newsletter = arabic.ARABIC.model_copy(update={"language": language})
    mail = edition.render(arabic.edition(), newsletter, variant, TEMPLATES, archive_url=editions.ARCHIVE_URL)
    assert not OURS.findall(mail.text)
    assert not OURS.findall(" ".join(parser.fromstring(mail.html).xpath("//body//text()[normalize-space()]")))
    assert preflight.check(mail) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", test_mails.NOTICES)
def test_a_notice_is_sound_in_every_language_and_the_desks_is_english(name: str, language: str) -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"language": language})
    mail = notice.render(name, TEMPLATES, newsletter=newsletter, **test_mails.NOTICES[name])
    spoken = "en" if name == "draft_ready" else language
    page = parser.fromstring(mail.html)
    assert (page.get("lang"), page.get("dir")) == (spoken, "rtl" if spoken == "ar" else "ltr")
    english = notice.render(name, TEMPLATES, newsletter=editions.NEWSLETTER, **test_mails.NOTICES[name])
    assert (mail.text == english.text) is (spoken == "en")


@pytest.mark.parametrize(
    ("language", "opening", "closing"),
    [("en", "“", "”"), ("de", "„", "“"), ("fr", "«\u202f", "\u202f»"), ("es", "«", "»"), ("ar", "«", "»")],
)
def test_quotations_stand_in_the_marks_of_the_language(language: str, opening: str, closing: str) -> None:
    words = "I will not sign my grandchildren up for a loan they never asked for."
    assert f"{opening}{words}{closing}" in told(language, in_english()).html


def test_the_same_arguments_give_the_same_bytes_whatever_was_rendered_before() -> None:
    first = [told(language) for language in LANGUAGES]
    assert [told(language) for language in reversed(LANGUAGES)] == first[::-1]
    fresh = environment.environment()
    again = edition.render(
        editions.edition(),
        editions.NEWSLETTER.model_copy(update={"language": "fr"}),
        model.Variant(),
        fresh,
        archive_url=editions.ARCHIVE_URL,
    )
    assert again == first[2]


# what is told in another language


def test_a_story_in_another_language_says_so_and_the_words_around_it_do_not() -> None:
    page = parser.fromstring(told("de", in_english()).html)
    headline = next(each for each in page.iter("h2") if "harbor bill after" in each.text_content())
    assert (page.get("lang"), headline.get("lang"), headline.get("dir")) == ("de", "en", "ltr")
    take = next(each for each in page.iter("li") if "crossed party lines" in each.text_content())
    assert take.getparent().get("lang") == "en"
    heading = next(each for each in page.iter("h3") if each.text_content() == "Das Wichtigste")
    assert not heading.get("lang")
    assert not heading.xpath("ancestor::*[@lang='en']")


@pytest.mark.parametrize("language", ["de", "de-AT"])
def test_a_story_in_the_newsletters_language_says_nothing(language: str) -> None:
    base = in_english()
    german = tuple(each.model_copy(update={"language": "de"}) for each in base.stories[0].articles)
    story = base.stories[0].model_copy(update={"articles": german})
    mail = told(language, base.model_copy(update={"stories": (story,), "briefs": ()}))
    assert not parser.fromstring(mail.html).xpath("//body//table//*[@lang]")


def test_without_words_of_a_language_the_mail_speaks_english_and_the_stories_their_own() -> None:
    page = parser.fromstring(told("nl").html)
    headline = next(each for each in page.iter("h2") if "harbor bill after" in each.text_content())
    assert (page.get("lang"), headline.get("lang")) == ("en", "nl")


def test_words_of_the_operator_stay_and_those_of_the_program_are_translated() -> None:
    mail = told("de", labels=config.Labels(progressive="Links & <frei> 100 %"))
    assert "Links &amp; &lt;frei&gt; 100 %" in mail.html
    assert "Konservative Sicht" in mail.html


def test_templates_of_the_operator_stay_as_written_unless_a_catalogue_has_the_words(tmp_path: Path) -> None:
    (tmp_path / "goodbye").mkdir()
    (tmp_path / "goodbye" / "subject.txt").write_text(
        '{{ _("Farewell, all") }} / {{ _("In brief") }} {{ 1234 | number }}'
    )
    newsletter = editions.NEWSLETTER.model_copy(update={"language": "de"})
    own = environment.environment(tmp_path)
    mail = notice.render("goodbye", own, newsletter=newsletter, **test_mails.NOTICES["goodbye"])
    assert mail.subject == "Farewell, all / Kurz gemeldet 1.234"


def test_what_is_put_into_a_message_is_escaped() -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"language": "de", "name": "<b>A & B</b>"})
    mail = notice.render("goodbye", TEMPLATES, newsletter=newsletter, **test_mails.NOTICES["goodbye"])
    assert "<b>A" not in mail.html
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in mail.html


# direction


def right_to_left(theme: str = "paper") -> str:
    newsletter = arabic.ARABIC.model_copy(update={"theme": Path(theme)})
    return edition.render(arabic.edition(), newsletter, model.Variant(), TEMPLATES, archive_url="").html


def style(name: str, language: str, theme: str) -> str:
    """A style sheet without what only one direction has: slanted, spaced and capital letters, and the direction."""
    templates = TEMPLATES.in_language(language)
    looks = themes.load(Path(theme), templates)
    filled = environment.fill_in(templates, f"_base/{name}", {"theme": looks, "newsletter": editions.NEWSLETTER})
    filled = re.sub(
        r" (?:letter-spacing: (?!0)|text-transform: |font-style: )[^;]+;|^.*direction: rtl.*$",
        "",
        filled,
        flags=re.MULTILINE,
    )
    return "\n".join(line.strip() for line in filled.splitlines() if line.strip())


def mirrored(sheet: str) -> str:
    """Left for right, and boxes counted the other way round."""
    turned = re.sub(r"\b(left|right)\b", lambda side: "right" if side[0] == "left" else "left", sheet)
    return re.sub(r"((?:margin|padding): \S+) ([^\s;]+) (\S+) ([^\s;]+);", r"\1 \4 \3 \2;", turned)


@pytest.mark.parametrize("theme", ["paper", "slate"])
@pytest.mark.parametrize("name", ["inline.css", "keep.css"])
def test_one_direction_is_the_others_mirror(name: str, theme: str) -> None:
    both_edges = re.compile(r"padding-(left|right): (\d+)px !important; padding-(left|right): \2px !important;")
    one, other = (both_edges.sub(r"edges: \2", style(name, language, theme)) for language in ("en", "ar"))
    assert mirrored(one) == other
    assert one != other


def test_only_what_is_english_begins_on_the_left() -> None:
    page = parser.fromstring(right_to_left())
    left = page.xpath("//*[contains(@style, 'text-align:left')]")
    assert left
    assert all(element.get("lang") == "en" for element in left)
    assert len(page.xpath("//table[@align='right']")) == 2
    assert not page.xpath("//table[@align='left']")


def test_the_direction_stands_on_the_page_the_body_the_first_block_and_in_the_cells() -> None:
    page = parser.fromstring(right_to_left())
    assert [page.get("dir"), page.find("body").get("dir")] == ["rtl", "rtl"]
    assert page.xpath("//div[@role='article']/@dir") == ["rtl"]
    cells = page.xpath("//td[contains(@style,'font:') and .//p]")
    assert cells
    assert all("direction:rtl" in cell.get("style") for cell in cells)


@pytest.mark.parametrize("theme", ["paper", "slate"])
def test_joined_letters_are_neither_slanted_nor_set_apart(theme: str) -> None:
    assert not re.search(r"letter-spacing:(?!0)|font-style:italic", right_to_left(theme))


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("plain", "ltr", "plain"),
        ("صحيفة", "rtl", "صحيفة"),
        ("صحيفة", "ltr", f"صحيفة{LTR}"),
        ("صحيفة!", "ltr", f"صحيفة!{RTL}{LTR}"),
        ("Harbor Tribune", "rtl", f"Harbor Tribune{RTL}"),
        ("Who wins?", "rtl", f"Who wins?{LTR}{RTL}"),
        ("“Never”", "rtl", f"{LTR}“Never”{LTR}{RTL}"),
        ("وكالة Meridian", "rtl", f"وكالة Meridian{RTL}"),
        ("54", "rtl", "54"),
    ],
)
def test_names_of_the_other_script_keep_to_themselves(text: str, direction: str, expected: str) -> None:
    assert plain.line(text, direction=direction) == expected


@given(st.text(alphabet="ab !?“”א-ت().1\u200e\u200f", max_size=60), st.sampled_from(["ltr", "rtl"]))
def test_marks_are_put_once(text: str, direction: str) -> None:
    once = plain.line(text, direction=direction)
    assert plain.line(once, direction=direction) == once


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("Harbor: نعم", "rtl", [f"{RTL}* Harbor: نعم"]),
        ("نعم Harbor", "rtl", ["* نعم Harbor"]),
        ("An English line.", "rtl", ["* An English line."]),
        ("صحيفة says so", "ltr", [f"{LTR}* صحيفة says so"]),
        ("سطر عربي", "ltr", ["* سطر عربي"]),
    ],
)
def test_a_line_of_text_is_read_from_its_side(text: str, direction: str, expected: list[str]) -> None:
    assert plain.wrap(text, "* ", "  ", direction=direction).splitlines() == expected


def test_every_line_of_a_paragraph_goes_its_way() -> None:
    text = "نص " * 20 + "Northfield Courier Northfield Courier Northfield Courier and so on and on and on"
    first, *others = plain.wrap(text, direction="rtl").splitlines()
    assert not first.startswith(RTL)
    assert others
    assert all(row.startswith(RTL) for row in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_page_say_the_date_of_the_language(language: str) -> None:
    day = catalogue.of(language).date(editions.edition().local_date)
    mail = told(language)
    assert day[1:] in mail.text
    assert day[1:] in mail.html
    assert mail.text.splitlines()[3][:1].upper() == mail.text.splitlines()[3][:1], "it stands alone"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nov 16\u2009–\u200922, 2026"),
        ("de", "16.–22. Nov. 2026"),
        ("fr", "16–22 nov. 2026"),
        ("es", "16–22 de noviembre de 2026"),
        ("ar", "16–22 نوفمبر 2026"),
    ],
)
def test_a_round_up_says_of_which_days_it_tells(language: str, said: str) -> None:
    value = editions.edition().model_copy(update={"span": (date(2026, 11, 16), date(2026, 11, 22))})
    mail = told(language, value)
    assert mail.text.splitlines()[3].startswith(f"{said} · ")
    newsletter = editions.NEWSLETTER.model_copy(update={"language": language})
    addresses = page.Addresses(editions.ARCHIVE_URL, editions.ARCHIVE_URL, editions.ARCHIVE_URL)
    published = page.render(value, newsletter, TEMPLATES, addresses, datetime(2026, 11, 22, 7, tzinfo=UTC))
    for shown in (mail.html, published.html):
        assert said in shown
        assert catalogue.of(language).date(value.local_date)[1:] not in shown
