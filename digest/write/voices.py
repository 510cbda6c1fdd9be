"""Whether a sentence holds a view: somebody judges, explains or demands, rather than tells what happened.

That somebody praised or condemned is news; that they did so as, for or because of something is a view. What the police
say of a deed is testimony, whatever they call it; what an authority's figures say is a fact, though it tells a cause.
"""

import re

from digest import model
from digest.text import lines, words
from digest.write import agreement, terms

_SAYS_SO = 0.05
_JUDGES = 0.12
_JUDGING = words.JUDGING - frozenset(
    """
    condemn condemns condemned condemning criticise criticises criticised criticize criticizes criticized defend defends
    defended defending denounce denounces denounced deplore deplores deplored hail hails hailed praise praises praised
    welcomes welcomed
    call calls claim claims consider considers considered dismiss dismisses dismissed hope hopes hoped thought think
    dispute disputes welcome believed fear fears doubt calling claimed
    """.split()
)
"""Verbs of judgement that are seldom anything else: claims are filed, cases dismissed, calls made."""
_TAKING_SIDES = frozenset(
    """
    condemn condemns condemned condemning criticise criticises criticised criticising criticize criticizes criticized
    criticizing defend defends defended defending denounce denounces denounced denouncing deplore deplores deplored hail
    hails hailed hailing praise praises praised praising welcome welcomes welcomed
    """.split()
)
"""These tell an act; it is a view where the sentence says as what, for what, or why."""
_REASON = re.compile(r"\b(?:as|for|that|because|saying|what (?:he|she|they|it)|calling|over its|arguing)\b|[“\":]")
_TESTIFYING = frozenset("police sheriff detective investigator coroner trooper firefighter coastguard hospital".split())
"""Who knows of a deed or an accident by office; they take no side by telling of it."""
_PARTIES = {
    model.Side.PROGRESSIVE: re.compile(r"\b(?:Democrat(?:s|ic)?|D-[A-Z]\w*|Liberals?|Progressives?)\b"),
    model.Side.CONSERVATIVE: re.compile(r"\b(?:Republicans?|GOP|R-[A-Z]\w*|Conservatives?)\b"),
}
"""Where they stand, these are no view of the other side, whichever outlet prints them."""
_EVALUATING = (
    words.LOADED
    - frozenset(
        """
        attack attacks war wild sick lie lies radical extremist warns hell panic rips devastating explosive stunning
        shocking woke fury furious fumes rages outrage bombshell
        """.split()
    )
) | frozenset(
    """
    should unfair wrong dangerous costly mistake burden lesson merely worse worst better unprecedented clearly
    troubling surprising surprisingly extraordinary disappointing baseless needless needlessly reckless cruel
    humane hypocritical so-called supposed supposedly hardly obviously unfortunately
    disastrous failing overdue haphazard brazen unlawful unconstitutional immoral wasteful irresponsible naive misguided
    deserve deserves deserved undermine undermines undermined undermining betray betrayed betrays harmful hypocrisy
    rightly wrongly justified unjustified legitimate illegitimate crucial vital alarming alarmed
    skeptical sceptical worry worries worried worrying concerns concerned ironically ironic remarkable
    overrated unlikely doomed embarrassing boon triumph stunt misleading mislead partisan ridiculous nonsense
    dissatisfied angry angered unsafe
    """.split()
)
_EXPLAINING = re.compile(
    r"\b(?:because|thanks to|amounts? to|amounted to|means? that|meant that|the reason|owed to|rooted in|a sign (?:of|that)"
    r"|in other words|the problem (?:is|was)"
    r"|(?:[Cc]ritics|[Ss]upporters|[Oo]pponents|[Aa]dvocates|[Aa]ctivists|[Cc]ampaigners) (?:have |also |do not |don['’]t )?"
    r"(?:say|said|see|saw|note|noted|point|think|thought|hope|want|hold|held))\b"
)
_CAUSES = re.compile(r"\b(?:because|thanks to|the reason|owed to|rooted in|amount(?:s|ed)? to)\b")
_BY_RECORD = re.compile(
    r"\baccording to (?:\w+ )?(?:[\w'’-]+ ){0,3}?(?:figures|data|statistics|records|numbers|reports?|census)\b[^.]*",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"\b(?:(?i:ministry|department|agency|bureau|commission|census|government|official|federal|state|treasury|authority"
    r"|authorities|court|police|auditors?|central bank|statistics|office)|Eurostat|Congress)\b"
)
"""Whose figures are facts, also where they tell what something is owed to; a league's or a campaign's are its say."""
_FACTUAL = re.compile(
    r"\b(?:(?:is|are|was|were|been|being|stood|stands) accused|called (?:his|her|him|them|police|911)|the accused"
    r"|should (?:there|it|he|she|they)\b|(?:whether|including that) [^,.]*?\bshould\b"
    r"|(?:is|are|was|were) (?:reported|said|rumored|rumoured|understood) to have \w+"
    r"|(?:had|raised?|voiced|expressed|shared) (?:\w+ )?(?:concerns?|worries)(?! (?:that|about|over))"
    r"|(?:has|have|had) previously \w+|partisan (?:debate|divide|lines?|vote|fight|split|gridlock)"
    r"|amid (?:\w+ )?concerns|supposed to|(?:in|of|by|through|with|at) an? (?:\w+ ){1,3}called"
    r"|(?:something|which|that|as) (?:he|she|they|it) (?:had )?called for|unfair (?:trade|trading|competition|labor|labour)"
    r"|accus(?:e|ed|es|ing)\b[^.]*\b(?:sexual\w*|rap(?:e|ed|ing)|assault\w*|harass\w*|grop\w+|murder\w*|kill\w*|steal\w*"
    r"|theft|robb\w+|molest\w+))"
)
"""Charges, telephone calls, conditions, hearsay, worries that are not told, and terms of law."""
_BROKEN = re.compile(r"^(?:While|Even as|Although|Though|As|Because) [^,]*$")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_PASSING = re.compile(r", (?:who|which|whose)\b[^,]*,")
_WORDS_OF_ONES_OWN = 6
"""A quotation of so many words is somebody's say, where a verb of saying stands beside it and it claims something."""
_CLAIMS = re.compile(
    r"\b(?:I|[Ww]e|us|[Oo]ur|[Mm]y|is|are|should|must|needs?|ought|will|would|can|cannot|has to|have to|never"
    r"|(?:is|are|wo|ca|does|do)n['’]t|(?:[Ii]t|[Tt]hat|[Hh]e|[Ss]he|[Tt]here|[Ww]hat)['’]s|(?:[Ww]e|[Tt]hey|[Yy]ou)['’]re)\b"
)
"""A wish, a promise, a rule, something that is so: not a piece of what happened."""


def weight(text: str) -> float:
    """How much of a view a sentence holds, 0 to about 0.2; 0 where it tells a bare fact or a scene."""
    if _BROKEN.search(_QUOTED.sub(" ", text)):
        return 0.0
    text = _FACTUAL.sub(" ", text)
    found = {word for word in text.replace("’", "'").split() if word[:1].islower() or word[:1] in '"“‘'}
    plain = set(lines.bare(" ".join(found)))
    evaluates = bool(plain & _EVALUATING)
    if _is_testimony(text):
        return _JUDGES * evaluates
    judges = evaluates or bool(plain & _JUDGING) or _takes_side(text, plain)
    explains = bool(_EXPLAINING.search(_CAUSES.sub(" ", text) if _is_recorded(text) else text))
    quoted = [q for q in _QUOTED.findall(text) if len(q.split()) >= _WORDS_OF_ONES_OWN and _CLAIMS.search(q)]
    speaks = bool(quoted) and not words.SPEECH.isdisjoint(plain)
    return _JUDGES * judges + _SAYS_SO * explains + _SAYS_SO * speaks


def _is_recorded(text: str) -> bool:
    """Whether a sentence is told according to the figures of an authority."""
    source = _BY_RECORD.search(text)
    return bool(source and _AUTHORITY.search(source[0]))


def is_say(text: str) -> bool:
    """Whether a sentence in which somebody speaks gives a view, a wish or a claim, rather than what happened."""
    return weight(text) > 0 or (bool(_CLAIMS.search(_PASSING.sub(" ", text))) and not _is_testimony(text))


def _is_testimony(text: str) -> bool:
    """Whether those who say it first know of a deed by their office."""
    said = agreement.speakers(text)
    return bool(said) and not _TESTIFYING.isdisjoint(said[0]) and "union" not in said[0]


def _takes_side(text: str, plain: set[str]) -> bool:
    """Whether somebody praises or condemns, and what for."""
    verb = next((word for word in text.split() if word.casefold().strip(",.") in _TAKING_SIDES & plain), "")
    return bool(verb) and bool(_REASON.search(text.partition(verb)[2].partition(" and ")[0]))


def is_of_other_camp(text: str, side: model.Side) -> bool:
    """Whether who says it first is of the other side's party, and of that one alone."""
    said = text.split()
    verb = next((at for at, word in enumerate(said) if set(lines.bare(word)) & terms.CLAIMING), len(said))
    before = " ".join(said[:verb])
    found = {camp for camp, of_party in _PARTIES.items() if of_party.search(before)} if verb < len(said) else set()
    return bool(found) and side not in found
