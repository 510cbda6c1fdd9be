"""A mail drawn by a real browser: what axe finds in it, and what sticks out."""

import re
import shutil
from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api as playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ANYWHERE = re.compile("^https?:")
WIDTHS = (320, 375, 600)
Scheme = Literal["light", "dark", "inverted"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "inverted")
WITHOUT_STYLE = "document.querySelectorAll('style').forEach(each => each.remove())"
SPILL = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"
TURNED = """() => {
  // What mail programs on phones do to a light mail at night: every colour keeps its hue and changes its lightness.
  const turned = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    if (!alpha) return null;
    const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
    const shift = 255 - most - least;
    return `rgb(${red + shift}, ${green + shift}, ${blue + shift})`;
  };
  const looks = [...document.querySelectorAll('html, body, body *')].map((each) => {
    const look = getComputedStyle(each);
    return [each, look.color, look.backgroundColor];
  });
  document.documentElement.style.backgroundColor = 'rgb(0, 0, 0)';
  for (const [each, ink, ground] of looks) {
    each.style.setProperty('color', turned(ink), 'important');
    if (turned(ground)) each.style.setProperty('background-color', turned(ground), 'important');
  }
}"""
"""Lightness turned round as HSL counts it: the greatest and the smallest channel change places with their complements."""
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    # A mail is shown inside a page: the landmarks are that page's.
    "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}},
}


def violations(browser: playwright.Browser, mail: str, scheme: Scheme, widths: Sequence[int] = (600, 375)) -> list[str]:
    """What axe finds at these widths: rule, width and the first place."""
    found = []
    for width in widths:
        page = _opened(browser, mail, width, is_dark=scheme == "dark")
        if scheme == "inverted":
            page.evaluate(TURNED)
        told = Axe().run(page, options=RULES).response["violations"]
        found += [f"{each['id']} at {width}: {each['nodes'][0]['html'][:120]}" for each in told]
        page.close()
    return found


def spill(browser: playwright.Browser, mail: str) -> int:
    """By how many pixels anything sticks out at any width, with the style sheet and without it."""
    page = _opened(browser, mail, WIDTHS[0])
    found: list[int] = []
    for remove in ("", WITHOUT_STYLE):
        page.evaluate(remove)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found.append(int(page.evaluate(SPILL)))
    page.close()
    return max(0, *found)


def _opened(browser: playwright.Browser, mail: str, width: int, *, is_dark: bool = False) -> playwright.Page:
    scheme: Literal["dark", "light"] = "dark" if is_dark else "light"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.route(ANYWHERE, lambda route: route.abort())
    page.set_content(mail, wait_until="domcontentloaded")
    return page
