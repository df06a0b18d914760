"""Which of the compared frameworks rules what a question asks, and the units that speak of it: what one framework requires is
told neither by another nor by a policy that never names it."""

import re
from collections.abc import Iterator, Sequence

from assistant.question.asking import US, asking_part
from assistant.question.found import Unit
from assistant.question.holding import asks_what_is_held, besides, tells_what_is_held, tells_what_we_hold
from assistant.question.intent import asks_norm
from assistant.question.language import SLIGHT, Language, content_words, without_names
from assistant.question.names import frameworks_in, speaks_of
from assistant.question.relevance import OF_ANY
from assistant.question.side import named
from knowledge.sources.types import Tier

_TYPE = r"\btype (?:1|2|i{1,2}) (?:reports?|examinations?|attestations?)\b"
# What belongs to one framework alone, so that whoever names it speaks of that one.
_IN_A_QUESTION = {
    "iso27001": re.compile(r"\bannex a\b|\biso\b(?![\s/-]*(?:iec\b)?[\s/-]*\d)", re.I),
    "soc2": re.compile(rf"\b(?:cpas?|trust services)\b|{_TYPE}", re.I),
}
_IN_A_SOURCE = {
    "iso27001": re.compile(
        r"\bannex a\b|\bstatements? of applicability\b|\biso\b\W*(?:iec\b)?\W*2700\d|(?-i:\bA\.[5-8]\.\d)", re.I
    ),
    "soc2": re.compile(rf"\b(?:trust services|tsc|cpas?|aicpa|service auditors?)\b|(?-i:\bCC[1-9]\.\d)|{_TYPE}", re.I),
}
_OF_OURS = re.compile(r"\b(?:our|my)\s+(?:[\w-]+\s+){0,2}$", re.I)
_OCCASION = re.compile(r"\b(?:for|in|during|before|towards?|ahead of)\s+(?:(?:an?|the)\s+)?$", re.I)
_LEADS_IN = re.compile(r"[^:,?]*[:,](?=\s+\w)")


def speaking(question: str, units: Sequence[Unit], language: Language, names: re.Pattern[str]) -> Sequence[Unit]:
    """`units`, but where a compared framework rules the question: those of the library, and those that speak of it
    themselves, in their headings or in their source's title, and of most of what is asked about it."""
    if asks_what_is_held(question):
        return _telling_what_is_held(question, units, language, names)
    ruling = ruled_by(question, names)
    if not ruling:
        return units
    asked = [set(language.stems(word)) for word in _asked_of(question, names)]

    def tells(one: Unit) -> bool:
        said = set(language.stems(f"{one.heading} {one.text}"))
        spoken = sum(bool(said & stems) for stems in asked)
        return bool(ruling & _told_of(one, names)) and (not asked or spoken > len(asked) / 2)

    return [one for one in units if one.found.source.tier is Tier.LIBRARY or tells(one)]


def _telling_what_is_held(
    question: str, units: Sequence[Unit], language: Language, names: re.Pattern[str]
) -> Sequence[Unit]:
    """Those of `units` that speak of what is held of each framework that the question names, and of whatever else it names."""
    ruling, others = ruled_by(question, names), frameworks_in(question)
    asked = [set(language.stems(word)) for word in besides(_asked_of(question, names))]

    def tells(one: Unit) -> bool:
        around = f"{one.found.source.title}. {one.heading}. {one.text}"
        told, said = _told_of(one, names), set(language.stems(around))
        ours = not told and not frameworks_in(around) and tells_what_we_hold(one.text)
        return (
            tells_what_is_held(f"{one.heading} {one.text}")
            and (not ruling or bool(ruling & told) or ours)
            and all(speaks_of(around, name) for name in others)
            and sum(bool(said & stems) for stems in asked) >= len(asked) / 2
        )

    return [one for one in units if tells(one)] if ruling or others else units


def ruled_by(question: str, names: re.Pattern[str]) -> set[str]:
    """The compared frameworks that the question names, but for those that are only the occasion of what it asks about us."""
    text = asking_part(question)
    about_us = bool(US.search(text)) and not asks_norm(text)
    return {one for one, place in _mentions(text, names) if not (about_us and _is_occasion(text, place))}


def _asked_of(question: str, names: re.Pattern[str]) -> list[str]:
    """The words of what is asked about the framework that rules the question."""
    text = without_names(question, names)
    for parts in _IN_A_QUESTION.values():
        text = parts.sub(" ", text)
    return [word for word in content_words(text) if word not in OF_ANY and word.lower() not in SLIGHT]


def _mentions(text: str, names: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Each framework that a text names, and where."""
    for hit in names.finditer(text):
        yield from ((one, hit.start()) for one in named(hit.group(), names) & _IN_A_QUESTION.keys())
    for one, parts in _IN_A_QUESTION.items():
        yield from ((one, hit.start()) for hit in parts.finditer(text))


def _is_occasion(text: str, place: int) -> bool:
    """Whether what is named at `place` only says of which work of ours it is asked: "for our SOC 2 audit, who ...?"."""
    before, lead = text[:place], _LEADS_IN.match(text)
    leads = lead is not None and place < lead.end() and US.search(lead[0]) is not None
    return leads or bool(_OF_OURS.search(before) or _OCCASION.search(before))


def _told_of(unit: Unit, names: re.Pattern[str]) -> set[str]:
    text = f"{unit.found.source.title}. {unit.heading}. {unit.text}"
    return named(text, names) | {one for one, parts in _IN_A_SOURCE.items() if parts.search(text)}
