"""What a sentence puts where a question asks: a day, a span of time, a count, a place, a name or a term; or a yes or a no."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from assistant.gate.folding import folded
from assistant.gate.reading import read
from assistant.gate.tokens import CONTENT, Sort, Token, Tokens
from assistant.question.naming import Stretch, denied, joined, nearest, new_names, roles, stretches
from assistant.question.slot import Slot, Sought, key_of

Value = frozenset[str]

TERM = 4  # words of a term at most
REACH = 6  # words after a number, among which is what it counts
UNITS = frozenset(("second", "minut", "hour", "day", "week", "month"))
_POSSESSIVE = re.compile(r"(?<=\w)(?:'s|s')(?=\s)")
_MODAL_NOT = re.compile(r"(?:not|n['’]t|never)$")
_YEAR = re.compile(r"1\d\d\d|20\d\d")
_DAY = re.compile(r"(?:\d{4}|-)-\d\d(?:-\d\d)?")
_PLACED = frozenset(("in", "at", "on", "into", "inside", "within", "near", "under"))
_TOWARDS = _PLACED | frozenset(("to", "from", "of"))
_TERMED = frozenset(("be", "cal", "term", "codenam"))
_BREAKS = frozenset({Sort.MARK, Sort.PREPOSITION, Sort.CONDITION, Sort.NEGATION, Sort.MODAL, Sort.OR})


@lru_cache(maxsize=4_000)
def parsed(text: str) -> Tokens:
    """The tokens of a sentence; a possessive ends a name."""
    return read(_POSSESSIVE.sub(" |", folded(text)))


def value_of(sought: Sought, text: str) -> Value | None:
    """What `text` puts where the question asks, by the keys of its words; None where it puts nothing there, or two things."""
    tokens = parsed(text)
    at = answers(tokens)
    found = {one for one in (_told(sought, tokens[at:]) if at else _read(sought, tokens)) if one}
    return found.pop() if len(found) == 1 else None


def _read(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    return _READ[sought.slot](sought, tokens) if sought.slot else iter(())


def answers(tokens: Tokens) -> int:
    """The place after "the answer is"; 0 where that is not said."""
    keys = [token.key for token in tokens]
    return next((i + 2 for i in range(len(keys) - 2) if keys[i : i + 2] == ["answer", "be"]), 0)


def _told(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    if sought.slot in (Slot.DAY, Slot.SPAN, Slot.COUNT):
        yield from _read(sought, tokens)
    elif sought.slot is Slot.WHETHER:
        yield frozenset({token.low for token in tokens[:1]} & {"yes", "no"})
    else:
        named = next((one for one in stretches(tokens) if not one.start), None)
        yield _keys(sought, named.of(tokens)) if named else _term_at(sought, tokens, 0)


def _day(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    for i, token in enumerate(tokens):
        dated = token.sort is Sort.DATE and _DAY.fullmatch(token.key)
        year = token.sort is Sort.NUMBER and _YEAR.fullmatch(token.surface) and not _counts(tokens, i)
        if (dated or year) and key_of(token) not in sought.keys and not denied(tokens, i):
            yield frozenset({token.key})


def _counts(tokens: Tokens, i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].surface.endswith("s") and tokens[i + 1].sort is Sort.WORD


def _span(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    for i, (one, unit) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if one.sort is Sort.NUMBER and unit.key in UNITS and key_of(one) not in sought.keys and not denied(tokens, i):
            yield frozenset({f"{one.key} {unit.key}"})


def _count(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    numbers = [i for i, token in enumerate(tokens) if _is_count(sought, token) and not denied(tokens, i)]
    counting = [i for i in numbers if sought.counted & set(_after(tokens, i))]
    for i in counting or [i for i in numbers if not _of_another(sought, tokens, i)]:
        yield frozenset({tokens[i].key})


def _after(tokens: Tokens, i: int) -> Iterator[str]:
    """The few words after a number that may be what it counts."""
    for token in tokens[i + 1 : i + REACH]:
        if token.sort not in CONTENT and token.sort is not Sort.AND:
            return
        yield key_of(token)


def _is_count(sought: Sought, token: Token) -> bool:
    counts = token.sort is Sort.NUMBER and key_of(token) == token.key and token.key not in sought.keys
    return counts and (not sought.counted or token.key.isdigit())


def _of_another(sought: Sought, tokens: Tokens, i: int) -> bool:
    """Whether a number belongs to a word that the question does not have ("24 matches"), or is a year."""
    after = next(iter(tokens[i + 1 : i + 2]), None)
    other = after is not None and after.sort in (Sort.WORD, Sort.NAME) and key_of(after) not in sought.keys
    return other or bool(_YEAR.fullmatch(tokens[i].surface))


def _name(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    spans = new_names(sought, tokens) or roles(tokens)
    spans = [span for span in spans if not _PLACED & {t.low for t in tokens[max(span.start - 2, 0) : span.start]}]
    listed = joined(tokens, spans)
    doers = [span for span in listed if tokens[span.start - 1].low == "by" and span.start]
    yield from (_keys(sought, tokens[s.start : s.end]) for s in doers or nearest(sought, tokens, listed))


def _place(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    spans = [s for s in new_names(sought, tokens) if _TOWARDS & {t.low for t in tokens[max(s.start - 3, 0) : s.start]}]
    named = nearest(sought, tokens, spans)
    yield from (_keys(sought, tokens[s.start : s.end]) for s in named)
    if not named:
        yield from _where(sought, tokens)


def _where(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    """ "The vault is where it lies", "it lies in the vault"."""
    held = [i for i, token in enumerate(tokens) if key_of(token) in sought.keys]
    for i, token in enumerate(tokens):
        if token.low in _PLACED - {"into"} and any(0 < i - at <= 3 for at in held) and not denied(tokens, i + 1):
            yield _term_at(sought, tokens, i + 1)
        if token.key == "be" and i and tokens[i + 1 : i + 2] and tokens[i + 1].low == "where":
            yield _keys(sought, Stretch(max(i - 2, 0), i).of(tokens))


def _term(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    """ "The river in the city is the Seine", "the Seine is the river in the city"; not "it is a river"."""
    held = [i for i, token in enumerate(tokens) if token.sort in CONTENT and key_of(token) in sought.keys]
    for i, token in enumerate(tokens):
        if token.key not in _TERMED or denied(tokens, i + 1) or _describes(tokens, i + 1):
            continue
        if any(0 < i - at <= 2 for at in held):
            yield _term_at(sought, tokens, i + 1)
        elif token.key == "be" and any(0 < at - i <= 3 for at in held):
            yield _before(sought, tokens, i)


def _describes(tokens: Tokens, i: int) -> bool:
    """Whether what follows a verb says what a thing is like or what was done with it, and not which it is."""
    return i >= len(tokens) or tokens[i].low in ("a", "an") or tokens[i].low.endswith(("ed", "ing", "ly"))


def _before(sought: Sought, tokens: Tokens, i: int) -> Value:
    """The keys of the few words that end at `i`."""
    start = i
    while start and i - start < TERM and tokens[start - 1].sort in (*CONTENT, Sort.FREE):
        start -= 1
    return _keys(sought, tokens[start:i])


def _term_at(sought: Sought, tokens: Tokens, i: int) -> Value:
    """The keys of the few words that begin at `i`, up to the next break; what is had by a thing of the question counts."""
    out: list[Token] = []
    for token in tokens[i:]:
        owner = token.low == "|" and not _keys(sought, out)
        if len(out) == TERM or (token.sort in _BREAKS and not owner) or (token.sort is Sort.FREE and out):
            break
        out.append(token)
    return _keys(sought, out)


def _whether(sought: Sought, tokens: Tokens) -> Iterator[Value]:
    yield frozenset({"no" if sum(_denies(sought, tokens, i) for i in range(len(tokens))) % 2 else "yes"})


def _denies(sought: Sought, tokens: Tokens, i: int) -> bool:
    """Whether a token denies what is asked: "not", "may not", and "without" where it is asked whether there is that."""
    token = tokens[i]
    if token.sort is Sort.MODAL:
        return bool(_MODAL_NOT.search(token.low))
    if token.low != "without":
        return token.sort is Sort.NEGATION
    lacked = next((key_of(t) for t in tokens[i + 1 :] if t.sort in CONTENT), "")
    return lacked in sought.keys and all(t.low != "without" for t in sought.tokens)


def _keys(sought: Sought, tokens: list[Token] | Tokens) -> Value:
    return frozenset(key_of(token) for token in tokens if token.sort in CONTENT) - sought.keys


_READ: Mapping[Slot, Callable[[Sought, Tokens], Iterator[Value]]] = {
    Slot.DAY: _day,
    Slot.SPAN: _span,
    Slot.COUNT: _count,
    Slot.NAME: _name,
    Slot.PLACE: _place,
    Slot.TERM: _term,
    Slot.WHETHER: _whether,
}
