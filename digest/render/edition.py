"""One variant of an edition as mail."""

import functools
import html
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from digest import config, errors, model
from digest.render import budget, inline, outline, plain, shown, theme
from digest.render import environment as files

_URL = re.compile(r"https?://[!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
"""Percent-encoded: nothing that ends an attribute, a line or a bracket."""
_FULL_ENOUGH = 0.93
"""A page that uses so much of the budget is not made again for a line or two more: that would cost a third of the time."""
_GROWTH = 1.45
"""The load of a page by that of its body before the style sheet is inlined: the first guess, then it is measured."""


def render(
    edition: model.Edition,
    newsletter: config.Newsletter,
    variant: model.Variant,
    templates: files.Templates,
    *,
    archive_url: str,
    muted: Mapping[str, int] = MappingProxyType({}),
) -> model.Rendered:
    """Subject, preheader, inlined HTML and written plain text, with slot tokens for the personal values.

    ``edition`` has no story of a section the variant mutes; ``muted`` says how many there are, by section.
    The same arguments give the same bytes. Raises RenderError; nothing half-rendered comes back.
    """
    templates = templates.in_language(newsletter.language)
    slots, looks = _slots(edition), theme.load(newsletter.theme, templates)

    @functools.cache
    def variables(plan: budget.Plan) -> dict[str, object]:
        told = outline.outline(edition, newsletter, variant, plan, archive_url=archive_url, slots=slots, muted=muted)
        return {**{name: getattr(told, name) for name in shown.Outline.model_fields}, "theme": looks}

    content, page = _fitting(budget.plans(edition, variant), variables, templates)
    direction = str(templates.globals["direction"])
    subject = plain.header(files.fill_in(templates, "edition/subject.txt", content), direction=direction)
    text = plain.page(files.fill_in(templates, "edition/body.txt", content))
    rendered = model.Rendered(
        variant=variant, subject=subject, preheader=str(content["preheader"]), html=page, text=text, slots=slots
    )
    _assert_slots(rendered, templates)
    return rendered


def fill(text: str, rendered: model.Rendered, values: dict[model.Slot, str]) -> str:
    """``rendered.html`` or ``rendered.text`` with the slots filled (URLs only, already percent-encoded).

    Raises RenderError where a value is missing or is not an http or https URL.
    """
    is_html = text.lstrip().startswith("<!DOCTYPE html>")
    for slot, token in rendered.slots.items():
        value = values.get(slot, "")
        if not _URL.fullmatch(value):
            raise errors.RenderError(f"{value!r} is not an http or https URL, percent-encoded", about=f"slot {slot}")
        text = text.replace(token, html.escape(value) if is_html else value)
    return text


def _fitting(
    plans: list[budget.Plan], variables: Callable[[budget.Plan], dict[str, object]], templates: files.Templates
) -> tuple[dict[str, object], str]:
    """The variables of a plan whose page stays within the budget and all but fills it, and the page.

    Drafting and inlining are slow, so a page's load is foretold from its draft's and from how the last page came out.
    """

    @functools.cache
    def draft(place: int) -> str:
        return files.fill_in(templates, "edition/body.html", variables(plans[place]))

    def foretold(place: int) -> float:
        return growth * budget.load(draft(place).partition("<body")[2])

    growth, fits, page = _GROWTH, len(plans), ""
    lowest = 0  # the first plan that is not known to be too long
    while lowest < fits:
        place = budget.first_within(foretold, lowest, min(fits, len(plans) - 1))
        if place >= fits:
            break
        made = _page(draft(place))
        load = budget.load(made)
        growth *= load / foretold(place)
        if load <= 1:
            fits, page = place, made
            if load >= _FULL_ENOUGH:
                break
        else:
            lowest = place + 1
    if not page:
        raise errors.RenderError(
            f"even without a story the page is over {budget.MAX_HTML_BYTES:,} bytes; "
            f"shorten {files.source(templates, 'edition/body.html')}"
        )
    return variables(plans[fits]), page


def _page(draft: str) -> str:
    return inline.inline(plain.printable(draft)) + "\n"


def _slots(edition: model.Edition) -> dict[model.Slot, str]:
    """Tokens that neither the edition (its hash is in them) nor the inliner nor a transfer encoding can disturb."""
    return {slot: f"QZ{edition.sha256[:12]}X{number}ZQ" for number, slot in enumerate(model.Slot, 1)}


def _assert_slots(rendered: model.Rendered, templates: files.Templates) -> None:
    subject, page, text = (
        files.source(templates, f"edition/{name}") for name in ("subject.txt", "body.html", "body.txt")
    )
    for slot, token in rendered.slots.items():
        if token in rendered.subject + rendered.preheader:
            said = f"stands in the subject or preheader; it may only be an address. Look into {subject}"
            raise errors.RenderError(said, about=slot)
        if rendered.html.count(token) != rendered.html.count(f'href="{token}"'):
            raise errors.RenderError(f"stands outside an href in {page}; it may only be an address", about=slot)
        if rendered.text.count(token) != len(re.findall(rf"(?<!\S){token}(?!\S)", rendered.text)):
            raise errors.RenderError(f"touches other characters in {text}; put it between blanks", about=slot)
    way_out = rendered.slots[model.Slot.UNSUBSCRIBE_URL]
    lost = [file for file, filled in ((page, rendered.html), (text, rendered.text)) if way_out not in filled]
    if lost:
        raise errors.RenderError(f"missing in {' and '.join(lost)}; every mail needs it", about="unsubscribe_url")
