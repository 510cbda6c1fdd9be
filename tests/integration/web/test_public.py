"""The reader's way: sign up, confirm, choose, leave, come back; and what strangers may learn."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from starlette.testclient import TestClient

from digest import config, model, web
from digest.deliver.links import Links, Subject
from digest.pipeline import approve, send
from digest.render import environment
from digest.store import subscribers, suppressions
from digest.store.database import Database
from tests.golden import editions as samples
from tests.integration.web.conftest import BASE, Clock

Mails = Callable[[], list[EmailMessage]]
LINKS = Links(BASE, "k" * 40)
ONE_CLICK = {"content-type": "application/x-www-form-urlencoded"}


def stored(database: Database) -> list[subscribers.Subscription]:
    with database.transaction(writes=False) as session:
        return subscribers.listed(session)


def token_url(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    found = re.search(rf"{BASE}(/confirm/\S+)", body.get_content())
    assert found
    return found[1]


def as_reader(reader: subscribers.Subscription) -> Subject:
    return Subject(reader.public_id, reader.newsletter)


def test_from_sign_up_to_leaving_and_back(client: TestClient, sqlite_database: Database, mails: Mails) -> None:
    answer = client.post("/morning", data={"address": "New.Reader@Example.ORG"})
    assert answer.status_code == 200
    assert "Check your inbox" in answer.text
    (mail,) = mails()
    assert mail["To"] == "New.Reader@example.org"
    assert mail["List-Unsubscribe"] is None
    (asked,) = stored(sqlite_database)
    assert asked.state is model.SubscriptionState.UNCONFIRMED
    assert "Every mail holds a link to leave" in asked.proof

    url = token_url(mail)
    for _ in range(2):  # a scanner follows links; nothing happens
        assert "Yes, subscribe me" in client.get(url).text
        client.head(url)
    assert stored(sqlite_database)[0].state is model.SubscriptionState.UNCONFIRMED
    assert "You are subscribed" in client.post(url).text
    assert "You are subscribed" in client.post(url).text
    again = client.get(url).text
    assert "You have confirmed already" in again
    assert "Yes, subscribe me" not in again
    assert "/preferences/" in again
    (confirmed,) = stored(sqlite_database)
    assert confirmed.state is model.SubscriptionState.CONFIRMED
    assert confirmed.confirmed_at

    leave = LINKS.unsubscribe(Subject(confirmed.public_id, "morning"))
    assert "Leave The Morning Ledger?" in client.get(leave).text
    assert stored(sqlite_database)[0].state is model.SubscriptionState.CONFIRMED
    assert "You have left" in client.post(leave).text
    assert stored(sqlite_database)[0].state is model.SubscriptionState.UNSUBSCRIBED
    assert "You have left since" in client.post(url).text  # the old confirmation revives nothing
    assert stored(sqlite_database)[0].state is model.SubscriptionState.UNSUBSCRIBED
    assert "Welcome back" in client.post(f"{leave}/undo").text
    (back,) = stored(sqlite_database)
    assert back.state is model.SubscriptionState.CONFIRMED
    assert "Came back" in back.proof


@pytest.mark.parametrize("body", ["List-Unsubscribe=One-Click", "multipart"])
def test_one_click_of_a_mail_program(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database, body: str
) -> None:
    url = LINKS.unsubscribe(as_reader(reader))
    foreign = {"origin": "https://mail.example", "sec-fetch-site": "cross-site"}
    for _ in range(3):
        if body == "multipart":
            answer = client.post(url, files={"List-Unsubscribe": (None, "One-Click")}, headers=foreign)
        else:
            answer = client.post(url, content=body, headers={**foreign, **ONE_CLICK})
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
    assert stored(sqlite_database)[0].state is model.SubscriptionState.UNSUBSCRIBED


def test_every_link_answers_the_same_for_known_and_unknown_addresses(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database, clock: Clock
) -> None:
    with sqlite_database.transaction() as session:
        suppressions.add(session, "never@example.org", model.SuppressionReason.COMPLAINT, "", clock())
    pages = set()
    for address in (reader.address, "never@example.org", "fresh@example.org", "fresh@example.org"):
        answer = client.post("/morning", data={"address": address})
        pages.add((answer.status_code, answer.text.replace(address, "ADDRESS")))
    assert len(pages) == 1


def test_who_is_known_or_suppressed_gets_no_mail(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database, clock: Clock, mails: Mails
) -> None:
    with sqlite_database.transaction() as session:
        suppressions.add(session, "never@example.org", model.SuppressionReason.COMPLAINT, "", clock())
    for address in (reader.address, "never@example.org"):
        client.post("/morning", data={"address": address})
    assert mails() == []
    assert stored(sqlite_database)[0].state is model.SubscriptionState.CONFIRMED


def test_an_address_is_written_to_once_a_day(client: TestClient, clock: Clock, mails: Mails) -> None:
    for _ in range(3):
        client.post("/morning", data={"address": "a@example.org"})
        clock.goes_on(hours=2)
    assert len(mails()) == 1
    clock.goes_on(hours=20)
    client.post("/morning", data={"address": "a@example.org"})
    assert len(mails()) == 2


def test_a_visitor_signs_up_five_times_an_hour(client: TestClient, clock: Clock, mails: Mails) -> None:
    answers = [client.post("/morning", data={"address": f"a{number}@example.org"}) for number in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert len(mails()) == 5
    clock.goes_on(hours=1, seconds=1)
    assert client.post("/morning", data={"address": "b@example.org"}).status_code == 200


def test_all_visitors_together_cause_sixty_mails_an_hour(
    settings: config.Settings, client: TestClient, clock: Clock, mails: Mails
) -> None:
    statuses = []
    for number in range(64):
        other = TestClient(client.app, base_url=BASE, client=(f"203.0.113.{number + 10}", 1))
        statuses.append(other.post("/morning", data={"address": f"a{number}@example.org"}).status_code)
    assert statuses == [200] * 60 + [429] * 4
    assert len(mails()) == 60


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "a b@example.org", "-oQ@example.org", "x@[127.0.0.1]", "a@example.org\nBcc: b@c.de"],
)
def test_what_is_no_address_is_said_at_the_form(client: TestClient, address: str, mails: Mails) -> None:
    answer = client.post("/morning", data={"address": address})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert mails() == []


def test_a_mail_server_that_is_down_costs_nobody_their_page(
    settings: config.Settings, client: TestClient, sqlite_database: Database, mails: Mails
) -> None:
    settings.delivery.folder.write_text("a file where the folder should be")
    assert client.post("/morning", data={"address": "a@example.org"}).status_code == 200
    assert stored(sqlite_database)[0].confirmation_sent_at is None  # still promised
    settings.delivery.folder.unlink()
    client.post("/morning", data={"address": "b@example.org"})
    assert len(mails()) == 2


def test_preferences_are_kept(client: TestClient, reader: subscribers.Subscription, sqlite_database: Database) -> None:
    url = LINKS.preferences(as_reader(reader))
    assert 'value="full" checked' in client.get(url).text
    answer = client.post(url, data={"length": "brief", "paused": "yes"})
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "Saved" in page
    assert 'value="brief" checked' in page
    (saved,) = stored(sqlite_database)
    assert saved.variant == model.Variant(length=model.Length.BRIEF, has_perspectives=False)
    assert saved.state is model.SubscriptionState.PAUSED
    client.post(url, data={"length": "full", "perspectives": "yes"})
    (saved,) = stored(sqlite_database)
    assert saved.variant == model.Variant()
    assert saved.state is model.SubscriptionState.CONFIRMED
    assert client.post(url, data={"length": "huge"}).status_code == 400


def test_sections_are_chosen_by_the_box_and_what_was_not_asked_stays(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database
) -> None:
    url = LINKS.preferences(as_reader(reader))
    with sqlite_database.transaction() as session:
        subscribers.prefer(
            session, reader.public_id, reader.newsletter, variant=model.Variant(muted=("Chess", "Economy"))
        )
    page = client.get(url).text
    boxes = re.findall(r'name="section (\w+)" value="yes"( checked)?', page)
    assert boxes == [("Politics", " checked"), ("Economy", ""), ("Science", " checked")]
    asked = re.search(r'name="sections" value="([^"]+)"', page)
    assert asked
    wanted = {"length": "full", "perspectives": "yes", "sections": asked[1], "section Economy": "yes"}
    assert client.post(url, data=wanted).status_code == 303
    (saved,) = stored(sqlite_database)
    assert saved.variant == model.Variant(muted=("Chess", "Politics", "Science"))
    client.post(url, data={"length": "brief"})  # a page that asks for no sections
    (saved,) = stored(sqlite_database)
    assert saved.variant.muted == ("chess", "politics", "science")


def test_who_wants_no_section_learns_that_no_mail_comes(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database
) -> None:
    url = LINKS.preferences(as_reader(reader))
    page = client.get(url).text
    assert "It comes with every edition." in page
    assert "You chose no section" not in page
    asked = re.search(r'name="sections" value="([^"]+)"', page)
    assert asked
    saved = client.post(url, data={"length": "full", "perspectives": "yes", "sections": asked[1]})
    page = client.get(saved.headers["location"]).text
    assert "You chose no section, so no mail comes" in page
    assert "tick the box “Pause”; to stop for good, leave the newsletter" in page
    assert "It comes with every edition." not in page
    client.post(url, data={"length": "full", "sections": asked[1], "paused": "yes"})
    page = client.get(url).text
    assert "It is paused: nothing is sent for now." in page
    assert "You chose no section" not in page


def test_a_link_speaks_for_one_purpose_and_one_person(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database
) -> None:
    confirm = LINKS.confirm(as_reader(reader))
    token = confirm.rpartition("/")[2]
    for path in (f"/unsubscribe/{token}", f"/preferences/{token}", f"/confirm/{token}x", f"/unsubscribe/{token[:-1]}"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"length": "full"}).status_code == 404
    assert stored(sqlite_database) == [reader]


def test_an_erased_person_leaves_in_peace(
    client: TestClient, reader: subscribers.Subscription, sqlite_database: Database, clock: Clock
) -> None:
    with sqlite_database.transaction() as session:
        subscribers.erase(session, reader.address, clock())
    subject = as_reader(reader)
    assert client.post(LINKS.unsubscribe(subject)).status_code == 200
    assert "Nothing to change here" in client.get(LINKS.preferences(subject)).text
    assert "Nothing to change here" in client.post(LINKS.confirm(subject)).text
    assert "I did not mean to leave" not in client.get(LINKS.unsubscribe(subject)).text


def test_the_archive_shows_what_was_sent_with_nobodys_links(
    client: TestClient,
    draft: int,
    reader: subscribers.Subscription,
    sqlite_database: Database,
    settings: config.Settings,
    clock: Clock,
) -> None:
    page = "/morning/2026-11-21"
    assert client.get(page).status_code == 404  # a draft is nobody's business
    approve.approve(sqlite_database, settings, draft, samples.edition().sha256, "ada", clock())
    assert client.get(page).status_code == 404
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    answer = client.get(page)
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    assert samples.edition().stories[0].headline in answer.text
    assert reader.public_id not in answer.text
    assert "/unsubscribe/" not in answer.text
    assert "/preferences/" not in answer.text
    assert samples.edition().subject in client.get("/morning").text.replace("&#39;", "'")
    assert "Latest:" in client.get("/").text


def test_pages_show_no_address_and_no_names_of_readers(client: TestClient, reader: subscribers.Subscription) -> None:
    for url in (LINKS.unsubscribe(as_reader(reader)), LINKS.preferences(as_reader(reader)), "/", "/morning"):
        assert reader.address not in client.get(url).text
        assert "@" not in url


def test_a_late_confirmation_still_counts(client: TestClient, clock: Clock, mails: Mails) -> None:
    client.post("/morning", data={"address": "slow@example.org"})
    clock.goes_on(days=30)
    assert "You are subscribed" in client.post(token_url(mails()[0])).text


def test_health_is_told(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_what_waits_too_long_is_not_mailed_later(
    settings: config.Settings, client: TestClient, clock: Clock, mails: Mails
) -> None:
    settings.delivery.folder.write_text("")
    client.post("/morning", data={"address": "a@example.org"})
    settings.delivery.folder.unlink()
    clock.now += timedelta(hours=3)
    client.post("/morning", data={"address": "b@example.org"})
    assert [mail["To"] for mail in mails()] == ["b@example.org"]


def test_a_round_up_says_whose_week_it_tells(
    settings: config.Settings, sqlite_database: Database, clock: Clock, templates: environment.Templates
) -> None:
    morning, rest = settings.newsletters[0], {"sender": "a@b.example", "round_up_of": settings.newsletters[0].key}
    sunday = config.Newsletter.model_validate({"key": "sunday", "name": "Sunday", "days": ["sun"], **rest})
    both = settings.model_copy(update={"newsletters": (morning, sunday)})
    with TestClient(web.app(both, sqlite_database, clock, templates=templates), base_url=BASE) as client:
        told, usual = client.get("/sunday").text, client.get(f"/{morning.key}").text
    assert f"The week of {morning.name} in one mail: what happened" in told
    assert "outlets:" not in told
    assert "One mail from " in usual
