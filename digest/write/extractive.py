"""The default writer: every line is taken from an article, whole or with words left out. Pure, no model, no network."""

import math
from collections import Counter

from digest import config, errors, model
from digest.text import lines, similarity, titles
from digest.write import check, choice, differences, perspectives, quick_takes, quotes, viewpoints
from digest.write import material as materials
from digest.write.material import Material

_HEADLINE_WORDS = 12
_LOADED, _SHOUTED = 0.2, 0.5
"""What a title loses for each word that judges, and for being all in capitals; the nearest one has about 1."""
_DEK_SHORTEST, _DEK_WORDS = 8, 45
"""An opening sentence has 30 to 40 words so often that a limit of 30 would print side facts."""
_LEAST_OPENING, _LONGEST_OPENING = 12, 60
"""Words of an opening that stands in for a dek."""
_DEK_FROM = 6
"""A sentence for the dek is looked for among so many first ones."""


class Extractive:
    """Writes stories by choosing and shortening sentences."""

    def __init__(self, words: float = math.inf) -> None:
        """``words`` is how many the dek and the quick takes may have together."""
        self.words = words

    def write(self, cluster: model.Cluster, newsletter: config.Newsletter) -> model.Story:
        """The story of a cluster, not yet ranked. Raises WriteError where no article has a title."""
        material = materials.read(cluster, newsletter.buckets, newsletter.language)
        headed = [a for a in material.articles if a.language == material.language and _headline(a)]
        if not headed:
            raise errors.WriteError("none of its articles has a title; leave it out", about=f"cluster {cluster.id}")
        first = min(headed, key=lambda article: _headline_rank(article, material))
        dek = _dek(first, material)
        told = _told(dek, first)
        room = self.words - len(" ".join(told[:1]).split())
        takes, reasons = material.gate.passed(quick_takes.choose(material, without=told, room=room))
        written, takes = perspectives.of(material, takes, dek=dek.quote if dek else "")
        views, more = _gated(written, material.gate)
        utterances = quotes.read(material)
        said = quotes.of(utterances)
        used = [dek.quote if dek else "", *(take.text for take in takes), *(quote.text for quote in said)]
        return model.Story(
            id=cluster.id,
            section=section(material.articles, newsletter.sections),
            headline=titles.spoken(
                _headline(first), (line.sentence.text for line in material.lines), material.language
            ),
            headline_citation=model.Citation(article=first.id, sentence=check.TITLE, quote=first.title),
            dek=_dek_text(dek, first) if dek else "",
            dek_citation=dek,
            articles=model.ArticleRef.of_cluster(cluster),
            quick_takes=takes,
            perspectives=views,
            quotes=said,
            viewpoints=viewpoints.of(material, views, used),
            differences=differences.of(material, utterances),
            publishers=len(material.publishers),
            reasons=reasons + more,
        )


def section(articles: tuple[model.Article, ...], known: tuple[str, ...]) -> str:
    """The section most articles name; one of the newsletter's sections is preferred, in its spelling."""
    spelled = {name.casefold(): name for name in known}
    counts = Counter(spelled.get(a.section.casefold(), a.section) for a in articles if a.section)
    return min(counts, key=lambda name: (name not in known, -counts[name], name), default="")


def _headline(article: model.Article) -> str:
    return titles.plain(article.title, article.outlet.name)


def _headline_rank(article: model.Article, material: Material) -> tuple[float, str]:
    """Low for a title in the middle of the event, calm, short, of a centre outlet, and no opinion."""
    title = _headline(article)
    others = [vector for key, vector in material.titles.items() if key != article.id]
    near = similarity.cosine(material.titles[article.id], material.centre)
    near += sum(similarity.cosine(material.titles[article.id], other) for other in others) / max(1, len(others))
    penalty = (
        _LOADED * len(lines.loaded(title))
        + _SHOUTED * titles.is_shouted(title)
        + 0.02 * max(0, len(title.split()) - _HEADLINE_WORDS)
    )
    penalty += 0.2 * article.is_opinion + 0.1 * title.endswith("?") + 0.05 * ("!" in title)
    penalty += 0.05 * (len(title.split()) < 4) + 0.05 * (title.count(":") > 0)
    penalty -= 0.15 * (material.side_of(article) is model.Side.CENTER)
    return round(penalty - near, 9), article.id


def _dek(article: model.Article, material: Material) -> model.Citation | None:
    """The first sentence of the outlet's dek, else the sentence of an opening that says most of what outlets agree on."""
    own = [s for s in material.sentences[article.id] if s.kind is model.BlockKind.DEK]
    if own and len(own[0].text.split()) <= _DEK_WORDS:
        return model.Citation(article=article.id, sentence=own[0].index, quote=own[0].text)
    choices = []
    for line in (one for one in material.lines if one.sentence.index < _DEK_FROM and material.is_undisputed(one)):
        text = line.told(_DEK_WORDS)
        if len(text.split()) >= _DEK_SHORTEST:
            choices.append(
                choice.Choice(line, text, choice.said(text, material.language), choice.factor(line, material))
            )
    room = choice.Room(1, dict.fromkeys(material.publishers, 1))
    while best := choice.best(choices, material, (), room):
        if not material.gate.failings(best[0].line.statement(best[0].text)):
            return best[0].line.citation
        choices.remove(best[0])
    return _opening(material)


def _opening(material: Material) -> model.Citation | None:
    """Where no sentence is fit: the opening nearest to the event, though it is long or the outlet's text breaks off in it."""
    first = [line for line in material.lines if line.place == 0 and material.is_undisputed(line)]
    for line in sorted(first, key=lambda one: (-similarity.cosine(one.vector, material.centre), one.article.id)):
        text = line.sentence.text
        if _LEAST_OPENING <= len(text.split()) <= _LONGEST_OPENING and lines.stands_alone(
            _ended(text, "."), material.language
        ):
            return line.citation
    return None


def _ended(text: str, mark: str) -> str:
    """The text, with a mark where it breaks off."""
    return text if lines.is_finished(text) else text.rstrip(" ,;:–—-") + mark


def _told(dek: model.Citation | None, article: model.Article) -> list[str]:
    """The dek as printed and as cited; a take repeats neither."""
    return [_dek_text(dek, article), dek.quote] if dek else []


def _dek_text(dek: model.Citation, article: model.Article) -> str:
    """The dek as printed: an outlet's own dek whole, another sentence shortened."""
    is_own = dek.article == article.id and article.dek.startswith(dek.quote)
    return dek.quote if is_own else _ended(lines.shortened(dek.quote, _DEK_WORDS, article.language), " …")


def _gated(views: model.Perspectives | None, gate: check.Gate) -> tuple[model.Perspectives | None, tuple[str, ...]]:
    if views is None:
        return None, ()
    reasons: tuple[str, ...] = ()
    passed = {}
    for name in model.Perspectives.model_fields:
        view: model.View = getattr(views, name)
        kept, why = gate.passed(view.statements, is_shared=name == "common_ground")
        passed[name] = view.model_copy(update={"statements": kept})
        reasons += why
    return model.Perspectives(**passed), reasons
