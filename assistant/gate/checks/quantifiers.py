"""Quantifiers and bounds: all, some, only, at least, more than; and or."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim counts as the quote counts."""
    token = surplus(claim, quote, Sort.QUANTIFIER, Sort.OR)
    return None if token is None else f"the quote says {said(quote, Sort.QUANTIFIER)}, the claim says '{token.surface}'"
