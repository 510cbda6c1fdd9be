"""Which agency's text it is, as dateline, byline or last line say."""

import re
from collections.abc import Iterable, Iterator, Sequence

from digest.collect.pieces import Piece

AGENCIES = {
    "ap": "AP", "associated press": "AP", "reuters": "Reuters", "thomson reuters": "Reuters",
    "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP", "upi": "UPI", "united press international": "UPI",
    "dpa": "dpa", "deutsche presse-agentur": "dpa", "dpa-afx": "dpa", "pa": "PA", "pa media": "PA", "press association": "PA",
    "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg", "xinhua": "Xinhua", "efe": "EFE", "agencia efe": "EFE", "europa press": "Europa Press",
    "ansa": "ANSA", "adnkronos": "Adnkronos", "kyodo": "Kyodo", "kyodo news": "Kyodo", "tass": "TASS", "pap": "PAP", "belga": "Belga", "anp": "ANP",
    "apa": "APA", "sda": "Keystone-SDA", "keystone-sda": "Keystone-SDA", "ats": "Keystone-SDA", "epd": "epd", "kna": "KNA", "lusa": "Lusa", "yonhap": "Yonhap",
    "pti": "PTI", "press trust of india": "PTI", "ians": "IANS", "ani": "ANI", "aap": "AAP", "canadian press": "The Canadian Press",
}  # fmt: skip
_DATELINE = re.compile(r"\A.{0,80}?\(([^()]{2,40})\)\s*(?:\.?\s*[—–:-]|\Z|[A-Z“\"„«])")
_BYLINE = re.compile(
    r"(?i)(?:\A|[—–(-]\s*)(?:(?:by|von|par|por|di|da|source|quelle|fuente|fonte)\s*:?\s+|(?:copyright|©|\(c\))\s*(?:\d{4},?\s)?(?:by\s)?|[—–-]\s*)?"
    r"([\w.&' -]{2,40}?)(?:[.,;)]?\s*(?:all rights reserved\b|alle rechte\b|tous droits\b|todos los derechos\b|this material\b).*|\W*)\Z"
)
_BY = re.compile(r"(?i)(?:by|von|par|por|di|da)\s")
_PARTS = re.compile(r"(?i)\s*(?:[,/|;&]|\band\b|\bund\b|\bwith\b|\bmit\b|\s[-–—]\s)\s*")
_TOP, _END = 4, 5
"""So many pieces at the top and at the end of a page may carry the credit."""
_MAX_WORDS = 40
_MAX_CHARACTERS = 400


def credited(pieces: Sequence[Piece], author: str = "") -> str:
    """The agency credited in the author's name, the dateline, the byline or the last lines, or an empty string."""
    return next(_found(pieces, author), "")


def _found(pieces: Sequence[Piece], author: str) -> Iterator[str]:
    yield from _agencies(_PARTS.split(author[:_MAX_CHARACTERS]))
    for piece in pieces[: _TOP + 2]:
        dateline = _DATELINE.match(piece.text)
        if dateline:
            yield from _agencies(_PARTS.split(dateline[1]))
    # On top a bare name or "©" belongs to a picture.
    named = [piece for piece in pieces[:_TOP] if _BY.match(piece.text)]
    for piece in (*named, *pieces[-_END:][::-1]):
        is_short = piece.words <= _MAX_WORDS and len(piece.text) <= _MAX_CHARACTERS
        byline = _BYLINE.match(piece.text) if is_short else None
        if byline:
            yield from _agencies([byline[1]])


def _agencies(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        agency = AGENCIES.get(name.strip(" .").casefold().removeprefix("the "))
        if agency:
            yield agency
