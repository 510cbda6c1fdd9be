"""Return addresses name a delivery, and nobody else can make one."""

import string

from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.address import envelope
from digest.deliver.returns import Delivered, Returns

RETURNS = Returns("bounces@news.example.org", "k" * 40)
HERE = Delivered(7, 4711)


@given(st.integers(0, 2**32 - 1), st.integers(1, 2**48 - 1))
def test_an_address_names_its_delivery(edition: int, subscriber: int) -> None:
    delivered = Delivered(edition, subscriber)
    address = RETURNS.address(delivered)
    assert envelope(address) == address
    assert len(address.partition("@")[0]) <= 64
    assert RETURNS.read(address) == delivered


def test_changed_in_case_or_wrapped_by_a_forwarder_it_is_still_known() -> None:
    address = RETURNS.address(HERE)
    local, _, domain = address.partition("@")
    assert RETURNS.read(address.upper()) == HERE
    assert RETURNS.read(f"SRS0=HHH=TT={domain}={local}@forwarder.example") == HERE


@given(st.integers(0, 31), st.sampled_from(string.ascii_lowercase + "234567"))
def test_no_letter_can_be_changed(at: int, letter: str) -> None:
    address = RETURNS.address(HERE)
    begin = address.index("+") + 1
    forged = address[: begin + at] + letter + address[begin + at + 1 :]
    assert RETURNS.read(forged) in (None, HERE if forged == address else None)


def test_another_key_makes_other_names() -> None:
    assert Returns("bounces@news.example.org", "x" * 40).read(RETURNS.address(HERE)) is None
    assert RETURNS.read("bounces@news.example.org") is None
    assert RETURNS.read("bounces+holiday@news.example.org") is None


def test_without_an_address_there_is_none_to_return_to() -> None:
    assert Returns("", "k" * 40).address(HERE) == ""
