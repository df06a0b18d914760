"""Frameworks, standards, report types, stages, articles: SOC 1 is not SOC 2, ISO 27001 is not ISO 27002."""

from collections.abc import Set

from assistant.gate.checks.surplus import said, surplus
from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """Every framework and numbered thing of the claim stands in the quote."""
    token = surplus(claim, quote, Sort.FRAMEWORK)
    return None if token is None else f"the quote says {said(quote, Sort.FRAMEWORK)}, the claim says '{token.surface}'"
