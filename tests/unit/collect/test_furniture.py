"""What is furniture, and what only looks like it."""

import pytest

from digest.collect import furniture
from digest.collect.pieces import Form, Piece

PROSE = (
    "The council voted on Tuesday to close the bridge for repairs, and buses will go round by the station until June."
)


def kept(*texts: str, title: str = "Bridge closed", author: str = "Jo Doe", form: Form = Form.TEXT) -> list[str]:
    pieces = [Piece(form=Form.TEXT, text=PROSE), *(Piece(form=form, text=text) for text in texts)]
    return [piece.text for piece in furniture.without(pieces, title=title, author=author, outlet="The Daily Bridge")][
        1:
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement", "SPONSORED CONTENT", "Share this article", "12 comments", "Story continues below advertisement",
        "Bridge closed", "bridge  CLOSED!", "The Daily Bridge", "* * *", "-----",
        "By Jo Doe", "Jo Doe", "By Jo Doe and Al Roe, staff writers", "Posted by Jo Doe on January 13, 2026 5:00 AM UTC",
        "Jo Doe / January 13, 2026 5:00 AM UTC", "Updated 2:25 p.m. ET", "Jan. 13, 2026 · 4 min read",
        "READ MORE: Another story", "Related: Another story", "More on this topic: Another story", "SEE ALSO: Another story",
        "Sign up for our free newsletter and never miss a story.", "Like what you read? Chip in a few dollars.",
        "This website uses cookies to improve your experience; read our privacy policy.", "Follow us on Facebook",
        "© 2026 The Daily Bridge. All rights reserved.", "You have read 2 of 3 free articles this month.",
        "The post Bridge closed appeared first on The Daily Bridge.", "Click here to order reprints of this article.",
        "STATUS: Our photo archive is down. It should be back within 24 hours.",
        "Latest Headlines: One thing | Another thing | A third | A fourth", "Jo Doe is a senior reporter for The Daily Bridge.",
        "Al Roe contributed to this report.",
    ],
)  # fmt: skip
def test_furniture_goes(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "By Tuesday evening the bridge was empty.",
        "Share prices fell by a tenth when the news came out, and the exchange stopped trading for an hour.",
        "“Subscribe to the idea that bridges matter,” she told the council, “and sign up for the repairs.”",
        "The mayor, who is a former reporter, said that the newspaper had been right about the bridge all along, and paid for it.",
        "Donations from readers of three newspapers will pay for the lamps, the council said.",
        "The status of the bridge: closed.",
        "Follow the money, said the auditor, and you will find the bridge at the end of it.",
        "Jo Doe, a retired engineer, said the cables had been checked in 2019.",
        "Read the law again, the judge said on January 13, 2026.",
        "No.",
        "Comments made by the mayor in March angered the drivers of the night buses.",
    ],
)
def test_prose_stays(text: str) -> None:
    assert kept(text, title="Something else") == [text]


def test_linked_lines_go_and_linked_words_stay() -> None:
    pieces = [
        Piece(form=Form.TEXT, text="Another story of ours that you should read", linked=1.0),
        Piece(form=Form.TEXT, text=PROSE, linked=0.3),
    ]
    assert [piece.text for piece in furniture.without(pieces, title="x")] == [PROSE]


def test_a_pulled_quotation_goes_and_a_quoted_document_stays() -> None:
    assert kept("The council voted on Tuesday to close the bridge …", form=Form.PULL) == []
    assert kept("We hereby close the bridge until further notice.", form=Form.PULL) != []


def test_what_follows_the_article_goes_and_what_looks_like_its_end_on_top_does_not() -> None:
    after = [
        Piece(form=Form.HEADING, text="Related stories"),
        Piece(form=Form.TEXT, text="Fish found in the park by a boy of nine."),
    ]
    body = [Piece(form=Form.TEXT, text=f"{number} {PROSE}") for number in range(3)]
    assert furniture.without([*body, *after], title="x") == body
    assert furniture.without([*after, *body], title="x")[-3:] == body


@pytest.mark.parametrize(
    "text",
    [
        "ANZEIGE", "Teilen", "Kommentare", "Lesen Sie auch:", "Das könnte Sie auch interessieren", "Mehr zum Thema",
        "Melden Sie sich jetzt für unseren Newsletter an.", "Folgen Sie uns auf Facebook", "Aktualisiert am 17.01.2021.",
        "Sie sind aktuell nicht eingeloggt.", "Foto: Jo Doe/Agentur", "24. März 2024, 19:49",
        "Publicité", "À lire aussi", "Abonnez-vous à notre lettre.", "Cet article est réservé aux abonnés.",
        "Crédits photos : Agence", "Publié le 4 mai 2022 à 18h30",
        "Publicidad", "Te puede interesar", "Lea también: Otra noticia", "Suscríbete a nuestro boletín.", "4 de mayo de 2022",
        "Pubblicità", "Leggi anche", "Abbonati al giornale", "Reklama", "Czytaj też", "Advertentie", "Lees ook",
        "This post contains affiliate links; we may earn a commission.", "Follow The Bridge on X and Instagram @bridge",
        "If you're seeing this message but you're already a subscriber, log in here.",
    ],
)  # fmt: skip
def test_furniture_of_other_languages_goes(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hier finden die Menschen seit Jahren keine Arbeit mehr, sagte die Bürgermeisterin am Montag.",
        "Die Anzeige wurde am 17.01.2021 bei der Polizei in Maren gestellt und später zurückgezogen.",
        "Lire aussi vite n'est pas donné à tout le monde, a reconnu le ministre devant les élèves.",
        "Te puede interesar o no, dijo la alcaldesa, pero el puente se cerrará el lunes.",
        "Termin: 21.02.2026, 19 Uhr",
        "Mehr aus Kostengründen als aus Überzeugung stimmte der Rat am Dienstag für den Umbau der Brücke.",
    ],
)
def test_prose_of_other_languages_stays(text: str) -> None:
    assert kept(text) == [text]


def test_a_call_to_read_on_inside_an_article_does_not_end_it() -> None:
    more = PROSE.replace("council", "parliament")
    assert kept("Leggi anche", "Un altro ponte chiuso", more, form=Form.TEXT)[-1] == more
    assert kept(more, "Lesen Sie auch", "Noch eine Brücke zu") == [more]


def test_what_stands_twice_was_printed_twice_and_what_stands_three_times_is_a_refrain() -> None:
    question = "What did the bridge mean to you as a child?"
    others = [PROSE.replace("council", word) for word in ("board", "mayor", "court")]
    assert kept(question, others[0], question) == [question, others[0]]
    interview = [question, others[0], question, others[1], question, others[2]]
    assert kept(*interview) == interview
    assert kept(question, question, question) == [question]


def test_a_text_that_ends_with_who_took_the_picture_is_a_caption() -> None:
    caption = "The bridge on Monday morning, seen from the station (Photo by Jo Doe/Agency)."
    pieces = [Piece(form=Form.TEXT, text=PROSE), Piece(form=Form.TEXT, text=caption)]
    found = furniture.without(pieces, title="Bridge closed")
    assert [piece.form for piece in found] == [Form.TEXT, Form.CAPTION]


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ("Harbour Opens After Strike A crowd of dockers cheered.", "A crowd of dockers cheered."),
        ("Harbour Opens After Strike Talks", "Harbour Opens After Strike Talks"),
        ("Harbour opens after strike, says the port.", "Harbour opens after strike, says the port."),
    ],
)
def test_a_headline_printed_into_a_paragraph_goes(paragraph: str, left: str) -> None:
    assert kept(paragraph, title="Harbour Opens After Strike") == [left]
