"""The settings, one frozen class per room. Paths are relative to the folder of the configuration file."""

from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, model_validator

from digest import model
from digest.config.mail import Bounces, Delivery
from digest.config.part import Part

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", examples=["morning-news"])]
"""A name in lower case with digits and dashes."""


def _without_slash(url: str) -> str:
    return url.rstrip("/")


class Database(Part):
    """Where the rows are kept."""

    url: SecretStr = SecretStr("sqlite:///digest.db")
    """SQLAlchemy URL: ``sqlite:///digest.db`` or ``postgresql+psycopg://user:password@host/name``."""
    url_file: Path | None = None
    """A file that holds the URL, instead of ``url``."""


class Web(Part):
    """The editor's desk and the public pages."""

    host: str = "127.0.0.1"
    """The address to listen on; ``0.0.0.0`` for every network of this machine."""
    port: int = Field(default=8080, ge=0, le=65535)
    """0 lets the system choose a free port."""
    base_url: Annotated[str, AfterValidator(_without_slash)] = Field(
        default="http://127.0.0.1:8080", pattern=r"^https?://[^\s/]+(/[^\s]*)?$", examples=["https://news.example.org"]
    )
    """The address readers reach these pages under; every link in a mail begins with it."""
    signing_key: SecretStr | None = None
    """Signs links and cookies, at least 32 characters."""
    signing_key_file: Path = Path("signing.key")
    """Holds the signing key where ``signing_key`` is not set; ``digest migrate`` makes it once."""
    session_hours: int = Field(default=12, ge=1, le=24 * 30)
    """An editor is logged out after this many hours."""


class Collect(Part):
    """How sources are read."""

    contact: str = ""
    """A URL or address put into the User-Agent, so that a site can reach you."""
    timeout_seconds: float = Field(default=30.0, gt=0, le=300)
    """Deadline of one request, from connecting to the last byte."""
    max_body_bytes: int = Field(default=10 * 1024 * 1024, ge=1024)
    """Limit of one answer, after decompression."""
    max_redirects: int = Field(default=5, ge=0, le=20)
    """Redirects followed before a source is given up."""
    connections: int = Field(default=20, ge=1, le=200)
    """Requests under way at once."""
    connections_per_host: int = Field(default=4, ge=1, le=50)
    """Requests under way at once to one host."""
    allow_hosts: tuple[str, ...] = ()
    """Addresses (``127.0.0.1``, ``10.0.0.0/8``) inside the own network that may be read all the same."""
    max_articles_per_source: int = Field(default=100, ge=1, le=10_000)
    """The newest so many entries of a feed are read."""


class Cluster(Part):
    """Which articles report the same event."""

    threshold: float = Field(default=0.2, gt=0, lt=1)
    """Average similarity at which two groups become one, whatever surrounds them (0 to 1)."""
    margin: float = Field(default=0.05, gt=0, lt=1)
    """Groups less alike become one if their similarity stands out from their surroundings by so much (0 to 1)."""
    window_hours: float = Field(default=48, gt=0)
    """Articles further apart than this never report the same event."""
    decay_days: float = Field(default=4.0, gt=0)
    """Similarity falls to 1/e over this many days between two articles."""
    max_size: int = Field(default=80, ge=2)
    """A cluster holds at most this many articles, reprints not counted."""
    embeddings: bool = False
    """Compare sentence vectors beside words; needs the extra ``embeddings`` and takes far longer."""


class Compose(Part):
    """What goes into an edition."""

    max_age_hours: float = Field(default=24, gt=0)
    """Articles older than this are left out."""
    max_stories: int = Field(default=8, ge=1, le=50)
    """Stories told in full."""
    max_briefs: int = Field(default=12, ge=0, le=100)
    """Stories told by their headline alone."""
    max_per_outlet: int = Field(default=2, ge=1)
    """So many stories of a section may rest on one outlet alone."""
    lead_publishers: int = Field(default=2, ge=1, le=10)
    """So many independent outlets report the lead, unless an editor pins it; without a lead there are only briefs."""
    max_takes: int = Field(default=4, ge=1, le=5)
    """Quick takes of a story below the lead."""
    max_view_lines: int = Field(default=1, ge=1, le=3)
    """Lines of each side's view below the lead."""
    max_quotes: int = Field(default=1, ge=0, le=3)
    """Quotations of a story below the lead."""
    floor: float = Field(default=1.0, ge=0)
    """Stories that score below it are left out, so that a slow day gives a short edition."""


class Model(Part):
    """A language model that rewrites lines; off unless ``base_url`` is set."""

    base_url: Annotated[str, AfterValidator(_without_slash)] = Field(
        default="",
        pattern=r"^(https?://([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(/[^\s?#]*)?)?$",
        examples=["http://127.0.0.1:11434/v1"],
    )
    """Address of an OpenAI-compatible server, such as ``http://127.0.0.1:11434/v1``; empty: no model is asked."""
    name: str = Field(default="", max_length=200)
    """The model's name, as the server knows it."""
    api_key: SecretStr | None = None
    """What the server wants to see; better kept in a file, or in the environment: ``DIGEST_MODEL__API_KEY``."""
    api_key_file: Path | None = None
    """A file that holds the key, instead of ``api_key``."""
    timeout_seconds: float = Field(default=30.0, gt=0, le=600)
    """Deadline of one answer, its second try included."""
    edition_seconds: float = Field(default=120.0, gt=0, le=3600)
    """Deadline of all answers for an edition; what has not come by then is printed as extracted."""
    connections: int = Field(default=2, ge=1, le=100)
    """Questions under way at once."""
    max_requests: int = Field(default=20, ge=1, le=200)
    """Questions asked for one edition."""
    max_tokens: int = Field(default=60_000, ge=1)
    """Tokens spent on one edition, questions and answers, as counted beforehand."""


class Labels(Part):
    """The headings of the perspectives."""

    progressive: str = "Progressive View"
    """Over what outlets of the progressive side report."""
    conservative: str = "Conservative View"
    """Over what outlets of the conservative side report."""
    common_ground: str = "Common Ground"
    """Over what both sides report."""


class OutletSetting(Part):
    """An outlet and its rating; sources name it."""

    name: str
    """Its name, as readers see it; sources name it."""
    lean: model.Lean = model.Lean.UNRATED
    """``left``, ``lean_left``, ``center``, ``lean_right``, ``right`` or ``unrated``."""
    rater: str = ""
    """Who rated it, as readers see it."""
    rated_on: date | None = None
    """Day of the rating: ``2026-01-31``."""
    family: str = ""
    """Outlets of one family count as one."""


class SourceSetting(Part):
    """Where to read."""

    key: Key
    """Its name, in lower case with digits and dashes; newsletters name it."""
    kind: model.SourceKind = model.SourceKind.FEED
    """``feed`` (RSS, Atom, JSON Feed), ``page`` (one article) or ``folder`` (files on this machine)."""
    url: str = ""
    """An http or https address; or give ``path``."""
    path: Path | None = None
    """A folder, or a feed kept as a file."""
    outlet: str = ""
    """Name of one of the outlets; empty: the key."""
    section: str = ""
    """Section of its stories where the article names none."""
    weight: float = Field(default=1.0, ge=0, le=5)
    """How much its articles count when stories are ranked."""


class Weekday(StrEnum):
    """The days an edition appears."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class Images(StrEnum):
    """Which stories show a picture."""

    NONE = "none"
    """None does."""
    LEAD = "lead"
    """The lead, where one of its outlets offers a fitting one."""


class Newsletter(Part):
    """One publication."""

    key: Key
    """Its name in addresses, in lower case with digits and dashes; it stays as it is once readers have subscribed."""
    name: str = Field(min_length=1)
    """Its name, as readers see it."""
    tagline: str = ""
    """A line under the name."""
    sender: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", examples=["news@example.org"])
    """Address in the From line."""
    sender_name: str = ""
    """Name in the From line; empty: the newsletter's name."""
    reply_to: str = ""
    """Address that answers go to; empty: the sender."""
    unsubscribe_address: str = ""
    """A mailbox that takes unsubscribe requests by mail, beside the link; empty: the link alone."""
    postal_address: str = ""
    """Shown in the footer; many countries require it."""
    theme: Path = Path("paper")
    """Look of its mails: ``paper`` or ``slate``, or a ``.toml`` file of your own."""
    images: Images = Images.NONE
    """Which stories show an outlet's picture: ``none`` or ``lead``; needs the extra ``images``, and the right to do so."""
    language: str = "en"
    """Language of the mails and pages, as a BCP 47 tag: ``en``, ``de``, ``pt-BR``."""
    time_zone: str = "UTC"
    """IANA name; the local date and the times below are meant in it."""
    build_at: time = time(5, 0)
    """The draft is built at this local time."""
    send_at: time = time(7, 0)
    """The approved edition leaves at this local time."""
    days: tuple[Weekday, ...] = tuple(Weekday)
    """Days on which it appears: ``mon``, ``tue``, ``wed``, ``thu``, ``fri``, ``sat``, ``sun``."""
    sources: tuple[str, ...] = ("*",)
    """Keys of its sources; ``*`` means all."""
    round_up_of: str = ""
    """Key of another newsletter: once a week it tells again what that one sent, and reads no sources itself."""
    sections: tuple[str, ...] = ()
    """Order of the sections, which readers may mute; others follow by name."""
    compose: Compose = Compose()
    labels: Labels = Labels()
    buckets: model.Sides = model.Sides()

    @model_validator(mode="before")
    @classmethod
    def _without_sources(cls, data: Any) -> Any:
        """A round-up has no sources unless they are written, which is a mistake."""
        if isinstance(data, dict) and data.get("round_up_of"):
            return {"sources": (), **data}
        return data


class Settings(Part):
    """The whole configuration."""

    home: Path = Field(default=Path(), exclude=True)
    """Folder of the configuration file; set by ``load``, not a key of the file."""
    warnings: tuple[str, ...] = Field(default=(), exclude=True)
    """What works but should be looked at, in sentences; set by ``load``, not a key of the file."""
    database: Database = Database()
    web: Web = Web()
    collect: Collect = Collect()
    cluster: Cluster = Cluster()
    delivery: Delivery = Delivery()
    bounces: Bounces = Bounces()
    model: Model = Model()
    outlets: tuple[OutletSetting, ...] = ()
    sources: tuple[SourceSetting, ...] = ()
    newsletters: tuple[Newsletter, ...] = ()
    templates: Path | None = None
    """A folder whose files take the place of the shipped templates of the same name."""

    def newsletter(self, key: str) -> Newsletter:
        """The newsletter of this key; KeyError where there is none."""
        for newsletter in self.newsletters:
            if newsletter.key == key:
                return newsletter
        raise KeyError(key)
