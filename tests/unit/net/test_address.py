"""Which addresses may be connected to."""

import pytest

from digest.net.address import Guard

SETTING = "collect.allow_hosts"
CLOSED = Guard((), SETTING)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_may_be_read(address: str) -> None:
    assert CLOSED.refusal("example.org", address, 443) == ""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.9", "192.88.99.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "2002:7f00:1::", "2002:0808:0808::1", "2001::1", "2001:0:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:5", "64:ff9b:1::808:808",
        "not an address",
    ],
)  # fmt: skip
def test_everything_else_is_refused(address: str) -> None:
    assert CLOSED.refusal("example.org", address, 80)


def test_a_refusal_says_what_to_do() -> None:
    assert CLOSED.refusal("intranet", "10.0.0.5", 80) == (
        "its address 10.0.0.5 lies inside the own network; list it in collect.allow_hosts to allow it"
    )
    assert CLOSED.refusal("example.org", "8.8.8.8", 25) == (
        "port 25 is no web port; list example.org in collect.allow_hosts to allow it"
    )


@pytest.mark.parametrize("allowed", ["10.0.0.5", "10.0.0.0/8", "Intranet."])
def test_what_the_operator_lists_may_be_read_on_any_port(allowed: str) -> None:
    assert Guard((allowed,), SETTING).refusal("intranet", "10.0.0.5", 8099) == ""
    assert Guard((allowed,), SETTING).refusal("other", "192.168.0.1", 80)


def test_example_names_are_not_looked_up_unless_listed() -> None:
    assert CLOSED.name_refusal("paper.example")
    assert CLOSED.name_refusal("paper.example.org") == ""
    assert Guard(("paper.test",), SETTING).name_refusal("paper.test") == ""
