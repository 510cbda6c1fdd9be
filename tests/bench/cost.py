"""What a day costs, against its size: CPU seconds and memory of clustering, writing and composing.

    python -m tests.bench.cost [SIZE ...]          # 500 1000 2000 5000 articles

The articles are real ones of the clustering bench, all dated within one day. Where more are asked for than there are,
they come again with other ids, and with an ending on every word that few articles use: new events, no reprints, and a
vocabulary that grows as it does in life. Each size runs in a process of its own. Seconds hold on one machine only; the
ratios (times what counting the words of the same texts takes in the same process) hold on others as well.
"""

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from digest import cluster, compose, config, model
from digest.write import extractive
from tests import news
from tests.bench import adapters
from tests.shared import ROOT, SHARED

SIZES = (500, 1000, 2000, 5000)
DATA = SHARED / "bench" / "data" / "clustering" / "allsides_full.jsonl.gz"
EVENING = datetime(2026, 3, 4, 22, tzinfo=UTC)
FEW = 0.3
"""A word that a smaller share of the articles uses is what an event is told by; others are the language's."""

Json = dict[str, Any]
Made = TypeVar("Made")
_WORD = re.compile(r"[^\W\d_]{4,}")


def day(size: int) -> Iterator[model.Article]:
    """So many articles of one day, event after event."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: (row["cluster"], row["id"]))
    seen = Counter(word for row in rows for word in {*_WORD.findall(row["text"].casefold())})
    rare = {word for word, count in seen.items() if count < FEW * len(rows)}
    for number in range(size):
        again, at = divmod(number, len(rows))
        row = rows[at]
        request = {
            **row,
            "url": f"{row['url']}?copy={again}",
            "title": renamed(row["title"], rare, again),
            "text": renamed(row["text"], rare, again),
            "published": (EVENING - timedelta(hours=20) * number / size).isoformat(),
        }
        yield adapters.entry_article(request, f"{row['id']}-{again}")


def renamed(text: str, rare: set[str], again: int) -> str:
    """The text of another event: each rare word has an ending of its own."""
    ending = "".join("bdfgklmnpr"[int(digit)] for digit in str(again)) + "o"
    return _WORD.sub(lambda word: word[0] + ending if word[0].casefold() in rare else word[0], text) if again else text


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What the work makes and the CPU seconds it takes."""
    begun = time.process_time()
    made = work()
    return made, time.process_time() - begun


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def counted(articles: Sequence[model.Article]) -> Counter[str]:
    """The yardstick: in how many articles each word stands."""
    return Counter(word for article in articles for word in Counter(re.findall(r"\w+", article.body.lower())))


def measured(size: int) -> Json:
    """One size, in this process."""
    articles = list(day(size))
    held = peak_mb()
    _, yardstick = min((timed(lambda: counted(articles)) for _ in range(3)), key=lambda result: result[1])
    clusters, clustering = timed(lambda: cluster.cluster(articles, config.Cluster()))
    writer = extractive.Extractive()
    stories, writing = timed(lambda: [writer.write(found, news.NEWSLETTER) for found in clusters])
    _, composing = timed(
        lambda: compose.compose(stories, news.NEWSLETTER, EVENING.date(), EVENING, sources=news.SOURCES)
    )
    return {
        "articles": size,
        "clusters": len(clusters),
        "yardstick": yardstick,
        "cluster": clustering,
        "write": writing,
        "compose": composing,
        "seconds": clustering + writing + composing,
        "articles_mb": held,
        "peak_mb": peak_mb(),
    }


def apart(size: int) -> Json:
    """One size, in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "tests.bench.cost", "--here", str(size)]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures: Json = json.loads(made.splitlines()[-1])
    return figures


def show(figures: Json) -> str:
    parts = "  ".join(
        f"{figures[name]:8.2f} s {figures[name] / figures['yardstick']:5.1f} x"
        for name in ("cluster", "write", "compose", "seconds")
    )
    return f"{figures['articles']:8} {figures['clusters']:8}  {parts}  {figures['peak_mb']:6.0f} MB"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--here", action="store_true", help="measure in this process and print JSON only")
    chosen = parser.parse_args(arguments)
    if not DATA.exists():
        print(f"no {DATA}: skipped (DIGEST_TEST_DATA says where the test data lie)")
        print(json.dumps({"bench": "cost", "skipped": True}))
        return
    found = []
    if not chosen.here:
        heads = "".join(f"{name:>19}" for name in ("cluster", "write", "compose", "together"))
        print(f"{'articles':>8} {'clusters':>8}{heads}  {'peak':>8}   (CPU; x = times counting the words)")
    for size in chosen.sizes:
        found.append(measured(size) if chosen.here else apart(size))
        if not chosen.here:
            print(show(found[-1]), flush=True)
    whole = [{name: round(value, 3) for name, value in figures.items()} for figures in found]
    print(json.dumps(whole[0] if chosen.here else {"bench": "cost", "sizes": whole}))


if __name__ == "__main__":
    main()
