"""One connection to a mail server: a state machine that overlaps a mail's content with the next mail's envelope.

With PIPELINING (RFC 2920) one group of bytes holds the end of mail n and ``MAIL``, ``RCPT``, ``DATA`` of mail n+1, so
a mail costs one round trip. Replies come back in the order of the commands: each command leaves the function that
takes its reply in a queue. Without PIPELINING the same commands go one at a time.

Three rules keep every mail's fate certain:

- The content of a mail is written only by ``hand_over``, which the pool calls after earlier outcomes were taken.
- The line that ends the content is written only when everything before it has left for the kernel: a connection lost
  earlier has delivered nothing, one lost later leaves exactly this mail unknown.
- A lone dot is sent only where no recipient was accepted; where a refused sender has an accepted recipient the
  connection is dropped, for a dot would deliver an empty mail.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, cast

from digest import model
from digest.deliver import Mail, Outcome
from digest.deliver.replies import BadReply, Parser, Reply

END_OF_DATA_SECONDS = 600.0
"""How long the answer to a whole mail may take (RFC 5321, 4.5.3.2.6); a shorter limit makes duplicates."""
CLOSING = 421


@dataclass
class Job:
    """A mail on its way and what was said about it so far."""

    mail: Mail
    tries: int = 0
    """Connections that broke under it before its content was complete."""
    refusal: Reply | None = None
    is_sender_refused: bool = False
    is_recipient_accepted: bool = False


class Command(NamedTuple):
    """A command line, who takes its reply, and how long that may take."""

    line: bytes
    take: Callable[[Reply], None]
    seconds: float


class Hub:
    """What a connection tells the pool. Kept apart so that a connection knows nothing of the others."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.outcomes: deque[Outcome] = deque()
        self.returned: deque[tuple[Job, str]] = deque()
        """Mails whose content was not completed, and why; they may be handed over again."""
        self.wake = wake


class Connection(asyncio.Protocol):
    """Speaks SMTP over one transport. Opened by ``session.open_connection``; driven by the pool."""

    def __init__(self, hub: Hub, clock: Callable[[], float], seconds: float) -> None:
        """``seconds`` is the deadline of a whole reply, however it drips in; ``clock`` is the loop's."""
        self._hub = hub
        self._clock = clock
        self._seconds = seconds
        self._parser = Parser()
        self._waiting: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        # The greeting may come with the very bytes that end a TLS handshake, so it is expected from the start.
        self._expected = deque([Command(b"", self._waiting.set_result, seconds)])
        self._unsent: deque[Command] = deque()
        self._transport: asyncio.Transport | None = None
        self._content: Job | None = None
        self._is_content_complete = False
        self._envelope: Job | None = None
        self._is_paused = False
        self._needs_reset = False
        self.extensions: dict[str, str] = {}
        self.deadline = clock() + seconds
        self.count = 0
        """Mails handed over on this connection."""
        self.is_useful = False
        """The server has answered for at least one mail."""
        self.is_lost = False
        self.reason = ""
        """Why it was lost, in words."""
        self.is_accepted = False
        """The envelope was accepted (354): the content may follow."""

    # ------------------------------------------------------------------------------------- for the pool

    @property
    def is_idle(self) -> bool:
        """Nothing is under way."""
        return not (self.is_lost or self.reason or self._content or self._envelope or self._expected or self._unsent)

    @property
    def can_overlap(self) -> bool:
        """The server takes the next envelope together with a content."""
        return "PIPELINING" in self.extensions

    def objection(self, mail: Mail) -> str:
        """Why this server can never take the mail, judged by what it offers; empty where it can."""
        if not (mail.sender + mail.recipient).isascii() and "SMTPUTF8" not in self.extensions:
            return "the address needs SMTPUTF8, which the server does not offer"
        limit = self.extensions.get("SIZE", "")
        if limit.isdigit() and 0 < int(limit) < len(mail.data):
            return f"the mail has {len(mail.data)} octets, the server takes {limit}"
        return ""

    def begin(self, job: Job) -> None:
        """Send the envelope of this mail."""
        self._envelope = job
        self._unsent.extend(self._envelope_commands(job))
        self._flush()

    def hand_over(self, following: Job | None) -> None:
        """Send the content of the accepted mail, and the envelope of the following one behind it."""
        self._content, self._envelope = self._envelope, following
        self._is_content_complete = False
        self.is_accepted = False
        self.count += 1
        self.deadline = self._clock() + END_OF_DATA_SECONDS
        data = cast("Job", self._content).mail.data
        self.transport.write(data.replace(b"\r\n.", b"\r\n..") if b"\r\n." in data else data)
        if not self._is_paused and not self.transport.is_closing():
            self._complete()

    def quit(self) -> None:
        """Take leave; the connection closes with the answer."""
        self._unsent.append(Command(b"QUIT\r\n", lambda _: self.transport.close(), self._seconds))
        self._flush()

    def drop(self, reason: str) -> None:
        """Close at once, without a dot; what was under way is settled by ``connection_lost``."""
        self.reason = self.reason or reason
        self.is_accepted = False
        if self._transport is not None:
            self._transport.abort()

    # ------------------------------------------------------------------------------------- for the session

    @property
    def transport(self) -> asyncio.Transport:
        """The open transport."""
        return cast("asyncio.Transport", self._transport)

    async def greeting(self) -> Reply:
        """The first reply of the server. Raises ConnectionError."""
        return await self._waiting

    async def ask(self, line: str) -> Reply:
        """Send a line and wait for its reply. Raises ConnectionError."""
        if self.is_lost or self.reason:
            raise ConnectionError(self.reason)
        self._waiting = asyncio.get_running_loop().create_future()
        self._unsent.append(Command(f"{line}\r\n".encode(), self._waiting.set_result, self._seconds))
        self._flush()
        return await self._waiting

    def secured(self, transport: asyncio.Transport) -> None:
        """Continue over TLS; what the server said in clear is forgotten."""
        self._parser = Parser()
        self.extensions = {}
        self.connection_made(transport)

    @property
    def is_silent(self) -> bool:
        """Nothing was received beyond the last reply."""
        return self._parser.is_empty

    # ------------------------------------------------------------------------------------- for asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport; ask it to tell as soon as, and only when, all was written."""
        self._transport = cast("asyncio.Transport", transport)
        # One octet: asyncio's TLS compares with >=, so that 0 would pause an empty buffer.
        self._transport.set_write_buffer_limits(high=1, low=0)

    def pause_writing(self) -> None:
        """Something still waits in our own buffer."""
        self._is_paused = True

    def resume_writing(self) -> None:
        """All written has left for the kernel."""
        self._is_paused = False
        if self._content and not self._is_content_complete and not self.transport.is_closing():
            self._complete()

    def data_received(self, data: bytes) -> None:
        """Hand each reply to the command that waits for it."""
        try:
            for reply in self._parser.feed(data):
                self._answered(reply)
                if self.is_lost or self.reason:
                    return
        except BadReply as error:
            self.drop(f"the server does not speak SMTP: {error}")
        self._hub.wake()

    def connection_lost(self, error: Exception | None) -> None:
        """Settle what was under way."""
        self.is_lost = True
        self.is_accepted = False
        self.reason = self.reason or (str(error) if error else "the server closed the connection")
        self.deadline = float("inf")
        self._expected.clear()
        self._unsent.clear()
        if self._content and self._is_content_complete:
            why = f"connection lost before the answer: {self.reason}"
            self._hub.outcomes.append(Outcome(self._content.mail.key, model.DeliveryState.UNKNOWN, why))
            self._content = None
        self._dismiss()
        self._hub.returned.extend((job, self.reason) for job in (self._content, self._envelope) if job)
        self._content = self._envelope = None
        if not self._waiting.done():
            self._waiting.set_exception(ConnectionError(self.reason))
            self._waiting.exception()  # nobody may be waiting any more; that is no mistake
        self._hub.wake()

    # ------------------------------------------------------------------------------------- inside

    def _flush(self) -> None:
        """Write what may be written: everything with PIPELINING, else one command when no reply is owed."""
        lines: list[bytes] = []
        while self._unsent and (self.can_overlap or not self._expected):
            command = self._unsent.popleft()
            lines.append(command.line)
            self._expect(command)
        if lines and not self.is_lost:
            self.transport.write(b"".join(lines))

    def _expect(self, command: Command) -> None:
        self._expected.append(command)
        if len(self._expected) == 1:
            self.deadline = self._clock() + command.seconds

    def _answered(self, reply: Reply) -> None:
        if not self._expected:
            self.drop(str(reply))
            return
        command = self._expected.popleft()
        self.deadline = self._clock() + self._expected[0].seconds if self._expected else float("inf")
        command.take(reply)
        if reply.code == CLOSING:
            self.drop(str(reply))
        elif self._unsent:
            self._flush()

    def _complete(self) -> None:
        """End the content; from here on its fate is the server's word."""
        end = Command(b".\r\n", self._on_end, END_OF_DATA_SECONDS)
        self._is_content_complete = True
        following = self._envelope_commands(self._envelope) if self._envelope else []
        for command in (end, *following):
            self._expect(command)
        self.transport.write(b"".join(command.line for command in (end, *following)))

    def _envelope_commands(self, job: Job) -> list[Command]:
        size = f" SIZE={len(job.mail.data)}" if "SIZE" in self.extensions else ""
        utf8 = "" if job.mail.recipient.isascii() else " SMTPUTF8"
        commands = [
            Command(f"MAIL FROM:<{job.mail.sender}>{size}{utf8}\r\n".encode(), self._on_mail, self._seconds),
            Command(f"RCPT TO:<{job.mail.recipient}>\r\n".encode(), self._on_recipient, self._seconds),
            Command(b"DATA\r\n", self._on_data, self._seconds),
        ]
        if self._needs_reset:
            commands.insert(0, Command(b"RSET\r\n", lambda _: None, self._seconds))
            self._needs_reset = False
        return commands

    def _on_mail(self, reply: Reply) -> None:
        if not reply.is_positive:
            cast("Job", self._envelope).is_sender_refused = True
            self._refused(reply)

    def _on_recipient(self, reply: Reply) -> None:
        if reply.is_positive:
            cast("Job", self._envelope).is_recipient_accepted = True
        else:
            self._refused(reply)

    def _on_data(self, reply: Reply) -> None:
        job = cast("Job", self._envelope)
        if reply.code != 354:
            self._refused(reply)
            self._dismiss()
        elif job.refusal is None:
            self.is_accepted = True
        elif job.is_recipient_accepted:
            self.drop("sender refused but recipient accepted; ended before an empty mail could leave")
        else:
            self._unsent.append(Command(b".\r\n", lambda _: self._dismiss(), END_OF_DATA_SECONDS))

    def _on_end(self, reply: Reply) -> None:
        job = cast("Job", self._content)
        self._content = None
        if reply.is_positive:
            self._settle(job, model.DeliveryState.SENT, str(reply))
        else:
            self._settle(job, _state(reply), str(reply))

    def _refused(self, reply: Reply) -> None:
        """Keep the first refusal; one command at a time, the rest of the envelope is not sent any more."""
        job = cast("Job", self._envelope)
        job.refusal = job.refusal or reply
        if not self.can_overlap and self._unsent:
            self._unsent.clear()
            self._dismiss()

    def _dismiss(self) -> None:
        """Settle a mail refused by its envelope; where the server only closes, the mail returns to the pool."""
        job = self._envelope
        if job is None or job.refusal is None or job.refusal.code == CLOSING:
            return
        self._envelope = None
        self._needs_reset = True
        self._settle(job, _state(job.refusal), str(job.refusal))

    def _settle(self, job: Job, state: model.DeliveryState, reply: str) -> None:
        self.is_useful = True
        self._hub.outcomes.append(Outcome(job.mail.key, state, reply))


def _state(reply: Reply) -> model.DeliveryState:
    """What a refusal means for the mail; a reply that makes no sense after a content leaves it unknown."""
    if reply.is_temporary:
        return model.DeliveryState.DEFERRED
    return model.DeliveryState.FAILED if reply.code >= 500 else model.DeliveryState.UNKNOWN
