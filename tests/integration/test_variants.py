"""Readers who mute sections: who gets what of an approved edition, on both databases."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from digest import config, model
from digest.pipeline import approve as approving
from digest.pipeline import send as sending
from digest.pipeline import variants
from digest.store import deliveries, editions, subscribers
from digest.store.database import Database
from tests.golden import editions as sample

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
HOUR = NOW + timedelta(hours=1)
EDITION = sample.edition()
TOLD: list[model.Story | model.Brief] = [*EDITION.stories, *EDITION.briefs]
PRINTED = {one.section for one in TOLD}
NEWSLETTER = sample.NEWSLETTER.model_copy(update={"sections": tuple(sorted(PRINTED | {"Gardening"}))})
SETTINGS = config.Settings(
    web=config.Web(base_url="https://news.example.org", signing_key=SecretStr("k" * 40)), newsletters=(NEWSLETTER,)
)
FULL = model.Variant()
WISHES = st.lists(
    st.builds(
        model.Variant,
        length=st.sampled_from(model.Length),
        has_perspectives=st.booleans(),
        muted=st.lists(st.sampled_from([*sorted(PRINTED), "Gardening", "Chess"])).map(tuple),
    ),
    max_size=6,
)
NUMBERS = itertools.count(1)


def muting(*sections: str, length: model.Length = model.Length.FULL) -> model.Variant:
    return model.Variant(length=length, muted=sections)


def reader(database: Database, variant: model.Variant) -> str:
    """A confirmed reader; returns what stands for them in links."""
    name = f"p{next(NUMBERS)}"
    with database.transaction() as session:
        subscribers.add(
            session, f"{name}@inbox.example.org", NEWSLETTER.key, "said so", NOW, public_id=name, variant=variant
        )
    return name


def draft(database: Database, edition: model.Edition = EDITION) -> int:
    with database.transaction() as session:
        return editions.save_draft(session, edition, HOUR, NOW).edition_id


def approve(database: Database, number: int, sha256: str = EDITION.sha256) -> approving.Approved:
    ticks = itertools.count(step=0.412)
    return approving.approve(database, SETTINGS, number, sha256, "ann", NOW, clock=lambda: next(ticks))


def frozen(database: Database, number: int) -> dict[str, model.Rendered]:
    with database.transaction(writes=False) as session:
        return editions.rendered(session, number)


def owed(database: Database, number: int) -> dict[str, tuple[str, str, str]]:
    """By reader: variant, state, reason."""
    with database.transaction(writes=False) as session:
        found = deliveries.listed(session, number)
    return {each.address.partition("@")[0]: (each.variant, each.state.value, each.reply) for each in found}


def test_each_variant_that_readers_hold_is_rendered_once_and_shows_nothing_muted(database: Database) -> None:
    for variant in (FULL, muting("Politics"), muting("politics"), muting("Economy", length=model.Length.BRIEF)):
        reader(database, variant)
    number = draft(database)
    done = approve(database, number)
    assert done.readers == {"brief-muting-economy": 1, "full": 1, "full-muting-politics": 2}
    assert (done.variants, done.milliseconds) == (tuple(sorted(done.readers)), 412)
    mails = frozen(database, number)
    assert set(mails) == set(done.variants)
    mail, muted = mails["full-muting-politics"], [one for one in TOLD if one.section == "Politics"]
    assert muted
    for one in muted:
        assert one.headline in mails["full"].text.replace("\n", " ")
        assert one.headline not in mail.html
        assert one.headline not in mail.text.replace("\n", " ")
        assert one.headline not in mail.subject + mail.preheader
    assert f"You muted Politics: {len(muted)} stories on the web." in mail.text
    assert f"You muted Politics: {len(muted)} stories on the web." in mail.html
    assert "You muted" not in mails["full"].text


def test_a_rehearsal_counts_what_an_approval_now_would_render(database: Database) -> None:
    for variant in (muting("Gardening"), muting("Politics"), muting("Politics"), muting(*PRINTED)):
        reader(database, variant)
    ticks = itertools.count(step=0.0014)
    made = variants.rehearse(database, SETTINGS, NEWSLETTER, EDITION, lambda: next(ticks))
    assert [mail.variant for mail in made.mails] == [FULL, muting("Politics")]
    assert str(made) == "2 variants rendered in 1 ms"
    assert variants.said(1, 1200) == "1 variant rendered in 1,200 ms"


def test_a_mute_that_makes_no_difference_makes_no_variant(database: Database) -> None:
    """Of a section not printed today, and of one the newsletter lists no more."""
    for variant in (FULL, muting("Gardening"), muting("Chess", "Gardening")):
        reader(database, variant)
    assert approve(database, draft(database)).readers == {"full": 3}


def test_who_muted_all_of_an_edition_gets_no_mail_and_the_ledger_says_why(database: Database) -> None:
    nothing, some = reader(database, muting(*PRINTED)), reader(database, muting("Politics"))
    number = draft(database)
    done = approve(database, number)
    assert (done.deliveries, done.passed_over, done.variants) == (1, 1, ("full", "full-muting-politics"))
    assert owed(database, number) == {
        nothing: (muting(*PRINTED).key, "skipped", deliveries.ALL_MUTED),
        some: ("full-muting-politics", "queued", ""),
    }


def test_an_edition_that_everybody_muted_is_sent_to_nobody_and_done(database: Database) -> None:
    reader(database, muting(*PRINTED))
    number = draft(database)
    assert approve(database, number).deliveries == 0
    report = sending.send(database, SETTINGS, number, HOUR)
    assert (report.state, report.sent, report.deliveries) == (
        model.EditionState.SENT,
        0,
        {model.DeliveryState.SKIPPED: 1},
    )


def test_what_was_frozen_wins_over_a_preference_changed_later(database: Database) -> None:
    early = reader(database, muting("Politics"))
    number = draft(database)
    approve(database, number)
    with database.transaction() as session:
        changed = subscribers.prefer(session, early, NEWSLETTER.key, variant=muting(*PRINTED))
    assert changed is not None
    assert changed.variant == muting(*PRINTED)
    assert owed(database, number)[early] == ("full-muting-politics", "queued", "")
    assert set(frozen(database, number)) == {"full", "full-muting-politics"}


def test_withdrawn_and_approved_again_everybody_is_asked_afresh(database: Database) -> None:
    nothing = reader(database, muting(*PRINTED))
    number = draft(database)
    approve(database, number)
    approving.withdraw(database, number, NOW)
    assert owed(database, number) == {}
    with database.transaction() as session:
        subscribers.prefer(session, nothing, NEWSLETTER.key, variant=FULL)
    assert approve(database, number).readers == {"full": 1}
    assert owed(database, number) == {nothing: ("full", "queued", "")}


def test_held_and_approved_again_who_muted_everything_is_asked_afresh(database: Database) -> None:
    nothing = reader(database, muting(*PRINTED))
    number = draft(database)
    approve(database, number)
    approving.hold(database, number, "wait", NOW)
    with database.transaction() as session:
        subscribers.prefer(session, nothing, NEWSLETTER.key, variant=FULL)
    assert approve(database, number).readers == {"full": 1}


def test_what_readers_mute_does_not_touch_the_document_that_is_approved(database: Database) -> None:
    for section in PRINTED:
        reader(database, muting(section))
    number = draft(database)
    assert approve(database, number).sha256 == EDITION.sha256
    with database.transaction(writes=False) as session:
        assert editions.load(session, number) == EDITION


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=WISHES)
def test_the_readers_of_all_variants_are_the_recipients(database: Database, wishes: list[model.Variant]) -> None:
    with database.transaction(writes=False) as session:
        confirmed = subscribers.count(session)[model.SubscriptionState.CONFIRMED]
    for variant in wishes:
        reader(database, variant)
    edition = EDITION.model_copy(update={"local_date": EDITION.local_date + timedelta(days=next(NUMBERS))})
    number = draft(database, edition)
    done = approve(database, number, edition.sha256)
    assert sum(done.readers.values()) == done.deliveries
    assert done.deliveries + done.passed_over == confirmed + len(wishes)
    waiting = Counter(variant for variant, state, _ in owed(database, number).values() if state == "queued")
    assert waiting == done.readers
    assert set(done.variants) == {FULL.key, *done.readers}
