"""What shortening leaves out of news sentences, and what it must not touch. Every sentence here is invented."""

import pytest

from digest.text import lines

SHORTENED = {
    "OSLO (AP) — The ferry company stopped all its boats after a fire broke out in an engine room, leaving 400 passengers waiting on the quays until late at night.": "The ferry company stopped all its boats after a fire broke out in an engine room.",
    "On Tuesday, Governor Mara Lind signed the budget for the coming year, which adds 40 million crowns for schools and hospitals in the north of the state.": "Governor Mara Lind signed the budget for the coming year, which adds 40 million crowns for schools and hospitals in the north of the state.",
    "Late Friday, the court in Brenn ordered the company to clean up the river, ending a dispute that had lasted for nearly nine years.": "The court in Brenn ordered the company to clean up the river.",
    "Judge Otto Brandt, 61, sentenced the former treasurer to four years in prison for taking money from the pension fund of the city.": "Judge Otto Brandt sentenced the former treasurer to four years in prison for taking money from the pension fund of the city.",
    "The minister, however, will keep her seat in parliament until the end of the year, with her party holding a majority of two.": "The minister will keep her seat in parliament until the end of the year.",
    "The storm — the third to reach the coast since the beginning of the month — tore the roofs from some 200 houses in Ostrava Bay.": "The storm tore the roofs from some 200 houses in Ostrava Bay.",
    "Ines Keller, who took office in May, will lead the talks with the four neighbouring towns about the new bridge over the river.": "Ines Keller will lead the talks with the four neighbouring towns about the new bridge over the river.",
    "The law, which was passed in a late session, was welcomed by farmers in the east and by the makers of tractors in the capital.": "The law was welcomed by farmers in the east and by the makers of tractors in the capital.",
    "The Lakeside Orchestra, a group of some 80 players, opened its new season with a symphony by a young composer from the north.": "The Lakeside Orchestra opened its new season with a symphony by a young composer from the north.",
    "The city closed the tunnel on Monday morning, citing a report that found water in eleven of its forty sections near the harbour.": "The city closed the tunnel on Monday morning.",
    "The bank raised its rate to 4 percent on Thursday, a step that few traders in the city had seen coming before the summer.": "The bank raised its rate to 4 percent on Thursday.",
    "Rescuers reached the last of the miners on Sunday night; families had waited at the gate of the pit for almost three days.": "Rescuers reached the last of the miners on Sunday night.",
    "The airline cancelled 120 flights on Friday, despite a promise of its chief executive to bring every traveller home by the weekend.": "The airline cancelled 120 flights on Friday.",
    "The senate passed the bill by 52 votes to 48 (with two members of the opposition in favour), and sent it on to the governor.": "The senate passed the bill by 52 votes to 48, and sent it on to the governor.",
    "Police arrested five men in the port of Brenn early on Wednesday, after a container with a tonne of cocaine was found there.": "Police arrested five men in the port of Brenn early on Wednesday.",
    "The factory will close at the end of March, while its 300 workers are offered places in two other plants of the same group.": "The factory will close at the end of March.",
    "Doctors at the state hospital treated 34 people for burns on Monday, including nine children who had been in the school kitchen.": "Doctors at the state hospital treated 34 people for burns on Monday.",
    "The museum bought the painting for 2 million crowns in the autumn, one of the highest prices ever paid for a work by a living artist.": "The museum bought the painting for 2 million crowns in the autumn.",
    "In turn, the union of drivers, also known as the Wheel, began a strike at midnight in the three largest towns of the north.": "In turn, the union of drivers began a strike at midnight in the three largest towns of the north.",
    "PARIS — The trade minister will travel to three capitals in the coming week, hoping to win support for a common tariff on imported steel.": "The trade minister will travel to three capitals in the coming week.",
    "Earlier this week, the school board dropped its plan to close two village schools, after 600 parents had signed a letter of protest.": "The school board dropped its plan to close two village schools, after 600 parents had signed a letter of protest.",
    "Engineers reopened the northern line on Wednesday, two days ahead of schedule, with trains running every ten minutes in both directions.": "Engineers reopened the northern line on Wednesday, two days ahead of schedule.",
    "The parliament in Brenn elected Mara Lind its speaker on Thursday, making her the first woman to hold the office since the war.": "The parliament in Brenn elected Mara Lind its speaker on Thursday.",
    "The fire, which began in a store of tyres, was put out after six hours by crews from four towns along the coast.": "The fire was put out after six hours by crews from four towns along the coast.",
    "Unemployment fell to 4.1 percent in October, the lowest rate in eleven years, as shops and hotels hired staff for the winter.": "Unemployment fell to 4.1 percent in October, the lowest rate in eleven years.",
    "The two firms will merge in the spring — a plan that has been talked about since the price of copper began to fall.": "The two firms will merge in the spring.",
    "The prison guards ended their strike on Sunday; the state had offered them a raise of 6 percent over the next two years.": "The prison guards ended their strike on Sunday.",
    "Farmers blocked the road to the capital with 300 tractors on Monday, including those of a dozen villages that had been flooded.": "Farmers blocked the road to the capital with 300 tractors on Monday.",
    "The new library, an old brewery by the river, was opened by the mayor on Saturday with music and a dance for children.": "The new library was opened by the mayor on Saturday with music and a dance for children.",
    "The captain, Otto Brandt, was the last to leave the ship, as all of its 80 passengers stood safely on the pier at last.": "The captain, Otto Brandt, was the last to leave the ship.",
    "On Thursday morning, rescue crews pulled a child from the rubble of the school, where they had been digging since the earthquake on Monday.": "Rescue crews pulled a child from the rubble of the school.",
    "The drug maker Vorra will cut 1,200 jobs by the end of next year, most of them in research, and close its plant in Brenn.": "The drug maker Vorra will cut 1,200 jobs by the end of next year, most of them in research.",
    "The state does not pay for the repair of bridges that belong to towns, which have to find the money for them by themselves.": "The state does not pay for the repair of bridges that belong to towns.",
}
"""Sentence -> the line of at most 20 words, or as near to it as may be."""
KEPT = (
    "Thousands marched through the capital on Saturday, led by nurses and teachers who have been without a contract since the spring.",
    "The vaccine protects nine of ten people over the age of sixty, the largest study of its kind has found in four countries.",
    "The search for the missing climbers was called off on Friday evening, as heavy snow and strong winds were expected in the mountains.",
    "The mayor will open the bridge on Friday unless the inspectors find new cracks in the eleven beams that were repaired over the winter.",
    "The company broke the law for years by letting oil run into the river, according to a report that the state published on Thursday.",
    "The treasurer took 2 million crowns from the fund of the city over six years, which he denied before the court in Brenn on Tuesday.",
    "The ferry was hit by a second ship shortly before midnight, the harbour master said in a statement to the families of the missing.",
    "Brandt was arrested at his house in the east of the city on Sunday, accused of having sold the plans of the port to a rival firm.",
    "The factory may close at the end of the year, if the talks with the bank about a new loan of 40 million crowns come to nothing.",
    "No member of the council voted for the plan to sell the waterworks of the city to a company from abroad on Monday night.",
    "The minister allegedly gave the contract for the tunnel to the firm of her brother, although three other firms had asked for far less.",
    "The state will pay for the new ferry only if the city agrees to run it for ten years without asking for any more money.",
    "Neither the governor nor the mayor answered when they were asked about the letter that the inspectors had sent them in January of this year.",
    "“The bridge is closed until we know what has happened to its beams and who has signed the last report,” Mayor Ines Keller said.",
    "The river rose by almost four metres in a single night and carried away two bridges, eleven houses and the new school of Brenn.",
    "The council bought desks, chairs, lamps, boards and a hundred new computers for the school that had burned down in the winter.",
    "Voters in the north, the east and the islands chose the party of the governor in larger numbers than four years ago.",
    "The court held that the city must repay the fee to every driver who had paid it since the toll was raised in March.",
    "The group was led by a woman from the east of the city, whom friends and neighbours knew by the name of Ines Keller.",
    "Researchers suspect that the disease came from a farm in the south, where several hundred pigs might have been infected since the spring.",
    "The company would leave the country, its owner warned on Tuesday, if the parliament raised the tax on profits to more than 30 percent.",
    "The treaty forbids every test of the new weapon, except for those that are needed to make sure that old ones are safe.",
    "Mayor Ines Keller said she would run again in the spring and that the bridge would be finished by the end of her term.",
    "The hospital could lose its licence, likely within a year, since it has failed to hire the doctors that the law asks for.",
    "Prosecutors have accused the governor of taking gifts, trips and money from a builder who wanted the contract for the new port.",
    "The union rejected the offer of the railway on Sunday, which means that no trains will run in the north for another week.",
    "The referendum is valid only when half of all voters take part in it, a share that no vote has reached in twenty years.",
)
"""Too long, but each word is needed: attribution, doubt, denial, condition, a list, the only name."""


@pytest.mark.parametrize(("sentence", "line"), SHORTENED.items())
def test_what_is_told_in_passing_goes(sentence: str, line: str) -> None:
    assert lines.shortened(sentence, 20) == line
    assert lines.is_shortened(line, sentence)


@pytest.mark.parametrize("sentence", KEPT)
def test_what_carries_the_claim_stays(sentence: str) -> None:
    assert lines.shortened(sentence, 20) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales of the four largest makers once passed 90 million pairs a year, according to the trade council, which counts them at the factory, though last year they fell to 31 million.",
        "In the north, Clara Voss, a former customs officer, and party favourite beat two rivals in the race for the seat of the retiring senator Tom Ruhl.",
    ],
)
def test_a_turn_or_the_deed_itself_never_goes(sentence: str) -> None:
    assert lines.shortened(sentence, 20) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Mara Lind, whose family came to Brenn from the islands, where she still has cousins, wrote a letter to all the towns of the north.",
        "The trouble is that a book about the war, set along the banks of a river in the last century, and having a thief as its hero, tells no lies.",
        "As the calls for a new vote piled up from the towns of the north, a pattern of worry set in among the few members of the council.",
        "The ships in the bay help to track smugglers in the night, take pictures for the coast guard, and even bring food to the islands.",
        "The council on Monday passed the first new rule for ferries in nearly two decades, a contested step, made despite the warnings of its harbour master.",
        "The mayor had invited Clara Voss, a harbour pilot, who is from Brenn, to the meeting of the council on the new bridge over the river.",
        "The drug, vorramab, which will go by the name of Lindrel, is a monthly infusion meant to slow the loss of memory in old age.",
        "The governor spent the week trying to make the members of the council, who are far from agreed on most of the matters of the town -- a sign of her party.",
    ],
)
def test_no_sentence_is_torn_in_two(sentence: str) -> None:
    assert lines.shortened(sentence, 20) == sentence


def test_a_dateline_in_small_letters_goes() -> None:
    sentence = "New Marrow (CNN Business) Hiring rebounded in March after a weak month."
    assert lines.shortened(sentence, 20) == "Hiring rebounded in March after a weak month."


@pytest.mark.parametrize(
    "sentence",
    [
        "All were defeated in the upper house of the assembly.",
        "A third, the mayor of Brenn, voted for one article.",
        "A judge in Maren struck that law down last week.",
        "Clearly, that plan did not work for the people of Maren.",
    ],
)
def test_what_needs_the_sentence_before_does_not_stand_alone(sentence: str) -> None:
    assert not lines.stands_alone(sentence)
