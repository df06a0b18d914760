"""Numbers: counts, percentages, money, versions, control ids."""

from collections.abc import Set

from assistant.gate.checks.surplus import surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """Every number of the claim stands in the quote."""
    token = surplus(claim, quote, Sort.NUMBER)
    return None if token is None else f"the number {token.surface} is not in the quote"
