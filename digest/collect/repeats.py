"""What an outlet prints under many of its articles is its furniture, whatever it says: banners, boxes, taglines.

A block is known by its outlet and a hash of its words; no text is kept. It counts once for each article, so that reading
an article again teaches nothing. Legitimate repeats must survive: the background of a running story stands under
several articles, a quotation in its follow-ups. So a block has to be short and stand at the top or the end of a text, it
must not quote anybody, and a good part of all the outlet's articles must have it.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from digest import model
from digest.collect import furniture

MIN_ARTICLES = 3
MIN_SHARE = 0.25
"""Share of the outlet's articles. A running story has less of them; a box in every fourth article is no story."""
MAX_WORDS = 60
TOP, END = 3, 6
"""So many blocks at the top and at the end of a text may be furniture."""
_QUOTES = frozenset('"“”„«»「」')
_PROSE = frozenset({model.BlockKind.PARAGRAPH, model.BlockKind.BULLET, model.BlockKind.DEK})


class Block(NamedTuple):
    """A text as an outlet printed it."""

    outlet: str
    words: str
    """16 hex digits of the SHA-256 of its words."""


class Counts(NamedTuple):
    """In how many different articles blocks were seen, and how many articles of each outlet were looked at."""

    blocks: Counter[Block]
    articles: Counter[str]


def candidates(article: model.Article) -> frozenset[Block]:
    """The blocks of an article that may be furniture."""
    edges = article.blocks if len(article.blocks) <= TOP + END else (*article.blocks[:TOP], *article.blocks[-END:])
    return frozenset(_block(article.outlet.name, block.text) for block in edges if _may_repeat(block))


def count(articles: Iterable[model.Article]) -> Counts:
    """Count the candidates of these articles, each article once."""
    counts = Counts(Counter(), Counter())
    for article in {article.id: article for article in articles}.values():
        counts.blocks.update(candidates(article))
        counts.articles[article.outlet.name] += 1
    return counts


def furniture_of(counts: Counts) -> frozenset[Block]:
    """Those of the counted blocks that are furniture."""
    return frozenset(
        block
        for block, times in counts.blocks.items()
        if times >= max(MIN_ARTICLES, MIN_SHARE * counts.articles[block.outlet])
    )


def without(article: model.Article, known: Collection[Block]) -> model.Article:
    """The article without known furniture; as it was where nothing else would be left to read."""
    if not known:
        return article
    blocks = tuple(_without(article, known))
    is_whole = len(blocks) == len(article.blocks) or not any(block.kind in _PROSE for block in blocks)
    return article if is_whole else article.model_copy(update={"blocks": blocks})


def _without(article: model.Article, known: Collection[Block]) -> Iterator[model.Block]:
    for block in article.blocks:
        if not (_may_repeat(block) and _block(article.outlet.name, block.text) in known):
            yield block


def _block(outlet: str, text: str) -> Block:
    return Block(outlet, hashlib.sha256(furniture.key(text).encode("utf-8", "surrogatepass")).hexdigest()[:16])


def _may_repeat(block: model.Block) -> bool:
    """Headings such as "What happens next" may repeat; what follows them is the article's own."""
    is_short = len(block.text) <= 10 * MAX_WORDS and len(block.text.split()) <= MAX_WORDS
    return is_short and block.kind is not model.BlockKind.HEADING and _QUOTES.isdisjoint(block.text)
