"""Conditions and exceptions: if, unless, except, before, after, until."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim adds no condition and turns none into another."""
    token = surplus(claim, quote, Sort.CONDITION)
    return None if token is None else f"the quote says {said(quote, Sort.CONDITION)}, the claim says '{token.surface}'"
