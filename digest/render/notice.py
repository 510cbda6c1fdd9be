"""Mails that are not editions: confirm a subscription, tell an editor that a draft is ready."""

from jinja2 import Environment

from digest import model


class Notice(model.Value):
    """Subject, HTML and plain text of a notice."""

    subject: str
    html: str
    text: str


def render(name: str, templates: Environment, **variables: object) -> Notice:
    """The notice of the folder ``templates/<name>/`` (subject.txt, body.html, body.txt). Raises RenderError."""
    raise NotImplementedError
