"""What a mail costs, against inlining alone: time and memory of rendering one variant of an edition.

    python -m tests.bench.render [--stories 15] [--rounds 100]

The edition is the golden one, its stories told again under other headlines: a lead and fourteen others, each with
quick takes, perspectives and sources. The reference is premailer alone on the page of the same stories, in the same
process: the milliseconds hold on one machine only, the ratio holds on others as well. Each theme is measured, and a
day with too many stories, which must be shortened. Rendered again and again, memory must stay where it is.
"""

import argparse
import gc
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from digest import model
from digest.render import budget, edition, environment, inline, outline
from digest.render import theme as themes
from tests.golden import editions

TEMPLATES = environment.environment()
THEMES = ("paper", "slate")


def day(stories: int) -> model.Edition:
    """The golden edition with so many stories: its lead, and its others again and again."""
    base = editions.edition()
    lead, *others = base.stories
    again = [others[number % len(others)] for number in range(stories - 1)]
    told = tuple(
        story.model_copy(update={"id": f"story-{number}", "headline": f"{story.headline} ({number})"})
        for number, story in enumerate(again, 2)
    )
    return base.model_copy(update={"stories": (lead, *told)})


def rendered(value: model.Edition, theme: str) -> model.Rendered:
    """Its full mail in this theme."""
    newsletter = editions.NEWSLETTER.model_copy(update={"theme": Path(theme)})
    return edition.render(value, newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL)


def milliseconds(
    work: Callable[[], object], rounds: int, of: Callable[[list[float]], float] = statistics.median
) -> float:
    """CPU time: the median, or the least where others keep the machine busy."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - begun))
    return of(taken)


def growth_mb(work: Callable[[], object], rounds: int) -> float:
    """How much the process's greatest memory grows over these rounds, after two to warm up."""
    work(), work()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(rounds):
        work()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.render", description=__doc__)
    parser.add_argument("--stories", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=100, help="renderings over which memory is watched")
    chosen = parser.parse_args(arguments)
    print(f"{'':24} {'bytes':>7} {'ms':>6} {'inlining alone':>15} {'ratio':>6}")
    for theme in THEMES:
        for name, stories in ((f"{chosen.stories} stories", chosen.stories), ("40 stories, shortened", 40)):
            value = day(stories)
            page, draft = rendered(value, theme).html, drafted(value, theme)
            alone = milliseconds(partial(inline.inline, draft), 9)
            whole = milliseconds(partial(rendered, value, theme), 9)
            print(f"{theme + ', ' + name:24} {len(page.encode()):7,} {whole:6.0f} {alone:15.0f} {whole / alone:6.2f}")
    grown = growth_mb(lambda: rendered(day(chosen.stories), "paper"), chosen.rounds)
    print(f"memory over {chosen.rounds} renderings: {grown:+.1f} MB (limit of a page: {budget.MAX_HTML_BYTES:,} bytes)")


def drafted(value: model.Edition, theme: str) -> str:
    """The page of all stories before its style sheet is inlined."""
    newsletter, variant = editions.NEWSLETTER, model.Variant()
    slots = {slot: f"QZ{number}" for number, slot in enumerate(model.Slot)}
    plan = budget.largest(value, variant)
    told = outline.outline(value, newsletter, variant, plan, archive_url=editions.ARCHIVE_URL, slots=slots)
    looks = themes.load(Path(theme), TEMPLATES)
    return environment.fill_in(TEMPLATES, "edition/body.html", {**dict(told), "theme": looks})


if __name__ == "__main__":
    main()
