"""Setting up: the configuration file, the signing key, the database, the first editor."""

import secrets
import sys
from pathlib import Path

from digest import errors
from digest.cli import editors, options, terminal


def init(config: options.Config = None, as_json: options.Json = False) -> None:
    """Set up a new digest.

    Writes a complete, commented configuration, the signing key and the database, and offers to make an editor. What is there already is kept, so it can be run again at any time.
    """
    from digest.pipeline import prepare

    path = config or options.DEFAULT
    made = []
    if prepare.write_once(path, shipped_configuration().read_text(encoding="utf-8"), mode=0o640):
        made.append(str(path))
    with options.opened(path, is_current=False) as opened:
        made += _prepare(opened)
        if sys.stdin.isatty() and not as_json:
            editors.offer(opened)
    if as_json:
        terminal.show_json({"config": path, "made": made})
        return
    _tell(made, "Everything is there already; nothing was changed.")
    terminal.advise(
        f"\nNext: name your newsletter, outlets and sources in {path}, then\n"
        "  digest check       says what is still missing\n"
        "  digest editors add lets somebody log in at the desk\n"
        "  digest run         does the rest, every day"
    )


def migrate(config: options.Config = None, as_json: options.Json = False) -> None:
    """Bring the database to this version of digest.

    Makes the signing key too, where there is none. Run it after each update. Where nothing is to be done, nothing is done.
    """
    with options.opened(config, is_current=False) as opened:
        made = _prepare(opened)
    if as_json:
        terminal.show_json({"made": made})
    else:
        _tell(made, "The database is up to date.")


def new_signing_key() -> str:
    """384 random bits, as text."""
    return secrets.token_urlsafe(48)


def shipped_configuration() -> Path:
    """The complete ``config.toml``: inside the package where it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    places = (package / "config" / "config.toml", package.parent / "config.toml")
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise errors.ConfigError("the shipped configuration is missing from this installation; install digest again")
    return found


def _prepare(opened: options.Opened) -> list[str]:
    from digest.pipeline import prepare

    return prepare.prepare(opened.database, opened.settings, new_signing_key())


def _tell(made: list[str], otherwise: str) -> None:
    terminal.show("\n".join(f"made {each}" for each in made) or otherwise)
