"""A sentence whose next one takes back, for what is asked, what it says of all: "All sign. Contractors sign none." """

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.found import Unit, quotable
from assistant.question.language import Language, content_words
from assistant.question.own import Told

_DENIES = re.compile(
    r"\b(?:no|none|not|never|nobody|nothing|neither|nor|without|cannot|exempt|exempted|excluded|except|excepted|cancell?ed|"
    r"postponed|waived|suspended|missed|skipped|overdue|outstanding|planned)\b|n['’]t\b",
    re.I,
)


def with_denials(question: str, told: Sequence[Told], units: Sequence[Unit], language: Language) -> list[Told]:
    """`told`, each with the sentence of `units` after it in its passage where that denies or excepts and speaks of what is asked.
    The one that holds more of the question's words leads."""
    asked = _stems(" ".join(content_words(question)), language)
    said = [one.one.unit for one in told]
    found: list[Told] = []
    for one in told:
        after = _next(one.one.unit, units)
        takes_back = after is not None and after not in said and _takes_back(after, one.one.unit, asked, language)
        both = [one, replace(one, one=replace(one.one, unit=after))] if after is not None and takes_back else [one]
        found += sorted(both, key=lambda each: -len(asked & _stems(each.one.unit.text, language)))
    return found


def _takes_back(after: Unit, unit: Unit, asked: set[str], language: Language) -> bool:
    """Whether `after` denies, `unit` does not, and `after` speaks of what is asked."""
    denies = bool(_DENIES.search(after.text)) and not _DENIES.search(unit.text)
    return denies and bool(asked & _stems(after.text, language))


def _next(unit: Unit, units: Sequence[Unit]) -> Unit | None:
    """The sentence after `unit` in its passage, or in the next one under the same heading."""
    passage = unit.found.passage
    inside = [one for one in quotable(unit.found) if one.start >= unit.end]
    beside = [
        one
        for one in units
        if one.found.passage.version == passage.version
        and one.found.passage.section == passage.section
        and one.start >= unit.end
    ]
    return min([*inside, *beside], key=lambda one: one.start, default=None)


def _stems(text: str, language: Language) -> set[str]:
    return set(language.stems(text))
