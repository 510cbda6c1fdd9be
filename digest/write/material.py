"""What a writer works with: the sentences of a cluster, weighed once."""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digest import model
from digest.text import catalogue, lines, sentences, similarity, titles
from digest.write import check, disputes, people

_READ = 45
"""So many sentences of an article are weighed; what comes later is background."""
_COMPARED, _COMPARED_IN_ALL = 12, 150
"""So many sentences of an article, and of all, are looked at for contradictions."""
_OPENING = 8
"""So many sentences of an article say what the event is about."""
_PROSE = (model.BlockKind.DEK, model.BlockKind.PARAGRAPH)
_ONCE = 0.02
"""What the only publisher says once is worth little, but is news."""
_SIDES = model.Sides()


@dataclass(frozen=True)
class Line:
    """A sentence with its article and vector."""

    article: model.Article
    sentence: model.Sentence
    place: int
    """How many sentences of its article's prose stand above it."""
    counts: Counter[str] = field(compare=False, repr=False)
    """Its tokens."""
    weights: similarity.Weights = field(compare=False, repr=False)
    _told: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    def told(self, most: int) -> str:
        """The sentence as a line of its own, shortened to ``most`` words; empty where it stays longer or says nothing alone.

        Kept for this line, since takes, views and common ground all ask.
        """
        language, whole = self.article.language, self.sentence.text
        most = min(most, len(whole.split()))
        if most not in self._told:
            text = lines.shortened(whole, most, language)
            is_fit = len(text.split()) <= most
            is_cased = not whole[0].islower()
            is_fit = is_fit and (disputes.denies(text, language) or not disputes.denies(whole, language))
            self._told[most] = text if is_fit and lines.stands_alone(text, language, is_cased=is_cased) else ""
        return self._told[most]

    @functools.cached_property
    def vector(self) -> similarity.Vector:
        """Its terms, weighed; of length 1."""
        return self.weights.vector(self.counts)

    @property
    def citation(self) -> model.Citation:
        """The proof of a statement made from this sentence."""
        return model.Citation(article=self.article.id, sentence=self.sentence.index, quote=self.sentence.text)

    def statement_with(self, words: str, most: int) -> model.Statement:
        """A statement in the outlet's name, shortened to about ``most`` words unless that would cost these ones."""
        text = lines.shortened(self.sentence.text, most, self.article.language)
        return self.statement(text if words in text else self.sentence.text, self.article.outlet.name)

    def statement(self, text: str, outlet: str = "") -> model.Statement:
        """A statement extracted from this sentence."""
        return model.Statement(text=text, citations=(self.citation,), outlet=outlet)


@dataclass(frozen=True)
class Material:
    """A cluster, read: its articles without reprints, their prose sentences, and what the event is about."""

    articles: tuple[model.Article, ...]
    language: str
    """What the story is told in; articles in other languages have no sentences here."""
    sentences: dict[str, tuple[model.Sentence, ...]]
    """Article id -> all its citable sentences."""
    lines: tuple[Line, ...]
    weights: similarity.Weights
    titles: dict[str, similarity.Vector]
    """Article id -> vector of its title."""
    centre: similarity.Vector
    worth: dict[str, float]
    """What each word is worth; a word that one voice alone uses is absent."""
    gate: check.Gate
    sides: dict[model.Lean, model.Side]
    words: catalogue.Words
    """The newsletter's own words, for what no outlet said."""
    repeated: tuple[model.Article, ...] = ()
    """The articles that repeat another one word for word."""

    @functools.cached_property
    def people(self) -> dict[str, dict[str, str]]:
        """Article id -> surname, casefolded -> full name; where an article gives none, as another one does."""
        own = {article.id: people.known(self.sentences[article.id]) for article in self.articles}
        everybody = {surname: name for names in reversed(own.values()) for surname, name in names.items()}
        return {key: everybody | names for key, names in own.items()}

    @functools.cached_property
    def disputed(self) -> frozenset[tuple[str, int]]:
        """Article and index of the sentences that are taken back, denied or contradicted: not to be told by themselves."""
        disowned = {
            (key, index)
            for key, said in self.sentences.items()
            for index in disputes.disowned(_prose(said), self.language)
        }
        if self.language != "en":
            return frozenset(disowned)
        early = [line for line in self.lines if line.place < _COMPARED][:_COMPARED_IN_ALL]
        return disputes.contradicted((line.article.outlet.publisher, line.sentence) for line in early) | disowned

    def is_undisputed(self, line: Line) -> bool:
        """Whether nothing takes it back, denies or contradicts it."""
        return (line.article.id, line.sentence.index) not in self.disputed

    @property
    def publishers(self) -> set[str]:
        """The independent publishers."""
        return {article.outlet.publisher for article in self.articles}

    def lines_of(self, publisher: str) -> list[Line]:
        """The sentences of one publisher."""
        return [line for line in self.lines if line.article.outlet.publisher == publisher]

    def on_side(self, side: model.Side) -> list[model.Article]:
        """The articles of the outlets of one side."""
        return [article for article in self.articles if self.side_of(article) is side]

    def side_of(self, article: model.Article) -> model.Side:
        """The side the newsletter counts an article's outlet to."""
        return self.sides[article.outlet.lean]


def read(cluster: model.Cluster, sides: model.Sides = _SIDES, preferred: str = "en") -> Material:
    """Prepare a cluster for writing; ``sides`` says which leans make up each side.

    A story is told in one language, the newsletter's (``preferred``, a BCP 47 tag) if an article is in it. What is in another one still counts.
    """
    articles = tuple(article for article in cluster.articles if article.id not in cluster.reprints)
    language = told_in(articles, catalogue.primary(preferred))
    said = {a.id: sentences.of(a) if a.language == language else () for a in articles}
    prose = [(a, n, s) for a in articles for n, s in enumerate(_prose(said[a.id]))]
    counts = [Counter(similarity.tokens(sentence.text, language)) for _, _, sentence in prose]
    weights = similarity.Weights(counts)
    weighed = tuple(Line(a, s, n, count, weights) for (a, n, s), count in zip(prose, counts, strict=True))
    heads = {
        article.id: weights.of(titles.plain(article.title, article.outlet.name), article.language)
        for article in articles
    }
    openings = (line.vector for line in weighed if line.sentence.index < _OPENING)
    return Material(
        articles=articles,
        language=language,
        sentences=said,
        lines=weighed,
        weights=weights,
        titles=heads,
        centre=similarity.mean([*(heads[a.id] for a in articles if a.language == language), *openings]),
        worth=_worth(articles, weighed, heads),
        gate=check.Gate(articles, said),
        sides={lean: sides.of(lean) for lean in model.Lean},
        words=catalogue.of(preferred),
        repeated=tuple(article for article in cluster.articles if article.id in cluster.reprints),
    )


def told_in(articles: Sequence[model.Article], preferred: str) -> str:
    """The language to tell a story in: the preferred one where an article is in it, else that of most articles."""
    counts = Counter(article.language for article in articles)
    return min(counts, key=lambda tag: (tag != preferred, -counts[tag], tag), default=preferred)


def _prose(said: Sequence[model.Sentence]) -> list[model.Sentence]:
    return [sentence for sentence in said if sentence.kind in _PROSE][:_READ]


def _worth(
    articles: Sequence[model.Article], weighed: Sequence[Line], heads: Mapping[str, similarity.Vector]
) -> dict[str, float]:
    """What each word is worth: the square root of how many others say it, for each publisher and its titles.

    Where one publisher alone reports, each of its sentences counts as a voice, and nothing costs.
    """
    said: dict[str, set[str]] = {}
    titled: dict[str, set[str]] = {}
    for line in weighed:
        said.setdefault(line.article.outlet.publisher, set()).update(line.counts)
    for article in articles:
        titled.setdefault(article.outlet.publisher, set()).update(heads[article.id])
    voices: Iterable[Iterable[str]] = said.values() if len(said) > 1 else (line.counts for line in weighed)
    counts = Counter(itertools.chain.from_iterable(itertools.chain(voices, titled.values())))
    worth = {term: math.sqrt(count - 1) for term, count in counts.items() if count > 1}
    return worth if len(said) > 1 else dict.fromkeys(counts, _ONCE) | worth
