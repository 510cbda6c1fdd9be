"""DKIM signatures (RFC 6376, RFC 8463): the receiver can tell that a mail is the sender's and was not changed.

A mail is signed by every key whose domain is that of its From address or lies above it, so that DMARC finds them
aligned; RSA because every receiver knows it, Ed25519 beside it where the operator wants. Both canonicalisations are
``relaxed``: servers on the way may fold headers anew and change blanks.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from digest import config, errors
from digest.deliver import Mail, Outcome, Transport

SIGNED: Final = (
    *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "list-archive", "auto-submitted"),
)
"""The headers that are signed where a mail has them. ``from``, ``to`` and ``subject`` are named once more than they
occur, so that one added on the way breaks the signature (RFC 6376, 8.15)."""
_OVERSIGNED = ("from", "to", "subject")
SMALLEST_RSA: Final = 2048
"""Bits; a shorter key is refused (RFC 8301 forbids less than 1024 and advises 2048)."""
_COLUMNS = 72
_BLANKS = re.compile(rb"[ \t]+")
_NEXT_HEADER = re.compile(rb"\r\n(?![ \t])")
_FROM_DOMAIN = re.compile(rb"@([^@>\s]+)>?\s*$")

PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


class Signer:
    """One key of one domain."""

    def __init__(self, domain: str, selector: str, key: PrivateKey) -> None:
        """The receiver looks the public key up at ``selector._domainkey.domain``."""
        self.domain, self.selector = domain, selector
        self._key = key

    @property
    def algorithm(self) -> str:
        """``rsa-sha256`` or ``ed25519-sha256``."""
        return "rsa-sha256" if isinstance(self._key, rsa.RSAPrivateKey) else "ed25519-sha256"

    def signature(self, data: bytes) -> bytes:
        """The DKIM-Signature header of a whole message with CRLF line ends, folded, its line end included.

        The time of signing is the mail's own Date, so that the same mail has the same signature.
        """
        head, _, body = data.partition(b"\r\n\r\n")
        known = dict(_canonical(header) for header in _NEXT_HEADER.split(head))
        signed = [name for name in SIGNED if name in known]
        names = sorted([*signed, *(name for name in _OVERSIGNED if name in known)], key=SIGNED.index)
        body_hash = base64.b64encode(hashlib.sha256(relaxed_body(body)).digest()).decode()
        header = (
            f"DKIM-Signature: v=1; a={self.algorithm}; c=relaxed/relaxed;\r\n"
            f" d={self.domain}; s={self.selector}; t={_seconds(known['date'])};\r\n"
            f" h={_folded(names)};\r\n bh={body_hash};\r\n b="
        ).encode()
        lines = [b"%s:%s\r\n" % (name.encode(), known[name]) for name in signed]
        own_name, own_value = _canonical(header)
        value = base64.b64encode(self._sign(b"".join([*lines, own_name.encode() + b":" + own_value])))
        parts = [value[start : start + _COLUMNS] for start in range(0, len(value), _COLUMNS)]
        return header + b"\r\n ".join(parts) + b"\r\n"

    def record(self) -> tuple[str, str]:
        """Name and value of the TXT record that publishes the public key."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            kind, form = "rsa", serialization.PublicFormat.SubjectPublicKeyInfo
            public = self._key.public_key().public_bytes(serialization.Encoding.DER, form)
        else:
            kind, public = "ed25519", self._key.public_key().public_bytes_raw()
        value = f"v=DKIM1; k={kind}; p={base64.b64encode(public).decode()}"
        return f"{self.selector}._domainkey.{self.domain}", value

    def is_aligned(self, sender_domain: str) -> bool:
        """Whether it signs for senders of this domain: its own, or one below it."""
        domain = sender_domain.casefold()
        return domain == self.domain or domain.endswith(f".{self.domain}")

    def _sign(self, signed: bytes) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(hashlib.sha256(signed).digest())  # of the hash: RFC 8463, 3


class Signed:
    """A transport whose mails are signed on their way out."""

    def __init__(self, transport: Transport, signers: Sequence[Signer]) -> None:
        """Every signer aligned with a mail's From signs it."""
        self._transport, self._signers = transport, signers
        self.connections = transport.connections

    def send(self, mails: Iterator[Mail]) -> Iterator[Outcome]:
        """See ``Transport.send``. Nothing is signed before it is pulled."""
        return self._transport.send(self._signed(mail) for mail in mails)

    def _signed(self, mail: Mail) -> Mail:
        domain = sender_domain(mail.data)
        signatures = [each.signature(mail.data) for each in self._signers if each.is_aligned(domain)]
        return mail._replace(data=b"".join([*signatures, mail.data]))


def signers(settings: config.Delivery) -> list[Signer]:
    """The keys of ``[[delivery.dkim]]``. Raises ConfigError naming the file that is none."""
    return [Signer(each.domain, each.selector, load(each.key_file)) for each in settings.dkim]


def load(file: Path) -> PrivateKey:
    """A private key in PEM, RSA of at least 2048 bits or Ed25519. Raises ConfigError."""
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise errors.ConfigError(
            f"cannot be read ({error.strerror}); digest dkim --new makes one", about=str(file)
        ) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        said = "is no private key in PEM without a password; digest dkim --new makes one"
        raise errors.ConfigError(said, about=str(file)) from error
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA:
        return key
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key
    raise errors.ConfigError(f"must be RSA of at least {SMALLEST_RSA} bits, or Ed25519", about=str(file))


def new_key(kind: config.KeyKind) -> bytes:
    """A new private key in PEM."""
    key: PrivateKey
    if kind is config.KeyKind.RSA:
        key = rsa.generate_private_key(public_exponent=65537, key_size=SMALLEST_RSA)
    else:
        key = ed25519.Ed25519PrivateKey.generate()
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def sender_domain(data: bytes) -> str:
    """The domain of a message's From address; empty where there is none."""
    head = data.partition(b"\r\n\r\n")[0]
    value = next((value for name, value in map(_canonical, _NEXT_HEADER.split(head)) if name == "from"), b"")
    found = _FROM_DOMAIN.search(value)
    return found[1].decode("ascii", "replace") if found else ""


def relaxed_body(body: bytes) -> bytes:
    """The canonical form of a body (RFC 6376, 3.4.4): one blank for several, none at line ends, no empty lines last."""
    if b"  " in body or b"\t" in body or b" \r\n" in body:
        body = _BLANKS.sub(b" ", body).replace(b" \r\n", b"\r\n")
    body = body.rstrip(b"\r\n")
    return body + b"\r\n" if body else b""


def _canonical(header: bytes) -> tuple[str, bytes]:
    """Name and value of a header in their canonical form (RFC 6376, 3.4.2)."""
    name, _, value = header.partition(b":")
    return name.strip().lower().decode("ascii", "replace"), _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip()


def _folded(names: Sequence[str]) -> str:
    """The names joined by colons, broken where a line would be long."""
    lines = [""]
    for name in names:
        if lines[-1] and len(lines[-1]) + len(name) > _COLUMNS - 4:
            lines.append("")
        lines[-1] += f"{name}:"
    return "\r\n  ".join(lines).removesuffix(":")


@functools.lru_cache(maxsize=16)
def _seconds(date: bytes) -> int:
    """Seconds since 1970 of a Date header."""
    return int(parsedate_to_datetime(date.decode("ascii")).timestamp())
