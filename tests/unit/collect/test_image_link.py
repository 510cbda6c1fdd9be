"""Which picture a page offers with its article, what it shows, and whose it is."""

import json
from typing import Any

import pytest

from digest import model
from digest.collect import feed, page

URL = "https://outlet.example/2026/bridge"
PHOTO = "https://outlet.example/pics/bridge.jpg"
OTHER = "https://cdn.example/other.jpg?w=1200&s=abc"


def offered(*head: str, body: str = "", listed: Any = None) -> model.ImageLink | None:
    about = json.dumps({"@type": "NewsArticle", "headline": "Bridge closes", "image": listed})
    script = f'<script type="application/ld+json">{about}</script>' if listed is not None else ""
    prose = "<p>The bridge was closed on Tuesday after inspectors found cracks in its beams.</p>" * 3
    markup = f"<html><head>{''.join(head)}{script}</head><body><h1>Bridge closes</h1>{body}{prose}</body></html>"
    return page.read_markup(markup, url=URL).facts.image


def tag(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def address(found: model.ImageLink | None) -> str:
    return found.url if found else ""


@pytest.mark.parametrize(
    "listed",
    [
        PHOTO,
        "/pics/bridge.jpg",
        [PHOTO, OTHER],
        {"@type": "ImageObject", "url": PHOTO, "width": 1200, "height": "800"},
        {"@type": "ImageObject", "contentUrl": PHOTO, "width": {"@type": "QuantitativeValue", "value": 10}},
        [{"url": "https://outlet.example/logo.png"}, {"url": PHOTO}],
        [{"url": OTHER, "width": "300px", "height": 200}, {"url": PHOTO}],
        ["javascript:alert(1)", "data:image/png;base64,AA", PHOTO],
    ],
)
def test_json_ld_names_it_in_many_ways(listed: Any) -> None:
    assert address(offered(tag("og:image", OTHER), listed=listed)) == PHOTO


def test_meta_tags_name_it_where_json_ld_does_not() -> None:
    assert address(offered(tag("og:image", OTHER))) == OTHER
    assert address(offered(tag("og:image", "/pics/bridge.jpg"))) == PHOTO
    assert address(offered(tag("og:image", OTHER), tag("og:image:secure_url", PHOTO))) == PHOTO
    assert address(offered('<meta name="twitter:image" content="/pics/bridge.jpg">')) == PHOTO
    small = (tag("og:image", OTHER), tag("og:image:width", "200"), tag("og:image:height", "200"))
    assert offered(*small) is None


@pytest.mark.parametrize(
    "content", ["", "  ", "//", "http://[", "file:///etc/passwd", "https://u:p@outlet.example/a.jpg"]
)
def test_what_is_no_address_is_no_picture(content: str) -> None:
    assert (
        offered(tag("og:image", content), listed=[content, None, 7, {"url": {"url": content}}, [[[[[PHOTO]]]]]]) is None
    )


@pytest.mark.parametrize("name", ["logo.png", "site-logo-1200x630.jpg", "placeholder_16x9.jpg", "avatar.jpeg"])
def test_an_emblem_is_no_picture(name: str) -> None:
    assert offered(tag("og:image", f"https://outlet.example/static/{name}")) is None
    assert offered(tag("og:image", f"https://outlet.example/static/{name}/bridge-logotype.jpg")) is not None


SHOWN = '<figure><img src="/pics/bridge.jpg?w=600" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def test_what_it_shows_is_said_by_the_outlet_or_not_at_all() -> None:
    shown = SHOWN.format(alt="A bridge at dawn", caption="The bridge on Tuesday")
    told = {"url": PHOTO, "caption": "Cracked beams"}

    def alt(*head: str, body: str = "", listed: Any = PHOTO) -> str:
        found = offered(*head, body=body, listed=listed)
        return found.alt if found else "none"

    assert alt(tag("og:image:alt", "Cars wait &amp; wait"), body=shown, listed=told) == "Cars wait & wait"
    assert alt(body=shown, listed=told) == "Cracked beams"
    assert alt(tag("og:image:alt", "IMG_2207.JPG"), body=shown) == "A bridge at dawn"
    assert alt(body=shown.replace("bridge.jpg", "ferry.jpg")) == ""
    assert alt(tag("og:image:alt", "image 1")) == ""
    assert alt(tag("og:image:alt", "<b>x</b>" + "long " * 500)) == ("x" + "long " * 500)[:300].strip()


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge on Tuesday. Photo: Ada Lind / Reuters", "Ada Lind / Reuters"),
        ("The bridge (Foto: dpa)", "dpa"),
        ("Die Brücke. © Ada Lind", "Ada Lind"),
        ("The bridge. Photograph by Ada Lind", "Ada Lind"),
        ("The bridge on Tuesday", ""),
    ],
)
def test_a_caption_says_whose_it_is(caption: str, credit: str) -> None:
    found = offered(body=SHOWN.format(alt="", caption=caption), listed=PHOTO)
    assert found is not None
    assert found.credit == credit


def test_json_ld_says_so_first() -> None:
    body = SHOWN.format(alt="", caption="Photo: Somebody Else")
    for said in ({"creditText": "Ada Lind"}, {"creator": {"name": "Ada Lind"}}, {"author": [{"name": "Ada Lind"}]}):
        found = offered(body=body, listed={"url": PHOTO, **said})
        assert found is not None
        assert found.credit == "Ada Lind"


def fed(item: str) -> model.ImageLink | None:
    """What an item of a feed carries."""
    head = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title>'
    )
    whole = f"{head}<link>https://outlet.example/</link><item><title>A</title><link>{URL}</link>{item}</item></channel></rss>"
    return feed.read(whole.encode(), "https://outlet.example/feed").entries[0].image


@pytest.mark.parametrize(
    "item",
    [
        '<media:content url="/pics/bridge.jpg" medium="image" width="1200" height="800"/>',
        f'<media:content url="{PHOTO}" type="image/jpeg"/>',
        f'<media:content url="https://outlet.example/a.mp4" medium="video"/><media:content url="{PHOTO}" medium="image"/>',
        f'<media:content url="{OTHER.replace("&", "&amp;")}" medium="image" width="150"/><enclosure url="{PHOTO}" type="image/png" length="1"/>',
        f'<enclosure url="https://outlet.example/a.mp3" type="audio/mpeg"/><enclosure url="{PHOTO}" type="image/png"/>',
    ],
)
def test_a_feed_carries_it_in_many_ways(item: str) -> None:
    assert address(fed(item)) == PHOTO


def test_a_feed_says_what_it_shows_and_whose_it_is() -> None:
    told = "<media:description>Cracked &amp;amp; closed</media:description><media:credit>Ada Lind</media:credit>"
    assert fed(f'<media:content url="{PHOTO}" medium="image">{told}</media:content>') == model.ImageLink(
        url=PHOTO, alt="Cracked & closed", credit="Ada Lind"
    )


def test_what_a_feed_carries_otherwise_is_no_picture() -> None:
    assert fed("") is None
    assert fed('<media:content url="javascript:alert(1)" medium="image"/>') is None
    assert fed('<media:content url="/logo.png" medium="image"/><enclosure url="" type="image/png"/>') is None
    item = {"id": "1", "url": URL, "title": "A", "content_text": "x", "image": PHOTO}
    whole = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [item]})
    assert address(feed.read(whole.encode()).entries[0].image) == PHOTO
