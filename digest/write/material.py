"""What a writer works with: the sentences of a cluster, weighed once."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest import model
from digest.text import sentences, similarity, titles
from digest.write import check

_READ = 45
"""So many sentences of an article are weighed; what comes later is background."""
_PROSE = (model.BlockKind.DEK, model.BlockKind.PARAGRAPH)


@dataclass(frozen=True)
class Line:
    """A sentence with its article and vector."""

    article: model.Article
    sentence: model.Sentence
    vector: similarity.Vector

    @property
    def citation(self) -> model.Citation:
        """The proof of a statement made from this sentence."""
        return model.Citation(article=self.article.id, sentence=self.sentence.index, quote=self.sentence.text)

    def statement(self, text: str, outlet: str = "") -> model.Statement:
        """A statement extracted from this sentence."""
        return model.Statement(text=text, citations=(self.citation,), outlet=outlet)


@dataclass(frozen=True)
class Material:
    """A cluster, read: its articles without reprints, their prose sentences, and what the event is about."""

    articles: tuple[model.Article, ...]
    lines: tuple[Line, ...]
    weights: similarity.Weights
    titles: dict[str, similarity.Vector]
    """Article id -> vector of its title."""
    centre: similarity.Vector
    gate: check.Gate

    @property
    def publishers(self) -> set[str]:
        """The independent publishers."""
        return {article.outlet.publisher for article in self.articles}

    def lines_of(self, publisher: str) -> list[Line]:
        """The sentences of one publisher."""
        return [line for line in self.lines if line.article.outlet.publisher == publisher]

    def on_side(self, side: model.Side) -> list[model.Article]:
        """The articles of the outlets of one side."""
        return [article for article in self.articles if article.outlet.side is side]


def read(cluster: model.Cluster) -> Material:
    """Prepare a cluster for writing."""
    articles = tuple(article for article in cluster.articles if article.id not in cluster.reprints)
    prose = [(article, sentence) for article in articles for sentence in _prose(article)]
    tokens = [similarity.tokens(sentence.text) for _, sentence in prose]
    weights = similarity.Weights(tokens)
    lines = tuple(Line(a, s, weights.of(s.text)) for a, s in prose)
    heads = {article.id: weights.of(titles.plain(article.title, article.outlet.name)) for article in articles}
    openings = (line.vector for line in lines if line.sentence.index < 8)
    return Material(
        articles=articles,
        lines=lines,
        weights=weights,
        titles=heads,
        centre=similarity.mean([*heads.values(), *openings]),
        gate=check.Gate(articles),
    )


def _prose(article: model.Article) -> Iterable[model.Sentence]:
    return [s for s in sentences.of(article) if s.kind in _PROSE][:_READ]
