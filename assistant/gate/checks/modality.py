"""Must, should, may: none becomes another."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim obliges, advises or permits only where the quote does."""
    token = surplus(claim, quote, Sort.MODAL)
    return None if token is None else f"the quote says {said(quote, Sort.MODAL)}, the claim says '{token.surface}'"
