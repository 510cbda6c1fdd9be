"""A day by hand: collect, build, preview, approve, send; and what stands in its way."""

import email
import email.policy
import hashlib
import json
import os
import pty
import re
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from digest.store import editors
from digest.store.database import Database
from digest.store.deliveries import ALL_MUTED
from tests.acceptance.command import DIGEST, OLD_NEWS, Ended, digest
from tests.acceptance.conftest import DAY
from tests.integration.smtp_server import SmtpServer

EDITION = f"first-light/{DAY}"


def run(folder: Path, *words: str, **environment: str) -> Ended:
    return digest(folder, *words, **OLD_NEWS, **environment)


def add_readers(newsroom: Path, *addresses: str) -> None:
    ended = digest(newsroom, "subscribers", "import", "-", given="\n".join(addresses))
    assert ended.code == 0, ended.err


def state(newsroom: Path) -> str:
    with sqlite3.connect(newsroom / "digest.db") as database:
        return str(database.execute("SELECT state FROM edition").fetchone()[0])


def smtp(server: SmtpServer) -> dict[str, str]:
    return {
        "DIGEST_DELIVERY__TRANSPORT": "smtp",
        "DIGEST_DELIVERY__SMTP__HOST": "127.0.0.1",
        "DIGEST_DELIVERY__SMTP__PORT": str(server.port),
        "DIGEST_DELIVERY__SMTP__SECURITY": "none",
    }


def test_a_day_by_hand_ends_in_the_outbox(drafted: Path) -> None:
    sha256 = run(drafted, "preview", "--json").json["sha256"]
    add_readers(drafted, "ada@readers.example", "ben@readers.example")
    assert run(drafted, "approve", "latest", "--sha256", sha256[:16]).code == 0
    sent = run(drafted, "send", EDITION, "--json")
    assert sent.json["deliveries"] == {"sent": 2}
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (drafted / "outbox").glob("*.eml")
    ]
    assert sorted(mail["To"].addresses[0].addr_spec for mail in mails) == ["ada@readers.example", "ben@readers.example"]
    assert run(drafted, "send", "latest", "--json").json["sent"] == 0
    assert len(list((drafted / "outbox").iterdir())) == 2


def test_the_printed_document_is_the_stored_one_with_its_hash(demo: Path) -> None:
    shown = digest(demo, "preview", EDITION, "--json").json
    with sqlite3.connect(demo / "digest.db") as database:
        query = "SELECT document, sha256 FROM edition WHERE local_date = ?"
        document, sha256 = database.execute(query, (DAY,)).fetchone()
    assert list(shown)[:5] == ["newsletter", "local_date", "sha256", "subject", "preheader"]
    assert shown.pop("sha256") == sha256 == hashlib.sha256(document.encode()).hexdigest()
    assert shown == json.loads(document)


def sections(folder: Path) -> list[str]:
    """Those that the edition prints something in."""
    shown = digest(folder, "preview", EDITION, "--json").json
    return sorted({one["section"] for one in (*shown["stories"], *shown["briefs"])})


@pytest.mark.parametrize("shown", [("--text",), ("--html", "mail.html"), ("--html", "mail.html", "--text")])
def test_who_muted_every_section_gets_no_mail_and_is_shown_none(
    demo: Path, tmp_path: Path, shown: tuple[str, ...]
) -> None:
    words = [str(tmp_path / word) if word == "mail.html" else word for word in shown]
    printed = sections(demo)
    muting = [word for section in printed for word in ("--muted", section)]
    listed = {"DIGEST_NEWSLETTERS__0__SECTIONS": json.dumps(printed)}
    ended = digest(demo, "preview", EDITION, *words, *muting, **listed)
    assert len(printed) > 1
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"No mail is sent to them: {ALL_MUTED}.\n"
    assert not (tmp_path / "mail.html").exists()


@pytest.mark.parametrize("shown", [("--page", "page.html"), ("--page", "page.html", "--text"), ()])
def test_muting_is_refused_for_what_has_every_section(demo: Path, tmp_path: Path, shown: tuple[str, ...]) -> None:
    words = [str(tmp_path / word) if word == "page.html" else word for word in shown]
    ended = digest(demo, "preview", EDITION, *words, "--muted", "Politics")
    assert (ended.code, ended.out) == (2, "")
    said = "the web page has every section" if shown else "shows nothing by itself"
    assert ended.err.startswith(f"digest: --muted: {said}")
    assert not (tmp_path / "page.html").exists()


def test_the_printed_document_has_the_promised_form(demo: Path) -> None:
    shown = digest(demo, "preview", EDITION, "--json").json
    assert {"stories", "briefs", "left_out"} <= set(shown)
    story = next(each for each in shown["stories"] if each["perspectives"] and each["quotes"])
    assert {"id", "section", "headline", "dek", "articles", "quick_takes", "perspectives", "quotes"} <= set(story)
    assert {"url", "outlet", "lean", "title", "published"} <= set(story["articles"][0])
    assert {"article", "sentence", "quote"} == set(story["quick_takes"][0]["citations"][0])
    assert {"progressive", "conservative", "common_ground"} == set(story["perspectives"])
    assert {"statements", "articles"} <= set(story["perspectives"]["progressive"])
    assert {"text", "speaker", "variants"} <= set(story["quotes"][0])


def test_preview_shows_the_mail_as_text_and_html(demo: Path, tmp_path: Path) -> None:
    page = tmp_path / "mail.html"
    assert digest(demo, "preview", "latest", "--html", str(page)).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    subject = digest(demo, "preview", "latest", "--json").json["subject"]
    overview = digest(demo, "preview").out
    assert subject in overview
    assert "sha256" in overview
    text = digest(demo, "preview", "latest", "--text").out
    assert "http://127.0.0.1:8080/first-light" in text


def test_preview_writes_the_web_page_as_the_archive_has_it(demo: Path, drafted: Path, tmp_path: Path) -> None:
    for folder in (demo, drafted):  # frozen, and as it would be
        page = tmp_path / "page.html"
        ended = digest(folder, "preview", "latest", "--page", str(page))
        assert (ended.code, ended.out) == (0, "")
        assert "<article" in page.read_text(encoding="utf-8")
        page.unlink()


def test_a_draft_can_be_previewed_before_it_is_approved(drafted: Path) -> None:
    assert "http" in run(drafted, "preview", "latest", "--text").out


def test_a_preview_says_what_to_mend_before_anybody_approves(drafted: Path, tmp_path: Path) -> None:
    sound = run(drafted, "preview", "--check")
    assert (sound.code, sound.out) == (0, "")
    assert "Nothing to mend." in sound.err
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "subject.txt").write_text("RE: {{ subject }}!!", encoding="utf-8")
    (tmp_path / "edition" / "body.txt").write_text("{{ unsubscribe_url }} {{ preferences_url }}", encoding="utf-8")
    ended = run(drafted, "preview", "--check", DIGEST_TEMPLATES=str(tmp_path))
    assert ended.code == 1
    assert re.search(r"^error   text-incomplete, text\n", ended.out)
    assert "subject-reply, subject" in ended.out
    assert "in full, full-without-perspectives, brief, brief-without-perspectives" in ended.out
    assert "4 to mend before it can be approved" in ended.err
    found = run(drafted, "preview", "--check", "--json", DIGEST_TEMPLATES=str(tmp_path)).json
    assert {each["rule"] for each in found} == {"subject-reply", "subject-shouts", "text-incomplete"}


@pytest.mark.parametrize("edition", ["1", "latest", "first-light/2026-01-12"])
def test_an_edition_is_named_in_three_ways(demo: Path, edition: str) -> None:
    assert digest(demo, "preview", edition).code == 0


@pytest.mark.parametrize(
    ("edition", "code", "said"),
    [
        ("77", 1, "there is no such edition"),
        ("99999999999999999999", 1, "there is no such edition"),
        ("9" * 5000, 1, "there is no such edition"),
        ("first-light/2020-01-01", 1, "there is no such edition"),
        ("first-light/yesterday", 2, "write it as 2026-01-13"),
        ("yesterday", 2, "write an id, newsletter/2026-01-13, or latest"),
    ],
)
def test_a_wrong_edition_is_explained(demo: Path, edition: str, code: int, said: str) -> None:
    ended = digest(demo, "preview", edition)
    assert ended.code == code
    assert said in ended.err
    assert not ended.out


def test_only_the_document_that_was_read_is_approved(drafted: Path) -> None:
    ended = run(drafted, "approve", "latest", "--sha256", "0" * 64)
    assert ended.code == 1
    assert "read it again" in ended.err
    assert state(drafted) == "draft"


def test_a_draft_is_not_sent(drafted: Path) -> None:
    ended = run(drafted, "send", "latest")
    assert ended.code == 1
    assert "digest approve" in ended.err


def test_collect_names_each_source_and_fails_only_where_none_can_be_read(newsroom: Path) -> None:
    (newsroom / "sources" / "halyard.xml").write_text("this is no feed", encoding="utf-8")
    ended = run(newsroom, "collect", "--json")
    assert ended.code == 0
    failed = [each["source"] for each in ended.json["sources"] if each["error"]]
    assert failed == ["halyard"]
    for path in (newsroom / "sources").iterdir():
        path.rename(path.with_name(f"gone-{path.name}"))
    ended = run(newsroom, "collect", "--json")
    assert ended.code == 1
    assert "not a single source could be read" in ended.err
    assert all(each["error"] for each in ended.json["sources"])
    failing = digest(newsroom, "sources", "list", "--failing", "--json").json
    assert len(failing) == len(ended.json["sources"])
    assert digest(newsroom, "check").code == 1


def test_an_unreachable_source_is_named_with_its_reason(newsroom: Path) -> None:
    digest(newsroom, "sources", "add", "http://127.0.0.1:9/feed", "--key", "nobody-there")
    ended = digest(newsroom, "collect", "nobody-there", "--json", DIGEST_COLLECT__ALLOW_HOSTS='["127.0.0.1"]')
    assert ended.code == 1
    assert ended.json["sources"][0]["error"]


def test_an_empty_day_is_held_and_says_why(newsroom: Path) -> None:
    assert digest(newsroom, "collect").code == 0
    ended = digest(newsroom, "build", "--json")  # by the real clock all sample news are old
    assert ended.code == 1
    assert ended.json["outcome"] == "empty"
    assert "No article younger than 24 h: 0 of 10 sources failed" in ended.json["reason"]
    assert ended.json["reason"] in ended.err
    assert state(newsroom) == "held"
    assert "held" in digest(newsroom, "status").out
    advice = "Once there is news: digest collect, then: digest build first-light"
    said = {command: digest(newsroom, command) for command in ("preview", "approve", "send")}
    assert {(each.code, advice in each.err) for each in said.values()} == {(1, True)}
    assert "digest collect, then: digest build first-light" in digest(newsroom).out


def test_a_broken_template_approves_nothing(drafted: Path) -> None:
    own = drafted / "own" / "edition"
    own.mkdir(parents=True)
    (own / "body.html").write_text("{% if %}", encoding="utf-8")
    ended = run(drafted, "approve", "latest", DIGEST_TEMPLATES="own")
    assert ended.code == 1
    assert "body.html" in ended.err
    assert state(drafted) == "draft"
    checked = run(drafted, "check", "--json", DIGEST_TEMPLATES="own")
    assert checked.code == 1
    assert [each["verdict"] for each in checked.json if each["check"] == "templates"] == ["fail"]


def test_a_wrong_mail_server_loses_nothing(drafted: Path) -> None:
    add_readers(drafted, "ada@readers.example")
    run(drafted, "approve", "latest")
    with SmtpServer() as server:
        wrong = {**smtp(server), "DIGEST_DELIVERY__SMTP__PORT": "9"}
        ended = run(drafted, "send", "latest", **wrong)
        assert ended.code == 1
        assert "127.0.0.1:9" in ended.err
        checked = run(drafted, "check", "--json", **wrong)
        assert checked.code == 1
        assert [each["verdict"] for each in checked.json if each["check"] == "delivery"] == ["fail"]
        assert run(drafted, "send", "latest", **smtp(server)).code == 0
        assert server.recipients == {"ada@readers.example": 1}


def test_check_visits_the_mail_server_without_sending(newsroom: Path) -> None:
    with SmtpServer(login=("digest", "secret")) as server:
        login = {"DIGEST_DELIVERY__SMTP__USERNAME": "digest", "DIGEST_DELIVERY__SMTP__PASSWORD": "secret"}
        found = {each["check"]: each for each in digest(newsroom, "check", "--json", **smtp(server), **login).json}
        assert found["delivery"]["verdict"] == "pass"
        assert "digest was taken" in found["delivery"]["found"]
        login["DIGEST_DELIVERY__SMTP__PASSWORD"] = "correct horse"
        ended = digest(newsroom, "check", **smtp(server), **login)
        assert "the login as digest was refused" in ended.out
        assert "correct horse" not in ended.out + ended.err
        assert not server.accepted


def test_a_refused_recipient_is_counted_and_the_others_get_theirs(drafted: Path) -> None:
    add_readers(drafted, *(f"reader{number}@readers.example" for number in range(5)))
    run(drafted, "approve", "latest")

    def refuse(stage: str, recipient: str, _: int) -> str | None:
        return "550 5.1.1 nobody here" if (stage, recipient) == ("rcpt", "reader3@readers.example") else None

    with SmtpServer(refuse) as server:
        ended = run(drafted, "send", "latest", "--json", **smtp(server))
    assert ended.code == 0
    assert ended.json["deliveries"]["sent"] == 4
    assert sum(ended.json["deliveries"].values()) == 5
    listed = run(drafted, "status", "--json").json["editions"][0]
    assert listed["state"] == "sent"


def test_who_was_refused_is_listed_with_the_servers_words_and_tried_again(drafted: Path) -> None:
    add_readers(drafted, *(f"reader{number}@readers.example" for number in range(5)))
    run(drafted, "approve", "latest")
    assert "5 queued" in run(drafted, "deliveries").err

    def refuse(stage: str, recipient: str, _: int) -> str | None:
        return "554 5.7.1 not today" if (stage, recipient) == ("rcpt", "reader3@readers.example") else None

    with SmtpServer(refuse) as server:
        run(drafted, "send", "latest", **smtp(server))
    (failed,) = run(drafted, "deliveries", "latest", "--state", "failed", "--json").json["deliveries"]
    assert (failed["address"], failed["state"]) == ("reader3@readers.example", "failed")
    assert "554 5.7.1 not today" in failed["reply"]
    assert "not today" in run(drafted, "deliveries", "--search", "reader3").out
    assert "only what is deferred, failed, unknown" in run(drafted, "deliveries", "--state", "sent", "--retry").err
    assert run(drafted, "deliveries", "--state", "lost").code == 2
    assert "1 put back into the queue" in run(drafted, "deliveries", "--retry").out
    with SmtpServer() as server:
        assert run(drafted, "send", "latest", **smtp(server)).code == 0
        assert server.recipients == {"reader3@readers.example": 1}
    assert run(drafted, "deliveries", "--json").json["counts"] == {"sent": 5}


def test_a_full_disk_is_said_in_a_sentence(demo: Path) -> None:
    ended = digest(demo, "preview", "latest", "--html", "/dev/full")
    assert ended.code == 1
    assert "No space left on device" in ended.err
    with Path("/dev/full").open("w") as full:
        ended_too = subprocess.run(
            [DIGEST, "status"], cwd=demo, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended_too.returncode == 1
    assert "No space left on device" in ended_too.stderr
    assert "Traceback" not in ended_too.stderr


def test_bars_are_shown_on_a_terminal_only_and_beside_the_output(newsroom: Path) -> None:
    master, terminal = pty.openpty()
    with subprocess.Popen(
        [DIGEST, "collect", "--json"], cwd=newsroom, stdout=subprocess.PIPE, stderr=terminal, text=True
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while chunk := os.read(master, 4096):
                shown += chunk
        except OSError:  # Linux says EIO where the other end is closed
            pass
        out = process.stdout.read() if process.stdout else ""
    os.close(master)
    assert b"collect" in shown
    assert len(json.loads(out)["sources"]) == 10
    assert not digest(newsroom, "build", "--json", "--date", DAY, **OLD_NEWS).err


def test_status_and_bare_digest_say_what_comes_next(newsroom: Path, demo: Path) -> None:
    assert "digest collect" in digest(newsroom).out
    day = digest(demo, "--json").json[0]
    assert day["newsletter"] == "first-light"
    assert day["next"]
    assert {each["state"] for each in digest(demo, "status", "--json").json["editions"]} == {"sent"}
    assert "12 sent" in digest(demo, "status").out


def test_the_demo_leaves_everything_it_promises(demo: Path) -> None:
    assert len(list((demo / "outbox").glob("*.eml"))) == 12
    assert (demo / "edition.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE((demo / "signing.key").stat().st_mode) == 0o600
    assert digest(demo, "check").code == 0


def test_the_demo_is_not_begun_twice_by_accident(tmp_path: Path) -> None:
    first = digest(tmp_path, "demo", "--dir", "here", "--date", DAY, "--json")
    assert first.code == 0
    assert not first.err
    assert [each["mails"] for each in first.json["mornings"]] == [0, 12]
    again = digest(tmp_path, "demo", "--dir", "here")
    assert again.code == 1
    assert "--force" in again.err
    (tmp_path / "here" / "mine.txt").write_text("keep me", encoding="utf-8")
    assert digest(tmp_path, "demo", "--dir", "here", "--date", DAY, "--force").code == 0
    assert (tmp_path / "here" / "mine.txt").exists()


def test_the_demo_of_a_day_is_the_same_everywhere(demo: Path, tmp_path: Path) -> None:
    assert digest(tmp_path, "demo", "--date", DAY).code == 0
    here, there = (digest(folder, "preview", "--json").out for folder in (demo, tmp_path / "digest-demo"))
    assert here == there


def test_the_demo_touches_no_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# mine", encoding="utf-8")
    ended = digest(tmp_path, "demo", "--dir", ".", "--force")
    assert ended.code == 1
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == "# mine"


def test_the_demo_can_leave_its_edition_for_a_person_to_approve(tmp_path: Path) -> None:
    told = digest(tmp_path, "demo", "--draft", "--date", DAY, "--json").json
    assert [(each["state"], each["mails"]) for each in told["mornings"]] == [("sent", 0), ("draft", 0)]
    folder = tmp_path / "digest-demo"
    assert not list(folder.glob("outbox/*.eml"))
    assert (folder / "edition.html").is_file()
    with Database(f"sqlite:///{folder / 'digest.db'}").transaction(writes=False) as session:
        assert editors.verify(session, told["login"]["name"], told["login"]["password"])
    assert told["login"]["password"].encode() not in (folder / "digest.db").read_bytes()
    assert digest(folder, "approve", "latest").code == 0
    assert digest(folder, "send", "latest").code == 0
    assert len(list((folder / "outbox").glob("*.eml"))) == 12


def test_the_demo_says_its_password_once_and_how_to_come_in(tmp_path: Path) -> None:
    said = digest(tmp_path, "demo", "--draft", "--date", DAY).out
    assert "digest run --config digest-demo/config.toml" in said
    assert "approve it at the desk" in said
    assert re.search(r"name demo   password [a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\n", said)
