"""Signatures hold for an independent verifier, and break when anything that matters is changed."""

from datetime import UTC, date, datetime
from pathlib import Path

import dkim as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import config, deliver, errors, model
from digest.deliver import dkim, message
from digest.deliver.links import Links

TOKENS = {model.Slot.UNSUBSCRIBE_URL: "QZ9d1fX1ZQ", model.Slot.PREFERENCES_URL: "QZ9d1fX2ZQ"}
BOTH = " ".join(TOKENS.values())
KEYS = {kind: dkim.new_key(kind) for kind in config.KeyKind}


def signer(kind: config.KeyKind, folder: Path, domain: str = "example.org") -> dkim.Signer:
    file = folder / f"{kind}.pem"
    file.write_bytes(KEYS[kind])
    return dkim.Signer(domain, f"s-{kind}", dkim.load(file))


@pytest.fixture(scope="module")
def signers(tmp_path_factory: pytest.TempPathFactory) -> list[dkim.Signer]:
    return [signer(kind, tmp_path_factory.mktemp("keys")) for kind in config.KeyKind]


def mail(text: str, page: str, subject: str, name: str) -> bytes:
    newsletter = config.Newsletter(key="daily", name="Daily", sender="daily@news.example.org", reply_to="a@example.org")
    rendered = model.Rendered(
        variant=model.Variant(),
        subject=subject,
        preheader="",
        html=f"{page} {BOTH}",
        text=f"{text} {BOTH}",
        slots=dict(TOKENS),
    )
    links, moment = Links("https://news.example.org", "k" * 40), datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
    made = message.Template(rendered, newsletter, links, local_date=date(2026, 11, 21), moment=moment)
    return made.mail(message.Reader(7, "reader@example.org", name, "p7")).data


def holds(signers: list[dkim.Signer], data: bytes) -> list[bool]:
    """What dkimpy says of each signature; the DNS answers with our own records."""
    records = {f"{name}.".encode(): value.encode() for name, value in (each.record() for each in signers)}
    return [_verify(data, index, records) for index in range(len(signers))]


def _verify(data: bytes, index: int, records: dict[bytes, bytes]) -> bool:
    try:
        return bool(oracle.DKIM(data).verify(index, dnsfunc=lambda name, timeout=5: records[name]))
    except oracle.ValidationError:
        return False


def signed(signers: list[dkim.Signer], data: bytes) -> bytes:
    sent: list[bytes] = []

    class Way:
        connections = 3

        def send(self, mails):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            sent.extend(each.data for each in mails)
            return iter(())

    way = dkim.Signed(Way(), signers)
    assert way.connections == 3
    list(way.send(iter([deliver.Mail(1, "daily@news.example.org", "reader@example.org", "<1@x>", data)])))
    return sent[0]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=120), st.text(max_size=60))
def test_whatever_is_written_both_signatures_hold(text: str, page: str, subject: str, name: str) -> None:
    keys = [dkim.Signer("example.org", kind, _key(kind)) for kind in config.KeyKind]
    assert holds(keys, signed(keys, mail(text, page, subject, name))) == [True, True]


def _key(kind: config.KeyKind) -> dkim.PrivateKey:
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(KEYS[kind], password=None)
    assert isinstance(key, dkim.PrivateKey)
    return key


def test_the_signature_is_in_short_lines_and_the_mail_behind_it_is_untouched(signers: list[dkim.Signer]) -> None:
    data = mail("A story.", "<p>A story.</p>", "Today", "Ann")
    result = signed(signers, data)
    assert result.endswith(data)
    assert result.count(b"DKIM-Signature:") == 2
    assert max(map(len, result.removesuffix(data).split(b"\r\n"))) <= 78
    assert signed(signers, data) == result, "the same mail has the same signature"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"A story.", b"A lie.  "),
        (b"Subject: Today", b"Subject: Later"),
        (b"List-Unsubscribe-Post:", b"List-Unsubscribe-Post: none\r\nX:"),
        (b"Subject: Today\r\n", b"Subject: Today\r\nFrom: someone@else.example\r\n"),
        (b"Subject: Today\r\n", b"Subject: Today\r\nSubject: Later\r\n"),
    ],
)
def test_a_changed_mail_is_no_longer_signed(signers: list[dkim.Signer], before: bytes, after: bytes) -> None:
    result = signed(signers, mail("A story.", "<p>A story.</p>", "Today", "Ann"))
    assert before in result
    assert holds(signers, result.replace(before, after, 1)) == [False, False]


def test_blanks_that_servers_change_on_the_way_do_not_matter(signers: list[dkim.Signer]) -> None:
    result = signed(signers, mail("A story.", "<p>A story.</p>", "Today", "Ann"))
    changed = result.replace(b"Subject: Today\r\n", b"subject:   Today \r\n").replace(b"A story.", b"A  story.", 1)
    assert changed != result
    assert holds(signers, changed) == [True, True]


@pytest.mark.parametrize(
    ("sender", "count"), [("news.example.org", 2), ("EXAMPLE.org", 2), ("notexample.org", 0), ("example.com", 0)]
)
def test_only_mails_of_the_keys_own_domain_are_signed(signers: list[dkim.Signer], sender: str, count: int) -> None:
    data = f'From: "a@example.org" <daily@{sender}>\r\nDate: Sat, 21 Nov 2026 07:00:00 +0000\r\n\r\nHello\r\n'.encode()
    assert signed(signers, data).count(b"DKIM-Signature:") == count


@pytest.mark.parametrize(
    ("body", "canonical"),
    [
        (b"", b""),
        (b"\r\n\r\n", b""),
        (b"a", b"a\r\n"),
        (b" a \t b \r\n\r\nc\r\n\r\n\r\n", b" a b\r\n\r\nc\r\n"),
    ],
)
def test_a_body_in_its_canonical_form(body: bytes, canonical: bytes) -> None:
    assert dkim.relaxed_body(body) == canonical


def test_a_key_that_is_none_is_named(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    broken, weak, other = tmp_path / "broken.pem", tmp_path / "weak.pem", tmp_path / "other.pem"
    broken.write_text("-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n")
    weak.write_bytes(rsa.generate_private_key(65537, 1024).private_bytes(*form))
    other.write_bytes(ec.generate_private_key(ec.SECP256R1()).private_bytes(*form))
    for file, said in (
        (tmp_path / "none.pem", "cannot be read"),
        (broken, "no private key"),
        (weak, "2048"),
        (other, "Ed25519"),
    ):
        with pytest.raises(errors.ConfigError, match=said) as raised:
            dkim.load(file)
        assert str(file) in str(raised.value)
