"""Words by what they do, a table for each known language; the names in capitals are the English ones."""

from collections.abc import Mapping

from digest.text.words import de, en, es, fr
from digest.text.words.en import DANGLING, JUDGING, LOADED, NEGATIONS, PERSONAL, SPEECH, STARTERS, STOP, TITLES
from digest.text.words.vocabulary import Vocabulary

__all__ = [
    "DANGLING",
    "JUDGING",
    "KNOWN",
    "LOADED",
    "NEGATIONS",
    "PERSONAL",
    "SPEECH",
    "STARTERS",
    "STOP",
    "TITLES",
    "Vocabulary",
    "of",
]

KNOWN: Mapping[str, Vocabulary] = {
    each.language: each for each in (en.VOCABULARY, de.VOCABULARY, fr.VOCABULARY, es.VOCABULARY)
}
_UNKNOWN = Vocabulary()


def of(language: str) -> Vocabulary:
    """The words of a language by its BCP 47 primary tag; none for a language that is not known."""
    return KNOWN.get(language, _UNKNOWN)
