"""What a mail shows, as values: the public surface of ``templates/edition``, documented in docs/templates.md.

Numbers instead of citations, words instead of enums; every text is one clean line.
"""

from digest import config, model


class Line(model.Value):
    """A statement as it is printed."""

    text: str
    marks: tuple[int, ...] = ()
    """Numbers of the story's sources it rests on, ascending."""
    outlet: str = ""
    """The outlet it is attributed to; empty where several say it."""


class Source(model.Value):
    """One article in a story's numbered list of sources."""

    number: int
    outlet: str
    title: str
    language: str
    """BCP 47 tag of the title."""
    url: str
    """http or https; empty where the article has no address."""
    lean: str
    """The outlet's lean in words: ``lean left``, ``not rated``."""
    rater: str
    """Who rated the outlet; empty where it is not rated, or where ``Story.rater`` says it for all."""
    reprint_of: int = 0
    """Number of the source it repeats word for word, or 0."""


class View(model.Value):
    """One part of the perspectives."""

    label: str
    lines: tuple[Line, ...] = ()
    note: str = ""
    """Said instead of, or beside, the lines."""


class Perspectives(model.Value):
    """How the sides tell the story."""

    sides: tuple[View, ...] = ()
    """Progressive and conservative; empty where neither has a line."""
    common: View | None = None
    note: str = ""
    """Why there are no sides."""


class Quote(model.Value):
    """Words somebody said."""

    text: str
    speaker: str
    marks: tuple[int, ...] = ()
    variants: tuple[Line, ...] = ()
    """Other wordings of it, which stand among the differences as well."""


class Viewpoint(model.Value):
    """What a named person says."""

    speaker: str
    """Full name, with what they are where the source says it: ``Ines Keller, mayor of Ostrava Bay``."""
    line: Line


class Difference(model.Value):
    """Something outlets disagree about."""

    about: str
    lines: tuple[Line, ...]


class Share(model.Value):
    """One bucket of the coverage bar."""

    side: str
    """``progressive``, ``center``, ``conservative`` or ``unrated``."""
    label: str
    """The same in words."""
    outlets: int
    """How many outlets; reprints are not counted."""
    percent: int
    """Of all outlets of the story; the shares add up to 100."""


class Image(model.Value):
    """The picture of a story."""

    url: str
    """On our own archive."""
    width: int
    """Pixels of the file; mails show it as wide as their words."""
    height: int
    alt: str
    """What it shows, in the outlet's words; empty where the outlet does not say."""
    credit: str
    """Who made it, where the outlet says so."""
    outlet: str
    """The outlet whose article it comes with."""
    title: str
    """Of that article."""
    article_url: str
    """Of that article; http or https, or empty."""


class Story(model.Value):
    """A story as it is printed."""

    anchor: str
    """Where it stands on the web page: ``story-`` and its id."""
    language: str
    """BCP 47 tag of its lines, which may be another one than the newsletter's."""
    direction: str
    """Of that language: ``ltr`` or ``rtl``."""
    section: str
    headline: str
    is_update: bool
    dek: Line | None
    image: Image | None
    """Of the lead alone, and only where the newsletter shows pictures."""
    takes: tuple[Line, ...]
    perspectives: Perspectives | None
    quotes: tuple[Quote, ...]
    viewpoints: tuple[Viewpoint, ...]
    """Who says what, where no side has a view."""
    differences: tuple[Difference, ...]
    coverage: tuple[Share, ...]
    publishers: int
    """Independent outlets."""
    rater: str
    """Who rated all the rated outlets of this story; empty where several did."""
    sources: tuple[Source, ...]


class Section(model.Value):
    """Stories under one heading."""

    name: str
    stories: tuple[Story, ...]


class Brief(model.Value):
    """A story told by its headline alone."""

    language: str
    """BCP 47 tag of its headline."""
    direction: str
    """Of that language: ``ltr`` or ``rtl``."""
    section: str
    headline: str
    is_update: bool
    url: str
    """Of its first article that has an address; may be empty."""
    outlets: str
    """Their names, in words."""


class Contents(model.Value):
    """A line of "In this edition"."""

    anchor: str
    """Of the story."""
    language: str
    """BCP 47 tag of its headline."""
    direction: str
    """Of that language: ``ltr`` or ``rtl``."""
    section: str
    headline: str


class Outline(model.Value):
    """Everything the templates of an edition may use."""

    newsletter: config.Newsletter
    """Its settings: ``newsletter.name``, ``newsletter.tagline``, ``newsletter.postal_address`` ..."""
    subject: str
    preheader: str
    date: str
    """In words: ``Saturday, November 21, 2026``; of a round-up the days it tells of."""
    minutes: int
    """Reading time."""
    is_brief: bool
    """Whether this is the brief variant, which leaves stories short on purpose."""
    sources_checked: int
    sources_failed: tuple[str, ...]
    """Keys of the sources that could not be read."""
    contents: tuple[Contents, ...]
    lead: Story | None
    sections: tuple[Section, ...]
    briefs: tuple[Brief, ...]
    shortened: int
    """Stories shown shorter than written, to keep the mail within the size that mail programs show."""
    on_the_web: int
    """Stories and briefs that found no room at all."""
    muted: tuple[str, ...]
    """Sections that have stories today and that this variant leaves out."""
    muted_stories: int
    """How many stories and briefs these are."""
    left_out: int
    """Reports that are not in the edition."""
    left_out_reasons: tuple[str, ...]
    """``5 too old``, most frequent first; without the number where there is only one reason."""
    raters: tuple[str, ...]
    """Everyone who rated an outlet of this edition."""
    archive_url: str
    """The edition's page on the web."""
    unsubscribe_url: str
    """A token until the mail is sent; use it whole and only as an address."""
    preferences_url: str
    """A token until the mail is sent; use it whole and only as an address."""
