"""Small invented news for the tests of clustering, writing and composing."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from digest import config, model

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
NEWSLETTER = config.Newsletter(key="morning", name="Morning", sender="desk@example.org")
SOURCES = model.SourceReport(checked=3)

LEFT = model.Outlet(name="Left Herald", lean=model.Lean.LEFT, rater="Rater")
CENTRE = model.Outlet(name="Centre Wire", lean=model.Lean.CENTER, rater="Rater")
RIGHT = model.Outlet(name="Right Ledger", lean=model.Lean.RIGHT, rater="Rater")


def article(
    title: str,
    *paragraphs: str,
    outlet: model.Outlet = CENTRE,
    hours: float | None = 1,
    kinds: tuple[tuple[model.BlockKind, str], ...] = (),
    section: str = "",
    url: str | None = None,
) -> model.Article:
    """An article published so many hours before noon; its id follows from its outlet and title."""
    identity = hashlib.sha256(f"{outlet.name}/{title}".encode()).hexdigest()[:16]
    blocks = [model.Block(kind=kind, text=text) for kind, text in kinds]
    blocks += [model.Block(kind=model.BlockKind.PARAGRAPH, text=text) for text in paragraphs]
    return model.Article(
        id=identity,
        url=f"https://news.example/{identity}" if url is None else url,
        source=outlet.name.lower().replace(" ", "-"),
        outlet=outlet,
        title=title,
        blocks=tuple(blocks),
        published=None if hours is None else NOON - timedelta(hours=hours),
        section=section,
    )


def bridge() -> tuple[model.Article, ...]:
    """Three outlets on one event, and one on another."""
    return (
        article(
            "Harbor Bridge closes after inspectors find cracks",
            "The Harbor Bridge in Ostrava Bay closed on Tuesday after inspectors found 14 cracks in its main beams. "
            "Mayor Ines Keller said repairs would take six weeks and cost $3 million.",
            "“We will not gamble with a single life on this bridge,” Keller said. "
            "Ferries will run every 20 minutes between the two banks until the bridge opens again.",
            "Engineers of the state reported the first cracks to the city in January.",
        ),
        article(
            "Cracked Harbor Bridge shut; commuters face weeks of ferries",
            "Inspectors closed the Harbor Bridge on Tuesday after they found 14 cracks in the main beams of the bridge. "
            "Unions argued that years of spending cuts had left the bridge without proper inspections.",
            "Mayor Ines Keller said: “We will not gamble with one single life on this bridge.”",
            "Commuters from the poorer east bank need the bridge most, the transport union said.",
            outlet=LEFT,
            hours=2,
        ),
        article(
            "Harbor Bridge closed over cracks as city hall blames state",
            "The Harbor Bridge closed on Tuesday after inspectors found 14 cracks in its main beams, the city said. "
            "Critics argued that city hall ignored a warning about the bridge that the state sent in January.",
            "Council member Otto Brandt called the closure of the bridge a failure of city hall.",
            "Taxpayers should not pay for the bridge twice, argued the league of taxpayers in Ostrava Bay.",
            outlet=RIGHT,
            hours=3,
        ),
        article(
            "Orchestra opens its season with a premiere",
            "The Lakeside Orchestra opened its season with a symphony by the young composer Mara Lind.",
            "Tickets for the second evening of the orchestra sold out within an hour, the hall said.",
            hours=4,
        ),
    )


def clusters(*articles: model.Article) -> tuple[model.Cluster, ...]:
    """Clusters with the default settings."""
    from digest import cluster

    return cluster.cluster(articles, config.Cluster())
