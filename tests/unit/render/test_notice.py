from pathlib import Path

import pytest

from digest import errors
from digest.render import environment, notice
from tests.golden import editions

TEMPLATES = environment.environment()
URL = "https://news.example/confirm/abc?a=1&b=2"


def test_a_notice_has_subject_page_and_text() -> None:
    mail = notice.render("confirm", TEMPLATES, newsletter=editions.NEWSLETTER, confirm_url=URL)
    assert mail.subject == "Confirm your subscription to The Morning Ledger"
    assert 'href="https://news.example/confirm/abc?a=1&amp;b=2"' in mail.html
    assert f"\n{URL}\n" in mail.text


def test_a_name_cannot_bring_a_header_or_a_tag() -> None:
    newsletter = editions.NEWSLETTER.model_copy(update={"name": "A\r\nBcc: x@y.test =?utf-8?q?=0A?= <b>"})
    mail = notice.render("confirm", TEMPLATES, newsletter=newsletter, confirm_url=URL)
    assert mail.subject == "Confirm your subscription to A Bcc: x@y.test = ?utf-8?q?=0A?= <b>"
    assert "&lt;b&gt;" in mail.html


def test_a_missing_value_names_the_template() -> None:
    with pytest.raises(errors.RenderError, match=r"confirm/body\.html.*confirm_url"):
        notice.render("confirm", TEMPLATES, newsletter=editions.NEWSLETTER)


def test_an_unknown_notice_is_named() -> None:
    with pytest.raises(errors.RenderError, match=r"nothing/subject\.txt"):
        notice.render("nothing", TEMPLATES, newsletter=editions.NEWSLETTER)


def test_an_empty_subject_is_refused(tmp_path: Path) -> None:
    (tmp_path / "confirm").mkdir()
    (tmp_path / "confirm" / "subject.txt").write_text("\n", "utf-8")
    with pytest.raises(errors.RenderError, match="subject is empty"):
        notice.render("confirm", environment.environment(tmp_path), newsletter=editions.NEWSLETTER, confirm_url=URL)
