"""How mail servers word their refusals, by reason.

General forms of what Postfix, Exim, Sendmail, qmail, Courier, Exchange, Domino and the large providers say. The first
group that matches decides, so what speaks of the sender or the mail stands before what speaks of the recipient:
"sender address rejected: user unknown" is about no reader. Words are compared without addresses and links, with one
blank between them, and with dashes for the dots in names of hosts.
"""

import re

from digest.deliver.bounces.report import Reason

_WHO = (
    r"\b(?:users?|recipients?|mail ?box(?: name)?|accounts?|addressee|address(?:es)?|local part|user ?id|user ?name|person"
    r"|customer|inbox|login|alias|group)\b"
)
_GONE = (
    r"(?:un ?known|not (?:be )?(?:found|known|recogni[sz]ed|listed|exist|a? ?valid|registered|defined|our customer)"
    r"|(?:does|do|did)(?: not|n.t) exist|no longer (?:exists?|valid|available|active|in use|employed|with|works?)"
    r"|non-?existent|invalid|unrecogni[sz]ed|(?:couldn.t|could not|cannot) be found)\b"
)
_OFF = r"(?:disabled?|suspended|inactive|deactivated|locked|expired|discontinued|frozen|dormant|terminated|closed|not active)\b"

_SPECIFIC: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (Reason.HOST_UNKNOWN, (r"account or domain may not exist",)),
    (Reason.USER_UNKNOWN, (r"recipient address(?:es)? rejected ?: access denied",)),
    (
        Reason.DISABLED,
        (
            r"\b(?:recipient|destination|mailbox)(?:'s)? (?:e?-?mail |mailbox )?(?:account |address )?(?:is|has been|was) blocked\b(?! by)",
        ),
    ),
    (
        Reason.AUTHENTICATION,
        (
            r"\b(?:spf|dkim|dmarc)\b",
            r"sender policy framework",
            r"authentication (?:checks?|information|results?)\b.{0,40}fail",
            r"un-?authenticated (?:e-?mail|messages?|sender)",
            r"(?:pass|lacks?|missing|without) (?:e-?mail |sender )?authentication\b|authentication level",
            r"sender id \W?(?:pra|failed)",
            r"\b5\.7\.(?:2[0-367]|509|515)\b",
        ),
    ),
    (
        Reason.POLICY,
        (
            rf"\b(?:sender|return|reverse|originator)(?:'s)?[- ](?:e?-?mail )?(?:address|domain|path|verif\w+|id|name)?[^.;]{{0,60}}(?:reject|refus|fail|not |n.t |blocked|denied|suspended|{_GONE})",
            r"\b(?:invalid|unknown|unroutable|bad|unresolvable|forged|valid) (?:sender|return path|originator|from)\b",
            r"domain of sender",
            r"\bfrom ?: ?(?:address|domain|header)\b[^.;]{0,40}(?:invalid|not|reject)",
            r"(?:can.?t|cannot|unable to|could not) (?:verify|determine|resolve) (?:the |your )?(?:sender|purported|return|from)",
            r"purported responsible",
            r"mail from (?:your |this |the )?(?:address|domain|host|server)[^.;]{0,40}(?:reject|refus|not)",
            r"\b5\.1\.[78]\b",
            r"relay(?:ing|ed)?\b[^.;]{0,40}(?:den|not |prohibit|refus|reject|access|fail)",
            r"\b(?:unable to|not (?:allowed|permitted) to|cannot|refus\w+ to|denied|no|insecure)\b[^.;]{0,20} relay",
            r"rcpthosts",
            r"not a (?:local|gateway)\b",
            r"auth(?:entication)? ?(?:is )?required",
            r"groups-google-com",
        ),
    ),
    (
        Reason.NO_MAIL,
        (
            r"null mx",
            r"no smtp service",
            r"(?:does(?: not|n.t)|do not|not) (?:accept|receive|handle)(?:ing)? (?:any )?(?:e-?mail|mail|smtp|network messages)\b(?! from)",
            r"type=mx ?: malformed or unexpected name server reply",
        ),
    ),
    (
        Reason.SPAM,
        (
            r"\bspam\b|\bspam[- ]?(?:like|ming|my|classif\w+|assassin|content|score|filter)",
            r"unsolicited",
            r"\bube\b|\buce\b",
            r"\bjunk\b",
            r"\bbulk e?-?mail",
        ),
    ),
    (
        Reason.BLOCKED,
        (
            r"\bptr\b|\brdns\b|reverse[ -](?:dns|lookup|hostname|mapping|address)|bad dns",
            r"(?:cannot|could not|can.t|unable to) (?:find|resolve|verify) your (?:reverse |host)",
            r"\b(?:helo|ehlo)\b[^.;]{0,60}(?:reject|invalid|resolv)",
            r"(?:dns|black|block|deny|real-?time|ip)[- ]?(?:hole )?list(?:ed|s|ing)?\b",
            r"\b(?:rbl|dnsbl|surbl)\b|spamhaus|spamcop|sorbs|abuseat|barracuda|senderbase|senderscore",
            r"(?:listed|blocked|banned|denied|refused|rejected) (?:in|on|by|at|due to|using|for) [^.;]{0,40}(?:list|ldap|abuse|reputation)",
            r"blocked using|blocked by (?!the (?:recipient|user)|(?:recipient|user))",
            r"\breputation\b",
            r"\b(?:client|host|ip|server|network|connection|sender|message|mail|you|ip)\b[^.;,]{0,60}\b(?:blocked|banned|blacklisted)\b",
            r"messages? from [^;]{0,60}(?:weren.t|were not) sent",
            r"too many (?:connections?|concurrent|messages|e?-?mails|sessions|recipients|errors|unwanted)",
            r"rate[- ]?limit|throttl|(?:connection|frequency|rate|volume) (?:is )?(?:limited|limit|exceeded|rate)",
            r"receiving (?:e-?)?mail (?:at a rate|too)|exceeded (?:the |your )?(?:rate|hourly|daily|maximum (?:number|rate)|sending)",
            r"connections? (?:not accepted|rejected|denied|refused by policy)",
            r"\bdynamic (?:ip|address|host)|\b(?:sending|source|client) ips?\b|\bbanned\b",
        ),
    ),
    (
        Reason.MAILBOX_FULL,
        (
            r"over[- ]?quota|over (?:the |its |disk |storage |allotted )+(?:quota|limit)",
            r"\b(?:exceed\w*|above|beyond|reached|surpassed|over|out of|full)\b[^.;]{0,40}\b(?:quota|storage|disk space|allotted)\b",
            r"\bquota\b[^.;]{0,30}(?:exce|full|over|violat|reached)|quotaexceeded|mailfull",
            r"mail ?(?:box|folder|dir|drop)\b[^.;]{0,40}\bfull\b|full mailbox|mail box is full",
            r"(?:mail ?box|inbox|account)\b[^.;]{0,40}(?:\bfull\b|exceeds?[^.;]{0,30}(?:size|limit|space|storage))",
            r"mailbox size",
            r"too much mail",
            r"(?:not enough|insufficient|no) (?:disk |system |free )?(?:space|storage)",
            r"disk (?:is )?full",
            r"postfach[^.;]{0,20} voll|bo[iî]te[^.;]{0,30} pleine|buz[oó]n[^.;]{0,20} lleno|переполнен|一杯|已满",
        ),
    ),
    (
        Reason.TOO_LARGE,
        (
            r"\b(?:message|mail|e-?mail|content|attachments?)\b[^.;]{0,40}too (?:large|big)|message too long",
            r"\b(?:message|mail)\b[^.;]{0,40}exceed\w*[^.;]{0,40}(?:size|limit|maximum|length)",
            r"(?:message|mail|content|maximum) (?:size|length) (?:limit|exceed\w*)|size limit|recipsizelimit",
            r"exceed\w* (?:the )?(?:max\w* |allowed |fixed )?(?:incoming |inbound )?(?:message|mail|size)",
        ),
    ),
    (
        Reason.MOVED,
        (
            r"\bhas moved\b|\bmoved to\b|no forwarding address|address (?:has )?changed",
            r"changed (?:his|her|their|its|my|to)[^.;]{0,20}(?:address|e-?mail)",
            r"new e?-?mail address (?:is|:)",
        ),
    ),
    (
        Reason.FILTERED,
        (
            r"\b(?:recipient|user|addressee|person(?:al)?|domain)(?:'s|s)?[- ](?:filter|preferences|settings|rules?|whitelist)",
            r"(?:refused|rejected|blocked|declined) by (?:the )?(?:recipient|user|addressee|owner)\b(?! domain)",
            r"recipient preferences|email preferences",
            r"not accepting (?:mail|messages|e-?mail) from",
            r"extended inactivity",
            r"only accept\w* (?:mail|messages) from",
            r"rejected by the domain|has rejected your message|delivery to this (?:address|recipient) is restricted",
        ),
    ),
    (
        Reason.DISABLED,
        (
            rf"{_WHO}[^.;:]{{0,60}}\b{_OFF}",
            rf"\b{_OFF} (?:recipient |e-?mail |mail |user )?{_WHO}",
            r"no longer (?:accept|receiv)",
        ),
    ),
    (
        Reason.HOST_UNKNOWN,
        (
            rf"\b(?:host|domain|hostname|domain name|system)\b[^.;:]{{0,60}}(?:{_GONE}|could not be resolved|is not hosted|no longer hosted)",
            r"\b(?:unknown|no such|invalid|illegal|non-?existent|bad) (?:destination |mail )?(?:host|domain|system)",
            r"nxdomain|name or service not known|couldn.t find any host|unrouteable mail domain",
            r"no (?:valid )?(?:mx|mail exchangers?)\b",
        ),
    ),
    (
        Reason.USER_UNKNOWN,
        (
            rf"{_WHO}[^.;]{{0,60}}?\b{_GONE}",
            rf"\b(?:un ?known|invalid|no such|non-?existent|unrout\w+|illegal|no valid|incorrect|undeliverable|wrong|bad) (?:or \w+ )?(?:local |final |delivery |destination |mail |e-?mail |name or )*{_WHO}",
            r"\bno (?:mailbox|account|user|one|person|recipients?) (?:here|by that name|with that name|found|at this)",
            r"does(?:n.t| not) have an? [^.;]{0,40}account",
            r"\bnot (?:a |an )?(?:valid|known|existing|current) (?:user|mailbox|recipient|address|account|e-?mail)",
            r"\bis not [^.;]{0,30}\busers?\b|not listed in|recip(?:ient)?notfound|no matches to|did not exactly match",
            r"no valid recipients|mailbox (?:is )?(?:un|not )available|final email delivery point|check (?:if|that) (?:the )?address",
            r"(?:address|recipient)\b[^.;]{0,20} rejected ?: (?:un ?known|undeliverable)",
            r"\binconnue?s?\b|n.existe pas|introuvable|non recens|no existe|desconocid[oa]|unbekannt|existiert nicht",
            r"не существует|не найден|存在しません|見つかりません|不存在",
        ),
    ),
)
_GENERIC: tuple[tuple[Reason, tuple[str, ...]], ...] = (
    (
        Reason.CONTENT,
        (
            r"\bvirus|malware|infected|attachment|\bcontent\b|header error|\bmime\b|rfc ?-?(?:[2-8]\d\d\d?)\b|malformed",
            r"prohibited (?:file|extension)|bare (?:lf|cr)|lines? too long|missing (?:header|from|subject|date|message-id)|conversion",
        ),
    ),
    (
        Reason.NETWORK,
        (
            r"timed? ?-?out|connect(?:ion)?\b[^.;]{0,30}(?:refused|reset|lost|dropped|fail\w*|closed|broken|abort\w*)",
            r"(?:can.t|cannot|could not|unable to|failed to|accept our requests to) connect|no route|unreachable|socket error",
            r"retry time|\bexpired\b|(?:not|never) (?:been )?(?:delivered|collected|responding)|\d+ attempts",
            r"gr[ae]y-?list|giv(?:e|en|ing) up|aborted after|in (?:the )?queue|hosts? (?:have|has) been failing|delayed|deferred",
            r"mail ?loop|too many hops|loops? back|hop count|not respond|no answer|name serv\w+|dns error|look ?up",
            r"unable to deliver to domain|undeliverable +to|find a gateway|network|will (?:be )?retr|try again later|later\b",
        ),
    ),
    (
        Reason.SYSTEM,
        (
            r"\b(?:system|internal|server|local|mailer|configuration|program|i/o|transport|processing|command|resources?|database|agent|script)\b[^.;]{0,40}(?:error|fail\w*|problem|trouble|died|crashed|unavailable|exceeded|temporar\w+)",
            r"service (?:currently |temporarily )?(?:un|not )available|\bbusy\b|\bpipe\b|can.t create|cannot (?:open|create|write|append)|could not load",
            r"permission denied|not support|\btls\b|try again|mailer error",
        ),
    ),
    (
        Reason.POLICY,
        (
            r"polic(?:y|ies)|not (?:allowed|permitted|authori[sz]ed|accepted|acceptable|welcome)|prohibit|denied|forbidden",
            r"reject|refus|restrict|administrat|unacceptable|disallowed|security|permission|unprivileged",
        ),
    ),
)

_BY_STATUS = {
    "1.0": Reason.USER_UNKNOWN,
    "1.1": Reason.USER_UNKNOWN,
    "1.2": Reason.HOST_UNKNOWN,
    "1.3": Reason.USER_UNKNOWN,
    "1.4": Reason.USER_UNKNOWN,
    "1.6": Reason.MOVED,
    "1.7": Reason.POLICY,
    "1.8": Reason.POLICY,
    "1.10": Reason.NO_MAIL,
    "2.0": Reason.FILTERED,
    "2.1": Reason.DISABLED,
    "2.2": Reason.MAILBOX_FULL,
    "2.3": Reason.TOO_LARGE,
    "3.1": Reason.MAILBOX_FULL,
    "3.2": Reason.NO_MAIL,
    "3.4": Reason.TOO_LARGE,
    "4.4": Reason.HOST_UNKNOWN,
    "7.13": Reason.DISABLED,
    "7.25": Reason.BLOCKED,
}
"""What subject and detail of an enhanced status say by themselves (RFC 3463, RFC 7504, RFC 7505, RFC 7372)."""
_BY_SUBJECT = {
    "2": Reason.SYSTEM,
    "3": Reason.SYSTEM,
    "4": Reason.NETWORK,
    "5": Reason.SYSTEM,
    "6": Reason.CONTENT,
    "7": Reason.POLICY,
}


def _compiled(table: tuple[tuple[Reason, tuple[str, ...]], ...]) -> list[tuple[Reason, re.Pattern[str]]]:
    return [(reason, re.compile("|".join(forms), re.IGNORECASE)) for reason, forms in table]


_SPECIFIC_FORMS, _GENERIC_FORMS = _compiled(_SPECIFIC), _compiled(_GENERIC)


def specific(words: str) -> Reason:
    """The reason these words name; UNSAID where they name none."""
    return next((reason for reason, form in _SPECIFIC_FORMS if form.search(words)), Reason.UNSAID)


def generic(words: str) -> Reason:
    """The kind of trouble these words speak of, where they name no reason."""
    return next((reason for reason, form in _GENERIC_FORMS if form.search(words)), Reason.UNSAID)


def of_status(status: str) -> Reason:
    """The reason an enhanced status names; UNSAID where it names none."""
    return _BY_STATUS.get(status.partition(".")[2], Reason.UNSAID)


def of_subject(status: str) -> Reason:
    """The kind of trouble the subject of an enhanced status speaks of."""
    return _BY_SUBJECT.get(status.partition(".")[2].partition(".")[0], Reason.UNSAID)
