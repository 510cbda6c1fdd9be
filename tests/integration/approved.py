"""An approved edition with readers, as the sender finds it; and settings to send it with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from digest import config, model
from digest.store import deliveries, editions, tables
from digest.store.database import Database

NEWSLETTER = config.Newsletter(key="daily", name="The Daily", sender="daily@news.example.org")
HOUR = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
SLOTS = {model.Slot.UNSUBSCRIBE_URL: "QZunsubscribeZQ", model.Slot.PREFERENCES_URL: "QZpreferencesZQ"}


def rendered(variant: model.Variant, paragraphs: int = 3) -> model.Rendered:
    """A small mail with both slots in both parts."""
    links = " ".join(SLOTS.values())
    paragraph = "The council — after “two long nights” — voted 12 to 3 for the new bridge. "
    page = f"<p>{paragraph}</p>\n" * paragraphs
    return model.Rendered(
        variant=variant,
        subject="Bridge approved",
        preheader="",
        html=f'<html><body>{page}<a href="{SLOTS[model.Slot.UNSUBSCRIBE_URL]}">leave</a> {links}</body></html>',
        text=f"{paragraph}\n" * (paragraphs // 4 + 1) + f"Leave: {links}\n",
        slots=SLOTS,
    )


def address(number: int) -> str:
    return f"reader{number}@inbox.example.org"


def approve(database: Database, readers: int, *, paragraphs: int = 3, hour: datetime = HOUR) -> int:
    """An approved edition owed to so many readers, every second of them in brief; returns its id."""
    edition = model.Edition(
        newsletter=NEWSLETTER.key,
        local_date=date(2026, 11, 21),
        subject="Bridge approved",
        preheader="",
        stories=(),
        sources=model.SourceReport(checked=1),
        words=100,
    )
    variants = (model.Variant(), model.Variant(length=model.Length.BRIEF))
    with database.transaction() as session:
        for number in range(1, readers + 1):
            session.add(
                tables.Subscriber(
                    id=number, public_id=f"p{number}", address=address(number), name="Ann", created_at=hour
                )
            )
        session.flush()
        for number in range(1, readers + 1):
            session.add(
                tables.Subscription(
                    subscriber_id=number,
                    newsletter=NEWSLETTER.key,
                    state=model.SubscriptionState.CONFIRMED,
                    variant=variants[number % 2],
                    requested_at=hour,
                    confirmed_at=hour,
                )
            )
        session.flush()
        saved = editions.save_draft(session, edition, hour, hour - timedelta(hours=2))
        editions.approve(session, saved.edition_id, edition.sha256, "editor", hour - timedelta(hours=1))
        editions.save_rendered(session, saved.edition_id, [rendered(each, paragraphs) for each in variants])
        assert deliveries.freeze(session, saved.edition_id, NEWSLETTER.key, hour) == readers
    return saved.edition_id


def settings(
    folder: Path | None = None, port: int = 0, *, connections: int = 4, batch: int = 50, lease_seconds: int = 120
) -> config.Settings:
    """Into the folder where one is given, else to a mail server on this port of the loopback."""
    smtp = config.Smtp(host="127.0.0.1", port=port or 25, security=config.Security.NONE, connections=connections)
    return config.Settings(
        web=config.Web(base_url="https://news.example.org", signing_key=SecretStr("k" * 40)),
        delivery=config.Delivery(
            transport=config.TransportKind.FOLDER if folder else config.TransportKind.SMTP,
            folder=folder or Path("outbox"),
            smtp=smtp,
            batch=batch,
            lease_seconds=lease_seconds,
        ),
        newsletters=(NEWSLETTER,),
    )


def states(database: Database, edition_id: int) -> dict[model.DeliveryState, int]:
    with database.transaction(writes=False) as session:
        return deliveries.count(session, edition_id)


def standing(database: Database, edition_id: int) -> editions.Standing:
    with database.transaction(writes=False) as session:
        return editions.get(session, edition_id)


def delivery(database: Database, edition_id: int, number: int) -> deliveries.Standing:
    with database.transaction(writes=False) as session:
        return deliveries.listed(session, edition_id, after=number - 1, limit=1)[0]
