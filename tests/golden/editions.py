"""A small fictional edition, values only: the same on every machine and every day."""

from datetime import UTC, date, datetime, time

from digest import config, model

NEWSLETTER = config.Newsletter(
    key="morning",
    name="The Morning Ledger",
    tagline="What happened, who reported it, and how they told it",
    sender="desk@morning-ledger.example",
    postal_address="12 Quay Street, Port Amber 4071",
    time_zone="UTC",
    build_at=time(5),
    send_at=time(7),
    sections=("Politics", "Economy", "Science"),
)
ARCHIVE_URL = "https://news.morning-ledger.example/morning/2026-11-21"
RATER = "Civic Media Index"
_LEANS = {
    "Harbor Tribune": model.Lean.LEFT,
    "Northfield Courier": model.Lean.LEAN_LEFT,
    "Meridian Wire": model.Lean.CENTER,
    "Capital Record": model.Lean.CENTER,
    "Prairie Standard": model.Lean.LEAN_RIGHT,
    "The Bulwark Post": model.Lean.RIGHT,
    "Tidewater Blog": model.Lean.UNRATED,
}


def article(number: int, outlet: str, title: str, *, url: str | None = None, reprint_of: str = "") -> model.ArticleRef:
    lean = _LEANS.get(outlet, model.Lean.UNRATED)
    host = outlet.lower().replace("the ", "").replace(" ", "-")
    return model.ArticleRef(
        id=f"{number:016x}",
        url=f"https://{host}.example/2026/11/20/{number}" if url is None else url,
        outlet=outlet,
        lean=lean,
        rater="" if lean == model.Lean.UNRATED else RATER,
        title=title,
        published=datetime(2026, 11, 20, 6 + number % 16, 30, tzinfo=UTC),
        reprint_of=reprint_of,
    )


def cited(reference: model.ArticleRef, sentence: int, quote: str) -> model.Citation:
    return model.Citation(article=reference.id, sentence=sentence, quote=quote)


def statement(text: str, *references: model.ArticleRef, outlet: str = "") -> model.Statement:
    citations = tuple(cited(reference, place, text) for place, reference in enumerate(references, 1))
    return model.Statement(text=text, citations=citations, outlet=outlet)


def view(*statements: model.Statement, note: str = "") -> model.View:
    articles = dict.fromkeys(c.article for s in statements for c in s.citations)
    return model.View(statements=statements, articles=tuple(articles), note=note)


def _harbor() -> model.Story:
    a = article(1, "Harbor Tribune", "Senate passes harbor bill after all-night debate")
    b = article(2, "Northfield Courier", "Harbor bill clears Senate, wage floor intact")
    c = article(3, "Meridian Wire", "Senate approves $4.2 billion harbor package, 54–46")
    d = article(4, "Prairie Standard", "Senators wave through costly harbor package")
    e = article(5, "The Bulwark Post", "A harbor bill that taxpayers will remember")
    f = article(6, "Capital Record", "Senate approves $4.2 billion harbor package, 54–46", reprint_of=c.id)
    return model.Story(
        id="harbor",
        section="Politics",
        headline="Senate passes $4.2 billion harbor bill after a night of debate",
        headline_citation=cited(c, -1, c.title),
        dek="The package rebuilds six ports and sets a wage floor for dock work; the House votes on Tuesday.",
        dek_citation=cited(c, 0, "The package rebuilds six ports."),
        articles=(a, b, c, d, e, f),
        quick_takes=(
            statement("The Senate voted 54 to 46 on Friday for a $4.2 billion package to rebuild six ports.", c, a, d),
            statement("Four senators crossed party lines, two in each direction.", c),
            statement("Dock workers on funded projects must be paid at least $31 an hour.", b, a),
            statement("The Treasury will borrow $2.9 billion of the sum over ten years.", d, e),
        ),
        perspectives=model.Perspectives(
            progressive=view(
                statement(
                    "The wage floor is the first of its kind in federal port spending, and unions had asked for it since 2019.",
                    a,
                    outlet="Harbor Tribune",
                ),
                statement(
                    "Small ports would have closed within five years without the money, the harbor masters’ union says.",
                    b,
                    outlet="Northfield Courier",
                ),
            ),
            conservative=view(
                statement(
                    "Seven of every ten dollars are borrowed, and the bill names no spending that would be cut in return.",
                    d,
                    outlet="Prairie Standard",
                ),
                statement(
                    "A fixed wage written into law will price family-run dredging firms out of the bidding.",
                    e,
                    outlet="The Bulwark Post",
                ),
            ),
            common_ground=view(
                statement(
                    "Both sides’ outlets report that the six ports handled a third of grain exports last year.", b, d
                )
            ),
        ),
        quotes=(
            model.Quote(
                text="We have put off these repairs in our harbors for thirty years.",
                speaker="Senator Ada Lindqvist",
                citation=cited(c, 4, "We have put off these repairs in our harbors for thirty years."),
                variants=(
                    model.QuoteVariant(
                        text="We have put off these repairs on our harbors for thirty years.",
                        citation=cited(e, 6, "We have put off these repairs on our harbors for thirty years."),
                    ),
                ),
            ),
            model.Quote(
                text="I will not sign my grandchildren up for a loan they never asked for.",
                speaker="Senator Tom Okafor",
                citation=cited(d, 5, "I will not sign my grandchildren up for a loan they never asked for."),
            ),
        ),
        differences=(
            model.Difference(
                about="How many jobs the work will bring",
                statements=(
                    statement("up to 18,000 jobs over four years", a, outlet="Harbor Tribune"),
                    statement("about 11,500 jobs, most of them temporary", e, outlet="The Bulwark Post"),
                ),
            ),
            model.Difference(
                about="What Senator Ada Lindqvist said",
                statements=(
                    statement(
                        "“We have put off these repairs in our harbors for thirty years.”", c, outlet="Meridian Wire"
                    ),
                    statement(
                        "“We have put off these repairs on our harbors for thirty years.”", e, outlet="The Bulwark Post"
                    ),
                ),
            ),
        ),
        publishers=5,
        score=9.5,
    )


def _schools() -> model.Story:
    a = article(11, "Northfield Courier", "Judge lets phone ban in schools stand")
    b = article(12, "Prairie Standard", "Court backs phone-free classrooms")
    c = article(13, "Capital Record", "Appeals court upholds Alder County phone ban")
    return model.Story(
        id="schools",
        section="Politics",
        headline="Court upholds a county’s ban on phones in class",
        headline_citation=cited(c, -1, c.title),
        dek="Parents had argued that they must be able to reach their children in an emergency.",
        dek_citation=cited(c, 1, "Parents had argued that they must be able to reach their children."),
        articles=(a, b, c),
        quick_takes=(
            statement("The appeals court ruled 2 to 1 that Alder County may lock phones away during lessons.", c, b),
            statement("The county must keep a staffed line open for parents in every school.", a, c),
            statement("Eleven other counties have put their own plans on hold until the ruling.", c),
        ),
        perspectives=model.Perspectives(
            progressive=view(
                statement(
                    "Teachers welcome quieter lessons but want counselors rather than penalties.",
                    a,
                    outlet="Northfield Courier",
                )
            ),
            conservative=view(
                statement(
                    "The ruling leaves the matter where it belongs, with elected local boards.",
                    b,
                    outlet="Prairie Standard",
                )
            ),
            common_ground=view(statement("The ban applies from January in all 42 schools of the county.", a, b)),
        ),
        publishers=3,
        is_update=True,
        score=6.0,
    )


def _rates() -> model.Story:
    a = article(21, "Meridian Wire", "Central bank holds rate at 3.5 percent")
    b = article(22, "Harbor Tribune", "Bank holds rate as rents keep climbing")
    c = article(23, "The Bulwark Post", "Central bank blinks again")
    d = article(24, "Tidewater Blog", "Rate decision: my notes", url="")
    return model.Story(
        id="rates",
        section="Economy",
        headline="Central bank leaves its rate at 3.5 percent",
        headline_citation=cited(a, -1, a.title),
        articles=(a, b, c, d),
        quick_takes=(
            statement("The board voted 7 to 2 to leave the rate at 3.5 percent for the third time.", a, c),
            statement("Consumer prices rose 2.8 percent over the year to October.", a, b),
            statement("Markets now expect a cut in March rather than in January.", a),
        ),
        perspectives=model.Perspectives(
            progressive=view(
                statement(
                    "Tenants pay for every month of waiting, as landlords pass on their loans.",
                    b,
                    outlet="Harbor Tribune",
                )
            ),
            conservative=view(
                statement(
                    "The board bends to a government that wants cheap money before an election.",
                    c,
                    outlet="The Bulwark Post",
                ),
                note="From one outlet.",
            ),
        ),
        quotes=(
            model.Quote(
                text="Patience is not the same as doing nothing.",
                speaker="Governor Irene Salo",
                citation=cited(a, 3, "Patience is not the same as doing nothing."),
            ),
        ),
        publishers=4,
        score=5.0,
    )


def _strike() -> model.Story:
    a = article(31, "Harbor Tribune", "Tram drivers call strike for Monday")
    b = article(32, "Northfield Courier", "No trams on Monday in three cities")
    return model.Story(
        id="strike",
        section="Economy",
        headline="Tram drivers in three cities call a strike for Monday",
        headline_citation=cited(a, -1, a.title),
        dek="Talks over night shifts ended without a result.",
        dek_citation=cited(b, 2, "Talks over night shifts ended without a result."),
        articles=(a, b),
        quick_takes=(
            statement("Trams in Port Amber, Northfield and Elm will stand still for 24 hours from 3 a.m.", a, b),
            statement("The companies offer 4 percent; the drivers ask for 6.5 percent and shorter nights.", b),
            statement("Buses will run as usual.", b),
        ),
        perspectives=model.Perspectives(
            progressive=view(
                statement(
                    "Drivers work up to seven nights in a row, more than in any neighboring country.",
                    a,
                    outlet="Harbor Tribune",
                )
            ),
            conservative=view(note="No conservative-rated outlet in today’s sources covered this story."),
        ),
        publishers=2,
        score=3.0,
    )


def _comet() -> model.Story:
    a = article(41, "Meridian Wire", "Comet visible to the naked eye from Sunday")
    b = article(42, "Capital Record", "Where to look for the comet")
    return model.Story(
        id="comet",
        section="Science",
        headline="A comet can be seen without a telescope from Sunday",
        headline_citation=cited(a, -1, a.title),
        articles=(a, b),
        quick_takes=(
            statement("The comet stands low in the west for forty minutes after sunset.", a, b),
            statement("It was found in May by an observatory in the south and will not return for 8,400 years.", a),
            statement("City lights will hide its tail; a dark field shows it best.", b),
        ),
        viewpoints=(
            model.Viewpoint(
                speaker="Runa Okafor",
                role="head of the southern observatory",
                statement=statement("Runa Okafor said nobody alive would see the comet twice.", a, outlet=a.outlet),
            ),
            model.Viewpoint(
                speaker="Emil Sand",
                statement=statement(
                    "Sand, who runs the hill camp, told visitors to bring no torches.", b, outlet=b.outlet
                ),
            ),
        ),
        publishers=2,
        score=2.0,
    )


def _briefs() -> tuple[model.Brief, ...]:
    told = (
        ("Economy", "Amber Shipyards wins contract for four ferries", "Capital Record"),
        ("Politics", "Mayor of Elm will not stand again", "Northfield Courier"),
        ("Science", "Heron colony returns to the drained marsh", "Harbor Tribune"),
        ("Economy", "Grain price falls for a fifth week", "Prairie Standard"),
        ("Politics", "Parliament library opens its map room", "Tidewater Blog"),
    )
    briefs = []
    for number, (section, headline, outlet) in enumerate(told, 51):
        reference = article(number, outlet, headline, url="" if outlet == "Tidewater Blog" else None)
        more = (article(number + 50, "Meridian Wire", headline),) if number == 51 else ()
        briefs.append(
            model.Brief(
                id=f"brief-{number}",
                section=section,
                headline=headline,
                headline_citation=cited(reference, -1, headline),
                articles=(reference, *more),
                publishers=1 + len(more),
            )
        )
    return tuple(briefs)


def edition() -> model.Edition:
    """Three stories told by both sides, one by one side, one without sides, five briefs."""
    return model.Edition(
        newsletter=NEWSLETTER.key,
        local_date=date(2026, 11, 21),
        subject="Senate passes $4.2 billion harbor bill after a night of debate",
        preheader="Also: a court upholds a ban on phones in class, and the central bank waits",
        stories=(_harbor(), _schools(), _rates(), _strike(), _comet()),
        briefs=_briefs(),
        left_out=(
            model.LeftOut(title="Yesterday’s weather", reason=model.LeftOutReason.TOO_OLD),
            model.LeftOut(title="Old minutes", reason=model.LeftOutReason.TOO_OLD),
            model.LeftOut(title="Quiz", reason=model.LeftOutReason.NO_TEXT),
        ),
        sources=model.SourceReport(checked=14, failed=("coast-weekly", "valley-times")),
        words=640,
    )
