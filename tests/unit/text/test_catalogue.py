"""Words, dates and numbers of a language; what happens where it has no words."""

import locale
import os
import time
from datetime import date
from datetime import time as hour

import pytest
from babel import UnknownLocaleError

from digest.text import catalogue

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "day", "number", "moment"),
    [
        ("en", "Saturday, November 21, 2026", "12,345", "07:05"),
        ("en-GB", "Saturday, 21 November 2026", "12,345", "07:05"),
        ("de", "Samstag, 21. November 2026", "12.345", "07:05"),
        ("de-CH", "Samstag, 21. November 2026", "12’345", "07:05"),
        ("fr", "samedi 21 novembre 2026", "12\u202f345", "07:05"),
        ("es", "sábado, 21 de noviembre de 2026", "12.345", "7:05"),
        ("ar", "السبت، 21 نوفمبر 2026", "12,345", "07:05"),
    ],
)
def test_dates_numbers_and_hours_are_written_as_the_language_does(
    language: str, day: str, number: str, moment: str
) -> None:
    words = catalogue.of(language)
    assert words.language == language
    assert words.date(DAY) == day
    assert words.number(12_345) == number
    assert words.hour(hour(7, 5)) == moment


def test_the_locale_and_the_zone_of_the_process_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = catalogue.of("fr").date(DAY), catalogue.of("fr").number(1234)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    kept = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert (catalogue.of("fr").date(DAY), catalogue.of("fr").number(1234)) == before
    finally:
        locale.setlocale(locale.LC_ALL, kept)
        os.environ.pop("TZ", None)
        time.tzset()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "a, b, and c"), ("de", "a, b und c"), ("fr", "a, b et c"), ("es", "a, b y c"), ("ar", "a وb وc")],
)
def test_a_series_is_joined_as_the_language_does(language: str, said: str) -> None:
    assert catalogue.of(language).series(iter("abc")) == said
    assert catalogue.of(language).series([]) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "دقيقة واحدة للقراءة"),
        (2, "دقيقتان للقراءة"),
        (5, "5 دقائق للقراءة"),
        (11, "11 دقيقة للقراءة"),
        (100, "100 دقيقة للقراءة"),
    ],
)
def test_arabic_counts_in_its_forms(number: int, said: str) -> None:
    words = catalogue.of("ar")
    assert words.ngettext("%(num)s minute to read", "%(num)s minutes to read", number) == said


def test_the_country_brings_its_formats_and_the_language_its_words() -> None:
    assert catalogue.of("de-AT").gettext("In brief") == catalogue.of("de").gettext("In brief") == "Kurz gemeldet"
    assert catalogue.of("de-CH").ngettext("%(num)s source", "%(num)s sources", 1234) == "1’234 Quellen"


@pytest.mark.parametrize("language", ["nl", "he", "zh-Hant-TW"])
def test_a_language_without_words_gets_english_ones_whole(language: str) -> None:
    words = catalogue.of(language)
    assert (words.language, words.direction, words.gettext("In brief")) == ("en", "ltr", "In brief")
    assert words.date(DAY) == "Saturday, November 21, 2026", "no English words around a Dutch date"
    assert not catalogue.has(language)


def test_a_text_that_no_catalogue_has_stays_as_it_is() -> None:
    assert catalogue.of("de").gettext("Ours, at %(rate)s", rate=5) == "Ours, at 5"
    assert catalogue.of("de").lookup("") == "", "an empty text asks for no header"


def test_what_is_put_in_is_not_read_as_a_placeholder() -> None:
    assert catalogue.of("de").gettext("Correction: %(headline)s", headline="5 % (a)s") == "Berichtigung: 5 % (a)s"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("de", "ltr"), ("xx", "ltr"), ("", "ltr")],
)
def test_the_direction_of_a_language(language: str, direction: str) -> None:
    assert catalogue.direction(language) == direction


def test_every_language_with_words_is_known() -> None:
    assert set(catalogue.languages()) >= {"en", "de", "fr", "es", "ar"}
    assert all(catalogue.has(language) for language in catalogue.languages())
    with pytest.raises(UnknownLocaleError):
        catalogue.of("xx")
