"""Whether everything is in place, and what to do where it is not."""

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import typer

from digest import errors
from digest.cli import failure, options, sources, terminal

if TYPE_CHECKING:
    from digest import config as configuration
    from digest.store.database import Database


LITTLE_SPACE_MIB = 200
"""Below it the disk is nearly full."""


class Verdict(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    """In order."""
    WARN = "warn"
    """It works, but look at it."""
    FAIL = "fail"
    """An edition would not be built or sent."""


class Finding(NamedTuple):
    """What one check found."""

    check: str
    verdict: Verdict
    found: str
    advice: str = ""
    """What to do, where something is to be done."""


def check(config: options.Config = None, as_json: options.Json = False) -> None:
    """Check that everything is in place.

    Says what to do where it is not. Looks at the configuration, database, templates, folders, signing key, mail server (log in, nothing is sent) and
    sources. Ends with 1 where something would stop an edition, with 2 where the configuration cannot be read.
    """
    with options.opened(config, is_current=False) as opened:
        findings = list(_findings(opened))
    if as_json:
        terminal.show_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            terminal.show(_line(finding))
    if any(finding.verdict is Verdict.FAIL for finding in findings):
        raise typer.Exit(failure.FAILED)


def _line(finding: Finding) -> str:
    advice = f"\n      {finding.advice}" if finding.advice else ""
    return f"{finding.verdict}  {finding.check}: {finding.found}{advice}"


def _findings(opened: options.Opened) -> Iterator[Finding]:
    """Every finding, in the order in which things are set up."""
    settings, database = opened.settings, opened.database
    yield Finding("configuration", Verdict.PASS, f"{opened.path}: {len(settings.newsletters)} newsletter(s)")
    for warning in settings.warnings:
        yield Finding("configuration", Verdict.WARN, warning)
    yield from _guarded("signing key", lambda: _signing_key(settings))
    yield from _guarded("folders", lambda: _folders(settings, database))
    yield from _guarded("templates", lambda: _templates(settings))
    yield from _languages(settings)
    schema = list(_guarded("database", lambda: _schema(database)))
    yield from schema
    if all(finding.verdict is Verdict.PASS for finding in schema):
        yield from _guarded("sources", lambda: _sources(settings, database))
        yield from _guarded("editors", lambda: _editors(database))
        yield from _guarded("subscribers", lambda: _subscribers(settings, database))
    yield from _guarded("delivery", lambda: _delivery(settings))
    if settings.model.base_url:
        yield from _guarded("model", lambda: _model(settings))
    if not settings.newsletters:
        yield Finding("newsletters", Verdict.FAIL, "there is none", "add [[newsletters]] to the configuration")


def _guarded(name: str, findings: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings; a failure on the way is one too."""
    try:
        yield from findings()
    except errors.DigestError as error:
        yield Finding(name, Verdict.FAIL, str(error))
    except OSError as error:
        yield Finding(name, Verdict.FAIL, failure.of_system(error))


def _signing_key(settings: "configuration.Settings") -> Iterator[Finding]:
    """There is one, long enough, and nobody else can read it."""
    name, key, file = "signing key", settings.web.signing_key, settings.web.signing_key_file
    if key is None:
        yield Finding(name, Verdict.FAIL, f"{file} does not exist", "digest migrate makes it")
    elif file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(name, Verdict.WARN, f"{file} can be read by others", f"chmod 600 {file}")
    else:
        yield Finding(name, Verdict.PASS, "is there")


def _folders(settings: "configuration.Settings", database: "Database") -> Iterator[Finding]:
    """Where we write can be written to, and is not full."""
    folders = {settings.home}
    if database.path:
        folders.add(database.path.parent)
    if settings.delivery.transport.value == "folder":
        folders.add(settings.delivery.folder)
    for folder in sorted(folders):
        there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
        free = shutil.disk_usage(there).free // 2**20
        if not os.access(there, os.W_OK | os.X_OK):
            yield Finding(
                "folders", Verdict.FAIL, f"{there} cannot be written to", "give it to the user digest runs as"
            )
        elif free < LITTLE_SPACE_MIB:
            yield Finding("folders", Verdict.WARN, f"{there} has {free} MiB left", "make room before the next edition")
        else:
            yield Finding("folders", Verdict.PASS, f"{folder} can be written to, {free} MiB free")


def _templates(settings: "configuration.Settings") -> Iterator[Finding]:
    """A sample edition goes through every template; the operator's own first."""
    from digest.pipeline import proof

    made = proof.prove(settings)
    own = f", {settings.templates} first" if settings.templates else ""
    yield Finding("templates", Verdict.PASS, f"{len(made)} sample mails could be made{own}")
    warnings: dict[str, str] = {}
    for each in made:
        for found in each.findings:
            warnings.setdefault(f"{found.place}: {found.advice}", f"{each.mail} of {each.newsletter}")
    for said, mail in warnings.items():
        yield Finding("templates", Verdict.WARN, f"{mail}: {said}")
    for oddity in proof.oddities(settings.templates):
        yield Finding("templates", Verdict.WARN, oddity)


def _languages(settings: "configuration.Settings") -> Iterator[Finding]:
    """Whether there are words of what newsletters are written in."""
    from digest.text import catalogue

    for newsletter in settings.newsletters:
        if not catalogue.has(newsletter.language):
            said = f"there are no words of {newsletter.language} for {newsletter.key}; its mails speak English around the stories"
            yield Finding("language", Verdict.WARN, said, f"there are: {', '.join(catalogue.languages())}")


def _schema(database: "Database") -> Iterator[Finding]:
    """The database answers and has our version."""
    database.require_current()
    yield Finding("database", Verdict.PASS, f"{database.name} is of this version")


def _sources(settings: "configuration.Settings", database: "Database") -> Iterator[Finding]:
    """What the last round over the sources brought."""
    from digest import model

    with database.transaction(writes=False) as session:
        active = [each for each in sources.known(session, settings) if each.state is model.SourceState.ACTIVE]
    failing = [each.source.key for each in active if each.failures]
    if not active:
        yield Finding("sources", Verdict.FAIL, "there are none", "digest sources add, or the configuration")
    elif len(failing) == len(active):
        yield Finding(
            "sources", Verdict.FAIL, f"all {len(active)} failed when last read", "digest sources list --failing"
        )
    elif failing:
        named = ", ".join(failing[:5])
        found = f"{len(failing)} of {len(active)} failed when last read ({named})"
        yield Finding("sources", Verdict.WARN, found, "digest sources list --failing")
    elif not all(each.checked_at for each in active):
        yield Finding("sources", Verdict.WARN, f"{len(active)}, not all read yet", "digest collect")
    else:
        yield Finding("sources", Verdict.PASS, f"{len(active)}, all read")


def _editors(database: "Database") -> Iterator[Finding]:
    """Somebody can log in."""
    from digest.store import editors

    with database.transaction(writes=False) as session:
        number = editors.count(session)
    if number:
        yield Finding("editors", Verdict.PASS, f"{number} can log in")
    else:
        yield Finding("editors", Verdict.WARN, "nobody can log in at the desk", "digest editors add NAME")


def _subscribers(settings: "configuration.Settings", database: "Database") -> Iterator[Finding]:
    """Somebody reads it."""
    from digest import model
    from digest.store import subscribers

    for newsletter in settings.newsletters:
        with database.transaction(writes=False) as session:
            readers = subscribers.count(session, newsletter.key)[model.SubscriptionState.CONFIRMED]
        if readers:
            yield Finding("subscribers", Verdict.PASS, f"{newsletter.key} has {readers} confirmed")
        else:
            yield Finding("subscribers", Verdict.WARN, f"{newsletter.key} has none", "digest subscribers add ADDRESS")


def _delivery(settings: "configuration.Settings") -> Iterator[Finding]:
    """The way out is open: the mail server answers, is secured as configured, and takes the login; or the provider."""
    if settings.delivery.transport.value == "folder":
        found = f"mails become files in {settings.delivery.folder}; nothing is mailed"
        yield Finding("delivery", Verdict.PASS, found, 'for real mail set transport = "smtp", or a provider')
        return
    from digest.deliver import probe
    from digest.deliver.providers import api, choice

    if provider := choice.provider(settings.delivery):
        api.probe(provider)
        found = f"{provider.base_url} answers and takes the key; {provider.name} signs the mails"
        yield Finding("delivery", Verdict.PASS, found)
        return
    yield from _signing(settings)
    smtp = settings.delivery.smtp
    probe.probe(smtp)
    login = f", the login as {smtp.username} was taken" if smtp.username else ", no login is asked for"
    yield Finding("delivery", Verdict.PASS, f"{smtp.host}:{smtp.port} answers ({smtp.security.value}){login}")


def _signing(settings: "configuration.Settings") -> Iterator[Finding]:
    """Each newsletter's mails are signed by a key of their own domain (DMARC wants the two aligned)."""
    from digest.deliver import dkim

    signers = dkim.signers(settings.delivery)
    advice = "digest dkim --new dkim.pem makes a key; Gmail, Outlook and Yahoo want one, beside SPF and DMARC records"
    for domain in sorted({each.sender.rpartition("@")[2].casefold() for each in settings.newsletters}):
        names = [signer.record()[0] for signer in signers if signer.is_aligned(domain)]
        if names:
            yield Finding("dkim", Verdict.PASS, f"mails from {domain} are signed; the record is {', '.join(names)}")
        else:
            yield Finding("dkim", Verdict.WARN, f"mails from {domain} are not signed", advice)


def _model(settings: "configuration.Settings") -> Iterator[Finding]:
    """The model's server answers; without it an edition is made all the same."""
    from digest import llm

    asked = settings.model
    with llm.Door(asked) as door:
        error = door.reach()
    if error:
        said = f"{asked.base_url}: {error}"
        yield Finding("model", Verdict.WARN, said, "without it every line is printed as extracted")
    else:
        yield Finding("model", Verdict.PASS, f"{asked.base_url} answers; {asked.name} will be asked")
