"""Paths of the configuration, relative to its folder, and the files that hold secrets."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr

from digest.config.lines import Place
from digest.config.mistakes import Mistake
from digest.config.part import Part
from digest.config.settings import Settings

SQLITE = "sqlite:///"
PROVIDER_SECRETS = (
    ("postmark", "server_token"),
    ("resend", "api_key"),
    ("mailgun", "api_key"),
    ("ses", "secret_access_key"),
)
"""The secrets of the tables below ``delivery``, by table and key."""
HOOK_SECRETS = tuple((name, "hook_secret") for name, _ in PROVIDER_SECRETS)
"""The secrets that prove a provider's events."""
P = TypeVar("P", bound=BaseModel)


def resolve(settings: Settings, home: Path) -> Settings:
    """Every path absolute, that of a SQLite database too."""
    resolved = _resolve_part(settings, home)
    return resolved.model_copy(
        update={"home": home, "database": _with(resolved.database, "url", _located(settings.database.url, home))}
    )


def read_secrets(settings: Settings) -> tuple[Settings, list[Mistake]]:
    """The secrets that are kept in files, read in; and the files that cannot be read.

    The signing key's file may be absent: ``digest migrate`` makes it.
    """
    found: list[Mistake] = []
    database, web, delivery = settings.database, settings.web, settings.delivery
    if database.url_file:
        url = _secret(database.url_file, ("database", "url_file"), found)
        database = _with(database, "url", url and _located(url, settings.home))
    if web.signing_key is None and web.signing_key_file.exists():
        web = _with(web, "signing_key", _secret(web.signing_key_file, ("web", "signing_key_file"), found))
    if delivery.smtp.password_file:
        password = _secret(delivery.smtp.password_file, ("delivery", "smtp", "password_file"), found)
        delivery = _with(delivery, "smtp", _with(delivery.smtp, "password", password))
    for name, key in (*PROVIDER_SECRETS, *HOOK_SECRETS):
        provider = getattr(delivery, name)
        file = getattr(provider, f"{key}_file")
        secret = _secret(file, ("delivery", name, f"{key}_file"), found) if file else None
        delivery = _with(delivery, name, _with(provider, key, secret))
    bounces = settings.bounces
    for key in ("imap", "pop3"):
        mailbox = getattr(bounces, key)
        if mailbox.password_file:
            password = _secret(mailbox.password_file, ("bounces", key, "password_file"), found)
            bounces = _with(bounces, key, _with(mailbox, "password", password))
    asked = settings.model
    if asked.api_key_file:
        asked = _with(asked, "api_key", _secret(asked.api_key_file, ("model", "api_key_file"), found))
    read = {"database": database, "web": web, "delivery": delivery, "bounces": bounces, "model": asked}
    return settings.model_copy(update=read), found


def _secret(path: Path, place: Place, found: list[Mistake]) -> SecretStr | None:
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        found.append(Mistake(place, f"cannot read {path}: {reason}"))
        return None
    if not secret:
        found.append(Mistake(place, f"{path} is empty"))
        return None
    return SecretStr(secret)


def _located(url: SecretStr, home: Path) -> SecretStr:
    """A SQLite URL with the absolute path of its file; others as they are."""
    text = url.get_secret_value()
    path, mark, options = text.removeprefix(SQLITE).partition("?")
    if not text.startswith(SQLITE) or path in ("", ":memory:"):
        return url
    return SecretStr(f"{SQLITE}{home / path}{mark}{options}")


def _with(part: P, key: str, value: Any) -> P:
    return part if value is None else part.model_copy(update={key: value})


def _resolve_part(part: P, home: Path) -> P:
    changes = {
        key: _resolve_value(getattr(part, key), home) for key in part.model_fields_set | set(type(part).model_fields)
    }
    return part.model_copy(update=changes)


def _resolve_value(value: Any, home: Path) -> Any:
    match value:
        case Path():
            return home / value
        case Part():
            return _resolve_part(value, home)
        case tuple():
            return tuple(_resolve_value(each, home) for each in value)
        case _:
            return value
