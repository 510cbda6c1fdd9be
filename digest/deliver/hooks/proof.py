"""Whether a post comes from the provider that it claims to come from. Every comparison takes the same time."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

SVIX_SECONDS = 5 * 60
"""A signature older or younger than this is none: each attempt is signed anew."""
MAILGUN_SECONDS = 12 * 3600
"""Mailgun tries again for eight hours; what it signs says nothing of the attempt."""


class Post(NamedTuple):
    """What was posted."""

    fields: Mapping[str, str]
    """Header fields by their name in lower case."""
    body: bytes


class _Signature(BaseModel):
    timestamp: str
    token: str
    signature: str


class _Signed(BaseModel):
    signature: _Signature


def is_proven(provider: str, post: Post, secret: str, now: datetime) -> bool:
    """Whether the post proves that its sender knows the ``hook_secret`` of this provider."""
    match provider:
        case "resend":
            return svix(post, secret, now)
        case "mailgun":
            return mailgun(post, secret, now)
    return basic(post, secret)


def basic(post: Post, secret: str) -> bool:
    """HTTP Basic (RFC 7617): the secret is the password, the name does not count."""
    kind, _, value = post.fields.get("authorization", "").partition(" ")
    try:
        _, _, password = base64.b64decode(value.strip(), validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return False
    return kind.lower() == "basic" and hmac.compare_digest(password, secret.encode())


def svix(post: Post, secret: str, now: datetime) -> bool:
    """HMAC-SHA256 over id, time and body (https://docs.svix.com/receiving/verifying-payloads/how-manual)."""
    name, moment = post.fields.get("svix-id", ""), post.fields.get("svix-timestamp", "")
    if not name or not _is_near(moment, now, SVIX_SECONDS):
        return False
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return False
    signed = b".".join([name.encode(), moment.encode(), post.body])
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256))
    given = [each.partition(",") for each in post.fields.get("svix-signature", "").split()[:20]]
    return any(version == "v1" and hmac.compare_digest(expected, value.encode()) for version, _, value in given)


def mailgun(post: Post, secret: str, now: datetime) -> bool:
    """HMAC-SHA256 over time and token, which stand in the body (Mailgun: Securing webhooks)."""
    try:
        signed = _Signed.model_validate_json(post.body).signature
    except ValidationError:
        return False
    expected = hmac.digest(secret.encode(), f"{signed.timestamp}{signed.token}".encode(), hashlib.sha256).hex()
    is_signed = hmac.compare_digest(expected.encode(), signed.signature.encode())
    return is_signed and _is_near(signed.timestamp, now, MAILGUN_SECONDS)


def _is_near(seconds: str, now: datetime, limit: int) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,12}", seconds)) and abs(now.timestamp() - int(seconds)) <= limit
