"""From the page of an outlet to the picture above the lead, and every way in which it stays away."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from digest import config, model, web
from digest.pipeline import approve, illustrate, tidy
from digest.pipeline import build as building
from digest.pipeline import collect as collecting
from digest.pipeline import mark as marking
from digest.render import preflight
from digest.store import editions, editors, marks
from digest.store.database import Database
from tests.integration.collect.server import Reply, Request, Site, serving

DAY = date(2026, 1, 13)
NOW = datetime(2026, 1, 13, 5, tzinfo=UTC)
BASE = "http://127.0.0.1:8080"
FLOOD = (
    "The river rose four metres in one night and flooded the lower town of Aldmoor, the mayor said on Monday.",
    "Rescue teams brought 312 people out of their houses, and two bridges are closed until further notice.",
    "“We were warned on Friday and lost two days,” said Mayor Ines Kolb.",
    "The government promised 40 million crowns for new dams along the Alder.",
)
HALL = (
    "The town hall of Kestrel City opened its doors to visitors on Monday after two years of repairs.",
    "Its clock tower can be climbed on Sundays, and the first hundred visitors paid nothing at all.",
)
TEXTS = {"centre": FLOOD[:3], "left": FLOOD, "right": FLOOD[1:], "other": HALL}
LEANS = {"centre": model.Lean.CENTER, "left": model.Lean.LEFT, "right": model.Lean.RIGHT, "other": model.Lean.CENTER}
TITLES = {
    "centre": "River floods Aldmoor overnight",
    "left": "Flood drives hundreds out of Aldmoor",
    "right": "Aldmoor flood: 312 rescued, two bridges closed",
    "other": "Kestrel City opens its town hall",
}
CREDIT = '<figure><img src="{src}" alt="Water in a street"><figcaption>Photo: Ada Lind</figcaption></figure>'
Offers = dict[str, str]
"""Outlet -> the path of the picture its page names."""


def jpeg(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), colour).save(file, "JPEG")
    return file.getvalue()


PICTURES = {f"/{name}.jpg": jpeg(name) for name in ("red", "green", "blue")}


def page(outlet: str, picture: str) -> bytes:
    """An article as its outlet shows it."""
    prose = "".join(f"<p>{line}</p>" for line in TEXTS[outlet])
    tag = f'<meta property="og:image" content="{picture}">' if picture else ""
    day = f'<meta property="article:published_time" content="{NOW - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}">'
    shown = CREDIT.format(src=picture) if picture else ""
    title = TITLES[outlet]
    head = f"<title>{title}</title>{tag}{day}"
    return f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{shown}{prose}</article></body></html>".encode()


class Town:
    """Four outlets on one loopback server, and a newsletter that reads them."""

    def __init__(self, site: Site, offers: Offers, database: Database, home: Path) -> None:
        self.site, self.offers, self.database = site, offers, database
        self.images = config.Images.LEAD
        self.home = home

    @property
    def settings(self) -> config.Settings:
        sources = tuple(
            config.SourceSetting(key=name, kind=model.SourceKind.PAGE, url=self.site.url(f"/{name}"), outlet=name)
            for name in LEANS
        )
        newsletter = config.Newsletter(
            key="morning",
            name="Morning",
            sender="news@news.example",
            images=self.images,
            compose=config.Compose(floor=0),
        )
        return config.Settings.model_validate(
            {
                "home": self.home,
                "web": {"base_url": BASE, "signing_key": "k" * 40},
                "collect": {"allow_hosts": ("127.0.0.1",)},
                "outlets": [{"name": name, "lean": lean} for name, lean in LEANS.items()],
                "sources": sources,
                "newsletters": (newsletter,),
            }
        )

    def collect(self) -> None:
        assert collecting.collect(self.database, self.settings, NOW).failed == ()

    def build(self) -> building.BuildReport:
        return building.build(self.database, self.settings, "morning", DAY, NOW)

    def lead(self) -> model.Story:
        with self.database.transaction(writes=False) as session:
            found = editions.find(session, "morning", DAY)
            assert found
            return editions.load(session, found.id).stories[0]

    def asked(self, path: str) -> int:
        return [request.path for request in self.site.requests].count(path)

    def get(self, url: str) -> bytes | None:
        """What the archive answers, with the headers that a picture needs."""
        client = TestClient(web.app(self.settings, self.database, lambda: NOW), base_url=BASE)
        answer = client.get(url)
        if answer.status_code != 200:
            return None
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        return answer.content


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Iterator[Callable[[Offers], Town]]:
    yield from opened(sqlite_database, tmp_path)


def opened(database: Database, home: Path) -> Iterator[Callable[[Offers], Town]]:
    offers: Offers = {}

    def answer(request: Request, _: object) -> Reply:
        outlet = request.path.removeprefix("/")
        if outlet in LEANS:
            return Reply(page(outlet, offers.get(outlet, "")), fields={"Content-Type": "text/html"})
        if request.path == "/broken.jpg":
            return Reply(PICTURES["/red.jpg"][:500])
        found = PICTURES.get(request.path)
        return Reply(found) if found else Reply(b"", 404)

    with serving(answer) as site:

        def made(offering: Offers) -> Town:
            offers.update(offering)
            place = Town(site, offers, database, home)
            place.collect()
            return place

        yield made


Towns = Callable[[Offers], Town]


def test_the_lead_shows_the_picture_of_its_headlines_outlet(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/green.jpg", "right": "/blue.jpg"})
    assert place.build().notes == ()
    lead = place.lead()
    assert lead.image
    by = {ref.id: ref.outlet for ref in lead.articles}
    assert by[lead.image.article] == by[lead.headline_citation.article]
    assert (lead.image.alt, lead.image.credit) == ("Water in a street", "Ada Lind")
    assert (lead.image.width, lead.image.height) == (1200, 675)
    assert lead.image.url == f"{BASE}/images/{lead.image.sha256}.jpg"
    content = place.get(lead.image.url)
    assert content
    assert hashlib.sha256(content).hexdigest() == lead.image.sha256
    assert sum(place.asked(path) for path in PICTURES) == 1, "nothing is fetched for articles that show none"


def test_it_is_fetched_once_and_building_again_says_the_same(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})
    first = place.build()
    again = place.build()
    assert (again.outcome, again.sha256) == (building.Built.UNCHANGED, first.sha256)
    assert place.asked("/red.jpg") == 1


def test_off_means_off(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})
    place.images = config.Images.NONE
    place.build()
    assert place.lead().image is None
    assert place.asked("/red.jpg") == 0


@pytest.mark.parametrize(
    ("offers", "reason"),
    [
        ({}, "neither the headline's outlet nor one in the centre offers any"),
        (dict.fromkeys(LEANS, "/red.jpg"), "offered it with other stories too, so it is taken for an emblem"),
        (dict.fromkeys(("centre", "left", "right"), "/broken.jpg"), "breaks off or is damaged"),
        (dict.fromkeys(("centre", "left", "right"), "/none.jpg"), "answered 404 (Not Found)"),
    ],
    ids=["none", "emblem", "broken", "missing"],
)
def test_without_a_picture_the_edition_stands_and_says_why(offers: Offers, reason: str, town: Towns) -> None:
    place = town(offers)
    report = place.build()
    assert report.outcome is building.Built.DRAFT
    lead = place.lead()
    assert lead.image is None
    assert lead.reasons[-1].startswith("Shown without a picture: ")
    assert lead.reasons[-1].endswith(f"{reason}.")
    assert report.notes == (lead.reasons[-1],)


def test_an_editor_may_drop_it_and_take_that_back(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})
    report = place.build()
    shown = place.lead().image
    assert shown
    kept = marking.single(place.database, report.edition, "1", model.MarkKind.NO_IMAGE, "ada", NOW)
    place.build()
    assert place.lead().image is None
    assert place.lead().reasons[-1] == "Shown without a picture: ada on 2026-01-13 wanted none."
    assert place.get(shown.url) is None, "what no edition names is not public"
    with place.database.transaction() as session:
        marks.remove(session, kept.marks[0])
    place.build()
    assert place.lead().image == shown
    assert place.get(shown.url)
    assert place.asked("/red.jpg") == 1


def test_an_editor_drops_it_at_the_desk(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})
    report = place.build()
    with place.database.transaction() as session:
        editor = editors.create(session, "ada", "correct horse battery", NOW)
        editors.log_in(session, editor, "secret-of-this-login", NOW, NOW + timedelta(hours=12))
    desk = TestClient(web.app(place.settings, place.database, lambda: NOW), base_url=BASE)
    desk.cookies.set("digest", "secret-of-this-login", domain="127.0.0.1")
    url = f"/desk/editions/{report.edition}"
    page = desk.get(url).text
    assert f'action="{url}/no-image"' in page
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    stale = desk.post(f"{url}/no-image", data={"token": token, "sha256": "0" * 64})
    assert (stale.status_code, place.lead().image is None) == (409, False)
    answered = desk.post(f"{url}/no-image", data={"token": token, "sha256": report.sha256})
    assert "Built again without the picture" in answered.text
    assert f'action="{url}/no-image"' not in answered.text
    assert place.lead().reasons[-1] == "Shown without a picture: ada on 2026-01-13 wanted none."


def test_it_is_mailed_and_stays_with_its_edition(town: Towns) -> None:
    place = town({"centre": "/red.jpg", "left": "/red.jpg", "right": "/red.jpg"})
    report = place.build()
    approve.approve(place.database, place.settings, report.edition, report.sha256, "ada", NOW)
    image = place.lead().image
    assert image
    with place.database.transaction(writes=False) as session:
        mail = editions.rendered(session, report.edition)["full"]
    assert f'src="{image.url}" width="544" height="306"' in mail.html
    assert 'alt="Water in a street"' in mail.html
    assert f"  {image.url}\n" in mail.text
    assert [found.rule for found in preflight.check(mail) if "image" in found.rule] == [
        preflight.Rule.IMAGE_UNENCRYPTED
    ]
    assert tidy.tidy(place.database, place.settings, NOW + timedelta(days=400)).images == 0
    assert place.get(image.url)


@pytest.mark.parametrize("name", ["0" * 64 + ".jpg", "0" * 64, "..%2fdigest.db", "x.jpg", "A" * 64 + ".jpg", ""])
def test_nothing_else_is_served(name: str, town: Towns) -> None:
    place = town({})
    assert place.get(f"{BASE}/images/{name}") is None


def cited(id_: str) -> model.Citation:
    return model.Citation(article=id_, sentence=-1, quote="")


def article(name: str, lean: model.Lean, picture: str, **others: object) -> model.Article:
    base = model.Article(
        id=name, url=f"https://{name}.example/1", source=name, outlet=model.Outlet(name=name, lean=lean), title=name
    )
    return base.model_copy(update={"image": model.ImageLink(url=picture) if picture else None, **others})


def test_pictures_are_those_of_the_headline_and_of_the_centre() -> None:
    left, right = model.Lean.LEFT, model.Lean.RIGHT
    told = [
        article("centre-one", model.Lean.CENTER, "c1"),
        article("left-one", left, "l1"),
        article("right-one", right, "r1"),
        article("opinion", model.Lean.CENTER, "o1", is_opinion=True),
        article("plain", model.Lean.CENTER, ""),
        article("emblem", model.Lean.CENTER, "e1"),
        article("reprint", model.Lean.CENTER, "p1"),
        article("centre-two", model.Lean.CENTER, "c2"),
    ]
    refs = [model.ArticleRef.of(each, "centre-one" if each.id == "reprint" else "") for each in told]
    lead = model.Story(
        id="s", section="", headline="h", headline_citation=cited("right-one"), articles=tuple(refs), publishers=3
    )
    every = [*told, article("elsewhere", left, "e1")]
    found = illustrate.candidates(lead, every)
    assert [each.id for each in found] == ["right-one", "centre-one", "emblem", "centre-two"]
    assert illustrate.emblems(lead, every) == {"e1"}
