"""The editor's way: see what is there, read it, preview it, decide."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from digest import config, model, web
from digest.pipeline import due, send
from digest.render import english, environment
from digest.store import editions, subscribers, tables
from digest.store.database import Database
from tests.golden import editions as samples
from tests.integration.web.conftest import BASE, Clock, form_token, log_in, state

SHA256 = samples.edition().sha256


def press(desk: TestClient, draft: int, step: str, sha256: str = SHA256) -> str:
    """Press a button of an edition's page; the text of the page that follows."""
    url = f"/desk/editions/{draft}"
    answer = desk.post(f"{url}/{step}", data={"token": form_token(desk.get(url).text), "sha256": sha256})
    return desk.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def test_the_desk_says_what_is_there_and_what_to_do(desk: TestClient, draft: int) -> None:
    page = desk.get("/desk").text
    assert "Read it and approve it. It leaves today at 06:30" in page
    assert f'href="/desk/editions/{draft}"' in page
    assert "Nobody is subscribed yet" in page
    assert "The draft is due now" in page  # of the other newsletter, at 05:00


def test_a_day_without_an_edition_is_said(desk: TestClient, draft: int, clock: Clock) -> None:
    press(desk, draft, "cancel")
    clock.goes_on(hours=32)
    log_in(desk)
    assert "No edition appeared today: the service did not run between today at 05:00" in desk.get("/desk").text


def test_every_line_stands_beside_its_sentence(desk: TestClient, draft: int) -> None:
    page = desk.get(f"/desk/editions/{draft}").text
    edition = samples.edition()
    for story in edition.stories:
        assert story.headline.replace("'", "&#39;") in page
        for take in story.quick_takes:
            assert all(citation.quote.replace("'", "&#39;") in page for citation in take.citations)
    assert edition.stories[0].articles[0].url in page
    assert "Old minutes" in page
    assert english.REASONS[model.LeftOutReason.NO_TEXT] in page
    assert "coast-weekly" in page


@pytest.mark.parametrize("variant", ["full", "full-without-perspectives", "brief", "brief-without-perspectives"])
def test_every_variant_can_be_seen(desk: TestClient, draft: int, variant: str) -> None:
    url = f"/desk/editions/{draft}/preview/{variant}"
    page = desk.get(url).text
    assert page.count(f'<iframe src="{url}/html"') == 2
    assert page.count(" sandbox>") == 2
    mail = desk.get(f"{url}/html")
    policy = mail.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert samples.edition().stories[0].headline in mail.text
    text = desk.get(f"{url}/text")
    assert text.headers["content-type"].startswith("text/plain")
    assert "UNSUBSCRIBE" not in text.text


@pytest.mark.parametrize(("transport", "said"), [("folder", 0), ("smtp", 1)])
def test_that_our_own_links_are_not_encrypted_is_said_once_and_only_where_mails_leave(
    settings: config.Settings,
    sqlite_database: Database,
    clock: Clock,
    templates: environment.Templates,
    editor: int,
    draft: int,
    transport: str,
    said: int,
) -> None:
    way_out = settings.delivery.model_copy(update={"transport": config.TransportKind(transport)})
    app = web.app(settings.model_copy(update={"delivery": way_out}), sqlite_database, clock, templates=templates)
    with TestClient(app, base_url=BASE, client=("203.0.113.7", 1), follow_redirects=False) as client:
        log_in(client)
        page = client.get(f"/desk/editions/{draft}").text
    assert page.count("set web.base_url to https") == said
    assert "use https if the site offers it" not in page


def test_when_a_sent_edition_was_to_leave_is_not_said(
    desk: TestClient, draft: int, settings: config.Settings, sqlite_database: Database, clock: Clock
) -> None:
    press(desk, draft, "approve")
    assert "<dt>Leaves</dt>" in desk.get("/desk").text.split("Evening Note")[0]
    send.send(sqlite_database, settings, draft, clock)
    for url in ("/desk", f"/desk/editions/{draft}"):
        page = desk.get(url).text.split("The Evening Note")[0]
        assert "Sent, today at 05:30" in page
        assert "<dt>Leaves</dt>" not in page
        assert "<dt>Due</dt>" not in page


def test_an_unknown_variant_or_edition_is_not_there(desk: TestClient, draft: int) -> None:
    assert desk.get(f"/desk/editions/{draft}/preview/huge").status_code == 404
    assert desk.get("/desk/editions/999").status_code == 404
    assert desk.get("/desk/editions/999/preview/full").status_code == 404
    assert desk.get("/desk/editions/abc").status_code == 404


def test_looking_changes_nothing(desk: TestClient, draft: int, sqlite_database: Database) -> None:
    for path in ("", "/preview/full", "/preview/full/html", "/approve", "/cancel", "/hold"):
        desk.get(f"/desk/editions/{draft}{path}")
        desk.head(f"/desk/editions/{draft}{path}")
    assert state(sqlite_database, draft) is model.EditionState.DRAFT


def test_approved_it_goes_to_its_readers(
    desk: TestClient,
    draft: int,
    reader: subscribers.Subscription,
    sqlite_database: Database,
    settings: config.Settings,
    clock: Clock,
    mails: Callable[[], list[EmailMessage]],
) -> None:
    page = press(desk, draft, "approve")
    assert "Approved." in page
    assert "It leaves today at 06:30" in page
    assert state(sqlite_database, draft) is model.EditionState.APPROVED
    with sqlite_database.transaction(writes=False) as session:
        assert editions.get(session, draft).approved_by == "ada"
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    assert [mail["To"] for mail in mails()] == [reader.address]
    assert "Accepted" in desk.get(f"/desk/editions/{draft}").text
    assert "Sent, today at 06:30" in desk.get(f"/desk/editions/{draft}").text


def test_what_was_changed_meanwhile_is_not_approved(
    desk: TestClient, draft: int, sqlite_database: Database, clock: Clock
) -> None:
    token = form_token(desk.get(f"/desk/editions/{draft}").text)
    changed = samples.edition().model_copy(update={"preheader": "Another one"})
    with sqlite_database.transaction() as session:
        editions.save_draft(session, changed, clock() + timedelta(hours=1), clock())
    answer = desk.post(f"/desk/editions/{draft}/approve", data={"token": token, "sha256": SHA256})
    assert answer.status_code == 409
    assert "was changed since you read it" in answer.text
    assert state(sqlite_database, draft) is model.EditionState.DRAFT


def test_the_ways_back(desk: TestClient, draft: int, sqlite_database: Database) -> None:
    press(desk, draft, "approve")
    assert "is a draft again" in press(desk, draft, "withdraw")
    assert state(sqlite_database, draft) is model.EditionState.DRAFT
    assert "Held back by ada" in press(desk, draft, "hold")
    assert state(sqlite_database, draft) is model.EditionState.HELD
    press(desk, draft, "approve")
    assert state(sqlite_database, draft) is model.EditionState.APPROVED
    assert "Cancelled by ada" in press(desk, draft, "cancel")
    assert state(sqlite_database, draft) is model.EditionState.CANCELLED
    assert "cannot become" in press(desk, draft, "approve")


def test_built_again_without_articles_it_says_so(desk: TestClient, draft: int) -> None:
    assert "No source is read for this newsletter" in press(desk, draft, "rebuild")


def test_an_edition_of_a_forgotten_newsletter_is_still_shown(
    desk: TestClient, sqlite_database: Database, clock: Clock
) -> None:
    old = samples.edition().model_copy(update={"newsletter": "gone"})
    with sqlite_database.transaction() as session:
        number = editions.save_draft(session, old, clock(), clock()).edition_id
    assert desk.get(f"/desk/editions/{number}").status_code == 200
    assert desk.get("/desk/editions").status_code == 200


def test_hostile_text_stays_text(desk: TestClient, sqlite_database: Database, clock: Clock) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    edition = samples.edition()
    story = edition.stories[0].model_copy(update={"headline": attack, "section": attack, "reasons": (attack,)})
    bad = edition.model_copy(update={"stories": (story,), "subject": attack})
    with sqlite_database.transaction() as session:
        number = editions.save_draft(session, bad, clock() + timedelta(hours=1), clock()).edition_id
    for path in ("/desk", f"/desk/editions/{number}", f"/desk/editions/{number}/preview/full/html"):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_what_is_missing_stands_beside_the_approval(desk: TestClient, sqlite_database: Database, clock: Clock) -> None:
    edition = samples.edition()
    lead = edition.stories[0]
    assert lead.perspectives
    one_sided = lead.perspectives.model_copy(update={"conservative": model.View(note="Nobody.")})
    lead = lead.model_copy(update={"perspectives": one_sided})
    poor = edition.model_copy(update={"stories": (lead, *edition.stories[1:])})
    with sqlite_database.transaction() as session:
        number = editions.save_draft(session, poor, clock() + timedelta(hours=1), clock()).edition_id
    beside = desk.get(f"/desk/editions/{number}").text.partition("<aside")[2].partition("</aside>")[0]
    assert "could not be read: coast-weekly" in beside
    assert "The lead story has no Conservative View." in beside


@pytest.fixture
def refused(
    desk: TestClient,
    draft: int,
    reader: subscribers.Subscription,
    sqlite_database: Database,
    settings: config.Settings,
    clock: Clock,
) -> int:
    """Id of a sent edition that the reader's server refused."""
    assert reader
    press(desk, draft, "approve")
    clock.goes_on(hours=1)
    send.send(sqlite_database, settings, draft, clock())
    with sqlite_database.transaction() as session:
        row = session.exec(select(tables.Delivery)).one()
        row.state, row.reply = model.DeliveryState.FAILED, "552 5.2.2 <b>The mailbox is full</b>"
    return draft


def test_behind_each_number_stand_people_and_the_servers_words(desk: TestClient, refused: int) -> None:
    url = f"/desk/editions/{refused}/deliveries/failed"
    assert f'href="{url}"' in desk.get(f"/desk/editions/{refused}").text
    page = desk.get(url).text
    assert "reader@example.org" in page
    assert "552 5.2.2 &lt;b&gt;The mailbox is full" in page
    assert "Try these again" in page
    assert "Try these again" not in desk.get(f"/desk/editions/{refused}/deliveries/sent").text
    assert "reader@example.org" not in desk.get(f"{url}?after=999").text
    assert desk.get(f"/desk/editions/{refused}/deliveries/lost").status_code == 404
    assert desk.get("/desk/editions/999/deliveries/failed").status_code == 404


def test_what_was_refused_is_tried_again_by_the_service(
    desk: TestClient,
    refused: int,
    sqlite_database: Database,
    settings: config.Settings,
    clock: Clock,
    mails: Callable[[], list[EmailMessage]],
) -> None:
    def sends() -> list[due.Step]:
        return [step for step in due.due(sqlite_database, settings, clock()) if isinstance(step, due.Send)]

    assert not sends()
    assert "Back in the queue" in press(desk, refused, "retry")
    assert "1 on their way again" in desk.get(f"/desk/editions/{refused}").text
    assert sends() == [due.Send(refused)]
    for mail in settings.delivery.folder.glob("*.eml"):
        mail.unlink()
    due.run_due(sqlite_database, settings, clock, kinds=(due.Send,))
    assert [mail["To"] for mail in mails()] == ["reader@example.org"]
    assert not sends()
    assert "has nothing to try again" in press(desk, refused, "retry")


def test_a_draft_has_nothing_to_try_again(desk: TestClient, draft: int) -> None:
    assert "only what was sent before is tried again" in press(desk, draft, "retry")
