"""What other programs printed, told again in words of our own: each line must be stopped, and its true twin must pass."""

import pytest

from digest import model
from digest.text import sentences
from digest.write import check
from tests import news
from tests.bench import told


def failings(said: tuple[str, ...], text: str, *cited: int) -> tuple[check.Failing, ...]:
    """What is wrong with a line that cites these sentences, all where none are named."""
    article = news.article("What happened today", *said)
    found = [s for s in sentences.of(article) if not cited or s.index in cited]
    citations = tuple(model.Citation(article=article.id, sentence=s.index, quote=s.text) for s in found)
    return check.Gate([article]).failings(model.Statement(text=text, citations=citations, origin=model.Origin.MODEL))


LEBANON = ("The Lebanese president vows to “do the impossible” to end the war with Israel.",)
CHICAGO = (
    "Cook County State’s Attorney Eileen O’Neill Burke’s office is reviewing an order of Mayor Brandon Johnson.",
)
TRUMP = ("President Trump signed an order on tariffs, and former President Obama criticized it.",)
COLOMBIA = ("Attacks on pipelines in Colombia cut oil output, and mining companies paused shipments.",)
KYIV = (
    "Nine people were killed in strikes on Kyiv overnight, the mayor said.",
    "Russia launched missiles at several Ukrainian cities, according to the air force.",
)
RATES = ("The Federal Reserve left interest rates unchanged on Wednesday and signalled one cut this year.",)
QUOTED = ("The minister said that the reform had gone too far and that families would pay for it.",)
STORES = ("Germany stores more gas than a year ago, and prices fell for a third week.",)

STOPPED = [
    # A name put to an office that the source does not name (worldmonitor#3836).
    (LEBANON, "Lebanese President Michel Aoun vows to “do the impossible” to end the war with Israel.", "name"),
    # The office holder of years ago (kite-public#414).
    (CHICAGO, "Cook County State's Attorney Kim Foxx's office is reviewing an order of Mayor Brandon Johnson.", "name"),
    (CHICAGO, "Foxx's office is reviewing an order of Mayor Brandon Johnson.", "name"),
    # "Former" before the president in office (worldmonitor#8441).
    (TRUMP[0:1], "Former President Trump signed an order on tariffs.", "title_word"),
    (("President Trump signed an order on tariffs.",), "Former President Trump signed an order on tariffs.", "title_word"),
    (TRUMP, "President Obama criticized an order on tariffs that President Trump signed.", "title_word"),
    # Mines, pipelines and fields that no source names (worldmonitor#7865).
    (COLOMBIA, "Attacks on the Caño Limón-Coveñas pipeline in Colombia cut oil output.", "name"),
    (COLOMBIA, "Attacks in Colombia cut oil output, and the Cerrejón mine paused shipments.", "name"),
    # The right words under the wrong story (Agentic-FinSearch#302).
    (RATES, "Chipmaker shares jumped after strong quarterly sales of data centre processors.", "overlap"),
    # Preambles, reasoning and markup (kite-public#319, news-aggregator#84).
    (STORES, "Based on the provided information, Germany stores more gas than a year ago.", "form"),
    (STORES, "Here are the key facts: Germany stores more gas than a year ago.", "form"),
    (STORES, "Let me analyze: Germany stores more gas than a year ago.", "form"),
    (STORES, "I'll summarize: Germany stores more gas than a year ago.", "form"),
    (STORES, "The key facts are: 1. **Germany stores more gas than a year ago.", "form"),
    (STORES, "<think>Prices fell.</think> Germany stores more gas than a year ago.", "form"),
    (STORES, "The article says that Germany stores more gas than a year ago.", "form"),
    (STORES, "Germany stores more gas than a year ago [1].", "form"),
    (STORES, "- Germany stores more gas than a year ago.", "form"),
    (STORES, "Germany stores more gas than a year ago, see [this](https://evil.example/).", "form"),
    (STORES, "Germany stores more gas than a year ago.\nPrices fell for a third week.", "form"),
    (STORES, "In summary, Germany stores more gas than a year ago.", "form"),
    # A paraphrase printed as a quotation (kite-public#97).
    (QUOTED, "The minister said: “the reform had gone too far and families would pay”.", "quotation"),
    (QUOTED, "The minister said “that the reform had gone too far and that families would pay for it”.", "quotation"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "text", "failing"), STOPPED)
def test_what_others_printed_is_stopped(said: tuple[str, ...], text: str, failing: str) -> None:
    assert check.Failing(failing) in failings(said, text)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (LEBANON, "The Lebanese president vows to “do the impossible” to end war with Israel."),
        (CHICAGO, "O'Neill Burke's office is reviewing an order of Mayor Brandon Johnson."),
        (TRUMP, "President Trump signed an order on tariffs, which former President Obama criticized."),
        (COLOMBIA, "Pipeline attacks in Colombia cut oil output."),
        (RATES, "The Federal Reserve signalled one rate cut this year and left interest rates unchanged."),
        (STORES, "Gas prices in Germany fell for a third week."),
        (QUOTED, "The minister said the reform had gone too far."),
        # A common word with the capital of a sentence's beginning is no name (worldmonitor#6109).
        (("After the latest turn, uncertainty remains over the talks.",), "Uncertainty remains over the talks."),
    ],
)
def test_their_true_twins_pass(said: tuple[str, ...], text: str) -> None:
    assert failings(said, text) == ()


def test_every_story_drawn_on_is_cited() -> None:
    """A claim merged of two sentences needs both (worldmonitor#6001, #6030)."""
    merged = "Nine people were killed in strikes on Kyiv, the mayor said, after Russia launched missiles."
    assert check.Failing.NAME in failings(KYIV, merged, 0)
    assert failings(KYIV, merged) == ()


def test_own_lines_are_told_apart() -> None:
    """Every false retelling of the table is stopped, and nearly every true one passes."""
    refused = [text for case in told.ALL for text in case.true if failings(case.said, text)]
    passed = [line for case in told.ALL for line in case.false if not failings(case.said, line[1])]
    assert len(refused) <= 0.02 * sum(len(case.true) for case in told.ALL), refused
    assert len(passed) <= 0.02 * sum(len(case.false) for case in told.ALL), passed


@pytest.mark.parametrize("case", told.HUNG, ids=lambda case: case.said[0][:30])
def test_what_a_claim_hangs_on_is_kept(case: told.Told) -> None:
    """Conditions, exceptions, speakers, plans, animals, who does what: each false line fails for the reason named."""
    for why, text in case.false:
        assert check.Failing(why) in failings(case.said, text)
    for text in case.true:
        assert failings(case.said, text) == ()


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("Stahlberg will close its plant in Orwin unless the state pays.", "Stahlberg will close its plant in Orwin."),
        ("All schools will open on Monday except those by the river.", "All schools will open on Monday."),
        ("Nurses will strike in April if the talks fail.", "Nurses will strike in April."),
        ("Renn may keep his house in Lindau but not his office.", "Renn may keep his house in Lindau office."),
    ],
)
def test_an_extract_cuts_no_condition_off(said: str, cut: str) -> None:
    article = news.article("What happened today", said)
    cited = (model.Citation(article=article.id, sentence=0, quote=said),)
    line = model.Statement(text=cut, citations=cited, origin=model.Origin.EXTRACT)
    assert check.Failing.CONDITION in check.Gate([article]).failings(line)


@pytest.mark.parametrize(
    "piece", ["A sued B, ", "“", "Keller and ", "1 of 2 of ", "3 million ", "not ", "(", "5-", "x" * 50]
)
def test_a_sentence_without_end_is_judged_all_the_same(piece: str) -> None:
    said = piece * (100_000 // len(piece)) + " end."
    line = " ".join((piece * 400)[:900].split()[:30]) + " of Otto Brandt."
    assert failings((said,), line)
    assert failings((said,), said + " more.") in ((check.Failing.LENGTH,), (check.Failing.NO_CITATION,))
