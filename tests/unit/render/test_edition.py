import re
from pathlib import Path

import pytest
from jinja2 import DictLoader
from lxml import html as lxml_html

from digest import config, errors, model
from digest.render import budget, edition, environment
from tests.golden import editions

TEMPLATES = environment.environment()
FULL = model.Variant()
VARIANTS = [model.Variant(length=length, has_perspectives=sides) for length in model.Length for sides in (True, False)]
LINKS = {
    model.Slot.UNSUBSCRIBE_URL: "https://n.example/unsubscribe/a?b=1&c=2",
    model.Slot.PREFERENCES_URL: "https://n.example/preferences/a",
}


def rendered(
    value: model.Edition | None = None,
    variant: model.Variant = FULL,
    newsletter: config.Newsletter = editions.NEWSLETTER,
) -> model.Rendered:
    return edition.render(value or editions.edition(), newsletter, variant, TEMPLATES, archive_url=editions.ARCHIVE_URL)


def many(stories: int, briefs: int = 0, factor: int = 1) -> model.Edition:
    """An edition of so many rich stories, each with its own score."""
    base = editions.edition()
    lead = base.stories[0]
    told = tuple(
        lead.model_copy(
            update={
                "id": f"s{number}",
                "headline": f"Story {number} of many",
                "score": 1000.0 - number,
                "quick_takes": lead.quick_takes * factor,
            }
        )
        for number in range(stories)
    )
    short = tuple(
        base.briefs[0].model_copy(update={"id": f"b{number}", "headline": f"Brief {number} of many"})
        for number in range(briefs)
    )
    return base.model_copy(update={"stories": told, "briefs": short})


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.key)
def test_text_and_page_say_the_same(variant: model.Variant) -> None:
    mail = rendered(variant=variant)
    tree = lxml_html.document_fromstring(mail.html)
    shown = " ".join(tree.xpath("//body//text()[not(ancestor::*[contains(@style, 'display:none')])]"))
    assert set(words(shown)) <= set(words(mail.text))
    links = {link for link in tree.xpath("//a/@href") if link.startswith("http")}
    assert links
    assert all(link in mail.text for link in links)


def test_every_source_is_numbered_named_and_rated() -> None:
    mail = rendered()
    for story in editions.edition().stories:
        for number, article in enumerate(story.articles, 1):
            assert f"{number}. {article.outlet}: {article.title} (" in " ".join(mail.text.split())
    assert "Tidewater Blog: Rate decision: my notes (not rated)" in mail.text
    assert not [a for a in lxml_html.document_fromstring(mail.html).xpath("//a") if "Tidewater" in a.text]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.key)
def test_where_leans_are_shown_their_rater_is_named(variant: model.Variant) -> None:
    mail = rendered(variant=variant)
    for sources in mail.text.split("\nSources\n-------\n")[1:]:
        assert f"rated by {editions.RATER}" in sources.splitlines()[0]


def test_several_raters_are_named_one_by_one() -> None:
    base = editions.edition()
    story = base.stories[0]
    articles = (story.articles[0].model_copy(update={"rater": "Another"}), *story.articles[1:])
    text = rendered(base.model_copy(update={"stories": (story.model_copy(update={"articles": articles}),)})).text
    assert "(left, rated by Another)" in " ".join(text.split())
    assert "(lean left, rated by Civic Media Index)" in " ".join(text.split())
    assert "judgement of Another and Civic Media Index" in " ".join(text.split())


def test_what_was_left_out_is_counted_by_reason() -> None:
    base = editions.edition()
    assert "3 reports left out: 2 too old and 1 without readable text." in " ".join(rendered().text.split())
    one = base.model_copy(update={"left_out": base.left_out[:1]})
    assert "1 report left out: too old." in " ".join(rendered(one).text.split())


def test_families_are_counted_once() -> None:
    base = editions.edition()
    story = base.stories[0].model_copy(update={"publishers": 3})
    assert "from 3 independent publishers" in rendered(base.model_copy(update={"stories": (story,)})).text
    assert "independent publishers" not in rendered().text


def test_a_line_points_to_the_numbers_of_its_sources() -> None:
    mail = rendered()
    assert "rebuild six ports. [1, 3, 4]" in " ".join(mail.text.split())
    assert ">1,\u00a03,\u00a04</sup>" in mail.html


def test_a_side_without_coverage_says_so_and_a_story_without_sides_has_none() -> None:
    mail = rendered()
    assert "No conservative-rated outlet in today’s sources covered this story." in mail.html
    comet = mail.text[mail.text.index("A comet can be seen", 2000) :]
    assert "Progressive View" not in comet


@pytest.mark.parametrize(
    ("lean", "said"),
    [
        (model.Lean.LEFT, "No conservative-rated outlet in today’s sources covered this story."),
        (model.Lean.RIGHT, "Conservative-rated outlets reported this, but no line of theirs could be shown here."),
    ],
)
def test_an_absent_note_is_made_from_what_was_read(lean: model.Lean, said: str) -> None:
    reference = editions.article(1, "Harbor Tribune", "One")
    other = editions.article(2, "Elm Gazette", "Two").model_copy(update={"lean": lean})
    story = (
        editions.edition()
        .stories[4]
        .model_copy(
            update={
                "articles": (reference, other),
                "perspectives": model.Perspectives(progressive=editions.view(editions.statement("A line.", reference))),
            }
        )
    )
    assert said in rendered(editions.edition().model_copy(update={"stories": (story,)})).html


def test_where_no_side_has_a_line_only_the_common_ground_is_headed() -> None:
    reference = editions.article(1, "Meridian Wire", "One")
    story = (
        editions.edition()
        .stories[4]
        .model_copy(
            update={
                "perspectives": model.Perspectives(
                    common_ground=editions.view(editions.statement("Both say.", reference))
                )
            }
        )
    )
    text = rendered(editions.edition().model_copy(update={"stories": (story,)})).text
    assert "What outlets agree on\n---" in text
    assert "Progressive View" not in text
    assert "No progressive-rated outlet" in text


def test_what_both_sides_report_is_common_ground_even_where_neither_has_a_view() -> None:
    left, right, third = (
        editions.article(number, f"Paper {number}", "One").model_copy(update={"lean": lean})
        for number, lean in enumerate((model.Lean.LEFT, model.Lean.RIGHT, model.Lean.CENTER), 1)
    )

    def headed(*agreeing: model.ArticleRef) -> str:
        common = model.View(
            statements=(editions.statement("Both say.", *agreeing),), articles=tuple(each.id for each in agreeing)
        )
        update = {"articles": (left, right, third), "perspectives": model.Perspectives(common_ground=common)}
        story = editions.edition().stories[4].model_copy(update=update)
        return rendered(editions.edition().model_copy(update={"stories": (story,)})).text

    assert "Common Ground\n---" in headed(left, right)
    assert "What outlets agree on\n---" in headed(left, third)


def test_where_nothing_of_the_sides_can_be_shown_the_story_says_so() -> None:
    absent = model.View(note="No conservative-rated outlet in today’s sources covered this story.")
    views = model.Perspectives(progressive=model.View(note="Covered by Elm Gazette."), conservative=absent)
    story = editions.edition().stories[4].model_copy(update={"perspectives": views})
    mail = rendered(editions.edition().model_copy(update={"stories": (story,)}))
    told = " ".join(mail.text.split())
    assert "Covered by Elm Gazette. No conservative-rated outlet in today’s sources covered this story." in told
    assert "Progressive View" not in told
    assert "No conservative-rated outlet" in mail.html


def test_variants_show_what_they_promise() -> None:
    full, plain, brief, plain_brief = (rendered(variant=variant).text for variant in VARIANTS)
    assert "Progressive View" in full
    assert "Progressive View" not in plain
    assert "In their words" in plain
    assert "In their words" not in brief
    assert brief.count("Quick takes") == 1
    assert "Progressive View" in brief
    assert "Progressive View" not in plain_brief
    for story in editions.edition().stories:
        assert story.headline in plain_brief


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert rendered() == rendered()


def test_operators_see_their_own_labels() -> None:
    newsletter = editions.NEWSLETTER.model_copy(
        update={"labels": config.Labels(progressive="Left <b>", conservative="R")}
    )
    assert "Left &lt;b&gt;" in rendered(newsletter=newsletter).html


# slots


def test_slots_stand_only_where_they_become_links() -> None:
    mail = rendered()
    for token in mail.slots.values():
        assert re.fullmatch(r"QZ[0-9a-f]{12}X\d+ZQ", token)
        assert token not in mail.subject + mail.preheader
        assert mail.html.count(token) == mail.html.count(f'href="{token}"') == 1
        assert mail.text.count(f"\n{token}\n") == 1


def test_filling_escapes_for_the_page_and_not_for_the_text() -> None:
    mail = rendered()
    page, text = edition.fill(mail.html, mail, LINKS), edition.fill(mail.text, mail, LINKS)
    assert 'href="https://n.example/unsubscribe/a?b=1&amp;c=2"' in page
    assert "\nhttps://n.example/unsubscribe/a?b=1&c=2\n" in text
    assert not re.search(r"QZ[0-9a-f]{12}X", page + text)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", 'https://a.example/"x', "https://a.example/ x", "https://a/\n"]
)
def test_only_clean_web_addresses_fill_a_slot(url: str) -> None:
    mail = rendered()
    with pytest.raises(errors.RenderError, match="slot unsubscribe_url"):
        edition.fill(mail.html, mail, {**LINKS, model.Slot.UNSUBSCRIBE_URL: url})


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("edition/subject.txt", "{{ unsubscribe_url }}", "subject or preheader"),
        ("edition/body.txt", "{{ unsubscribe_url }}.", "between blanks"),
        ("edition/body.txt", "nothing", "every mail needs it"),
        ("edition/body.html", "<!DOCTYPE html><p>{{ unsubscribe_url }}</p>", "outside an href"),
        ("edition/body.html", "<!doctype html><p>x</p>", "DOCTYPE"),
        ("edition/body.html", "<!DOCTYPE html><p>{{ nothing }}</p>", "nothing"),
    ],
)
def test_a_template_that_would_spoil_the_mail_is_refused(name: str, text: str, said: str) -> None:
    shipped = {each: TEMPLATES.loader.get_source(TEMPLATES, each)[0] for each in TEMPLATES.list_templates()}  # type: ignore[union-attr]  # a shipped environment has a loader
    templates = TEMPLATES.overlay(loader=DictLoader({**shipped, name: text}))
    with pytest.raises(errors.RenderError, match=said):
        edition.render(editions.edition(), editions.NEWSLETTER, FULL, templates, archive_url="")


@pytest.mark.parametrize(
    ("name", "text"),
    [("body.html", "<!DOCTYPE html><p>x</p>"), ("body.txt", "x"), ("body.txt", "x{{ preferences_url }}")],
)
def test_the_file_that_has_to_be_mended_is_named(tmp_path: Path, name: str, text: str) -> None:
    own = tmp_path / "edition" / name
    own.parent.mkdir()
    own.write_text(text)
    with pytest.raises(errors.RenderError, match=f"in {re.escape(str(own))};") as error:
        edition.render(editions.edition(), editions.NEWSLETTER, FULL, environment.environment(tmp_path), archive_url="")
    (other,) = {"body.html", "body.txt"} - {name}
    assert other not in str(error.value)


# size


@pytest.mark.parametrize(("stories", "briefs", "factor"), [(15, 12, 1), (3, 0, 60), (50, 300, 1)])
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.key)
def test_a_mail_never_outgrows_the_budget_and_says_what_it_left_out(
    variant: model.Variant, stories: int, briefs: int, factor: int
) -> None:
    value = many(stories, briefs, factor)
    mail = rendered(value, variant)
    assert len(mail.html.encode()) <= budget.MAX_HTML_BYTES
    assert budget.load(mail.html) <= 1
    headlines = [*(story.headline for story in value.stories), *(brief.headline for brief in value.briefs)]
    told = sum(f"{headline}\n" in mail.text for headline in headlines)
    left = re.search(r"(\d+) more on the web", " ".join(mail.text.split()))
    assert told + (int(left[1]) if left else 0) == stories + briefs


def test_the_lowest_ranked_stories_shrink_first() -> None:
    text = rendered(many(15)).text
    shown = [
        text.index(f"Story {number} of many\n====") for number in range(15) if f"Story {number} of many\n====" in text
    ]
    in_full = text.count("In their words")
    assert 0 < in_full < 15
    assert f"{15 - in_full} stories in short form" in " ".join(text.split())
    assert text.index("Story 0 of many") < shown[-1]
    first_short = text.index(f"Story {in_full} of many\n====")
    assert "In their words" not in text[first_short:]


def test_text_in_scripts_of_many_bytes_stays_within_the_budget() -> None:
    value = many(12)
    cjk = tuple(story.model_copy(update={"headline": "議会港湾法案可決" * 12}) for story in value.stories)
    assert budget.load(rendered(value.model_copy(update={"stories": cjk})).html) <= 1
    assert "議会" in rendered(value.model_copy(update={"stories": cjk})).html


def test_an_edition_without_stories_is_a_mail_all_the_same() -> None:
    mail = rendered(editions.edition().model_copy(update={"stories": (), "left_out": (), "briefs": ()}))
    assert "Unsubscribe" in mail.text


def test_a_lead_too_long_for_any_mail_waits_on_the_web() -> None:
    base = editions.edition()
    statement = base.stories[0].quick_takes[0].model_copy(update={"text": "Long " * 399})
    huge = base.stories[0].model_copy(update={"quick_takes": (statement,) * 80})
    mail = rendered(base.model_copy(update={"stories": (huge, *base.stories[1:])}))
    assert budget.load(mail.html) <= 1
    assert huge.headline in mail.text
