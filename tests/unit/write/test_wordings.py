import pytest

from digest.write import wordings

SAID = "We will not gamble with a single life on this bridge, and we will open it in our own time."


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [
        ("They fired on ships in our territory this week", "They fired on ships on our territory this week", True),
        (SAID, "We will not gamble with one single life on this bridge", True),
        (SAID, "We will gamble with a single life on this bridge", True),
        ("The bridge was built by the winner", "The bridge was built by the winners", True),
        ("If the council agrees, we will open the bridge", "Should the council agree, we will open the bridge", True),
        (SAID, "we will not gamble with a single life on this bridge", False),
        (SAID, "We will not gamble … and we will open it in our own time", False),
        (SAID, "We will not gamble ... on this bridge, and we will … in our own time", False),
        (SAID, "[The city] will not gamble with a single life on this bridge", False),
        (SAID, "We will not gamble with a single life (on the Harbor Bridge)", False),
        (SAID, "We won't gamble with a single life on this bridge - and we'll open it in our own time!", False),
        (SAID, "[W]e will not gamble with a single life on this bridge", False),
        (SAID, "We will not gamble with a life on this bridge", False),
        (SAID, "We will open it in our own time. We promise you that.", False),
        ("We have 25% of the 2 boats on hand", "We have 25 percent of the two boats on hand", False),
        ("We have 25 per cent of the boats on hand", "We have 25% of the boats on hand", False),
        ("Our No. 1 task is a well-built bridge", "Our number one task is a well built bridge", False),
        ("We honour the people who organise the ferries", "We honor the people who organize the ferries", False),
        ("It opens on Jan. 20th and stays open", "It opens on Jan. 20 and stays open", False),
        ("The @HarborBoard has paid for the repairs", "The Harbor Board has paid for the repairs", False),
        ("The ferry is safe, the harbor is open", "The trams are slow and nobody is to blame", False),
        ("We will build this bridge for the east bank", "We will build that school for the west side", False),
        ("We will win", "We will lose", False),
        ("We will open the bridge tomorrow", "We will open the bridge when it has been repaired for good", False),
        ("", "", False),
    ],
)
def test_other_words_are_told_from_the_same_words(one: str, other: str, *, is_other: bool) -> None:
    assert wordings.differ(one, other) is is_other
    assert wordings.differ(other, one) is is_other


@pytest.mark.parametrize(
    ("language", "one", "other", "is_other"),
    [
        ("de", "Wir werden die Brücke im Juni wieder öffnen", "Wir werden die Brücke im Juli wieder öffnen", True),
        ("de", "Wir haben 25 Prozent der zwei Boote", "Wir haben 25% der 2 Boote", False),
        ("fr", "Nous rouvrirons le pont dans cette ville", "Nous rouvrirons le pont pour cette ville", True),
        ("fr", "Nous avons 25 pour cent des deux bateaux", "Nous avons 25 % des 2 bateaux", False),
        ("es", "No vamos a jugar con la vida de nadie", "No vamos a jugar con la vida de alguien", True),
        ("es", "Abriremos el puente en tres semanas", "Abriremos el puente … en 3 semanas", False),
    ],
)
def test_the_words_of_other_languages(language: str, one: str, other: str, *, is_other: bool) -> None:
    assert wordings.differ(one, other, language) is is_other


def test_of_a_long_quotation_the_sentences_that_both_print_are_shown() -> None:
    long = f"This city has waited. {SAID} Ask the engineers."
    assert wordings.shared(long, SAID.replace("a single", "one single")) == SAID
    assert wordings.shared(SAID, long) == SAID
    assert wordings.shared(SAID, "Nothing of it.") == SAID
