from digest import config, model
from digest.web import reading
from tests import news


def edition(**more: object) -> model.Edition:
    return model.Edition.model_validate(
        {
            "newsletter": "morning",
            "local_date": news.TODAY,
            "subject": "",
            "preheader": "",
            "stories": (),
            "sources": news.SOURCES,
            "words": 0,
            **more,
        }
    )


def test_what_is_only_counted_has_a_line_of_its_own() -> None:
    left = model.LeftOut(title="A dam holds", reason=model.LeftOutReason.NO_ROOM)
    shown = edition(left_out=(left,), unlisted={model.LeftOutReason.NO_ROOM: 4200})
    page = reading.edition_page(shown, config.Labels(), {})
    assert page["left_out"] == [
        reading.Missing("A dam holds", "for want of room", "", ""),
        reading.Missing("and 4,200 more", "for want of room", "", ""),
    ]
