"""Who does what in a sentence: enough to see that two lines tell the same deed. English only, without a parser."""

import re

from digest.text import words

_ASIDE = re.compile(r",[^,]{1,120},")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE = frozenset(
    "of in at for from on with to about against over after before during under by near and that".split()
)
"""What follows one of these is not the head of the subject."""
_AUXILIARY = frozenset("has have had will would is are was were be been being did does do to also again then".split())
_BEING = frozenset("is are was were be been being".split())
_NO_VERB = frozenset("a an the its his her their this that these those of some more most many two three".split())
_IRREGULAR = {
    form: stem
    for stem, forms in {
        "arise": "arose arisen", "become": "became becomes", "begin": "began begun begins", "break": "broke broken breaks",
        "bring": "brought brings", "build": "built builds", "buy": "bought buys", "catch": "caught catches",
        "choose": "chose chosen chooses", "come": "came comes", "cut": "cut cuts", "die": "died dies", "draw": "drew drawn",
        "drop": "drops", "fall": "fell fallen falls", "fight": "fought fights", "find": "found finds", "fly": "flew flown",
        "get": "got gets", "give": "gave given gives", "go": "went goes gone", "grow": "grew grown grows",
        "hear": "heard hears", "hit": "hit hits", "hold": "held holds", "keep": "kept keeps", "kill": "kills",
        "lead": "led leads", "leave": "left leaves", "lose": "lost loses", "make": "made makes", "meet": "met meets",
        "pay": "paid pays", "put": "put puts", "rise": "rose risen rises", "run": "ran runs", "see": "saw seen sees",
        "seek": "sought seeks", "sell": "sold sells", "send": "sent sends", "set": "set sets", "shoot": "shot shoots",
        "shut": "shut shuts", "sign": "signs", "speak": "spoke spoken speaks", "spend": "spent spends",
        "stand": "stood stands", "strike": "struck strikes", "take": "took taken takes", "throw": "threw thrown throws",
        "win": "won wins", "withdraw": "withdrew withdrawn withdraws",
    }.items()
    for form in forms.split()
}  # fmt: skip


def action(text: str) -> tuple[str, str] | None:
    """The head of the subject and the stem of the main verb: ("keller", "clos"), or None where they cannot be told.

    Saying is no deed: the same speaker may say two things.
    """
    plain = _ASIDE.sub(" ", _QUOTED.sub(" ", text), count=1)
    found: list[str] = _WORD.findall(plain)
    for at, word in enumerate(found[1:], start=1):
        stem = _stem(word, found[at - 1].casefold())
        if stem:
            subject = _head(found[:at])
            return (subject, stem) if subject and word.casefold() not in words.SPEECH else None
    return None


def _stem(word: str, before: str) -> str:
    """The stem of a word that looks like a finite verb or a participle after an auxiliary, else an empty string."""
    if word[0].isupper() or before in _NO_VERB:
        return ""
    if word in _IRREGULAR or word in words.SPEECH:
        return ("be " if before in _BEING else "") + _IRREGULAR.get(word, word)
    is_past = word.endswith("ed") and len(word) > 4
    if not is_past and (before not in _AUXILIARY or word in _AUXILIARY or word.endswith("ly")):
        return ""
    return ("be " if before in _BEING else "") + re.sub(r"(?:ed|ing|es|e|s)$", "", word)


def _head(before: list[str]) -> str:
    """The last word of the subject: "bridge" of "The Harbor Bridge in Ostrava has"."""
    folded = [word.casefold() for word in before]
    end = next((at for at, word in enumerate(folded) if at and word in _BEFORE), len(folded))
    head = [word for word in folded[:end] if word not in _AUXILIARY and word not in words.STOP]
    return head[-1].removesuffix("'s").removesuffix("’s") if head else ""
