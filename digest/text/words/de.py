"""German words."""

from digest.text.words.vocabulary import Vocabulary

_SPEECH = frozenset(
    """
    sagt sagte sagten gesagt erklärt erklärte erklärten mitteilte mitteilten teilte teilten mitgeteilt berichtet
    berichtete berichteten betont betonte betonten kündigt kündigte kündigten ankündigte ankündigten warnt warnte
    warnten fordert forderte forderten schreibt schrieb schrieben meint meinte meinten spricht sprach sprachen antwortet
    antwortete fragt fragte fügte hieß heißt bestätigt bestätigte bestätigten kritisiert kritisierte kritisierten
    verlangt verlangte versicherte versprach behauptet behauptete räumte lobte bezeichnete nannte äußerte zufolge laut
    nach angaben aussage medienberichten sei seien habe hätten solle wolle werde könne müsse
    """.casefold().split()
) - {"nach"}

VOCABULARY = Vocabulary(
    language="de",
    stop=frozenset(
        """
        aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
        beim bin bis bist da dabei dadurch dafür dagegen daher damit danach daneben dann daran darauf daraus darf darin
        darüber darum das dass dasselbe davon davor dazu dein deine dem den denen denn der deren derselbe des dessen
        deshalb dich die dies diese dieselbe diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
        einer eines einig einige einigem einigen einiger einmal er es etwa etwas euch euer für gegen gewesen gibt hab
        habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins
        ist ja jede jedem jeden jeder jedes jedoch jene jenem jenen jener jetzt kann kein keine keinem keinen keiner
        können könnte machen man manche mehr mein meine mich mir mit muss musste müssen nach nachdem nicht nichts noch
        nun nur ob obwohl oder ohne rund schon sehr sei seien sein seine seinem seinen seiner seines seit selbst sich
        sie sind so sogar solche soll sollen sollte sondern sonst sowie um und uns unser unter vom von vor war waren
        warum was weg weil weiter weitere weiteren welche welchem welchen welcher wenn wer werde werden werdet wie wieder
        will wir wird wirst wo wollen worden wurde wurden während würde würden zu zum zur zwar zwischen über sagt sagte
        """.casefold().split()
    ),
    starters=frozenset(
        """
        der die das den dem des ein eine einer einem einen er sie es wir ich ihr diese dieser dieses auch aber und oder
        doch im in am an auf aus bei beim mit nach vor von vom zu zum zur für gegen seit bis durch über unter während
        wenn als da dann damit dabei dazu nun jetzt nur so wie was wer wo warum laut trotz wegen zudem außerdem jedoch
        danach davor daraufhin deshalb trotzdem dennoch dort hier ebenso andere einige insgesamt bereits schon derzeit zuvor später mehr viele alle kein keine man sein seine ihre unser rund etwa
        """.casefold().split()
    ),
    titles=frozenset(
        """
        präsident präsidentin bundespräsident vizepräsident vizepräsidentin kanzler kanzlerin bundeskanzler
        bundeskanzlerin vizekanzler minister ministerin ministerpräsident ministerpräsidentin premierminister premierministerin
        außenminister außenministerin innenminister innenministerin finanzminister finanzministerin senator senatorin
        bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin landrat abgeordneter abgeordnete
        staatssekretär staatssekretärin general oberst richter richterin staatsanwalt professor professorin prof dr
        doktor papst kardinal bischof könig königin prinz prinzessin herr frau chef chefin vorsitzender vorsitzende
        parteichef parteichefin fraktionschef sprecher sprecherin direktor direktorin ehemalige ehemaliger ehemaligen
        frühere früherer früheren ex kommissarische kommissarischer designierte designierter trainer trainerin
        """.casefold().split()
    ),
    speech=_SPEECH,
    judging=frozenset(
        """
        kritisiert kritisierte kritisierten fordert forderte forderten warnt warnte warnten lobt lobte lobten begrüßt
        begrüßte begrüßten verurteilt verurteilte verurteilten bedauert bedauerte hofft hoffte hofften fürchtet
        fürchtete fürchteten befürchtet befürchtete glaubt glaubte meint meinte wirft warf warfen beklagt beklagte
        """.casefold().split()
    ),
    opinion=frozenset(
        """
        kritisiert kritisierte kritisierten warnt warnte warnten lobt lobte lobten begrüßt begrüßte begrüßten bedauert
        bedauerte bedauerten befürchtet befürchtete befürchteten fürchtet fürchtete fürchteten glaubt glaubte glaubten
        meint meinte meinten hofft hoffte hofften beklagt beklagte beklagten bezweifelt bezweifelte ansicht
        meinung auffassung einschätzung kritiker kritikerinnen gegner gegnerinnen befürworter befürworterinnen
        """.casefold().split()
    ),
    negations=frozenset(
        """
        nicht nichts nie niemals niemand niemanden nirgends kein keine keinem keinen keiner keines keinerlei ohne weder
        noch kaum dementiert dementierte dementierten bestreitet bestritt bestritten abgelehnt ablehnte ablehnten lehnt
        lehnte lehnten verweigert verweigerte verweigerten scheitert scheiterte gescheitert
        """.casefold().split()
    ),
    hedges=frozenset(
        """
        wenn falls sofern ob außer aber sondern nur könnte könnten dürfte dürften würde würden soll sollen sollte sollten
        wohl angeblich mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher offenbar vermutlich möglicherweise vielleicht
        wahrscheinlich womöglich demnach zufolge laut
        """.casefold().split()
    ),
    personal=frozenset(
        "ich mich mir mein meine meinen wir uns unser unsere unseren du dich dir euch ihr".casefold().split()
    ),
    dangling=frozenset("er ihm ihn sein seine seinen seinem seiner ihre ihren ihrem ihrer".casefold().split()),
    openings=frozenset(
        """
        er sie es das dies diese dieser dieses diesen diesem sein seine ihr ihre dort hier dabei damit dazu dafür dagegen
        danach daraufhin darauf darin darum deshalb daher deswegen dann davon davor zuvor außerdem zudem ebenso auch denn
        doch aber und oder sonst stattdessen hingegen allerdings jedoch beide solche letztere so trotzdem dennoch
        schließlich warum wieso wer was wie wo weshalb
        """.casefold().split()
    ),
    loaded=frozenset(
        """
        absurd schockierend schockierende skandal skandalös eklat wahnsinn irre irrsinn hammer knaller katastrophal
        desaster debakel blamage peinlich wut wütend hetze hetzt hetzer lügen lügner lüge chaos chaotisch dramatisch
        dramatische horror schande schändlich brutal brutale gnadenlos entsetzlich abscheulich dumm lächerlich
        wutausbruch zerlegt vernichtend vernichtende radikal radikale
        """.casefold().split()
    ),
    background=frozenset("früher damals vorjahr ursprünglich zuvor vorher einst".casefold().split()),
    trailing=frozenset("während nachdem obwohl wobei indem darunter etwa als bevor seitdem".casefold().split()),
    relative=frozenset("der die das den dem dessen deren denen welche welcher welches wo".casefold().split()),
    never_last=frozenset(
        """
        dr. prof. hr. fr. st. lkr. kr. inh. tsd. zw. z. d. u. i. v. z.b. d.h. u.a. i.d.r. bzw. ca. ggf. sog. vgl. evtl. inkl. exkl. bspw. etc.p.
        abs. art. nr. dipl. ing. mag. mio. mrd. tel. geb. gest. verh. ehem. einschl. gegr. jr. sen. lt. max. min. zzgl.
        o.g. u.u. s. str. kath. ev. dt. frz. engl. op. pfr. rer. nat. med. jur. phil. hl. od. resp. stv. allg.
        """.casefold().split()
    ),
    before_number=frozenset(
        "jan. feb. mär. apr. jun. jul. aug. sept. sep. okt. nov. dez. s. kap. abb. bd. str.".casefold().split()
    ),
    sometimes_last=frozenset(
        "usw. etc. u.ä. o.ä. mio. mrd. str. jh. co. a.d. a.m. n.chr. v.chr. chr. e.v. v.".casefold().split()
    ),
    numbers={
        word: value
        for value, word in enumerate(
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
            " siebzehn achtzehn neunzehn zwanzig".casefold().split()
        )
    }
    | dict(
        zip(
            "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".casefold().split(),
            range(30, 100, 10),
            strict=True,
        )
    ),
    percent=("prozent",),
    decimal=",",
    months=frozenset(
        """
        januar jänner februar märz april mai juni juli august september oktober november dezember
        """.casefold().split()
    ),
    days=frozenset(
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute gestern morgen".casefold().split()
    ),
    has_ordinal_stop=True,
)
