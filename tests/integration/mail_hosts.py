"""Real mail systems on loopback: Dovecot for IMAP and POP3, Postfix for bounces. Debian packages, run in a folder of their own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import trustme

PASSWORD = "pass word \"with' marks\\"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
NOBODY = 65534


class Ports(NamedTuple):
    """Where Dovecot listens."""

    imap: int
    imaps: int
    pop3: int
    pop3s: int


class Dovecot(NamedTuple):
    """A running server with one mailbox, of the user ``bounces``."""

    ports: Ports
    mail: Path
    """The Maildir of the user."""

    def put(self, data: bytes) -> None:
        """As if it had just been delivered."""
        waiting = self.mail / "tmp" / f"{time.time_ns()}.test"
        waiting.write_bytes(data)
        waiting.chmod(0o666)
        waiting.rename(self.mail / "new" / waiting.name)

    def names(self, folder: str = "") -> list[str]:
        """The files of a folder, seen or not."""
        where = self.mail / folder if folder else self.mail
        return sorted(each.name for kind in ("new", "cur") for each in (where / kind).glob("*"))


def needed(program: str, package: str) -> str:
    """The path of a program; without it the test is skipped."""
    found = shutil.which(program, path=PATH)
    if not found:
        pytest.skip(f"{program} is not installed (Debian: apt-get install {package})")
    return found


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def dovecot(authority: trustme.CA) -> Iterator[Dovecot]:
    """Dovecot with a certificate of this authority for ``localhost``."""
    program = needed("dovecot", "dovecot-imapd dovecot-pop3d")
    with _folder() as home:
        running = Dovecot(Ports(*free_ports(4)), home / "mail")
        for part in ("new", "cur", "tmp"):
            (running.mail / part).mkdir(parents=True)
        _give_to_nobody(running.mail)
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(home / "cert.pem")
        (home / "passwd").write_text(f"bounces:{{PLAIN}}{PASSWORD}\n")
        (home / "dovecot.conf").write_text(_dovecot(home, running.ports))
        process = subprocess.Popen([program, "-F", "-c", home / "dovecot.conf"], stderr=subprocess.DEVNULL)
        try:
            _await_port(running.ports.pop3s, home / "log")
            yield running
        finally:
            process.terminate()
            process.wait(10)


def _dovecot(home: Path, ports: Ports) -> str:
    me = f"default_internal_user = {_user()}\ndefault_login_user = {_user()}\n" if os.getuid() else ""
    uid, gid = (os.getuid(), os.getgid()) if os.getuid() else (NOBODY, NOBODY)
    return f"""
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap pop3
listen = 127.0.0.1
{me}first_valid_uid = 1
disable_plaintext_auth = no
auth_mechanisms = plain
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/cert.pem
mail_location = maildir:{home}/mail
passdb {{
  driver = passwd-file
  args = {home}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail
}}
service imap-login {{
  {"chroot =" if os.getuid() else ""}
  inet_listener imap {{
    port = {ports.imap}
  }}
  inet_listener imaps {{
    port = {ports.imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  {"chroot =" if os.getuid() else ""}
  inet_listener pop3 {{
    port = {ports.pop3}
  }}
  inet_listener pop3s {{
    port = {ports.pop3s}
    ssl = yes
  }}
}}
service anvil {{
  {"chroot =" if os.getuid() else ""}
}}
"""


@contextmanager
def postfix(domain: str, returns_domain: str) -> Iterator[tuple[int, Path]]:
    """Postfix, where nobody lives at ``domain``, and where mail to ``returns_domain`` goes into a Maildir.

    Gives its port and the Maildir. It needs to be started as root.
    """
    program = needed("postfix", "postfix")
    if os.getuid():
        pytest.skip("postfix can only be started as root")
    with _folder() as home:
        (port,) = free_ports(1)
        for part in ("etc", "queue", "data", "mail"):
            (home / part).mkdir()
        shutil.chown(home / "data", "postfix")
        _give_to_nobody(home / "mail")
        (home / "etc" / "main.cf").write_text(_main_cf(home, domain, returns_domain))
        (home / "etc" / "master.cf").write_text(_master_cf(port))
        control = [program, "-c", str(home / "etc")]
        environment = os.environ | {"PATH": PATH}
        subprocess.run([*control, "start"], check=True, capture_output=True, env=environment, timeout=60)
        try:
            _await_port(port, home / "log")
            yield port, home / "mail" / "bounces"
        finally:
            subprocess.run([*control, "abort"], check=False, capture_output=True, env=environment, timeout=60)


def _main_cf(home: Path, domain: str, returns_domain: str) -> str:
    return f"""
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination = {domain}
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
virtual_mailbox_domains = {returns_domain}
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = static:bounces/
virtual_minimum_uid = 1
virtual_uid_maps = static:{NOBODY}
virtual_gid_maps = static:{NOBODY}
"""


def _master_cf(port: int) -> str:
    inside = "cleanup rewrite bounce defer trace verify proxymap smtp error retry local virtual anvil scache"
    programs = {"rewrite": "trivial-rewrite", "defer": "bounce", "trace": "bounce", "retry": "error"}
    privileged = {"local": "n", "virtual": "n"}
    lines = [f"127.0.0.1:{port} inet n - n - - smtpd", "postlog unix-dgram n - n - 1 postlogd"]
    lines += ["pickup unix n - n 60 1 pickup", "qmgr unix n - n 300 1 qmgr"]
    for name in inside.split():
        is_public = "n" if name == "cleanup" else "-"
        zero = "0" if name in ("cleanup", "bounce", "defer", "trace") else "-"
        lines.append(f"{name} unix {is_public} {privileged.get(name, '-')} n - {zero} {programs.get(name, name)}")
    return "\n".join(lines) + "\n"


@contextmanager
def _folder() -> Iterator[Path]:
    """A short-named folder that other users may pass through: sockets and their processes need both."""
    home = Path(tempfile.mkdtemp(prefix="dgst"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _give_to_nobody(path: Path) -> None:
    if not os.getuid():
        for each in (path, *path.rglob("*")):
            os.chown(each, NOBODY, NOBODY)


def _user() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _await_port(port: int, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"does not listen: {log.read_text() if log.exists() else 'no log'}")
