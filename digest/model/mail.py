"""What is rendered, sent and shown on the web."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Self
from urllib.parse import quote, unquote

from pydantic import Field, field_validator

from digest.model.value import Value


class Length(StrEnum):
    """How much of each story a variant shows."""

    FULL = "full"
    BRIEF = "brief"
    """Headline, dek and quick takes of the lead; the rest by headline."""


_PLAIN, _MUTING = "-without-perspectives", "-muting-"


def section_key(name: str) -> str:
    """By what two spellings of a section's name are known as one: ``Sport`` and ``sport``."""
    return " ".join(name.casefold().split())


class Variant(Value):
    """One of the few shapes an edition is rendered in."""

    length: Length = Length.FULL
    has_perspectives: bool = True
    muted: tuple[str, ...] = ()
    """The sections left out, by ``section_key``, sorted; every other one is shown, new ones too."""

    @field_validator("muted")
    @classmethod
    def _in_one_way(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({section_key(name) for name in names} - {""}))

    @property
    def key(self) -> str:
        """Its name in rows, addresses and file names: ``full``, ``brief-without-perspectives``, ``full-muting-sport``.

        Two variants never share one, and ``of`` reads it back.
        """
        shape = self.length.value + ("" if self.has_perspectives else _PLAIN)
        return shape + (_MUTING + ".".join(map(_spelled, self.muted)) if self.muted else "")

    @classmethod
    def of(cls, key: str) -> Self:
        """The variant of this key. Raises ValueError where there is none."""
        shape, _, names = key.partition(_MUTING)
        muted = tuple(unquote(name.replace("_", "%"), errors="strict") for name in names.split(".") if name)
        found = cls(length=Length(shape.removesuffix(_PLAIN)), has_perspectives=not shape.endswith(_PLAIN), muted=muted)
        if found.key != key:
            raise ValueError(f"{key!r} is no variant's key")
        return found

    def mutes(self, section: str) -> bool:
        """Whether it leaves out this section."""
        return section_key(section) in self.muted

    def among(self, sections: Iterable[str]) -> Self:
        """The same without what it mutes beyond these sections."""
        known = {section_key(section) for section in sections}
        return self.model_copy(update={"muted": tuple(name for name in self.muted if name in known)})


def _spelled(name: str) -> str:
    """A section in letters that need no escaping anywhere: percent-encoding, with ``_`` for ``%``."""
    return re.sub(r"[._~]", lambda found: f"%{ord(found[0]):02X}", quote(name, safe="")).replace("%", "_")


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
