"""Whatever is wrong in the configuration is named: file, line, key, what was expected; all of it at once."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest import config, errors
from digest.config import fields

Write = Callable[[str], Path]

SETTINGS = [keys for keys, _ in fields.walk()]
LISTS = {
    "outlets": 'name = "A"',
    "sources": 'key = "a"\npath = "a"',
    "newsletters": 'key = "n"\nname = "N"\nsender = "a@b.c"',
    "delivery.dkim": 'domain = "b.c"',
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def _mistakes(path: Path) -> list[str]:
    with pytest.raises(errors.ConfigError) as raised:
        config.load(path)
    return str(raised.value).replace(f"{path.parent}/", "").splitlines()


def _table(keys: tuple[str, ...]) -> str:
    """Headers that lead to the table of this key, with what its list requires."""
    if len(keys) == 1:
        return ""
    first, *rest = keys[:-1]
    if (name := ".".join(keys[:-1])) in LISTS:
        return f"[[{name}]]\n{LISTS[name]}\n"
    header = f"[[{first}]]\n{LISTS[first]}\n" if first in LISTS else f"[{first}]\n"
    return header + (f"[{'.'.join(keys[:-1])}]\n" if rest else "")


def _swapped(word: str) -> str:
    """The word with one letter doubled: a typing mistake that no other key has."""
    return word[:-1] + word[-1] * 2


@pytest.mark.parametrize("keys", SETTINGS, ids=".".join)
def test_every_wrong_key_is_named_with_line_and_nearest_key(keys: tuple[str, ...], write: Write) -> None:
    above = _table(keys)
    path = write(f"{above}{_swapped(keys[-1])} = 1\n")
    line = above.count("\n") + 1
    found = _mistakes(path)
    assert len(found) == 1
    assert found[0].startswith(f"config.toml:{line}: ")
    assert found[0].endswith(
        f".{_swapped(keys[-1])}: unknown key; did you mean {keys[-1]}?".removeprefix("." if len(keys) == 1 else "")
    )


@pytest.mark.parametrize("keys", SETTINGS, ids=".".join)
def test_every_wrong_value_is_named_with_line_and_what_was_expected(keys: tuple[str, ...], write: Write) -> None:
    above = _table(keys)
    above = "\n".join(line for line in above.split("\n") if not line.startswith(f"{keys[-1]} = "))
    found = _mistakes(write(f"{above}{keys[-1]} = {{ wrong = 1 }}\n"))
    line = above.count("\n") + 1
    assert [each for each in found if each.startswith(f"config.toml:{line}: ") and f"{keys[-1]}: should be " in each]


def test_all_mistakes_are_reported_at_once(write: Write) -> None:
    found = _mistakes(
        write(
            """templats = "x"
[web]
port = 99999
[collect]
timeout_secs = 5
[delivery.smtp]
security = "none"
host = "mail.example.org"
[[outlets]]
name = "Times"
[[outlets]]
name = "Times"
lean = "lefty"
[[sources]]
key = "times"
url = "https://x/feed"
path = "also"
outlet = "Tims"
[[newsletters]]
key = "n"
name = "N"
sources = ["tims"]
time_zone = "Europe/Berln"
send_at = 'seven'
"""
        )
    )
    assert found == [
        "config.toml:1: templats: unknown key; did you mean templates?",
        "config.toml:3: web.port: should be less than or equal to 65535; it is 99999",
        "config.toml:5: collect.timeout_secs: unknown key; did you mean timeout_seconds?",
        (
            "config.toml:7: delivery.smtp.security: would send mails and password unencrypted to mail.example.org;"
            " use starttls or tls (none is for this machine)"
        ),
        "config.toml:12: outlets[1].name: there are two outlets 'Times'; names are unique",
        (
            "config.toml:13: outlets[1].lean: should be 'left', 'lean_left', 'center', 'lean_right', 'right' or 'unrated';"
            " it is 'lefty'; did you mean left?"
        ),
        "config.toml:14: sources[0]: needs either url or path, and not both",
        "config.toml:18: sources[0].outlet: there is no outlet 'Tims'; did you mean Times?",
        "config.toml:19: newsletters[0].sender: is missing: Address in the From line.",
        "config.toml:22: newsletters[0].sources[0]: there is no source 'tims'; did you mean times?",
        "config.toml:23: newsletters[0].time_zone: 'Europe/Berln' is no IANA time zone; did you mean Europe/Berlin?",
        "config.toml:24: newsletters[0].send_at: should be a time of day, such as 07:30:00; it is 'seven'",
    ]


MORNING = '[[newsletters]]\nkey = "morning"\nname = "M"\nsender = "a@b.c"\n'
WEEKLY = '[[newsletters]]\nkey = "weekly"\nname = "W"\nsender = "a@b.c"\n'
SUNDAY = 'days = ["sun"]\n'
SHIFTED = 'progressive = ["left"]\ncenter = ["lean_left", "center"]\n'


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (f'round_up_of = "mornin"\n{SUNDAY}', "there is no newsletter 'mornin'; did you mean morning?"),
        (f'round_up_of = "The Morning"\n{SUNDAY}', "there is no newsletter 'The Morning'"),
        (f'round_up_of = "weekly"\n{SUNDAY}', "is this newsletter itself; name the one whose editions it tells again"),
        (f'round_up_of = "sunday"\n{SUNDAY}', "sunday is a round-up itself; name morning, or another one with sources"),
        ('round_up_of = "morning"\n', "a round-up appears on one day of the week"),
        ('round_up_of = "morning"\ndays = ["sat", "sun"]\n', "a round-up appears on one day of the week"),
        (f'round_up_of = "morning"\n{SUNDAY}sources = ["*"]\n', "a round-up reads no sources"),
        (
            f'round_up_of = "morning"\n{SUNDAY}[newsletters.buckets]\n{SHIFTED}',
            "a round-up has the buckets of",
        ),
    ],
)
def test_a_round_up_that_could_not_be_made_is_refused(more: str, what: str, write: Write) -> None:
    sunday = WEEKLY.replace("weekly", "sunday") + f'round_up_of = "morning"\n{SUNDAY}'
    found = _mistakes(write(MORNING + sunday + WEEKLY + more))
    assert len(found) == 1, found
    assert what in found[0]


def test_a_round_up_reads_no_sources(write: Write) -> None:
    settings = config.load(write(MORNING + WEEKLY + f'round_up_of = "morning"\n{SUNDAY}'))
    assert settings.newsletter("weekly").sources == ()
    assert settings.newsletter("morning").sources == ("*",)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[web]\nport = = 1\n", 2, "is not valid TOML: Invalid value"),
        ("a = 1\na = 2\n", 2, "is not valid TOML: Cannot overwrite a value"),
        ("[web\n", 1, "is not valid TOML: "),
        ('x = """never closed\n\n', 3, "is not valid TOML: "),
        ("home = 'x'\n", 1, "home: unknown key"),
        ("warnings = []\n", 1, "warnings: unknown key"),
        ("[bounces]\naddress = 'nobody'\n", 2, "bounces.address: has another form than expected"),
        (
            "[bounces.imap]\nhost = 'mail.example.org'\n",
            2,
            "bounces.imap.host: needs a log-in: set bounces.imap.username",
        ),
        (
            "[bounces.pop3]\nhost = 'mail.example.org'\nusername = 'a'\n",
            3,
            "bounces.pop3.username: needs a password: give password_file (or password), or set DIGEST_BOUNCES__POP3__PASSWORD",
        ),
        (
            "[bounces.imap]\nhost = 'mail.example.org'\nusername = 'a'\npassword = 'b'\nsecurity = 'none'\n",
            5,
            "bounces.imap.security: would send mails and password unencrypted to mail.example.org",
        ),
        (
            "[bounces.imap]\nusername = 'a'\npassword = 'b'\npassword_file = 'x'\n",
            3,
            "bounces.imap.password: is given twice",
        ),
        (
            "[database]\nurl = 'sqlite:///a.db'\nurl_file = 'x'\n",
            2,
            "database.url: is given twice; keep either url or url_file",
        ),
        ("[web]\nsigning_key = 'short'\n", 2, "web.signing_key: should have at least 32 characters"),
        (
            "[delivery.smtp]\nusername = 'ann'\n",
            2,
            "delivery.smtp.username: needs a password: give password_file (or password), or set DIGEST_DELIVERY__SMTP__PASSWORD",
        ),
        (
            "[delivery]\ntransport = 'postmark'\n",
            2,
            "delivery.transport: postmark needs delivery.postmark.server_token: give server_token_file (or server_token), or set DIGEST_DELIVERY__POSTMARK__SERVER_TOKEN",
        ),
        ("[delivery]\ntransport = 'mailgun'\n", 2, "delivery.transport: mailgun needs delivery.mailgun.domain"),
        ("[delivery]\ntransport = 'ses'\n", 2, "delivery.transport: ses needs delivery.ses.access_key_id"),
        ("[delivery.resend]\napi_key_file = 'nowhere'\n", 2, "delivery.resend.api_key_file: cannot read"),
        ("[delivery.ses]\nregion = 'Frankfurt'\n", 2, "delivery.ses.region: has another form than expected"),
        (
            "[delivery.resend]\nbase_url = 'http://resend.lan'\n",
            2,
            "delivery.resend.base_url: would send mails and key unencrypted to resend.lan; use https",
        ),
        (
            "[delivery.mailgun]\napi_key = 'k'\napi_key_file = 'k'\n",
            2,
            "delivery.mailgun.api_key: is given twice; keep either api_key or api_key_file",
        ),
        ("[delivery.smtp]\npassword_file = 'nowhere'\n", 2, "delivery.smtp.password_file: cannot read"),
        ("[[sources]]\nkey = 'a'\nurl = 'ftp://x'\n", 3, "sources[0].url: should begin with https:// or http://"),
        (
            "[[sources]]\nkey = 'a'\nkind = 'folder'\nurl = 'https://x'\n",
            4,
            "sources[0].url: a folder lies on this machine; give its path",
        ),
        ("[web]\nhost = '300.1.1.1'\n", 2, "web.host: '300.1.1.1' is neither an IP address nor a host name"),
        (
            "[collect]\nallow_hosts = [\n'news.lan',\n'nonsense/99']\n",
            4,
            "collect.allow_hosts[1]: 'nonsense/99' is no IP address, network or host name",
        ),
        ("[model]\nbase_url = 'http://127.0.0.1:11434/v1'\n", 2, "model.base_url: needs the name of a model as well"),
        (
            "[model]\nname = 'm'\napi_key = 'k'\nbase_url = 'http://models.lan/v1'\n",
            4,
            "model.base_url: would send the key unencrypted to models.lan; use https",
        ),
        ("[model]\nname = 'm'\nbase_url = 'http://[::1'\n", 3, "model.base_url: has another form than expected"),
        ("[database]\nurl = 'mysql://ann:hunter2@x'\n", 2, "database.url: should be sqlite:///digest.db or postgresql"),
        ("[database]\nurl = 'digest.db'\n", 2, "database.url: should be sqlite:///digest.db or postgresql"),
        ("[database]\nurl = 'sqlite://'\n", 2, "database.url: names no file"),
        ("[[sources]]\nkey = 'a'\n", 1, "sources[0]: needs either url or path, and not both"),
        (
            "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\nsend_at = '07:00Z'\n",
            5,
            "newsletters[0].send_at: is meant in",
        ),
        (
            "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\ndays = []\n",
            5,
            "newsletters[0].days: needs at least one day",
        ),
        (
            "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\nlanguage = 'pt_BR'\n",
            5,
            "newsletters[0].language: 'pt_BR' is no language known here; did you mean pt-BR?",
        ),
        (
            "[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\nlanguage = 'english'\n",
            5,
            "newsletters[0].language: 'english' is no language known here",
        ),
        (
            "[[newsletters]]\nkey = 'desk'\nname = 'N'\nsender = 'a@b.c'\n",
            2,
            "newsletters[0].key: /desk is the address of one of our own pages; choose another key",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, what: str, write: Write) -> None:
    found = _mistakes(write(text))
    assert [each for each in found if each.startswith(f"config.toml:{line}: {what}")], found


def test_another_database_is_reported_with_all_other_mistakes_and_without_its_password(write: Write) -> None:
    found = _mistakes(write("[database]\nurl = 'mysql://ann:hunter2@x'\n[web]\nport = 'many'\n"))
    assert len(found) == 2
    assert found[0].endswith("it begins with mysql://")
    assert "hunter2" not in "".join(found)


@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Europe/Berln", "did you mean Europe/Berlin?"),
        ("europe/berlin ", "did you mean Europe/Berlin?"),
        ("Berlin", "did you mean Europe/Berlin?"),
        ("US/New York", "did you mean America/New_York?"),
        ("17 o'clock", "write it like Europe/Berlin or America/New_York"),
    ],
)
def test_a_wrong_time_zone_is_answered_with_the_nearest(zone: str, near: str, write: Write) -> None:
    table = f'[[newsletters]]\nkey = "n"\nname = "N"\nsender = "a@b.c"\ntime_zone = "{zone}"\n'
    (found,) = _mistakes(write(table))
    assert found == f"config.toml:5: newsletters[0].time_zone: {zone!r} is no IANA time zone; {near}"


def test_variables_that_name_no_table_of_a_list_are_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_NEWSLETTERS__5__NAME", "x")
    monkeypatch.setenv("DIGEST_NEWSLETTERS__0__SENDR", "x")
    monkeypatch.setenv("DIGEST_SOURCES__TIMES__KEY", "x")
    assert sorted(_mistakes(write("[[newsletters]]\nkey = 'n'\nname = 'N'\nsender = 'a@b.c'\n"))) == [
        "DIGEST_NEWSLETTERS__0__SENDR: newsletters[0].sendr: unknown key; did you mean sender?",
        "DIGEST_NEWSLETTERS__5: there are 1 newsletters, counted from 0; another one is written DIGEST_NEWSLETTERS__1__...",
        "DIGEST_SOURCES__TIMES: there are 0 sources, counted from 0; another one is written DIGEST_SOURCES__0__...",
    ]


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert _mistakes(tmp_path) == [f"{tmp_path.name}: is a folder; name the file in it: {tmp_path.name}/config.toml"]


def test_secrets_never_stand_in_a_message(write: Write) -> None:
    found = _mistakes(
        write(
            "[delivery.smtp]\npasword = 'hunter2'\npassword = ['hunter2']\n[database]\nurl = 5\n[web]\nsigning_key = 'hunter2'\n"
        )
    )
    assert len(found) == 4
    assert "hunter2" not in "".join(found)


def test_mistakes_in_the_environment_name_the_variable(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_WEB__PORT", "many")
    monkeypatch.setenv("DIGEST_WEB__PROT", "1")
    monkeypatch.setenv("DIGEST_WEBB__PORT", "1")
    monkeypatch.setenv("DIGEST_COLLECT__ALLOW_HOSTS", "127.0.0.1")
    found = _mistakes(write("[web]\nport = 1\n"))
    assert sorted(each.split(";")[0] for each in found) == [
        'DIGEST_COLLECT__ALLOW_HOSTS: collect.allow_hosts: should be a list, such as ["a", "b"]',
        "DIGEST_WEBB__PORT: unknown table webb",
        "DIGEST_WEB__PORT: web.port: should be a whole number",
        "DIGEST_WEB__PROT: web.prot: unknown key",
    ]


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    assert "there is no such file" in _mistakes(tmp_path / "config.toml")[0]
    (tmp_path / "config.toml").write_bytes(b"a = 1\nb = '\xff'\n")
    assert _mistakes(tmp_path / "config.toml") == ["config.toml:2: is not UTF-8 text; save it as UTF-8"]


def test_pictures_need_the_package_that_reads_them(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[[newsletters]]\nkey = "n"\nname = "N"\nsender = "a@b.c"\nimages = "lead"\n'
    assert config.load(write(text)).newsletters[0].images is config.Images.LEAD
    monkeypatch.setitem(sys.modules, "PIL", None)
    (said,) = _mistakes(write(text))
    assert said.startswith(
        "config.toml:5: newsletters[0].images: needs the extra package Pillow; install it with: pip install"
    )
    assert config.load(write(text.replace("lead", "none"))).newsletters[0].images is config.Images.NONE
