"""One defect at a time into a sound mail: each must be found."""

import pytest

from digest import model
from digest.render import edition, environment, preflight
from tests.golden import editions

SOUND = edition.render(
    editions.edition(),
    editions.NEWSLETTER,
    model.Variant(),
    environment.environment(),
    archive_url=editions.ARCHIVE_URL,
)
TOKEN = SOUND.slots[model.Slot.UNSUBSCRIBE_URL]


def page(old: str, new: str, count: int = -1) -> model.Rendered:
    assert old in SOUND.html
    return SOUND.model_copy(update={"html": SOUND.html.replace(old, new, count)})


def test_a_sound_mail_has_no_findings() -> None:
    assert preflight.check(SOUND) == ()


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (SOUND.model_copy(update={"subject": " "}), "subject is empty"),
        (SOUND.model_copy(update={"html": SOUND.html + "x" * 60_000}), "would be cut off"),
        (
            SOUND.model_copy(update={"html": SOUND.html.replace("</title>", f"</title><style>{'a{}' * 6000}</style>")}),
            "Gmail drops",
        ),
        (SOUND.model_copy(update={"preheader": TOKEN}), "personal link"),
        (SOUND.model_copy(update={"text": ""}), "no plain text"),
        (SOUND.model_copy(update={"text": SOUND.text.replace(TOKEN, "")}), "unsubscribe_url is missing"),
        (SOUND.model_copy(update={"text": f"{TOKEN} {SOUND.slots[model.Slot.PREFERENCES_URL]}"}), "words of the page"),
        (page(TOKEN, "https://a.example/"), "unsubscribe_url is missing"),
        (page("Quick takes", "QZ0123456789abX9ZQ"), "as it stands"),
        (page(' lang="en"', ""), "attribute lang"),
        (page(' dir="ltr"', "", 1), "attribute dir"),
        (page("<title>", "<title></title><x>"), "no <title>"),
        (page('role="presentation"', ""), 'role="presentation"'),
        (page("<h1", '<img src="https://a.example/i.png"><h1'), "no alt text"),
        (page("<h1", "<script></script><h1"), "drop <script>"),
        (page("h1", "h2"), "0 first-level headings"),
        (page("h3", "h5"), "skips from level 2 to 5"),
        (page(editions.ARCHIVE_URL, "javascript:alert(1)"), "leads nowhere"),
        (page(editions.ARCHIVE_URL, "#top"), "leads nowhere"),
        (page(">Unsubscribe<", "> <"), "no words"),
    ],
)
def test_an_error_is_found(mail: model.Rendered, said: str) -> None:
    found = preflight.check(mail)
    assert any(said in finding.advice and finding.severity == preflight.Severity.ERROR for finding in found), found
    assert found[0].severity == preflight.Severity.ERROR


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (SOUND.model_copy(update={"subject": "x" * 79}), "79 characters"),
        (SOUND.model_copy(update={"preheader": ""}), "preheader is empty"),
        (SOUND.model_copy(update={"preheader": "x" * 141}), "141 characters"),
        (SOUND.model_copy(update={"text": SOUND.text + "{{ name }}"}), "braces"),
        (SOUND.model_copy(update={"text": SOUND.text + "<td>"}), "HTML tags"),
        (SOUND.model_copy(update={"text": SOUND.text.replace(editions.ARCHIVE_URL, "")}), "not in the plain text"),
        (page(editions.ARCHIVE_URL, "http://a.example/"), "not encrypted"),
        (page(">Unsubscribe<", ">Read more …<"), "does not say where"),
        (page(">Unsubscribe<", ">Change what you receive<"), "same words"),
    ],
)
def test_a_warning_is_found(mail: model.Rendered, said: str) -> None:
    assert any(said in f.advice and f.severity == preflight.Severity.WARNING for f in preflight.check(mail))
