"""What loading makes of a right configuration: paths, secrets, environment, warnings."""

from datetime import time
from pathlib import Path

import pytest

from digest import config, errors
from digest.config import fields
from tests import shared

MINIMAL = "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\npostal_address = 'x'\n"


def _load(folder: Path, text: str) -> config.Settings:
    (folder / "config.toml").write_text(text, "utf-8")
    return config.load(folder / "config.toml")


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    settings = _load(tmp_path / "sub", "templates = 'mine'\n[[sources]]\nkey = 'a'\npath = '../notes'\n" + MINIMAL)
    home = tmp_path / "sub"
    assert settings.home == home
    assert settings.templates == home / "mine"
    assert settings.database.url.get_secret_value() == f"sqlite:///{home}/digest.db"
    assert settings.delivery.folder == home / "outbox"
    assert settings.web.signing_key_file == home / "signing.key"
    assert config.sources(settings)[0].location == str(tmp_path / "notes")
    monkeypatch.chdir(tmp_path)
    assert config.load(Path("sub/config.toml")).home == home


def test_absolute_paths_and_servers_stay_as_they_are(tmp_path: Path) -> None:
    settings = _load(tmp_path, f"[database]\nurl = 'sqlite:///{tmp_path}/x.db'\n[delivery]\nfolder = '/var/mail'\n")
    assert settings.database.url.get_secret_value() == f"sqlite:///{tmp_path}/x.db"
    assert settings.delivery.folder == Path("/var/mail")
    server = _load(tmp_path, "[database]\nurl = 'postgresql+psycopg://ann@host/name'\n")
    assert server.database.url.get_secret_value() == "postgresql+psycopg://ann@host/name"


def test_secrets_come_from_files(tmp_path: Path) -> None:
    for name, text in {"url": "sqlite:///other.db", "key": "k" * 40, "pw": "hunter2"}.items():
        (tmp_path / name).write_text(f"{text}\n", "utf-8")
    settings = _load(
        tmp_path,
        "[database]\nurl_file = 'url'\n[web]\nsigning_key_file = 'key'\n"
        "[delivery.smtp]\nusername = 'ann'\npassword_file = 'pw'\n",
    )
    assert settings.database.url.get_secret_value() == f"sqlite:///{tmp_path}/other.db"
    assert settings.web.signing_key
    assert settings.web.signing_key.get_secret_value() == "k" * 40
    assert settings.delivery.smtp.password
    assert settings.delivery.smtp.password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings)


def test_the_model_s_key_comes_from_a_file_and_stays_secret(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-hunter2\n", "utf-8")
    settings = _load(
        tmp_path, "[model]\nbase_url = 'https://models.example.org/v1/'\nname = 'm'\napi_key_file = 'key'\n"
    )
    assert settings.model.api_key
    assert settings.model.api_key.get_secret_value() == "sk-hunter2"
    assert settings.model.base_url == "https://models.example.org/v1"
    assert "hunter2" not in repr(settings)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_WEB__PORT", "8081")
    monkeypatch.setenv("DIGEST_DELIVERY__SMTP__PASSWORD", "hunter2")
    monkeypatch.setenv("DIGEST_NEWSLETTERS__0__SEND_AT", "06:30")
    monkeypatch.setenv("DIGEST_NEWSLETTERS__0__DAYS", '["mon"]')
    monkeypatch.setenv("DIGEST_COLLECT__ALLOW_HOSTS", '["127.0.0.1"]')
    monkeypatch.setenv("DIGEST_CONFIG", "not a setting")
    settings = _load(tmp_path, "[web]\nport = 1\n" + MINIMAL)
    assert settings.web.port == 8081
    assert settings.delivery.smtp.password
    assert settings.newsletters[0].send_at == time(6, 30)
    assert settings.newsletters[0].days == (config.Weekday.MONDAY,)
    assert settings.collect.allow_hosts == ("127.0.0.1",)


@pytest.mark.parametrize("other", ["url", "url_file"])
def test_a_secret_file_of_the_environment_wins_over_what_the_file_says(
    other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "url").write_text("sqlite:////elsewhere.db", "utf-8")
    (tmp_path / "old").write_text("sqlite:////old.db", "utf-8")
    monkeypatch.setenv("DIGEST_DATABASE__URL_FILE", str(tmp_path / "url"))
    said = {"url": "url = 'sqlite:///a.db'", "url_file": "url_file = 'old'"}[other]
    settings = _load(tmp_path, f"[database]\n{said}\n")
    assert settings.database.url.get_secret_value() == "sqlite:////elsewhere.db"


def test_a_secret_of_the_environment_wins_over_a_file_the_file_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_DATABASE__URL", "sqlite:////elsewhere.db")
    settings = _load(tmp_path, "[database]\nurl_file = 'absent'\n")
    assert settings.database.url.get_secret_value() == "sqlite:////elsewhere.db"


SINGLE = [keys for keys, _ in fields.walk() if not any(fields.is_list(keys[:end]) for end in range(1, len(keys)))]


@pytest.mark.parametrize("keys", SINGLE, ids=".".join)
def test_every_setting_can_come_from_the_environment(
    keys: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "float": "0.5",
        "int": "99",
        "bool": "true",
        "base_url": "https://x",
        "security": "tls" if keys[0] == "delivery" else "starttls",
        "address": "bounces@x.example",
        "domain": "x.example",
        "region": "eu-central-1",
        "understood": "delete",
        "transport": "smtp",
        "allow_hosts": '["::1"]',
        "host": "192.0.2.1",
        "url": "sqlite:///other.db",
    }
    field = dict(fields.walk())[keys]
    annotation = getattr(field.annotation, "__name__", "")
    value = given.get(keys[-1]) or given.get(annotation) or "a-text-of-at-least-32-characters-"
    if keys[-1].endswith("_file"):
        (tmp_path / value).write_text("sqlite:///x.db" + "x" * 32, "utf-8")
    value = (
        "1024"
        if keys[-1] == "max_body_bytes"
        else "2"
        if keys[-1] == "max_redirects"
        else "9"
        if "per_host" in keys[-1]
        else value
    )
    if keys[-1] == "username":
        monkeypatch.setenv("DIGEST_" + "__".join((*keys[:-1], "password")).upper(), "x")
    if keys in (("bounces", "imap", "host"), ("bounces", "pop3", "host")):
        for key in ("username", "password"):
            monkeypatch.setenv("DIGEST_" + "__".join((*keys[:-1], key)).upper(), "x")
    if keys == ("model", "base_url"):
        monkeypatch.setenv("DIGEST_MODEL__NAME", "x")
    before = _load(tmp_path, "")
    monkeypatch.setenv("DIGEST_" + "__".join(keys).upper(), value)
    after = _load(tmp_path, "")
    for key in keys:
        before, after = getattr(before, key), getattr(after, key)
    assert before != after


def test_what_works_but_should_be_looked_at_is_a_warning(tmp_path: Path) -> None:
    settings = _load(
        tmp_path,
        "[web]\nbase_url = 'http://news.ledger.org/'\n[delivery]\ntransport = 'smtp'\n[[outlets]]\nname = 'Times'\nlean = 'left'\n"
        "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\n",
    )
    assert settings.web.base_url == "http://news.ledger.org"
    assert [each.removeprefix(f"{tmp_path}/").split(";")[0] for each in settings.warnings] == [
        "config.toml:2: web.base_url: links travel unencrypted, and one-click unsubscribing needs https",
        "config.toml:7: outlets[0].lean: readers are told who rated the lean",
        "config.toml:9: newsletters[0].key: has no postal_address",
    ]
    assert _load(tmp_path, "[web]\nbase_url = 'http://localhost:8080'\n" + MINIMAL).warnings == ()


@pytest.mark.parametrize("label", ["", "   "])
def test_a_heading_of_the_perspectives_has_words(tmp_path: Path, label: str) -> None:
    with pytest.raises(errors.ConfigError, match=r"labels\.common_ground: is empty; write a heading"):
        _load(tmp_path, f"{MINIMAL}labels.common_ground = '{label}'\n")


SAMPLES = """[web]
base_url = 'http://127.0.0.1:8080'
[delivery]
transport = 'smtp'
[[newsletters]]
key = 'n'
name = 'N'
sender = 'news@example.org'
reply_to = 'Desk <desk@mail.example>'
postal_address = '1 Example Street, 12345 Example Town'
"""


def test_placeholders_are_a_warning_once_mails_really_leave(tmp_path: Path) -> None:
    said = [each.removeprefix(f"{tmp_path}/").split(";")[0] for each in _load(tmp_path, SAMPLES).warnings]
    assert said == [
        "config.toml:2: web.base_url: leads readers to their own machine",
        "config.toml:8: newsletters[0].sender: example.org is a name for examples",
        "config.toml:9: newsletters[0].reply_to: mail.example is a name for examples",
        "config.toml:10: newsletters[0].postal_address: is that of the sample",
    ]
    assert _load(tmp_path, SAMPLES.replace("smtp", "folder")).warnings == ()


def test_what_init_writes_is_recognized_as_a_placeholder(tmp_path: Path) -> None:
    text = (shared.ROOT / "config.toml").read_text("utf-8")
    assert _load(tmp_path, text).warnings == ()
    assert len(_load(tmp_path, text.replace('transport = "folder"', 'transport = "smtp"')).warnings) == 3


def test_a_draft_built_after_its_hour_is_a_warning(tmp_path: Path) -> None:
    (said,) = _load(tmp_path, MINIMAL + "build_at = 08:00:00\nsend_at = 07:00:00\n").warnings
    assert "config.toml:6: newsletters[0].build_at: the draft is built at 08:00" in said


@pytest.mark.parametrize(
    "host", ["news.lan", "localhost", "fd00::1", "::1", "10.0.0.0/8", "10.1.2.3/8", "my_host", "a.b."]
)
def test_hosts_of_every_form_are_taken(host: str, tmp_path: Path) -> None:
    assert _load(tmp_path, f"[collect]\nallow_hosts = ['{host}']\n").collect.allow_hosts == (host,)
