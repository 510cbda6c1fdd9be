"""Every word a reader sees stands in every catalogue, whole and with its placeholders."""

import re
import unicodedata

import pytest
from babel.messages.catalog import Catalog, Message

from digest.text import catalogue
from tests.house import catalogues

TEXTS = catalogues.extracted()
LANGUAGES = [path.stem for path in sorted(catalogue.FOLDER.glob("*.po"))]
KEPT = {language: catalogues.read(catalogue.FOLDER / f"{language}.po") for language in LANGUAGES}
UPDATE = "bring it up to date with: python -m tests.house.catalogues"
EVERYWHERE = frozenset({"de", "fr", "es", "ar"})
NUMBERS = (*range(200), 1000, 1001, 1002, 1003, 1011, 1_000_000)


def keys(messages: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in messages if message.id}


def forms(message: Message) -> tuple[str, ...]:
    return catalogues.strings(message.id)


def placeholders(text: str) -> set[str]:
    """The names in a text; an error where a per cent sign is none of theirs."""
    assert not re.search(r"%(?!\(\w+\)s|%)", text), text
    return set(re.findall(r"%\((\w+)\)s", text))


def test_the_promised_languages_are_there() -> None:
    assert set(LANGUAGES) >= EVERYWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_texts_of_code_and_templates_and_no_others(language: str) -> None:
    missing, stale = keys(TEXTS) - keys(KEPT[language]), keys(KEPT[language]) - keys(TEXTS)
    assert not missing, UPDATE
    assert not stale, UPDATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_written_as_the_update_writes_it(language: str) -> None:
    assert catalogues.written(KEPT[language]) == (catalogue.FOLDER / f"{language}.po").read_text("utf-8"), UPDATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    kept = KEPT[language]
    for message in (message for message in kept if message.id):
        said = catalogues.strings(message.string)
        assert not message.fuzzy, f"{message.id}: look at it and take the mark away"
        assert all(said), f"{message.id}: not translated"
        assert len(said) == (kept.num_plurals if isinstance(message.id, tuple) else 1), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_text(language: str) -> None:
    """A form for one or two may say the number in a word."""
    for message in (message for message in KEPT[language] if message.id):
        wanted = set().union(*map(placeholders, forms(message)))
        for said in catalogues.strings(message.string):
            assert placeholders(said) <= wanted, message.id
            assert wanted - placeholders(said) <= ({"num"} if isinstance(message.id, tuple) else set()), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_said_in_the_form_of_its_language(language: str) -> None:
    """The rule in the catalogue takes apart what the CLDR takes apart."""
    words = catalogue.of(language)
    rule = words._locale.plural_form
    by_form: dict[str, set[str]] = {}
    for number in NUMBERS:
        said = words.lookup("%(num)s source", "%(num)s sources", number)
        by_form.setdefault(rule(number), set()).add(said)
    small = {form: said for form, said in by_form.items() if form not in ("many", "other") or language == "ar"}
    assert all(len(said) == 1 for said in small.values()), by_form


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_as_their_text_does(language: str) -> None:
    ends = {".": ".", "?": "?؟", ":": ":", ";": ";؛"}
    for message in (message for message in KEPT[language] if message.id):
        last = forms(message)[0][-1]
        for said in catalogues.strings(message.string):
            assert (said[-1] in ends[last]) if last in ends else (said[-1] not in ".?;:؟؛"), message.id


def test_marks_stand_as_the_language_sets_them() -> None:
    def said(language: str) -> str:
        return " ".join(text for message in KEPT[language] if message.id for text in catalogues.strings(message.string))

    assert not re.search(r"[^\u202f\s][:;!?»](?!//)", re.sub(r"%\(\w+\)s", "x", said("fr"))), "narrow no-break space"
    assert not re.search(r"[“”«»]", said("de").replace("“", "", said("de").count("„"))), "„…“"
    assert not re.search(r"[“”„]", said("es") + said("fr") + said("ar")), "«…»"
    assert not re.search(r"[,;?]", said("ar")), "،؛؟"
    assert "'" not in "".join(map(said, LANGUAGES))


def test_nothing_hidden_stands_in_a_catalogue() -> None:
    for language, kept in KEPT.items():
        for message in kept:
            for text in catalogues.strings(message.string) if message.id else ():
                assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs")], (
                    language,
                    message.id,
                )
