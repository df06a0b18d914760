"""Dates, months, quarters, years and how often a thing is done."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """Every date of the claim stands in the quote."""
    token = surplus(claim, quote, Sort.DATE)
    return None if token is None else f"the quote says {said(quote, Sort.DATE)}, the claim says '{token.surface}'"
