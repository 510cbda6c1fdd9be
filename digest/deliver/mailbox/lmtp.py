"""A door for mail servers on this machine that hand over mails themselves (RFC 2033)."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

from digest import config, errors

MAX_BYTES = 20_000_000
TakeFrom = Callable[[bytes, str], None]
"""Gets a mail and the address it was sent to; what it raises lets the server try again later."""


class Door:
    """Listens until it is closed, in a thread of its own. Each mail is answered once it was taken."""

    def __init__(self, settings: config.Lmtp, take: TakeFrom) -> None:
        """Raises ConfigError where nobody can listen there, or a package is missing."""
        try:
            from aiosmtpd.lmtp import LMTP
        except ImportError as error:
            raise errors.ConfigError(
                "needs the extra package aiosmtpd: pip install '.[lmtp]' in the checkout", about="bounces.lmtp"
            ) from error
        try:
            listener = socket.create_server((settings.host, settings.port))
        except OSError as error:
            said = f"cannot listen on {settings.host} port {settings.port} ({error.strerror}); set another port"
            raise errors.ConfigError(said, about="bounces.lmtp") from error
        self._loop = asyncio.new_event_loop()
        self._opened = self._loop.create_server(
            lambda: LMTP(_Handler(take), data_size_limit=MAX_BYTES, ident="digest", loop=self._loop), sock=listener
        )
        self._thread = threading.Thread(target=self._run, name="lmtp", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no more; what is under way is answered with a lost connection, and handed over again later."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        server = self._loop.run_until_complete(self._opened)
        try:
            self._loop.run_forever()
        finally:
            server.close()
            self._loop.run_until_complete(self._wind_down())
            self._loop.close()

    async def _wind_down(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_default_executor()


class _Handler:
    """What the library calls, each with its names."""

    def __init__(self, take: TakeFrom) -> None:
        self._take = take

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802 - the library's
        if envelope.rcpt_tos:
            return "452 4.5.3 one recipient at a time"  # so that each has an answer of its own
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 - the library's
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(None, self._take, envelope.original_content, envelope.rcpt_tos[0])
        except errors.DigestError as error:
            return f"451 4.3.0 {error.message[:200]}"
        return "250 2.0.0 taken"
