"""What comes back: bounces, complaints, requests to unsubscribe."""

import sys
from typing import Annotated

import typer

from digest import errors
from digest.cli import options, terminal

app = typer.Typer(no_args_is_help=True, help="Read what comes back: bounces, complaints, requests to unsubscribe.")

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the mail and hands it over again."""
MAX_BYTES = 20_000_000


@app.command(epilog="Example: digest bounces fetch")
def fetch(config: options.Config = None, as_json: options.Json = False) -> None:
    """Read the mailboxes of the configuration now.

    `digest run` does so by itself every few minutes. What was understood is moved or deleted, what was not stays where it is, marked.
    """
    from digest.pipeline import bounces

    with options.opened(config) as opened:
        if not bounces.is_read(opened.settings.bounces):
            said = "names no mailbox; set bounces.imap.host, bounces.pop3.host or bounces.maildir"
            raise errors.ConfigError(said, about=str(opened.path))
        read = bounces.read(opened.database, opened.settings, options.now())
    if as_json:
        terminal.show_json(read._asdict())
    else:
        counts = ", ".join(f"{number} {taken.value}" for taken, number in read.taken.items())
        terminal.show(counts or "nothing new")
        for each in read.failed:
            terminal.say(each)
    if read.failed:
        raise typer.Exit(1)


@app.command(epilog="Example: digest bounces read --recipient bounces+mz3h@news.example.org < mail.eml")
def read(
    recipient: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address it was delivered to, where the mail server tells it.")
    ] = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Read one mail from standard input.

    For a mail server's alias. A mail that was not understood is put into the Maildir `bounces.kept`. Exit code 75 asks the mail server to try again later: nothing was taken then.
    """
    from digest.pipeline import bounces

    data = sys.stdin.buffer.read(MAX_BYTES)
    try:
        with options.opened(config) as opened:
            taken = bounces.hand_over(opened.database, opened.settings, options.now(), data, recipient)
    except errors.DigestError as error:
        terminal.say(f"digest: {error}")
        if as_json:
            terminal.show_json({"error": str(error), "code": TRY_AGAIN})
        raise typer.Exit(TRY_AGAIN) from error
    if as_json:
        terminal.show_json({"taken": taken})
    else:
        terminal.show(taken.value)


@app.command(epilog="Example: digest bounces suppressed --search example.org")
def suppressed(
    search: Annotated[str, typer.Option(metavar="TEXT", help="A part of the address.", show_default=False)] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many addresses.")] = 100,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """List the addresses that are never mailed again, and why.

    Newest first: each with the reason and the words of the mail server.
    """
    from digest.store import suppressions

    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        found = suppressions.listed(session, search=search, limit=limit)
    if as_json:
        terminal.show_json([each._asdict() for each in found])
        return
    rows = [(each.address, each.reason.value, f"{each.created_at:%Y-%m-%d}", each.detail) for each in found]
    terminal.table(("address", "reason", "since", "words"), rows)


@app.command(epilog="Example: digest bounces release ada@example.org")
def release(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The address, as it is listed.")],
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Let a suppressed address be mailed again.

    For when a mail server was mistaken. Subscriptions that a complaint ended stay ended, and who asked to be forgotten stays so.
    """
    from digest.store import suppressions

    with options.opened(config) as opened, opened.database.transaction() as session:
        is_released = suppressions.remove(session, address)
    if not is_released:
        raise errors.StateError("is not suppressed, or its owner asked to be forgotten", about=address)
    if as_json:
        terminal.show_json({"released": address})
    else:
        terminal.advise(f"{address} is mailed again. See who is not: digest bounces suppressed")
