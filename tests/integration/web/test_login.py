"""Logging in, staying in, and being kept out."""

import pytest
from starlette.testclient import TestClient

from digest.store import editors
from digest.store.database import Database
from digest.web import login
from tests.integration.web.conftest import NAME, PASSWORD, Clock, form_token, log_in


def test_a_login_opens_the_desk(client: TestClient, editor: int) -> None:
    assert client.get("/desk").headers["location"] == "/login"
    answer = log_in(client)
    assert answer.headers["location"] == "/desk"
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("digest="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "The Morning Ledger" in client.get("/desk").text


@pytest.mark.parametrize("name", [NAME, "nobody"])
def test_a_wrong_password_says_the_same_for_any_name(client: TestClient, name: str, editor: int) -> None:
    answer = log_in(client, name=name, password="wrong wrong wrong")
    assert answer.status_code == 401
    assert "No editor has this name and password" in answer.text


def test_guessing_is_slowed_down_by_name_and_by_visitor(client: TestClient, clock: Clock, editor: int) -> None:
    for _ in range(10):
        assert log_in(client, password="guess").status_code == 401
    assert log_in(client).status_code == 429
    assert log_in(client, name="other").status_code == 429
    clock.goes_on(minutes=16)
    assert log_in(client).status_code == 303


def test_a_login_ends_after_its_hours(desk: TestClient, clock: Clock) -> None:
    assert desk.get("/desk").status_code == 200
    clock.goes_on(hours=12, seconds=1)
    assert desk.get("/desk").status_code == 303


def test_logging_out_ends_the_login_on_the_server(desk: TestClient) -> None:
    cookie = desk.cookies["digest"]
    token = form_token(desk.get("/desk").text)
    assert desk.post("/logout", data={"token": token}).headers["location"] == "/login"
    desk.cookies.set("digest", cookie, domain="127.0.0.1")
    assert desk.get("/desk").status_code == 303


def test_another_password_ends_every_login(desk: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.transaction() as session:
        editors.set_password(session, NAME, "another long password")
    assert desk.get("/desk").status_code == 303


def test_a_new_login_has_a_new_secret(client: TestClient, editor: int) -> None:
    client.cookies.set("digest", "chosen-by-somebody-else", domain="127.0.0.1")
    log_in(client)
    assert client.cookies.get("digest", domain="127.0.0.1") != "chosen-by-somebody-else"


@pytest.mark.parametrize(
    "after", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "9" * 40]
)
def test_after_the_login_nobody_is_sent_elsewhere(after: str) -> None:
    assert login.landing(after) == "/desk"


def test_after_the_login_one_is_where_one_wanted_to_be(client: TestClient, draft: int, editor: int) -> None:
    asked = client.get(f"/desk/editions/{draft}").headers["location"]
    assert asked == f"/login?next={draft}"
    assert log_in(client, after=str(draft)).headers["location"] == f"/desk/editions/{draft}"


def test_the_login_form_of_another_browser_is_refused(client: TestClient) -> None:
    token = form_token(client.get("/login").text)
    client.cookies.clear()
    answer = client.post("/login", data={"token": token, "name": NAME, "password": PASSWORD})
    assert answer.status_code == 403
