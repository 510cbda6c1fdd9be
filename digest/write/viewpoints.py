"""Who says what, for stories that no side tells: what named people say, each in a sentence of an outlet."""

from collections.abc import Sequence

from digest import model
from digest.text import lines, similarity, words
from digest.write import people, voices
from digest.write.material import Line, Material

_MOST = 3
_FEWEST = 2
"""One viewpoint alone is none."""
_SHORTEST, _LONGEST = 8, 34
_ABOUT_EVENT = 0.08
_TOO_ALIKE = 0.45
_ROLE_WORDS = 8
_SAYING = frozenset(
    """
    said says told argued argues warned warns insisted insists wrote tweeted acknowledged conceded claimed contended
    suggested stressed explained noted added predicted emphasized reiterated
    """.split()
)
_ASIDE = frozenset("after when since because as while that which who where before if though although whether".split())


def of(material: Material, views: model.Perspectives | None, used: Sequence[str]) -> tuple[model.Viewpoint, ...]:
    """Two or three viewpoints, each of another speaker; none where a side has a view.

    ``used`` are the texts they must not repeat: dek, quick takes, quotations.
    """
    if views and (views.progressive.statements or views.conservative.statements):
        return ()
    taken = [material.weights.of(text) for text in used if text]
    chosen: dict[str, model.Viewpoint] = {}
    for line, found in _ranked(material):
        surname = found.speaker.rsplit(maxsplit=1)[-1].casefold()
        vector = material.weights.of(found.statement.text)
        is_new = all(similarity.cosine(vector, other) <= _TOO_ALIKE for other in taken)
        if is_new and surname not in chosen and not material.gate.failings(found.statement):
            chosen[surname] = found.model_copy(update={"role": _role(line.sentence.text, found.speaker)})
            taken.append(vector)
        if len(chosen) == _MOST:
            break
    return tuple(chosen.values()) if len(chosen) >= _FEWEST else ()


def _ranked(material: Material) -> list[tuple[Line, model.Viewpoint]]:
    """Sentences in which a named person speaks of the event, the most telling first."""
    found = []
    for line in filter(material.is_undisputed, material.lines):
        about = similarity.cosine(line.vector, material.centre)
        if about < _ABOUT_EVENT or _SAYING.isdisjoint(lines.bare(line.sentence.text)):
            continue
        speaker = people.speaker_in(line.sentence.text, material.people[line.article.id])
        text = line.told(_LONGEST) if speaker else ""
        if " " in speaker and len(text.split()) >= _SHORTEST and _is_told(text, speaker) and voices.is_say(text):
            statement = line.statement(text, line.article.outlet.name)
            place = (-round(about + voices.weight(text), 9), line.article.id, line.sentence.index)
            found.append((place, line, model.Viewpoint(speaker=speaker, statement=statement)))
    return [(line, viewpoint) for _, line, viewpoint in sorted(found, key=lambda entry: entry[0])]


def _is_told(text: str, speaker: str) -> bool:
    """Whether the sentence is about what the speaker says: they are not named in a side clause ("after Lee said ...")."""
    before, surname, _ = text.partition(speaker.rsplit(maxsplit=1)[-1])
    clause = lines.bare(before.rpartition(",")[2])
    return bool(surname) and _ASIDE.isdisjoint(clause)


def _role(sentence: str, speaker: str) -> str:
    """What the sentence says the speaker is: the words between commas after the name, or the title before it."""
    parts = sentence.split()
    surname = speaker.rsplit(maxsplit=1)[-1]
    for at, part in enumerate(parts):
        if part.rstrip(",") != surname:
            continue
        first = at - len(speaker.split()) + 1
        first = first if first >= 0 and " ".join(parts[first : at + 1]).rstrip(",") == speaker else at
        before = _title(parts[:first])
        return before or (_apposition(parts[at + 1 :]) if part.endswith(",") else "")
    return ""


def _title(before: list[str]) -> str:
    """The office before a name, with the capitalised words before it: "Tennessee Insurance Commissioner"."""
    at = len(before)
    while at and _bare(before[at - 1]) in words.TITLES - {"mr", "mrs", "ms", "miss"} and before[at - 1][-1] != ",":
        at -= 1
    if at == len(before):
        return ""
    first = at
    if before[at][0].islower() and at and before[at - 1].isalpha() and _bare(before[at - 1]) not in words.STOP:
        return " ".join(before[at - 1 :])
    is_short = before[at].endswith(".")
    while (
        first > 1
        and (not is_short or _bare(before[first - 1]) in ("democratic", "republican"))
        and before[first - 1][0].isupper()
        and before[first - 1][-1] not in ",;:"
    ):
        first -= 1
    return " ".join(before[first:])


def _bare(word: str) -> str:
    return word.strip(".,").casefold()


def _apposition(after: list[str]) -> str:
    """The words up to the next comma where they tell an office: "the mayor of Ostrava Bay"."""
    end = next((at for at, part in enumerate(after[: _ROLE_WORDS + 2]) if part.endswith((",", "."))), None)
    words_ = [] if end is None or not after[end].endswith(",") else after[: end + 1]
    is_office = bool(words_) and (words_[0].casefold() in ("the", "a", "an") or _tells_office(words_))
    return " ".join(words_).rstrip(",") if is_office and words.SPEECH.isdisjoint(lines.bare(" ".join(words_))) else ""


def _tells_office(found: list[str]) -> bool:
    return bool(words.TITLES.intersection(lines.bare(" ".join(found[:3]))))
