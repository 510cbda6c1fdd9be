"""English words."""

from digest.text.words.vocabulary import Vocabulary

STOP = frozenset(
    """
    a about above after again against all also although am among an and another any are aren as at be became because
    become been before being below between both but by came can cannot come could couldn did didn do does doesn doing
    don done down during each either else even ever every few for from further get gets give given go goes going gone
    got had hadn has hasn have haven having he hence her here hers herself him himself his how however i if in indeed
    into is isn it its itself just least less let like ll made make makes making many may me might mine more moreover
    most much must my myself near nearly neither nevertheless no nor not now of off often on once one only onto or other
    others otherwise our ours ourselves out over own per perhaps put rather re really s said same saw say saying says
    see seem seemed seems seen several shall she should shouldn since so some something such t take taken than that the
    their theirs them themselves then there therefore these they thing things this those though through throughout thus
    to together told too took toward towards under until up upon us ve very via was wasn way we well went were weren
    what when where whether which while who whom whose why will with within without won would wouldn yet you your yours
    yourself yourselves ms mr mrs
    """.split()
)
"""Words that say nothing about what a text is about."""

STARTERS = frozenset(
    """
    a after all although among an and another any as at because before both but by despite during each even every few
    for from given he her here his how however i if in it its last many meanwhile more most mr. ms. mrs. no not now of on
    once one only other our over she since so some still such that the their then there these they this those though
    through to two under rather speaking addressing according earlier later recently eventually finally ultimately
    perhaps maybe first second third next then soon also additionally similarly likewise overall instead thanks based
    given asked today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december until we what when where whether which while who why with yet you
    """.split()
)
"""Words that a sentence often begins with, so that a full stop before them ends one even after an abbreviation."""

TITLES = frozenset(
    """
    president vice-president vice prime minister premier chancellor king queen prince princess senator sen sens
    representative rep reps congressman congresswoman governor gov mayor judge justice chief secretary attorney general
    gen lieutenant lt colonel col captain capt sergeant sgt major maj admiral adm commander cmdr officer sheriff deputy
    director chairman chairwoman chairperson chair speaker leader spokesman spokeswoman spokesperson ambassador envoy
    commissioner professor prof doctor dr reverend rev pope cardinal bishop archbishop pastor rabbi imam sir dame lord
    lady mr mrs ms miss candidate nominee former ex acting interim then-president ceo cfo
    """.split()
)
"""Words that stand before a name and are no part of it (casefolded, without a full stop)."""

SPEECH = frozenset(
    """
    said says say saying told tells asked asks added adds wrote writes stated states tweeted tweets posted argued argues
    claimed claims declared declares explained explains insisted insists noted notes recalled remarked remarks replied
    responded responds warned warns announced announces acknowledged admitted alleged asserted charged complained
    concluded conceded contended countered cried demanded described emphasized exclaimed joked lamented observed
    predicted promised quipped reiterated shouted stressed suggested testified thundered urged vowed continued
    """.split()
)
"""Verbs that bring somebody's words."""

JUDGING = frozenset(
    """
    argue argues argued arguing believe believes believed call calls called calling consider considers considered claim
    claims claimed contend contends accuse accuses accused accusing blame blames blamed blaming condemn condemns condemned
    criticise criticises criticised criticize criticizes criticized defend defends defended denounce denounces denounced
    deplore deplores deplored dismiss dismisses dismissed dispute disputes disputed doubt
    doubts doubted fear fears feared hail hails hailed hope hopes hoped oppose
    opposes opposed praise praises praised think thinks
    thought welcome welcomes welcomed warn warns warned
    """.split()
)
"""Verbs that bring somebody's opinion rather than news."""

NEGATIONS = frozenset(
    """
    no not never none nobody nothing neither nor without cannot can't won't don't doesn't didn't isn't aren't wasn't
    weren't hasn't haven't hadn't couldn't shouldn't wouldn't mustn't unlikely refuse refused refuses deny denied denies
    declined declines reject rejected rejects fail failed fails false
    """.split()
)
"""Words that turn a claim round."""

PERSONAL = frozenset("i i'm i've i'd i'll me my mine we we're we've we'd we'll us our ours you your yours".split())
"""Pronouns of somebody who speaks, or is spoken to."""

DANGLING = frozenset("he she him his her hers they them their theirs".split())
"""Pronouns that need a name before them."""

LOADED = frozenset(
    """
    absurd appalling astonishing atrocious attack attacks bash bashes bashing blast blasts blasted bombshell brutal
    catastrophe catastrophic chaos corrupt crazed crazy crush crushes cynical damning demolish demolishes destroy
    destroys desperate devastating disaster disastrous disgrace disgraceful eviscerate eviscerates explosive extremist
    fake fiasco frightening fumes furious fury hammers hateful hell horrific horrifying hypocrisy hypocrite hysteria
    idiot idiotic insane lashes liar lie lies lunatic meltdown mocks nightmare notorious obscene outrage outrageous
    panic pathetic phony racist radical rages rips ripped ruthless savage scandal scandalous scary shameful shameless
    shocking sick slam slams slammed slap smear smears stunning stupid terrifying thug thugs toxic trashes tyrant ugly
    unhinged vicious vile wacko war warns wild woke
    """.split()
)
"""Words that judge or shout; a headline with fewer of them is preferred."""

NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
} | dict(zip("thirty forty fifty sixty seventy eighty ninety".split(), range(30, 100, 10), strict=True))

MONTHS = frozenset("january february march april may june july august september october november december".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())

VOCABULARY = Vocabulary(
    language="en",
    stop=STOP,
    starters=STARTERS,
    titles=TITLES,
    speech=SPEECH,
    judging=JUDGING,
    opinion=JUDGING | frozenset("critics supporters advocates opponents".split()),
    negations=NEGATIONS,
    hedges=frozenset(
        """
        if unless except but only may might could would allegedly reportedly accused according likely possibly perhaps
        apparently suspected expected probably potentially
        """.split()
    ),
    personal=PERSONAL,
    dangling=DANGLING,
    loaded=LOADED,
    never_last=frozenset(
        """
        mr. mrs. ms. messrs. dr. prof. sen. sens. rep. reps. gov. govs. gen. lt. col. sgt. capt. cmdr. adm. maj. cpl.
        pvt. hon. rev. fr. pres. supt. det. insp. amb. st. ste. mt. ft. vs. v. e.g. i.e. cf. al. approx. dept. univ.
        assn.
        """.split()
    ),
    before_number=frozenset(
        "no. nos. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. art. sec. p. pp. fig. vol. ch.".split()
    ),
    sometimes_last=frozenset(
        """
        inc. corp. co. ltd. llc. bros. jr. sr. esq. ph.d. m.d. etc. ala. ariz. ark. calif. colo. conn. del. fla. ga. ill.
        ind. kan. ky. la. mass. md. mich. minn. miss. mo. mont. neb. nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa.
        r.i. s.c. s.d. tenn. tex. vt. va. wash. w.va. wis. wyo. ave. blvd. rd. jan. feb. aug. sept. oct. nov. dec. no.
        """.split()
    ),
    numbers=NUMBERS,
    percent=("percent", "per cent"),
    months=MONTHS,
    days=DAYS,
)
