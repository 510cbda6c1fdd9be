"""Where each key of a TOML text stands."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import lines

TEXT = '''# comment = 1
top = "x"   # [not.a.table]
"quoted key" = 'a ] } "'

[web]
port = 8080
host.name = "a"
text = """
[fake]
key = 1
\\""" still inside"""
raw = \'\'\'
also = [fake]
\'\'\'

[[newsletters]]
days = ["mon", # one
  "tue",
  "wed"
]
[newsletters.compose]
floor = 1.0
[[newsletters]]
labels = { progressive = "P", nested = { deep = [1, 2] } }
  [ newsletters . compose ]
  at = 07:00:00
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("top",), 2),
        (("quoted key",), 3),
        (("web",), 5),
        (("web", "port"), 6),
        (("web", "host", "name"), 7),
        (("web", "text"), 8),
        (("web", "raw"), 12),
        (("newsletters", 0), 16),
        (("newsletters", 0, "days"), 17),
        (("newsletters", 0, "days", 2), 19),
        (("newsletters", 0, "compose", "floor"), 22),
        (("newsletters", 1, "labels", "progressive"), 24),
        (("newsletters", 1, "labels", "nested", "deep", 1), 24),
        (("newsletters", 1, "compose", "at"), 26),
    ],
)
def test_a_key_stands_on_its_line(place: lines.Place, line: int) -> None:
    assert lines.find(TEXT)[place] == line


def test_what_only_looks_like_a_key_is_none() -> None:
    found = lines.find(TEXT)
    assert not {("comment",), ("fake",), ("web", "key"), ("web", "also"), ("not",)} & found.keys()


def _places(data: Any, above: lines.Place = ()) -> set[lines.Place]:
    """Every place of what tomllib read."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: set[lines.Place] = set()
    for key, value in pairs:
        found |= {(*above, key)} | _places(value, (*above, key))
    return found


WORDS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", "g_h", '"\\u00e9"'])
SCALARS = st.sampled_from(
    ["1", "-2.5", "true", '"x # y"', "'[z]'", "07:30:00", '"""m\n= [n]\n"""', "'''o\n'''", '"\\""']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: "[\n " + ", # note ]\n".join(each) + "\n]"),
        st.dictionaries(st.sampled_from(["p", "q", '"r s"']), inner, max_size=2).map(
            lambda each: "{" + ", ".join(f"{key} = {value}" for key, value in each.items()) + "}"
        ),
    ),
    max_leaves=6,
)
PAIRS = st.dictionaries(WORDS, VALUES, max_size=4).map(
    lambda each: "".join(f"{key} = {value}  # end\n" for key, value in each.items())
)


@given(PAIRS, st.lists(st.tuples(st.sampled_from(["[t]", "[[u]]", "[[ v ]]", "[ t . w ]"]), PAIRS), max_size=4))
def test_every_key_that_tomllib_reads_is_found(top: str, tables: list[tuple[str, str]]) -> None:
    unique = [
        each
        for index, each in enumerate(tables)
        if each[0] not in [name for name, _ in tables[:index]] or "[[" in each[0]
    ]
    text = top + "".join(f"\n{header}\n{pairs}" for header, pairs in unique)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a table after its part, or a line break inside an inline table
    found = lines.find(text)
    assert _places(data) <= found.keys()
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
