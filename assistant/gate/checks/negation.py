"""Negation: not, no, never, without, lacks."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim negates nothing that the quote does not negate."""
    token = surplus(claim, quote, Sort.NEGATION)
    return None if token is None else f"the claim says '{token.surface}', the quote says {said(quote, Sort.NEGATION)}"
