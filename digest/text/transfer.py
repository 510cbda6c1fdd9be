"""How a body travels by mail: its transfer encoding, and the octets it has then (RFC 2045, 6)."""

import binascii

_LINE = 76
"""Octets of a physical line at most; two more end it."""


def wants_base64(body: str) -> bool:
    """Whether base64 is shorter: of a letter outside ASCII each octet takes three in quoted-printable."""
    octets = body.encode()
    return _base64(octets) < _quoted_printable(octets)


def size(body: str) -> int:
    """Octets of the body in the shorter of the two encodings, line ends included."""
    octets = body.encode()
    return min(_base64(octets), _quoted_printable(octets))


def _base64(octets: bytes) -> int:
    # A line feed travels as CR LF.
    packed = 4 * -(-(len(octets) + octets.count(b"\n")) // 3)
    return packed + 2 * -(-packed // _LINE)


def _quoted_printable(octets: bytes) -> int:
    packed = binascii.b2a_qp(octets, istext=True)
    return len(packed) + packed.count(b"\n")
