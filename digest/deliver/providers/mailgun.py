"""Mailgun: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages. No idempotency keys."""

import base64
import hashlib
from collections.abc import Sequence

from pydantic import BaseModel

from digest import config, model
from digest.deliver import Mail, Outcome
from digest.deliver.providers.api import Call, Said, one_line
from digest.net import client


class _Answer(BaseModel):
    message: str
    id: str = ""


class _Queued(BaseModel):
    message: str
    id: str


class Mailgun:
    """See ``api.Provider``. Each mail goes as the bytes it is."""

    name = "mailgun"
    secret = "delivery.mailgun.api_key"  # noqa: S105 - the name of the setting
    mails_per_call = 1
    account_codes: frozenset[str] = frozenset()

    def __init__(self, settings: config.Mailgun) -> None:
        self.base_url = settings.base_url
        self.calls = settings.connections
        self.timeout_seconds = settings.timeout_seconds
        self._domain = settings.domain
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._headers = {"Authorization": f"Basic {base64.b64encode(f'api:{key}'.encode()).decode()}"}

    def call(self, mails: Sequence[Mail]) -> Call:
        """``POST /v3/<domain>/messages.mime``."""
        (mail,) = mails
        # Cannot stand in the mail: it is a hash of it.
        boundary = hashlib.sha256(mail.data).hexdigest()
        fields = {"to": mail.recipient, "o:tracking": "no"}
        form = [_part(boundary, f'name="{name}"', value.encode()) for name, value in fields.items()]
        form.append(_part(boundary, 'name="message"; filename="mail.eml"', mail.data))
        content = b"".join([*form, f"--{boundary}--\r\n".encode()])
        headers = {**self._headers, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        return Call(f"{self.base_url}/v3/{self._domain}/messages.mime", headers, content)

    def outcomes(self, mails: Sequence[Mail], content: bytes) -> list[Outcome]:
        """Queued, under our Message-ID."""
        queued = _Queued.model_validate_json(content)
        return [
            Outcome(mail.key, model.DeliveryState.SENT, one_line(f"{queued.message} {queued.id}")) for mail in mails
        ]

    def said(self, reply: client.Reply) -> Said:
        """``message``; a wrong key is told as bare text."""
        if reply.content[:1] != b"{":
            return Said("", reply.content.decode("utf-8", "replace") or reply.error)
        return Said("", _Answer.model_validate_json(reply.content).message)

    def visit(self) -> Call:
        """``GET /v3/domains/<domain>``."""
        return Call(f"{self.base_url}/v3/domains/{self._domain}", self._headers)

    def is_known(self, said: Said) -> bool:  # noqa: ARG002 - part of the protocol
        """A sending key is refused like a wrong one."""
        return False


def _part(boundary: str, disposition: str, value: bytes) -> bytes:
    head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + value + b"\r\n"
