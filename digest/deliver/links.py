"""Every link of a mail or page that we serve ourselves, signed where it acts for a person."""

import base64
import binascii
import hashlib
import hmac
from datetime import date
from typing import NamedTuple

from itsdangerous import BadSignature, Signer

PURPOSES = ("confirm", "unsubscribe", "preferences")
"""What a token may be made for; each has a salt of its own, so that none passes for another."""


class Subject(NamedTuple):
    """For whom a signed link speaks."""

    public_id: str
    """``Subscriber.public_id``."""
    newsletter: str


class Links:
    """Makes and reads links under one base URL. Tokens are opaque, never expire, and hold no address."""

    def __init__(self, base_url: str, signing_key: str) -> None:
        """``base_url`` without a slash at its end."""
        self._base = base_url.rstrip("/")
        self._key = signing_key.encode()
        self._signers = {purpose: _signer(signing_key, purpose) for purpose in PURPOSES}

    def confirm(self, subject: Subject) -> str:
        """``<base>/confirm/<token>``."""
        return self._personal("confirm", subject)

    def unsubscribe(self, subject: Subject) -> str:
        """``<base>/unsubscribe/<token>``: GET shows, POST acts (RFC 8058)."""
        return self._personal("unsubscribe", subject)

    def preferences(self, subject: Subject) -> str:
        """``<base>/preferences/<token>``."""
        return self._personal("preferences", subject)

    def archive(self, newsletter: str, local_date: date) -> str:
        """``<base>/<newsletter>/<YYYY-MM-DD>``: the public page of an edition."""
        return f"{self._base}/{newsletter}/{local_date.isoformat()}"

    def sign_up(self, newsletter: str) -> str:
        """``<base>/<newsletter>``: what the newsletter is, sign-up, past editions."""
        return f"{self._base}/{newsletter}"

    def feed(self, newsletter: str) -> str:
        """``<base>/<newsletter>/feed.atom``: the past editions, for feed readers."""
        return f"{self._base}/{newsletter}/feed.atom"

    def desk(self, edition_id: int) -> str:
        """``<base>/desk/editions/<id>``."""
        return f"{self._base}/desk/editions/{edition_id}"

    def read(self, purpose: str, token: str) -> Subject | None:
        """The subject of a token made for this purpose (``confirm``, ``unsubscribe``, ``preferences``), or None."""
        signer = self._signers.get(purpose)
        if signer is None or not token.isascii():
            return None
        try:
            payload = signer.unsign(token)
            # Base64 can be written in more than one way; only the way we write it is taken.
            if signer.sign(payload).decode() != token:
                return None
            public_id, newsletter = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)).decode().split("\n")
        except (BadSignature, binascii.Error, ValueError):
            return None
        return Subject(public_id, newsletter)

    def message_secret(self, newsletter: str, local_date: date, public_id: str) -> str:
        """The part of an edition's Message-ID that names its reader; only we can make it."""
        return self.fingerprint("message-id", f"{newsletter}.{local_date.isoformat()}", public_id)

    def fingerprint(self, *parts: str) -> str:
        """24 hex digits that stand for these parts and tell nothing of them without the key."""
        text = "\n".join(("fingerprint", *parts))
        return hmac.digest(self._key, text.encode(), hashlib.sha256).hex()[:24]

    def _personal(self, purpose: str, subject: Subject) -> str:
        payload = base64.urlsafe_b64encode(f"{subject.public_id}\n{subject.newsletter}".encode()).rstrip(b"=")
        return f"{self._base}/{purpose}/{self._signers[purpose].sign(payload).decode()}"


def _signer(key: str, purpose: str) -> Signer:
    """HMAC-SHA256. A signer is used rather than a serializer: 11 instead of 89 us for each of a mail's two links."""
    return Signer(key, salt=f"digest.{purpose}", key_derivation="hmac", digest_method=hashlib.sha256)
