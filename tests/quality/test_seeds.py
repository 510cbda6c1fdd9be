"""Two articles on one event, as they lie in a folder, against what a person read in them."""

import json
from typing import Any

import pytest

from digest import model
from digest.collect import file
from digest.write import extractive
from tests import news, shared

pytestmark = [shared.needs("seeds")]
FOLDER = shared.SHARED / "seeds"
OUTLET = model.Outlet(name="Folder")
SOURCE = model.Source(key="seeds", kind=model.SourceKind.FOLDER, location=str(FOLDER), outlet=OUTLET)


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads((FOLDER / "gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def clusters() -> tuple[model.Cluster, ...]:
    found = [f for f in file.files(FOLDER, limit=10, max_bytes=1_000_000) if isinstance(f, file.File)]
    return news.clusters(*(file.read(f, SOURCE) for f in found if f.name.endswith(".txt")))


@pytest.fixture(scope="module")
def story(clusters: tuple[model.Cluster, ...]) -> model.Story:
    return extractive.Extractive().write(clusters[0], news.NEWSLETTER)


def test_they_are_one_story(clusters: tuple[model.Cluster, ...]) -> None:
    assert [len(c.articles) for c in clusters] == [2]


def test_all_quick_takes(story: model.Story, gold: Any) -> None:
    wanted = [take for seed in gold["seeds"].values() for take in seed["quick_takes"]]
    assert len(wanted) == 4
    assert set(wanted) <= {take.text for take in story.quick_takes}


@pytest.mark.parametrize("view", ["progressive", "conservative", "common_ground"])
def test_perspectives_paragraph_by_paragraph(story: model.Story, gold: Any, view: str) -> None:
    wanted = next(seed["perspectives"][view] for seed in gold["seeds"].values() if seed["perspectives"])
    assert story.perspectives
    said: model.View = getattr(story.perspectives, view)
    assert [s.text for s in said.statements] == wanted.split("\n\n")


def test_every_quotation_with_its_speaker_and_the_variant_once(story: model.Story, gold: Any) -> None:
    wanted = {(q["text"], q["speaker"]) for seed in gold["seeds"].values() for q in seed["quotes"]}
    said = [(q.text, q.speaker) for q in story.quotes]
    variants = [(v.text, q.speaker) for q in story.quotes for v in q.variants]
    assert set(said) | set(variants) == wanted
    assert len(said) == 2
    assert len(variants) == len(gold["quote_variants"]) == 1


def test_no_page_furniture(story: model.Story, gold: Any) -> None:
    document = story.model_dump_json()
    for seed in gold["seeds"].values():
        for text in seed["boilerplate"]:
            assert json.dumps(text, ensure_ascii=False)[1:-1] not in document
