"""What an outlet repeats from article to article."""

import pytest

from digest import model
from digest.collect import repeats

Kind = model.BlockKind
LINE = "Our correspondents sleep so that you need not."


def article(number: int, *texts: str, outlet: str = "A", kind: Kind = Kind.PARAGRAPH) -> model.Article:
    own = model.Block(kind=Kind.PARAGRAPH, text=f"Text {number} of its own.")
    blocks = (own, *(model.Block(kind=kind, text=text) for text in texts))
    return model.Article(
        id=f"{number:016x}",
        url="",
        source="s",
        outlet=model.Outlet(name=outlet),
        title=f"Title {number}",
        blocks=blocks,
    )


def learned(*articles: model.Article) -> frozenset[repeats.Block]:
    return repeats.furniture_of(repeats.count(articles))


def test_what_stands_under_three_articles_is_furniture_of_that_outlet_alone() -> None:
    articles = [article(number, LINE) for number in range(3)]
    others = [article(9, LINE, outlet="B"), article(10, LINE, outlet="B")]
    known = learned(*articles, *others)
    assert [block.text for block in repeats.without(articles[0], known).blocks] == ["Text 0 of its own."]
    assert repeats.without(others[0], known) == others[0]


def test_the_same_article_read_three_times_teaches_nothing() -> None:
    assert not learned(*[article(1, LINE)] * 3)


def test_what_few_of_many_articles_share_is_the_background_of_a_story() -> None:
    story = [article(number, LINE) for number in range(3)]
    assert learned(*story, *(article(number) for number in range(3, 12)))
    assert not learned(*story, *(article(number) for number in range(3, 13)))


@pytest.mark.parametrize(
    "text", ["“We shall rebuild the bridge,” said the mayor of Maren.", " ".join(["word"] * 61) + ".", "x" * 10_000]
)
def test_quotations_and_long_texts_are_never_furniture(text: str) -> None:
    assert not learned(*(article(number, text) for number in range(5)))


def test_headings_stay() -> None:
    assert not learned(*(article(number, "What happens next", kind=Kind.HEADING) for number in range(5)))


def test_only_the_edges_of_a_text_are_looked_at_and_known_furniture_goes_wherever_it_stands() -> None:
    middle = [f"Sentence {number}." for number in range(20)]
    inside = [
        article(number, *(f"{number}: {text}" for text in middle), LINE, *map(str, range(6))) for number in range(4)
    ]
    assert LINE in [block.text for block in repeats.without(inside[0], learned(*inside)).blocks]
    known = learned(*(article(number, LINE) for number in range(4, 8)))
    assert LINE not in [block.text for block in repeats.without(inside[0], known).blocks]


def test_an_article_that_is_nothing_else_stays() -> None:
    daily = [article(number).model_copy(update={"blocks": article(1, LINE).blocks[1:]}) for number in range(4)]
    assert repeats.without(daily[0], learned(*daily)) == daily[0]
