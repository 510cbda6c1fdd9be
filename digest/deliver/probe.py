"""Whether the mail server can be used, found out without sending anything."""

import asyncio
import ssl

from digest import config
from digest.deliver.connection import Hub
from digest.deliver.session import open_connection, require_safe


def probe(settings: config.Smtp, *, tls: ssl.SSLContext | None = None) -> None:
    """Connect, secure the connection, log in, and leave again. Raises TemporaryRefusal with what to do.

    ``tls`` replaces the system's trusted authorities. Must not be called from a thread that runs an event loop.
    """
    require_safe(settings)
    asyncio.run(_visit(settings, tls or ssl.create_default_context()))


async def _visit(settings: config.Smtp, tls: ssl.SSLContext) -> None:
    connection = await open_connection(settings, Hub(lambda: None), tls)
    connection.quit()
    await asyncio.sleep(0)  # lets QUIT leave
    connection.drop("checked")
