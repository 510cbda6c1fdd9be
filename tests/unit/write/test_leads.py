"""What a story begins with: its dek and takes tell the news, in every language whose words are known."""

import pytest

from digest import model
from digest.text import lines
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
