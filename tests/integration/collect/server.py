"""A web server on loopback that can misbehave; every request it gets is kept."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

Fields = dict[str, str]


class Reply(NamedTuple):
    """What the server sends: status, header fields, body."""

    body: bytes = b""
    status: int = 200
    fields: Fields = {}  # noqa: RUF012 - a constant of the test server


class Request(NamedTuple):
    path: str
    fields: Fields
    body: bytes = b""


Answerer = Callable[[Request, socketserver.StreamRequestHandler], Reply | None]
"""Gives the reply, or writes to the socket itself and gives None."""


class Site:
    """An address and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.requests: list[Request] = []

    def url(self, path: str) -> str:
        return self.base + path


@contextmanager
def serving(answer: Answerer) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            fields = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.path, fields, self.rfile.read(int(fields.get("content-length", 0))))
            site.requests.append(request)
            reply = answer(request, self)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.fields}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_GET  # noqa: N815 - http.server calls it so

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """The client hangs up on purpose in some tests."""

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
