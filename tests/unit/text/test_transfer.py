from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import encoding
from digest.text import transfer

BODIES = st.lists(
    st.sampled_from(
        ["港口", "a plain line of words and blanks, as most are.\n", "é", "\n", "مرحبا ", "x" * 200, "=", ". "]
    ),
    min_size=1,
    max_size=300,
).map("".join)


@given(BODIES)
def test_a_body_has_the_foretold_size_on_its_way(body: str) -> None:
    body = encoding.clean(body)
    in_base64 = len(encoding.base64(body))
    in_quoted_printable = sum(map(len, encoding.quoted_printable(body, {})))
    sent = in_base64 if transfer.wants_base64(body) else in_quoted_printable
    assert sent == in_base64 or sent <= 8 + in_base64 * 1.05
    assert abs(transfer.size(body) - sent) <= 8 + 0.05 * sent


def test_what_is_shorter_is_chosen() -> None:
    assert transfer.wants_base64("漢字" * 100)
    assert not transfer.wants_base64(
        "The café on the corner — “open” — is full of readers today, as on most other days.\n" * 20
    )
    assert transfer.size("漢" * 3000) == len(encoding.base64("漢" * 3000))
