"""Articles of the window to clusters to stories to edition: the draft, one for a newsletter and local day."""

import itertools
import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import structlog

from digest import cluster as clustering
from digest import compose as composing
from digest import config, embed, errors, model, pipeline, write
from digest.pipeline import due, gather, illustrate, named, polish, variants
from digest.render import english
from digest.store import editions, marks, sources
from digest.store.database import Database
from digest.write import extractive, sketch

log = structlog.get_logger(__name__)


class Built(StrEnum):
    """What building came to."""

    DRAFT = "draft"
    """A draft was made, or made anew."""
    UNCHANGED = "unchanged"
    """The draft that was there says the same."""
    KEPT = "kept"
    """The edition is past its draft; nothing was touched."""
    EMPTY = "empty"
    """There is nothing to send; the edition is held and says why."""


class BuildReport(model.Value):
    """What building one edition came to."""

    edition: int
    """Id of its row."""
    newsletter: str
    local_date: date
    outcome: Built
    reason: str = ""
    """Why nothing was made or touched, in words."""
    sha256: str = ""
    articles: int = 0
    """Articles of the window."""
    clusters: int = 0
    stories: int = 0
    briefs: int = 0
    left_out: int = 0
    variants: int = 0
    """In how many variants it would be mailed if it were approved now."""
    milliseconds: int = 0
    """How long rendering them took."""
    notes: tuple[str, ...] = ()
    """What else an editor should know, each a sentence: marks that came to nothing, a model that did not answer."""


def build(
    database: Database,
    settings: config.Settings,
    newsletter_key: str,
    local_date: date,
    now: datetime,
    progress: pipeline.Progress = pipeline.silent,
    clock: variants.Clock = time.perf_counter,
) -> BuildReport:
    """Make the draft of a newsletter's local date from the articles of its window.

    Building again gives the same edition, or replaces a draft by a newer one; an edition past its draft is left
    alone, and where there is nothing to send the day's edition is held. Raises ConfigError for an unknown newsletter,
    StateError for a day whose news is still to come, or that readers of a later edition are past.
    """
    newsletter = _newsletter(settings, newsletter_key)
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        standing = editions.find(session, newsletter.key, local_date)
    if standing and _is_settled(standing):
        return _kept(standing)
    _check_day(database, newsletter, local_date, standing, now)
    begun = _begun(database, standing, due.closing(newsletter, local_date, now))
    material, edition, events = _made(database, settings, newsletter, local_date, begun, now, progress)
    edition = edition.model_copy(update={"begun": begun})
    unwanted = gather.said_by(material.said, model.MarkKind.NO_IMAGE)
    edition = illustrate.illustrated(edition, material.articles, newsletter, settings, database, now, unwanted)
    report = _save(database, newsletter, edition, emptiness(newsletter, material, edition), now)
    counts = {"articles": len(material.articles), "clusters": events}
    rehearsal, looks = _rehearsed(database, settings, newsletter, edition, clock)
    unpolished = "" if newsletter.round_up_of else polish.shortfall(edition, settings.model)
    short = (unpolished, illustrate.shortfall(edition))
    notes = filter(None, [*_idle(material, edition), *short, looks])
    report = report.model_copy(update={**counts, **rehearsal, "notes": tuple(notes)})
    log.info("built", **report.model_dump(mode="json"))
    return report


def _made(
    database: Database,
    settings: config.Settings,
    newsletter: config.Newsletter,
    local_date: date,
    begun: datetime,
    now: datetime,
    progress: pipeline.Progress,
) -> tuple[gather.Material, model.Edition, int]:
    """What there is to tell, the edition of it, and of how many events it was chosen."""
    until = due.closing(newsletter, local_date, now)
    if newsletter.round_up_of:
        source = _newsletter(settings, newsletter.round_up_of)
        material = gather.of_week(database, newsletter, source, local_date, begun)
        edition, events = told_again(newsletter, material, local_date, until)
        return material, edition.model_copy(update={"span": due.week(newsletter, source, local_date)}), events
    material = gather.of_day(database, newsletter, local_date, begun, now)
    vectors = embed.load() if settings.cluster.embeddings else None
    clusters = clustering.cluster(material.articles, settings.cluster, constraints(material.said), vectors)
    edition = composed(clusters, newsletter, material, local_date, until, extractive.Extractive(), progress)
    edition = polish.polished(edition, material.articles, settings.model, database, now)
    return material, edition, len(clusters)


def composed(
    clusters: Sequence[model.Cluster],
    newsletter: config.Newsletter,
    material: gather.Material,
    local_date: date,
    now: datetime,
    writer: write.Writer,
    progress: pipeline.Progress = pipeline.silent,
) -> model.Edition:
    """The edition of these clusters, and of nothing else: no disk, no network, no database.

    Ranking comes before writing, and only what a place is left for is written: of thousands of clusters a few dozen.
    """
    drafts, unwritable = _drafts(clusters, newsletter)
    left_out = sorted([*(_misdated(article, now) for article in material.misdated), *unwritable], key=_order)
    day = _day(newsletter, material, local_date, now, left_out)
    by_id = {cluster.id: cluster for cluster in clusters}
    places = newsletter.compose.max_stories + newsletter.compose.max_briefs
    written = itertools.count(1)

    def told(draft: model.Story) -> model.Story:
        progress("write", min(next(written), places), places)
        story = writer.write(by_id[draft.id], newsletter)
        return story.model_copy(update={"articles": draft.articles, "links": draft.links})

    return composing.compose(drafts, day, told)


def told_again(
    newsletter: config.Newsletter, material: gather.Material, local_date: date, now: datetime
) -> tuple[model.Edition, int]:
    """The round-up of a week's editions, and of how many events they told."""
    week = composing.told_again(material.week, _day(newsletter, material, local_date, now))
    return composing.compose(week.stories, week.day), len(week.stories)


def _day(
    newsletter: config.Newsletter,
    material: gather.Material,
    local_date: date,
    now: datetime,
    left_out: Sequence[model.LeftOut] = (),
) -> composing.Day:
    """What an edition is composed with, beside its stories."""
    return composing.Day(
        newsletter=newsletter,
        local_date=local_date,
        now=now,
        sources=material.sources,
        since=material.since,
        left_out=left_out,
        previous=material.previous,
        texts=gather.texts(material),
        weights=material.weights,
        pinned=gather.said_by(material.said, model.MarkKind.PIN),
        unwanted=gather.said_by(material.said, model.MarkKind.LEAVE_OUT),
        apart=frozenset(frozenset((m.article, m.other)) for m in material.said if m.kind is model.MarkKind.APART),
    )


def constraints(made: Iterable[marks.Mark]) -> tuple[model.Constraint, ...]:
    """What editors put together or apart, as clustering takes it; later ones hold."""
    kinds = {
        model.MarkKind.TOGETHER: model.ConstraintKind.MUST_LINK,
        model.MarkKind.APART: model.ConstraintKind.CANNOT_LINK,
    }
    return tuple(
        model.Constraint(kind=kinds[mark.kind], left=mark.article, right=mark.other)
        for mark in made
        if mark.kind in kinds
    )


def emptiness(newsletter: config.Newsletter, material: gather.Material, edition: model.Edition) -> str:
    """Why an edition is empty, in words: which sources failed, how old the newest article is, what was passed over.

    An empty string where it is not.
    """
    if not edition.is_empty:
        return ""
    if newsletter.round_up_of:
        return _empty_week(newsletter, material, edition)
    hours = f"{newsletter.compose.max_age_hours:g} h"
    failed, checked = material.sources.failed, material.sources.checked
    if not checked:
        return "No source is read for this newsletter; add one to the configuration, or with: digest sources add"
    sources_said = f"{len(failed)} of {checked} sources failed" + (f" ({', '.join(failed[:5])})" if failed else "")
    if not material.articles:
        newest = "no article was ever collected (digest collect reads them)"
        if material.newest:
            newest = f"the newest article is from {material.newest:%Y-%m-%d %H:%M} UTC"
        return f"No article younger than {hours}: {sources_said}, {newest}"
    reasons = [f"{count:,} {english.REASONS[reason]}" for reason, count in edition.left_out_by_reason().items()]
    return (
        f"{english.count(len(material.articles), 'article')} younger than {hours}, but no story worth an edition"
        f" (the floor is {newsletter.compose.floor:g}): {english.series(reasons)}; {sources_said}"
    )


def _empty_week(newsletter: config.Newsletter, material: gather.Material, edition: model.Edition) -> str:
    if not material.week:
        return (
            f"No edition of {newsletter.round_up_of} was sent in the seven days before;"
            " what is held, cancelled or not yet sent is not told again"
        )
    reasons = [f"{count:,} {english.REASONS[reason]}" for reason, count in edition.left_out_by_reason().items()]
    sent = english.count(len(material.week), "edition")
    return f"{sent} of {newsletter.round_up_of} in the week, but no story to tell again: {english.series(reasons)}"


def _rehearsed(
    database: Database,
    settings: config.Settings,
    newsletter: config.Newsletter,
    edition: model.Edition,
    clock: variants.Clock,
) -> tuple[dict[str, int], str]:
    """How many variants would be mailed and how long rendering them took; or why they could not be shown."""
    if edition.is_empty:
        return {}, ""
    try:
        made = variants.rehearse(database, settings, newsletter, edition, clock)
    except (errors.RenderError, errors.ConfigError) as error:
        return {}, f"The draft cannot be shown before this is mended: {error}"
    return {"variants": len(made.mails), "milliseconds": made.milliseconds}, ""


def _newsletter(settings: config.Settings, key: str) -> config.Newsletter:
    try:
        return settings.newsletter(key)
    except KeyError as error:
        known = ", ".join(newsletter.key for newsletter in settings.newsletters) or "none is configured"
        raise errors.ConfigError(f"there is no newsletter of this key (known: {known})", about=key) from error


def _check_day(
    database: Database,
    newsletter: config.Newsletter,
    local_date: date,
    standing: editions.Standing | None,
    now: datetime,
) -> None:
    """Refuse a day whose news is still to come, and one that would bring readers of a later edition old news."""
    name = f"{newsletter.key} {local_date}"
    if local_date > due.today(newsletter, now) + timedelta(days=1):
        raise errors.StateError("that day's news is not there yet; build it on the day", about=name)
    if standing is not None:
        return
    with database.transaction(writes=False) as session:
        is_past = editions.is_any_sent_after(session, newsletter.key, local_date)
    if is_past:
        raise errors.StateError("a later edition has been sent; its readers have this news", about=name)


def _begun(database: Database, standing: editions.Standing | None, until: datetime) -> datetime:
    """When this edition was built first, but no later than its news ends.

    An edition built again hours later must not lose what was in it.
    """
    if standing is None or not standing.sha256:
        return until
    with database.transaction(writes=False) as session:
        first = editions.load(session, standing.id).begun or standing.built_at
    return min(until, first or until)


def _idle(material: gather.Material, edition: model.Edition) -> Iterable[str]:
    """A sentence for each mark made lately that came to nothing."""
    known = {article.id for article in material.articles}
    printed = {article.id for one in named.printed(edition) for article in one.articles}
    why = {article.id: left for left in edition.left_out for article in left.articles}
    for mark in material.said:
        if mark.newsletter != edition.newsletter or (material.since and mark.made_at < material.since):
            continue
        name = f"Mark {mark.id} ({mark.kind.value.replace('_', ' ')}: {mark.about[:80]})"
        left, is_pin = why.get(mark.article), mark.kind is model.MarkKind.PIN
        if not known.issuperset({mark.article, mark.other} - {""}):
            yield f"{name} applies to no article of this edition any more; take it back: digest marks remove {mark.id}"
        elif is_pin and mark.article not in printed and left and left.reason is not model.LeftOutReason.EDITOR:
            yield f"{name} could not be followed: left out {english.REASONS[left.reason]}. {left.detail}".strip()


def _drafts(
    clusters: Iterable[model.Cluster], newsletter: config.Newsletter
) -> tuple[list[model.Story], list[model.LeftOut]]:
    """A story without lines for each cluster; where none can be made, the cluster is left out with the reason."""
    drafts: list[model.Story] = []
    unwritable: list[model.LeftOut] = []
    for cluster in clusters:
        if not any(_has_text(article) for article in cluster.articles):
            unwritable.append(_without_text(cluster))
            continue
        try:
            drafts.append(sketch.sketch(cluster, newsletter.sections))
        except errors.WriteError as error:
            title, listed = cluster.articles[0].title, model.ArticleRef.of_cluster(cluster)
            reason = model.LeftOutReason.UNWRITABLE
            unwritable.append(model.LeftOut(title=title, reason=reason, detail=str(error), articles=listed))
    return drafts, unwritable


def _has_text(article: model.Article) -> bool:
    return any(character.isalnum() for block in article.blocks for character in block.text)


def _without_text(cluster: model.Cluster) -> model.LeftOut:
    return model.LeftOut(
        title=cluster.articles[0].title,
        reason=model.LeftOutReason.NO_TEXT,
        detail="Only a title was found.",
        articles=model.ArticleRef.of_cluster(cluster),
    )


def _misdated(article: model.Article, now: datetime) -> model.LeftOut:
    is_early = article.published is not None and article.published < now
    return model.LeftOut(
        title=article.title,
        reason=model.LeftOutReason.TOO_OLD if is_early else model.LeftOutReason.FUTURE,
        detail=f"dated {article.published:%Y-%m-%d %H:%M} UTC",
        articles=(model.ArticleRef.of(article),),
    )


def _order(left_out: model.LeftOut) -> tuple[str, str, str]:
    return left_out.reason, left_out.title, left_out.articles[0].id


def _is_settled(standing: editions.Standing) -> bool:
    """Approved once, or at an end: a held edition may have been sent to some already."""
    is_open = standing.state in (model.EditionState.DRAFT, model.EditionState.HELD)
    return not is_open or standing.approved_at is not None


def _kept(standing: editions.Standing) -> BuildReport:
    return BuildReport(
        edition=standing.id,
        newsletter=standing.newsletter,
        local_date=standing.local_date,
        outcome=Built.KEPT,
        reason=f"The edition is {standing.state.value} already and was left as it is",
        sha256=standing.sha256,
    )


def _save(
    database: Database, newsletter: config.Newsletter, edition: model.Edition, why_empty: str, now: datetime
) -> BuildReport:
    """Keep the draft, or hold the day's edition with the reason why it is empty."""
    local_date = edition.local_date
    send_at = due.send_time(newsletter, local_date)
    with database.transaction() as session:
        standing = editions.find(session, newsletter.key, local_date)
        if standing and _is_settled(standing):  # approved while we wrote
            return _kept(standing)
        if why_empty:
            saved = editions.save_empty(session, newsletter.key, local_date, send_at, why_empty, now)
        else:
            saved = editions.save_draft(session, edition, send_at, now)
    report = BuildReport(
        edition=saved.edition_id,
        newsletter=newsletter.key,
        local_date=local_date,
        outcome=Built.DRAFT,
        left_out=sum(edition.left_out_by_reason().values()),
    )
    if why_empty:
        return report.model_copy(update={"outcome": Built.EMPTY, "reason": why_empty})
    counts = {"stories": len(edition.stories), "briefs": len(edition.briefs), "sha256": edition.sha256}
    outcome = Built.UNCHANGED if saved.change is editions.Change.UNCHANGED else Built.DRAFT
    return report.model_copy(update={"outcome": outcome, **counts})
