"""One variant of an edition as mail."""

from jinja2 import Environment

from digest import config, model


def render(
    edition: model.Edition,
    newsletter: config.Newsletter,
    variant: model.Variant,
    templates: Environment,
    *,
    archive_url: str,
) -> model.Rendered:
    """Subject, preheader, inlined HTML and written plain text, with slot tokens for the personal values.

    The same arguments give the same bytes. Raises RenderError; nothing half-rendered comes back.
    """
    raise NotImplementedError


def fill(text: str, rendered: model.Rendered, values: dict[model.Slot, str]) -> str:
    """``rendered.html`` or ``rendered.text`` with the slots filled (URLs only, already percent-encoded)."""
    raise NotImplementedError
