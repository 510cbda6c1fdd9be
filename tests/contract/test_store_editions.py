"""Editions on every database: one a day, moved only as allowed, changed only as a draft."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, update

from digest import errors, model
from digest.store import editions, tables
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
State = model.EditionState


def _edition(subject: str = "Bridge approved", day: date = DAY, newsletter: str = "daily") -> model.Edition:
    return model.Edition(
        newsletter=newsletter,
        local_date=day,
        subject=subject,
        preheader="",
        stories=(),
        sources=model.SourceReport(checked=1),
        words=100,
    )


def _bring(session: Session, *states: State, day: date = DAY) -> int:
    """A draft of this day, moved through these states."""
    edition = _edition(day=day)
    edition_id = editions.save_draft(session, edition, NOW, NOW).edition_id
    for state in states:
        if state is State.APPROVED:
            editions.approve(session, edition_id, edition.sha256, "ann", NOW)
        else:
            editions.move(session, edition_id, state, "because", NOW)
    return edition_id


WAYS = {
    State.DRAFT: (),
    State.APPROVED: (State.APPROVED,),
    State.SENDING: (State.APPROVED, State.SENDING),
    State.SENT: (State.APPROVED, State.SENDING, State.SENT),
    State.HELD: (State.HELD,),
    State.CANCELLED: (State.CANCELLED,),
}


def test_an_edition_of_an_older_version_still_has_its_hash(database: Database) -> None:
    """It was hashed as it was stored then, without the fields that came later."""
    edition = _edition()
    older = edition.model_dump_json(exclude={"unlisted"})
    with database.transaction() as session:
        edition_id = editions.save_draft(session, edition, NOW, NOW).edition_id
        values = {"document": older, "sha256": hashlib.sha256(older.encode()).hexdigest()}
        session.exec(update(tables.Edition).where(col(tables.Edition.id) == edition_id).values(**values))
        assert editions.load(session, edition_id) == edition


def test_a_draft_is_created_then_unchanged_then_replaced(database: Database) -> None:
    with database.transaction() as session:
        first = editions.save_draft(session, _edition(), NOW, NOW)
        same = editions.save_draft(session, _edition(), NOW, NOW + timedelta(minutes=1))
        other = editions.save_draft(session, _edition("Bridge refused"), NOW, NOW + timedelta(minutes=2))
    assert [first.change, same.change, other.change] == ["created", "unchanged", "replaced"]
    assert first.edition_id == same.edition_id == other.edition_id
    with database.transaction(writes=False) as session:
        standing = editions.get(session, first.edition_id)
        assert editions.find(session, "daily", DAY) == standing
        assert editions.document(session, standing.id) == _edition("Bridge refused").document()
        assert editions.load(session, standing.id) == _edition("Bridge refused")
    assert (standing.sha256, standing.built_at) == (_edition("Bridge refused").sha256, NOW + timedelta(minutes=2))


@pytest.mark.parametrize("state", [State.APPROVED, State.SENDING, State.SENT, State.CANCELLED])
def test_an_edition_past_its_draft_is_not_touched(database: Database, state: State) -> None:
    with database.transaction() as session:
        edition_id = _bring(session, *WAYS[state])
        before = editions.get(session, edition_id)
    refusal = f"daily 2026-03-02: is {state.value} and is not changed"
    with database.transaction() as session:
        with pytest.raises(errors.StateError, match=refusal):
            editions.save_draft(session, _edition("Other"), NOW, NOW)
        with pytest.raises(errors.StateError, match=refusal):
            editions.save_empty(session, "daily", DAY, NOW, "nothing", NOW)
    with database.transaction(writes=False) as session:
        assert editions.get(session, edition_id) == before


def test_an_empty_day_is_held_with_its_reason_and_may_become_a_draft(database: Database) -> None:
    with database.transaction() as session:
        saved = editions.save_empty(session, "daily", DAY, NOW, "No source could be read.", NOW)
        standing = editions.get(session, saved.edition_id)
        assert (standing.state, standing.reason, standing.sha256) == (State.HELD, "No source could be read.", "")
        with pytest.raises(errors.StateError, match="No source could be read"):
            editions.load(session, saved.edition_id)
        with pytest.raises(errors.StateError, match="holds nothing to send: No source could be read"):
            editions.approve(session, saved.edition_id, "", "ann", NOW)
        with pytest.raises(errors.StateError, match="build it first"):
            editions.move(session, saved.edition_id, State.DRAFT, "", NOW)
        again = editions.save_draft(session, _edition(), NOW, NOW)
        assert again == editions.Saved(saved.edition_id, editions.Change.REPLACED)
        assert editions.get(session, saved.edition_id).state is State.DRAFT


@pytest.mark.parametrize("wanted", State)
@pytest.mark.parametrize("state", State)
def test_only_allowed_moves_are_made(sqlite_database: Database, state: State, wanted: State) -> None:
    with sqlite_database.transaction() as session:
        edition_id = _bring(session, *WAYS[state])
        # To APPROVED only approve() leads; what was never approved is never sent.
        is_approved = state not in (State.DRAFT, State.HELD)
        is_allowed = wanted in model.EDITION_MOVES[state] and wanted is not State.APPROVED
        if is_allowed and (is_approved or wanted not in (State.SENDING, State.SENT)):
            assert editions.move(session, edition_id, wanted, "so", NOW).state is wanted
        else:
            with pytest.raises(errors.StateError, match="daily 2026-03-02"):
                editions.move(session, edition_id, wanted, "so", NOW)
            assert editions.get(session, edition_id).state is state


def test_approval_names_the_document_and_its_return_to_draft_voids_it(database: Database) -> None:
    with database.transaction() as session:
        edition_id = _bring(session)
        with pytest.raises(errors.StateError, match="read it again"):
            editions.approve(session, edition_id, "f" * 64, "ann", NOW)
        approved = editions.approve(session, edition_id, _edition().sha256, "ann", NOW)
        assert (approved.approved_by, approved.approved_at) == ("ann", NOW)
        draft = editions.move(session, edition_id, State.DRAFT, "", NOW)
        assert (draft.approved_by, draft.approved_at, draft.approved_sha256) == ("", None, "")


@pytest.mark.parametrize("change", ["state = 'approved'", "sha256 = ''", "state = 'lost'"])
def test_the_database_itself_refuses_what_was_not_approved(database: Database, change: str) -> None:
    with database.transaction() as session:
        _bring(session)
    with pytest.raises(IntegrityError, match="ck_edition_"), database.transaction() as session:
        session.connection().exec_driver_sql(f"UPDATE edition SET {change}")


def test_a_damaged_document_is_noticed(database: Database) -> None:
    with database.transaction() as session:
        edition_id = _bring(session)
        damaged = _edition("Forged").document()
        session.exec(update(tables.Edition).where(col(tables.Edition.id) == edition_id).values(document=damaged))
        session.expire_all()
        with pytest.raises(errors.StoreError, match="does not have its hash"):
            editions.load(session, edition_id)


@pytest.mark.parametrize(("document", "fault"), [("{", "Invalid JSON"), ("{}", "newsletter: Field required")])
def test_a_document_that_cannot_be_read_is_named(database: Database, document: str, fault: str) -> None:
    with database.transaction() as session:
        edition_id = _bring(session, *WAYS[State.SENT])
        broken = update(tables.Edition).where(col(tables.Edition.id) == edition_id).values(document=document)
        session.exec(broken)
        session.expire_all()
        with pytest.raises(errors.StoreError, match=rf"daily {DAY}: the stored document is damaged \({fault}.*backup"):
            editions.load(session, edition_id)
        with pytest.raises(errors.StoreError, match="is damaged"):
            editions.previous(session, "daily", DAY, DAY + timedelta(days=1))


@pytest.mark.parametrize("document", ["{", "{}", "[]"])
def test_a_damaged_mail_is_named(database: Database, document: str) -> None:
    with database.transaction() as session:
        edition_id = _bring(session)
        values = {"edition": edition_id, "document": document}
        session.connection().execute(text("INSERT INTO rendered VALUES (:edition, 'full', :document)"), values)
        with pytest.raises(errors.StoreError, match=r"a stored Rendered is damaged \(.*restore a backup"):
            editions.rendered(session, edition_id)


def test_previous_editions_are_those_readers_got_newest_first(database: Database) -> None:
    with database.transaction() as session:
        for back, way in enumerate(WAYS.values(), start=1):
            _bring(session, *way, day=DAY - timedelta(days=back))
        found = editions.previous(session, "daily", DAY - timedelta(days=14), DAY)
        assert [edition.local_date for edition in found] == [DAY - timedelta(days=3), DAY - timedelta(days=4)]
        assert editions.previous(session, "daily", DAY - timedelta(days=3), DAY) == found[:1]
        assert editions.previous(session, "evening", DAY - timedelta(days=14), DAY) == []


def test_due_are_the_open_ones_those_of_late_and_the_first(database: Database) -> None:
    with database.transaction() as session:
        for back, (state, way) in enumerate(WAYS.items()):
            edition_id = _bring(session, *way, day=DAY - timedelta(days=back))
            hour = NOW - timedelta(days=back)
            session.exec(update(tables.Edition).where(col(tables.Edition.id) == edition_id).values(send_at=hour))
            assert editions.get(session, edition_id).state is state
        session.expire_all()
        found = editions.due(session, NOW - timedelta(days=4))
        first, *others = [each.state for each in found]
        assert first is State.CANCELLED
        assert others == [State.HELD, State.SENT, State.SENDING, State.APPROVED, State.DRAFT]
        assert [each.state for each in editions.due(session, NOW)] == [first, *others[2:]]


def test_due_is_also_the_first_edition_of_each_newsletter(database: Database) -> None:
    with database.transaction() as session:
        for back in (400, 300, 200):
            _bring(session, State.CANCELLED, day=DAY - timedelta(days=back))
        session.exec(update(tables.Edition).values(send_at=NOW - timedelta(days=200)))
        assert [each.local_date for each in editions.due(session, NOW)] == [DAY - timedelta(days=400)]


def test_listed_newest_first_by_newsletter_and_state(database: Database) -> None:
    with database.transaction() as session:
        _bring(session, day=DAY)
        _bring(session, State.HELD, day=DAY - timedelta(days=1))
        editions.save_draft(session, _edition(newsletter="evening"), NOW, NOW)
        assert [each.name for each in editions.listed(session)] == [
            "daily 2026-03-02",
            "evening 2026-03-02",
            "daily 2026-03-01",
        ]
        assert [each.name for each in editions.listed(session, "daily", [State.HELD])] == ["daily 2026-03-01"]
        assert len(editions.listed(session, limit=1)) == 1


def test_rendered_variants_are_kept_whole_and_replaced(database: Database) -> None:
    full, brief = model.Variant(), model.Variant(length=model.Length.BRIEF)
    mails = [
        model.Rendered(
            variant=each, subject="S", preheader="", html="<p>é</p>", text="é", slots={model.Slot.UNSUBSCRIBE_URL: "T"}
        )
        for each in (full, brief)
    ]
    with database.transaction() as session:
        edition_id = _bring(session)
        assert editions.rendered(session, edition_id) == {}
        editions.save_rendered(session, edition_id, mails)
        editions.save_rendered(session, edition_id, mails[:1])
    with database.transaction(writes=False) as session:
        assert editions.rendered(session, edition_id) == {"full": mails[0]}


def test_the_web_page_is_kept_as_it_is_until_the_edition_is_frozen_anew(database: Database) -> None:
    page = model.Page(html="<p>é\U0001f305</p>\r\n", policy="p", title="T", summary="", content="<p>c</p>")
    with database.transaction() as session:
        edition_id = _bring(session)
        assert editions.page(session, edition_id) is None
        editions.save_page(session, edition_id, page.model_copy(update={"html": "an older one"}))
        editions.save_page(session, edition_id, page)
    with database.transaction() as session:
        assert editions.page(session, edition_id) == page
        assert editions.told(session, [edition_id, 99]) == {edition_id: editions.Told("T", "", "<p>c</p>")}
        editions.thaw(session, edition_id)
    with database.transaction() as session:
        assert editions.page(session, edition_id) is None
        editions.save_page(session, edition_id, page)
        editions.save_rendered(session, edition_id, [])
        assert editions.page(session, edition_id) is None


def test_an_edition_that_does_not_exist_is_named(database: Database) -> None:
    with database.transaction(writes=False) as session:
        assert editions.find(session, "daily", DAY) is None
        with pytest.raises(errors.StateError, match="edition 7: there is no such edition"):
            editions.get(session, 7)


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200))
def test_any_text_comes_back_from_the_document_unchanged(text: str) -> None:
    edition = _edition(text)
    assert model.Edition.model_validate_json(edition.document()) == edition
