"""Articles kept as files: .txt, .html, .md and .eml, one article each."""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path

from digest import errors, model
from digest.collect import article, dates, furniture, metadata, page, plain, shape, wire
from digest.text import clean

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_LOOKED_AT = 100_000
_FEW = 0.01
"""Text has none, or a stray one; of a picture or a program every tenth byte is one."""


class File(model.Value):
    """A file as it lies in a folder."""

    name: str
    content: bytes
    modified: datetime
    """Stands in for the date where the content gives none."""


def files(folder: Path, *, limit: int, max_bytes: int) -> Iterator[File | str]:
    """The newest readable files of a folder by name; a sentence for each that is passed over.

    Links, hidden files and folders inside are not followed. Raises SourceError where the folder cannot be read.
    """
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in _READERS and not path.name.startswith(".")]
        stats = {path: path.lstat() for path in found if path.is_file() and not path.is_symlink()}
    except OSError as error:
        raise errors.SourceError(f"cannot read the folder: {error.strerror}", about=str(folder)) from error
    newest = sorted(stats, key=lambda path: (-stats[path].st_mtime_ns, path.name))[:limit]
    for path in sorted(newest):
        if stats[path].st_size > max_bytes:
            yield f"{path.name}: larger than {max_bytes} bytes (collect.max_body_bytes)"
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            yield f"{path.name}: cannot be read: {error.strerror}"
            continue
        yield File(name=path.name, content=content, modified=datetime.fromtimestamp(stats[path].st_mtime, UTC))


def read(file: File, source: model.Source, outlets: article.Outlets | None = None) -> model.Article:
    """The article of a file. Raises SourceError where it holds none."""
    kind = Path(file.name).suffix.lower()
    if kind in {".txt", ".md"} and _is_binary(file.content):
        raise errors.SourceError("is no text but binary data", about=file.name)
    reader = _READERS[kind]
    read_page = reader(file.content, source.outlet.name)
    facts = read_page.facts
    if not facts.title:
        raise errors.SourceError("has no title and no text", about=file.name)
    dated = facts.model_copy(update={"published": facts.published or facts.modified or file.modified})
    return article.of_file(source, read_page.model_copy(update={"facts": dated}), file.name, outlets or {})


def _is_binary(content: bytes) -> bool:
    """Whether so many control characters stand at its beginning that it cannot be text."""
    beginning = content[:_LOOKED_AT]
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(beginning) - len(beginning.translate(None, _CONTROLS)) > len(beginning) * _FEW


def _text(content: bytes, outlet: str) -> page.Page:
    return _plain_text(page.decode(content), outlet)


def _plain_text(text: str, outlet: str, title: str = "") -> page.Page:
    given, rest = plain.fields(text)
    headline, pieces = plain.read(rest, given.get("title") or title)
    kept = furniture.without(pieces, title=headline, author=given.get("author", ""), outlet=outlet)
    blocks = shape.blocks(kept, dek=given.get("dek", ""), infers_dek=True)
    return page.Page(facts=_facts(given, headline), blocks=blocks, wire=wire.credited(pieces, given.get("author", "")))


def _markdown(content: bytes, outlet: str) -> page.Page:
    from markdown_it import MarkdownIt

    text = page.decode(content)
    front = _FRONT_MATTER.match(text)
    given, rest = plain.fields(front[1] if front else text)
    given = {name: value.strip("\"'") for name, value in given.items()}
    # Raw HTML in Markdown is shown, not obeyed.
    markup = MarkdownIt("commonmark", {"html": False}).render(text[front.end() :] if front else rest)
    read_page = page.read_fragment(
        markup, title=given.get("title", ""), outlet=outlet, infers_dek=True, dek=given.get("dek", "")
    )
    return read_page.model_copy(update={"facts": _facts(given, given.get("title") or read_page.facts.title)})


def _html(content: bytes, outlet: str) -> page.Page:
    return page.read(content, outlet=outlet)


def _mail(content: bytes, outlet: str) -> page.Page:
    message: EmailMessage = email.message_from_bytes(content, policy=email.policy.default)
    title = clean.from_html(str(message.get("Subject", "")))
    body = message.get_body(("html", "plain"))
    text = _part_text(body) if body else ""
    is_html = body is not None and body.get_content_subtype() == "html"
    read_page = page.read_markup(text, outlet=outlet, title=title) if is_html else _plain_text(text, outlet, title)
    facts = read_page.facts.model_copy(
        update={
            "title": title or read_page.facts.title,
            "author": read_page.facts.author or metadata.author([parseaddr(str(message.get("From", "")))[0]]),
            "published": dates.moment(str(message.get("Date", ""))) or read_page.facts.published,
        }
    )
    return read_page.model_copy(update={"facts": facts})


def _part_text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    return page.decode(payload, str(part.get("Content-Type", ""))) if isinstance(payload, bytes) else ""


def _facts(given: dict[str, str], title: str) -> metadata.Facts:
    """What the lines at the top of a file say."""
    url = clean.canonical_url(given.get("url", ""))
    section = given.get("section", "")
    return metadata.Facts(
        title=clean.from_html(title),
        url=url,
        author=metadata.author([given.get("author", "")]),
        published=dates.moment(given.get("date", "")),
        modified=dates.moment(given.get("updated", "")),
        section=section,
        language=metadata.language(given.get("language", "")),
        is_opinion=metadata.is_opinion(url, section, title),
    )


_READERS = {".txt": _text, ".html": _html, ".htm": _html, ".md": _markdown, ".eml": _mail}
