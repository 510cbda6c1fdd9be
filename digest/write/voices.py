"""Whether a sentence holds a view: somebody judges, explains or demands, rather than tells what happened."""

import re

from digest.text import lines, words

_SAYS_SO = 0.05
_JUDGES = 0.12
_JUDGING = words.JUDGING - frozenset(
    """
    call calls claim claims consider considers considered dismiss dismisses dismissed hope hopes hoped thought think
    dispute disputes welcome believed fear fears doubt calling claimed
    """.split()
)
"""Verbs of judgement that are seldom anything else: claims are filed, cases dismissed, calls made."""
_EVALUATING = (
    words.LOADED
    - frozenset(
        "attack attacks war wild sick lie lies radical extremist warns hell panic rips devastating explosive".split()
    )
) | frozenset(
    """
    should unfair wrong dangerous bold costly mistake burden lesson merely worse worst better unprecedented clearly
    troubling surprising surprisingly extraordinary disappointing baseless needless needlessly reckless cruel
    humane hypocritical so-called supposed supposedly hardly obviously unfortunately critics supporters advocates
    disastrous failing overdue haphazard brazen unlawful unconstitutional immoral wasteful irresponsible naive misguided
    deserve deserves deserved undermine undermines undermined undermining betray betrayed betrays harmful hypocrisy
    rightly wrongly justified unjustified legitimate illegitimate crucial vital alarming alarmed outraged furious
    skeptical sceptical worry worries worried worrying concerns concerned ironically ironic remarkable
    overrated welcome unlikely doomed embarrassing boon triumph misleading mislead partisan ridiculous nonsense
    """.split()
)
_EXPLAINING = re.compile(
    r"\b(?:because|thanks to|amounts? to|amounted to|means? that|meant that|the reason|owed to|rooted in|a sign (?:of|that)"
    r"|in other words)\b"
)
_FACTUAL = re.compile(
    r"\b(?:(?:is|are|was|were|been|being) accused|called (?:his|her|him|them|police|911)|should (?:there|it|he|she|they)\b"
    r"|the accused)"
)
"""Charges, telephone calls and conditions."""
_BROKEN = re.compile(r"^(?:While|Even as|Although|Though|As|Because) [^,]*$")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_WORDS_OF_ONES_OWN = 6
"""A quotation of so many words is somebody's say, where a verb of saying stands beside it."""


def weight(text: str) -> float:
    """How much of a view a sentence holds, 0 to about 0.2; 0 where it tells a bare fact or a scene."""
    if _BROKEN.search(_QUOTED.sub(" ", text)):
        return 0.0
    text = _FACTUAL.sub(" ", text)
    found = {word for word in text.replace("’", "'").split() if word[:1].islower() or word[:1] in '"“‘'}
    plain = set(lines.bare(" ".join(found)))
    judges = bool(plain & _JUDGING) or bool(plain & _EVALUATING)
    explains = bool(_EXPLAINING.search(text))
    quoted = [match for match in _QUOTED.findall(text) if len(match.split()) >= _WORDS_OF_ONES_OWN]
    speaks = bool(quoted) and not words.SPEECH.isdisjoint(plain)
    return _JUDGES * judges + _SAYS_SO * explains + _SAYS_SO * speaks
