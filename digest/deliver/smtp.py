"""Mails to a mail server, over several connections at once. asyncio stays behind the plain ``send``.

The event loop runs only while the caller waits for the next outcome: what is received is put aside by the
connections, given out one by one, and only then the connections may hand over further contents. Before each content
one more mail is pulled, unless there is none: so the caller has had every earlier outcome in hand and has been asked
for a mail before anything else leaves.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import Iterator

from digest import config, errors, model
from digest.deliver import Mail, Outcome
from digest.deliver.connection import Connection, Hub, Job
from digest.deliver.session import open_connection, require_safe

MAX_TRIES = 3
"""Connections that may break under a mail before it is deferred, or fail to open in a row before we give up."""
FAREWELL_SECONDS = 2.0
RECYCLE = 100
"""Mails on one connection; many servers refuse more."""
_TICK_SECONDS = 0.5


class Smtp:
    """The transport for one mail server."""

    def __init__(self, settings: config.Smtp, *, tls: ssl.SSLContext | None = None, recycle: int = RECYCLE) -> None:
        """``tls`` replaces the system's trusted authorities; ``recycle`` is how many mails a connection carries."""
        self.connections = settings.connections
        self._settings = settings
        self._tls = tls
        self._recycle = recycle

    def send(self, mails: Iterator[Mail]) -> Iterator[Outcome]:
        """See ``Transport.send``. Must not be called from a thread that runs an event loop."""
        require_safe(self._settings)
        pool = _Pool(self._settings, self._tls or _authorities(self._settings), self._recycle, mails)
        try:
            yield from pool.outcomes()
        finally:
            pool.close()


class _Pool:
    """The connections of one ``send`` and the mails that wait for one."""

    def __init__(self, settings: config.Smtp, tls: ssl.SSLContext | None, recycle: int, mails: Iterator[Mail]) -> None:
        self._settings = settings
        self._tls = tls
        self._recycle = recycle
        self._mails = mails
        self._loop = asyncio.new_event_loop()
        self._hub = Hub(self._loop.stop)
        self._connections: list[Connection] = []
        self._opening: set[asyncio.Task[Connection]] = set()
        self._waiting: deque[Job] = deque()
        self._is_exhausted = False
        self._has_worked = False
        self._failures = 0
        """Connections in a row that failed to open or broke without an answer for any mail."""
        self._retry_at = 0.0

    def outcomes(self) -> Iterator[Outcome]:
        """Run until every pulled mail has its outcome. Raises TemporaryRefusal where no connection can be had."""
        self._loop.call_soon(self._tick)
        while True:
            while self._hub.outcomes:
                yield self._hub.outcomes.popleft()
            self._advance()
            if self._hub.outcomes:
                continue
            if self._is_finished:
                self._part()
                return
            self._loop.run_forever()
            self._collect()

    def close(self) -> None:
        """Drop whatever is still open; what was under way keeps no outcome."""
        self._hub.wake = lambda: None
        self._loop.run_until_complete(self._wind_down())
        self._loop.close()

    async def _wind_down(self) -> None:
        for task in self._opening:
            task.cancel()
        opened = await asyncio.gather(*self._opening, return_exceptions=True)
        for connection in (*self._connections, *opened):
            if isinstance(connection, Connection):
                connection.drop("stopped")
        await asyncio.sleep(0)
        await self._loop.shutdown_default_executor()

    @property
    def _is_finished(self) -> bool:
        is_busy = any(not connection.is_idle for connection in self._connections)
        return self._is_exhausted and not self._waiting and not self._hub.returned and not is_busy

    # ------------------------------------------------------------------------------------- mails

    def _advance(self) -> None:
        """Let every connection do what it can do next; open another one where mails wait for it."""
        for connection in self._connections:
            if connection.is_accepted:
                connection.hand_over(self._following(connection))
            elif connection.is_idle:
                self._occupy(connection)
        has_room = len(self._connections) < self._settings.connections and not self._opening
        if has_room and self._loop.time() >= self._retry_at and self._is_mail_waiting:
            task = self._loop.create_task(open_connection(self._settings, self._hub, self._tls))
            task.add_done_callback(lambda _: self._hub.wake())
            self._opening.add(task)

    def _following(self, connection: Connection) -> Job | None:
        """The mail whose envelope may travel behind the content that is handed over now."""
        # Being asked for the next mail is how the caller gets to record what it has, whether we need one or not.
        self._pull()
        is_last = not connection.can_overlap or connection.count + 1 >= self._recycle
        return None if is_last else self._next(connection)

    def _occupy(self, connection: Connection) -> None:
        if connection.count >= self._recycle:
            connection.quit()
            return
        job = self._next(connection)
        if job:
            connection.begin(job)

    def _next(self, connection: Connection) -> Job | None:
        """The next mail this server can take; those it never can are settled at once."""
        while self._is_mail_waiting:
            job = self._waiting.popleft()
            objection = connection.objection(job.mail)
            if not objection:
                return job
            self._hub.outcomes.append(Outcome(job.mail.key, model.DeliveryState.FAILED, objection))
        return None

    @property
    def _is_mail_waiting(self) -> bool:
        """Whether there is a mail to hand over; one is pulled to find out."""
        if not self._waiting:
            self._pull()
        return bool(self._waiting)

    def _pull(self) -> None:
        if self._is_exhausted:
            return
        mail = next(self._mails, None)
        if mail is None:
            self._is_exhausted = True
        else:
            self._waiting.append(Job(mail))

    def _give_back(self) -> None:
        """Mails of lost connections: nothing of them was delivered, so they go again, a limited number of times."""
        while self._hub.returned:
            job, reason = self._hub.returned.popleft()
            if job.tries + 1 >= MAX_TRIES:
                self._hub.outcomes.append(Outcome(job.mail.key, model.DeliveryState.DEFERRED, reason))
            else:
                self._waiting.append(Job(job.mail, job.tries + 1))

    # ------------------------------------------------------------------------------------- connections

    def _collect(self) -> None:
        """Take in what happened while the loop ran: opened, failed and lost connections."""
        for task in [task for task in self._opening if task.done()]:
            self._opening.discard(task)
            try:
                self._connections.append(task.result())
                self._has_worked = True
            except errors.TemporaryRefusal as error:
                self._failed(error)
        self._give_back()
        lost = [connection for connection in self._connections if connection.is_lost]
        self._connections = [connection for connection in self._connections if not connection.is_lost]
        for connection in lost:
            if not connection.is_useful:
                about = f"{self._settings.host}:{self._settings.port}"
                self._failed(
                    errors.TemporaryRefusal(f"the server ends every connection: {connection.reason}", about=about)
                )
        if any(connection.is_useful for connection in (*lost, *self._connections)):
            self._failures = 0

    def _failed(self, error: errors.TemporaryRefusal) -> None:
        """Fewer connections than wished will do; none from the start, or none several times in a row, ends the run."""
        self._failures += 1
        self._retry_at = self._loop.time() + (2.0**self._failures / 4 if self._failures > 1 else 0.0)
        if not self._connections and (not self._has_worked or self._failures >= MAX_TRIES):
            raise error

    def _tick(self) -> None:
        """Twice a second: end connections whose deadline passed, and let the pool try to open others."""
        now = self._loop.time()
        for connection in self._connections:
            if now > connection.deadline:
                connection.drop("no answer in time")
        self._hub.wake()
        self._loop.call_later(_TICK_SECONDS, self._tick)

    def _part(self) -> None:
        """Say QUIT on every connection and wait a moment for the answers."""
        for connection in self._connections:
            connection.quit()
        until = self._loop.time() + FAREWELL_SECONDS
        while any(not connection.is_lost for connection in self._connections) and self._loop.time() < until:
            self._loop.run_forever()


def _authorities(settings: config.Smtp) -> ssl.SSLContext | None:
    """The authorities this machine trusts; reading them takes a tenth of a second, so only where TLS is spoken."""
    return None if settings.security is config.Security.NONE else ssl.create_default_context()
