"""What a day costs, against its size: CPU seconds and memory of clustering, writing and composing.

    python -m tests.bench.cost [SIZE ...]          # 500 1000 2000 5000 10000 articles of a day, then of one event

The edition is made by the function that the product uses: only what is printed, or nearly, is written.
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

from digest import cluster, config, model
from digest.pipeline import build as building
from digest.pipeline import gather
from digest.write import extractive
from tests import news
from tests.bench import adapters
from tests.shared import ROOT, SHARED

SIZES = (500, 1000, 2000, 5000, 10_000)
DATA = SHARED / "bench" / "data" / "clustering" / "allsides_full.jsonl.gz"
EVENING = datetime(2026, 3, 4, 22, tzinfo=UTC)
FEW = 0.3
"""A word that a smaller share of the articles uses is what an event is told by; others are the language's."""

FACTS = (
    "The river Alder rose four metres in one night, and the lower town of Aldmoor stood under water by morning.",
    "Rescue teams brought people out of their houses with boats, the fire service of Aldmoor said on Monday.",
    "Two bridges over the Alder are closed until engineers have looked at their piers, said the city.",
    "Mayor Ines Kolb said that the town had been warned on Friday and had lost two days.",
    "The government promised money for new dams along the Alder within the next year.",
    "Farmers downstream of Aldmoor lost their winter stores, the league of farmers reported.",
    "Schools in Aldmoor stay closed this week, and the children of the lower town are taught in the abbey.",
    "The weather service expects more rain in the hills above the Alder before the weekend.",
    "Insurers put the damage of the flood at a sum that no storm in the county ever reached.",
    "Critics argued that the old dam above Aldmoor had been known to leak for years.",
    "The army sent pumps and field kitchens to Aldmoor during the night of the flood.",
    "Trains between Aldmoor and the coast stop at Kestrel City, and buses carry the passengers on.",
)

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


def event(size: int) -> Iterator[model.Article]:
    """So many articles of one event: each tells it in sentences of its own choice, with a figure of its own."""
    for number in range(size):
        picked = [FACTS[(number * step + step) % len(FACTS)] for step in (1, 3, 5, 7, 11)]
        body = "\n".join(f"{fact} Report {number} counts {number * 37 % 9973} of them." for fact in picked)
        request = {
            "url": f"https://outlet{number % 400}.example/{number}",
            "title": f"Flood in Aldmoor: {FACTS[number % len(FACTS)].split(',')[0]}",
            "text": body,
            "outlet": f"Outlet {number % 400}",
            "published": (EVENING - timedelta(hours=20) * number / size).isoformat(),
        }
        yield adapters.entry_article(request, f"event-{number}")


class TimedWriter:
    """The default writer, which counts what it writes and how long it takes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.written = 0

    def write(self, found: model.Cluster, newsletter: config.Newsletter) -> model.Story:
        story, seconds = timed(lambda: extractive.Extractive().write(found, newsletter))
        self.seconds += seconds
        self.written += 1
        return story


def measured(size: int, what: str) -> Json:
    """One size, in this process."""
    articles = tuple({"day": day, "event": event}[what](size))
    held = peak_mb()
    _, yardstick = min((timed(lambda: counted(articles)) for _ in range(3)), key=lambda result: result[1])
    clusters, clustering = timed(lambda: cluster.cluster(articles, config.Cluster()))
    writer = TimedWriter()
    material = gather.Material(articles=articles, misdated=(), sources=news.SOURCES, weights={})
    edition, making = timed(
        lambda: building.composed(clusters, news.NEWSLETTER, material, EVENING.date(), EVENING, writer)
    )
    return {
        "articles": size,
        "clusters": len(clusters),
        "written": writer.written,
        "yardstick": yardstick,
        "cluster": clustering,
        "write": writer.seconds,
        "compose": making - writer.seconds,
        "seconds": clustering + making,
        "articles_mb": held,
        "peak_mb": peak_mb(),
        "edition_kb": len(edition.document().encode()) / 1000,
    }


def apart(size: int, what: str) -> Json:
    """One size, in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "tests.bench.cost", "--here", what, str(size)]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures: Json = json.loads(made.splitlines()[-1])
    return figures


def show(figures: Json) -> str:
    parts = "  ".join(
        f"{figures[name]:8.2f} s {figures[name] / figures['yardstick']:5.1f} x"
        for name in ("cluster", "write", "compose", "seconds")
    )
    counts = f"{figures['articles']:8} {figures['clusters']:8} {figures['written']:8}"
    return f"{counts}  {parts}  {figures['peak_mb']:6.0f} MB  {figures['edition_kb']:6.0f} kB"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--here", choices=("day", "event"), help="measure in this process and print JSON only")
    chosen = parser.parse_args(arguments)
    if not DATA.exists():
        print(f"no {DATA}: skipped (DIGEST_TEST_DATA says where the test data lie)")
        print(json.dumps({"bench": "cost", "skipped": True}))
        return
    if chosen.here:
        print(json.dumps(rounded(measured(chosen.sizes[0], chosen.here))))
        return
    found: dict[str, list[Json]] = {}
    for what, title in (("day", "a day of many events"), ("event", "a day of one event")):
        heads = "".join(f"{name:>19}" for name in ("cluster", "write", "compose", "together"))
        print(f"{title} (CPU; x = times counting the words)")
        print(f"{'articles':>8} {'clusters':>8} {'written':>8}{heads}  {'peak':>8}  {'edition':>9}")
        found[what] = []
        for size in chosen.sizes:
            found[what].append(apart(size, what))
            print(show(found[what][-1]), flush=True)
    print(json.dumps({"bench": "cost", **found}))


def rounded(figures: Json) -> Json:
    return {name: round(value, 3) for name, value in figures.items()}


if __name__ == "__main__":
    main()
