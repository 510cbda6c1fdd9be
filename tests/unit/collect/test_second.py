"""Two readings of one page."""

from digest.collect import second
from digest.collect.pieces import Form, Piece

FIRST, MIDDLE, LAST, NEW = (
    "The council voted on Tuesday to close the old bridge for repairs.",
    "Buses will go round by the station until the end of June at least.",
    "The mayor promised that the work would cost no more than planned.",
    "Shopkeepers on the far bank fear for the summer and ask for help.",
)


def text(words: str, form: Form = Form.TEXT, linked: float = 0.0) -> Piece:
    return Piece(form=form, text=words, linked=linked)


def joined(first: list[Piece], other: list[Piece]) -> list[str]:
    return [piece.text for piece in second.joined(first, other)]


def test_a_paragraph_only_the_other_has_joins_where_it_stands() -> None:
    first = [text(FIRST), text(MIDDLE), text(LAST)]
    assert joined(first, [text(NEW), text(FIRST), text(MIDDLE), text(LAST)]) == [NEW, FIRST, MIDDLE, LAST]
    assert joined(first, [text(FIRST), text(MIDDLE), text(NEW), text(LAST)]) == [FIRST, MIDDLE, NEW, LAST]
    assert joined(first, [text(FIRST), text(MIDDLE), text(LAST), text(NEW)]) == [FIRST, MIDDLE, LAST, NEW]


def test_labels_headings_links_and_teasers_do_not_join() -> None:
    first = [text(FIRST), text(MIDDLE)]
    others = [
        text("Most read"),
        text(NEW, Form.HEADING),
        text(NEW, Form.ITEM),
        text(NEW, linked=0.5),
        text(NEW.removesuffix(".") + " …"),
        text(NEW.removesuffix(".") + "..."),
    ]
    for other in others:
        assert joined(first, [text(FIRST), other, text(MIDDLE)]) == [FIRST, MIDDLE]


def test_the_same_text_cut_up_differently_joins_once() -> None:
    assert joined([text(FIRST), text(MIDDLE)], [text(f"{FIRST} {MIDDLE}")]) == [FIRST, MIDDLE]


def test_a_first_reading_that_took_the_wrong_part_gives_way() -> None:
    assert joined([text("Cookies and partners")], [text(FIRST), text(MIDDLE), text(LAST)]) == [FIRST, MIDDLE, LAST]
    assert joined([], []) == []


def test_text_without_blanks_between_words_counts_as_text() -> None:
    chinese = "商务部表示将继续扩大开放欢迎各国企业来华投资。"
    assert joined([text(FIRST), text(MIDDLE)], [text(FIRST), text(MIDDLE), text(chinese)])[-1] == chinese


def test_thousands_of_pieces_are_joined_in_linear_time() -> None:
    pieces = [text(f"Line {number} of a very long table stands here alone.") for number in range(2_000)]
    assert len(joined(pieces, pieces[::-1])) == 2_000
