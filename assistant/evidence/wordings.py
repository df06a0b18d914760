"""Whether what evidence says covers what is needed, by the words of both. Only what is the same in words passes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.rules.words import words_of


class Check(StrEnum):
    """What came of comparing one aspect."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Compared:
    """The result, why, and whether a part of what is needed is covered though not all of it."""

    check: Check
    why: str
    partly: bool = False


ANY = frozenset({"any", "anything", "whatever"})
_ALL = frozenset({"all", "any", "every", "everything", "everyone", "whole", "entire"})
_BUT = re.compile(
    r"\b(?:no|not|non|never|except|excepting|excluding|excludes?|exclusive|without|but|other than|outside|unlike|less|more)\b"
    r"|[<>≤≥=≠±~!]",
    re.I,
)
_APART = re.compile(r"\s*(?:[;,\n]|\s&\s|\s\+\s|\band\b|\bplus\b|\bas well as\b)\s*", re.I)
_IDLE = frozenset(re.findall(r"\w+", "a an the our their its of for in on at this that these is are"))
_SHORT = 3  # things named by up to so many words differ where each has a word that the other lacks

Words = frozenset[str]
Thing = tuple[tuple[str, ...], Words]
"""All words of a thing in order, and those of them that tell it apart."""


def compare(found: str, needed: str, generic: Words) -> Compared:
    """`found` against `needed`; `generic` are stems that tell nothing apart here, like "service" among services."""
    if not needed.strip():
        return Compared(Check.UNKNOWN, "nobody said what is needed")
    if _words(needed, frozenset()) <= ANY:
        return Compared(Check.PASS, "nothing particular is needed")
    if not found.strip():
        return Compared(Check.UNKNOWN, "the evidence does not say")
    if _spelled(found) == _spelled(needed):
        return Compared(Check.PASS, "the same")
    if _BUT.search(found) or _BUT.search(needed):
        return Compared(Check.UNKNOWN, "something is left out of it; a person must compare")
    return _listed(_things(found, generic), _things(needed, generic))


def _listed(found: dict[str, Thing], needed: dict[str, Thing]) -> Compared:
    checks = {name: _one(thing, found) for name, thing in needed.items()}
    failed = [name for name, check in checks.items() if check == Check.FAIL]
    open_ = [name for name, check in checks.items() if check == Check.UNKNOWN]
    if failed:
        return Compared(Check.FAIL, f"does not cover {_several(failed)}", Check.PASS in checks.values())
    if open_:
        return Compared(Check.UNKNOWN, f"may or may not cover {_several(open_)}; a person must compare")
    return Compared(Check.PASS, "the same" if len(found) == len(needed) else "all of it is covered")


def _one(needed: Thing, found: dict[str, Thing]) -> Check:
    checks = {_pair(thing, needed) for thing in found.values()}
    return next(check for check in (Check.PASS, Check.UNKNOWN, Check.FAIL) if check in checks)


def _pair(found: Thing, needed: Thing) -> Check:
    (spelled, has), (wanted, needs) = found, needed
    if has == needs and (spelled == wanted or len(has) <= _SHORT):
        return Check.PASS
    if has <= _ALL or has <= needs or needs <= has or _abbreviated(spelled, wanted) or _abbreviated(wanted, spelled):
        return Check.UNKNOWN
    long = max(len(has), len(needs)) > _SHORT
    return Check.UNKNOWN if long and has & needs else Check.FAIL


def _abbreviated(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one word could stand for `long`: the beginning of a word of it, or its initials."""
    if len(short) != 1:
        return False
    initials = "".join(word[0] for word in long)
    return any(_is_short_for(short[0], word) for word in long) or (len(long) > 1 and short[0] == initials)


def _is_short_for(short: str, word: str) -> bool:
    return len(short) > 2 and word.startswith(short)


def _things(text: str, generic: Words) -> dict[str, Thing]:
    """The things that a value lists, by what they are called."""
    parts = [part for part in _APART.split(text) if part and any(map(str.isalnum, part))] or [text]
    return {part: (_spelled(part), _words(part, generic)) for part in parts}


def _words(text: str, generic: Words) -> Words:
    said = frozenset(_spelled(text))
    return said - generic or said


def _spelled(text: str) -> tuple[str, ...]:
    """The words that say something, in order; of a text without any, the text itself."""
    said = tuple(word.form for word in words_of(text) if not word.is_mark and word.surface not in _IDLE)
    return (*said, *re.findall(r"[<>≤≥=≠±~!]", text)) if said else (text.strip().casefold(),)


def _several(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
