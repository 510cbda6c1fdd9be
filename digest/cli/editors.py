"""Who may log in at the desk."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from digest import errors
from digest.cli import options, terminal

app = typer.Typer(help="The people who may log in at the desk and approve editions.", no_args_is_help=True)

PasswordFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        allow_dash=True,
        help="Read the password from the first line of this file; - is standard input. Without it you are asked.",
        show_default=False,
    ),
]


@app.command(epilog="Example: digest editors add ada")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to log in with.")],
    password_file: PasswordFile = None,
    replace: Annotated[bool, typer.Option("--replace", help="Give an editor who exists another password.")] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Add an editor. The password is asked for or read from a file; it never stands on the command line."""
    from digest.store import editors as store

    with options.opened(config) as opened:
        password = _password(password_file)
        with opened.database.transaction() as session:
            if replace:
                store.set_password(session, name, password)
            else:
                store.create(session, name, password, options.now())
        desk = f"{opened.settings.web.base_url}/desk"
    if as_json:
        terminal.show_json({"editor": name})
    else:
        terminal.advise(f"{name} can log in at {desk} while `digest run` runs.")


def offer(opened: options.Opened) -> None:
    """Ask whether to make the first editor; nothing happens where there is one."""
    from digest.store import editors as store

    with opened.database.transaction(writes=False) as session:
        if store.count(session):
            return
    if not typer.confirm("Make an editor who can log in at the desk?", default=True):
        return
    name = typer.prompt("Name")
    password = _password(None)
    with opened.database.transaction() as session:
        store.create(session, name, password, options.now())


def _password(file: Path | None) -> str:
    """From the file, standard input or a prompt. Raises ConfigError where there is nobody to ask."""
    if file is not None:
        text = sys.stdin.readline() if str(file) == "-" else file.read_text(encoding="utf-8")
        return (text.splitlines() or [""])[0]
    if not sys.stdin.isatty():
        raise errors.ConfigError(
            "nobody is here to type a password; give --password-file FILE, or - for standard input"
        )
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
