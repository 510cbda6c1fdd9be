"""On what outlets disagree: the day on which one thing happened or will.

Two clauses of independent publishers, each with the only date of its sentence, that say the same but for the date. The
days on which somebody speaks are passed over (there is more than one such day), and so are beginnings and ends
("since", "by") and dates that tell one thing from another ("the Tuesday meeting").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from digest import model
from digest.text import catalogue, lines, similarity, words
from digest.write import disputes, terms
from digest.write.differences import spans
from digest.write.material import Line, Material

_ALIKE = 0.3
_LONGEST = 36
_READABLE = 600
"""Characters; what is longer is no sentence."""
_COMPARED = 60
"""So many dated clauses are compared with each other."""
_FEWEST, _SAME = 3, 0.75
"""So many words of meaning, and this share of those of the shorter clause, two clauses of one event have in common."""
_ABOUT = 9
"""Words of a heading."""
_APART = timedelta(days=3)
"""Reports further from each other tell of different days."""
_BREAK = re.compile(
    r"[,;:()“”\"]|\s[-–—]\s|\b(?:who|which|that|whether|after|before|when|while|because|since|although|though|until|where|but"
    r"|und|aber|dass|nachdem|bevor|als|weil|obwohl|qui|que|mais|après|avant|quand|lorsque|pero|quien|después|antes"
    r"|cuando|porque)\b"
)
_FROM_OR_TO = frozenset("since until till by from starting seit bis ab depuis dès desde hasta".split())
"""Before a date they make a beginning or end of it; two such dates are compared where they have the same one."""
_OTHERWISE = frozenset(
    """
    before after through between than and or to every each most week of vor nach von jeden und oder zum avant après
    jusqu'au jusqu'à chaque et ou antes después cada y o
    """.split()
)
"""Before a date they make something else of it than the day of the deed."""
_LEADING = re.compile(
    rf"(?:\b(?:on|in|during|am|im|le|el|en|early|late|at|{'|'.join(sorted(_FROM_OR_TO))})\s+)+$", re.IGNORECASE
)
"""What leads to a date."""
_ARTICLES = frozenset("the a an this his her its their our".split())
"""Before an English date they make it a name of something."""
_WITH_DATES = frozenset("le la el los am dem den".split())
"""Articles that dates have in other languages."""
_SAYINGS = frozenset(
    "statement interview tweet tweets post email news conference briefing speech remarks podcast".split()
)
_PLANS = frozenset(
    "will would could may might expected scheduled set plans planned slated due wird werden soll va".split()
)
_NUMBER = re.compile(r"\d[\d.,]*\b")


@dataclass(frozen=True)
class _Dated:
    """A clause with a date."""

    line: Line
    mention: spans.Mention
    clause: str
    """Its words without the date."""
    keys: frozenset[str]
    relation: str
    """"since" or "until"; empty where it is the day itself."""
    deed: str
    """Key of the verb closest to the date, where one is known."""

    @property
    def publisher(self) -> str:
        return self.line.article.outlet.publisher

    @property
    def written(self) -> str:
        return self.line.sentence.text[self.mention.start : self.mention.end]

    @property
    def is_denied(self) -> bool:
        language = self.line.article.language
        negations = words.of(language).negations | {"no"}
        return disputes.denies(self.clause, language) or not negations.isdisjoint(lines.bare(self.clause))

    @property
    def other_numbers(self) -> set[str]:
        text, mention = self.line.sentence.text, self.mention
        return {*_NUMBER.findall(text[: mention.start] + text[mention.end :])}

    def is_of_one_event(self, other: "_Dated") -> bool:
        same, fewest = len(self.keys & other.keys), min(len(self.keys), len(other.keys))
        if (self.deed, self.relation) != (other.deed, other.relation) or same < _FEWEST or same < _SAME * fewest:
            return False
        texts = (self.line.sentence.text, other.line.sentence.text)
        named = [terms.names(text) for text in texts]
        plans = [not _PLANS.isdisjoint(lines.bare(each.clause)) for each in (self, other)]
        denied = [each.is_denied for each in (self, other)]
        numbers = [each.other_numbers for each in (self, other)]
        is_same = (
            plans[0] == plans[1] and denied[0] == denied[1] and (numbers[0] <= numbers[1] or numbers[1] <= numbers[0])
        )
        return is_same and (not all(named) or bool(named[0] & named[1]))


def of(material: Material) -> tuple[model.Difference, ...]:
    """The differences, each with one statement of each of two publishers; those most alike but for the date first."""
    if material.language not in words.KNOWN:
        return ()
    by_deed: dict[str, list[_Dated]] = {}
    for line in (line for line in material.lines if len(line.sentence.text) <= _READABLE):
        if dated := _dated(line):
            by_deed.setdefault(dated.deed, []).append(dated)
    pairs = [pair for each in by_deed.values() for pair in _conflicts(each[:_COMPARED], material)]
    found: list[model.Difference] = []
    used: set[str] = set()
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1].line.article.id, pair[2].line.article.id)):
        difference = None if used & {one.clause, other.clause} else _difference(material, one, other)
        if difference:
            found.append(difference)
            used |= {one.clause, other.clause}
    return tuple(found)


def _conflicts(dated: list[_Dated], material: Material) -> Iterator[tuple[float, _Dated, _Dated]]:
    for at, one in enumerate(dated):
        for other in dated[at + 1 :]:
            is_independent = one.publisher != other.publisher and _are_close(one, other)
            if is_independent and one.mention.conflicts(other.mention) and one.is_of_one_event(other):
                alike = similarity.cosine(one.line.vector, other.line.vector)
                if alike >= _ALIKE and not _is_given_by_both(one, other, material):
                    yield alike, one, other


def _are_close(one: _Dated, other: _Dated) -> bool:
    moments = [each.line.article.published for each in (one, other)]
    return not all(moments) or abs(moments[0] - moments[1]) <= _APART  # type: ignore[operator]


def _is_given_by_both(one: _Dated, other: _Dated, material: Material) -> bool:
    """Whether a publisher of one of them gives the other's date in a sentence of the same: there are two events then."""
    for dated, mine in ((one, other), (other, one)):
        for line in material.lines_of(mine.publisher):
            if (
                line.sentence.text != mine.line.sentence.text
                and len(dated.keys & _keys(line.sentence.text, line)) >= _FEWEST
            ):
                given = _mentions(line)
                if any(each.conflicts(mine.mention) and not each.conflicts(dated.mention) for each in given):
                    return True
    return False


def _difference(material: Material, one: _Dated, other: _Dated) -> model.Difference | None:
    statements = tuple(each.line.statement_with(each.written, _LONGEST) for each in (one, other))
    if any(material.gate.failings(statement) for statement in statements):
        return None
    shortest = min((one, other), key=lambda each: len(each.clause))
    return model.Difference(
        about=material.words.gettext("When: %(clause)s", clause=_heading(shortest.clause)), statements=statements
    )


def _heading(clause: str) -> str:
    parts = clause.split()
    return " ".join(parts[:_ABOUT]) + (" …" if len(parts) > _ABOUT else "")


# ------------------------------------------------------------------------------------------------ one sentence


def _mentions(line: Line) -> list[spans.Mention]:
    published = line.article.published
    return spans.mentions(line.sentence.text, line.article.language, published.date() if published else None)


def _dated(line: Line) -> _Dated | None:
    """The clause of the only date of a sentence; none where that is not the day of what is told."""
    found = _mentions(line)
    if len(found) != 1:
        return None
    (mention,), text = found, line.sentence.text
    relation = _relation(text, mention, line.article.language)
    if relation is None or not (mention.spans or mention.weekday is not None):
        return None
    before, after = _clause(text, mention)
    clause = " ".join(f"{before} {after}".split())
    deed = _deed(before, after) if line.article.language == "en" else ""
    if deed is None:
        return None
    return _Dated(line, mention, clause, _keys(clause, line), relation, deed)


def _relation(text: str, mention: spans.Mention, language: str) -> str | None:
    """The word that makes a beginning or end of a date; None where the date is part of a name, or of something else."""
    before = [word for word in lines.bare(text[: mention.start])[-2:] if language == "en" or word not in _WITH_DATES]
    last = before[-1] if before else ""
    is_name = language == "en" and last in _ARTICLES
    if is_name or last in _OTHERWISE or text[mention.end : mention.end + 2] in ("'s", "’s"):
        return None
    if text[mention.end : mention.end + 1] in ("-", "–"):
        return None
    return last if last in _FROM_OR_TO else ""


def _clause(text: str, mention: spans.Mention) -> tuple[str, str]:
    """What stands in the clause before and after a date; of a date alone between commas, the clause beside it."""
    head, tail = _LEADING.sub("", text[: mention.start]), text[mention.end :]
    before = _BREAK.split(head)[-1].strip()
    after = _BREAK.split(tail)[0].strip()
    if not before and not after:
        parts = [part.strip() for part in _BREAK.split(tail if not head.strip(" ,").count(" ") else head)]
        kept = [part for part in parts if part]
        return ("", kept[0]) if kept and len(head.split()) < _FEWEST else (kept[-1] if kept else "", "")
    return before, after.rstrip(".")


def _keys(text: str, line: Line) -> frozenset[str]:
    if line.article.language == "en":
        return frozenset(t.key for t in terms.of(text) if not t.key.isdigit() and t.key not in _TIMES)
    own = similarity.tokens(text, line.article.language)
    return frozenset(token for token in own if not token.isdigit())


def _deed(before: str, after: str) -> str | None:
    """Key of the verb closest to an English date; None where somebody speaks on that day."""
    for parts in (list(reversed(before.split())), after.split()):
        for part in parts:
            word = terms.bare(part)
            if word in terms.CLAIMING or word in _SAYINGS:
                return None
            found = [term for term in terms.of(f"x {part}") if term.is_deed and term.key not in _TIMES]
            if found:
                return found[0].key
    return ""


_TIMES = frozenset(key for name in (*catalogue.weekdays("en"), *catalogue.months("en")) for key in terms.keys(name)) | {
    "day", "week", "month", "year", "decad", "morn", "evening", "night", "afternoon",
}  # fmt: skip
