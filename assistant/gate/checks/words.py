"""Every word that carries meaning stands in the quote, inflected or as a listed synonym."""

from collections.abc import Set

from assistant.gate.tokens import Sort, Tokens


def check(claim: Tokens, quote: Tokens, lent: Set[str]) -> str | None:
    """The claim's words are the quote's; topic words may come from the context (where they stand is checked later)."""
    known = {token.key for token in quote} | lent
    missing = next((token for token in claim if token.sort is Sort.WORD and token.key not in known), None)
    return None if missing is None else f"the word '{missing.surface}' is not in the quote"
