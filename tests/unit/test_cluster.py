import random
from collections.abc import Sequence
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


def test_one_agency_credited_twice_is_one_text_however_it_was_cut() -> None:
    added = " ".join(f"Our own reporter adds fact {n} about steel." for n in range(5))
    first = news.article("Harbor Bridge closes", BODY, hours=5)
    cut = news.article("Bridge in harbor is shut", BODY[:200] + " " + added, outlet=news.LEFT, hours=2)
    assert not any(c.reprints for c in cluster.cluster([first, cut], SETTINGS))
    credited = [each.model_copy(update={"wire": "AP"}) for each in (first, cut)]
    assert [c.reprints for c in cluster.cluster(credited, SETTINGS)] == [{cut.id: first.id}]


@pytest.mark.parametrize("is_at_once", [True, False])
def test_what_credits_another_is_the_copy_even_if_it_came_first(is_at_once: bool) -> None:
    copies = [
        news.article(f"Bridge in harbor is shut {n}", BODY, outlet=outlet, hours=5).model_copy(
            update={"wire": "Beacon"}
        )
        for n, outlet in enumerate([news.LEFT, news.LEFT, news.RIGHT])
    ]
    own = news.article("Cracks close bridge", news.bridge()[1].body, outlet=news.LEFT, hours=4)
    original = news.article("Harbor Bridge closes", BODY, outlet=model.Outlet(name="Beacon", family="Beacons"), hours=2)
    day = cluster.Day(SETTINGS)
    for part in [[*copies, own, original]] if is_at_once else [[*copies, own], [original]]:
        day.add(part)
        day.clusters()
    word = [said("must_link", own, original)]
    assert [c.reprints for c in day.clusters(word)] == [{copy.id: original.id for copy in copies}]
    assert [c.publishers for c in day.clusters(word)] == [{news.LEFT.publisher, "Beacons"}]
    words = [said("cannot_link", copies[0], original)]
    assert copies[0].id not in {copy for c in day.clusters(words) for copy in c.reprints}


def test_a_cluster_holds_no_more_than_its_limit() -> None:
    same = [a.model_copy(update={"id": f"{n:016x}", "url": ""}) for n in range(9) for a in news.bridge()[1:2]]
    same = [a.model_copy(update={"blocks": (model.Block(kind=model.BlockKind.PARAGRAPH, text=f"{a.body[:150]} {n}"),)})
            for n, a in enumerate(same)]  # fmt: skip
    found = cluster.cluster(same, config.Cluster(max_size=4))
    assert max(len(c.articles) for c in found) == 4
    assert sum(len(c.articles) for c in found) == 9


@pytest.mark.parametrize("is_copied", [True, False])
def test_hundreds_of_articles_about_one_event_cost_a_bounded_work_each(is_copied: bool) -> None:
    pick = random.Random(7)
    words = BODY.split()
    articles = []
    for n in range(400):
        text = BODY if is_copied else " ".join(pick.choices(words, k=120))
        article = news.article(f"{' '.join(pick.sample(words, 6))} {n}", text, hours=n / 100)
        articles.append(article)
    day = cluster.Day(SETTINGS)
    day.add(articles)
    found = day.clusters()
    assert sum(len(c.articles) for c in found) == 400
    assert day.work <= 400 * (100 + 2)  # each is compared with a hundred at most, and grouped twice


def said(kind: str, left: model.Article, right: model.Article) -> model.Constraint:
    return model.Constraint(kind=model.ConstraintKind(kind), left=left.id, right=right.id)


def test_a_must_link_joins_what_is_unlike() -> None:
    one, *_, other = news.bridge()
    assert len(cluster.cluster(news.bridge(), SETTINGS, [said("must_link", one, other)])) == 1


def test_a_cannot_link_parts_what_is_alike() -> None:
    one, two, *_ = news.bridge()
    found = cluster.cluster(news.bridge(), SETTINGS, [said("cannot_link", one, two)])
    assert not any({one, two} <= set(c.articles) for c in found)


def test_a_cannot_link_parts_a_reprint_from_its_text() -> None:
    first = news.article("Harbor Bridge closes", BODY, hours=5)
    copy = news.article("Bridge in harbor is shut", BODY, outlet=news.LEFT, hours=2)
    found = cluster.cluster([first, copy], SETTINGS, [said("cannot_link", first, copy)])
    assert [c.reprints for c in found] == [{}, {}]


def test_the_later_word_holds() -> None:
    one, two, *_ = news.bridge()
    words = [said("cannot_link", one, two), said("must_link", two, one)]
    assert len(cluster.cluster([one, two], SETTINGS, words)) == 1
    assert len(cluster.cluster([one, two], SETTINGS, words[::-1])) == 2


def test_a_word_on_articles_that_are_not_there_is_ignored() -> None:
    one, two, other, _ = news.bridge()
    assert cluster.cluster([one, two], SETTINGS, [said("cannot_link", one, other)]) == cluster.cluster(
        [one, two], SETTINGS
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data(), st.integers(2, 4))
def test_only_must_links_may_exceed_the_limit(data: st.DataObject, limit: int) -> None:
    pick = random.Random(5)
    articles = [
        news.article(f"Harbor Bridge closes {n}", " ".join(pick.sample(BODY.split(), 50)), hours=n) for n in range(9)
    ]
    word = st.builds(said, st.just("must_link"), st.sampled_from(articles), st.sampled_from(articles))
    words = data.draw(st.lists(word, max_size=8))
    together = {a.id: {a.id} for a in articles}
    for one in words:
        for name in (both := together[one.left] | together[one.right]):
            together[name] = both
    for found in cluster.cluster(articles, config.Cluster(max_size=limit), words):
        own = {a.id for a in found.articles if a.id not in found.reprints}
        assert len(own) <= limit or any(own <= each for each in together.values())


CONSTRAINTS = st.lists(
    st.builds(
        said,
        st.sampled_from(["must_link", "cannot_link"]),
        st.sampled_from(news.bridge()),
        st.sampled_from(news.bridge()),
    ),
    max_size=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.permutations(news.bridge()), CONSTRAINTS)
def test_constraints_hold_in_any_order_of_articles(
    order: list[model.Article], constraints: list[model.Constraint]
) -> None:
    found = cluster.cluster(order, SETTINGS, constraints)
    assert found == cluster.cluster(news.bridge(), SETTINGS, constraints)
    assert sorted(a.id for c in found for a in c.articles) == sorted(a.id for a in order)
    of = {a.id: c.id for c in found for a in c.articles}
    for number, one in enumerate(constraints):
        later = {word.kind for word in constraints[number:]}
        if later == {one.kind} and one.left != one.right:
            assert (of[one.left] == of[one.right]) is (one.kind is model.ConstraintKind.MUST_LINK)


def day_of(count: int) -> list[model.Article]:
    """Articles of many events, each told by a few of a big vocabulary's words, by three outlets."""
    pick = random.Random(3)
    words = [f"{first}{second}" for first in "bcdfghklmnprstvz" for second in pick.sample(range(1000, 9999), 60)]
    found = []
    for number in range(count):
        event = random.Random(number // 3)
        told = event.sample(words, 30)
        text = " ".join(pick.choices(told, k=80))
        title = " ".join(told[:5])
        found.append(news.article(f"{title} {number}", text, outlet=news.LEFT, hours=20 - 19 * number / count))
    return found


def test_an_hour_more_costs_an_hour_however_long_the_day() -> None:
    work = []
    for size in (300, 1200):
        articles = day_of(size + 30)
        day = cluster.Day(SETTINGS)
        day.add(articles[:size])
        day.clusters()
        before = day.work
        day.add(articles[size:])
        found = day.clusters()
        work.append(day.work - before)
        assert sum(len(c.articles) for c in found) == len(articles)
    assert work[1] < 1.5 * work[0]
    assert work[1] < 30 * 150


def test_added_in_parts_or_at_once_gives_nearly_the_same() -> None:
    articles = day_of(240)
    day = cluster.Day(SETTINGS)
    for start in range(0, 240, 24):
        day.add(articles[start : start + 24])
        day.clusters()
    parts = {frozenset(a.id for a in c.articles) for c in day.clusters()}
    whole = {frozenset(a.id for a in c.articles) for c in cluster.cluster(articles, SETTINGS)}
    assert len(parts & whole) >= 0.95 * len(whole)


def test_a_longer_text_takes_the_place_of_a_shorter_one_that_came_before() -> None:
    article = news.article("Bridge closes", BODY)
    day = cluster.Day(SETTINGS)
    day.add([article.model_copy(update={"blocks": article.blocks[:0]}), *news.bridge()])
    day.clusters()
    day.add([article])
    day.add([article.model_copy(update={"blocks": ()})])
    assert [a for c in day.clusters() for a in c.articles if a.id == article.id] == [article]
    assert not any(c.reprints for c in day.clusters())


def test_the_text_that_others_repeat_may_be_replaced() -> None:
    first = news.article("Harbor Bridge closes", BODY, hours=5)
    copy = news.article("Bridge in harbor is shut", BODY, outlet=news.LEFT, hours=2)
    day = cluster.Day(SETTINGS)
    day.add([first, copy])
    day.add([first.model_copy(update={"blocks": (*first.blocks, *news.bridge()[3].blocks)})])
    assert sorted(a.id for c in day.clusters() for a in c.articles) == sorted([first.id, copy.id])


def test_sentence_vectors_count_beside_words() -> None:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [[1.0, 0.0] if "Bridge" in text else [0.0, 1.0] for text in texts]

    by_words = cluster.cluster(news.bridge(), SETTINGS)
    by_both = cluster.cluster(news.bridge(), SETTINGS, embed=embed)
    assert [c.id for c in by_both] == [c.id for c in by_words]
    loosest = [min(link.similarity for link in found[0].links) for found in (by_words, by_both)]
    assert loosest[0] < loosest[1] <= 1


BAD = ("", " ", "\x00", "AAA", "Ⅷ ﬁ", "新聞 の 記事 です", "🙂🙂", "'", "...", "a" * 5000)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(BAD), st.sampled_from(BAD), st.sampled_from([None, 1.0, 900.0])), max_size=12)
)
def test_bad_input_is_still_a_partition(made: list[tuple[str, str, float | None]]) -> None:
    articles = [
        news.article(title, text, hours=hours, url="").model_copy(update={"id": f"{number:016x}"})
        for number, (title, text, hours) in enumerate(made)
    ]
    found = cluster.cluster(articles, SETTINGS)
    assert sorted(a.id for c in found for a in c.articles) == sorted(a.id for a in articles)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "de",
            (
                "Das Stahlwerk in Orwin wird im März geschlossen, wie die Leitung am Montag den Arbeitern mitteilte.",
                "Die Rente wird im Herbst nicht erhöht, wie das Ministerium am Montag den Verbänden erklärte.",
            ),
        ),
        (
            "fr",
            (
                "La réforme des retraites a été votée par les députés, qui en ont débattu pendant toute la nuit.",
                "La grève des médecins a été suivie par les hôpitaux, qui en ont souffert pendant toute la journée.",
            ),
        ),
    ],
)
def test_function_words_of_other_languages_bring_nothing_together(language: str, texts: tuple[str, str]) -> None:
    outlets = news.LEFT, news.RIGHT
    made = [
        news.article(text.split(",")[0], text, outlet=outlet).model_copy(update={"language": language})
        for text, outlet in zip(texts, outlets, strict=True)
    ]
    assert len(cluster.cluster(made, config.Cluster())) == 2
