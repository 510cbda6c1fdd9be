import time

import pytest

from digest.text import lines, titles


@pytest.mark.parametrize(
    "text",
    [
        "The Harbor Bridge closed on Tuesday after inspectors found 14 cracks.",
        "Mayor Ines Keller said she would rebuild the bridge.",
        "Council member Otto Brandt called it “a failure.”",
    ],
)
def test_a_line_that_stands_alone(text: str) -> None:
    assert lines.stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said the bridge would close on Tuesday.",
        "On Sunday, she released a letter to all members of the council.",
        "Rather than closing it, they agreed to another chance in court.",
        "That means the bridge stays closed for weeks.",
        "Will the bridge ever open again to cars?",
        "“We will not gamble with a single life on this bridge.”",
        "We asked the mayor about the bridge and its cracks.",
        "Read more about the bridge and the cracks here.",
        "Police officers stand in front of the Harbor Bridge, March 3, 2026.",
        "and so the bridge in the harbor stays closed.",
        "The bridge in the harbor stays closed",
        "The mayor of the city said “the bridge is closed.",
        "The bridge was never safe, he said.",
        "Five of those officers were Ostrava police.",
        "By Lia Moss of the Lantern in Ostrava.",
        "It is a law that bans the sale of ferries in the north.",
        "It was the bridge that the mayor closed on Monday.",
        "Most have been released from the prison since Monday.",
        "Police arrested two of them in Ostrava on Monday.",
        "CLOSE The last time the bridge failed, many ferries ran.",
    ],
)
def test_a_line_that_does_not(text: str) -> None:
    assert not lines.stands_alone(text)


def test_trimmed_drops_dateline_connective_and_brackets() -> None:
    assert lines.trimmed("OSTRAVA BAY (AP) — The bridge closed.") == "The bridge closed."
    assert lines.trimmed("However, the mayor (Ind.) agreed.") == "The mayor agreed."


def test_shortened_leaves_out_asides_only() -> None:
    long = "Mayor Ines Keller, who took office in May, closed the bridge on Tuesday, citing 14 new cracks in its beams."
    assert lines.shortened(long, 12) == "Mayor Ines Keller closed the bridge on Tuesday."
    assert lines.shortened(long, 30) == long


@pytest.mark.parametrize(
    "text",
    [
        "The mayor closed the old bridge in the harbor, which she said was not safe for any kind of traffic at all.",
        "The mayor will open the old bridge in the harbor on Friday, while the state may not agree to any of the plans.",
    ],
)
def test_what_carries_a_claim_is_never_cut(text: str) -> None:
    assert lines.shortened(text, 12) == text


def test_is_shortened_wants_the_same_words_in_the_same_order() -> None:
    assert lines.is_shortened("The bridge closed.", "The old bridge, they say, closed.")
    assert not lines.is_shortened("The closed bridge.", "The bridge closed.")
    assert not lines.is_shortened("The bridge opened.", "The bridge closed.")


def test_names() -> None:
    assert lines.names("Mayor Ines Keller met Otto Brandt’s aide in Ostrava.") == [
        "ines keller",
        "otto brandt",
        "ostrava",
    ]
    assert lines.names("Nobody came.") == []


@pytest.mark.parametrize(
    ("title", "outlet", "plain"),
    [
        ("Bridge closed - Centre Wire", "Centre Wire", "Bridge closed"),
        ("Bridge closed | The Centre Wire", "Centre Wire", "Bridge closed"),
        ("BREAKING: Bridge closed", "Centre Wire", "Bridge closed"),
        ("Bridge - closed", "Centre Wire", "Bridge - closed"),
        ("Centre Wire", "Centre Wire", "Centre Wire"),
    ],
)
def test_plain_titles(title: str, outlet: str, plain: str) -> None:
    assert titles.plain(title, outlet) == plain


def test_a_list_is_not_cut_in_two() -> None:
    text = "The duties hit shoppers, who are heavy buyers of phones, clothing and other goods from overseas factories."
    assert "shoppers clothing" not in lines.shortened(text, 12)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Both aides said during the hearings, which lasted 11 hours, that they were worried by the call.",
            "hearings.",
        ),
        (
            "It will inflame tensions in Louisville, where people demand justice for Taylor, an unarmed driver, on March 13.",
            "Louisville an",
        ),
    ],
)
def test_what_a_sentence_needs_is_not_cut(text: str, wrong: str) -> None:
    assert wrong not in lines.shortened(text, 10)


@pytest.mark.parametrize(
    "place", ["WASHINGTON—", "PARIS — ", "CHARLOTTESVILLE, Va./WASHINGTON (Reuters) - ", "LOS ANGELES (AP) -- "]
)
def test_datelines_go(place: str) -> None:
    assert lines.trimmed(f"{place}Ines Keller closed the bridge.") == "Ines Keller closed the bridge."


@pytest.mark.parametrize(
    "text",
    [
        "Keller then called the council to tell it about the bridge.",
        "Mayor Ines Keller said she was serious when she made that remark.",
        "Employers argue that a company in such straits should not raise pay.",
        "Moments the mayor later called for a new bridge over the harbour.",
        "At the earlier news conference, Ines Keller asked for patience.",
    ],
)
def test_what_points_elsewhere_does_not_stand_alone(text: str) -> None:
    assert not lines.stands_alone(text)


def test_background_tells_what_was_before() -> None:
    assert lines.is_background("The city began the repairs in 2012.")
    assert lines.is_background("Premiums previously rose by a tenth.")
    assert not lines.is_background("The city closed the bridge on Tuesday.")


def test_a_shouted_title_is_spoken_with_the_capitals_of_its_text() -> None:
    text = "The FBI searched the Harbor Bridge in Ostrava on Tuesday, and the bridge was closed."
    assert titles.spoken("FBI SEARCHES HARBOR BRIDGE IN OSTRAVA", [text]) == "FBI searches Harbor bridge in Ostrava"
    assert titles.spoken("THE EU CLOSES A BRIDGE", []) == "The EU closes a bridge"
    assert titles.spoken("FBI searches NATO", [text]) == "FBI searches NATO"
    assert titles.is_shouted("STADTRAT SCHLIESST BRÜCKE")
    assert not titles.is_shouted("UN")


@pytest.mark.parametrize(
    "text",
    [
        "The US closed its embassy in Ostrava on Tuesday.",
        "By the end of the week all schools in Ostrava were closed.",
        "It is unclear whether the ferry will sail again in May.",
        "The first lady of Vellany opened the hospital on Monday.",
        "Watchers saw thousands of accounts vanish last week, most of them from abroad.",
        "Most of the country voted for the governor on Monday.",
        "the firm opened three offices in the us on Monday.".capitalize(),
        "President Ines Keller signed the bill on Monday, which she said would help farmers.",
        "There were no deaths in the fire at the harbour.",
        "First-time buyers pay more for houses than last year.",
        "Some teachers in the north went on strike on Monday.",
        "A driver lost his car in the flood on Monday.",
    ],
)
def test_what_looks_dependent_and_is_not(text: str) -> None:
    assert lines.stands_alone(text)


@pytest.mark.parametrize(
    ("language", "text", "stands"),
    [
        ("de", "Der Stadtrat sperrte die Brücke am Dienstag, weil Prüfer Risse fanden.", True),
        ("de", "Er sperrte die Brücke am Dienstag, weil Prüfer Risse fanden.", False),
        ("de", "Dabei wurden am Dienstag zwei Risse in der Brücke entdeckt.", False),
        ("de", "Wir haben die Brücke am Dienstag für Sie besucht.", False),
        ("fr", "Le conseil a fermé le pont mardi après la découverte de fissures.", True),
        ("fr", "Cette décision a été prise mardi par le conseil municipal.", False),
        ("es", "El ayuntamiento cerró el puente el martes por grietas en las vigas.", True),
        ("es", "Además, el ayuntamiento cerró el puente el martes.", False),
        ("xx", "Lorem ipsum dolor sit amet consectetur adipiscing elit.", True),
    ],
)
def test_lines_of_other_languages(language: str, text: str, stands: bool) -> None:
    assert lines.stands_alone(text, language) is stands
    assert lines.shortened(text, 5, language) == text


def test_a_hundred_thousand_characters_are_left_as_they_are() -> None:
    text = "The mayor, " * 10_000 + "spoke."
    start = time.process_time()
    assert lines.shortened(text, 20) == text
    lines.stands_alone(text)
    assert time.process_time() - start < 2
