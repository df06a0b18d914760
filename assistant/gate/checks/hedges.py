"""Hedges: usually, often, probably."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim hedges no otherwise than the quote."""
    token = surplus(claim, quote, Sort.HEDGE)
    return None if token is None else f"the quote says {said(quote, Sort.HEDGE)}, the claim says '{token.surface}'"
