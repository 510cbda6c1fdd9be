"""What a mail client, a filter or a reader would stumble over, found before anybody approves it.

The desk, ``digest check`` and ``digest preview --check`` ask the same rules. Errors block an approval, warnings do not.
"""

from collections.abc import Iterable

from digest import model
from digest.render import budget, notice
from digest.render.preflight import (
    contrast,
    css,
    frame,
    lines,
    links,
    message,
    paint,
    parity,
    size,
    slots,
    structure,
    support,
    targets,
)
from digest.render.preflight.finding import Finding, Rule, Severity
from digest.render.preflight.page import Page

__all__ = ["Finding", "Rule", "Severity", "check", "check_message", "check_notice"]

_TOO_LONG = 4 * budget.MAX_HTML_BYTES
"""Characters of a page that nobody would mail: its size is all that is said."""


def check(mail: model.Rendered) -> tuple[Finding, ...]:
    """The findings in a variant of an edition, errors first, in reading order; nothing where all is well."""
    if len(mail.html) > _TOO_LONG or len(mail.text) > _TOO_LONG:
        advice = (
            f"The mail has {max(len(mail.html), len(mail.text)):,} characters and would be cut off or refused;"
            " show fewer stories. Nothing else was looked at."
        )
        return (Finding(rule=Rule.SIZE, place="html", advice=advice),)
    page = Page(mail.html)
    light = paint.inks(page, css.Mode.LIGHT)
    return _sorted(
        [
            *lines.check(mail, page),
            *size.check(page),
            *slots.check(mail),
            *frame.check(page),
            *structure.check(page),
            *links.check(page, set(mail.slots.values())),
            *targets.check(page, light),
            *support.check(page),
            *contrast.check(page, light),
            *parity.check(mail, page),
        ]
    )


def check_notice(mail: notice.Notice) -> tuple[Finding, ...]:
    """The same for a mail that is no edition; its preheader is what its page hides first."""
    page = Page(mail.html[:_TOO_LONG])
    return check(
        model.Rendered(
            variant=model.Variant(), subject=mail.subject, preheader=page.preheader, html=mail.html, text=mail.text
        )
    )


def check_message(raw: bytes, *, is_to_subscriber: bool = True) -> tuple[Finding, ...]:
    """The findings in a whole mail as it would leave; whoever is not subscribed needs no way to leave a list."""
    return _sorted(message.check(raw, is_to_subscriber=is_to_subscriber))


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.severity is not Severity.ERROR))
