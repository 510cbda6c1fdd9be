"""The words for our own values in a language: leans, sides, reasons, the headings of the perspectives."""

from digest import model
from digest.text.catalogue import Words


def lean(words: Words, lean: model.Lean) -> str:
    """How an outlet leans: ``lean left``, ``not rated``."""
    return {
        model.Lean.LEFT: words.pgettext("lean", "left"),
        model.Lean.LEAN_LEFT: words.pgettext("lean", "lean left"),
        model.Lean.CENTER: words.pgettext("lean", "center"),
        model.Lean.LEAN_RIGHT: words.pgettext("lean", "lean right"),
        model.Lean.RIGHT: words.pgettext("lean", "right"),
        model.Lean.UNRATED: words.pgettext("lean", "not rated"),
    }[lean]


def side(words: Words, side: model.Side, outlets: int) -> str:
    """What stands behind the number of outlets of a side: ``progressive``."""
    return {
        model.Side.PROGRESSIVE: words.npgettext("outlets", "progressive", "progressive", outlets),
        model.Side.CENTER: words.npgettext("outlets", "center", "center", outlets),
        model.Side.CONSERVATIVE: words.npgettext("outlets", "conservative", "conservative", outlets),
        model.Side.UNRATED: words.npgettext("outlets", "not rated", "not rated", outlets),
    }[side]


def reason(words: Words, reason: model.LeftOutReason, reports: int) -> str:
    """Why so many reports were left out, as it stands behind their number: ``too old``."""
    return {
        model.LeftOutReason.DUPLICATE: words.npgettext("left out", "repeating another", "repeating another", reports),
        model.LeftOutReason.TOO_OLD: words.npgettext("left out", "too old", "too old", reports),
        model.LeftOutReason.FUTURE: words.npgettext("left out", "dated in the future", "dated in the future", reports),
        model.LeftOutReason.NO_TEXT: words.npgettext(
            "left out", "without readable text", "without readable text", reports
        ),
        model.LeftOutReason.BELOW_FLOOR: words.npgettext(
            "left out", "too little reported", "too little reported", reports
        ),
        model.LeftOutReason.NO_ROOM: words.npgettext("left out", "for want of room", "for want of room", reports),
        model.LeftOutReason.OUTLET_LIMIT: words.npgettext(
            "left out", "beyond one outlet’s share", "beyond one outlet’s share", reports
        ),
        model.LeftOutReason.NOTHING_NEW: words.npgettext("left out", "with nothing new", "with nothing new", reports),
        model.LeftOutReason.UNWRITABLE: words.npgettext(
            "left out", "without a line that could be proved", "without a line that could be proved", reports
        ),
        model.LeftOutReason.EDITOR: words.npgettext(
            "left out", "by an editor’s choice", "by an editor’s choice", reports
        ),
    }[reason]


def label(words: Words, heading: str) -> str:
    """A heading of the perspectives: one that the program brings in the language, the operator's own as it is."""
    return {
        "Progressive View": words.gettext("Progressive View"),
        "Conservative View": words.gettext("Conservative View"),
        "Common Ground": words.gettext("Common Ground"),
    }.get(heading, heading)


def absent(words: Words, side: model.Side) -> str:
    """That no outlet of a side reported an event."""
    if side is model.Side.PROGRESSIVE:
        return words.gettext("No progressive-rated outlet in today’s sources covered this story.")
    return words.gettext("No conservative-rated outlet in today’s sources covered this story.")


def unshown(words: Words, side: model.Side) -> str:
    """That outlets of a side reported an event, and nothing of it is shown."""
    if side is model.Side.PROGRESSIVE:
        return words.gettext("Progressive-rated outlets reported this, but no line of theirs could be shown here.")
    return words.gettext("Conservative-rated outlets reported this, but no line of theirs could be shown here.")
