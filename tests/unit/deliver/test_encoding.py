import base64
import quopri

from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import encoding

TOKENS = {"QZ1f9aX1ZQ": "one", "QZ1f9aX2ZQ": "two"}
HOSTILE = [
    "",
    ".",
    "..",
    " ",
    "  ",
    "=",
    "a b ",
    "<b>&\"'",
    "x" * 300,
    "漢字🙂" * 20,
    "." * 200,
    "https://x.org/" + "a." * 80,
    "a\r\nb",
    "\x00",
]
VALUES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=120))
BODIES = st.lists(
    st.one_of(st.sampled_from([*TOKENS, "\n", " ", "  ", ".", "\n.", "=", "ä€🙂", "word"]), st.text(max_size=90))
).map("".join)


def fill(pieces: list[encoding.Piece], values: dict[str, bytes]) -> bytes:
    return b"".join(values[piece] if isinstance(piece, str) else piece for piece in pieces)


@given(BODIES, VALUES, VALUES)
def test_a_filled_body_decodes_to_the_filled_text(body: str, one: str, two: str) -> None:
    body = encoding.clean(body)
    encoded = fill(encoding.quoted_printable(body, TOKENS), {"one": encoding.value(one), "two": encoding.value(two)})
    said = {
        token: encoding.clean(value).replace("\n", " ")[:-1] for token, value in zip(TOKENS, (one, two), strict=True)
    }
    expected = body
    for token, value in said.items():
        expected = expected.replace(token, "\0" + value)
    decoded = quopri.decodestring(encoded).decode().replace("\r\n", "\n")
    # A value keeps its own blanks at the end and line breaks become blanks; everything else is exact.
    assert decoded.replace(" ", "") == expected.replace("\0", "").replace(" ", "")


@given(BODIES, VALUES)
def test_lines_are_short_never_begin_with_a_dot_and_never_end_in_a_blank(body: str, value: str) -> None:
    pieces = encoding.quoted_printable(encoding.clean(body), TOKENS)
    encoded = fill(pieces, dict.fromkeys(TOKENS.values(), encoding.value(value)))
    assert encoded.endswith(b"\r\n")
    for line in encoded.split(b"\r\n"):
        assert len(line) <= 76
        assert not line.startswith(b".")
        assert not line.endswith((b" ", b"\t"))
        assert b"  " not in line
        assert not set(line) & set(b"\r\n\0")


@given(st.text())
def test_a_text_without_slots_comes_back_exactly(text: str) -> None:
    body = encoding.clean(text)
    assert quopri.decodestring(fill(encoding.quoted_printable(body, {}), {})).decode().replace("\r\n", "\n") == body
    assert base64.b64decode(encoding.base64(body)).decode().replace("\r\n", "\n") == body
    assert all(len(line) <= 76 for line in encoding.base64(body).split(b"\r\n"))


def test_a_body_loses_c1_controls_and_ends_in_one_line_end() -> None:
    assert encoding.clean("a\x85b\x9f\r\nc\rd\n\n\n") == "ab\nc\nd\n"
