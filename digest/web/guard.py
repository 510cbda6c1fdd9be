"""What every request passes: host, origin, size, and the headers every answer carries."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1024 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'"
)
"""For a mail shown as a page: its inline styles, its pictures, nothing that runs. Add ``sandbox`` and the ancestors."""

_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """The outermost layer. Refuses foreign hosts and foreign forms, counts bytes, adds headers, answers HEAD.

    Foreign forms are told by ``Sec-Fetch-Site``, and by ``Origin`` where a browser does not send it. Our pages send
    no referrer, which makes that Origin ``null`` in old browsers: it is let through here, and the token in the desk's
    forms decides. Mail providers post one-click unsubscriptions from anywhere, so paths in ``open_paths`` are exempt:
    they act for the bearer of a signed link and read no cookie.
    """

    def __init__(self, app: ASGIApp, *, base_url: str, listens_on: str, open_paths: tuple[str, ...]) -> None:
        """``base_url`` gives the host and origin; ``listens_on`` is the address the server binds."""
        self.app = app
        base = urlsplit(base_url)
        self.base_url = base_url
        self.hosts = _LOOPBACK | {base.hostname or "", listens_on}
        self.prefix = base.path.rstrip("/")
        self.open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await refusal(scope, receive, _with_headers(send))
            return
        # A proxy may take the path of base_url off or leave it. Of HEAD the server drops the body by itself.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        scope = {**scope, "root_path": self.prefix, "method": method}
        await self.app(scope, _counted(receive), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        host = _hostname(headers.get("host", ""))
        if host not in self.hosts:
            text = f"This server answers under {self.base_url} only. If it is yours, set web.base_url in config.toml."
            return PlainTextResponse(text, status_code=400)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            return PlainTextResponse("The request is larger than 1 MiB.", status_code=413)
        if (
            scope["method"] not in SAFE_METHODS
            and not self._is_open(scope["path"])
            and _is_foreign(headers, self.hosts)
        ):
            return PlainTextResponse("This form was sent from another site. Open the page here and try again.", 403)
        return None

    def _is_open(self, path: str) -> bool:
        return path.removeprefix(self.prefix).startswith(self.open_paths)


def _is_foreign(headers: Headers, hosts: frozenset[str]) -> bool:
    """Whether a browser says that another site sent this."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin", "null")
    return origin != "null" and _hostname(origin.partition("//")[2]) not in hosts


def _hostname(netloc: str) -> str:
    """The host of ``host:port`` in lower case; empty where it is none."""
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


def _counted(receive: Receive) -> Receive:
    """Refuse a body that grows over the limit without having said so."""
    total = 0

    async def counting() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MAX_BODY_BYTES:
            raise HTTPException(413, "The request is larger than 1 MiB.")
        return message

    return counting


def _with_headers(send: Send) -> Send:
    """Add what the answer does not already say."""

    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return adding
