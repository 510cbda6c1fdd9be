"""The web page of an edition in a real browser: readable by everybody, at every width, on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api as playwright

from digest import model
from digest.render import environment, page
from digest.web import archive
from tests.acceptance.test_browser import CHROMIUM, QUIET
from tests.golden import editions as samples
from tests.unit.render import test_hostile as hostile
from tests.unit.render import test_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
]
TEMPLATES = environment.environment()
HOME = "https://news.morning-ledger.example/morning"
HOUR = datetime(2026, 11, 21, 7, tzinfo=UTC)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HARD = "x" * 200 + " " + "Very long headline words " * 12 + "صحيفة الميناء </script>{{ braces }}"
EDITIONS = {"sample": test_page.pictured(), "hostile": hostile.poisoned(HARD)}


def made(edition: str, theme: str, language: str = "en") -> model.Page:
    newsletter = samples.NEWSLETTER.model_copy(update={"theme": Path(theme), "language": language})
    places = page.Addresses(edition=samples.ARCHIVE_URL, newsletter=HOME, feed=f"{HOME}/feed.atom")
    return page.render(EDITIONS[edition], newsletter, TEMPLATES, places, HOUR)


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800"/></svg>'


def opened(context: playwright.BrowserContext, shown: model.Page, complaints: list[str]) -> playwright.Page:
    """The page as the archive answers with it; what the browser says of it, and what else it asks for, are complaints."""
    headers = {"content-security-policy": f"{shown.policy}; {archive.ANCESTORS}"}

    def answer(route: playwright.Route) -> None:
        if "/images/" in route.request.url:
            given = {"cross-origin-resource-policy": "cross-origin"}
            route.fulfill(body=PICTURE, content_type="image/svg+xml", headers=given)
            return
        if route.request.url != samples.ARCHIVE_URL:
            complaints.append(route.request.url)
        route.fulfill(body=shown.html, content_type="text/html; charset=utf-8", headers=headers)

    tab = context.new_page()
    # The sandbox refuses the scripts that playwright looks about with; the page has none.
    tab.on("console", lambda each: None if "'allow-scripts'" in each.text else complaints.append(each.text))
    tab.route("**/*", answer)
    tab.goto(samples.ARCHIVE_URL)
    return tab


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What goes wrong in a browser fails the test, unless it took it out."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("theme", ["paper", "slate"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    browser: playwright.Browser,
    complaints: list[str],
    width: int,
    scheme: Literal["light", "dark"],
    theme: str,
    edition: str,
) -> None:
    # Past the policy, which lets no script in: not axe either.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    tab = opened(context, made(edition, theme), complaints)
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}}).response
    context.close()
    assert found["passes"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [1280, 720, 390, 320])
def test_nothing_overflows_sideways(
    browser: playwright.Browser, complaints: list[str], width: int, edition: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = opened(context, made(edition, "paper"), complaints)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_its_policy_lets_its_looks_in_and_no_others(browser: playwright.Browser, complaints: list[str]) -> None:
    shown = made("sample", "paper")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = opened(context, shown, complaints)
    first, second = (tab.locator(".sides .view").nth(place).bounding_box() for place in (0, 1))
    assert first
    assert second
    assert first["y"] == second["y"]  # side by side: the style sheet holds
    context.close()
    smuggled = shown.model_copy(update={"html": shown.html.replace("</title>", "</title><style>*{color:red}</style>")})
    context = browser.new_context()
    opened(context, smuggled, complaints)
    context.close()
    (said,) = complaints
    complaints.clear()
    assert "inline style" in said


def test_its_picture_is_let_in(browser: playwright.Browser, complaints: list[str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    tab = opened(context, made("sample", "paper"), complaints)
    place = tab.get_by_role("img", name="A crane").bounding_box()
    assert place
    assert place["width"] / place["height"] == pytest.approx(1.5, abs=0.01)
    context.close()


def test_sides_stand_below_each_other_where_it_is_narrow(browser: playwright.Browser, complaints: list[str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    tab = opened(context, made("sample", "paper"), complaints)
    first, second = (tab.locator(".sides .view").nth(place).bounding_box() for place in (0, 1))
    assert first
    assert second
    assert first["y"] + first["height"] <= second["y"]
    context.close()


def test_a_mark_leads_to_its_source_and_the_first_link_past_the_head(
    browser: playwright.Browser, complaints: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = opened(context, made("sample", "paper"), complaints)
    tab.keyboard.press("Tab")
    skip = tab.get_by_role("link", name="Skip to the stories")
    place = skip.bounding_box()
    assert place
    assert place["y"] >= 0
    skip.press("Enter")
    assert tab.url.endswith("#content")
    tab.get_by_role("link", name="Source 3", exact=True).first.click()
    assert tab.url.endswith("-source-3")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_it_is_black_on_white_with_addresses(
    browser: playwright.Browser, complaints: list[str], scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 794, "height": 1123}, color_scheme=scheme, bypass_csp=True)
    tab = opened(context, made("sample", "paper"), complaints)
    tab.emulate_media(media="print", color_scheme=scheme)
    assert not tab.get_by_role("navigation").is_visible()
    looks = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    assert tab.locator("body").evaluate(looks) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    after = tab.locator(".sources li a").first.evaluate("each => getComputedStyle(each, '::after').content")
    assert "attr(href)" in after or samples.edition().stories[0].articles[0].url in after
    assert tab.pdf(format="A4").startswith(b"%PDF")
    context.close()


@pytest.mark.parametrize(("width", "is_folded"), [(390, True), (800, True), (1280, False)])
def test_the_list_of_stories_stands_beside_them_or_folded_above(
    browser: playwright.Browser, complaints: list[str], width: int, is_folded: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    tab = opened(context, made("sample", "paper"), complaints)
    assert tab.locator("nav h2").is_visible() is not is_folded
    assert tab.locator("summary").is_visible() is is_folded
    links = tab.locator("nav li a").locator("visible=true")
    assert links.count() == (0 if is_folded else len(samples.edition().stories))
    if is_folded:
        tab.locator("summary").press("Enter")
        links.last.click()
        assert tab.url.endswith(f"#story-{samples.edition().stories[-1].id}")
    context.close()


def test_from_right_to_left_everything_changes_sides(browser: playwright.Browser, complaints: list[str]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    tab = opened(context, made("sample", "paper", "ar"), complaints)
    nav, main = tab.get_by_role("navigation").bounding_box(), tab.get_by_role("main").bounding_box()
    assert nav
    assert main
    assert nav["x"] > main["x"]
    first, second = (tab.locator(".sides .view").nth(place).bounding_box() for place in (0, 1))
    assert first
    assert second
    assert first["x"] > second["x"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1280
    context.close()
