"""A language model's server on loopback, as OpenAI speaks, that can do everything wrong."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.integration.collect.server import Reply, Request, Site, serving

Asked = dict[str, Any]
"""The body of a request."""
Behaviour = Callable[[Asked], Reply | bytes | None]
"""Gives the reply; or bytes for the socket, after which the connection is cut; or None, to say nothing for ever."""


def material(asked: Asked) -> dict[str, Any]:
    """The sentences and parts that the model was shown."""
    shown: dict[str, Any] = json.loads(asked["messages"][1]["content"])
    return shown


def said(text: str, finish: str = "stop") -> Reply:
    """A whole answer of the server whose model says this."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def lines(*told: tuple[str, str, list[int]]) -> Reply:
    """An answer of the form asked for: part, text, numbers of the sentences."""
    return said(json.dumps({"lines": [{"part": part, "text": text, "sentences": ids} for part, text, ids in told]}))


def number_of(asked: Asked, text: str) -> int:
    """The number of the first sentence that holds these words."""
    found: int = next(each["number"] for each in material(asked)["sentences"] if text in each["text"])
    return found


class Server(NamedTuple):
    site: Site
    release: threading.Event

    @property
    def base_url(self) -> str:
        return self.site.url("/v1")

    @property
    def asked(self) -> list[Asked]:
        return [json.loads(request.body) for request in self.site.requests if request.body]


@contextmanager
def behaving(behaviour: Behaviour) -> Iterator[Server]:
    """A server that answers each question so."""
    release = threading.Event()

    def answer(request: Request, handler: socketserver.StreamRequestHandler) -> Reply | None:
        if request.path == "/v1/models":
            return Reply(b'{"data": []}')
        if not request.body:
            return Reply(status=404)
        reply = behaviour(json.loads(request.body))
        if isinstance(reply, Reply):
            return reply
        if reply is None:
            release.wait(20)
        else:
            handler.wfile.write(reply)
        return None

    with serving(answer) as site:
        yield Server(site, release)
        release.set()
