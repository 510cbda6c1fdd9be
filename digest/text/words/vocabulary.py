"""What the tools for text know of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language by what they do, casefolded. An unknown language has none of them."""

    language: str = ""
    """BCP 47 primary tag; empty for an unknown language."""
    stop: frozenset[str] = _NONE
    """Say nothing about what a text is about."""
    starters: frozenset[str] = _NONE
    """Often begin a sentence, so that a full stop before them ends one even after an abbreviation."""
    titles: frozenset[str] = _NONE
    """Stand before a name and are no part of it (without a full stop)."""
    speech: frozenset[str] = _NONE
    """Verbs that bring somebody's words."""
    judging: frozenset[str] = _NONE
    """Verbs that bring somebody's opinion rather than news."""
    opinion: frozenset[str] = _NONE
    """A sentence with one of them tells what somebody thinks; not what courts, fires and counts do."""
    negations: frozenset[str] = _NONE
    """Turn a claim round."""
    hedges: frozenset[str] = _NONE
    """Make a claim conditional, doubtful or somebody else's."""
    personal: frozenset[str] = _NONE
    """Pronouns of somebody who speaks, or is spoken to."""
    dangling: frozenset[str] = _NONE
    """Pronouns that need a name before them."""
    openings: frozenset[str] = _NONE
    """A line that begins with one of them points to the sentence before it."""
    loaded: frozenset[str] = _NONE
    """Judge or shout; a line with fewer of them is preferred."""
    background: frozenset[str] = _NONE
    """Tell what was before the event."""
    trailing: frozenset[str] = _NONE
    """After a comma, begin a clause at the end of a sentence that may be left out."""
    relative: frozenset[str] = _NONE
    """After a comma, begin a clause about the word before it that may be left out."""
    never_last: frozenset[str] = _NONE
    """Abbreviations, with their full stop, that something always follows."""
    before_number: frozenset[str] = _NONE
    """Abbreviations only when a number follows."""
    sometimes_last: frozenset[str] = _NONE
    """Abbreviations that may end a sentence; they do where a typical beginning follows."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Spelled numbers: "six" -> 6."""
    percent: tuple[str, ...] = ()
    """How "%" is spelled."""
    decimal: str = "."
    """The mark before decimals; the other one of comma and full stop parts thousands."""
    months: frozenset[str] = _NONE
    days: frozenset[str] = _NONE
    """Days of the week, and today, yesterday, tomorrow."""
    has_ordinal_stop: bool = False
    """Whether "3." is the third, so that no sentence ends there before a month."""

    def __bool__(self) -> bool:
        """Whether the language is known."""
        return bool(self.language)
