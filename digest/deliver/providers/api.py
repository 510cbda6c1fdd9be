"""The transport over a provider's HTTP API: rounds of requests, one after the other.

A round is pulled whole, and one mail more, before any of it leaves; all its outcomes are given out before the next
mail is pulled. So the promise of ``Transport`` holds by construction. What broke off after the content left is unknown
and never repeated, except where the provider knows a request again by its idempotency key.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from pydantic import ValidationError

from digest import errors, model
from digest.deliver import Mail, Outcome
from digest.net import client, loop

MAX_ANSWER_BYTES = 4 * 1024 * 1024
"""No honest answer is longer."""
MAX_REQUEST_BYTES = 15 * 1000 * 1000
"""Of the mails of one request; the least that a provider allows is 40 MB, and JSON makes them larger."""
MAX_TRIES = 3
"""Of a request that may be repeated, or that came too soon."""
MAX_PAUSE_SECONDS = 5
"""A provider that asks to wait longer gets its mails later."""
MAX_WAIT_SECONDS = 24 * 3600
_ACCOUNT = frozenset({401, 402, 403, 404, 405})
"""Statuses that say something about key, account or address of the API, and nothing about a mail."""
_LOST_BEHIND = frozenset({502, 504})
"""A gateway lost the provider: nobody knows how far the request came."""
_DECIDED = frozenset({model.DeliveryState.SENT, model.DeliveryState.FAILED})


class Call(NamedTuple):
    """One request."""

    url: str
    headers: dict[str, str]
    content: bytes = b""
    is_repeatable: bool = False
    """The provider knows it again, and sends its mails once however often it is asked."""


class Said(NamedTuple):
    """What a provider said in a refusal."""

    code: str
    words: str


class Provider(Protocol):
    """How one provider is asked, and what its answers mean."""

    name: str
    """As in ``delivery.transport``."""
    base_url: str
    secret: str
    """The setting that holds its key."""
    mails_per_call: int
    calls: int
    """Requests under way at once."""
    timeout_seconds: float
    account_codes: frozenset[str]
    """Codes of refusals that are about the account or the sender, not about a mail."""

    def call(self, mails: Sequence[Mail]) -> Call:
        """The POST that hands these mails over."""
        ...

    def outcomes(self, mails: Sequence[Mail], content: bytes) -> list[Outcome]:
        """What a 2xx answer says of each mail. Raises ValueError where it is not understood."""
        ...

    def said(self, reply: client.Reply) -> Said:
        """What any other answer says. Raises ValueError where it is not understood."""
        ...

    def visit(self) -> Call:
        """A GET that changes nothing and needs the key."""
        ...

    def is_known(self, said: Said) -> bool:
        """Whether a refused visit shows all the same that the key may send."""
        ...


class Round(NamedTuple):
    """What a round came to."""

    outcomes: list[Outcome]
    trouble: errors.TemporaryRefusal | None
    """Why nothing further should be handed over now; mails without an outcome were not taken."""


class Api:
    """The transport over one provider's API."""

    def __init__(self, provider: Provider, *, pause_seconds: float = 1.0) -> None:
        """``pause_seconds`` lie between two tries of a request that may be repeated."""
        self.connections = provider.mails_per_call * provider.calls
        self._provider = provider
        self._pause = pause_seconds

    def send(self, mails: Iterator[Mail]) -> Iterator[Outcome]:
        """See ``Transport.send``. TemporaryRefusal also where the key or the account is refused, or nothing gets on."""
        door, asker = loop.Loop(self._provider.name), _Asker(self._provider, self._pause)
        door.open()
        try:
            ahead = next(mails, None)
            while ahead:
                calls, ahead = self._pulled(ahead, mails)
                done = door.run(lambda calls=calls: asker.round(calls))  # type: ignore[misc]
                yield from done.outcomes
                if done.trouble:
                    raise done.trouble
                if ahead and not any(each.state in _DECIDED for each in done.outcomes):
                    raise self._stuck(done.outcomes)
        finally:
            door.close(asker.close)

    def _pulled(self, first: Mail, mails: Iterator[Mail]) -> tuple[list[list[Mail]], Mail | None]:
        """The requests of a round, and the mail that was pulled beyond them."""
        calls: list[list[Mail]] = [[]]
        ahead: Mail | None = first
        while ahead:
            size = sum(len(mail.data) for mail in calls[-1])
            is_full = len(calls[-1]) == self._provider.mails_per_call or size + len(ahead.data) > MAX_REQUEST_BYTES
            if calls[-1] and is_full:
                if len(calls) == self._provider.calls:
                    break
                calls.append([])
            calls[-1].append(ahead)
            ahead = next(mails, None)
        return calls, ahead

    def _stuck(self, outcomes: Sequence[Outcome]) -> errors.TemporaryRefusal:
        said = f"takes nothing now ({outcomes[-1].reply}); the mails that are left wait for the next run"
        return errors.TemporaryRefusal(said, about=self._provider.base_url)


class _Asker:
    """Hands over; lives on one event loop."""

    def __init__(self, provider: Provider, pause: float) -> None:
        self._provider, self._pause = provider, pause
        host = urlsplit(provider.base_url).hostname or ""
        self._limits = client.Limits(
            connections=provider.calls, max_body_bytes=MAX_ANSWER_BYTES, allow_hosts=(host,), reads_refusals=True
        )
        self._made: client.Client | None = None

    @property
    def _client(self) -> client.Client:
        if self._made is None:
            self._made = client.Client(self._limits)
        return self._made

    async def close(self) -> None:
        if self._made:
            await self._made.close()

    async def round(self, calls: Sequence[Sequence[Mail]]) -> Round:
        """Every request of a round, all at once."""
        rounds = await asyncio.gather(*(self._hand_over(mails) for mails in calls))
        return Round(
            [each for done in rounds for each in done.outcomes], next(filter(None, (r.trouble for r in rounds)), None)
        )

    async def _hand_over(self, mails: Sequence[Mail]) -> Round:
        reply = await self._post(self._provider.call(mails))
        try:
            return Round(settle(self._provider, mails, reply), None)
        except errors.TemporaryRefusal as error:
            return Round([], error)
        except errors.PermanentRefusal as error:
            if len(mails) == 1:
                return Round([Outcome(mails[0].key, model.DeliveryState.FAILED, error.message)], None)
        # Refused as a whole, so nothing was taken: halved until the mail at fault stands alone.
        middle = len(mails) // 2
        first = await self._hand_over(mails[:middle])
        if first.trouble:
            return first
        rest = await self._hand_over(mails[middle:])
        return Round([*first.outcomes, *rest.outcomes], rest.trouble)

    async def _post(self, call: Call) -> client.Reply:
        for tries in range(MAX_TRIES):
            reply = await self._client.post(call.url, _fields(call), call.content, self._provider.timeout_seconds)
            pause = self._pause_before_repeat(call, reply)
            if pause is None or tries == MAX_TRIES - 1:
                break
            await asyncio.sleep(pause)
        return reply

    def _pause_before_repeat(self, call: Call, reply: client.Reply) -> float | None:
        """Seconds after which the same request may safely be made again; None where it may not, or not so soon."""
        if reply.status == 429:  # nothing was taken
            wait = wait_seconds(reply.fields.get("retry-after", "")) or self._pause
            return wait if wait <= MAX_PAUSE_SECONDS else None
        is_open = (reply.status == 0 and reply.has_left) or reply.status in {409, *_LOST_BEHIND}
        return self._pause if is_open and call.is_repeatable else None

    async def visit(self) -> client.Reply:
        call = self._provider.visit()
        return await self._client.get(call.url, _fields(call), self._provider.timeout_seconds)


def probe(provider: Provider) -> None:
    """Ask something harmless with the key. Raises TemporaryRefusal with what to do."""
    door, asker = loop.Loop(provider.name), _Asker(provider, 0.0)
    door.open()
    try:
        reply = door.run(asker.visit)
    finally:
        door.close(asker.close)
    if reply.error and not (reply.status and provider.is_known(_said(provider, reply))):
        raise _trouble(provider, reply)


def settle(provider: Provider, mails: Sequence[Mail], reply: client.Reply) -> list[Outcome]:
    """An outcome for each mail of a request.

    Raises TemporaryRefusal where it was not taken for reasons that hold for every mail, PermanentRefusal where it was
    refused as a whole for what is in it.
    """
    unknown = model.DeliveryState.UNKNOWN
    if 200 <= reply.status < 300:
        try:
            return provider.outcomes(mails, reply.content)
        except (ValidationError, ValueError):
            return _all(mails, unknown, f"answered {reply.status} in a form that is not {provider.name}'s")
    if reply.status == 0 and not reply.has_left:
        raise _trouble(provider, reply)
    if reply.status in {0, 409, *_LOST_BEHIND}:
        return _all(mails, unknown, f"was handed the mail, then: {reply.error}")
    said = _said(provider, reply)
    if reply.status in _ACCOUNT or said.code in provider.account_codes:
        raise _trouble(provider, reply)
    if reply.status == 429 or reply.status >= 500:
        wait = wait_seconds(reply.fields.get("retry-after", ""))
        return _all(mails, model.DeliveryState.DEFERRED, _line(reply.status, said), wait)
    raise errors.PermanentRefusal(_line(reply.status, said), about=provider.base_url)


def wait_seconds(field: str) -> int:
    """Of a Retry-After in seconds; 0 for any other."""
    return min(int(field), MAX_WAIT_SECONDS) if re.fullmatch(r"[0-9]{1,9}", field.strip()) else 0


def one_line(text: str) -> str:
    """A provider's words as one line of at most 300 characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:1000]).split())[:300]


def _trouble(provider: Provider, reply: client.Reply) -> errors.TemporaryRefusal:
    said = f"{reply.error}; nothing was handed over"
    if reply.status:
        words = _said(provider, reply)
        said = f"refuses us: {_line(reply.status, words)}; check {provider.secret} and your account there"
    return errors.TemporaryRefusal(said, about=provider.base_url)


def _said(provider: Provider, reply: client.Reply) -> Said:
    try:
        code, words = provider.said(reply)
    except (ValidationError, ValueError):
        code, words = "", reply.error
    return Said(code, one_line(words))


def _line(status: int, said: Said) -> str:
    code = f" {said.code}" if said.code and said.code != str(status) else ""
    return f"{status}{code} {said.words}"


def _all(mails: Sequence[Mail], state: model.DeliveryState, reply: str, wait: int = 0) -> list[Outcome]:
    return [Outcome(mail.key, state, reply, wait) for mail in mails]


def _fields(call: Call) -> list[client.Header]:
    fields = {"User-Agent": client.user_agent(), "Accept": "application/json", **call.headers}
    return [(name.encode(), value.encode("ascii", "ignore")) for name, value in fields.items()]
