"""Articles to clusters: those that report the same event. Same input in any order, same output.

1. Copies of one address become one article; word-for-word reprints are set aside with what they repeat.
2. Each text becomes a TF-IDF vector of its title (twice) and its opening; pairs that share a telling term and lie close
   enough in time get a similarity: cosine x exp(-days apart / decay).
3. Average-link agglomeration: the two groups most alike on average become one, as long as they reach the threshold.
4. A purity guard lets go of members that have little to do with the rest.
"""

import hashlib
import heapq
import itertools
import math
import operator
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from digest import config, model
from digest.cluster import bonds as bonding
from digest.text import similarity, titles

_OPENING_WORDS = 250
_TITLE_WEIGHT = 2
_TOP_TERMS = 12
_NEIGHBOURS = 60
"""Articles looked at before each one in time for each of its telling terms."""
_COMPARED = 120
"""Articles each one is compared with, those that share most terms: bounds the work on a day with one event."""
_UNDATED_DAYS = 1.0
"""How far an article without a date is taken to be from any other."""
_PURITY = 0.08
_SHARED_TERMS = 2
_MIX, _BITS = (0x9E3779B1, 0x85EBCA77), 0xFFFFFFFF
"""Odd multipliers that make three hashes of words one of their sequence."""
_REPRINT = 0.8
_REPRINT_WORDS = 30
_SKETCH = 8
_LATEST = datetime.max.replace(tzinfo=UTC)

Pairs = dict[tuple[int, int], float]
"""(lower, higher position) -> similarity."""


def cluster(
    articles: Sequence[model.Article], settings: config.Cluster, constraints: Sequence[model.Constraint] = ()
) -> tuple[model.Cluster, ...]:
    """Partition the articles; every article is in exactly one cluster, alone where nothing is like it.

    Of several articles at one address the one with most text is taken. Editors' constraints are stronger than any
    similarity; later ones stronger than earlier ones. Ordered by size, then time, then id.
    """
    ordered = sorted(_distinct(articles), key=_order)
    copied = _reprints(ordered, settings)
    bonds = bonding.bonds([article.id for article in ordered], copied.items(), constraints)
    reprints = {copy: text for copy, text in copied.items() if bonds.of[copy] == bonds.of[text]}
    texts = [article for article in ordered if article.id not in reprints]
    vectors = _vectors(texts)
    pairs = _similarities(texts, vectors, settings)
    groups = _agglomerate([article.id for article in texts], pairs, settings, bonds)
    bound = Counter(bonds.of[article.id] for article in texts)
    free = {at for at, article in enumerate(texts) if bound[bonds.of[article.id]] == 1}
    pure = [part for group in groups for part in _purified(group, vectors, pairs, free)]
    copies = defaultdict(list)
    for article in ordered:
        if article.id in reprints:
            copies[reprints[article.id]].append(article)
    clusters = [_cluster([texts[i] for i in group], group, pairs, copies) for group in pure]
    return tuple(sorted(clusters, key=lambda c: (-len(c.articles), *_order(c.articles[0]))))


def _order(article: model.Article) -> tuple[datetime, str]:
    return article.published or _LATEST, article.id


def _distinct(articles: Iterable[model.Article]) -> list[model.Article]:
    """One article for each id and each address: the one with most text."""
    ranked = sorted(articles, key=lambda a: (-sum(len(b.text) for b in a.blocks), *_order(a), a.source, a.title))
    kept: dict[str, model.Article] = {}
    seen: set[str] = set()
    for article in ranked:
        if article.id not in kept and article.url not in seen:
            kept[article.id] = article
            if article.url:
                seen.add(article.url)
    return list(kept.values())


def _days_apart(left: model.Article, right: model.Article) -> float:
    if left.published is None or right.published is None:
        return _UNDATED_DAYS
    return abs((left.published - right.published).total_seconds()) / 86400


# ------------------------------------------------------------------------------------------------ reprints


def _reprints(ordered: Sequence[model.Article], settings: config.Cluster) -> dict[str, str]:
    """Article id -> id of the earliest article with (nearly) the same body.

    Candidates share one of the smallest hashes of their three-word sequences; each text is compared with originals
    only, so that a thousand copies cost a thousand comparisons.
    """
    found: dict[str, str] = {}
    originals: dict[int, list[int]] = defaultdict(list)
    shingles: dict[int, list[int]] = {}
    for at, article in enumerate(ordered):
        mine = _shingles(article)
        if len(mine) < _REPRINT_WORDS:
            continue
        sketch = sorted(set(mine))[:_SKETCH]
        near = dict.fromkeys(other for key in sketch for other in originals[key][-_SKETCH:])
        for other in near:
            is_near = _days_apart(article, ordered[other]) * 24 <= settings.window_hours
            if is_near and _overlap(mine, shingles[other]) >= _REPRINT:
                found[article.id] = ordered[other].id
                break
        else:
            shingles[at] = mine
            for key in sketch:
                originals[key].append(at)
    return found


def _shingles(article: model.Article) -> list[int]:
    """Hashes of the three-word sequences of the body, in reading order."""
    words = similarity.tokens(article.body)
    numbers = {word: zlib.crc32(word.encode()) for word in set(words)}
    first = [numbers[word] for word in words]
    runs = zip(first, first[1:], first[2:], strict=False)
    return [(one * _MIX[0] + two * _MIX[1] + three) & _BITS for one, two, three in runs]


def _overlap(left: list[int], right: list[int]) -> float:
    """Weighted Jaccard of two texts, the longer one cut to the length of the shorter."""
    length = min(len(left), len(right))
    one, two = Counter(left[:length]), Counter(right[:length])
    both = sum([min(count, two[run]) for run, count in one.items() if run in two])
    return both / (2 * length - both)


# ------------------------------------------------------------------------------------------------ similarity


def _vectors(texts: Sequence[model.Article]) -> list[similarity.Vector]:
    counts = [_counts(article) for article in texts]
    weights = similarity.Weights(counts)
    return [weights.vector(count) for count in counts]


def _counts(article: model.Article) -> Counter[str]:
    """Token counts of the title, twice, and of the opening."""
    kinds = (model.BlockKind.DEK, model.BlockKind.BULLET, model.BlockKind.PARAGRAPH)
    opening: list[str] = []
    for text in article.texts(*kinds):
        opening += text.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS]
        if len(opening) >= _OPENING_WORDS:
            break
    counts = Counter(similarity.tokens(" ".join(opening[:_OPENING_WORDS])))
    for token in similarity.tokens(titles.plain(article.title, article.outlet.name)):
        counts[token] += _TITLE_WEIGHT
    return counts


def _top_terms(vector: similarity.Vector) -> list[str]:
    return heapq.nsmallest(_TOP_TERMS, vector, key=lambda term: (-vector[term], term))


def _similarities(texts: Sequence[model.Article], vectors: list[similarity.Vector], settings: config.Cluster) -> Pairs:
    """The similarity of each pair that shares a top term and lies within the window."""
    index: dict[str, list[int]] = defaultdict(list)
    pairs: Pairs = {}
    for at, vector in enumerate(vectors):
        terms = _top_terms(vector)
        shared = Counter(other for term in terms for other in index[term][-_NEIGHBOURS:])
        near = heapq.nsmallest(_COMPARED, shared, key=lambda other: (-shared[other], -other))
        for other in near:
            days = _days_apart(texts[at], texts[other])
            if days * 24 <= settings.window_hours:
                alike = similarity.cosine(vectors[other], vector) * math.exp(-days / settings.decay_days)
                if alike > 0:
                    pairs[other, at] = alike
        for term in terms:
            index[term].append(at)
    return pairs


# ------------------------------------------------------------------------------------------------ groups


def _agglomerate(names: Sequence[str], pairs: Pairs, settings: config.Cluster, bonds: bonding.Bonds) -> list[list[int]]:
    """Average link: a pair that was not compared counts as unlike. Ties go to the earlier articles."""
    first: dict[str, int] = {}
    units = [first.setdefault(bonds.of[name], at) for at, name in enumerate(names)]
    groups: dict[int, list[int]] = {}
    for at, unit in enumerate(units):
        groups.setdefault(unit, []).append(at)
    apart = {at: {first[other] for other in bonds.apart[bonds.of[names[at]]]} for at in groups}
    totals: dict[int, dict[int, float]] = {at: {} for at in groups}
    for (one, other), alike in sorted(pairs.items()):
        left, right = units[one], units[other]
        if left != right:
            totals[left][right] = totals[right][left] = totals[left].get(right, 0.0) + alike
    heap = [
        (-average, left, right)
        for left, others in totals.items()
        for right, total in others.items()
        if left < right and (average := total / (len(groups[left]) * len(groups[right]))) >= settings.threshold
    ]
    heapq.heapify(heap)
    fresh = itertools.count(len(names))
    while heap:
        _, left, right = heapq.heappop(heap)
        if left not in groups or right not in groups or right in apart[left]:
            continue
        if len(groups[left]) + len(groups[right]) > settings.max_size:
            continue
        new = next(fresh)
        groups[new] = sorted(groups.pop(left) + groups.pop(right))
        apart[new] = apart.pop(left) | apart.pop(right)
        for other in apart[new]:
            apart[other].add(new)
        totals[new] = _joined(totals, left, right)
        for other, total in totals[new].items():
            totals[other][new] = total
            average = total / (len(groups[new]) * len(groups[other]))
            if average >= settings.threshold:
                heapq.heappush(heap, (-average, other, new))
    return sorted(groups.values(), key=operator.itemgetter(0))


def _joined(totals: dict[int, dict[int, float]], left: int, right: int) -> dict[int, float]:
    """The summed similarities of two groups to all others, taken out of the table."""
    joined = totals.pop(left)
    joined.pop(right, None)
    theirs = totals.pop(right)
    theirs.pop(left, None)
    for other, total in theirs.items():
        joined[other] = joined.get(other, 0.0) + total
    for other in joined:
        totals[other].pop(left, None)
        totals[other].pop(right, None)
    return joined


def _purified(group: list[int], vectors: list[similarity.Vector], pairs: Pairs, free: set[int]) -> list[list[int]]:
    """The group without strangers, and each stranger alone.

    A stranger is unlike the rest on average, or shares hardly a telling term with the middle-most member; only those
    that are ``free`` of must-links can be one.
    """
    if len(group) <= 2:
        return [group]
    means = {at: sum(_pair(pairs, at, other) for other in group) / (len(group) - 1) for at in group}
    medoid = min(group, key=lambda at: (-means[at], at))
    telling = set(_top_terms(vectors[medoid]))
    kept: list[int] = []
    strangers: list[int] = []
    for at in group:
        shared = len(telling.intersection(vectors[at]))
        is_pure = means[at] >= _PURITY and shared >= _SHARED_TERMS
        (kept if is_pure or at not in free else strangers).append(at)
    return [kept, *([at] for at in strangers)] if kept else [[at] for at in strangers]


def _pair(pairs: Pairs, left: int, right: int) -> float:
    return pairs.get((min(left, right), max(left, right)), 0.0)


def _cluster(
    members: list[model.Article], positions: list[int], pairs: Pairs, copies: dict[str, list[model.Article]]
) -> model.Cluster:
    reprinted = {copy.id: member.id for member in members for copy in copies.get(member.id, ())}
    together = sorted([*members, *(copy for member in members for copy in copies.get(member.id, ()))], key=_order)
    links = [
        model.Link(left=a.id, right=b.id, similarity=round(_pair(pairs, i, j), 4))
        for (i, a), (j, b) in itertools.combinations(zip(positions, members, strict=True), 2)
        if _pair(pairs, i, j) > 0
    ]
    digest = hashlib.sha256("\n".join(sorted(article.id for article in together)).encode())
    return model.Cluster(
        id=digest.hexdigest()[:16],
        articles=tuple(together),
        links=tuple(links),
        reprints=dict(sorted(reprinted.items())),
    )
