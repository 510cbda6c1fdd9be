"""Sources and articles on every database."""

from datetime import UTC, datetime, timedelta

import pytest

from digest import config, errors, model
from digest.store import articles, sources
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMES = model.Outlet(name="Times")


def _settings(
    *keys: str, lean: model.Lean = model.Lean.UNRATED, url: str = "https://times.example/feed"
) -> config.Settings:
    return config.Settings(
        outlets=(config.OutletSetting(name="Times", lean=lean, rater="us"),),
        sources=tuple(config.SourceSetting(key=key, url=url, outlet="Times") for key in keys),
    )


def _source(key: str) -> model.Source:
    return model.Source(key=key, kind=model.SourceKind.FEED, location=f"https://{key}.example/feed", outlet=TIMES)


def _article(
    number: int,
    source: str = "times",
    published: datetime | None = NOW,
    title: str = "Bridge",
    *,
    awaits_page: bool = False,
) -> model.Article:
    return model.Article(
        id=f"{number:016x}",
        url=f"https://times.example/{number}",
        source=source,
        outlet=TIMES,
        title=title,
        blocks=(model.Block(kind=model.BlockKind.PARAGRAPH, text="The council voted."),),
        published=published,
        awaits_page=awaits_page,
    )


def test_rows_follow_the_configuration(database: Database) -> None:
    with database.transaction() as session:
        assert sources.sync_configured(session, _settings("a", "b")) == sources.Synced(added=("a", "b"))
        assert sources.sync_configured(session, _settings("a", "b")) == sources.Synced()
        rated = _settings("a", "b", lean=model.Lean.LEFT)
        assert sources.sync_configured(session, rated) == sources.Synced(changed=("a", "b"))
        assert {each.outlet.lean for each in sources.active(session)} == {model.Lean.LEFT}
        assert sources.sync_configured(session, _settings("b", lean=model.Lean.LEFT)) == sources.Synced(paused=("a",))
        assert [each.key for each in sources.active(session)] == ["b"]
        assert sources.sync_configured(session, _settings("a", "b", lean=model.Lean.LEFT)).changed == ("a",)
        assert [each.key for each in sources.active(session)] == ["a", "b"]


def test_what_a_person_paused_stays_paused_and_a_new_address_is_read_anew(database: Database) -> None:
    with database.transaction() as session:
        sources.sync_configured(session, _settings("a"))
        sources.record_success(session, "a", NOW, etag='"1"', last_modified="Mon")
        sources.pause(session, "a")
        sources.sync_configured(session, _settings("a", url="https://times.example/new"))
        listed = sources.listed(session)[0]
        assert (listed.state, listed.source.etag, listed.source.location) == (
            model.SourceState.PAUSED,
            "",
            "https://times.example/new",
        )
        sources.resume(session, "a")
        assert [each.key for each in sources.active(session)] == ["a"]


def test_the_configured_outlet_wins_over_a_source_added_by_hand(database: Database) -> None:
    with database.transaction() as session:
        sources.add(session, _source("by-hand"))
        sources.sync_configured(session, _settings("a", lean=model.Lean.RIGHT))
        found = {each.source.key: each for each in sources.listed(session)}
        assert found["by-hand"].source.outlet.lean is model.Lean.RIGHT
        assert (found["by-hand"].is_configured, found["a"].is_configured) == (False, True)


def test_a_key_is_unique_and_a_configured_source_is_removed_in_the_file(database: Database) -> None:
    with database.transaction() as session:
        sources.sync_configured(session, _settings("a"))
        sources.add(session, _source("b"))
        with pytest.raises(errors.StateError, match="b: there is a source of this key already"):
            sources.add(session, _source("b"))
        with pytest.raises(errors.StateError, match="a: comes from the configuration file"):
            sources.remove(session, "a")
        with pytest.raises(errors.StateError, match="nobody: there is no source"):
            sources.pause(session, "nobody")
        articles.save(session, [_article(1, "b")], NOW)
        sources.remove(session, "b")
        assert articles.known(session, [_article(1).id]) == frozenset()
        assert [each.source.key for each in sources.listed(session)] == ["a"]


def test_how_checks_went_is_recorded(database: Database) -> None:
    with database.transaction() as session:
        sources.add(session, _source("a"))
        sources.record_success(session, "a", NOW, etag='"1"', last_modified="Mon")
        sources.record_failure(session, "a", NOW + HOUR, "404 Not Found")
        sources.record_failure(session, "a", NOW + 2 * HOUR, "timed out")
    with database.transaction(writes=False) as session:
        listed = sources.listed(session)[0]
        assert (listed.failures, listed.error, listed.checked_at, listed.succeeded_at) == (
            2,
            "timed out",
            NOW + 2 * HOUR,
            NOW,
        )
        assert sources.active(session)[0].etag == '"1"'
    with database.transaction() as session:
        sources.record_success(session, "a", NOW + 3 * HOUR)
        assert (sources.listed(session)[0].failures, sources.listed(session)[0].error) == (0, "")


def test_active_sources_are_chosen_by_key(database: Database) -> None:
    with database.transaction() as session:
        for key in ("a", "b", "c"):
            sources.add(session, _source(key))
        assert [each.key for each in sources.active(session, ["c", "a", "nobody"])] == ["a", "c"]
        assert sources.active(session, ["*"])[1] == _source("b")


def test_articles_are_new_then_unchanged_then_changed(database: Database) -> None:
    with database.transaction() as session:
        sources.add(session, _source("times"))
        assert articles.save(session, [_article(1), _article(2), _article(1)], NOW) == articles.Saved(new=2)
        assert articles.save(session, [_article(1)], NOW + HOUR) == articles.Saved(unchanged=1)
        assert articles.save(session, [_article(1, title="Bridge!"), _article(3)], NOW) == articles.Saved(
            new=1, changed=1
        )
        window = articles.window(session, ["times"], NOW, NOW + HOUR)
        assert [each.title for each in window] == ["Bridge!", "Bridge", "Bridge"]
        assert window[0] == _article(1, title="Bridge!")
        assert articles.known(session, [_article(number).id for number in range(9)]) == {
            _article(n).id for n in (1, 2, 3)
        }
        with pytest.raises(errors.StateError, match="nobody: there is no source"):
            articles.save(session, [_article(4, "nobody")], NOW)


def test_an_article_that_awaits_its_page_is_known_once_it_is_too_old(database: Database) -> None:
    waiting = [_article(1, awaits_page=True), _article(2, awaits_page=True, published=None), _article(3)]
    ids = {each.id for each in waiting}
    with database.transaction() as session:
        sources.add(session, _source("times"))
        articles.save(session, waiting, NOW)
        assert articles.known(session, ids) == ids
        assert articles.known(session, ids, NOW) == {_article(3).id}
        assert articles.known(session, ids, NOW + HOUR) == ids
        articles.save(session, [_article(1), _article(2, published=None)], NOW)
        assert articles.known(session, ids, NOW) == ids


def test_the_window_is_half_open_and_dates_the_undated_by_first_sight(database: Database) -> None:
    moments = [NOW - HOUR, NOW, NOW + HOUR, None]
    with database.transaction() as session:
        sources.add(session, _source("times"))
        articles.save(session, [_article(n, published=at) for n, at in enumerate(moments)], NOW + HOUR / 2)
        found = articles.window(session, ["*"], NOW, NOW + HOUR)
        assert [each.id for each in found] == [_article(1).id, _article(3).id]


def test_an_article_of_two_sources_comes_once_to_who_reads_either(database: Database) -> None:
    with database.transaction() as session:
        for key in ("world", "politics"):
            sources.add(session, _source(key))
            articles.save(session, [_article(1, key)], NOW)
        span = (NOW, NOW + HOUR)
        assert [each.source for each in articles.window(session, ["*"], *span)] == ["politics"]
        assert [each.source for each in articles.window(session, ["world"], *span)] == ["world"]
        assert articles.window(session, [], *span) == []


def test_old_articles_are_pruned_and_undated_ones_stay(database: Database) -> None:
    with database.transaction() as session:
        sources.add(session, _source("times"))
        old = NOW - 48 * HOUR
        articles.save(session, [_article(1, published=old), _article(2, published=None), _article(3)], old)
        articles.save(session, [_article(4, published=old)], NOW)
        assert articles.prune(session, NOW - HOUR) == 1
        assert articles.known(session, [_article(n).id for n in range(5)]) == {_article(n).id for n in (2, 3, 4)}


def test_more_articles_than_one_statement_takes(database: Database) -> None:
    many = [_article(number) for number in range(2 * articles.CHUNK + 1)]
    with database.transaction() as session:
        sources.add(session, _source("times"))
        assert articles.save(session, many, NOW).new == len(many)
        assert articles.save(session, many, NOW).unchanged == len(many)
        assert len(articles.known(session, [each.id for each in many])) == len(many)
