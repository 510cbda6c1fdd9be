"""Nouns that point to the sentence before: "that gap", "these plans". English only, without a parser.

Asked of the first clause, where nothing has been named that they could mean; precise rather than complete. "That" is a
demonstrative only where no conjunction can stand: at the start, and after a preposition or another conjunction.
"""

import re

from digest.text import words

_CLAUSE = re.compile(
    r"[,:;]|\s[–—-]+\s|(?<!^)\b(?:and|but|or|that(?= (?:the|an?|it|he|she|they)\b)|which|who|whose|whom|because|although|though"
    r"|while|when|after|before|since|until|if|so)\b(?=\s)(?! (?:this|that|these|those)\b)"
)
"""Where the first clause ends."""
_THAT = re.compile(
    r"(?:^|\b(?:if|when|while|since|because|unless|until|although|though|whether|after|before|as|of|in|on|at|by|for|from"
    r"|with|to|about|against|over|under|during|through|behind|despite|beyond|without|between|within|towards?)\s)"
    r"that\s(?P<noun>[a-z]+(?:-[a-z]+)?)\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"\bthis\s(?P<noun>[a-z]+(?:-[a-z]+)?)\b", re.IGNORECASE)
_THESE = re.compile(
    r"\b(?:these|those)\s(?:(?:two|three|four|five|six|new|old|same|other|last|first)\s)?(?P<noun>[a-z]+s|people|men|women|children)\b",
    re.IGNORECASE,
)
_KNOWN_TO_ALL = frozenset(
    """
    second minute hour hours day days night nights morning afternoon evening noon midnight week weeks weekend weekends
    month months quarter year years decade century season spring summer autumn fall winter time times period moment point
    stage age era date christmas easter country nation world planet earth way kind sort type size rate juncture election much many far
    early late long big high low old young same one other more less next last past is was has does means comes goes
    """.split()
)
"""Times, and the place where one is; with "this" also what is no noun."""
_NO_NOUN = re.compile(r"(?:ly|ing|ed)$")


def is_open(plain: str) -> bool:
    """Whether the first clause of a text, given without its quotations, points to a noun that it does not name before."""
    end = _CLAUSE.search(plain, 1)
    clause = plain[: end.start()] if end else plain
    return any(_points(match, clause) for pattern in (_THAT, _THIS, _THESE) for match in pattern.finditer(clause))


def _points(match: re.Match[str], clause: str) -> bool:
    noun = match["noun"]
    if not noun.islower() or noun in _KNOWN_TO_ALL or noun in words.STOP or _NO_NOUN.search(noun):
        return False
    return not re.search(rf"\b{re.escape(noun.rstrip('s'))}", clause[: match.start()], re.IGNORECASE)
