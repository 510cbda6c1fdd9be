"""The only door to the network: plain HTTP GET under limits, behind a plain function.

Every address is checked inside connect (``address.Guard``), so the address that was checked is the address that is
used, after each redirect as well. Pages are read only as far as their site's robots.txt allows. No proxy from the environment, no cookies, no credentials. The deadline holds for a
whole request with its redirects; the size limit holds for the bytes on the wire and for the bytes after decompression.
"""

import asyncio
import re
import socket
import ssl
import threading
import zlib
from collections import defaultdict
from collections.abc import AsyncIterable, Callable, Coroutine, Iterable
from concurrent.futures import CancelledError
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore2

import digest
from digest import config, model
from digest.collect import address, robots
from digest.text import clean

T = TypeVar("T")
Header = tuple[bytes, bytes]

_CREDENTIALS = re.compile(r"//[^/\s]*@")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.5"
)


class Answer(model.Value):
    """What a request brought: content, or an error for a person."""

    url: str
    """The address that answered, after redirects."""
    status: int = 0
    """HTTP status; 0 where nothing answered."""
    content: bytes = b""
    content_type: str = ""
    """The header as it came."""
    etag: str = ""
    last_modified: str = ""
    error: str = ""
    """Why there is no content, in words; empty where there is, and for "not changed"."""
    is_disallowed: bool = False
    """Its site's robots.txt asks programs not to read it, so it was not requested."""
    requests: int = 1
    """Those for robots.txt not counted: all pages of a site share one."""
    bytes_read: int = 0
    """Bytes of content on the wire."""

    @property
    def is_unchanged(self) -> bool:
        """The server says that nothing is new since the ETag or date it was given."""
        return self.status == 304


class _Refusal(Exception):
    """A request ended in a way we know; the message is for a person."""


class Door:
    """An open door to the network: ``fetch`` may be called from several threads. Used as a context manager."""

    def __init__(self, settings: config.Collect) -> None:
        self._settings = settings
        self._is_open = False
        self._threshold = threading.Lock()
        """Held while a request is brought in or the door closes: none gets stuck between."""

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()
        self._is_open = True
        self._fetcher = _Fetcher(self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._threshold:
            self._is_open = False
            closed = asyncio.run_coroutine_threadsafe(self._fetcher.close(), self._loop)
        closed.result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """GET ``url``, only if it changed since ``etag`` or ``last_modified``; failures are values."""
        return self._run(lambda: self._fetcher.fetch(url, etag, last_modified))

    def fetch_pages(self, urls: Iterable[str]) -> list[Answer]:
        """GET all of them side by side, as far as limits and robots.txt allow; answers in the order of ``urls``."""

        async def gathered() -> list[Answer]:
            return await asyncio.gather(*(self._fetcher.fetch(url, asks_first=True) for url in urls))

        return self._run(gathered)

    def _run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        with self._threshold:
            if not self._is_open:
                raise CancelledError("the door to the network is closed")
            answer = asyncio.run_coroutine_threadsafe(work(), self._loop)
        return answer.result()


class _Fetcher:
    """Requests under limits; lives on one event loop."""

    def __init__(self, settings: config.Collect) -> None:
        self._settings = settings
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpcore2.default_ssl_context(),
            max_connections=settings.connections,
            keepalive_expiry=5.0,
            network_backend=_GuardedNetwork(address.Guard(settings.allow_hosts)),
        )
        self._under_way: set[asyncio.Task[Any] | None] = set()
        self._rules: dict[str, asyncio.Future[robots.Rules]] = {}
        self._slots = asyncio.Semaphore(settings.connections)
        self._host_slots: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.connections_per_host)
        )

    async def close(self) -> None:
        """Break off what is under way and close every connection."""
        for task in filter(None, self._under_way):
            task.cancel()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        await self._pool.aclose()
        await asyncio.get_running_loop().shutdown_default_executor()

    async def fetch(self, url: str, etag: str = "", last_modified: str = "", *, asks_first: bool = False) -> Answer:
        """GET ``url`` and follow its redirects; ``asks_first``: only what each site's robots.txt allows."""
        task = asyncio.current_task()
        self._under_way.add(task)
        headers = _request_headers(self._settings.contact, etag, last_modified)
        try:
            return await self._follow(url, headers, asks_first=asks_first)
        finally:
            self._under_way.discard(task)

    async def _follow(self, url: str, headers: list[Header], *, asks_first: bool) -> Answer:
        seconds_left = self._settings.timeout_seconds
        target = urldefrag(clean.safe_url(url)).url
        error = "" if target else "is no http or https address (one with a user name or password is not read)"
        answer = Answer(url=without_password(url), error=error, requests=0)
        for count in range(1, self._settings.max_redirects + 2):
            if not target:
                return answer
            if asks_first and (refusal := await self._refusal(target)):
                return refusal.model_copy(update={"requests": count - 1})
            answer, target, seconds = await self._hop(target, headers, seconds_left)
            answer = answer.model_copy(update={"requests": count})
            seconds_left -= seconds
        error = f"redirects more than {self._settings.max_redirects} times"
        return answer.model_copy(update={"error": error}) if target else answer

    async def _refusal(self, url: str) -> Answer | None:
        """The answer where the site of this address does not want it to be read."""
        asked = urljoin(url, "/robots.txt")
        if asked not in self._rules:
            self._rules[asked] = asyncio.ensure_future(self._ask(asked))
        rules = await self._rules[asked]
        if rules.error:
            return Answer(url=url, error=rules.error)
        if not rules.allows(url):
            return Answer(url=url, error="its site's robots.txt asks programs not to read it", is_disallowed=True)
        return None

    async def _ask(self, robots_url: str) -> robots.Rules:
        answer = await self.fetch(robots_url)
        return robots.read(answer.status, answer.content, answer.error)

    async def _hop(self, url: str, headers: list[Header], seconds_left: float) -> tuple[Answer, str, float]:
        """One request: its answer, where it redirects to, and how long it took (waiting for a slot not counted)."""
        clock = asyncio.get_running_loop()
        async with self._host_slots[urlsplit(url).netloc], self._slots:
            started = clock.time()
            try:
                async with asyncio.timeout(seconds_left):
                    answer, target = await self._get(url, headers)
            except (_Refusal, TimeoutError, httpcore2.TimeoutException) as error:
                message = str(error) or f"took longer than {self._settings.timeout_seconds:g} s"
                answer, target = Answer(url=url, error=message), ""
            except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
                answer, target = Answer(url=url, error=_in_words(error)), ""
            return answer, target, clock.time() - started

    async def _get(self, url: str, headers: list[Header]) -> tuple[Answer, str]:
        async with self._pool.stream("GET", url, headers=headers) as response:
            fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            answer = Answer(
                url=url,
                status=response.status,
                content_type=fields.get("content-type", ""),
                etag=fields.get("etag", ""),
                last_modified=fields.get("last-modified", ""),
            )
            if response.status in _REDIRECTS:
                return answer, _redirect(url, fields.get("location", ""))
            if answer.is_unchanged:
                return answer, ""
            if not 200 <= response.status < 300:
                return Answer(url=url, status=response.status, error=_status_in_words(response.status, fields)), ""
            body = _Body(fields, self._settings.max_body_bytes)
            await body.read(response.aiter_stream())
            return answer.model_copy(update={"content": body.content(), "bytes_read": body.bytes_read}), ""


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
            raise _Refusal(refusal)
        found = await _resolved(host, port)
        for refusal in (self._guard.refusal(host, checked, port) for checked in found):
            if refusal:
                raise _Refusal(refusal)
        failure: Exception = _Refusal(f"its name {host} was not found")
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
        raise _Refusal(f"its name {host} was not found") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Body:
    """The content of an answer as it arrives, unpacked step by step and never past the limit."""

    def __init__(self, fields: dict[str, str], limit: int) -> None:
        coding = fields.get("content-encoding", "").strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise _Refusal(f"answered in the coding {coding!r}, which was not asked for")
        length = fields.get("content-length", "")
        self._limit = limit
        self._coding = coding.removeprefix("x-").replace("identity", "")
        self._unpacker: Any = None
        self._parts: list[bytes] = []
        self._size = 0
        self.bytes_read = 0
        if length.isdecimal() and int(length[:20]) > limit:
            raise self._too_large()

    async def read(self, chunks: AsyncIterable[bytes]) -> None:
        """Take in the whole body."""
        async for chunk in chunks:
            self.bytes_read += len(chunk)
            if self.bytes_read > self._limit:
                raise self._too_large()
            if self._coding:
                self._unpack(chunk)
            else:
                self._keep(chunk)

    def content(self) -> bytes:
        """What was read; a packed body must have reached its own end."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise _Refusal("broke off before the end")
        return b"".join(self._parts)

    def _unpack(self, data: bytes) -> None:
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj(_window(self._coding, data))
        try:
            while data:
                self._keep(self._unpacker.decompress(data, self._limit - self._size + 1))
                if not self._unpacker.eof:
                    data = self._unpacker.unconsumed_tail
                elif data := self._unpacker.unused_data.lstrip(b"\0"):  # gzip members may follow one another
                    self._unpacker = zlib.decompressobj(_window(self._coding, data))
        except zlib.error as error:
            raise _Refusal("sent data that cannot be unpacked") from error

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(data)

    def _too_large(self) -> _Refusal:
        return _Refusal(f"sent more than {self._limit} bytes (collect.max_body_bytes)")


def _window(coding: str, data: bytes) -> int:
    """The window of zlib: gzip, zlib, or the bare deflate that some servers send under the same name."""
    if coding == "gzip":
        return 31
    is_zlib = len(data) >= 2 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return 15 if is_zlib else -15


def user_agent(contact: str) -> str:
    """Who we say we are: the program, its version, and where to reach its operator."""
    printable = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")
    return f"digest/{digest.__version__} (+{printable})" if printable else f"digest/{digest.__version__}"


def without_password(url: str) -> str:
    """An address as it may be shown."""
    return _CREDENTIALS.sub("//…@", url)


def _request_headers(contact: str, etag: str, last_modified: str) -> list[Header]:
    fields = {
        "User-Agent": user_agent(contact),
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": clean.line(etag, 1000),
        "If-Modified-Since": clean.line(last_modified, 100),
    }
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in fields.items() if value]


def _redirect(url: str, location: str) -> str:
    target = urldefrag(clean.safe_url(location, url)).url
    if not target:
        raise _Refusal(
            f"redirects to {without_password(clean.line(location, 80))!r}, which is no http or https address"
        )
    return target


def _status_in_words(status: int, fields: dict[str, str]) -> str:
    try:
        words = f"answered {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        words = f"answered {status}"
    pause = clean.line(fields.get("retry-after", ""), 40)
    if not pause:
        return words
    return f"{words}; asks to wait {pause} s" if pause.isdecimal() else f"{words}; asks to wait until {pause}"


def _in_words(error: Exception) -> str:
    """What went wrong on the network, for a person."""
    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return f"its certificate cannot be trusted: {clean.line(str(error), 200)}"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return f"no secure connection could be made: {clean.line(str(error), 200)}"
    if isinstance(error, httpcore2.ConnectError):
        return "could not be connected to"
    if isinstance(error, httpcore2.ProtocolError):
        return f"did not answer as HTTP: {clean.line(str(error), 200)}"
    return "broke off before the end"
