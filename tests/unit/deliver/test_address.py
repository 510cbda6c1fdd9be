import pytest

from digest import errors
from digest.deliver import address

GOOD = {
    "reader@example.org": "reader@example.org",
    "first.last+tag@sub.example.co": "first.last+tag@sub.example.co",
    "reader@bücher.example": "reader@xn--bcher-kva.example",
    "o'neil@example.org": "o'neil@example.org",
    "jörg@example.org": "jörg@example.org",
    "reader@inbox.test": "reader@inbox.test",
    "reader@mail.local": "reader@mail.local",
}
BAD = [
    "",
    "reader",
    "@example.org",
    "reader@",
    "-oQ@example.org",
    "u@[127.0.0.1]",
    "u@[IPv6:::1]",
    "u@x ORCPT=x",
    "u@example.org\r\nRCPT TO:<v@example.org>",
    "u@example.org\n",
    "u v@example.org",
    '"u v"@example.org',
    "<u@example.org>",
    "u@example.org>",
    "Ann <u@example.org>",
    "u@example..org",
    ".u@example.org",
    "u.@example.org",
    "u..v@example.org",
    "u@-example.org",
    "u@example-.org",
    "u@exa mple.org",
    "u@intranet",
    "u\0@example.org",
    "u@example.org\0",
    "u,v@example.org",
    "u@v@example.org",
    "x" * 65 + "@example.org",
    "u@" + "x" * 64 + ".org",
    "u@" + "x." * 130 + "org",
    "u(comment)@example.org",
    "u@example.org.",
    "ｕ@example.org ",
]


@pytest.mark.parametrize(("given", "expected"), GOOD.items())
def test_what_may_stand_in_an_envelope(given: str, expected: str) -> None:
    assert address.envelope(given) == expected


@pytest.mark.parametrize("given", BAD)
def test_what_may_not(given: str) -> None:
    with pytest.raises(errors.PermanentRefusal):
        address.envelope(given)
