"""Figures on which outlets disagree: the same thing counted, in sentences that say nearly the same, with another number."""

import re
from collections.abc import Iterator

from digest import model
from digest.text import lines, similarity, words
from digest.write.material import Line, Material

_MOST = 2
_ALIKE = 0.4
_LONGEST = 36
_COUNTED = re.compile(r"(?<![\w.$€£#-])(\d{1,3}(?:,\d{3})+|\d+)\s+([a-z]{4,}(?:\s+[a-z]{4,})?)")
_PLURALS = frozenset("people children women men workers staff police crew homes lives".split())
_NO_THING = frozenset(
    """
    percent million billion trillion years year months month weeks week days day hours hour minutes minute times points
    percentage thousand hundred
    """.split()
)


def of(material: Material) -> tuple[model.Difference, ...]:
    """The differences, each with one statement of each of two publishers."""
    counted = [(line, number, thing) for line in material.lines for number, thing in _counts(line.sentence.text)]
    found: dict[str, model.Difference] = {}
    for at, (left, number, thing) in enumerate(counted):
        for right, other, same in counted[at + 1 :]:
            is_other = left.article.outlet.publisher != right.article.outlet.publisher
            if (
                thing == same
                and number != other
                and is_other
                and thing not in found
                and _is_alike(left, right, number, other)
            ):
                found[thing] = model.Difference(
                    about=f"Number of {thing}", statements=(_statement(left), _statement(right))
                )
    clean = [d for d in found.values() if not any(material.gate.failings(s) for s in d.statements)]
    return tuple(clean[:_MOST])


def _counts(text: str) -> Iterator[tuple[str, str]]:
    for number, after in _COUNTED.findall(text):
        if thing := _thing(after.split()):
            yield number.replace(",", ""), thing


def _thing(after: list[str]) -> str:
    """What is counted: the first plural within two words ("people", "wounded soldiers"); empty where there is none."""
    for at, word in enumerate(after):
        if word in _NO_THING or word in words.STOP:
            return ""
        if word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return " ".join(after[: at + 1])
    return ""


def _is_alike(left: Line, right: Line, number: str, other: str) -> bool:
    """Whether two sentences are near and neither has the other's number."""
    texts = [line.sentence.text.replace(",", "").split() for line in (left, right)]
    return number not in texts[1] and other not in texts[0] and similarity.cosine(left.vector, right.vector) >= _ALIKE


def _statement(line: Line) -> model.Statement:
    return line.statement(lines.shortened(line.sentence.text, _LONGEST), line.article.outlet.name)
