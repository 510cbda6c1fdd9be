import pytest

from digest import errors, model
from digest.text import lines
from digest.write import check, extractive
from tests import news

WRITER = extractive.Extractive()


@pytest.fixture(scope="module")
def story() -> model.Story:
    return WRITER.write(news.clusters(*news.bridge())[0], news.NEWSLETTER)


def test_the_headline_is_a_title_and_cited(story: model.Story) -> None:
    assert story.headline == "Harbor Bridge closes after inspectors find cracks"
    assert story.headline_citation.sentence == check.TITLE


def test_the_dek_is_not_repeated_by_the_takes(story: model.Story) -> None:
    assert story.dek
    assert all(take.text != story.dek for take in story.quick_takes)


def test_takes_are_short_extracts_of_their_citation(story: model.Story) -> None:
    assert story.quick_takes
    for take in story.quick_takes:
        assert 7 <= len(take.text.split()) <= 20
        assert lines.is_shortened(take.text, take.citations[0].quote)


def test_views_come_from_their_side_and_name_the_outlet(story: model.Story) -> None:
    assert story.perspectives
    assert {s.outlet for s in story.perspectives.progressive.statements} == {"Left Herald"}
    assert {s.outlet for s in story.perspectives.conservative.statements} == {"Right Ledger"}
    assert story.perspectives.progressive.note == "From one outlet: Left Herald."


def test_common_ground_cites_both_sides(story: model.Story) -> None:
    assert story.perspectives
    sides = {a.id: model.Sides().of(a.lean) for a in story.articles}
    for statement in story.perspectives.common_ground.statements:
        assert {sides[c.article] for c in statement.citations} == {model.Side.PROGRESSIVE, model.Side.CONSERVATIVE}


def test_quotations_carry_their_speaker_and_variants(story: model.Story) -> None:
    quote = story.quotes[0]
    assert quote.speaker == "Ines Keller"
    texts = {quote.text, *(variant.text for variant in quote.variants)}
    assert texts == {
        "We will not gamble with a single life on this bridge",
        "We will not gamble with one single life on this bridge.",
    }
    (difference,) = story.differences
    assert difference.about == "What Ines Keller said"
    assert {statement.text for statement in difference.statements} == {f"“{text}”" for text in texts}
    assert {statement.outlet for statement in difference.statements} == {"Centre Wire", "Left Herald"}


def test_a_side_without_an_outlet_is_said() -> None:
    two = [a for a in news.bridge() if a.outlet is not news.RIGHT][:2]
    story = WRITER.write(news.clusters(*two)[0], news.NEWSLETTER)
    assert story.perspectives
    assert story.perspectives.conservative == model.View(
        note="No conservative-rated outlet in today’s sources covered this story."
    )


def test_one_publisher_alone_has_no_perspectives_of_our_making() -> None:
    story = WRITER.write(news.clusters(news.bridge()[1])[0], news.NEWSLETTER)
    assert story.perspectives is None
    assert story.publishers == 1


def test_families_and_reprints_count_once() -> None:
    family = [news.CENTRE.model_copy(update={"name": f"Edition {n}", "family": "One House"}) for n in range(3)]
    articles = [a.model_copy(update={"outlet": outlet}) for a, outlet in zip(news.bridge(), family, strict=False)]
    cluster = model.Cluster(id="c" * 16, articles=tuple(articles), reprints={articles[2].id: articles[0].id})
    story = WRITER.write(cluster, news.NEWSLETTER)
    assert story.publishers == 1
    assert [a.reprint_of for a in story.articles] == ["", "", articles[0].id]


def test_what_the_outlet_offers_is_used_as_its_own() -> None:
    kinds = (
        (model.BlockKind.BULLET, "Keller closed the bridge"),
        (model.BlockKind.BULLET, "Ferries run instead"),
        (model.BlockKind.PROGRESSIVE, "Spend on bridges. They carry workers."),
        (model.BlockKind.PROGRESSIVE, "Ask the rich."),
        (model.BlockKind.CONSERVATIVE, "City hall failed."),
        (model.BlockKind.COMMON_GROUND, "Both want a safe bridge."),
    )
    article = news.article("Bridge closed", "The bridge closed on Tuesday over cracks.", kinds=kinds)
    story = WRITER.write(news.clusters(article)[0], news.NEWSLETTER)
    assert [t.text for t in story.quick_takes[:2]] == ["Keller closed the bridge", "Ferries run instead"]
    assert {t.origin for t in story.quick_takes[:2]} == {model.Origin.OUTLET}
    assert story.perspectives
    said = story.perspectives.progressive.statements
    assert [s.text for s in said] == ["Spend on bridges. They carry workers.", "Ask the rich."]
    assert [len(s.citations) for s in said] == [2, 1]
    assert story.perspectives.common_ground.articles == (article.id,)


def test_the_section_is_the_newsletters_own_where_it_can_be() -> None:
    articles = tuple(
        a.model_copy(update={"section": s}) for a, s in zip(news.bridge(), ("metro", "metro", "us"), strict=False)
    )
    assert extractive.section(articles, ()) == "metro"
    assert extractive.section(articles, ("US", "World")) == "US"
    assert extractive.section(news.bridge(), ("US",)) == ""


def test_figures_that_disagree_are_shown() -> None:
    one = news.article("Bridge closes", "Inspectors found 14 cracks in the main beams of the Harbor Bridge on Tuesday.")
    other = news.article(
        "Bridge shut", "Inspectors found 17 cracks in the main beams of the Harbor Bridge.", outlet=news.LEFT
    )
    story = WRITER.write(model.Cluster(id="d" * 16, articles=(one, other)), news.NEWSLETTER)
    assert [d.about for d in story.differences] == ["Number of cracks"]
    assert [s.outlet for s in story.differences[0].statements] == ["Centre Wire", "Left Herald"]


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("{} people were hurt when the ferry struck the pier of the Harbor Bridge.", "Number of people"),
        ("{} bridge inspectors will look at the pier that the ferry struck.", "Number of bridge inspectors"),
        ("The {} will look at the pier that the ferry struck, all 50 metres of it.", ""),
    ],
)
def test_a_difference_is_headed_by_what_is_counted(said: str, heading: str) -> None:
    articles = [
        news.article("Ferry strikes pier", f"The city said that {said.format(number)}", outlet=outlet)
        for number, outlet in ((9, news.LEFT), (11, news.CENTRE))
    ]
    story = WRITER.write(model.Cluster(id="d" * 16, articles=tuple(articles)), news.NEWSLETTER)
    assert [d.about for d in story.differences] == ([heading] if heading else [])


def two_sides(*texts: tuple[str, str]) -> model.Story:
    """A story of an outlet of each side; each pair is what the one and the other print."""
    left, right = zip(*texts, strict=True)
    articles = (
        news.article("Ferry strikes pier of Harbor Bridge", *left, outlet=news.LEFT),
        news.article("Harbor Bridge pier struck by ferry", *right, outlet=news.RIGHT),
    )
    return WRITER.write(model.Cluster(id="e" * 16, articles=articles), news.NEWSLETTER)


def test_common_ground_agrees_on_the_figures() -> None:
    story = two_sides(
        ("The ferry struck the pier of the Harbor Bridge on Tuesday.", "A ferry hit the Harbor Bridge on Tuesday."),
        ("Repairs of the struck pier cost 20 million crowns.", "Repairs of the struck pier cost 35 million crowns."),
    )
    assert story.perspectives
    assert not any("million" in s.text for s in story.perspectives.common_ground.statements)


def test_a_take_makes_room_where_the_takes_say_all_that_is_shared() -> None:
    lines = (
        "The ferry struck the pier of the Harbor Bridge in thick fog.",
        "Divers looked at the damaged pier for two hours on Tuesday night.",
        "The harbour master closed the river to ships of every size.",
        "Mayor Ines Keller asked engineers for a report within a week.",
        "Trams were sent round by the northern crossing until morning.",
    )
    others = (
        "In thick fog the ferry struck the pier of the Harbor Bridge.",
        "Divers looked for two hours on Tuesday night at the damaged pier.",
        "The river was closed to ships of every size by the harbour master.",
        "For a report Mayor Ines Keller asked engineers within a week.",
        "Until morning trams were sent round by the northern crossing.",
    )
    story = two_sides(*zip(lines, others, strict=True))
    assert story.perspectives
    assert story.perspectives.common_ground.statements
    assert len(story.quick_takes) >= 3
    printed = [s.text for s in (*story.quick_takes, *story.perspectives.common_ground.statements)]
    assert len(printed) == len(set(printed))


def test_opposite_groups_that_argue_in_like_words_are_no_common_ground() -> None:
    story = two_sides(
        ("The ferry struck the pier of the Harbor Bridge.", "A ferry hit the Harbor Bridge on Tuesday."),
        (
            "Parents' groups argue that the money for the bridge schools comes ten years late.",
            "Taxpayers' groups argue that the bridge schools have had more money every year and no better results.",
        ),
    )
    assert story.perspectives
    assert not any("argue" in s.text for s in story.perspectives.common_ground.statements)
    assert not any("argue" in s.text for s in story.quick_takes)
    assert any("argue" in s.text for s in story.perspectives.progressive.statements)


def test_where_neither_side_has_a_view_one_note_names_the_outlets_of_both() -> None:
    story = two_sides(
        ("The ferry struck the pier of the Harbor Bridge.", "A ferry hit the Harbor Bridge on Tuesday."),
        (
            "Agathe Verrin owns the ferry that struck the pier and the two barges below it.",
            "The ferry had left Ostrava Bay at noon with 20 people on the upper deck.",
        ),
    )
    assert story.perspectives
    notes = {story.perspectives.progressive.note, story.perspectives.conservative.note}
    assert notes == {"Left Herald and Right Ledger report the event without views of their own."}


def test_a_side_without_a_claim_of_its_own_has_a_note_and_no_anecdote() -> None:
    story = two_sides(
        ("The ferry struck the pier of the Harbor Bridge.", "A ferry hit the Harbor Bridge on Tuesday."),
        (
            "Agathe Verrin owns the ferry that struck the pier and the two barges below it.",
            "Critics argue that the harbour master ignored warnings about the pier of the bridge.",
        ),
    )
    assert story.perspectives
    assert story.perspectives.progressive.statements == ()
    assert story.perspectives.progressive.note == "Left Herald reports the event without a view of its own."
    assert [s.text[:13] for s in story.perspectives.conservative.statements] == ["Critics argue"]


def test_nothing_to_head_a_story_with_is_an_error() -> None:
    nameless = news.article("", "A text without a title.")
    with pytest.raises(errors.WriteError, match="title"):
        WRITER.write(model.Cluster(id="e" * 16, articles=(nameless,)), news.NEWSLETTER)


def test_one_fact_is_told_once() -> None:
    articles = (
        news.article(
            "Ferry strikes pier",
            "The ferry struck the pier with 214 people on board.",
            "Divers looked at the damage until dawn.",
            outlet=news.LEFT,
        ),
        news.article(
            "Ferry hits bridge",
            "The Lady Ombre, carrying 214 people, hit the pier on Tuesday night.",
            "The harbour master closed the river to ships.",
            outlet=news.RIGHT,
        ),
    )
    story = WRITER.write(model.Cluster(id="e" * 16, articles=articles), news.NEWSLETTER)
    assert sum("214" in text for text in (story.dek, *(take.text for take in story.quick_takes))) == 1


def test_what_happened_comes_before_what_was_before() -> None:
    article = news.article(
        "Harbor Bridge closes over cracks",
        "The city said much.",
        "Engineers began to look at cracks in the Harbor Bridge in 2012.",
        "The Harbor Bridge closes for six weeks over cracks in its beams.",
        "Ferries will run between the banks from Tuesday morning.",
        "Trams will use the northern crossing until the repairs are done.",
    )
    story = WRITER.write(news.clusters(article)[0], news.NEWSLETTER)
    told = [story.dek, *(take.text for take in story.quick_takes)]
    assert told[0].startswith("The Harbor Bridge closes")
    assert "2012" not in " ".join(told[:2])


def test_an_opening_that_its_outlet_cuts_off_stands_in_for_a_dek_and_shows_it() -> None:
    cut = "The harbour of Maren was closed on Monday after a tanker struck the northern breakwater and lost some of"
    cluster = model.Cluster(id="e" * 16, articles=(news.article("Harbour of Maren closed", cut),))
    story = WRITER.write(cluster, news.NEWSLETTER)
    assert story.dek == f"{cut} …"
    assert story.dek_citation
    assert story.dek_citation.quote == cut
