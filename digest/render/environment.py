"""The Jinja2 environment: strict, escaping, shipped templates with the operator's own in front, in each language."""

import functools
import html
import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2 import pass_eval_context as escapes
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest import errors
from digest.render import english, plain
from digest.text import catalogue

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""In an installed wheel; in a checkout."""
_KINDS = (".html", ".txt", ".css")
_NOT_ESCAPED = (".txt", ".css")


class Templates(ImmutableSandboxedEnvironment):
    """All templates, speaking one language."""

    _spoken: dict[str, "Templates"]
    """The same templates in other languages; shared by all of them."""

    def in_language(self, tag: str) -> "Templates":
        """These templates with the words and formats of a BCP 47 tag; English where it has no catalogue."""
        words = catalogue.of(tag)
        if words.language == self.globals["language"]:
            return self
        if words.language not in self._spoken:
            spoken = self.overlay()
            # An overlay shares these with what it is laid over.
            spoken.filters, spoken.globals = {**self.filters}, {**self.globals}
            _speak(spoken, words)
            self._spoken[words.language] = spoken
        return self._spoken[words.language]


def environment(override: Path | None = None) -> Templates:
    """All templates, in English; those of ``override`` take the place of shipped ones of the same name.

    Finds the shipped templates in the wheel (``digest/templates``) or beside the package in a checkout.
    Autoescape is on for every ``.html`` file, StrictUndefined for all. Raises RenderError naming file and line
    where a template does not compile.
    """
    templates = Templates(
        extensions=["jinja2.ext.i18n"],
        loader=FileSystemLoader([*_override(override), shipped()]),
        autoescape=_is_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    templates.policies["ext.i18n.trimmed"] = True
    _speak(templates, catalogue.of(catalogue.SOURCE))
    templates._spoken = {}  # noqa: SLF001 - of this module's own class
    for name in templates.list_templates(filter_func=_is_template):
        _compile(templates, name)
    return templates


def _speak(templates: Templates, words: catalogue.Words) -> None:
    """Give the templates the words of a language, its formats and its direction."""
    is_rtl = words.direction == "rtl"
    start, end = ("right", "left") if is_rtl else ("left", "right")
    templates.globals.update(language=words.language, direction=words.direction, start=start, end=end)
    templates.globals.update(_messages(words))
    templates.newstyle_gettext = True  # type: ignore[attr-defined] # set by the extension
    templates.filters.update(
        wrap=functools.partial(plain.wrap, direction=words.direction),
        underline=functools.partial(plain.underline, direction=words.direction),
        number=words.number,
        count=english.count,
        series=words.series,
        leaning=plain.leaning,
        numbers=functools.partial(plain.numbers, comma=words.gettext(", ").rstrip()),
        in_words=words.date,
        unescape=html.unescape,
    )


def _messages(words: catalogue.Words) -> dict[str, Callable[..., str]]:
    """What ``_``, ``ngettext`` and ``{% trans %}`` call: catalogues are ours and may hold markup, values are escaped."""

    @escapes
    def gettext(context: EvalContext, message: str, /, **values: object) -> str:
        return _filled(context, words.lookup(message), words.shown(values))

    @escapes
    def ngettext(context: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
        return _filled(context, words.lookup(one, many, number), words.shown({"num": number, **values}))

    @escapes
    def pgettext(context: EvalContext, about: str, message: str, /, **values: object) -> str:
        return _filled(context, words.lookup(message, context=about), words.shown(values))

    @escapes
    def npgettext(context: EvalContext, about: str, one: str, many: str, number: int, /, **values: object) -> str:
        said = words.lookup(one, many, number, context=about)
        return _filled(context, said, words.shown({"num": number, **values}))

    return {"gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}


def _filled(context: EvalContext, message: str, values: dict[str, object]) -> str:
    return (Markup(message) if context.autoescape else message) % values  # noqa: S704 - a text of ours, not of outside


def fill_in(templates: Environment, name: str, variables: dict[str, object]) -> str:
    """The text of a template. Raises RenderError naming file and line where it cannot be filled in."""
    try:
        return templates.get_template(name).render(variables)
    except TemplateSyntaxError as error:
        raise _syntax_error(error) from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise errors.RenderError(f"{_line_of(error)}{error}", about=f"template {name}") from error


def source(templates: Environment, name: str) -> str:
    """The file a template is read from, for a person to find it: the operator's own where there is one."""
    return templates.get_template(name).filename or name


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
