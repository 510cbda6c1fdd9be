"""What robots.txt allows (RFC 9309)."""

import pytest

from digest.collect import robots

TEXT = b"""User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/news/

User-agent: digest
Disallow: /not-for-digest
"""


@pytest.mark.parametrize(("path", "allowed"), [("/a", True), ("/private/x", True), ("/not-for-digest/1", False)])
def test_our_own_group_counts(path: str, *, allowed: bool) -> None:
    assert robots.read(200, TEXT, "").allows(f"https://paper.example{path}") is allowed


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/a", True), ("/private/x", False), ("/private/news/1", True), ("/a.pdf", False), ("/a.pdf?x=1", True)],
)
def test_else_everybodys_does(path: str, *, allowed: bool) -> None:
    text = TEXT.partition(b"User-agent: digest")[0]
    assert robots.read(200, text, "").allows(f"https://paper.example{path}") is allowed


@pytest.mark.parametrize("status", [401, 404, 410, 302])
def test_none_there_allows_everything(status: int) -> None:
    rules = robots.read(status, b"", "answered so")
    assert (rules.error, rules.allows("https://paper.example/a")) == ("", True)


@pytest.mark.parametrize(
    ("status", "reason"), [(503, "answered 503 (Service Unavailable)"), (0, "took longer than 30 s")]
)
def test_a_site_that_cannot_be_asked_is_left_alone(status: int, reason: str) -> None:
    assert robots.read(status, b"", reason).error == f"its site's robots.txt could not be read: {reason}"


@pytest.mark.parametrize(
    "content", [b"", b"<html>Not found</html>", b"\xff\xfe\x00", b"Disallow: /", b"*" * 100_000, b"User-agent"]
)
def test_nonsense_allows_everything(content: bytes) -> None:
    assert robots.read(200, content, "").allows("https://paper.example/a")


def test_what_lies_behind_the_limit_is_not_read() -> None:
    filler = b"#" * robots.MAX_BYTES + b"\n"
    assert robots.read(200, filler + b"User-agent: *\nDisallow: /\n", "").allows("https://paper.example/a")
    assert not robots.read(200, filler[10_000:] + b"User-agent: *\nDisallow: /\n", "").allows("https://paper.example/a")
