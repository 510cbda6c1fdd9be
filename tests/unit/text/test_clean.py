"""Cleaning: idempotent, and nothing dangerous comes through."""

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.text import clean

MARKUP = st.text(alphabet=st.sampled_from("ab <>&;/#'\"!-=amplt38xscriptbr\u0301\u202e"), max_size=60)
URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}?{}#{}".format,
        st.sampled_from(["http", "https", "HTTP", "javascript"]),
        st.sampled_from(
            ["example.com", "EXAMPLE.com:443", "u@e.com", "münchen.de", "[::1]:80", "e.com:99999", "e.com:", "1.2.3.4"]
        ),
        st.text(alphabet="/amp%2é \\?#.", max_size=12).map(lambda p: "/" + p),
        st.text(alphabet="utm_=&amp;1é[]%", max_size=12),
        st.text(max_size=5),
    ),
)


@given(st.text(), st.integers(1, 40))
@example("e\u200b\u0301 x", 100)
def test_a_line_is_clean_and_stays_so(text: str, limit: int) -> None:
    once = clean.line(text, limit)
    assert clean.line(once, limit) == once
    assert len(once) <= limit
    assert "  " not in once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not {unicodedata.category(c) for c in once if c not in "\u200c\u200d"} & {"Cc", "Cf", "Cs", "Co"}


@given(st.one_of(st.text(), MARKUP))
@example("&amp;amp;lt;b&amp;gt;x")
@example("<<b>b>x<</b>/b>")
@example("&" + "#38;" * 40 + "lt;i>")
def test_text_of_markup_stays_as_it_is(markup: str) -> None:
    once = clean.from_html(markup)
    assert clean.from_html(once) == once


@given(URLS)
def test_a_safe_address_stays_safe(url: str) -> None:
    once = clean.safe_url(url)
    assert clean.safe_url(once) == once
    assert clean.canonical_url(clean.canonical_url(url)) == clean.canonical_url(url)
    assert not once or urlsplit(once).scheme in {"http", "https"}
    assert once.isascii()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two<br>three</p>", "One two three"),
        ("AT&amp;amp;T &lt;b&gt;rises&lt;/b&gt;", "AT&T rises"),
        ("a<script>alert(1)</script> b<!-- c --><style>p{}</style>", "a b"),
        ("1 < 2 and x > y", "1 < 2 and x > y"),
        ("<img src=x onerror=alert(1)>Title", "Title"),
        ("“Curly” &mdash; quotes&nbsp;stay", "“Curly” — quotes stay"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert clean.from_html(markup) == text


def test_hidden_direction_and_control_characters_go() -> None:
    assert clean.line("a\u202egnp.exe\u202c\x00\x07 b\u200b\ufeff\U000e0041") == "agnp.exe b"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.com/x",
        "http://",
        "http://user:secret@example.com/",
        "http://exa mple.com/",
        "http://example.com:99999/",
        "http://[::1/",
        "https:\\\\example.com",
        "http://" + "a" * 240 + "~/",
        "http://example.com\\@evil.test/",
        "",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    assert clean.safe_url(url) == ""


@pytest.mark.parametrize(
    ("url", "base", "wanted"),
    [
        ("/a b", "https://example.com/feed", "https://example.com/a%20b"),
        ("//cdn.example.com/x", "https://example.com/", "https://cdn.example.com/x"),
        ("https://münchen.de/straße", "", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("java\nscript:alert(1)", "https://example.com/", "https://example.com/java%20script:alert(1)"),
    ],
)
def test_relative_and_foreign_addresses(url: str, base: str, wanted: str) -> None:
    assert clean.safe_url(url, base) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://Example.COM:443/A?utm_source=rss&id=7&UTM_medium=x#top", "https://example.com/A?id=7"),
        ("http://example.com:80", "http://example.com/"),
        ("http://example.com/story/amp/", "http://example.com/story"),
        ("http://example.com/amp", "http://example.com/amp"),
        ("http://127.0.0.1:8099/x", "http://127.0.0.1:8099/x"),
        ("mailto:a@b", ""),
    ],
)
def test_one_article_has_one_address(url: str, wanted: str) -> None:
    assert clean.canonical_url(url) == wanted


def test_an_id_is_sixteen_hex_digits() -> None:
    assert clean.article_id("https://example.com/") == "0f115db062b7c0dd"
