"""A story before it is written: what ranking needs to know, at next to no cost. Most of a day is never written."""

from collections import Counter

from digest import errors, model
from digest.text import titles
from digest.write import check, extractive

_ALL_PAIRS = 6
"""Of so many articles every pair's similarity is kept; of more, each one's with the middle-most."""


def sketch(cluster: model.Cluster, sections: tuple[str, ...]) -> model.Story:
    """The story of a cluster without its lines, headed by its earliest title.

    ``sections`` are the newsletter's. Raises WriteError where no article has a title.
    """
    originals = tuple(article for article in cluster.articles if article.id not in cluster.reprints)
    headed = next((a for a in originals if titles.plain(a.title, a.outlet.name)), None)
    if headed is None:
        raise errors.WriteError("none of its articles has a title; leave it out", about=f"cluster {cluster.id}")
    return model.Story(
        id=cluster.id,
        section=extractive.section(originals, sections),
        headline=titles.plain(headed.title, headed.outlet.name),
        headline_citation=model.Citation(article=headed.id, sentence=check.TITLE, quote=headed.title),
        articles=model.ArticleRef.of_cluster(cluster),
        publishers=len(cluster.publishers),
        links=_links(cluster.links),
    )


def _links(links: tuple[model.Link, ...]) -> tuple[model.Link, ...]:
    nearness: Counter[str] = Counter()
    for link in links:
        nearness[link.left] += link.similarity  # type: ignore[assignment]  # a Counter of floats
        nearness[link.right] += link.similarity  # type: ignore[assignment]
    if len(nearness) <= _ALL_PAIRS:
        return links
    medoid = min(nearness, key=lambda article: (-nearness[article], article))
    return tuple(link for link in links if medoid in (link.left, link.right))
