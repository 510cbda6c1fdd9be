"""A small fictional edition of an Arabic newsletter: a story in Arabic, one in English, names of both scripts."""

from datetime import date

from digest import model
from tests.golden.editions import NEWSLETTER, article, cited, statement, view

ARABIC = NEWSLETTER.model_copy(
    update={
        "name": "دفتر الصباح",
        "tagline": "ما حدث، ومن نقله، وكيف رواه",
        "postal_address": "شارع الرصيف 12، بورت أمبر 4071",
        "language": "ar",
        "sections": ("سياسة", "علوم"),
    }
)


def _harbor() -> model.Story:
    a, b, c = (
        article(number, outlet, title, url=f"https://news{number}.example/{number}").model_copy(
            update={"language": language, "lean": lean, "rater": "Media Index"}
        )
        for number, outlet, title, language, lean in (
            (1, "صحيفة الميناء", "مجلس الشيوخ يقرّ قانون الموانئ بعد نقاش طويل", "ar", model.Lean.LEFT),
            (2, "Prairie Standard", "Senators wave through costly harbor package!", "en", model.Lean.LEAN_RIGHT),
            (3, "وكالة Meridian", "إقرار حزمة الموانئ بقيمة 4.2 مليار دولار، 54 مقابل 46", "ar", model.Lean.CENTER),
        )
    )
    d = article(4, "المنبر", "إقرار حزمة الموانئ", url="https://minbar.example/4", reprint_of=c.id).model_copy(
        update={"language": "ar"}
    )
    return model.Story(
        id="harbor-ar",
        section="سياسة",
        headline="مجلس الشيوخ يقرّ قانون الموانئ بقيمة 4.2 مليار دولار بعد ليلة من النقاش",
        headline_citation=cited(c, -1, c.title),
        dek="تعيد الحزمة بناء ستة موانئ، ويصوّت مجلس النواب عليها يوم الثلاثاء.",
        dek_citation=cited(c, 0, "تعيد الحزمة بناء ستة موانئ."),
        articles=(a, b, c, d),
        quick_takes=(
            statement("صوّت المجلس بأغلبية 54 مقابل 46 لصالح حزمة بقيمة 4.2 مليار دولار لإعادة بناء ستة موانئ.", c, a),
            statement("قالت شركة Harbor Works إن العمل يبدأ في مارس.", a),
            statement("تقترض الخزانة 2.9 مليار دولار من المبلغ على مدى عشر سنوات.", c),
        ),
        perspectives=model.Perspectives(
            progressive=view(
                statement("الحد الأدنى للأجور هو الأول من نوعه في إنفاق الموانئ.", a, outlet="صحيفة الميناء")
            ),
            conservative=view(note="من وسيلة واحدة: Prairie Standard."),
            common_ground=view(statement("نقلت الموانئ الستة ثلث صادرات الحبوب العام الماضي.", a, c)),
        ),
        quotes=(
            model.Quote(
                text="أجّلنا هذه الإصلاحات ثلاثين عامًا.",
                speaker="السيناتورة آدا ليندكفيست",
                citation=cited(c, 4, "أجّلنا هذه الإصلاحات ثلاثين عامًا."),
            ),
        ),
        differences=(
            model.Difference(
                about="عدد: الوظائف",
                statements=(
                    statement("نحو 18,000 وظيفة خلال أربع سنوات", a, outlet="صحيفة الميناء"),
                    statement("نحو 11,500 وظيفة، معظمها مؤقت", c, outlet="وكالة Meridian"),
                ),
            ),
        ),
        publishers=3,
        is_update=True,
        score=9.0,
    )


def _comet() -> model.Story:
    a = article(11, "Meridian Wire", "A comet can be seen before dawn").model_copy(update={"language": "en"})
    b = article(12, "Northfield Courier", "Where to look for the comet").model_copy(update={"language": "en"})
    return model.Story(
        id="comet-en",
        section="علوم",
        headline="A comet can be seen before dawn this week",
        headline_citation=cited(a, -1, a.title),
        articles=(a, b),
        quick_takes=(
            statement("The comet stands low in the east an hour before sunrise.", a, b),
            statement("“You need no telescope,” the observatory’s director said.", b),
        ),
        publishers=2,
        score=4.0,
    )


def edition() -> model.Edition:
    """Two stories, a brief, a gap and something left out."""
    brief = article(21, "صحيفة الميناء", "مكتبة البرلمان تفتح قاعة الخرائط", url="https://news1.example/21").model_copy(
        update={"language": "ar"}
    )
    return model.Edition(
        newsletter=ARABIC.key,
        local_date=date(2026, 11, 21),
        subject="مجلس الشيوخ يقرّ قانون الموانئ",
        preheader="A comet can be seen before dawn this week",
        stories=(_harbor(), _comet()),
        briefs=(
            model.Brief(
                id="maps",
                section="سياسة",
                headline=brief.title,
                headline_citation=cited(brief, -1, brief.title),
                articles=(brief,),
                publishers=1,
            ),
        ),
        left_out=(
            *(model.LeftOut(title="قديم", reason=model.LeftOutReason.TOO_OLD),) * 3,
            model.LeftOut(title="بلا نص", reason=model.LeftOutReason.NO_TEXT),
        ),
        sources=model.SourceReport(checked=14, failed=("coast-weekly", "valley-times")),
        words=420,
    )
