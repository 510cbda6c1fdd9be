"""What an hour's articles cost on a day that is already clustered, against clustering the day anew.

    python -m tests.bench.clustering [SIZE ...]          # 500 2000 5000 articles, and 50 more

The articles are those of ``tests.bench.cost``. Printed are CPU seconds and the work counted (pairs compared and articles
grouped) for 50 further articles and for all at once, and how near the two partitions are: pair F1 of the one against the
other. Words keep their weights until
a day has grown by half, so one addition in many costs a whole day's comparisons.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence

from digest import config, model
from digest.cluster import Day
from tests.bench import cost

SIZES = (500, 2000, 5000)
MORE = 50


def pair_f1(left: Sequence[model.Cluster], right: Sequence[model.Cluster]) -> float:
    """How near two partitions of the same articles are."""
    of = [{article.id: one.id for one in each for article in one.articles} for each in (left, right)]

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = pairs(Counter((of[0][name], of[1][name]) for name in of[0]))
    return 2 * both / max(1, pairs(Counter(of[0].values())) + pairs(Counter(of[1].values())))


def measured(size: int) -> dict[str, float]:
    """One size: the day, then 50 more; and all of it at once."""
    articles = list(cost.day(size + MORE))
    day = Day(config.Cluster())
    day.add(articles[:size])
    day.clusters()
    before, begun = day.work, time.process_time()
    day.add(articles[size:])
    added = day.clusters()
    adding, work = time.process_time() - begun, day.work - before
    anew, begun = Day(config.Cluster()), time.process_time()
    anew.add(articles)
    whole = anew.clusters()
    clustering = time.process_time() - begun
    return {
        "articles": size,
        "adding": adding,
        "anew": clustering,
        "ratio": adding / clustering,
        "work": work,
        "work_anew": anew.work,
        "pair_f1": pair_f1(added, whole),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    sizes: Sequence[int] = parser.parse_args(arguments).sizes
    if not cost.DATA.exists():
        print(f"no {cost.DATA}: skipped (DIGEST_TEST_DATA says where the test data lie)")
        return 0
    found = []
    for size in sizes:
        found.append(measured(size))
        print("  ".join(f"{name} {value:.4g}" for name, value in found[-1].items()), flush=True)
    print(json.dumps({"bench": "clustering_incremental", "sizes": found}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
