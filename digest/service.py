"""One process: the minute tick that asks what is due, the web server and the local sender.

The clock only knocks. What is due is decided from rows, so that a missed, late or doubled tick, or a second service on
the same database, changes nothing: one of them holds the lease to build, all of them may send.
"""

import hashlib
import logging
import os
import re
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from digest import config, errors
from digest.pipeline import bounces, due, proof, subscribe, tidy
from digest.store import leases
from digest.store.database import Database

if TYPE_CHECKING:
    import uvicorn
    from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger(__name__)

TICK_SECOND = 1
"""The second of each minute at which the clock knocks: what is due at a minute begins right after it."""
HEARTBEAT_SECONDS = 15
TIDY_SECONDS = 3600
LEASE_NAME = "build"
LEASE = timedelta(seconds=60)
"""A leader that is silent for so long is followed by another."""
DRAIN_SECONDS = 30
PAUSE = timedelta(minutes=10)
"""A step that failed is tried again after this, and not each minute: sources are other people's servers."""

_ADDRESS = re.compile(r"[^\s<>@\"'=]+@[^\s<>@\"',;]+\.[^\s<>@\"',;]+")
_PASSWORD = re.compile(r"//[^/@\s]+:[^/@\s]+@")
_TOKEN = re.compile(r"/(confirm|unsubscribe|preferences)/[^\s/\"']+")


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)  # noqa: TID251 - the roof reads the clock


def run(settings: config.Settings, *, stop: threading.Event | None = None, now: Callable[[], datetime] = clock) -> None:
    """Serve until ``stop`` is set or the process gets SIGTERM or SIGINT; then finish what is under way, 30 s at most.

    Raises StoreError where the schema is of another version, RenderError where a template cannot be filled in,
    ConfigError where the address cannot be listened on.
    """
    stop = stop or threading.Event()
    configure_logs(is_terminal=sys.stderr.isatty())
    for warning in settings.warnings:
        log.warning("look at the configuration", found=warning)
    database = Database(settings.database.url.get_secret_value())
    try:
        database.require_current()
        proof.prove(settings)
        for oddity in proof.oddities(settings.templates):
            log.warning("look at the templates", found=oddity)
        with _signals(stop), _listening(settings.web) as listener, _taking_bounces(settings, database, now):
            Service(settings, database, now, stop).serve(listener)
    finally:
        database.close()


class Service:
    """What one process does, and what it is in the middle of."""

    def __init__(
        self, settings: config.Settings, database: Database, now: Callable[[], datetime], stop: threading.Event
    ) -> None:
        """``stop`` ends it; ``now`` tells the time."""
        self.settings = settings
        self.database = database
        self.now = now
        self.stop = stop
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._failed: dict[due.Step, datetime] = {}
        """When a step failed last."""
        self._busy: dict[str, threading.Lock] = {
            name: threading.Lock() for name in ("lead", "build", "send", "confirm", "bounces", "tidy")
        }

    def serve(self, listener: socket.socket) -> None:
        """Run the web server and the ticks until ``stop``."""
        server = _web_server(self.settings, self.database, self.now)
        pages = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True)
        ticks = self._scheduler()
        pages.start()
        ticks.start()
        log.info(
            "the desk is open", desk=f"{_address(self.settings.web, listener)}/desk", public=self.settings.web.base_url
        )
        notify("READY=1")
        while pages.is_alive() and not self.stop.wait(1):
            pass
        is_asked = self.stop.is_set()
        self.stop.set()
        self._drain(server, pages, ticks)
        if not is_asked:
            raise errors.ConfigError("the web server stopped by itself; the lines above say why", about="web")

    def lead(self) -> bool:
        """Take or keep the lease to build; False while another service has it."""
        now = self.now()
        with self.database.transaction() as session:
            return leases.acquire(session, LEASE_NAME, self.owner, now, now + LEASE)

    def build(self) -> None:
        """Hold what was missed and build what is due, if this service leads."""
        if self.lead():
            self._perform(due.Hold, due.Build)

    def send(self) -> None:
        """Send what is approved and due; also while another service sends, as each mail is claimed by its row."""
        self._perform(due.Send)

    def confirm(self) -> None:
        """Hand over confirmations that the web server left."""
        subscribe.send_confirmations(self.database, self.settings, self.now())

    def read_bounces(self) -> None:
        """Read what came back, if this service leads."""
        if bounces.is_read(self.settings.bounces) and self.lead():
            bounces.read(self.database, self.settings, self.now())

    def tidy(self) -> None:
        """Forget what nobody needs any more, if this service leads."""
        if self.lead():
            tidy.tidy(self.database, self.settings, self.now())

    def _perform(self, *kinds: type[due.Step]) -> None:
        now = self.now()
        resting = [step for step, failed in self._failed.items() if now - failed < PAUSE]
        done = due.run_due(
            self.database, self.settings, self.now, kinds=kinds, passed_over=resting, should_stop=self.stop.is_set
        )
        self._failed.update({each.step: now for each in done if each.error})

    def _tick(self, name: str, work: Callable[[], Any]) -> None:
        """One knock: what fails is said, and the next knock comes all the same."""
        with self._busy[name]:
            if self.stop.is_set():
                return
            try:
                work()
            except errors.DigestError as error:
                log.error("a step failed", step=name, reason=str(error))  # noqa: TRY400 - foreseen: no traceback
            except Exception:
                log.exception("a step failed in a way nobody foresaw; please report it", step=name)

    def _scheduler(self) -> "BackgroundScheduler":
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        made = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(self._busy))},
            # A knock that comes late still counts, and several missed ones are one.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        each_minute = {"trigger": "cron", "second": TICK_SECOND}
        jobs: tuple[tuple[str, Callable[[], Any], dict[str, Any]], ...] = (
            ("lead", self.lead, {"trigger": "interval", "seconds": HEARTBEAT_SECONDS}),
            ("build", self.build, each_minute),
            ("send", self.send, each_minute),
            ("confirm", self.confirm, each_minute),
            ("bounces", self.read_bounces, {"trigger": "interval", "minutes": self.settings.bounces.every_minutes}),
            ("tidy", self.tidy, {"trigger": "interval", "seconds": TIDY_SECONDS}),
        )
        for name, work, when in jobs:
            made.add_job(self._tick, args=(name, work), next_run_time=clock(), id=name, **when)
        return made

    def _drain(self, server: "uvicorn.Server", pages: threading.Thread, ticks: "BackgroundScheduler") -> None:
        """Let what is under way come to its end, then give back the lease."""
        notify("STOPPING=1")
        log.info("stopping: what is under way comes to its end", seconds=DRAIN_SECONDS)
        until = clock() + timedelta(seconds=DRAIN_SECONDS)
        server.should_exit = True
        ticks.shutdown(wait=False)
        left = [name for name in self._busy if not self._is_idle(name, until)]
        pages.join(_seconds(until))
        if left:
            log.warning("not finished in time; the rows keep it, and the next start goes on", steps=left)
        with self.database.transaction() as session:
            leases.release(session, LEASE_NAME, self.owner)
        log.info("stopped")

    def _is_idle(self, name: str, until: datetime) -> bool:
        """Whether this kind of step came to its end in time; after ``stop`` no other begins."""
        lock = self._busy[name]
        is_idle = lock.acquire(timeout=_seconds(until))
        if is_idle:
            lock.release()
        return is_idle


def notify(state: str) -> None:
    """Tell systemd (sd_notify(3)); does nothing elsewhere."""
    where = os.environ.get("NOTIFY_SOCKET", "")
    if not where:
        return
    address = f"\0{where[1:]}" if where.startswith("@") else where
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(state.encode(), address)
    except OSError as error:
        log.warning("systemd was not told", state=state, reason=str(error))


def configure_logs(*, is_terminal: bool) -> None:
    """Lines for a person on a terminal, JSON elsewhere; on standard error, without addresses and secrets."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if is_terminal else "iso", utc=not is_terminal),
    ]
    last = structlog.dev.ConsoleRenderer(sort_keys=False) if is_terminal else structlog.processors.JSONRenderer()
    exceptions = [] if is_terminal else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[strip, *exceptions, redacted, last], foreign_pre_chain=shared)
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for noisy in ("apscheduler", "uvicorn.access", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def redacted(logger: Any, name: str, event: Any) -> Any:  # noqa: ARG001 - signature of structlog
    """An event without addresses, personal links and passwords in URLs; the same address has the same mark."""
    return {key: _clean(value) if isinstance(value, str) else value for key, value in event.items()}


def _clean(text: str) -> str:
    text = _PASSWORD.sub("//***@", text)
    text = _TOKEN.sub(r"/\1/***", text)
    return _ADDRESS.sub(lambda found: f"<address {hashlib.sha256(found[0].lower().encode()).hexdigest()[:8]}>", text)


def _web_server(settings: config.Settings, database: Database, now: Callable[[], datetime]) -> "uvicorn.Server":
    import uvicorn

    from digest import web

    return uvicorn.Server(
        uvicorn.Config(
            web.app(settings, database, now),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=DRAIN_SECONDS // 2,
            limit_concurrency=500,
        )
    )


@contextmanager
def _listening(web: config.Web) -> Iterator[socket.socket]:
    """A socket bound to the configured address; port 0 lets the system choose."""
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        listener = socket.create_server((web.host, web.port), family=family, backlog=512)
    except OSError as error:
        raise errors.ConfigError(
            f"cannot listen on {web.host} port {web.port} ({_reason(error)}); "
            "stop what listens there, or set another web.port",
            about="web",
        ) from error
    with listener:
        yield listener


@contextmanager
def _taking_bounces(settings: config.Settings, database: Database, now: Callable[[], datetime]) -> Iterator[None]:
    """The door for mail servers that hand over what came back, where the settings open one."""
    if not settings.bounces.lmtp.port:
        yield
        return
    from digest.deliver.mailbox.lmtp import Door

    def take(data: bytes, recipient: str) -> None:
        bounces.hand_over(database, settings, now(), data, recipient)

    door = Door(settings.bounces.lmtp, take)
    try:
        yield
    finally:
        door.close()


def _reason(error: OSError) -> str:
    """The system's own words; Python repeats the address behind them."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror or error)


def _address(web: config.Web, listener: socket.socket) -> str:
    """Where the desk answers on this machine, with the real port and the path of ``base_url``."""
    host = f"[{web.host}]" if ":" in web.host else web.host
    path = web.base_url.partition("://")[2].partition("/")[2].rstrip("/")
    return f"http://{host}:{listener.getsockname()[1]}" + (f"/{path}" if path else "")


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set ``stop``, where this is the main thread; the second one ends the process at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def asked(number: int, frame: Any) -> None:  # noqa: ARG001 - signature of signal
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _seconds(until: datetime) -> float:
    return max(0.0, (until - clock()).total_seconds())
