"""What nobody needs any more is forgotten, and nothing else."""

from datetime import UTC, datetime, timedelta

from digest import config, model
from digest.pipeline import tidy
from digest.store import articles, editors, images, sources
from digest.store.database import Database
from tests import news

NOW = datetime(2026, 1, 13, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def seen(database: Database, *ages: timedelta) -> None:
    """One article of each age, published then and first seen then."""
    with database.transaction() as session:
        source = model.Source(
            key="centre-wire", kind=model.SourceKind.FEED, location="https://a.example/feed", outlet=news.CENTRE
        )
        sources.add(session, source)
        for age in ages:
            made = news.article(f"{age}").model_copy(update={"published": NOW - age})
            articles.save(session, [made], NOW - age)


def left(database: Database) -> list[timedelta]:
    with database.transaction(writes=False) as session:
        return [
            NOW - each.published for each in articles.window(session, ["*"], NOW - 500 * DAY, NOW) if each.published
        ]


def test_old_articles_go_and_young_ones_stay(database: Database) -> None:
    seen(database, 2 * DAY, 59 * DAY, 61 * DAY, 400 * DAY)
    assert tidy.tidy(database, config.Settings(), NOW) == tidy.Tidied(logins=0, articles=2, images=0)
    assert left(database) == [59 * DAY, 2 * DAY]
    assert tidy.tidy(database, config.Settings(), NOW) == tidy.Tidied(0, 0, 0)


def test_what_an_edition_may_still_take_up_stays(database: Database) -> None:
    rare = config.Newsletter(key="rare", name="Rare", sender="a@b.c", compose=config.Compose(max_age_hours=70 * 24))
    seen(database, 69 * DAY, 71 * DAY, 73 * DAY)
    tidy.tidy(database, config.Settings(newsletters=(rare,)), NOW)
    assert left(database) == [71 * DAY, 69 * DAY]


def test_logins_end_with_their_hour(database: Database) -> None:
    with database.transaction() as session:
        editor = editors.create(session, "ada", "a long password", NOW)
        editors.log_in(session, editor, "old", NOW - DAY, NOW)
        editors.log_in(session, editor, "new", NOW, NOW + DAY)
    assert tidy.tidy(database, config.Settings(), NOW).logins == 1
    with database.transaction(writes=False) as session:
        assert editors.logged_in(session, "new", NOW)


def test_pictures_that_no_edition_shows_go_after_a_day(database: Database) -> None:
    with database.transaction() as session:
        images.keep(session, "https://a.example/old.jpg", b"old", 1200, 800, NOW - 2 * DAY)
        images.keep(session, "https://a.example/new.jpg", b"new", 1200, 800, NOW)
    assert tidy.tidy(database, config.Settings(), NOW).images == 1
    with database.transaction() as session:
        assert images.find(session, "https://a.example/old.jpg", NOW) is None
        assert images.find(session, "https://a.example/new.jpg", NOW)
