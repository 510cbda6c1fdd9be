"""Who receives the mail: added, listed, imported, exported, removed."""

import csv
import itertools
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TextIO

import typer

from digest import errors
from digest.cli import failure, options, terminal

if TYPE_CHECKING:
    from digest import config as configuration
    from digest import model
    from digest.store import imports, subscribers

app = typer.Typer(help="The people who receive the mail.", no_args_is_help=True)

COLUMNS = (
    "address",
    "name",
    "newsletter",
    "state",
    "variant",
    "muted",
    "requested_at",
    "confirmed_at",
    "unsubscribed_at",
    "proof",
)
BETWEEN_SECTIONS = "; "
"""Between the names of sections in a cell."""
PLAIN_START = "'"
"""Put before a cell that a spreadsheet would take for a formula; taken away again by an import."""

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The mail address.")]
Readers = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        allow_dash=True,
        help="CSV with a heading (address; if you like name, variant, muted, state), or one address a line; - is standard input.",
    ),
]
Newsletter = Annotated[
    str, typer.Option(metavar="KEY", help="Key of the newsletter; not needed where there is one.", show_default=False)
]
Consent = Annotated[
    str,
    typer.Option(metavar="TEXT", help='How they agreed, kept as proof: "signed up at the fair".', show_default=False),
]
Variant = Annotated[
    str, typer.Option(metavar="VARIANT", help="full, brief, full-without-perspectives or brief-without-perspectives.")
]
Muted = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SECTION", help="A section they do not want; may be given again for another.", show_default=False
    ),
]


@app.command(epilog='Example: digest subscribers add ada@example.org --name Ada --consent "asked by phone"')
def add(
    address: Address,
    newsletter: Newsletter = "",
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    consent: Consent = "",
    variant: Variant = "full",
    muted: Muted = None,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Add a confirmed reader. Doing it again changes nothing; who left or is suppressed is refused."""
    from digest.store import subscribers

    shape = _variant(variant)
    with options.opened(config) as opened, opened.database.transaction() as session:
        chosen = options.newsletter(opened.settings, newsletter)
        key, shape = chosen.key, options.muting(shape, muted or (), chosen)
        proof = consent or "added by the operator on the command line"
        public_id = new_public_id()
        added = subscribers.add(
            session, address, key, proof, options.now(), public_id=public_id, name=name, variant=shape
        )
    if as_json:
        terminal.show_json(_record(added))
    else:
        terminal.show(f"{added.address} receives {added.newsletter} ({added.state.value}, {added.variant.key}).")


@app.command("set", epilog="Example: digest subscribers set ada@example.org --variant brief --muted Sport")
def set_(
    address: Address,
    newsletter: Newsletter = "",
    variant: Annotated[
        str,
        typer.Option(
            metavar="VARIANT",
            help="full, brief, full-without-perspectives or brief-without-perspectives.",
            show_default="as it is",
        ),
    ] = "",
    muted: Muted = None,
    everything: Annotated[bool, typer.Option("--all-sections", help="Mute no section any more.")] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Change what a reader receives, from the next approval on.

    --muted takes the place of all that was muted before.
    """
    from digest.store import subscribers

    if muted and everything:
        raise errors.ConfigError("and --all-sections exclude each other; leave one out", about="--muted")
    with options.opened(config) as opened, opened.database.transaction() as session:
        chosen = options.newsletter(opened.settings, newsletter)
        found = subscribers.of_address(session, address, chosen.key)
        shape = _variant(variant) if variant else found.variant
        kept = () if everything else muted or found.variant.muted
        shape = options.muting(shape, kept, chosen) if muted else shape.model_copy(update={"muted": kept})
        changed = subscribers.prefer(session, found.public_id, chosen.key, variant=shape) or found
    if as_json:
        terminal.show_json(_record(changed))
    else:
        terminal.show(
            f"{changed.address} receives {changed.newsletter} ({changed.state.value}, {changed.variant.key})."
        )


@app.command("list", epilog="Example: digest subscribers list --state confirmed --search example.org")
def list_(
    newsletter: Newsletter = "",
    state: Annotated[
        str, typer.Option(metavar="STATE", help="unconfirmed, confirmed, paused or unsubscribed.", show_default=False)
    ] = "",
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="A part of the address or name.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many people.")] = 100,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """List subscriptions in the order people came."""
    from digest.store import subscribers

    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        found = subscribers.listed(session, newsletter or None, _state(state), search, limit=limit)
        counts = subscribers.count(session, newsletter or None)
    if as_json:
        terminal.show_json([_record(each) for each in found])
        return
    rows = [(each.address, each.name, each.newsletter, each.state.value, each.variant.key) for each in found]
    terminal.table(("address", "name", "newsletter", "state", "variant"), rows)
    terminal.say(", ".join(f"{number} {each.value}" for each, number in counts.items()))


@app.command("import", epilog='Example: digest subscribers import readers.csv --consent "paper forms"')
def import_(
    file: Readers,
    newsletter: Newsletter = "",
    consent: Consent = "",
    variant: Variant = "full",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Add many confirmed readers from a file.

    Every line that is refused is named with its reason, and so is a muted section that the newsletter does not list. Importing again changes nothing. An empty state means confirmed; lines in another state (unsubscribed, paused,
    unconfirmed) are passed over and listed: an export can be imported elsewhere without bringing anybody back.
    """
    from digest.store import imports

    with _reading(file) as lines:
        read = _read(lines, file, _variant(variant))
    proof = f"{consent}; import of {file.name}" if consent else f"import of {file.name}"
    with options.opened(config) as opened, opened.database.transaction() as session:
        chosen = options.newsletter(opened.settings, newsletter)
        report = imports.run(session, read.rows, chosen.key, proof, options.now(), new_public_id)
    refused = sorted([*read.refused, *report.refused])
    no_sections = _no_sections(read.rows, refused, chosen)
    said = {"refused": refused, "passed_over": read.passed_over, "no_sections": no_sections}
    if as_json:
        listed = {name: [each._asdict() for each in lines] for name, lines in said.items()}
        terminal.show_json({**report._asdict(), **listed})
    else:
        counts = f"{report.added} added, {report.unchanged} unchanged, {len(refused)} refused"
        terminal.show(f"{chosen.key}: {counts}, {len(read.passed_over)} passed over.")
    for each in sorted(itertools.chain(*said.values())):
        terminal.say(f"{file}, line {each.line}: {each.address}: {each.reason}")
    if refused and not report.added + report.unchanged + len(read.passed_over):
        raise typer.Exit(failure.FAILED)


@app.command(epilog="Example: digest subscribers export readers.csv")
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", allow_dash=True, help="Where to; - is standard output.")
    ] = Path("-"),
    newsletter: Newsletter = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Write all subscriptions as CSV.

    State, dates and proof of consent go with them. Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    from digest.store import subscribers

    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        records = (_record(each) for each in subscribers.export(session, newsletter or None))
        if as_json:
            terminal.show_json(list(records))
        elif str(file) == "-":
            _write(sys.stdout, records)
        else:
            with file.open("w", encoding="utf-8", newline="") as target:
                _write(target, records)


@app.command(epilog="Example: digest subscribers remove ada@example.org --erase")
def remove(
    address: Address,
    newsletter: Annotated[
        str, typer.Option(metavar="KEY", help="Only this newsletter; without it all.", show_default=False)
    ] = "",
    erase: Annotated[
        bool, typer.Option("--erase", help="Forget the person altogether; only the address stays, never to be mailed.")
    ] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Take a reader off.

    No import brings them back; only they themselves can sign up again.
    """
    from digest.store import subscribers

    with options.opened(config) as opened, opened.database.transaction() as session:
        if erase:
            found = int(subscribers.erase(session, address, options.now()))
        else:
            found = subscribers.remove(session, address, newsletter or None, options.now())
    if as_json:
        terminal.show_json({"address": address, "removed": found, "erased": erase})
    elif found:
        terminal.show(f"{address} was {'erased' if erase else 'unsubscribed'}.")
    if not found and not erase:
        raise errors.StateError("receives nothing; see: digest subscribers list", about=address)


def new_public_id() -> str:
    """Stands for a person in links: 128 random bits."""
    return secrets.token_urlsafe(16)


def _record(subscription: "subscribers.Subscription") -> dict[str, Any]:
    shape, muted = subscription.variant.among(()).key, BETWEEN_SECTIONS.join(subscription.variant.muted)
    values = subscription._asdict() | {"state": subscription.state.value, "variant": shape, "muted": muted}
    return {name: values[name] for name in COLUMNS}


def _write(target: TextIO, records: Iterable[dict[str, Any]]) -> None:
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return PLAIN_START + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _reading(file: Path) -> TextIO:
    """The file, opened; a byte order mark is passed over. UTF-8 is asked for: names are not guessed at."""
    if str(file) == "-":
        return sys.stdin
    return file.open(encoding="utf-8-sig", newline="")


class _Read(NamedTuple):
    """The lines of a file by what they are for the import."""

    rows: "list[imports.Row]"
    refused: "list[imports.Refused]"
    passed_over: "list[imports.Refused]"


def _read(lines: TextIO, file: Path, variant: "model.Variant") -> _Read:
    """The people of a file. Raises ConfigError where it is no table of addresses."""
    from digest import model
    from digest.store import imports

    read = _Read([], [], [])
    for number, record in _records(lines, file):
        address, state = record.get("address", ""), record.get("state", "").lower() or "confirmed"
        try:
            own = _variant(record["variant"].lower()) if record.get("variant") else variant
            own = type(own)(length=own.length, has_perspectives=own.has_perspectives, muted=_sections(record))
            is_confirmed = _state(state) is model.SubscriptionState.CONFIRMED
        except errors.ConfigError as error:
            read.refused.append(imports.Refused(number, address, f"{error.about} {error.message}"))
            continue
        if is_confirmed:
            read.rows.append(imports.Row(number, address, record.get("name", ""), own))
        else:
            read.passed_over.append(imports.Refused(number, address, f"is {state}; only confirmed readers are added"))
    return read


def _sections(record: dict[str, str]) -> tuple[str, ...]:
    """The sections a line mutes; one that the newsletter does not list is kept, and makes no difference."""
    return tuple(record.get("muted", "").split(BETWEEN_SECTIONS.strip()))


def _no_sections(
    rows: "Iterable[imports.Row]", refused: "list[imports.Refused]", newsletter: "configuration.Newsletter"
) -> "list[imports.Refused]":
    """What readers who were taken in mute without a difference: the newsletter lists no such section."""
    from digest.store import imports

    lines, said = {each.line for each in refused}, options.no_section(newsletter)
    return [
        imports.Refused(row.line, row.address, f"mutes {name!r}, which {said}; taken in all the same")
        for row in rows
        if row.line not in lines
        for name in options.unlisted(row.variant.muted, newsletter)
    ]


def _records(lines: TextIO, file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line that is not blank, and its cells by their heading."""
    try:
        table = csv.reader(lines)
        first = next(table, [])
        heading = [name.strip().lower() for name in first]
        if "address" not in heading:
            if not first or "@" not in first[0]:
                raise errors.ConfigError("the first line needs a column named address, or to be one", about=str(file))
            heading = ["address"]
            yield 1, {"address": first[0]}
        for cells in table:
            texts = [cell.strip().removeprefix(PLAIN_START) for cell in cells]
            if any(texts):
                yield table.line_num, dict(zip(heading, texts, strict=False))
    except (UnicodeDecodeError, csv.Error) as error:
        raise errors.ConfigError(f"is no CSV file in UTF-8: {error}", about=str(file)) from error


def _variant(key: str) -> "model.Variant":
    from digest.pipeline import approve

    if key not in approve.VARIANTS:
        raise errors.ConfigError(f"is no variant; choose one of {', '.join(approve.VARIANTS)}", about=key)
    return approve.VARIANTS[key]


def _state(key: str) -> "model.SubscriptionState | None":
    from digest import model

    try:
        return model.SubscriptionState(key) if key else None
    except ValueError as error:
        names = ", ".join(model.SubscriptionState)
        raise errors.ConfigError(f"is no state; choose one of {names}", about=key) from error
