import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import cluster, config, model
from tests import news

SETTINGS = config.Cluster()
BODY = (
    "The Harbor Bridge in Ostrava Bay closed on Tuesday after inspectors found fourteen cracks in its main beams, and "
    "Mayor Ines Keller said repairs would take six weeks and cost three million. Ferries will run every twenty minutes "
    "between the two banks until the bridge opens again, and engineers of the state reported the first cracks to the "
    "city in January, long before anybody thought of closing the old bridge to cars, trams, cyclists and walkers."
)


def test_one_event_is_one_cluster() -> None:
    found = cluster.cluster(news.bridge(), SETTINGS)
    assert [len(c.articles) for c in found] == [3, 1]
    assert [a.published for a in found[0].articles] == sorted(a.published for a in found[0].articles if a.published)
    assert all(0 < link.similarity <= 1 for link in found[0].links)
    assert len(found[0].links) == 3


def test_nothing_gives_nothing() -> None:
    assert cluster.cluster([], SETTINGS) == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.permutations(news.bridge()), st.integers(0, 4))
def test_order_does_not_matter_and_every_article_is_in_one_cluster(order: list[model.Article], count: int) -> None:
    some = order[:count]
    found = cluster.cluster(some, SETTINGS)
    assert found == cluster.cluster(sorted(some, key=lambda a: a.id), SETTINGS)
    assert sorted(a.id for c in found for a in c.articles) == sorted(a.id for a in some)


def test_articles_far_apart_in_time_are_not_one_event() -> None:
    first, *rest = news.bridge()[:2]
    late = first.model_copy(update={"published": news.NOON + timedelta(hours=100)})
    assert len(cluster.cluster([late, *rest], SETTINGS)) == 2


def test_articles_without_a_date_join() -> None:
    undated = [a.model_copy(update={"published": None}) for a in news.bridge()[:2]]
    assert len(cluster.cluster(undated, SETTINGS)) == 1


def test_one_address_is_one_article() -> None:
    article = news.article("Bridge closes", BODY)
    shorter = article.model_copy(update={"blocks": (), "source": "another"})
    found = cluster.cluster([shorter, article], SETTINGS)
    assert [c.articles for c in found] == [(article,)]


def test_reprints_are_set_aside_with_what_they_repeat() -> None:
    first = news.article("Harbor Bridge closes", BODY, hours=5)
    copy = news.article("Bridge in harbor is shut", BODY + " Reported by a wire.", outlet=news.LEFT, hours=2)
    other = news.article("Unlike anything", "A short note.", outlet=news.RIGHT)
    found = cluster.cluster([copy, other, first], SETTINGS)
    assert found[0].reprints == {copy.id: first.id}
    assert [a.id for a in found[0].articles] == [first.id, copy.id]


def test_a_follow_up_that_quotes_the_first_report_is_no_reprint() -> None:
    first = news.article("Harbor Bridge closes", BODY, hours=5)
    more = " ".join(f"New fact number {n} about steel, welding, budgets and tenders." for n in range(20))
    follow_up = news.article("Harbor Bridge: who knew what", more + " " + BODY, outlet=news.LEFT, hours=2)
    assert not any(c.reprints for c in cluster.cluster([first, follow_up], SETTINGS))


def test_a_cluster_holds_no_more_than_its_limit() -> None:
    same = [a.model_copy(update={"id": f"{n:016x}", "url": ""}) for n in range(9) for a in news.bridge()[1:2]]
    same = [a.model_copy(update={"blocks": (model.Block(kind=model.BlockKind.PARAGRAPH, text=f"{a.body[:150]} {n}"),)})
            for n, a in enumerate(same)]  # fmt: skip
    found = cluster.cluster(same, config.Cluster(max_size=4))
    assert max(len(c.articles) for c in found) == 4
    assert sum(len(c.articles) for c in found) == 9


@pytest.mark.parametrize("is_copied", [True, False])
def test_hundreds_of_articles_about_one_event_finish(is_copied: bool) -> None:
    pick = random.Random(7)
    words = BODY.split()
    articles = []
    for n in range(400):
        text = BODY if is_copied else " ".join(pick.choices(words, k=120))
        article = news.article(f"{' '.join(pick.sample(words, 6))} {n}", text, hours=n / 100)
        articles.append(article)
    found = cluster.cluster(articles, SETTINGS)
    assert sum(len(c.articles) for c in found) == 400
