"""On which day: news.NOON is Wednesday, March 4, 2026; articles of the left are older than those of the centre."""

from datetime import date

import pytest

from digest import model
from digest.write import material
from digest.write.differences import dates, spans
from tests import news

PUBLISHED = date(2026, 3, 4)


def told(
    left: str, right: str, *more: str, language: str = "en", hours: tuple[float | None, float | None] = (2, 1)
) -> list[tuple[str, list[str]]]:
    """What the differences in dates are about, and who stands in them; ``more`` is printed by the right as well."""
    articles = (
        news.article("Harbor Bridge", left, outlet=news.LEFT, hours=hours[0]),
        news.article("Harbor Bridge", right, *more, outlet=news.RIGHT, hours=hours[1]),
    )
    spoken = tuple(article.model_copy(update={"language": language}) for article in articles)
    read = material.read(model.Cluster(id="a" * 16, articles=spoken), preferred=language)
    return [(each.about, [s.outlet for s in each.statements]) for each in dates.of(read)]


BOTH = ["Left Herald", "Right Ledger"]
CLOSED = "The city closed the Harbor Bridge to cars {}."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("on Monday", "on Tuesday"),
        ("Monday", "late on Tuesday"),
        ("on March 1", "on March 3"),
        ("on March 1", "on Tuesday"),
        ("on 1 March 2026", "on March 3, 2026"),
        ("in January", "on March 3"),
        ("in 2017", "in 2019"),
        ("in May 2017", "in 2016"),
        ("yesterday", "on Sunday"),
        ("on Feb. 27", "on March 2"),
        ("in early January", "in late March"),
    ],
)
def test_other_days_of_one_deed_are_a_difference(left: str, right: str) -> None:
    assert told(CLOSED.format(left), CLOSED.format(right)) == [
        ("When: The city closed the Harbor Bridge to cars", BOTH),
    ]


def test_beginnings_and_ends_are_compared_with_their_like() -> None:
    text = "Ines Keller has led the council of Ostrava Bay {}."
    assert told(text.format("since 2002"), text.format("since 2003")) == [
        ("When: Ines Keller has led the council of Ostrava Bay", BOTH)
    ]
    assert told(text.format("since 2002"), text.format("in 2003")) == []
    assert told(CLOSED.format("until Friday"), CLOSED.format("until Sunday"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("on Tuesday", "on March 3"),
        ("on Tuesday", "on Tuesday, March 3, 2026"),
        ("on Tuesday", "yesterday"),
        ("yesterday", "on March 3"),
        ("yesterday", "on March 2"),
        ("on Tuesday", "this week"),
        ("last week", "on February 26"),
        ("last year", "in 2025"),
        ("in March", "on March 3"),
        ("in 2026", "on March 3"),
        ("in 2025", "in May 2025"),
        ("on March 3", "on 3 March 2026"),
        ("on March 3", "on the 3rd of March"),
        ("on Tuesday", "on August 14"),
        ("on Tuesday", "in 2017"),
        ("on March 3", "in 2017"),
        ("since Monday", "on Tuesday"),
        ("by Monday", "on Tuesday"),
        ("until Monday", "on Tuesday"),
        ("before Monday", "before Tuesday"),
        ("between Monday and Tuesday", "on Thursday"),
        ("on Monday and Tuesday", "on Tuesday"),
        ("at nine", "at ten"),
        ("on Monday", ""),
        ("", ""),
    ],
)
def test_one_day_told_in_two_ways_is_none(left: str, right: str) -> None:
    assert told(CLOSED.format(left), CLOSED.format(right)) == []
    assert told(CLOSED.format(right), CLOSED.format(left)) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The city closed the Harbor Bridge on Monday.", "The city opened the Harbor Bridge on Tuesday."),
        ("The city closed the Harbor Bridge on Monday.", "The city closed the Northern Tunnel on Tuesday."),
        ("The city closed the Harbor Bridge on Monday.", "Otto Brandt left the city council on Tuesday."),
        ("The city closed the Harbor Bridge on Monday.", "The city will close the Harbor Bridge on Friday."),
        ("The city closed the Harbor Bridge on Monday.", "The city closed no Harbor Bridge on Tuesday."),
        ("Mayor Ines Keller said on Monday the bridge is safe.", "Mayor Ines Keller said on Tuesday the bridge is safe."),
        ("Ines Keller told the council Monday the bridge is safe.", "Ines Keller told the council Friday the bridge is safe."),
        ("The bridge is safe, Keller wrote in a statement Monday.", "The bridge is safe, Keller wrote in a tweet Tuesday."),
        ("The council asked about the bridge at the Monday hearing.", "The council asked about the bridge at the Friday hearing."),
        ("Monday's vote on the Harbor Bridge divided the council.", "Friday's vote on the Harbor Bridge divided the council."),
        (
            "The city closed the Harbor Bridge to cars on Monday.",
            "The council closed the landing at Harbor Bridge on Tuesday.",
        ),
        (
            "The Harbor Bridge was closed to cars by the city on Monday.",
            "The Harbor Bridge may be closed to cars by the city on Friday.",
        ),
        ("The bridge was closed on Monday.", "The tram was closed on Tuesday."),
        ("The council met in 2016 over the 2014 bridge plan.", "The council met in 2017 over the 2015 bridge plan."),
        ("The city closed the bridge, which opened on Monday.", "The city closed the bridge, which it sold on Tuesday."),
    ],
)  # fmt: skip
def test_days_of_different_things_are_none(left: str, right: str) -> None:
    assert told(left, right) == []


def test_what_one_outlet_dates_twice_happened_twice() -> None:
    again = "The city closed the Harbor Bridge to cars for an hour on Monday as well."
    assert told(CLOSED.format("on Monday"), CLOSED.format("on Tuesday"), again) == []


def test_reports_from_different_weeks_are_none() -> None:
    assert told(CLOSED.format("Monday"), CLOSED.format("Tuesday"), hours=(200, 1)) == []


def test_weekdays_of_undated_reports_differ_and_their_dates_do_not() -> None:
    assert told(CLOSED.format("Monday"), CLOSED.format("Tuesday"), hours=(None, None))
    assert told(CLOSED.format("Monday"), CLOSED.format("on March 3"), hours=(None, 1)) == []
    assert told(CLOSED.format("on March 1"), CLOSED.format("on March 3"), hours=(None, 1)) == []


@pytest.mark.parametrize(
    ("language", "text", "one", "other", "same"),
    [
        ("de", "Die Stadt sperrte die Hafenbrücke {} für alle Autos.", "am Montag", "am Dienstag", "am 2. März"),
        ("fr", "La ville a fermé le pont du port aux voitures {}.", "lundi", "mardi", "le 2 mars"),
        ("es", "La ciudad cerró el puente del puerto a los coches {}.", "el lunes", "el martes", "el 2 de marzo"),
    ],
)
def test_days_in_other_languages(language: str, text: str, one: str, other: str, same: str) -> None:
    assert [outlets for _, outlets in told(text.format(one), text.format(other), language=language)] == [BOTH]
    assert told(text.format(one), text.format(same), language=language) == []


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "It may march on with 2000 homes and 3 May trees.", ["3 May"]),
        ("en", "It opened in May 2017, on Tuesday, March 3, and Sept. 11.", ["May 2017", "Tuesday, March 3", "Sept. 11"]),
        ("de", "Am Dienstag, 3. März 2026, und im Mai; morgen wird es 12.30 Uhr.", ["Dienstag, 3. März 2026", "Mai", "morgen"]),
        ("fr", "Il marche mardi 3 mars 2026, le 1er avril ou demain.", ["mardi 3 mars 2026", "1er avril", "demain"]),
        ("es", "Por la mañana del martes 3 de marzo de 2026 y ayer.", ["martes 3 de marzo de 2026", "ayer"]),
    ],
)  # fmt: skip
def test_times_are_found(language: str, text: str, named: list[str]) -> None:
    found = spans.mentions(text, language, PUBLISHED)
    assert [
        text[each.start : each.end] for each in found if not text[each.start : each.end].startswith("in 2000")
    ] == named


def test_a_day_that_is_none_means_nothing() -> None:
    (found,) = spans.mentions("It opens on February 31, 2026.", "en", PUBLISHED)
    assert found.spans == ()
