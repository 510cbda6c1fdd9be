"""On what outlets disagree: how many, how much money, on which day, in which words.

Two sentences of independent publishers that say nearly the same of the same thing, with another figure or day, and
quotations of one utterance in other words. A missed difference is better than one that is none.
"""

from collections.abc import Sequence

from digest import model
from digest.text import words
from digest.write import quotes, wordings
from digest.write.differences import dates, figures
from digest.write.material import Material

_MOST = 3
"""So many of each kind."""
_MOST_WORDINGS = 3
"""Of one utterance."""


def of(material: Material, utterances: Sequence[quotes.Utterance] = ()) -> tuple[model.Difference, ...]:
    """The differences: figures, days, then wordings; each with one statement of each of two publishers at least.

    ``utterances`` are what ``quotes.read`` found in this material.
    """
    found = [*figures.of(material)[:_MOST], *dates.of(material)[:_MOST]]
    spoken = [row for each in utterances if (row := _spoken(material, quotes.worded(each)))]
    return (*found, *spoken[:_MOST])


def _spoken(material: Material, wordings_of: tuple[quotes.Said, ...]) -> model.Difference | None:
    """The wordings of one utterance, each whole as far as another one has its sentences too."""
    first, *others = wordings_of
    language = first.line.article.language
    if not others or language not in words.KNOWN:
        return None
    kept = [_quoted(first, others[0].text, language)]
    kept += [_quoted(other, first.text, language) for other in others]
    passed = [one for one in kept[:_MOST_WORDINGS] if not material.gate.failings(one)]
    if len({one.outlet for one in passed}) < 2:
        return None
    about = material.words.gettext("What %(speaker)s said", speaker=first.speaker)
    return model.Difference(about=about, statements=tuple(passed))


def _quoted(said: quotes.Said, other: str, language: str) -> model.Statement:
    return said.line.statement(f"“{wordings.shared(said.text, other, language)}”", said.line.article.outlet.name)
