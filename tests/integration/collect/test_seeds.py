"""Two real pages saved as text, compared block by block with what a person counted in them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from digest import collect, config, model
from tests import shared

pytestmark = shared.needs("seeds")

SEEDS = shared.SHARED / "seeds"
NAMES = ("000_cf03f3625a9575a8.txt", "002_b1c09d0ea27f8ffd.txt")
SIDES = {
    "progressive": model.BlockKind.PROGRESSIVE,
    "conservative": model.BlockKind.CONSERVATIVE,
    "common_ground": model.BlockKind.COMMON_GROUND,
}


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))["seeds"]


@pytest.fixture(scope="module")
def articles() -> dict[str, model.Article]:
    source = model.Source(
        key="seeds", kind=model.SourceKind.FOLDER, location=str(SEEDS), outlet=model.Outlet(name="Sample Outlet")
    )
    (collected,) = collect.collect([source], config.Collect(), datetime(2026, 1, 1, tzinfo=UTC))
    assert (collected.error, collected.warnings) == ("", ())
    by_title = {article.title: article for article in collected.articles}
    raw = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))["seeds"]
    return {name: by_title[seed["headline"]] for name, seed in raw.items()}


@pytest.mark.parametrize("name", NAMES)
def test_headline_caption_dek_and_takes(name: str, articles: dict[str, model.Article], gold: Any) -> None:
    article, seed = articles[name], gold[name]
    assert article.title == seed["headline"]
    assert article.dek == seed["dek"]
    assert list(article.texts(model.BlockKind.CAPTION)) == [text for text in [seed["image_caption"]] if text]
    assert list(article.texts(model.BlockKind.BULLET)) == seed["quick_takes"]


@pytest.mark.parametrize("name", NAMES)
def test_headings_and_paragraphs(name: str, articles: dict[str, model.Article], gold: Any) -> None:
    article, seed = articles[name], gold[name]
    sections: list[tuple[str | None, list[str]]] = []
    for block in article.blocks:
        if block.kind is model.BlockKind.HEADING:
            sections.append((block.text, []))
        elif block.kind is model.BlockKind.PARAGRAPH:
            if not sections:
                sections.append((None, []))
            sections[-1][1].append(block.text)
    assert [(heading, len(paragraphs)) for heading, paragraphs in sections] == [
        (wanted["heading"], wanted["paragraphs"]) for wanted in seed["sections"]
    ]
    for (_, paragraphs), wanted in zip(sections, seed["sections"], strict=True):
        assert paragraphs[0].startswith(wanted["first_words"])
        assert paragraphs[-1].endswith(wanted["last_words"])
    source = " ".join((SEEDS / name).read_text(encoding="utf-8").split())
    assert all(text in source for text in article.texts(model.BlockKind.PARAGRAPH))


@pytest.mark.parametrize("name", NAMES)
def test_perspectives_word_for_word(name: str, articles: dict[str, model.Article], gold: Any) -> None:
    wanted = gold[name]["perspectives"] or dict.fromkeys(SIDES, "")
    found = {side: "\n\n".join(articles[name].texts(kind)) for side, kind in SIDES.items()}
    assert found == wanted


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_left(name: str, articles: dict[str, model.Article], gold: Any) -> None:
    article, seed = articles[name], gold[name]
    everything = "\n".join([article.title, *(block.text for block in article.blocks)])
    assert [text for text in seed["boilerplate"] if text in everything] == []
    texts = {block.text for block in article.blocks if block.kind is not model.BlockKind.CAPTION}
    assert not texts & set(seed["not_body"])
    assert article.title not in texts
    assert article.outlet.name == "Sample Outlet"
    assert article.url == ""
