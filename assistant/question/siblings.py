"""Things of one kind that a number tells apart, such as the stages of an audit or the types of a report."""

import re
from collections.abc import Mapping, Sequence

from assistant.question.found import Unit
from assistant.question.language import ASKING

Numbered = Mapping[str, frozenset[str]]

_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "I": "1", "II": "2", "III": "3", "IV": "4"}
_NUMBER = r"(?:\d+(?![\w.,]*\d)|(?:one|two|three|four|five)\b|I{2,3}\b|IV\b|(?<=ype )I\b|(?<=tage )I\b)"
_BETWEEN = r"(?:\s*[,/&]\s*|\s+(?:and|or|to|vs\.?|versus)\s+)"
_NAMED = re.compile(rf"\b([A-Za-z]{{3,}})[ -]({_NUMBER}(?:{_BETWEEN}{_NUMBER})*)")


def of_its_number(question: str, units: Sequence[Unit]) -> Sequence[Unit]:
    """`units` without those of a section that is headed by a sibling alone of what the question names by number, as long as
    others are headed by what it names."""
    asked = numbered(question)
    if not asked or not any(_is_headed(unit, asked, by_sibling=False) for unit in units):
        return units
    return [unit for unit in units if not _is_headed(unit, asked, by_sibling=True)]


def numbered(text: str) -> Numbered:
    """The numbers that `text` names by what they number: "Type 1 or 2" has 1 and 2 of "type"."""
    found: dict[str, frozenset[str]] = {}
    for kind, numbers in _NAMED.findall(text.replace("ISO/IEC", "ISO")):
        name = kind.lower().removesuffix("s")
        if kind.lower() not in ASKING:
            found[name] = found.get(name, frozenset()) | {_WORDS.get(n, n) for n in re.findall(_NUMBER, numbers)}
    return found


def _is_headed(unit: Unit, asked: Numbered, by_sibling: bool) -> bool:
    """Whether the nearest heading that numbers a kind asked for names a number asked for, or `by_sibling` none of them."""
    heads = [numbered(heading) for heading in reversed(unit.found.passage.section)]
    for kind, numbers in asked.items():
        head = next((head[kind] for head in heads if kind in head), None)
        if head and by_sibling != bool(head & numbers):
            return True
    return False
