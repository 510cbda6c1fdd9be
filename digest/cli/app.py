"""All commands, in the order of a day."""

from typing import Annotated

import typer

from digest.cli import (
    bounces,
    checks,
    deliveries,
    demo,
    dkim,
    editions,
    editors,
    explain,
    marks,
    options,
    service,
    setup,
    sources,
    status,
    subscribers,
)

app = typer.Typer(
    name="digest",
    no_args_is_help=False,
    rich_markup_mode=None,  # plain help: it is read in pipes, on narrow terminals and by screen readers, and costs 0.2 s less
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `digest demo` to see it work, or `digest init` to set it up. `digest COMMAND --help` shows an example.",
)


def _version(is_wanted: bool) -> None:
    if is_wanted:
        from digest import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def today(
    context: typer.Context,
    config: options.Config = None,
    as_json: options.Json = False,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Many outlets in, one calm morning mail out, every line with its source.

    Without a command: where today's editions stand and what comes next.
    """
    if context.invoked_subcommand is None:
        status.today(config, as_json=as_json)


for _command, _example in (
    (demo.demo, "digest demo --dir digest-demo"),
    (setup.init, "digest init --config config.toml"),
    (setup.migrate, "digest migrate"),
    (checks.check, "digest check --json"),
    (dkim.dkim, "digest dkim --new dkim.pem"),
    (editions.collect, "digest collect"),
    (editions.build, "digest build morning --date 2026-01-13"),
    (editions.preview, "digest preview latest --text"),
    (explain.explain, "digest explain latest 1"),
    (editions.approve, "digest approve latest"),
    (editions.send, "digest send morning/2026-01-13"),
    (deliveries.deliveries, "digest deliveries latest --state failed"),
    (status.status, "digest status"),
    (service.run, "digest run --config /etc/digest/config.toml"),
):
    app.command(epilog=f"Example: {_example}")(_command)

app.add_typer(marks.app, name="marks")
app.add_typer(sources.app, name="sources")
app.add_typer(subscribers.app, name="subscribers")
app.add_typer(editors.app, name="editors")
app.add_typer(bounces.app, name="bounces")
