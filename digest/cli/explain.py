"""Why a story is as it is, for an editor who doubts it."""

import shutil
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import editions, options, terminal

if TYPE_CHECKING:
    from digest import model
    from digest.pipeline import explain as explaining

_WIDEST = 110
_PAIRS = 15
"""So many pairs of articles are printed; --json has them all."""


def explain(
    edition: Annotated[str, typer.Argument(metavar="EDITION", help="An id, newsletter/2026-01-13, or latest.")],
    story: Annotated[
        list[str],
        typer.Argument(metavar="STORY...", help="Its number in the edition, its id, or words of its headline."),
    ],
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Show why a story is as it is, line by line.

    Why its articles are together, why it ranks where it does, what was left out beside it, and for every line the sentence it comes from, in its context, with what was left out of it in [-brackets-]. A story that was left out is explained, too.
    """
    from digest.pipeline import explain as explaining

    with options.opened(config) as opened:
        with opened.database.transaction(writes=False) as session:
            standing = editions.find(session, edition)
        found = explaining.explain(opened.database, opened.settings, standing.id, " ".join(story))
    if as_json:
        terminal.show_json(found)
    else:
        terminal.show("\n".join(page(found, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))))


def page(found: "explaining.Explanation", width: int = 100) -> Iterable[str]:
    """The explanation as lines of plain text, no wider than ``width``."""
    sheet = _Sheet(width)
    yield from sheet.wrapped(found.headline)
    section = f", {found.section}" if found.section else ""
    yield f"{found.newsletter} {found.date} ({found.state.value}): {found.place}{section}"
    yield from sheet.part("Why its articles are together", _together(found, sheet))
    yield from sheet.part("Why it stands there", _ranking(found, sheet))
    yield from sheet.part("Like it, and left out", _left_out(found, sheet))
    yield from sheet.part("Line by line", _lines(found, sheet))
    if found.missing:
        yield ""
        yield from sheet.wrapped(found.missing)


class _Sheet:
    """Wraps text."""

    def __init__(self, width: int) -> None:
        self._width = max(40, width)

    def wrapped(self, text: str, first: str = "", after: str | None = None) -> list[str]:
        """The text in lines; ``first`` stands before the first, ``after`` before the others."""
        rest = " " * len(first) if after is None else after
        flat = " ".join(text.split())
        return textwrap.wrap(
            flat,
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip()]

    @staticmethod
    def part(title: str, lines: Iterable[str]) -> Iterable[str]:
        """A heading and its lines; nothing where there are none."""
        told = list(lines)
        return ["", title, "-" * len(title), *told] if told else []


def _together(found: "explaining.Explanation", sheet: _Sheet) -> Iterable[str]:
    for number, witness in enumerate(found.witnesses, start=1):
        ref = witness.article
        published = f"{ref.published:%Y-%m-%d %H:%M} UTC" if ref.published else "no date"
        counts = "" if witness.counts == "counted" else f"; {witness.counts}"
        yield from sheet.wrapped(f"{ref.outlet} ({_lean(ref)}), {published}{counts}", f"{number:3}. ")
        yield from sheet.wrapped(ref.title, "     ")
        if ref.url:
            yield f"     {ref.url}"
    if found.pairs:
        yield ""
        yield "Similarity, 0 to 1, and the words that tell it most:"
    outlets = {number: witness.article.outlet for number, witness in enumerate(found.witnesses, start=1)}
    for pair in found.pairs[:_PAIRS]:
        terms = f": {', '.join(pair.terms)}" if pair.terms else ""
        names = f"{pair.left} {outlets[pair.left]} – {pair.right} {outlets[pair.right]}"
        yield from sheet.wrapped(f"{names}{terms}", f"  {pair.similarity:.2f}  ")
    if len(found.pairs) > _PAIRS:
        yield f"  and {len(found.pairs) - _PAIRS} more pairs (--json lists them)"
    if found.id and not found.pairs and sum(not witness.article.reprint_of for witness in found.witnesses) > 1:
        yield "How alike they are was not kept with this edition."
    for mark in found.marks:
        yield from sheet.wrapped(mark, "Editor: ")


def _ranking(found: "explaining.Explanation", sheet: _Sheet) -> Iterable[str]:
    if found.points:
        points = found.points
        parts = {
            f"{found.publishers} independent outlet{'s' if found.publishers != 1 else ''}": points.publishers,
            "sides that report it": points.sides,
            "days it ran" if points.days else "how new it is": points.days or points.recency,
            "weight of its best source": points.weight,
            "sent before": points.repeated,
        }
        for what, value in parts.items():
            if value or what != "sent before":
                yield f"  {value:+6.2f}  {what}"
        floor = f" (the floor is {found.floor:g})" if found.floor is not None else ""
        yield f"  {found.score:6.2f}  together{floor}"
    if found.rank:
        yield from sheet.wrapped(found.rank, "  ")
    if found.news:
        yield from sheet.wrapped(f"New since it was sent: {found.news}", "  ")
    for reason in found.reasons:
        yield from sheet.wrapped(reason, "  ")


def _left_out(found: "explaining.Explanation", sheet: _Sheet) -> Iterable[str]:
    for sibling in found.siblings:
        yield from sheet.wrapped(sibling.title, f"  {sibling.likeness:.2f}  ")
        yield from sheet.wrapped(f"{sibling.reason.value.replace('_', ' ')}: {sibling.detail}", "        ")


def _lines(found: "explaining.Explanation", sheet: _Sheet) -> Iterable[str]:
    for number, line in enumerate(found.lines):
        if number:
            yield ""
        origin = "" if line.origin.value in {"extract", "outlet"} else f" (by {line.origin.value})"
        yield from sheet.wrapped(line.text, f"{line.kind}{origin}: ", "  ")
        for proof in line.proofs:
            yield from _proof(proof, sheet)


def _proof(proof: "explaining.Proof", sheet: _Sheet) -> Iterable[str]:
    ref = proof.article
    yield from sheet.wrapped(f"{ref.outlet} ({_lean(ref)})" if ref else "an article that is not listed", "    < ")
    if proof.before:
        yield from sheet.wrapped(_tail(proof.before), "      … ", "        ")
    yield from sheet.wrapped(proof.marked, "      > ", "        ")
    if proof.after:
        yield from sheet.wrapped(_head(proof.after), "      … ", "        ")
    if ref and ref.url:
        yield f"        {ref.url}"


def _head(text: str) -> str:
    return textwrap.shorten(text, 160, placeholder=" …")


def _tail(text: str) -> str:
    words = text.split()[-25:]
    return " ".join(words)


def _lean(ref: "model.ArticleRef") -> str:
    if ref.lean.value == "unrated":
        return "unrated"
    return (
        f"{ref.lean.value.replace('_', ' ')}, rated by {ref.rater}" if ref.rater else ref.lean.value.replace("_", " ")
    )
