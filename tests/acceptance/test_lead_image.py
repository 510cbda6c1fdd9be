"""The picture above the lead in a real browser: under the policies of the preview, of the page and of the archive."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright import sync_api as playwright

from digest import model, web
from digest.pipeline import approve
from digest.store import editions, editors
from digest.store.database import Database
from tests.acceptance.test_browser import CHROMIUM, PASSWORD, QUIET, log_in
from tests.integration import test_illustrate as illustrated

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)"),
    pytest.mark.xdist_group("browser"),
]
LOADED = "[...document.images].map(image => image.complete && image.naturalWidth)"


@contextlib.contextmanager
def served(town: illustrated.Town, port: socket.socket) -> Iterator[None]:
    """The site on a loopback port that is open already."""
    app = web.app(town.settings, town.database, lambda: illustrated.NOW)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [port]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def port() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


@pytest.fixture
def town(
    sqlite_database: Database, tmp_path: Path, port: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> Iterator[illustrated.Town]:
    monkeypatch.setattr(illustrated, "BASE", f"http://127.0.0.1:{port.getsockname()[1]}")
    for made in illustrated.opened(sqlite_database, tmp_path):
        yield made({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})


def test_the_picture_is_seen_wherever_the_edition_is(town: illustrated.Town, port: socket.socket) -> None:
    report = town.build()
    with town.database.transaction() as session:
        editors.create(session, "ada", PASSWORD, illustrated.NOW)
    with served(town, port), playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(base_url=illustrated.BASE)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        log_in(page)
        page.goto(f"/desk/editions/{report.edition}/preview/full")
        page.wait_for_load_state("networkidle")
        frames = [frame for frame in page.frames if frame.url.endswith("/html")]
        assert frames
        assert [frame.evaluate(LOADED) for frame in frames] == [[1200]] * len(frames)
        approve.approve(town.database, town.settings, report.edition, report.sha256, "ada", illustrated.NOW)
        with town.database.transaction() as session:
            for state in (model.EditionState.SENDING, model.EditionState.SENT):
                editions.move(session, report.edition, state, "", illustrated.NOW)
        page.goto(f"/morning/{illustrated.DAY}", wait_until="networkidle")
        assert page.evaluate(LOADED) == [1200]
        assert all(url.startswith(illustrated.BASE) for url in asked), "nothing is asked of an outlet"
        browser.close()
