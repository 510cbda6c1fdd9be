"""One defect at a time into a sound mail: the rule meant for it finds it, and no other rule speaks up."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digest import model
from digest.deliver import message
from digest.deliver.links import Links
from digest.render import edition, environment, preflight
from digest.render.preflight import Rule
from tests.golden import editions

Change = Callable[[model.Rendered], model.Rendered]

SOUND = edition.render(
    editions.edition(),
    editions.NEWSLETTER,
    model.Variant(),
    environment.environment(),
    archive_url=editions.ARCHIVE_URL,
)
TOKEN = SOUND.slots[model.Slot.UNSUBSCRIBE_URL]
HEADLINE = editions.edition().stories[0].headline
MAIL = (
    message.Template(
        SOUND,
        editions.NEWSLETTER,
        Links("https://news.morning-ledger.example", "k" * 40),
        local_date=editions.edition().local_date,
        moment=datetime(2026, 11, 21, 7, tzinfo=UTC),
    )
    .mail(message.Reader(1, "reader@post.example", "A Reader", "r1"))
    .data
)
IMAGE = '<img src="https://a.example/i.png" alt="A crane" width="40" height="40">'


def html(old: str, new: str, count: int = 1) -> Change:
    """Another text in the page."""

    def change(mail: model.Rendered) -> model.Rendered:
        assert old in mail.html
        return mail.model_copy(update={"html": mail.html.replace(old, new, count)})

    return change


def first(tag: str, *, after: str) -> Change:
    """Something new behind the first tag of this name, and its words in the plain text too."""

    def change(mail: model.Rendered) -> model.Rendered:
        page, times = re.subn(rf"(<{tag}\b[^>]*>)", lambda match: match[1] + after, mail.html, count=1)
        assert times == 1
        words = re.sub("<[^>]*>", "", after)
        addresses = " ".join(re.findall('href="([^"]*)"', after))
        return mail.model_copy(update={"html": page, "text": f"{mail.text}\n{words} {addresses}\n"})

    return change


def styled(tag: str, declaration: str) -> Change:
    """One more declaration in the style attribute of the first tag of this name that has one."""

    def change(mail: model.Rendered) -> model.Rendered:
        page, times = re.subn(rf'(<{tag}\b[^>]*style="[^"]*)"', rf'\1;{declaration}"', mail.html, count=1)
        assert times == 1
        return mail.model_copy(update={"html": page})

    return change


def both(old: str, new: str) -> Change:
    """The same change in page and text."""

    def change(mail: model.Rendered) -> model.Rendered:
        assert old in mail.html
        assert old in mail.text
        return mail.model_copy(update={"html": mail.html.replace(old, new), "text": mail.text.replace(old, new)})

    return change


def said(**parts: str) -> Change:
    """Another subject or text."""
    return lambda mail: mail.model_copy(update=parts)


def dark(old: str, new: str) -> Change:
    """Another colour in the rules for the dark."""

    def change(mail: model.Rendered) -> model.Rendered:
        head, mark, rest = mail.html.partition("@media (prefers-color-scheme: dark)")
        assert re.search(old, rest)
        return mail.model_copy(update={"html": head + mark + re.sub(old, new, rest, count=1)})

    return change


MUTANTS: dict[str, tuple[Rule, Change]] = {
    "subject empty": (Rule.SUBJECT_EMPTY, said(subject=" ")),
    "subject long": (Rule.SUBJECT_LONG, said(subject="Words " * 14)),
    "subject in capitals": (Rule.SUBJECT_SHOUTS, said(subject="PORT AMBER VOTES TODAY")),
    "subject with marks": (Rule.SUBJECT_SHOUTS, said(subject="Port Amber votes!!!")),
    "subject promises": (Rule.SUBJECT_PROMOTES, said(subject="A FREE harbor for all")),
    "subject offers": (Rule.SUBJECT_PROMOTES, said(subject="Your free gift from Port Amber")),
    "subject pretends an answer": (Rule.SUBJECT_REPLY, said(subject="Re: the harbor vote")),
    "subject pretends a forward": (Rule.SUBJECT_REPLY, said(subject="Fwd: the harbor vote")),
    "subject not filled in": (Rule.UNFILLED, said(subject="Hello {{ name }}")),
    "preheader empty": (Rule.PREHEADER_EMPTY, said(preheader="")),
    "preheader not in the page": (Rule.PREHEADER_UNSEEN, html(SOUND.preheader[:20], "")),
    "preheader repeats the subject": (
        Rule.PREHEADER_REPEATS,
        lambda mail: mail.model_copy(update={"subject": mail.preheader[:70], "preheader": mail.preheader[:70]}),
    ),
    "page too big": (Rule.SIZE, html("</body>", "<!--" + "x" * 60_000 + "--></body>")),
    "control character": (Rule.CONTROL_CHARACTER, both(HEADLINE, f"{HEADLINE}\x85")),
    "style too long": (Rule.STYLE_DROPPED, html("</title>", f"</title><style>{'.x{left:0}' * 2000}</style>")),
    "style nested": (
        Rule.STYLE_DROPPED,
        html("</title>", "</title><style>@media (max-width:9px){@media print{.x{left:0}}}</style>"),
    ),
    "style imported": (
        Rule.STYLE_REMOTE,
        html("</title>", '</title><style>@import url("https://a.example/a.css");</style>'),
    ),
    "style linked": (
        Rule.STYLE_REMOTE,
        html("</title>", '</title><link rel="stylesheet" href="https://a.example/a.css">'),
    ),
    "style in the body": (Rule.STYLE_IN_BODY, html("</body>", "<style>.x{color:#111111}</style></body>")),
    "slot missing": (Rule.SLOT_MISSING, both(TOKEN, "https://a.example/out")),
    "token of another edition": (Rule.SLOT_UNKNOWN, both(HEADLINE, "QZ0123456789abX9ZQ")),
    "token in the preheader": (Rule.SLOT_MISPLACED, said(subject=f"Leave: {TOKEN}")),
    "braces in page and text": (Rule.UNFILLED, both(HEADLINE, "{{ headline }}")),
    "blind text": (Rule.UNFILLED, both(HEADLINE, "Lorem ipsum dolor sit amet")),
    "doctype": (Rule.DOCTYPE, html("<!DOCTYPE html>", "<!doctype html>")),
    "charset": (Rule.CHARSET, html('charset="utf-8"', 'charset="iso-8859-1"')),
    "viewport": (Rule.VIEWPORT, html('name="viewport"', 'name="x"')),
    "lang gone from <html>": (Rule.LANGUAGE, html(' lang="en"', "")),
    "lang gone": (Rule.LANGUAGE, html(' lang="en"', "", -1)),
    "lang wrong": (Rule.LANGUAGE, html(' lang="en"', ' lang="english_us"', -1)),
    "dir gone": (Rule.DIRECTION, html(' dir="ltr"', "", -1)),
    "dir against the language": (Rule.DIRECTION, html(' lang="en"', ' lang="ar"', -1)),
    "title": (Rule.TITLE, html("<title>", "<title></title><noscript>")),
    "dark undeclared": (Rule.DARK_UNDECLARED, html('name="color-scheme"', 'name="x"')),
    "role gone": (Rule.TABLE_ROLE, html(' role="presentation"', "")),
    "no first heading": (Rule.HEADING_FIRST, html("h1", "h2", -1)),
    "two first headings": (Rule.HEADING_FIRST, first("p", after="</p><h1>More</h1><p>")),
    "heading skipped": (Rule.HEADING_SKIP, html("h3", "h5", -1)),
    "heading empty": (Rule.HEADING_EMPTY, first("p", after="</p><h2></h2><p>")),
    "image without alt": (Rule.IMAGE_ALT, first("p", after=IMAGE.replace('alt="A crane"', ""))),
    "image called by its file": (Rule.IMAGE_ALT_POOR, first("p", after=IMAGE.replace("A crane", "IMG_0042.jpg"))),
    "image without width": (Rule.IMAGE_WIDTH, first("p", after=IMAGE.replace('width="40"', ""))),
    "image over http": (Rule.IMAGE_UNENCRYPTED, first("p", after=IMAGE.replace("https://", "http://"))),
    "image without host": (Rule.IMAGE_ADDRESS, first("p", after=IMAGE.replace("https://a.example", ""))),
    "tracking pixel": (Rule.IMAGE_PIXEL, first("p", after=IMAGE.replace("40", "1"))),
    "script": (Rule.ELEMENT_DROPPED, first("p", after="<script></script>")),
    "link to a place in the page": (
        Rule.LINK_DEAD,
        first("p", after='<a style="color:#1c5a4b" href="#top">To the top</a>'),
    ),
    "link without address": (Rule.LINK_DEAD, first("p", after='<a style="color:#1c5a4b" href="">To the top</a>')),
    "link that runs": (
        Rule.LINK_DEAD,
        first("p", after='<a style="color:#1c5a4b" href="javascript:alert(1)">To the top</a>'),
    ),
    "link without scheme": (
        Rule.LINK_DEAD,
        first("p", after='<a style="color:#1c5a4b" href="//a.example/x">To the top</a>'),
    ),
    "link to no host": (Rule.LINK_DEAD, first("p", after='<a style="color:#1c5a4b" href="https://">To the top</a>')),
    "link not filled in": (
        Rule.LINK_UNFILLED,
        first("p", after='<a style="color:#1c5a4b" href="https://a.example/%7B%7Burl%7D%7D">Go</a>'),
    ),
    "link of nothing": (
        Rule.LINK_UNFILLED,
        first("p", after='<a style="color:#1c5a4b" href="https://a.example/None">All of it</a>'),
    ),
    "link to an example": (
        Rule.LINK_PLACEHOLDER,
        first("p", after='<a style="color:#1c5a4b" href="https://www.example.org/x">Go on</a>'),
    ),
    "link to this machine": (
        Rule.LINK_PLACEHOLDER,
        first("p", after='<a style="color:#1c5a4b" href="https://localhost:8000/">Go on</a>'),
    ),
    "link to the office": (
        Rule.LINK_PLACEHOLDER,
        first("p", after='<a style="color:#1c5a4b" href="https://192.168.1.7/x">Go on</a>'),
    ),
    "link not encrypted": (Rule.LINK_UNENCRYPTED, both(editions.ARCHIVE_URL, "http://a.example/")),
    "link without words": (Rule.LINK_SILENT, html(">Unsubscribe<", "> <")),
    "link without meaning": (Rule.LINK_VAGUE, both("Unsubscribe", "Click here")),
    "links alike": (Rule.LINK_TWICE, html(">Unsubscribe<", ">Change what you receive<")),
    "link to elsewhere": (
        Rule.LINK_MISLEADS,
        first("p", after='<a style="color:#1c5a4b" href="https://b.example/">www.bank.com</a>'),
    ),
    "link with a name": (
        Rule.LINK_MISLEADS,
        first("p", after='<a style="color:#1c5a4b" href="https://a.example@b.example/">Bank</a>'),
    ),
    "low link": (
        Rule.TARGET_SMALL,
        first(
            "p",
            after='</p><p style="line-height:18px;margin:0"><a style="color:#1c5a4b" href="https://b.example/">All of it</a></p><p>',
        ),
    ),
    "low button": (
        Rule.BUTTON_SMALL,
        first(
            "p",
            after='<table role="presentation"><tr><td style="padding:4px 9px;line-height:20px;background-color:#004400">'
            '<a style="color:#ffffff" href="https://b.example/">Read on</a></td></tr></table>',
        ),
    ),
    "flex": (Rule.UNSUPPORTED, styled("td", "display:flex")),
    "grid": (Rule.UNSUPPORTED, styled("td", "display:grid")),
    "float": (Rule.UNSUPPORTED, styled("table", "float:left")),
    "position": (Rule.UNSUPPORTED, styled("td", "position:relative")),
    "negative margin": (Rule.UNSUPPORTED, styled("p", "margin:-4px 0 0")),
    "padding of a paragraph": (Rule.UNSUPPORTED, styled("p", "padding:0 0 4px")),
    "rem": (Rule.UNSUPPORTED, styled("p", "letter-spacing:0.1rem")),
    "calc": (Rule.UNSUPPORTED, styled("td", "width:calc(100% - 20px)")),
    "variable": (Rule.UNSUPPORTED, styled("td", "border-color:var(--line)")),
    "logical side": (Rule.UNSUPPORTED, styled("td", "margin-inline-start:4px")),
    "picture in the page": (Rule.UNSUPPORTED, first("p", after=IMAGE.replace("https://a.example/i.png", "data:,x"))),
    "webp": (Rule.UNSUPPORTED, first("p", after=IMAGE.replace(".png", ".webp"))),
    "faint words": (Rule.CONTRAST_LIGHT, html("<li>", '<li style="color:#999999">')),
    "hidden words": (Rule.CONTRAST_LIGHT, html("<li>", '<li style="color:#ffffff">')),
    "faint on a new ground": (
        Rule.CONTRAST_LIGHT,
        first("p", after='</p><p style="background-color:#555555">Words</p><p>'),
    ),
    "faint in the dark": (Rule.CONTRAST_DARK, dark(r"(?<![-\w])color:#\w+", "color:#444444")),
    "faint when inverted": (
        Rule.CONTRAST_INVERTED,
        first("p", after='</p><p style="color:#000000;background-color:#828282">Words</p><p>'),
    ),
    "tiny words": (Rule.TEXT_SMALL, html("<li>", '<li style="font-size:9px">')),
    "no text": (Rule.TEXT_EMPTY, said(text="\n")),
    "most words missing": (Rule.TEXT_INCOMPLETE, said(text=f"{TOKEN} {SOUND.slots[model.Slot.PREFERENCES_URL]}")),
    "headline missing": (
        Rule.TEXT_HEADLINE,
        lambda mail: mail.model_copy(update={"text": mail.text.replace("In this edition", "Today")}),
    ),
    "take missing": (
        Rule.TEXT_LINE,
        lambda mail: mail.model_copy(
            update={"text": re.sub(r"(?s)(Quick takes\n-+\n).*?\n(?=\*)", r"\1", mail.text, count=1)}
        ),
    ),
    "link missing": (Rule.TEXT_LINK, said(text=SOUND.text.replace(editions.ARCHIVE_URL, ""))),
    "tags in the text": (Rule.TEXT_MARKUP, said(text=f"{SOUND.text}<br>")),
}


def test_the_sound_mail_has_no_findings() -> None:
    assert preflight.check(SOUND) == ()
    assert preflight.check_message(MAIL) == ()


@pytest.mark.parametrize(("rule", "change"), MUTANTS.values(), ids=MUTANTS)
def test_a_defect_is_found_by_its_rule(rule: Rule, change: Change) -> None:
    found = preflight.check(change(SOUND))
    assert {each.rule for each in found} == {rule}, found
    assert all(each.place and each.advice.endswith((".", ".)")) for each in found)


def headers(old: bytes, new: bytes) -> bytes:
    head, blank, body = MAIL.partition(b"\r\n\r\n")
    changed = re.sub(old, new, head, count=1, flags=re.IGNORECASE | re.MULTILINE)
    assert changed != head
    return changed + blank + body


BYTES: dict[str, tuple[Rule, Callable[[], bytes]]] = {
    "no way to leave": (Rule.HEADER_MISSING, lambda: headers(rb"^List-Unsubscribe: [^\r]*\r\n", b"")),
    "no one click": (Rule.HEADER_MISSING, lambda: headers(rb"^List-Unsubscribe-Post: [^\r]*\r\n", b"")),
    "no date": (Rule.HEADER_MISSING, lambda: headers(rb"^Date: [^\r]*\r\n", b"")),
    "no message id": (Rule.HEADER_MISSING, lambda: headers(rb"^Message-ID:[^\r]*(\r\n [^\r]*)*\r\n", b"")),
    "no sender": (Rule.HEADER_MISSING, lambda: headers(rb"^From: [^\r]*\r\n", b"")),
    "two subjects": (Rule.HEADER_DOUBLED, lambda: headers(rb"^Subject: ", b"Subject: Another\r\nSubject: ")),
    "hidden readers": (Rule.HEADER_FORM, lambda: headers(rb"^Subject: ", b"Bcc: all@post.example\r\nSubject: ")),
    "two senders": (Rule.HEADER_FORM, lambda: headers(rb"^From: .*?<", b"From: a@b.example, <")),
    "two readers": (Rule.HEADER_FORM, lambda: headers(rb"^To: ", b"To: a@b.example, ")),
    "date without zone": (Rule.HEADER_FORM, lambda: headers(rb"^Date: .*", b"Date: Saturday\r")),
    "foreign message id": (Rule.HEADER_FORM, lambda: headers(rb"^(Message-ID:\s*<[^@]*@)[^>]*", rb"\1other.example")),
    "list id without dot": (Rule.HEADER_FORM, lambda: headers(rb"^List-Id: .*", b"List-Id: <morning>\r")),
    "encoded way to leave": (
        Rule.HEADER_ENCODED,
        lambda: headers(rb"^List-Archive: .*", b"List-Archive: =?utf-8?q?=3Chttps=3A=2F=2Fa=2Eexample=3E?=\r"),
    ),
    "long encoded-word": (
        Rule.HEADER_ENCODED,
        lambda: headers(rb"^Subject: .*", b"Subject: =?utf-8?q?" + b"=C3=A9" * 20 + b"?=\r"),
    ),
    "raw letters": (Rule.HEADER_ENCODED, lambda: headers(rb"^Subject: .*", "Subject: Höfe\r".encode())),
    "long header": (Rule.HEADER_LONG, lambda: headers(rb"^Subject: .*", b"Subject: " + b"word " * 20 + b"end\r")),
    "leave by mail only": (
        Rule.UNSUBSCRIBE,
        lambda: headers(rb"^List-Unsubscribe: .*", b"List-Unsubscribe: <mailto:out@post.example>\r"),
    ),
    "broken way to leave": (
        Rule.UNSUBSCRIBE,
        lambda: headers(rb"^(List-Unsubscribe: <https://[^/]*/)", rb"\1\r\n "),
    ),
    "another post": (
        Rule.UNSUBSCRIBE,
        lambda: headers(rb"^List-Unsubscribe-Post: .*", b"List-Unsubscribe-Post: One-Click\r"),
    ),
    "endless line": (Rule.LINE_LONG, lambda: MAIL.replace(b"</body>", b"x" * 1100 + b"</body>", 1)),
    "bare line feed": (Rule.LINE_END, lambda: MAIL.replace(b"=\r\n", b"=\n", 1)),
    "bare carriage return": (Rule.LINE_END, lambda: MAIL.replace(b"=\r\n", b"=\r", 1)),
    "NUL": (Rule.LINE_END, lambda: MAIL.replace(b"=\r\n", b"\0=\r\n", 1)),
    "page first": (Rule.PARTS, lambda: MAIL.replace(b"text/plain", b"text/html", 1)),
    "not alternative": (Rule.PARTS, lambda: MAIL.replace(b"multipart/alternative", b"multipart/mixed", 1)),
    "no charset": (Rule.PARTS, lambda: MAIL.replace(b"; charset=utf-8", b"", 1)),
    "8 bits": (Rule.PARTS, lambda: MAIL.replace(b"Encoding: quoted-printable", b"Encoding: 8bit", 1)),
    "part too big": (
        Rule.PART_SIZE,
        lambda: MAIL.replace(b"</body>", (b"x" * 70 + b"\r\n") * 1500 + b"</body>", 1),
    ),
    "token left": (Rule.TOKEN_LEFT, lambda: MAIL.replace(b"</body>", f"{TOKEN}</body>".encode(), 1)),
}


@pytest.mark.parametrize(("rule", "change"), BYTES.values(), ids=BYTES)
def test_a_defect_of_the_bytes_is_found_by_its_rule(rule: Rule, change: Callable[[], bytes]) -> None:
    data = change()
    assert data != MAIL
    found = preflight.check_message(data)
    assert {each.rule for each in found} == {rule}, found


def test_every_rule_bites() -> None:
    tried = {rule for rule, _ in (*MUTANTS.values(), *BYTES.values())}
    assert set(Rule) - tried == {Rule.PREHEADER_LONG, Rule.IMAGE_ONLY}, "these two are tested with whole mails"
