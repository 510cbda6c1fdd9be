"""What outlets repeat, on every database."""

from datetime import UTC, datetime, timedelta

from digest.store import blocks
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def sightings(words: str, *articles: int, outlet: str = "Times") -> list[blocks.Sighting]:
    return [blocks.Sighting(outlet, words, f"{number:016x}") for number in articles]


def test_a_block_counts_once_for_each_article(database: Database) -> None:
    with database.transaction() as session:
        blocks.note(session, sightings("a", 1, 2, 1) + sightings("b", 1) + sightings("a", 7, 8, outlet="Post"), NOW)
        blocks.note(session, sightings("a", 2, 3) + sightings("c", 4), NOW + DAY)
        assert blocks.counted(session, {"Times"}, 2) == blocks.Counted({("Times", "a"): 3}, {"Times": 4})
        both = blocks.counted(session, {"Times", "Post"}, 1)
        assert both.blocks[("Post", "a")] == 2
        assert both.articles == {"Times": 4, "Post": 2}
        assert blocks.counted(session, set(), 1) == blocks.Counted({}, {})


def test_what_was_not_seen_for_long_is_forgotten(database: Database) -> None:
    with database.transaction() as session:
        blocks.note(session, sightings("a", 1, 2, 3), NOW)
        blocks.note(session, sightings("a", 3), NOW + DAY)
        assert blocks.forget(session, NOW + DAY) == 2
        assert blocks.counted(session, {"Times"}, 1).blocks == {("Times", "a"): 1}


def test_thousands_of_blocks_are_noted_at_once(database: Database) -> None:
    with database.transaction() as session:
        blocks.note(session, sightings("a", *range(2_000)), NOW)
        assert blocks.counted(session, {"Times"}, 3).articles == {"Times": 2_000}
