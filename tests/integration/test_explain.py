"""Why a story is as it is, and editors' marks that change it: on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from digest import config, errors, model
from digest.cli import explain as printing
from digest.pipeline import build as building
from digest.pipeline import explain as explaining
from digest.pipeline import mark as marking
from digest.pipeline import named
from digest.store import articles, editions, marks, sources
from digest.store.database import Database
from tests import news

NOW = news.NOON
OUTLETS = (news.CENTRE, news.LEFT, news.RIGHT)


@pytest.fixture
def settings() -> config.Settings:
    return config.Settings(
        outlets=tuple(config.OutletSetting(name=o.name, lean=o.lean, rater=o.rater) for o in OUTLETS),
        sources=tuple(
            config.SourceSetting(
                key=o.name.lower().replace(" ", "-"), url=f"https://{o.lean}.example/feed", outlet=o.name
            )
            for o in OUTLETS
        ),
        newsletters=(config.Newsletter(key="morning", name="Morning", sender="news@news.example"),),
    )


@pytest.fixture
def edition(database: Database, settings: config.Settings) -> int:
    """The draft of the bridge, closed in the words of three outlets, and of the orchestra."""
    with database.transaction() as session:
        sources.sync_configured(session, settings)
        articles.save(session, [*news.bridge(), reprint()], NOW)
    return build(database, settings).edition


def reprint() -> model.Article:
    told = news.bridge()[0]
    text = " ".join(told.texts(model.BlockKind.PARAGRAPH))
    return news.article("Harbor Bridge closed", *text.split("\n"), outlet=news.RIGHT, hours=0.5)


def build(database: Database, settings: config.Settings) -> building.BuildReport:
    return building.build(database, settings, "morning", news.TODAY, NOW)


def document(database: Database, edition: int) -> model.Edition:
    with database.transaction(writes=False) as session:
        return editions.load(session, edition)


def outlets(story: model.Story | model.Brief) -> set[str]:
    return {ref.outlet for ref in story.articles}


# ------------------------------------------------------------------------------------------------ explain


def test_a_story_is_explained_line_by_line(database: Database, settings: config.Settings, edition: int) -> None:
    found = explaining.explain(database, settings, edition, "1")
    assert found.place == "story 1 of 1, the lead"
    assert [witness.counts for witness in found.witnesses].count("counted") == 3
    assert any("it reprints Centre Wire" in witness.counts for witness in found.witnesses)
    assert len(found.pairs) == 3
    assert all(0 < pair.similarity <= 1 and "bridge" in " ".join(pair.terms).lower() for pair in found.pairs)
    assert found.points
    assert found.points.total == found.score
    story = document(database, edition).stories[0]
    texts = [line.text for line in found.lines]
    assert texts[:2] == [story.headline, story.dek]
    assert {take.text for take in story.quick_takes} <= set(texts)
    for line in found.lines:
        assert line.proofs
        assert all(proof.article and proof.article.url for proof in line.proofs)
    assert any(proof.before or proof.after for line in found.lines for proof in line.proofs)
    assert found.missing == ""


def test_it_prints_on_a_narrow_terminal(database: Database, settings: config.Settings, edition: int) -> None:
    found = explaining.explain(database, settings, edition, "bridge")
    lines = list(printing.page(found, 60))
    assert "Why its articles are together" in lines
    assert max(len(line) for line in lines if "http" not in line) <= 60
    said = "\n".join(lines)
    assert "Centre Wire (center, rated by Rater)" in said
    assert "3 independent outlets" in said
    assert "(the floor is 1)" in said


def test_deletions_are_made_visible() -> None:
    sentence = "The bridge, which opened in 1932, closed on Tuesday, the city said."
    assert explaining.marked(sentence, "The bridge closed on Tuesday, the city said.") == (
        "The bridge, [-which opened in 1932,-] closed on Tuesday, the city said."
    )
    assert explaining.marked(sentence, "Something else entirely.") == sentence
    assert explaining.marked("word " * 50_000, "word") == "word " * 50_000


@pytest.mark.parametrize("text", ["2", "orchestra premiere", "ORCHESTRA"])
def test_a_brief_is_found_by_number_and_by_words(
    database: Database, settings: config.Settings, edition: int, text: str
) -> None:
    found = explaining.explain(database, settings, edition, text)
    assert found.place == "brief 1 of 1"
    by_id = explaining.explain(database, settings, edition, found.id[:8])
    assert by_id == found


@pytest.mark.parametrize(
    ("text", "said"), [("volcano", "1 to 2"), ("", "1 to 2"), ("o", "2 stories"), ("99", "1 to 2")]
)
def test_what_means_no_story_or_several_is_refused(
    database: Database, settings: config.Settings, edition: int, text: str, said: str
) -> None:
    with pytest.raises(errors.StateError, match=said):
        explaining.explain(database, settings, edition, text)


def test_what_was_left_out_is_explained_too(database: Database, settings: config.Settings, edition: int) -> None:
    marking.single(database, edition, "orchestra", model.MarkKind.LEAVE_OUT, "ada", NOW)
    build(database, settings)
    found = explaining.explain(database, settings, edition, "orchestra")
    assert found.place == "left out"
    assert "By ada on 2026-03-04." in found.reasons[0]
    assert found.marks == ("left out by ada on 2026-03-04 (mark 1)",)


def test_when_the_articles_are_gone_the_proofs_stay(
    database: Database, settings: config.Settings, edition: int
) -> None:
    with database.transaction() as session:
        articles.prune(session, NOW + timedelta(days=1))
    found = explaining.explain(database, settings, edition, "1")
    assert "3 of 3 articles are not kept any more" in found.missing
    assert all(proof.sentence and not proof.before for line in found.lines for proof in line.proofs)
    assert found.pairs[0].terms


# ------------------------------------------------------------------------------------------------ marks


def test_an_article_split_off_stays_apart_until_the_mark_is_taken_back(
    database: Database, settings: config.Settings, edition: int
) -> None:
    before = document(database, edition)
    marked = marking.split(database, edition, "bridge", "Left Herald", "ada", NOW)
    assert marked.is_open
    assert len(marked.marks) == 2
    build(database, settings)
    after = document(database, edition)
    told = [outlets(one) for one in named.printed(after) if "Bridge" in one.headline]
    assert {"Left Herald"} in told
    with database.transaction() as session:
        for each in marked.marks:
            marks.remove(session, each)
    build(database, settings)
    assert document(database, edition) == before


def test_splitting_twice_names_for_each_what_takes_it_back(database: Database, edition: int) -> None:
    first = marking.split(database, edition, "bridge", "Left Herald", "ada", NOW)
    second = marking.split(database, edition, "bridge", "Centre Wire", "ada", NOW)
    assert (len(first.marks), len(second.marks)) == (2, 1)
    with database.transaction() as session:
        for each in (*second.marks, *first.marks):
            marks.remove(session, each)
        assert marks.listed(session) == []


def test_stories_joined_are_one(database: Database, settings: config.Settings, edition: int) -> None:
    marking.join(database, edition, "bridge", "orchestra", "ada", NOW)
    build(database, settings)
    after = document(database, edition)
    assert after.briefs == ()
    assert len(after.stories[0].articles) == 5
    with pytest.raises(errors.StateError, match="same story"):
        marking.join(database, edition, "1", "bridge", "ada", NOW)


@pytest.mark.parametrize("text", ["", "  ", "0", "00"])
def test_no_word_and_no_number_mean_no_story(database: Database, edition: int, text: str) -> None:
    with pytest.raises(errors.StateError, match=r"^\S.*: no story of this edition is meant by it"):
        named.find(document(database, edition), text)


def test_a_pinned_story_leads(database: Database, settings: config.Settings, edition: int) -> None:
    marking.single(database, edition, "orchestra", model.MarkKind.PIN, "ada", NOW)
    build(database, settings)
    after = document(database, edition)
    assert "Orchestra" in after.stories[0].headline
    assert after.stories[0].reasons[0] == "Pinned by ada on 2026-03-04."
    assert after.subject == after.stories[0].headline


@pytest.mark.parametrize(("article", "said"), [("9", "1 Right Ledger"), ("Nobody", "means 0 articles")])
def test_an_article_that_is_not_there_cannot_be_split(
    database: Database, edition: int, article: str, said: str
) -> None:
    with pytest.raises(errors.StateError, match=said):
        marking.split(database, edition, "bridge", article, "ada", NOW)
    with pytest.raises(errors.StateError, match="only article"):
        marking.split(database, edition, "orchestra", "1", "ada", NOW)


def test_marks_on_an_approved_edition_wait_for_the_next(
    database: Database, settings: config.Settings, edition: int
) -> None:
    with database.transaction() as session:
        editions.approve(session, edition, editions.get(session, edition).sha256, "ada", NOW)
    assert not marking.single(database, edition, "1", model.MarkKind.PIN, "ada", NOW).is_open
    assert build(database, settings).outcome is building.Built.KEPT
