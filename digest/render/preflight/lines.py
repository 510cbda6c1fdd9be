"""Subject and preheader: what is cut, what filters dislike, what misleads."""

import re
from collections.abc import Iterator

from digest import model
from digest.render.preflight.finding import Finding, Rule, found
from digest.render.preflight.page import Page

MAX_SUBJECT = 78
"""Characters; most programs show fewer."""
MAX_PREHEADER = 140
_SHOUTING_LETTERS = 10
"""Fewer capitals may be a name: NATO, UNICEF, G7 WTO."""
_MARKS = re.compile(r"[!?]{2,}|[！？]{2,}|[$€£]{2,}")
_REPLY = re.compile(r"(re|fw|fwd|aw|wg|sv|tr|rv)\s*(\[\d+\])?\s*:", re.IGNORECASE)
_PROMOTION = re.compile(
    r"\bFREE\b(?!\s+[A-Z]{2})"
    r"|(?i:\bfree (?:gift|trial|offer|sample|money|bonus|access|membership|quote|shipping)s?\b"
    r"|\b100 ?% free\b|\babsolutely free\b|\brisk[- ]free\b|\bact now\b|\border now\b|\bclick here\b"
    r"|\blimited[- ]time\b|\bspecial promotion\b|\bdouble your\b|\bearn (?:extra )?(?:cash|money)\b|\bcash bonus\b"
    r"|\byou(?:'|’| ha)ve (?:been selected|won)\b|\bcongratulations!|\bno obligation\b|\bmoney[- ]back\b)"
)


def check(mail: model.Rendered, page: Page) -> Iterator[Finding]:
    """The findings of the two lines that a reader sees first."""
    yield from subject(mail.subject)
    yield from _preheader(mail.preheader, mail.subject, page)


def subject(subject: str) -> Iterator[Finding]:
    """The findings of a subject line."""
    if not subject.strip():
        yield found(Rule.SUBJECT_EMPTY, "subject", "The subject is empty; write one.")
    if len(subject) > MAX_SUBJECT:
        yield found(
            Rule.SUBJECT_LONG,
            "subject",
            f"The subject has {len(subject)} characters and will be cut; {MAX_SUBJECT} are shown at most.",
        )
    if _shouts(subject):
        yield found(Rule.SUBJECT_SHOUTS, "subject", "The subject is in capitals; filters dislike it. Write it plainly.")
    if marks := _MARKS.search(subject):
        advice = f"“{marks[0]}” in the subject looks like advertising to filters; one mark is enough."
        yield found(Rule.SUBJECT_SHOUTS, "subject", advice)
    if promise := _PROMOTION.search(subject):
        advice = f"“{promise[0]}” in the subject is what filters look for in advertising; say it otherwise."
        yield found(Rule.SUBJECT_PROMOTES, "subject", advice)
    if reply := _REPLY.match(subject.strip()):
        advice = f"“{reply[0]}” pretends to be an answer or a forwarded mail; leave it out."
        yield found(Rule.SUBJECT_REPLY, "subject", advice)


def _preheader(preheader: str, subject: str, page: Page) -> Iterator[Finding]:
    said, place = " ".join(preheader.split()), "preheader"
    if not said:
        advice = "The preheader is empty; mail programs will show the first words of the mail instead."
        yield found(Rule.PREHEADER_EMPTY, place, advice)
        return
    if len(said) > MAX_PREHEADER:
        advice = f"The preheader has {len(said)} characters; about {MAX_PREHEADER} are shown."
        yield found(Rule.PREHEADER_LONG, place, advice)
    if said.casefold() == " ".join(subject.split()).casefold():
        yield found(Rule.PREHEADER_REPEATS, place, "The preheader repeats the subject; say what else is in the mail.")
    if _letters(said) not in _letters(page.preheader):
        advice = "The page does not begin with the hidden preheader; put it first into the body, in a hidden block."
        yield found(Rule.PREHEADER_UNSEEN, place, advice)


def _shouts(subject: str) -> bool:
    """All cased letters are capitals; scripts without case never shout."""
    cased = [char for char in subject if char.isupper() or char.islower()]
    return len(cased) >= _SHOUTING_LETTERS and " " in subject.strip() and all(map(str.isupper, cased))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
