"""One HTTP request under limits.

Every address is checked inside connect (``address.Guard``), so the address that was checked is the address that is
used. No proxy from the environment, no cookies, no redirects. The deadline holds from connecting to the last byte; the
size limit holds for the bytes on the wire and for the bytes after decompression.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from http import HTTPStatus

import httpcore2
from pydantic import Field

import digest
from digest import model
from digest.net import address
from digest.net.body import Body, Refusal

Header = tuple[bytes, bytes]


class Limits(model.Value):
    """What a client may do. The ``..._setting`` are the keys that refusals name, so that a person can act."""

    connections: int
    """Requests under way at once."""
    max_body_bytes: int
    """Limit of one answer, on the wire and after decompression."""
    allow_hosts: tuple[str, ...] = ()
    """Addresses, networks and host names that may be asked although they lie inside the own network."""
    max_body_setting: str = ""
    allow_hosts_setting: str = ""
    reads_refusals: bool = False
    """Whether the content of answers other than 2xx is read as well."""


class Reply(model.Value):
    """What a request brought: an answer of the server, or an error for a person."""

    status: int = 0
    """HTTP status; 0 where nothing answered."""
    fields: dict[str, str] = Field(default_factory=dict)
    """The header fields of the answer by their name in lower case."""
    content: bytes = b""
    """Of a status 2xx only, unless refusals are read."""
    error: str = ""
    """Why there is no content, in words; empty for 2xx."""
    is_late: bool = False
    """The error is that it took longer than it may."""
    has_left: bool = False
    """The content was on its way: where nothing answered, nobody knows whether it was taken."""
    bytes_read: int = 0
    """Bytes of content on the wire."""


class Client:
    """Makes requests; lives on one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_connections=limits.connections,
            keepalive_expiry=5.0,
            network_backend=_GuardedNetwork(address.Guard(limits.allow_hosts, limits.allow_hosts_setting)),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def get(self, url: str, headers: list[Header], seconds: float) -> Reply:
        """GET an http or https address within so many seconds; failures are values."""
        return await self._within(seconds, "GET", url, headers, None)

    async def post(self, url: str, headers: list[Header], content: bytes, seconds: float) -> Reply:
        """POST ``content`` within so many seconds; failures are values."""
        return await self._within(seconds, "POST", url, headers, content)

    async def _within(
        self, seconds: float, method: str, url: str, headers: list[Header], content: bytes | None
    ) -> Reply:
        seen: list[str] = []
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(method, url, headers, content, seen)
        except Refusal as error:
            return Reply(error=str(error), has_left=bool(seen))
        except (TimeoutError, httpcore2.TimeoutException):
            return Reply(error=f"took longer than {seconds:g} s", is_late=True, has_left=bool(seen))
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            return Reply(error=_in_words(error), has_left=bool(seen))

    async def _exchange(
        self, method: str, url: str, headers: list[Header], content: bytes | None, seen: list[str]
    ) -> Reply:
        """``seen`` is filled once the content is on its way."""

        async def watch(event: str, _: object) -> None:
            if event.endswith("send_request_body.started"):
                seen.append(event)

        with_watch = {"trace": watch}
        async with self._pool.stream(method, url, headers=headers, content=content, extensions=with_watch) as response:
            fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            reply = Reply(status=response.status, fields=fields)
            if not 200 <= reply.status < 300:
                reply = reply.model_copy(update={"error": _status_in_words(reply)})
                if not self._limits.reads_refusals:
                    return reply
            body = Body(fields, self._limits.max_body_bytes, self._limits.max_body_setting)
            await body.read(response.aiter_stream())
            return reply.model_copy(update={"content": body.content(), "bytes_read": body.bytes_read})


class _GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Resolves a name, checks every address it has, and connects to one of those that were checked."""

    def __init__(self, guard: address.Guard) -> None:
        self._guard = guard
        self._plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of httpcore2; the deadline is asyncio.timeout
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect, or raise a refusal where one of the name's addresses is not allowed."""
        if refusal := self._guard.name_refusal(host):
            raise Refusal(refusal)
        found = await _resolved(host, port)
        for refusal in (self._guard.refusal(host, checked, port) for checked in found):
            if refusal:
                raise Refusal(refusal)
        failure: Exception = Refusal(f"its name {host} was not found")
        for checked in found:
            try:
                return await self._plain.connect_tcp(checked, port, timeout, local_address, socket_options)
            except httpcore2.ConnectError as error:
                failure = error
        raise failure


async def _resolved(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refusal(f"its name {host} was not found") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def user_agent(contact: str = "") -> str:
    """Who we say we are: the program, its version, and where to reach its operator."""
    printable = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")
    return f"digest/{digest.__version__} (+{printable})" if printable else f"digest/{digest.__version__}"


def _status_in_words(reply: Reply) -> str:
    try:
        words = f"answered {reply.status} ({HTTPStatus(reply.status).phrase})"
    except ValueError:
        words = f"answered {reply.status}"
    pause = _printable(reply.fields.get("retry-after", ""), 40)
    if not pause:
        return words
    return f"{words}; asks to wait {pause} s" if pause.isdecimal() else f"{words}; asks to wait until {pause}"


def _in_words(error: Exception) -> str:
    """What went wrong on the network, for a person."""
    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return f"its certificate cannot be trusted: {_printable(str(error), 200)}"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return f"no secure connection could be made: {_printable(str(error), 200)}"
    if isinstance(error, httpcore2.ConnectError):
        return "could not be connected to"
    if isinstance(error, httpcore2.LocalProtocolError):
        return "was not asked: a header field has characters that HTTP does not allow"  # not which: it may be a secret
    if isinstance(error, httpcore2.ProtocolError):
        return f"did not answer as HTTP: {_printable(str(error), 200)}"
    return "broke off before the end"


def _printable(text: str, limit: int) -> str:
    return "".join(c for c in text[:limit] if c.isprintable()).strip()
