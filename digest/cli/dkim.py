"""The DNS records that let receivers trust a mail, and the key behind one of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest import errors
from digest.cli import options, terminal

if TYPE_CHECKING:
    from digest import config as configuration
    from digest.deliver.dkim import Signer

PIECE = 255
"""Characters of one string of a TXT record (RFC 1035, 3.3.14)."""


def dkim(
    config: options.Config = None,
    as_json: options.Json = False,
    new: Annotated[
        Path | None,
        typer.Option("--new", metavar="FILE", help="Make a new private key in this file, readable by you alone."),
    ] = None,
    kind: Annotated[str, typer.Option(help="The algorithm of the new key: rsa or ed25519.")] = "rsa",
    selector: Annotated[str, typer.Option(help="The name of the new key in the DNS.")] = "digest",
) -> None:
    """Show the DNS records that let receivers trust your mail.

    Gmail, Outlook and Yahoo want all three: DKIM (each mail is signed), SPF (which servers may send) and DMARC (what to do with mails that are neither). With --new it makes the key that signs, and says what to add to the configuration. Nothing is looked up; publish the records where your domain's DNS is kept.
    """
    read = options.settings(config)
    signers = _new(read, new, kind, selector) if new else _configured(read)
    records = list(_records(read, signers))
    if as_json:
        terminal.show_json([{"name": name, "type": "TXT", "value": value} for name, value in records])
        return
    if new:
        terminal.show(f"made {new}; keep it secret and add to {config or options.DEFAULT}:\n")
        terminal.show("\n".join(_entry(signer, new) for signer in signers) + "\n")
    elif not signers:
        terminal.advise("No mail is signed yet. Make a key first: digest dkim --new dkim.pem\n")
    for name, value in records:
        terminal.show(f"{name}. TXT {_quoted(value)}")
    terminal.advise(
        "\nReplace the part in <> of an SPF record. Where your domain has such a record already, extend that one."
    )


def _configured(read: "configuration.Settings") -> "list[Signer]":
    from digest.deliver import dkim as signing

    return signing.signers(read.delivery)


def _new(read: "configuration.Settings", file: Path, kind: str, selector: str) -> "list[Signer]":
    """A new key for each sender's domain, one file for all. Raises ConfigError where the file is there already."""
    from digest import config as configuration
    from digest.deliver import dkim as signing
    from digest.pipeline import prepare

    if kind not in {each.value for each in configuration.KeyKind}:
        raise errors.ConfigError("is no kind of key; choose rsa or ed25519", about=kind)
    wanted = [configuration.Dkim(domain=domain, selector=selector, key_file=file) for domain in _domains(read)]
    if not wanted:
        raise errors.ConfigError("there is no newsletter whose sender could sign; add [[newsletters]] first")
    if not prepare.write_once(file, signing.new_key(configuration.KeyKind(kind)).decode(), mode=0o600):
        raise errors.ConfigError("is there already and was not changed; name another file", about=str(file))
    return [signing.Signer(each.domain, each.selector, signing.load(each.key_file)) for each in wanted]


def _domains(read: "configuration.Settings") -> list[str]:
    """The domains that mails come from, each once."""
    return sorted({each.sender.rpartition("@")[2].casefold() for each in read.newsletters})


def _records(read: "configuration.Settings", signers: "list[Signer]") -> Iterator[tuple[str, str]]:
    """Name and value of each TXT record."""
    for signer in signers:
        yield signer.record()
    for domain in _domains(read):
        yield domain, "v=spf1 ip4:<the address your mail server sends from> -all"
        yield f"_dmarc.{domain}", f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}"


def _entry(signer: "Signer", file: Path) -> str:
    """A key as it stands in the configuration."""
    lines = (
        "[[delivery.dkim]]",
        f'domain = "{signer.domain}"',
        f'selector = "{signer.selector}"',
        f'key_file = "{file}"',
    )
    return "\n".join(lines)


def _quoted(value: str) -> str:
    """A value as a zone file has it: strings of at most 255 characters."""
    return " ".join(f'"{value[start : start + PIECE]}"' for start in range(0, len(value), PIECE))
