"""Writes the sample newsroom into a folder, dated for a given day.

Everything people read lies in ``newsroom/`` beside this module: ``config.toml`` (outlets, sources, newsletter),
``subscribers.csv``, ``articles/<source>/*.txt`` (one text each) and ``shapes/<source>.*`` (the feed or page that
source publishes). ``newsroom/README.md`` says how to edit them. Country, people and outlets are invented.
"""

import csv
import os
import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest import config, errors, model

if TYPE_CHECKING:
    from jinja2 import Environment, Template

NEWSROOM = Path(__file__).parent / "newsroom"
PRESS_TIME = time(6, 45)
"""The hour (UTC) of a day at which all of its sample articles are out."""

_PLACEHOLDER = re.compile(r"\{\{ *([+-]?\d+) +(\d\d:\d\d|date|weekday|iso) *\}\}")


class Block(model.Value):
    """A piece of a sample article's body."""

    kind: str
    """``paragraph``, ``heading`` or ``list``."""
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The block as one line."""
        return " ".join(self.lines)


class SampleArticle(model.Value):
    """An article as the newsroom keeps it, before its outlet gives it a shape."""

    slug: str
    """Its file's name, and the last part of its URL."""
    title: str
    at: model.Moment
    dek: str = ""
    by: str = ""
    section: str = ""
    image: str = ""
    """Caption of its picture."""
    blocks: tuple[Block, ...]


class SampleSubscriber(model.Value):
    """A reader of the sample newsletter."""

    address: str
    name: str
    variant: model.Variant


def press_time(day: date) -> datetime:
    """The moment at which the sample edition of a day is built: its last article is minutes old."""
    return datetime.combine(day, PRESS_TIME, tzinfo=UTC)


def config_text(today: date) -> str:
    """The text of the ``config.toml`` that belongs to ``write(folder, today)`` in the same folder."""
    return _dated((NEWSROOM / "config.toml").read_text("utf-8"), today)


def write(
    folder: Path, today: date, *, until: datetime | None = None
) -> list[tuple[config.SourceSetting, config.OutletSetting]]:
    """Write feeds, pages and texts below ``folder``; return the sources with their outlets, as configured.

    ``until`` holds back what is published later, so that the day before can be built first. What lies in the
    folder under the same name is replaced. Raises ConfigError where a file of the newsroom cannot be read.
    """
    settings = tomllib.loads(config_text(today))
    outlets = {each["name"]: config.OutletSetting.model_validate(each) for each in settings["outlets"]}
    sources = [config.SourceSetting.model_validate(each) for each in settings["sources"]]
    environment = _environment()
    for source in sources:
        articles = [each for each in read(source.key, today) if until is None or each.at <= until]
        _publish(folder, source, environment, articles)
    return [(source, outlets[source.outlet]) for source in sources]


def read(source: str, today: date) -> list[SampleArticle]:
    """The articles of a source, newest first. Raises ConfigError where one cannot be read."""
    articles = [_article(path, today) for path in (NEWSROOM / "articles" / source).glob("*.txt")]
    return sorted(articles, key=lambda each: (each.at, each.slug), reverse=True)


def subscribers() -> tuple[SampleSubscriber, ...]:
    """The readers of the sample newsletter."""
    variants = {
        variant.key: variant
        for length in model.Length
        for variant in (model.Variant(length=length), model.Variant(length=length, has_perspectives=False))
    }
    with (NEWSROOM / "subscribers.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            SampleSubscriber(address=row["address"], name=row["name"], variant=variants[row["variant"]])
            for row in csv.DictReader(lines)
        )


def _article(path: Path, today: date) -> SampleArticle:
    """``Name: value`` lines, an empty line, then the body."""
    head, _, body = _dated(path.read_text("utf-8"), today).partition("\n\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    try:
        return SampleArticle.model_validate({**fields, "slug": path.stem, "blocks": _blocks(body)})
    except ValueError as error:
        raise errors.ConfigError(f"{path}: not a sample article: {error}") from error


def _blocks(body: str) -> list[Block]:
    """Paragraphs, ``## headings`` and ``- lists``, separated by empty lines."""
    blocks = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = tuple(line.strip() for line in chunk.splitlines())
        if lines[0].startswith("## "):
            blocks.append(Block(kind="heading", lines=(lines[0].removeprefix("## "), *lines[1:])))
        elif lines[0].startswith("- "):
            blocks.append(Block(kind="list", lines=tuple(line.removeprefix("- ") for line in lines)))
        else:
            blocks.append(Block(kind="paragraph", lines=lines))
    return blocks


def _dated(text: str, today: date) -> str:
    """``{{ -1 06:30 }}``, ``{{ +3 date }}``, ``{{ 0 weekday }}`` and ``{{ -200 iso }}``, counted from ``today``."""

    def fill(match: re.Match[str]) -> str:
        day = today + timedelta(days=int(match[1]))
        match match[2]:
            case "date":
                return f"{day.day} {day:%B}"
            case "weekday":
                return f"{day:%A}"
            case "iso":
                return day.isoformat()
            case clock:
                return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC).isoformat()

    return _PLACEHOLDER.sub(fill, text)


def _publish(
    folder: Path, source: config.SourceSetting, environment: "Environment", articles: list[SampleArticle]
) -> None:
    """Write a feed as one file, a folder as one file per article."""
    shape = _shape(environment, source.key)
    if source.path is None:
        raise errors.ConfigError(f"{NEWSROOM / 'config.toml'}: source {source.key}: give a path")
    target = folder / source.path
    if source.kind is model.SourceKind.FEED:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(shape.render(articles=articles), "utf-8")
        return
    target.mkdir(parents=True, exist_ok=True)
    suffix = Path(shape.name or "").suffix
    for article in articles:
        page = target / f"{article.slug}{suffix}"
        page.write_text(shape.render(article=article, articles=articles), "utf-8")
        # A file that names no date was published when it was last changed.
        os.utime(page, (article.at.timestamp(), article.at.timestamp()))


def _shape(environment: "Environment", source: str) -> "Template":
    """The template of what a source publishes."""
    names = [path.name for path in (NEWSROOM / "shapes").glob(f"{source}.*")]
    if len(names) != 1:
        raise errors.ConfigError(f"{NEWSROOM / 'shapes'}: want one file named {source}.*, found {len(names)}")
    return environment.get_template(names[0])


def _environment() -> "Environment":
    """Jinja2 for the shapes: escaping in HTML and XML, strict everywhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(NEWSROOM / "shapes"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "xml")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["rfc822"] = format_datetime
    environment.filters["iso"] = datetime.isoformat
    environment.filters["human"] = lambda at: f"{at:%B} {at.day}, {at.year}, {at:%H:%M} UTC"
    return environment
