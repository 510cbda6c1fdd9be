"""Lists of feeds, in and out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import errors, model
from digest.collect import opml

NAME = (
    st.text(alphabet="abc ÄÖ&<>\"'", min_size=1, max_size=20)
    .map(str.strip)
    .map(lambda s: " ".join(s.split()))
    .filter(bool)
)
SECTION = st.sampled_from(["", "Politics", "World news", "Kultur & Musik"])
OUTLINES = st.lists(
    st.builds(
        opml.Outline,
        outlet=st.builds(
            model.Outlet,
            name=NAME,
            lean=st.sampled_from(model.Lean),
            rater=st.one_of(st.just(""), NAME),
            rated_on=st.one_of(st.none(), st.dates()),
            family=st.one_of(st.just(""), NAME),
        ),
        url=st.integers(0, 10_000).map(lambda n: f"https://outlet{n}.example/feed?a=1&b=2"),
        section=SECTION,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda outline: outline.url,
)


@given(OUTLINES)
def test_what_is_written_is_read_again(outlines: list[opml.Outline]) -> None:
    assert opml.read(opml.write(outlines, "Feeds")) == tuple(outlines)


def test_lists_of_other_programs() -> None:
    found = opml.read(
        b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
        <outline text="News"><outline text="World">
          <outline text="The A" xmlurl="https://a.example/feed" category="right, /Politics/US"/>
          <outline title="The B" text="b" xmlUrl="https://b.example/feed" type="rss"/>
        </outline></outline>
        <outline text="Lean Left"><outline text="The C" xmlUrl="https://c.example/feed"/></outline>
        <outline text="The D" xmlUrl="https://d.example/feed" category="lean/left-center" rater="Rater" rated_on="2026-01-02"/>
        <outline text="again" xmlUrl="https://a.example/feed"/>
        <outline text="bad" xmlUrl="javascript:alert(1)"/>
        <outline text="no address"/>
        </body></opml>"""
    )
    assert [(o.outlet.name, o.outlet.lean, o.section) for o in found] == [
        ("The A", "right", "US"),
        ("The B", "unrated", "World"),
        ("The C", "lean_left", ""),
        ("The D", "lean_left", ""),
    ]
    assert (found[3].outlet.rater, found[3].outlet.rated_on) == ("Rater", date(2026, 1, 2))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no OPML"),
        (b"feeds, feeds", "is no OPML"),
        (b"<rss><channel/></rss>", "its first element is not <opml>"),
        (b"<opml><body><outline text='x'/></body></opml>", "holds no feed"),
    ],
)
def test_what_is_no_list_says_so(content: bytes, words: str) -> None:
    with pytest.raises(errors.SourceError, match=words):
        opml.read(content)


def test_entities_are_not_expanded() -> None:
    bomb = b"""<!DOCTYPE opml [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <opml><body><outline text="x&a;&f;" xmlUrl="https://a.example/"/></body></opml>"""
    assert "root:" not in str(opml.read(bomb))
