"""French words."""

from digest.text.words.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    language="fr",
    stop=frozenset(
        """
        à afin ai ainsi alors après au aucun aucune aujourd'hui auquel aussi autre autres aux avaient avait avant avec
        avoir c ça car ce ceci cela celle celles celui cependant certains ces cet cette ceux chaque chez comme comment
        contre d dans de depuis dernier dernière derrière des dès deux devant dit donc dont du durant elle elles en
        encore entre environ est et étaient était étant été être eu eux fait faire fois font grâce ici il ils j je jusqu
        jusque l la là le les leur leurs lors lorsque lui m ma mais malgré me même mes moi moins mon n ne ni nos notre
        nous on ont ou où par parce parmi pas peu peut peuvent plus plusieurs plutôt pour pourquoi près puis qu quand que
        quel quelle quelles quelque quelques quels qui quoi s sa sans se selon sera seront ses seulement si soit son sont
        sous souvent sur t ta tandis tant tel telle tels tes toi ton toujours tous tout toute toutes très trois tu un une
        vers voici voilà vos votre vous y
        """.split()
    ),
    starters=frozenset(
        """
        le la les l un une des du de ce cet cette ces il elle ils elles on nous vous je c en dans sur sous pour par avec
        sans selon après avant depuis pendant lors alors mais et ou donc or car si quand comme aussi ainsi enfin puis
        cependant pourtant toutefois plus plusieurs tous toutes chaque aucun son sa ses leur leurs notre à au aux d qui
        que quel où malgré face entre outre déjà hier aujourd'hui
        """.split()
    ),
    titles=frozenset(
        """
        président présidente vice-président vice-présidente premier ministre première ministres sénateur sénatrice député
        députée maire préfet préfète gouverneur gouverneure général colonel capitaine commissaire juge procureur
        procureure ambassadeur ambassadrice secrétaire directeur directrice professeur docteur dr pape cardinal évêque
        roi reine prince princesse monsieur madame m mm mme mmes mlle me maître chef cheffe porte-parole candidat
        candidate ancien ancienne ex intérimaire chancelier chancelière
        """.split()
    ),
    speech=frozenset(
        """
        dit disent disait déclare déclaré déclarait déclara annonce annoncé annonçait affirme affirmé affirmait affirment
        explique expliqué expliquait expliquent indique indiqué indiquait indiquent précise précisé précisait précisent
        ajoute ajouté ajoutait estime estimé estimait estiment souligne souligné soulignait raconte raconté assure assuré
        assurait confie confié rapporte rapporté rappelle rappelé répond répondu demande demandé réclame réclamé dénonce
        dénoncé critique critiqué avertit averti prévient prévenu promet promis insiste insisté regrette regretté salue
        salué selon d'après lance lancé écrit soutient soutenu confirme confirmé reconnaît reconnu juge jugé martèle
        """.split()
    ),
    judging=frozenset(
        """
        estime estimé estimait estiment dénonce dénoncé dénoncent critique critiqué critiquent accuse accusé accusent
        condamne condamné condamnent salue salué saluent regrette regretté regrettent craint craignent redoute redoutent
        espère espèrent juge jugé jugent déplore déplorent fustige fustigent reproche reprochent
        """.split()
    ),
    opinion=frozenset(
        """
        estime estimait estiment dénonce dénoncé dénoncent critique critiqué critiquent accuse accusent salue salué saluent
        regrette regretté regrettent craint craignent redoute redoutent espère espèrent jugent déplore déploré déplorent
        fustige fustigé fustigent reproche reproché reprochent croit croient opinion détracteurs partisans adversaires
        """.split()
    ),
    negations=frozenset(
        """
        ne n pas jamais aucun aucune rien personne ni sans nul nulle guère refuse refusé refusent dément démenti démentent
        nie nié nient rejette rejeté rejettent échoue échoué faux impossible
        """.split()
    ),
    hedges=frozenset(
        """
        si sauf mais sinon seulement pourrait pourraient devrait devraient serait seraient aurait auraient peut-être
        probablement apparemment présumé présumée présumés soupçonné soupçonnée soupçonnés selon prétendument possible
        possiblement éventuellement semble semblent soupçonnés accusé accusée d'après
        """.split()
    ),
    personal=frozenset("je j j'ai me m'a moi mon ma mes nous notre nos vous votre vos tu te toi".split()),
    dangling=frozenset("il elle ils elles lui son sa ses leur leurs eux celui celle ceux".split()),
    openings=frozenset(
        """
        il elle ils elles lui leur ce cela ça c'est cette cet ces celui celle ceux son sa ses là ici ainsi alors aussi
        cependant pourtant toutefois néanmoins mais et ou or donc car puis ensuite enfin d'abord outre parallèlement
        toujours autre autres tous deux pourquoi comment qui que où quand y en
        """.split()
    ),
    loaded=frozenset(
        """
        absurde scandale scandaleux scandaleuse choc choquant choquante honte honteux honteuse catastrophe
        catastrophique désastre désastreux chaos fiasco délire fou folie furieux rage ignoble odieux mensonge mensonges
        menteur effroyable horrible horreur hystérie ridicule pathétique brutal brutale explosif explosive radical
        tonnerre stupéfiant humiliation humiliant cinglant
        """.split()
    ),
    background=frozenset("auparavant précédemment autrefois jadis naguère initialement".split()),
    trailing=frozenset("alors tandis après avant lorsque notamment tout dont où ainsi malgré".split()),
    relative=frozenset("qui dont où laquelle lequel lesquels lesquelles".split()),
    never_last=frozenset(
        """
        m. mm. mme. mmes. mlle. mgr. dr. pr. st. ste. av. boul. cf. ex. éd. env. tél. art. vol. chap. fig. p. pp. me.
        gén. col. cap. cdt. lt. sgt. réf. min. max. j.-c.
        """.split()
    ),
    before_number=frozenset("janv. févr. avr. juil. sept. oct. nov. déc. n. no. art. p. pp. vol.".split()),
    sometimes_last=frozenset("etc. apr. av. j.-c. s.a. u.s. n.d.l.r. ndlr. co. inc.".split()),
    numbers={
        word: value
        for value, word in enumerate(
            "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
            " dix-huit dix-neuf vingt".split()
        )
    }
    | {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingts": 80, "cent": 100, "mille": 1000},
    percent=("pour cent", "p. 100"),
    decimal=",",
    months=frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    days=frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui hier demain".split()),
)
