"""Mails that are not editions: confirm a subscription, welcome, goodbye, an erratum, a draft that is ready."""

from digest import config, errors, model
from digest.render import environment as files
from digest.render import inline, plain, theme
from digest.text import catalogue

TO_SUBSCRIBERS = frozenset({"welcome", "erratum"})
"""Whose readers are subscribed, so they can leave by it. Before confirming and after leaving nobody is."""


_OF_EDITORS = frozenset({"draft_ready"})
"""The desk speaks English."""


class Notice(model.Value):
    """Subject, HTML and plain text of a notice."""

    is_to_subscriber: bool = False

    subject: str
    html: str
    text: str


def render(name: str, templates: files.Templates, *, newsletter: config.Newsletter, **variables: object) -> Notice:
    """The notice of the folder ``templates/<name>/`` (subject.txt, body.html, body.txt). Raises RenderError."""
    templates = templates.in_language(catalogue.SOURCE if name in _OF_EDITORS else newsletter.language)
    variables |= {"newsletter": newsletter, "theme": theme.load(newsletter.theme, templates)}
    direction = str(templates.globals["direction"])
    subject = plain.header(files.fill_in(templates, f"{name}/subject.txt", variables), direction=direction)
    if not subject:
        raise errors.RenderError("the subject is empty", about=f"template {name}/subject.txt")
    # The page repeats the subject as its title and heading.
    page = files.fill_in(templates, f"{name}/body.html", {**variables, "subject": subject})
    text = files.fill_in(templates, f"{name}/body.txt", {**variables, "subject": subject})
    return Notice(
        is_to_subscriber=name in TO_SUBSCRIBERS,
        subject=subject,
        html=inline.inline(plain.printable(page)) + "\n",
        text=plain.page(text),
    )
