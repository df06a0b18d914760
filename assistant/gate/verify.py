"""The gate: whether the quotes of a claim support it. Deterministic, needs no model, fails closed, never raises."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.gate.folding import folded, odd, sentences
from assistant.gate.graded import graded
from assistant.gate.quotes import has_ellipsis
from assistant.gate.support import units, unsupported
from assistant.gate.verdict import Evidence, Verdict
from knowledge.sources.text import plain

Similarity = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_LONGEST = 5_000
_WORD = re.compile(r"\w+")

__all__ = ["Similarity", "graded", "verify"]


def _literal(claim: str, evidence: Sequence[Evidence]) -> bool:
    """Whether the claim is, character for character, the whole of one quote."""
    return any(claim.strip() == one.quote.strip() for one in evidence)


def _smuggled(claim: str, evidence: Sequence[Evidence]) -> str | None:
    """A word or number of the claim's markup (a link target, a list mark) that no quote has."""
    shown = Counter(_WORD.findall(claim))
    shown.subtract(_WORD.findall(plain(claim)))
    quoted = {word for one in evidence for word in _WORD.findall(one.quote)} if +shown else set()
    return next((word for word in +shown if word not in quoted), None)


def _refusal(claim: str, evidence: Sequence[Evidence]) -> str | None:
    """Why the claim is not even compared."""
    if not any(char.isalnum() for char in claim):
        return "the claim is empty"
    if not any(one.quote.strip() for one in evidence):
        return "there is no quote to rest on"
    if len(claim) > _LONGEST:
        return f"the claim is longer than {_LONGEST} characters"
    if has_ellipsis(claim):
        return "the claim has an ellipsis"
    strange = odd(claim)
    if strange is not None:
        return f"the claim is written with {strange}"
    hidden = _smuggled(claim, evidence)
    return None if hidden is None else f"'{hidden}' in the claim's markup is not in the quote"


def _fault(claim: str, evidence: Sequence[Evidence]) -> str | None:
    """None where every sentence of the claim is supported, else the first reason why not."""
    refusal = _refusal(claim, evidence)
    if refusal is not None:
        return refusal
    parts = sentences(claim)
    if any(folded(plain(claim)) == folded(plain(one.quote)) for one in evidence if len(one.quote) <= _LONGEST):
        return None
    among = units(evidence)
    if not parts:
        return "the claim has no words"
    return next((said for part in parts if (said := unsupported(part, among)) is not None), None)


def verify(claim: str, evidence: Sequence[Evidence], similarity: Similarity | None = None) -> Verdict:
    """The strict gate. Each sentence of `claim` must follow from one sentence of one quote.

    `similarity` (texts, texts -> matrix of cosines) only moves `score`; it never makes a claim supported.
    """
    if _literal(claim, evidence) and any(char.isalnum() for char in claim) and not _is_reversed(claim):
        return Verdict(True, 1.0, "the claim is the quote, word for word")
    said = _fault(claim, evidence)
    score = graded(claim, evidence, similarity)
    if said is None:
        return Verdict(True, max(score, 0.5), "every part of the claim stands in a quote")
    return Verdict(False, score, said)


def _is_reversed(claim: str) -> bool:
    """Whether the claim holds marks that change the order in which it is shown."""
    return any(char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for char in claim)
