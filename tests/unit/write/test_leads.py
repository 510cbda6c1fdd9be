"""What a story begins with: its dek and takes tell the news, in every language whose words are known."""

import pytest

from digest import model
from digest.text import lines, words
from digest.write import choice, extractive
from tests import news

FRENCH = (
    (
        "Le gouvernement limite la hausse des tarifs de train à 4 %",
        "Le gouvernement a présenté samedi un décret qui limite la hausse des tarifs de train à 4 % par an.",
        "Les abonnés de moins de vingt ans seront exemptés, selon le ministère des Transports.",
    ),
    (
        "Tarifs de train : un décret limite les hausses à 4 %",
        "Le gouvernement a présenté samedi un décret qui limite la hausse des tarifs de train à 4 %.",
        "L’association des voyageurs a annoncé qu’elle saisirait la justice dès la signature du décret.",
    ),
    (
        "Les exploitants dénoncent le décret sur les tarifs de train",
        "Les exploitants dénoncent le décret du gouvernement qui limite la hausse des tarifs de train à 4 %.",
        "Les coûts des exploitants ont augmenté de 9 % en un an, selon leur fédération.",
    ),
)
SPANISH = (
    (
        "El Gobierno limita al 4 % la subida de los billetes de tren",
        "El Gobierno presentó el sábado un decreto que limita al 4 % la subida de los billetes de tren.",
        "El límite se aplicará durante cinco años, según el Ministerio de Transportes.",
    ),
    (
        "El Gobierno presenta un decreto sobre los billetes de tren",
        "El Gobierno presentó el sábado un decreto que limita al 4 % anual la subida de los billetes de tren.",
        "Los viajeros menores de veinte años quedan exentos, según el Ministerio de Transportes.",
    ),
    (
        "Los operadores critican el decreto sobre los billetes de tren",
        "Los operadores critican el decreto que limita al 4 % la subida de los billetes de tren.",
        "Los costes de los operadores han subido un 9 % en un año, según la federación.",
    ),
)


def told(language: str, *said: tuple[str, ...]) -> model.Story:
    """The story of some articles (title and paragraphs) of outlets of three leans."""
    outlets = (news.LEFT, news.CENTRE, news.RIGHT)
    articles = [
        news.article(title, *paragraphs, outlet=outlet).model_copy(update={"language": language})
        for (title, *paragraphs), outlet in zip(said, outlets, strict=False)
    ]
    newsletter = news.NEWSLETTER.model_copy(update={"language": language})
    return extractive.Extractive(1000).write(model.Cluster(id="c" * 16, articles=tuple(articles)), newsletter)


@pytest.mark.parametrize(
    ("language", "said", "begin"),
    [("fr", FRENCH, "Le gouvernement a présenté"), ("es", SPANISH, "El Gobierno presentó el sábado")],
)
def test_the_sentence_that_tells_the_news_is_the_dek_with_its_blank_before_the_percent_sign(
    language: str, said: tuple[tuple[str, ...], ...], begin: str
) -> None:
    story = told(language, *said)
    assert story.dek.startswith(begin)
    assert "4 %" in story.dek
    assert story.quick_takes
    assert not story.reasons


def test_a_line_with_its_blanks_closed_is_an_extract_still() -> None:
    assert lines.is_shortened("Rents rise by 4% a year.", "Rents rise by 4 % a year , the council said .")
    assert not lines.is_shortened("Rents rise by 5% a year.", "Rents rise by 4 % a year .")


def test_words_that_say_nothing_cost_nothing_in_their_language() -> None:
    said = choice.said("Le navire transportait les passagers de la compagnie et des marins.", "fr")
    assert said.terms == {"navire", "transportait", "passager", "compagnie", "marin"}


GERMAN = (
    (
        "Regierung will Fahrpreise auf 4 Prozent begrenzen",
        "Die Regierung hat am Samstag einen Gesetzentwurf vorgelegt, der die Erhöhung der Fahrpreise auf 4 Prozent begrenzt.",
        "Die Grenze soll fünf Jahre gelten und 640.000 Pendler entlasten, teilte das Verkehrsministerium mit.",
    ),
    (
        "Fahrpreise: Regierung legt Gesetzentwurf vor",
        "Die Regierung hat am Samstag einen Gesetzentwurf vorgelegt, der Fahrpreise auf 4 Prozent Erhöhung begrenzt.",
        "In den vier Städten fahren nach Angaben der Bahn jeden Tag 640.000 Pendler zur Arbeit.",
    ),
    (
        "Bahnbetreiber warnen vor Grenze für Fahrpreise",
        "Die Bahnbetreiber warnen vor dem Gesetzentwurf der Regierung, der die Fahrpreise auf 4 Prozent begrenzt.",
        "Nach Ansicht der Betreiber bestraft die Grenze die Pendler, weil das Verkehrsministerium in Städten spart.",
    ),
)


def test_a_german_take_tells_a_figure_once_and_nothing_that_is_argued() -> None:
    takes = [take.text for take in told("de", *GERMAN).quick_takes]
    assert sum("640" in take for take in takes) == 1
    assert not any("Ansicht" in take for take in takes)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Das entlastet 640.000 Haushalte.", "Zur Miete wohnen in den Städten 640 000 private Haushalten."),
        ("fr", "Le plafond protège 640\u202f000 ménages.", "Dans ces villes, 640.000 ménages louent un logement."),
        ("es", "El límite protege a 640.000 hogares.", "En las ciudades alquila cada hogar de los 640 000 hogares."),
        (
            "en",
            "The number who wait fell to 88,400, the ministry said.",
            "The list stands at 88,400 patients, down from 97,000.",
        ),
        ("en", "The cap shields 640,000 homes.", "Some 640,000 rented homes stand in the four cities, it said."),
    ],
)
def test_the_same_figure_of_the_same_thing_is_said_twice(language: str, one: str, other: str) -> None:
    assert choice.said(one, language).repeats(choice.said(other, language))


def test_another_figure_or_the_figure_of_another_thing_is_news() -> None:
    said = choice.said("Die Grenze entlastet 640.000 Haushalte.", "de")
    assert not said.repeats(choice.said("In der Region leben 640 Haushalte ohne Wasser.", "de"))
    assert not said.repeats(choice.said("Auf dem Konto der Stadt liegen 640.000 Euro.", "de"))
    assert not choice.said("Rents rose to 1,250, he said.").repeats(choice.said("Ferries cost 1,250.50 crowns."))
    assert choice.said("Es waren 4,25 Prozent.", "de").figures == {"4.25", "4.25 %"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Nach Auffassung der Gegner hilft das Gesetz niemandem."),
        ("fr", "Les locataires redoutent une pénurie de logements."),
        ("es", "Los inquilinos temen que suban los precios."),
        ("en", "Critics see no need for the law."),
    ],
)
def test_what_somebody_thinks_is_known_in_each_language(language: str, text: str) -> None:
    assert not words.of(language).opinion.isdisjoint(lines.bare(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Brand forderte drei Tote, ein Gericht verurteilte den Fahrer."),
        ("fr", "Le juge a condamné le conducteur à une amende."),
        ("es", "El tribunal condenó al conductor y se espera lluvia."),
    ],
)
def test_what_a_court_does_is_no_opinion(language: str, text: str) -> None:
    assert words.of(language).opinion.isdisjoint(lines.bare(text))
