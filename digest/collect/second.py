"""Two readings of a page made one: what the second found beside the first joins it, where it is running text.

The first reading puts the page's layout in order and keeps its main part; it gets the paragraphs right and leaves much
furniture out, and now and then a lead or half of an article with it. The second reads the page as it came. A sentence
that only the second has is taken; a heading, a label or a line of a list that only one has is the first one's to decide.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from digest.collect import furniture
from digest.collect.pieces import Form, Piece

MISJUDGED = 1 / 3
"""Where the first reading holds less of the second's words than this, the first took the wrong part of the page."""
_MIN_WORDS = 8
_MAX_LINKED = 0.3
_MAX_KNOWN = 0.2
"""Share of a text's word groups that the other reading may know already; more is the same text cut up differently."""
_GROUP = 4
_SENTENCE_END = re.compile(r"(?<!\.\.)[.!?:;。！？][\"'”’»“)\]」』]*\Z")


def joined(first: Sequence[Piece], other: Sequence[Piece]) -> list[Piece]:
    """The first reading, with the running text that only the other has where it stands there."""
    if _words(first) < MISJUDGED * _words(other):
        return list(other)
    keys = [furniture.key(piece.text) for piece in first]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(keys))):
        places[keys[place]].append(place)
    known = set().union(*map(_groups, keys))
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    place = 0
    for piece in other:
        key = furniture.key(piece.text)
        if places[key]:
            place = max(place, places[key].pop() + 1)
        elif _is_prose(piece) and _is_new(_groups(key), known):
            found[place].append(piece)
    return [piece for i in range(len(first) + 1) for piece in (*found[i], *first[i : i + 1])]


def _words(pieces: Sequence[Piece]) -> int:
    return sum(piece.words for piece in pieces)


def _is_prose(piece: Piece) -> bool:
    is_long = piece.words >= _MIN_WORDS and piece.linked < _MAX_LINKED
    return piece.form is Form.TEXT and is_long and _SENTENCE_END.search(piece.text) is not None


def _groups(key: str) -> set[tuple[str, ...]]:
    words = key.split()
    return {tuple(words[i : i + _GROUP]) for i in range(max(1, len(words) - _GROUP + 1))}


def _is_new(groups: set[tuple[str, ...]], known: set[tuple[str, ...]]) -> bool:
    return len(groups & known) < _MAX_KNOWN * len(groups)
