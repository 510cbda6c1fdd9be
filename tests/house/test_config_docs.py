"""Every setting is documented, and the shipped configuration shows each of them and has no mistakes."""

import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from digest import config
from digest.config import fields
from tests.shared import ROOT

SETTINGS = dict(fields.walk())
EXAMPLES = {
    "templates",
    "database.url_file",
    "web.signing_key",
    "delivery.smtp.password",
    "delivery.smtp.password_file",
    "delivery.postmark.server_token",
    "delivery.postmark.server_token_file",
    "delivery.postmark.hook_secret",
    "delivery.postmark.hook_secret_file",
    "delivery.resend.api_key",
    "delivery.resend.api_key_file",
    "delivery.resend.hook_secret",
    "delivery.resend.hook_secret_file",
    "delivery.mailgun.api_key",
    "delivery.mailgun.api_key_file",
    "delivery.mailgun.hook_secret",
    "delivery.mailgun.hook_secret_file",
    "delivery.ses.secret_access_key",
    "delivery.ses.secret_access_key_file",
    "delivery.ses.hook_secret",
    "delivery.ses.hook_secret_file",
    "delivery.ses.base_url",
    "delivery.dkim.domain",
    "bounces.imap.password",
    "bounces.imap.password_file",
    "bounces.pop3.password",
    "bounces.pop3.password_file",
    "bounces.maildir",
    "model.api_key",
    "model.api_key_file",
    "outlets.name",
    "outlets.rated_on",
    "sources.key",
    "sources.url",
    "sources.path",
    "sources.outlet",
    "newsletters.key",
    "newsletters.name",
    "newsletters.sender",
}
"""Settings shown with an example, because they have no default or one that says nothing."""


def _toml(value: Any) -> str:
    """A default as it is written in the file."""
    match value:
        case SecretStr():
            return _toml(value.get_secret_value())
        case bool():
            return str(value).lower()
        case tuple():
            return f"[{', '.join(_toml(each) for each in value)}]"
        case time():
            return value.isoformat()
        case str() | Path():
            return f'"{value}"'
        case _:
            return str(value)


def _default(setting: FieldInfo) -> str:
    if setting.is_required():
        return "required"
    return "none" if setting.default is None else f"`{_toml(setting.default)}`"


@pytest.mark.parametrize("keys", SETTINGS, ids=".".join)
def test_every_setting_is_documented_with_its_default(keys: tuple[str, ...]) -> None:
    documented = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    row = re.search(rf"^\| `{re.escape('.'.join(keys))}` \| (.*?) \| (.*) \|$", documented, re.MULTILINE)
    assert row, f"docs/configuration.md has no row for {'.'.join(keys)}"
    assert row[1] == _default(SETTINGS[keys])
    assert len(row[2]) > 20, "its meaning is missing"


def test_the_docs_name_no_setting_that_does_not_exist() -> None:
    documented = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([a-z0-9_.]+)` \|", documented, re.MULTILINE))
    assert named == {".".join(keys) for keys in SETTINGS}


@pytest.mark.parametrize("keys", SETTINGS, ids=".".join)
def test_every_setting_says_what_it_means_in_the_code(keys: tuple[str, ...]) -> None:
    assert SETTINGS[keys].description


def _uncommented() -> dict[str, Any]:
    """The shipped configuration with every setting that is commented out switched on."""
    text = (ROOT / "config.toml").read_text("utf-8")
    return tomllib.loads(re.sub(r"^# (\[{1,2}[a-z.]+\]{1,2}|[a-z_]+ = .+)$", r"\1", text, flags=re.MULTILINE))


def _at(data: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        data = (data[0] if isinstance(data, list) else data)[key]
    return data


@pytest.mark.parametrize("keys", SETTINGS, ids=".".join)
def test_the_shipped_configuration_shows_every_setting(keys: tuple[str, ...]) -> None:
    assert _at(_uncommented(), keys) is not None


@pytest.mark.parametrize("keys", [keys for keys in SETTINGS if ".".join(keys) not in EXAMPLES], ids=".".join)
def test_what_is_commented_out_shows_the_default(keys: tuple[str, ...]) -> None:
    live = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    try:
        _at(live, keys)
    except (KeyError, IndexError):
        validated = config.Settings.model_validate(_uncommented())
        value: Any = validated
        for key in keys:
            value = getattr(value[0] if isinstance(value, tuple) else value, key)
        assert value == SETTINGS[keys].default


def test_the_shipped_configuration_has_no_mistakes() -> None:
    settings = config.load(ROOT / "config.toml")
    assert settings.warnings == ()
    assert settings.newsletters[0].key == "morning-news"
