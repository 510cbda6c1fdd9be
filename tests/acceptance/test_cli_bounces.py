"""What comes back at the command line: a mail from a pipe, and the mailboxes of the configuration."""

from pathlib import Path

import pytest

from digest.deliver.mailbox import maildir
from digest.deliver.returns import Delivered, Returns
from tests.acceptance.command import Ended, digest
from tests.unit.deliver.bounces import mails

READER = "ada@reader.example.com"
DEAD = mails.dsn().replace(b"ada@reader.example", READER.encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Set up, with a reader who has left."""
    assert digest(tmp_path, "init").code == 0
    return tmp_path


def hand_over(folder: Path, data: bytes, *words: str, **environment: str) -> Ended:
    return digest(folder, "bounces", "read", *words, given=data.decode(), **environment)


def test_a_pipe_keeps_what_it_does_not_understand(folder: Path) -> None:
    ended = hand_over(folder, mails.PERSON, "--recipient", "bounces@news.example.org")
    assert (ended.code, ended.out) == (0, "left\n")
    (file,) = (folder / "bounces" / "new").iterdir()
    assert "Thank you" in file.read_text()
    assert hand_over(folder, mails.HOLIDAY, "--json").json == {"taken": "ignored"}


def test_a_pipe_asks_the_mail_server_to_come_again_where_nothing_could_be_taken(folder: Path) -> None:
    for environment in ({"DIGEST_DATABASE__URL": "sqlite:///absent/digest.db"}, {"DIGEST_WEB__PORT": "none"}):
        ended = hand_over(folder, mails.PERSON, **environment)
        assert ended.code == 75
        assert ended.err.startswith("digest: ")
    assert not (folder / "bounces").exists()


def test_fetch_says_which_settings_are_missing(folder: Path) -> None:
    ended = digest(folder, "bounces", "fetch")
    assert ended.code == 2
    assert "bounces.imap.host, bounces.pop3.host or bounces.maildir" in ended.err


def test_fetch_counts_what_it_read(folder: Path) -> None:
    for data in (DEAD, mails.HOLIDAY):
        maildir.keep(folder / "Maildir", data)
    ended = digest(folder, "bounces", "fetch", DIGEST_BOUNCES__MAILDIR="Maildir")
    assert (ended.code, sorted(ended.out.strip().split(", "))) == (0, ["1 ignored", "1 left"])
    assert digest(folder, "bounces", "fetch", DIGEST_BOUNCES__MAILDIR="Maildir").out == "nothing new\n"
    failed = digest(folder, "bounces", "fetch", "--json", DIGEST_BOUNCES__MAILDIR="absent")
    assert failed.code == 1
    assert "check bounces.maildir" in failed.json["failed"][0]


def test_a_suppressed_address_is_listed_with_its_reason_and_can_be_released(folder: Path) -> None:
    added = digest(folder, "subscribers", "add", READER, "--consent", "asked by phone")
    assert added.code == 0, added.err
    address = _return_address(folder)
    assert hand_over(folder, DEAD, "--recipient", address).out == "bounce\n"
    (listed,) = digest(folder, "bounces", "suppressed", "--json").json
    assert (listed["address"], listed["reason"]) == (READER, "hard_bounce")
    assert "user unknown" in digest(folder, "bounces", "suppressed", "--search", "ADA").out
    assert digest(folder, "bounces", "release", READER).code == 0
    assert digest(folder, "bounces", "suppressed", "--json").json == []
    again = digest(folder, "bounces", "release", READER)
    assert (again.code, "is not suppressed" in again.err) == (1, True)


def _return_address(folder: Path) -> str:
    """That of a confirmation to the first reader."""
    key = (folder / "signing.key").read_text("utf-8").strip()
    return Returns("bounces@news.example.org", key).address(Delivered(0, 1))
