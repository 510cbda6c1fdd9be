"""Dates as feeds and pages write them."""

from datetime import UTC, datetime

import pytest

from digest.collect import dates

FIVE = datetime(2026, 1, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-13T05:00:00Z",
        "2026-01-13T05:00:00",
        "2026-01-13T07:00:00+0200",
        "Tue, 13 Jan 2026 05:00:00 GMT",
        "Tue, 13 Jan 2026 00:00:00 EST",
        "13 Jan 2026 06:00:00 CET",
        "Tue, 13 Jan 2026 16:00:00 AEDT",
        " Tue, 13 Jan 2026 05:00:00 +0000 ",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    assert dates.moment(text) == FIVE


@pytest.mark.parametrize(
    "text", ["", "soon", "Tue, 99 Jan 2026 05:00:00 GMT", "2026-13-01", "0001-01-01T00:00:00+14:00", "9" * 500]
)
def test_no_date_is_none(text: str) -> None:
    assert dates.moment(text) is None
