"""Rendering asks nobody for anything, whatever an operator's templates name."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest import config, errors, model
from digest.render import edition, environment, notice
from tests.golden import editions

FRAME = "_base/frame.html"
SHIPPED = environment.shipped()


class Canary:
    """A port that nobody should knock at."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def is_alone(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return True
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.close()


def overridden(folder: Path, name: str, old: str, new: str) -> environment.Templates:
    """The shipped templates, one of them with something else in it."""
    text = (SHIPPED / name).read_text("utf-8")
    assert old in text
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    return environment.environment(folder)


def render_all(templates: environment.Templates, newsletter: config.Newsletter = editions.NEWSLETTER) -> str:
    mail = edition.render(editions.edition(), newsletter, model.Variant(), templates, archive_url="")
    told = notice.render("confirm", templates, newsletter=newsletter, confirm_url="https://a.example/x")
    return mail.html + told.html


def test_the_canary_would_tell(canary: Canary) -> None:
    host, port = canary.address.split(":")
    socket.create_connection((host, int(port))).close()
    assert not canary.is_alone()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FRAME, "</head>", '<link rel="stylesheet" href="{url}/x.css"></head>'),
        (FRAME, "</head>", '<link rel="stylesheet" type="text/css" media="all" href="{url}/y.css"></head>'),
        (FRAME, "</head>", '<base href="{url}/"></head>'),
        (FRAME, '<div role="article"', '<img src="{url}/i.png" width="9" alt=""><div role="article"'),
        (
            FRAME,
            '<table role="presentation" class="pg"',
            '<table role="presentation" class="pg" background="{url}/b.png"',
        ),
        ("_base/inline.css", "h1, h2", 'h5 {{ background: url("{url}/b.png") }}\nh1, h2'),
        ("_base/inline.css", "h1, h2", '@font-face {{ font-family: x; src: url("{url}/f.woff2") }}\nh1, h2'),
        ("_base/keep.css", ":root", '@font-face {{ font-family: x; src: url("{url}/g.woff2") }}\n:root'),
    ],
)
def test_nothing_that_a_template_names_is_fetched(
    name: str, old: str, new: str, canary: Canary, tmp_path: Path
) -> None:
    assert render_all(overridden(tmp_path, name, old, new.format(url=f"http://{canary.address}")))
    assert canary.is_alone()


@pytest.mark.parametrize("sheet", ["_base/inline.css", "_base/keep.css"])
@pytest.mark.parametrize("rule", ['@import url("http://{address}/a.css");', "@IMPORT 'http://{address}/b.css' screen;"])
def test_an_import_is_refused_and_not_fetched(sheet: str, rule: str, canary: Canary, tmp_path: Path) -> None:
    old = (SHIPPED / sheet).read_text("utf-8")[:10]
    templates = overridden(tmp_path, sheet, old, rule.format(address=canary.address) + old)
    with pytest.raises(errors.RenderError, match="@import"):
        render_all(templates)
    assert canary.is_alone()


def test_a_logo_is_named_and_not_fetched(canary: Canary, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f'[logo]\nurl = "https://{canary.address}/l.png"\nwidth = 99\nheight = 40\nalt = "Ledger"\n')
    assert canary.address in render_all(
        environment.environment(), editions.NEWSLETTER.model_copy(update={"theme": file})
    )
    assert canary.is_alone()
