"""What somebody claims and somebody takes back or denies close by: it is not printed without that.

A claim is a sentence that brings what somebody says. It is disowned where one of the next two sentences of its article
denies or withdraws it, or where a like sentence of another outlet does. It is contradicted where a like sentence of another
outlet says the opposite.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

from digest import model
from digest.text import lines, similarity, words
from digest.write.check import polarity, reading

_SAID = (
    "claim|allegation|accusation|charge|statement|account|report|remark|comment|testimony|confession|story|complaint"
)
_DENYING = {
    "en": re.compile(
        # Who withdraws from a race, or troops, takes back no words; nor does who speaks of "the Russia Hoax".
        rf"\b(?:withdr[ae]w\w* (?:it|this|that|(?:the|that|his|her|their|its|a) (?:\w+ )?(?:{_SAID})s?)"
        rf"|(?:{_SAID})s? (?:was|were|has been|have been) (?:later |since )?withdrawn|(?-i:hoax)"
        r"|retract\w*|recant\w*|took (?:it|this|that|the \w+) back|mistaken|untrue|not true"
        r"|false(?:ly|hoods?)?|invented|fabricated|baseless|unfounded|unproven|disproved?n?|debunk\w*|refut\w+|made up"
        r"|no evidence|disregard|disputed?s?|contradict\w*|(?:was|were|is|are) wrong"
        r"|(?:rejects?|rejected|dismiss(?:es|ed)) (?:it|this|that|(?:the|that|those|such|his|her|their) (?:claim|allegation"
        r"|accusation|charge|account|report|statement|suggestion)s?)|a (?:claim|charge|statement|account) (?:that )?[^.]{0,40}reject\w*"
        r"|den(?:y|ies|ied|ying) (?:it|this|that|having|being|any|wrongdoing|doing|all|both"
        r"|(?:the|those|these|such|his|her|their) (?:claim|allegation|accusation|charge|account|report|statement)s?)"
        r"|has den(?:y|ied)|denial|had not been|did not happen|never happened)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:widerr(?:ief|ufen)\w*|zog\b.{0,60}\bzurück|zurückgezogen|bestritt\w*|bestreite\w*|dementier\w*|wies\b.{0,60}\bzurück"
        r"|zurückgewiesen|weist\b.{0,60}\bzurück|falsch\w*|erfunden|unwahr\w*|haltlos\w*|glaubt\w* (?:ihm|ihr|ihnen|dem|der)\b.{0,30}nicht"
        r"|widerlegt\w*|keine Belege|keine Beweise|stimmt nicht|stimme nicht)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:nie\w*|nié\w*|dément\w*|démenti\w*|rétract\w*|faux|fausses?|inventé\w*|infondé\w*|conteste\w*|réfut\w*|aucune preuve)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:niega\w*|negó|negaron|desmint\w*|desmiente\w*|retract\w*|retiró|falso|falsa|falsos|falsas|inventad\w*|infundad\w*"
        r"|sin pruebas|ninguna prueba|refut\w*)\b",
        re.IGNORECASE,
    ),
}
_CLAIM = re.compile(
    r"\b(?:claim|alleg|accus|according to|testif|witness|laut\b|zufolge|selon\b|según\b)", re.IGNORECASE
)
_FEWEST, _SAME = 4, 0.6
"""So many words of meaning, and this share of all they have, two sentences have in common that tell of one thing."""
_AT_MOST = re.compile(r"\bno (?:more|less|fewer|later|earlier|longer) than\b|\bnot (?:only|just)\b", re.IGNORECASE)
"""No denials."""
_NEXT = 2
"""So many sentences behind a claim may take it back."""


def denies(text: str, language: str) -> bool:
    """Whether a sentence denies or withdraws something; never in a language whose words for it are not known."""
    pattern = _DENYING.get(language)
    return bool(pattern and pattern.search(text))


def is_claim(text: str, language: str) -> bool:
    """Whether a sentence brings what somebody says."""
    vocabulary = words.of(language)
    return bool(_CLAIM.search(text)) or not vocabulary.speech.isdisjoint(lines.bare(text))


def disowned(sentences: Sequence[model.Sentence], language: str) -> frozenset[int]:
    """The indices of the claims of an article that its next sentences deny or withdraw."""
    found = set()
    for at, sentence in enumerate(sentences):
        later = sentences[at + 1 : at + 1 + _NEXT]
        is_open = is_claim(sentence.text, language) and not denies(sentence.text, language)
        if is_open and any(denies(each.text, language) for each in later):
            found.add(sentence.index)
    return frozenset(found)


def are_opposed(one: str, other: str) -> bool:
    """Whether two English sentences of nearly the same words say the opposite of each other."""
    left, right = set(similarity.tokens(one)), set(similarity.tokens(other))
    shared = len(left & right)
    if shared < _FEWEST or shared < _SAME * len(left | right):
        return False
    return _denials(one) % 2 != _denials(other) % 2 or not polarity.are_not_opposed(
        reading.read(one), [reading.read(other)]
    )


def _denials(text: str) -> int:
    return sum(word in words.NEGATIONS for word in lines.bare(_AT_MOST.sub("", text)))


def contradicted(said: Iterable[tuple[str, model.Sentence]]) -> frozenset[tuple[str, int]]:
    """Article and index of the sentences, given with their publishers, that a sentence of another one contradicts."""
    found: set[tuple[str, int]] = set()
    for (publisher, one), (other_publisher, other) in itertools.combinations(said, 2):
        if publisher != other_publisher and are_opposed(one.text, other.text):
            found |= {(one.article, one.index), (other.article, other.index)}
    return frozenset(found)
