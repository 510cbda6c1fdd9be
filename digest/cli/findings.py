"""What to mend in the mails of an edition, as the desk says it too."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from digest.cli import failure, options, terminal

if TYPE_CHECKING:
    from digest import model
    from digest.render.preflight import Finding
    from digest.store import editions as rows


def show(opened: options.Opened, standing: "rows.Standing", document: "model.Edition", *, as_json: bool) -> None:
    """Print the findings of every variant. Leaves with 1 where one of them would block the approval."""
    found = _found(opened, standing, document)
    if as_json:
        terminal.show_json([{**each.model_dump(mode="json"), "variants": keys} for each, keys in found.items()])
    else:
        for each, keys in found.items():
            terminal.show(f"{each.severity.value:8}{each.rule.value}, {each.place}\n        {each.advice}")
            terminal.show(f"        in {', '.join(keys)}")
        terminal.say(f"{standing.name}: {_summary(found)}")
    if any(each.severity.value == "error" for each in found):
        raise typer.Exit(failure.FAILED)


def _found(opened: options.Opened, standing: "rows.Standing", document: "model.Edition") -> "dict[Finding, list[str]]":
    """Each finding once, with the variants that have it; errors first."""
    from digest.pipeline import approve, findings, variants
    from digest.pipeline import send as sending
    from digest.render import environment
    from digest.store import editions as rows

    newsletter = options.newsletter(opened.settings, standing.newsletter)
    links = sending.links(opened.settings)
    templates = environment.environment(opened.settings.templates)
    archive_url = links.archive(standing.newsletter, standing.local_date)
    with opened.database.transaction(writes=False) as session:
        frozen = rows.rendered(session, standing.id)
    found: dict[Finding, list[str]] = {}
    for key, variant in approve.VARIANTS.items():
        mail = frozen.get(key) or variants.render(document, newsletter, variant, templates, archive_url=archive_url)
        for each in findings.of_edition(mail, newsletter, opened.settings, links, standing.local_date):
            found.setdefault(each, []).append(key)
    return dict(sorted(found.items(), key=lambda item: item[0].severity.value))


def _summary(found: "Iterable[Finding]") -> str:
    severities = [each.severity.value for each in found]
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors:
        return f"{errors} to mend before it can be approved, {warnings} more to look at."
    return f"{warnings} to look at; nothing blocks the approval." if warnings else "Nothing to mend."
