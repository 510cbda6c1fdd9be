"""Whether an article says, all by itself, what a line says: the test that common ground has to pass.

Strict rather than clever: two sentences that speak of like things are no agreement yet. Every name and almost every
word of meaning must be found, in another form or as another common word for it at most; what the line does not put into
anybody's mouth the article must not either, and what it does, the article must put into the same mouth.
"""

import dataclasses
import difflib
import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.text import lines, similarity, words

CLAIMING = (words.SPEECH | words.JUDGING | {"reports", "reported", "reporting", "per"}) - {
    "charged",
    "announced",
    "announces",
    "continued",
    "posted",
}
"""Verbs that bring what somebody says or thinks."""
_PLAIN = CLAIMING & frozenset(
    """
    said says say saying told tells wrote writes stated states tweeted tweets added adds noted notes remarked remarks
    replied responded explained explains reports reported reporting
    """.split()
)
"""Those that say no more than that somebody says so."""
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
_PAUSE = re.compile(r"[,;:”\"]$")
_TURNS = frozenset("who which where when while after with and but or because despite though although".split())
"""A part of a sentence that begins so, and has somebody speak, does not say who says the rest."""
_DAYS = frozenset(
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
_NO_SPEAKER = CLAIMING | _DAYS | words.TITLES | frozenset("cnn ap reuters afp morning afternoon evening night".split())
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
arrested arrest arrests
struggled struggles failed failing fails unable
administration government
trial trials
agreement agreements agree agreed deal accord pact
ruling ruled rule rules decision decided
win wins won victory victorious winner
republican republicans gop
democrat democrats democratic dems
american americans us america united-states
chinese china beijing
russian russians russia moscow
british britain uk britons
israeli israelis israel
iranian iranians iran tehran
syrian syrians syria
turkish turkey
mexican mexicans mexico
french france
german germans germany
korean koreans korea
european europeans europe
canadian canadians canada
iraqi iraqis iraq
ukrainian ukrainians ukraine
saudi saudis
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
_GROUP = {word: group.split()[0] for group in _ALIKE.strip().splitlines() for word in group.split()}
"""Word -> the first of those that say the same in the news."""
_OPENING = "\"'“‘([—–-"
_DISTINGUISHING = frozenset(
    "north south east west new white united supreme high federal state democratic republican first second".split()
)
"""Before a name of one word they make another name of it: North Korea, White House."""


@dataclass(frozen=True)
class _Word:
    key: str
    place: int
    is_name: bool = False
    before: str = ""
    """The key of the word before it in the same name."""
    may_be_left_out: bool = False
    """A given name before a surname."""
    is_deed: bool = False
    """What is done or was done, or on which day; never without a counterpart."""


def is_said_by(line: str, given: Sequence[str]) -> bool:
    """Whether these sentences of one article say what the line says, of the same, in the same mouth, with the same doubt."""
    said = _words(line)
    if len(said) < _FEWEST or not given:
        return False
    held = [_held(sentence) for sentence in given]
    core = max(range(len(held)), key=lambda at: (len(_matched(said, held[at])), -at))
    if not _is_about_the_same(said, held[core], held[0].union(*held[1:])):
        return False
    parts = [_words(sentence) for sentence in given]
    everything = tuple(word for part in parts for word in part)
    return (
        all(_is_named(word, everything) for word in said if word.is_name and not word.may_be_left_out)
        and _are_in_order(said, parts[core])
        and _has_force(line, given[core], _span(said, parts[core]))
        and _quotes_alike(line, given[core])
        and _have_one_speaker(line, given[core], _span(said, parts[core]))
    )


def _is_about_the_same(said: tuple[_Word, ...], core: frozenset[str], everything: frozenset[str]) -> bool:
    """Whether almost all words are found, most of them in one sentence, and the first in any case."""
    if any(word.is_deed and word.key not in everything and not word.may_be_left_out for word in said):
        return False
    needed = tuple(word for word in said if not word.may_be_left_out)
    missing = len(needed) - len(_matched(needed, everything))
    in_core = _matched(needed, core)
    most = len(in_core) >= max(_FEWEST, _IN_ONE * len(needed))
    return missing <= max(_UNMATCHED * len(needed), len(needed) >= _FORGIVING) and most and needed[0] in in_core


def _matched(said: tuple[_Word, ...], held: frozenset[str]) -> list[_Word]:
    return [word for word in said if word.key in held]


@functools.lru_cache(maxsize=4096)
def _held(text: str) -> frozenset[str]:
    """What the words of meaning of a sentence are compared by."""
    return frozenset(word.key for word in _words(text))


def _is_named(name: _Word, given: tuple[_Word, ...]) -> bool:
    """Whether a name occurs, and not as part of another one: Korea is not found in North Korea, nor Don Lee in Al Lee."""
    for word in given:
        if word.key == name.key and (word.is_name or not word.place):
            one, other = sorted((name.before, word.before), key=bool)
            is_whole = name.key in _INSTITUTIONS or other in _DISTINGUISHING
            if one == other or not (one or is_whole):
                return True
    return False


def _are_in_order(said: tuple[_Word, ...], given: tuple[_Word, ...]) -> bool:
    """Whether the first two names stand in the same order: who sued whom."""
    places = {word.key: word.place for word in reversed(given)}
    found = [places[word.key] for word in said if word.is_name and word.key in places][:2]
    return found == sorted(found)


def _span(said: tuple[_Word, ...], given: tuple[_Word, ...]) -> tuple[int, int]:
    """From the first to the last word of a sentence that the line has too."""
    keys = {word.key for word in said}
    found = [word.place for word in given if word.key in keys]
    return (min(found), max(found) + 1) if found else (0, 0)


def _has_force(line: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether doubt, denial, time and measure are the same: may, not, will, all, more."""
    said = [_bare(part) for part in line.split()]
    there = [_bare(part) for part in sentence.split()][max(0, span[0] - _AROUND) : span[1]]
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
        end = next((at + 1 for at in range(start, len(parts)) if _PAUSE.search(parts[at])), len(parts))
        first = _bare(parts[start])
        is_turn = first in _TURNS or (first.endswith("ing") and first != "according")
        is_clause = start > span[1] or (start > 0 and bool(_PAUSE.search(parts[start - 1])))
        if is_clause and is_turn:
            continue
        if any(_bare(part) in CLAIMING or _bare(part) == "according" for part in parts[start:end]):
            return speakers(sentence)
    return speakers(" ".join(parts[: span[1]]))


def speakers(text: str) -> list[frozenset[str]]:
    """For each verb of saying or thinking the words that name who does; no words where a pronoun does."""
    parts = text.split()
    bare = [_bare(part) for part in parts]
    found_at = [
        at for at, word in enumerate(bare) if word in CLAIMING or (word == "to" and "according" in bare[:at][-1:])
    ]
    return [frozenset(similarity.tokens(" ".join(_subject(parts, at)))) - _NO_SPEAKER for at in found_at]


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


# ------------------------------------------------------------------------------------------------ words


def keys(text: str) -> frozenset[str]:
    """What the words of meaning of a text are compared by: forms and common synonyms of a word have one key."""
    return frozenset(word.key for word in _words(text) if not word.key.isdigit())


def names(text: str) -> frozenset[str]:
    """What the names in a text are compared by; a name that begins it is not known from a common word."""
    return frozenset(word.key for word in _words(text) if word.is_name)


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    """The words of meaning of a sentence in order, those that belong to names marked; no titles before names."""
    parts = text.replace("United States", "U.S.").replace("’", "'").split()
    found: list[_Word] = []
    for place, part in enumerate(parts):
        if not (key := _meaning(parts, place)):
            continue
        is_name = _is_capital(part) and (place > 0 or any(c.isupper() for c in part.lstrip(_OPENING)[1:]))
        is_inner = bool(found) and found[-1].place == place - 1 and not _PAUSE.search(parts[place - 1])
        has_before = is_inner and is_name and _is_capital(parts[place - 1])
        if has_before and key not in _INSTITUTIONS and found[-1].key not in _DISTINGUISHING:
            found[-1] = dataclasses.replace(found[-1], may_be_left_out=True)
        is_name = is_name and _bare(part) not in _DAYS
        is_deed = _bare(part) in _DAYS | _PERIODS or (
            part.islower() and (part.rstrip(",.;").endswith(("ed", "ing")) or _bare(part) in _DEEDS)
        )
        found.append(_Word(key, place, is_name=is_name, before=found[-1].key if has_before else "", is_deed=is_deed))
    return tuple(found)


def _meaning(parts: Sequence[str], place: int) -> str:
    """The key of a word; empty for a stop word, a verb of saying, and a title that is no part of a name."""
    bare = _bare(parts[place])
    if not bare or bare in words.STOP or bare in _PLAIN:
        return ""
    following = parts[place + 1] if place + 1 < len(parts) and not _PAUSE.search(parts[place]) else ""
    is_title = bare in words.TITLES and _is_capital(following) and _key(_bare(following)) not in _INSTITUTIONS
    return "" if is_title else _key(bare)


def _is_capital(part: str) -> bool:
    return part.lstrip(_OPENING)[:1].isupper()


@functools.lru_cache(maxsize=65536)
def _bare(part: str) -> str:
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


_INSTITUTIONS = frozenset(
    map(
        _key,
        "house senate congress court department party committee university agency bureau county city times post news journal"
        " commission council office administration association street bank fund board ministry police school college"
        " justice reserve street union island river bridge act".split(),
    )
)
"""A name that ends so is another one where a word before is."""


def is_copied(one: str, other: str) -> bool:
    """Whether two sentences are one text printed twice, an agency's or somebody's post, so that they prove no agreement."""
    left, right = lines.bare(one), lines.bare(other)
    if (Counter(left) & Counter(right)).total() < _SAME_QUOTE * min(len(left), len(right)):
        return False
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return max(block.size for block in blocks) >= max(_COPIED, _SAME_QUOTE * min(len(left), len(right)))


_COPIED = 8
"""So many words in a row are copied, where they are almost all of a sentence."""
