"""The envelope sender of each mail: an address of ours that names the delivery, so that a bounce needs no parsing.

Known as VERP. The name is signed: nobody can make up a bounce of somebody else's mail.
"""

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

_SIZES = (4, 6, 10)
"""Octets of edition, subscriber and signature: 20 in all, which base32 writes in 32 letters without padding."""
_NAMED = re.compile(r"\+([a-z2-7]{32})(?:[@=]|\Z)", re.IGNORECASE)


class Delivered(NamedTuple):
    """What a return address names."""

    edition_id: int
    """0 for mails that are no edition."""
    subscriber_id: int


class Returns:
    """Makes and reads return addresses: ``bounces+<32 letters>@example.org``."""

    def __init__(self, address: str, signing_key: str) -> None:
        """``address`` takes the bounces, and mail to it with ``+anything`` before the @-sign; empty: none is made."""
        self._local, _, self._domain = address.rpartition("@")
        self._key = hmac.digest(signing_key.encode(), b"digest.returns", hashlib.sha256)

    def address(self, delivered: Delivered) -> str:
        """The return address of a delivery; empty where there is none to be made."""
        if not self._domain:
            return ""
        named = delivered.edition_id.to_bytes(_SIZES[0]) + delivered.subscriber_id.to_bytes(_SIZES[1])
        # Lower case: mail systems change the case of addresses.
        token = base64.b32encode(named + self._signature(named)).decode().lower()
        return f"{self._local}+{token}@{self._domain}"

    def read(self, address: str) -> Delivered | None:
        """What an address names, also where another system wrapped it into one of its own; None where it is not ours."""
        found = _NAMED.search(address)
        if found is None:
            return None
        data = base64.b32decode(found[1].upper())
        named, signature = data[: -_SIZES[2]], data[-_SIZES[2] :]
        if not hmac.compare_digest(signature, self._signature(named)):
            return None
        return Delivered(int.from_bytes(named[: _SIZES[0]]), int.from_bytes(named[_SIZES[0] :]))

    def _signature(self, named: bytes) -> bytes:
        return hmac.digest(self._key, named, hashlib.sha256)[: _SIZES[2]]
