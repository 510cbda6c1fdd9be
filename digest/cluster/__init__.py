"""Articles to clusters: those that report the same event. Same input in any order, same output.

1. Copies of one address become one article; word-for-word reprints are set aside with what they repeat.
2. Each text becomes three TF-IDF vectors: of its title (twice) with its opening, of its title with the whole, and of the
   title alone. Pairs that share telling words and lie close enough in time get a similarity: mean cosine x exp(-days
   apart / decay). Whole texts are looked at only where openings have something in common.
3. The two groups most alike on average become one: first those alike beyond doubt, then those that stand out from what
   surrounds them (see ``events``).

Editors' constraints are stronger than any similarity.
"""

from collections.abc import Sequence

from digest import config, model
from digest.cluster.day import Day
from digest.cluster.meanings import Embedder

__all__ = ["Day", "Embedder", "cluster"]


def cluster(
    articles: Sequence[model.Article],
    settings: config.Cluster,
    constraints: Sequence[model.Constraint] = (),
    embed: Embedder | None = None,
) -> tuple[model.Cluster, ...]:
    """Partition the articles; every article is in exactly one cluster, alone where nothing is like it.

    Of several articles with one id or address the one with most text is taken. Of constraints that contradict each other
    the later one holds. With ``embed``, which ``digest.embed.load`` gives, sentence vectors are compared beside words.
    Ordered by size, then time, then id.
    """
    day = Day(settings, embed)
    day.add(articles)
    return day.clusters(constraints)
