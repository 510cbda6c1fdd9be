"""What a story says that no outlet said is in the newsletter's language; what outlets said stays in theirs."""

import pytest

from digest import model
from digest.compose import order
from digest.text import catalogue
from digest.write import extractive
from tests import news


def written(language: str, *articles: model.Article) -> model.Story:
    newsletter = news.NEWSLETTER.model_copy(update={"language": language})
    (cluster,) = news.clusters(*articles)
    return extractive.Extractive().write(cluster, newsletter)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "No conservative-rated outlet in today’s sources covered this story."),
        ("de-AT", "Kein als konservativ eingestuftes Medium unter den heutigen Quellen berichtete darüber."),
        ("ar", "لم تتناول أيُّ وسيلة إعلام مصنَّفة محافِظة من مصادر اليوم هذا الخبر."),
        ("nl", "No conservative-rated outlet in today’s sources covered this story."),
    ],
)
def test_a_silent_side_is_told_in_the_newsletters_language(language: str, said: str) -> None:
    views = written(language, *news.bridge()[:2]).perspectives
    assert views
    assert views.conservative.note == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "From one outlet"), ("de", "Aus einem Medium"), ("fr", "D’un seul")]
)
def test_who_alone_speaks_for_a_side_is_told_in_it_too(language: str, said: str) -> None:
    views = written(language, *news.bridge()[:3]).perspectives
    assert views
    assert views.progressive.note.startswith(said)
    assert news.LEFT.name in views.progressive.note


def test_lines_stay_in_the_language_of_their_outlets() -> None:
    english, german = written("en", *news.bridge()[:3]), written("de", *news.bridge()[:3])
    assert german.headline == english.headline
    assert german.quick_takes == english.quick_takes


def test_a_newsletter_of_a_country_prefers_the_language_of_that_country() -> None:
    first, second = news.bridge()[:2]
    german = second.model_copy(update={"language": "de", "title": "Risse: Harbor Bridge geschlossen"})
    assert written("de-AT", first, german).headline == german.title


@pytest.mark.parametrize(("language", "said"), [("en", "Update: "), ("fr", "Du nouveau\u202f: "), ("ar", "جديد: ")])
def test_the_subject_says_in_the_language_that_something_is_new(language: str, said: str) -> None:
    story = written("en", *news.bridge()[:3]).model_copy(update={"is_update": True, "headline": "Bridge"})
    newsletter = news.NEWSLETTER.model_copy(update={"language": language})
    heads = order.heads([story, story, story], [], newsletter)
    assert heads.subject == f"{said}Bridge"
    between = catalogue.of(language).gettext("%(one)s; %(other)s", one="Bridge", other="Bridge")
    assert heads.preheader == between
