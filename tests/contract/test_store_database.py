"""What every database promises."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from digest import model
from digest.store import tables
from digest.store.database import Database

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def _edition(newsletter: str = "daily") -> tables.Edition:
    return tables.Edition(newsletter=newsletter, local_date=date(2026, 3, 2), send_at=NOW)


def test_a_transaction_commits_at_its_end_and_rolls_back_on_error(database: Database) -> None:
    with database.transaction() as session:
        session.add(_edition())
    with pytest.raises(ZeroDivisionError), database.transaction() as session:  # noqa: PT012 - the block is the subject
        session.add(_edition("evening"))
        session.flush()
        _ = 1 / 0
    with database.transaction() as session:
        assert session.exec(select(tables.Edition.newsletter)).all() == ["daily"]


def test_enums_are_stored_as_their_values(database: Database) -> None:
    with database.transaction() as session:
        session.add(_edition())
    with database.transaction() as session:
        assert session.connection().exec_driver_sql("SELECT state FROM edition").scalar() == "draft"
        assert session.exec(select(tables.Edition)).one().state is model.EditionState.DRAFT
