"""Days of news in other scripts, as edition documents: 40 stories with all that a story can hold.

Every sentence is made up. Of each topic there is a story for each place, told by five outlets of different leans.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from digest import config, model
from tests.golden import editions


class Topic(NamedTuple):
    """What happens in each of the places; ``{place}`` and ``{number}`` are filled in."""

    section: str
    headline: str
    dek: str
    takes: tuple[str, ...]
    progressive: tuple[str, ...]
    conservative: tuple[str, ...]
    common: str
    quote: str
    speaker: str
    about: str
    differing: tuple[str, str]


class Day(NamedTuple):
    """The words of one day."""

    language: str
    name: str
    tagline: str
    preheader: str
    labels: config.Labels
    places: tuple[str, ...]
    outlets: tuple[str, ...]
    """Five, from left to right."""
    topics: tuple[Topic, ...]

    def newsletter(self) -> config.Newsletter:
        """The golden newsletter in this language."""
        changes = {"name": self.name, "tagline": self.tagline, "language": self.language, "labels": self.labels}
        return editions.NEWSLETTER.model_copy(update={**changes, "sections": ()})

    def edition(self, stories: int = 40) -> model.Edition:
        """So many stories: each topic in the first place, then in the next, told with other numbers."""
        told = tuple(_story(self, number) for number in range(stories))
        return model.Edition(
            newsletter=editions.NEWSLETTER.key,
            local_date=date(2026, 11, 21),
            subject=told[0].headline,
            preheader=self.preheader,
            stories=told,
            briefs=tuple(_briefs(self)),
            sources=model.SourceReport(checked=len(self.outlets)),
            words=90 * stories,
        )


LEANS = (model.Lean.LEFT, model.Lean.LEAN_LEFT, model.Lean.CENTER, model.Lean.LEAN_RIGHT, model.Lean.RIGHT)


def _articles(day: Day, number: int, title: str) -> tuple[model.ArticleRef, ...]:
    plain = (editions.article(10 * number + place, f"outlet {place}", title) for place in range(1, 6))
    return tuple(
        each.model_copy(update={"outlet": outlet, "lean": lean, "rater": editions.RATER})
        for each, outlet, lean in zip(plain, day.outlets, LEANS, strict=True)
    )


def _story(day: Day, number: int) -> model.Story:
    topic, place = day.topics[number % len(day.topics)], day.places[number // len(day.topics) % len(day.places)]

    def said(text: str) -> str:
        return text.format(place=place, number=number + 3, other=2 * number + 11)

    left, near_left, middle, near_right, right = _articles(day, number + 1, said(topic.headline))

    def lines(texts: Sequence[str], *references: model.ArticleRef) -> tuple[model.Statement, ...]:
        pairs = zip(texts, references, strict=False)
        return tuple(editions.statement(said(text), each, outlet=each.outlet) for text, each in pairs)

    shared = tuple(editions.statement(said(text), middle, left, right) for text in topic.takes)
    return model.Story(
        id=f"story-{number}",
        section=topic.section,
        headline=said(topic.headline),
        headline_citation=editions.cited(middle, -1, middle.title),
        dek=said(topic.dek),
        dek_citation=editions.cited(middle, 0, said(topic.dek)),
        articles=(left, near_left, middle, near_right, right),
        quick_takes=shared,
        perspectives=model.Perspectives(
            progressive=editions.view(*lines(topic.progressive, left, near_left)),
            conservative=editions.view(*lines(topic.conservative, near_right, right)),
            common_ground=editions.view(editions.statement(said(topic.common), near_left, near_right)),
        ),
        quotes=(
            model.Quote(
                text=said(topic.quote),
                speaker=said(topic.speaker),
                citation=editions.cited(middle, 3, said(topic.quote)),
            ),
        ),
        differences=(
            model.Difference(about=said(topic.about), statements=lines(topic.differing, near_left, near_right)),
        ),
        publishers=5,
        score=float(100 - number),
    )


def _briefs(day: Day) -> Iterator[model.Brief]:
    for number, topic in enumerate(day.topics[:5], 500):
        title = topic.headline.format(place=day.places[-1], number=number, other=2)
        reference = _articles(day, number, title)[2]
        yield model.Brief(
            id=f"brief-{number}",
            section=topic.section,
            headline=title,
            headline_citation=editions.cited(reference, -1, title),
            articles=(reference,),
            publishers=1,
        )
