"""What form of answer a question calls for (an amount, a duration ...), and whether a sentence has it."""

import re
from dataclasses import dataclass

_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|sixty|ninety|"
    r"hundred|thousand|half|single|both|dozen)"
)
_UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answer: `asked` recognises the question, `given` a sentence that has that form."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]


def _form(name: str, asked: str, given: str) -> Form:
    return Form(name, re.compile(asked, re.I), re.compile(given, re.I))


FORMS = (
    _form(
        "an amount of money",
        r"\b(?:costs?|price[sd]?|pricing|fees?|expensive|cheap(?:er|est)?|budget|salary|salaries|afford|invoice)\b|\bhow much (?:money|does|do|is|are|will|would|should|did)\b(?!.*\b(?:evidence|time|work|overlap)\b)",
        rf"[$€£¥]\s?\d|\b{_NUMBER}\s+(?:dollars?|euros?|pounds?|usd|eur)\b|\b(?:costs?|price|fees?)\b.*\b(?:depend|vary|range|paid|pays?)",
    ),
    _form(
        "a frequency",
        r"\bhow (?:often|frequently|regularly)\b|\bwhat (?:frequency|cadence|interval)\b",
        r"\b(?:annual|annually|yearly|monthly|weekly|daily|quarterly|once|twice|every|each|interval|intervals|periodic|periodically|regular|regularly|cycle|cycles|whenever|planned|cadence|per year)\b",
    ),
    _form(
        "a duration",
        rf"\bhow (?:long|many {_UNIT})\b|\b(?:duration|how much time)\b",
        rf"\b{_NUMBER}[\s-]+(?:to[\s-]+{_NUMBER}[\s-]+)?{_UNIT}\b|\b(?:annual|annually|yearly|period|valid for|until|cycle|expires?|indefinitely|permanent)\b",
    ),
    _form(
        "a number",
        r"\bhow many\b|\bwhat (?:percentage|percent|number|share|size|length|score|threshold)\b|\b(?:minimum|maximum|key|password)\s+(?:length|size)\b|\bhow (?:long|strong) (?:should|must|do|does|is|are) (?:a |the )?(?:password|key|passphrase)",
        rf"\b{_NUMBER}\b",
    ),
    _form(
        "a recommendation by name",
        r"\b(?:which|what)\s+(?:\w+\s+)?(?:firm|vendor|tool|software|platform|product|company|companies|consultants?|provider|brand)s?\b.*\b(?:best|use|buy|choose|pick|recommend|hire|should)\b|\b(?:recommend|suggest)\b.*\b(?:firm|vendor|tool|software|platform|product|company|consultant|auditor)s?\b|\b(?:best|cheapest|top)\s+(?:\w+\s+)?(?:firm|vendor|tool|software|platform|auditor|consultant)s?\b",
        r"\brecommended (?:firm|vendor|tool|software|platform|auditor)s?\b",
    ),
)


def form_asked(text: str) -> Form | None:
    """The form that the question calls for, or None where any statement may answer it."""
    return next((form for form in FORMS if form.asked.search(text)), None)
