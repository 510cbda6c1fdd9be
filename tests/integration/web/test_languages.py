"""The readers' pages speak the newsletter's language; the desk speaks English."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from lxml import html
from starlette.testclient import TestClient

from digest import config, model, web
from digest.deliver.links import Links, Subject
from digest.render import environment
from digest.store import subscribers
from digest.store.database import Database
from digest.text import catalogue
from tests.golden import arabic
from tests.golden import editions as samples
from tests.integration.web.conftest import BASE, Clock

LINKS = Links(BASE, "k" * 40)
KEY = samples.NEWSLETTER.key


@pytest.fixture(params=["de", "fr", "es", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def settings(settings: config.Settings, language: str) -> config.Settings:
    newsletter = samples.NEWSLETTER if language != "ar" else arabic.ARABIC
    weekdays = (config.Weekday.MONDAY, config.Weekday.WEDNESDAY)
    return settings.model_copy(
        update={"newsletters": (newsletter.model_copy(update={"language": language, "days": weekdays}),)}
    )


@pytest.fixture
def visitor(
    settings: config.Settings, sqlite_database: Database, clock: Clock, templates: environment.Templates
) -> Iterator[TestClient]:
    app = web.app(settings, sqlite_database, clock, templates=templates)
    with TestClient(app, base_url=BASE, client=("203.0.113.7", 1), follow_redirects=False) as client:
        yield client


ENGLISH = re.compile(r"\b(?:the|you|your|with|from|this|Every|Past|Subscribe|Unsubscribe|Leave|Save|Back)\b")


def assert_speaks(page: str, language: str) -> None:
    """Whole: the page says its language and its direction, and no word of ours is English."""
    root = html.fromstring(page)
    assert (root.get("lang"), root.get("dir")) == (language, catalogue.direction(language))
    own = [text for text in root.xpath("//body//text()[not(ancestor::time)]") if text.strip()]
    kept = " ".join(own).replace(samples.NEWSLETTER.name, "").replace(samples.NEWSLETTER.tagline, "")
    assert not ENGLISH.findall(kept), kept


def test_every_page_of_a_reader_speaks_the_language(
    visitor: TestClient, language: str, reader: subscribers.Subscription, mails: Callable[[], list[EmailMessage]]
) -> None:
    subject = Subject(reader.public_id, reader.newsletter)
    token = LINKS.preferences(subject).removeprefix(BASE)
    leave = LINKS.unsubscribe(subject).removeprefix(BASE)
    pages = [visitor.get(path).text for path in ("/", f"/{KEY}", token, f"{token}?saved", leave, "/nothing", "/a/b/c")]
    pages.append(visitor.post(f"/{KEY}", data={"address": "no address"}).text)
    pages.append(visitor.post(f"/{KEY}", data={"address": "new@example.org"}).text)
    pages.append(visitor.post(leave).text)
    pages.append(visitor.post(f"{leave}/undo").text)
    for page in pages:
        assert_speaks(page, language)
    (mail,) = mails()
    words = catalogue.of(language)
    assert mail["Subject"].startswith(words.gettext("Confirm your subscription to %(newsletter)s", newsletter="")[:12])


def test_days_and_hour_are_written_as_the_language_does(visitor: TestClient, language: str) -> None:
    said = {
        "de": "Montag und Mittwoch um 07:00 Uhr (UTC)",
        "fr": "Lundi et mercredi à 07:00 (UTC)",
        "es": "Lunes y miércoles a las 7:00 (UTC)",
        "ar": "الاثنين والأربعاء عند الساعة 07:00 (UTC)",
    }
    assert said[language] in visitor.get(f"/{KEY}").text


def test_the_consent_is_kept_as_it_was_read(visitor: TestClient, language: str, sqlite_database: Database) -> None:
    visitor.post(f"/{KEY}", data={"address": "new@example.org"})
    with sqlite_database.transaction(writes=False) as session:
        (asked,) = subscribers.listed(session)
    assert asked.state is model.SubscriptionState.UNCONFIRMED
    shown = html.fromstring(visitor.get(f"/{KEY}").text).xpath("string(//form//small)")
    assert shown in asked.proof


def test_the_way_in_for_editors_is_english(visitor: TestClient) -> None:
    root = html.fromstring(visitor.get("/login").text)
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert "Password" in root.text_content()
