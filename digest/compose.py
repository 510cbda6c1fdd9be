"""Stories to an edition: choose, order, subject line, preheader.

A story scores 2 ln(1 + independent publishers) + 0.8 for each of the sides that report it + 0.6 x recency (half after
24 hours) + (weight of its best source - 1) - a penalty where it was sent before. The best become stories, led by one
that two independent publishers report; the next become briefs; everything else is left out with a reason.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from digest import config, model
from digest.text import lines, similarity

_PUBLISHERS, _SIDES, _RECENCY = 2.0, 0.8, 0.6
_HALF_LIFE_HOURS = 24.0
_REPEATED = 1.0
_SAME_STORY = 0.3
"""Follow-ups of one matter measure .33 and more; of 25,000 pairs of different events of a real news day, 3 reach .3."""
_FULL_TAKES = 3
_SAID_ALREADY = 0.6
"""A quotation of which so much stands in another line adds nothing."""
_SUBJECT_LENGTH = 78
"""What ``render.preflight`` lets pass unremarked."""
_PREHEADER_LENGTH = 110
_TOLERANCE = timedelta(hours=1)
"""Clocks of outlets run ahead by so much."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def compose(
    stories: Sequence[model.Story],
    newsletter: config.Newsletter,
    local_date: date,
    now: datetime,
    *,
    sources: model.SourceReport,
    left_out: Sequence[model.LeftOut] = (),
    previous: Sequence[model.Edition] = (),
    weights: dict[str, float] | None = None,
) -> model.Edition | None:
    """The edition of a day, or None where no story is worth one.

    ``previous`` are the editions sent lately: their stories return only with something new. ``weights`` are the
    sources' weights by outlet name. Independent of the order of ``stories``.
    """
    sheet = _Sheet(newsletter, now, [*left_out])
    fresh = [story for story in _continued(stories, previous, sheet) if sheet.is_timely(story)]
    scored = [_scored(story, now, weights or {}) for story in fresh]
    ranked = sorted(scored, key=lambda story: (-story.score, _age_key(story), story.id))
    sheet.fill(ranked)
    if not sheet.full and not sheet.briefs:
        return None
    full = [
        story if place == 0 else _shorter(story, newsletter.compose)
        for place, story in enumerate(_in_order(sheet.full, newsletter))
    ]
    briefs = tuple(_brief(story) for story in _in_sections(sheet.briefs, newsletter))
    headlines = [story.headline for story in full] + [brief.headline for brief in briefs]
    subject = _subject(headlines[0], is_update=bool(full) and full[0].is_update)
    return model.Edition(
        newsletter=newsletter.key,
        local_date=local_date,
        subject=subject,
        preheader=_preheader(headlines[1:]),
        stories=tuple(full),
        briefs=briefs,
        left_out=tuple(sorted(sheet.left_out, key=lambda out: out.model_dump_json())),
        sources=sources,
        words=_words(full, briefs),
    )


# ------------------------------------------------------------------------------------------------ choosing


@dataclass
class _Sheet:
    """The edition while it is filled."""

    newsletter: config.Newsletter
    now: datetime
    left_out: list[model.LeftOut]
    full: list[model.Story] = field(default_factory=list)
    briefs: list[model.Story] = field(default_factory=list)
    alone: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Section and outlet -> stories that rest on this outlet alone."""

    def leave_out(self, story: model.Story, reason: model.LeftOutReason, detail: str) -> None:
        self.left_out.append(model.LeftOut(title=story.headline, reason=reason, detail=detail, articles=story.articles))

    def is_timely(self, story: model.Story) -> bool:
        """Whether a story has an article within the window; stories without any date are kept."""
        dates = [article.published for article in story.articles if article.published]
        hours = self.newsletter.compose.max_age_hours
        if dates and max(dates) < self.now - timedelta(hours=hours):
            self.leave_out(story, model.LeftOutReason.TOO_OLD, f"Its newest article is older than {hours:g} hours.")
            return False
        if dates and min(dates) > self.now + _TOLERANCE:
            self.leave_out(story, model.LeftOutReason.FUTURE, "All its articles are dated in the future.")
            return False
        return True

    def fill(self, ranked: Sequence[model.Story]) -> None:
        """Place the stories, best first."""
        for story in ranked:
            limits = self.newsletter.compose
            if story.score < limits.floor:
                detail = f"It scored {story.score:.2f}; the floor is {limits.floor:g}."
                self.leave_out(story, model.LeftOutReason.BELOW_FLOOR, detail)
            elif not self._within_share(story):
                detail = f"{story.articles[0].outlet} already has {limits.max_per_outlet} stories of its own in this section."
                self.leave_out(story, model.LeftOutReason.OUTLET_LIMIT, detail)
            elif self._is_full_story(story):
                self.full.append(story)
            elif len(self.briefs) < limits.max_briefs:
                self.briefs.append(story)
            else:
                self.leave_out(story, model.LeftOutReason.NO_ROOM, "The edition was full.")

    def _within_share(self, story: model.Story) -> bool:
        if story.publishers > 1 or self._is_placed_out():
            return True
        key = (story.section, story.articles[0].outlet)
        self.alone[key] += 1
        return self.alone[key] <= self.newsletter.compose.max_per_outlet

    def _is_placed_out(self) -> bool:
        """Whether no place is left anyway, so that the honest reason is room."""
        return len(self.briefs) >= self.newsletter.compose.max_briefs

    def _is_full_story(self, story: model.Story) -> bool:
        """Two publishers make a story; one alone only where at least half of the places are empty."""
        limit = self.newsletter.compose.max_stories
        if not story.quick_takes or len(self.full) >= limit:
            return False
        if story.publishers >= 2:
            return True
        return len(story.quick_takes) >= _FULL_TAKES and len(self.full) < (limit + 1) // 2


def _scored(story: model.Story, now: datetime, weights: dict[str, float]) -> model.Story:
    sides = {model.SIDES[article.lean] for article in story.articles if not article.reprint_of}
    sides.discard(model.Side.UNRATED)
    weight = max((weights.get(article.outlet, 1.0) for article in story.articles), default=1.0)
    score = (
        _PUBLISHERS * math.log(1 + story.publishers)
        + _SIDES * len(sides)
        + _RECENCY * _recency(story, now)
        + (weight - 1)
        - _REPEATED * story.is_update
    )
    why = f"Ranked by {_count(story.publishers, 'independent publisher')} and {_count(len(sides), 'side')}."
    return story.model_copy(update={"score": round(score, 4), "reasons": (why, *story.reasons)})


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _recency(story: model.Story, now: datetime) -> float:
    """1 for news of this moment, half of it every 24 hours, 0 where no article has a date."""
    newest = _newest(story)
    if newest is None:
        return 0.0
    hours = max(0.0, (now - newest).total_seconds() / 3600)
    return math.exp2(-hours / _HALF_LIFE_HOURS)


def _newest(story: model.Story) -> datetime | None:
    return max((article.published for article in story.articles if article.published), default=None)


def _age_key(story: model.Story) -> float:
    return -(_newest(story) or _NEVER).timestamp() if _newest(story) else math.inf


# ------------------------------------------------------------------------------------------------ continuity


def _continued(
    stories: Sequence[model.Story], previous: Sequence[model.Edition], sheet: _Sheet
) -> Iterable[model.Story]:
    """The stories that are new, or were sent before and bring something new (then marked as updates)."""
    told: list[model.Story | model.Brief] = []
    for edition in previous:
        told += [*edition.stories, *edition.briefs]
    texts = [_text(one) for one in told]
    weights = similarity.Weights([*map(similarity.tokens, texts), *(similarity.tokens(_text(s)) for s in stories)])
    vectors = [weights.of(text) for text in texts]
    seen_in = defaultdict(set)
    for at, one in enumerate(told):
        for article in one.articles:
            seen_in[article.id].add(at)
    for story in stories:
        mine = weights.of(_text(story))
        same = {at for article in story.articles for at in seen_in.get(article.id, ())}
        same |= {at for at, vector in enumerate(vectors) if similarity.cosine(mine, vector) >= _SAME_STORY}
        news = _news(story, [told[at] for at in sorted(same)]) if same else ""
        if not same:
            yield story
        elif news:
            yield story.model_copy(update={"is_update": True, "reasons": (*story.reasons, news)})
        else:
            sheet.leave_out(
                story, model.LeftOutReason.NOTHING_NEW, "It was sent before; no new figure, name or publisher."
            )


def _news(story: model.Story, told: Sequence[model.Story | model.Brief]) -> str:
    """What a story adds to what was sent, in words; empty where it adds nothing.

    An edition keeps only what it printed, so an old figure may be missing there. News is therefore looked for in what
    articles say that came after all of those told, and that nothing kept of these (lines, cited sentences, titles) says.
    """
    sent = {article.id for one in told for article in one.articles}
    until = max((article.published for one in told for article in one.articles if article.published), default=_NEVER)
    later = [a for a in story.articles if a.id not in sent and not a.reprint_of and (a.published or _LATEST) > until]
    if not later:
        return ""
    known = " ".join(text for one in told for text in (*_kept(one), *(article.title for article in one.articles)))
    said = _said_by(story, {article.id for article in later})
    titles = " ".join(article.title for article in later)
    found = {
        "publishers": {article.outlet for article in later} - {a.outlet for one in told for a in one.articles},
        "figures": _figures(f"{said} {titles}") - _figures(known),
        "names": {name for name in lines.names(said) if not set(lines.bare(known)).issuperset(name.split())},
    }
    for what, new in found.items():
        if new:
            return f"Sent before; new {what} since: {', '.join(sorted(new)[:3])}."
    return ""


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,.]*\d|\d", text))


def _said_by(story: model.Story, articles: set[str]) -> str:
    """What the dek and the takes say in the words of these articles."""
    texts = [take.text for take in story.quick_takes if take.citations and take.citations[0].article in articles]
    if story.dek_citation and story.dek_citation.article in articles:
        texts.insert(0, story.dek)
    return " ".join(texts)


def _kept(one: model.Story | model.Brief) -> list[str]:
    """All that an edition keeps of what was told: its lines and the whole sentences they cite."""
    if isinstance(one, model.Brief):
        return [one.headline]
    statements = list(_statements(one))
    cited = [citation.quote for statement in statements for citation in statement.citations]
    return [_text(one), *(statement.text for statement in statements), *cited]


def _text(story: model.Story | model.Brief) -> str:
    """What a reader read of a story, as one text."""
    if isinstance(story, model.Brief):
        return story.headline
    return " ".join([story.headline, story.dek, *(take.text for take in story.quick_takes)])


# ------------------------------------------------------------------------------------------------ order


def _in_order(full: list[model.Story], newsletter: config.Newsletter) -> list[model.Story]:
    """The lead first, then by section and score."""
    if not full:
        return []
    supported = [story for story in full if story.publishers >= 2 and _newest(story)]
    lead = next(iter(supported or [story for story in full if _newest(story)] or full))
    if not supported:
        why = "It leads although one publisher alone reports it or it has no date: no story of this day has more."
        lead = lead.model_copy(update={"reasons": (*lead.reasons, why)})
    return [lead, *_in_sections([story for story in full if story.id != lead.id], newsletter)]


def _in_sections(stories: Sequence[model.Story], newsletter: config.Newsletter) -> list[model.Story]:
    """In the newsletter's order of sections, then others by name, then those without; by rank within each."""
    order = {name.casefold(): place for place, name in enumerate(newsletter.sections)}

    def key(story: model.Story) -> tuple[int, bool, str]:
        name = story.section.casefold()
        return order.get(name, len(order)), not name, name

    return sorted(stories, key=key)


def _brief(story: model.Story) -> model.Brief:
    return model.Brief(
        id=story.id,
        section=story.section,
        headline=story.headline,
        headline_citation=story.headline_citation,
        articles=story.articles,
        publishers=story.publishers,
        score=story.score,
    )


# ------------------------------------------------------------------------------------------------ length


def _shorter(story: model.Story, limits: config.Compose) -> model.Story:
    """A story as it is told below the lead: its first lines."""
    views = story.perspectives
    if views:
        few = {name: _first(getattr(views, name), limits.max_view_lines) for name in model.Perspectives.model_fields}
        views = model.Perspectives(**few)
    short = story.model_copy(update={"quick_takes": story.quick_takes[: limits.max_takes], "perspectives": views})
    printed = [set(similarity.tokens(statement.text)) for statement in _statements(short)]
    new = [quote for quote in story.quotes if not any(_is_within(quote.text, line) for line in printed)]
    return short.model_copy(update={"quotes": tuple(new[: limits.max_quotes])})


def _first(view: model.View, count: int) -> model.View:
    return view.model_copy(update={"statements": view.statements[:count]})


def _is_within(text: str, line: set[str]) -> bool:
    said = similarity.tokens(text)
    return sum(token in line for token in said) >= _SAID_ALREADY * len(said)


def _statements(story: model.Story) -> Iterable[model.Statement]:
    """The takes and the lines of the views."""
    yield from story.quick_takes
    for view in _views(story):
        yield from view.statements


def _views(story: model.Story) -> list[model.View]:
    views = story.perspectives
    return [views.progressive, views.conservative, views.common_ground] if views else []


# ------------------------------------------------------------------------------------------------ lines


def _subject(headline: str, *, is_update: bool) -> str:
    """The lead's headline; a long one is cut at a word and says so."""
    return _cut(f"Update: {headline}" if is_update else headline, _SUBJECT_LENGTH)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (
        text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
        if " " in text[:length]
        else text[: length - 1] + "…"
    )


def _preheader(headlines: Sequence[str]) -> str:
    """The next headlines that fit, whole, and never a headline cut in two unless it stands alone."""
    shown = ""
    for headline in headlines:
        longer = f"{shown}; {headline}" if shown else headline
        if len(longer) > _PREHEADER_LENGTH:
            return shown or _cut(headline, _PREHEADER_LENGTH)
        shown = longer
    return shown


def _words(stories: Sequence[model.Story], briefs: Sequence[model.Brief]) -> int:
    texts = [brief.headline for brief in briefs]
    for story in stories:
        texts += [story.headline, story.dek, *(statement.text for statement in _statements(story))]
        texts += [quote.text for quote in story.quotes]
        texts += [view.note for view in _views(story)]
    return sum(len(text.split()) for text in texts)
