"""What no outlet should publish and some do: through the store and the build, on SQLite and on PostgreSQL."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from digest import config, model
from digest.pipeline import build as building
from digest.pipeline import explain as explaining
from digest.render import english
from digest.store import articles, editions, sources
from digest.store.database import Database
from tests import news

NOW = news.NOON
WORDS = "flood river dam town mayor rescue bridge rain boat school army pump damage farm store".split()
SETTINGS = config.Settings(
    sources=(config.SourceSetting(key="wire", url="https://wire.example/feed"),),
    newsletters=(config.Newsletter(key="morning", name="Morning", sender="news@news.example"),),
)


def article(title: str, *paragraphs: str, outlet: str = "Wire", hours: float = 1) -> model.Article:
    made = news.article(title, *paragraphs, outlet=model.Outlet(name=outlet), hours=hours)
    return made.model_copy(update={"source": "wire"})


def sentences(seed: int, count: int = 6) -> list[str]:
    picked = random.Random(seed)
    return [
        f"The {' '.join(picked.sample(WORDS, 6))} of {picked.choice(WORDS)} number {picked.randrange(9999)} is closed."
        for _ in range(count)
    ]


def built(database: Database, found: Sequence[model.Article]) -> tuple[building.BuildReport, model.Edition | None]:
    """The day's report, and its edition where there is one."""
    with database.transaction() as session:
        sources.sync_configured(session, SETTINGS)
        articles.save(session, found, NOW)
    report = building.build(database, SETTINGS, "morning", news.TODAY, NOW)
    if report.outcome is building.Built.EMPTY:
        return report, None
    with database.transaction(writes=False) as session:
        return report, editions.load(session, report.edition)


def accounted(edition: model.Edition) -> int:
    """The articles that the edition prints or lists."""
    printed = sum(len(one.articles) for one in edition.stories) + sum(len(one.articles) for one in edition.briefs)
    return printed + sum(len(left.articles) for left in edition.left_out)


def test_articles_without_text_or_title_are_left_out(database: Database) -> None:
    report, edition = built(database, [article("Only a headline about the dam"), article("", *sentences(1))])
    assert edition is None
    assert report.outcome is building.Built.EMPTY
    assert english.REASONS[model.LeftOutReason.NO_TEXT] in report.reason
    assert english.REASONS[model.LeftOutReason.UNWRITABLE] in report.reason


def test_huge_articles_and_endless_sentences(database: Database) -> None:
    endless = "The flood " + "and the river " * 7_000 + "rose."
    found = [
        article("A megabyte about the flood", *(line for seed in range(2_500) for line in sentences(seed))),
        article("One sentence about the flood", endless, outlet="Endless"),
        article("One word about the flood", "x" * 100_000, outlet="Word"),
        article("Flood " * 20_000, *sentences(3), outlet="Title"),
        article("A paragraph of stops", "." * 100_000 + " ? ! " * 1_000, outlet="Stops"),
    ]
    assert sum(len(block.text) for block in found[0].blocks) > 1_000_000
    report, edition = built(database, found)
    assert edition
    assert accounted(edition) == len(found)
    for number in range(1, len(edition.stories) + len(edition.briefs) + 1):
        assert explaining.explain(database, SETTINGS, report.edition, str(number)).lines


def test_languages_mixed_in_one_story(database: Database) -> None:
    found = [
        article("Flood in Aldmoor", "The river Alder rose four metres in one night and flooded Aldmoor.", outlet="One"),
        article("Hochwasser in Aldmoor", "Die Alder stieg in einer Nacht um vier Meter über Aldmoor.", outlet="Zwei"),
        article("阿尔德摩尔洪水", "阿尔德河一夜之间上涨四米，淹没了阿尔德摩尔。", outlet="三"),
        article("فيضان في ألدمور", "ارتفع النهر أربعة أمتار في ليلة واحدة.", outlet="أربعة"),
        article(
            "Aldmoor \U0001f30a flood \u202e dlrow", "The Alder rose.\u200b\u200d \x1b[31mRed\x00 text.", outlet="Five"
        ),
    ]
    _, edition = built(database, found)
    assert edition
    assert accounted(edition) == len(found)


def test_everybody_reprints_one_text(database: Database) -> None:
    text = sentences(7, 12)
    found = [article("The dam holds", *text, outlet=f"Paper {n}", hours=1 + n / 100) for n in range(150)]
    _, edition = built(database, found)
    assert edition
    assert edition.stories == ()
    assert [brief.publishers for brief in edition.briefs] == [1]


def test_headlines_in_capitals_and_with_markup(database: Database) -> None:
    found = [
        article("MAYOR SAYS DAM WILL HOLD", *sentences(1), outlet="Loud"),
        article("<b>Dam</b> <script>alert(1)</script> &amp; river", *sentences(2), outlet="Markup"),
        article("{{ 7 * 7 }} {% raw %} dam", *sentences(3), outlet="Template"),
    ]
    _, edition = built(database, found)
    assert edition
    assert accounted(edition) == len(found)


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), model.LeftOutReason.TOO_OLD),
        (NOW + timedelta(hours=5), model.LeftOutReason.FUTURE),
        (datetime(2999, 1, 1, tzinfo=UTC), model.LeftOutReason.FUTURE),
    ],
)
def test_impossible_dates_are_left_out_by_name(
    database: Database, published: datetime, reason: model.LeftOutReason
) -> None:
    wrong = article("The dam holds", *sentences(1)).model_copy(update={"published": published})
    _, edition = built(database, [wrong, article("The bridge is closed", *sentences(2))])
    assert edition
    assert [(left.title, left.reason) for left in edition.left_out] == [("The dam holds", reason)]
    assert f"{published:%Y-%m-%d}" in edition.left_out[0].detail


def test_nothing_but_impossible_dates_says_so(database: Database) -> None:
    wrong = article("The dam holds", *sentences(1)).model_copy(update={"published": datetime(1970, 1, 1, tzinfo=UTC)})
    report, _ = built(database, [wrong])
    assert report.outcome is building.Built.EMPTY
    assert report.left_out == 1


def test_one_outlet_only(database: Database) -> None:
    found = [article(f"Number {n} of the {WORDS[n % 15]}", *sentences(n)) for n in range(30)]
    _, edition = built(database, found)
    assert edition
    assert edition.stories == ()
    assert edition.briefs
    assert accounted(edition) == len(found)


def test_two_thousand_articles_of_one_event(database: Database) -> None:
    pool = sentences(0, 60)
    found = [
        article(f"Flood in Aldmoor: {WORDS[n % 15]} {n}", *random.Random(n).sample(pool, 6), outlet=f"Paper {n % 300}")
        for n in range(2_000)
    ]
    report, edition = built(database, found)
    assert edition
    assert report.articles == len(found)
    assert len(edition.stories) + len(edition.briefs) <= 3
    assert len(edition.document()) < 500_000
    printed = len(edition.stories) + len(edition.briefs)
    assert printed + sum(edition.left_out_by_reason().values()) == report.clusters
