"""What stands in an article's column and is not the article: labels, calls to act, bylines, tickers, banners, repeats.

The rules know kinds of furniture, not outlets. What an outlet repeats word for word under its articles is recognised
by just that (``repeats``).
"""

import re
from collections import Counter
from collections.abc import Sequence

from digest.collect import phrases, shape
from digest.collect.pieces import Form, Piece
from digest.text.words import STOP

_LABEL = re.compile(
    rf"""(?ix)
    (?:{phrases.LABELS}|advertisement|ad|advertorial|sponsored(?:\s(?:content|by.*|links?|stories))?|promoted(?:\scontent)?|paid\s(?:content|post)
    |(?:article|story)\scontinues(?:\sbelow.*)?|scroll\s(?:down\s)?to\scontinue.*|continue\sreading.*|loading.*|skip\s(?:ad|to).*
    |menu|search|share(?:\s(?:this|on|via)\b.*)?|tweet|print|e-?mail(?:\sthis.*)?|copy\slink|save|log\sin|sign\s(?:in|up)|subscribe
    |facebook|twitter|x|linkedin|whatsapp|reddit|instagram|getty\simages|view\scomments|show\scomments|\d+\scomments?
    |tags?|topics?|filed\sunder.*|file(?:d)?\sphoto|play\svideo|watch\snow|listen\snow|back\sto\stop|home|newsletters?)
    [\s:.…»>]*"""
)
_ADVERT_LABEL = re.compile(
    r"(?i)(?:advertisement|advertorial|sponsored(?: content)?|promoted(?: content)?|paid content)[\s:]*"
)
_ENDING_LABEL = re.compile(
    rf"""(?ix)
    (?:{phrases.ENDINGS}|related\s(?:posts|topics|coverage|links)|more\s(?:(?:stories|news|coverage|articles)(?:\s\w+){{0,4}}|(?:from|in)(?:\s\w+){{1,4}}|like\sthis|on\sthis\s\w+)
    |most\s(?:read|popular|viewed|shared)|trending(?:\snow)?|recommended(?:\sfor\syou|\sstories)?|you\s(?:may|might)\salso\s(?:like|enjoy)
    |(?:from\s)?around\sthe\sweb|also\son\sthis\ssite|latest\s(?:news|headlines|stories)|top\s(?:headlines|stories)|editor.?s\spicks
    |up\snext|what\sto\sread\snext|join\sthe\s(?:discussion|conversation)|(?:leave\sa\s)?(?:comments?|reply)
    |discussion|about\sthe\sauthors?|previous\s(?:post|article)\b.*)
    [\s:.…»>]*"""
)
_READ_ALSO = re.compile(
    rf"(?ix)(?:{phrases.READ_ALSO}|related(?:\s(?:stories|articles|content|news))?|see\salso|read\s(?:also|more|next))[\s:.…?!»>]*"
)
_CALL_START = re.compile(
    rf"""(?ix)
    (?:{phrases.CALLS}|(?:read|see|watch|listen)\s(?:more|also|next|the\sfull|now)\b|(?:also\s)?read\s?:|related(?:\s\w+)?\s?:|more\s?:|more\s(?:on|from)\sthis\b
    |watch\s?:|listen\s?:|don.t\smiss\s?:|click\s(?:here|on|to)\b|tap\shere\b|sign\sup\b|subscribe\b|register\b.*\bfree\b|follow\s(?:us|me|him|her|them|@|the\sauthor|on)\b|follow\s.{{1,60}}\son\s(?:twitter|x|facebook|instagram|whatsapp|threads|bluesky|youtube|tiktok)\b
    |we\swant\sto\shear\b|submit\sa\sletter\b|send\s(?:us\sa|your)\s(?:letter|tip|comment|message)|suggested\scitation\b|(?:if\syou.re|you\sare)\sseeing\sthis\smessage\b
    |this\s(?:post|article|story|page)\s(?:may\s)?contains?\s(?:affiliate|references\sto\sproducts|sponsored|paid)\b|we\smay\s(?:receive|earn)\b|already\sa\s(?:subscriber|member)\b
    |like\s(?:us|what\syou)\b|join\s(?:us|our|the\s(?:discussion|conversation))\b|support\s(?:our|us|independent)\b|donate\b|chip\sin\b|download\s(?:our|the)\b
    |share\s(?:this|on|via)\b|e-?mail\s(?:us|the\sauthor)\b|contact\s(?:us|the\sauthor)\b|get\s(?:our|the)\b.*\b(?:newsletter|briefing|app|inbox)\b
    |(?:the\spost|this\s(?:article|story|post)).*\b(?:appeared\sfirst\son|(?:was|were)?\s?originally\s(?:appeared|published))\b
    |previous\s(?:post|article)\s?:|next\s(?:post|article)\s?:|have\sa\s(?:tip|news\stip)\b|got\sa\s(?:tip|story)\b
    |copyright\b|©|all\srights\sreserved|terms\sof\s(?:use|service)\b|privacy\spolicy\b)"""
)
_CUE = re.compile(
    rf"""(?ix)
    {phrases.CUES}|\b(?:newsletter|your\sinbox|sign(?:ing)?\sup|subscri(?:be|ption|bers?\sonly)|unsubscribe|free\sarticles?|our\s(?:newsroom|app|podcast|mission|journalism)
    |privacy\spolicy|terms\s(?:of\s(?:use|service)|and\sconditions)|our\sterms|(?:use|uses|using|of)\scookies|partners\sstore|personal\sdata|tracking\stechnologies
    |all\srights\sreserved|without\spermission|order\sreprints|comments\sare\s(?:closed|moderated)|keep\sit\scivil|follow\s(?:us|him|her|them|on\s(?:twitter|x|facebook|instagram|social))
    |social\smedia\sfor\smore|on\stwitter\s(?:at\s)?@|appeared\sfirst\son|monthly\sgift|chip\sin|few\sdollars|click\shere|read\smore|live\supdates
    |contributed\sto\sthis\s(?:report|story|article)|breaking\snews\salerts?|free\strial|gift\scard|advertis(?:e|ing)\swith
    |(?:first.time|already\sa|current)\ssubscribers?|log\sin|affiliate\slinks?|earn\sa\scommission|receive\scompensation|our\s(?:advertisers|partners))\b"""
)
_STATUS = re.compile(
    r"(?i)(?:status|notice|alert|site update|maintenance)\s?:.*\b(?:down|offline|outage|maintenance|unavailable|working on it|back (?:with)?in|technical)\b"
)
_TICKER = re.compile(r"(?i)(?:latest|top|breaking|more|today.s) (?:headlines|news|stories)\s?:|(?:\s\|\s.*){3}|-{4,}")
_BYLINE = re.compile(r"(?i)(?:by|posted by|written by|reported by|story by)\s+(?=\w)")
_BYLINE_WORDS = frozenset(
    "and of the at for in on staff senior chief special contributing political national foreign white house news writer"
    " writers reporter reporters editor editors correspondent correspondents columnist contributor / | & · • – — -".split()
)
_DATE = re.compile(
    r"(?i)\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r" \d{1,2},? \d{4}|\b\d{1,2}:\d{2}\s?(?:[ap]\.?m\b|utc|gmt|e[sd]t)|\b\d{4}-\d{2}-\d{2}\b|\b\d+ min(?:ute)?s? read\b|\bupdated?\b.*\b(?:ago|\d{4})\b"
)
_FOREIGN_DATE = re.compile(
    rf"(?i)\b\d{{1,2}}(?:\.|er|º)?\s(?:de\s)?{phrases.MONTHS}\.?(?:\s(?:de\s)?\d{{4}}\b)|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b|\b\d{{1,2}}[:.h]\d{{2}}(?:\sUhr)?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
)
_LABELLED = re.compile(r"[^\W\d_]\s?:")
_DATED = re.compile(rf"(?i)\W*{phrases.DATED}")
_CREDIT = re.compile(rf"(?i)\W*{phrases.CREDIT}\s?(?:[:©]|\bby\b)|\W*©")
_CREDITED = re.compile(
    rf"(?i)[(\[](?:{phrases.CREDIT}\s?(?:[:/©]|\bby\b)|©|[^()\[\]]{{1,60}}\b(?:via|/)\s?(?:ap|afp|reuters|getty)\b|(?:ap|afp|reuters|getty)\s?(?:photo|images)?/)"
    r"[^()\[\]]{1,100}[)\]]\W*\Z"
)
"""A text that ends with who took the picture is a caption."""
_MAX_CREDIT_WORDS = 25
_MAX_CAPTION_WORDS = 60
_TRADE = r"(?:reporter|correspondent|writer|editor|columnist|journalist|producer|contributor|fellow|intern|bureau chief|anchor|blogger|author)"
_TAGLINE = re.compile(
    rf"(?i)(?:[\w.'’-]+\s){{1,4}}(?:is|was|are)\s(?:an?|the|our)?\s?(?:[\w'’&-]+\s){{0,5}}{_TRADE}s?\b.{{0,160}}"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*\Z")
_MAX_CALL_WORDS = 45
_MAX_CHARACTERS = 1_000
"""Longer texts are never labels, calls or bylines, however few words they seem to have."""
_ENDING_AFTER = 0.5
"""An ending label ends the article only where so much of its text stands before it."""
_MAX_TITLE = 120
_TITLE_WORDS = 4
"""So many words of a title at the start of a paragraph are no accident."""
_PROSE_WORDS = 15
_GOES_ON = 1
"""Where so many paragraphs of prose follow, "Read also" stands inside the article."""
_REFRAIN = 3


def without(pieces: Sequence[Piece], *, title: str, author: str = "", outlet: str = "") -> list[Piece]:
    """The pieces that are the article's own, in order."""
    kept = [piece for piece in _before_ending(pieces) if not _is_furniture(piece, title, author, outlet)]
    kept = [_as_caption(piece) for piece in _without_duplicates([_without_title(piece, title) for piece in kept])]
    while kept and _is_tagline(kept[-1], author):
        kept.pop()
    return kept


def _without_title(piece: Piece, title: str) -> Piece:
    """A paragraph into which the page prints the headline loses it; "A", "The" or "In" shows that a sentence begins."""
    head, rest = piece.text[: len(title)], piece.text[len(title) :]
    begins = rest.split(maxsplit=1)[0] if rest[:1] == " " and rest.strip() else ""
    is_printed = len(title.split()) >= _TITLE_WORDS and head.casefold() == title.casefold()
    if is_printed and begins[:1].isupper() and begins.casefold() in STOP:
        return piece.model_copy(update={"text": rest.strip()})
    return piece


def _as_caption(piece: Piece) -> Piece:
    is_caption = piece.form is Form.TEXT and piece.words <= _MAX_CAPTION_WORDS and _CREDITED.search(piece.text)
    return piece.model_copy(update={"form": Form.CAPTION}) if is_caption else piece


def is_label(text: str) -> bool:
    """Whether the whole text is a label of the page ("Advertisement", "Share this")."""
    return _LABEL.fullmatch(text) is not None


def is_advert_label(text: str) -> bool:
    """Whether the text marks its surroundings as advertising."""
    return _ADVERT_LABEL.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """Whether the text is a status banner or a ticker of other headlines, however often it repeats itself."""
    return bool(_STATUS.match(text) or _TICKER.search(text))


def is_call(text: str) -> bool:
    """Whether the text asks the reader to do something, or states the terms of the site."""
    if len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_CALL_WORDS:
        return False
    own = _QUOTED.sub("", text)
    if _CALL_START.match(own):
        return True
    cues = len(_CUE.findall(own))
    return cues >= 2 or (cues == 1 and len(text.split()) <= 25 and own == text)


def is_byline(text: str, author: str = "") -> bool:
    """Whether the text only says who wrote it, and when."""
    if len(text) > _MAX_CHARACTERS or len(text.split()) > 20 or _is_quoted(text):
        return False
    rest = _DATE.sub(" ", text)
    if rest != text and len(_WORD.findall(rest)) <= 8 and not _SENTENCE_END.search(text):
        return True
    undated = _FOREIGN_DATE.sub(" ", rest)
    if undated != text and len(_WORD.findall(undated)) <= 4 and not _LABELLED.search(undated):
        return not _SENTENCE_END.search(text) or _DATED.match(text) is not None
    names = key(author)
    return _is_byline(rest) or (bool(names) and key(text) in {names, f"by {names}"})


def _is_byline(text: str) -> bool:
    """Whether the text is "By" and nothing but names and trades."""
    start = _BYLINE.match(text)
    words = [word.strip(",;.") for word in text[start.end() :].split()] if start else []
    return 0 < len(words) <= 12 and all(
        not word or word[0].isupper() or word.lower() in _BYLINE_WORDS for word in words
    )


def key(text: str) -> str:
    """The words of a text in lower case: what two texts are compared by."""
    return " ".join(_WORD.findall(text.casefold()))


def _before_ending(pieces: Sequence[Piece]) -> Sequence[Piece]:
    total = sum(piece.words for piece in pieces)
    prose = sum(_is_prose(piece) for piece in pieces)
    before = 0
    for index, piece in enumerate(pieces):
        prose -= _is_prose(piece)
        is_title = piece.form is not Form.PULL and len(piece.text) <= _MAX_TITLE
        is_ending = is_title and (
            _ENDING_LABEL.fullmatch(piece.text) or (prose < _GOES_ON and _READ_ALSO.fullmatch(piece.text))
        )
        if is_ending and before >= _ENDING_AFTER * total and not any(_opens_section(later) for later in pieces[index:]):
            return pieces[:index]
        before += piece.words
    return pieces


def _is_prose(piece: Piece) -> bool:
    """Whether it is a paragraph such as articles are made of."""
    is_long = piece.form is Form.TEXT and piece.words >= _PROSE_WORDS and piece.linked < 0.5
    return is_long and _SENTENCE_END.search(piece.text) is not None


def _opens_section(piece: Piece) -> bool:
    """Whether the article goes on with quick takes or perspectives."""
    return piece.form in {Form.HEADING, Form.TEXT} and shape.is_section_title(piece.text)


def _is_furniture(piece: Piece, title: str, author: str, outlet: str) -> bool:
    text = piece.text
    words = key(text)
    return (
        not words
        or words in {key(title), key(outlet)}
        or is_label(text)
        or is_notice(text)
        or (piece.linked >= 0.6 and piece.words <= 40)
        or (piece.form is not Form.HEADING and _ENDING_LABEL.fullmatch(text) is not None)
        or _READ_ALSO.fullmatch(text) is not None
        or is_call(text)
        or (piece.form is not Form.ITEM and is_byline(text, author))
        or (piece.words <= _MAX_CREDIT_WORDS and _CREDIT.match(text) is not None)
    )


def _without_duplicates(pieces: Sequence[Piece]) -> list[Piece]:
    """Each text once, unless it is a refrain; a pulled quotation goes where the text already has its words.

    What stands twice was printed twice: for narrow and for wide screens, as title and as banner. What stands three times
    belongs there: the question of an interview in rounds, the head of a table.
    """
    keys = [key(piece.text) for piece in pieces]
    times = Counter(keys)
    prose = " ".join(f"|{k}" for k, piece in zip(keys, pieces, strict=True) if piece.form is not Form.PULL)
    kept: list[Piece] = []
    seen: set[str] = set()
    previous = ""
    for words, piece in zip(keys, pieces, strict=True):
        is_pulled = piece.form is Form.PULL and words in prose
        is_doubled = words == previous or (words in seen and times[words] < _REFRAIN)
        if not is_pulled and not is_doubled:
            kept.append(piece)
        seen.add(words)
        previous = words
    return kept


def _is_tagline(piece: Piece, author: str) -> bool:
    if len(piece.text) > _MAX_CHARACTERS or piece.words > 40 or _is_quoted(piece.text):
        return False
    names = key(author)
    starts_with_author = bool(names) and key(piece.text).startswith(names + " is ")
    return starts_with_author or (_TAGLINE.fullmatch(piece.text) is not None and piece.words <= 30)


def _is_quoted(text: str) -> bool:
    return any(mark in text for mark in '“”"')
