"""One look at a mail for desk, commands and approval: as rendered, as bytes, and with what the operator decided."""

from pathlib import Path

import pytest

from digest import config, model
from digest.deliver.links import Links
from digest.pipeline import findings
from digest.render import edition, environment, notice
from digest.render.preflight import Finding, Rule
from tests.golden import editions

TEMPLATES = environment.environment()
DAY = editions.edition().local_date


def settings(base_url: str, transport: config.TransportKind, *hosts: str) -> config.Settings:
    read = config.Settings(newsletters=(editions.NEWSLETTER,))
    return read.model_copy(
        update={
            "web": read.web.model_copy(update={"base_url": base_url}),
            "delivery": read.delivery.model_copy(update={"transport": transport}),
            "collect": read.collect.model_copy(update={"allow_hosts": hosts}),
        }
    )


def look(
    read: config.Settings, value: model.Edition, newsletter: config.Newsletter = editions.NEWSLETTER
) -> tuple[Finding, ...]:
    links = Links(read.web.base_url, "k" * 40)
    archive_url = links.archive(newsletter.key, DAY)
    mail = edition.render(value, newsletter, model.Variant(), TEMPLATES, archive_url=archive_url)
    return findings.of_edition(mail, newsletter, read, links, DAY)


def linked(url: str) -> model.Edition:
    """The golden edition with this address among its sources."""
    value = editions.edition()
    first = value.stories[0]
    articles = (first.articles[0].model_copy(update={"url": url}), *first.articles[1:])
    return value.model_copy(update={"stories": (first.model_copy(update={"articles": articles}), *value.stories[1:])})


SMTP, FOLDER = config.TransportKind.SMTP, config.TransportKind.FOLDER


def test_our_own_mails_have_nothing_to_mend() -> None:
    assert look(settings("https://news.ledger.example", SMTP), editions.edition()) == ()


@pytest.mark.parametrize("base_url", ["http://news.ledger.example", "http://127.0.0.1:8080"])
def test_our_own_address_is_said_once_and_only_where_mails_leave(base_url: str) -> None:
    found = look(settings(base_url, SMTP), editions.edition())
    assert [each.place for each in found] == [findings.OWN_PAGES]
    assert base_url in found[0].advice
    assert look(settings(base_url, FOLDER), editions.edition()) == ()


@pytest.mark.parametrize(
    ("url", "listed", "rules"),
    [
        ("http://10.1.2.3:8000/a", (), {Rule.LINK_UNENCRYPTED, Rule.LINK_PLACEHOLDER}),
        ("http://10.1.2.3:8000/a", ("10.0.0.0/8",), set()),
        ("http://10.1.2.3:8000/a", ("10.9.0.0/16",), {Rule.LINK_UNENCRYPTED, Rule.LINK_PLACEHOLDER}),
        ("https://news.local/a", (), {Rule.LINK_PLACEHOLDER}),
        ("https://news.local/a", ("news.local",), set()),
        ("https://news.local/a", ("127.0.0.1",), {Rule.LINK_PLACEHOLDER}),
        ("http://8.8.8.8/a", ("10.0.0.0/8",), {Rule.LINK_UNENCRYPTED}),
    ],
)
def test_hosts_that_the_operator_listed_are_no_mistake(url: str, listed: tuple[str, ...], rules: set[Rule]) -> None:
    found = look(settings("https://news.ledger.example", SMTP, *listed), linked(url))
    assert {each.rule for each in found} == rules


def test_a_mail_that_cannot_be_put_together_is_a_finding() -> None:
    wrong = editions.NEWSLETTER.model_copy(update={"sender": "no address"})
    found = look(settings("https://news.ledger.example", SMTP), editions.edition(), wrong)
    assert [(each.rule, each.place) for each in found] == [(Rule.HEADER_FORM, "the mail as sent")]
    assert "no address" in found[0].advice


def test_a_notice_is_looked_over_too() -> None:
    read = settings("https://news.ledger.example", SMTP)
    links = Links(read.web.base_url, "k" * 40)
    mail = notice.render(
        "confirm", TEMPLATES, newsletter=editions.NEWSLETTER, confirm_url="https://a.example/confirm/x"
    )
    assert findings.of_notice(mail, editions.NEWSLETTER, read, links, DAY) == ()
    silent = mail.model_copy(update={"text": "", "subject": "Re: your address"})
    found = findings.of_notice(silent, editions.NEWSLETTER, read, links, DAY)
    assert {each.rule for each in found} == {Rule.TEXT_EMPTY, Rule.SUBJECT_REPLY}


def test_an_override_is_judged_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "confirm").mkdir()
    (tmp_path / "confirm" / "subject.txt").write_text("CONFIRM YOUR ADDRESS NOW", encoding="utf-8")
    read = settings("https://news.ledger.example", SMTP)
    own = environment.environment(tmp_path)
    mail = notice.render("confirm", own, newsletter=editions.NEWSLETTER, confirm_url="https://a.example/confirm/x")
    found = findings.of_notice(mail, editions.NEWSLETTER, read, Links(read.web.base_url, "k" * 40), DAY)
    assert [each.rule for each in found] == [Rule.SUBJECT_SHOUTS]
