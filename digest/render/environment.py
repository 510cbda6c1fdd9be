"""The Jinja2 environment: strict, escaping, shipped templates with the operator's own in front."""

import html
import traceback
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from digest import errors
from digest.render import english, plain

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""In an installed wheel; in a checkout."""
_KINDS = (".html", ".txt", ".css")
_NOT_ESCAPED = (".txt", ".css")


def environment(override: Path | None = None) -> Environment:
    """All templates; those of ``override`` take the place of shipped ones of the same name.

    Finds the shipped templates in the wheel (``digest/templates``) or beside the package in a checkout.
    Autoescape is on for every ``.html`` file, StrictUndefined for all. Raises RenderError naming file and line
    where a template does not compile.
    """
    templates = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*_override(override), shipped()]),
        autoescape=_is_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    templates.filters.update(
        wrap=plain.wrap,
        underline=plain.underline,
        count=english.count,
        series=english.series,
        numbers=english.numbers,
        in_words=english.date_in_words,
        unescape=html.unescape,
    )
    for name in templates.list_templates(filter_func=_is_template):
        _compile(templates, name)
    return templates


def fill_in(templates: Environment, name: str, variables: dict[str, object]) -> str:
    """The text of a template. Raises RenderError naming file and line where it cannot be filled in."""
    try:
        return templates.get_template(name).render(variables)
    except TemplateSyntaxError as error:
        raise _syntax_error(error) from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise errors.RenderError(f"{_line_of(error)}{error}", about=f"template {name}") from error


def _is_escaped(name: str | None) -> bool:
    """On by default: a template of an unknown kind is escaped rather than not."""
    return name is None or not name.endswith(_NOT_ESCAPED)


def _is_template(name: str) -> bool:
    return name.endswith(_KINDS) and not any(part.startswith(".") for part in name.split("/"))


def shipped() -> Path:
    """The folder of the templates that come with the program. Raises RenderError where it is missing."""
    for place in _PLACES:
        if (place / "_base").is_dir():
            return place
    raise errors.RenderError(
        f"the shipped templates are missing; looked in {' and '.join(map(str, _PLACES))}. Reinstall the package."
    )


def _override(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    if not folder.is_dir():
        raise errors.RenderError(
            "this folder of templates does not exist; create it or remove the setting 'templates'", about=str(folder)
        )
    return [folder]


def _compile(templates: Environment, name: str) -> None:
    try:
        templates.get_template(name)
        _refuse_leak(templates, name)
    except TemplateSyntaxError as error:
        raise _syntax_error(error) from error
    except UnicodeDecodeError as error:
        raise errors.RenderError(f"not UTF-8 text ({error.reason} at byte {error.start})", about=name) from error


def _refuse_leak(templates: Environment, name: str) -> None:
    """What an unescaped template gives to an escaped one counts as safe markup there, whatever it holds."""
    if templates.loader is None or not _is_escaped(name):
        return
    source, path, _ = templates.loader.get_source(templates, name)
    for other in meta.find_referenced_templates(templates.parse(source)):
        if other is not None and other.endswith(".txt"):
            raise errors.RenderError(
                f"takes from {other}, where nothing is escaped; make that an .html file", about=path or name
            )


def _syntax_error(error: TemplateSyntaxError) -> errors.RenderError:
    return errors.RenderError(error.message or "syntax error", about=f"{error.filename or error.name}:{error.lineno}")


def _line_of(error: Exception) -> str:
    """Where in a template it happened ("body.html:12: "): Jinja2 puts template lines into the traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(_KINDS)]
    return f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
