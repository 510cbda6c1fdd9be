"""Reads sources: bytes come in through ``fetch`` or from disk, articles go out, failures are values."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from digest import config, model


class Collected(model.Value):
    """What reading one source brought."""

    source: str
    """Key of the source."""
    articles: tuple[model.Article, ...] = ()
    error: str = ""
    """Why the source could not be read, for a person; empty where it could."""
    warnings: tuple[str, ...] = ()
    """What was passed over: pages that failed (the feed's own text stands), entries without a link or title."""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False
    """The server answered 304: nothing new since last time."""
    requests: int = 0
    bytes_read: int = 0


def collect(
    sources: Sequence[model.Source],
    settings: config.Collect,
    now: datetime,
    *,
    is_known: Callable[[str], bool] = lambda _: False,
) -> Iterator[Collected]:
    """Read the sources side by side; yield one result for each as it comes, in any order.

    ``is_known(article id)`` says that an article's page has been read before: it is not fetched again.
    Expected failures are values (``Collected.error``); anything unexpected is raised.
    """
    raise NotImplementedError
