"""A sentence as a line of its own: can it stand alone, can it be shortened by leaving words out."""

import re

from digest.text import words

_EDGES = "\"'“”‘’()[]{}.,;:!?…—–-«»"
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.’'\- ]{2,30}(?:, [A-Z][\w. ]{1,20})?\s*)?(?:\((?:AP|Reuters|AFP|UPI|CNN|[A-Z][\w ]{2,25})\)\s*)?"
    r"(?:—|–|--|-)\s+(?=[A-Z“\"])"
)
_CONNECTIVE = re.compile(
    r"^(?:however|meanwhile|but|and|still|moreover|in addition|additionally|furthermore|nevertheless|nonetheless|yet"
    r"|indeed|of course|in fact|also|plus|so|now|then|for (?:his|her|its|their) part|to be sure|on the other hand)\b,?\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s+[(\[][^()\[\]]{1,60}[)\]](?=[\s,.;:!?])")
_ASIDES = (
    re.compile(r"\s*(?:—|–| -- )\s*[^—–]{4,160}?\s*(?:—|–| -- )\s*(?=[a-z])"),
    re.compile(r", (?:who|whose|where|also known as|including)\s[^,“”\"]{4,120},(?=\s[a-z])"),
    re.compile(r"(?<=[a-z]), (?:a|an|the)\s[^,“”\"]{4,120},(?=\s(?!which|who|and|or|but|where|the|an?)[a-z])"),
    re.compile(r",\s(?!including)[a-z]+ing\s[^“”\"]*(?=[.!?]$)"),
    re.compile(r",\s(?:which|who|whose|where|while|as|after|before|when|since|including|with|and|despite|amid)\s[^“”\"]*"
               r"(?=[.!?]$)"),
    re.compile(r"\s(?:—|–|--|;)\s?[^“”\"]*(?=[.!?]$)"),
)  # fmt: skip
_KEEP = (
    words.NEGATIONS
    | words.SPEECH
    | frozenset("if unless except but only may might could would allegedly reportedly accused according".split())
)
"""What must not be left out: it would change what is claimed, or who claims it."""
_NO_START = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|its|their|there|here|both|such|others|another|neither|either"
    r"|then|instead|again|afterwards?|otherwise|therefore|thus|hence|because|which|who|what|why|how|when asked|asked"
    r"|that’s|that's|it’s|it's|he’s|she’s|or|nor|the (?:two|three|pair|latter|former|same|other|others|rest|result|move"
    r"|latest|first|second|third|last|next|bottom line|answer|problem|question|point)|one (?:of|such)|some|many|most"
    r"|others|for example|for instance|in other words|in contrast|by contrast|as a result|at the same time|after all"
    r"|first|second|third|actually|perhaps|maybe|already|take|remember|close|not|recall|as such|either way|whatever|like"
    r"|just|to (?:this|that)|in (?:this|that)|at that|on that|by then|until then|since then|before (?:this|that)"
    r"|after (?:this|that)|let|let’s|let's|see|look|read|watch|click|listen|photo|image|video|editor|by)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"read more|sign up|subscri|click here|follow (?:us|him|her|@)|newsletter|advertis|getty|copyright|©|all rights"
    r"|http|www\.|@\w|contributed to this|this (?:article|story|post|report|column)\b|associated press writer"
    r"|continued? (?:below|reading)|story continues|photo by|watch (?:the|below)|see also|related:|correction:|updated?:"
    r"|editor’s note|editor's note|listen to|podcast|transcript|(?:listed|mentioned|shown|pictured|see) (?:above|below)"
    r"|\bfile photo|\bin this .{0,30}photo\b|\b(?:is|are) (?:seen|pictured)\b|\blooks on\b|, \w+\.? \d{1,2}, \d{4}\.$"
    r"|\bof (?:those|these|them)\b|\bthis (?:number|decision|case|move|bill|law|issue|figure|claim|statement|point)\b"
    r"|^CLOSE |\bwrote about\b|dear readers?|\.com\b|\bemail\b.*\bto\b|“$",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(rf"\b(?:he|she|they) (?:{'|'.join(sorted(words.SPEECH))})\b", re.IGNORECASE)
"""Somebody speaks who was named in another sentence."""
_FINISHED = re.compile(r"[.!][\"’”)]*$")
_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.$")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def bare(text: str) -> list[str]:
    """The words casefolded, without marks at their edges and without possessive s; hyphens stay inside."""
    return [word for part in text.replace("’", "'").casefold().split() if (word := _bare(part))]


def _bare(word: str) -> str:
    return word.strip(_EDGES).removesuffix("'s").strip(_EDGES)


def names(text: str) -> list[str]:
    """The runs of capitalised words, bare: "claudia sheinbaum". A common word that begins the text is none."""
    found: list[str] = []
    run: list[str] = []
    for at, part in enumerate(text.replace("’", "'").split()):
        word = part.lstrip(_EDGES)
        is_name = word[:1].isupper() and not (at == 0 and _is_common(word))
        if is_name and _bare(part.casefold()):
            run.append(_bare(part.casefold()))
        if run and (not is_name or part[-1] in ',;:.!?)”"' or part.endswith("'s")):
            found.append(" ".join(run))
            run = []
    return found + ([" ".join(run)] if run else [])


def _is_common(word: str) -> bool:
    """Whether a capital at the start of a sentence says nothing: not an acronym, nor a second capital inside."""
    return not any(character.isupper() for character in word[1:])


def loaded(text: str) -> list[str]:
    """The words outside quotations that judge or shout."""
    return [word for word in bare(_QUOTED.sub(" ", text)) if word in words.LOADED]


def is_shortened(line: str, sentence: str) -> bool:
    """Whether the line is the sentence with words left out (marks and capitals at word edges aside)."""
    rest = iter(bare(sentence))
    return all(any(word == other for other in rest) for word in bare(line))


def stands_alone(text: str) -> bool:
    """Whether a reader understands the sentence without the one before it.

    Not: a question, a bare quotation, the writer's own voice, a pronoun before any name, a fragment, page furniture.
    """
    if not _FINISHED.search(text) or not text[0].isalnum() or text[0].islower():
        return False
    if _NO_START.match(text) or _FURNITURE.search(text) or not _is_balanced(text):
        return False
    outside = bare(_QUOTED.sub(" ", text))
    if len(outside) < 5 or len(outside) * 2 < len(text.split()) or words.PERSONAL.intersection(outside):
        return False
    return not _dangles(text) and not _ATTRIBUTED.search(text)


def _dangles(text: str) -> bool:
    """Whether he, she or they come before anybody they could mean; ``it`` and ``its`` may point forward."""
    parts = _QUOTED.sub(" ", text).split()
    for part in parts:
        if _bare(part.casefold()) in words.DANGLING:
            return True
        word = part.lstrip(_EDGES)
        if word[:1].isupper() and not _is_starter(word):
            return False
    return False


def _is_starter(word: str) -> bool:
    return _bare(word.casefold()) in words.STARTERS or word.rstrip(_EDGES).endswith(("ing", "ed", "ly"))


def _is_balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")


def trimmed(sentence: str) -> str:
    """The sentence without dateline, leading connective and bracketed asides."""
    text = _DATELINE.sub("", sentence, count=1)
    text = _CONNECTIVE.sub("", text, count=1)
    cut = _BRACKET.sub("", text)
    text = cut if _is_balanced(cut) else text
    return text[:1].upper() + text[1:]


def shortened(sentence: str, most: int) -> str:
    """The sentence, trimmed, with asides and trailing clauses left out until it has at most ``most`` words.

    What cannot be cut without changing the claim or who makes it is kept, so the line may stay too long.
    """
    text = trimmed(sentence)
    for aside in _ASIDES:
        for match in reversed(list(aside.finditer(text))):
            if len(text.split()) <= most:
                return text
            rest = (text[: match.start()] + " " + text[match.end() :].lstrip()).replace(" .", ".").replace(" ,", ",")
            rest = _DOUBLE_STOP.sub(".", rest)
            if not _KEEP.intersection(map(_bare, match[0].split())) and len(rest.split()) >= 8 and _is_balanced(rest):
                text = rest
    return text
