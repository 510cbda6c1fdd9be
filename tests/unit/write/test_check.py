import pytest

from digest import model
from digest.write import check
from tests import news

SENTENCE = (
    "Acting mayor Ines Keller said on Tuesday that 25 percent of the 1,200 beams are not safe, calling it "
    "“a very bad day for the bridge” and for the city."
)
ARTICLE = news.article("Bridge closed", SENTENCE, "Otto Brandt saw six cracks.")
GATE = check.Gate([ARTICLE])


def line(text: str, *indexes: int, origin: model.Origin = model.Origin.MODEL) -> model.Statement:
    quotes = [SENTENCE, "Otto Brandt saw six cracks."]
    cited = [model.Citation(article=ARTICLE.id, sentence=i, quote=quotes[i]) for i in indexes or (0,)]
    return model.Statement(text=text, citations=tuple(cited), origin=origin)


@pytest.mark.parametrize(
    "text",
    [
        "Ines Keller said 25% of the 1,200 beams are not safe.",
        "Acting mayor Ines Keller said on Tuesday that beams are not safe.",
        "Beams of the bridge are not safe, said Keller, calling it “a very bad day for the bridge”.",
    ],
)
def test_faithful_lines_pass(text: str) -> None:
    assert GATE.failings(line(text)) == ()


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("Ines Keller said 35 percent of the beams are not safe.", check.Failing.NUMBER),
        ("Ines Keller said seven of the 1,200 beams are not safe.", check.Failing.NUMBER),
        ("Ines Keller said in 2026 that the beams are not safe.", check.Failing.NUMBER),
        ("Ines Keller said on Friday that beams are not safe.", check.Failing.DATE),
        ("Acting mayor Otto Keller said the beams are not safe.", check.Failing.NAME),
        ("Former mayor Ines Keller said the beams are not safe.", check.Failing.TITLE_WORD),
        ("Ines Keller said it is “a bad day for the bridge” and not safe.", check.Failing.QUOTATION),
        ("Ferries cost taxpayers less and do not pollute rivers.", check.Failing.OVERLAP),
        ("Ines Keller said on Tuesday that beams are safe.", check.Failing.NEGATION),
        ("Not safe.", check.Failing.LENGTH),
        ("Ines Keller said the beams are not safe", check.Failing.FORM),
        ("**Ines Keller** said the beams are not safe.", check.Failing.FORM),
        ("Here is what Ines Keller said of beams not safe.", check.Failing.FORM),
        ("Ines Keller said the beams are not safe, see https://evil.example now.", check.Failing.FORM),
    ],
)
def test_unfaithful_lines_fail(text: str, failing: check.Failing) -> None:
    assert failing in GATE.failings(line(text))


def test_spelled_numbers_are_numbers() -> None:
    assert GATE.failings(line("Otto Brandt saw 6 cracks.", 1)) in ((), (check.Failing.NUMBER,))
    assert GATE.failings(line("Otto Brandt saw six cracks.", 1)) == ()


def test_every_citation_must_exist_word_for_word() -> None:
    good = line("Otto Brandt saw six cracks.", 1)
    assert GATE.failings(good.model_copy(update={"citations": ()})) == (check.Failing.NO_CITATION,)
    for change in ({"article": "0" * 16}, {"sentence": 7}, {"quote": "Otto Brandt saw no cracks."}):
        wrong = good.citations[0].model_copy(update=change)
        assert GATE.failings(good.model_copy(update={"citations": (wrong,)})) == (check.Failing.UNKNOWN_CITATION,)


def test_an_extract_must_be_made_by_leaving_out() -> None:
    kept = line("Otto Brandt saw cracks.", 1, origin=model.Origin.EXTRACT)
    moved = line("Six cracks Otto Brandt saw.", 1, origin=model.Origin.EXTRACT)
    assert GATE.failings(kept) == ()
    assert check.Failing.NOT_EXTRACTED in GATE.failings(moved)


def test_a_failing_line_is_replaced_and_the_reason_kept() -> None:
    good, bad = line("Otto Brandt saw six cracks.", 1), line("Otto Brandt saw nine cracks.", 1)
    spare = line("Otto Brandt saw cracks.", 1, origin=model.Origin.EXTRACT)
    kept, reasons = GATE.passed([bad, good], [spare])
    assert kept == (spare, good)
    assert reasons == (
        "A line was replaced: it has a number or percentage that the cited sentences do not have (“Otto Brandt saw nine cracks.”).",
    )
    kept, reasons = GATE.passed([bad, good])
    assert kept == (good,)
    assert reasons[0].startswith("A line was left out: ")


def shared(text: str, *quotes: str, origin: model.Origin = model.Origin.EDITOR) -> tuple[check.Failing, ...]:
    """What is wrong with a line as common ground of articles that say these sentences, one each."""
    outlets = (news.LEFT, news.RIGHT, news.CENTRE)
    articles = [news.article("Ferry", quote, outlet=outlet) for quote, outlet in zip(quotes, outlets, strict=False)]
    cited = tuple(model.Citation(article=a.id, sentence=0, quote=q) for a, q in zip(articles, quotes, strict=True))
    return check.Gate(articles).failings(model.Statement(text=text, citations=cited, origin=origin), is_shared=True)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (  # other words
            "Parents' groups argue that the money comes ten years late.",
            "Taxpayers' groups argue that schools have had more money every year and no better results.",
        ),
        ("Parents' groups argue that the money comes late.", "Taxpayers' groups argue that the money comes late."),
        ("The new ferry costs 20 million crowns.", "The new ferry costs 35 million crowns."),
        ("The new ferry costs 20 million crowns.", "The new ferry costs many million crowns."),
        ("The harbour is safe for ships of every size.", "The harbour is not safe for ships of every size."),
        ("Mayor Ines Keller closed the harbour to ships.", "The mayor closed the harbour to ships on Tuesday."),
        ("The ferry struck the pier in thick fog.", "Critics said that the ferry struck the pier in thick fog."),
        ("The ferry struck the pier in thick fog.", "The ferry may have struck the pier in thick fog."),
        ("The state will build 9,000 homes.", "The state will build 9,000 homes, a promise that Renn doubted."),
        ("Drivers called the toll unfair and much too high.", "The toll is unfair and much too high for drivers."),
    ],
)
def test_common_ground_must_be_said_by_each_citation_alone(text: str, other: str) -> None:
    assert check.Failing.NOT_SHARED in shared(text, text, other)
    assert check.Failing.NOT_SHARED in shared(text, other, text)


def test_common_ground_that_each_says_passes() -> None:
    line = "The ferry struck the pier with 214 people on board."
    other = "The Lady Ombre, a ferry with 214 people on board, struck the pier on Tuesday."
    assert shared(line, line, other) == ()
    said = "Mayor Ines Keller said the harbour would open on Monday."
    assert shared(said, said, "The harbour would open to ships on Monday, said Mayor Ines Keller.") == ()
    assert shared(said, said, "Ines Keller, the mayor of the town, said the harbour would open on Monday.") == ()


def test_common_ground_needs_two_articles_unless_an_outlet_sums_it_up() -> None:
    line = "The ferry struck the pier with 214 people on board."
    assert shared(line, line) == (check.Failing.NOT_SHARED,)
    assert shared(line, line, origin=model.Origin.OUTLET) == ()


def test_every_failing_has_a_sentence() -> None:
    assert set(check.WHY) == set(check.Failing)


@pytest.mark.parametrize(
    ("language", "said", "true", "false"),
    [
        (
            "de",
            "Die Stadt zahlt im März 1.234,5 Millionen Euro, das sind 25 Prozent mehr als geplant, sagte Ines Keller.",
            "Die Stadt zahlt 25 % mehr als geplant, sagte Ines Keller.",
            "Die Stadt zahlt im April 25 Prozent mehr als geplant, sagte Ines Keller.",
        ),
        (
            "de",
            "Die Stadt zahlt im März 1.234,5 Millionen Euro, das sind 25 Prozent mehr als geplant, sagte Ines Keller.",
            "Die Stadt zahlt im März 1.234,5 Millionen Euro.",
            "Die Stadt zahlt im März 1,2345 Millionen Euro.",
        ),
        (
            "fr",
            "Le maire Luc Martin a promis 12 millions d'euros le 3 mars pour réparer le pont.",
            "Le maire Luc Martin a promis 12 millions d'euros pour réparer le pont.",
            "Le maire Luc Martin a promis 12 millions d'euros le 4 mars pour réparer le pont.",
        ),
        (
            "es",
            "El alcalde Luis Ortega no cerrará el puente el lunes, dijo el 25 por ciento de los vecinos.",
            "El alcalde Luis Ortega no cerrará el puente el lunes.",
            "El alcalde Luis Ortega cerrará el puente el lunes.",
        ),
    ],
)
def test_numbers_dates_and_denials_of_other_languages(language: str, said: str, true: str, false: str) -> None:
    article = news.article("Titel", said).model_copy(update={"language": language})
    gate = check.Gate([article])
    cited = (model.Citation(article=article.id, sentence=0, quote=said),)
    lines = [model.Statement(text=text, citations=cited, origin=model.Origin.MODEL) for text in (true, false)]
    assert [bool(gate.failings(each)) for each in lines] == [False, True]
