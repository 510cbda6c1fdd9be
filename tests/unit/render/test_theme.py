import re
import tomllib
from pathlib import Path

import pytest
from lxml import html as lxml_html

from digest import errors, model
from digest.render import edition, environment, theme
from tests.golden import editions

TEMPLATES = environment.environment()
SHIPPED = ("paper", "slate")


def loaded(folder: Path, text: str) -> theme.Theme:
    file = folder / "mine.toml"
    file.write_text(text, "utf-8")
    return theme.load(file, TEMPLATES)


def said(folder: Path, text: str) -> list[str]:
    """The lines of the refusal, without the folder."""
    with pytest.raises(errors.RenderError) as caught:
        loaded(folder, text)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def rendered(name: str) -> model.Rendered:
    newsletter = editions.NEWSLETTER.model_copy(update={"theme": Path(name)})
    return edition.render(editions.edition(), newsletter, model.Variant(), TEMPLATES, archive_url=editions.ARCHIVE_URL)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_theme_is_found_by_name_and_says_everything_itself(name: str) -> None:
    found = theme.load(Path(name), TEMPLATES)
    own = tomllib.loads((environment.shipped() / "themes" / f"{name}.toml").read_text("utf-8"))
    assert theme.Theme.model_validate(own) == found


def test_the_name_counts_also_where_the_configuration_made_a_path_of_it(tmp_path: Path) -> None:
    assert theme.load(tmp_path / "slate", TEMPLATES) == theme.load(Path("slate"), TEMPLATES)


def test_the_shipped_themes_share_hardly_a_colour_and_no_font() -> None:
    paper, slate = (theme.load(Path(name), TEMPLATES) for name in SHIPPED)
    for look in ("light", "dark"):
        one, other = getattr(paper, look).model_dump(), getattr(slate, look).model_dump()
        assert {key for key in one if one[key] == other[key]} <= {"on_accent"}
    assert paper.fonts.text.rpartition(",")[2] != slate.fonts.text.rpartition(",")[2]


def test_a_mail_differs_by_its_theme_in_looks_and_in_no_word() -> None:
    paper, slate = map(rendered, SHIPPED)
    assert paper.html != slate.html
    assert (paper.subject, paper.preheader, paper.text) == (slate.subject, slate.preheader, slate.text)


def test_what_a_file_leaves_out_is_as_in_the_theme_it_is_like(tmp_path: Path) -> None:
    paper, slate = (theme.load(Path(name), TEMPLATES) for name in SHIPPED)
    assert loaded(tmp_path, "") == paper
    mine = loaded(tmp_path, 'like = "slate"\n[light]\nink = "#000000"\n')
    assert mine == slate.model_copy(update={"light": slate.light.model_copy(update={"ink": "#000000"})})


def test_a_theme_of_the_operators_templates_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "paper.toml").write_text("[sizes]\ntext = 20\n")
    assert theme.load(Path("paper"), environment.environment(tmp_path)).sizes.text == 20


def test_colours_fonts_and_sizes_reach_the_mail(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[light]\nink = "#010203"\n[dark]\nink = "#f1f2f3"\n[fonts]\ntext = "Palatino , serif"\n[sizes]\ntext = 19\n'
    )
    page = rendered(str(tmp_path / "mine.toml")).html
    assert "color:#010203" in page
    assert "color:#f1f2f3 !important" in page
    assert "font:19px/30px Palatino,serif" in page


def test_a_logo_stands_in_place_of_the_name_and_is_read_where_images_are_off(tmp_path: Path) -> None:
    logo = '[logo]\nurl = "https://a.example/l.png?a=1&b=2"\nwidth = 240\nheight = 60\nalt = "The \\"Ledger\\""\n'
    (tmp_path / "mine.toml").write_text(logo)
    page = rendered(str(tmp_path / "mine.toml")).html
    image = lxml_html.document_fromstring(page).find(".//h1/img")
    assert {key: image.get(key) for key in ("src", "width", "height", "alt")} == {
        "src": "https://a.example/l.png?a=1&b=2",
        "width": "240",
        "height": "60",
        "alt": 'The "Ledger"',
    }
    assert "<img" not in rendered("paper").html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[light]\nink = "red"', "mine.toml:2: light.ink: should be a colour such as #1d1d1b; it is 'red'"),
        ('\n[light]\nikn = "#000000"', "mine.toml:3: light.ikn: unknown key; did you mean ink?"),
        ("[lihgt]\n", "mine.toml:1: lihgt: unknown key; did you mean light?"),
        ("light = 5", "mine.toml:1: light: should be a table"),
        ("[sizes]\ntext = 12", "mine.toml:2: sizes.text: should be greater than or equal to 16; it is 12"),
        ('[fonts]\ntext = "Comic"', "mine.toml:2: fonts.text: should end with the kind of font: serif"),
        ("[fonts]\ntext = \"'A B', serif\"", "mine.toml:2: fonts.text: should be names of fonts with commas between"),
        ('[fonts]\ntext = "x;} body{display:none, serif"', "mine.toml:2: fonts.text: should be names of fonts"),
        ('[shape]\nrule = "wavy"', "mine.toml:2: shape.rule: should be 'double', 'thick' or 'thin'; it is 'wavy'"),
        (
            '[logo]\nalt = "L"\nwidth = 99\nheight = 99\nurl = "http://a.example/l.png"',
            "mine.toml:5: logo.url: should be an address that begins with",
        ),
        ('[logo]\nurl = "https://a.example/l.png"', "mine.toml:1: logo.alt: is missing"),
        (
            '[logo]\nurl = "https://a.example/l.png"\nwidth = 265\nheight = 50\nalt = "L"',
            "mine.toml:3: logo.width: is 265; at most 264 pixels fit between the edges of a phone 320 wide",
        ),
        ('like = "papr"', "mine.toml:1: like: there is no theme 'papr' to start from; did you mean paper?"),
        ("like = 5", "mine.toml:1: like: there is no theme 5 to start from"),
        ("[light", "mine.toml: is not valid TOML: "),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(text: str, expected: str, tmp_path: Path) -> None:
    assert said(tmp_path, text)[0].startswith(expected)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    assert len(said(tmp_path, '[light]\nink = "red"\nnonsense = 1\n[sizes]\ntext = 1\n')) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[light]\nmuted = "#8a8a8a"',
            "mine.toml:2: light.muted: #8a8a8a on sheet #fffdf8 has a contrast of 3.3 to 1; 4.5 to 1 is needed",
        ),
        (
            '[dark]\naccent = "#444444"',
            "mine.toml:2: dark.accent: #444444 on sheet #1e1d1a has a contrast of 1.7 to 1; 4.5 to 1 is needed",
        ),
        (
            '[light]\naccent = "#333333"\non_accent = "#777777"',
            "mine.toml:3: light.on_accent: #777777 on accent #333333 has a contrast of 2.8 to 1; 4.5 to 1 is needed",
        ),
    ],
)
def test_words_nobody_could_read_are_refused(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in said(tmp_path, text)


def test_words_that_only_turned_round_could_not_be_read_are_refused(tmp_path: Path) -> None:
    """As dark as can just be read on black: turned round it is too pale for white."""
    grounds = "".join(f'{ground} = "#000000"\n' for ground in ("page", "sheet", "box", "on_accent"))
    lines = said(tmp_path, f'[light]\n{grounds}ink = "#ffffff"\nmuted = "#FFFFFF"\naccent = "#757575"\n')
    assert len(lines) == 4
    assert all("light.accent: #757575" in line or "light.on_accent" in line for line in lines)
    assert all(line.endswith("turns the colours round") for line in lines)


@pytest.mark.parametrize("choice", ["slat", "nowhere.toml", ""])
def test_a_theme_that_is_not_there_is_named(choice: str, tmp_path: Path) -> None:
    with pytest.raises(errors.RenderError, match=r"no theme|cannot be read"):
        theme.load(tmp_path / choice, TEMPLATES)


@pytest.mark.parametrize("name", SHIPPED)
def test_two_columns_fit_beside_each_other_in_every_wide_window(name: str) -> None:
    looks = theme.load(Path(name), TEMPLATES)
    for window in range(looks.wide_from, looks.spacing.width + 1):
        words = window - 2 * looks.spacing.edge
        assert 2 * min(looks.column, words * looks.column_percent / 100) + looks.gutter <= words


def test_fonts_are_never_fetched() -> None:
    for name in SHIPPED:
        page = rendered(name).html
        assert "@font-face" not in page
        assert "url(" not in page


@pytest.mark.parametrize("name", SHIPPED)
def test_what_stays_a_style_sheet_is_small(name: str) -> None:
    """Gmail drops all of it beyond 16,384 characters."""
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", rendered(name).html, re.DOTALL)
    assert len(sheets) == 1
    assert len(sheets[0]) < 4000
