"""Articles to clusters: those that report the same event. Same input in any order, same output."""

from collections.abc import Sequence

from digest import config, model


def cluster(articles: Sequence[model.Article], settings: config.Cluster) -> tuple[model.Cluster, ...]:
    """Partition the articles; every article is in exactly one cluster, alone where nothing is like it.

    Ordered by size, then time, then id.
    """
    raise NotImplementedError
