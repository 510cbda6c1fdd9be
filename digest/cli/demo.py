"""The sample newsroom, from its feeds to the mails."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import options, setup, subscribers, terminal

if TYPE_CHECKING:
    from digest import demo as newsroom


def demo(
    folder: Annotated[Path, typer.Option("--dir", metavar="FOLDER", help="Where everything goes.")] = Path(
        "digest-demo"
    ),
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day to show.", show_default="the last morning")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Begin again where a demo is there already.")] = False,
    as_json: options.Json = False,
) -> None:
    """See the whole job run on a sample newsroom.

    No network, no server, no configuration is needed. Two mornings of ten invented outlets become two editions; the second is mailed to a dozen sample readers, into a
    folder, with a configuration to go on from.
    """
    from digest import demo as newsroom

    options.quiet_logs()
    began = time.monotonic()
    today = options.parsed_day(day) if day else newsroom.last_morning(options.now())
    with terminal.progress() as progress:
        report = newsroom.run(
            folder,
            today,
            progress,
            signing_key=setup.new_signing_key(),
            public_id=subscribers.new_public_id,
            force=force,
        )
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        terminal.show_json({**report.model_dump(mode="json"), "seconds": seconds})
    else:
        _tell(report, seconds)


def _tell(report: "newsroom.Report", seconds: float) -> None:
    columns = ("edition", "state", "sources", "articles", "stories", "briefs", "mails")
    rows = [
        (each.local_date, each.state.value, each.sources, each.articles, each.stories, each.briefs, each.mails)
        for each in report.mornings
    ]
    terminal.table(columns, rows)
    config = report.folder / "config.toml"
    terminal.show(
        f"\nAll in {seconds} s and without network, in {report.folder}:\n"
        f"  edition.html   the mail; open it in a browser\n"
        f"  outbox         one .eml for each sample reader\n"
        f"  config.toml    the configuration, commented; digest.db the database; sources/ what the outlets published\n\n"
        f"Next: digest editors add NAME --config {config}\n"
        f"      digest run --config {config}     then open http://127.0.0.1:8080"
    )
