import pytest

from digest import model
from digest.write import material
from digest.write.differences import counting, figures
from tests import news


@pytest.mark.parametrize(
    ("language", "text", "value", "thing"),
    [
        ("en", "3 million people", 3e6, "people"),
        ("en", "14 large cracks.", 14, "large cracks"),
        ("en", "two dozen homes", 24, "homes"),
        ("en", "12 percent of it", 12, ""),
        ("en", "14 March", 14, ""),
        ("fr", "3 millions de personnes", 3e6, "personnes"),
        ("fr", "deux millions d’habitants,", 2e6, "habitants"),
        ("fr", "1,5 million d'électeurs", 1.5e6, "électeurs"),
        ("fr", "14 grandes fissures", 14, "grandes fissures"),
        ("fr", "14 fissures profondes", 14, "fissures"),
        ("fr", "3 millions d’euros", 3e6, ""),
        ("fr", "14 ans", 14, ""),
        ("fr", "14 mars", 14, ""),
        ("fr", "3 millions", 3e6, ""),
        ("fr", "trois des fissures", 3, ""),
        ("de", "3 Millionen Menschen", 3e6, "Menschen"),
        ("de", "1,5 Millionen Einwohner.", 1.5e6, "Einwohner"),
        ("de", "14 tiefe Risse", 14, "tiefe Risse"),
        ("de", "1.200 Fahrgäste", 1200, "Fahrgäste"),
        ("de", "3 Millionen Euro", 3e6, ""),
        ("de", "14 Jahre alte Träger", 14, ""),
        ("de", "14 Prozent", 14, ""),
        ("de", "drei der Risse", 3, ""),
        ("es", "3 millones de personas", 3e6, "personas"),
        ("es", "tres mil millones de habitantes", 3e9, "habitantes"),
        ("es", "14 grietas profundas", 14, "grietas"),
        ("es", "14 nuevas grietas", 14, "nuevas grietas"),
        ("es", "3 millones de euros", 3e6, ""),
        ("es", "14 de marzo", 14, ""),
        ("es", "14 años", 14, ""),
    ],
)
def test_what_a_number_counts(language: str, text: str, value: float, thing: str) -> None:
    parts = text.split()
    number = counting.number(parts, 0, language)
    assert number
    assert number.value == value
    assert counting.thing(parts[number.after :], language) == thing


def test_a_line_is_never_cut_before_its_figure() -> None:
    text = (
        "A strong storm in Ostrava Bay reduced three piers of the harbor to rubble as the city slept early on Wednesday,"
        " with reports that {} people were killed and hundreds injured as rescue crews raced to dig out survivors."
    )
    articles = tuple(
        news.article("Bridge", text.format(number), outlet=outlet)
        for number, outlet in ((14, news.LEFT), (17, news.RIGHT))
    )
    found = figures.of(material.read(model.Cluster(id="a" * 16, articles=articles)))[0]
    assert ["14" in found.statements[0].text, "17" in found.statements[1].text] == [True, True]


@pytest.mark.parametrize(
    ("language", "left", "right", "heading"),
    [
        (
            "fr",
            "Le port accueille 3 millions de voyageurs par an selon la ville.",
            "Le port accueille 5 millions de voyageurs par an selon la ville.",
            "Number of voyageurs",
        ),
        (
            "fr",
            "Les travaux du pont coûtent 3 millions d’euros à la ville.",
            "Les travaux du pont coûtent 5 millions d’euros à la ville.",
            "",
        ),
        (
            "fr",
            "Le port accueille plus de 3 millions de voyageurs par an.",
            "Le port accueille 5 millions de voyageurs par an.",
            "",
        ),
        (
            "de",
            "Prüfer fanden 14 Risse in den Trägern der Hafenbrücke.",
            "Prüfer fanden 17 Risse in den Trägern der Hafenbrücke.",
            "Number of Risse",
        ),
        (
            "de",
            "Prüfer fanden am Montag 14 Risse in den Trägern der Hafenbrücke.",
            "Prüfer fanden am Dienstag 17 Risse in den Trägern der Hafenbrücke.",
            "",
        ),
        (
            "es",
            "Los inspectores hallaron 14 grietas en las vigas del puente.",
            "Los inspectores hallaron 17 grietas en las vigas del puente.",
            "Number of grietas",
        ),
        (
            "es",
            "Los inspectores hallaron catorce grietas en las vigas del puente.",
            "Los inspectores hallaron 14 grietas en las vigas del puente.",
            "",
        ),
        (
            "en",
            "Inspectors found over two dozen cracks in the beams of the bridge.",
            "Inspectors found at least 52 cracks in the beams of the bridge.",
            "",
        ),
        (
            "en",
            "Inspectors found at least 24 cracks in the beams of the bridge.",
            "Inspectors found 12 cracks in the beams of the bridge.",
            "Number of cracks",
        ),
        (
            "en",
            "Inspectors found fewer than 24 cracks in the beams of the bridge.",
            "Inspectors found 12 cracks in the beams of the bridge.",
            "",
        ),
        (
            "en",
            "Inspectors found as many as 50 cracks in the beams of the bridge.",
            "Inspectors found at least 63 cracks in the beams of the bridge.",
            "Number of cracks",
        ),
    ],
)
def test_figures_that_differ(language: str, left: str, right: str, heading: str) -> None:
    articles = tuple(
        news.article("Bridge", text, outlet=outlet).model_copy(update={"language": language})
        for text, outlet in ((left, news.LEFT), (right, news.RIGHT))
    )
    read = material.read(model.Cluster(id="a" * 16, articles=articles))
    assert [each.about for each in figures.of(read)] == ([heading] if heading else [])
