"""An event loop in a thread of its own, so that who asks the network stays a plain function."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import CancelledError
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs coroutines for callers of several threads, from ``open`` to ``close``."""

    def __init__(self, name: str) -> None:
        """``name`` is that of the thread."""
        self._name = name
        self._is_open = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._threshold = threading.Lock()
        """Held while work is brought in or the loop closes: none gets stuck between."""

    def open(self) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=self._name, daemon=True)
        self._thread.start()
        self._is_open = True

    def close(self, last: Callable[[], Awaitable[None]]) -> None:
        """Break off what is under way, do the ``last`` thing, and end the thread."""
        with self._threshold:
            self._is_open = False
            closed = asyncio.run_coroutine_threadsafe(self._finish(last), self._loop)
        closed.result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _finish(self, last: Callable[[], Awaitable[None]]) -> None:
        """Work brought in has begun by now, so it ends the tasks it has begun itself: some may not have had a turn yet."""
        begun = list(self._under_way)
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        await last()
        await self._loop.shutdown_default_executor()

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of ``work``; raises CancelledError where the loop is closed, or closes meanwhile."""
        with self._threshold:
            if not self._is_open:
                raise CancelledError("the way to the network is closed")
            answer = asyncio.run_coroutine_threadsafe(self._tracked(work), self._loop)
        return answer.result()

    async def _tracked(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._under_way.add(task)
        try:
            return await work()
        finally:
            self._under_way.discard(task)
