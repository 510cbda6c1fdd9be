"""The words of meaning of a text, and what they are compared by: forms and common synonyms of a word have one key."""

import dataclasses
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.text import lines, words
from digest.write import nations

CLAIMING = (words.SPEECH | words.JUDGING | {"reports", "reported", "reporting", "per"}) - {
    "charged",
    "announced",
    "announces",
    "continued",
    "posted",
}
"""Verbs that bring what somebody says or thinks."""
PLAIN = CLAIMING & frozenset(
    """
    said says say saying told tells wrote writes stated states tweeted tweets added adds noted notes remarked remarks
    replied responded explained explains reports reported reporting
    """.split()
)
"""Those that say no more than that somebody says so."""
PAUSE = re.compile(r"[,;:”\"]$")
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december mr mrs ms
    """.split()
)
_PERIODS = frozenset("days weeks months years decades".split())
"""How long something goes on is part of what is claimed."""
_SPELLED = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_DEEDS = frozenset(
    """
    won lost took made gave got began held left led met put ran saw sent shot stood struck hit cut set fell rose grew
    kept paid went came became broke brought built bought chose drew drove fought found knew let read sought sold spent
    spoke swore threw beat backed shut split died kills kill wins loses takes
    """.split()
)
_SUFFIXES = ("ments", "ment", "ations", "ation", "ions", "ion", "ings", "ing", "ers", "er", "ed", "es", "s")
_STEM = 4
_ALIKE = """
kill killed kills killing dead deadly died dies death deaths slain
shot shoot shoots shooting shootings shooter gunman gunfire
approve approved approves approval pass passed passes passage
reject rejected rejects block blocked blocks
fire fired fires firing oust ousted dismissed dismissal
increase increased increases soar soared rise rises rising soaring hike hikes hiked rose risen raise raised climb climbed jump jumped grew
decrease decreased fall falls fell fallen drop dropped drops decline declined declines
sue sued sues suing lawsuit lawsuits suit
resign resigned resigns resignation step-down stepped
probe probes investigation investigations investigate investigating investigated inquiry
officer officers police policeman policemen cops
ban bans banned bar barred bars
tariff tariffs duties levies levy
struggled struggles failed failing fails unable
administration government
trial trials
agreement agreements agree agreed deal accord pact
ruling ruled rule rules decision decided
win wins won victory victorious winner
democratic dems
china beijing
russia moscow
iran tehran
begin begins began begun start starts started launch launched launches
choose chose chosen chooses pick picks picked select selected tap tapped nominate nominated nominates nominee nomination
meet meets met meeting summit talks
hold holds held
announce announced announces announcement unveil unveiled
say says said told
vote votes voted voting
lawmaker lawmakers congressmen legislators
law laws legislation bill bills measure
attorney attorneys lawyer lawyers
charge charged charges indicted indictment
arrest arrested arrests custody
send sends sent
strike strikes struck hit hits
injure injured injuring wounded hurt
wed wednesday
tue tues tuesday
jobs job
illegal illegally
president presidential presidency
quit quits
end ends ended ending
cut cuts
leave leaves leaving left
sign signed signs signing
speak speaks spoke speech remarks address
child children kid kids
woman women
man men
find finds found
build builds built
lose loses lost loss
pay pays paid
steal stole stolen theft
buy buys bought purchase
lead leads led
plan plans
order orders ordered
sentence sentenced
convict convicted conviction guilty
"""
_GROUP = nations.SAME | {
    word: nations.SAME.get(group.split()[0], group.split()[0])
    for group in _ALIKE.strip().splitlines()
    for word in group.split()
}
"""Word -> the first of those that say the same in the news."""
_OPENING = "\"'“‘([—–-"
DISTINGUISHING = frozenset(
    "north south east west new white united supreme high federal state democratic republican first second".split()
)
"""Before a name of one word they make another name of it: North Korea, White House."""


@dataclass(frozen=True)
class Term:
    """A word of meaning in a sentence."""

    key: str
    place: int
    """Its position among the words of the sentence, stop words counted."""
    is_name: bool = False
    before: str = ""
    """The key of the word before it in the same name."""
    may_be_left_out: bool = False
    """A given name before a surname."""
    is_deed: bool = False
    """What is done or was done, or on which day; never without a counterpart."""


def keys(text: str) -> frozenset[str]:
    """What the words of meaning of a text are compared by: forms and common synonyms of a word have one key."""
    return frozenset(word.key for word in of(text) if not word.key.isdigit())


def names(text: str) -> frozenset[str]:
    """What the names in a text are compared by; a name that begins it is not known from a common word."""
    return frozenset(word.key for word in of(text) if word.is_name)


@functools.lru_cache(maxsize=4096)
def of(text: str) -> tuple[Term, ...]:
    """The words of meaning of a sentence in order, those that belong to names marked; no titles before names."""
    parts = text.replace("United States", "U.S.").replace("’", "'").split()
    found: list[Term] = []
    for place, part in enumerate(parts):
        if not (key := _meaning(parts, place)):
            continue
        is_name = _is_capital(part) and (place > 0 or any(c.isupper() for c in part.lstrip(_OPENING)[1:]))
        is_inner = bool(found) and found[-1].place == place - 1 and not PAUSE.search(parts[place - 1])
        has_before = is_inner and is_name and _is_capital(parts[place - 1])
        if has_before and key not in INSTITUTIONS and found[-1].key not in DISTINGUISHING:
            found[-1] = dataclasses.replace(found[-1], may_be_left_out=True)
        is_name = is_name and bare(part) not in DAYS
        is_deed = bare(part) in DAYS | _PERIODS or (
            part.islower() and (part.rstrip(",.;").endswith(("ed", "ing")) or bare(part) in _DEEDS)
        )
        found.append(Term(key, place, is_name=is_name, before=found[-1].key if has_before else "", is_deed=is_deed))
    return tuple(found)


def _meaning(parts: Sequence[str], place: int) -> str:
    """The key of a word; empty for a stop word, a verb of saying, and a title that is no part of a name."""
    word = bare(parts[place])
    if not word or word in words.STOP or word in PLAIN:
        return ""
    following = parts[place + 1] if place + 1 < len(parts) and not PAUSE.search(parts[place]) else ""
    is_title = word in words.TITLES and _is_capital(following) and _key(bare(following)) not in INSTITUTIONS
    return "" if is_title else _key(word)


def _is_capital(part: str) -> bool:
    return part.lstrip(_OPENING)[:1].isupper()


@functools.lru_cache(maxsize=65536)
def bare(part: str) -> str:
    """The first word of a part between blanks, in small letters without marks."""
    found = lines.bare(part)
    return found[0] if found else ""


@functools.lru_cache(maxsize=65536)
def _key(word: str) -> str:
    """What a word is compared by: figures for small numbers, the first of its like, else its stem."""
    word = word.replace(".", "").replace(",", "")
    word = _SPELLED.get(word, word)
    if word in _GROUP:
        return _GROUP[word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM and not word.endswith(("ss", "us", "is")):
            stem = word.removesuffix(suffix)
            stem = stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
            return stem.removesuffix("e").removesuffix("i").removesuffix("y")
    return word.removesuffix("e").removesuffix("y")


INSTITUTIONS = frozenset(
    map(
        _key,
        "house senate congress court department party committee university agency bureau county city times post news journal"
        " commission council office administration association street bank fund board ministry police school college"
        " justice reserve street union island river bridge act".split(),
    )
)
"""A name that ends so is another one where a word before is."""
