"""The code keeps the house's measure: small functions and modules, its words, errors that are documented."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import digest
from digest import errors
from tests.shared import ROOT

PACKAGE = Path(digest.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_MODULE = 500
MAX_FUNCTION = 40
LONG = {
    "cli.demo:demo": "its options are declared in its signature",
    "cli.editions:preview": "its options are declared in its signature",
    "cli.deliveries:deliveries": "its options are declared in its signature",
    "cli.sources:add": "its options are declared in its signature",
    "store.migrations.versions.0001_first_rows:_delivery": "one table, written once",
}
"""Functions over the measure, each with its reason."""
NOT_OUR_WORDS = {"campaign", "campaigns", "blast", "blasts", "blacklist", "whitelist", "bias", "biases"}
"""Of the words the glossary rules out, those that no format or library brings along (Atom has entries, HTTP a POST)."""
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def named(module: Path) -> str:
    """``cli.demo`` for ``digest/cli/demo.py``."""
    return ".".join(module.relative_to(PACKAGE).with_suffix("").parts)


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its lines."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{named(module)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def identifiers(module: Path) -> set[str]:
    """Every name the module gives or uses."""
    found = {named(module)}
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                found.add(name)
    return found


def error_tree(parent: type[errors.DigestError] = errors.DigestError) -> list[type[errors.DigestError]]:
    return [parent, *(found for child in parent.__subclasses__() for found in error_tree(child))]


def test_modules_stay_small() -> None:
    lines = {named(module): module.read_text("utf-8").count("\n") for module in MODULES}
    assert {name: length for name, length in lines.items() if length > MAX_MODULE} == {}


def test_functions_stay_small_or_say_why() -> None:
    long = {name for name, length in functions() if length > MAX_FUNCTION}
    assert long <= set(LONG), "split it, or give the reason here"


def test_a_typical_function_is_short() -> None:
    lengths = sorted(length for _, length in functions())
    assert lengths[len(lengths) // 2] <= 12


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_words_of_the_house(module: Path) -> None:
    words = {word.lower() for name in identifiers(module) for word in re.findall(r"[A-Z]?[a-z]+", name)}
    assert not words & NOT_OUR_WORDS
    assert not set(named(module).split(".")) & SHAPELESS


def test_the_package_itself_holds_its_version_alone() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    docstring, *rest = tree.body
    assert isinstance(docstring, ast.Expr)
    assert [ast.unparse(each) for each in rest] == [f"__version__ = '{digest.__version__}'"]


@pytest.mark.parametrize("error", error_tree(), ids=lambda error: error.__name__)
def test_every_error_is_drawn_and_documented(error: type[errors.DigestError]) -> None:
    assert re.search(rf"^[├└│─ ]*{error.__name__}\b", errors.__doc__ or "", re.MULTILINE)
    operating = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert re.search(rf"^\| `{error.__name__}` \| .+ \| .+ \|$", operating, re.MULTILINE)
