"""The product behind the JSON-lines protocol of the public benches: requests on stdin, answers on stdout.

    python -m tests.bench.adapters extract|cluster|takes|neutral|feeds|bounces

extract   page to text           {"id", "url", "html" or "html_b64"}   -> {"id", "text", "title", "byline"}
cluster   articles to events     {"id", "title", "text", "outlet", "lean", "url", "published"} -> {"id", "cluster"}
takes     articles to lines      {"id", "max_words", "articles"}       -> {"id", "bullets"}
neutral   articles to a summary  {"id", "max_words", "articles"}       -> {"id", "bullets"}
feeds     feed to entries        {"id", "url", "document_b64"}         -> {"id", "feed", "entries"} as feedparser names them
bounces   mail to reports        {"id", "message_b64"}                 -> {"id", "bounces"}

Nothing here is cleverer than what an operator runs: a page goes through ``collect.page``, an article comes in as the
entry of a feed that carries its whole text, clustering and writing have their default settings, the writer is told how
many words it has, and a summary is what stands first in print, as far as it fits. A request that fails is named on
stderr and answered by nothing; the exit status is then 1.
"""

import argparse
import base64
import html
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from digest import cluster, config, embed, errors, model
from digest.collect import article, dates, feed, page
from digest.deliver import bounces as returned
from digest.write import extractive
from tests import news

Json = dict[str, Any]

NOT_BODY = (model.BlockKind.CAPTION,)
"""What the house keeps of a page but does not count as its text (``page.Page.words`` leaves it out as well)."""


def extract(request: Json) -> Json:
    """The text of a page, with what the page says of its title and author."""
    if "html_b64" in request:
        read = page.read(base64.b64decode(request["html_b64"]), url=request["url"])
    else:
        read = page.read_markup(request["html"], url=request["url"])
    text = "\n".join(block.text for block in read.blocks if block.kind not in NOT_BODY)
    return {"text": text, "title": read.facts.title, "byline": read.facts.author}


def cluster_all(requests: Sequence[Json], *, embeds: bool = False) -> list[Json]:
    """The cluster of each article; what came in twice is in one cluster."""
    read = [entry_article(request, request["id"]) for request in requests]
    found = cluster.cluster(read, config.Cluster(), embed=embed.load() if embeds else None)
    of = {member.id: one.id for one in found for member in one.articles}
    at = {member.url: one.id for one in found for member in one.articles if member.url}
    return [
        {"id": request["id"], "cluster": of.get(one.id) or at.get(one.url)}
        for request, one in zip(requests, read, strict=True)
    ]


def entry_article(request: Json, name: str) -> model.Article:
    """The article a feed with the whole text would bring."""
    lean = request.get("lean") or ""
    rated = model.Lean(lean) if lean in set(model.Lean) else model.Lean.UNRATED
    outlet = model.Outlet(name=request.get("outlet") or f"Outlet of {name}", lean=rated)
    source = model.Source(key=name, kind=model.SourceKind.FEED, location="", outlet=outlet)
    paragraphs = filter(str.strip, request["text"].split("\n"))
    entry = feed.Entry(
        id=name,
        link=request.get("url") or "",
        title=request.get("title") or "",
        markup="".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs),
        published=dates.moment(request.get("published") or ""),
    )
    own = page.read_fragment(entry.markup, title=entry.title, outlet=outlet.name)
    return article.of_entry(source, own, entry, "en", {})


def takes(request: Json) -> Json:
    """The dek and the quick takes, as they stand below a headline."""
    story = _story(request)
    return {"bullets": _fitting(_top(story), request["max_words"])}


def neutral(request: Json) -> Json:
    """The dek, the quick takes and the common ground."""
    story = _story(request)
    common = story.perspectives.common_ground.statements if story.perspectives else ()
    return {"bullets": _fitting([*_top(story), *(line.text for line in common)], request["max_words"])}


def _top(story: model.Story) -> list[str]:
    return [*filter(None, [story.dek]), *(take.text for take in story.quick_takes)]


def _story(request: Json) -> model.Story:
    """The story of articles that are known to report one event."""
    articles = tuple(entry_article(each, f"{number}") for number, each in enumerate(request["articles"]))
    found = model.Cluster(id=request["id"], articles=articles)
    return extractive.Extractive(request["max_words"]).write(found, news.NEWSLETTER)


def _fitting(lines: Iterable[str], words: int) -> list[str]:
    """The lines that fit, in their order."""
    kept = []
    for line in lines:
        if len(line.split()) <= words:
            kept.append(line)
            words -= len(line.split())
    return kept


def feeds(request: Json) -> Json:
    """What is kept of a feed and its entries, under feedparser's names; nothing where it is no feed."""
    try:
        read = feed.read(base64.b64decode(request["document_b64"]), request["url"])
    except errors.SourceError:
        return {"feed": {}, "entries": []}
    about = {"title": read.title, "language": read.language}
    return {"feed": _given(about), "entries": [_entry(each) for each in read.entries]}


def _entry(entry: feed.Entry) -> Json:
    return _given(
        {
            "id": entry.id,
            "link": entry.link,
            "title": entry.title,
            "summary": entry.summary,
            "content": [{"value": entry.markup, "type": "text/html"}] if entry.markup else None,
            "author": entry.author,
            "published_parsed": entry.published and entry.published.isoformat(),
            "updated_parsed": entry.modified and entry.modified.isoformat(),
            "tags": [{"term": entry.section}] if entry.section else None,
            "source": {"title": entry.publisher} if entry.publisher else None,
        }
    )


REASONS = {
    returned.Reason.USER_UNKNOWN: "userunknown",
    returned.Reason.HOST_UNKNOWN: "hostunknown",
    returned.Reason.MOVED: "hasmoved",
    returned.Reason.NO_MAIL: "notaccept",
    returned.Reason.DISABLED: "suspend",
    returned.Reason.MAILBOX_FULL: "mailboxfull",
    returned.Reason.TOO_LARGE: "mesgtoobig",
    returned.Reason.FILTERED: "filtered",
    returned.Reason.SPAM: "spamdetected",
    returned.Reason.BLOCKED: "blocked",
    returned.Reason.AUTHENTICATION: "authfailure",
    returned.Reason.POLICY: "rejected",
    returned.Reason.CONTENT: "contenterror",
    returned.Reason.NETWORK: "expired",
    returned.Reason.SYSTEM: "systemerror",
    returned.Reason.UNSAID: "undefined",
}
"""Our reasons under the names of the public sets, which know more of them."""


def bounces(request: Json) -> Json:
    """Each address a mail reports, with what it says of it."""
    return {"bounces": [_bounce(each) for each in returned.read(base64.b64decode(request["message_b64"])).bounces]}


def _bounce(bounce: returned.Bounce) -> Json:
    """``hard`` is left out where a mail was given up without a word against the address.

    The sets mean two things by it: that the address is dead (so it must not be true), and that the mail is not tried
    on (so it must not be false).
    """
    said = {"recipient": bounce.address, "status": bounce.status, "reason": REASONS[bounce.reason]}
    is_known = bounce.kind is returned.Kind.HARD or not bounce.is_final
    return said | ({"hard": bounce.kind is returned.Kind.HARD} if is_known else {})


def _given(names: Json) -> Json:
    """Without what is not there."""
    return {name: value for name, value in names.items() if value}


ONE_BY_ONE: dict[str, Callable[[Json], Json]] = {
    "extract": extract,
    "takes": takes,
    "neutral": neutral,
    "feeds": feeds,
    "bounces": bounces,
}


def answers(task: str, requests: Iterable[Json], failed: list[str], *, embeds: bool = False) -> Iterator[Json]:
    """One answer for each request; the ids of those that failed are added to ``failed``."""
    if task == "cluster":
        yield from cluster_all(list(requests), embeds=embeds)
        return
    for request in requests:
        try:
            answer = ONE_BY_ONE[task](request)
        except Exception as error:  # noqa: BLE001 - one bad row must not hide what the others reach
            failed.append(f"{request['id']}: {type(error).__name__}: {error}")
            answer = {}
        yield {"id": request["id"], **answer}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["cluster", *ONE_BY_ONE])
    parser.add_argument("--embeddings", action="store_true", help="cluster: compare sentence vectors too")
    chosen = parser.parse_args(arguments)
    task: str = chosen.task
    failed: list[str] = []
    requests = (json.loads(line) for line in sys.stdin if line.strip())
    for answer in answers(task, requests, failed, embeds=chosen.embeddings):
        print(json.dumps(answer, ensure_ascii=False), flush=task != "cluster")
    print(*failed, sep="\n", end="\n" if failed else "", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
