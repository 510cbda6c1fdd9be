"""Everything raised on purpose, drawn by what the caller may do.

DigestError
├── ConfigError              the operator must act; nothing starts          exit 2
├── SourceError              skip this source, try again when due           counted on the source
├── WriteError               this story falls back or is left out           shown to the editor
├── RenderError              stop; no half edition is ever sent
├── DeliveryError
│   ├── TemporaryRefusal     try again later, with growing pauses
│   └── PermanentRefusal     record a bounce, suppress, go on
├── StateError               not allowed from here (approve a sent edition) told to the editor
└── StoreError               database locked or wrong version
"""


class DigestError(Exception):
    """The root: a sentence a person can act on, and the id of what failed."""

    def __init__(self, message: str, *, about: str = "") -> None:
        """``about`` names the source, story, edition or address that failed."""
        super().__init__(message)
        self.message = message
        self.about = about

    def __str__(self) -> str:
        return f"{self.about}: {self.message}" if self.about else self.message


class ConfigError(DigestError):
    """The configuration is wrong; the operator must act and nothing starts."""


class SourceError(DigestError):
    """A source could not be read; it is skipped and tried again when due."""


class WriteError(DigestError):
    """A story could not be written; it falls back or is left out."""


class RenderError(DigestError):
    """An edition could not be rendered; nothing of it is sent."""


class DeliveryError(DigestError):
    """A mail could not be handed over."""


class TemporaryRefusal(DeliveryError):
    """The receiving side asked to try again later."""


class PermanentRefusal(DeliveryError):
    """The receiving side refused for good."""


class StateError(DigestError):
    """The thing asked for is not allowed from the present state."""


class StoreError(DigestError):
    """The database is locked, unreachable or of another version."""
