"""Amazon SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html. No idempotency keys."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from digest import config, model
from digest.deliver import Mail, Outcome
from digest.deliver.providers import parts, sigv4
from digest.deliver.providers.api import Call, Said, one_line
from digest.net import client


class _Answer(BaseModel):
    MessageId: str


class Ses:
    """See ``api.Provider``. Each mail goes as it is; SES writes Message-ID and Date anew."""

    name = "ses"
    secret = "delivery.ses.secret_access_key"  # noqa: S105 - the name of the setting
    mails_per_call = 1
    account_codes = frozenset(
        {
            *("AccountSuspendedException", "SendingPausedException", "MailFromDomainNotVerifiedException"),
            *("LimitExceededException", "NotFoundException", "InvalidSignatureException", "ThrottlingException"),
        }
    )

    def __init__(self, settings: config.Ses, clock: Callable[[], float]) -> None:
        """``clock`` tells the seconds since 1970: requests are signed with their time."""
        self.base_url = settings.base_url or f"https://email.{settings.region}.amazonaws.com"
        self.calls = settings.connections
        self.timeout_seconds = settings.timeout_seconds
        self._configuration_set = settings.configuration_set
        secret = settings.secret_access_key.get_secret_value() if settings.secret_access_key else ""
        self._key = sigv4.Key(settings.access_key_id, secret, settings.region, "ses")
        self._clock = clock

    def call(self, mails: Sequence[Mail]) -> Call:
        """``POST /v2/email/outbound-emails``."""
        (mail,) = mails
        message: dict[str, Any] = {
            "Destination": {"ToAddresses": [mail.recipient]},
            "Content": {"Raw": {"Data": base64.b64encode(mail.data).decode()}},
        }
        if tags := parts.tags(mail):
            message["EmailTags"] = [{"Name": name, "Value": value} for name, value in tags.items()]
        if self._configuration_set:
            message["ConfigurationSetName"] = self._configuration_set
        return self._signed("POST", "/v2/email/outbound-emails", json.dumps(message).encode())

    def outcomes(self, mails: Sequence[Mail], content: bytes) -> list[Outcome]:
        """Taken, under an id of theirs."""
        taken = _Answer.model_validate_json(content)
        return [Outcome(mail.key, model.DeliveryState.SENT, one_line(f"taken as {taken.MessageId}")) for mail in mails]

    def said(self, reply: client.Reply) -> Said:
        """The type of the error, and its message, whose key is written in two ways."""
        content = json.loads(reply.content or b"{}")
        fields = {str(name).lower(): str(value) for name, value in content.items()} if isinstance(content, dict) else {}
        code = reply.fields.get("x-amzn-errortype") or fields.get("__type", "")
        return Said(one_line(code.rpartition("#")[2].partition(":")[0]), fields.get("message", reply.error))

    def visit(self) -> Call:
        """``GET /v2/email/account``."""
        return self._signed("GET", "/v2/email/account", b"")

    def is_known(self, said: Said) -> bool:
        """A key that may only send is refused by this name, a wrong one by another."""
        return said.code == "AccessDeniedException"

    def _signed(self, method: str, path: str, content: bytes) -> Call:
        moment = datetime.fromtimestamp(self._clock(), UTC)
        url = f"{self.base_url}{path}"
        kind = "application/json" if content else ""
        return Call(url, self._key.headers(method, url, content, moment, kind), content)
