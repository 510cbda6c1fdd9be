"""How sources are asked: conditional requests, redirects, robots.txt, and not too many at once.

The requests themselves are ``net.client``'s, whose guard checks the address after each redirect as well. Pages are
read only as far as their site's robots.txt allows. The deadline holds for a whole request with its redirects.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable
from types import TracebackType
from typing import Self
from urllib.parse import urldefrag, urljoin, urlsplit

from digest import config, model
from digest.collect import robots
from digest.net import client, loop
from digest.text import clean

_CREDENTIALS = re.compile(r"//[^/\s]*@")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.5"
)
_IMAGES = "image/jpeg,image/png,image/webp,image/gif;q=0.8"


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


class Door:
    """An open door to the network: ``fetch`` may be called from several threads. Used as a context manager."""

    def __init__(self, settings: config.Collect) -> None:
        self._settings = settings
        self._loop = loop.Loop("fetch")

    def __enter__(self) -> Self:
        self._loop.open()
        self._fetcher = _Fetcher(self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.close(self._fetcher.close)

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """GET ``url``, only if it changed since ``etag`` or ``last_modified``; failures are values."""
        return self._loop.run(lambda: self._fetcher.fetch(url, etag, last_modified))

    def fetch_image(self, url: str, seconds: float) -> Answer:
        """GET a picture within so many seconds in all, as far as robots.txt allows; failures are values."""

        async def timed() -> Answer:
            try:
                async with asyncio.timeout(seconds):
                    return await self._fetcher.fetch(url, accept=_IMAGES, asks_first=True)
            except TimeoutError:
                return Answer(url=without_password(url), error=f"took longer than {seconds:g} s")

        return self._loop.run(timed)

    def fetch_pages(self, urls: Iterable[str]) -> list[Answer]:
        """GET all of them side by side, as far as limits and robots.txt allow; answers in the order of ``urls``."""

        async def gathered() -> list[Answer]:
            return await asyncio.gather(*(self._fetcher.fetch(url, asks_first=True) for url in urls))

        return self._loop.run(gathered)


class _Fetcher:
    """Requests under limits; lives on one event loop."""

    def __init__(self, settings: config.Collect) -> None:
        self._settings = settings
        self._client = client.Client(
            client.Limits(
                connections=settings.connections,
                max_body_bytes=settings.max_body_bytes,
                max_body_setting="collect.max_body_bytes",
                allow_hosts=settings.allow_hosts,
                allow_hosts_setting="collect.allow_hosts",
            )
        )
        self._rules: dict[str, asyncio.Future[robots.Rules]] = {}
        self._slots = asyncio.Semaphore(settings.connections)
        self._host_slots: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(settings.connections_per_host)
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()

    async def fetch(
        self, url: str, etag: str = "", last_modified: str = "", *, accept: str = _ACCEPT, asks_first: bool = False
    ) -> Answer:
        """GET ``url`` and follow its redirects; ``asks_first``: only what each site's robots.txt allows."""
        headers = _request_headers(self._settings.contact, etag, last_modified, accept)
        return await self._follow(url, headers, asks_first=asks_first)

    async def _follow(self, url: str, headers: list[client.Header], *, asks_first: bool) -> Answer:
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

    async def _hop(self, url: str, headers: list[client.Header], seconds_left: float) -> tuple[Answer, str, float]:
        """One request: its answer, where it redirects to, and how long it took (waiting for a slot not counted)."""
        clock = asyncio.get_running_loop()
        async with self._host_slots[urlsplit(url).netloc], self._slots:
            started = clock.time()
            reply = await self._client.get(url, headers, seconds_left)
            seconds = clock.time() - started
        if reply.is_late:
            reply = reply.model_copy(update={"error": f"took longer than {self._settings.timeout_seconds:g} s"})
        return *_read(url, reply), seconds


def _read(url: str, reply: client.Reply) -> tuple[Answer, str]:
    """The answer in a reply, and where it redirects to."""
    if reply.status in _REDIRECTS:
        return _redirected(url, reply)
    if reply.error and reply.status != 304:
        return Answer(url=url, status=reply.status, error=reply.error), ""
    return Answer(
        url=url,
        status=reply.status,
        content=reply.content,
        content_type=reply.fields.get("content-type", ""),
        etag=reply.fields.get("etag", ""),
        last_modified=reply.fields.get("last-modified", ""),
        bytes_read=reply.bytes_read,
    ), ""


def _redirected(url: str, reply: client.Reply) -> tuple[Answer, str]:
    location = reply.fields.get("location", "")
    if target := urldefrag(clean.safe_url(location, url)).url:
        return Answer(url=url, status=reply.status), target
    shown = without_password(clean.line(location, 80))
    return Answer(url=url, error=f"redirects to {shown!r}, which is no http or https address"), ""


def without_password(url: str) -> str:
    """An address as it may be shown."""
    return _CREDENTIALS.sub("//…@", url)


def _request_headers(contact: str, etag: str, last_modified: str, accept: str) -> list[client.Header]:
    fields = {
        "User-Agent": client.user_agent(contact),
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": clean.line(etag, 1000),
        "If-Modified-Since": clean.line(last_modified, 100),
    }
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in fields.items() if value]
