"""The glossary and the code say the same about every state and reason."""

import ast
import re
from pathlib import Path

import pytest

import digest
from tests.shared import ROOT

PACKAGE = Path(digest.__file__).parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"<!-- enum: (\w+) -->\n\n(.+?)(?=\n\n|\Z)", GLOSSARY, re.DOTALL))
MUST = {
    "EditionState",
    "SourceState",
    "SubscriptionState",
    "DeliveryState",
    "LeftOutReason",
    "SuppressionReason",
    "FeedbackKind",
    "Origin",
}


def sentences(file: Path) -> dict[str, dict[str, str]]:
    """Enum -> member's value -> the sentence under it."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases
        ):
            found[node.name] = {}
            for member, after in zip(node.body, [*node.body[1:], None], strict=True):
                if isinstance(member, ast.Assign) and isinstance(member.value, ast.Constant):
                    is_said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                    found[node.name][str(member.value.value)] = str(after.value.value) if is_said else ""  # type: ignore[union-attr]  # is_said
    return found


CODE = {
    name: members
    for folder in ("model", "pipeline")
    for file in sorted((PACKAGE / folder).glob("*.py"))
    for name, members in sentences(file).items()
}


def test_the_glossary_holds_every_state_and_reason() -> None:
    assert set(SECTIONS) >= MUST


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_the_glossary_says_what_the_code_says(name: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", SECTIONS[name], re.MULTILINE))
    assert rows == {value: sentence.replace("``", "`") for value, sentence in CODE[name].items()}
    assert all(rows.values())
