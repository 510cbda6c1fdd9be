"""Who got an edition, who did not, and what the mail server said."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest import errors
from digest.cli import editions, options, terminal

if TYPE_CHECKING:
    from digest import model
    from digest.store import deliveries as rows

State = Annotated[
    str,
    typer.Option(
        metavar="STATE",
        help="queued, claimed, sent, deferred, failed, unknown, skipped, bounced or complained.",
        show_default="every state",
    ),
]


def deliveries(
    edition: editions.Edition = "latest",
    state: State = "",
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="A part of the address or of the server's words.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many people.")] = 100,
    retry: Annotated[
        bool, typer.Option("--retry", help="Queue again what failed, is unknown or deferred, or only --state.")
    ] = False,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Say who got an edition and who did not.

    Each person with the state of their mail and the mail server's last words. With --retry what did not arrive is put back into the queue, as if never tried: `digest run` sends it within a minute, `digest send` at once. A mail that is unknown may have arrived: trying it again can make it two.
    """
    from digest.store import deliveries as rows

    chosen = _states(state)
    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = editions.find(session, edition)
        again = _retry(opened, standing.id, chosen) if retry else None
        with opened.database.transaction(writes=False) as session:
            counts = rows.count(session, standing.id)
            found = rows.listed(session, standing.id, chosen, search=search, limit=limit)
    if as_json:
        terminal.show_json({"deliveries": [_record(each) for each in found], "counts": counts, "queued_again": again})
        return
    name = f"{standing.newsletter}/{standing.local_date}"
    if retry:
        terminal.advise(f"{name}: {again} put back into the queue. Next: digest send {name}")
        return
    terminal.table(
        ("address", "state", "attempts", "the server's words"),
        [(each.address or "(erased)", each.state.value, each.attempts, each.reply) for each in found],
    )
    terminal.say(
        f"{name}: {', '.join(f'{number} {each.value}' for each, number in counts.items()) or 'owed to nobody'}"
    )


def _retry(opened: options.Opened, edition_id: int, states: "tuple[model.DeliveryState, ...]") -> int:
    from digest import model
    from digest.pipeline import approve
    from digest.store import deliveries as rows

    is_all = len(states) == len(model.DeliveryState)
    if not is_all and not rows.RETRIABLE.issuperset(states):
        known = ", ".join(sorted(rows.RETRIABLE))
        raise errors.StateError(f"is not tried again, only what is {known}", about=states[0].value)
    return approve.retry(opened.database, edition_id, rows.RETRIABLE.intersection(states), options.now())


def _states(text: str) -> "tuple[model.DeliveryState, ...]":
    """The state of this name, or all."""
    from digest import model

    try:
        return (model.DeliveryState(text),) if text else tuple(model.DeliveryState)
    except ValueError as error:
        raise errors.ConfigError(f"is no state; write one of {', '.join(model.DeliveryState)}", about=text) from error


def _record(each: "rows.Standing") -> dict[str, object]:
    return {key: value for key, value in each._asdict().items() if key != "edition_id"}
