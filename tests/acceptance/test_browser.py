"""The web pages in a real browser: an editor's morning, a reader's way, and pages that hold at every width."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from playwright import sync_api as playwright

from tests.acceptance.command import digest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "correct horse battery"
READER = "new.reader@readers.example"
LINK = re.compile(r"(/confirm/\S+)")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
# The service with the clock of the sample morning: its news are of that day.
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from digest import config, service
from digest.demo import sample
moment = sample.press_time(date.fromisoformat(sys.argv[2]))
service.run(config.load(Path(sys.argv[1])), now=lambda: moment)
"""
DAY = "2026-01-13"


class Place(NamedTuple):
    """A running service and its folder."""

    url: str
    folder: Path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo's newsroom with today's draft built, an editor, and the service."""
    folder = tmp_path_factory.mktemp("place") / "demo"
    assert digest(folder.parent, "demo", "--dir", str(folder), "--date", DAY).code == 0
    shutil.rmtree(folder / "outbox")
    for file in folder.glob("digest.db*"):
        file.unlink()
    assert digest(folder, "migrate").code == 0
    added = digest(folder, "editors", "add", "ada", "--password-file", "-", given=PASSWORD + "\n")
    assert added.code == 0, added.err
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder / "config.toml"), DAY],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DIGEST_WEB__PORT": "0"},
    )
    try:
        assert process.stderr
        lines = (json.loads(line) for line in process.stderr)
        yield Place(next(line["desk"] for line in lines if "desk" in line).removesuffix("/desk"), folder)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: playwright.Browser, place: Place) -> Iterator[playwright.Page]:
    """A visitor's page. Whatever the browser complains about fails the test."""
    context = browser.new_context(base_url=place.url, viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(place.url) else complaints.append(request.url))
    yield page
    context.close()
    assert complaints == []


def log_in(page: playwright.Page) -> None:
    page.goto("/desk")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk")


def open_edition(page: playwright.Page) -> None:
    """The draft appears within the first tick of the service."""
    read = page.get_by_role("link", name=re.compile("Read and approve|Open"))
    for _ in range(60):
        if read.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    read.click()
    page.wait_for_url("**/desk/editions/*")


def test_an_editor_reads_previews_and_approves(page: playwright.Page) -> None:
    log_in(page)
    open_edition(page)
    assert page.get_by_role("article").count() >= 3
    page.locator("details.why summary").first.click()
    assert page.locator("details[open] blockquote").first.is_visible()

    page.get_by_role("link", name="Full", exact=True).click()
    mail = page.frame_locator("figure.desktop iframe")
    assert mail.get_by_role("heading", level=1).inner_text() == "First Light"
    phone = page.locator("figure.phone iframe").bounding_box()
    assert phone
    assert phone["width"] == 377
    page.get_by_role("link", name="Plain text").click()
    assert "First Light" in page.locator("body").inner_text()
    page.go_back()
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Today").click()

    open_edition(page)
    page.get_by_role("button", name="Approve this edition").click()
    assert page.get_by_role("status").inner_text() == "Approved."
    assert "It leaves today at 07:30" in page.locator("aside").inner_text()
    page.get_by_role("button", name="Withdraw approval").click()
    assert "is a draft again" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")


def test_a_reader_signs_up_confirms_chooses_and_leaves(page: playwright.Page, place: Place) -> None:
    page.goto("/")
    page.get_by_label("Your email address").fill(READER)
    page.get_by_role("button", name="Subscribe").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Check your inbox"

    page.goto(_link_in_mail(page, place))
    page.get_by_role("button", name="Yes, subscribe me").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You are subscribed"
    preferences = page.get_by_role("link", name="Choose what you receive").get_attribute("href")
    assert preferences
    page.goto("/preferences/" + preferences.rpartition("/")[2])
    page.get_by_label("Brief").check()
    page.get_by_role("button", name="Save").click()
    assert "Saved" in page.get_by_role("status").inner_text()
    assert page.get_by_label("Brief").is_checked()

    leave = page.get_by_role("link", name="Leave the newsletter").get_attribute("href")
    assert leave
    page.goto("/unsubscribe/" + leave.rpartition("/")[2])
    page.get_by_role("button", name="Unsubscribe").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You have left"
    page.get_by_role("button", name="I did not mean to leave").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome back"


def _link_in_mail(page: playwright.Page, place: Place) -> str:
    """The path of the confirmation link in the mail that lies in the outbox."""
    outbox = place.folder / "outbox"
    for _ in range(60):
        if list(outbox.glob("*.eml")):
            break
        page.wait_for_timeout(500)
    (file,) = outbox.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == READER
    body = mail.get_body(("plain",))
    assert body
    found = LINK.search(body.get_content())
    assert found
    return found[1]


# What a page looks like to somebody who zooms, taps or cannot tell the colours apart: WCAG 2.2, 1.4.3 and 2.5.8.
FAULTS = """
() => {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push('scrolls sideways');
  if (document.querySelectorAll('h1').length > 1) faults.push('two h1');
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!colour.endsWith(', 0)')) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  for (const element of document.querySelectorAll('body *')) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!says || !box.width || box.right < 0) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(style.color), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const name = element.tagName + ' ' + element.textContent.trim().slice(0, 30);
    if (contrast < 4.5) faults.push(name + ': contrast ' + contrast.toFixed(2));
    if (parseFloat(style.fontSize) < 13) faults.push(name + ': small');
    if (element.tagName === 'BUTTON' && box.height < 24) faults.push(name + ': hard to hit');
  }
  for (const field of document.querySelectorAll('input:not([type=hidden])'))
    if (!field.labels.length) faults.push('no label: ' + field.name);
  return faults;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pages_hold_at_every_width_and_in_both_schemes(
    browser: playwright.Browser, place: Place, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        base_url=place.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=True,
    )
    page = context.new_page()
    faults = {}
    for path in ("/", "/first-light", "/login", "/nothing"):
        page.goto(path)
        faults[path] = page.evaluate(FAULTS)
    log_in(page)
    faults["/desk"] = page.evaluate(FAULTS)
    open_edition(page)
    faults["edition"] = page.evaluate(FAULTS)
    page.get_by_role("link", name="Full", exact=True).click()
    page.wait_for_url("**/preview/full")
    faults["preview"] = page.evaluate(FAULTS)
    page.goto("/desk/editions")
    faults["editions"] = page.evaluate(FAULTS)
    context.close()
    assert {path: found for path, found in faults.items() if found} == {}


def test_pages_work_without_javascript(browser: playwright.Browser, place: Place) -> None:
    context = browser.new_context(base_url=place.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    open_edition(page)
    assert page.get_by_role("button", name="Approve this edition").is_visible()
    context.close()
