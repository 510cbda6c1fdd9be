import pytest

from digest.text import lines


@pytest.mark.parametrize(
    "text",
    [
        "If that gap stayed, households would make up 70 million crowns a year.",
        "Under this plan, ferries will stop in the bay for a year.",
        "Police believe the attackers behind this raid fled to the hills.",
        "The mayor of Ostrava opposes these changes to the harbor fees.",
        "Before that vote, the council closed the bridge to all cars.",
        "Despite those warnings, the harbor board opened the pier in May.",
        "The council in Ostrava voted for those two measures in March.",
    ],
)
def test_a_noun_that_points_to_another_sentence_does_not_stand_alone(text: str) -> None:
    assert not lines.stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council said that households would pay 70 million crowns a year.",
        "The bridge that inspectors closed in May will open on Friday.",
        "The council votes this week on the price of ferries.",
        "Ferries in the bay stopped that day because of a storm.",
        "The mayor opens the bridge this Friday, the council said.",
        "Trams will be free for those who live near the bridge.",
        "The ministry pays those affected by the flood 600 crowns a month.",
        "The gap between costs and prices grew, and if that gap stays, households will pay more.",
        "Mayor Ines Keller said on Monday that the plan “would make this harbor poor”.",
        "Ferries cost more in this country than trams do.",
        "The council found in March that prices of ferries rose.",
    ],
)
def test_times_conjunctions_and_nouns_named_before_stand(text: str) -> None:
    assert lines.stands_alone(text)
