"""Kept pictures, on both databases: found by where they came from, shown while an edition names them."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from digest import model
from digest.store import editions, images
from digest.store.database import Database

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)
TODAY, DAY = date(2026, 1, 13), timedelta(days=1)
JPEG = b"\xff\xd8\xff not quite a picture \x00\x9f"
SHA256 = hashlib.sha256(JPEG).hexdigest()
URL = "https://outlet.example/bridge.jpg"
CITED = model.Citation(article="a" * 16, sentence=-1, quote="Bridge closes")


def keep(database: Database, content: bytes = JPEG, url: str = URL, now: datetime = NOON) -> images.Kept:
    with database.transaction() as session:
        return images.keep(session, url, content, 1200, 800, now)


def shown(database: Database, sha256: str = SHA256) -> bytes | None:
    with database.transaction(writes=False) as session:
        return images.content(session, sha256)


def pruned(database: Database, before: datetime) -> int:
    with database.transaction() as session:
        return images.prune(session, before)


def draft(database: Database, sha256: str = SHA256, day: date = TODAY) -> None:
    """A draft whose lead shows this picture; without a hash, a draft without one."""
    url = f"https://news.example/images/{sha256}.jpg"
    image = model.Image(url=url, sha256=sha256, width=1200, height=800, article="a" * 16) if sha256 else None
    story = model.Story(
        id="s",
        section="News",
        headline="Bridge closes",
        headline_citation=CITED,
        articles=(),
        publishers=1,
        image=image,
    )
    edition = model.Edition(
        newsletter="morning",
        local_date=day,
        subject="Bridge",
        preheader="",
        stories=(story,),
        sources=model.SourceReport(checked=1),
        words=2,
    )
    with database.transaction() as session:
        editions.save_draft(session, edition, NOON, NOON)


def test_a_picture_is_known_by_its_bytes_and_found_by_its_address(database: Database) -> None:
    kept = keep(database)
    assert kept == images.Kept(SHA256, 1200, 800)
    assert keep(database) == kept
    with database.transaction() as session:
        assert images.find(session, URL, NOON) == kept
        assert images.find(session, "https://outlet.example/other.jpg", NOON) is None


def test_the_same_bytes_from_elsewhere_are_kept_once(database: Database) -> None:
    keep(database)
    keep(database, url="https://cdn.example/bridge.jpg")
    assert pruned(database, NOON + DAY) == 1


def test_only_what_an_edition_names_is_shown(database: Database) -> None:
    keep(database)
    assert shown(database) is None
    draft(database)
    assert shown(database) == JPEG
    assert shown(database, "0" * 64) is None
    draft(database, sha256="")
    assert shown(database) is None, "the draft was made anew without it"


def test_an_edition_may_name_what_is_not_kept(database: Database) -> None:
    draft(database)
    assert shown(database) is None


def test_what_an_edition_names_stays(database: Database) -> None:
    keep(database)
    draft(database)
    draft(database, day=TODAY + DAY)
    draft(database, sha256="")
    assert pruned(database, NOON + 400 * DAY) == 0, "the next day's edition names it still"
    assert shown(database) == JPEG


def test_what_no_edition_names_goes_after_a_while(database: Database) -> None:
    keep(database)
    keep(database, b"young", "https://outlet.example/young.jpg", NOON + DAY)
    assert pruned(database, NOON) == 0
    assert pruned(database, NOON + DAY) == 1
    with database.transaction() as session:
        assert images.find(session, URL, NOON) is None
        assert images.find(session, "https://outlet.example/young.jpg", NOON + 2 * DAY)
    assert pruned(database, NOON + 2 * DAY) == 0, "it was taken up again meanwhile"
