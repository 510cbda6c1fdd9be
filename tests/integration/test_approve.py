"""From draft to approved edition and back, on both databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from digest import config, errors, model
from digest.pipeline import approve as approving
from digest.store import deliveries, editions, subscribers, tables
from digest.store.database import Database
from tests.golden import editions as sample

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
HOUR = NOW + timedelta(hours=1)
_SAMPLE = sample.edition()
EDITION = _SAMPLE.model_copy(update={"stories": _SAMPLE.stories[:1], "briefs": ()})
BRIEF = model.Variant(length=model.Length.BRIEF)


@pytest.fixture
def settings() -> config.Settings:
    return config.Settings(
        web=config.Web(base_url="https://news.example.org", signing_key=SecretStr("k" * 40)),
        newsletters=(sample.NEWSLETTER,),
    )


@pytest.fixture
def draft(database: Database) -> int:
    """A draft with three confirmed readers, one of them in brief, and one who never answered."""
    with database.transaction() as session:
        for number, variant in enumerate((model.Variant(), BRIEF, model.Variant())):
            subscribers.add(
                session,
                f"reader{number}@inbox.example.org",
                EDITION.newsletter,
                "said so",
                NOW,
                public_id=f"p{number}",
                variant=variant,
            )
        subscribers.subscribe(session, "late@inbox.example.org", EDITION.newsletter, "form", NOW, public_id="p9")
        return editions.save_draft(session, EDITION, HOUR, NOW).edition_id


def _standing(database: Database, edition_id: int) -> editions.Standing:
    with database.transaction(writes=False) as session:
        return editions.get(session, edition_id)


def _frozen(database: Database, edition_id: int) -> tuple[int, list[str]]:
    """Deliveries, and keys of the rendered variants."""
    with database.transaction(writes=False) as session:
        return len(deliveries.listed(session, edition_id)), sorted(editions.rendered(session, edition_id))


def test_approval_freezes_document_mails_and_readers(database: Database, settings: config.Settings, draft: int) -> None:
    seen: list[tuple[str, int, int]] = []
    approved = approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW, lambda *each: seen.append(each))
    assert approved.deliveries == 3
    assert approved.variants == ("brief", "full")
    assert seen == [("rendering the mails", 1, 2), ("rendering the mails", 2, 2)]
    standing = _standing(database, draft)
    assert (standing.state, standing.approved_by, standing.approved_sha256, standing.approved_at) == (
        model.EditionState.APPROVED,
        "ann",
        EDITION.sha256,
        NOW,
    )
    assert _frozen(database, draft) == (3, ["brief", "full"])
    with database.transaction(writes=False) as session:
        mail = editions.rendered(session, draft)["full"]
    assert f"https://news.example.org/{EDITION.newsletter}/{EDITION.local_date}" in mail.html


def test_an_edition_without_readers_is_rendered_for_the_archive(database: Database, settings: config.Settings) -> None:
    with database.transaction() as session:
        draft = editions.save_draft(session, EDITION, HOUR, NOW).edition_id
    approved = approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW)
    assert (approved.deliveries, approved.variants) == (0, ("full",))


def test_another_hash_is_refused_and_nothing_is_frozen(
    database: Database, settings: config.Settings, draft: int
) -> None:
    with pytest.raises(errors.StateError, match="was changed since you read it"):
        approving.approve(database, settings, draft, "0" * 64, "ann", NOW)
    assert _standing(database, draft).state is model.EditionState.DRAFT
    assert _frozen(database, draft) == (0, [])


def test_a_template_error_leaves_a_draft(
    database: Database, settings: config.Settings, draft: int, tmp_path: Path
) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "body.txt").write_text("{{ no_such_value }}", "utf-8")
    broken = settings.model_copy(update={"templates": tmp_path})
    with pytest.raises(errors.RenderError, match="no_such_value"):
        approving.approve(database, broken, draft, EDITION.sha256, "ann", NOW)
    assert _standing(database, draft).state is model.EditionState.DRAFT
    assert _frozen(database, draft) == (0, [])


def test_a_mail_that_offers_no_way_to_leave_is_not_approved(
    database: Database, settings: config.Settings, draft: int, tmp_path: Path
) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "body.txt").write_text("No link to leave.", "utf-8")
    lacking = settings.model_copy(update={"templates": tmp_path})
    with pytest.raises(errors.RenderError):
        approving.approve(database, lacking, draft, EDITION.sha256, "ann", NOW)
    assert _standing(database, draft).state is model.EditionState.DRAFT


def test_a_newsletter_that_is_gone_and_a_missing_key_are_named(
    database: Database, settings: config.Settings, draft: int
) -> None:
    with pytest.raises(errors.ConfigError, match="no longer configured"):
        approving.approve(database, settings.model_copy(update={"newsletters": ()}), draft, EDITION.sha256, "ann", NOW)
    with pytest.raises(errors.ConfigError, match="digest migrate"):
        approving.approve(
            database, settings.model_copy(update={"web": config.Web()}), draft, EDITION.sha256, "ann", NOW
        )


def test_a_withdrawn_edition_is_a_draft_that_owes_nobody_anything(
    database: Database, settings: config.Settings, draft: int
) -> None:
    approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW)
    withdrawn = approving.withdraw(database, draft, NOW)
    assert (withdrawn.state, withdrawn.approved_sha256, withdrawn.approved_at) == (model.EditionState.DRAFT, "", None)
    assert _frozen(database, draft) == (0, [])
    with pytest.raises(errors.StateError, match="is draft; only an approved one"):
        approving.withdraw(database, draft, NOW)


def test_a_held_edition_keeps_what_was_frozen_and_is_approved_again(
    database: Database, settings: config.Settings, draft: int
) -> None:
    approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW)
    held = approving.hold(database, draft, "Wait for the court.", NOW)
    assert (held.state, held.reason) == (model.EditionState.HELD, "Wait for the court.")
    assert _frozen(database, draft) == (3, ["brief", "full"])
    again = approving.approve(database, settings, draft, EDITION.sha256, "bob", NOW + timedelta(hours=2))
    assert again.deliveries == 3
    assert _standing(database, draft).reason == ""


def test_a_cancelled_edition_skips_what_waits_and_stays_cancelled(
    database: Database, settings: config.Settings, draft: int
) -> None:
    approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW)
    approving.cancel(database, draft, "Cancelled by ann.", NOW)
    with database.transaction(writes=False) as session:
        found = session.exec(select(col(tables.Delivery.state), col(tables.Delivery.reply))).all()
    assert set(found) == {(model.DeliveryState.SKIPPED, "Cancelled by ann.")}
    with pytest.raises(errors.StateError, match="cannot become approved; it is at its end"):
        approving.approve(database, settings, draft, EDITION.sha256, "ann", NOW)
