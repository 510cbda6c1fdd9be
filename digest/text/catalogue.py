"""The words readers see, in their language: catalogues, dates, numbers, lists. The only user of Babel.

English is the source: the texts in code and templates are English, and a catalogue (``catalogues/de.po``) holds the same
in another language. Formats are those of the CLDR that comes with Babel, never of the process's locale, so that the same
edition gives the same bytes everywhere.
"""

import functools
import io
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path

from babel import Locale, UnknownLocaleError, dates, lists, numbers
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations

SOURCE = "en"
"""The language of the texts in code and templates."""
FOLDER = Path(__file__).parent / "catalogues"
"""One ``.po`` file for each other language."""


class Words:
    """What the program says in one language, and how dates and numbers are written there."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        """``language`` is the BCP 47 tag of these words and formats."""
        self.language = language
        self._locale = Locale.parse(language, sep="-")
        self._translations = translations

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(self._locale.text_direction)

    def lookup(self, message: str, plural: str = "", number: int = 1, *, context: str = "") -> str:
        """The message in this language, its placeholders still in it; as it is where the catalogue has none."""
        known = self._translations
        if plural and context:
            return str(known.npgettext(context, message, plural, number))
        if plural:
            return str(known.ngettext(message, plural, number))
        # What a catalogue says of an empty text is its own header.
        return str(known.pgettext(context, message) if context else known.gettext(message)) if message else ""

    def shown(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values of placeholders, whole numbers written as the language writes them."""
        is_number = {name: type(value) is int for name, value in values.items()}
        return {name: self.number(value) if is_number[name] else value for name, value in values.items()}  # type: ignore[arg-type] # told by is_number

    def gettext(self, message: str, /, **values: object) -> str:
        """The message with its placeholders (``%(name)s``) filled in."""
        return self.lookup(message) % self.shown(values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The form that agrees with ``number``, which is the placeholder ``%(num)s``."""
        return self.lookup(one, many, number) % self.shown({"num": number, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A message whose words mean something else elsewhere."""
        return self.lookup(message, context=context) % self.shown(values)

    def npgettext(self, context: str, one: str, many: str, number: int, /, **values: object) -> str:
        """A message of a context, in the form that agrees with ``number``."""
        return self.lookup(one, many, number, context=context) % self.shown({"num": number, **values})

    def number(self, number: int) -> str:
        """``1,234``, ``1.234``, in the digits 0 to 9."""
        return numbers.format_decimal(number, locale=self._locale)

    def span(self, first: date, last: date) -> str:
        """``Nov 16 – 22, 2026``: from one day to a later one."""
        return str(dates.format_interval(first, last, "yMMMMd", locale=self._locale))

    def date(self, day: date) -> str:
        """``Saturday, November 21, 2026``."""
        return dates.format_date(day, "full", self._locale)

    def hour(self, moment: time) -> str:
        """``07:00``, counted to 24."""
        return dates.format_skeleton("Hm", moment, locale=self._locale)

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return str(dates.get_day_names("wide", "stand-alone", self._locale)[number])

    def series(self, parts: Iterable[str]) -> str:
        """``a``, ``a and b``, ``a, b, and c``; empty where there are none."""
        return lists.format_list(list(parts), locale=self._locale)


@functools.cache
def of(language: str) -> Words:
    """The words of a BCP 47 tag: those of its catalogue with its own formats, or English where there is none.

    Raises ValueError where the tag is none, ``babel.UnknownLocaleError`` where nothing is known of it.
    """
    locale = Locale.parse(language, sep="-")
    if locale.language == SOURCE:
        return Words(language, NullTranslations())
    for name in (str(locale), locale.language):
        if (FOLDER / f"{name}.po").is_file():
            return Words(language, _read(FOLDER / f"{name}.po"))
    return of(SOURCE)


def has(language: str) -> bool:
    """Whether there are words of this language."""
    return primary(of(language).language) == primary(language)


def languages() -> tuple[str, ...]:
    """The languages there are words of, the source first."""
    return (SOURCE, *sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.po")))


def primary(tag: str) -> str:
    """The language itself, without country and script: ``de`` of ``de-AT``."""
    return tag.partition("-")[0].lower()


def direction(tag: str) -> str:
    """``ltr`` or ``rtl`` of any language; ``ltr`` where it is not known."""
    try:
        return str(Locale.parse(primary(tag)).text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def _read(path: Path) -> Translations:
    """A catalogue as gettext asks it; what is marked fuzzy counts as untranslated."""
    with path.open("rb") as file:
        catalogue = pofile.read_po(file, abort_invalid=True)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@functools.cache
def months(language: str) -> dict[str, int]:
    """The names of the months in a language, whole and short (without full stop), each with its number from 1."""
    names = [dates.get_month_names(width, "format", language) for width in ("wide", "abbreviated")]
    return {str(name).rstrip("."): number for each in names for number, name in each.items()}


@functools.cache
def weekdays(language: str) -> dict[str, int]:
    """The whole names of the days of the week in a language, each with its number, 0 for Monday."""
    return {str(name): number for number, name in dates.get_day_names("wide", "format", language).items()}
