"""What differs, row by row, to be read and judged: every row of every event that several outlets report.

    python -m tests.bench.differing [NAME ...]

NAME is one of the sets whose events are known (basil, allsides21, allsides_full); all of them where none is named. A set
that is absent is passed over. The last line is JSON.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from digest import model
from digest.write import differences, material, quotes
from tests.bench import adapters
from tests.shared import SHARED

SETS = SHARED / "bench" / "data" / "clustering"
KNOWN = ("basil", "allsides21", "allsides_full")


def events(name: str) -> Iterator[model.Cluster]:
    """The events of a set that at least two outlets report; none where the set is absent."""
    path = SETS / f"{name}.jsonl.gz"
    if not path.exists():
        print(f"no {path}: skipped (DIGEST_TEST_DATA says where the test data lie)")
        return
    together: dict[str, list[model.Article]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            together[row["cluster"]].append(adapters.entry_article(row, row["id"]))
    for key, articles in together.items():
        if len({article.outlet.publisher for article in articles}) > 1:
            yield model.Cluster(id=key, articles=tuple(articles))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(KNOWN)}")
    counts: Counter[str] = Counter()
    for name in parser.parse_args(arguments).names or KNOWN:
        for event in events(name):
            read = material.read(event)
            found = differences.of(read, quotes.read(read))
            counts.update(events=1, rows=len(found))
            for row in found:
                print(f"{name} {event.id}: {row.about}")
                for line in row.statements:
                    print(f"    {line.outlet}: {line.text}")
    print(json.dumps({"bench": "differing", **counts}))


if __name__ == "__main__":
    main()
