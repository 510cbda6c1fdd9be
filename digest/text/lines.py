"""A sentence as a line of its own: can it stand alone, can it be shortened by leaving words out."""

import functools
import re

from digest.text import pointing, words

_EDGES = "\"'“”‘’()[]{}.,;:!?…—–-«»"
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.’'\- ]{2,30}(?:, [A-Z][\w. ]{1,20})?(?:/[A-Z][A-Z.’'\- ]{2,30})?\s*)?"
    r"(?:\((?:AP|Reuters|AFP|UPI|CNN|[A-Z][\w ]{2,25})\)\s*)?(?:[—–]\s*|--?\s+)(?=[A-Z“\"])"
)
_PLACE = re.compile(
    r"^(?:[A-Z][\w.’'-]*\s){1,3}\((?:AP|AFP|UPI|dpa|EFE|Reuters|Bloomberg|CNN(?: \w+)?)\)\s*(?:[—–-]+\s*)?(?=[A-Z“\"])"
)
"""A dateline in small letters: "New York (CNN)"."""
_LABEL = re.compile(
    r"^(?:\((?:AP|CNN|Reuters|AFP|UPI)\)\s*|(?:why it matters|by the numbers|the big picture|the latest|what’s next|what's next"
    r"|driving the news|between the lines|the bottom line|state of play|what happened|the details|context|key point)s?:\s+)",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"^(?:however|meanwhile|but|and|still|moreover|in addition|additionally|furthermore|nevertheless|nonetheless|yet"
    r"|indeed|of course|in fact|also|plus|so|now|then|similarly|likewise|for (?:his|her|its|their) part|to be sure|on the other hand)\b,?\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s+[(\[][^()\[\]]{1,60}[)\]](?=[\s,.;:!?])")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ASIDES = (
    re.compile(
        rf"^(?:(?:early |late )?on {_DAY}(?: (?:morning|afternoon|evening|night))?|(?:early|late) {_DAY}|earlier (?:this week|today"
        r"|in the (?:day|week))|this (?:week|morning|afternoon|evening)|overnight|last night),\s+(?=[A-Za-z])",
        re.IGNORECASE,
    ),
    re.compile(r",\s(?:however|meanwhile|too|in turn|for instance|for example|of course|in fact|as well|moreover),(?=\s)"),
    re.compile(r"(?<=[a-z]),\s\d{1,3},(?=\s[a-z])"),
    re.compile(r"\s*(?:—|–| -- )\s*[^—–]{4,160}?\s*(?:—|–| -- )\s*(?=[a-z])"),
    re.compile(r", (?:who|whose|where|also known as|including)\s[^,“”\"]{4,120},(?=\s(?!where|which|who|whose|when|according)[a-z])(?!\s\w+(?:\s\w+)?(?:,|\s(?:and|or)\s)|\s(?:an?|the)\s)"),
    re.compile(r", which\s[^,“”\"]{4,120},(?=\s(?:is|was|are|were|has|had|have|will|[a-z]+ed)\s)"),
    re.compile(r"(?<=[a-z]), (?:a|an|the)\s[^,“”\"]{4,120},(?=\s(?!which|who|and|or|but|where|the|an?|made|led|based|known|described|followed)[a-z])"),
    re.compile(r",\s(?!including|according|depending|excluding)[a-z]+ing\s[^“”\"]*(?=[.!?]$)"),
    re.compile(r",\s(?:led|joined|flanked|backed|based|driven|fueled|followed|prompted|accompanied|known|described|made)"
               r"\s(?:by|on|as|up)\s[^“”\"]*(?=[.!?]$)"),
    re.compile(r",\s(?:which|who|whose|where|while|as|after|before|when|since|including|with|and|despite|amid)\s[^“”\"]*"
               r"(?=[.!?]$)"),
    re.compile(r"(?<!\d),\s(?:an?|the|one of the)\s(?:(?! and | or | has | have | had | is | was | are | were | will )[^,“”\"])*?"
               r"(?:\s(?:that|which|who)\s[^,“”\"]*)?(?=[.!?]$)"),
    re.compile(r"(?:\s(?:—|–|--)|;)\s?[^“”\"]*(?=[.!?]$)"),
)  # fmt: skip
"""What may be left out, the least telling first: the day, "however", an age, asides, what is said of a thing in passing."""
_DASHED = (_ASIDES[3], _ASIDES[-1])
_DASH = re.compile(r"[—–;]|--")
"""Without one of these there is nothing for these two asides to find; looking for them is dear."""
_CALENDAR = words.of("en").days | words.of("en").months
_SHORTEST = 7
"""A line keeps so many words."""
_LONGEST = 1_500
"""Characters of a sentence that can be shortened; no aside makes a line of a longer one."""
_APPOSED = re.compile(r",\s(?:an?|the)\s[^,]*[.!?]$")
"""At the end of what is left: "Lee, a pilot." may have lost what Lee did."""
_NAMES_A_SOURCE = re.compile(r",\s(?:an?|the|one)\s")
_EVIDENCE = frozenset(
    """
    found finds shows showed shown suggests suggested estimates estimated believes believed thinks thought reports
    reported indicates indicated says study survey poll figures data researchers analysts experts officials police
    prosecutors witnesses sources court documents
    """.split()
)
"""In ", the largest study of its kind found" they tell who knows it."""
_LED_IN = re.compile(
    r"^(?:as|while|when|after|if|because|since|although|though|before|once|until|whereas|unless|by the time)\b[^,]*[.!?]$",
    re.IGNORECASE,
)
"""A clause that leads to another one, left without it."""
_OPENED = re.compile(r"^(?:The|An?|His|Her|Its|Their) [^,]+,(?: [\w’'-]+){1,3}$")
"""Half an apposition: "The drug, aducanumab"."""
_LISTED = re.compile(
    r"^(?!(?:In|On|At|After|By|For|With|As)\b[^,]*,[^,]*$).*, (?!who|which|where|whose|most of|some of|many of)[a-z]"
)
_OPEN_RELATIVE = re.compile(
    r"^(?!(?:On|In|At|After|By|For|With|As|During)\b[^,]*, [^,]*$).*, (?:who|whose|which|where|an?|the) [^,]*$"
)
"""What closes the aside after it closes this clause as well."""
_RELATIVE = (", who ", ", which ", ", where ", ", whose ")
_TURNING = frozenset("though although but yet except instead".split())
"""They turn what was said before round."""
_KEEP = words.NEGATIONS | words.SPEECH | words.of("en").hedges | _TURNING
"""What must not be left out: it would change what is claimed, or who claims it."""
_NO_START = re.compile(
    r"^(?:\w+ly, )?(?:he|she|it|they|this|that|these|those|his|her|its|their|there(?! (?:are|is|was|were)\b)|here|both|such|others|another|neither|either"
    r"|then|instead|again|afterwards?|otherwise|therefore|thus|hence|because|which|who|what|why|how|when asked|asked"
    r"|that’s|that's|it’s|it's|he’s|she’s|or|nor|the (?:two|three|pair|latter|former|same|other|others|rest|result|move"
    r"|latest|first(?! lady\b)|second|third|last|next|bottom line|answer|problem|question|point)|one (?:of(?! the (?:\w+est|most)\b)|such)"
    r"|(?:some|many|most)(?= (?:are|were|was|have|had|has|do|did|said|say|also|will|would|could|can)\b)"
    r"|(?:all|none|few|several|each)(?= (?:were|are|was|is|have|has|had|will|voted|said|of (?:those|these|them|whom)))|a (?:second|third|fourth|fifth)(?=[ ,])"
    r"|for example|for instance|in other words|in contrast|by contrast|as a result|at the same time|after all"
    r"|first|second|third|actually|perhaps|maybe|already|take|remember|close|not|recall|as such|either way|whatever|like"
    r"|just(?! (?:before|after) the\b)|moments|things|more importantly|to (?:this|that)|in (?:this|that)|at that|on that|by then|until then|since then|before (?:this|that)"
    r"|after (?:this|that)|let|let’s|let's|see|look|read|watch|click|listen|photo|image|video|editor|by(?= (?-i:[A-Z])))\b(?![-:])",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"^It (?:is|was|remains|has (?:also )?been) (?!(?:an?|the|one|his|her|its|their|also an?|also the)\b)(?:\S+ ){1,3}(?:that|whether|how|if)\b"
)
"""In "It is unclear whether" the pronoun means nothing that was told before."""
_FURNITURE = (
    "read more|sign up|subscribe|click here|follow us|follow him|follow her|follow @|newsletter|advertisement|getty|copyright|©"
    "|all rights|http|www.|contributed to this|associated press writer|continue below|continued below|continue reading"
    "|continued reading|story continues|photo by|watch below|see also|related:|correction:|update:|updated:"
    "|editor’s note|editor's note|listen to|podcast|transcript|listed above|listed below|mentioned above|mentioned below"
    "|shown above|shown below|pictured above|pictured below|see above|see below"
).split("|")
"""What pages say of themselves."""
_CAPTION = re.compile(
    r"@\w|\b(?:this (?:article|story|post|report|column|number|decision|case|move|bill|law|issue|figure|claim|statement"
    r"|point)\b|file photo|in this .{0,30}photo\b|(?:is|are) (?:seen|pictured)\b|looks on\b|of (?:those|these)\b|(?<!, most )(?<!, some )(?<!, many )(?<!, all )of them\b"
    r"|such\b(?! as)|that (?:remark|comment|statement|decision|claim|step)\b|\b(?:struck|passed|signed|made|blocked|upheld|reversed|\w+ed) that \w+ (?:down|up|out|on|in|at|last|this|after|before|when)\b|^\S+ then |the earlier\b|wrote about\b|email\b.*\bto\b)|, \w+\.? \d{1,2}, \d{4}\.$|^close |dear readers?|\.com\b|“$",
)
"""Captions, addresses and what points to another sentence."""
_ATTRIBUTED = re.compile(
    rf"[,”\"] (?:he|she|they) (?:\w+ly )?(?:{'|'.join(sorted(words.SPEECH))})\b(?:[.!,]| (?:in|on|at|to|of|during|after|before)\b)",
    re.IGNORECASE,
)
"""A sentence that ends with "he said": somebody speaks who was named in another one."""
_FINISHED = re.compile(r"[.!][\"’”)]*$")
_BACKGROUND = re.compile(
    r"\b(?:previously|formerly|originally|last year|years? ago|in recent (?:years|months)|(?:last|earlier this) month|began"
    r"|(?:in|since|from|of|by) (?:(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset(("his", "her", "their"))
_WIDE = re.compile(r"\s+([.,;%](?=\s|$)|(?:'s|n't|'re|'ve|'ll|'d|'m)\b)")
"""Blanks in English text that a machine cut into words; other languages write "3 %"."""
_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.$")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")
_COUNTRY = re.compile(r"\bUS\b|\b[Tt]he us\b")
"""The country, not the pronoun, in lower case too."""
_BEGINNING = 4
"""Among so many first words a pronoun has nobody to mean, in a language whose names cannot be told from its nouns."""


def bare(text: str) -> list[str]:
    """The words casefolded, without marks at their edges and without possessive s; hyphens stay inside."""
    return [word for part in text.replace("’", "'").casefold().split() if (word := _bare(part))]


@functools.lru_cache(maxsize=65536)
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


def is_background(text: str) -> bool:
    """Whether a sentence tells what was before: a year, last month, previously."""
    return bool(_BACKGROUND.search(text))


def is_finished(text: str) -> bool:
    """Whether a sentence ends as a sentence does, and not where an outlet cut its text."""
    return bool(re.search(r"[.!?…][\"'’”»)]*$", text))


def is_shortened(line: str, sentence: str) -> bool:
    """Whether the line is the sentence with words left out (marks, capitals at word edges and blanks before marks aside)."""
    rest = iter(bare(_WIDE.sub(r"\1", sentence)))
    return all(any(word == other for other in rest) for word in bare(_WIDE.sub(r"\1", line)))


def stands_alone(text: str, language: str = "en", *, is_cased: bool = True) -> bool:
    """Whether a reader understands the sentence without the one before it.

    Not: a question, a bare quotation, the writer's own voice, a pronoun before any name, "that gap" with no gap before
    it, a fragment, page furniture.
    Text that came in lower case (not ``is_cased``) shows no names; there only the beginning is asked.
    """
    if not _FINISHED.search(text) or not text[0].isalnum() or text[0].islower() or not _is_balanced(text):
        return False
    vocabulary = words.of(language)
    plain = _QUOTED.sub(" ", text)
    outside = bare(plain)
    if len(outside) < 5 or len(outside) * 2 < len(text.split()) or _is_furniture(text):
        return False
    if vocabulary.personal.intersection(bare(_COUNTRY.sub(" ", plain))):
        return False
    if language != "en":
        return outside[0] not in vocabulary.openings and vocabulary.dangling.isdisjoint(outside[:_BEGINNING])
    points_back = _NO_START.match(text) and not _IMPERSONAL.match(text)
    return not (
        points_back or _ATTRIBUTED.search(text) or pointing.is_open(plain.strip()) or (is_cased and _dangles(text))
    )


def _is_furniture(text: str) -> bool:
    folded = text.casefold()
    return any(piece in folded for piece in _FURNITURE) or bool(_CAPTION.search(folded))


def _dangles(text: str) -> bool:
    """Whether he, she or they come before anybody they could mean; ``it`` and ``its`` may point forward."""
    parts = _QUOTED.sub(" ", text).split()
    is_introduced = parts[0] in ("A", "An", "More", "Two", "Three", "Four", "Five") if parts else False
    for part in parts:
        word = _bare(part.casefold())
        if word in words.DANGLING and not (is_introduced and word in _POSSESSIVE):
            return True
        word = part.lstrip(_EDGES)
        if word[:1].isupper() and not _is_starter(word):
            return False
    return False


def _is_starter(word: str) -> bool:
    return _bare(word.casefold()) in words.STARTERS or word.rstrip(_EDGES).endswith(("ing", "ed", "ly"))


def _is_balanced(text: str) -> bool:
    """Whether all quotations and brackets are closed; “ opens in English and closes „in German“."""
    low = text.count("„")
    is_quoted = low <= text.count("“") + text.count("”") if low else text.count("“") == text.count("”")
    is_closed = text.count("(") == text.count(")") and text.count("«") == text.count("»")
    return is_quoted and is_closed and text.count('"') % 2 == 0


def trimmed(sentence: str, language: str = "en") -> str:
    """The sentence without dateline, leading connective, bracketed asides and, in English, blanks before its marks."""
    text = _WIDE.sub(r"\1", sentence) if language == "en" and _WIDE.search(sentence) else sentence
    text = _LABEL.sub("", _DATELINE.sub("", _PLACE.sub("", text, count=1), count=1), count=1)
    text = _CONNECTIVE.sub("", text, count=1) if language == "en" else text
    cut = _BRACKET.sub("", text)
    text = cut if _is_balanced(cut) else text
    return text[:1].upper() + text[1:]


def _is_needed(aside: str, rest: str) -> bool:
    """Whether without the aside the line claims something else, or names nobody any more."""
    said = set(map(_bare, aside.split()))
    if not _KEEP.isdisjoint(said) or ", that " in aside:
        return True
    if _NAMES_A_SOURCE.match(aside) and not _EVIDENCE.isdisjoint(said):
        return True
    return not _people(rest) and bool(_people(aside))


def _tears(before: str, aside: str, rest: str) -> bool:
    """Whether without the aside half a sentence, half a list or half an apposition is left."""
    if aside.endswith(",") or aside[1:2] in ("—", "–", "-"):
        return bool(_OPENED.match(before) or _OPEN_RELATIVE.search(before))
    if aside.startswith(", and ") and (_LISTED.match(rest) or aside.split()[2].endswith("ing")):
        return True
    if aside.startswith((", and ", ", who ", ", which ")) and _APPOSED.search(rest):
        return True
    is_broken = aside.startswith(_RELATIVE) and bool(_DASH.search(aside))
    return is_broken or (before + "." == rest and bool(_LED_IN.match(rest)))


def _people(text: str) -> list[str]:
    """The names in a text that are no days and months."""
    return [name for name in names("a " + text) if name not in _CALENDAR]


def shortened(sentence: str, most: int, language: str = "en") -> str:
    """The sentence, trimmed, with asides and trailing clauses left out until it has at most ``most`` words.

    What cannot be cut without changing the claim or who makes it is kept, so the line may stay too long.
    """
    text = trimmed(sentence, language)
    if len(text.split()) <= most or language != "en" or len(text) > _LONGEST:
        return text
    is_dashed = bool(_DASH.search(text))
    for aside in _ASIDES:
        if aside in _DASHED and not is_dashed:
            continue
        for match in reversed(list(aside.finditer(text))):
            if len(text.split()) <= most:
                return text
            rest = (text[: match.start()] + " " + text[match.end() :].lstrip()).replace(" .", ".").replace(" ,", ",")
            rest = _DOUBLE_STOP.sub(".", rest).strip()
            rest = rest[:1].upper() + rest[1:]
            if len(rest.split()) < _SHORTEST or not _is_balanced(rest) or _is_needed(match[0], rest):
                continue
            if not _tears(text[: match.start()], match[0], rest):
                text = rest
    return text
