"""Hosts, origins, sizes, headers: what every request passes."""

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from digest import config, web
from digest.deliver import links
from digest.store.database import Database
from digest.web import archive, editions, hooks, images, login, public
from tests.integration.web.conftest import BASE, Clock, form_token


def test_a_foreign_host_is_refused_and_told_how_to_mend_it(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "web.base_url" in answer.text
    assert "evil.example" not in client.get("/morning", headers={"x-forwarded-host": "evil.example"}).text


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080"])
def test_this_machine_may_always_look(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/morning", "/login", "/healthz", "/nothing/here", "/desk", "/unsubscribe/x"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_a_sandboxed_page_may_ask_for_the_icon_and_for_nothing_else_of_ours(client: TestClient) -> None:
    allowed = {path: client.get(path).headers["cross-origin-resource-policy"] for path in ("/favicon.ico", "/morning")}
    assert allowed == {"/favicon.ico": "cross-origin", "/morning": "same-origin"}


def test_pages_hold_no_script_and_no_inline_style(desk: TestClient, draft: int) -> None:
    for path in ("/", "/morning", "/desk", "/desk/editions", f"/desk/editions/{draft}", "/login"):
        page = desk.get(path).text.lower()
        assert "<script" not in page
        assert "style=" not in page
        assert " onclick" not in page
        assert "https://fonts" not in page


@pytest.mark.parametrize("path", ["/login", "/morning", "/desk/editions/1/approve", "/logout", "/confirm/x"])
@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}],
)
def test_a_form_of_another_site_is_refused(desk: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = desk.post(path, data={"address": "a@example.org"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_a_large_body_is_refused_whether_it_says_its_size_or_not(client: TestClient) -> None:
    assert client.post("/morning", content=b"a" * (1024 * 1024 + 1)).status_code == 413
    pieces = (b"address=" + b"a" * 200_000 for _ in range(8))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/morning", content=pieces, headers=kind).status_code == 413


def test_a_form_of_many_fields_is_refused(client: TestClient) -> None:
    assert client.post("/morning", data={f"f{number}": "x" for number in range(100)}).status_code == 400


def test_head_answers_like_get_without_a_body(client: TestClient) -> None:
    assert client.head("/morning").status_code == 200


def test_unknown_pages_are_calm(client: TestClient) -> None:
    for path in ("/nothing", "/morning/2026-13-99", "/morning/1999-01-01", "/static/other.css", "/unsubscribe/forged"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "There is nothing here" in answer.text


def test_the_machine_readable_pages_of_the_framework_are_off(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404


def test_the_style_sheet_is_ours_and_may_be_kept(client: TestClient) -> None:
    page = client.get("/").text
    href = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = client.get(href)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "url(" not in answer.text
    assert "@import" not in answer.text


def test_every_page_of_the_desk_wants_a_login(client: TestClient, draft: int) -> None:
    routes = [route for route in editions.routes.routes if isinstance(route, Route)]
    assert len(routes) >= 10
    for route in routes:
        path = route.path.format(edition_id=draft, variant="full")
        if "GET" in (route.methods or ()):
            answer = client.get(path)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/login")
        else:
            assert client.post(path).status_code == 401, path


def test_every_form_of_the_desk_wants_its_token(desk: TestClient, draft: int) -> None:
    for step in ("approve", "withdraw", "hold", "cancel", "rebuild"):
        for token in ({}, {"token": "0" * 24}):
            assert desk.post(f"/desk/editions/{draft}/{step}", data=token).status_code == 403, step


def test_no_newsletter_can_be_called_like_a_page() -> None:
    rooms = (archive, editions, hooks, images, login, public)
    paths = [route.path for room in rooms for route in room.routes.routes if isinstance(route, Route)]
    first = {path.split("/")[1] for path in paths}
    assert {name for name in first if name.isalpha()} == config.RESERVED


def test_pages_work_below_a_path(settings: config.Settings, sqlite_database: Database, clock: Clock) -> None:
    below = settings.model_copy(update={"web": settings.web.model_copy(update={"base_url": f"{BASE}/news"})})
    app = web.app(below, sqlite_database, clock)
    token = links.Links(f"{BASE}/news", "k" * 40).unsubscribe(links.Subject("nobody", "morning"))
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        for prefix in ("", "/news"):  # a proxy may take the path off or leave it
            assert 'action="/news/morning"' in client.get(f"{prefix}/morning").text
            assert client.get(f"{prefix}/desk").headers["location"] == "/news/login"
            assert client.post(f"{prefix}{token.removeprefix(f'{BASE}/news')}").status_code == 200
        assert form_token(client.get("/login").text)
