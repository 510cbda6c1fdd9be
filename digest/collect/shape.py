"""Pieces to blocks: which piece is dek, quick take, heading, perspective or plain paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest import model
from digest.collect.pieces import Form, Piece

_QUICK_TAKES = re.compile(
    r"""(?ix)
    (?:the\s)?(?:quick\s(?:takes?|facts|hits|read|summary)|key\s(?:points?|takeaways?|facts|findings|moments)|(?:main\s|top\s)?takeaways?|highlights
    |(?:story|article)?\s?(?:at\sa\sglance|in\sbrief|in\sshort)|at\sa\sglance|the\sgist|the\sbottom\sline|tl;?dr|summary|what\s(?:to|you\sneed\sto)\sknow)
    [\s:.]*"""
)
_SIDE = r"(?:view(?:point|s)?|perspectives?|take|opinion|position|side|angle|response|argument|reading|lens)"
_PERSPECTIVES = {
    model.BlockKind.PROGRESSIVE: re.compile(
        rf"(?ix)(?:the\s|a\s)?(?:progressive|liberal|left(?:-wing|-leaning)?|democratic)(?:.s)?\s{_SIDE}[\s:.]*"
        rf"|(?:the\s)?(?:views?\s)?from\sthe\sleft[\s:.]*|what\s(?:the\sleft|progressives|liberals)\s(?:is|are)\ssaying[\s:.]*"
    ),
    model.BlockKind.CONSERVATIVE: re.compile(
        rf"(?ix)(?:the\s|a\s)?(?:conservative|right(?:-wing|-leaning)?|republican)(?:.s)?\s{_SIDE}[\s:.]*"
        rf"|(?:the\s)?(?:views?\s)?from\sthe\sright[\s:.]*|what\s(?:the\sright|conservatives)\s(?:is|are)\ssaying[\s:.]*"
    ),
    model.BlockKind.COMMON_GROUND: re.compile(
        r"(?ix)(?:the\s|finding\s)?common\sground[\s:.]*|(?:what|where)\s(?:both\ssides|the\s(?:two\s)?sides|left\sand\sright|they)\sagree(?:\son)?[\s:.]*"
        r"|shared\sground[\s:.]*"
    ),
}
_WORD = re.compile(r"[^\W_]{4,}|\d+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?:\s|\Z)")


def blocks(
    pieces: Sequence[Piece], *, dek: str = "", captions: Sequence[str] = (), infers_dek: bool = False
) -> tuple[model.Block, ...]:
    """The blocks of an article. ``infers_dek``: the text has no markup, so a lead that is told again is the dek."""
    found = list(_sorted(pieces))
    if not dek:
        found = _with_dek(found, infers_dek=infers_dek)
    else:
        found = [block for block in found if block.text != dek]
        found.insert(0, model.Block(kind=model.BlockKind.DEK, text=dek))
    texts = {block.text for block in found}
    pictures = (model.Block(kind=model.BlockKind.CAPTION, text=text) for text in captions if text not in texts)
    return tuple(_without_empty_headings([*pictures, *found]))


def is_section_title(text: str) -> bool:
    """Whether a line by itself opens quick takes or a perspective section."""
    return _section(text) is not None


def _section(text: str) -> model.BlockKind | None:
    if len(text) > 80:
        return None
    if _QUICK_TAKES.fullmatch(text):
        return model.BlockKind.BULLET
    return next((kind for kind, title in _PERSPECTIVES.items() if title.fullmatch(text)), None)


_PLAIN = {
    Form.HEADING: model.BlockKind.HEADING,
    Form.CAPTION: model.BlockKind.CAPTION,
    Form.DEK: model.BlockKind.DEK,
}


def _sorted(pieces: Sequence[Piece]) -> Iterator[model.Block]:
    section: model.BlockKind | None = None
    has_prose = False
    for piece in pieces:
        opened = _section(piece.text) if piece.form in {Form.HEADING, Form.TEXT} else None
        if opened:
            section = opened
            if opened is not model.BlockKind.BULLET:
                yield model.Block(kind=model.BlockKind.HEADING, text="")  # ends what stands above it
            continue
        if piece.form is Form.HEADING or (section is model.BlockKind.BULLET and piece.form is not Form.ITEM):
            section = None
        is_list_on_top = piece.form is Form.ITEM and not has_prose and piece.words >= 5
        kind = _PLAIN.get(piece.form) or section
        if kind is None:
            kind = model.BlockKind.BULLET if is_list_on_top else model.BlockKind.PARAGRAPH
        has_prose = has_prose or kind is model.BlockKind.PARAGRAPH
        yield model.Block(kind=kind, text=piece.text)


def _with_dek(found: list[model.Block], *, infers_dek: bool) -> list[model.Block]:
    """Mark the first paragraph as the dek where it stands alone above quick takes or is told again below."""
    first = next((i for i, block in enumerate(found) if block.kind is not model.BlockKind.CAPTION), None)
    has_dek = any(block.kind is model.BlockKind.DEK for block in found)
    if has_dek or first is None or found[first].kind is not model.BlockKind.PARAGRAPH or first + 1 >= len(found):
        return found
    lead, following = found[first], found[first + 1]
    is_short = len(lead.text.split()) <= 50 and len(_SENTENCE_END.findall(lead.text)) <= 2
    if following.kind is model.BlockKind.BULLET:
        is_dek = is_short
    else:
        is_told_again = following.kind is model.BlockKind.PARAGRAPH and _tells_again(lead.text, following.text)
        is_dek = infers_dek and is_short and is_told_again
    if is_dek:
        found[first] = model.Block(kind=model.BlockKind.DEK, text=lead.text)
    return found


def _tells_again(lead: str, following: str) -> bool:
    """Whether the next paragraph is longer and repeats half of the lead's words."""
    words = set(_WORD.findall(lead.casefold()))
    again = set(_WORD.findall(following.casefold()))
    return len(following) > len(lead) and 2 * len(words & again) >= len(words)


def _without_empty_headings(found: Sequence[model.Block]) -> Iterator[model.Block]:
    for block, following in pairwise([*found, None]):
        ends = following is None or following.kind is model.BlockKind.HEADING
        if block and (block.kind is not model.BlockKind.HEADING or (block.text and not ends)):
            yield block
