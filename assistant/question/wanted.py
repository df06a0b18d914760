"""What a question about us wants told: who, when, how often, how many of what ...; and whether it asks for a yes or a no."""

import re
from dataclasses import dataclass

from assistant.question import phrases as say
from assistant.question.kinds import INTERVAL, NUMBER, UNIT
from assistant.question.later import Later
from assistant.question.phrases import any_of, words
from assistant.question.telling import Asked, Tells, counts, has, has_or_names, lasts, names_or, names_or_does


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a question may want: `asked` recognises the question, `tells` a sentence that tells it, `column` the name
    of a column below which a figure tells it.
    """

    name: str
    asked: Later
    tells: Tells
    column: Later | None = None


def _wanted(name: str, asked: str, tells: Tells, column: str = "") -> Wanted:
    return Wanted(name, Later(asked), tells, Later(column) if column else None)


_WHAT = r"\b(?:which|what)"
_PAYING = r"(?:costs?|pays?|paid|spends?|spent|charge[sd]?|bill(?:s|ed)?|earn(?:s|ed)?|owe[sd]?|refund(?:s|ed)?|worth)"
_SUM = (
    r"(?:costs?|prices?|fees?|rent|salary|salaries|wages?|fine|budget|bill|invoice|bonus|deposit|discount|premium|penalty|"
    r"compensation|money)"
)
_WHOEVER = (
    r"(?:team|person|people|role|firm|company|companies|colleagues?|vendors?|suppliers?|auditors?|banks?|customers?|clients?|"
    r"departments?|managers?|agency|insurer|broker|lawyers?|couriers?|carriers?|contractors?|consultants?|providers?|partners?|"
    r"unit|hoster|maker|authority|subprocessors?|executives?|director)"
)
_PRODUCT = (
    r"(?:tool|system|software|product|program|programme|app|application|platform|brand|make|model|language|framework|database|"
    r"scanner|cloud|algorithm|cipher|standard|wiki|tracker|channel|browser|solution|package)s?"
)
_PLACE = (
    r"(?:room|place|city|town|country|countries|region|site|office|folder|drawer|cabinet|building|floor|address|street|"
    r"location|data cent(?:er|re)|repository|share|shelf|page|corner)s?"
)
_DATED = rf"(?:dates?|days?|months?|year|time|weekdays?|hour|week|quarter|moment|occasion|{say.DAY}|{say.MONTH})"
_GRADE = r"(?:much|large|big|far|high|low|old|deep|heavy|wide|strong|hot|cold|full)"
_FIGURE = (
    r"(?:percentage|percent|number|share|size|length|score|threshold|amount|portion|rate|speed|temperature|coverage|limit|"
    r"extension|quota|uptime|availability|level)"
)
_LIMIT = (
    r"(?:longest (?=(?:an?|the|our|we|time|period)\b)|shortest (?=(?:time|period)\b)|"
    r"(?:maximum time|deadline|time limit|duration)\b)"
)
_KEY = r"(?:passwords?|passphrases?|passcodes?|pins?|keys?|codes?|reports?|documents?)"

WANTED = (
    _wanted(
        "an amount of money",
        any_of(
            rf"\bhow much\b.*\b(?:{_PAYING}|{_SUM})\b|\bhow (?:expensive|pricey)\b",
            rf"\bwhat (?:do|does|did|will|would|is|are|was|were)\b.*\b(?:{_PAYING}|price|fee|rent|budget|salary)\b",
            rf"{_WHAT} (?:\w+ )?{_SUM}\b",
        ),
        has(say.MONEY),
    ),
    _wanted(
        "a frequency",
        any_of(
            r"\bhow (?:often|frequently|regularly)\b|\bhow many times (?:a|per|each|every)\b",
            r"\b(?:at )?(?:what|which) (?:frequency|cadence|rhythm|intervals?)\b",
        ),
        has(say.OFTEN),
        INTERVAL,
    ),
    _wanted("a length", rf"\bhow (?:long|many \w+)\b.*\b{_KEY}\b.*\b(?:be|have)\b", has(say.LENGTH)),
    _wanted(
        "a duration",
        any_of(
            rf"\bhow (?:long|soon|fast|quickly|promptly|late|early|many {UNIT})\b",
            r"\bhow much (?:time|notice|longer|later|earlier)\b",
            r"\b(?:within|in|after) (?:what|which) (?:time|period|delay)\b",
            rf"\bwhat(?:'s| is) (?:the|our) {_LIMIT}|\bwhat (?:duration|period|deadline|time limit)\b",
        ),
        lasts(say.LONG),
    ),
    _wanted("a date", rf"\bwhen\b|{_WHAT} (?:\w+ )?{_DATED}\b", has(say.WHEN)),
    _wanted("a version", rf"{_WHAT} (?:version|release|edition)\b", has(say.VERSION)),
    _wanted("a number", rf"\bhow (?:many|{_GRADE})\b|{_WHAT} (?:\w+ )?{_FIGURE}\b", counts),
    _wanted("names", rf"{_WHAT} {NUMBER}\b|\bwho are (?:our|the|your) {NUMBER}\b", has_or_names(say.ENUMERATED)),
    _wanted("who", rf"\bwho(?:se|m|ever)?\b|{_WHAT} (?:[\w-]+ ){{0,2}}?{_WHOEVER}\b", names_or_does(say.WHO)),
    _wanted("where", rf"\bwhere\b|{_WHAT} (?:\w+ )?{_PLACE}\b", has_or_names(say.WHERE)),
    _wanted(
        "a reason",
        r"\bwhy\b|\bfor (?:what|which) reasons?\b|\bwhat(?:'s| is| was)? (?:the |our )?reason\b|\bhow come\b",
        has(say.WHY),
    ),
    _wanted("a product", rf"{_WHAT} (?:[\w-]+ ){{0,2}}?{_PRODUCT}\b", names_or(r"(?!)")),
)
_FIGURE_OF_ROW = re.compile(r"\d")
_ASKS = re.compile(words("who whose whom when where what which how why"), re.I)
_BE = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|may|must|should|shall)"
_YES_NO = re.compile(rf"^\W*(?:(?:and|so|but|also|hey|hi|hello)\W+|\w+(?: \w+)?[:,] )*{_BE}(?:n't)?\s+(?!you\b)", re.I)
_INDIRECT = re.compile(
    rf"\b(?:know|tell|say|told|remember|see|clear|sure)\b(?: (?:me|us))?\W+(?={_ASKS.pattern})", re.I
)
_ASIDE = re.compile(rf"\b(?:when|if|while|after|before)\b[^,?]*,\s*(?=(?:\w+ ){{0,3}}{_ASKS.pattern})", re.I)
_PLANNED = re.compile(
    words(
        "recommend recommends recommended plan plans planned should will suggest suggests suggested intend intends propose"
    )
    + "|"
    + words("proposes proposed consider considers want wants aim aims hope hopes ought"),
    re.I,
)


def is_yes_no(question: str) -> bool:
    """Whether the question asks for a yes or a no."""
    return bool(_YES_NO.match(question)) and not _INDIRECT.search(question)


def wanted(question: str) -> Wanted | None:
    """What the question wants told, or None: the first thing that it asks for, aside from a "when we ..., who ..."."""
    if is_yes_no(question):
        return None
    asked = _ASIDE.sub("", question)
    first = _ASKS.search(asked)
    hits = [(hit.start(), place) for place, one in enumerate(WANTED) if (hit := one.asked.search(asked))]
    least = min(hits, default=None)
    return WANTED[least[1]] if least and (first is None or least[0] <= first.start()) else None


def tells(want: Wanted | None, asked: Asked, sentence: str, columns: str = "") -> bool:
    """Whether the sentence tells what is wanted; `columns` are the names of those that a row is from, where it does not hold
    them. What is only planned or recommended settles no question of yes or no."""
    if want is not None and want.column is not None and want.column.search(columns) and _FIGURE_OF_ROW.search(sentence):
        return True
    if want is not None:
        return want.tells(asked, sentence)
    plans = is_yes_no(asked.text) and not _PLANNED.search(asked.text)
    return not (plans and _PLANNED.search(sentence))
