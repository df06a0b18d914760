"""Signs of a question alone that a collection answers it: what is asked for, of what, and when."""

import re

_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"when|(?:in )?what (?:year|date)|which year",
        r"how (?:many|much|long|old|big|far|tall|high|large)",
        r"who",
        r"where",
        r"what|which",
        r"why|how (?!many|much|long|old|big|far|tall|high|large)",
    )
)
_WHAT_IT_IS = re.compile(r"(?:who|what) (?:is|was|are|were) (?:the |an? )?[\w.'’ -]{3,40}\??$", re.I)
# What is asked of the present, or of all there are, is seldom said in one place.
_OF_ALL = re.compile(
    r"\b(?:most|first|last|latest|currently?|now|today|this year|best|largest|biggest|oldest|longest|highest|shortest|fastest"
    r"|average|total)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_NAME = re.compile(r"[A-Z][\w'’-]+|\d+")
_NO_NAME = re.compile(
    r"(?:who|what|when|where|which|why|how|in|is|are|was|did|does|do|the|name|an?|of|on|at|for|from|to|by|with)$", re.I
)


def asked(question: str, content: int) -> tuple[float, ...]:
    """Twelve numbers; `content` is the number of the question's words of content."""
    forms = (float(bool(form.match(question))) for form in _ASKS)
    return (
        *forms,
        float(bool(_WHAT_IT_IS.match(question))),
        float(bool(_OF_ALL.search(question))),
        float(bool(_YEAR.search(question))),
        float(content),
        float(len(question.split())),
        float(len(names(question))),
    )


def names(question: str) -> list[str]:
    """Words with a capital and numbers, but for the words that questions begin with."""
    return [word for word in _NAME.findall(question) if not _NO_NAME.match(word)]
