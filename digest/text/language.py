"""Which language a text is written in, told by its script and its commonest words."""

import re
import unicodedata
from collections import Counter

UNKNOWN = ""
_READ = 20_000
"""So many characters are looked at."""
_LEAST = 2
"""A text must hold so many different common words of its language ..."""
_SHARE = 0.08
"""... and so many of all its words. Names and figures aside, a fifth to a half of any prose are common words."""
_AHEAD = 1.15
"""The first language must be so far ahead of the second."""

_COMMON = {
    "en": """the of and to in a is that for it was on with as be by at from are this have he not but his they an which
        or had their we you said has been who were will would there when more about its out what she if after all""",
    "de": """der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er
        hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis
        mehr durch man sein wurde wir ich vom hatte kann gegen schon wenn seine unter""",
    "fr": """de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux
        cette d'un d'une ont été ses mais comme ou on elle nous être leur sa deux même y fait entre après c'est ces où
        aussi était avait selon depuis l'on je vous""",
    "es": """de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque
        esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra
        otros fue ha son está según era ser dos han es""",
    "it": """di che è la il un a per in una mi sono ho non ma lo si della con da del le dei i nel alla ha al come più
        anche questo gli delle sul dal nella suo sua ai ed se stato dalla essere cui fra dopo hanno loro sono questa""",
    "pt": """de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou
        quando muito nos já também só pelo pela até isso entre depois sem mesmo aos seus quem nas foi são está tem é
        você ter uma ser há""",
    "nl": """de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over naar
        heeft hij ze wordt werd was ik je deze tot kan geen die al hebben worden meer zich wel haar hun onder tegen""",
    "sv": """och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när
        år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket""",
    "da": """og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun
        nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne efter også""",
    "no": """og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde fra vi du
        kan da ble ut skal vil ham etter over ved også bare eller sa nå dette noe være meg mot opp der mellom""",
    "pl": """i w nie na się że z do to jest o jak po za od ale przez co tym przy dla oraz był jego być są tego które
        może tylko który już czy także było ich jej pod bardzo roku sobie będzie ten ze która przed""",
    "cs": """a se v na je že o s z do i to k ve pro za by ale si po jako od podle které který už jsou byl jeho až nebo
        jen také při která bude při má před mezi není tak být bylo jsem co""",
    "fi": """ja on ei että se oli hän mutta ovat kun myös mukaan sekä tai kuin joka jotka ole niin nyt vain jo sen ovat
        hänen vuonna jonka tämä mitä olla voi""",
    "hu": """a az és hogy nem is egy volt meg ez de csak már ha mint még el ki van vagy szerint azt ezt lesz kell után
        amely pedig lehet több majd első nagy""",
    "ro": """de și în a la cu pe că nu din care mai să o pentru este au un se a fost sunt prin după fi ar sau dar al lui
        ce cel fost acest între până fără""",
    "tr": """ve bir bu da de için ile olarak çok daha olan gibi en ise var ama sonra kadar ne olduğu ki değil her diye
        şu yeni iki veya""",
    "id": """yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka
        lebih kata telah oleh adalah atau sebagai""",
}
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "THAI": "th",
    "DEVANAGARI": "hi",
    "CYRILLIC": "ru",
}
"""A language for each script; Ukrainian is told apart by its letters."""
_UKRAINIAN = frozenset("іїєґ")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)
_LANGUAGES: dict[str, list[str]] = {}
"""Common word -> the languages that have it."""
for _language, _words in _COMMON.items():
    for _word in sorted(set(_words.split())):
        _LANGUAGES.setdefault(_word, []).append(_language)


def detect(text: str) -> str:
    """The BCP 47 primary tag of the language ("en", "de"), or an empty string where the text does not tell."""
    text = text[:_READ]
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> str:
    """The language of a script other than the Latin one."""
    if text.isascii():
        return UNKNOWN
    letters = [character for character in text[:2000] if character.isalpha()]
    foreign = Counter(_script(c) for c in letters if ord(c) > 0x36F)
    found = Counter({script: n for script, n in foreign.items() if script in _SCRIPTS})
    if 2 * found.total() <= len(letters):
        return UNKNOWN
    if found["HIRAGANA"] + found["KATAKANA"] > found.total() / 10:
        return "ja"
    language = _SCRIPTS[max(sorted(found), key=lambda script: found[script])]
    is_ukrainian = language == "ru" and sum(c in _UKRAINIAN for c in text.casefold()) > len(letters) / 100
    return "uk" if is_ukrainian else language


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0]


def _by_words(text: str) -> str:
    """The language whose common words make up most of the text; a word of several languages counts in parts."""
    found = [word for word in _WORD.findall(_ELISION.sub(" ", text).casefold()) if len(word) < 30]
    scores = dict.fromkeys(_COMMON, 0.0)
    common: dict[str, Counter[str]] = {language: Counter() for language in _COMMON}
    for word, count in Counter(found).items():
        for language in _LANGUAGES.get(word, ()):
            scores[language] += count / len(_LANGUAGES[word])
            common[language][word] = count
    first, second = sorted(scores, key=lambda language: (-scores[language], language))[:2]
    is_clear = common[first].total() >= _SHARE * len(found) and scores[first] >= _AHEAD * scores[second]
    return first if len(common[first]) >= _LEAST and is_clear else UNKNOWN
