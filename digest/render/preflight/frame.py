"""What the whole page must say of itself: its type, alphabet, language, direction, title and colours."""

import re
from collections.abc import Iterator

from digest.render.preflight.finding import Finding, Rule, found
from digest.render.preflight.page import Page

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
"""The shape of a language tag (RFC 5646)."""
_FROM_THE_RIGHT = frozenset({"ar", "dv", "fa", "he", "iw", "ks", "ku-arab", "ps", "sd", "ug", "ur", "yi"})


def check(page: Page) -> Iterator[Finding]:
    """The findings of head and outermost blocks."""
    if not page.source.lstrip().startswith("<!DOCTYPE html>"):
        advice = "The page must begin with <!DOCTYPE html>, in these capitals; else clients draw it by old rules."
        yield found(Rule.DOCTYPE, "html", advice)
    if _charset(page) != "utf-8":
        yield found(Rule.CHARSET, "html", 'The head must say <meta charset="utf-8">; else letters may come out wrong.')
    if "width=device-width" not in (page.meta("viewport") or "").replace(" ", ""):
        advice = 'Without <meta name="viewport" content="width=device-width"> phones show the mail tiny.'
        yield found(Rule.VIEWPORT, "html", advice)
    if "dark" not in (page.meta("color-scheme") or ""):
        advice = 'Without <meta name="color-scheme" content="light dark"> dark colours are left to chance.'
        yield found(Rule.DARK_UNDECLARED, "html", advice)
    if not (page.root.findtext(".//title") or "").strip():
        yield found(Rule.TITLE, "html", "The page has no <title>; screen readers announce it.")
    yield from _language(page)


def _charset(page: Page) -> str:
    for meta in page.root.iter("meta"):
        said = meta.get("charset") or (meta.get("content") or "").partition("charset=")[2]
        if said:
            return str(said).strip().lower()
    return ""


def _language(page: Page) -> Iterator[Finding]:
    """Said on ``<html>`` and again on a block of the body, because clients drop ``<html>``."""
    outer = [box for box in page.boxes if box.parent == 0]
    for attribute, rule in (("lang", Rule.LANGUAGE), ("dir", Rule.DIRECTION)):
        if not page.root.get(attribute) or not any(box.element.get(attribute) for box in outer):
            advice = f"The attribute {attribute} must stand on <html> and on the first block: clients drop <html>."
            yield found(rule, "html", advice)
    language = (page.root.get("lang") or "").lower()
    if language and not _TAG.match(language):
        yield found(Rule.LANGUAGE, "html", f'lang="{language[:20]}" is no language; write it like en or pt-BR.')
    direction = (page.root.get("dir") or "").lower()
    if direction and direction not in ("ltr", "rtl", "auto"):
        yield found(Rule.DIRECTION, "html", f'dir="{direction[:20]}" is no direction; write ltr or rtl.')
    elif direction == "ltr" and language.partition("-")[0] in _FROM_THE_RIGHT:
        yield found(Rule.DIRECTION, "html", f'{language} is written from the right; say dir="rtl".')
