"""The checks that a claim must pass against one sentence of a quote, each its own file, in the order they are tried.

A check returns None or, in plain words, what in the claim the quote does not say. What the claim leaves out is judged
by the alignment, which comes after.
"""

from collections.abc import Callable, Set

from assistant.gate.checks import (
    conditions,
    dates,
    frameworks,
    hedges,
    modality,
    names,
    negation,
    numbers,
    prepositions,
    quantifiers,
    tense,
    words,
)
from assistant.gate.tokens import Tokens

Check = Callable[[Tokens, Tokens, Set[str]], str | None]

CHECKS: tuple[Check, ...] = (
    frameworks.check,
    numbers.check,
    dates.check,
    names.check,
    negation.check,
    modality.check,
    tense.check,
    quantifiers.check,
    conditions.check,
    hedges.check,
    words.check,
    prepositions.check,
)


def objection(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The first check's objection, or None. `lent`: keys of topic words from the quote's context."""
    return next((said for check in CHECKS if (said := check(claim, quote, lent)) is not None), None)
