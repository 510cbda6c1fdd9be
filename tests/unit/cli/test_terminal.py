"""Commands in messages run as they are printed."""

from pathlib import Path

import pytest
import typer

from digest.cli import app, terminal


def test_all_commands_are_known() -> None:
    assert set(typer.main.get_command(app.app).commands) == set(terminal.COMMANDS)  # type: ignore[attr-defined]  # a group


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([".venv/bin/digest", "collect"], "Next: .venv/bin/digest build"),
        (["my tools/digest"], "Next: 'my tools/digest' build"),
        (["digest"], "Next: digest build"),
        (["digest", "collect", "--config", "a/b.toml"], "Next: digest --config a/b.toml build"),
        (["digest", "--config=a/b.toml", "collect"], "Next: digest --config a/b.toml build"),
    ],
)
def test_next_steps_are_as_the_person_types_them(monkeypatch: pytest.MonkeyPatch, typed: list[str], said: str) -> None:
    monkeypatch.setattr("sys.argv", typed)
    assert terminal.runnable("Next: digest build") == said


def test_a_program_that_the_shell_finds_goes_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "digest"
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", [str(program)])
    assert terminal.runnable("run: digest check; a digest of news; my-digest run") == (
        "run: digest check; a digest of news; my-digest run"
    )


def test_a_command_that_names_its_configuration_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["bin/digest", "--config", "x.toml"])
    assert terminal.runnable("`digest init --config y.toml`") == "`bin/digest init --config y.toml`"


def test_tables_end_where_their_text_ends(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(("a", "b"), [("x", "long words"), ("y", "z")])
    assert capsys.readouterr().out.splitlines() == ["a  b", "x  long words", "y  z"]


@pytest.mark.parametrize(
    "text", ["Lire sur le web\u202f:", "نامه\u200cها", "\u200f2. الوسط:", "👩\u200d👩\u200d👧", "a\u00a0b\u3000c"]
)
def test_what_languages_are_written_with_is_shown(text: str) -> None:
    assert terminal.printable(text) == text


@pytest.mark.parametrize("char", ["\x1b", "\r", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\ufeff"])
def test_what_moves_the_cursor_or_turns_the_line_is_not(char: str) -> None:
    assert terminal.printable(f"a{char}b") == "a\N{REPLACEMENT CHARACTER}b"
