"""From citation to edition: what is written, each line with its proof."""

import hashlib
from datetime import date
from enum import StrEnum

from digest.model.articles import Lean
from digest.model.value import Moment, Value


class Citation(Value):
    """The sentence of an article that a statement rests on."""

    article: str
    """Id of the article."""
    sentence: int
    """``Sentence.index``; -1 is the title."""
    quote: str
    """The sentence, word for word."""


class Origin(StrEnum):
    """Who put a statement's words together."""

    EXTRACT = "extract"
    """Copied or shortened from the cited sentence."""
    OUTLET = "outlet"
    """A line the outlet itself offers as such: its quick takes, its perspective sections."""
    MODEL = "model"
    """Written by a language model from the cited sentences."""
    EDITOR = "editor"
    """Written by an editor."""


class Statement(Value):
    """Text with its proof: the only way to print a claim."""

    text: str
    citations: tuple[Citation, ...]
    origin: Origin = Origin.EXTRACT
    outlet: str = ""
    """The outlet the line is attributed to in print; empty where several say it."""


class View(Value):
    """One part of the perspectives."""

    statements: tuple[Statement, ...] = ()
    articles: tuple[str, ...] = ()
    """Ids of the articles it draws on."""
    note: str = ""
    """Said instead of, or beside, the statements: "No conservative-rated outlet in today's sources ..."."""


class Perspectives(Value):
    """How the sides tell one event."""

    progressive: View = View()
    conservative: View = View()
    common_ground: View = View()


class QuoteVariant(Value):
    """The same words as another outlet prints them."""

    text: str
    citation: Citation


class Quote(Value):
    """Words somebody said, verbatim."""

    text: str
    speaker: str
    citation: Citation
    variants: tuple[QuoteVariant, ...] = ()


class Difference(Value):
    """A number, date or wording on which outlets disagree."""

    about: str
    statements: tuple[Statement, ...]


class ArticleRef(Value):
    """What an edition keeps of an article: enough to list it, not its text."""

    id: str
    url: str
    outlet: str
    lean: Lean
    rater: str = ""
    title: str
    published: Moment | None = None
    reprint_of: str = ""
    """Id of the article it repeats; a reprint is listed but not counted."""


class Story(Value):
    """What the reader reads, made from one cluster."""

    id: str
    section: str
    headline: str
    headline_citation: Citation
    dek: str = ""
    dek_citation: Citation | None = None
    articles: tuple[ArticleRef, ...]
    quick_takes: tuple[Statement, ...] = ()
    perspectives: Perspectives | None = None
    quotes: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    publishers: int
    """Independent outlets: families count once, reprints not at all."""
    is_update: bool = False
    """Sent before, and something new was reported since."""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    """Why it ranks where it does, and which lines fell back, in words."""


class LeftOutReason(StrEnum):
    """Why something collected is not in the edition."""

    DUPLICATE = "duplicate"
    """The same text is already there."""
    TOO_OLD = "too_old"
    """Published before the edition's window."""
    FUTURE = "future"
    """Dated in the future."""
    NO_TEXT = "no_text"
    """Nothing readable was found."""
    BELOW_FLOOR = "below_floor"
    """It scored under the newsletter's floor."""
    NO_ROOM = "no_room"
    """The edition was full."""
    OUTLET_LIMIT = "outlet_limit"
    """Its outlet already has its share of the section."""
    NOTHING_NEW = "nothing_new"
    """Sent before, and nothing new was reported since."""
    UNWRITABLE = "unwritable"
    """No statement about it passed the gate."""
    EDITOR = "editor"
    """An editor left it out."""


class LeftOut(Value):
    """A story or article that is not in the edition, and why."""

    title: str
    reason: LeftOutReason
    detail: str = ""
    articles: tuple[ArticleRef, ...] = ()


class Brief(Value):
    """A story told by its headline alone."""

    id: str
    section: str
    headline: str
    headline_citation: Citation
    articles: tuple[ArticleRef, ...]
    publishers: int
    score: float = 0.0


class SourceReport(Value):
    """What the edition could draw on, so that gaps are said."""

    checked: int
    failed: tuple[str, ...] = ()
    """Keys of the sources that could not be read, sorted."""


class Edition(Value):
    """One dated number of a newsletter, stored whole; its hash is what an editor approves."""

    newsletter: str
    local_date: date
    subject: str
    preheader: str
    stories: tuple[Story, ...]
    briefs: tuple[Brief, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sources: SourceReport
    words: int
    """Words a reader of the full edition reads."""

    def document(self) -> str:
        """The canonical JSON: the same edition gives the same bytes."""
        return self.model_dump_json()

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the document."""
        return hashlib.sha256(self.document().encode()).hexdigest()

    @property
    def minutes(self) -> int:
        """Reading time in minutes at 230 words a minute, at least 1."""
        return max(1, round(self.words / 230))
