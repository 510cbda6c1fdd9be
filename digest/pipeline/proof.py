"""Whether the templates can be filled in: a sample edition through all of them, before a real one needs them.

That a template compiles does not say that its variables exist; a mistake would show only when an editor approves,
minutes before the hour. The sample has one of everything a mail can show.
"""

import difflib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateError, meta, nodes

from digest import config, errors, model
from digest.deliver.links import Links, Subject
from digest.pipeline import approve, findings, page, variants
from digest.render import environment, notice, preflight

_DAY = date(2026, 1, 13)
_PAGES = "web/"
_THEMES = "themes/"
_READER = Subject("sample", "sample")


class Proof(NamedTuple):
    """One mail made of the sample."""

    newsletter: str
    mail: str
    """``the full mail``, ``the mail confirm``."""
    findings: tuple[preflight.Finding, ...]


def prove(settings: config.Settings) -> list[Proof]:
    """Fill all templates of mails and of the web page with a sample, and look the mails over, in every variant.

    Raises RenderError naming file and line where a template cannot be filled in, or what would keep an edition from
    being approved. What is left to find are warnings.
    """
    templates = environment.environment(settings.templates)
    links = Links(settings.web.base_url, "only for a sample")
    made: list[Proof] = []
    for newsletter in settings.newsletters:
        made += _editions(newsletter, settings, templates, links)
        made += _notices(newsletter, settings, templates, links)
    for each in made:
        _require_sound(each)
    return made


def oddities(folder: Path | None) -> Iterator[str]:
    """What the folder of own templates holds and nobody uses: files of no template's name, variables no page has."""
    if folder is None:
        return
    shipped, own = environment.environment(), environment.environment(folder)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [name for name in (path.relative_to(folder).as_posix() for path in files) if not _is_hidden(name)]
    known = set(shipped.list_templates())
    used = {each for name in own.list_templates() for each in meta.find_referenced_templates(_tree(own, name))}
    for name in names:
        if name.startswith(_THEMES):
            continue  # a newsletter may name it
        if name not in known | used:
            yield f"{folder / name}: there is no template of this name, so it is never used{_nearest(name, known)}"
        elif name.startswith(_PAGES):
            yield from _unknown_variables(folder / name, _tree(own, name), shipped)


def _editions(
    newsletter: config.Newsletter, settings: config.Settings, templates: environment.Templates, links: Links
) -> Iterator[Proof]:
    edition = sample(newsletter)
    for variant in (*approve.VARIANTS.values(), model.Variant(muted=("Second",))):
        archive_url = links.archive(newsletter.key, _DAY)
        mail = variants.render(edition, newsletter, variant, templates, archive_url=archive_url)
        found = findings.of_edition(mail, newsletter, settings, links, _DAY)
        yield _proof(newsletter, f"the {variant.key} mail", found)
    page.render(edition, newsletter, templates, links, datetime.combine(_DAY, time(), UTC))


def _proof(newsletter: config.Newsletter, mail: str, found: tuple[preflight.Finding, ...]) -> Proof:
    """What was found but for the links: a sample's links are our own, and the configuration's warnings are of those."""
    kept = (each for each in found if each.place != findings.OWN_PAGES)
    return Proof(newsletter.key, mail, tuple(kept))


def _require_sound(made: Proof) -> None:
    """Raises RenderError with the findings that are errors."""
    wrong = [f"{each.place}: {each.advice}" for each in made.findings if each.severity is preflight.Severity.ERROR]
    if wrong:
        raise errors.RenderError(f"{made.mail} could not be approved: {' '.join(wrong)}", about=made.newsletter)


def _notices(
    newsletter: config.Newsletter, settings: config.Settings, templates: environment.Templates, links: Links
) -> Iterator[Proof]:
    notices: dict[str, dict[str, object]] = {
        "confirm": {"confirm_url": links.confirm(_READER)},
        "welcome": {
            "archive_url": links.sign_up(newsletter.key),
            "preferences_url": links.preferences(_READER),
            "unsubscribe_url": links.unsubscribe(_READER),
        },
        "goodbye": {"subscribe_url": links.sign_up(newsletter.key)},
        "erratum": {
            "date": _DAY,
            "headline": "A sample headline",
            "printed": "What was wrong.",
            "correction": "What is right.",
            "archive_url": links.archive(newsletter.key, _DAY),
            "preferences_url": links.preferences(_READER),
            "unsubscribe_url": links.unsubscribe(_READER),
        },
        "draft_ready": {"edition": sample(newsletter), "desk_url": links.desk(1)},
    }
    for name, variables in notices.items():
        mail = notice.render(name, templates, newsletter=newsletter, **variables)
        found = findings.of_notice(mail, newsletter, settings, links, _DAY)
        yield _proof(newsletter, f"the mail {name}", found)


# ------------------------------------------------------------------------------------------ one of everything


def sample(newsletter: config.Newsletter) -> model.Edition:
    """A lead told with everything there is, a second story, a brief, a gap and something left out."""
    articles = tuple(_article(number, lean) for number, lean in enumerate(model.Lean))
    return model.Edition(
        newsletter=newsletter.key,
        local_date=_DAY,
        subject="A sample of everything a mail can show",
        preheader="A lead, a second story and a brief",
        stories=(_story("lead", articles), *(_story(name, articles[:2]) for name in ("second", "third", "fourth"))),
        briefs=(
            model.Brief(
                id="brief",
                section="Science",
                headline="A sample told by its headline alone",
                headline_citation=_cited(articles[0]),
                articles=articles[:1],
                publishers=1,
            ),
        ),
        left_out=(model.LeftOut(title="A sample left out", reason=model.LeftOutReason.TOO_OLD, detail="by a day"),),
        sources=model.SourceReport(checked=2, failed=("sample-source",)),
        words=460,
    )


def _article(number: int, lean: model.Lean) -> model.ArticleRef:
    return model.ArticleRef(
        id=f"{number:016x}",
        url=f"https://outlet{number}.example/sample",
        outlet=f"Outlet {number}",
        lean=lean,
        rater="" if lean is model.Lean.UNRATED else "A rater",
        title=f"Sample report number {number}",
        published=datetime(2026, 1, 12, 18, tzinfo=UTC),
        reprint_of=f"{0:016x}" if number == len(model.Lean) - 1 else "",
    )


def _story(name: str, articles: tuple[model.ArticleRef, ...]) -> model.Story:
    first, second = articles[:2]
    return model.Story(
        id=name,
        section=name.capitalize(),
        headline=f"The {name} sample story",
        headline_citation=_cited(first),
        dek=f"What the {name} sample story tells.",
        dek_citation=_cited(first),
        articles=articles,
        quick_takes=(_line("A first sample line.", first), _line("A second sample line.", second)),
        perspectives=model.Perspectives(
            progressive=model.View(statements=(_line("A sample of one side.", first),), articles=(first.id,)),
            conservative=model.View(note="No outlet of this side reported it."),
            common_ground=model.View(
                statements=(_line("What both say.", first, second),), articles=(first.id, second.id)
            ),
        ),
        quotes=(
            model.Quote(
                text="These are sample words.",
                speaker="A speaker",
                citation=_cited(first),
                variants=(model.QuoteVariant(text="Those are sample words.", citation=_cited(second)),),
            ),
        ),
        viewpoints=(
            model.Viewpoint(speaker="A speaker", role="with an office", statement=_line("What a speaker says.", first)),
        ),
        differences=(
            model.Difference(about="A number", statements=(_line("about ten", first), _line("nearly twenty", second))),
        ),
        publishers=len(articles),
        is_update=name == "lead",
        image=_image(first) if name == "lead" else None,
        score=5.0,
    )


def _image(article: model.ArticleRef) -> model.Image:
    sha256 = "0" * 64
    url = f"https://pictures.example/images/{sha256}.jpg"
    return model.Image(url=url, sha256=sha256, width=1200, height=800, credit="A photographer", article=article.id)


def _line(text: str, *articles: model.ArticleRef) -> model.Statement:
    outlet = articles[0].outlet if len(articles) == 1 else ""
    return model.Statement(text=text, citations=tuple(map(_cited, articles)), outlet=outlet)


def _cited(article: model.ArticleRef) -> model.Citation:
    return model.Citation(article=article.id, sentence=-1, quote=article.title)


# ------------------------------------------------------------------------------------------ what nobody uses


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _tree(templates: Environment, name: str) -> nodes.Template:
    """The parsed template; an empty one where it is none."""
    try:
        assert templates.loader is not None  # noqa: S101 - environment() always gives one
        return templates.parse(templates.loader.get_source(templates, name)[0])
    except (TemplateError, UnicodeDecodeError):
        return nodes.Template([])


def _unknown_variables(path: Path, tree: nodes.Template, shipped: Environment) -> Iterator[str]:
    """Variables that no shipped page has."""
    pages = [_tree(shipped, name) for name in shipped.list_templates() if name.startswith(_PAGES)]
    known = {name for page in pages for name in meta.find_undeclared_variables(page)} | set(shipped.globals)
    imported = {name for found in tree.find_all(nodes.FromImport) for name in map(str, found.names)}
    imported |= {found.target for found in tree.find_all(nodes.Import)}
    for name in sorted(meta.find_undeclared_variables(tree) - known - imported):
        line = min(found.lineno for found in tree.find_all(nodes.Name) if found.name == name)
        yield f"{path}:{line}: no page has a variable {name!r}{_nearest(name, known)}"


def _nearest(word: str, known: set[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""
