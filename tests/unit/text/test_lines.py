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
