"""A sample edition through all templates, so that a mistake in one shows before the hour."""

from pathlib import Path

import pytest

from digest import config, errors, model
from digest.pipeline import proof
from digest.render import budget, outline, shown
from digest.render import environment as files
from tests.golden import editions


def settings(folder: Path | None) -> config.Settings:
    return config.Settings(newsletters=(editions.NEWSLETTER,), templates=folder)


def override(folder: Path, name: str, before: str, after: str) -> Path:
    """A folder that holds this shipped template with one change."""
    shipped = files.environment()
    assert shipped.loader is not None
    text = shipped.loader.get_source(shipped, name)[0]
    assert before in text
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text.replace(before, after, 1), "utf-8")
    return folder


def test_the_shipped_templates_can_be_filled_in() -> None:
    made = proof.prove(settings(None))
    assert len(made) == 5 + 5
    assert {each.findings for each in made} == {()}
    assert list(proof.oddities(None)) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("edition/subject.txt", "{{ subject }}", "{{ subjekt }}"),
        ("edition/body.txt", "newsletter.postal_address)", "newsletter.postal_adress)"),
        ("edition/body.html", "{{ newsletter.name }}", "{{ nwsletter.name }}"),
        ("confirm/body.txt", "{{ confirm_url }}", "{{ confirm_link }}"),
        ("welcome/body.txt", "{{ preferences_url }}", "{{ preference_url }}"),
        ("draft_ready/body.html", "{{ story.headline }}", "{{ story.headlin }}"),
    ],
)
def test_an_unknown_variable_is_named_with_file_and_line(name: str, before: str, after: str, tmp_path: Path) -> None:
    folder = override(tmp_path, name, before, after)
    line = (folder / name).read_text("utf-8").split(after)[0].count("\n") + 1
    with pytest.raises(errors.RenderError, match=rf"{folder}/{name}:{line}: .*(undefined|has no attribute)"):
        proof.prove(settings(folder))


def test_what_would_keep_an_edition_from_being_approved_is_found(tmp_path: Path) -> None:
    folder = override(tmp_path, "edition/body.html", "{{ newsletter.name }}", '<img src="https://x.example/a.png">')
    with pytest.raises(errors.RenderError, match="no alt text"):
        proof.prove(settings(folder))


def test_a_file_of_no_templates_name_is_said_with_the_nearest(tmp_path: Path) -> None:
    for name in ("editon/body.txt", "edition/own.html", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    override(tmp_path, "edition/body.html", "{{ newsletter.name }}", '{% include "edition/own.html" %}')
    (said,) = proof.oddities(tmp_path)
    assert said.startswith(f"{tmp_path}/editon/body.txt: there is no template of this name")
    assert said.endswith("did you mean edition/body.txt?")


def test_a_variable_that_no_page_has_is_said(tmp_path: Path) -> None:
    override(tmp_path, "web/newsletter.html", "{{ rhythm }}", "{{ rythm }}")
    (said,) = proof.oddities(tmp_path)
    assert "web/newsletter.html:" in said
    assert said.endswith("no page has a variable 'rythm'; did you mean rhythm?")


def test_the_sample_has_one_of_everything() -> None:
    """A part that the sample lacks is a part of a template that nothing tries."""
    edition = proof.sample(editions.NEWSLETTER)
    slots = dict.fromkeys(model.Slot, "QZ")
    plan = budget.plans(edition, model.Variant())[0]
    content = outline.outline(
        edition, editions.NEWSLETTER, model.Variant(), plan, archive_url="https://x.example/a", slots=slots
    )
    empty = {name for name in shown.Outline.model_fields if not getattr(content, name)}
    assert empty <= {"is_brief", "shortened", "on_the_web", "muted", "muted_stories"}
    assert content.lead is not None
    assert not {name for name in shown.Story.model_fields if not getattr(content.lead, name)}


def test_a_theme_among_the_own_templates_is_no_oddity(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "mine.toml").write_text("[sizes]\ntext = 18\n")
    assert list(proof.oddities(tmp_path)) == []


def test_a_theme_that_cannot_be_used_is_named_before_anything_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[light]\nmuted = "#999999"\n')
    first, *others = settings(None).newsletters
    with pytest.raises(errors.RenderError, match=r"mine\.toml:2: light\.muted: #999999 on page .* contrast of 2\.\d"):
        proof.prove(
            settings(None).model_copy(update={"newsletters": (first.model_copy(update={"theme": file}), *others)})
        )
