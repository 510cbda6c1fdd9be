"""Resend: https://resend.com/docs/api-reference/emails/send-batch-emails. It makes the MIME itself.

The idempotency key is the hash of the request: the same mails asked for again within a day are sent once.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from digest import config, model
from digest.deliver import Mail, Outcome
from digest.deliver.providers import parts
from digest.deliver.providers.api import Call, Said, one_line
from digest.net import client


class _Taken(BaseModel):
    id: str


class _Refused(BaseModel):
    index: int
    message: str = ""


class _Results(BaseModel):
    data: list[_Taken] = []
    errors: list[_Refused] = []


class _Error(BaseModel):
    name: str
    message: str = ""


class Resend:
    """See ``api.Provider``. Asked to be permissive, it takes the good mails of a batch and names the others."""

    name = "resend"
    secret = "delivery.resend.api_key"  # noqa: S105 - the name of the setting
    calls = 1
    account_codes = frozenset({"daily_quota_exceeded", "monthly_quota_exceeded", "missing_api_key", "invalid_api_key"})

    def __init__(self, settings: config.Resend) -> None:
        self.base_url = settings.base_url
        self.mails_per_call = settings.mails_per_request
        self.timeout_seconds = settings.timeout_seconds
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._headers = {"Authorization": f"Bearer {key}"}

    def call(self, mails: Sequence[Mail]) -> Call:
        """``POST /emails/batch``."""
        content = json.dumps([_message(mail) for mail in mails]).encode()
        headers = {
            **self._headers,
            "Content-Type": "application/json",
            "x-batch-validation": "permissive",
            "Idempotency-Key": f"digest-{hashlib.sha256(content).hexdigest()}",
        }
        return Call(f"{self.base_url}/emails/batch", headers, content, is_repeatable=True)

    def outcomes(self, mails: Sequence[Mail], content: bytes) -> list[Outcome]:
        """``errors`` names those refused by their position; ``data`` has the others in order."""
        results = _Results.model_validate_json(content)
        refused = {each.index: one_line(each.message) for each in results.errors}
        ids = [each.id for each in results.data]
        if len(refused) + len(ids) != len(mails) or not refused.keys() <= set(range(len(mails))):
            raise ValueError("not as many results as mails")
        taken = iter(ids)
        return [
            Outcome(mail.key, model.DeliveryState.FAILED, f"422 {refused[index]}")
            if index in refused
            else Outcome(mail.key, model.DeliveryState.SENT, one_line(f"taken as {next(taken)}"))
            for index, mail in enumerate(mails)
        ]

    def said(self, reply: client.Reply) -> Said:
        """``name`` and ``message``."""
        error = _Error.model_validate_json(reply.content)
        return Said(error.name, error.message)

    def visit(self) -> Call:
        """``GET /domains``."""
        return Call(f"{self.base_url}/domains", self._headers)

    def is_known(self, said: Said) -> bool:
        """A key that may only send is refused by this name."""
        return said.code == "restricted_api_key"


def _message(mail: Mail) -> dict[str, Any]:
    found = parts.take_apart(mail)
    headers = {name: value for name, value in found.headers.items() if name.lower() != "message-id"}
    message = {
        "from": found.sender,
        "to": [found.recipient],
        "reply_to": found.reply_to,
        "subject": found.subject,
        "text": found.text,
        "html": found.html,
        "headers": headers,
        "tags": [{"name": name, "value": value} for name, value in parts.tags(mail).items()],
    }
    return {name: value for name, value in message.items() if value not in ("", {}, [])}
