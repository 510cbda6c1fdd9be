import time

import pytest

from digest.text import language, words


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "The council closed the bridge on Tuesday after inspectors found cracks in its beams."),
        ("de", "Der Stadtrat hat die Brücke am Dienstag gesperrt, nachdem Prüfer Risse in den Trägern fanden."),
        ("fr", "Le conseil a fermé le pont mardi, après que des inspecteurs ont trouvé des fissures dans les poutres."),
        (
            "es",
            "El ayuntamiento cerró el puente el martes, después de que los inspectores hallaran grietas en las vigas.",
        ),
        (
            "it",
            "Il consiglio ha chiuso il ponte martedì, dopo che gli ispettori hanno trovato delle crepe nelle travi.",
        ),
        ("pt", "A câmara fechou a ponte na terça-feira, depois que os inspetores encontraram fissuras nas vigas."),
        ("nl", "De gemeenteraad heeft de brug dinsdag gesloten, omdat inspecteurs scheuren in het staal vonden."),
        ("sv", "Kommunen stängde bron i tisdags efter att inspektörer hade hittat sprickor i balkarna som bär den."),
        (
            "pl",
            "Rada miasta zamknęła most we wtorek, ponieważ inspektorzy znaleźli pęknięcia, które są w jego belkach.",
        ),
        ("ru", "Городской совет закрыл мост во вторник, после того как инспекторы нашли трещины."),
        ("uk", "Міська рада закрила міст у вівторок, після того як інспектори знайшли тріщини в її балках."),
        ("ja", "市議会は火曜日、検査員が梁にひび割れを見つけたため、橋を閉鎖した。"),
        ("zh", "市议会周二关闭了大桥,此前检查人员在横梁上发现了裂缝。"),
        ("el", "Το δημοτικό συμβούλιο έκλεισε τη γέφυρα την Τρίτη."),
        ("ar", "أغلق المجلس الجسر يوم الثلاثاء بعد العثور على شقوق."),
    ],
)
def test_a_sentence_tells_its_language(tag: str, text: str) -> None:
    assert language.detect(text) == tag


@pytest.mark.parametrize(
    "text", ["", "12 : 3", "Palm Bay 70-44", "Zmxq wvvt plrk", "!!! ???", "\x00\u202e", "la", "Kim Jong Un"]
)
def test_what_does_not_tell_is_unknown(text: str) -> None:
    assert language.detect(text) == language.UNKNOWN


def test_names_of_another_language_do_not_mislead() -> None:
    text = "The daily Frankfurter Allgemeine and Le Monde reported that the El País of Madrid was sold to Die Zeit."
    assert language.detect(text) == "en"


@pytest.mark.parametrize("unit", ["a", "der ", "漢", "'", "l'"])
def test_a_megabyte_takes_no_time(unit: str) -> None:
    start = time.process_time()
    language.detect(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 1


def test_each_known_language_has_its_words() -> None:
    assert sorted(words.KNOWN) == ["de", "en", "es", "fr"]
    for vocabulary in words.KNOWN.values():
        assert vocabulary
        assert all((vocabulary.stop, vocabulary.speech, vocabulary.negations, vocabulary.months, vocabulary.numbers))
        assert len(vocabulary.days) >= 10
        listed = vocabulary.stop | vocabulary.speech | vocabulary.negations | vocabulary.hedges | vocabulary.loaded
        assert all(word == word.casefold() for word in listed)
    assert not words.of("xx")
    assert words.of("en").speech == words.SPEECH
