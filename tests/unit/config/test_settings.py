"""What the settings refuse, mask, and say as values."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from digest import config, model
from digest.config import environment, fields, mistakes


def test_settings_are_frozen_and_refuse_unknown_keys() -> None:
    settings = config.Settings()
    with pytest.raises(ValidationError):
        settings.web = config.Web()  # type: ignore[misc] # the mistake under test
    with pytest.raises(ValidationError):
        config.Settings.model_validate({"webb": {}})


def test_secrets_are_masked_in_repr_and_in_json() -> None:
    settings = config.Settings(
        database=config.Database(url=SecretStr("postgresql://ann:hunter2@host/name")),
        web=config.Web(signing_key=SecretStr("hunter2" * 6)),
        delivery=config.Delivery(smtp=config.Smtp(password=SecretStr("hunter2"))),
    )
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_secret_keys_are_known_as_secret() -> None:
    secret = {".".join(keys) for keys, _ in fields.walk() if fields.is_secret(keys)}
    providers = {"postmark.server_token", "resend.api_key", "mailgun.api_key", "ses.secret_access_key"}
    assert secret == {
        *("database.url", "web.signing_key", "delivery.smtp.password", "model.api_key"),
        *("bounces.imap.password", "bounces.pop3.password"),
        *(f"delivery.{each}" for each in providers),
        *(f"delivery.{each}.hook_secret" for each in ("postmark", "resend", "mailgun", "ses")),
    }


def test_a_value_is_shown_short_and_without_credentials() -> None:
    assert mistakes.shown(("delivery", "smtp", "password"), "hunter2") == "the secret given"
    assert mistakes.shown(("sources", 0, "url"), "https://ann:hunter2@x/feed") == "'https://...@x/feed'"
    assert len(mistakes.shown(("web", "host"), "x" * 500)) == mistakes.SHOWN


@pytest.mark.parametrize(
    ("place", "near"),
    [
        (("collect", "timeout_secs"), "; did you mean timeout_seconds?"),
        (("newsletters", 0, "sendr"), "; did you mean sender?"),
        (("port",), "; did you mean web.port?"),
        (("database", "xyzzy"), "; known here: url, url_file"),
    ],
)
def test_an_unknown_key_is_answered_with_what_there_is(place: tuple[str | int, ...], near: str) -> None:
    assert mistakes.unknown_key(place).sentence == f"unknown key{near}"


def test_the_environment_is_laid_over_the_file() -> None:
    data = {"web": {"port": 1, "host": "a"}, "newsletters": [{"key": "n", "days": ["mon"]}]}
    changes = {"web": {"port": "2"}, "newsletters": {"0": {"days": '["tue"]'}, "1": {"key": "m"}}}
    touched = environment.merge(data, changes)
    assert data == {"web": {"port": "2", "host": "a"}, "newsletters": [{"key": "n", "days": ["tue"]}, {"key": "m"}]}
    assert touched[("newsletters", 0, "days")] == "DIGEST_NEWSLETTERS__0__DAYS"


def test_outlets_and_sources_become_values() -> None:
    settings = config.Settings(
        home=Path("/srv/digest"),
        outlets=(config.OutletSetting(name="Times", lean=model.Lean.CENTER, rater="us"),),
        sources=(
            config.SourceSetting(key="times", url="https://x/feed", outlet="Times"),
            config.SourceSetting(key="notes", kind=model.SourceKind.FOLDER, path=Path("notes"), section="Local"),
        ),
    )
    times, notes = config.sources(settings)
    assert times.outlet == config.outlets(settings)[0] == model.Outlet(name="Times", lean=model.Lean.CENTER, rater="us")
    assert (notes.location, notes.outlet.name, notes.section) == ("/srv/digest/notes", "notes", "Local")
