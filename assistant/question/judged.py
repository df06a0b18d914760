"""Whether something of ours is good, ready, complete or enough: a question about its state, which no guidance can answer."""

import re

_OURS = (
    r"(?P<thing>(?:(?:all|each|both|every one)\s+(?:of\s+)?)?(?:our|my)\s+(?:[\w/&'’-]+\s+){0,5}?[\w/&'’-]+|"
    r"we|(?:what|everything|the\s+[\w/&'’-]+(?:\s+[\w/&'’-]+)?(?:\s+that)?)\s+we(?:\s+have|['’]ve)(?:\s+got)?|"
    r"(?:the|this|that|these|those)\s+(?:[\w/&'’-]+\s+){1,4}?of\s+ours)"
)
_DEGREE = (
    r"good|strong|solid|robust|detailed|mature|clear|precise|thorough|deep|broad|complete|safe|secure|tight|strict|formal|"
    r"advanced|developed|accurate|recent|current|far"
)
_SHOWS = (
    r"(?:to\s+(?:show|prove|demonstrate|count|say|claim|call|replace)|as|by\s+itself|on\s+its\s+own|with|if|when)\b"
)
_STATE = (
    rf"(?:(?:{_DEGREE}|well\s+\w+)\s+enough|(?:enough|sufficient|adequate|suitable)\b(?!\s+{_SHOWS})|"
    r"ready|complete|finished|fit\s+for|fit\W*$|good\s+to\s+go|in\s+(?:order|(?:a\s+)?good\s+(?:shape|order|state))|"
    r"(?:good|strong|solid|robust|sound|okay|ok|fine|alright)\s+(?:for|to)\b|(?:good|strong|solid|robust|sound|okay|ok)\W*$|"
    r"up\s+to\s+(?:scratch|standard|par|the\s+(?:mark|job|task)|it)|watertight|audit[\s-]?proof)"
)
_TEST = r"(?:stage|audit|examination|exam|assessment|inspection|surveillance|visit|certification)"
_HOLDS = (
    r"(?:suffice|hold\s+up|hold\s+water|pass\s+muster|cut\s+it|stand\s+up|measure\s+up|do\s+the\s+job|"
    rf"(?:pass|survive|withstand|get\s+through)\s+(?:(?:the|a|an|our|this|next)\s+)*(?:\w+\s+)?{_TEST})"
)
_VERY = r"(?:(?:really|already|now|currently|actually|truly|still|at\s+all|\w+ly)\s+)?"
_JUDGED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\bwhen )(?<!\bonce )\b(?:is|are|was|were)\s+{_VERY}{_OURS}\s+{_VERY}{_STATE}",
        rf"\b(?:do|does|did|will|would|can|could)\s+{_OURS}\s+{_VERY}{_HOLDS}\b",
        rf"\bhow\s+(?:{_DEGREE}|ready|fit|adequate|sound)\s+(?:is|are|was|were)\s+{_OURS}(?=\W*(?:$|(?:for|to|in|on|at|by)\b))",
        r"\b(?:do|did)\s+we\s+have\s+(?:good\s+|strong\s+)?(?:enough|sufficient|adequate)\s+(?P<thing>(?:[\w/&-]+\s+){0,2}?\w+)"
        rf"(?:\W*$|\s+(?:for|to)\b(?!\s+{_SHOWS}))",
    )
)
# What a body of others issues: whether it is enough is asked of its kind.
_ISSUED = re.compile(
    r"\b(?:certificates?|certifications?|reports?|attestations?|opinions?|letters?|type\s+(?:1|2|i{1,2})|iso\s*(?:27001)?|soc\s*[123])$",
    re.I,
)


def judged(sentence: str) -> str | None:
    """The thing of ours, as typed, that `sentence` wants judged ("our SoA" of "Is our SoA good enough?"), or None."""
    for pattern in _JUDGED:
        found = pattern.search(sentence)
        if found and not _ISSUED.search(found["thing"]):
            return found["thing"]
    return None
