"""The mails of a fixed edition, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digest import model
from digest.render import edition, environment, notice, preflight
from tests.golden import arabic, editions

TEMPLATES = environment.environment()
URL = "https://news.morning-ledger.example"
VARIANTS = [model.Variant(length=length, has_perspectives=sides) for length in model.Length for sides in (True, False)]
NOTICES: dict[str, dict[str, object]] = {
    "confirm": {"confirm_url": f"{URL}/confirm/abc"},
    "welcome": {
        "archive_url": f"{URL}/morning",
        "unsubscribe_url": f"{URL}/unsubscribe/abc",
        "preferences_url": f"{URL}/preferences/abc",
    },
    "goodbye": {"subscribe_url": f"{URL}/morning"},
    "erratum": {
        "date": editions.edition().local_date,
        "headline": editions.edition().stories[0].headline,
        "printed": "Dock workers on funded projects must be paid at least $31 an hour.",
        "correction": "The floor is $31 an hour for crane operators only; other dock workers must be paid at least $27.",
        "archive_url": editions.ARCHIVE_URL,
        "unsubscribe_url": f"{URL}/unsubscribe/abc",
        "preferences_url": f"{URL}/preferences/abc",
    },
    "draft_ready": {"edition": editions.edition(), "desk_url": f"{URL}/desk/editions/1"},
}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.key)
def test_an_edition(variant: model.Variant, golden: Callable[[str, str], None]) -> None:
    rendered = edition.render(
        editions.edition(), editions.NEWSLETTER, variant, TEMPLATES, archive_url=editions.ARCHIVE_URL
    )
    assert preflight.check(rendered) == ()
    golden(f"mails/{variant.key}.subject.txt", rendered.subject + "\n")
    golden(f"mails/{variant.key}.html", rendered.html)
    golden(f"mails/{variant.key}.txt", rendered.text)


def test_an_edition_in_the_other_theme(golden: Callable[[str, str], None]) -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"theme": Path("slate")})
    rendered = edition.render(
        editions.edition(), newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL
    )
    assert preflight.check(rendered) == ()
    golden("mails/slate.html", rendered.html)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_an_edition_in_another_language(language: str, golden: Callable[[str, str], None]) -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"language": language})
    rendered = edition.render(
        editions.edition(), newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL
    )
    assert preflight.check(rendered) == ()
    golden(f"mails/{language}.txt", rendered.text)


def test_an_edition_from_right_to_left(golden: Callable[[str, str], None]) -> None:
    rendered = edition.render(
        arabic.edition(), arabic.ARABIC, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL
    )
    assert preflight.check(rendered) == ()
    golden("mails/ar.html", rendered.html)
    golden("mails/ar.txt", rendered.text)


@pytest.mark.parametrize("language", ["ar", "de"])
@pytest.mark.parametrize("name", sorted(NOTICES.keys() - {"draft_ready"}))
def test_a_notice_in_another_language(name: str, language: str, golden: Callable[[str, str], None]) -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"language": language})
    mail = notice.render(name, TEMPLATES, newsletter=newsletter, **NOTICES[name])
    golden(f"mails/{name}.{language}.txt", f"{mail.subject}\n\n{mail.text}")


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice(name: str, golden: Callable[[str, str], None]) -> None:
    mail = notice.render(name, TEMPLATES, newsletter=editions.NEWSLETTER, **NOTICES[name])
    golden(f"mails/{name}.subject.txt", mail.subject + "\n")
    golden(f"mails/{name}.html", mail.html)
    golden(f"mails/{name}.txt", mail.text)
