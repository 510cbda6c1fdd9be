"""What a check can find: the rules, how much each matters, and one finding."""

from enum import StrEnum

from pydantic import computed_field

from digest import model


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Some readers could not read or leave: do not send."""
    WARNING = "warning"
    """It can be sent, but better not like this."""


class Rule(StrEnum):
    """Every rule there is; ``docs/preflight.md`` says what each asks for and why."""

    SUBJECT_EMPTY = "subject-empty"
    SUBJECT_LONG = "subject-long"
    SUBJECT_SHOUTS = "subject-shouts"
    SUBJECT_PROMOTES = "subject-promotes"
    SUBJECT_REPLY = "subject-reply"
    PREHEADER_EMPTY = "preheader-empty"
    PREHEADER_LONG = "preheader-long"
    PREHEADER_REPEATS = "preheader-repeats"
    PREHEADER_UNSEEN = "preheader-unseen"

    SIZE = "size"
    CONTROL_CHARACTER = "control-character"
    STYLE_DROPPED = "style-dropped"
    STYLE_REMOTE = "style-remote"
    STYLE_IN_BODY = "style-in-body"

    SLOT_MISSING = "slot-missing"
    SLOT_UNKNOWN = "slot-unknown"
    SLOT_MISPLACED = "slot-misplaced"
    UNFILLED = "unfilled"

    DOCTYPE = "doctype"
    CHARSET = "charset"
    VIEWPORT = "viewport"
    LANGUAGE = "language"
    DIRECTION = "direction"
    TITLE = "title"
    DARK_UNDECLARED = "dark-undeclared"

    TABLE_ROLE = "table-role"
    HEADING_FIRST = "heading-first"
    HEADING_SKIP = "heading-skip"
    HEADING_EMPTY = "heading-empty"
    IMAGE_ALT = "image-alt"
    IMAGE_ALT_POOR = "image-alt-poor"
    IMAGE_WIDTH = "image-width"
    IMAGE_ADDRESS = "image-address"
    IMAGE_UNENCRYPTED = "image-unencrypted"
    IMAGE_PIXEL = "image-pixel"
    IMAGE_ONLY = "image-only"
    ELEMENT_DROPPED = "element-dropped"

    LINK_DEAD = "link-dead"
    LINK_UNFILLED = "link-unfilled"
    LINK_PLACEHOLDER = "link-placeholder"
    LINK_UNENCRYPTED = "link-unencrypted"
    LINK_SILENT = "link-silent"
    LINK_VAGUE = "link-vague"
    LINK_TWICE = "link-twice"
    LINK_MISLEADS = "link-misleads"
    TARGET_SMALL = "target-small"
    BUTTON_SMALL = "button-small"

    UNSUPPORTED = "unsupported"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"
    CONTRAST_INVERTED = "contrast-inverted"
    TEXT_SMALL = "text-small"

    TEXT_EMPTY = "text-empty"
    TEXT_INCOMPLETE = "text-incomplete"
    TEXT_HEADLINE = "text-headline"
    TEXT_LINE = "text-line"
    TEXT_LINK = "text-link"
    TEXT_MARKUP = "text-markup"

    HEADER_MISSING = "header-missing"
    HEADER_DOUBLED = "header-doubled"
    HEADER_FORM = "header-form"
    HEADER_ENCODED = "header-encoded"
    HEADER_LONG = "header-long"
    UNSUBSCRIBE = "unsubscribe"
    LINE_LONG = "line-long"
    LINE_END = "line-end"
    PARTS = "parts"
    PART_SIZE = "part-size"
    TOKEN_LEFT = "token-left"  # noqa: S105 - a place for a link, not a password

    @property
    def severity(self) -> Severity:
        """Whether it blocks an approval."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(
    {
        Rule.SUBJECT_LONG,
        Rule.SUBJECT_SHOUTS,
        Rule.SUBJECT_PROMOTES,
        Rule.SUBJECT_REPLY,
        Rule.PREHEADER_EMPTY,
        Rule.PREHEADER_LONG,
        Rule.PREHEADER_REPEATS,
        Rule.PREHEADER_UNSEEN,
        Rule.STYLE_IN_BODY,
        Rule.UNFILLED,
        Rule.VIEWPORT,
        Rule.DARK_UNDECLARED,
        Rule.IMAGE_ALT_POOR,
        Rule.IMAGE_WIDTH,
        Rule.IMAGE_UNENCRYPTED,
        Rule.IMAGE_PIXEL,
        Rule.IMAGE_ONLY,
        Rule.LINK_PLACEHOLDER,
        Rule.LINK_UNENCRYPTED,
        Rule.LINK_VAGUE,
        Rule.LINK_TWICE,
        Rule.LINK_MISLEADS,
        Rule.TARGET_SMALL,
        Rule.BUTTON_SMALL,
        Rule.UNSUPPORTED,
        Rule.CONTRAST_INVERTED,
        Rule.TEXT_SMALL,
        Rule.TEXT_HEADLINE,
        Rule.TEXT_LINE,
        Rule.TEXT_LINK,
        Rule.TEXT_MARKUP,
        Rule.HEADER_LONG,
    }
)


class Finding(model.Value):
    """One thing to mend."""

    rule: Rule
    place: str
    """``subject``, ``preheader``, ``html``, ``text``, a header's name, or the words or address where it is."""
    advice: str
    """What is wrong and what to do, in a sentence or two."""

    @computed_field  # type: ignore[prop-decorator]  # https://github.com/python/mypy/issues/1362
    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity


def found(rule: Rule, place: str, advice: str) -> Finding:
    """A finding whose place fits on a line."""
    short = " ".join(place.split())
    return Finding(rule=rule, place=short if len(short) <= _PLACE else f"{short[: _PLACE - 1]}…", advice=advice)


_PLACE = 120


class Tally:
    """Findings of one rule, where the same cause stands in many places: each cause once, with its first place."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._seen: dict[str, tuple[str, int]] = {}

    def add(self, advice: str, place: str) -> None:
        """Count one occurrence."""
        first, times = self._seen.get(advice, (place, 0))
        self._seen[advice] = first, times + 1

    def findings(self) -> list[Finding]:
        """One for each cause, in order of appearance."""
        return [
            found(self._rule, place, advice if times == 1 else f"{advice} ({times} places; this is the first.)")
            for advice, (place, times) in self._seen.items()
        ]
