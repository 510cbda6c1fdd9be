"""Preflight reads colours, sizes and line heights as a real browser does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright import sync_api as playwright

from digest import model
from digest.render import edition, environment
from digest.render.preflight import css, paint
from digest.render.preflight import page as pages
from tests.acceptance.test_browser import CHROMIUM, QUIET
from tests.golden import editions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
DRAWN = """() => [...document.body.querySelectorAll('*')].map(element => {
    const look = getComputedStyle(element);
    const grounds = [];
    for (let each = element; each; each = each.parentElement) grounds.push(getComputedStyle(each).backgroundColor);
    const ground = grounds.find(colour => colour != 'rgba(0, 0, 0, 0)');
    return [element.tagName.toLowerCase(), look.color, ground || '', parseFloat(look.fontSize),
        parseFloat(look.lineHeight), +look.fontWeight >= 600];
})"""
CASCADE = """<!DOCTYPE html><html><head><meta name="color-scheme" content="light dark"><style>
/*// a comment with a slash at its end //*/
body { background: #fafafa; color: #202020; font: 15px/1.5 Arial }
td { font: bold 14px/20px Arial; color: #333333 }
.big { font-size: 24px; background: #eeeeee }
.big.wide b { color: #123456 }
#one td, h2 > i { color: rgb(10, 20, 30) }
a:link { color: #005500 }
p { line-height: 1.25; font-weight: 700 }
.low { color: #700000 !important; background-color: #ffffff !important }
@media (prefers-color-scheme: dark) { .low { background: #101010 !important; color: #eeeeee !important } }
@media (max-width: 100px) { td { color: #ff0000 } }
</style></head><body>
<table id="one"><tr><td>x <b>y</b></td><td class="big wide">x <b>y</b> <a href="https://a.example/">z</a></td></tr></table>
<p class="big" style="font:11px/1 Arial">x</p><p style="font:11px Arial;line-height:22px">x</p><h1>x</h1><h2>x <i>y</i></h2>
<div class="low" style="color:#00ff00;background-color:#0000ff">x <font color="#abcdef">y</font> <sup>z</sup></div>
<div style="background-color:#336699;background:#998877">x</div><div bgcolor="#112233"><span style="font-size:150%">x</span></div>
</body></html>"""


@pytest.fixture(scope="module", params=["light", "dark"])
def browser_page(request: pytest.FixtureRequest) -> Iterator[tuple[playwright.Page, css.Mode]]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(color_scheme=request.param, viewport={"width": 1000, "height": 800})
        page.route("http*://**", lambda route: route.abort())
        yield page, css.Mode(request.param)
        browser.close()


def mail() -> str:
    templates = environment.environment()
    return edition.render(
        editions.edition(), editions.NEWSLETTER, model.Variant(), templates, archive_url=editions.ARCHIVE_URL
    ).html


def channels(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


@pytest.mark.parametrize("source", [CASCADE, mail()], ids=["cascade", "mail"])
def test_boxes_are_drawn_as_a_browser_draws_them(source: str, browser_page: tuple[playwright.Page, css.Mode]) -> None:
    page, mode = browser_page
    page.set_content(source)
    drawn: list[Any] = [each for each in page.evaluate(DRAWN) if each[0] != "tbody"]
    read = pages.Page(source)
    boxes = list(zip(read.boxes, paint.inks(read, mode), strict=True))[1:]
    assert [each[0] for each in drawn] == [box.tag for box, _ in boxes]
    compared = 0
    for (tag, colour, ground, size, leading, is_bold), (box, ink) in zip(drawn, boxes, strict=True):
        if not box.text or box.is_hidden:
            continue
        assert ink.colour is not None
        assert ink.ground is not None
        said = f"<{tag}> {box.text[:30]}"
        assert (ink.colour[:3], said) == (channels(colour), said)
        assert not ground or (ink.ground[:3], said) == (channels(ground), said)
        assert (ink.is_bold, said) == (is_bold, said)
        assert ink.size == pytest.approx(size, abs=0.1), said
        assert leading is None or ink.leading == pytest.approx(leading, abs=0.1), said
        compared += 1
    assert compared > 10
