"""What editors say about stories: first, out, together, apart. It is replayed whenever an edition is built."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import editions, options, terminal

if TYPE_CHECKING:
    from digest import model
    from digest.pipeline import mark as marking

app = typer.Typer(
    help="Pin, leave out, join and split stories, or drop a picture; building again keeps to it.", no_args_is_help=True
)

Edition = Annotated[str, typer.Argument(metavar="EDITION", help="An id, newsletter/2026-01-13, or latest.")]
Story = Annotated[
    str, typer.Argument(metavar="STORY", help="Its number in the edition, or words of its headline (in quotes).")
]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so, for the record.", show_default="your login")]


@app.command("list", epilog="Example: digest marks list")
def listed(
    newsletter: Annotated[
        str, typer.Argument(metavar="NEWSLETTER", help="Only those of this newsletter.", show_default=False)
    ] = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """List what was said, by whom and when."""
    from digest.store import marks

    with options.opened(config) as opened, opened.database.transaction(writes=False) as session:
        found = marks.listed(session, newsletter)
    if as_json:
        terminal.show_json({"marks": [mark._asdict() for mark in found]})
        return
    together: dict[tuple[str, ...], list[str]] = {}
    for mark in found:  # what one command said of several articles is one line
        when = f"{mark.made_at:%Y-%m-%d %H:%M:%S}"
        said = (mark.newsletter, mark.kind.value.replace("_", " "), mark.about, mark.made_by, when)
        together.setdefault(said, []).append(str(mark.id))
    columns = ("ids", "newsletter", "what", "about", "by", "when (UTC)")
    terminal.table(columns, [(" ".join(ids), *said) for said, ids in together.items()])


@app.command(epilog="Example: digest marks pin latest 3")
def pin(
    edition: Edition, story: Story, by: By = "", config: options.Config = None, as_json: options.Json = False
) -> None:
    """Let a story lead, even if one outlet alone reports it.

    It goes before all that are not pinned, whatever its score; of several pinned ones the best leads.
    """
    from digest import model

    _single(edition, story, model.MarkKind.PIN, by, config, as_json=as_json)


@app.command("leave-out", epilog="Example: digest marks leave-out latest 'horoscope for'")
def leave_out(
    edition: Edition, story: Story, by: By = "", config: options.Config = None, as_json: options.Json = False
) -> None:
    """Keep a story out of the edition; it is listed as left out."""
    from digest import model

    _single(edition, story, model.MarkKind.LEAVE_OUT, by, config, as_json=as_json)


@app.command("no-image", epilog="Example: digest marks no-image latest 1")
def no_image(
    edition: Edition, story: Story, by: By = "", config: options.Config = None, as_json: options.Json = False
) -> None:
    """Show no picture with a story."""
    from digest import model

    _single(edition, story, model.MarkKind.NO_IMAGE, by, config, as_json=as_json)


@app.command(epilog="Example: digest marks join latest 2 'bridge stays closed'")
def join(
    edition: Edition,
    story: Story,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The second story, named in the same way.")],
    by: By = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Say that two stories report one event; they become one."""
    from digest.pipeline import mark as marking

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = editions.find(session, edition)
        marked = marking.join(opened.database, standing.id, story, other, by or options.login(), options.now())
    _say(marked, as_json=as_json)


@app.command(epilog="Example: digest marks split latest 2 'The Keystone'")
def split(
    edition: Edition,
    story: Story,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="Its number in `digest explain`, or the name of its outlet.")
    ],
    by: By = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Say that an article reports another event than its story."""
    from digest.pipeline import mark as marking

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = editions.find(session, edition)
        marked = marking.split(opened.database, standing.id, story, article, by or options.login(), options.now())
    _say(marked, as_json=as_json)


@app.command(epilog="Example: digest marks remove 4 5 6")
def remove(
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers that `digest marks list` shows.")],
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Take marks back, as if they had never been made."""
    from digest.store import marks

    with options.opened(config) as opened, opened.database.transaction() as session:
        taken = [marks.remove(session, mark_id) for mark_id in ids]
    if as_json:
        terminal.show_json({"removed": [mark._asdict() for mark in taken]})
    else:
        terminal.advise(f"{len(taken)} taken back. Next: digest build {taken[0].newsletter}")


def _single(
    edition: str, story: str, kind: "model.MarkKind", by: str, config: options.Config, *, as_json: bool
) -> None:
    from digest.pipeline import mark as marking

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = editions.find(session, edition)
        marked = marking.single(opened.database, standing.id, story, kind, by or options.login(), options.now())
    _say(marked, as_json=as_json)


def _say(marked: "marking.Marked", *, as_json: bool) -> None:
    if as_json:
        terminal.show_json(marked)
        return
    newsletter, _, day = marked.edition.partition("/")
    undo = f"To undo: digest marks remove {' '.join(map(str, marked.marks))}"
    if marked.is_open:
        following = f"Next: digest build {newsletter} --date {day}"
    else:
        following = f"{marked.edition} is past its draft and stays as it is; editions built from now on keep to it."
    terminal.advise(f"Kept: {marked.about}\n{following}\n{undo}")
