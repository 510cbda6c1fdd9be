"""From feeds on disk to a draft in the database, on SQLite and on PostgreSQL."""

import itertools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest

from digest import config, errors, model
from digest.pipeline import build as building
from digest.pipeline import collect as collecting
from digest.pipeline import mark as marking
from digest.pipeline import named
from digest.store import articles, editions, sources
from digest.store.database import Database

DAY = date(2026, 1, 13)
NOW = datetime(2026, 1, 13, 5, 0, tzinfo=UTC)
FLOOD = (
    "The river rose four metres in one night and flooded the lower town of Aldmoor, the mayor said on Monday.",
    "Rescue teams brought 312 people out of their houses, and two bridges are closed until further notice.",
    "“We were warned on Friday and lost two days,” said Mayor Ines Kolb.",
    "The government promised 40 million crowns for new dams along the Alder.",
)
STRIKE = (
    "Bus drivers in Kestrel City walked out on Monday over pay, and no bus left the depots before noon.",
    "The union asks for six percent more; the company offers three percent and a bonus.",
    "“Nobody can live here on what we are paid,” said union leader Tom Brandt.",
    "Schools opened an hour later because teachers and pupils could not get there in time.",
)


class Newsroom:
    """Feeds in a folder, and the settings that name them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outlets: dict[str, model.Lean] = {}

    def publish(self, outlet: str, lean: model.Lean, *items: tuple[str, Sequence[str], datetime]) -> None:
        self.outlets[outlet] = lean
        entries = "".join(
            f"<item><title>{escape(title)}</title><link>https://{outlet}.example/{number}</link>"
            f"<guid isPermaLink='false'>{outlet}-{number}</guid><pubDate>{format_datetime(at)}</pubDate>"
            f"<content:encoded>{escape(''.join(f'<p>{line}</p>' for line in text))}</content:encoded></item>"
            for number, (title, text, at) in enumerate(items)
        )
        self.write(
            outlet,
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>{outlet}</title><link>https://{outlet}.example/</link>{entries}</channel></rss>",
        )

    def write(self, outlet: str, content: str) -> None:
        self.outlets.setdefault(outlet, model.Lean.UNRATED)
        (self.folder / f"{outlet}.xml").write_text(content, encoding="utf-8")

    def settings(self, **compose: float) -> config.Settings:
        return config.Settings(
            home=self.folder,
            outlets=tuple(config.OutletSetting(name=name, lean=lean) for name, lean in self.outlets.items()),
            sources=tuple(
                config.SourceSetting(key=name, path=self.folder / f"{name}.xml", outlet=name) for name in self.outlets
            ),
            newsletters=(
                config.Newsletter(
                    key="morning",
                    name="Morning",
                    sender="news@news.example",
                    compose=config.Compose.model_validate({"floor": 0, **compose}),
                ),
            ),
        )


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    folder = tmp_path / "feeds"
    folder.mkdir()
    return Newsroom(folder)


def three_outlets(newsroom: Newsroom, at: datetime = NOW - timedelta(hours=3)) -> None:
    newsroom.publish("lantern", model.Lean.LEFT, ("Flood drives hundreds out of Aldmoor", FLOOD, at))
    newsroom.publish(
        "keystone",
        model.Lean.RIGHT,
        ("Aldmoor flood: 312 rescued, two bridges closed", FLOOD[1:], at + timedelta(hours=1)),
        ("Bus strike stops Kestrel City", STRIKE, at),
    )
    newsroom.publish("standard", model.Lean.CENTER, ("River floods Aldmoor overnight", FLOOD[:3], at))


def collect(database: Database, settings: config.Settings, now: datetime = NOW) -> collecting.CollectReport:
    return collecting.collect(database, settings, now)


def build(database: Database, settings: config.Settings, now: datetime = NOW) -> building.BuildReport:
    return building.build(database, settings, "morning", DAY, now)


def document(database: Database, edition: int) -> str:
    with database.transaction(writes=False) as session:
        return editions.document(session, edition)


def test_articles_become_one_draft(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings()
    collected = collect(database, settings)
    assert (collected.articles, collected.new, collected.failed) == (4, 4, ())
    report = build(database, settings)
    assert report.outcome is building.Built.DRAFT
    edition = model.Edition.model_validate_json(document(database, report.edition))
    assert edition.sha256 == report.sha256
    flood = next(story for story in edition.stories if "Aldmoor" in story.headline)
    assert {article.outlet for article in flood.articles} == {"lantern", "keystone", "standard"}
    assert all(statement.citations for statement in flood.quick_takes)


def test_collecting_again_brings_nothing_new(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    collect(database, newsroom.settings())
    again = collect(database, newsroom.settings(), NOW + timedelta(minutes=5))
    assert again.new == 0


def test_building_twice_gives_one_edition_of_the_same_bytes(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings()
    collect(database, settings)
    first = build(database, settings)
    before = document(database, first.edition)
    second = build(database, settings)
    assert second.outcome is building.Built.UNCHANGED
    assert (second.edition, document(database, second.edition)) == (first.edition, before)


def test_the_order_of_sources_and_articles_changes_no_byte(tmp_path: Path, sqlite_template: Path) -> None:
    documents = set()
    for number, order in enumerate(itertools.permutations(("lantern", "keystone", "standard"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "test.db").write_bytes(sqlite_template.read_bytes())
        database, newsroom = Database(f"sqlite:///{folder / 'test.db'}"), Newsroom(folder)
        three_outlets(newsroom)
        settings = newsroom.settings()
        for key in order:
            collecting.collect(database, settings, NOW, keys=[key])
        documents.add(document(database, build(database, settings).edition))
        database.close()
    assert len(documents) == 1


def test_a_draft_is_replaced_by_newer_news(database: Database, newsroom: Newsroom) -> None:
    newsroom.publish("lantern", model.Lean.LEFT, ("Bus strike stops Kestrel City", STRIKE, NOW - timedelta(hours=2)))
    collect(database, newsroom.settings())
    first = build(database, newsroom.settings())
    three_outlets(newsroom)
    collect(database, newsroom.settings())
    second = build(database, newsroom.settings())
    assert second.outcome is building.Built.DRAFT
    assert second.edition == first.edition
    assert second.sha256 != first.sha256


@pytest.mark.parametrize("state", [model.EditionState.APPROVED, model.EditionState.SENT, model.EditionState.HELD])
def test_an_edition_past_its_draft_is_left_alone(
    database: Database, newsroom: Newsroom, state: model.EditionState
) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings()
    collect(database, settings)
    first = build(database, settings)
    before = document(database, first.edition)
    with database.transaction() as session:
        editions.approve(session, first.edition, first.sha256, "ada", NOW)
        if state is not model.EditionState.APPROVED:
            editions.move(session, first.edition, state, "for the test", NOW)
    newsroom.publish("standard", model.Lean.CENTER, ("Bus strike ends", STRIKE, NOW))
    collect(database, settings)
    report = build(database, settings, NOW + timedelta(hours=1))
    assert report.outcome is building.Built.KEPT
    assert state.value in report.reason
    assert document(database, first.edition) == before


def test_one_bad_source_never_stops_the_others(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    newsroom.write("broken", "this is no feed at all")
    newsroom.outlets["missing"] = model.Lean.UNRATED
    settings = newsroom.settings()
    report = collect(database, settings)
    assert {each.source for each in report.failed} == {"broken", "missing"}
    assert report.new == 4
    with database.transaction() as session:
        rows = {row.source.key: row for row in sources.listed(session)}
    assert rows["broken"].failures == 1
    assert rows["broken"].error
    assert rows["lantern"].failures == 0
    assert rows["lantern"].succeeded_at == NOW
    edition = model.Edition.model_validate_json(document(database, build(database, settings).edition))
    assert edition.sources == model.SourceReport(checked=5, failed=("broken", "missing"))


def test_a_source_that_recovers_is_no_longer_failing(database: Database, newsroom: Newsroom) -> None:
    newsroom.write("lantern", "not yet a feed")
    collect(database, newsroom.settings())
    three_outlets(newsroom)
    assert collect(database, newsroom.settings(), NOW + timedelta(minutes=5)).failed == ()


def test_an_empty_day_is_held_and_says_why(database: Database, newsroom: Newsroom) -> None:
    newsroom.publish("lantern", model.Lean.LEFT)
    collect(database, newsroom.settings())
    report = build(database, newsroom.settings())
    assert report.outcome is building.Built.EMPTY
    assert "No article younger than 24 h" in report.reason
    with database.transaction(writes=False) as session:
        standing = editions.get(session, report.edition)
    assert (standing.state, standing.reason, standing.sha256) == (model.EditionState.HELD, report.reason, "")


@pytest.mark.parametrize(("days", "dated"), [(4, "2026-01-09 06:00"), (2200, "2020-01-05 06:00")])
def test_stale_sources_are_named_with_the_date_of_the_newest_article(
    database: Database, newsroom: Newsroom, days: int, dated: str
) -> None:
    three_outlets(newsroom, at=NOW - timedelta(days=days))
    newsroom.write("broken", "this is no feed at all")
    collect(database, newsroom.settings())
    report = build(database, newsroom.settings())
    assert report.outcome is building.Built.EMPTY
    assert "1 of 4 sources failed (broken)" in report.reason
    assert f"the newest article is from {dated} UTC" in report.reason


def test_a_held_empty_day_becomes_a_draft_once_there_is_news(database: Database, newsroom: Newsroom) -> None:
    newsroom.publish("lantern", model.Lean.LEFT)
    collect(database, newsroom.settings())
    empty = build(database, newsroom.settings())
    three_outlets(newsroom)
    collect(database, newsroom.settings())
    report = build(database, newsroom.settings())
    assert (report.outcome, report.edition) == (building.Built.DRAFT, empty.edition)


def test_building_before_collecting_says_what_to_run(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    report = build(database, newsroom.settings())
    assert report.outcome is building.Built.EMPTY
    assert "digest collect" in report.reason


def test_a_newsletter_without_sources_says_so(database: Database, newsroom: Newsroom) -> None:
    report = build(database, newsroom.settings())
    assert report.outcome is building.Built.EMPTY
    assert "digest sources add" in report.reason


def test_what_no_story_can_be_made_of_is_counted(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings(floor=1000.0)
    collect(database, settings)
    report = build(database, settings)
    assert report.outcome is building.Built.EMPTY
    assert "the floor is 1000" in report.reason
    assert "2 too little reported" in report.reason


def test_articles_from_the_future_are_left_out_by_name(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    newsroom.publish("oracle", model.Lean.UNRATED, ("Tomorrow's weather today", STRIKE, NOW + timedelta(hours=6)))
    settings = newsroom.settings()
    collect(database, settings)
    edition = model.Edition.model_validate_json(document(database, build(database, settings).edition))
    future = [each for each in edition.left_out if each.reason is model.LeftOutReason.FUTURE]
    assert [each.title for each in future] == ["Tomorrow's weather today"]
    assert not any("weather" in story.headline for story in edition.stories)


def test_the_stored_document_is_json_of_the_edition(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    collect(database, newsroom.settings())
    report = build(database, newsroom.settings())
    said = json.loads(document(database, report.edition))
    assert (said["newsletter"], said["local_date"]) == ("morning", "2026-01-13")


def test_unknown_names_are_refused(database: Database, newsroom: Newsroom) -> None:
    settings = newsroom.settings()
    with pytest.raises(errors.ConfigError, match="known: morning"):
        building.build(database, settings, "evening", DAY, NOW)
    with pytest.raises(errors.StateError, match="nowhere"):
        collecting.collect(database, settings, NOW, keys=["nowhere"])


def test_progress_is_told_to_the_end(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    told: list[tuple[str, int, int]] = []
    collecting.collect(database, newsroom.settings(), NOW, lambda *step: told.append(step))
    assert told[0] == ("collect", 0, 3)
    assert told[-1] == ("collect", 3, 3)


def test_a_paused_source_is_not_read(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings()
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        sources.pause(session, "keystone")
    report = collecting.collect(database, settings, NOW, keys=["lantern", "keystone", "standard"])
    assert {each.source for each in report.sources} == {"lantern", "standard"}
    with database.transaction() as session:
        assert len(articles.window(session, ["*"], NOW - timedelta(days=1), NOW)) == 2


def later_by(database: Database, newsroom: Newsroom, **late: float) -> tuple[model.Edition, model.Edition]:
    """The edition as it is built first, and as it is built again so much later, its last story pinned in between."""
    newsroom.publish("keystone", model.Lean.RIGHT, ("Bus strike stops Kestrel City", STRIKE, NOW - timedelta(hours=35)))
    newsroom.publish("lantern", model.Lean.LEFT, ("Flood drives hundreds out", FLOOD, NOW - timedelta(hours=2)))
    settings = newsroom.settings(max_age_hours=36)
    collect(database, settings)
    first = build(database, settings)
    edition = model.Edition.model_validate_json(document(database, first.edition))
    now = NOW + timedelta(**late)
    marking.single(database, first.edition, "strike", model.MarkKind.PIN, "Ann", now)
    again = build(database, settings, now)
    assert again.notes == ()
    return edition, model.Edition.model_validate_json(document(database, again.edition))


def test_an_edition_built_again_hours_later_keeps_its_window_and_what_was_pinned(
    database: Database, newsroom: Newsroom
) -> None:
    before, after = later_by(database, newsroom, hours=8)
    assert len(before.stories) + len(before.briefs) == 2
    assert len(after.stories) + len(after.briefs) == 2
    assert after.stories[0].is_pinned
    assert "strike" in after.subject


def test_the_next_day_begins_its_own_window(database: Database, newsroom: Newsroom) -> None:
    later_by(database, newsroom, hours=8)
    tomorrow = building.build(
        database, newsroom.settings(max_age_hours=36), "morning", DAY + timedelta(days=1), NOW + timedelta(hours=24)
    )
    edition = model.Edition.model_validate_json(document(database, tomorrow.edition))
    assert not any("strike" in one.headline for one in named.printed(edition))
    assert len(tomorrow.notes) == 1
    assert "applies to no article" in tomorrow.notes[0]


def headlines(database: Database, edition: int) -> str:
    return " / ".join(one.headline for one in named.printed(loaded(database, edition)))


def loaded(database: Database, edition: int) -> model.Edition:
    return model.Edition.model_validate_json(document(database, edition))


SENT_AT = NOW.replace(hour=7)
"""When the edition of the day leaves."""
NEXT_MORNING = NOW + timedelta(days=1)


def evening_after(database: Database, newsroom: Newsroom) -> config.Settings:
    """The flood before the hour of the day's edition, the strike in the evening after it, all read the next morning."""
    newsroom.publish("lantern", model.Lean.LEFT, ("Flood drives hundreds out", FLOOD, SENT_AT - timedelta(minutes=1)))
    newsroom.publish(
        "keystone", model.Lean.RIGHT, ("Bus strike stops Kestrel City", STRIKE, SENT_AT + timedelta(hours=12))
    )
    settings = newsroom.settings()
    collect(database, settings, NEXT_MORNING)
    return settings


def test_the_edition_of_a_day_that_is_over_ends_at_its_hour(database: Database, newsroom: Newsroom) -> None:
    settings = evening_after(database, newsroom)
    first = build(database, settings, NEXT_MORNING)
    assert headlines(database, first.edition) == "Flood drives hundreds out"
    assert loaded(database, first.edition).left_out == ()
    again = build(database, settings, NEXT_MORNING + timedelta(hours=9))
    assert (again.outcome, again.sha256) == (building.Built.UNCHANGED, first.sha256)


def test_a_pin_for_the_next_edition_brings_no_later_news_into_the_one_before(
    database: Database, newsroom: Newsroom
) -> None:
    settings = evening_after(database, newsroom)
    today = building.build(database, settings, "morning", DAY + timedelta(days=1), NEXT_MORNING)
    assert "strike" in headlines(database, today.edition)
    marking.single(database, today.edition, "strike", model.MarkKind.PIN, "Ann", NEXT_MORNING)
    assert headlines(database, build(database, settings, NEXT_MORNING).edition) == "Flood drives hundreds out"


def test_today_s_edition_built_late_has_the_news_until_now(database: Database, newsroom: Newsroom) -> None:
    newsroom.publish(
        "keystone", model.Lean.RIGHT, ("Bus strike stops Kestrel City", STRIKE, SENT_AT + timedelta(hours=3))
    )
    late = SENT_AT + timedelta(hours=5)
    collect(database, newsroom.settings(), late)
    assert "strike" in headlines(database, build(database, newsroom.settings(), late).edition)


def test_a_day_that_is_not_there_yet_is_refused(database: Database, newsroom: Newsroom) -> None:
    three_outlets(newsroom)
    settings = newsroom.settings()
    collect(database, settings)
    tomorrow = building.build(database, settings, "morning", DAY + timedelta(days=1), NOW)
    assert tomorrow.outcome is building.Built.DRAFT
    with pytest.raises(errors.StateError, match="that day's news is not there yet; build it on the day") as refused:
        building.build(database, settings, "morning", DAY + timedelta(days=2), NOW)
    assert refused.value.about == "morning 2026-01-15"


@pytest.mark.parametrize("state", [model.EditionState.SENDING, model.EditionState.SENT])
def test_a_day_before_an_edition_that_was_sent_is_refused_but_for_its_own_draft(
    database: Database, newsroom: Newsroom, state: model.EditionState
) -> None:
    settings = evening_after(database, newsroom)
    draft = build(database, settings, NEXT_MORNING)
    today = building.build(database, settings, "morning", DAY + timedelta(days=1), NEXT_MORNING)
    with database.transaction() as session:
        editions.approve(session, today.edition, today.sha256, "Ann", NEXT_MORNING)
        editions.move(session, today.edition, model.EditionState.SENDING, "", NEXT_MORNING)
        if state is model.EditionState.SENT:
            editions.move(session, today.edition, state, "", NEXT_MORNING)
    assert build(database, settings, NEXT_MORNING).sha256 == draft.sha256
    with pytest.raises(errors.StateError, match="a later edition has been sent; its readers have this news") as refused:
        building.build(database, settings, "morning", DAY - timedelta(days=1), NEXT_MORNING)
    assert refused.value.about == "morning 2026-01-12"


def test_an_article_of_a_title_alone_is_left_out_even_if_pinned(database: Database, newsroom: Newsroom) -> None:
    newsroom.publish("keystone", model.Lean.RIGHT, ("Bus strike stops Kestrel City", STRIKE, NOW - timedelta(hours=2)))
    newsroom.publish("lantern", model.Lean.LEFT, ("Only a title of the dam", (), NOW - timedelta(hours=2)))
    settings = newsroom.settings()
    collect(database, settings)
    first = build(database, settings)
    marking.single(database, first.edition, "Only a title", model.MarkKind.PIN, "Ann", NOW)
    again = build(database, settings)
    edition = model.Edition.model_validate_json(document(database, again.edition))
    assert [(left.title, left.reason) for left in edition.left_out] == [
        ("Only a title of the dam", model.LeftOutReason.NO_TEXT)
    ]
    assert len(again.notes) == 1
    assert "could not be followed" in again.notes[0]


@pytest.mark.parametrize(("name", "said"), [("nowhere", "nowhere"), ("broken.toml", "broken.toml")])
def test_a_theme_that_cannot_be_read_is_said_at_building(
    database: Database, newsroom: Newsroom, name: str, said: str
) -> None:
    three_outlets(newsroom)
    (newsroom.folder / "broken.toml").write_text("colours = [", encoding="utf-8")
    theme = newsroom.folder / name if name.endswith(".toml") else Path(name)
    settings = newsroom.settings()
    newsletter = settings.newsletters[0].model_copy(update={"theme": theme})
    settings = settings.model_copy(update={"newsletters": (newsletter,)})
    collect(database, settings)
    (note,) = build(database, settings).notes
    assert note.startswith("The draft cannot be shown before this is mended: ")
    assert said in note
