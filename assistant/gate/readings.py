"""Rules that settle what a read word does beside its neighbours; they run after each word has been read alone."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.gate.lexicon.listed import listed
from assistant.gate.lexicon.spelling import lemma
from assistant.gate.lexicon.synonyms import meaning
from assistant.gate.tokens import Rule, Sort, Token

Found = tuple[list[Token], int] | None

_BOUNDS = {"over": "morethan", "above": "morethan", "under": "lessthan", "below": "lessthan"}
_OPEN = dict.fromkeys(listed("more over older above greater longer higher"), "atleast")
_OPEN |= dict.fromkeys(listed("less fewer under younger below shorter lower"), "atmost")
_GRANTS = frozenset(meaning(word) for word in listed("approval permission consent authorization instruction agreement"))
_CLASSIFIERS = frozenset(lemma(word) for word in listed("control criterion clause requirement section article tsc"))
_UNITS = listed("hour day week month workday minute")
_REACH = 4


def _repeat(tokens: Sequence[Token], i: int) -> Found:
    """ "Statement of Applicability (SoA)" names one thing once."""
    if i + 3 >= len(tokens) or tokens[i].sort is not Sort.NAME or tokens[i + 1].low != "(":
        return None
    return ([tokens[i]], 4) if tokens[i + 2].key == tokens[i].key and tokens[i + 3].low == ")" else None


def _classified(tokens: Sequence[Token], i: int) -> Found:
    """ "Criterion CC7.2" is CC7.2."""
    if tokens[i].key not in _CLASSIFIERS or i + 1 >= len(tokens) or "." not in tokens[i + 1].key:
        return None
    return ([tokens[i + 1]], 2) if tokens[i + 1].sort is Sort.NUMBER else None


def _bounded(tokens: Sequence[Token], i: int) -> Found:
    """ "Over" and "under" before a number are bounds."""
    bound = _BOUNDS.get(tokens[i].low)
    counted = bound is not None and i + 1 < len(tokens) and tokens[i + 1].sort is Sort.NUMBER
    return ([replace(tokens[i], key=bound or "", sort=Sort.QUANTIFIER)], 1) if counted else None


def _open(tokens: Sequence[Token], i: int) -> Found:
    """ "14 days or more" is at least 14 days."""
    if tokens[i].sort is not Sort.NUMBER:
        return None
    for j in (i + 1, i + 2):
        bound = _OPEN.get(tokens[j + 1].low) if j + 1 < len(tokens) and tokens[j].sort is Sort.OR else None
        if bound:
            mark = Token(f"or {tokens[j + 1].low}", bound, bound, Sort.QUANTIFIER)
            return [mark, *tokens[i:j]], j + 2 - i
    return None


def _granted(tokens: Sequence[Token], i: int) -> Found:
    """ "Approval from the board" is the board's approval."""
    granted = tokens[i].key == "from" and i > 0 and tokens[i - 1].key in _GRANTS
    return ([replace(tokens[i], low="of", sort=Sort.FREE)], 1) if granted else None


def _following(tokens: Sequence[Token], i: int) -> Found:
    """ "Following the audit" is after it; "the following" is not."""
    article = i > 0 and (tokens[i - 1].low in ("the", "a", "be") or tokens[i - 1].sort is Sort.MODAL)
    after = tokens[i].low == "following" and not article and i + 1 < len(tokens)
    return ([replace(tokens[i], key="after", sort=Sort.CONDITION)], 1) if after else None


def _counted(tokens: Sequence[Token], i: int) -> Found:
    """ "Within 72 hours after" is "within 72 hours of"."""
    near = tokens[max(0, i - _REACH) : i]
    timed = any(t.key == "within" for t in near) and bool(near) and near[-1].key in _UNITS
    if not timed or not (tokens[i].key == "after" or tokens[i].low == "from"):
        return None
    return [replace(tokens[i], low="of", sort=Sort.FREE)], 1


def _contrast(tokens: Sequence[Token], i: int) -> Found:
    """ ", while" sets two clauses side by side; elsewhere "while" tells a time."""
    joins = tokens[i].low == "while" and i > 0 and tokens[i - 1].low == ","
    return ([replace(tokens[i], key="and", sort=Sort.AND)], 1) if joins else None


def _general(tokens: Sequence[Token], i: int) -> Found:
    """ "Any" that opens a clause means "every"."""
    opens = i == 0 or tokens[i - 1].low in (",", ";", ":")
    return ([replace(tokens[i], key="all")], 1) if opens and tokens[i].key == "any" else None


def _focused(tokens: Sequence[Token], i: int) -> Found:
    """ "May only be done if" is "may be done only if"; so with "by" and "after"."""
    if tokens[i].key != "only" or i == 0 or tokens[i - 1].sort is not Sort.MODAL:
        return None
    at = next((j for j in range(i + 1, len(tokens)) if tokens[j].sort is Sort.CONDITION or tokens[j].key == "by"), None)
    if at is None:
        return None
    narrowed = [replace(tokens[at], key="onlyif")] if tokens[at].key == "if" else [tokens[i], tokens[at]]
    return [*tokens[i + 1 : at], *narrowed], at + 1 - i


BESIDE: tuple[Rule, ...] = (
    _repeat, _classified, _bounded, _open, _granted, _following, _counted, _contrast, _general, _focused,
)  # fmt: skip
