"""The day's work: collect, build, preview, approve, send."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest import errors
from digest.cli import failure, findings, options, terminal

if TYPE_CHECKING:
    from digest import model
    from digest.pipeline import build as building
    from digest.pipeline import collect as collecting
    from digest.store import editions as rows

Edition = Annotated[
    str, typer.Argument(metavar="EDITION", help="An id, newsletter/2026-01-13, or latest.", show_default=True)
]


def collect(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE...", help="Keys of the sources to read; without them all.")
    ] = None,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Read the sources; keep what is new.

    One bad source never stops the others. Ends with 1 where not a single source could be read.
    """
    from digest.pipeline import collect as collecting

    with options.opened(config) as opened, terminal.progress() as progress:
        report = collecting.collect(opened.database, opened.settings, options.now(), progress, tuple(keys or ("*",)))
    if as_json:
        terminal.show_json(report)
    else:
        terminal.table(
            ("source", "articles", "new", "what happened"),
            [(each.source, each.articles, each.new, _happened(each)) for each in report.sources],
        )
    read = len(report.sources) - len(report.failed)
    terminal.advise(
        f"{read} of {len(report.sources)} sources read, {report.new} new articles. Next: digest build", beside=True
    )
    if report.sources and not read:
        raise errors.SourceError("not a single source could be read; see the table above, then: digest check")


def build(
    newsletter: Annotated[
        str, typer.Argument(metavar="NEWSLETTER", help="Its key; not needed where there is one.", show_default=False)
    ] = "",
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The edition's local date.", show_default="today there")
    ] = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Make the draft of a day's edition.

    It is made from the articles collected; that of a past day has the news until its hour, and can only be made where no edition of a later day was sent. Building again replaces the draft; an edition that is approved or sent is left alone. Where there is nothing to
    send, the edition is held and the reason is said; that ends with 1.
    """
    from digest.pipeline import build as building

    with options.opened(config) as opened, terminal.progress() as progress:
        chosen = options.newsletter(opened.settings, newsletter)
        now = options.now()
        local_date = options.day(day, chosen, now)
        report = building.build(opened.database, opened.settings, chosen.key, local_date, now, progress)
    if as_json:
        terminal.show_json(report)
    else:
        terminal.advise("\n".join([_built(report), *report.notes]))
    if report.outcome is building.Built.EMPTY:
        terminal.say(f"digest: {report.newsletter} {report.local_date} is held: {report.reason}")
        raise typer.Exit(failure.FAILED)


def preview(
    edition: Edition = "latest",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the mail's HTML into this file.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the mail's plain text.")] = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write the edition's web page into this file.")
    ] = None,
    muted: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SECTION", help="With --html and --text: as a reader gets it who muted this.", show_default=False
        ),
    ] = None,
    is_checked: Annotated[
        bool, typer.Option("--check", help="Say what to mend in its mails; ends with 1 where it blocks the approval.")
    ] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Show an edition before or after it is sent.

    Its stories, or with --text and --html the mail as a reader gets it, with --page the web page. --check looks for what readers, mail programs and filters would stumble over, in every variant. --json prints the stored document with its SHA-256: every line with the article and sentence it rests on.
    """
    from digest.store import editions as rows

    if muted:
        _check_muting(is_mail_shown=bool(html or text), is_page_shown=bool(page))
    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = find(session, edition)
            document = rows.load(session, standing.id)
        rendered = _rendered(opened, standing, document, muted or ()) if html or text else None
        if rendered and html:
            html.write_text(rendered.html, encoding="utf-8")
            terminal.say(f"Wrote {html}; open it in a browser.")
        if page:
            page.write_text(_web_page(opened, standing).html, encoding="utf-8")
            terminal.say(f"Wrote {page}; open it in a browser.")
        if is_checked:
            findings.show(opened, standing, document, as_json=as_json)
            return
    if as_json:
        terminal.show_json({**_head(standing, document), **document.model_dump(mode="json")})
    elif rendered and text:
        terminal.show(rendered.text)
    elif not (html or text or page):
        terminal.advise(_overview(standing, document))


def approve(
    edition: Edition = "latest",
    sha256: Annotated[
        str,
        typer.Option(
            metavar="HASH",
            help="Approve only this document: its SHA-256, or at least its first 12 digits.",
            show_default=False,
        ),
    ] = "",
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who approves, for the record.", show_default="your login")
    ] = "",
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Approve a draft, so that it can be sent.

    Its document and mails are frozen, and who receives it is fixed. Nothing leaves yet: `digest run` sends it at its hour, `digest send` at once.
    """
    from digest.pipeline import approve as approving
    from digest.pipeline import variants

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = find(session, edition)
        wanted = _hash(standing, sha256)
        report = approving.approve(
            opened.database, opened.settings, standing.id, wanted, by or options.login(), options.now()
        )
    if as_json:
        terminal.show_json(report)
    else:
        rendered = variants.said(len(report.variants), report.milliseconds)
        terminal.advise(
            f"{standing.name} is approved; {rendered}. Next: digest send {standing.newsletter}/{standing.local_date}"
        )


def find(session: Any, text: str) -> "rows.Standing":
    """The edition meant by an id, ``newsletter/2026-01-13`` or ``latest``. Raises StateError where there is none."""
    from digest.store import editions as rows

    newsletter, slash, day = text.rpartition("/")
    if text == "latest":
        newest = rows.listed(session, limit=1)
        if not newest:
            raise errors.StateError("there is no edition yet; run: digest collect, then: digest build")
        return newest[0]
    if text.isdecimal():
        return rows.get(session, int(text[:20]))
    if not slash:
        raise errors.ConfigError("names no edition; write an id, newsletter/2026-01-13, or latest", about=text)
    standing = rows.find(session, newsletter, options.parsed_day(day))
    if standing is None:
        raise errors.StateError("there is no such edition; see: digest status", about=text)
    return standing


def send(edition: Edition = "latest", config: options.Config = None, as_json: options.Json = False) -> None:
    """Send an approved edition now.

    It goes to everyone who has not had it yet. Stopped in the middle, run it again: it goes on where it stood.
    After a crash at most one mail per open connection is repeated. Ends with 1 where the mail server cannot be used or refuses too many.
    """
    from digest.pipeline import send as sending

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = find(session, edition)
        with terminal.progress() as progress:
            report = sending.send(opened.database, opened.settings, standing.id, options.now, progress)
    if as_json:
        terminal.show_json(report)
    else:
        terminal.show(f"{standing.name}: {report}")
    if report.state.value == "held":
        raise errors.DeliveryError(report.reason, about=standing.name)


def _happened(outcome: "collecting.SourceOutcome") -> str:
    from digest.render import english

    if outcome.error:
        return f"failed: {outcome.error}"
    if outcome.is_unchanged:
        return "unchanged since last time"
    if not outcome.warnings:
        return "read"
    return f"read, with {english.count(len(outcome.warnings), 'warning')}: {outcome.warnings[0]}"


def _built(report: "building.BuildReport") -> str:
    """What building came to, and the next step."""
    from digest.pipeline import build as building
    from digest.pipeline import variants
    from digest.render import english

    name = f"{report.newsletter}/{report.local_date}"
    match report.outcome:
        case building.Built.EMPTY | building.Built.KEPT:
            return f"{name}: {report.outcome.value}. {report.reason.removesuffix('.')}."
        case _:
            said = "The draft is as it was" if report.outcome is building.Built.UNCHANGED else "A draft was made"
            rehearsed = f"{variants.said(report.variants, report.milliseconds)}.\n" if report.variants else ""
            return (
                f"{name}: {said}: {english.count(report.stories, 'story', 'stories')} and {english.count(report.briefs, 'brief')}"
                f" from {english.count(report.articles, 'article')} in {english.count(report.clusters, 'cluster')};"
                f" {report.left_out} left out.\n"
                f"{rehearsed}Next: digest preview {name}, then: digest approve {name}"
            )


def _hash(standing: "rows.Standing", given: str) -> str:
    """The whole hash to approve. A beginning of at least 12 digits is enough; without any it is what is stored now."""
    if given and (len(given) < 12 or not standing.sha256.startswith(given.lower())):
        raise errors.StateError(
            f"is not {given}: its document now has the hash {standing.sha256 or '(none)'}; read it again",
            about=standing.name,
        )
    return standing.sha256


def _check_muting(*, is_mail_shown: bool, is_page_shown: bool) -> None:
    """Refuse --muted where it would change nothing."""
    if is_page_shown:
        raise errors.ConfigError(
            "the web page has every section; leave --page out, or write it by a command of its own", about="--muted"
        )
    if not is_mail_shown:
        raise errors.ConfigError("shows nothing by itself; add --text, or --html and a file", about="--muted")


def _rendered(
    opened: options.Opened, standing: "rows.Standing", document: "model.Edition", muted: Sequence[str]
) -> "model.Rendered | None":
    """The full mail, without these sections: as frozen at approval, or as it would be frozen now. Personal links lead to the public page.

    None where nothing is left, which is said.
    """
    from digest import model
    from digest.deliver.links import Links
    from digest.pipeline import variants
    from digest.render import edition as rendering
    from digest.render import environment
    from digest.store import editions as rows
    from digest.store.deliveries import ALL_MUTED

    newsletter = options.newsletter(opened.settings, standing.newsletter)
    variant = variants.mailed(options.muting(model.Variant(), muted, newsletter), document, newsletter)
    if variant is None:
        terminal.say(f"No mail is sent to them: {ALL_MUTED}.")
        return None
    with opened.database.transaction(writes=False) as session:
        frozen = rows.rendered(session, standing.id).get(variant.key)
    web = opened.settings.web
    links = Links(web.base_url, web.signing_key.get_secret_value() if web.signing_key else "")
    rendered = frozen or variants.render(
        document,
        newsletter,
        variant,
        environment.environment(opened.settings.templates),
        archive_url=links.archive(standing.newsletter, standing.local_date),
    )
    public = dict.fromkeys(model.Slot, links.sign_up(standing.newsletter))
    filled = {part: rendering.fill(getattr(rendered, part), rendered, public) for part in ("html", "text")}
    return rendered.model_copy(update=filled)


def _web_page(opened: options.Opened, standing: "rows.Standing") -> "model.Page":
    """The web page: as frozen at approval, or as it would be frozen now."""
    from digest.deliver.links import Links
    from digest.pipeline import page
    from digest.render import environment

    newsletter = options.newsletter(opened.settings, standing.newsletter)
    templates = environment.environment(opened.settings.templates)
    # None of its links acts for anybody, so none is signed.
    links = Links(opened.settings.web.base_url, "")
    return page.shown(opened.database, standing.id, newsletter, templates, links, options.now())


def _head(standing: "rows.Standing", document: "model.Edition") -> dict[str, Any]:
    """What the printed document begins with: the hash is of the document as stored, and so is no part of it."""
    return {"newsletter": document.newsletter, "local_date": document.local_date, "sha256": standing.sha256}


def _overview(standing: "rows.Standing", document: "model.Edition") -> str:
    """The edition in a screenful."""
    from digest.render import english

    lines = [
        f"{standing.name}: {standing.state.value}, {document.words} words, {document.minutes} min",
        f"  subject    {document.subject}",
        f"  preheader  {document.preheader}",
        f"  sha256     {standing.sha256}",
        "",
    ]
    for number, story in enumerate(document.stories, start=1):
        update = "Update: " if story.is_update else ""
        lines.append(f"  {number:2}. {story.section or '-'}: {update}{story.headline}")
        publishers = english.count(story.publishers, "publisher")
        lines.append(f"      {publishers}: {', '.join(ref.outlet for ref in story.articles)}")
    for number, brief in enumerate(document.briefs, start=len(document.stories) + 1):
        lines.append(f"  {number:2}. brief: {'Update: ' if brief.is_update else ''}{brief.headline}")
    reasons = ", ".join(f"{number} {reason.value}" for reason, number in document.left_out_by_reason().items())
    lines.append(f"\n  left out: {reasons or 'nothing'}")
    lines.append(f"  why a story is as it is: digest explain {standing.newsletter}/{standing.local_date} 1")
    if document.sources.failed:
        lines.append(f"  {len(document.sources.failed)} of {document.sources.checked} sources failed")
    return "\n".join(lines)
