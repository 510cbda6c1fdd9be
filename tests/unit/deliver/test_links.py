from datetime import date
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.links import PURPOSES, Links, Subject

LINKS = Links("https://news.example.org", "k" * 40)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=40)


def token(url: str) -> str:
    return url.rpartition("/")[2]


@given(WORDS, WORDS)
def test_a_link_survives_the_round_trip_for_its_purpose_only(public_id: str, newsletter: str) -> None:
    subject = Subject(public_id, newsletter)
    for purpose in PURPOSES:
        url = getattr(LINKS, purpose)(subject)
        assert url.startswith(f"https://news.example.org/{purpose}/")
        assert {each: LINKS.read(each, token(url)) for each in PURPOSES} == {
            each: subject if each == purpose else None for each in PURPOSES
        }


@given(WORDS, st.integers(0, 200), st.characters(codec="ascii"))
def test_any_change_voids_a_token(public_id: str, position: int, char: str) -> None:
    subject = Subject(public_id, "daily")
    good = token(LINKS.unsubscribe(subject))
    at = position % len(good)
    bad = good[:at] + char + good[at + 1 :]
    assert LINKS.read("unsubscribe", bad) in ((subject,) if bad == good else (None,))


def test_another_key_reads_nothing() -> None:
    other = Links("https://news.example.org", "x" * 40)
    assert other.read("unsubscribe", token(LINKS.unsubscribe(Subject("p1", "daily")))) is None


def test_rubbish_is_no_token() -> None:
    for rubbish in ("", ".", "a", "a.b", "é.é", "x" * 10_000, "YQ.YQ", "\0"):
        assert LINKS.read("unsubscribe", rubbish) is None
        assert LINKS.read("no such purpose", rubbish) is None


def test_links_hold_no_address_and_need_no_escaping() -> None:
    url = LINKS.preferences(Subject("p1", "daily"))
    assert "@" not in unquote(url)
    assert unquote(url) == url


def test_pages_of_a_newsletter() -> None:
    assert LINKS.archive("daily", date(2026, 1, 2)) == "https://news.example.org/daily/2026-01-02"
    assert LINKS.sign_up("daily") == "https://news.example.org/daily"
    assert LINKS.desk(7) == "https://news.example.org/desk/editions/7"


def test_a_fingerprint_depends_on_every_part_and_on_the_key() -> None:
    assert LINKS.fingerprint("a", "b") == LINKS.fingerprint("a", "b")
    others = {LINKS.fingerprint("ab"), LINKS.fingerprint("a", "c"), Links("https://x.org", "y").fingerprint("a", "b")}
    assert LINKS.fingerprint("a", "b") not in others
