"""Whether an article says, all by itself, what a line says: the test that common ground has to pass.

Strict rather than clever: two sentences that speak of like things are no agreement yet. Every name and almost every
word of meaning must be found, in another form or as another common word for it at most; what the line does not put into
anybody's mouth the article must not either, and what it does, the article must put into the same mouth.
"""

import difflib
import functools
import re
from collections import Counter
from collections.abc import Sequence

from digest.text import lines, similarity, words
from digest.write import terms

_UNMATCHED = 0.15
_FORGIVING = 6
"""Of so many words one may be without."""
_IN_ONE = 0.75
"""So much of a line's words of meaning may be without a counterpart."""
_FEWEST = 4
"""So many words of meaning are shared at least."""
_HEDGES = frozenset(
    """
    may might could would should if unless allegedly reportedly apparently possibly perhaps likely expected planned
    projected proposed considering threatened hopes hoped wants wanted seeks trying tried
    """.split()
)
_FUTURE = frozenset("will would to-be upcoming".split())
_MEASURES = frozenset(
    """
    all every only most more less fewer least half some several many few first last again both almost nearly
    against without than never unanimously
    """.split()
)
"""Small words that make another claim of a sentence where they are missing."""
_SPEAKER_WORDS = 6
_AROUND = 4
"""So many words before the part of a sentence in question may hold its "not" or "may"."""
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)")
_SAME_QUOTE = 0.9
_SIDES = frozenset(["against", "without"])
_NAMED_FIRST = re.compile(r"^(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+: ")
"""A title that gives somebody's words: "Erdogan: ..."."""
_TURNS = frozenset("who which where when while after with and but or because despite though although".split())
"""A part of a sentence that begins so, and has somebody speak, does not say who says the rest."""
_NO_SPEAKER = (
    terms.CLAIMING | terms.DAYS | words.TITLES | frozenset("cnn ap reuters afp morning afternoon evening night".split())
)


def is_said_by(line: str, given: Sequence[str]) -> bool:
    """Whether these sentences of one article say what the line says, of the same, in the same mouth, with the same doubt."""
    said = terms.of(line)
    if len(said) < _FEWEST or not given:
        return False
    held = [_held(sentence) for sentence in given]
    core = max(range(len(held)), key=lambda at: (len(_matched(said, held[at])), -at))
    if not _is_about_the_same(said, held[core], held[0].union(*held[1:])):
        return False
    parts = [terms.of(sentence) for sentence in given]
    everything = tuple(word for part in parts for word in part)
    return (
        all(_is_named(word, everything) for word in said if word.is_name and not word.may_be_left_out)
        and _are_in_order(said, parts[core])
        and _has_force(line, given[core], _span(said, parts[core]))
        and _quotes_alike(line, given[core])
        and _have_one_speaker(line, given[core], _span(said, parts[core]))
    )


def _is_about_the_same(said: tuple[terms.Term, ...], core: frozenset[str], everything: frozenset[str]) -> bool:
    """Whether almost all words are found, most of them in one sentence, and the first in any case."""
    if any(word.is_deed and word.key not in everything and not word.may_be_left_out for word in said):
        return False
    needed = tuple(word for word in said if not word.may_be_left_out)
    missing = len(needed) - len(_matched(needed, everything))
    in_core = _matched(needed, core)
    most = len(in_core) >= max(_FEWEST, _IN_ONE * len(needed))
    return missing <= max(_UNMATCHED * len(needed), len(needed) >= _FORGIVING) and most and needed[0] in in_core


def _matched(said: tuple[terms.Term, ...], held: frozenset[str]) -> list[terms.Term]:
    return [word for word in said if word.key in held]


@functools.lru_cache(maxsize=4096)
def _held(text: str) -> frozenset[str]:
    """What the words of meaning of a sentence are compared by."""
    return frozenset(word.key for word in terms.of(text))


def _is_named(name: terms.Term, given: tuple[terms.Term, ...]) -> bool:
    """Whether a name occurs, and not as part of another one: Korea is not found in North Korea, nor Don Lee in Al Lee."""
    for word in given:
        if word.key == name.key and (word.is_name or not word.place):
            one, other = sorted((name.before, word.before), key=bool)
            is_whole = name.key in terms.INSTITUTIONS or other in terms.DISTINGUISHING
            if one == other or not (one or is_whole):
                return True
    return False


def _are_in_order(said: tuple[terms.Term, ...], given: tuple[terms.Term, ...]) -> bool:
    """Whether the first two names stand in the same order: who sued whom."""
    places = {word.key: word.place for word in reversed(given)}
    found = [places[word.key] for word in said if word.is_name and word.key in places][:2]
    return found == sorted(found)


def _span(said: tuple[terms.Term, ...], given: tuple[terms.Term, ...]) -> tuple[int, int]:
    """From the first to the last word of a sentence that the line has too."""
    keys = {word.key for word in said}
    found = [word.place for word in given if word.key in keys]
    return (min(found), max(found) + 1) if found else (0, 0)


def _has_force(line: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether doubt, denial, time and measure are the same: may, not, will, all, more."""
    said = [terms.bare(part) for part in line.split()]
    there = [terms.bare(part) for part in sentence.split()][max(0, span[0] - _AROUND) : span[1]]
    return (
        sum(word in words.NEGATIONS for word in said) % 2 == sum(word in words.NEGATIONS for word in there) % 2
        and bool(_HEDGES.intersection(said)) == bool(_HEDGES.intersection(there))
        and bool(_FUTURE.intersection(said)) == bool(_FUTURE.intersection(there))
        and _MEASURES.intersection(said) <= set(there)
        and _SIDES.intersection(said) == _SIDES.intersection(there)
    )


def _have_one_speaker(line: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether both have the same people speak. What somebody else says after the part in question does not count."""
    said = speakers(line)
    given = _governing(sentence, span)
    if not said or not given:
        return not said and not given
    return all(any(one and other and (one <= other or other <= one) for other in given) for one in said)


def _quotes_alike(line: str, sentence: str) -> bool:
    """Whether words in quotation marks are the very same there; and what the line says itself, no quotation there.

    Where outlets print a quotation in two wordings, they do not agree on it.
    """
    there = lines.bare(sentence)
    for quoted in _quoted(line):
        matcher = difflib.SequenceMatcher(None, quoted, there, autojunk=False)
        if sum(block.size for block in matcher.get_matching_blocks()) < len(quoted):
            return False
    if _NAMED_FIRST.match(sentence) and not _quoted(line):
        return False
    own = set(similarity.tokens(_QUOTED.sub(" ", _straight(line))))
    in_quotes = {token for quoted in _quoted(sentence) for token in similarity.tokens(" ".join(quoted))}
    return len(own & in_quotes) * 2 <= len(own)


def _quoted(text: str) -> list[list[str]]:
    return [lines.bare(match[0]) for match in _QUOTED.finditer(_straight(text))]


def _straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def _governing(sentence: str, span: tuple[int, int]) -> list[frozenset[str]]:
    """The speakers of what stands in the span: those of verbs before its end, and one who is named after it."""
    parts = sentence.split()
    end = span[1]
    while end < len(parts):
        start = end
        end = next((at + 1 for at in range(start, len(parts)) if terms.PAUSE.search(parts[at])), len(parts))
        first = terms.bare(parts[start])
        is_turn = first in _TURNS or (first.endswith("ing") and first != "according")
        is_clause = start > span[1] or (start > 0 and bool(terms.PAUSE.search(parts[start - 1])))
        if is_clause and is_turn:
            continue
        if any(terms.bare(part) in terms.CLAIMING or terms.bare(part) == "according" for part in parts[start:end]):
            return speakers(sentence)
    return speakers(" ".join(parts[: span[1]]))


def speakers(text: str) -> list[frozenset[str]]:
    """For each verb of saying or thinking the words that name who does; no words where a pronoun does."""
    parts = text.split()
    bare = [terms.bare(part) for part in parts]
    found_at = [
        at for at, word in enumerate(bare) if word in terms.CLAIMING or (word == "to" and "according" in bare[:at][-1:])
    ]
    return [frozenset(similarity.tokens(" ".join(_subject(parts, at)))) - _NO_SPEAKER for at in found_at]


def _subject(parts: list[str], verb: int) -> list[str]:
    """The words before a verb; after a pause those after it ("..., said Lee"), unless an apposition ends there."""
    if verb and not terms.PAUSE.search(parts[verb - 1]) and parts[verb].casefold() != "to":
        start = max([at + 1 for at in range(verb) if terms.PAUSE.search(parts[at])], default=0)
        return parts[max(start, verb - _SPEAKER_WORDS) : verb]
    pauses = [at for at in range(verb) if parts[at].endswith(",")]
    if len(pauses) == 2 and parts[verb].casefold() != "to":
        return parts[: pauses[0] + 1]
    end = next((at + 1 for at in range(verb + 1, len(parts)) if terms.PAUSE.search(parts[at])), len(parts))
    return parts[verb + 1 : min(end, verb + 1 + _SPEAKER_WORDS)]


def is_copied(one: str, other: str) -> bool:
    """Whether two sentences are one text printed twice, an agency's or somebody's post, so that they prove no agreement."""
    left, right = lines.bare(one), lines.bare(other)
    if (Counter(left) & Counter(right)).total() < _SAME_QUOTE * min(len(left), len(right)):
        return False
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return max(block.size for block in blocks) >= max(_COPIED, _SAME_QUOTE * min(len(left), len(right)))


_COPIED = 8
"""So many words in a row are copied, where they are almost all of a sentence."""
