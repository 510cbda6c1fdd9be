"""The door to the network against a server that does everything wrong."""

import contextlib
import gzip
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import repeat

import pytest

from digest import config
from digest.collect import fetch
from tests.integration.collect.server import Reply, Request, Site, serving

TEXT = b"good news " * 200
LIMIT = 64 * 1024
RELEASE = threading.Event()


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


REPLIES = {
    "/text": Reply(TEXT, fields={"Content-Type": "text/plain", "ETag": '"v1"', "Set-Cookie": "id=1"}),
    "/loop": Reply(status=301, fields={"Location": "/loop"}),
    "/gzip": Reply(gzip.compress(TEXT), fields={"Content-Encoding": "gzip"}),
    "/members": Reply(gzip.compress(b"one ") + gzip.compress(b"two"), fields={"Content-Encoding": "gzip"}),
    "/deflate": Reply(zlib.compress(TEXT), fields={"Content-Encoding": "deflate"}),
    "/bare-deflate": Reply(bare_deflate(TEXT), fields={"Content-Encoding": "deflate"}),
    "/bomb": Reply(gzip.compress(b"\0" * 20_000_000), fields={"Content-Encoding": "gzip"}),
    "/cut-gzip": Reply(gzip.compress(TEXT)[:-12], fields={"Content-Encoding": "gzip"}),
    "/no-gzip": Reply(TEXT, fields={"Content-Encoding": "gzip"}),
    "/brotli": Reply(TEXT, fields={"Content-Encoding": "br"}),
    "/large": Reply(b"x" * (LIMIT + 1)),
    "/busy": Reply(status=503, fields={"Retry-After": "120"}),
}
OPEN_END = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


def conditional(request: Request) -> Reply:
    is_same = request.fields.get("if-none-match") == '"v1"' or "if-modified-since" in request.fields
    fields = {"ETag": '"v1"', "Last-Modified": "Tue, 13 Jan 2026 05:00:00 GMT"}
    return Reply(b"" if is_same else TEXT, 304 if is_same else 200, fields)


def endless() -> Iterator[bytes]:
    yield OPEN_END
    yield from repeat(b"x" * 65536, 1000)


def dripping() -> Iterator[bytes]:
    yield OPEN_END
    while not RELEASE.wait(0.05):
        yield b"x"


def silent() -> Iterator[bytes]:
    RELEASE.wait(20)
    yield b""


STREAMS: dict[str, Callable[[], Iterable[bytes]]] = {
    "/endless": endless,
    "/drip": dripping,
    "/silent": silent,
    "/short": lambda: [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
    "/garbage": lambda: [b"\x16\x03\x01 no http at all\r\n\r\n"],
}


def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply | None:
    path, _, argument = request.path.partition("?")
    if path in STREAMS:
        for data in STREAMS[path]():
            handler.wfile.write(data)
            handler.wfile.flush()
        return None
    if path == "/conditional":
        return conditional(request)
    if path == "/to":
        return Reply(status=302, fields={"Location": argument})
    return REPLIES.get(path, Reply(status=404))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    RELEASE.clear()
    with serving(answer) as found:
        yield found
        RELEASE.set()


SETTINGS = config.Collect(
    allow_hosts=("127.0.0.1",),
    max_body_bytes=LIMIT,
    timeout_seconds=5,
    max_redirects=3,
    contact="mailto:desk@example.org",
)


@pytest.fixture(scope="module")
def door() -> Iterator[fetch.Door]:
    with fetch.Door(SETTINGS) as opened:
        yield opened


def test_it_says_who_it_is_and_keeps_no_cookie(site: Site, door: fetch.Door) -> None:
    first = door.fetch(site.url("/text"))
    assert (first.status, first.content, first.etag, first.error) == (200, TEXT, '"v1"', "")
    assert (first.content_type, first.bytes_read, first.requests) == ("text/plain", len(TEXT), 1)
    door.fetch(site.url("/text"))
    fields = site.requests[-1].fields
    assert fields["user-agent"].startswith("digest/")
    assert fields["user-agent"].endswith("(+mailto:desk@example.org)")
    assert "cookie" not in fields
    assert "referer" not in fields
    assert fields["accept-encoding"] == "gzip, deflate"


def test_nothing_is_sent_twice_that_did_not_change(site: Site, door: fetch.Door) -> None:
    first = door.fetch(site.url("/conditional"))
    again = door.fetch(site.url("/conditional"), etag=first.etag, last_modified=first.last_modified)
    assert (again.status, again.is_unchanged, again.content, again.error) == (304, True, b"", "")
    assert site.requests[-1].fields["if-modified-since"] == "Tue, 13 Jan 2026 05:00:00 GMT"


def test_a_stored_etag_cannot_inject_a_header(site: Site, door: fetch.Door) -> None:
    door.fetch(site.url("/text"), etag='"x"\r\nX-Evil: 1')
    assert "x-evil" not in site.requests[-1].fields


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/bare-deflate"])
def test_packed_answers_are_unpacked(path: str, site: Site, door: fetch.Door) -> None:
    found = door.fetch(site.url(path))
    assert (found.content, found.error) == (TEXT, "")
    assert found.bytes_read < len(TEXT)


def test_gzip_in_several_members(site: Site, door: fetch.Door) -> None:
    assert door.fetch(site.url("/members")).content == b"one two"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "answered 404 (Not Found)"),
        ("/busy", "answered 503 (Service Unavailable); asks to wait 120 s"),
        ("/loop", "redirects more than 3 times"),
        ("/bomb", f"sent more than {LIMIT} bytes (collect.max_body_bytes)"),
        ("/large", f"sent more than {LIMIT} bytes (collect.max_body_bytes)"),
        ("/endless", f"sent more than {LIMIT} bytes (collect.max_body_bytes)"),
        ("/cut-gzip", "broke off before the end"),
        ("/no-gzip", "sent data that cannot be unpacked"),
        ("/brotli", "answered in the coding 'br', which was not asked for"),
        ("/short", "did not answer as HTTP: "),
        ("/garbage", "did not answer as HTTP: "),
        ("/to?ftp://127.0.0.1/x", "redirects to 'ftp://127.0.0.1/x', which is no http or https address"),
        ("/to?http://user:pw@127.0.0.1/", "which is no http or https address"),
        ("/to?http://127.0.0.2/", "its address 127.0.0.2 lies inside the own network; list it in collect.allow_hosts"),
        ("/to?http://[::1]/", "its address ::1 lies inside the own network"),
        ("/to?http://169.254.169.254/latest/meta-data", "its address 169.254.169.254 lies inside the own network"),
        ("/to?http://[::ffff:127.0.0.2]/", "lies inside the own network"),
        ("/to?http://2130706434/", "its address 127.0.0.2 lies inside the own network"),
        ("/to?http://nowhere.invalid/", "its name nowhere.invalid exists nowhere"),
    ],
)
def test_failures_are_values_with_a_sentence(path: str, words: str, site: Site, door: fetch.Door) -> None:
    found = door.fetch(site.url(path))
    assert words in found.error
    assert found.content == b""
    assert not found.is_unchanged


@pytest.mark.parametrize("path", ["/drip", "/silent"])
def test_the_deadline_holds_for_the_whole_request(path: str, site: Site) -> None:
    started = time.monotonic()
    with fetch.Door(SETTINGS.model_copy(update={"timeout_seconds": 0.5})) as impatient:
        found = impatient.fetch(site.url(path))
    assert found.error == "took longer than 0.5 s"
    assert time.monotonic() - started < 4


def test_nobody_listens(site: Site, door: fetch.Door) -> None:
    with serving(answer) as gone:
        url = gone.url("/text")
    assert door.fetch(url).error == "could not be connected to"


def test_loopback_is_refused_unless_it_is_listed(site: Site) -> None:
    asked = len(site.requests)
    with fetch.Door(config.Collect()) as closed:
        found = closed.fetch_pages([site.url("/text"), f"http://localhost:{site.port}/text"])
    assert all("lies inside the own network" in one.error for one in found)
    assert len(site.requests) == asked
    with fetch.Door(config.Collect(allow_hosts=("localhost",))) as by_name:
        assert by_name.fetch(f"http://localhost:{site.port}/text").content == TEXT
        assert by_name.fetch(site.url("/text")).error


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with fetch.Door(SETTINGS) as opened:
        assert opened.fetch(site.url("/text")).error == ""


def test_so_many_at_once_and_no_more() -> None:
    guard, now, most = threading.Lock(), [0], [0]
    full = threading.Event()

    def counting(request: Request, handler: socketserver.StreamRequestHandler) -> Reply:
        if request.path == "/robots.txt":
            return Reply(status=404)
        with guard:
            now[0] += 1
            most[0] = max(most[0], now[0])
            if now[0] == 3:
                full.set()
        full.wait(5)
        with guard:
            now[0] -= 1
        return Reply(request.path.encode())

    settings = SETTINGS.model_copy(update={"connections": 10, "connections_per_host": 3, "timeout_seconds": 20})
    with serving(counting) as site, fetch.Door(settings) as opened:
        found = opened.fetch_pages([site.url(f"/{number}") for number in range(12)])
    assert [one.content for one in found] == [f"/{number}".encode() for number in range(12)]
    assert most[0] == 3


def test_nobody_is_stuck_in_a_closing_door() -> None:
    """Readers come in as fast as they can while it closes; each is answered or sent away."""

    def read(door: fetch.Door) -> None:
        with contextlib.suppress(CancelledError):
            while True:
                door.fetch_pages([])

    for _ in range(50):
        with fetch.Door(config.Collect()) as door:
            readers = [threading.Thread(target=read, args=(door,), daemon=True) for _ in range(4)]
            for reader in readers:
                reader.start()
        for reader in readers:
            reader.join(20)
            assert not reader.is_alive()
