from digest import model
from digest.write import choice, extractive, material, quick_takes
from tests import news


def story(*articles: model.Article, words: float = 1000) -> model.Story:
    cluster = model.Cluster(id="c" * 16, articles=articles)
    return extractive.Extractive(words).write(cluster, news.NEWSLETTER)


def test_the_same_deed_figure_or_words_repeat() -> None:
    said = choice.said
    assert said("Mayor Ines Keller closed the bridge.").repeats(
        said("Keller, on Tuesday, closed the old harbour crossing.")
    )
    assert said("Inspectors saw 14 cracks in the beams.").repeats(said("The beams have 14 cracks, a crew says."))
    assert not said("Keller said that repairs of all beams take until May.").repeats(
        said("Mayor Keller said free trams would run for a month.")
    )
    assert not said("Fourteen trams run.").repeats(said("Ferries cost 14 crowns."))


def test_words_of_one_publisher_alone_cost() -> None:
    read = material.read(model.Cluster(id="c" * 16, articles=news.bridge()[:3]))
    assert read.worth["crack"] > read.worth["beam"] > 0
    assert "gambled" not in read.worth
    line = read.lines[0]
    shared, alone = (choice.Choice(line, text, choice.said(text), 1.0) for text in ("bridge cracks", "taxpayer league"))
    assert shared.worth(read.worth, set()) > 0 > alone.worth(read.worth, set())


def test_a_writer_keeps_to_its_words() -> None:
    for words in (30, 45, 60):
        told = story(*news.bridge()[:3], words=words)
        assert sum(len(take.text.split()) for take in told.quick_takes) <= max(0, words - len(told.dek.split()))
    assert len(story(*news.bridge()[:3]).quick_takes) >= 3


def test_a_story_is_told_in_the_language_of_the_newsletter() -> None:
    english = news.bridge()[0]
    german = news.article(
        "Hafenbrücke gesperrt, nachdem Prüfer Risse fanden",
        "Die Hafenbrücke in Ostrava wurde am Dienstag gesperrt, weil Prüfer 14 Risse in den Trägern fanden.",
        outlet=news.LEFT,
    ).model_copy(update={"language": "de"})
    other = news.article(
        "Brücke in Ostrava zu",
        "Die Brücke über den Hafen bleibt nach Angaben der Stadt sechs Wochen zu.",
        outlet=news.RIGHT,
    ).model_copy(update={"language": "de"})
    told = story(german, english, other)
    assert told.headline == english.title
    assert {c.article for take in told.quick_takes for c in take.citations} <= {english.id}
    assert told.publishers == 3
    assert len(told.articles) == 3
    both = story(german, other)
    assert both.headline.endswith(("fanden", "zu"))
    assert both.dek.startswith("Die ")


def test_an_unknown_language_gets_the_opening_whole() -> None:
    article = news.article(
        "Silta suljettiin tiistaina Ostravassa",
        "Ostravan satamasilta suljettiin tiistaina, kun tarkastajat löysivät siitä halkeamia. "
        "Pormestari lupasi korjata sillan kuudessa viikossa. Lautat kulkevat sillä välin puolen tunnin välein.",
    ).model_copy(update={"language": "fi"})
    told = story(article)
    sentences = {s.text for s in material.read(model.Cluster(id="c" * 16, articles=(article,))).sentences[article.id]}
    printed = [told.dek, *(take.text for take in told.quick_takes)]
    assert len(printed) == 3
    assert set(printed) == sentences
    assert told.perspectives is None


def test_text_in_lower_case_has_takes() -> None:
    text = (
        "the harbour bridge closed on tuesday after inspectors found cracks in its beams . the mayor promised repairs "
        "within six weeks . ferries will run every hour between the two banks . the union of drivers wants free tickets ."
    )
    told = story(news.article("harbour bridge closed over cracks in its beams", text))
    assert len(told.quick_takes) >= 2
    assert not any(" ." in take.text for take in told.quick_takes)


def test_an_empty_article_and_a_megabyte_do_no_harm() -> None:
    empty, big = news.article("Nothing"), news.article("Bridge", "The bridge closed on Tuesday for repairs. " * 25_000)
    endless = news.article("Bridge shut", "the bridge " * 9_000, outlet=news.LEFT)
    assert story(empty).quick_takes == ()
    assert story(empty, big, endless).headline
    read = material.read(model.Cluster(id="c" * 16, articles=(empty,)))
    assert quick_takes.choose(read) == []
