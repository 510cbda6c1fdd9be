"""A folder of text, HTML, Markdown and mail."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import errors, model
from digest.collect import file

Kind = model.BlockKind
NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)

TXT = """Title: Bridge closed for repairs
Date: 2026-01-13T06:00:00+01:00
URL: https://bridge.example/closed?utm_source=x
By: Jo Doe
Section: City

A short dek of one sentence.

Key Points

- The bridge is closed until June.
- Buses go round by the station.

The council voted on Tuesday to close
the bridge for repairs, and buses will go round by
the station until June.

What it costs

The repairs cost 4.5 million. The money was set aside in 2024.

Advertisement
"""

MARKDOWN = """---
title: "Bridge closed"
date: Tue, 13 Jan 2026 05:00:00 GMT
author: Jo Doe
---
# Bridge closed

The council voted on Tuesday to **close** the [bridge](https://bridge.example/x) for repairs, it said.

## What it costs

The repairs cost 4.5 million.<script>alert(1)</script>

> “We have no choice,” said the mayor of the town.
"""

MAIL = """From: "The Daily Bridge" <news@bridge.example>
To: desk@example.org
Subject: =?utf-8?q?Bridge_closed_=E2=80=93_again?=
Date: Tue, 13 Jan 2026 05:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Plain text that is not read.
--b
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<html><body><h1>Bridge closed =96 again</h1><p>The council voted on Tuesday to close the bridge for repairs, and buses will go round by the station=
.</p><p>The repairs cost 4.5 million, which was set aside in 2024 by the last council before the vote.</p>
<p>You receive this mail because you signed up. <a href=3D"https://bridge.example/u">Unsubscribe</a></p></body></html>
--b--
"""


def source(folder: Path) -> model.Source:
    return model.Source(
        key="desk", kind=model.SourceKind.FOLDER, location=str(folder), outlet=model.Outlet(name="Desk")
    )


def read(folder: Path, name: str, content: str | bytes) -> model.Article:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    (found,) = [one for one in file.files(folder, limit=10, max_bytes=100_000) if isinstance(one, file.File)]
    return file.read(found, source(folder))


def test_text_with_lines_of_its_own_on_top(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", TXT)
    assert (article.title, article.author, article.section) == ("Bridge closed for repairs", "Jo Doe", "City")
    assert article.url == "https://bridge.example/closed"
    assert article.published == datetime(2026, 1, 13, 5, tzinfo=UTC)
    assert [(block.kind, block.text) for block in article.blocks] == [
        (Kind.DEK, "A short dek of one sentence."),
        (Kind.BULLET, "The bridge is closed until June."),
        (Kind.BULLET, "Buses go round by the station."),
        (
            Kind.PARAGRAPH,
            "The council voted on Tuesday to close the bridge for repairs, and buses will go round by the station until June.",
        ),
        (Kind.HEADING, "What it costs"),
        (Kind.PARAGRAPH, "The repairs cost 4.5 million. The money was set aside in 2024."),
    ]


def test_text_without_any(tmp_path: Path) -> None:
    article = read(
        tmp_path, "a.txt", "Bridge closed\r\n\r\nThe council voted on Tuesday, in “camera”.\r\n".encode("cp1252")
    )
    assert (article.title, article.url, article.published) == ("Bridge closed", "", NOON)
    assert article.body == "The council voted on Tuesday, in “camera”."


def test_markdown(tmp_path: Path) -> None:
    article = read(tmp_path, "a.md", MARKDOWN)
    assert (article.title, article.author, article.published) == (
        "Bridge closed",
        "Jo Doe",
        datetime(2026, 1, 13, 5, tzinfo=UTC),
    )
    assert [block.kind for block in article.blocks] == [Kind.PARAGRAPH, Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert article.blocks[0].text == "The council voted on Tuesday to close the bridge for repairs, it said."


def test_mail(tmp_path: Path) -> None:
    article = read(tmp_path, "a.eml", MAIL)
    assert (article.title, article.author) == ("Bridge closed – again", "The Daily Bridge")
    assert article.published == datetime(2026, 1, 13, 5, tzinfo=UTC)
    assert len(article.blocks) == 2
    assert article.blocks[0].text.endswith("by the station.")


def test_html(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "a.html",
        "<title>Bridge closed</title><link rel=canonical href='https://bridge.example/a'>"
        "<p>The council voted on Tuesday to close the bridge for repairs.</p>",
    )
    assert (article.title, article.url) == ("Bridge closed", "https://bridge.example/a")
    assert article.body == "The council voted on Tuesday to close the bridge for repairs."


def test_the_same_file_has_the_same_id_and_another_source_another(tmp_path: Path) -> None:
    first = read(tmp_path, "a.txt", "Bridge closed\n\nIt is closed.")
    assert first.id == read(tmp_path, "a.txt", "Bridge closed\n\nIt is closed and stays so.").id
    found = file.File(name="a.txt", content=b"Bridge closed\n\nIt is closed.", modified=NOON)
    assert file.read(found, source(tmp_path).model_copy(update={"key": "other"})).id != first.id


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * 2000)
    (tmp_path / "good.txt").write_text("Title\n\nText.")
    (tmp_path / ".hidden.txt").write_text("Title\n\nText.")
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    found = list(file.files(tmp_path, limit=10, max_bytes=1000))
    assert [one if isinstance(one, str) else one.name for one in found] == [
        "good.txt",
        "large.txt: larger than 1000 bytes (collect.max_body_bytes)",
    ]


def test_the_newest_files_are_read(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text("Title\n\nText.")
        os.utime(path, (number, number))
    found = file.files(tmp_path, limit=2, max_bytes=1000)
    assert [one.name for one in found if isinstance(one, file.File)] == ["3.txt", "4.txt"]


def test_no_folder_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceError, match="cannot read the folder"):
        list(file.files(tmp_path / "gone", limit=1, max_bytes=1))
    with pytest.raises(errors.SourceError, match="has no title and no text"):
        read(tmp_path, "empty.txt", "\n\n")


@pytest.mark.parametrize("name", ["picture.txt", "picture.md"])
def test_binary_data_is_no_text(tmp_path: Path, name: str) -> None:
    with pytest.raises(errors.SourceError, match="is no text but binary data"):
        read(tmp_path, name, bytes(range(256)) * 20)


@pytest.mark.parametrize("given", ["", "Title: "])
def test_markup_in_the_title_of_a_text_is_gone(tmp_path: Path, given: str) -> None:
    title = "<b>Mayor</b> opens <script>alert(1)</script> the AT&amp;T bridge"
    found = read(tmp_path, "a.txt", f"{given}{title}\n\nThe mayor opened the bridge on Tuesday.\n")
    assert found.title == "Mayor opens the AT&T bridge"
    assert found.texts(Kind.PARAGRAPH) == ("The mayor opened the bridge on Tuesday.",)
