"""What makes a client cut a mail off or drop its style sheet."""

import re
from collections.abc import Iterator

from digest.render import budget
from digest.render.preflight import css
from digest.render.preflight.finding import Finding, Rule, found
from digest.render.preflight.page import Page

MAX_STYLE_CHARACTERS = 16_384
"""Beyond it Gmail drops every ``<style>``."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Size of page and style sheet, and single characters that have the same effect."""
    if budget.load(page.source) > 1:
        advice = f"The page has {len(page.source.encode()):,} bytes and would be cut off; show fewer stories in full."
        yield found(Rule.SIZE, "html", advice)
    if control := _CONTROL.search(page.source):
        near = page.source[max(0, control.start() - 30) : control.start()].rpartition(">")[2]
        advice = (
            f"There is a control character (U+{ord(control[0]):04X}), which makes Gmail cut the mail off; delete it."
        )
        yield found(Rule.CONTROL_CHARACTER, f"after “{near}”" if near.strip() else "html", advice)
    yield from _styles(page)


def _styles(page: Page) -> Iterator[Finding]:
    if len(page.styles) > MAX_STYLE_CHARACTERS:
        advice = f"The style sheet has {len(page.styles):,} characters; over {MAX_STYLE_CHARACTERS:,} Gmail drops it."
        yield found(Rule.STYLE_DROPPED, "html", advice)
    elif nested := next((name for around, name, _ in css.blocks(page.styles) if _is_nested(around, name)), ""):
        advice = f"“{nested[:40]}” stands inside another @ rule, so Gmail drops the whole style sheet; write it beside."
        yield found(Rule.STYLE_DROPPED, "html", advice)
    if _IMPORT.search(page.styles) or page.tree.xpath(
        "//link[contains(translate(@rel, 'STYLEH', 'styleh'), 'stylesheet')]"
    ):
        advice = "A style sheet is fetched from the web, which most mail programs refuse; put its rules into the page."
        yield found(Rule.STYLE_REMOTE, "html", advice)
    if any(box.tag == "style" for box in page.boxes):
        advice = "A <style> stands in the body, where Gmail ignores it; move it into the <head>."
        yield found(Rule.STYLE_IN_BODY, "html", advice)


def _is_nested(around: tuple[str, ...], name: str) -> bool:
    return sum(each.startswith("@") for each in (*around, name)) > 1
