"""The facts about mail clients against the data they were taken from, and how often rules speak up on real headlines."""

import gzip
import json
from typing import Any

from digest.render.preflight import facts, lines
from tests.shared import SHARED, needs

CLIENTS = {
    "G": ("gmail/desktop-webmail", "gmail/ios", "gmail/android"),
    "W": ("outlook/windows",),
    "O": ("outlook/outlook-com",),
    "A": ("apple-mail/macos", "apple-mail/ios"),
    "Y": ("yahoo/desktop-webmail", "yahoo/ios", "yahoo/android"),
    "S": ("samsung-email/android",),
    "T": ("thunderbird/macos",),
}
GROUPED = {
    "top": "left-right-top-bottom",
    "right": "left-right-top-bottom",
    "bottom": "left-right-top-bottom",
    "left": "left-right-top-bottom",
    "columns": "column-count",
    "column-gap": "gap",
    "row-gap": "gap",
    "grid-template-columns": "grid-template",
    "grid-template-rows": "grid-template",
    "margin-block": "margin-inline-block",
    "margin-inline": "margin-inline-block",
    "padding-block": "padding-inline-block",
    "padding-inline": "padding-inline-block",
    "block-size": "block-inline-size",
    "border-block": "border-inline-block-individual",
    "border-inline": "border-inline-block-individual",
}
"""Properties that caniemail tests under the name of another."""


def lacking(feature: dict[str, Any]) -> str:
    """The letters of the families in which a program does not support a feature."""
    support = feature["support"]
    return "".join(
        letter for letter, programs in CLIENTS.items() if any(support.get(each, "u")[0] == "n" for each in programs)
    )


@needs("bench", "data", "email", "caniemail.jsonl.gz")
def test_what_clients_lack_is_what_caniemail_says() -> None:
    with gzip.open(SHARED / "bench" / "data" / "email" / "caniemail.jsonl.gz", "rt", encoding="utf-8") as file:
        known = {each["id"]: lacking(each) for each in map(json.loads, file)}
    said = {name: known.get(f"css-{GROUPED.get(name, name)}") for name in facts.PROPERTIES}
    assert said == facts.PROPERTIES
    for name, letters in facts.ELEMENTS.items():
        assert (name, known.get(f"html-{name}", letters)) == (name, letters)
    for name, letters in facts.UNITS.items():
        assert (name, known[f"css-unit-{name}"]) == (name, letters)


@needs("newsday", "articles.jsonl.gz")
def test_real_headlines_hardly_ever_look_like_advertising() -> None:
    with gzip.open(SHARED / "newsday" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        titles = [str(json.loads(line).get("title", "")) for line in file]
    suspected = [title for title in titles if title and list(lines.subject(title[: lines.MAX_SUBJECT]))]
    assert len(suspected) <= len(titles) / 100, suspected
