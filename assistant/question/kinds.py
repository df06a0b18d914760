"""What form of answer a question calls for (an amount, a duration ...), and whether a sentence has it."""

import re
from dataclasses import dataclass

from assistant.question.later import Later
from knowledge.sources.identifiers import without_identifiers

NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|"
    r"thirteen|sixteen|seventeen|nineteen|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|single|both|dozen)"
)
UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?"
INTERVAL = r"\b(?:intervals?|frequency|cadence|cycle|rhythm|periodicity|every|how often)\b"
_MONEY = r"(?:dollars?|euros?|pounds?|francs?|usd|eur|gbp|chf)"
_PRICED = rf"(?:prices?|costs?|fees?|charges?|salary|budget|{_MONEY})"
_MAKER = r"(?:firm|vendor|tool|software|platform|product|company|companies|consultants?|provider|brand|lawyer|attorney|notary)s?"


_EVERY = (
    r"(?:all|every|each|(?:all )?(?:of )?the)?\s*(?:\d+\s+|hundred\s+)?(?:of\s+the\s+)?"
    r"(?:(?:iso|iec|27001|annex|a)[\s/]+){0,4}?"
)
_NO_MORE = r"(?!\s+(?:that|which|for|who|we|our|behind|about|i|you|to)\b)"
_NUMBERED = re.compile(r"\b(?:iso(?:/iec)?|iec|nist|sp|soc|csf|rfc)[\s-]?\d[\d.:-]*", re.I)


def without_numbered(text: str) -> str:
    """`text` without the names that have a number: it counts nothing."""
    return _NUMBERED.sub(" ", without_identifiers(text))


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answer: `asked` recognises the question, `given` a sentence that has that form, `column` the name of a column
    below which a figure has it.
    """

    name: str
    asked: re.Pattern[str]
    given: Later
    column: Later | None = None

    def gives(self, text: str, columns: str = "") -> bool:
        """Whether a text has this form; `columns` are the names of those that a row is from, where it does not hold them."""
        named = self.column is not None and self.column.search(columns) and re.search(r"\d", text)
        return bool(named or self.given.search(without_numbered(text)))


def _form(name: str, asked: tuple[str, ...], given: tuple[str, ...], column: str = "") -> Form:
    found = Later(column) if column else None
    return Form(name, re.compile("|".join(asked), re.I), Later("|".join(given)), found)


FORMS = (
    _form(
        "an amount of money",
        (
            r"\b(?:how much|what)\b.*\bcosts?\b",
            r"\b(?:price[sd]?|pricing|fees?|expensive|budget|salary|salaries|afford|invoice|going rate|day rate)\b",
            r"\bcosts? of\b|\bworth\s+(?:the|its|all that|that)?\s*(?:money|cost|price|expense|spend|it)\b",
            r"\b(?:cheap|costl|pric)(?:y|er|ier|est|iest)\b",
            r"^(?!.*\b(?:long|far|weeks?|months?|days?|years?|schedule|deadline|date|plan)\b)"
            r".*\bset\s+(?:us|me|you|them|one|(?:an?|the|our|your)\s+\w+)\s+back\b",
            r"\bhow much (?:money|do|is|are|will|would|should|did)\b(?!.*\b(?:evidence|time|work|overlap)\b)",
        ),
        (
            rf"[$€£¥]\s?\d|\b{NUMBER}\s+{_MONEY}\b|\b{_MONEY}\s\d|\b{_PRICED}\b[^:;|\n\d]{{0,30}}:\s*\d",
            r"\b(?:costs?|price|fees?)\b.*\b(?:depend|vary|range|paid|pays?)",
        ),
        rf"\b{_PRICED}\b|[$€£¥]",
    ),
    _form(
        "a frequency",
        (
            r"\bhow (?:often|frequently|regularly)\b",
            r"\b(?:what|which) (?:[\w-]+ ){0,2}?(?:frequency|cadence|interval)\b",
            r"^\W*(?:do|does|must|should|is|are|have|has)\b.*"
            r"\b(?:(?:every|each|once a|twice a) (?:year|quarter|month|week)|annually|yearly|quarterly|monthly)\W*$",
        ),
        (
            r"\b(?:annual|annually|yearly|monthly|weekly|daily|quarterly|once|twice|every|each|interval|intervals|"
            r"periodic|periodically|regular|regularly|cycle|cycles|whenever|planned|cadence|per year)\b",
        ),
        INTERVAL,
    ),
    _form(
        "a number of times",
        (r"\bhow many times\b",),
        (
            rf"\b{NUMBER}\b",
            r"\b(?:once|twice|thrice|every|each|annual|annually|yearly|monthly|weekly|daily|quarterly|never|always)\b",
        ),
    ),
    _form(
        "a duration",
        (rf"\bhow (?:long|soon|fast|quickly|promptly|many {UNIT})\b", r"\b(?:duration|how much time)\b"),
        (
            rf"\b{NUMBER}[\s-]+(?:to[\s-]+{NUMBER}[\s-]+)?(?:(?:business|working|calendar)\s+)?{UNIT}\b",
            r"\b(?:immediate|immediately|promptly|without (?:undue )?delay|as (?:soon|quickly|fast) as|same day|"
            r"annual|annually|yearly|period|valid for|until|cycle|expires?|indefinitely|permanent|as long as|"
            r"(?:ends?|lasts?|stops?) (?:when|once|with|at|on|as soon as))\b",
        ),
    ),
    _form(
        "a number",
        (
            r"\bhow many\b",
            r"\bwhat (?:percentage|percent|number|share|size|length|score|threshold)\b",
            r"\b(?:minimum|maximum|key|password)\s+(?:length|size)\b",
        ),
        (rf"\b{NUMBER}\b",),
    ),
    _form(
        "the name of each control",
        (
            rf"^\W*(?:(?:please|can|could|would|will|you|kindly|hi|hey)\W+)*"
            rf"(?:list|name|enumerate|(?:give|show|tell|send) (?:me|us)(?: (?:a|the) (?:full |complete )?list of)?)\s+"
            rf"(?:me\s+|us\s+)?{_EVERY}controls\b{_NO_MORE}",
            rf"\b(?:names?|titles?|(?:full|complete) list) (?:of|for) (?=(?:all|each|every|the|\d+)\b){_EVERY}controls\b{_NO_MORE}",
            rf"\bwhat (?:are|is) {_EVERY}controls (?:called|named)\b|\bhow are {_EVERY}controls (?:called|named)\b",
        ),
        (r"\b(?:name|title|control)\s*:\s*\w",),
        r"\b(?:names?|titles?|controls?)\b",
    ),
    _form(
        "a recommendation by name",
        (
            r"\b(?:which|what|who)\b.*\b(?:auditors?|certifiers?|registrars?|cpas?|bod(?:y|ies))\b.*"
            r"\b(?:we|i)\s+(?:hire|choose|use|pick|engage|take|go with)\b",
            rf"\b(?:which|what)\s+(?:\w+\s+)?{_MAKER}\b.*\b(?:best|use|buy|choose|pick|recommend|hire|should)\b",
            rf"\b(?:which|what)\s+(?:(?!(?:of|from|for|in|at|by|to|with|a|an|the|our)\b)[\w/]+\s+){{2,4}}?{_MAKER}\s+"
            r"(?:is|are|do|does|should|would|could|can)\b.*\b(?:best|use|buy|choose|pick|recommend|hire|engage)\b",
            rf"\b(?:recommend|suggest)\b.*\b(?:{_MAKER}|auditors?)\b",
            rf"\b(?:best|cheapest|top)\s+(?:\w+\s+)?(?:{_MAKER}|auditors?)\b",
        ),
        (rf"\brecommended (?:{_MAKER}|auditors?)\b",),
    ),
)


def form_asked(text: str) -> Form | None:
    """The form that the question calls for, or None where any statement may answer it."""
    return next((form for form in FORMS if form.asked.search(text)), None)
