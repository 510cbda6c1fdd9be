"""How mails look: one TOML file of colours, fonts, sizes, spacing and perhaps a logo, for all mails of a newsletter."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from jinja2 import Environment, TemplateNotFound
from pydantic import AfterValidator, Field, ValidationError

from digest import errors, model
from digest.config import lines, mistakes
from digest.render import colours
from digest.render import environment as files

DEFAULT = "paper"
"""The theme that fills in what a file leaves out, unless it names another (``like = "slate"``)."""
READABLE = 4.5
"""The least contrast of text and what is below it (WCAG 2.2, 1.4.3, level AA)."""
NARROWEST = 320
"""Pixels of the narrowest screen that a mail must fit."""
_GENERIC = ("serif", "sans-serif", "monospace")


def _stack(names: str) -> str:
    """A font list for CSS, without blanks after commas: it stands in a mail hundreds of times."""
    if names.rpartition(",")[2].strip() not in _GENERIC:
        raise ValueError(f"should end with the kind of font: {', '.join(_GENERIC)}")
    return re.sub(r"\s*,\s*", ",", names.strip())


Colour = Annotated[
    str, Field(pattern=r"^#[0-9a-fA-F]{6}$", description="a colour such as #1d1d1b"), AfterValidator(str.lower)
]
Fonts = Annotated[
    str,
    # Without quotation marks: in a style attribute they would cost an entity each, or end it.
    Field(pattern=r"^[A-Za-z][A-Za-z0-9 ,-]*$", description="names of fonts with commas between them, without quotes"),
    AfterValidator(_stack),
]


class Colours(model.Value):
    """The colours of one look, light or dark."""

    page: Colour
    """Around the sheet and below the footer."""
    sheet: Colour
    """Below the stories."""
    box: Colour
    """Below common ground and notes."""
    ink: Colour
    muted: Colour
    accent: Colour
    """Links, labels, the button."""
    on_accent: Colour
    """Words on the button."""
    line: Colour
    progressive: Colour
    """This and the next three: the coverage bar."""
    center: Colour
    conservative: Colour
    unrated: Colour

    def words_on(self, ground: str) -> str:
        """A colour for words on this ground: small print as everywhere, where it could be read; else white or black."""
        return max((self.muted, "#ffffff", "#000000"), key=lambda words: min(_contrast(words, ground), READABLE))


class FontStacks(model.Value):
    """Lists of fonts that readers have; nothing is fetched."""

    text: Fonts
    headlines: Fonts
    labels: Fonts


class Sizes(model.Value):
    """Font sizes in pixels."""

    text: int = Field(ge=16, le=20)
    masthead: int = Field(ge=20, le=56)
    lead: int = Field(ge=22, le=44)
    headline: int = Field(ge=18, le=34)
    dek: int = Field(ge=16, le=24)
    small: int = Field(ge=14, le=16)


class Spacing(model.Value):
    """Pixels."""

    width: int = Field(ge=480, le=680)
    edge: int = Field(ge=16, le=48)
    narrow_edge: int = Field(ge=12, le=32)
    section: int = Field(ge=16, le=80)
    story: int = Field(ge=16, le=80)


class Shape(model.Value):
    """What is neither a colour nor a number of the page."""

    masthead: Literal["center", "left"]
    rule: Literal["double", "thick", "thin"]
    headlines: Literal["normal", "bold"]
    labels: Literal["capitals", "plain"]
    dek: Literal["italic", "plain"]
    corners: int = Field(ge=0, le=16)


class Logo(model.Value):
    """An image in place of the newsletter's name."""

    url: str = Field(pattern=r"^https://[^\s\"'<>]+$", description="an address that begins with https://")
    width: int = Field(ge=16)
    """Pixels; no wider than the words of the narrowest screen, where nothing would shrink it."""
    height: int = Field(ge=16, le=200)
    alt: str = Field(min_length=1)


class Theme(model.Value):
    """Everything the templates and style sheets of mails know about looks."""

    light: Colours
    dark: Colours
    fonts: FontStacks
    sizes: Sizes
    spacing: Spacing
    shape: Shape
    logo: Logo | None = None

    @property
    def gutter(self) -> int:
        """Pixels between the two sides of the perspectives."""
        return 24

    @property
    def measure(self) -> int:
        """Width of the words, in pixels, where there is room for the whole sheet."""
        return self.spacing.width - 2 * self.spacing.edge

    @property
    def column(self) -> int:
        """Width of one side, in pixels, where both fit beside each other."""
        return (self.measure - self.gutter) // 2

    @property
    def wide_from(self) -> int:
        """Width of a window, in pixels, from which two columns are readable."""
        return self.spacing.width - 40

    @property
    def column_percent(self) -> float:
        """Width of one side, as a share of the words' width in the narrowest wide window: it fits in all wider ones."""
        words = self.wide_from - 2 * self.spacing.edge
        return (5000 * (words - self.gutter) // words) / 100


def load(choice: Path, templates: Environment) -> Theme:
    """The theme of this name (of ``templates/themes``), or of this ``.toml`` file.

    Raises RenderError with one line per mistake: file, line, key, what is wrong.
    """
    text, name = _text(choice, templates)
    own = _parse(text, name)
    origins = mistakes.Origins(name, lines.find(text), {})
    like = own.pop("like", DEFAULT)
    base = files.shipped() / "themes" / f"{like}.toml"
    if like not in _shipped_names():
        said = f"there is no theme {like!r} to start from{mistakes.nearest(str(like), _shipped_names())}"
        raise errors.RenderError(origins.line(mistakes.Mistake(("like",), said)))
    try:
        theme = Theme.model_validate(_merged(_parse(base.read_text("utf-8"), str(base)), own))
    except ValidationError as error:
        found = [_mistake(each) for each in error.errors(include_url=False)]
    else:
        found = [*_unreadable(theme), *_too_wide(theme)]
    if found:
        raise errors.RenderError("\n".join(origins.line(each) for each in sorted(found, key=origins.order)))
    return theme


def _text(choice: Path, templates: Environment) -> tuple[str, str]:
    """The text of the file and its name; the operator's own templates come first."""
    if choice.suffix == ".toml":
        try:
            return choice.read_text("utf-8"), str(choice)
        except (OSError, UnicodeDecodeError) as error:
            said = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
            raise errors.RenderError(f"this theme cannot be read: {said}", about=str(choice)) from error
    try:
        assert templates.loader is not None  # noqa: S101 - environment() always gives one
        text, path, _ = templates.loader.get_source(templates, f"themes/{choice.name}.toml")
    except TemplateNotFound as error:
        raise errors.RenderError(
            f"newsletters.theme: there is no theme {choice.name!r}{mistakes.nearest(choice.name, _shipped_names())}"
            " (for a file of your own give its path, ending in .toml)"
        ) from error
    return text, path or str(choice)


def _shipped_names() -> list[str]:
    return sorted(path.stem for path in (files.shipped() / "themes").glob("*.toml"))


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise errors.RenderError(f"is not valid TOML: {error}", about=name) from error


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The tables of ``base`` with what ``own`` says instead."""
    both = {key: {**base[key], **own[key]} for key in base.keys() & own.keys() if isinstance(own[key], dict)}
    return {**base, **own, **both}


def _mistake(error: Any) -> mistakes.Mistake:
    """What pydantic found, as a sentence."""
    place: lines.Place = error["loc"]
    table = _TABLES[str(place[0])] if len(place) > 1 else Theme
    match error["type"]:
        case "extra_forbidden":
            return mistakes.Mistake(place, f"unknown key{mistakes.nearest(str(place[-1]), table.model_fields)}")
        case "string_pattern_mismatch":
            described = table.model_fields[str(place[-1])].description
            return mistakes.Mistake(place, f"should be {described}; it is {mistakes.shown(place, error['input'])}")
        case "value_error":
            return mistakes.Mistake(place, str(error["ctx"]["error"]))
        case _:
            return mistakes.from_pydantic(error)


_TABLES: dict[str, type[model.Value]] = {
    "light": Colours,
    "dark": Colours,
    "fonts": FontStacks,
    "sizes": Sizes,
    "spacing": Spacing,
    "shape": Shape,
    "logo": Logo,
}


def _unreadable(theme: Theme) -> Iterator[mistakes.Mistake]:
    """Words that could not be told from what is below them: light, dark, and light turned round by a mail program."""
    for look, chosen in (("light", theme.light), ("dark", theme.dark)):
        for front, back in _PAIRS:
            words, below = getattr(chosen, front), getattr(chosen, back)
            ratio, turned = _contrast(words, below), _turned_contrast(words, below)
            if ratio < READABLE:
                yield mistakes.Mistake((look, front), _faint(words, back, below, ratio))
            elif look == "light" and turned < READABLE:
                where = " where a mail program turns the colours round"
                yield mistakes.Mistake((look, front), _faint(words, back, below, turned) + where)


def _too_wide(theme: Theme) -> Iterator[mistakes.Mistake]:
    room = NARROWEST - 2 * theme.spacing.edge
    if theme.logo and theme.logo.width > room:
        said = f"is {theme.logo.width}; at most {room} pixels fit between the edges of a phone {NARROWEST} wide"
        yield mistakes.Mistake(("logo", "width"), said)


def _faint(words: str, back: str, below: str, ratio: float) -> str:
    # Rounded down: 4.46 must not be called 4.5.
    return f"{words} on {back} {below} has a contrast of {int(ratio * 10) / 10} to 1; {READABLE} to 1 is needed"


def _contrast(words: str, below: str) -> float:
    return colours.contrast(_read(words), _read(below))


def _turned_contrast(words: str, below: str) -> float:
    """The lower of two ways in which mail programs turn a light page dark: all of it, or what is light."""
    ink, ground = _read(words), _read(below)
    whole = colours.contrast(colours.inverted(ink), colours.inverted(ground))
    return min(whole, colours.contrast(colours.lightened(ink), colours.darkened(ground)))


def _read(colour: str) -> colours.Colour:
    return colours.parse(colour) or colours.BLACK


_PAIRS = (
    *((front, back) for front in ("ink", "muted", "accent") for back in ("page", "sheet", "box")),
    ("on_accent", "accent"),
)
