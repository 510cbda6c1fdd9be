from pathlib import Path

import pytest

from digest import errors
from digest.render import environment


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_operators_template_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "confirm/subject.txt", "Mine")
    templates = environment.environment(tmp_path)
    assert environment.fill_in(templates, "confirm/subject.txt", {}) == "Mine"
    assert "confirm/body.html" in templates.list_templates()


def test_html_is_escaped_and_text_is_not(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "{{ x }}")
    write(tmp_path, "a.txt", "{{ x }}")
    write(tmp_path, "a.html.j2", "{{ x }}")
    templates = environment.environment(tmp_path)
    assert environment.fill_in(templates, "a.html", {"x": "<b>"}) == "&lt;b&gt;"
    assert environment.fill_in(templates, "a.html.j2", {"x": "<b>"}) == "&lt;b&gt;"
    assert environment.fill_in(templates, "a.txt", {"x": "<b>"}) == "<b>"


def test_a_broken_template_stops_the_start_with_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "edition/body.html", "one\n{% if %}\n")
    with pytest.raises(errors.RenderError, match=rf"{tmp_path}/edition/body.html:2"):
        environment.environment(tmp_path)


def test_a_template_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"ab\xff")
    with pytest.raises(errors.RenderError, match=r"x\.txt: not UTF-8 text"):
        environment.environment(tmp_path)


@pytest.mark.parametrize(
    "text", ["one\n{{ missing }}", "one\n{{ 1 / 0 }}", "one\n{{ x.nothing.more }}", "one\n{{ 1 + 'a' }}"]
)
def test_what_cannot_be_filled_in_is_named_with_file_and_line(tmp_path: Path, text: str) -> None:
    write(tmp_path, "x.txt", text)
    templates = environment.environment(tmp_path)
    with pytest.raises(errors.RenderError, match=r"x\.txt:2: "):
        environment.fill_in(templates, "x.txt", {"x": object()})


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ x.append(1) }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(tmp_path: Path, text: str) -> None:
    write(tmp_path, "x.txt", text)
    templates = environment.environment(tmp_path)
    with pytest.raises(errors.RenderError):
        environment.fill_in(templates, "x.txt", {"x": []})


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.RenderError, match="does not exist"):
        environment.environment(tmp_path / "nowhere")


def test_hidden_and_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".trash/x.html", "{% if %}")
    write(tmp_path, "x.html~", "{% if %}")
    environment.environment(tmp_path)


@pytest.mark.parametrize("tag", ['{% import "x.txt" as x %}', '{% from "x.txt" import y %}', '{% include "x.txt" %}'])
def test_unescaped_text_cannot_slip_into_a_page(tmp_path: Path, tag: str) -> None:
    write(tmp_path, "x.txt", "{% macro y(z) %}{{ z }}{% endmacro %}")
    write(tmp_path, "x.html", tag)
    with pytest.raises(errors.RenderError, match=r"x\.html: takes from x\.txt"):
        environment.environment(tmp_path)
