"""Personal links that are missing or stand in the wrong place, and templates that were not filled in."""

import re
from collections.abc import Iterator

from digest import model
from digest.render.preflight.finding import Finding, Rule, found

TOKEN = re.compile(r"QZ[0-9a-f]{12}X\d+ZQ")
_UNFILLED = re.compile(r"\{\{|\{%|\$\{\w|<%|%%\w+%%|\*\|\w+\|\*|\b[Ll]orem ipsum\b")
_BEGINNINGS = ("{{", "{%", "${", "<%", "%%", "*|", "orem ipsum")
"""Marks of Jinja, shell, ERB and of mailing programs; and the printer's blind text."""


def check(mail: model.Rendered) -> Iterator[Finding]:
    """Every slot in both parts and nowhere else; nothing left to fill in."""
    known = set(mail.slots.values())
    for place, text in (("html", mail.html), ("text", mail.text)):
        for slot, token in mail.slots.items():
            if text.strip() and token not in text:
                advice = f"The link {slot} is missing; put {{{{ {slot} }}}} back into the template."
                yield found(Rule.SLOT_MISSING, place, advice)
        for token in sorted(set(TOKEN.findall(text)) - known):
            yield found(Rule.SLOT_UNKNOWN, place, f"{token} would be sent as it stands; render the edition again.")
    for place, text in (("subject", mail.subject), ("preheader", mail.preheader)):
        if TOKEN.search(text):
            advice = "A personal link stands here; it may only stand in the mail itself."
            yield found(Rule.SLOT_MISPLACED, place, advice)
    for place in ("subject", "preheader", "html", "text"):
        yield from _unfilled(place, getattr(mail, place))


def _unfilled(place: str, text: str) -> Iterator[Finding]:
    """The first mark of a template in a text."""
    if any(begin in text for begin in _BEGINNINGS) and (mark := _UNFILLED.search(text)):
        near = " ".join(text[mark.start() : mark.start() + 40].split())
        advice = (
            f"There are template braces or a placeholder in the {place}; look whether a template was not filled in."
        )
        yield found(Rule.UNFILLED, f"“{near}”" if near else place, advice)
