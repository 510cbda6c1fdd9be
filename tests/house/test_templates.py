"""docs/templates.md names every variable of every mail, and the mails use nothing else."""

import re

import pytest
from jinja2 import meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from digest import model
from digest.render import environment, shown
from tests import shared

TEMPLATES = environment.environment()
DOCS = (shared.ROOT / "docs" / "templates.md").read_text("utf-8")
MAILS = ("edition", "confirm", "welcome", "goodbye", "erratum", "draft_ready")
SHOWN = [value for value in vars(shown).values() if isinstance(value, type) and value.__module__ == shown.__name__]


def documented(heading: str) -> set[str]:
    """The names in the table of this section."""
    section = re.split(rf"^#+ {re.escape(heading)}$", DOCS, flags=re.MULTILINE)[1]
    return set(re.findall(r"^\| `(\w+)` \|", re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0], re.MULTILINE))


def sources(folder: str) -> list[str]:
    """The text of every template of a folder."""
    assert TEMPLATES.loader is not None
    names = (name for name in TEMPLATES.list_templates() if name.startswith(f"{folder}/"))
    return [TEMPLATES.loader.get_source(TEMPLATES, name)[0] for name in names]


def used(folder: str) -> set[str]:
    """Every variable that a mail's templates and the frame take from outside."""
    names: set[str] = set()
    for source in (*sources(folder), *sources("_base")):
        tree = TEMPLATES.parse(source)
        names |= meta.find_undeclared_variables(tree) - imported(tree)
    return names


def imported(tree: nodes.Template) -> set[str]:
    """What a template takes from other templates; inside a block Jinja counts it as coming from outside."""
    modules = {found.target for found in tree.find_all(nodes.Import)}
    return modules | {str(name) for found in tree.find_all(nodes.FromImport) for name in found.names}


@pytest.mark.parametrize("value", SHOWN, ids=lambda value: value.__name__)
def test_every_variable_of_an_edition_is_documented(value: type[shown.Outline]) -> None:
    heading = "`edition`" if value.__name__ == "Outline" else value.__name__
    assert documented(heading) == set(value.model_fields)


@pytest.mark.parametrize("folder", MAILS)
def test_a_mail_uses_only_what_is_documented(folder: str) -> None:
    assert used(folder) <= documented(f"`{folder}`") | documented("Every mail") | documented("Words and direction")


def test_the_web_page_uses_only_what_is_documented() -> None:
    trees = [TEMPLATES.parse(source) for source in sources("page")]
    names = set().union(*(meta.find_undeclared_variables(tree) - imported(tree) for tree in trees))
    mail = documented("`edition`") | documented("Every mail") | documented("Words and direction")
    assert names <= documented("`page`") | (mail - set(model.Slot))
    assert documented("`page`") <= names


@pytest.mark.parametrize("folder", MAILS)
def test_a_mail_has_its_three_files(folder: str) -> None:
    names = set(TEMPLATES.list_templates())
    assert {f"{folder}/subject.txt", f"{folder}/body.html", f"{folder}/body.txt"} <= names


def test_every_word_that_templates_have_everywhere_is_documented() -> None:
    assert set(TEMPLATES.globals) - set(DEFAULT_NAMESPACE) == documented("Words and direction")


def test_every_filter_is_documented() -> None:
    assert set(TEMPLATES.filters) - set(FILTERS) <= set(re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE))


@pytest.mark.parametrize("folder", [*MAILS, "page"])
def test_no_mail_marks_text_as_safe(folder: str) -> None:
    """A headline would bring its own tags."""
    for source in sources(folder):
        assert not re.findall(r"\|\s*safe", source)


@pytest.mark.parametrize("name", [name for name in TEMPLATES.list_templates() if name.startswith("web/")])
def test_a_page_of_the_web_is_listed_with_what_it_uses(name: str) -> None:
    row = re.search(rf"^\| `{re.escape(name)}` \| .+ \| (.+) \|$", DOCS, re.MULTILINE)
    assert row, f"docs/templates.md has no row for {name}"
    assert TEMPLATES.loader is not None
    tree = TEMPLATES.parse(TEMPLATES.loader.get_source(TEMPLATES, name)[0])
    used_here = meta.find_undeclared_variables(tree) - imported(tree) - set(TEMPLATES.globals)
    assert set(re.findall(r"`(\w+)`", row[1])) == used_here
