"""What an article takes from its feed: a summary as its dek, a credit as its wire."""

from datetime import UTC, datetime

import pytest

from digest import model
from digest.collect import article, feed, file, metadata, page

MERCURY = model.Outlet(name="Maren Mercury")
SOURCE = model.Source(
    key="mercury", kind=model.SourceKind.FEED, location="https://mercury.example/feed", outlet=MERCURY
)
BODY = "<p>The council voted on Tuesday to close the bridge.</p><p>Buses will go round by the station until June.</p>"
SUMMARY = "Commuters in Maren face months of detours."


def entry(markup: str = BODY, **fields: str) -> model.Article:
    own = page.read_fragment(markup, title="Bridge closed")
    one = feed.Entry.model_validate({"title": "Bridge closed", "link": "https://mercury.example/a", **fields})
    return article.of_entry(SOURCE, own, one, "en", {})


def test_a_summary_that_says_something_else_is_the_dek() -> None:
    found = entry(summary=SUMMARY)
    assert (found.dek, found.blocks[0].kind, len(found.blocks)) == (SUMMARY, model.BlockKind.DEK, 3)


def test_the_dek_stands_below_the_picture() -> None:
    found = entry(f"<figure><figcaption>The bridge at dawn</figcaption></figure>{BODY}", summary=SUMMARY)
    assert [block.kind.value for block in found.blocks] == ["caption", "dek", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "summary",
    [
        "",
        "The council voted on Tuesday to close the bridge.",
        "Buses will go round by the station until June.",
        "The council voted on Tuesday to close the bridge. Buses will",
        "Commuters face months of detours ...",
        "Commuters face months of detours [...]",
        "Commuters face months of detours",
        "commuters face months of detours.",
        "Bridge closed!",
        "Sign up for our newsletter and never miss a story.",
        "The post Bridge closed appeared first on Maren Mercury.",
        " ".join(["Detours"] * 40) + " everywhere.",
    ],
)
def test_any_other_summary_is_not(summary: str) -> None:
    assert entry(summary=summary).dek == ""


def test_a_dek_of_the_text_stands() -> None:
    own = page.read_fragment(BODY, title="Bridge closed", dek="Its own dek.")
    one = feed.Entry(title="Bridge closed", summary=SUMMARY)
    assert article.of_entry(SOURCE, own, one, "en", {}).texts(model.BlockKind.DEK) == ("Its own dek.",)


def test_a_text_that_is_only_its_summary_has_no_dek() -> None:
    assert [block.kind.value for block in entry(f"<p>{SUMMARY}</p>", summary=SUMMARY).blocks] == ["paragraph"]


OUTLETS = article.outlets(
    SOURCE.model_copy(update={"outlet": model.Outlet(name=name)})
    for name in ("Halyard News", "Maren Mercury", "The Sorrel Record", "Sorrel Evening", "Keystone")
)


def wire(lead: str) -> str:
    text = file.File(
        name="a.txt", content=f"Bridge closed\n\n{lead}".encode(), modified=datetime(2026, 1, 13, tzinfo=UTC)
    )
    return file.read(text, SOURCE, OUTLETS).wire


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("(Halyard) — The council closed the bridge.", "Halyard News"),
        ("(Halyard) The council closed the bridge.", "Halyard News"),
        ("PORT MAREN (Halyard) — The council closed the bridge.", "Halyard News"),
        ("PORT MAREN, Jan. 13 (Halyard News) - The council closed the bridge.", "Halyard News"),
        ("CASTREL (The Sorrel Record) – The council closed the bridge.", "The Sorrel Record"),
        ("CASTREL (AP) — The council closed the bridge.", "AP"),
        ("CASTREL (Sorrel) — Two outlets begin with this word, so it says nothing.", ""),
        ("CASTREL (Maren) — This is the outlet's own text.", ""),
        ("CASTREL (Hal) — This is no whole word of a name.", ""),
        ("CASTREL (News) — This is not how a name begins.", ""),
        ("The mayor (Halyard) — the older of the two — closed the bridge.", ""),
        ("The council closed the bridge, the agency said (Halyard) — It opens in June.", ""),
        ("PORT MAREN (Halyard), a town of boats, closed the bridge.", ""),
    ],
)
def test_a_credit_to_another_outlet_is_its_wire(lead: str, expected: str) -> None:
    assert wire(lead) == expected


@pytest.mark.parametrize(
    ("markup", "said", "language"),
    [
        (BODY, "de-AT", "de"),
        (BODY, "", "en"),
        (
            "<p>Der Rat hat am Dienstag beschlossen, die Brücke zu sperren, und das bis zum Ende des Jahres.</p>",
            "",
            "de",
        ),
        (
            "<p>Le conseil a décidé mardi de fermer le pont pour les travaux qui sont prévus dans la ville.</p>",
            "",
            "fr",
        ),
        ("", "", "en"),
    ],
)
def test_the_language_is_what_feed_or_page_says_and_else_what_the_text_tells(
    markup: str, said: str, language: str
) -> None:
    own = page.read_fragment(markup, title="")
    one = feed.Entry(title="", link="https://mercury.example/a")
    assert article.of_entry(SOURCE, own, one, metadata.language(said), {}).language == language
