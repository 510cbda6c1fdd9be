"""The one HTTP client, asked by itself; what sources do to it stands in ``collect/test_fetch``."""

import socketserver
from collections.abc import Iterator

import pytest

from digest.net import client, loop
from tests.integration.collect.server import Reply, Request, Site, serving

LIMITS = client.Limits(connections=2, max_body_bytes=1024, allow_hosts=("127.0.0.1",))


def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply | None:
    if request.path == "/moved":
        return Reply(status=307, fields={"Location": "/text"})
    return Reply(request.body[::-1], fields={"X-Seen": request.fields.get("x-key", "")})


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(answer) as found:
        yield found


def posted(url: str, headers: list[client.Header], limits: client.Limits = LIMITS) -> client.Reply:
    thread = loop.Loop("test")
    thread.open()
    asked = client.Client(limits)
    try:
        return thread.run(lambda: asked.post(url, headers, b"abc", 5))
    finally:
        thread.close(asked.close)


def test_a_body_and_header_fields_go_out_and_an_answer_comes_back(site: Site) -> None:
    reply = posted(site.url("/text"), [(b"X-Key", b"k1")])
    assert (reply.status, reply.content, reply.fields["x-seen"], reply.error) == (200, b"cba", "k1", "")


def test_a_redirect_is_told_and_not_followed(site: Site) -> None:
    asked = len(site.requests)
    reply = posted(site.url("/moved"), [])
    assert (reply.status, reply.fields["location"]) == (307, "/text")
    assert reply.error == "answered 307 (Temporary Redirect)"
    assert len(site.requests) == asked + 1


def test_a_broken_header_field_is_refused_without_being_shown(site: Site) -> None:
    reply = posted(site.url("/text"), [(b"X-Key", b"secret\r\nX-Evil: 1")])
    assert reply.error == "was not asked: a header field has characters that HTTP does not allow"


def test_the_own_network_is_closed_to_posts_as_well(site: Site) -> None:
    closed = LIMITS.model_copy(update={"allow_hosts": (), "allow_hosts_setting": "room.allow_hosts"})
    reply = posted(site.url("/text"), [], closed)
    assert reply.error == "its address 127.0.0.1 lies inside the own network; list it in room.allow_hosts to allow it"
