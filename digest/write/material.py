"""What a writer works with: the sentences of a cluster, weighed once."""

from collections import Counter
from dataclasses import dataclass, field

from digest import model
from digest.text import lines, sentences, similarity, titles
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
    _told: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    def told(self, most: int) -> str:
        """The sentence as a line of its own, shortened to ``most`` words; empty where it stays longer or says nothing alone.

        Kept for this line, since takes, views and common ground all ask.
        """
        if most not in self._told:
            text = lines.shortened(self.sentence.text, most)
            self._told[most] = text if len(text.split()) <= most and lines.stands_alone(text) else ""
        return self._told[most]

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
    sentences: dict[str, tuple[model.Sentence, ...]]
    """Article id -> all its citable sentences."""
    lines: tuple[Line, ...]
    weights: similarity.Weights
    titles: dict[str, similarity.Vector]
    """Article id -> vector of its title."""
    centre: similarity.Vector
    gate: check.Gate
    sides: dict[model.Lean, model.Side]

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


_SIDES = model.Sides()


def read(cluster: model.Cluster, sides: model.Sides = _SIDES) -> Material:
    """Prepare a cluster for writing; ``sides`` says which leans make up each side."""
    articles = tuple(article for article in cluster.articles if article.id not in cluster.reprints)
    said = {article.id: sentences.of(article) for article in articles}
    prose = [(a, s) for a in articles for s in [s for s in said[a.id] if s.kind in _PROSE][:_READ]]
    counts = [Counter(similarity.tokens(sentence.text)) for _, sentence in prose]
    weights = similarity.Weights(counts)
    weighed = tuple(Line(a, s, weights.vector(count)) for (a, s), count in zip(prose, counts, strict=True))
    heads = {article.id: weights.of(titles.plain(article.title, article.outlet.name)) for article in articles}
    openings = (line.vector for line in weighed if line.sentence.index < 8)
    return Material(
        articles=articles,
        sentences=said,
        lines=weighed,
        weights=weights,
        titles=heads,
        centre=similarity.mean([*heads.values(), *openings]),
        gate=check.Gate(articles, said),
        sides={lean: sides.of(lean) for lean in model.Lean},
    )
