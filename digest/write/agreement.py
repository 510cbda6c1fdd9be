"""Whether a sentence says, all by itself, what a line says: the test that common ground has to pass.

Strict rather than clever: two sentences that speak of like things are no agreement yet. What one of them puts into a
speaker's mouth, the other must put into the same speaker's mouth.
"""

import re

from digest.text import lines, similarity, words

CLAIMING = words.SPEECH | words.JUDGING
"""Verbs that bring what somebody says or thinks."""
_OVERLAP = 0.6
_FEWEST = 3
"""So many words of meaning are shared at least."""
_HEDGES = frozenset("may might could if unless allegedly reportedly apparently possibly perhaps likely".split())
_SPEAKER_WORDS = 6
_PAUSE = re.compile(r"[,;:”\"]$")


def is_said_by(line: str, sentence: str) -> bool:
    """Whether the sentence says what the line says, of the same, in the same mouth, with the same doubt."""
    said, given = set(lines.bare(line)), set(lines.bare(sentence))
    return (
        _is_about_the_same(line, sentence)
        and _has_names(line, sentence)
        and _negations(line) % 2 == _negations(sentence) % 2
        and bool(said & _HEDGES) == bool(given & _HEDGES)
        and _have_one_speaker(speakers(line), speakers(sentence))
    )


def _is_about_the_same(line: str, sentence: str) -> bool:
    """Whether most words of meaning are shared, the first of them (whom or what the line is about) in any case."""
    said = [token for token in similarity.tokens(line) if token not in CLAIMING]
    given = set(similarity.tokens(sentence))
    found = [token for token in said if token in given]
    return len(found) >= max(_FEWEST, _OVERLAP * len(said)) and said[0] in given


def _has_names(line: str, sentence: str) -> bool:
    given = f" {' '.join(lines.bare(sentence))} "
    runs = [[word for word in name.split() if word not in words.TITLES] for name in lines.names(line)]
    return all(f" {' '.join(run)} " in given for run in runs if run)


def _negations(text: str) -> int:
    return sum(word in words.NEGATIONS for word in lines.bare(text))


def _have_one_speaker(said: list[frozenset[str]], given: list[frozenset[str]]) -> bool:
    if not said or not given:
        return not said and not given
    return all(any(one and other and (one <= other or other <= one) for other in given) for one in said)


def speakers(text: str) -> list[frozenset[str]]:
    """For each verb of saying or thinking the words that name who does; no words where a pronoun does."""
    parts = text.split()
    bare = [word if len(found := lines.bare(part)) and (word := found[0]) else "" for part in parts]
    found_at = [
        at for at, word in enumerate(bare) if word in CLAIMING or (word == "to" and "according" in bare[:at][-1:])
    ]
    return [frozenset(similarity.tokens(" ".join(_subject(parts, at)))) - CLAIMING for at in found_at]


def _subject(parts: list[str], verb: int) -> list[str]:
    """The words before a verb; after a pause those after it ("..., said Lee"), unless an apposition ends there."""
    if verb and not _PAUSE.search(parts[verb - 1]) and parts[verb].casefold() != "to":
        start = max([at + 1 for at in range(verb) if _PAUSE.search(parts[at])], default=0)
        return parts[max(start, verb - _SPEAKER_WORDS) : verb]
    pauses = [at for at in range(verb) if parts[at].endswith(",")]
    if len(pauses) == 2 and parts[verb].casefold() != "to":
        return parts[: pauses[0] + 1]
    end = next((at + 1 for at in range(verb + 1, len(parts)) if _PAUSE.search(parts[at])), len(parts))
    return parts[verb + 1 : min(end, verb + 1 + _SPEAKER_WORDS)]
