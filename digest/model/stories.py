"""From citation to edition: what is written, each line with its proof."""

import hashlib
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field

from digest.model.articles import Article, Cluster, Lean, Link
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
    """Said instead of, or beside, the statements: "No conservative-rated outlet in today’s sources ..."."""


class Perspectives(Value):
    """How the sides tell one event."""

    progressive: View = View()
    conservative: View = View()
    common_ground: View = View()


class QuoteVariant(Value):
    """The same utterance in the words of another outlet."""

    text: str
    citation: Citation


class Quote(Value):
    """Words somebody said, verbatim."""

    text: str
    speaker: str
    citation: Citation
    variants: tuple[QuoteVariant, ...] = ()


class Viewpoint(Value):
    """What a named person says, in the words of an outlet."""

    speaker: str
    """The full name."""
    role: str = ""
    """What the cited sentence says they are: "mayor of Ostrava Bay"."""
    statement: Statement


class Difference(Value):
    """A number, date or wording on which outlets disagree."""

    about: str
    statements: tuple[Statement, ...]


LISTED_REPRINTS = 100
"""So many reprints of a story are listed; a text that thousands print would fill the mail."""


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
    family: str = ""
    """The publisher's name where its outlet is one of several."""
    language: str = Field(default="", exclude_if=lambda tag: not tag)
    """BCP 47 primary tag of its text; empty in editions of before it was kept."""

    @property
    def publisher(self) -> str:
        """The name independence is counted by."""
        return self.family or self.outlet

    @classmethod
    def of(cls, article: Article, reprint_of: str = "") -> Self:
        """What an edition keeps of this article."""
        return cls(
            id=article.id,
            url=article.url,
            outlet=article.outlet.name,
            lean=article.outlet.lean,
            rater=article.outlet.rater,
            title=article.title,
            published=article.published,
            reprint_of=reprint_of,
            family=article.outlet.family,
            language=article.language,
        )

    @classmethod
    def of_cluster(cls, cluster: Cluster) -> tuple[Self, ...]:
        """What an edition keeps of a cluster: every article, but of reprints the first ``LISTED_REPRINTS`` only."""
        copies = set([a.id for a in cluster.articles if a.id in cluster.reprints][LISTED_REPRINTS:])
        return tuple(cls.of(a, cluster.reprints.get(a.id, "")) for a in cluster.articles if a.id not in copies)


class Points(Value):
    """What a story's score is the sum of."""

    publishers: float = 0.0
    """For its independent publishers."""
    sides: float = 0.0
    """For each of the sides that report it."""
    recency: float = 0.0
    """For how new its newest article is."""
    weight: float = 0.0
    """For its best source; below 0 where the operator made little of all of them."""
    repeated: float = 0.0
    """Below 0 where it was sent before."""
    days: float = 0.0
    """In a round-up, for the days it ran; it counts no recency."""

    @property
    def total(self) -> float:
        """The score."""
        return round(sum((self.publishers, self.sides, self.recency, self.weight, self.repeated, self.days)), 4)


class Image(Value):
    """The picture of a story: fetched, made anew, and served by our own archive."""

    url: str
    """Absolute, below ``web.base_url``."""
    sha256: str
    """Of its bytes, a JPEG; hex."""
    width: int
    """Pixels."""
    height: int
    alt: str = ""
    """What it shows, in the outlet's words; empty where the outlet does not say."""
    credit: str = ""
    """Who made it or holds the rights, as the outlet names them."""
    article: str
    """Id of the article it comes with."""


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
    viewpoints: tuple[Viewpoint, ...] = ()
    """Who says what, where no side has a view."""
    differences: tuple[Difference, ...] = ()
    publishers: int
    """Independent outlets: families count once, reprints not at all."""
    is_update: bool = False
    """Sent before, and something new was reported since."""
    news: str = ""
    """What was reported since it was sent, in words: "figures 17; names Mara Lind"."""
    is_pinned: bool = False
    """An editor wants it first."""
    score: float = 0.0
    points: Points | None = None
    """What the score is made of."""
    reasons: tuple[str, ...] = ()
    """Why it ranks where it does, and which lines fell back, in words."""
    links: tuple[Link, ...] = ()
    """How alike its articles are: each pair of a few, of many each one with the middle-most."""
    # Left out where there is none: an edition without pictures has the same hash as before there were any.
    image: Image | None = Field(default=None, exclude_if=lambda image: image is None)


class LeftOutReason(StrEnum):
    """Why something collected is not in the edition."""

    DUPLICATE = "duplicate"
    """The same text or event is already there."""
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
    is_update: bool = False
    """Sent before, and something new was reported since."""
    news: str = ""
    score: float = 0.0
    points: Points | None = None
    links: tuple[Link, ...] = ()


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
    """By reason, the best first; of a reason that holds for very many only the first."""
    unlisted: dict[LeftOutReason, int] = Field(default_factory=dict)
    """How many more were left out for a reason than are listed."""
    sources: SourceReport
    words: int
    """Words a reader of the full edition reads."""
    begun: Moment | None = None
    """When it was built first: its window is counted back from then, however often it is built again."""
    span: tuple[date, date] | None = Field(default=None, exclude_if=lambda span: span is None)
    """First and last local date of what a round-up tells again."""

    def document(self) -> str:
        """The canonical JSON: the same edition gives the same bytes."""
        return self.model_dump_json()

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the document."""
        return hashlib.sha256(self.document().encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was worth printing."""
        return not self.stories and not self.briefs

    def left_out_by_reason(self) -> dict[LeftOutReason, int]:
        """How many were left out for each reason, listed or not; most frequent first."""
        counts = Counter(left.reason for left in self.left_out)
        counts.update(self.unlisted)
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    @property
    def minutes(self) -> int:
        """Reading time in minutes at 230 words a minute, at least 1."""
        return max(1, round(self.words / 230))
