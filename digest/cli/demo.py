"""The sample newsroom, from its feeds to the mails."""

import secrets
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import options, setup, subscribers, terminal

if TYPE_CHECKING:
    from digest import demo as newsroom

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for another."""


def demo(
    folder: Annotated[Path, typer.Option("--dir", metavar="FOLDER", help="Where everything goes.")] = Path(
        "digest-demo"
    ),
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day to show.", show_default="the last morning")
    ] = "",
    is_draft: Annotated[
        bool, typer.Option("--draft", help="Leave the day's edition for you to approve at the desk; mail nobody.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Begin again where a demo is there already.")] = False,
    as_json: options.Json = False,
) -> None:
    """See the whole job run on a sample newsroom.

    No network, no server, no configuration is needed. Two mornings of ten invented outlets become two editions; the
    second is mailed to a dozen sample readers, into a folder, or with --draft waits for you to approve it. A
    configuration and a login for the editor's desk are there to go on from.
    """
    from digest import demo as newsroom

    options.quiet_logs()
    began = time.monotonic()
    today = options.parsed_day(day) if day else newsroom.last_morning(options.now())
    password = new_password()
    with terminal.progress() as progress:
        report = newsroom.run(
            folder,
            today,
            progress,
            signing_key=setup.new_signing_key(),
            password=password,
            public_id=subscribers.new_public_id,
            is_draft=is_draft,
            force=force,
        )
    seconds = round(time.monotonic() - began, 1)
    login = {"name": newsroom.EDITOR, "password": password}
    if as_json:
        terminal.show_json({**report.model_dump(mode="json"), "seconds": seconds, "login": login})
    else:
        _tell(report, seconds, login, is_draft=is_draft)


def new_password() -> str:
    """59 random bits in three groups that are easily typed."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(3))


def _tell(report: "newsroom.Report", seconds: float, login: dict[str, str], *, is_draft: bool) -> None:
    columns = ("edition", "state", "sources", "articles", "stories", "briefs", "mails")
    rows = [
        (each.local_date, each.state.value, each.sources, each.articles, each.stories, each.briefs, each.mails)
        for each in report.mornings
    ]
    terminal.table(columns, rows)
    config = shlex.quote(str(report.folder / "config.toml"))
    other = shlex.quote(f"{report.folder}-draft")
    outbox = "one .eml for each sample reader, once you approved" if is_draft else "one .eml for each sample reader"
    then = "Then log in, read the draft and approve it at the desk:" if is_draft else "Then log in at the desk:"
    terminal.advise(
        f"\nAll in {seconds} s and without network, in {report.folder}:\n"
        f"  edition.html   the mail; open it in a browser\n"
        f"  outbox         {outbox}\n"
        f"  config.toml    the configuration, commented; digest.db the database; sources/ what the outlets published\n\n"
        f"Next:  digest run --config {config}\n"
        f"{then}\n"
        f"  http://127.0.0.1:8080/desk   name {login['name']}   password {login['password']}\n"
        f"The password is said only now; another one: digest editors add {login['name']} --replace --config {config}"
    )
    if not is_draft:
        terminal.advise(f"\nOr see the desk wait for you: digest demo --draft --dir {other}")
