"""Where the day stands, and what comes next."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from digest.cli import options, sources, terminal

if TYPE_CHECKING:
    from datetime import date, datetime

    from digest import config as configuration
    from digest import model
    from digest.store import editions


class Day(NamedTuple):
    """Where a newsletter stands today."""

    newsletter: "configuration.Newsletter"
    local_date: "date"
    edition: "editions.Standing | None"
    readers: int
    """Confirmed subscriptions."""
    sources: int
    """Active ones."""
    failing: int
    """Of them, those whose last check failed."""
    is_collected: bool
    """At least one source was read within the edition's window."""
    deliveries: "dict[model.DeliveryState, int]"

    @property
    def name(self) -> str:
        """How commands call its edition."""
        return f"{self.newsletter.key}/{self.local_date}"


def today(config: Path | None, *, as_json: bool) -> None:
    """For bare ``digest``: the day in a few lines, and the next step; without a configuration how to start."""
    path = config or options.DEFAULT
    if not path.is_file():
        _welcome(str(path), as_json=as_json)
        return
    with options.opened(path) as opened:
        days = _days(opened)
    if as_json:
        terminal.show_json([_record(day) for day in days])
        return
    if not days:
        terminal.advise(f"{path} names no newsletter yet. Next: add [[newsletters]] to it, then: digest check")
    for day in days:
        terminal.show(f"{day.newsletter.name}, {day.local_date:%A} {day.local_date} ({day.newsletter.time_zone})")
        terminal.show(f"  {situation(day)}")
        terminal.advise(f"  Next: {next_step(day)}")


def status(config: options.Config = None, as_json: options.Json = False) -> None:
    """Show where editions, mails, readers and sources stand."""
    from digest.store import editions

    with options.opened(config) as opened:
        days = _days(opened)
        with opened.database.transaction(writes=False) as session:
            latest = [(each, _deliveries(session, each.id)) for each in editions.listed(session, limit=10)]
    if as_json:
        terminal.show_json({"today": [_record(day) for day in days], "editions": [_listed(*each) for each in latest]})
        return
    for day in days:
        terminal.show(f"{day.newsletter.name} ({day.newsletter.key}), {day.local_date}, {day.newsletter.time_zone}")
        terminal.show(f"  edition   {situation(day)}")
        terminal.show(f"  readers   {day.readers}")
        if day.newsletter.round_up_of:
            terminal.show(f"  stories   those of {day.newsletter.round_up_of} in the week before")
        else:
            terminal.show(f"  sources   {day.sources}, of which {day.failing} failed when last read")
        terminal.advise(f"  next      {next_step(day)}\n")
    rows = [
        (each.id, each.newsletter, each.local_date, each.state.value, counted(counts), each.reason)
        for each, counts in latest
    ]
    terminal.table(("id", "newsletter", "date", "state", "mails", "why"), rows)


def situation(day: Day) -> str:
    """Where the day's edition stands, in a sentence."""
    edition = day.edition
    if edition is None:
        return "not built yet"
    zone = day.newsletter.time_zone
    hour = f"{edition.send_at.astimezone(ZoneInfo(zone)):%H:%M} ({zone})"
    match edition.state.value:
        case "draft":
            return f"a draft, to be read and approved before {hour}"
        case "approved":
            return f"approved, leaves at {hour}: {counted(day.deliveries)}"
        case "held" | "cancelled":
            return f"{edition.state.value}: {edition.reason}"
        case _:
            return f"{edition.state.value}: {counted(day.deliveries)}"


def next_step(day: Day) -> str:
    """What a person does next; a command where there is one."""
    if not day.sources and not day.newsletter.round_up_of:
        return "name your sources: digest sources add, or the configuration"
    if day.edition is None or (day.edition.state.value == "held" and not day.edition.sha256):
        build = f"digest build {day.newsletter.key}"
        is_collected = day.newsletter.round_up_of or day.is_collected
        return build if is_collected and day.edition is None else f"digest collect, then: {build}"
    match day.edition.state.value:
        case "draft" | "held":
            return f"digest preview {day.name}, then: digest approve {day.name}"
        case "approved" | "sending":
            return f"digest send {day.name} sends it now; digest run at its hour"
        case _ if not day.readers:
            return "digest subscribers add, so that somebody reads the next one"
        case _:
            return "nothing; the next edition is made tomorrow (digest run does all of it)"


def counted(deliveries: "dict[model.DeliveryState, int]") -> str:
    """``998 sent, 2 failed``; the states that occur."""
    return ", ".join(f"{number} {state.value}" for state, number in deliveries.items() if number) or "no mails"


def _welcome(path: str, *, as_json: bool) -> None:
    steps = {
        "look around": "digest demo",
        "set it up": f"digest init --config {path}",
        "learn more": "digest --help",
    }
    if as_json:
        terminal.show_json({"configuration": None, "next": steps})
        return
    terminal.show(f"There is no configuration at {path} yet.\n")
    terminal.advise("\n".join(f"  {what:<12} {command}" for what, command in steps.items()))


def _days(opened: options.Opened) -> list[Day]:
    now = options.now()
    return [_day(opened, newsletter, now) for newsletter in opened.settings.newsletters]


def _day(opened: options.Opened, newsletter: "configuration.Newsletter", now: "datetime") -> Day:
    from datetime import timedelta

    from digest import model
    from digest.store import editions, subscribers

    local_date = options.day("", newsletter, now)
    since = now - timedelta(hours=newsletter.compose.max_age_hours)
    with opened.database.transaction(writes=False) as session:
        active = [
            each
            for each in sources.known(session, opened.settings)
            if each.state is model.SourceState.ACTIVE and {"*", each.source.key} & set(newsletter.sources)
        ]
        edition = editions.find(session, newsletter.key, local_date)
        return Day(
            newsletter=newsletter,
            local_date=local_date,
            edition=edition,
            readers=subscribers.count(session, newsletter.key)[model.SubscriptionState.CONFIRMED],
            sources=len(active),
            failing=sum(1 for each in active if each.failures),
            is_collected=any(each.succeeded_at and each.succeeded_at >= since for each in active),
            deliveries=_deliveries(session, edition.id) if edition else {},
        )


def _deliveries(session: Any, edition: int) -> "dict[model.DeliveryState, int]":
    from digest.store import deliveries

    return deliveries.count(session, edition)


def _record(day: Day) -> dict[str, Any]:
    return {
        "newsletter": day.newsletter.key,
        "local_date": day.local_date,
        "time_zone": day.newsletter.time_zone,
        "edition": _listed(day.edition, day.deliveries) if day.edition else None,
        "readers": day.readers,
        "sources": day.sources,
        "failing": day.failing,
        "situation": situation(day),
        "next": next_step(day),
    }


def _listed(edition: "editions.Standing", deliveries: "dict[model.DeliveryState, int]") -> dict[str, Any]:
    return {**edition._asdict(), "deliveries": {state.value: number for state, number in deliveries.items() if number}}
