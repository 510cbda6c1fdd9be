"""From outlet to cluster: what is read, before anything is written."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from digest.model.value import Moment, Value


class Lean(StrEnum):
    """Where a rater places an outlet on the political spectrum."""

    LEFT = "left"
    LEAN_LEFT = "lean_left"
    CENTER = "center"
    LEAN_RIGHT = "lean_right"
    RIGHT = "right"
    UNRATED = "unrated"


class Side(StrEnum):
    """The bucket a lean falls into."""

    PROGRESSIVE = "progressive"
    CENTER = "center"
    CONSERVATIVE = "conservative"
    UNRATED = "unrated"


class Sides(Value):
    """Which leans make up each side. Each lean but ``unrated`` belongs to one side; unrated outlets belong to none."""

    progressive: tuple[Lean, ...] = (Lean.LEFT, Lean.LEAN_LEFT)
    """Leans whose outlets tell the progressive view."""
    center: tuple[Lean, ...] = (Lean.CENTER,)
    """Leans whose outlets belong to neither view."""
    conservative: tuple[Lean, ...] = (Lean.LEAN_RIGHT, Lean.RIGHT)
    """Leans whose outlets tell the conservative view."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        named = [*self.progressive, *self.center, *self.conservative]
        if Lean.UNRATED in named:
            raise ValueError("unrated outlets belong to no side; take unrated out")
        for lean in Lean:
            if lean is not Lean.UNRATED and named.count(lean) != 1:
                many = "no side" if lean not in named else "two sides"
                raise ValueError(f"{lean} is in {many}; put it into one of progressive, center and conservative")
        return self

    def of(self, lean: Lean) -> Side:
        """The side of a lean."""
        members = {Side.PROGRESSIVE: self.progressive, Side.CENTER: self.center, Side.CONSERVATIVE: self.conservative}
        return next((side for side, leans in members.items() if lean in leans), Side.UNRATED)


class Outlet(Value):
    """Who published. The lean is the operator's statement about the outlet, never guessed from text."""

    name: str
    lean: Lean = Lean.UNRATED
    rater: str = ""
    """Who rated the lean, as shown to readers."""
    rated_on: date | None = None
    family: str = ""
    """The publisher's name where several outlets belong to one; outlets of a family are not independent."""

    @property
    def publisher(self) -> str:
        """The name independence is counted by."""
        return self.family or self.name


class SourceKind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    """RSS, Atom or JSON Feed, by URL or from a file; linked pages are read for the full text."""
    PAGE = "page"
    """One article page, by URL."""
    FOLDER = "folder"
    """A folder of .txt, .html, .md and .eml files, one article each."""


class SourceState(StrEnum):
    """Whether a source is read."""

    ACTIVE = "active"
    """Read whenever it is due."""
    PAUSED = "paused"
    """Kept, but not read."""


class Source(Value):
    """Where we read; what collecting needs to know of it."""

    key: str
    """Unique name, lower case with dashes."""
    kind: SourceKind
    location: str
    """A URL, or an absolute path for what lies on disk."""
    outlet: Outlet
    section: str = ""
    weight: float = 1.0
    etag: str = ""
    last_modified: str = ""


class BlockKind(StrEnum):
    """What a block of an article is, as the page itself shows it."""

    DEK = "dek"
    """The sentence or two under the headline."""
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """A heading between paragraphs."""
    BULLET = "bullet"
    """One line of a "Quick Takes" or "Key points" list."""
    CAPTION = "caption"
    PROGRESSIVE = "progressive"
    """A paragraph of a section the outlet itself titled "Progressive View"."""
    CONSERVATIVE = "conservative"
    COMMON_GROUND = "common_ground"


class Block(Value):
    """A piece of an article in reading order."""

    kind: BlockKind
    text: str


class ImageLink(Value):
    """A picture as an outlet offers it with an article; nothing is fetched before an edition shows it."""

    url: str
    """Absolute, http or https."""
    alt: str = ""
    """What it shows, in the outlet's words; empty where the outlet does not say."""
    credit: str = ""
    """Who made it or holds the rights, as the outlet names them."""


class Article(Value):
    """One outlet's text: a title and blocks, already cleaned of everything that is not the article."""

    id: str
    """16 hex digits of the SHA-256 of the canonical URL (or of the file's source and name)."""
    url: str
    """Canonical http(s) URL; empty where the article has none (a text file)."""
    source: str
    """Key of the source that brought it."""
    outlet: Outlet
    title: str
    blocks: tuple[Block, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    author: str = ""
    section: str = ""
    language: str = "en"
    """BCP 47 primary tag."""
    wire: str = ""
    """The agency credited ("AP", "Reuters"), or another outlet whose text it is, if any."""
    is_opinion: bool = False
    image: ImageLink | None = None
    """The picture its page names first."""
    awaits_page: bool = False
    """Its page could not be read so far: this is the feed's own text, and a later round tries again."""

    def texts(self, *kinds: BlockKind) -> tuple[str, ...]:
        """The texts of the blocks of these kinds, in reading order."""
        return tuple(block.text for block in self.blocks if block.kind in kinds)

    @property
    def dek(self) -> str:
        """The dek, or an empty string."""
        return next(iter(self.texts(BlockKind.DEK)), "")

    @property
    def body(self) -> str:
        """The paragraphs, one per line."""
        return "\n".join(self.texts(BlockKind.PARAGRAPH))


class Sentence(Value):
    """A sentence of an article. ``index`` counts over all blocks but headings, from 0."""

    article: str
    index: int
    text: str
    kind: BlockKind
    paragraph: int
    """Position of its block in ``Article.blocks``."""


class Link(Value):
    """Two articles of a cluster and how similar they are (0 to 1)."""

    left: str
    right: str
    similarity: float


class Cluster(Value):
    """Articles about one event, ordered by time and id; nothing is written yet."""

    id: str
    """16 hex digits, from the ids of its articles."""
    articles: tuple[Article, ...]
    links: tuple[Link, ...] = ()
    reprints: dict[str, str] = Field(default_factory=dict)
    """Article id -> id of the article it repeats word for word."""

    @property
    def publishers(self) -> frozenset[str]:
        """The independent publishers: families count once, reprints not at all."""
        return frozenset(a.outlet.publisher for a in self.articles if a.id not in self.reprints)


class ConstraintKind(StrEnum):
    """What an editor said about two articles, whatever their similarity."""

    MUST_LINK = "must_link"
    """They report one event; so does whatever must stand with either."""
    CANNOT_LINK = "cannot_link"
    """They report different events."""


class Constraint(Value):
    """An editor's word on two articles. Of words that contradict each other the later one holds."""

    kind: ConstraintKind
    left: str
    """Id of an article."""
    right: str
