"""Turns a cluster into a story. ``Writer`` is the protocol; ``extractive`` the default."""

from typing import Protocol

from digest import config, model


class Writer(Protocol):
    """Who turns a cluster into a story."""

    def write(self, cluster: model.Cluster, newsletter: config.Newsletter) -> model.Story:
        """The story of a cluster, not yet ranked (score 0).

        Every statement passes ``write.check``. Raises WriteError where nothing can be said.
        """
        ...
