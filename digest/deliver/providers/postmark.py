"""Postmark: https://postmarkapp.com/developer/api/email-api. It makes the MIME itself; no idempotency keys."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter

from digest import config, model
from digest.deliver import Mail, Outcome
from digest.deliver.providers import parts
from digest.deliver.providers.api import Call, Said, one_line
from digest.net import client

_LATER = frozenset({100, 429})
"""Maintenance; too much at once."""


class _Result(BaseModel):
    ErrorCode: int
    Message: str = ""
    MessageID: str = ""


_RESULTS = TypeAdapter(list[_Result])


class Postmark:
    """See ``api.Provider``. A batch is answered 200 although single mails fail: each result is read."""

    name = "postmark"
    secret = "delivery.postmark.server_token"  # noqa: S105 - the name of the setting
    calls = 1
    # Bad token, sender not known or confirmed, out of credits, account pending or closed, stream unknown.
    account_codes = frozenset({"10", "400", "401", "405", "412", "413", "1235"})

    def __init__(self, settings: config.Postmark) -> None:
        self.base_url = settings.base_url
        self.mails_per_call = settings.mails_per_request
        self.timeout_seconds = settings.timeout_seconds
        self._stream = settings.stream
        token = settings.server_token.get_secret_value() if settings.server_token else ""
        self._headers = {"X-Postmark-Server-Token": token}

    def call(self, mails: Sequence[Mail]) -> Call:
        """``POST /email/batch``."""
        content = json.dumps([self._message(mail) for mail in mails]).encode()
        return Call(f"{self.base_url}/email/batch", {**self._headers, "Content-Type": "application/json"}, content)

    def outcomes(self, mails: Sequence[Mail], content: bytes) -> list[Outcome]:
        """The results stand in the order of the mails."""
        results = _RESULTS.validate_json(content)
        return [_outcome(mail, result) for mail, result in zip(mails, results, strict=True)]

    def said(self, reply: client.Reply) -> Said:
        """``ErrorCode`` and ``Message``."""
        result = _Result.model_validate_json(reply.content)
        return Said(str(result.ErrorCode), result.Message)

    def visit(self) -> Call:
        """``GET /server``."""
        return Call(f"{self.base_url}/server", self._headers)

    def is_known(self, said: Said) -> bool:  # noqa: ARG002 - part of the protocol
        """Every token may ask for its server."""
        return False

    def _message(self, mail: Mail) -> dict[str, Any]:
        found = parts.take_apart(mail)
        # Kept as it is only where this header asks for it.
        headers = {**found.headers, "X-PM-KeepID": "true"}
        message = {
            "From": found.sender,
            "To": found.recipient,
            "ReplyTo": found.reply_to,
            "Subject": found.subject,
            "TextBody": found.text,
            "HtmlBody": found.html,
            "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
            "Metadata": parts.tags(mail),
            "MessageStream": self._stream,
            "TrackOpens": False,
            "TrackLinks": "None",
        }
        return {name: value for name, value in message.items() if value not in ("", {})}


def _outcome(mail: Mail, result: _Result) -> Outcome:
    said = one_line(result.Message)
    if result.ErrorCode == 0:
        return Outcome(mail.key, model.DeliveryState.SENT, one_line(f"{said} {result.MessageID}"))
    is_passing = result.ErrorCode in _LATER or str(result.ErrorCode) in Postmark.account_codes
    state = model.DeliveryState.DEFERRED if is_passing else model.DeliveryState.FAILED
    return Outcome(mail.key, state, f"{result.ErrorCode} {said}")
