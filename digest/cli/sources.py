"""Where we read: added, listed, imported, exported, paused, removed."""

import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from digest import errors
from digest.cli import options, terminal

if TYPE_CHECKING:
    from digest import config as configuration
    from digest import model
    from digest.collect import opml
    from digest.store import sources

app = typer.Typer(help="Where we read: feeds, pages and folders.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The source's key, as `digest sources list` shows it.")]


@app.command(
    epilog="Example: digest sources add https://example.org/feed --outlet Example --lean center --rater 'own reading'"
)
def add(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    location: Annotated[
        str, typer.Argument(metavar="LOCATION", help="An http(s) address, a feed kept as a file, or a folder.")
    ],
    key: Annotated[
        str, typer.Option(help="Its name here, in lower case; without it made from the location.", show_default=False)
    ] = "",
    kind: Annotated[
        str, typer.Option(help="feed, page or folder; without it a folder or a feed.", show_default=False)
    ] = "",
    outlet: Annotated[str, typer.Option(help="Who publishes; without it the key.", show_default=False)] = "",
    lean: Annotated[str, typer.Option(help="left, lean_left, center, lean_right, right or unrated.")] = "unrated",
    rater: Annotated[str, typer.Option(help="Who rated the lean; readers see it.", show_default=False)] = "",
    section: Annotated[
        str, typer.Option(help="Section of its stories where the article names none.", show_default=False)
    ] = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Add a source. Nothing is fetched yet; the next `digest collect` reads it."""
    from digest import config as configuration
    from digest import model
    from digest.store import sources

    place = _place(location)
    key = key or _key(place)
    kind = kind or ("folder" if Path(place).is_dir() else "feed")
    with options.opened(config) as opened, opened.database.transaction() as session:
        sources.sync_configured(session, opened.settings)
        configured = {each.name: each for each in configuration.outlets(opened.settings)}
        rated_on = options.now().date() if rater else None
        said = configured.get(outlet) or _valid(
            model.Outlet, name=outlet or key, lean=lean, rater=rater, rated_on=rated_on
        )
        _valid(configuration.SourceSetting, key=key, kind=kind)
        source = _valid(model.Source, key=key, kind=kind, location=place, outlet=said, section=section)
        sources.add(session, source)
    if as_json:
        terminal.show_json({"added": [key]})
    else:
        terminal.advise(f"{key} is read from now on. Next: digest collect {key}")


@app.command("list", epilog="Example: digest sources list --failing")
def list_(
    failing: Annotated[bool, typer.Option("--failing", help="Only those whose last check failed.")] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """List the sources and how their last check went."""
    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        found = [each for each in known(session, opened.settings) if each.failures or not failing]
    if as_json:
        terminal.show_json([_record(each) for each in found])
        return
    rows = [
        (each.source.key, each.source.outlet.name, each.source.outlet.lean.value, each.state.value, _health(each))
        for each in found
    ]
    terminal.table(("key", "outlet", "lean", "state", "last check"), rows)


@app.command("import", epilog="Example: digest sources import feeds.opml")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", allow_dash=True, help="An OPML file; - is standard input.")],
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Add the feeds of an OPML file. What is there already stays as it is.

    A category such as lean/left rates the outlet, another one is the section. Nothing is fetched yet.
    """
    from digest import config as configuration
    from digest.collect import opml
    from digest.store import sources

    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        outlines = opml.read(content)
    except errors.SourceError as error:
        raise errors.ConfigError(error.message, about=str(file)) from error
    with options.opened(config) as opened, opened.database.transaction() as session:
        sources.sync_configured(session, opened.settings)
        configured = {each.name: each for each in configuration.outlets(opened.settings)}
        there = sources.listed(session)
        new = list(_new(outlines, {each.source.location for each in there}, {each.source.key for each in there}))
        for source in new:
            rated = configured.get(source.outlet.name, source.outlet)
            sources.add(session, source.model_copy(update={"outlet": rated}))
    if as_json:
        terminal.show_json({"added": [source.key for source in new], "there_already": len(outlines) - len(new)})
    else:
        terminal.advise(
            f"{len(new)} sources added, {len(outlines) - len(new)} were there already. Next: digest collect"
        )


@app.command(epilog="Example: digest sources export feeds.opml")
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", allow_dash=True, help="Where to; - is standard output.")
    ] = Path("-"),
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Write the sources as OPML.

    Outlets and leans go with them, for another reader or another digest. Sources on this machine stay here.
    """
    from digest.collect import opml

    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        listed = [each.source for each in known(session, opened.settings) if _is_address(each.source.location)]
    outlines = [opml.Outline(outlet=each.outlet, url=each.location, section=each.section) for each in listed]
    if as_json:
        terminal.show_json(outlines)
        return
    written = opml.write(outlines, "Sources of digest")
    if str(file) == "-":
        sys.stdout.buffer.write(written)
    else:
        file.write_bytes(written)


@app.command(epilog="Example: digest sources pause noisy-times")
def pause(
    key: Key,
    resume: Annotated[bool, typer.Option("--resume", help="Read it again.")] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Keep a source, but do not read it until it is resumed."""
    from digest.store import sources

    with options.opened(config) as opened, opened.database.transaction() as session:
        sources.sync_configured(session, opened.settings)
        (sources.resume if resume else sources.pause)(session, key)
    state = "active" if resume else "paused"
    if as_json:
        terminal.show_json({"source": key, "state": state})
    else:
        terminal.show(f"{key} is {state}.")


@app.command(epilog="Example: digest sources remove noisy-times")
def remove(key: Key, config: options.Config = None, as_json: options.Json = False) -> None:
    """Forget a source and the articles it brought.

    Those of the configuration are taken out there.
    """
    from digest.store import sources

    with options.opened(config) as opened, opened.database.transaction() as session:
        sources.sync_configured(session, opened.settings)
        sources.remove(session, key)
    if as_json:
        terminal.show_json({"removed": key})
    else:
        terminal.show(f"{key} and its articles were removed.")


def known(session: Any, settings: "configuration.Settings") -> "list[sources.Listed]":
    """The sources by key as they will be read: those stored, and those configured that no collecting has met yet."""
    from digest import config as configuration
    from digest import model
    from digest.store import sources

    stored = {each.source.key: each for each in sources.listed(session)}
    for source in configuration.sources(settings):
        stored.setdefault(source.key, sources.Listed(source, model.SourceState.ACTIVE, True, None, None, 0, ""))
    return [stored[key] for key in sorted(stored)]


def _new(outlines: "Iterable[opml.Outline]", locations: set[str], keys: set[str]) -> "Iterator[model.Source]":
    """The sources of a list whose address is not read yet, each under a key of its own."""
    from digest import model

    taken = set(keys)
    for outline in outlines:
        if outline.url in locations:
            continue
        wanted = _slug(outline.outlet.name) or _key(outline.url)
        key = next(
            key for number in itertools.count(1) if (key := f"{wanted}-{number}" if number > 1 else wanted) not in taken
        )
        taken.add(key)
        yield model.Source(
            key=key, kind=model.SourceKind.FEED, location=outline.url, outlet=outline.outlet, section=outline.section
        )


def _is_address(location: str) -> bool:
    """Has a scheme."""
    return "://" in location


def _place(location: str) -> str:
    """The address or the absolute path. Raises ConfigError where it could never be read."""
    from digest.text import clean

    if _is_address(location):
        if not clean.safe_url(location):
            raise errors.ConfigError("is no http or https address (without a user name in it)", about=location)
        return location
    path = Path(location).resolve()
    if not path.exists():
        raise errors.ConfigError("there is no such file or folder; an address begins with https://", about=location)
    return str(path)


def _key(location: str) -> str:
    """A key made from the host, or from the file's name: ``https://www.example.org/feed`` is ``example-org``."""
    name = (urlsplit(location).hostname or "") if _is_address(location) else Path(location).stem
    return _slug(name.removeprefix("www."))


def _slug(name: str) -> str:
    """Lower case with digits and dashes, as keys are; empty where nothing of that is in it."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")


def _valid(shape: type[Any], /, **fields: object) -> Any:
    """A value of this shape. Raises ConfigError naming every field that is wrong, and what was expected."""
    from pydantic import ValidationError

    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        raise errors.ConfigError("; ".join(map(_wrong, error.errors()))) from error


def _wrong(mistake: Any) -> str:
    """Which field is wrong, and what may stand there."""
    field, given = mistake["loc"][0], mistake["input"]
    if mistake["type"] == "enum":
        return f"{field}: {given!r} is not known; write {mistake['ctx']['expected']}"
    return f"{field}: {mistake['msg']} (not {given!r})"


def _record(listed: "sources.Listed") -> dict[str, Any]:
    return {**listed.source.model_dump(mode="json"), **{k: v for k, v in listed._asdict().items() if k != "source"}}


def _health(listed: "sources.Listed") -> str:
    if listed.failures:
        times = "once" if listed.failures == 1 else f"{listed.failures} times"
        return f"failed {times}: {listed.error}"
    return f"{listed.succeeded_at:%Y-%m-%d %H:%M} UTC" if listed.succeeded_at else "never read"
