"""What a page says about its article: JSON-LD first, then meta tags, then what it shows."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from digest import model
from digest.collect import dates, furniture, image_link
from digest.text import clean

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|\w*Review|Report|LiveBlog\w*)\Z")
_MAX_JSON = 1_000_000
_MAX_NODES = 5_000

_OPINION_PATH = re.compile(
    r"(?i)/(?:opinions?|editorials?|commentary|op-?eds?|columnists?|columns|comment(?:isfree)?|viewpoints?|meinung|leitartikel|kommentar|kolumnen?"
    r"|gastbeitra(?:g|ege)|tribunes?|chroniques?|opinion(?:es|i)|editorial(?:es|i)|columnas?|tribuna|opinia|opinie|opini[ao]o)(?:/|$)"
)
_OPINION_LABEL = re.compile(
    r"(?i)\s*(?:opinions?|editorials?|commentary|op-?ed|column|viewpoint|meinung|leitartikel|kommentar|kolumne|gastbeitrag|tribune|édito(?:rial)?|chronique"
    r"|opini(?:ón|one|ão|a|e)|columna|tribuna|editoriale)(?:\s*[:|–—-]|\s*$)"
)
_DEK = (
    "//*[self::p or self::h2 or self::h3 or self::div or self::span][@itemprop='description' or @itemprop='alternativeHeadline'"
    " or contains(concat(' ', translate(@class, '-_', '  '), ' '), ' dek ')"
    " or contains(concat(' ', translate(@class, '-_', '  '), ' '), ' standfirst ')"
    " or contains(concat(' ', translate(@class, '-_', '  '), ' '), ' subtitle ')"
    " or contains(concat(' ', translate(@class, '-_', '  '), ' '), ' subheadline ')"
    " or contains(concat(' ', translate(@class, '-_', '  '), ' '), ' sub headline ')]"
)

_LEAD_NAME = re.compile(
    r"(?i)(?:^|[\s_-])(?:intro(?:duction)?|lead|lede|teaser|summary|excerpt|description|deck|chapo|chapeau|vorspann|anriss|entradilla"
    r"|bajada|copete|sumario|sommario|occhiello|catenaccio|zajawka)(?:text)?(?:$|[\s_-])"
)
"""What sites in several languages name the lines between headline and text."""
_BELOW = (
    "following::*[self::p or self::div or self::h2 or self::h3 or self::h4 or self::strong]"
    "[not(ancestor::figure or ancestor::nav or ancestor::aside or ancestor::li)]"
)
_LEAD_WORDS = (8, 90)
_LEAD_CHARACTERS = 2_000
_LEAD_WITHIN = 60
"""So many elements below the headline may hold it."""
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "“", "»")


class Facts(model.Value):
    """What a page says about its article; empty where it says nothing."""

    title: str = ""
    url: str = ""
    """Canonical URL."""
    dek: str = ""
    """The text under the headline, only where the page shows it."""
    lead: str = ""
    """What stands below the headline under a name such as "intro", or repeats the page's description; it may be the first
    paragraph as well, and is a dek only where the text does not hold it."""
    captions: tuple[str, ...] = ()
    author: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    language: str = ""
    site: str = ""
    is_opinion: bool = False
    image: model.ImageLink | None = None
    """The picture it is shown with."""


def facts(tree: html.HtmlElement, url: str = "", outlet: str = "") -> Facts:
    """Read them from a page that has not been changed yet."""
    ld = next(_articles(tree), {})
    meta = _meta(tree)
    site = _first(meta, "og:site_name") or outlet
    section = clean.from_html(
        _text(ld.get("articleSection")) or _first(meta, "article:section", "section", "parsely-section")
    )
    canonical = _canonical(tree, meta, url)
    title = _title(tree, ld, meta, {site, outlet})
    descriptions = [_text(ld.get("description")), *_values(meta, ("og:description", "description"))]
    return Facts(
        title=title,
        url=canonical,
        dek=_dek(tree, descriptions),
        lead=_lead(tree, descriptions),
        captions=_captions(tree),
        author=author(_names(ld.get("author")))
        or author([_first(meta, "author", "parsely-author", "article:author", "byl", "dc.creator")]),
        published=_date(_text(ld.get("datePublished")), *_values(meta, _PUBLISHED), *_times(tree)),
        modified=_date(_text(ld.get("dateModified")), *_values(meta, _MODIFIED)),
        section=section,
        language=_language(tree, ld, meta),
        site=clean.from_html(site),
        is_opinion="OpinionNewsArticle" in _types(ld) or is_opinion(canonical or url, section, title),
        image=image_link.offered(tree, ld.get("image"), meta, url),
    )


_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "date",
)
_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "lastmod", "dc.date.modified")


def is_opinion(url: str, section: str, title: str) -> bool:
    """Whether address, section or title say that this is opinion, not news."""
    return bool(
        _OPINION_PATH.search(urlsplit(url).path) or _OPINION_LABEL.match(section) or _OPINION_LABEL.match(title)
    )


def without_outlet(title: str, names: Iterable[str]) -> str:
    """A title without the outlet's name before or behind it ("Title | Outlet", "Outlet: Title")."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        edge = re.escape(name)
        shorter = re.sub(rf"(?i)\s*(?:[|–—·»-]|::)\s*(?:the\s)?{edge}(?:\.com)?\s*\Z", "", title)
        shorter = re.sub(rf"(?i)\A(?:the\s)?{edge}\s*(?::|[|–—·»]|\s-)\s*", "", shorter)
        title = shorter or title
    return title


def author(names: Iterable[str]) -> str:
    """Names of people, joined; addresses, links and empty names are left out."""
    cleaned = (re.sub(r"(?i)\A(?:posted |written )?by\s+", "", clean.from_html(name)) for name in names)
    return ", ".join(dict.fromkeys(n for n in cleaned if n and "://" not in n and "@" not in n and len(n) <= 120))[:300]


def _articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, in document order."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            document = json.loads((script.text or "")[:_MAX_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, count = [document], 0
        while waiting and count < _MAX_NODES:
            node = waiting.pop(0)
            count += 1
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                if any(_ARTICLE_TYPES.match(kind) for kind in _types(node)):
                    yield node
                waiting.extend(node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type", [])
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _text(value: Any) -> str:
    """A JSON-LD value as text: a string, the first of a list, or an object's name."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    return str(value) if isinstance(value, str | int | float) else ""


def _names(value: Any) -> list[str]:
    return [_text(part) for part in value[:10]] if isinstance(value, list) else [_text(value)]


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name:
                found.setdefault(name, element.get("content"))
    return found


def _first(meta: dict[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _values(meta: dict[str, str], names: Iterable[str]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _times(tree: html.HtmlElement) -> list[str]:
    return [str(value) for value in tree.xpath("//time/@datetime")[:3]]


def _date(*texts: str) -> datetime | None:
    return next((found for text in texts if text and (found := dates.moment(text))), None)


def _title(tree: html.HtmlElement, ld: dict[str, Any], meta: dict[str, str], names: set[str]) -> str:
    shown = [element.text_content() for element in tree.xpath("//h1 | //*[@role='heading' and @aria-level='1']")[:3]]
    tag = tree.findtext(".//title") or ""
    candidates = [_text(ld.get("headline")), _first(meta, "og:title", "twitter:title"), *shown, tag]
    titles = [without_outlet(clean.from_html(title), names) for title in candidates]
    whole = [title for title in titles if title and not title.endswith(("…", "..."))]
    return next(iter(whole or [title for title in titles if title]), "")


def _dek(tree: html.HtmlElement, descriptions: list[str]) -> str:
    """A description counts only where the page shows it by itself; a marked element counts as it stands."""
    for element in tree.xpath(_DEK):
        text = clean.from_html(element.text_content())
        if 5 <= len(text.split()) <= 80:
            return text
    cleaned = {
        furniture.key(text): text for text in map(clean.from_html, descriptions) if text.endswith((".", "!", "?", "”"))
    }
    for element in tree.xpath("//body//h2 | //body//h3 | //body//h4 | //header//p | //header//div") if cleaned else ():
        found = cleaned.get(furniture.key(element.text_content()[:1000]))
        if found:
            return found
    return ""


def _lead(tree: html.HtmlElement, descriptions: list[str]) -> str:
    """The first running text below the headline, if the page's description or its own name says that it leads."""
    headline = next(iter(tree.iter("h1")), None)
    below = [] if headline is None else headline.xpath(_BELOW)[:_LEAD_WITHIN]
    texts = ((element, clean.line(element.text_content(), _LEAD_CHARACTERS)) for element in below)
    element, text = next((each for each in texts if _may_lead(each[1])), (None, ""))
    words = furniture.key(text).split()
    said = (furniture.key(clean.from_html(description)).split() for description in descriptions)
    is_said = any(len(each) >= _LEAD_WORDS[0] and _is_start(each, words) for each in said)
    return text if element is not None and (is_said or _has_lead_name(element)) else ""


def _may_lead(text: str) -> bool:
    is_whole = text.endswith(_SENTENCE_ENDS) and not text.endswith("...")
    is_lead = _LEAD_WORDS[0] <= len(text.split()) <= _LEAD_WORDS[1] and is_whole
    return is_lead and not furniture.is_call(text) and not furniture.is_byline(text)


def _is_start(left: list[str], right: list[str]) -> bool:
    """Whether one begins as the whole other."""
    shorter = min(len(left), len(right))
    return left[:shorter] == right[:shorter]


def _has_lead_name(element: html.HtmlElement) -> bool:
    names = (part.get("class", "") for part in (element, *islice(element.iterancestors(), 2)))
    return any(_LEAD_NAME.search(name) for name in names)


_CREDIT = re.compile(
    r"(?i)[(\[]?(?:(?:photo(?:graph)?|image|picture|video|credit|source|illustration|file photo)s?(?:\s(?:by|credit|courtesy(?: of)?|via))?\s?[:.]|©"
    r"|(?:photo|image|illustration) (?:by|courtesy)|getty images|via getty|reuters/|ap photo|shutterstock|afp).*"
)


def _captions(tree: html.HtmlElement) -> tuple[str, ...]:
    """What figures say about their pictures, without credits; at most three."""
    texts = (clean.from_html(element.text_content()) for element in tree.xpath("//figure//figcaption")[:10])
    captions = (_CREDIT.sub("", re.sub(r"(?i)\Afile photo\W*", "", text)).strip(" .-–—|/(") for text in texts)
    return tuple(dict.fromkeys(caption for caption in captions if len(caption.split()) >= 2))[:3]


def _canonical(tree: html.HtmlElement, meta: dict[str, str], url: str) -> str:
    links = [*tree.xpath("//link[@rel='canonical']/@href")[:1], _first(meta, "og:url")]
    return next((found for link in links if link and (found := clean.canonical_url(clean.safe_url(link, url)))), "")


def _language(tree: html.HtmlElement, ld: dict[str, Any], meta: dict[str, str]) -> str:
    return language(tree.get("lang") or _text(ld.get("inLanguage")) or _first(meta, "og:locale", "content-language"))


def language(tag: str) -> str:
    """The primary tag of a language tag ("en-US" -> "en"), or an empty string."""
    primary = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else ""
