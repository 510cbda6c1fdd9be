"""Spanish words."""

from digest.text.words.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    language="es",
    stop=frozenset(
        """
        a acá ahí al algo alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas aquellos aquí así
        aún aunque bajo bien cada casi como con contra cual cuales cualquier cuando cuanto de debe deben del desde
        después dice dijo donde dos durante e el él ella ellas ello ellos en entonces entre era eran es esa esas ese eso
        esos esta está están estaba estaban estar este esto estos fue fueron ha había habían haber hace hacer hacia han
        hasta hay he hizo incluso la las le les lo los luego más me mediante menos mi mientras mis mismo misma mucho
        muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues
        puede pueden que qué quien quién quienes se sea según ser será serán si sí sido siempre sin sino sobre solo sólo
        son su sus también tampoco tan tanto te tener tiene tienen toda todas todavía todo todos tras tres tu tus un una
        unas uno unos usted ustedes va van ya y yo
        """.split()
    ),
    starters=frozenset(
        """
        el la los las un una unos unas lo al en de del con sin por para según tras desde hasta durante sobre entre ante
        y e o pero sino aunque si cuando como que quien donde este esta estos estas ese esa eso esto él ella ellos ellas
        su sus se no ni también además sin embargo así ahora hoy ayer mientras después antes ya más muchos todos todas
        cada otro otros otra a es hay fue luego entonces
        """.split()
    ),
    titles=frozenset(
        """
        presidente presidenta vicepresidente vicepresidenta primer primera ministro ministra senador senadora diputado
        diputada alcalde alcaldesa gobernador gobernadora general coronel capitán comisario comisaria juez jueza fiscal
        embajador embajadora secretario secretaria director directora profesor profesora doctor doctora dr dra papa
        cardenal obispo rey reina príncipe princesa señor señora sr sra srta don doña portavoz candidato candidata ex
        exministro expresidente expresidenta antiguo antigua canciller jefe jefa interino interina líder
        """.split()
    ),
    speech=frozenset(
        """
        dijo dice dicen dijeron decía afirma afirmó afirman afirmaron explica explicó explican explicaron declara declaró
        declararon anuncia anunció anunciaron señala señaló señalan señalaron indica indicó indican indicaron añade
        añadió agrega agregó asegura aseguró aseguran aseguraron sostiene sostuvo recuerda recordó advierte advirtió
        advierten denuncia denunció denuncian critica criticó critican reconoce reconoció confirma confirmó confirmaron
        informa informó informaron pide pidió piden exige exigió responde respondió pregunta preguntó cuenta contó
        insiste insistió subraya subrayó destaca destacó relata relató escribe escribió según promete prometió considera
        """.split()
    ),
    judging=frozenset(
        """
        critica criticó critican criticaron denuncia denunció denuncian acusa acusó acusan condena condenó condenan
        lamenta lamentó lamentan celebra celebró teme temen temió espera esperan considera considera consideran cree
        creen opina opinan defiende defendió defienden rechaza rechazó reprocha reprochó exige exigió
        """.split()
    ),
    opinion=frozenset(
        """
        critica criticó critican criticaron acusa acusó acusan acusaron lamenta lamentó lamentan lamentaron teme temió
        temen temieron consideran creen opina opinó opinan opinaron defiende defendió defienden defendieron denuncian
        denunciaron reprocha reprochó reprochan advierte advirtió advierten advirtieron opinión críticos detractores
        partidarios opositores
        """.split()
    ),
    negations=frozenset(
        """
        no nunca jamás nadie nada ningún ninguna ninguno ni sin tampoco niega negó niegan rechaza rechazó rechazan
        rechazaron desmiente desmintió falso falsa fracasa fracasó imposible
        """.split()
    ),
    hedges=frozenset(
        """
        si salvo excepto pero sino solo sólo podría podrían debería deberían sería serían habría habrían quizá quizás
        probablemente supuestamente supuesto supuesta supuestos presunto presunta presuntos presuntamente posible
        posiblemente parece parecen según acusado acusada aparentemente
        """.split()
    ),
    personal=frozenset(
        "yo me mí mi mis nosotros nosotras nos nuestro nuestra nuestros nuestras tú te ti tu tus os".split()
    ),
    dangling=frozenset("él ella ellos ellas le les su sus suyo suya".split()),
    openings=frozenset(
        """
        él ella ellos ellas ello esto eso esta este estos estas ese esa esos esas su sus allí aquí ahí así además también
        tampoco entonces luego después pero y e o sino sin aunque por lo ambos otro otros otra mientras asimismo finalmente
        por qué quién cómo dónde cuándo se le les
        """.split()
    )
    - {"por", "lo", "sin", "se"},
    loaded=frozenset(
        """
        absurdo escándalo escandaloso vergüenza vergonzoso catástrofe catastrófico desastre desastroso caos fiasco locura
        loco furia furioso mentira mentiras mentiroso horrible horror histeria ridículo patético brutal brutales
        explosivo radical escalofriante indignante infame humillación demoledor bochorno
        """.split()
    ),
    background=frozenset("anteriormente previamente antaño originalmente".split()),
    trailing=frozenset("mientras tras después antes cuando aunque entre incluido incluida donde".split()),
    relative=frozenset("que quien quienes cuyo cuya cuyos cuyas donde".split()),
    never_last=frozenset(
        """
        sr. sra. sres. srta. dr. dra. d. dña. prof. gral. cnel. cap. lic. ing. arq. mons. st. sto. sta. av. avda. c. pág.
        págs. núm. art. p. pp. ej. p.ej. vs. aprox. tel. depto. excmo. ilmo. vol. fig. dir. cía. ee.
        """.split()
    ),
    before_number=frozenset(
        "ene. feb. mar. abr. jun. jul. ago. sept. oct. nov. dic. nº. no. n. art. pág. núm.".split()
    ),
    sometimes_last=frozenset("etc. uu. ee.uu. s.a. s.l. cía. a.c. d.c. a.m. p.m. jr. c.v.".split()),
    numbers={
        word: value
        for value, word in enumerate(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
            " diecisiete dieciocho diecinueve veinte".split()
        )
    }
    | dict(zip("treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), range(30, 100, 10), strict=True))
    | {"cien": 100, "mil": 1000},
    percent=("por ciento",),
    decimal=",",
    months=frozenset(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
    ),
    days=frozenset("lunes martes miércoles jueves viernes sábado domingo hoy ayer mañana".split()),
)
