"""What is found is said with its weight; whatever a page is, it is read to its end. Each rule by itself: the mutants."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import model
from digest.render import budget, edition, environment, notice, preflight
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


def test_errors_come_first_and_each_finding_once() -> None:
    mail = page('role="presentation"', "").model_copy(update={"subject": "Re: Re: words"})
    found = preflight.check(mail)
    assert [each.severity for each in found] == ["error", "warning"]
    assert "places; this is the first" in found[0].advice


def test_a_place_is_told_in_words_that_an_editor_can_look_for() -> None:
    found = preflight.check(page("<li>", '<li style="color:#aaaaaa">', 1))
    assert "under “In this edition”" in found[0].place
    assert editions.edition().stories[0].headline[:20] in found[0].place
    assert "#aaaaaa on #" in found[0].advice


def test_what_only_outlook_sees_and_what_it_never_sees() -> None:
    shown = page("<h1", '<!--[if mso]><table style="position:absolute"><tr><td><![endif]--><h1', 1)
    assert [(each.rule, each.place) for each in preflight.check(shown)] == [("unsupported", "<table> in [if mso]")]
    spared = page("<h1", '<!--[if !mso]><!--><div style="clear:both"></div><!--<![endif]--><h1', 1)
    assert preflight.check(spared) == ()
    assert [each.rule for each in preflight.check(page("<h1", '<div style="clear:both"></div><h1', 1))] == [
        "unsupported"
    ]


def test_pictures_alone_are_no_mail() -> None:
    mail = notice.Notice(
        subject="A picture",
        html='<!DOCTYPE html><html lang="en" dir="ltr"><head><title>x</title></head><body><h1 lang="en" dir="ltr">Words</h1>'
        '<img src="https://a.example/i.png" alt="A crane" width="600"></body></html>',
        text="Words",
    )
    assert "image-only" in {each.rule for each in preflight.check_notice(mail)}


def test_a_long_preheader() -> None:
    mail = page(SOUND.preheader, SOUND.preheader * 3).model_copy(update={"preheader": SOUND.preheader * 3})
    assert {each.rule for each in preflight.check(mail)} == {"preheader-long"}


BROKEN = {
    "nothing": "",
    "blanks": " \n",
    "comment": "<!-- -->",
    "text": "only words",
    "open tags": "<p><b><table><td>words",
    "closing tags": "</div></p></html>words",
    "half a tag": "<p><a href=",
    "declaration": '<?xml version="1.0" encoding="latin-1"?><p>é',
    "NUL": "a\0b<p>\0</p>",
    "surrogate": "<p>\ud800</p>",
    "deep": "<div>" * 50_000 + "words",
    "deep headings": "<h1>" * 5_000 + "words",
    "frames": "<frameset><frame></frameset>",
    "styles": '<style>{}}}a{b:c}@media{@media{.x{color:red}}/*</style><p style=";;:;color;a:b:c;color:red red">x</p>',
    "colours": '<p style="color:rgba(1,2,3,1.2.3);background:#12;font:1.2.3px/4 x">x</p><font color="nocolour">y</font>',
    "addresses": '<a href="http://[::1">x</a><a href="https://a:99999/">y</a><img src="https://[x"><a href="mailto:">z</a>',
    "numbers": f'<p style="margin:{"9" * 400}px;font-size:{"9" * 400}px;line-height:-1">x</p>',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_page_is_read_to_its_end(text: str) -> None:
    found = preflight.check(SOUND.model_copy(update={"html": text}))
    assert found[0].severity == preflight.Severity.ERROR
    preflight.check_notice(notice.Notice(subject=text, html=text, text=text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.sampled_from("<>/=\"' #;:{}()ahdivstyle.pxé\n\0!-[]@"), max_size=200), st.integers(0, 40_000)
)
def test_any_damage_is_read_to_its_end(text: str, place: int) -> None:
    html = SOUND.html[:place] + text + SOUND.html[place + len(text) :]
    assert isinstance(preflight.check(SOUND.model_copy(update={"html": html, "subject": text})), tuple)


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n", b"x", b"a: b", b"\0" * 50, b"From: \xff\r\n\r\n", b"Date: 99 Foo\r\n" * 999]
)
def test_any_bytes_are_read_to_their_end(raw: bytes) -> None:
    assert preflight.check_message(raw)[0].severity == preflight.Severity.ERROR


def test_a_page_far_too_long_is_not_read_at_all() -> None:
    began = time.process_time()
    found = preflight.check(page("<h1", "<p>word</p>" * 100_000 + "<h1", 1))
    assert [each.rule for each in found] == ["size"]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "part",
    [
        '<p style="color:#111111" class="a b">Some words to read</p>',
        '<a href="https://a.example/{n}">Words {n}</a>',
        "<h2>Some words</h2>",
        "((((;;;;::::",
        "<div>",
        "<style>.a .b{{color:red}}</style>",
        "<!--[if mso]><td style=x>",
    ],
)
def test_the_time_grows_with_the_length_and_no_faster(part: str) -> None:
    def seconds(length: int) -> float:
        text = "".join(part.format(n=number) for number in range(length // len(part)))
        mail = page("<h1", f"{text}<h1", 1)
        began = time.process_time()
        preflight.check(mail)
        return time.process_time() - began

    short, long = (min(seconds(length) for _ in range(3)) for length in (75_000, 300_000))
    assert long < 10 * short + 0.1, "four times the length, not sixteen times the time"


def test_a_full_page_takes_a_moment() -> None:
    line = '<p style="margin:0 0 8px;color:#1d1d1b">Words that fill <a href="https://a.example/{n}">page {n}</a>.</p>'
    text = "".join(line.format(n=number) for number in range((budget.MAX_HTML_BYTES - len(SOUND.html)) // len(line)))
    full = page("<h1", f"{text}<h1", 1)

    def seconds() -> float:
        began = time.process_time()
        preflight.check(full)
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.2, "measured: 0.04 s"
