"""Which story of an edition a person means."""

from digest import errors, model

Printed = model.Story | model.Brief
_ID_LENGTH = 6
_CHOICES = 5


def printed(edition: model.Edition) -> list[Printed]:
    """What readers see, in its order; the numbers that ``find`` takes count from 1."""
    shown: list[Printed] = [*edition.stories]
    shown += edition.briefs
    return shown


def find(edition: model.Edition, text: str) -> Printed | model.LeftOut:
    """The story meant by a number, an id (6 digits at least), or words of its headline; also one that was left out.

    What was printed goes before what was left out. Raises StateError where nothing fits, or several do.
    """
    shown = printed(edition)
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted[:6]) <= len(shown):
        return shown[int(wanted) - 1]
    fitting: list[Printed | model.LeftOut] = []
    if len(wanted) >= _ID_LENGTH:
        fitting += [one for one in shown if one.id.startswith(wanted)]
    fitting = fitting or [one for one in shown if _has_words(one.headline, wanted)]
    fitting = fitting or [left for left in edition.left_out if _has_words(left.title, wanted)]
    if not fitting or not wanted.strip("0"):
        raise errors.StateError(
            f"no story of this edition is meant by it; write its number (1 to {len(shown)}) or words of its headline",
            about=text[:80].strip() or "an empty word",
        )
    if len(fitting) > 1:
        names = "; ".join(headline(one) for one in fitting[:_CHOICES])
        raise errors.StateError(f"{len(fitting)} stories are meant by it; add a word ({names})", about=text[:80])
    return fitting[0]


def headline(one: Printed | model.LeftOut) -> str:
    """What it is called."""
    return one.title if isinstance(one, model.LeftOut) else one.headline


def _has_words(title: str, wanted: str) -> bool:
    return bool(wanted) and all(word in title.casefold() for word in wanted.split())
