"""A provider's event to a report, as a mail that came back would give it.

Events of other kinds (delivered, opened, delayed) give none: the ledger knows what was handed over, and nothing hangs
on the rest. What an event says of the reason is read from the server's words, and from the provider's own word for it
where those say nothing.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from digest import errors
from digest.deliver.bounces import Bounce, Kind, Reason, Report, diagnosis
from digest.deliver.hooks.proof import Post

_POSTMARK = {
    "HardBounce": Reason.USER_UNKNOWN,
    "BadEmailAddress": Reason.USER_UNKNOWN,
    "SoftBounce": Reason.UNSAID,
    "DnsError": Reason.NETWORK,
    "Blocked": Reason.BLOCKED,
    "SpamNotification": Reason.SPAM,
    "DMARCPolicy": Reason.AUTHENTICATION,
    "VirusNotification": Reason.CONTENT,
}
"""Postmark's bounces that are final, each with what it means where the server's words say nothing."""


class _Postmark(BaseModel):
    RecordType: str
    ID: int = 0
    Type: str = ""
    Email: str = ""
    Details: str = ""
    Description: str = ""
    Metadata: dict[str, Any] = {}


class _ResendBounce(BaseModel):
    type: str = ""
    message: str = ""


class _ResendData(BaseModel):
    to: list[str] = []
    bounce: _ResendBounce = _ResendBounce()
    tags: dict[str, Any] | list[Any] = {}


class _Resend(BaseModel):
    type: str
    data: _ResendData = _ResendData()


class _Status(BaseModel):
    code: int | str = ""
    message: str | None = ""
    description: str | None = ""


class _Message(BaseModel):
    headers: dict[str, Any] = {}


class _MailgunEvent(BaseModel):
    event: str
    id: str = ""
    severity: str = ""
    recipient: str = ""
    message: _Message = _Message()
    status: _Status = Field(default=_Status(), alias="delivery-status")


class _Mailgun(BaseModel):
    data: _MailgunEvent = Field(alias="event-data")


class _Camel(BaseModel):
    """What SES writes: its names begin with a small letter."""

    model_config = ConfigDict(alias_generator=to_camel)


class _Recipient(_Camel):
    email_address: str
    status: str = ""
    diagnostic_code: str = ""


class _SesBounce(_Camel):
    bounce_type: str = ""
    bounced_recipients: list[_Recipient] = []


class _SesComplaint(_Camel):
    complained_recipients: list[_Recipient] = []


class _SesHeader(_Camel):
    name: str
    value: str


class _SesMail(_Camel):
    headers: list[_SesHeader] = []
    tags: dict[str, Any] = {}


class _Ses(_Camel):
    notification_type: str = ""
    event_type: str = ""
    mail: _SesMail = _SesMail()
    bounce: _SesBounce = _SesBounce()
    complaint: _SesComplaint = _SesComplaint()


class _Sns(BaseModel):
    Type: str
    MessageId: str = ""
    Message: str = ""
    SubscribeURL: str = ""


def read(provider: str, post: Post) -> Report | None:
    """The report of a post; None where nothing follows from it.

    Raises PermanentRefusal where it is not understood, and TemporaryRefusal with the address that a person must open
    where Amazon SNS wants its subscription to be confirmed.
    """
    readers = {"postmark": _postmark, "resend": _resend, "mailgun": _mailgun, "ses": _ses}
    try:
        return readers[provider](post)
    except ValidationError as error:
        raise errors.PermanentRefusal(f"the event is not in {provider}'s form") from error


def _postmark(post: Post) -> Report | None:
    event = _Postmark.model_validate_json(post.body)
    key, ids = f"{event.RecordType} {event.ID} {event.Email}", _ids(event.Metadata)
    if event.RecordType == "SpamComplaint":
        return _complaint("postmark", key, [event.Email], ids)
    if event.RecordType != "Bounce" or event.Type not in _POSTMARK:
        return None
    said = diagnosis.Said(diagnostic=event.Details, around=event.Description)
    return _bounced("postmark", key, [_meant(event.Email, said, _POSTMARK[event.Type])], ids)


def _resend(post: Post) -> Report | None:
    event = _Resend.model_validate_json(post.body)
    key, tags = post.fields.get("svix-id", ""), event.data.tags
    ids = _ids(tags if isinstance(tags, dict) else {})
    if event.type == "email.complained":
        return _complaint("resend", key, event.data.to, ids)
    if event.type != "email.bounced":
        return None
    said = diagnosis.Said(diagnostic=event.data.bounce.message)
    reason = Reason.USER_UNKNOWN if event.data.bounce.type == "Permanent" else Reason.UNSAID
    return _bounced("resend", key, [_meant(each, said, reason) for each in event.data.to], ids)


def _mailgun(post: Post) -> Report | None:
    event = _Mailgun.model_validate_json(post.body).data
    ids = tuple(
        f"<{str(event.message.headers[name]).strip('<>')}>" for name in event.message.headers if name == "message-id"
    )
    if event.event == "complained":
        return _complaint("mailgun", event.id, [event.recipient], ids)
    if event.event != "failed" or event.severity != "permanent":
        return None
    words = " ".join(filter(None, [event.status.message, event.status.description]))
    said = diagnosis.Said(diagnostic=words if words[:3].isdigit() else f"{event.status.code} {words}")
    return _bounced("mailgun", event.id, [_meant(event.recipient, said, Reason.UNSAID)], ids)


def _ses(post: Post) -> Report | None:
    envelope = _Sns.model_validate_json(post.body)
    if envelope.Type == "SubscriptionConfirmation":
        raise errors.TemporaryRefusal(f"open this address once to let SNS post events here: {envelope.SubscribeURL}")
    if envelope.Type != "Notification":
        return None
    event = _Ses.model_validate_json(envelope.Message)
    tags = {name: value[0] for name, value in event.mail.tags.items() if isinstance(value, list) and value}
    written = (each.value for each in event.mail.headers if each.name.lower() == "message-id")
    ids = (*_ids(tags), *written)
    kind = event.event_type or event.notification_type
    if kind == "Complaint":
        addresses = [each.email_address for each in event.complaint.complained_recipients]
        return _complaint("ses", envelope.MessageId, addresses, ids)
    if kind != "Bounce":
        return None
    reason = Reason.USER_UNKNOWN if event.bounce.bounce_type == "Permanent" else Reason.UNSAID
    bounces = [
        _meant(each.email_address, diagnosis.Said(each.status, each.diagnostic_code), reason)
        for each in event.bounce.bounced_recipients
    ]
    return _bounced("ses", envelope.MessageId, bounces, ids)


def _meant(address: str, said: diagnosis.Said, otherwise: Reason) -> Bounce:
    """The bounce in the server's words; in the provider's where those say nothing."""
    found = diagnosis.bounce(address, said)
    return found._replace(reason=otherwise) if found.reason is Reason.UNSAID else found


def _bounced(provider: str, key: str, bounces: list[Bounce], ids: tuple[str, ...]) -> Report:
    kind = Kind.HARD if any(each.kind is Kind.HARD for each in bounces) else Kind.SOFT
    return Report(kind, tuple(bounces), message_ids=ids, key=_key(provider, key))


def _complaint(provider: str, key: str, addresses: list[str], ids: tuple[str, ...]) -> Report:
    return Report(Kind.COMPLAINT, complainants=tuple(addresses), message_ids=ids, key=_key(provider, key))


def _ids(tags: Mapping[str, Any]) -> tuple[str, ...]:
    """Our Message-ID, put together from the tags the mail was sent with; its domain says nothing."""
    if not {"newsletter", "day", "mail"} <= tags.keys():
        return ()
    return (f"<{tags['newsletter']}.{tags['day']}.{tags['mail']}@event>",)


def _key(provider: str, key: str) -> str:
    return hashlib.sha256(f"{provider}\n{key}".encode()).hexdigest()
