"""What deploy/ ships can be read by those it is for, and names nothing that does not exist."""

import configparser
import json
import re
import shlex

import pytest

from digest.config import fields
from tests.house.test_commands import COMMANDS
from tests.shared import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "digest.service").read_text("utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
SETTINGS = {"DIGEST_" + "__".join(keys).upper() for keys, _ in fields.walk()}


class Unit(configparser.RawConfigParser):
    """A unit file: keys keep their case, and a key given again adds a value."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit() -> Unit:
    parsed = Unit(strict=False, comment_prefixes=("#", ";"), delimiters=("=",))
    parsed.read_string(UNIT)
    return parsed


@pytest.mark.parametrize("text", [UNIT, CONTAINER, COMPOSE], ids=["unit", "container", "compose"])
def test_only_settings_that_exist_are_set(text: str) -> None:
    assert set(re.findall(r"\bDIGEST_[A-Z]+__[A-Z_]+", text)) <= SETTINGS


def test_the_unit_starts_commands_that_exist_and_is_locked_up() -> None:
    service = unit()["Service"]
    for key in ("ExecStartPre", "ExecStart"):
        program, command, *_ = shlex.split(service[key])
        assert program == "/opt/digest/bin/digest"
        assert f"digest {command}" in COMMANDS
    for key in ("NoNewPrivileges", "DynamicUser", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictNamespaces"):
        assert service[key] == "yes"
    assert (service["ProtectSystem"], service["Restart"], service["Type"]) == ("strict", "on-failure", "notify")
    assert int(service["TimeoutStopSec"]) > 30, "the service takes 30 s to finish what is under way"
    assert "WatchdogSec" not in service, "the service does not ping"


def test_the_container_runs_commands_that_exist_as_nobody_special() -> None:
    found = re.findall(r"^CMD (\[.*\])$", CONTAINER, re.MULTILINE)
    script = json.loads(found[-1])[-1]
    commands = re.findall(r"digest \w+", script)
    assert commands == ["digest migrate", "digest run"]
    assert set(commands) <= set(COMMANDS)
    assert "exec digest run" in script, "it must get the signals"
    assert re.search(r"^USER digest$", CONTAINER, re.MULTILINE)
    assert "ADD http" not in CONTAINER


def test_compose_names_files_and_secrets_that_exist() -> None:
    assert (ROOT / re.findall(r"dockerfile: (\S+)", COMPOSE)[0]).is_file()
    used = set(re.findall(r"/run/secrets/([a-z-]+)", COMPOSE))
    declared = set(re.findall(r"^  ([a-z-]+): \{file: \./\1\}$", COMPOSE, re.MULTILINE))
    assert used == declared
    assert not re.search(r"(?i)password: *[^\s{]", COMPOSE), "passwords are kept in files"
