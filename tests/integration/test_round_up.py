"""A week of editions sent, and the round-up of it: built, explained, approved and sent, on both databases."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from digest import config, model
from digest.pipeline import approve as approving
from digest.pipeline import build as building
from digest.pipeline import due
from digest.pipeline import explain as explaining
from digest.pipeline import send as sending
from digest.store import articles, editions, sources, subscribers
from digest.store.database import Database
from tests import news

OUTLETS = (news.CENTRE, news.LEFT, news.RIGHT)
MORNING = config.Newsletter(key="morning", name="Morning", sender="news@news.example", build_at=time(12))
WEEKLY = config.Newsletter(
    key="weekly",
    name="The Week",
    sender="news@news.example",
    round_up_of="morning",
    days=(config.Weekday.SUNDAY,),
    build_at=time(13),
    send_at=time(15),
)
SUNDAY = date(2026, 3, 8)
AFTERNOON = datetime.combine(SUNDAY, time(15), news.NOON.tzinfo)
FIRE = (
    "A fire destroyed the covered market of Aldmoor on Thursday night, and nobody was hurt.",
    "Forty traders lost their stalls; the city promised them places in the old tram depot.",
)


@pytest.fixture
def settings(tmp_path: Path) -> config.Settings:
    return config.Settings(
        delivery=config.Delivery(folder=tmp_path / "outbox"),
        web=config.Web(base_url="https://news.example.org", signing_key=SecretStr("k" * 40)),
        outlets=tuple(config.OutletSetting(name=o.name, lean=o.lean, rater=o.rater) for o in OUTLETS),
        sources=tuple(
            config.SourceSetting(
                key=o.name.lower().replace(" ", "-"), url=f"https://{o.lean}.example/feed", outlet=o.name
            )
            for o in OUTLETS
        ),
        newsletters=(MORNING.model_copy(update={"send_at": time(14)}), WEEKLY),
    )


def bridge_again(day: int) -> tuple[model.Article, ...]:
    """What two outlets add so many days later."""
    lines = (
        f"Engineers found {30 + day} more cracks in the beams of the Harbor Bridge in Ostrava Bay, inspectors said.",
        f"Repairs of the Harbor Bridge will now cost ${5 + day} million, Mayor Ines Keller said.",
        f"The bridge stays closed for {6 + day} weeks, and {20 + day} ferries carry people to the east bank.",
        f"Some {4 + day},500 people signed a letter that asks the state to pay for a new bridge.",
    )
    return tuple(
        news.article(f"Harbor Bridge: {30 + day} more cracks", *lines, outlet=outlet, hours=1 - 24 * day)
        for outlet in OUTLETS[:2]
    )


def fire(day: int) -> tuple[model.Article, ...]:
    return tuple(
        news.article("Fire destroys the market of Aldmoor", *FIRE, outlet=outlet, hours=1 - 24 * day)
        for outlet in OUTLETS[1:]
    )


def morning(
    database: Database, settings: config.Settings, day: int, found: Sequence[model.Article], *, is_sent: bool = True
) -> None:
    """The edition of so many days after Wednesday."""
    now, today = news.NOON + timedelta(days=day), news.TODAY + timedelta(days=day)
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        articles.save(session, found, now)
    report = building.build(database, settings, "morning", today, now)
    assert report.outcome is building.Built.DRAFT, report.reason
    if is_sent:
        approving.approve(database, settings, report.edition, report.sha256, "ann", now)
        sending.send(database, settings, report.edition, now + timedelta(hours=2))


@pytest.fixture
def week(database: Database, settings: config.Settings) -> None:
    """Five editions: the bridge on each day, a fire on the second; the draft of Saturday is never sent."""
    morning(database, settings, 0, news.bridge())
    morning(database, settings, 1, (*bridge_again(1), *fire(1)))
    for day in (2, 3, 4):
        morning(database, settings, day, bridge_again(day), is_sent=day != 3)


def build(database: Database, settings: config.Settings) -> building.BuildReport:
    return building.build(database, settings, "weekly", SUNDAY, AFTERNOON)


def load(database: Database, number: int) -> model.Edition:
    with database.transaction(writes=False) as session:
        return editions.load(session, number)


@pytest.mark.usefixtures("week")
def test_a_week_is_told_again_without_repetition_and_goes_the_way_of_every_edition(
    database: Database, settings: config.Settings
) -> None:
    report = build(database, settings)
    assert report.outcome is building.Built.DRAFT, report.reason
    made = load(database, report.edition)
    headlines = [one.headline for one in made.stories] + [one.headline for one in made.briefs]
    assert sum("Bridge" in headline for headline in headlines) == 1
    assert sum("market of Aldmoor" in headline for headline in headlines) == 1
    assert made.span == (SUNDAY - timedelta(days=6), SUNDAY)
    lead = made.stories[0]
    assert (made.subject, lead.headline) == ("The week: Harbor Bridge: 34 more cracks", "Harbor Bridge: 34 more cracks")
    assert "It ran on 4 days from 2026-03-04 to 2026-03-08" in " ".join(lead.reasons)
    assert lead.publishers == 3  # one of them on Wednesday only

    with database.transaction(writes=False) as session:
        known = articles.find(session, {article.id for one in made.stories for article in one.articles})
    assert {c.article for take in lead.quick_takes for c in take.citations} <= set(known)
    assert lead.quick_takes
    for citation in (citation for take in lead.quick_takes for citation in take.citations):
        assert citation.quote in " ".join(block.text for block in known[citation.article].blocks)
    told = explaining.explain(database, settings, report.edition, "1")
    assert told.points
    assert told.points.days > 0
    assert not told.missing

    with database.transaction() as session:
        subscribers.add(session, "ada@inbox.example", "weekly", "said so", AFTERNOON, public_id="p1")
        subscribers.add(session, "ben@inbox.example", "morning", "said so", AFTERNOON, public_id="p2")
    approved = approving.approve(database, settings, report.edition, report.sha256, "ann", AFTERNOON)
    assert approved.readers == {"full": 1}
    assert sending.send(database, settings, report.edition, AFTERNOON).deliveries == {model.DeliveryState.SENT: 1}
    assert build(database, settings).outcome is building.Built.KEPT


@pytest.mark.usefixtures("week")
def test_building_again_gives_the_same_bytes(database: Database, settings: config.Settings) -> None:
    first = build(database, settings)
    assert build(database, settings).outcome is building.Built.UNCHANGED
    assert build(database, settings).sha256 == first.sha256


def test_a_week_in_which_nothing_was_sent_has_no_round_up_and_says_why(
    database: Database, settings: config.Settings
) -> None:
    morning(database, settings, 3, bridge_again(3), is_sent=False)
    report = build(database, settings)
    assert report.outcome is building.Built.EMPTY
    assert report.reason.startswith("No edition of morning was sent in the seven days before")
    with database.transaction(writes=False) as session:
        standing = editions.get(session, report.edition)
    assert (standing.state, standing.sha256, standing.reason) == (model.EditionState.HELD, "", report.reason)


@pytest.mark.usefixtures("week")
def test_the_clock_builds_it_once_the_edition_of_its_day_has_left(
    database: Database, settings: config.Settings
) -> None:
    steps = due.due(database, settings, AFTERNOON - timedelta(hours=1))
    assert due.Build("weekly", SUNDAY) in steps
    done = due.run_due(
        database,
        settings,
        lambda: AFTERNOON - timedelta(hours=1),
        kinds=(due.Build,),
        passed_over=[due.Build("morning", SUNDAY)],
    )
    assert [(each.step, each.error) for each in done if each.step == due.Build("weekly", SUNDAY)] == [
        (due.Build("weekly", SUNDAY), "")
    ]
