"""What it costs to fix who receives which variant, for very many readers: seconds of each step.

Run with the number of readers and a database URL; the database is made anew and left behind.
"""

import itertools
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import insert

from digest import model
from digest.pipeline import variants
from digest.store import deliveries, editions, tables
from digest.store.database import Database
from tests.golden import editions as sample

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
CHUNK = 50_000
SECTIONS = ("Politics", "Economy", "Science", "Sport", "Culture", "World")


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"{what:58}{time.perf_counter() - begun:8.2f} s")


def held() -> list[model.Variant]:
    """Most readers mute nothing; the others mute any set of sections."""
    sets = [chosen for size in range(len(SECTIONS) + 1) for chosen in itertools.combinations(SECTIONS, size)]
    shapes = [
        model.Variant(length=length, has_perspectives=has, muted=chosen)
        for length in model.Length
        for has in (True, False)
        for chosen in sets
    ]
    return [*[model.Variant()] * len(shapes) * 3, *shapes]


def fill(database: Database, readers: int) -> None:
    wishes = held()
    for first in range(1, readers + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, readers + 1))
        people = [
            {"id": n, "public_id": f"p{n}", "address": f"reader{n}@inbox.example", "name": "", "created_at": NOW}
            for n in numbers
        ]
        consents = [
            {
                "subscriber_id": n,
                "newsletter": sample.NEWSLETTER.key,
                "state": model.SubscriptionState.CONFIRMED,
                "variant": wishes[n * 7919 % len(wishes)],
                "requested_at": NOW,
                "confirmed_at": NOW,
                "proof": "",
            }
            for n in numbers
        ]
        with database.transaction() as session:
            session.execute(insert(tables.Subscriber), people)
            session.execute(insert(tables.Subscription), consents)


def main(readers: int, url: str) -> None:
    """Fill, then freeze, assign and count."""
    database = Database(url)
    database.migrate()
    fill(database, readers)
    newsletter = sample.NEWSLETTER.model_copy(update={"sections": SECTIONS})
    edition = sample.edition().model_copy(update={"local_date": date(2026, 11, 21)})
    with database.transaction() as session:
        number = editions.save_draft(session, edition, NOW, NOW).edition_id
        with timed(f"owe the edition to {readers:,} readers"):
            deliveries.freeze(session, number, newsletter.key, NOW)
        with timed("count who asked for which variant (one grouped query)"):
            asked = deliveries.variants(session, number)
        found = variants.assigned(asked, edition, newsletter)
        with timed(f"give {sum(k != v for k, v in found.items())} of {len(found)} variants another or none"):
            deliveries.assign(session, number, found, NOW)
        mailed = deliveries.variants(session, number)
    print(
        f"{len(mailed)} variants for {sum(mailed.values()):,} readers; {readers - sum(mailed.values()):,} passed over"
    )
    database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
