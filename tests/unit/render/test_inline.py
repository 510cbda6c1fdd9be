import socket

import pytest

from digest import errors
from digest.render import inline

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>t</title>{head}</head>
<body><table role="presentation" bgcolor="#ffffff"><tr><td class="a b"><img src="https://a.example/i.png" height="200" width="9" alt=""></td></tr></table>
<p class="b">text</p><a href="QZ0123456789abX1ZQ">away</a></body></html>"""


def page(css: str, kept: str = "") -> str:
    return PAGE.replace("{head}", f'<style>{css}</style><style data-premailer="ignore">{kept}</style>')


def test_rules_move_into_the_tags() -> None:
    assert '<p style="color:#111">' in inline.inline(page(".b { color: #111; }"))


def test_what_only_a_style_sheet_can_say_survives_with_its_force() -> None:
    kept = "@media (max-width: 600px) { .a { color: #222 !important; } }\n[data-ogsc] .a { color: #333 !important; }"
    inlined = inline.inline(page(".a { color: #111; }", kept))
    assert kept in inlined
    assert '<td class="a" style="color:#111"' in inlined


def test_classes_that_nothing_names_any_more_are_dropped() -> None:
    assert "class" not in inline.inline(page(".b { color: #111; }"))


def test_doctype_tokens_and_image_sizes_stay() -> None:
    inlined = inline.inline(page("img { height: auto; width: 50% } table { background-color: #000 }"))
    assert inlined.startswith("<!DOCTYPE html>")
    assert 'href="QZ0123456789abX1ZQ"' in inlined
    assert 'height="200"' in inlined
    assert 'bgcolor="#ffffff"' in inlined


def test_outlook_comments_stay() -> None:
    comment = '<!--[if mso]><table role="presentation"><tr><td><![endif]-->'
    assert comment in inline.inline(page("p { color: #111 }").replace("<table role", comment + "<table role"))


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.css"
        inline.inline(page("p { color: #111 }").replace("</head>", f'<link rel="stylesheet" href="{url}"></head>'))
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "<!DOCTYPE html>"),
        ("<!doctype html><p>x", "<!DOCTYPE html>"),
        ('<?xml version="1.0"?><!DOCTYPE html><p>x', "<!DOCTYPE html>"),
        (page("@import url(https://a.example/x.css);"), "@import"),
        (page("p{}", "@IMPORT 'x.css';"), "@import"),
    ],
)
def test_what_would_be_spoiled_is_refused(text: str, said: str) -> None:
    with pytest.raises(errors.RenderError, match=said):
        inline.inline(text)


def test_the_force_of_a_rule_is_kept() -> None:
    assert "color:#111 !important" in inline.inline(page(".b { color: #111 !important; }"))
