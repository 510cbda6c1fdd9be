"""Reads sources: bytes come in through ``fetch`` or from disk, articles go out, failures are values."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from datetime import datetime

from digest import config, model
from digest.collect import article, fetch, reading
from digest.collect.reading import Collected

__all__ = ["Collected", "collect"]


def collect(
    sources: Sequence[model.Source],
    settings: config.Collect,
    now: datetime,
    *,
    is_known: Callable[[str], bool] = lambda _: False,
) -> Iterator[Collected]:
    """Read the sources side by side; yield one result for each as it comes, in any order.

    ``is_known(article id)`` says that an article's page has been read before: it is neither fetched nor yielded again.
    It is asked from several threads. Expected failures are values (``Collected.error``); anything unexpected is raised.
    """
    with ExitStack() as stack:
        readers = stack.enter_context(
            ThreadPoolExecutor(max_workers=settings.connections, thread_name_prefix="collect")
        )
        door = stack.enter_context(fetch.Door(settings))
        tools = reading.Tools(door, settings, now, is_known, article.outlets(sources))
        started = [readers.submit(reading.read, source, tools) for source in sources]
        stack.callback(lambda: [future.cancel() for future in started])
        for future in as_completed(started):
            yield future.result()
