"""The mails in a real browser, in each theme: nothing sticks out at any width, and axe finds nothing in any scheme."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from digest import model
from digest.render import edition, environment, notice
from tests.acceptance import drawn
from tests.acceptance.drawn import CHROMIUM, QUIET, WITHOUT_STYLE
from tests.bench.render import THEMES
from tests.days import arabic, chinese
from tests.golden import editions, test_mails
from tests.unit.render import test_hostile as hostile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
TEMPLATES = environment.environment()
LONG = "Very long headline words and more " * 8 + "x" * 200 + " صحيفة الميناء 👩‍👩‍👧 </td> {{ 7 * 7 }}"
LOGO = '[logo]\nurl = "https://news.example/l.png"\nwidth = 256\nheight = 60\nalt = "The Morning Ledger"\n'
COLUMNS = """[...document.querySelectorAll('table[align=left]')].slice(0, 2).map(each => {
    const box = each.getBoundingClientRect();
    return [box.top, box.width];
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser: playwright.Browser) -> playwright.Page:
    page = browser.new_page()
    page.route(drawn.ANYWHERE, lambda route: route.abort())
    return page


@pytest.fixture(scope="module", params=THEMES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The mails in a shipped theme, with a logo about as wide as one may be."""
    file = tmp_path_factory.mktemp("theme") / "mine.toml"
    file.write_text(f'like = "{request.param}"\n{LOGO}')
    return dict(mails(file))


def mails(theme: Path) -> Iterator[tuple[str, str]]:
    """Each variant, an edition of unkind words, and each notice."""
    newsletter = editions.NEWSLETTER.model_copy(update={"theme": theme})
    for variant in test_mails.VARIANTS:
        mail = edition.render(editions.edition(), newsletter, variant, TEMPLATES, archive_url=editions.ARCHIVE_URL)
        yield variant.key, mail.html
    unkind = hostile.poisoned(LONG)
    yield "unkind", edition.render(unkind, newsletter, model.Variant(), TEMPLATES, archive_url="").html
    for name, variables in test_mails.NOTICES.items():
        yield name, notice.render(name, TEMPLATES, newsletter=newsletter, **variables).html
    for day in (chinese.DAY, arabic.DAY):
        told = day.newsletter().model_copy(update={"theme": theme})
        yield day.language, edition.render(day.edition(8), told, model.Variant(), TEMPLATES, archive_url="").html


def test_nothing_sticks_out(pages: dict[str, str], browser: playwright.Browser) -> None:
    spilled = {name: drawn.spill(browser, text) for name, text in pages.items()}
    assert {name: pixels for name, pixels in spilled.items() if pixels} == {}


@pytest.mark.parametrize("scheme", drawn.SCHEMES)
def test_axe_finds_nothing(scheme: drawn.Scheme, pages: dict[str, str], browser: playwright.Browser) -> None:
    assert {
        name: drawn.violations(browser, pages[name], scheme, widths=(600,)) for name in ("full", "erratum", "ar")
    } == {
        "full": [],
        "erratum": [],
        "ar": [],
    }


@pytest.mark.parametrize(("width", "is_beside"), [(375, False), (559, False), (560, True), (600, True), (700, True)])
def test_the_sides_stand_beside_each_other_where_there_is_room(
    width: int, is_beside: bool, pages: dict[str, str], page: playwright.Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(pages["full"], wait_until="domcontentloaded")
    (top, one), (other_top, other) = page.evaluate(COLUMNS)
    assert (top == other_top) is is_beside
    assert one == other
    assert is_beside or one > width - 80, "below each other they take the whole width"


@pytest.mark.parametrize(("width", "is_beside"), [(375, False), (600, True), (700, True)])
def test_they_do_so_without_the_style_sheet(
    width: int, is_beside: bool, pages: dict[str, str], page: playwright.Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(pages["full"], wait_until="domcontentloaded")
    page.evaluate(WITHOUT_STYLE)
    (top, _), (other_top, _) = page.evaluate(COLUMNS)
    assert (top == other_top) is is_beside
