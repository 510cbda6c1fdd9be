"""What is rendered, sent and shown on the web."""

from enum import StrEnum

from pydantic import Field

from digest.model.value import Value


class Length(StrEnum):
    """How much of each story a variant shows."""

    FULL = "full"
    BRIEF = "brief"
    """Headline, dek and quick takes of the lead; the rest by headline."""


class Variant(Value):
    """One of the few shapes an edition is rendered in."""

    length: Length = Length.FULL
    has_perspectives: bool = True

    @property
    def key(self) -> str:
        """Its name in the store and in file names: ``full``, ``full-plain``, ``brief`` ..."""
        return self.length.value if self.has_perspectives else f"{self.length.value}-without-perspectives"


class Slot(StrEnum):
    """A personal value that is filled in per reader, long after rendering."""

    UNSUBSCRIBE_URL = "unsubscribe_url"
    PREFERENCES_URL = "preferences_url"


class Rendered(Value):
    """Subject, preheader, HTML and plain text of a variant, with a token where each slot goes."""

    variant: Variant
    subject: str
    preheader: str
    html: str
    text: str
    slots: dict[Slot, str] = Field(default_factory=dict)
    """Slot -> token: ASCII letters and digits, found in html and text and nowhere else."""


class Page(Value):
    """The web page of an edition, and what its feed tells of it: the same for everybody."""

    html: str
    policy: str
    """What the page may load, as a Content-Security-Policy: nothing but its own style sheet, named by its hash."""
    title: str
    summary: str
    content: str
    """What a feed reader shows, as HTML."""
