"""Takes the pictures of the mails and of every page: ``python -m tests.acceptance.pictures FOLDER``.

Runs the demo, leaves today's edition unapproved, serves the desk on loopback and photographs everything at the widths
that people use, light and dark; mails also turned round by the reader's program, without pictures, without style
sheet, from right to left and in Chinese. ``index.html`` in the folder shows them all. ``--mails`` takes those of the
mails only, ``--readme`` also the README's two pictures, into ``docs/pictures``.
"""

import argparse
import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Literal, NamedTuple

from playwright import sync_api as playwright

from digest import config, model
from digest.render import edition, environment, notice
from tests.acceptance import drawn
from tests.acceptance.command import digest
from tests.acceptance.drawn import CHROMIUM, QUIET
from tests.days import arabic, chinese
from tests.golden import editions, test_mails
from tests.shared import ROOT

MAIL_WIDTHS, PAGE_WIDTHS = (600, 375), (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STORIES = 6
"""Of a day in another script: enough to see, short enough to look at."""
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><rect width="1200" height="675" fill="#9aa5b1"/>
<path d="M0 675 400 200 650 480 850 300 1200 675z" fill="#52606d"/></svg>"""
"""What is shown for every picture of a mail."""
DAY = "2026-01-13"
KEY = "first-light"
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from digest import config, service
from digest.demo import sample
moment = sample.press_time(date.fromisoformat(sys.argv[2]))
service.run(config.load(Path(sys.argv[1])), now=lambda: moment)
"""
"""The service with the clock of the sample morning: its news are of that day."""

REFUSALS = (
    ("failed", "550 5.7.1 Message refused: the sender's address has no reverse name"),
    ("failed", "552 5.2.2 The mailbox of this reader is full (given up after 8 attempts)"),
    ("unknown", "The connection broke after the mail was handed over"),
)
"""What servers say to the first readers, where the pictures show an edition that was sent."""

Opens = Callable[[playwright.Page], object]
"""Brings a page to what is to be seen."""


class Place(NamedTuple):
    """A running demo."""

    url: str
    folder: Path
    name: str
    password: str


@contextlib.contextmanager
def demo(day: str) -> Iterator[Place]:
    """The demo of a day with its draft, and the service over it."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "demo"
        told = digest(Path(parent), "demo", "--draft", "--dir", str(folder), "--date", day, "--json").json
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder / "config.toml"), day],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "DIGEST_WEB__PORT": "0"},
        )
        try:
            assert process.stderr
            lines = (json.loads(line) for line in process.stderr)
            url = next(line["desk"] for line in lines if "desk" in line).removesuffix("/desk")
            yield Place(url, folder, told["login"]["name"], told["login"]["password"])
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=40)


def log_in(page: playwright.Page, place: Place) -> None:
    """Be the demo's editor."""
    page.goto("/login")
    page.get_by_label("Name").fill(place.name)
    page.get_by_label("Password").fill(place.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk")


def open_draft(page: playwright.Page) -> None:
    """The edition that waits for approval."""
    page.goto("/desk")
    page.get_by_role("link", name="Read and approve").click()


def open_preview(page: playwright.Page) -> None:
    """The full mail as the desk shows it."""
    open_draft(page)
    page.get_by_role("link", name="Full", exact=True).click()


def sign_up(page: playwright.Page, address: str) -> None:
    """Ask for the newsletter."""
    page.goto(f"/{KEY}")
    page.get_by_label("Your email address").fill(address)
    page.get_by_role("button", name="Subscribe").click()


def reader_links(page: playwright.Page, place: Place) -> dict[str, str]:
    """The paths of a new reader's own pages, as the mails to them name them."""
    sign_up(page, "new.reader@readers.example")
    confirm = _mailed(page, place, r"/confirm/[^\s>]+")
    page.goto(confirm)
    page.get_by_role("button").click()
    preferences = _path(page.get_by_role("link", name="Choose what you receive").get_attribute("href") or "")
    page.goto(preferences)
    leave = _path(page.get_by_role("link", name="Leave the newsletter").get_attribute("href") or "")
    return {"confirm": confirm, "preferences": preferences, "unsubscribe": leave}


def _mailed(page: playwright.Page, place: Place, pattern: str) -> str:
    """The link of the newest mail; it leaves after the page was answered."""
    for _ in range(100):
        for file in sorted((place.folder / "outbox").glob("*.eml"), reverse=True):
            text = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",))
            found = re.search(pattern, text.get_content()) if text else None
            if found:
                return found[0]
        page.wait_for_timeout(100)
    raise AssertionError("no mail was written")


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def _wrong_login(page: playwright.Page) -> None:
    page.goto("/login")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()


def _taken(page: playwright.Page) -> None:
    page.goto(f"/{KEY}")
    page.locator("form").first.evaluate("form => form.noValidate = true")
    page.get_by_label("Your email address").fill("not an address")
    page.get_by_role("button", name="Subscribe").click()


def _goes(path: str) -> Opens:
    return lambda page: page.goto(path)


def public_pages(links: dict[str, str], day: str) -> dict[str, Opens]:
    """The pages anybody sees, by name."""
    return {
        "home": _goes("/"),
        "newsletter": _goes(f"/{KEY}"),
        "newsletter-problem": _taken,
        "signed-up": lambda page: sign_up(page, "another.reader@readers.example"),
        "login": _goes("/login"),
        "login-wrong": _wrong_login,
        "not-found": _goes("/nothing/here"),
        **{name: _goes(path) for name, path in links.items()},
        "preferences-saved": _goes(f"{links['preferences']}?saved"),
        "archive": _goes(_yesterday(day)),
    }


def _yesterday(day: str) -> str:
    from datetime import date, timedelta

    return f"/{KEY}/{date.fromisoformat(day) - timedelta(days=1)}"


def refuse_some(place: Place) -> None:
    """Send the edition, with three readers whose servers do not take it."""
    for words in (("approve", "latest"), ("send", "latest")):
        ended = digest(place.folder, *words)
        assert ended.code == 0, ended.err
    with sqlite3.connect(place.folder / "digest.db") as database:
        for reader, (state, reply) in enumerate(REFUSALS, start=1):
            what = "UPDATE delivery SET state = ?, reply = ? WHERE subscriber_id = ?"
            database.execute(what, (state, reply, reader))


def open_sent(page: playwright.Page) -> None:
    """The edition after it was sent."""
    page.goto("/desk")
    page.get_by_role("link", name="Open").click()


def open_refused(page: playwright.Page) -> None:
    """Who did not get it."""
    open_sent(page)
    page.get_by_role("link", name="Refused for good").click()


SENT_PAGES: dict[str, Opens] = {"desk-sent": _goes("/desk"), "edition-sent": open_sent, "deliveries": open_refused}
DESK_PAGES: dict[str, Opens] = {
    "desk": _goes("/desk"),
    "editions": _goes("/desk/editions"),
    "edition": open_draft,
    "preview": open_preview,
}


def mails(demo_mail: str) -> dict[str, str]:
    """The pages of the mails that are photographed, by name."""
    templates = environment.environment()

    def made(value: model.Edition, newsletter: config.Newsletter) -> str:
        return edition.render(value, newsletter, model.Variant(), templates, archive_url=editions.ARCHIVE_URL).html

    erratum = notice.render("erratum", templates, newsletter=editions.NEWSLETTER, **test_mails.NOTICES["erratum"])
    slate = editions.NEWSLETTER.model_copy(update={"theme": Path("slate")})
    return {
        "mail": demo_mail,
        "mail-paper": made(editions.edition(), editions.NEWSLETTER),
        "mail-slate": made(editions.edition(), slate),
        "mail-picture": made(pictured(editions.edition()), editions.NEWSLETTER),
        "mail-cjk": made(chinese.DAY.edition(STORIES), chinese.DAY.newsletter()),
        "mail-rtl": made(pictured(arabic.DAY.edition(STORIES)), arabic.DAY.newsletter()),
        "mail-erratum": erratum.html,
    }


def pictured(value: model.Edition) -> model.Edition:
    """The same with a picture for its lead."""
    lead, *others = value.stories
    image = model.Image(
        url="https://news.example/pictures/1.jpg",
        sha256="0" * 64,
        width=1200,
        height=675,
        credit="Ada Holm",
        article=lead.articles[0].id,
    )
    return value.model_copy(update={"stories": (lead.model_copy(update={"image": image}), *others)})


def photograph_mail(browser: playwright.Browser, mail: str, folder: Path, name: str) -> None:
    """The mail at each width: light, dark, turned round as phones do it, without pictures, without its style sheet."""
    for width in MAIL_WIDTHS:
        for look in ("light", "dark", "inverted", "images-off", "stripped"):
            scheme: Literal["light", "dark"] = "dark" if look == "dark" else "light"
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.route(drawn.ANYWHERE, _without_pictures if look == "images-off" else _with_pictures)
            page.set_content(mail)
            if look == "inverted":
                page.evaluate(drawn.TURNED)
            if look == "stripped":
                page.evaluate(drawn.WITHOUT_STYLE)
            page.screenshot(path=folder / f"{name}-{width}-{look}.png", full_page=True)
            page.close()


def _with_pictures(route: playwright.Route) -> None:
    route.fulfill(content_type="image/svg+xml", body=PICTURE)


def _without_pictures(route: playwright.Route) -> None:
    route.abort()


def write_index(folder: Path) -> None:
    """A page with every picture of the folder under its name."""
    figures = "\n".join(
        f'<figure><figcaption>{file.stem}</figcaption><a href="{file.name}"><img src="{file.name}" alt=""></a></figure>'
        for file in sorted(folder.glob("*.png"))
    )
    style = (
        "body{display:flex;flex-wrap:wrap;gap:16px;font:14px Arial}figure{margin:0}img{width:300px;border:1px solid}"
    )
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>{style}</style>{figures}</html>'
    (folder / "index.html").write_text(page, encoding="utf-8")


def photograph_pages(
    browser: playwright.Browser, place: Place, pages: dict[str, Opens], folder: Path, *, is_desk: bool = True
) -> None:
    """Each page at each width and scheme; desk pages with an editor logged in."""
    for scheme in SCHEMES:
        for width in PAGE_WIDTHS:
            context = browser.new_context(
                base_url=place.url, viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            page = context.new_page()
            if is_desk:
                log_in(page, place)
            for name, opens in pages.items():
                opens(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()


def photograph_readme(browser: playwright.Browser, place: Place, folder: Path) -> None:
    """The top of the mail, and the edition that waits at the desk."""
    folder.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 600, "height": 900}, device_scale_factor=1.5)
    page.goto((place.folder / "edition.html").as_uri())
    page.screenshot(path=folder / "mail.png")
    page.close()
    context = browser.new_context(base_url=place.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    log_in(page, place)
    open_draft(page)
    page.screenshot(path=folder / "desk.png")
    context.close()


def main(arguments: list[str] | None = None) -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--date", default=DAY, metavar="YYYY-MM-DD", help=f"the day of the demo (default: {DAY})")
    parser.add_argument("--mails", action="store_true", help="take the pictures of the mails only")
    parser.add_argument("--readme", action="store_true", help="take the README's pictures too")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with demo(chosen.date) as place, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        if chosen.readme:
            photograph_readme(browser, place, ROOT / "docs" / "pictures")
        for name, mail in mails((place.folder / "edition.html").read_text("utf-8")).items():
            photograph_mail(browser, mail, chosen.folder, name)
        if not chosen.mails:
            photograph_site(browser, place, chosen.date, chosen.folder)
        browser.close()
    write_index(chosen.folder)


def photograph_site(browser: playwright.Browser, place: Place, day: str, folder: Path) -> None:
    """The desk before and after the edition leaves, and the pages that anybody sees."""
    photograph_pages(browser, place, DESK_PAGES, folder)
    context = browser.new_context(base_url=place.url)
    links = reader_links(context.new_page(), place)
    context.close()
    photograph_pages(browser, place, public_pages(links, day), folder, is_desk=False)
    refuse_some(place)
    photograph_pages(browser, place, SENT_PAGES, folder)


if __name__ == "__main__":
    main()
