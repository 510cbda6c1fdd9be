"""Providers' events over HTTP: proven or refused, taken once, with what follows from them."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from digest import config, web
from digest.deliver.providers import api
from digest.model import DeliveryState as State
from digest.model import SuppressionReason as Why
from digest.pipeline import send
from digest.render import environment
from digest.store import deliveries, suppressions
from digest.store.database import Database
from tests.integration import approved
from tests.integration.approved import HOUR, address
from tests.integration.provider_servers import NAMES, behaving, form

BASE = "http://127.0.0.1:8080"
SVIX_KEY = b"0123456789abcdef01234567"
SECRET = {name: f"a-password-of-{name}" for name in NAMES} | {"resend": f"whsec_{base64.b64encode(SVIX_KEY).decode()}"}
DEAD = "smtp; 550 5.1.1 The email account that you tried to reach does not exist"
Sent = dict[str, Any]
"""What names a mail in an event, by the reader's address."""


def settings() -> config.Settings:
    plain = approved.settings()
    tables = {
        "postmark": config.Postmark(hook_secret=SecretStr(SECRET["postmark"])),
        "resend": config.Resend(hook_secret=SecretStr(SECRET["resend"])),
        "mailgun": config.Mailgun(hook_secret=SecretStr(SECRET["mailgun"])),
        "ses": config.Ses(hook_secret=SecretStr(SECRET["ses"])),
    }
    own = {"delivery": plain.delivery.model_copy(update=tables), "web": plain.web.model_copy(update={"base_url": BASE})}
    return plain.model_copy(update=own)


class Desk:
    """A site that takes events, and a provider through which an edition went to three readers."""

    def __init__(self, name: str, client: TestClient, database: Database, edition: int, sent: Sent) -> None:
        self.name, self.client, self.database, self.edition, self.sent = name, client, database, edition, sent

    def post(self, event: Any, *, age: int = 0, secret: str = "", number: int = 1) -> tuple[int, str]:
        body, fields = signed(self.name, event, secret or SECRET[self.name], age=age, number=number)
        answer = self.client.post(f"/hooks/{self.name}", content=body, headers=fields)
        return answer.status_code, answer.text.strip()

    def suppressed(self) -> dict[str, Why]:
        with self.database.transaction(writes=False) as session:
            return {each.address: each.reason for each in suppressions.listed(session)}

    def counts(self) -> dict[State, int]:
        with self.database.transaction(writes=False) as session:
            return deliveries.count(session, self.edition)


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, sqlite_database: Database, templates: environment.Templates) -> Iterator[Desk]:
    name = str(request.param)
    edition = approved.approve(sqlite_database, 3)
    with behaving(name) as server:
        send.send(sqlite_database, settings(), edition, HOUR, transport=api.Api(server.provider))
        sent = dict(named for each in server.site.requests for named in marks(name, each))
    assert sent.keys() == {address(number) for number in (1, 2, 3)}
    app = web.app(settings(), sqlite_database, lambda: HOUR, templates=templates)
    with TestClient(app, base_url=BASE) as client:
        yield Desk(name, client, sqlite_database, edition, sent)


def marks(name: str, request: Any) -> list[tuple[str, Any]]:
    """What a provider keeps of each mail and gives back with events, by recipient."""
    match name:
        case "postmark":
            return [(bare(each["To"]), each["Metadata"]) for each in json.loads(request.body)]
        case "resend":
            return [
                (bare(each["to"][0]), {tag["name"]: tag["value"] for tag in each["tags"]})
                for each in json.loads(request.body)
            ]
        case "mailgun":
            fields = form(request)
            return [(fields["to"].decode(), message_id(fields["message"]))]
    sent = json.loads(request.body)
    return [(sent["Destination"]["ToAddresses"][0], message_id(base64.b64decode(sent["Content"]["Raw"]["Data"])))]


def bare(mailbox: str) -> str:
    return mailbox.rpartition("<")[2].rstrip(">")


def message_id(data: bytes) -> str:
    return data.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()


def bounced(desk: Desk, to: str, said: str = DEAD, number: int = 1) -> Any:
    """The event in the provider's recorded form."""
    mark = desk.sent[to]
    match desk.name:
        case "postmark":
            return {
                "RecordType": "Bounce", "ID": number, "Type": "HardBounce", "TypeCode": 1, "Name": "Hard bounce",
                "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483", "Email": to, "Details": said,
                "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
                "BouncedAt": "2026-11-21T07:01:00Z", "Inactive": True, "Metadata": mark,
            }  # fmt: skip
        case "resend":
            return {
                "type": "email.bounced",
                "created_at": "2026-11-21T07:01:00.126Z",
                "data": {
                    "email_id": "56761188-7520-42d8-8898-ff6fc54ce618", "from": "daily@news.example.org", "to": [to],
                    "bounce": {"message": said, "subType": "General", "type": "Permanent"}, "tags": mark,
                },
            }  # fmt: skip
        case "mailgun":
            return {
                "event": "failed", "id": f"G9Bn5sl1TC6nu79C8C0bwg{number}", "severity": "permanent", "reason": "bounce",
                "recipient": to, "message": {"headers": {"to": to, "message-id": mark.strip("<>")}},
                "delivery-status": {"code": 550, "message": said.removeprefix("smtp; "), "description": ""},
            }  # fmt: skip
    return {
        "notificationType": "Bounce",
        "bounce": {
            "bounceType": "Permanent", "bounceSubType": "General", "feedbackId": "00000138111222aa-000000",
            "bouncedRecipients": [
                {"emailAddress": to, "status": "5.1.1", "action": "failed", "diagnosticCode": said}
            ],
        },
        "mail": {"messageId": "0000-1", "headers": [{"name": "Message-ID", "value": mark}]},
    }  # fmt: skip


def complained(desk: Desk, to: str) -> Any:
    event = bounced(desk, to)
    match desk.name:
        case "postmark":
            return {**event, "RecordType": "SpamComplaint", "Type": "SpamComplaint", "TypeCode": 100001}
        case "resend":
            return {**event, "type": "email.complained"}
        case "mailgun":
            return {**event, "event": "complained"}
    recipients = {"complainedRecipients": [{"emailAddress": to}], "complaintFeedbackType": "abuse"}
    return {"notificationType": "Complaint", "complaint": recipients, "mail": event["mail"]}


def delivered(desk: Desk, to: str) -> Any:
    event = bounced(desk, to)
    match desk.name:
        case "postmark":
            return {"RecordType": "Delivery", "Recipient": to, "Metadata": desk.sent[to]}
        case "resend":
            return {**event, "type": "email.delivered"}
        case "mailgun":
            return {**event, "event": "delivered"}
    return {"notificationType": "Delivery", "mail": event["mail"], "delivery": {"recipients": [to]}}


def signed(name: str, event: Any, secret: str, *, age: int = 0, number: int = 1) -> tuple[bytes, dict[str, str]]:
    """Body and header fields of the post, as the provider signs it."""
    moment = str(int((HOUR - timedelta(seconds=age)).timestamp()))
    if name == "resend":
        body = json.dumps(event).encode()
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mark = hmac.digest(key, f"msg_{number}.{moment}.".encode() + body, hashlib.sha256)
        signature = f"v1,AAAA v1,{base64.b64encode(mark).decode()}"
        return body, {"svix-id": f"msg_{number}", "svix-timestamp": moment, "svix-signature": signature}
    if name == "mailgun":
        mark_ = hmac.digest(secret.encode(), f"{moment}tok".encode(), hashlib.sha256).hex()
        whole = {"signature": {"timestamp": moment, "token": "tok", "signature": mark_}, "event-data": event}
        return json.dumps(whole).encode(), {}
    if name == "ses":
        event = {"Type": "Notification", "MessageId": f"22b80b92-{number}", "Message": json.dumps(event)}
    basic = base64.b64encode(f"digest:{secret}".encode()).decode()
    return json.dumps(event).encode(), {"authorization": f"Basic {basic}"}


def test_a_dead_address_is_suppressed_at_once_and_its_delivery_shows_it(desk: Desk) -> None:
    assert desk.post(bounced(desk, address(2))) == (200, "bounce")
    assert desk.suppressed() == {address(2): Why.HARD_BOUNCE}
    assert desk.counts() == {State.SENT: 2, State.BOUNCED: 1}


def test_the_same_event_counts_once(desk: Desk) -> None:
    event = bounced(desk, address(1), "452 4.2.2 mailbox full")
    assert [desk.post(event) for _ in range(3)] == [(200, "bounce"), (200, "again"), (200, "again")]
    assert desk.suppressed() == {}


def test_who_complains_is_suppressed(desk: Desk) -> None:
    assert desk.post(complained(desk, address(3))) == (200, "complaint")
    assert desk.suppressed() == {address(3): Why.COMPLAINT}
    assert desk.counts() == {State.SENT: 2, State.COMPLAINED: 1}


def test_that_a_mail_was_delivered_changes_nothing(desk: Desk) -> None:
    assert desk.post(delivered(desk, address(1))) == (200, "ignored")
    assert desk.counts() == {State.SENT: 3}


def test_what_is_said_about_us_is_never_held_against_the_address(desk: Desk) -> None:
    said = "smtp; 554 5.7.1 blocked: poor reputation"
    event = bounced(desk, address(1), said)
    if desk.name == "ses":
        event["bounce"]["bouncedRecipients"][0]["status"] = "5.7.1"
    assert desk.post(event) == (200, "bounce")
    assert desk.suppressed() == {}


def test_one_reader_s_mail_proves_nothing_about_another(desk: Desk) -> None:
    event = bounced(desk, address(1))
    swapped = json.loads(json.dumps(event).replace(address(1), address(2)))
    assert desk.post(swapped) == (200, "bounce")
    assert desk.suppressed() == {}


def test_a_wrong_secret_is_refused_and_changes_nothing(desk: Desk) -> None:
    wrong = "whsec_" + base64.b64encode(b"x" * 24).decode() if desk.name == "resend" else "x" * 20
    assert desk.post(bounced(desk, address(1)), secret=wrong)[0] == 401
    assert desk.client.post(f"/hooks/{desk.name}", content=b"{}").status_code == 401
    assert (
        desk.client.post(f"/hooks/{desk.name}", content=b"{}", headers={b"authorization": b"Basic \xe4"}).status_code
        == 401
    )
    assert desk.counts() == {State.SENT: 3}


def test_a_changed_or_old_event_is_refused_where_it_is_signed(desk: Desk) -> None:
    body, fields = signed(desk.name, bounced(desk, address(1)), SECRET[desk.name])
    if desk.name == "resend":
        assert desk.client.post("/hooks/resend", content=body + b" ", headers=fields).status_code == 401
    if desk.name in ("resend", "mailgun"):
        limit = {"resend": 300, "mailgun": 12 * 3600}[desk.name]
        assert desk.post(bounced(desk, address(1)), age=limit + 1)[0] == 401
        assert desk.post(bounced(desk, address(1)), age=-limit - 1)[0] == 401
        assert desk.post(bounced(desk, address(1)), age=limit)[0] == 200


def test_what_is_not_understood_is_refused_in_words(desk: Desk) -> None:
    event: Any = {"RecordType": 5, "type": 5, "event": 5} if desk.name != "ses" else {"bounce": 5}
    status, said = desk.post(event)
    assert (status, said) == (400, f"the event is not in {desk.name}'s form.")


@pytest.mark.parametrize("desk", ["ses"], indirect=True)
def test_sns_is_confirmed_by_a_person_and_by_nobody_else(desk: Desk) -> None:
    asked = {"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns.eu-central-1.amazonaws.com/?Token=1"}
    fields = signed("ses", {}, SECRET["ses"])[1]
    with capture_logs() as logged:
        answer = desk.client.post("/hooks/ses", content=json.dumps(asked), headers=fields)
    assert (answer.status_code, answer.text) == (200, "A person must confirm this.\n")
    assert any(asked["SubscribeURL"] in str(each.get("advice")) for each in logged)
    refused = desk.client.post("/hooks/ses", content=json.dumps(asked))
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="events"')


def test_a_post_that_is_too_large_is_not_read(desk: Desk) -> None:
    assert desk.client.post(f"/hooks/{desk.name}", content=b"x" * (1024 * 1024 + 1)).status_code == 413


def test_without_a_secret_there_is_no_such_page(sqlite_database: Database, templates: environment.Templates) -> None:
    own = approved.settings()
    own = own.model_copy(update={"web": own.web.model_copy(update={"base_url": BASE})})
    with TestClient(web.app(own, sqlite_database, lambda: HOUR, templates=templates), base_url=BASE) as client:
        for name in (*NAMES, "smtp", "folder", "__class__"):
            assert client.post(f"/hooks/{name}", content=b"{}").status_code == 404
