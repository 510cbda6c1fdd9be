"""Chooses what a variant of an edition shows under a plan, and puts it into words and numbers."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from digest import config, model
from digest.render import budget, english, plain, shown

Shape = budget.Shape
_NOT_IN_AN_ANCHOR = re.compile(r"[^a-zA-Z0-9_-]")


def outline(
    edition: model.Edition,
    newsletter: config.Newsletter,
    variant: model.Variant,
    plan: budget.Plan,
    *,
    archive_url: str,
    slots: dict[model.Slot, str],
) -> shown.Outline:
    """The edition as this variant shows it under this plan."""
    teller = _Teller(newsletter, variant)
    told = [(s, shape) for s, shape in zip(edition.stories, plan.shapes, strict=True) if shape >= Shape.TAKES]
    stories = [teller.story(story, shape) for story, shape in told]
    # The first story leads only while it is told: where it shrank to a line, nothing leads.
    lead = stories.pop(0) if told and told[0][0] == edition.stories[0] else None
    headlines = [s for s, shape in zip(edition.stories, plan.shapes, strict=True) if shape == Shape.HEADLINE]
    briefs: list[model.Brief | model.Story] = [*headlines, *edition.briefs[: plan.briefs]]
    written = budget.largest(edition, variant)
    return shown.Outline(
        newsletter=newsletter,
        subject=plain.header(edition.subject) or plain.header(newsletter.name),
        preheader=plain.line(edition.preheader, 200),
        date=english.date_in_words(edition.local_date),
        minutes=edition.minutes if variant == model.Variant() else _minutes(lead, stories),
        is_brief=variant.length == model.Length.BRIEF,
        sources_checked=edition.sources.checked,
        sources_failed=tuple(plain.line(key, 63) for key in edition.sources.failed),
        contents=_contents(lead, stories),
        lead=lead,
        sections=_sections(stories),
        briefs=tuple(_brief(brief) for brief in briefs),
        shortened=sum(Shape.WEB < now < was for now, was in zip(plan.shapes, written.shapes, strict=True)),
        on_the_web=plan.shapes.count(Shape.WEB) + len(edition.briefs) - plan.briefs,
        left_out=sum(edition.left_out_by_reason().values()),
        left_out_reasons=_reasons(edition.left_out_by_reason()),
        raters=_raters(edition),
        archive_url=address(archive_url),
        unsubscribe_url=slots[model.Slot.UNSUBSCRIBE_URL],
        preferences_url=slots[model.Slot.PREFERENCES_URL],
    )


def address(url: str) -> str:
    """The URL in printable ASCII, the same in HTML and text; empty unless it is http or https with a host."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    return quote(plain.printable(url.strip()), safe="%/:?#[]@!$&()*+,;=-._~")


class _Teller:
    """Turns stories into what is printed of them, for one newsletter and variant."""

    def __init__(self, newsletter: config.Newsletter, variant: model.Variant) -> None:
        self._labels = newsletter.labels
        self._sides = newsletter.buckets
        self._variant = variant

    def story(self, story: model.Story, shape: Shape) -> shown.Story:
        is_full = shape == Shape.FULL
        has_views = self._variant.has_perspectives and shape >= Shape.VIEWS
        has_sides = has_views and story.perspectives is not None
        rater = _only(_rater(article) for article in story.articles)
        numbers = {article.id: place for place, article in enumerate(story.articles, 1)}
        return shown.Story(
            anchor=f"story-{_NOT_IN_AN_ANCHOR.sub('', story.id)}",
            section=plain.line(story.section, 60) or "News",
            headline=plain.line(story.headline, 300) or "Untitled report",
            is_update=story.is_update,
            dek=_dek(story, numbers),
            takes=_lines(story.quick_takes, numbers),
            perspectives=self._perspectives(story, story.perspectives, numbers)
            if has_sides and story.perspectives
            else None,
            quotes=tuple(_quote(q, numbers) for q in story.quotes) if is_full else (),
            viewpoints=tuple(
                shown.Viewpoint(speaker=_speaker(v), line=_lines([v.statement], numbers)[0])
                for v in (story.viewpoints if has_views else ())
            ),
            differences=tuple(
                shown.Difference(about=plain.line(d.about, 200), lines=_lines(d.statements, numbers))
                for d in (story.differences if is_full else ())
            ),
            coverage=_coverage(story.articles, self._sides) if is_full else (),
            publishers=story.publishers,
            rater=rater,
            sources=tuple(_source(article, numbers, rater) for article in story.articles),
        )

    def _perspectives(
        self, story: model.Story, views: model.Perspectives, numbers: dict[str, int]
    ) -> shown.Perspectives | None:
        sides = (
            self._side(story, views.progressive, model.Side.PROGRESSIVE, numbers),
            self._side(story, views.conservative, model.Side.CONSERVATIVE, numbers),
        )
        has_sides = any(side.lines for side in sides)
        label = self._labels.common_ground if has_sides else "What outlets agree on"
        common = shown.View(
            label=label,
            lines=_lines(views.common_ground.statements, numbers),
            note=plain.line(views.common_ground.note),
        )
        told = common if common.lines or common.note else None
        note = "" if has_sides else " ".join(dict.fromkeys(side.note for side in sides if side.note))
        if not (has_sides or told or note):
            return None
        return shown.Perspectives(sides=sides if has_sides else (), common=told, note=note)

    def _side(self, story: model.Story, view: model.View, side: model.Side, numbers: dict[str, int]) -> shown.View:
        label = {model.Side.PROGRESSIVE: self._labels.progressive, model.Side.CONSERVATIVE: self._labels.conservative}
        lines = _lines(view.statements, numbers)
        note = plain.line(view.note)
        if not lines and not note:
            covered = any(self._sides.of(article.lean) is side for article in story.articles)
            note = (
                f"Outlets rated {side} reported this, but no line of theirs could be shown here."
                if covered
                else f"No outlet rated {side} in today’s sources covered this story."
            )
        return shown.View(label=plain.line(label[side], 60), lines=lines, note=note)


def _marks(citations: Iterable[model.Citation], numbers: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[c.article] for c in citations if c.article in numbers}))


def _lines(statements: Iterable[model.Statement], numbers: dict[str, int]) -> tuple[shown.Line, ...]:
    return tuple(
        shown.Line(text=plain.line(s.text), marks=_marks(s.citations, numbers), outlet=plain.line(s.outlet, 80))
        for s in statements
    )


def _dek(story: model.Story, numbers: dict[str, int]) -> shown.Line | None:
    if not story.dek:
        return None
    return shown.Line(
        text=plain.line(story.dek, 600), marks=_marks([story.dek_citation] if story.dek_citation else [], numbers)
    )


def _quote(quotation: model.Quote, numbers: dict[str, int]) -> shown.Quote:
    return shown.Quote(
        text=plain.line(quotation.text),
        speaker=plain.line(quotation.speaker, 120),
        marks=_marks([quotation.citation], numbers),
        variants=tuple(
            shown.Line(text=plain.line(v.text), marks=_marks([v.citation], numbers)) for v in quotation.variants
        ),
    )


def _speaker(viewpoint: model.Viewpoint) -> str:
    return plain.line(", ".join(filter(None, (viewpoint.speaker, viewpoint.role))), 160)


def _source(article: model.ArticleRef, numbers: dict[str, int], rater_of_all: str) -> shown.Source:
    return shown.Source(
        number=numbers[article.id],
        outlet=plain.line(article.outlet, 80),
        title=plain.line(article.title, 200) or "Untitled report",
        url=address(article.url),
        lean=english.LEANS[article.lean],
        rater="" if rater_of_all else _rater(article),
        reprint_of=numbers.get(article.reprint_of, 0),
    )


def _rater(article: model.ArticleRef) -> str:
    return plain.line(article.rater, 60) if article.lean != model.Lean.UNRATED else ""


def _only(raters: Iterable[str]) -> str:
    """The one rater among these, or an empty string where there are several."""
    named = {rater for rater in raters if rater}
    return named.pop() if len(named) == 1 else ""


def _coverage(articles: Sequence[model.ArticleRef], sides: model.Sides) -> tuple[shown.Share, ...]:
    """The outlets by side; an outlet counts once, a reprint not at all."""
    side_of = {article.outlet: sides.of(article.lean) for article in articles if not article.reprint_of}
    counts = {side: list(side_of.values()).count(side) for side in model.Side}
    present = [side for side, outlets in counts.items() if outlets]
    percents = {side: 100 * counts[side] // len(side_of) for side in present}
    if present:
        percents[present[-1]] += 100 - sum(percents.values())
    return tuple(
        shown.Share(side=side, label=english.SIDES[side], outlets=counts[side], percent=percents[side])
        for side in present
    )


def _brief(brief: model.Brief | model.Story) -> shown.Brief:
    outlets = list(dict.fromkeys(plain.line(a.outlet, 80) for a in brief.articles if not a.reprint_of))
    named = outlets if len(outlets) <= 3 else [*outlets[:2], english.count(len(outlets) - 2, "other outlet")]
    return shown.Brief(
        section=plain.line(brief.section, 60) or "News",
        headline=plain.line(brief.headline, 300) or "Untitled report",
        is_update=brief.is_update,
        url=next((url for url in (address(a.url) for a in brief.articles) if url), ""),
        outlets=english.series(named),
    )


def _sections(stories: Iterable[shown.Story]) -> tuple[shown.Section, ...]:
    """Sections in the order of their first story, as the edition puts them."""
    grouped: dict[str, list[shown.Story]] = {}
    for story in stories:
        grouped.setdefault(story.section, []).append(story)
    return tuple(shown.Section(name=name, stories=tuple(members)) for name, members in grouped.items())


def _contents(lead: shown.Story | None, stories: Sequence[shown.Story]) -> tuple[shown.Contents, ...]:
    """A table of contents where there is something to choose from."""
    told = [*([lead] if lead else []), *(story for section in _sections(stories) for story in section.stories)]
    lines = tuple(shown.Contents(anchor=s.anchor, section=s.section, headline=s.headline) for s in told)
    return lines if len(lines) > 2 else ()


def _reasons(counts: dict[model.LeftOutReason, int]) -> tuple[str, ...]:
    """With their numbers where there are several."""
    if len(counts) == 1:
        return tuple(english.REASONS[reason] for reason in counts)
    return tuple(f"{count:,} {english.REASONS[reason]}" for reason, count in counts.items())


def _raters(edition: model.Edition) -> tuple[str, ...]:
    parts: list[model.Story | model.Brief] = [*edition.stories, *edition.briefs]
    return tuple(sorted({_rater(article) for part in parts for article in part.articles} - {""}))


def _minutes(lead: shown.Story | None, stories: Sequence[shown.Story]) -> int:
    """Reading time of what is shown, at the 230 words a minute of ``Edition.minutes``."""
    return max(1, round(sum(_words(story) for story in [*([lead] if lead else []), *stories]) / 230))


def _words(story: shown.Story) -> int:
    lines = [story.headline, *(line.text for line in story.takes), *(quotation.text for quotation in story.quotes)]
    lines += [story.dek.text] if story.dek else []
    if story.perspectives:
        views = [*story.perspectives.sides, *([story.perspectives.common] if story.perspectives.common else [])]
        lines += [line.text for view in views for line in view.lines]
    return sum(len(text.split()) for text in lines)
