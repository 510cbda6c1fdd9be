"""How pages in several languages word their furniture: labels, what ends an article, calls to act, dates, credits.

Kinds of words, not outlets: "Advertisement" in the languages of the news, not the box of one site. English is the
longest list because most of what is read is English. Patterns are fragments for ``re`` with the flags ``ix``.
"""

LABELS = r"""
    (?:anzeige|werbung|inhalt|teilen|merken|drucken|artikel\s(?:teilen|drucken|merken)|kommentieren|suche|men[üu]|anmelden|abonnieren|startseite|zur\s(?:start|haupt)seite
    |schlag(?:wörter|worte|wort)|themen|kontakt|pressekontakt|impressum|datenschutz|bilderstrecke|zur\sstartseite|nach\soben|weiterlesen|mehr\slesen
    |publicité|partager|imprimer|s.abonner|se\sconnecter|recherche|mots.clés|thèmes|accueil|lire\sla\ssuite|voir\splus|newsletter
    |publicidad|compartir|imprimir|suscríbete|iniciar\ssesión|temas|etiquetas|leer\smás|ver\smás|inicio|buscar
    |pubblicità|condividi|stampa|abbonati|accedi|argomenti|leggi\s(?:di\spiù|tutto)|cerca
    |publicidade|compartilh(?:ar|e)|assine|leia\smais|reklama|udostępnij|drukuj|zaloguj|tematy|tagi|czytaj\swięcej
    |advertentie|delen|afdrukken|aanmelden|onderwerpen|lees\smeer)
"""

ENDINGS = r"""
    (?:mehr\s(?:zum\sthema|zu\sdiesem\sthema|(?:nachrichten|artikel|beiträge|kolumnen|themen|news)(?:\s\S+){0,4}|(?:aus|von)(?:\s\S+){1,4})
    |weitere\s(?:\w+\s)?(?:artikel|themen|meldungen|nachrichten|beiträge|news)(?:\s\S+){0,4}|zum\sweiterlesen
    |(?:ähnliche|verwandte|passende|neueste|aktuelle|meistgelesene|empfohlene)\s(?:artikel|beiträge|themen|meldungen|nachrichten|news)|meist\s?gelesen
    |(?:entdecke|entdecken\ssie)\s(?:weitere|mehr)(?:\s\S+){0,4}|quellen(?:angaben?|verzeichnis)?|über\s(?:den|die)\sautor(?:in|en)?|kommentare
    |sur\sle\smême\s(?:sujet|thème)|(?:articles?|sujets)\s(?:liés|similaires|associés|recommandés|connexes)
    |plus\sd.(?:articles|actualités|infos)(?:\s\S+){0,4}|dans\sla\smême\s(?:rubrique|catégorie)|(?:les\s)?plus\slus|tou(?:s|tes)\snos\s(?:\w+\s){0,3}\w+
    |commentaires|à\spropos\sde\sl.auteur
    |(?:noticias|artículos|temas|contenidos?)\srelacionad[oa]s?|más\s(?:noticias|información|artículos)(?:\s\S+){0,4}|lo\smás\s(?:leído|visto)|comentarios|sobre\s(?:el|la)\sautora?
    |(?:articoli|notizie)\scorrelat[ie]|i\spiù\sletti|altre\snotizie|commenti|notícias\srelacionadas|mais\slidas|comentários
    |polecane|najczęściej\sczytane|powiązane\s(?:artykuły|tematy)|komentarze|gerelateerde\sartikelen|meer\s(?:nieuws|artikelen)(?:\s\S+){0,4}|meest\sgelezen|reacties)
"""

READ_ALSO = r"""
    (?:d(?:as|ies(?:e[sr])?)(?:\s(?:thema|artikel))?\skönnte\s(?:sie|dich|euch|ihnen)\s(?:auch\s)?(?:interessieren|gefallen)|(?:auch|ebenfalls|noch)\sinteressant|schon\sgelesen
    |mehr\slesen|zum\sthema|lesen\ssie\s(?:auch|mehr|weiter)|lies\sauch
    |(?:à|a)\slire\s(?:aussi|également)|lire\s(?:aussi|également)|voir\saussi|(?:cela|ça)\s(?:peut|pourrait)\s(?:aussi\s)?vous\sintéresser|vous\s(?:aimerez|pourriez|allez)\s(?:aussi\s)?(?:aimer|lire)?
    |(?:también\s)?(?:te|le)\s(?:puede|podría)\sinteresar|lea\s(?:también|además)|lee\s(?:también|además|más)|mir[ae]\stambién
    |leggi\sanche|(?:ti\s)?potrebbe(?:ro)?\sinteressar(?:e|ti)(?:\sanche)?|(?:leia|veja)\stambém|saiba\smais
    |(?:czytaj|zobacz|przeczytaj)\s(?:też|także|również)|lees\sook|gerelateerd)
"""
"""Stands inside an article as well, above a single link."""

CALLS = r"""
    (?:abonnier(?:e|en|t)\b|melde(?:n\ssie)?\s(?:dich|sich|euch)\b|jetzt\s(?:abonnieren|anmelden|lesen|testen|kostenlos|registrieren|herunterladen|bestellen|sichern)\b
    |(?:folge|folgen\ssie|folgt)\suns\b|hier\s(?:klicken|geht\s?.?e?s\szu[rm]?|gibt\s?.?e?s\salle|finden\s(?:sie|du)\s(?:alle|weitere|mehr)|abonnieren|anmelden)\b
    |klick(?:e|en\ssie|t)\s(?:hier|auf\sden\s(?:\w+\s)?(?:link|button|banner))\b|klicke?\sdich\b|(?:lesen\ssie|lies|lest)\s(?:auch|hier|mehr|weiter|dazu)\b|lesen\ssie\shierzu\b|mehr\s(?:dazu|infos?|informationen)\b(?=.*\b(?:hier|unter|finde|auf)\b|\s?:)
    |unterstütze(?:n\ssie|t)?\s(?:uns|unsere?n?|\w+)\s(?:\w+\s)?(?:mit|bereits|arbeit|journalismus|jetzt)\b|teile(?:n\ssie)?\sdiesen\b
    |(?:sie\ssind|du\sbist)\s(?:\w+\s)?nicht\s(?:eingeloggt|angemeldet)|gef(?:ä|ie)ll?t?\s(?:dir|ihnen|euch)\b|sieh\sdir\sdiesen\sbeitrag\b|um\sdiesen\s(?:inhalt|beitrag)\b
    |(?:dieser|der)\s(?:artikel|text|beitrag)\s(?:erschien\szuerst|ist\szuerst|wurde\szuerst|enthält\s(?:werbe|affiliate|partner))|bei\sden\s(?:verlinkungen|links)\shandelt
    |die\sinhalte\sdieser\s(?:website|webseite|seite)\b|sofern\snicht\sanders\b|alle\srechte\svorbehalten|was\s(?:denken|meinen|sagen)\ssie\b|diskutier(?:en\ssie|e|t)\s(?:hier|mit)\b
    |(?:dann\s)?hinterlass(?:e|en\ssie|t)\s(?:\w+\s){0,2}kommentar
    |abonnez|inscrivez|suivez|cliquez|à\slire\s(?:aussi|également)\b|lire\s(?:aussi|la\ssuite|également)\s?:|retrouvez\s(?:aussi|tou[ts]|l.actualité|nos)\b|partagez\b|connectez|créez\s(?:votre|un)\scompte
    |cet\sarticle\sest\s(?:réservé|issu|extrait)|recevez\b|téléchargez\b|soutenez\b|déjà\sabonné|vous\savez\sdéjà\sun\scompte|tous\sdroits\sréservés
    |suscríb|síg[ua]|s[ií]guenos|haz(?:te)?\s(?:clic|click|socio)|haga\sclic|(?:lee|lea|leer|mira|mire|vea|ver)\s(?:también|además|más)\s?:|(?:también\s)?te\spuede\sinteresar\s?:|reg[ií]strat?e|inicia\ssesión
    |descarga\s(?:nuestra|la\sapp)|únete|apoya\s(?:nuestro|el\speriodismo)|recib[ea]\s(?:las|los|nuestr|en\stu|todas)|comparte\b|si\sya\seres\s(?:suscriptor|socio)|todos\slos\sderechos\sreservados
    |abbonati|iscriviti|seguici|clicca\b|leggi\s(?:anche|tutto|di\spiù|l.articolo)|condividi\b|registrati|scarica\s(?:la|l.)|sostieni\b|tutti\si\sdiritti\sriservati|riproduzione\sriservata
    |assine\b|inscreva-se|siga\s(?:o|a|nos)\b|clique\b|(?:leia|veja)\s(?:também|mais)\b|compartilhe\b|cadastre-se|baixe\b|todos\sos\sdireitos\sreservados
    |zapisz\ssię|zaloguj\ssię|subskrybuj|obserwuj\snas|kliknij|(?:czytaj|zobacz|przeczytaj)\s(?:też|także|również|więcej)|wesprzyj|wszelkie\sprawa\szastrzeżone
    |abonneer|schrijf\sje\sin|meld\sje\saan|volg\sons|klik\s(?:hier|op)|lees\s(?:ook|verder|meer)|steun\s(?:ons|onze))
"""

CUES = r"""
    \b(?:newsletter\sanmelden|datenschutz(?:erklärung|bestimmungen|hinweise)|affiliate-?\s?links?|provision\serhalten|kommentarfunktion|werbefrei|probeabo|stellenangebote
    |politique\sde\sconfidentialité|données\spersonnelles|espace\sabonné|réservé\saux\sabonnés|aviso\slegal|política\sde\sprivacidad|iniciar\ssesión|suscript(?:or|ores|ora)\b
    |informativa\ssulla\sprivacy|regulamin|polityka\sprywatności|privacyverklaring)
"""

CREDIT = r"(?:(?:beitrags|titel)?bild(?:er|quelle|nachweis)?|(?:titel)?fotos?|fotograf(?:ía|ia|ie)?|photos?|images?|imagen|crédits?(?:\sphotos?)?|credits?|grafik|abbildung|quelle|fot\.|zdjęcie|picture|illustration)"

MONTHS = (
    r"(?:jan(?:uar|vier|uary)?|jänner|enero|gennaio|janeiro|stycznia|feb(?:ruar|ruary)?|février|febrero|febbraio|fevereiro|lutego|märz|mars|marzo|março|mar(?:ch)?|marca|apr(?:il|ile)?|avril|abril|kwietnia"
    r"|mai|may|mayo|maggio|maio|maja|jun[ie]|juin|junio|giugno|junho|czerwca|jul[iy]|juillet|julio|luglio|julho|lipca|aug(?:ust)?|août|agosto|sierpnia|sept?(?:ember|embre|iembre)?|settembre|setembro|września"
    r"|o[kc]t(?:ober|obre|ubre)?|ottobre|outubro|października|nov(?:ember|embre|iembre)?|novembro|listopada|de[zc](?:ember|embre)?|décembre|diciembre|dicembre|dezembro|grudnia)"
)
DATED = r"(?:aktualisiert|veröffentlicht|erstellt|publié|mis\sà\sjour|publicado|actualizado|pubblicato|aggiornato|opublikowano|aktualizacja|gepubliceerd|bijgewerkt|(?:last\s)?(?:modified|updated)|published|posted|created|news\sdate)\b"
