"""Stories that were sent before, and what is new in them; and stories of one day that tell one event.

A story is known by an article it shares with one that was sent, or by the words of its articles: the mean likeness of
their openings, as clustering has it. New is a figure, a name or a publisher of an article that came after all those
told; not what any told article says anywhere in its text, and not the article that only says the same again.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from digest import model
from digest.compose.day import Day
from digest.text import lines, similarity, words

_SAME_STORY = 0.2
"""Of halves of one event 4 in 5 reach it; of pairs of different events 1 in 1,400, most of them chapters of one matter."""
_SAME_EVENT = 0.25
"""Stories of one day that are more alike than what clustering leaves apart, unless a cluster was full."""
_FADING_DAYS = 14.0
"""Likeness to what was sent falls to 1/e over so many days."""
_VOICES, _OPENING_WORDS = 6, 250
"""So many articles of a story are compared, each by so many words and its title, which counts twice."""
_TELLING = 200
"""From so many of a day's stories is learned how telling a word is."""
_REPEATED = 0.8
"""An article of whose three-word sequences so many stand in told articles says nothing new."""
_READ = 20_000
"""So many characters of a told article are looked at."""
_NAMED = 3
"""So many new figures, names and publishers are named."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)
_ENGLISH = words.of("en")
_CALENDAR = _ENGLISH.months | _ENGLISH.days
_MONTH = rf"(?:{'|'.join(sorted(month.strip('.') for month in _ENGLISH.months))})\b\.?"
_WHEN = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\.?\s+{_MONTH}|\b\d{{1,2}}(?::\d\d)?\s*[ap]\.?m\b|\b\d{{1,2}}:\d\d\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Days, years and times of day: every later report has others."""

Told = model.Story | model.Brief


class Memory:
    """What readers got lately, and how alike stories are."""

    def __init__(self, day: Day, today: Sequence[model.Story]) -> None:
        """``today`` are the stories that may be told, the best first."""
        self._day = day
        self._told: list[Told] = []
        self._ages: list[int] = []
        for edition in day.previous:
            self._told += [*edition.stories, *edition.briefs]
            self._ages += [(day.local_date - edition.local_date).days] * (len(edition.stories) + len(edition.briefs))
        self._by_article: dict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(self._told):
            for article in one.articles:
                self._by_article[article.id].add(at)
        voices = [self._voices(one) for one in self._told]
        known = [voice for each in voices for voice in each]
        self._weights = similarity.Weights(
            [*known, *(v for story in today[:_TELLING] for v in self._voices(story)[:1])]
        )
        self._vectors = [self._middle(each) for each in voices]
        self._placed: dict[str, similarity.Vector] = {}

    def is_stale(self, draft: model.Story) -> bool:
        """Whether a story, not written yet, has no article that came after those told of it."""
        told = {at for article in draft.articles for at in self._by_article.get(article.id, ())}
        return bool(told) and not _later(draft, [self._told[at] for at in told])

    def news(self, story: model.Story) -> str | None:
        """What a written story adds to what was sent, in words; empty where it adds nothing, None where it was not sent."""
        told = self.told(story)
        return _news(story, [self._told[at] for at in sorted(told)], self._day.texts) if told else None

    def told(self, one: Told, *, by_words: bool = True) -> set[int]:
        """Places, among what the previous editions printed, of what tells the same: by articles, and by their words."""
        told = {at for article in one.articles for at in self._by_article.get(article.id, ())}
        if self._told and by_words:
            mine = self._middle(self._voices(one))
            for at, vector in enumerate(self._vectors):
                if similarity.cosine(mine, vector) * math.exp(-self._ages[at] / _FADING_DAYS) >= _SAME_STORY:
                    told.add(at)
        return told

    def twin(self, draft: model.Story, placed: Iterable[model.Story]) -> model.Story | None:
        """The placed story that tells the same event, where the articles' texts are known and no editor parted them."""
        if not any(self._day.texts(article.id) for article in draft.articles[:1]):
            return None
        mine, ids = self._middle(self._voices(draft)), {article.id for article in draft.articles}
        for story in placed:
            pairs = ({article.id, other} for article in story.articles for other in ids)
            is_parted = bool(self._day.apart) and any(frozenset(pair) in self._day.apart for pair in pairs)
            if story.id not in self._placed:
                self._placed[story.id] = self._middle(self._voices(story))
            if not is_parted and similarity.cosine(mine, self._placed[story.id]) >= _SAME_EVENT:
                return story
        return None

    def _voices(self, one: Told) -> list[Counter[str]]:
        """The words of each of its first articles; where no text is kept, those that were printed."""
        found = []
        for article in [article for article in one.articles if not article.reprint_of][:_VOICES]:
            if text := self._day.texts(article.id):
                opening = " ".join(text[: _OPENING_WORDS * 20].split()[:_OPENING_WORDS])
                found.append(Counter(similarity.tokens(opening)))
                for token in similarity.tokens(article.title):
                    found[-1][token] += 2
        return found or [Counter(similarity.tokens(_printed(one)))]

    def _middle(self, voices: Sequence[Counter[str]]) -> similarity.Vector:
        """The mean of their vectors, not made 1 long: the product of two is the mean likeness of all pairs."""
        total: similarity.Vector = {}
        for voice in voices:
            for term, weight in self._weights.vector(voice).items():
                total[term] = total.get(term, 0.0) + weight / len(voices)
        return total


def _printed(one: Told) -> str:
    """What a reader read of a story, as one text, with its articles' titles."""
    parts = [one.headline, _titles(one)]
    if isinstance(one, model.Story):
        parts += [one.dek, *(take.text for take in one.quick_takes)]
    return " ".join(parts)


def _titles(one: Told) -> str:
    return " ".join(dict.fromkeys(article.title for article in one.articles if not article.reprint_of))


def _later(story: model.Story, told: Sequence[Told]) -> list[model.ArticleRef]:
    """The articles that came after all those told, reprints not counted."""
    sent = {article.id for one in told for article in one.articles}
    until = max((article.published for one in told for article in one.articles if article.published), default=_NEVER)
    return [a for a in story.articles if a.id not in sent and not a.reprint_of and (a.published or _LATEST) > until]


def _news(story: model.Story, told: Sequence[Told], texts: Callable[[str], str]) -> str:
    known = [text for one in told for text in _kept(one)]
    known += [texts(article.id)[:_READ] for one in told for article in one.articles if not article.reprint_of]
    runs = {run for text in known for run in _runs(text)}
    later = [article for article in _later(story, told) if not _is_repeated(texts(article.id)[:_READ], runs)]
    if not later:
        return ""
    said = _said_by(story, {article.id for article in later})
    heads = [article.title for article in later]
    whole = " ".join(known)
    known_words, known_figures = set(lines.bare(whole)), _known_figures(whole)
    # Editions stored by earlier versions name no publisher beside the outlet.
    publishers = {name for one in told for article in one.articles for name in (article.publisher, article.outlet)}
    found = {
        "figures": [number for number in _figures([*said, *heads]) if number not in known_figures],
        "names": [name for name in _names(said) if not known_words.issuperset(lines.bare(name))],
        "outlets": [article.outlet for article in later if publishers.isdisjoint({article.publisher, article.outlet})],
    }
    parts = [f"{what} {', '.join(list(dict.fromkeys(new))[:_NAMED])}" for what, new in found.items() if new]
    return "; ".join(parts)


def _kept(one: Told) -> Iterable[str]:
    """All that an edition keeps of what was told: its lines, the whole sentences they cite, and titles."""
    yield _printed(one)
    if isinstance(one, model.Story):
        for statement in statements(one):
            yield statement.text
            yield from (citation.quote for citation in statement.citations)


def statements(story: model.Story) -> Iterable[model.Statement]:
    """The takes and the lines of the views."""
    yield from story.quick_takes
    views = story.perspectives
    for view in (views.progressive, views.conservative, views.common_ground) if views else ():
        yield from view.statements


def _runs(text: str) -> set[tuple[str, ...]]:
    """The three-word sequences of a text."""
    tokens = similarity.tokens(text)
    return set(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _is_repeated(text: str, known: set[tuple[str, ...]]) -> bool:
    mine = _runs(text)
    return bool(mine) and len(mine & known) >= _REPEATED * len(mine)


def _said_by(story: model.Story, articles: set[str]) -> list[str]:
    """What the dek and the takes say in the words of these articles."""
    said = [take.text for take in story.quick_takes if take.citations and take.citations[0].article in articles]
    return [story.dek, *said] if story.dek_citation and story.dek_citation.article in articles else said


def _figures(texts: Iterable[str]) -> list[str]:
    """The numbers in digits, without those that say when."""
    return [found for text in texts for found in re.findall(r"\d(?:[\d,.]*\d)?", _WHEN.sub(" ", text))]


def _known_figures(text: str) -> set[str]:
    """The numbers of a text, those in words as well."""
    found = set(re.findall(r"\d(?:[\d,.]*\d)?", text))
    spelled = {str(_ENGLISH.numbers[word]) for word in lines.bare(text) if word in _ENGLISH.numbers}
    return found | spelled


def _names(texts: Iterable[str]) -> list[str]:
    """The names in these lines, as they are spelled there, days and months not among them."""
    found = []
    for text in texts:
        for name in lines.names(text):
            if not _CALENDAR.issuperset(name.split()):
                spelled = re.search(r"\W+".join(map(re.escape, name.split())), text, re.IGNORECASE)
                found.append(spelled[0] if spelled else name)
    return found
