"""A mail server on the loopback that misbehaves on request and remembers every mail it accepted.

    with SmtpServer() as server:
        ...config.Smtp(host="127.0.0.1", port=server.port, security="none")...
        assert [mail.recipient for mail in server.accepted] == [...]

A rule decides what is answered: it is called with the stage (``connect ehlo mail rcpt data end``), the recipient
(empty before RCPT) and how often this stage was reached for it, and returns None (all is well), a reply such as
``"550 5.1.1 nobody here"``, or one of the faults below.
"""

import asyncio
import contextlib
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

DROP = "drop"
"""The connection breaks before the answer; at the end of data nothing was accepted."""
ACCEPT_AND_DROP = "accept and drop"
"""At the end of data: the mail is accepted, and the connection breaks before the answer."""
SILENCE = "silence"
"""No answer ever."""
GO_AHEAD = "354 go ahead"
"""At DATA: 354 even though no recipient was accepted."""

Rule = Callable[[str, str, int], str | None]


class Accepted(NamedTuple):
    """A mail the server took responsibility for."""

    sender: str
    recipient: str
    data: bytes
    connection: int


def no_faults(stage: str, recipient: str, times: int) -> str | None:
    """All is well."""
    return None


class SmtpServer:
    """Runs in a thread of its own between ``with`` and its end."""

    def __init__(
        self,
        rule: Rule = no_faults,
        *,
        extensions: tuple[str, ...] = ("PIPELINING", "SIZE 10485760"),
        tls: ssl.SSLContext | None = None,
        is_tls_first: bool = False,
        login: tuple[str, str] | None = None,
        mechanisms: str = "PLAIN LOGIN",
        journal: Path | None = None,
        delay_seconds: float = 0.0,
        on_accept: Callable[[Accepted], None] = lambda _: None,
    ) -> None:
        self.rule = rule
        self.extensions = extensions
        self.tls = tls
        self.is_tls_first = is_tls_first
        self.login = login
        self.mechanisms = mechanisms
        self.journal = journal
        self.delay_seconds = delay_seconds
        self.on_accept = on_accept
        self.accepted: list[Accepted] = []
        self.lines: list[str] = []
        """Every command line received."""
        self.connections = 0
        self.port = 0
        self.times: Counter[tuple[str, str]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def recipients(self) -> Counter[str]:
        """How many mails each recipient was accepted for."""
        return Counter(mail.recipient for mail in self.accepted)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, started: threading.Event) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        context = self.tls if self.is_tls_first else None
        server = loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context, limit=2**24))
        self.port = server.sockets[0].getsockname()[1]
        loop.call_soon(started.set)
        loop.run_forever()
        server.close()
        loop.run_until_complete(self._wind_down())
        loop.close()

    async def _wind_down(self) -> None:
        """End every conversation, also those just accepted, and let their sockets close."""
        await asyncio.sleep(0.01)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0.01)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        try:
            await _Session(self, reader, writer, self.connections).run()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    def decide(self, stage: str, recipient: str) -> str | None:
        self.times[stage, recipient] += 1
        return self.rule(stage, recipient, self.times[stage, recipient])

    def accept(self, mail: Accepted) -> None:
        """Written down before the client hears of it."""
        if self.journal:
            with self.journal.open("a") as file:
                file.write(f"{mail.recipient}\n")
        self.accepted.append(mail)
        self.on_accept(mail)


class _Dropped(ConnectionError):
    pass


class _Session:
    def __init__(
        self, server: SmtpServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        self.server, self.reader, self.writer, self.number = server, reader, writer, number
        self.sender: str | None = None
        self.recipient = ""
        self.has_recipient = False

    async def run(self) -> None:
        if await self.answer("connect", "220 sink.test ESMTP"):
            return
        while line := await self.reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self.server.lines.append(text)
            verb, _, rest = text.partition(" ")
            action = getattr(self, f"on_{verb.lower()}", None)
            if action is None:
                await self.say("500 what?")
            elif await action(rest):
                return

    async def say(self, reply: str) -> None:
        if self.server.delay_seconds:
            await asyncio.sleep(self.server.delay_seconds)
        self.writer.write(reply.encode() + b"\r\n")
        await self.writer.drain()

    async def answer(self, stage: str, good: str) -> str | None:
        """Say the good reply unless the rule has another; returns what the rule said."""
        bad = self.server.decide(stage, self.recipient)
        if bad == DROP:
            raise _Dropped
        if bad == SILENCE:
            await asyncio.sleep(3600)
        await self.say(bad or good)
        if bad and bad.startswith("421"):
            raise _Dropped
        return bad

    async def on_ehlo(self, rest: str) -> None:
        offers = list(self.server.extensions)
        if self.server.tls and not self.server.is_tls_first and not self.writer.get_extra_info("ssl_object"):
            offers.append("STARTTLS")
        if self.server.login:
            offers.append(f"AUTH {self.server.mechanisms}")
        lines = ["sink.test", *offers]
        await self.answer("ehlo", "\r\n".join(f"250{'-' if line != lines[-1] else ' '}{line}" for line in lines))

    async def on_helo(self, rest: str) -> None:
        await self.say("250 sink.test")

    async def on_starttls(self, rest: str) -> None:
        assert self.server.tls
        await self.say("220 go")
        await self.writer.start_tls(self.server.tls)

    async def on_auth(self, rest: str) -> None:
        import base64

        assert self.server.login
        kind, _, packed = rest.partition(" ")
        if kind == "PLAIN":
            given = tuple(base64.b64decode(packed).decode().split("\0")[1:])
        else:
            await self.say("334 VXNlcm5hbWU6")
            user = base64.b64decode(await self.reader.readline()).decode()
            await self.say("334 UGFzc3dvcmQ6")
            given = (user, base64.b64decode(await self.reader.readline()).decode())
        await self.say("235 welcome" if given == self.server.login else "535 5.7.8 wrong user or password")

    async def on_rset(self, rest: str) -> None:
        self.sender, self.recipient, self.has_recipient = None, "", False
        await self.say("250 reset")

    async def on_noop(self, rest: str) -> None:
        await self.say("250 ok")

    async def on_quit(self, rest: str) -> bool:
        await self.say("221 bye")
        return True

    async def on_mail(self, rest: str) -> None:
        if self.sender is not None:
            await self.say("503 nested MAIL")
            return
        self.recipient = ""
        if not await self.answer("mail", "250 sender ok"):
            self.sender = rest.partition("<")[2].partition(">")[0]

    async def on_rcpt(self, rest: str) -> None:
        self.recipient = rest.partition("<")[2].partition(">")[0]
        if not await self.answer("rcpt", "250 recipient ok"):
            self.has_recipient = True

    async def on_data(self, rest: str) -> None:
        is_ready = self.sender is not None and self.has_recipient
        said = self.server.decide("data", self.recipient)
        if said == GO_AHEAD or (is_ready and said is None):
            await self.say(GO_AHEAD)
            await self.receive()
        elif said == DROP:
            raise _Dropped
        else:
            await self.say(said or "503 no valid recipients")

    async def receive(self) -> None:
        data = await self.reader.readline()
        is_empty = data == b".\r\n"
        if not is_empty:
            data += await self.reader.readuntil(b"\r\n.\r\n")
            data = data[:-3].removeprefix(b".").replace(b"\r\n..", b"\r\n.")
        # Careless on purpose: some servers deliver what has a recipient, whatever they said to its sender.
        sender, recipient, is_ready = self.sender, self.recipient, self.has_recipient
        self.sender, self.has_recipient = None, False
        mail = Accepted(sender or "", recipient, b"" if is_empty else data, self.number)
        if not is_ready:
            await self.say("554 no valid recipients")
            return
        bad = self.server.decide("end", recipient)
        if bad in (None, ACCEPT_AND_DROP):
            self.server.accept(mail)
        if bad in (DROP, ACCEPT_AND_DROP):
            raise _Dropped
        if bad == SILENCE:
            await asyncio.sleep(3600)
        await self.say(bad or "250 2.0.0 accepted")
        if bad and bad.startswith("421"):
            raise _Dropped
