import email.policy
import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render import plain


@given(st.text(max_size=400))
def test_a_line_is_one_line_and_clean_and_stays_so(text: str) -> None:
    line = plain.line(text, 80)
    assert len(line) <= 83, "with marks of direction"
    assert not set(line) & set("\n\r\t\x00\x7f\x85\x9b\u2028\u202e\u2066")
    assert plain.line(line, 80) == line


@given(
    st.text(max_size=300),
    st.sampled_from(["", "=?utf-8?q?Bob=0D=0ABcc:_v@e.test?=", "=?utf-8?b?Qg==?=", "\r\nBcc: v@e.test"]),
)
def test_no_subject_can_bring_a_header(text: str, poison: str) -> None:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = plain.header(text[:50] + poison + text[50:])
    names = [row.partition(b":")[0] for row in message.as_bytes().split(b"\r\n") if row and not row[:1].isspace()]
    assert names == [b"Subject"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("word " * 5, "word word word word word"),
        ("x" * 50, "x" * 29 + "…"),
        ("one two three four five six seven", "one two three four five six…"),
    ],
)
def test_a_long_line_is_cut_at_a_word(text: str, expected: str) -> None:
    assert plain.line(text, 30) == expected


def test_right_to_left_names_end_with_a_mark() -> None:
    assert plain.line("صحيفة") == "صحيفة\u200e"


@given(st.text(alphabet="ab \u00a0-", max_size=500))
def test_wrapped_lines_fit(text: str) -> None:
    for row in plain.wrap(text, "* ", "  ").splitlines():
        assert len(row) <= plain.WIDTH or len(row.split()) <= 2 or "\u00a0" in text


def test_numbers_of_sources_are_not_torn_from_their_word() -> None:
    text = "word " * 14 + "last\u00a0[1,\u00a02]"
    assert plain.wrap(text).splitlines()[-1] == "last [1, 2]"


def test_narrow_no_break_spaces_hold_and_stay() -> None:
    text = plain.line("mot " * 17 + "aux «\u202fmots\u202f» de 640\u202f000 ménages  en \u202f \u00a0ville\u202f")
    assert text.endswith("«\u202fmots\u202f» de 640\u202f000 ménages en ville")
    assert plain.wrap(text).splitlines() == [
        ("mot " * 17 + "aux").strip(),
        "«\u202fmots\u202f» de 640\u202f000 ménages en ville",
    ]


@given(st.text(alphabet="日本語カ。「」ー々a1", min_size=1, max_size=300))
def test_lines_break_between_wide_letters_and_nothing_is_lost(text: str) -> None:
    first, *others = plain.wrap(text, "* ", "  ").splitlines()
    assert first[2:] + "".join(row[2:] for row in others) == text
    assert not {row[2] for row in others} & set("。」ー々")
    assert not {row[-1] for row in (first, *others)[:-1]} & set("「a1")
    assert all(plain.columns(row) <= plain.WIDTH or re.search("[。「」ー々a1]", row) for row in (first, *others))


def test_a_line_of_wide_letters_is_filled() -> None:
    rows = plain.wrap("漢字" * 60).splitlines()
    assert {plain.columns(row) for row in rows[:-1]} == {plain.WIDTH}


def test_korean_words_stay_whole() -> None:
    assert set(plain.wrap("한국어 " * 40).split()) == {"한국어"}


@pytest.mark.parametrize(
    ("heading", "columns"), [("国内ニュース", 12), ("Kraków", 6), ("المشهد\u200e", 6), ("e\u0301", 1)]
)
def test_a_rule_is_as_wide_as_what_is_seen(heading: str, columns: int) -> None:
    assert plain.underline(heading, "=").splitlines()[-1] == "=" * columns


def test_addresses_are_never_broken() -> None:
    url = "https://a.example/" + "x-" * 80
    assert plain.wrap(f"see {url}").splitlines()[-1] == url


def test_a_rule_is_as_long_as_its_heading() -> None:
    assert plain.underline("News", "=") == "News\n===="


def test_a_page_has_at_most_two_empty_lines() -> None:
    assert plain.page("\n\na  \n\n\n\n\n\nb\n\n") == "a\n\n\nb\n"
