"""A sample newsroom, and the whole job run on it: no network, no server, no configuration needed.

Yesterday is built, approved and sent to nobody, so that the archive holds it and today's stories have a past. Then
the sample readers are added, and today is built, approved and delivered into a folder; or left as a draft, for a
person to approve at the desk.
"""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from digest import config, errors, model, pipeline
from digest.demo import sample
from digest.pipeline import approve, build, collect, prepare, send
from digest.render import edition as rendering
from digest.render import environment
from digest.store import editions, editors, subscribers
from digest.store.database import Database

APPROVER = "the demo"
"""Who approves its editions, for the record."""
EDITOR = "demo"
"""Who may log in at its desk."""
CONSENT = "sample reader of the demo"
FILES = (
    "config.toml",
    "signing.key",
    "digest.db",
    "digest.db-wal",
    "digest.db-shm",
    "edition.html",
    "outbox",
    "sources",
)
"""Everything a demo makes in its folder."""
MARK = "# The configuration of the sample newsletter"
"""How the configuration of a demo begins."""


class Morning(model.Value):
    """What one morning came to."""

    local_date: date
    state: model.EditionState
    sources: int
    articles: int
    stories: int
    briefs: int
    mails: int


class Report(model.Value):
    """What the demo did, and where it lies."""

    folder: Path
    mornings: tuple[Morning, ...]


def last_morning(now: datetime) -> date:
    """The latest day whose sample articles are all out."""
    today = now.date()
    return today if sample.press_time(today) <= now else today - timedelta(days=1)


def run(
    folder: Path,
    today: date,
    progress: pipeline.Progress = pipeline.silent,
    *,
    signing_key: str,
    password: str,
    public_id: Callable[[], str],
    is_draft: bool = False,
    force: bool = False,
) -> Report:
    """Write the newsroom of a day and the day before into ``folder`` and run the whole job on it.

    ``password`` lets the editor ``EDITOR`` log in at the desk, ``public_id`` makes a random id for each reader. With
    ``is_draft`` the day's edition waits for approval, and nothing is mailed. Raises StateError where the folder is in use already; with
    ``force`` a demo in it is begun again, and nothing but a demo is ever deleted.
    """
    _clear(folder, force=force)
    prepare.write_once(folder / "config.toml", sample.config_text(today), mode=0o640)
    settings = _prepared(folder, signing_key)
    newsletter = settings.newsletters[0]
    database = Database(settings.database.url.get_secret_value())
    try:
        yesterday = _morning(database, settings, folder, today - timedelta(days=1), today, progress)
        _add_people(database, newsletter.key, sample.press_time(today), password, public_id)
        morning = _morning(database, settings, folder, today, today, progress, is_draft=is_draft)
        _write_page(database, settings, folder / "edition.html", today)
    finally:
        database.close()
    return Report(folder=folder, mornings=(yesterday, morning))


def _clear(folder: Path, *, force: bool) -> None:
    """An empty folder to begin in. Only what a demo made is deleted, and only where a demo lies."""
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    configuration = folder / "config.toml"
    is_demo = configuration.is_file() and configuration.read_text(encoding="utf-8").startswith(MARK)
    if there and not is_demo:
        raise errors.StateError("is in use for something else; choose another folder with --dir", about=str(folder))
    if there and not force and not (folder / "edition.html").is_file():
        raise errors.StateError("holds a demo that was interrupted; begin again with --force", about=str(folder))
    if there and not force:
        raise errors.StateError(
            f"holds a demo already: open {folder / 'edition.html'}, go on with `digest run --config {configuration}`,"
            " or begin again with --force (what you changed in it is lost)",
            about=str(folder),
        )
    for path in (folder / name for name in FILES):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _prepared(folder: Path, signing_key: str) -> config.Settings:
    """The settings, once database and signing key are there."""
    settings = config.load(folder / "config.toml")
    database = Database(settings.database.url.get_secret_value())
    try:
        prepare.prepare(database, settings, signing_key)
    finally:
        database.close()
    return config.load(folder / "config.toml")


def _morning(
    database: Database,
    settings: config.Settings,
    folder: Path,
    day: date,
    today: date,
    progress: pipeline.Progress,
    *,
    is_draft: bool = False,
) -> Morning:
    """What happens on a morning, at once: collect, build and, but for a draft, approve and send."""
    now = sample.press_time(day)
    sample.write(folder, today, until=now)
    collected = collect.collect(database, settings, now, _named(progress, day))
    built = build.build(database, settings, settings.newsletters[0].key, day, now, _named(progress, day))
    if built.outcome is build.Built.EMPTY:
        raise errors.StateError(f"the sample newsroom gave no edition: {built.reason}", about=str(day))
    mails = 0
    if not is_draft:
        approve.approve(database, settings, built.edition, built.sha256, APPROVER, now)
        mails = send.send(database, settings, built.edition, now, _named(progress, day)).sent
    with database.transaction(writes=False) as session:
        standing = editions.get(session, built.edition)
    return Morning(
        local_date=day,
        state=standing.state,
        sources=len(collected.sources),
        articles=built.articles,
        stories=built.stories,
        briefs=built.briefs,
        mails=mails,
    )


def _named(progress: pipeline.Progress, day: date) -> pipeline.Progress:
    """The bars of one morning beside those of the other."""
    return lambda what, done, total: progress(f"{day:%a} {what}", done, total)


def _add_people(
    database: Database, newsletter: str, now: datetime, password: str, public_id: Callable[[], str]
) -> None:
    """The editor of the desk, and the readers."""
    with database.transaction() as session:
        editors.create(session, EDITOR, password, now)
        for reader in sample.subscribers():
            subscribers.add(
                session,
                reader.address,
                newsletter,
                CONSENT,
                now,
                public_id=public_id(),
                name=reader.name,
                variant=reader.variant,
            )


def _write_page(database: Database, settings: config.Settings, page: Path, day: date) -> None:
    """The mail as a page to open; the personal links lead to the newsletter's own page."""
    newsletter, full = settings.newsletters[0], model.Variant()
    links = send.links(settings)
    with database.transaction(writes=False) as session:
        standing = editions.find(session, newsletter.key, day)
        if standing is None:
            return
        edition, frozen = editions.load(session, standing.id), editions.rendered(session, standing.id)
    mail = frozen.get(full.key) or rendering.render(
        edition,
        newsletter,
        full,
        environment.environment(settings.templates),
        archive_url=links.archive(newsletter.key, day),
    )
    public = dict.fromkeys(model.Slot, links.sign_up(newsletter.key))
    prepare.write_once(page, rendering.fill(mail.html, mail, public), mode=0o600)
