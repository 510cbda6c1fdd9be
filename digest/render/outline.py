"""Chooses what a variant of an edition shows under a plan, and puts it into words and numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from digest import config, model
from digest.render import budget, plain, shown, terms
from digest.text import catalogue

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
    muted: Mapping[str, int] = MappingProxyType({}),
) -> shown.Outline:
    """The edition as this variant shows it under this plan."""
    words = catalogue.of(newsletter.language)
    lead, stories, briefs = _told(edition, plan, _Teller(newsletter, variant, words))
    written = budget.largest(edition, variant)
    return shown.Outline(
        newsletter=newsletter,
        subject=plain.header(edition.subject or newsletter.name, direction=words.direction),
        preheader=plain.line(edition.preheader, 200, direction=words.direction),
        date=_headed(words.span(*edition.span) if edition.span else words.date(edition.local_date)),
        minutes=edition.minutes if variant == model.Variant() else _minutes(lead, stories),
        is_brief=variant.length == model.Length.BRIEF,
        sources_checked=edition.sources.checked,
        sources_failed=tuple(plain.line(key, 63) for key in edition.sources.failed),
        contents=_contents(lead, stories),
        lead=lead,
        sections=_sections(stories),
        briefs=briefs,
        shortened=sum(Shape.WEB < now < was for now, was in zip(plan.shapes, written.shapes, strict=True)),
        on_the_web=plan.shapes.count(Shape.WEB) + len(edition.briefs) - plan.briefs,
        muted=tuple(plain.line(section, 60) for section in muted),
        muted_stories=sum(muted.values()),
        left_out=sum(edition.left_out_by_reason().values()),
        left_out_reasons=_reasons(edition.left_out_by_reason(), words),
        raters=_raters(edition),
        archive_url=address(archive_url),
        unsubscribe_url=slots[model.Slot.UNSUBSCRIBE_URL],
        preferences_url=slots[model.Slot.PREFERENCES_URL],
    )


def _told(
    edition: model.Edition, plan: budget.Plan, teller: "_Teller"
) -> tuple[shown.Story | None, list[shown.Story], tuple[shown.Brief, ...]]:
    """The lead, the other stories and the briefs that a plan shows."""
    shaped = list(zip(edition.stories, plan.shapes, strict=True))
    told = [(story, shape) for story, shape in shaped if shape >= Shape.TAKES]
    # The first story leads only while it is told: where it shrank to a line, nothing leads.
    leading = edition.stories[0] if edition.stories else None
    stories = [teller.story(story, shape, is_lead=story == leading) for story, shape in told]
    lead = stories.pop(0) if told and told[0][0] == leading else None
    briefs: list[model.Brief | model.Story] = [story for story, shape in shaped if shape == Shape.HEADLINE]
    return lead, stories, tuple(map(teller.brief, [*briefs, *edition.briefs[: plan.briefs]]))


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

    def __init__(self, newsletter: config.Newsletter, variant: model.Variant, words: catalogue.Words) -> None:
        self._labels = newsletter.labels
        self._sides = newsletter.buckets
        self._language = newsletter.language
        self._variant = variant
        self._words = words

    def story(self, story: model.Story, shape: Shape, *, is_lead: bool) -> shown.Story:
        is_full = shape == Shape.FULL
        has_views = self._variant.has_perspectives and shape >= Shape.VIEWS
        rater = _only(_rater(article) for article in story.articles)
        language = self._told_in(story)
        told = _Printed(story, catalogue.direction(language))
        return shown.Story(
            anchor=f"story-{_NOT_IN_AN_ANCHOR.sub('', story.id)}",
            language=language,
            direction=told.direction,
            section=self._section(story),
            headline=told.line(story.headline, 300) or self._words.gettext("Untitled report"),
            is_update=story.is_update,
            dek=told.dek(),
            image=told.image() if is_lead else None,
            takes=told.lines(story.quick_takes),
            perspectives=self._perspectives(story.perspectives, told) if has_views and story.perspectives else None,
            quotes=tuple(map(told.quote, story.quotes)) if is_full else (),
            viewpoints=tuple(map(told.viewpoint, story.viewpoints)) if has_views else (),
            differences=tuple(
                shown.Difference(about=self._line(d.about, 200), lines=told.lines(d.statements))
                for d in (story.differences if is_full else ())
            ),
            coverage=_coverage(story.articles, self._sides, self._words) if is_full else (),
            publishers=story.publishers,
            rater=rater,
            sources=tuple(self._source(article, told.numbers, rater) for article in story.articles),
        )

    def brief(self, brief: model.Brief | model.Story) -> shown.Brief:
        outlets = list(dict.fromkeys(self._line(a.outlet, 80) for a in brief.articles if not a.reprint_of))
        others = len(outlets) - 2
        more = self._words.ngettext("%(num)s other outlet", "%(num)s other outlets", others)
        language = self._told_in(brief)
        return shown.Brief(
            language=language,
            direction=catalogue.direction(language),
            section=self._section(brief),
            headline=self._line(brief.headline, 300) or self._words.gettext("Untitled report"),
            is_update=brief.is_update,
            url=next((url for url in (address(a.url) for a in brief.articles) if url), ""),
            outlets=self._words.series(outlets if len(outlets) <= 3 else [*outlets[:2], more]),
        )

    def _told_in(self, told: model.Story | model.Brief) -> str:
        """The language of a story: that of the article its headline is from."""
        languages = {article.id: article.language for article in told.articles}
        return self._own(languages.get(told.headline_citation.article, ""))

    def _own(self, language: str) -> str:
        """A language as the newsletter names it, where it is the newsletter's own or nobody says it."""
        is_own = catalogue.primary(language) in ("", catalogue.primary(self._language))
        return self._language if is_own else language

    def _section(self, told: model.Story | model.Brief) -> str:
        return self._line(told.section, 60) or self._words.gettext("News")

    def _line(self, text: str, limit: int = 2000) -> str:
        """A text that stands among our own words."""
        return plain.line(text, limit, direction=self._words.direction)

    def _perspectives(self, views: model.Perspectives, told: "_Printed") -> shown.Perspectives | None:
        sides = (
            self._side(views.progressive, model.Side.PROGRESSIVE, told),
            self._side(views.conservative, model.Side.CONSERVATIVE, told),
        )
        has_sides = any(side.lines for side in sides)
        agreeing = {self._sides.of(a.lean) for a in told.story.articles if a.id in views.common_ground.articles}
        is_shared = agreeing >= {model.Side.PROGRESSIVE, model.Side.CONSERVATIVE}
        label = terms.label(self._words, self._labels.common_ground)
        common = shown.View(
            label=self._line(label, 60) if has_sides or is_shared else self._words.gettext("What outlets agree on"),
            lines=told.lines(views.common_ground.statements),
            note=self._line(views.common_ground.note),
        )
        note = "" if has_sides else " ".join(dict.fromkeys(side.note for side in sides if side.note))
        has_common = bool(common.lines or common.note)
        if not (has_sides or has_common or note):
            return None
        return shown.Perspectives(sides=sides if has_sides else (), common=common if has_common else None, note=note)

    def _side(self, view: model.View, side: model.Side, told: "_Printed") -> shown.View:
        label = {model.Side.PROGRESSIVE: self._labels.progressive, model.Side.CONSERVATIVE: self._labels.conservative}
        lines = told.lines(view.statements)
        note = self._line(view.note)
        if not lines and not note:
            covered = any(self._sides.of(article.lean) is side for article in told.story.articles)
            note = terms.unshown(self._words, side) if covered else terms.absent(self._words, side)
        return shown.View(label=self._line(terms.label(self._words, label[side]), 60), lines=lines, note=note)

    def _source(self, article: model.ArticleRef, numbers: dict[str, int], rater_of_all: str) -> shown.Source:
        return shown.Source(
            number=numbers[article.id],
            outlet=self._line(article.outlet, 80),
            title=self._line(article.title, 200) or self._words.gettext("Untitled report"),
            language=self._own(article.language),
            url=address(article.url),
            lean=terms.lean(self._words, article.lean),
            rater="" if rater_of_all else _rater(article),
            reprint_of=numbers.get(article.reprint_of, 0),
        )


class _Printed:
    """The lines of one story as they are printed: in its direction, with the numbers of its sources."""

    def __init__(self, story: model.Story, direction: str) -> None:
        self.story = story
        self.direction = direction
        self.numbers = {article.id: place for place, article in enumerate(story.articles, 1)}

    def line(self, text: str, limit: int = 2000) -> str:
        return plain.line(text, limit, direction=self.direction)

    def marks(self, citations: Iterable[model.Citation]) -> tuple[int, ...]:
        return tuple(sorted({self.numbers[c.article] for c in citations if c.article in self.numbers}))

    def lines(self, statements: Iterable[model.Statement]) -> tuple[shown.Line, ...]:
        return tuple(
            shown.Line(text=self.line(s.text), marks=self.marks(s.citations), outlet=self.line(s.outlet, 80))
            for s in statements
        )

    def dek(self) -> shown.Line | None:
        if not self.story.dek:
            return None
        proof = self.story.dek_citation
        return shown.Line(text=self.line(self.story.dek, 600), marks=self.marks([proof] if proof else []))

    def image(self) -> shown.Image | None:
        """The picture, where its article is one of the sources."""
        image = self.story.image
        article = next((each for each in self.story.articles if image and each.id == image.article), None)
        if image is None or article is None or not address(image.url):
            return None
        return shown.Image(
            url=address(image.url),
            width=image.width,
            height=image.height,
            alt=self.line(image.alt, 250),
            credit=self.line(image.credit, 120),
            outlet=self.line(article.outlet, 80),
            title=self.line(article.title, 200),
            article_url=address(article.url),
        )

    def quote(self, quotation: model.Quote) -> shown.Quote:
        return shown.Quote(
            text=self.line(quotation.text),
            speaker=self.line(quotation.speaker, 120),
            marks=self.marks([quotation.citation]),
            variants=tuple(
                shown.Line(text=self.line(v.text), marks=self.marks([v.citation])) for v in quotation.variants
            ),
        )

    def viewpoint(self, viewpoint: model.Viewpoint) -> shown.Viewpoint:
        speaker = self.line(", ".join(filter(None, (viewpoint.speaker, viewpoint.role))), 160)
        return shown.Viewpoint(speaker=speaker, line=self.lines([viewpoint.statement])[0])


def _rater(article: model.ArticleRef) -> str:
    return plain.line(article.rater, 60) if article.lean != model.Lean.UNRATED else ""


def _only(raters: Iterable[str]) -> str:
    """The one rater among these, or an empty string where there are several."""
    named = {rater for rater in raters if rater}
    return named.pop() if len(named) == 1 else ""


def _coverage(
    articles: Sequence[model.ArticleRef], sides: model.Sides, words: catalogue.Words
) -> tuple[shown.Share, ...]:
    """The outlets by side; an outlet counts once, a reprint not at all."""
    side_of = {article.outlet: sides.of(article.lean) for article in articles if not article.reprint_of}
    counts = {side: list(side_of.values()).count(side) for side in model.Side}
    present = [side for side, outlets in counts.items() if outlets]
    percents = {side: 100 * counts[side] // len(side_of) for side in present}
    if present:
        percents[present[-1]] += 100 - sum(percents.values())
    return tuple(
        shown.Share(
            side=side, label=terms.side(words, side, counts[side]), outlets=counts[side], percent=percents[side]
        )
        for side in present
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
    names = tuple(shown.Contents.model_fields)
    lines = tuple(shown.Contents(**{name: getattr(s, name) for name in names}) for s in told)
    return lines if len(lines) > 2 else ()


def _reasons(counts: dict[model.LeftOutReason, int], words: catalogue.Words) -> tuple[str, ...]:
    """With their numbers where there are several."""
    said = {reason: terms.reason(words, reason, count) for reason, count in counts.items()}
    return tuple(said.values()) if len(counts) == 1 else tuple(f"{words.number(counts[r])} {said[r]}" for r in counts)


def _headed(text: str) -> str:
    """The text with a capital at its beginning: it stands alone."""
    return text[:1].upper() + text[1:]


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
