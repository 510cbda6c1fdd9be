"""Editors' marks on the stories of an edition. They are kept by article, so that building again replays them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from digest import errors, model
from digest.pipeline import named
from digest.store import editions, marks
from digest.store.database import Database


class Marked(model.Value):
    """What was kept, and where it takes effect."""

    newsletter: str
    edition: str
    about: str
    """The headline, or both."""
    marks: tuple[int, ...]
    """Ids of the marks, for taking them back."""
    is_open: bool
    """Whether building the edition again applies them; what is approved is not built again."""


def single(database: Database, edition_id: int, story: str, kind: model.MarkKind, by: str, now: datetime) -> Marked:
    """Pin a story, leave it out, or show it without a picture. Raises StateError where no story, or several, are meant."""
    with database.transaction() as session:
        standing, edition = editions.get(session, edition_id), editions.load(session, edition_id)
        meant = named.find(edition, story)
        about = named.headline(meant)
        made = marks.add(session, standing.newsletter, kind, [_first(meant)], about=about, by=by, now=now)
    return _marked(standing, about, [made])


def join(database: Database, edition_id: int, story: str, other: str, by: str, now: datetime) -> Marked:
    """Put all articles of two stories together. Raises StateError where these are not two stories."""
    with database.transaction() as session:
        standing, edition = editions.get(session, edition_id), editions.load(session, edition_id)
        one, two = named.find(edition, story), named.find(edition, other)
        first, *others = dict.fromkeys([*_originals(one), *_originals(two)])
        if one is two or not others:
            raise errors.StateError("both words mean the same story; name two", about=named.headline(one))
        about = f"{named.headline(one)} + {named.headline(two)}"
        pairs = [(first, each) for each in others]
        made = _all(session, standing, model.MarkKind.TOGETHER, pairs, about, by, now)
    return _marked(standing, about, made)


def split(database: Database, edition_id: int, story: str, article: str, by: str, now: datetime) -> Marked:
    """Put an article of a story apart from the others; it is named by its number in the story, its outlet or its id.

    Raises StateError where no article, or several, are meant, or it stands alone.
    """
    with database.transaction() as session:
        standing, edition = editions.get(session, edition_id), editions.load(session, edition_id)
        meant = named.find(edition, story)
        chosen = _article(meant.articles, article)
        others = [each for each in _originals(meant) if each != chosen.id]
        if not others:
            raise errors.StateError("is the only article of its story", about=chosen.outlet)
        about = f"{chosen.outlet}: {chosen.title} / {named.headline(meant)}"
        pairs = [(chosen.id, each) for each in others]
        made = _all(session, standing, model.MarkKind.APART, pairs, about, by, now)
    return _marked(standing, about, made)


def _all(
    session: Session,
    standing: editions.Standing,
    kind: model.MarkKind,
    pairs: Iterable[tuple[str, str]],
    about: str,
    by: str,
    now: datetime,
) -> list[marks.Mark]:
    """The marks that are new; all of them where each was made before."""
    known = {mark.id for mark in marks.listed(session, standing.newsletter)}
    made = [marks.add(session, standing.newsletter, kind, pair, about=about, by=by, now=now) for pair in pairs]
    return [mark for mark in made if mark.id not in known] or made


def _first(meant: named.Printed | model.LeftOut) -> str:
    """The article by which a story is known: the one of its headline."""
    if isinstance(meant, model.LeftOut):
        return _originals(meant)[0]
    return meant.headline_citation.article


def _originals(meant: named.Printed | model.LeftOut) -> list[str]:
    found = [article.id for article in meant.articles if not article.reprint_of]
    if not found:
        raise errors.StateError("has no article to mark", about=named.headline(meant))
    return found


def _article(articles: Sequence[model.ArticleRef], text: str) -> model.ArticleRef:
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted[:6]) <= len(articles):
        return articles[int(wanted) - 1]
    fitting = [article for article in articles if article.id == wanted or article.outlet.casefold() == wanted]
    if len(fitting) != 1:
        known = "; ".join(f"{number} {article.outlet}" for number, article in enumerate(articles[:20], start=1))
        raise errors.StateError(
            f"means {len(fitting)} articles of this story; write a number ({known})", about=text[:80]
        )
    return fitting[0]


def _marked(standing: editions.Standing, about: str, made: Iterable[marks.Mark]) -> Marked:
    return Marked(
        newsletter=standing.newsletter,
        edition=f"{standing.newsletter}/{standing.local_date}",
        about=about,
        marks=tuple(mark.id for mark in made),
        is_open=standing.state in (model.EditionState.DRAFT, model.EditionState.HELD) and standing.approved_at is None,
    )
