"""Proper names and acronyms."""

from collections.abc import Set

from assistant.gate.checks.surplus import surplus
from assistant.gate.tokens import Sort, Tokens


def _respelled(claim: Tokens, quote: Tokens) -> str | None:
    """A name whose stem the quote has but not its spelling: "Williams" for "William"."""
    spelled = {token.low for token in quote}
    named = {token.key for token in quote if token.sort is Sort.NAME and token.surface[1:].islower()}
    other = (t for t in claim if t.sort is Sort.NAME and t.surface[1:].islower() and t.low not in spelled)
    return next((t.surface for t in other if t.key in named and t.low.rstrip("s") in _bare(spelled)), None)


def _bare(spelled: Set[str]) -> Set[str]:
    return {low.rstrip("s") for low in spelled}


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """Every name of the claim stands in the quote; the context lends none."""
    token = surplus(claim, quote, Sort.NAME)
    if token is not None:
        return f"the name '{token.surface}' is not in the quote"
    other = _respelled(claim, quote)
    return None if other is None else f"the name '{other}' is spelled otherwise in the quote"
