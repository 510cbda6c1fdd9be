"""Setting up at the command line: configuration, editors, sources, readers; usage and exit codes."""

import csv
import sqlite3
import stat
from pathlib import Path

import pytest

from digest.cli import failure, terminal
from tests.acceptance.command import digest

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>
<outline type="rss" text="Daily Bugle" xmlUrl="https://bugle.example/feed" category="lean/left"/>
<outline text="Business"><outline type="rss" text="Ledger" xmlUrl="https://ledger.example/feed"/></outline>
<outline type="rss" text="Daily Bugle" xmlUrl="https://bugle.example/weekend"/>
</body></opml>"""


def test_without_a_configuration_it_says_how_to_start(tmp_path: Path) -> None:
    ended = digest(tmp_path)
    assert ended.code == 0
    assert "digest demo" in ended.out
    assert "digest init" in ended.out
    assert digest(tmp_path, "--json").json["configuration"] is None
    failed = digest(tmp_path, "status")
    assert failed.code == 2
    assert "digest init" in failed.err


def test_init_sets_everything_up_once(tmp_path: Path) -> None:
    made = digest(tmp_path, "init", "--json").json["made"]
    assert len(made) == 3
    assert (tmp_path / "config.toml").is_file()
    assert (tmp_path / "digest.db").is_file()
    assert stat.S_IMODE((tmp_path / "signing.key").stat().st_mode) == 0o600
    key = (tmp_path / "signing.key").read_text(encoding="utf-8")
    again = digest(tmp_path, "init")
    assert "nothing was changed" in again.out
    assert (tmp_path / "signing.key").read_text(encoding="utf-8") == key
    assert "up to date" in digest(tmp_path, "migrate").out
    assert digest(tmp_path, "status", "--json").code == 0


def test_the_configuration_is_named_by_option_or_environment(demo: Path, tmp_path: Path) -> None:
    config = str(demo / "config.toml")
    assert digest(tmp_path, "--config", config, "sources", "list", "--json").code == 0
    assert digest(tmp_path, "sources", "list", "--json", "--config", config).code == 0
    assert digest(tmp_path, "--json", "sources", "list", DIGEST_CONFIG=config).json
    wins = digest(tmp_path, "--config", config, "sources", "list", "--json", DIGEST_CONFIG="/nowhere.toml")
    assert wins.code == 0


def test_a_wrong_configuration_is_explained_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[web]\nprot = 8080\n\n[delivery]\nbatch = 0\n", encoding="utf-8")
    ended = digest(tmp_path, "check")
    assert ended.code == 2
    assert "config.toml" in ended.err
    assert "prot" in ended.err
    assert "port" in ended.err
    assert "batch" in ended.err
    assert not ended.out


@pytest.mark.parametrize(
    "words",
    [
        ("bild",),
        ("build", "--dat", "2026-01-13"),
        ("build", "--date", "13.1.2026"),
        ("build", "evening"),
        ("subscribers", "add", "ada@readers.example", "--variant", "long"),
        ("subscribers", "list", "--state", "gone"),
        ("sources", "add", "https://news.example/feed", "--lean", "up"),
        ("sources", "add", "https://news.example/feed", "--key", "Not A Key"),
        ("sources", "add", "ftp://news.example/feed"),
        ("sources", "add", "news.example/feed"),
        ("editors", "add", "ada"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(demo: Path, words: tuple[str, ...]) -> None:
    ended = digest(demo, *words)
    assert ended.code == 2
    assert ended.err
    assert not ended.out


def test_another_schema_is_refused_with_what_to_run(newsroom: Path) -> None:
    with sqlite3.connect(newsroom / "digest.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = digest(newsroom, "status")
    assert ended.code == 1
    assert "9999" in ended.err
    (newsroom / "digest.db").unlink()
    ended = digest(newsroom, "status")
    assert ended.code == 1
    assert "digest migrate" in ended.err


def test_check_shows_what_works_but_should_be_looked_at(newsroom: Path) -> None:
    found = digest(newsroom, "check", "--json", DIGEST_NEWSLETTERS__0__POSTAL_ADDRESS="").json
    (warning,) = [each for each in found if each["verdict"] == "warn" and each["check"] == "configuration"]
    assert "postal_address" in warning["found"]


def test_a_language_without_words_is_allowed_and_said(newsroom: Path) -> None:
    found = digest(newsroom, "check", "--json", DIGEST_NEWSLETTERS__0__LANGUAGE="nl").json
    (warning,) = [each for each in found if each["check"] == "language"]
    assert warning["verdict"] == "warn"
    assert "no words of nl" in warning["found"]
    assert not [each for each in digest(newsroom, "check", "--json").json if each["check"] == "language"]


def test_a_language_that_is_none_stops_everything(newsroom: Path) -> None:
    ended = digest(newsroom, "check", DIGEST_NEWSLETTERS__0__LANGUAGE="de_DE")
    assert ended.code == 2
    assert "did you mean de-DE?" in ended.err


def test_an_unreachable_database_is_named_without_its_password(newsroom: Path) -> None:
    url = "postgresql+psycopg://digest:secret@127.0.0.1:9/digest"
    ended = digest(newsroom, "status", DIGEST_DATABASE__URL=url)
    assert ended.code == 1
    assert "127.0.0.1:9" in ended.err
    assert "secret" not in ended.err


def test_an_editor_is_added_from_a_file_or_standard_input(newsroom: Path) -> None:
    (newsroom / "password").write_text("a long enough password\n", encoding="utf-8")
    assert digest(newsroom, "editors", "add", "ada", "--password-file", "password").code == 0
    assert digest(newsroom, "editors", "add", "ben", "--password-file", "-", given="another long password\n").code == 0
    taken = digest(newsroom, "editors", "add", "ada", "--password-file", "password")
    assert taken.code == 1
    assert digest(newsroom, "editors", "add", "ada", "--password-file", "password", "--replace").code == 0
    short = digest(newsroom, "editors", "add", "eve", "--password-file", "-", given="short\n")
    assert short.code == 1
    assert "characters" in short.err
    missing = digest(newsroom, "editors", "add", "eve", "--password-file", "nowhere")
    assert missing.code == 1
    assert "nowhere: No such file" in missing.err


def test_sources_are_added_paused_and_removed(newsroom: Path) -> None:
    words = ("--outlet", "Bugle", "--lean", "left", "--rater", "our own reading")
    added = digest(newsroom, "sources", "add", "https://www.bugle.example/feed", *words, "--json")
    assert added.json == {"added": ["bugle-example"]}
    listed = {each["key"]: each for each in digest(newsroom, "sources", "list", "--json").json}
    assert listed["bugle-example"]["outlet"]["lean"] == "left"
    assert listed["bugle-example"]["outlet"]["rated_on"]
    assert digest(newsroom, "sources", "add", "https://www.bugle.example/feed").code == 1
    assert digest(newsroom, "sources", "pause", "bugle-example", "--json").json["state"] == "paused"
    assert digest(newsroom, "sources", "pause", "bugle-example", "--resume", "--json").json["state"] == "active"
    assert digest(newsroom, "sources", "remove", "bugle-example").code == 0
    configured = digest(newsroom, "sources", "remove", "halyard")
    assert configured.code == 1
    assert "configuration" in configured.err


def test_sources_come_from_opml_and_go_back(newsroom: Path) -> None:
    (newsroom / "feeds.opml").write_text(OPML, encoding="utf-8")
    first = digest(newsroom, "sources", "import", "feeds.opml", "--json").json
    assert first == {"added": ["daily-bugle", "ledger", "daily-bugle-2"], "there_already": 0}
    again = digest(newsroom, "sources", "import", "-", "--json", given=OPML).json
    assert again == {"added": [], "there_already": 3}
    exported = {each["url"]: each for each in digest(newsroom, "sources", "export", "--json").json}
    assert exported["https://bugle.example/feed"]["outlet"]["lean"] == "left"
    assert exported["https://ledger.example/feed"]["section"] == "Business"
    assert "xmlUrl" in digest(newsroom, "sources", "export").out
    wrong = digest(newsroom, "sources", "import", "config.toml")
    assert wrong.code == 2
    assert "config.toml" in wrong.err


def test_readers_are_imported_exported_and_never_brought_back(newsroom: Path) -> None:
    lines = 'address,name\nada@readers.example,"=HYPERLINK(""x"")"\nben@readers.example,Ben\nnot an address,Eve\n'
    (newsroom / "readers.csv").write_text(lines, encoding="utf-8")
    first = digest(newsroom, "subscribers", "import", "readers.csv", "--json")
    assert first.code == 0
    assert (first.json["added"], [each["line"] for each in first.json["refused"]]) == (2, [4])
    assert "readers.csv, line 4: not an address" in first.err
    assert digest(newsroom, "subscribers", "remove", "ben@readers.example").code == 0
    again = digest(newsroom, "subscribers", "import", "readers.csv", "--json").json
    assert (again["added"], again["unchanged"], len(again["refused"])) == (0, 1, 2)
    assert digest(newsroom, "subscribers", "export", "out.csv").code == 0
    with (newsroom / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["address"]: row for row in csv.DictReader(file)}
    assert rows["ada@readers.example"]["name"].startswith("'=")
    assert rows["ada@readers.example"]["proof"] == "import of readers.csv, line 2"
    assert rows["ben@readers.example"]["state"] == "unsubscribed"
    # Into a fresh database: who left stays away there too.
    (newsroom / "digest.db").unlink()
    digest(newsroom, "migrate")
    elsewhere = digest(newsroom, "subscribers", "import", "out.csv", "--json").json
    assert (elsewhere["added"], elsewhere["refused"]) == (1, [])
    assert digest(newsroom, "subscribers", "list", "--json").json[0]["name"] == '=HYPERLINK("x")'


def test_what_a_reader_mutes_is_set_listed_and_survives_export_and_import(newsroom: Path) -> None:
    ada = ("subscribers", "set", "ada@readers.example")
    section = digest(newsroom, "subscribers", "add", "ada@readers.example", "--muted", "Chess")
    assert (section.code, "Chess: is no section of" in section.err) == (2, True)
    (newsroom / "readers.csv").write_text(
        "address,muted\nada@readers.example,Sport; World News\nben@readers.example,\n", encoding="utf-8"
    )
    imported = digest(newsroom, "subscribers", "import", "readers.csv")
    assert imported.code == 0
    assert imported.err.count("which is no section of") == 1
    assert "readers.csv, line 2: ada@readers.example: mutes 'world news', which is no section of" in imported.err
    assert digest(newsroom, *ada, "--variant", "brief", "--json").json["muted"] == "sport; world news"
    digest(newsroom, "subscribers", "export", "out.csv")
    exported = (newsroom / "out.csv").read_text(encoding="utf-8").splitlines()
    rows = {row["address"]: row for row in csv.DictReader(exported)}
    assert (rows["ada@readers.example"]["variant"], rows["ada@readers.example"]["muted"]) == (
        "brief",
        "sport; world news",
    )
    (newsroom / "digest.db").unlink()
    digest(newsroom, "migrate")
    digest(newsroom, "subscribers", "import", "out.csv")
    listed = digest(newsroom, "subscribers", "list")
    assert "brief-muting-sport.world_20news" in listed.out
    assert "(confirmed, brief)" in digest(newsroom, *ada, "--all-sections").out
    assert digest(newsroom, "subscribers", "set", "nobody@readers.example").code == 1


def test_every_line_of_an_import_is_accounted_for(newsroom: Path) -> None:
    (newsroom / "readers.csv").write_text(
        "address,name,state,variant\n"
        "empty@readers.example,Em\x00p\x1bty,,\n"
        "upper@readers.example,,Confirmed,Brief\n"
        "weird@readers.example,,weird,\n"
        "odd@readers.example,,,shortish\n"
        "gone@readers.example,,Unsubscribed,\n"
        ",Nobody,,\n"
        ",,,\n",
        encoding="utf-8",
    )
    ended = digest(newsroom, "subscribers", "import", "readers.csv")
    assert ended.code == 0
    assert "2 added, 0 unchanged, 3 refused, 1 passed over" in ended.out
    said = ended.err.splitlines()
    assert [line.partition(":")[0] for line in said] == [f"readers.csv, line {number}" for number in (4, 5, 6, 7)]
    assert "weird is no state; choose one of unconfirmed, confirmed" in said[0]
    assert "shortish is no variant; choose one of full" in said[1]
    assert "gone@readers.example: is unsubscribed; only confirmed readers are added" in said[2]
    listed = digest(newsroom, "subscribers", "list", "--json").json
    assert [(each["name"], each["variant"]) for each in listed] == [("Empty", "full"), ("", "brief")]
    again = digest(newsroom, "subscribers", "import", "readers.csv", "--json").json
    assert [each["line"] for each in again["passed_over"]] == [6]
    (newsroom / "readers.csv").write_text("address,state\na@readers.example,weird\n", encoding="utf-8")
    assert digest(newsroom, "subscribers", "import", "readers.csv").code == 1


def test_a_failure_is_a_document_too(tmp_path: Path) -> None:
    for words, code in ((("build",), 2), (("no-such-command",), 2)):
        ended = digest(tmp_path, *words, "--json")
        assert (ended.code, ended.json["code"]) == (code, code)
        assert ended.json["error"]
        assert ended.err


def test_an_unknown_lean_names_those_there_are(newsroom: Path) -> None:
    ended = digest(newsroom, "sources", "add", "https://a.example/feed", "--lean", "lefty")
    assert ended.code == 2
    assert "lean: 'lefty' is not known; write 'left', 'lean_left'" in ended.err


def test_ctrl_c_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> None:
        raise SystemExit(130)

    assert failure.exit_code(stopped) == 130
    assert capsys.readouterr().err == "digest: stopped; run it again to go on\n"


def test_an_interrupted_demo_says_so(tmp_path: Path, demo: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "config.toml").write_text((demo / "config.toml").read_text(encoding="utf-8"), encoding="utf-8")
    ended = digest(tmp_path, "demo", "--dir", "broken")
    assert ended.code == 1
    assert "interrupted; begin again with --force" in ended.err
    assert "edition.html" not in ended.err


def test_nobody_else_reads_names_and_addresses(demo: Path) -> None:
    mails = list((demo / "outbox").glob("*.eml"))
    assert mails
    private = [*demo.glob("digest.db*"), demo / "edition.html", *mails]
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}


def test_a_person_is_forgotten(newsroom: Path) -> None:
    assert digest(newsroom, "subscribers", "add", "ada@readers.example", "--variant", "brief").code == 0
    assert digest(newsroom, "subscribers", "remove", "ada@readers.example", "--erase").code == 0
    assert digest(newsroom, "subscribers", "list", "--json").json == []
    refused = digest(newsroom, "subscribers", "add", "ada@readers.example")
    assert refused.code == 1
    assert "suppressed" in refused.err
    unknown = digest(newsroom, "subscribers", "remove", "nobody@readers.example")
    assert unknown.code == 1


def test_a_terminal_that_cannot_show_a_name_is_no_failure(demo: Path) -> None:
    ended = digest(demo, "subscribers", "list", PYTHONIOENCODING="ascii")
    assert ended.code == 0
    assert "\\u" in ended.out


@pytest.mark.parametrize("content", [b"name\nAda\n", b"address\n\xff\xfe\n"])
def test_a_file_that_holds_no_readers_is_refused(newsroom: Path, content: bytes) -> None:
    (newsroom / "readers.csv").write_bytes(content)
    ended = digest(newsroom, "subscribers", "import", "readers.csv")
    assert ended.code == 2
    assert "readers.csv" in ended.err


def test_something_unexpected_is_one_sentence_and_a_private_file(capsys: pytest.CaptureFixture[str]) -> None:
    def stumble() -> None:
        raise RuntimeError("boom")

    assert failure.exit_code(stumble) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    file = Path(said.split()[-1])
    assert "boom" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()


def test_foreign_text_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show("a\x1b[2Jb\u202ec\td")
    assert capsys.readouterr().out == "a\N{REPLACEMENT CHARACTER}[2Jb\N{REPLACEMENT CHARACTER}c\td\n"


def test_a_key_that_signs_mails_is_made_once_with_its_records(tmp_path: Path) -> None:
    digest(tmp_path, "init")
    made = digest(tmp_path, "dkim", "--new", "mail.pem")
    assert made.code == 0, made.err
    assert stat.S_IMODE((tmp_path / "mail.pem").stat().st_mode) == 0o600
    assert 'key_file = "mail.pem"' in made.out
    assert 'TXT "v=DKIM1; k=rsa; p=' in made.out
    assert "v=spf1" in made.out
    assert "v=DMARC1" in made.out
    assert max(len(piece) for piece in made.out.split('"')) <= 255, "a string of a TXT record is no longer"
    again = digest(tmp_path, "dkim", "--new", "mail.pem")
    assert again.code != 0
    assert "mail.pem" in again.err
    entry = made.out[made.out.index("[[delivery.dkim]]") :].partition("\n\n")[0]
    with (tmp_path / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}\n")
    shown = digest(tmp_path, "dkim", "--json").json
    assert [each["value"].partition(";")[0] for each in shown] == [
        "v=DKIM1",
        "v=spf1 ip4:<the address your mail server sends from> -all",
        "v=DMARC1",
    ]
    (tmp_path / "mail.pem").write_text("nonsense", encoding="utf-8")
    broken = digest(tmp_path, "dkim")
    assert broken.code == 2
    assert "mail.pem" in broken.err
    unknown = digest(tmp_path, "dkim", "--new", "other.pem", "--kind", "dsa")
    assert "ed25519" in unknown.err
