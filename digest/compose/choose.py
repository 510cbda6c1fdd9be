"""Which stories go into an edition: the best first, written only as far as places last."""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from digest import errors, model
from digest.compose.continuity import Memory
from digest.compose.day import Day

Write = Callable[[model.Story], model.Story]
"""Fills a drafted story with its lines; raises WriteError where nothing can be said."""

_PUBLISHERS, _SIDES, _RECENCY, _REPEATED, _DAYS = 2.0, 0.8, 0.6, 1.0, 1.0
_HALF_LIFE_HOURS = 24.0
_FULL_TAKES = 3
"""So many takes make a full story of what one publisher alone reports."""
_TOLERANCE = timedelta(hours=1)
"""Clocks of outlets run ahead by so much."""
_LISTED = 300
"""Left-out stories of a reason are listed until they name so many articles; further ones are counted."""

_Rank = tuple[bool, float, float, str]


def newest(story: model.Story) -> datetime | None:
    """The date of its newest article."""
    return max((article.published for article in story.articles if article.published), default=None)


def rank(story: model.Story) -> _Rank:
    """Low for what comes first: what is pinned, then by score, then the newer."""
    date = newest(story)
    return not story.is_pinned, -story.score, -date.timestamp() if date else math.inf, story.id


class Sheet:
    """The edition while it is filled."""

    def __init__(self, day: Day, write: Write) -> None:
        """``write`` is asked only for stories that a place is left for."""
        self.full: list[model.Story] = []
        self.briefs: list[model.Story] = []
        self.left_out: list[model.LeftOut] = []
        self.unlisted: Counter[model.LeftOutReason] = Counter()
        self._listed: Counter[model.LeftOutReason] = Counter()
        for left in day.left_out:
            self._list(left)
        self._day, self._write = day, write
        self._limits = day.newsletter.compose
        self._alone: Counter[tuple[str, str]] = Counter()
        """Section and publisher -> stories printed that rest on this publisher alone."""
        self._is_shared_day = False

    def fill(self, drafts: Iterable[model.Story]) -> None:
        """Place the stories, best first.

        A draft's score is never less than that of its story, so what is taken from the heap as written comes first
        among all, those not written yet included.
        """
        scored = [self._scored(draft) for draft in drafts]
        self._is_shared_day = len({article.publisher for draft in scored for article in draft.articles}) > 1
        memory = Memory(self._day, sorted(scored, key=rank))
        queue = [(rank(draft), False, draft) for draft in scored if self._is_eligible(draft, memory)]
        heapq.heapify(queue)
        while queue:
            _, is_written, story = heapq.heappop(queue)
            if not self._has_place(story, is_written=is_written):
                continue
            if is_written:
                self._place(story)
            elif not self._is_told_already(story, memory) and (written := self._finished(story, memory)) is not None:
                heapq.heappush(queue, (rank(written), True, written))

    def leave_out(self, story: model.Story, reason: model.LeftOutReason, detail: str) -> None:
        """List a story as left out, or count it where very many are for this reason."""
        self._list(model.LeftOut(title=story.headline, reason=reason, detail=detail, articles=story.articles))

    def _list(self, left: model.LeftOut) -> None:
        if self._listed[left.reason] < _LISTED:
            self._listed[left.reason] += max(1, len(left.articles))
            self.left_out.append(left)
        else:
            self.unlisted[left.reason] += 1

    # -------------------------------------------------------------------------------------------- before writing

    def _scored(self, story: model.Story) -> model.Story:
        pins = _said_of(story, self._day.pinned)
        points = _points(story, self._day)
        return story.model_copy(update={"points": points, "score": points.total, "is_pinned": bool(pins)})

    def _is_eligible(self, draft: model.Story, memory: Memory) -> bool:
        """Whether a story may be printed at all, as far as that is known before it is written."""
        dates = [article.published for article in draft.articles if article.published]
        hours = self._limits.max_age_hours
        if unwanted := _said_of(draft, self._day.unwanted):
            self.leave_out(draft, model.LeftOutReason.EDITOR, f"By {unwanted}.")
        elif draft.is_pinned:
            return True
        elif dates and max(dates) < (self._day.since or self._day.now - timedelta(hours=hours)):
            self.leave_out(draft, model.LeftOutReason.TOO_OLD, f"Its newest article is older than {hours:g} hours.")
        elif dates and min(dates) > self._day.now + _TOLERANCE:
            self.leave_out(draft, model.LeftOutReason.FUTURE, "All its articles are dated in the future.")
        elif memory.is_stale(draft):
            detail = "It was sent before, and no article came since."
            self.leave_out(draft, model.LeftOutReason.NOTHING_NEW, detail)
        else:
            return True
        return False

    def _is_told_already(self, draft: model.Story, memory: Memory) -> bool:
        """Whether a better story of this day tells the same event: of a huge one there may be several clusters."""
        twin = None if draft.is_pinned else memory.twin(draft, [*self.full, *self.briefs])
        if twin:
            self.leave_out(draft, model.LeftOutReason.DUPLICATE, f"The event is told already: {twin.headline}")
        return twin is not None

    # -------------------------------------------------------------------------------------------- writing

    def _finished(self, draft: model.Story, memory: Memory) -> model.Story | None:
        """The story with its lines, an update where it was sent before; None, with the reason, where it is not told."""
        try:
            story = self._write(draft)
        except errors.WriteError as error:
            self.leave_out(draft, model.LeftOutReason.UNWRITABLE, str(error))
            return None
        story = self._scored(story)
        news = memory.news(story)
        if news is not None:
            if not news and not story.is_pinned:
                detail = "It was sent before; no new figure, name or outlet since."
                self.leave_out(story, model.LeftOutReason.NOTHING_NEW, detail)
                return None
            story = _repeated(story, news)
        return story.model_copy(update={"reasons": (*self._why(story), *story.reasons)})

    def _why(self, story: model.Story) -> Iterable[str]:
        """Why it ranks where it does, in words."""
        if story.is_pinned:
            yield f"Pinned by {_said_of(story, self._day.pinned)}."
        sides = len(_sides(story, self._day.newsletter.buckets))
        yield f"Ranked by {_count(story.publishers, 'independent publisher')} and {_count(sides, 'side')}."
        if story.is_update:
            yield f"Sent before; new since: {story.news}." if story.news else "Sent before, and nothing new since."

    # -------------------------------------------------------------------------------------------- places

    def _has_place(self, story: model.Story, *, is_written: bool) -> bool:
        """Whether a place is left for it; else it is left out with the reason."""
        limits = self._limits
        if story.score < limits.floor and not story.is_pinned:
            detail = f"It scored {story.score:.2f}; the floor is {limits.floor:g}."
            self.leave_out(story, model.LeftOutReason.BELOW_FLOOR, detail)
        elif not self._may_be_full(story, is_written=is_written) and len(self.briefs) >= limits.max_briefs:
            self.leave_out(story, model.LeftOutReason.NO_ROOM, f"The edition was full; it scored {story.score:.2f}.")
        elif self._is_beyond_share(story):
            outlet = story.articles[0].publisher
            detail = f"{outlet} already has {limits.max_per_outlet} stories of its own in this section."
            self.leave_out(story, model.LeftOutReason.OUTLET_LIMIT, detail)
        else:
            return True
        return False

    def _may_be_full(self, story: model.Story, *, is_written: bool) -> bool:
        """Two publishers make a full story; one alone only where at least half of the places are empty."""
        limit = self._limits.max_stories
        has_rank = story.publishers >= 2 or story.is_pinned
        if len(self.full) >= (limit if has_rank else (limit + 1) // 2):
            return False
        if not is_written or story.is_pinned:
            return True
        return bool(story.quick_takes or story.dek) if has_rank else len(story.quick_takes) >= _FULL_TAKES

    def _is_beyond_share(self, story: model.Story) -> bool:
        """Whether one outlet alone would fill the section; where the whole day is one outlet's, there is no other."""
        if story.publishers > 1 or story.is_pinned or not self._is_shared_day:
            return False
        return self._alone[story.section, story.articles[0].publisher] >= self._limits.max_per_outlet

    def _place(self, story: model.Story) -> None:
        if story.publishers == 1:
            self._alone[story.section, story.articles[0].publisher] += 1
        (self.full if self._may_be_full(story, is_written=True) else self.briefs).append(story)

    def without_lead(self) -> None:
        """Tell every story by its headline: nothing is there that may lead."""
        told = sorted([*self.full, *self.briefs], key=rank)
        self.full, self.briefs = [], told[: self._limits.max_briefs]
        for story in told[self._limits.max_briefs :]:
            self.leave_out(story, model.LeftOutReason.NO_ROOM, "Nothing may lead this day, and the briefs were full.")


def _points(story: model.Story, day: Day) -> model.Points:
    weight = max((day.weights.get(article.outlet, 1.0) for article in story.articles), default=1.0)
    days = day.days.get(story.id)
    return model.Points(
        publishers=round(_PUBLISHERS * math.log(1 + story.publishers), 4),
        sides=round(_SIDES * len(_sides(story, day.newsletter.buckets)), 4),
        recency=0.0 if days else round(_RECENCY * _recency(story, day.now), 4),
        weight=round(weight - 1, 4),
        days=round(_DAYS * math.log(days), 4) if days else 0.0,
    )


def _repeated(story: model.Story, news: str) -> model.Story:
    points = (story.points or model.Points()).model_copy(update={"repeated": -_REPEATED})
    return story.model_copy(update={"is_update": True, "news": news, "points": points, "score": points.total})


def _sides(story: model.Story, sides: model.Sides) -> set[model.Side]:
    return {sides.of(a.lean) for a in story.articles if not a.reprint_of} - {model.Side.UNRATED}


def _recency(story: model.Story, now: datetime) -> float:
    """1 for news of this moment, half of it every 24 hours, 0 where no article has a date."""
    date = newest(story)
    if date is None:
        return 0.0
    return math.exp2(-max(0.0, (now - date).total_seconds() / 3600) / _HALF_LIFE_HOURS)


def _said_of(story: model.Story, said: Mapping[str, str]) -> str:
    """Who said it of one of the story's articles; empty where nobody did."""
    return next((said[article.id] for article in story.articles if article.id in said), "") if said else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
