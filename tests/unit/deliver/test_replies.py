from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.replies import MAX_LINE, MAX_LINES, BadReply, Parser, Reply

REPLIES = b"220 hello\r\n250-mx.test\r\n250-PIPELINING\r\n250 SIZE 10\r\n354\r\n550 5.1.1 nobody\n"


@given(st.lists(st.integers(1, len(REPLIES) - 1), max_size=8).map(sorted))
def test_replies_come_out_whole_however_they_drip_in(cuts: list[int]) -> None:
    parser = Parser()
    edges = [0, *cuts, len(REPLIES)]
    found = [reply for a, b in pairwise(edges) for reply in parser.feed(REPLIES[a:b])]
    assert found == [
        Reply(220, ("hello",)),
        Reply(250, ("mx.test", "PIPELINING", "SIZE 10")),
        Reply(354, ("",)),
        Reply(550, ("5.1.1 nobody",)),
    ]
    assert parser.is_empty


@pytest.mark.parametrize(
    "rubbish",
    [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"25\r\n",
        b"999 no\r\n",
        b"250_no\r\n",
        b"\r\n",
        b"250-a\r\n550 b\r\n",
        b"2" * (MAX_LINE + 1),
        b"250 " + b"x" * MAX_LINE + b"\r\n",
        b"250-x\r\n" * (MAX_LINES + 1),
    ],
)
def test_what_is_no_reply_ends_the_conversation(rubbish: bytes) -> None:
    with pytest.raises(BadReply):
        list(Parser().feed(rubbish))


@given(st.binary())
def test_any_bytes_give_replies_or_an_end(data: bytes) -> None:
    try:
        replies = list(Parser().feed(data))
    except BadReply:
        return
    assert all(str(reply).isprintable() for reply in replies)
