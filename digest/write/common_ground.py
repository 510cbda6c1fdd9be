"""What both sides report: a fact that an outlet of each says by itself, in the words of one of them.

A sentence of one side, whole or cut short, is held against one or two neighbouring sentences of the other side. What
the other side does not say is left out from the end, or between commas, until it says all that is left.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from digest import model
from digest.text import lines, similarity, words
from digest.write import agreement, check, people
from digest.write.material import Line, Material

_MOST = 2
_SHORTEST, _LONGEST = 7, 30
_ALIKE = 0.15
_ABOUT_EVENT = 0.1
"""One of the two sentences is so near to the event,"""
_NOT_FAR = 0.05
"""and the other one, since both sides tell it, at least so near."""
_TOO_ALIKE = 0.45
_LOOKED_AT = 40
"""So many sentences of a side are compared."""
_READABLE = 600
"""Characters; what is longer is no sentence, and cutting it would take long."""
_TRIED = 100
"""So many like pairs are looked into."""
_CUTTING = frozenset(
    """
    after as amid while when before since following because despite during although though until where which who whose
    in on at including amid during
    """.split()
)
"""A sentence may end before one of these, if nothing it needs comes later."""
_RELATIVE = frozenset(
    "that which who whose whom where when while after as before because since if though although and but".split()
)
"""Within what is cut off, a verb may follow one of these."""
_AUXILIARY = frozenset("is are was were has have had will would can could may might does did do be been".split())
_PAST = frozenset(
    """
    won lost took made gave got began held left led met put ran saw sent shot stood struck hit cut set fell rose grew
    kept paid said told went came became broke brought built bought chose drew drove fought found knew let read sought
    sold spent spoke swore threw won wrote beat backed shut split
    """.split()
)
_TIME = re.compile(
    r"\s(?:on |late |early |last )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?: (?:morning|afternoon|evening|night))?(?=[ .])|\sfor (?:days|weeks|months|years|decades)(?=\.$)"
)
_INNER = re.compile(
    r", (?:who|which|whose|where|an?|the|now|then|\d+)\b[^,“”\"]{0,120},(?= (?!which|who|whose|where|and|or|but|an?|the)[a-z])"
)
_MARKED = re.compile(r"[,;:—–]|--|\s-\s")
_LEAD = re.compile(r"^(?:In|On|At|After|During|For|By|With|As|Amid|Under|Despite)\s[^,“”\"]{2,60}, ")


class Shared:
    """What both sides say; each pair of sentences is compared once, however many views are asked for."""

    def __init__(self, material: Material) -> None:
        """Nothing is compared before a view is asked for."""
        self.material = material
        self._texts: dict[tuple[str, int], list[str]] = {}
        self._found: list[model.Statement] = []
        self._open = self._search()

    def view(self, used: Sequence[similarity.Vector]) -> model.View:
        """Statements that both sides make and that say nothing used already; each cites an outlet of both."""
        chosen: list[model.Statement] = []
        taken = list(used)
        for statement in self._each():
            vector = self.material.weights.of(statement.text)
            if all(similarity.cosine(vector, one) <= _TOO_ALIKE for one in taken):
                chosen.append(statement)
                taken.append(vector)
            if len(chosen) == _MOST:
                break
        articles = dict.fromkeys(citation.article for statement in chosen for citation in statement.citations)
        return model.View(statements=tuple(chosen), articles=tuple(articles))

    def _each(self) -> Iterator[model.Statement]:
        """What is found already, then what is found further on."""
        yield from self._found
        for statement in self._open:
            self._found.append(statement)
            yield statement

    def _search(self) -> Iterator[model.Statement]:
        for line, other in _pairs(self.material):
            key = line.article.id, line.sentence.index
            if key not in self._texts:
                self._texts[key] = [text for text in _cuts(line) if _is_line(text, self.material)]
            if statement := _shared(self.material, line, other, self._texts[key]):
                yield statement


def _cuts(line: Line) -> list[str]:
    """What may be printed of a sentence: in English what cutting leaves, in other languages the whole."""
    return cuts(line.sentence.text) if line.article.language == "en" else [line.sentence.text]


def _pairs(material: Material) -> list[tuple[Line, Line]]:
    """Like sentences of two publishers, the nearest to the event and to each other first, both ways round.

    One is of either side; where the story has no outlet of a side, of any two.
    """
    ranked = []
    for one, other in _across(material):
        if not (material.is_undisputed(one) and material.is_undisputed(other)):
            continue
        alike = similarity.cosine(one.vector, other.vector)
        if alike >= _ALIKE and one.article.outlet.publisher != other.article.outlet.publisher:
            near = [similarity.cosine(line.vector, material.centre) for line in (one, other)]
            if max(near) < _ABOUT_EVENT:
                continue
            key = (
                -round(alike + sum(near), 9),
                one.article.id,
                other.article.id,
                one.sentence.index,
                other.sentence.index,
            )
            ranked.append((key, one, other))
    ranked.sort(key=lambda entry: entry[0])
    return [pair for _, one, other in ranked[:_TRIED] for pair in ((one, other), (other, one))]


def _across(material: Material) -> Iterator[tuple[Line, Line]]:
    about = [
        line
        for line in material.lines
        if len(line.sentence.text) <= _READABLE and similarity.cosine(line.vector, material.centre) >= _NOT_FAR
    ]
    left, right = (
        [line for line in about if material.side_of(line.article) is side][:_LOOKED_AT]
        for side in (model.Side.PROGRESSIVE, model.Side.CONSERVATIVE)
    )
    if material.on_side(model.Side.PROGRESSIVE) or material.on_side(model.Side.CONSERVATIVE):
        return itertools.product(left, right)
    return itertools.combinations(about[: 2 * _LOOKED_AT], 2)


def _shared(material: Material, line: Line, other: Line, texts: list[str]) -> model.Statement | None:
    """The first of the cuts that the other article says too, in the other sentence or with its neighbours."""
    for at in _windows(material, other) if texts else ():
        quotes = [_quote(material, other, index) for index in at]
        for text in texts:
            if not agreement.is_said_by(text, quotes):
                continue
            if any(agreement.is_copied(line.sentence.text, quote) for quote in quotes) and not _is_quotation(text):
                continue
            cited = [
                model.Citation(article=other.article.id, sentence=index, quote=quote)
                for index, quote in zip(at, quotes, strict=True)
            ]
            statement = model.Statement(text=text, citations=(line.citation, *cited))
            if not material.gate.failings(statement, is_shared=True):
                return statement
    return None


def _windows(material: Material, line: Line) -> Iterable[tuple[int, ...]]:
    """The sentence alone, then with a neighbour, then with what sets its scene: the title, the first sentence."""
    at, end = line.sentence.index, len(material.sentences[line.article.id])
    after, before = range(at + 1, min(at + 2, end)), range(max(0, at - 1), at)
    around: tuple[Iterable[int], ...] = ((), after, before, (check.TITLE,), (0,), (check.TITLE, 0))
    return dict.fromkeys(tuple(sorted({at, *others})) for others in around)


def _quote(material: Material, line: Line, index: int) -> str:
    """The words of a sentence of the line's article, or its title."""
    return line.article.title if index == check.TITLE else material.sentences[line.article.id][index].text


# ------------------------------------------------------------------------------------------------ cutting


def cuts(sentence: str) -> list[str]:
    """The sentence and what remains of it when asides, days and its end are left out; the longest first."""
    whole = lines.trimmed(sentence)
    found = {whole: None, lines.shortened(whole, _LONGEST): None}
    for text in list(found):
        if (inner := _INNER.sub("", text)) != text:
            found[inner] = None
    for text in list(found):
        found |= dict.fromkeys(_ends(text))
    for text in list(found):
        if (lead := _LEAD.match(text)) and not words.SPEECH.intersection(lines.bare(lead[0])):
            rest = text[lead.end() :]
            found[rest[:1].upper() + rest[1:]] = None
    for text in list(found):
        found[_TIME.sub("", text)] = None
    return sorted(found, key=lambda text: (-len(text.split()), text))


def _ends(text: str) -> Iterator[str]:
    """Beginnings of the sentence that are sentences: cut before a comma, or before "after", "as", "in" ..."""
    if not text.endswith("."):
        return
    parts = text.split()
    for at in range(_SHORTEST, len(parts)):
        is_pause = bool(_MARKED.search(parts[at - 1][-1])) and not parts[at][0].isupper()
        is_word = parts[at].casefold() in _CUTTING
        if (is_pause or is_word) and _is_sentence(parts[:at], parts[at:]):
            yield " ".join(parts[:at]).rstrip(",;:—–- ") + "."


def _is_sentence(kept: list[str], rest: list[str]) -> bool:
    """Whether what is kept has its verb, no open aside, and what is left out has no verb it needs, doubt or denial."""
    if any(part.endswith((",", ";", ":")) for part in _without_lead(kept)[:-1]):
        return False
    bare = [word for part in rest for word in lines.bare(part)]
    is_figure_left = kept[-1][-1] != "," and any(c.isdigit() for c in " ".join(rest[:4]))
    return (
        any(_is_verb(word) for word in lines.bare(" ".join(_without_lead(kept))))
        and (kept[0].casefold() not in _LEADING or "," in " ".join(kept))
        and not (kept[0].endswith(("ed", "ing")) and kept[1].islower())
        and _NO_END.isdisjoint(lines.bare(kept[-1]))
        and _COMPARING.isdisjoint(lines.bare(" ".join(kept[-3:])))
        and not (is_figure_left or _has_free_verb(rest) or _is_of_all(kept, rest))
        and _KEPT.isdisjoint(bare)
    )


def _is_of_all(kept: list[str], rest: list[str]) -> bool:
    """Whether what is kept is said of all, none or the first, so that what comes next limits it."""
    return rest[0].casefold() in _LIMITING and not _ALL.isdisjoint(
        lines.bare(_OPENING_QUOTATION.sub(" ", " ".join(kept)))
    )


_OPENING_QUOTATION = re.compile(r"^[“\"][^“”\"]*[”\"]")
_LEADING = frozenset("in on at after during for by with as amid under despite before since from while when".split())
_LIMITING = frozenset(["in", "on", "at", "during"])
_ALL = words.NEGATIONS | frozenset(
    "all every only first last most none any both each biggest largest worst best".split()
)
_COMPARING = frozenset(["same", "such", "so", "more", "less", "as", "like"])
"""What they begin is not cut off: the same as, more than."""
_NO_END = _CUTTING | frozenset(
    "the a an and or but of to for with by from into over against about his her its their that than is was be".split()
)
_KEPT = (
    words.NEGATIONS | frozenset("if unless except only but may might could would allegedly reportedly".split())
) - {"fail", "fails", "failed"}


def _without_lead(kept: list[str]) -> list[str]:
    """The words after a leading "On Tuesday, " or the like."""
    lead = _LEAD.match(" ".join(kept) + " ")
    return kept[len(lead[0].split()) :] if lead else kept


def _has_free_verb(rest: list[str]) -> bool:
    """Whether a verb is left out that does not belong to a clause of its own."""
    for part in rest:
        bare = "".join(lines.bare(part))
        if bare in _RELATIVE or (part.endswith((",",)) and bare in _RELATIVE):
            return False
        if _is_verb(bare):
            return True
    return False


def _is_verb(word: str) -> bool:
    return word in _AUXILIARY or word in _PAST or word in words.SPEECH or (len(word) > 4 and word.endswith("ed"))


def _is_line(text: str, material: Material) -> bool:
    """Whether a text is a calm sentence that stands alone, or the words of somebody it names."""
    if not _SHORTEST <= len(text.split()) <= _LONGEST or _SHOUTED.search(text) or _points_away(text, material):
        return False
    return _is_quotation(text) or (lines.stands_alone(text) and not lines.loaded(text))


def _is_quotation(text: str) -> bool:
    """Whether a text is one quotation with the name of its speaker, and understood without what was said before."""
    found = _QUOTED.findall(text)
    outside = _QUOTED.sub(" ", text).split()
    if len(found) != 1 or not (text.startswith(found[0]) or text.rstrip(".").endswith(found[0])):
        return False
    bare = lines.bare(found[0])
    return (
        len(bare) >= _SHORTEST - 1
        and bare[0] not in _OPEN_STARTS | _PERSONAL | _CONNECTING
        and any(people.is_speech(part) for part in outside)
        and any(True for _ in people.named(outside))
        and _PERSONAL.isdisjoint(lines.bare(" ".join(outside)))
    )


_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_CONNECTING = frozenset("and but so it it's this these those then also or because their its".split())
_SHOUTED = re.compile(r"\b[A-Z]{5,}\b.*\b[A-Z]{5,}\b")


def _points_away(text: str, material: Material) -> bool:
    """Whether a line speaks of somebody or something named elsewhere: "involving him", "voted on both", "the matter"."""
    bare = lines.bare(_QUOTED.sub(" ", text))
    is_empty = bool(bare) and people.is_speech(bare[-1]) and not (_QUOTED.search(text) or _SAID_BEFORE.search(text))
    if (
        not bare
        or is_empty
        or bare[-1] in _OPEN_ENDS
        or bare[0] in _OPEN_STARTS
        or any(word in _ADDRESSED for word in bare)
    ):
        return True
    if not _PERSONAL.isdisjoint(bare) and not any(True for _ in people.named(text.split())):
        return True
    if bare[-2:-1] != ["the"]:
        return False
    told = {term for title in material.titles.values() for term in title}
    return told.isdisjoint(similarity.tokens(bare[-1]))


_SAID_BEFORE = re.compile(r"\b(?:which|that|as) [^,]*$")
"""At the end: what was said stands before it ("..., which owners had demanded")."""
_OPEN_STARTS = frozenset(["if", "come", "obtained", "that"])
_OPEN_ENDS = frozenset(
    "both either neither it them him her this that these those one so do did there here p.m a.m left right center".split()
)
_PERSONAL = words.DANGLING | frozenset(["himself", "herself", "themselves"])
_ADDRESSED = words.PERSONAL | frozenset(["you're", "you've", "you'd", "you'll", "let's"])
