"""The prepositions that carry direction, and what is said as a reason: from, against, outside, because."""

from collections.abc import Set

from assistant.gate.checks.surplus import surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim's direction words stand in the quote; the 'by' of a passive is left to the alignment."""
    told = tuple(token for token in claim if token.key != "by")
    token = surplus(told, quote, Sort.PREPOSITION, Sort.REASON)
    return None if token is None else f"the quote does not say '{token.surface}', the claim does"
