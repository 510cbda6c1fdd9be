"""Floors for clustering on public articles; B-cubed and pairwise F1 as in Bagga and Baldwin (1998)."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest import cluster, config, model
from tests import shared


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def moment(text: str | float) -> datetime | None:
    if not text:
        return None
    if isinstance(text, float):
        return datetime.fromtimestamp(text, UTC)
    found = datetime.strptime(text, "%m/%d/%y") if "/" in text else datetime.fromisoformat(text)  # noqa: DTZ007 - set below
    return found.replace(tzinfo=found.tzinfo or UTC)


def article(row: dict[str, Any]) -> model.Article:
    text = row["text"] if isinstance(row["text"], str) else "\n".join(row["text"])
    return model.Article(
        id=row["id"],
        url="",
        source="test",
        outlet=model.Outlet(name=row["outlet"] or "unknown"),
        title=row["title"],
        blocks=tuple(
            model.Block(kind=model.BlockKind.PARAGRAPH, text=part) for part in text.split("\n") if part.strip()
        ),
        published=moment(row["published"]),
    )


def labels(articles: Iterable[model.Article]) -> dict[str, str]:
    return {a.id: c.id for c in cluster.cluster(list(articles), config.Cluster()) for a in c.articles}


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    joint = Counter((gold[i], found[i]) for i in gold)
    sizes, made = Counter(gold.values()), Counter(found[i] for i in gold)
    precision = sum(n * n / made[b] for (_, b), n in joint.items()) / len(gold)
    recall = sum(n * n / sizes[a] for (a, _), n in joint.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def pair_f1(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    right = pairs(Counter((gold[i], found[i]) for i in gold).values())
    made, wanted = pairs(Counter(found[i] for i in gold).values()), pairs(Counter(gold.values()).values())
    return 2 * right / (made + wanted)


@shared.needs("bench", "data", "clustering", "allsides_full.jsonl.gz")
def test_articles_with_real_dates() -> None:
    data = rows(shared.SHARED / "bench" / "data" / "clustering" / "allsides_full.jsonl.gz")
    found = labels(map(article, data))
    gold = {row["id"]: row["cluster"] for row in data}
    assert b_cubed(gold, found) >= 0.91
    assert pair_f1(gold, found) >= 0.82


@shared.needs("newsday", "articles.jsonl.gz")
def test_a_news_day() -> None:
    data = rows(shared.SHARED / "newsday" / "articles.jsonl.gz")
    found = labels(map(article, data))
    gold = {row["id"]: row["event"] or row["id"] for row in data}
    assert b_cubed(gold, found) >= 0.97
    assert pair_f1(gold, found) >= 0.9


@shared.needs("bench", "data", "clustering", "uci_head.jsonl.gz")
def test_headlines_of_very_big_stories() -> None:
    """Alike beyond doubt is joined whatever surrounds it: many reports of one event do not crowd each other out."""
    data = rows(shared.SHARED / "bench" / "data" / "clustering" / "uci_head.jsonl.gz")
    found = labels(map(article, data))
    assert b_cubed({row["id"]: row["cluster"] for row in data}, found) >= 0.53
