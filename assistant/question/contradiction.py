"""Whether two sentences give a question two answers that cannot both be right."""

import re
from dataclasses import dataclass

from assistant.gate.tokens import CONTENT, Sort, Token, Tokens
from assistant.question.found import Unit
from assistant.question.naming import LINKS, denied, stretches
from assistant.question.relations import held
from assistant.question.relevance import Relevant
from assistant.question.slot import Slot, Sought, key_of
from assistant.question.values import Value, answers, parsed, value_of
from knowledge.sources.sentences import sentences
from knowledge.sources.types import Kind, Source

COVERED = 0.6  # of the question's words, from which a sentence may speak of what is asked
NEAR, NEARER, NEAREST = (
    0.55,
    0.65,
    0.8,
)  # likeness in meaning from which it does: where it holds all of them, lacks some, and
# where it lacks some and only a yes or a no is asked for
HALF = 0.5  # of the words of two sentences, from which a yes and a no in them are about the same
ALIKE = 0.05  # by which two spans of time may differ and be the same ("30 days", "a month")
_HOURS = {"second": 1 / 3600, "minut": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0}
_ABOUT_ANOTHER = re.compile(r"\W*(?:he|she|it|they|this|these|that|those|his|her|its|their|such|both)\b", re.I)
_CONDITIONS = frozenset(["if", "unless", "except", "only", "provided", "otherwise"])
_WORDS = frozenset({Sort.WORD, Sort.NAME})
_COUNTED = frozenset({Slot.COUNT, Slot.SPAN, Slot.DAY})
_FIXED = frozenset({Sort.NUMBER, Sort.DATE, Sort.FRAMEWORK})


@dataclass(frozen=True, slots=True)
class Telling:
    """A unit, the answer that it gives, and what it says besides by number, day or condition; whether a yes or a no is `told`
    in so many words."""

    unit: Unit
    value: Value
    scope: Value
    conditions: Value
    modifiers: Value
    told: bool = False


def telling(sought: Sought, one: Relevant) -> Telling | None:
    """What the sentence answers, where it speaks of what is asked and answers it with one thing."""
    if not sought.slot:
        return None
    tokens = parsed(one.unit.text)
    if not (bears_on(sought, one.unit) and _speaks(sought, one, tokens)):
        return None
    value = value_of(sought, one.unit.text)
    if value is None:
        return None
    told = frozenset(part for key in value for part in key.split())
    scope = frozenset(key_of(t) for t in tokens if t.sort in _FIXED) - sought.every - told
    conditions = frozenset(token.low for token in tokens if token.low in _CONDITIONS) - sought.every
    return Telling(one.unit, value, scope, conditions, _modifiers(sought, tokens), answers(tokens) > 0)


def _modifiers(sought: Sought, tokens: Tokens) -> Value:
    """The words right before those of the question: "northern" of "in northern China"."""
    pairs = zip(tokens, tokens[1:], strict=False)
    return frozenset(a.key for a, b in pairs if _is_new(sought, a) and b.sort in _WORDS and key_of(b) in sought.keys)


def _is_new(sought: Sought, token: Token) -> bool:
    return token.sort in _WORDS and key_of(token) not in sought.keys


def _speaks(sought: Sought, one: Relevant, tokens: Tokens) -> bool:
    """Whether the sentence holds the words of the question and is near in meaning; nearer where it lacks some of them."""
    count = held(sought.keys, {key_of(token) for token in tokens})
    if count == len(sought.keys):
        return count > 1 and one.meaning >= NEAR
    near = NEAREST if sought.slot is Slot.WHETHER else NEARER
    return count >= COVERED * len(sought.keys) and one.meaning >= near


def bears_on(sought: Sought, unit: Unit) -> bool:
    """Whether `unit` is about what the question names by a name, a number or a day, and names what it is about itself."""
    near = parsed(f"{unit.found.source.title}. {unit.heading}. {unit.text}")
    if _ABOUT_ANOTHER.match(unit.text) or not sought.anchors <= {key_of(token) for token in near}:
        return False
    named = [{key_of(token) for token in one.of(near)} for one in stretches(near)]
    return all(keys <= sought.every | LINKS for keys in named if keys & sought.names)


def contradict(sought: Sought, one: Telling, other: Telling) -> bool:
    """Whether two sources answer otherwise: of the same thing, under the same conditions, neither having the other's answer."""
    if _one_voice(one.unit.found.source, other.unit.found.source) or one.conditions != other.conditions:
        return False
    if _differ(one.scope, other.scope) or agree(sought, one.value, other.value):
        return False
    if sought.slot in _COUNTED and _differ(one.modifiers, other.modifiers):
        return False
    if sought.slot is Slot.WHETHER:
        return one.told or other.told or alike(one.unit.text, other.unit.text)
    return not (_has(one.unit, other.value) or _has(other.unit, one.value))


def _one_voice(one: Source, other: Source) -> bool:
    """Whether two sources are one, or guidance that one publisher keeps as one library."""
    library = one.kind is other.kind is Kind.GUIDANCE and one.publisher == other.publisher != ""
    return library or one.source_id == other.source_id


def _differ(one: Value, other: Value) -> bool:
    return bool(one and other) and one != other


def alike(one: str, other: str) -> bool:
    """Whether two sentences share half of their words."""
    ours, theirs = ({key_of(t) for t in parsed(text) if t.sort in CONTENT} for text in (one, other))
    return len(ours & theirs) >= HALF * len(ours | theirs)


def agree(sought: Sought, one: Value, other: Value) -> bool:
    """Whether two answers may be the same: a part of the other, a less exact day, a span in another unit."""
    if sought.slot is Slot.SPAN:
        first, second = _hours(one), _hours(other)
        return abs(first - second) <= ALIKE * max(first, second)
    if sought.slot is Slot.DAY:
        return _same_day(*one, *other)
    return one <= other or other <= one or (sought.slot is not Slot.WHETHER and _initials(one, other))


def _hours(span: Value) -> float:
    number, unit = next(iter(span)).split()
    return float(re.sub(r"[^\d.]", "", number) or 0) * _HOURS[unit]


def _same_day(one: str, other: str) -> bool:
    short, long = sorted((one.lstrip("-"), other.lstrip("-")), key=len)
    return long.startswith(short) or (one.startswith("--") != other.startswith("--") and long.endswith(short))


def _initials(one: Value, other: Value) -> bool:
    """Whether one is an acronym of the other."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 < len(long) and sorted(next(iter(short))) == sorted(word[0] for word in long)


def speaks_of(unit: Unit, told: Telling) -> bool:
    """Whether `unit` has the words of an answer, if only to deny it; a yes or a no needs none."""
    keys = {key_of(token) for token in parsed(unit.text)}
    return told.value <= {"yes", "no"} or {part for key in told.value for part in key.split()} <= keys


def _has(unit: Unit, value: Value) -> bool:
    """Whether the passage of `unit` has the words of `value` in a sentence that does not deny them."""
    text = unit.found.text
    told = (span.of(text) for span in sentences(text, 0, len(text)))
    return any(_says(one, value) for one in told)


def _says(text: str, value: Value) -> bool:
    tokens = parsed(text)
    places = [i for i, token in enumerate(tokens) if key_of(token) in value]
    held = {key_of(tokens[i]) for i in places}
    return held >= value and not denied(tokens, places[0])
