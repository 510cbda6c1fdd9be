import csv
import json
import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree, html

from digest import config, errors, model
from digest.demo import sample

TODAY = date(2031, 1, 1)  # a Wednesday; the day before lies in another year
YESTERDAY = TODAY - timedelta(days=1)
NAMESPACES = {"purl.org", "www.w3.org", "schema.org", "jsonfeed.org"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    sample.write(folder, TODAY)
    return folder


@pytest.fixture(scope="module")
def sources(folder: Path) -> list[tuple[config.SourceSetting, config.OutletSetting]]:
    return sample.write(folder, TODAY)


@pytest.fixture(scope="module")
def articles(sources: list[tuple[config.SourceSetting, config.OutletSetting]]) -> list[sample.SampleArticle]:
    return [article for source, _ in sources for article in sample.read(source.key, TODAY)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_outlets_of_every_lean_are_rated_by_a_named_board_on_a_date(
    sources: list[tuple[config.SourceSetting, config.OutletSetting]],
) -> None:
    outlets = [outlet for _, outlet in sources]
    assert {outlet.lean for outlet in outlets} == set(model.Lean)
    for outlet in outlets:
        assert (outlet.rater == "Sample Ratings Board") is (outlet.lean is not model.Lean.UNRATED)
        assert (outlet.rated_on is None) is (outlet.lean is model.Lean.UNRATED)
    assert Counter(outlet.family for outlet in outlets if outlet.family) == {"Sorrel Valley Press": 2}


def test_every_source_is_written_where_the_settings_say(
    folder: Path, sources: list[tuple[config.SourceSetting, config.OutletSetting]]
) -> None:
    for source, outlet in sources:
        assert source.outlet == outlet.name
        assert source.path is not None
        path = folder / source.path
        assert path.is_file() if source.kind is model.SourceKind.FEED else any(path.iterdir())
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".xml", ".json", ".html", ".txt", ".md"}


def test_the_configuration_is_valid_and_dated() -> None:
    settings = config.Settings.model_validate(tomllib.loads(sample.config_text(TODAY)))
    assert [newsletter.name for newsletter in settings.newsletters] == ["First Light"]
    assert {outlet.rated_on for outlet in settings.outlets} == {date(2030, 6, 15), date(2030, 7, 15), None}


def test_no_placeholder_is_left_over(folder: Path) -> None:
    texts = [text.decode() for text in files(folder).values()] + [sample.config_text(TODAY)]
    assert not [text for text in texts if "{{" in text or "{%" in text]


def test_feeds_are_well_formed_and_hold_every_article_once(
    folder: Path, sources: list[tuple[config.SourceSetting, config.OutletSetting]]
) -> None:
    for source, _ in sources:
        slugs = sorted(article.slug for article in sample.read(source.key, TODAY))
        assert source.path is not None
        path = folder / source.path
        if path.suffix == ".json":
            found = [each["id"] for each in json.loads(path.read_text("utf-8"))["items"]]
        elif path.suffix == ".xml":
            items = etree.parse(path).xpath("//*[local-name() = 'item' or local-name() = 'entry']")
            found = [re.findall(rf"/({'|'.join(slugs)})\b", etree.tostring(item).decode())[0] for item in items]
        else:
            found = [page.stem for page in path.iterdir()]
        assert sorted(found) == slugs


def test_feed_dates_are_the_days_of_the_edition(folder: Path) -> None:
    dates = etree.parse(folder / "sources/castrel-standard.xml").xpath("//pubDate/text()")
    assert dates[0] == "Wed, 01 Jan 2031 05:30:00 +0000"
    assert "Tue, 31 Dec 2030 18:20:00 +0000" in dates


def test_pages_name_their_address_and_carry_their_metadata(folder: Path) -> None:
    page = html.parse(folder / "sources/public-square/opinion-free-trams.html")
    address = "https://publicsquare.example/opinion/opinion-free-trams"
    assert page.xpath("//link[@rel='canonical']/@href") == [address]
    metadata = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert (metadata["@type"], metadata["mainEntityOfPage"]) == ("OpinionNewsArticle", address)
    assert page.xpath("//meta[@property='article:published_time']/@content") == ["2030-12-31T06:00:00+00:00"]


def test_a_plain_text_gives_its_address_and_carries_banner_and_title_twice(folder: Path) -> None:
    lines = (folder / "sources/keystone/border-posts-dark.txt").read_text("utf-8").splitlines()
    assert lines[0] == "URL: https://keystone.example/border-posts-dark"
    assert lines[2].startswith("STATUS:")
    assert lines.count("Five Border Posts Go Dark at Night, and the Ministry Says Nothing") == 2
    assert "Advertisement" in lines


def test_texts_have_the_length_of_news(articles: list[sample.SampleArticle]) -> None:
    assert 45 <= len(articles) <= 60
    words = {each.slug: sum(len(block.text.split()) for block in each.blocks) for each in articles}
    assert {slug: count for slug, count in words.items() if not 120 <= count <= 450} == {}
    assert len(words) == len(articles)


def test_texts_fall_on_two_mornings(articles: list[sample.SampleArticle]) -> None:
    mornings = [
        sample.press_time(YESTERDAY - timedelta(days=1)),
        sample.press_time(YESTERDAY),
        sample.press_time(TODAY),
    ]
    assert all(mornings[0] < each.at <= mornings[2] for each in articles)
    assert 20 <= sum(each.at <= mornings[1] for each in articles) <= 35


def test_addresses_lead_nowhere(folder: Path) -> None:
    text = " ".join(each.decode() for each in files(folder).values())
    hosts = set(re.findall(r"https?://([^/\s\"'<>:]+)", text))
    assert {host for host in hosts if not host.endswith(".example")} <= NAMESPACES
    assert all(address.endswith(".example") for address in re.findall(r"[\w.]+@[\w.]+\w", text))


def test_the_day_before_is_written_without_the_day_that_follows(tmp_path: Path) -> None:
    sample.write(tmp_path, TODAY, until=sample.press_time(YESTERDAY))
    text = " ".join(each.decode() for each in files(tmp_path).values())
    assert "rail-strike-called" in text
    assert "Castrel Central on Monday evening" in text
    assert "4.2 percent" not in text
    assert "keld" not in text


def test_writing_again_gives_the_same_bytes(folder: Path) -> None:
    before = files(folder)
    sample.write(folder, TODAY)
    assert files(folder) == before


def test_a_file_without_a_date_was_changed_when_it_was_published(folder: Path) -> None:
    changed = (folder / "sources/keystone/rail-deal-bill-follows.txt").stat().st_mtime
    assert datetime.fromtimestamp(changed, UTC) == datetime(2031, 1, 1, 6, 10, tzinfo=UTC)


def test_readers_write_in_many_scripts_and_want_every_variant() -> None:
    readers = sample.subscribers()
    assert 10 <= len(readers) <= 12
    assert len({reader.address for reader in readers}) == len(readers)
    assert all(reader.address.endswith(".example") for reader in readers)
    assert len({reader.variant.key for reader in readers}) == 4
    assert sum(not reader.name.isascii() for reader in readers) >= 6
    with (sample.NEWSROOM / "subscribers.csv").open(encoding="utf-8", newline="") as lines:
        assert csv.DictReader(lines).fieldnames == ["address", "name", "variant"]


def test_one_outlet_reprints_the_agency_word_for_word(articles: list[sample.SampleArticle]) -> None:
    text = {each.slug: each.blocks for each in articles}
    assert text["ferry-breakwater"] == text["ferry-breakwater-halyard"]
    assert "(Halyard)" in text["ferry-breakwater"][0].text


def test_a_misspelt_line_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("Titel: Barges lie idle\nAt: {{ -1 04:50 }}\n\nText.\n", "utf-8")
    with pytest.raises(errors.ConfigError, match=r"broken\.txt.*(?s:.)*titel"):
        sample._article(path, TODAY)
