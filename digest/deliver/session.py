"""Opens a connection to the mail server: TCP, TLS as the settings demand, greeting, EHLO, login."""

import asyncio
import base64
import ipaddress
import socket
import ssl

from digest import config, errors
from digest.deliver.connection import Connection, Hub
from digest.deliver.replies import Reply

STEPS = 5
"""Connect, greeting, EHLO, TLS, login: together they may take so many reply deadlines."""


def require_safe(settings: config.Smtp) -> None:
    """Raises TemporaryRefusal where mail and password would leave this machine in clear."""
    if settings.security is config.Security.NONE and not _is_loopback(settings.host):
        raise _unusable(settings, 'security = "none" is allowed to this machine only; use "starttls" or "tls"')


async def open_connection(settings: config.Smtp, hub: Hub, tls: ssl.SSLContext | None) -> Connection:
    """A connection that is ready for mails. Raises TemporaryRefusal naming host, port and what to do."""
    loop = asyncio.get_running_loop()
    is_tls = settings.security is config.Security.TLS
    connection: Connection | None = None
    is_ready = False
    try:
        async with asyncio.timeout(settings.timeout_seconds * STEPS):
            async with asyncio.timeout(settings.timeout_seconds):
                _, connection = await loop.create_connection(
                    lambda: Connection(hub, loop.time, settings.timeout_seconds),
                    settings.host,
                    settings.port,
                    ssl=(tls or ssl.create_default_context()) if is_tls else None,
                )
            await _introduce(connection, settings, tls)
            is_ready = True
    except OSError as error:
        raise _failed(settings, connection, error) from error
    finally:
        if connection is not None and not is_ready:
            connection.drop("not usable")
    return connection


async def _introduce(connection: Connection, settings: config.Smtp, tls: ssl.SSLContext | None) -> None:
    _require(settings, await connection.greeting(), "the server does not take connections now")
    await _hello(connection, settings)
    if settings.security is config.Security.STARTTLS:
        await _start_tls(connection, settings, tls)
        await _hello(connection, settings)
    if settings.username:
        await _log_in(connection, settings)


async def _hello(connection: Connection, settings: config.Smtp) -> None:
    connection.extensions = {}
    reply = await connection.ask(f"EHLO {_own_name(connection)}")
    if not reply.is_positive:
        _require(settings, await connection.ask(f"HELO {_own_name(connection)}"), "the server refuses our greeting")
        return
    pairs = (line.partition(" ") for line in reply.lines[1:])
    connection.extensions = {name.upper(): words.strip() for name, _, words in pairs}


async def _start_tls(connection: Connection, settings: config.Smtp, tls: ssl.SSLContext | None) -> None:
    if "STARTTLS" not in connection.extensions:
        raise _unusable(settings, 'offers no STARTTLS; try security = "tls" (port 465), or ask who runs the server')
    # One command alone: nothing may follow STARTTLS in the same group (RFC 3207).
    _require(settings, await connection.ask("STARTTLS"), "STARTTLS was refused")
    if not connection.is_silent:
        raise _unusable(settings, "sent more in clear after STARTTLS; somebody may sit in between")
    secured = await asyncio.get_running_loop().start_tls(
        connection.transport, connection, tls or ssl.create_default_context(), server_hostname=settings.host
    )
    if secured is None:
        raise ConnectionError("TLS could not be started")
    connection.secured(secured)


async def _log_in(connection: Connection, settings: config.Smtp) -> None:
    offered = connection.extensions.get("AUTH", "").upper().split()
    password = settings.password.get_secret_value() if settings.password else ""
    if "PLAIN" in offered:
        reply = await connection.ask("AUTH PLAIN " + _packed(f"\0{settings.username}\0{password}"))
    elif "LOGIN" in offered:
        reply = await connection.ask("AUTH LOGIN")
        for secret in (settings.username, password):
            reply = await connection.ask(_packed(secret)) if reply.code == 334 else reply
    else:
        raise _unusable(settings, "offers no login by PLAIN or LOGIN; leave username empty or ask who runs the server")
    _require(
        settings, reply, f"the login as {settings.username} was refused; check delivery.smtp username and password"
    )


def _packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _require(settings: config.Smtp, reply: Reply, sentence: str) -> None:
    if not reply.is_positive:
        raise _unusable(settings, f"{sentence} ({reply})")


def _own_name(connection: Connection) -> str:
    """Our host name where it is a full one, else the address literal (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    if "." in name and name.isascii():
        return name
    address = connection.transport.get_extra_info("sockname")[0].partition("%")[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _unusable(settings: config.Smtp, sentence: str) -> errors.TemporaryRefusal:
    return errors.TemporaryRefusal(sentence, about=f"{settings.host}:{settings.port}")


def _failed(settings: config.Smtp, connection: Connection | None, error: Exception) -> errors.TemporaryRefusal:
    """The reason in words a person can act on; nothing was handed over."""
    check = "check delivery.smtp host and port, and that the server runs"
    match error:
        case ssl.SSLCertVerificationError():
            said = f"the certificate is not valid for this host ({error.verify_message}); nothing was sent"
        case ssl.SSLError():
            said = f'no TLS on this port ({error.reason}); check delivery.smtp security ("tls" is port 465)'
        case socket.gaierror():
            said = "no such host name; check delivery.smtp host"
        case TimeoutError():
            said = f"no answer within {settings.timeout_seconds:g} s; {check}"
        case ConnectionRefusedError():
            said = f"nobody listens there; {check}"
        case _:
            said = f"{connection.reason if connection is not None and connection.reason else error}; {check}"
    return _unusable(settings, said)
