"""The APIs of mail providers on loopback: they answer in the recorded shapes, and can do everything wrong."""

import base64
import json
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any, NamedTuple

from pydantic import SecretStr

from digest import config
from digest.deliver.providers.api import Provider
from digest.deliver.providers.mailgun import Mailgun
from digest.deliver.providers.postmark import Postmark
from digest.deliver.providers.resend import Resend
from digest.deliver.providers.ses import Ses
from tests.integration.collect.server import Reply, Request, Site, serving

NAMES = ["postmark", "resend", "mailgun", "ses"]
KEY = SecretStr("key-of-the-test")
NOON = 1_795_348_800.0
Behaviour = Callable[[Request], Reply | bytes | None]
"""Gives the reply; or bytes for the socket, after which the connection is cut; or None, to say nothing for ever."""


class Server(NamedTuple):
    site: Site
    provider: Provider
    release: threading.Event

    def mails(self) -> list[bytes]:
        """What was handed over, as mails; those that were taken apart are put together again."""
        return [mail for request in self.site.requests for mail in arrived(self.provider.name, request)]


def provider(name: str, base_url: str, *, size: int = 3, timeout: float = 5.0) -> Provider:
    """A provider of this name whose API is there."""
    match name:
        case "postmark":
            own = config.Postmark(server_token=KEY, base_url=base_url, mails_per_request=size, timeout_seconds=timeout)
            return Postmark(own)
        case "resend":
            return Resend(
                config.Resend(api_key=KEY, base_url=base_url, mails_per_request=size, timeout_seconds=timeout)
            )
        case "mailgun":
            return Mailgun(
                config.Mailgun(
                    domain="news.example.org", api_key=KEY, base_url=base_url, connections=size, timeout_seconds=timeout
                )
            )
    settings = config.Ses(
        region="eu-central-1",
        access_key_id="AKIDEXAMPLE",
        secret_access_key=KEY,
        base_url=base_url,
        connections=size,
        timeout_seconds=timeout,
    )
    return Ses(settings, lambda: NOON)


def accepted(name: str, request: Request) -> Reply:
    """The answer to a request whose every mail is taken, as each provider words it."""
    number = len(json.loads(request.body)) if name in ("postmark", "resend") else 1
    match name:
        case "postmark":
            result = {"SubmittedAt": "2026-11-22T05:00:00Z", "ErrorCode": 0, "Message": "OK"}
            said: Any = [
                {"To": "reader@example.org", "MessageID": f"b7bc2f4a-e38e-4336-af7d-e6c392c2f8{n:02}", **result}
                for n in range(number)
            ]
        case "resend":
            said = {"data": [{"id": f"ae2014de-c168-4c61-8267-70d2662a1c{n:02}"} for n in range(number)]}
        case "mailgun":
            said = {"id": "<20261122050000.1.ABCDEF@news.example.org>", "message": "Queued. Thank you."}
        case _:
            said = {"MessageId": "0100018f0000-00000000-1111-2222-3333-000000000000-000000"}
    return Reply(json.dumps(said).encode(), fields={"Content-Type": "application/json"})


def refused(name: str, status: int, words: str, code: str = "") -> Reply:
    """A refusal of the whole request, as each provider words it."""
    match name:
        case "postmark":
            said: Any = {"ErrorCode": int(code or 300), "Message": words}
        case "resend":
            said = {"statusCode": status, "name": code or "validation_error", "message": words}
        case _:
            said = {"message": words}
    fields = {"x-amzn-ErrorType": f"{code or 'MessageRejected'}:http://internal.amazon.com/"} if name == "ses" else {}
    return Reply(json.dumps(said).encode(), status, fields)


def arrived(name: str, request: Request) -> list[bytes]:
    """The mails of a request."""
    if not request.body:
        return []
    match name:
        case "postmark":
            mails = json.loads(request.body)
            return [_together(each["From"], each["Subject"], each["TextBody"]) for each in mails]
        case "resend":
            mails = json.loads(request.body)
            return [_together(each["from"], each["subject"], each["text"]) for each in mails]
        case "mailgun":
            return [form(request)["message"]]
    return [base64.b64decode(json.loads(request.body)["Content"]["Raw"]["Data"])]


def form(request: Request) -> dict[str, bytes]:
    """The fields of a multipart form, read by the standard library."""
    head = f"Content-Type: {request.fields['content-type']}\r\n\r\n".encode()
    boundary = re.search(r"boundary=(\S+)", request.fields["content-type"])
    assert boundary
    names = [str(part.get_param("name", header="content-disposition")) for part in _parts(head + request.body)]
    values = request.body.split(f"--{boundary[1]}".encode())[1:-1]
    return {
        name: value.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for name, value in zip(names, values, strict=True)
    }


def _parts(data: bytes) -> list[Any]:
    parts = message_from_bytes(data).get_payload()
    assert isinstance(parts, list)
    return parts


def _together(sender: str, subject: str, text: str) -> bytes:
    crlf = text.replace("\n", "\r\n")
    return f"From: {sender}\r\nSubject: {subject}\r\n\r\n{crlf}".encode()


@contextmanager
def behaving(name: str, behaviour: Behaviour | None = None, *, size: int = 3, timeout: float = 5.0) -> Iterator[Server]:
    """The API of this provider; it takes everything unless told otherwise."""
    release = threading.Event()

    def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply | None:
        reply = behaviour(request) if behaviour else accepted(name, request)
        if reply is None:
            release.wait(20)
        elif isinstance(reply, bytes):
            handler.wfile.write(reply)
        else:
            return reply
        return None

    with serving(answer) as site:
        yield Server(site, provider(name, site.base, size=size, timeout=timeout), release)
        release.set()
