"""The mails of five real editions, measured: ``python -m tests.bench.letter [--json] [--only NAME ...] [--keep FOLDER]``.

A row for each edition and measure, with the figure and what it must be; the exit code is 1 where one is not. The
editions are built by the command (a news day, the demo, two seed files) or made up in Chinese and Arabic; every mail
is rendered and put together by the product's own functions. ``--emailcheck`` names the folder of that tool; ``--node``
adds its checks that need node (``npm ci`` in its folder ``node``), half a minute a mail. SpamAssassin is Debian's, with
its local rules only.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from playwright import sync_api as playwright

from digest import compose, config, model
from digest.deliver import message
from digest.deliver.links import Links
from digest.pipeline import approve, variants
from digest.render import edition as rendering
from digest.render import environment, notice
from tests.acceptance import drawn
from tests.bench import render as cost
from tests.days import arabic, built
from tests.golden import editions, test_mails
from tests.shared import SHARED

TEMPLATES = environment.environment()
LINKS = Links("https://news.example", "only for a bench")
READER = message.Reader(0, "reader@mail.example", "A Reader", "0123456789abcdef")
FULL_STORIES, ROUNDS = 15, 100
FLAT_MB = 1.0
"""What a process may grow by without anything being kept: pages of the allocator."""
CLIENTS = ("gmail", "outlook-win", "outlook.com", "apple", "yahoo", "samsung", "thunderbird")
OF_LISTS = ("List-Unsubscribe", "List-Id")
"""Headers that only mails to subscribers carry."""


class Row(NamedTuple):
    """One line of the table."""

    edition: str
    measure: str
    figure: str
    must: str
    holds: bool


class Posted(NamedTuple):
    """A mail as it leaves."""

    name: str
    html: str
    data: bytes
    is_to_subscriber: bool


# ------------------------------------------------------------------------------------------------ the mails


def mails(one: built.Built) -> Iterator[Posted]:
    """Every variant of an edition; one that mutes its first section, where it has several."""
    sections = compose.sections(one.edition)
    wanted = list(approve.VARIANTS.values())
    if len(sections) > 1:
        wanted.append(model.Variant(muted=(sections[0],)))
    archive_url = LINKS.archive(one.newsletter.key, one.edition.local_date)
    for variant in wanted:
        mail = variants.render(one.edition, one.newsletter, variant, TEMPLATES, archive_url=archive_url)
        template = message.Template(
            mail, one.newsletter, LINKS, local_date=one.edition.local_date, moment=_moment(one.edition.local_date)
        )
        values = {
            model.Slot.UNSUBSCRIBE_URL: "https://news.example/u/x",
            model.Slot.PREFERENCES_URL: "https://news.example/p/x",
        }
        page = rendering.fill(mail.html, mail, values)
        yield Posted(f"{one.name}-{variant.key}", page, template.mail(READER).data, is_to_subscriber=True)


def notices(newsletter: config.Newsletter) -> Iterator[Posted]:
    """Each mail that is no edition."""
    for name, told in test_mails.NOTICES.items():
        mail = notice.render(name, TEMPLATES, newsletter=newsletter, **told)
        sent = message.notice(
            newsletter,
            LINKS,
            READER,
            subject=mail.subject,
            page=mail.html,
            text=mail.text,
            moment=_moment(date(2026, 11, 21)),
            is_to_subscriber=mail.is_to_subscriber,
        )
        yield Posted(f"{newsletter.language}-{name}", mail.html, sent.data, mail.is_to_subscriber)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(6), UTC)


# ------------------------------------------------------------------------------------------------ the measures


def checked(posted: Sequence[Posted], tool: Path, folder: Path, *, has_node: bool) -> dict[str, Any]:
    """What emailcheck says of each mail, by its name."""
    options = ["--json", "--no-soffice", "--out", str(folder / "out")]
    options += [] if has_node else ["--no-browser", "--no-vnu"]

    def one(mail: Posted) -> Any:
        file = folder / f"{mail.name}.eml"
        file.write_bytes(mail.data)
        command = [sys.executable, str(tool / "emailcheck"), str(file), *options]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if not ended.stdout:
            sys.exit(f"emailcheck failed on {mail.name}:\n{ended.stderr}")
        return json.loads(ended.stdout)[0]

    with ThreadPoolExecutor(2) as threads:
        return dict(zip([mail.name for mail in posted], threads.map(one, posted), strict=True))


def of_reports(name: str, posted: Sequence[Posted], reports: dict[str, Any]) -> Iterator[Row]:
    """Gates, features that a client lacks, and the spam score: each mail's worst."""
    failed = [f"{mail.name}: {gate}" for mail in posted for gate in _failed(mail, reports[mail.name])]
    gates = sum(len(reports[mail.name]["gates"]) for mail in posted)
    figure = f"{gates - len(failed)}/{gates}" + "".join(f"; {each}" for each in failed)
    yield Row(name, f"emailcheck gates, {len(posted)} mails", figure, "all", not failed)
    hard = sorted(
        {
            f"{feature} ({family})"
            for mail in posted
            for family in CLIENTS
            for feature in reports[mail.name]["caniemail_inline"][family]["hard"]
        }
    )
    yield Row(name, "hard-unsupported inline features", ", ".join(hard) or "0", "0", not hard)
    score = max(reports[mail.name]["spam"]["score"] for mail in posted)
    yield Row(name, "SpamAssassin, local rules", f"{score:.1f}", "< 0.5", score < 0.5)


def _failed(mail: Posted, report: Any) -> Iterator[str]:
    """The gates that failed; headers of lists are asked only of what goes to subscribers."""
    for gate in report["gates"]:
        if gate["gate"] == "headers" and not mail.is_to_subscriber:
            wrong = [each for each in report["headers"]["failed"] if not each.startswith(OF_LISTS)]
            if wrong:
                yield f"headers: {wrong}"
        elif not gate["ok"]:
            yield f"{gate['gate']} {gate['note']}".strip()


def of_browser(name: str, posted: Sequence[Posted], browser: playwright.Browser) -> Iterator[Row]:
    """What axe finds in each scheme, and what sticks out."""
    for scheme in drawn.SCHEMES:
        found = [f"{mail.name}: {each}" for mail in posted for each in drawn.violations(browser, mail.html, scheme)]
        yield Row(name, f"axe violations, {scheme}", "; ".join(found) or "0", "0", not found)
    spilled = max(drawn.spill(browser, mail.html) for mail in posted)
    widths = "/".join(map(str, drawn.WIDTHS))
    yield Row(name, f"overflow at {widths} px, with and without <style>", f"{spilled} px", "0 px", spilled == 0)


def of_cost(one: built.Built) -> Iterator[Row]:
    """Bytes and time of its first full stories, and memory over many renderings."""
    stories = one.edition.stories[:FULL_STORIES]
    value = one.edition.model_copy(update={"stories": stories, "briefs": ()})

    def work() -> model.Rendered:
        return variants.render(value, one.newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL)

    size = len(work().html.encode()) / 1024
    # Letters outside ASCII have two or three octets: there the page is made to fit, and says so.
    most = 80 if one.newsletter.language == "en" else 90
    yield Row(one.name, f"HTML of {len(stories)} full stories", f"{size:.1f} KB", f"<= {most} KB", size <= most)
    taken = cost.milliseconds(work, 9, min)
    yield Row(one.name, f"render one variant of {len(stories)} stories", f"{taken:.0f} ms", "<= 150 ms", taken <= 150)
    grown = cost.growth_mb(work, ROUNDS)
    yield Row(one.name, f"memory over {ROUNDS} variants", f"{grown:+.1f} MB", f"<= {FLAT_MB:.0f} MB", grown <= FLAT_MB)


# ------------------------------------------------------------------------------------------------ the table


def rows(chosen: Sequence[built.Built], tool: Path, folder: Path, *, has_node: bool) -> Iterator[Row]:
    """Every row, edition by edition, then the notices."""
    posts = {one.name: list(mails(one)) for one in chosen}
    posts["notices"] = [*notices(editions.NEWSLETTER), *notices(arabic.DAY.newsletter())]
    for one in chosen:
        yield from of_cost(one)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=drawn.CHROMIUM, args=drawn.QUIET)
        for name, posted in posts.items():
            yield from of_browser(name, posted, browser)
        browser.close()
    reports = checked([mail for posted in posts.values() for mail in posted], tool, folder, has_node=has_node)
    for name, posted in posts.items():
        yield from of_reports(name, posted, reports)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a measure fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.letter", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--only", nargs="+", choices=list(built.ways()), default=[], help="these editions only")
    parser.add_argument("--emailcheck", type=Path, default=SHARED / "tools" / "emailcheck", metavar="DIR")
    parser.add_argument("--node", action="store_true", help="also what emailcheck does with node")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the mails and reports here")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch) / "mails"
        folder.mkdir(parents=True, exist_ok=True)
        made = built.editions_in(Path(scratch), chosen.only)
        table = list(rows(made, chosen.emailcheck, folder, has_node=chosen.node))
    order = [*(one.name for one in made), "notices"]
    table.sort(key=lambda row: order.index(row.edition))
    if chosen.json:
        print(json.dumps([row._asdict() for row in table], ensure_ascii=False, indent=1))
    else:
        for row in table:
            print(f"{'ok  ' if row.holds else 'FAIL'} {row.edition:8} {row.measure:48} {row.must:10} {row.figure}")
    return 0 if all(row.holds for row in table) else 1


if __name__ == "__main__":
    sys.exit(main())
