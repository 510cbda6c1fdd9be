"""How good the content is: every public bench, one table.

    python -m tests.bench.quality [NAME ...] [--list]

Runs the scorers of the test data (``DIGEST_TEST_DATA``, its ``bench`` and ``newsday`` folders) over
``tests.bench.adapters``, and our own ``lines`` and ``cost``. Printed are what was known before (baseline: what simple or
common programs reach there), what is required and aimed at, and what is reached; "below" marks a requirement that is not
met. A set that is absent is named and passed over. The last line is JSON.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.shared import ROOT, SHARED

BENCH = SHARED / "bench"
Json = dict[str, Any]


class Figure(NamedTuple):
    """A number of a scorer's JSON line, and what it is held against; a requirement alone may be absent."""

    what: str
    key: str
    baseline: float | None = None
    required: float | None = None
    aim: float | None = None
    is_cost: bool = False
    """Less is better."""

    def is_below(self, reached: float) -> bool:
        """Whether the requirement is not met."""
        if self.required is None:
            return False
        return reached > self.required if self.is_cost else reached < self.required


class Set(NamedTuple):
    """One run of a scorer."""

    name: str
    command: tuple[str, ...]
    figures: tuple[Figure, ...]


class Result(NamedTuple):
    """What a run gave, or why it gave nothing."""

    of: Set
    scores: Json
    seconds: float
    note: str = ""
    """Why it gave nothing, or what it said of rows it could not answer."""
    is_absent: bool = False

    def reached(self) -> Iterator[tuple[Figure, float]]:
        for figure in self.of.figures:
            if figure.key in self.scores:
                yield figure, float(self.scores[figure.key])


def scorer(script: str, chosen: str, task: str, *options: str) -> tuple[str, ...]:
    """The command that scores a task of the adapters on a set."""
    system = f"cmd:{shlex.quote(sys.executable)} -m tests.bench.adapters {task}"
    return (sys.executable, str(BENCH / f"score_{script}.py"), "--set", chosen, "--system", system, *options)


def ours(module: str, *options: str) -> tuple[str, ...]:
    """The command of one of our own benches."""
    return (sys.executable, "-m", f"tests.bench.{module}", *options)


def clustering(chosen: str, fields: str, b_cubed: Figure, pairs: Figure) -> Set:
    command = scorer("clustering", chosen, "cluster", "--fields", fields)
    return Set(f"{chosen}-{fields}", command, (b_cubed, pairs))


def of_events(
    b_cubed: float,
    pairs: float | None,
    required: tuple[float | None, float | None] = (None, None),
    aims: tuple[float | None, float | None] = (None, None),
) -> tuple[Figure, Figure]:
    return (
        Figure("event clusters, B-cubed F1", "b3_f1", b_cubed, required[0], aims[0]),
        Figure("event clusters, pair F1", "pair_f1", pairs, required[1], aims[1]),
    )


def of_summary(
    baseline: float, *, length: int, loaded: float | None = None, repeat: float | None = None
) -> tuple[Figure, ...]:
    return (
        Figure(f"neutral summary, ROUGE-1 at <= {length} words", "r1", baseline),
        Figure("  loaded words a hundred", "loaded", loaded, is_cost=True),
        Figure("  repeated between two lines", "repeat", repeat, is_cost=True),
        Figure("  words", "words"),
    )


SETS = (
    Set(
        "aeb",
        scorer("extraction", "aeb", "extract"),
        (
            Figure("article text, F1", "f1", 0.969, 0.972, 0.980),
            Figure("  precision", "precision", 0.956),
            Figure("  recall", "recall", 0.983),
            Figure("  pages that failed", "errors", 0, 0, is_cost=True),
        ),
    ),
    Set(
        "segments",
        scorer("extraction", "segments", "extract"),
        (
            Figure("article text, segments F1", "f1", 0.929, 0.940, 0.955),
            Figure("  precision", "precision"),
            Figure("  recall", "recall"),
            Figure("  pages that failed", "errors", 0, 0, is_cost=True),
        ),
    ),
    Set(
        "readability",
        scorer("extraction", "readability", "extract"),
        (
            Figure("article text, F1", "f1", 0.927),
            Figure("  title exact", "title"),
            Figure("  byline exact", "byline"),
        ),
    ),
    clustering("allsides_full", "full", *of_events(0.896, 0.750, (0.915, 0.79), (0.94, 0.85))),
    clustering("allsides_full", "excerpt", *of_events(0.885, 0.748)),
    clustering("allsides_full", "title", *of_events(0.813, 0.621)),
    clustering("allsides21", "excerpt", *of_events(0.933, 0.865)),
    clustering("basil", "excerpt", *of_events(0.951, 0.885)),
    clustering("uci_head", "title", *of_events(0.695, 0.652)),
    clustering("newsday", "full", *of_events(0.963, 0.847)),
    Set(
        "newsday",
        ours("newsday", "--no-send", "--data", str(SHARED / "newsday")),
        (
            Figure("news day end to end, pair F1", "pair_f1", 0.869, 0.90, 0.95),
            Figure("  sentences not in the articles", "not_in_gold", 0.11, 0.01, 0, is_cost=True),
            Figure("  sentences of page furniture", "boilerplate", 13, 0, 0, is_cost=True),
            Figure("  events found", "found", 0.880),
            Figure("  with both sides", "both_sides", 0.842),
        ),
    ),
    Set(
        "cnndm100",
        scorer("summary", "cnndm100", "takes", "--max-words", "60"),
        (
            Figure("quick takes, ROUGE-1 at <= 60 words", "r1", 0.402, 0.415, 0.44),
            Figure("  words", "words", 55),
            Figure("  articles without a line", "empty", 0, 0, is_cost=True),
        ),
    ),
    Set(
        "neus",
        scorer("summary", "neus", "neutral", "--max-words", "65"),
        (
            Figure("neutral summary, ROUGE-1 at <= 65 words", "r1", 0.368, 0.395, 0.42),
            Figure("  loaded words a hundred", "loaded", 7.4, 7.4, is_cost=True),
            Figure("  repeated between two lines", "repeat", 0.15, 0.15, is_cost=True),
            Figure("  words", "words", 53),
            Figure("  events without a line", "empty", 0, 0, is_cost=True),
        ),
    ),
    Set("neus_full", scorer("summary", "neus_full", "neutral"), of_summary(0.333, length=70, loaded=7.8, repeat=0.22)),
    Set(
        "allsides21", scorer("summary", "allsides21", "neutral"), of_summary(0.369, length=110, loaded=6.7, repeat=0.28)
    ),
    Set(
        "lines",
        ours("lines"),
        (
            Figure("lines with a valid citation", "proven", None, 1, 1),
            Figure("takes that are subsequences", "deletions", None, 1, 1),
            Figure("gate: false lines caught", "false_caught", None, 1, 1),
            Figure("gate: true lines passed", "true_passed", None, 0.98),
            Figure("gate: false retellings caught", "retold_caught", None, None, 1),
            Figure("gate: true retellings passed", "retold_true_passed", None, 0.98),
        ),
    ),
    Set(
        "realfeeds",
        scorer("feeds", "realfeeds", "feeds"),
        (Figure("feeds, agreement with feedparser", "met", 0.985),),
    ),
    Set(
        "feedparser",
        scorer("feeds", "feedparser", "feeds"),
        (Figure("feedparser's tests, kept fields", "core", 1.0), Figure("  all fields", "met", 0.976)),
    ),
    Set(
        "sisimai",
        scorer("bounces", "sisimai", "bounces"),
        (
            Figure("bounces, dead addresses: precision", "hard_p", 0.375, 0.80, 0.95),
            Figure("  recall", "hard_r", 0.832, 0.88, 0.95),
            Figure("  reason, in groups", "reason_coarse", 0.106, 0.75, 0.9),
            Figure("  reason, exact", "reason_exact"),
            Figure("  detected", "detected", 0.830),
            Figure("  no bounce, taken for one", "false_hard", None, 0, 0, is_cost=True),
        ),
    ),
    Set(
        "flufl",
        scorer("bounces", "flufl", "bounces"),
        (Figure("bounces, addresses exact", "exact", 0.983, 0.95, 1.0), Figure("  F1", "f1", 0.993)),
    ),
    Set(
        "cost",
        ours("cost", "--here", "day", "5000"),
        (
            Figure("5,000 articles: cluster + write + compose, CPU s", "seconds", None, 20, 5, is_cost=True),
            Figure("  peak MB", "peak_mb", None, 500, is_cost=True),
            Figure("  times counting the words", "times", is_cost=True),
        ),
    ),
)
"""Baselines are those of the data's README, measured on the same rows; requirements are this project's own."""


def run(chosen: Set, *options: str) -> Result:
    """Run one set; what cannot be run says why."""
    begun = time.monotonic()
    if missing := _missing(chosen.command):
        return Result(chosen, {}, 0.0, missing, is_absent=True)
    done = subprocess.run(
        [*chosen.command, *options],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    seconds = time.monotonic() - begun
    last = (done.stdout.strip().splitlines() or [""])[-1]
    try:
        scores: Json = json.loads(last)
    except ValueError:
        said = (done.stderr.strip().splitlines() or [last or "no output"])[-1]
        return Result(chosen, {}, seconds, f"failed: {said}")
    if scores.get("skipped"):
        return Result(chosen, {}, seconds, done.stdout.strip().splitlines()[0], is_absent=True)
    if "yardstick" in scores:
        scores["times"] = scores["seconds"] / scores["yardstick"]
    return Result(chosen, scores, seconds, _warning(done.stderr))


def _missing(command: Sequence[str]) -> str:
    """Why a command cannot be run at all."""
    absent = [part for part in command if part.startswith(str(SHARED)) and not Path(part).exists()]
    return f"absent: {absent[0]} (DIGEST_TEST_DATA says where the test data lie)" if absent else ""


def _warning(said: str) -> str:
    """What a run said of rows it could not answer."""
    lines = said.strip().splitlines()
    return f"{len(lines)} said on stderr, first: {lines[0]}" if lines else ""


def shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 1.0005 and value != int(value) else f"{value:.5g}"


def table(result: Result) -> Iterator[str]:
    """The rows of one set."""
    name, seconds = result.of.name, f"{result.seconds:.0f}"
    for figure, reached in result.reached():
        cells = (figure.baseline, figure.required, figure.aim, reached)
        mark = "below" if figure.is_below(reached) else ""
        yield f"{name:<22}{figure.what:<50}" + "".join(f"{shown(c):>10}" for c in cells) + f"  {mark:<6}{seconds:>6}"
        name = seconds = ""
    if result.note:
        yield f"{name:<22}{result.note[:160]}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these sets")
    parser.add_argument("--list", action="store_true", help="print the names of the sets")
    asked = parser.parse_args(arguments)
    known = {each.name: each for each in SETS}
    if unknown := sorted(set(asked.names) - set(known)):
        parser.error(f"no such set: {', '.join(unknown)} (known: {', '.join(known)})")
    if asked.list:
        print(*known, sep="\n")
        return
    heads = ("baseline", "required", "aim", "reached")
    print(f"{'set':<22}{'what':<50}" + "".join(f"{head:>10}" for head in heads) + f"  {'':<6}{'s':>6}", flush=True)
    results = []
    for name in asked.names or known:
        results.append(run(known[name]))
        print(*table(results[-1]), sep="\n", flush=True)
    print(json.dumps(summary(results), ensure_ascii=False))


def summary(results: Sequence[Result]) -> Json:
    """All of it for machines."""
    return {
        "bench": "quality",
        "sets": {r.of.name: {f.key: round(v, 4) for f, v in r.reached()} for r in results if r.scores},
        "seconds": {r.of.name: round(r.seconds, 1) for r in results if r.scores},
        "below": [f"{r.of.name}.{f.key}" for r in results for f, v in r.reached() if f.is_below(v)],
        "skipped": {r.of.name: r.note for r in results if not r.scores},
    }


if __name__ == "__main__":
    main()
