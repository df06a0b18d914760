"""What a question about our own practice is about: its object, which whatever answers must speak of."""

import re
from collections.abc import Sequence

from assistant.question.language import Language, content_words
from assistant.question.relevance import Relevant

_LINK = re.compile(r"\b(?:of|for|to|with|on|in|from|at|into|against)\b", re.I)
_WORDS = """
company currently date day days last month months next organisation organization period place practice process quarter
recently regularly team teams time times today week year years yesterday
"""
_BESIDE = frozenset(_WORDS.split())


def speaks_of_it(text: str, chosen: Sequence[Relevant], language: Language) -> bool:
    """Whether `chosen` has the rarest word of what `text` asks about ("payroll" in "access to the payroll service")."""
    matter = [stem for word in _matter(text) for stem in language.stems(word)]
    if not matter or not chosen:
        return True
    rarest = min(matter, key=language.frequency)
    said = (f"{one.unit.found.source.title} {one.unit.heading} {one.unit.text}" for one in chosen)
    return any(rarest in language.stems(one) for one in said)


def _matter(text: str) -> list[str]:
    """The last words of the question that are about something; those after its last preposition where there are any."""
    words = [word for word in content_words(text) if word not in _BESIDE and not word.endswith("ly")]
    parts = _LINK.split(text)
    after = {word for word in content_words(parts[-1])} if len(parts) > 1 else set()
    return [word for word in words if word in after] or words[-1:]
