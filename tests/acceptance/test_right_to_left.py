"""A mail from right to left in a real browser: mirrored, within its edges, and every name on its side."""

from collections.abc import Iterator

import pytest
from playwright import sync_api as playwright

from digest import model
from digest.render import edition, environment
from tests.acceptance.test_browser import CHROMIUM, QUIET
from tests.golden import arabic, editions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
WITHOUT_STYLE = "document.querySelectorAll('style').forEach(each => each.remove())"
SPILL = """() => [...document.querySelectorAll('body *')].some(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
})"""
PLACES = """text => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + text.length);
        const box = range.getBoundingClientRect();
        if (box.width) return [box.left, box.right, box.top];
    }
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[playwright.Page]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.route("http*://**", lambda route: route.abort())
        yield page
        browser.close()


@pytest.fixture(params=["with its style sheet", "without"])
def drawn(request: pytest.FixtureRequest, page: playwright.Page) -> playwright.Page:
    """The Arabic edition at 600 pixels."""
    mail = edition.render(
        arabic.edition(), arabic.ARABIC, model.Variant(), environment.environment(), archive_url=editions.ARCHIVE_URL
    )
    page.set_viewport_size({"width": 600, "height": 900})
    page.set_content(mail.html, wait_until="domcontentloaded")
    if request.param == "without":
        page.evaluate(WITHOUT_STYLE)
    return page


def test_the_first_side_stands_on_the_right(drawn: playwright.Page) -> None:
    (one, _, top), (_, other, beside) = (drawn.evaluate(PLACES, text) for text in ("رؤية تقدّمية", "رؤية محافِظة"))
    assert top == beside
    assert one > other


def test_lines_begin_on_the_right_and_english_ones_on_the_left(drawn: playwright.Page) -> None:
    edges = drawn.evaluate(
        "[document.querySelector('h1').getBoundingClientRect()].map(box => [box.left, box.right])[0]"
    )
    for text in ("أهم النقاط", "المصادر", "باختصار"):
        assert drawn.evaluate(PLACES, text)[1] == pytest.approx(edges[1], abs=2), text
    assert drawn.evaluate(PLACES, "A comet can be seen before dawn this week")[0] == pytest.approx(edges[0], abs=2)
    assert drawn.evaluate(PLACES, "The comet stands low")[0] == pytest.approx(edges[0] + 20, abs=2)


def test_an_english_name_among_arabic_words_keeps_its_place(drawn: playwright.Page) -> None:
    """Read from the right: the outlet, its colon, then the title, then how the outlet leans."""
    texts = ("Northfield Courier", "Where to look for the comet", "(أقرب إلى اليسار)")
    outlet, title, lean = (drawn.evaluate(PLACES, text) for text in texts)
    assert outlet[0] >= title[1] >= title[0] >= lean[1]


@pytest.mark.parametrize("width", [320, 375, 600])
def test_nothing_sticks_out_on_either_side(width: int, drawn: playwright.Page) -> None:
    drawn.set_viewport_size({"width": width, "height": 900})
    assert drawn.evaluate(SPILL) is False
