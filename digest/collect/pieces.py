"""The pieces every reader of pages and files first takes a text apart into, before anything is decided about them."""

import re
from enum import StrEnum

from digest import model

_UNPARTED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Japanese, Chinese."""


class Form(StrEnum):
    """What a piece looks like where it stands."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    """One line of a list."""
    CAPTION = "caption"
    DEK = "dek"
    """Marked by the page itself as what stands under the headline."""
    PULL = "pull"
    """A block quotation; it may repeat a sentence of the text."""


class Piece(model.Value):
    """A block of text as it was found, cleaned of markup only."""

    form: Form
    text: str
    linked: float = 0.0
    """Share of its characters that are link text (0 to 1)."""

    @property
    def words(self) -> int:
        """How many words it has; where words are not parted by blanks, two characters count as one."""
        count = len(self.text.split())
        return count if self.text.isascii() else max(count, len(_UNPARTED.findall(self.text)) // 2)
