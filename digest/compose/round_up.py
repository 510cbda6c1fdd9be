"""A week told again: every event once, in its newest telling.

Stories of several days tell one event where they share an article, or where the later one was printed as an update and
is as like an earlier one as an update must be. The newest telling stands for all of them, with its lines and their
citations as they were approved; where the event ended as a brief, its headline stands above the last telling in full.
Outlets that only other tellings had are listed and counted with it. It ranks by its independent publishers, its sides
and the days it ran, and not by how new it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from digest import model
from digest.compose.continuity import Memory, Told
from digest.compose.day import Day

_EVER = datetime.min.replace(tzinfo=UTC)


class Telling(NamedTuple):
    """What an edition printed of an event."""

    day: date
    one: Told


class Week(NamedTuple):
    """The events of a week as stories, and the day they are composed for."""

    stories: tuple[model.Story, ...]
    day: Day


def told_again(editions: Sequence[model.Edition], day: Day) -> Week:
    """The week's events, for ``compose.compose``; what editors said of any telling holds for the event."""
    events = _events(editions, day)
    stories = tuple(_story(event) for event in events)
    days = {story.id: len({each.day for each in event}) for story, event in zip(stories, events, strict=True)}
    pins = {**_pins(events), **day.pinned}
    pinned, unwanted = (_carried(events, stories, said) for said in (pins, day.unwanted))
    return Week(stories, replace(day, since=_EVER, days=days, pinned=pinned, unwanted=unwanted))


def _events(editions: Iterable[model.Edition], day: Day) -> list[list[Telling]]:
    """The tellings of each event, the newest first."""
    newest = sorted(editions, key=lambda edition: edition.local_date, reverse=True)
    tellings = [Telling(edition.local_date, one) for edition in newest for one in _printed(edition)]
    event_of = list(range(len(tellings)))
    at = 0
    for place, edition in enumerate(newest):
        earlier = newest[place + 1 :]
        memory = Memory(replace(day, local_date=edition.local_date, previous=earlier), edition.stories)
        printed = len(_printed(edition))
        for mine in range(at, at + printed):
            one = tellings[mine].one
            for found in memory.told(one, by_words=one.is_update):
                other = at + printed + found
                if not _are_parted(one, tellings[other].one, day.apart):
                    _join(event_of, mine, other)
        at += printed
    events: dict[int, list[Telling]] = {}
    for event, telling in zip(event_of, tellings, strict=True):
        events.setdefault(event, []).append(telling)
    return list(events.values())


def _printed(edition: model.Edition) -> list[Told]:
    return [*edition.stories, *edition.briefs]


def _join(event_of: list[int], one: int, other: int) -> None:
    kept, gone = sorted((event_of[one], event_of[other]))
    event_of[:] = [kept if event == gone else event for event in event_of]


def _are_parted(one: Told, other: Told, apart: frozenset[frozenset[str]]) -> bool:
    """Whether an editor said of two of their articles that they report different events."""
    return bool(apart) and any(frozenset((a.id, b.id)) in apart for a in one.articles for b in other.articles)


def _story(event: Sequence[Telling]) -> model.Story:
    """The newest telling in full under the newest headline, with the outlets that only other tellings had."""
    newest = event[0].one
    full = next((telling.one for telling in event if isinstance(telling.one, model.Story)), None)
    articles = {article.id: article for article in newest.articles}
    known = {article.publisher for article in newest.articles if not article.reprint_of}
    new: set[str] = set()
    for telling in event[1:]:
        counted = [a for a in telling.one.articles if a.publisher not in known | new and not a.reprint_of]
        for article in telling.one.articles if telling.one is full else counted:
            articles.setdefault(article.id, article)
        new.update(article.publisher for article in counted)
    return (full or model.Story(**dict(newest))).model_copy(
        update={
            "id": newest.id,
            "headline": newest.headline,
            "headline_citation": newest.headline_citation,
            "articles": tuple(articles.values()),
            "publishers": newest.publishers + len(new),
            "links": newest.links,
            "is_update": False,
            "news": "",
            "image": None,
            "reasons": (_ran(event),),
        }
    )


def _ran(event: Sequence[Telling]) -> str:
    """On which days it ran, for the desk."""
    days = sorted({telling.day for telling in event})
    if len(days) == 1:
        return f"It ran on {days[0]}."
    return f"It ran on {len(days)} days from {days[0]} to {days[-1]}; this is its newest telling."


def _pins(events: Iterable[Sequence[Telling]]) -> dict[str, str]:
    """By article, who pinned the story that was printed with it."""
    return {
        article.id: f"an editor on {telling.day}"
        for event in events
        for telling in event
        if isinstance(telling.one, model.Story) and telling.one.is_pinned
        for article in telling.one.articles
    }


def _carried(
    events: Sequence[Sequence[Telling]], stories: Sequence[model.Story], said: Mapping[str, str]
) -> dict[str, str]:
    """What was said of an article of any telling, said of the story that stands for it."""
    carried = dict(said)
    for event, story in zip(events, stories, strict=True):
        words = next((said[a.id] for telling in event for a in telling.one.articles if a.id in said), "")
        if words:
            carried[story.articles[0].id] = words
    return carried
