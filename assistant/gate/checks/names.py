"""Proper names and acronyms."""

from collections.abc import Set

from assistant.gate.checks.surplus import surplus
from assistant.gate.tokens import Sort, Token, Tokens


def _is_name(token: Token) -> bool:
    return token.surface[:1].isupper() and token.surface[1:].islower() and token.sort in (Sort.NAME, Sort.WORD)


def _same(token: Token, spelled: Set[str]) -> bool:
    """Whether a name is among `spelled`; one that may be a common noun that opens a sentence also in the plural."""
    plural = token.sort is Sort.WORD and (token.low.removesuffix("s") in spelled or f"{token.low}s" in spelled)
    return token.low in spelled or plural


def _respelled(claim: Tokens, quote: Tokens) -> str | None:
    """A name whose stem the quote has as a name of other spelling: "Williams" for "William"."""
    named = {token.key for token in quote if token.sort is Sort.NAME and token.surface[1:].islower()}
    spelled = {token.low for token in quote}
    claimed = (token for token in claim if _is_name(token) and token.key in named)
    return next((token.surface for token in claimed if not _same(token, spelled)), None)


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """Every name of the claim stands in the quote, spelled alike; the context lends none."""
    token = surplus(claim, quote, Sort.NAME)
    if token is not None:
        return f"the name '{token.surface}' is not in the quote"
    other = _respelled(claim, quote)
    return None if other is None else f"the name '{other}' is spelled otherwise in the quote"
