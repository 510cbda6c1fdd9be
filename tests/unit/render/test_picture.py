"""The picture of the lead: in every variant, in HTML and text, safe and readable with pictures off."""

import re
from pathlib import Path

import pytest

from digest import config, model
from digest.render import edition, environment, preflight
from tests.golden import editions

TEMPLATES = environment.environment()
SHA256 = "ab" * 32
URL = f"https://news.morning-ledger.example/images/{SHA256}.jpg"
FULL, BRIEF = model.Variant(), model.Variant(length=model.Length.BRIEF)
LEAD = editions.edition().stories[0]
IMAGE = model.Image(
    url=URL, sha256=SHA256, width=1200, height=800, alt="Cranes at dawn", credit="Ada Lind", article=LEAD.articles[2].id
)


def pictured(**changes: object) -> model.Edition:
    made = editions.edition()
    lead = LEAD.model_copy(update={"image": IMAGE.model_copy(update=changes)})
    return made.model_copy(update={"stories": (lead, *made.stories[1:])})


def rendered(
    made: model.Edition, variant: model.Variant = FULL, newsletter: config.Newsletter = editions.NEWSLETTER
) -> model.Rendered:
    return edition.render(made, newsletter, variant, TEMPLATES, archive_url=editions.ARCHIVE_URL)


@pytest.mark.parametrize("variant", [FULL, BRIEF], ids=lambda variant: variant.key)
@pytest.mark.parametrize(("theme", "width", "height"), [("paper", 544, 363), ("slate", 536, 357)])
def test_every_mail_with_a_lead_shows_it(theme: str, width: int, height: int, variant: model.Variant) -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"theme": Path(theme)})
    mail = rendered(pictured(), variant, newsletter)
    assert preflight.check(mail) == ()
    (tag,) = re.findall(r"<img [^>]*>", mail.html)
    assert f'src="{URL}" width="{width}" height="{height}" border="0" alt="Cranes at dawn"' in tag
    for rule in ("display:block", "width:100%", f"max-width:{width}px", "height:auto"):
        assert rule in tag
    page = LEAD.articles[2].url
    assert re.search(rf'<a href="{page}"[^>]*>Picture: Ada Lind via Meridian Wire</a>', mail.html)
    assert f"\nPicture: Ada Lind via Meridian Wire\n  {URL}\n" in mail.text


def test_it_costs_its_tag_and_no_more() -> None:
    bare = rendered(editions.edition())
    assert "<img" not in bare.html
    assert "Picture:" not in bare.text
    assert len(rendered(pictured()).html) - len(bare.html) < 1000


def test_an_edition_without_one_is_the_document_it_was() -> None:
    assert "image" not in editions.edition().document()
    made = pictured()
    assert model.Edition.model_validate_json(made.document()) == made


def test_only_the_lead_shows_one() -> None:
    made = editions.edition()
    stories = tuple(
        story.model_copy(update={"image": IMAGE.model_copy(update={"article": story.articles[0].id})})
        for story in made.stories
    )
    assert rendered(made.model_copy(update={"stories": stories})).html.count("<img") == 1


@pytest.mark.parametrize(
    ("credit", "said"),
    [
        ("", "Picture: Meridian Wire"),
        ("Ada Lind", "Picture: Ada Lind via Meridian Wire"),
        ("Ada Lind / meridian wire", "Picture: Ada Lind / meridian wire"),
    ],
)
def test_the_outlet_is_always_named(credit: str, said: str) -> None:
    mail = rendered(pictured(credit=credit))
    assert f">{said}</a>" in mail.html
    assert f"\n{said}\n" in mail.text


def test_without_words_of_the_outlet_the_alternative_says_where_it_is_from() -> None:
    mail = rendered(pictured(alt=""))
    assert preflight.check(mail) == ()
    assert f'alt="Picture from Meridian Wire: {LEAD.articles[2].title}"' in mail.html


def test_words_of_an_outlet_stay_words() -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror="alert(2)'
    mail = rendered(pictured(alt=hostile, credit=hostile))
    assert preflight.check(mail) == ()
    assert "<script" not in mail.html
    assert len(re.findall(r"<img ", mail.html)) == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png;base64,AA", "", "/images/x.jpg"])
def test_what_is_no_address_is_not_shown(url: str) -> None:
    assert "<img" not in rendered(pictured(url=url)).html


def test_a_picture_of_no_source_is_not_shown() -> None:
    assert "<img" not in rendered(pictured(article="f" * 16)).html
