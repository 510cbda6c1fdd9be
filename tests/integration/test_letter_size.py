"""However much there is to tell, in whatever script, a mail stays within the size that mail programs show."""

import functools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest import config, model
from digest.deliver import message
from digest.deliver.links import Links
from digest.render import budget, edition, environment
from tests.bench import render as days
from tests.days import arabic, chinese
from tests.golden import editions, test_mails

TEMPLATES = environment.environment()
LINKS = Links("https://letters.a-rather-long-host-name.example/and/a/path", "only for a test")
MOMENT = datetime(2026, 11, 21, 7, tzinfo=UTC)
READER = message.Reader(0, "reader@mail.example", "A Reader", "0123456789abcdef")
WORDS: dict[str, tuple[config.Newsletter, Callable[[int], model.Edition]]] = {
    "en": (editions.NEWSLETTER, days.day),
    "zh": (chinese.DAY.newsletter(), chinese.DAY.edition),
    "ar": (arabic.DAY.newsletter(), arabic.DAY.edition),
}
SHORTER = "%(num)s story in short form", "%(num)s stories in short form"
MISSING = "%(num)s more on the web", "%(num)s more on the web"


@functools.cache
def rendered(language: str, stories: int, talk: int, variant: model.Variant) -> tuple[model.Edition, model.Rendered]:
    """A day of so many stories, every dek said ``talk`` times over."""
    newsletter, day = WORDS[language]
    value = day(stories)
    told = tuple(
        story.model_copy(update={"headline": f"{story.headline} {place}", "dek": " ".join([story.dek] * talk)})
        for place, story in enumerate(value.stories)
    )
    value = value.model_copy(update={"stories": told})
    archive_url = LINKS.archive(newsletter.key, value.local_date)
    return value, edition.render(value, newsletter, variant, TEMPLATES, archive_url=archive_url)


def sent(language: str, value: model.Edition, mail: model.Rendered) -> Message:
    """The mail as a reader gets it."""
    template = message.Template(mail, WORDS[language][0], LINKS, local_date=value.local_date, moment=MOMENT)
    return message_from_bytes(template.mail(READER).data)


def pages(mail: Message) -> tuple[bytes, bytes]:
    """The HTML part decoded, and as it travels."""
    part = next(each for each in mail.walk() if each.get_content_type() == "text/html")
    whole, raw = part.get_payload(decode=True), part.get_payload()
    assert isinstance(whole, bytes)
    assert isinstance(raw, str)
    return whole.replace(b"\r\n", b"\n"), raw.encode()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # a smaller day would be as hard to read
)
@given(st.sampled_from(list(WORDS)), st.integers(1, 60), st.sampled_from([1, 3]), st.sampled_from(test_mails.VARIANTS))
@example("zh", 40, 1, model.Variant())
@example("ar", 40, 3, model.Variant())
def test_a_mail_is_never_too_large_and_says_what_it_leaves_out(
    language: str, stories: int, talk: int, variant: model.Variant
) -> None:
    value, mail = rendered(language, stories, talk, variant)
    whole, raw = pages(sent(language, value, mail))
    assert len(whole) <= budget.MAX_HTML_BYTES
    assert len(raw) <= budget.MAX_ENCODED_BYTES
    shapes = told(mail.html, value.stories)
    ranked = [shapes[place] for place in sorted(range(1, stories), key=lambda each: (-value.stories[each].score, each))]
    assert ranked == sorted(ranked, reverse=True), "the lowest-ranked shrink first"
    wanted = [WHOLE] * stories if variant.length is model.Length.FULL else [TAKES] + [LINE] * (stories - 1)
    shorter = sum(WEB < now < was for now, was in zip(shapes, wanted, strict=True))
    missing = shapes.count(WEB) + sum(brief.headline not in mail.text for brief in value.briefs)
    plain, catalogue = " ".join(mail.text.split()), TEMPLATES.in_language(language)
    for count, singular, plural in ((shorter, *SHORTER), (missing, *MISSING)):
        said = catalogue.from_string("{{ ngettext(one, many, count) }}").render(one=singular, many=plural, count=count)
        assert (said in plain) is (count > 0), "the reader is told"


WEB, LINE, TAKES, WHOLE = range(4)


def told(page: str, stories: Sequence[model.Story]) -> list[int]:
    """How each story stands in a page: whole, with its takes, as a line, or not at all."""
    tree = lxml_html.document_fromstring(page)
    headings = {words(each): each for each in tree.xpath("//h2 | //h3")}
    lines = {words(each) for each in tree.xpath("//p/a | //p/span")}
    shapes = []
    for story in stories:
        heading = headings.get(story.headline)
        if heading is not None:
            has_coverage = heading.getparent().xpath(".//td[@class='bp' or @class='bc' or @class='bk' or @class='bu']")
            shapes.append(WHOLE if has_coverage else TAKES)
        else:
            shapes.append(LINE if story.headline in lines else WEB)
    return shapes


def words(element: Any) -> str:
    return " ".join(element.text_content().removeprefix("Update:").replace("\u200e", "").split())
